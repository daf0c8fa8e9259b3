"""Distances of SciPy's: the matrix of those of pairs, and what is refused."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from s2sad.errors import MissingRule

distance = pytest.importorskip("scipy.spatial.distance", reason="SciPy is an optional extra")

POINTS = np.random.default_rng(3).normal(size=(4, 2))


def kernel(x):
    return np.exp(-distance.squareform(distance.pdist(x, "sqeuclidean")))


def test_the_matrix_of_distances_moves_with_the_points():
    check_grads(lambda x: np.sum(np.linalg.inv(kernel(x))), POINTS, order=2)
    text = differentiate(lambda x: np.sum(kernel(x) ** 2)).text("adjoint", POINTS)
    assert "rt.pair_sums" in text


def test_distances_are_those_of_pairs_of_the_same_rows():
    both = np.concatenate((POINTS, POINTS))
    for metric in ("cosine", "correlation"):
        half = {"cosine": lambda x: np.sum(distance.pdist(x, "cosine")),
                "correlation": lambda x: np.sum(distance.pdist(x, "correlation"))}  # fmt: skip
        whole = {"cosine": lambda x: 0.5 * np.sum(distance.cdist(x, x, "cosine")),
                 "correlation": lambda x: 0.5 * np.sum(distance.cdist(x, x, "correlation"))}
        x = np.concatenate((both.T, both.T[::-1] ** 2))
        np.testing.assert_allclose(grad(half[metric])(x), grad(whole[metric])(x), atol=1e-12)


def test_what_counts_as_a_matrix_and_weights_are_refused():
    with pytest.raises(MissingRule):
        grad(lambda d: np.sum(distance.squareform(d)))(distance.squareform(np.ones(3)))
    with pytest.raises(MissingRule):
        grad(lambda x: distance.cosine(x, POINTS[0], POINTS[1]))(POINTS[2])
