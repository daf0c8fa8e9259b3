"""Densities that are estimated from samples move with these, their weights, widths and places."""

import numpy as np
import pytest

from s2sad import check_grads, grad, value_and_grad
from s2sad.errors import Error

stats = pytest.importorskip("scipy.stats", reason="SciPy is an optional extra")

RNG = np.random.default_rng(1)
X, W, P = RNG.normal(size=6), RNG.uniform(0.2, 1.0, 6), np.array([-0.4, 0.3, 1.9])
ROWS, PLACES = RNG.normal(size=(2, 6)), RNG.normal(size=(2, 3))


def called(x, p):
    return np.sum(np.sin(stats.gaussian_kde(x)(p)))


def weighted(x, w, p):
    return np.sum(np.sin(stats.gaussian_kde(x, weights=w).logpdf(p)))


def of_rows(x, w, p):
    return np.sum(np.sin(stats.gaussian_kde(x, "silverman", w).evaluate(p)))


def of_one_place(x, h, p):
    return np.sum(np.sin(stats.gaussian_kde(x, bw_method=h).pdf(p)))


def of_an_interval(x, low):
    return stats.gaussian_kde(x).integrate_box_1d(low, 1.2)


def of_constants(p):
    kde = stats.gaussian_kde(X)
    return np.sum(np.log(kde(p))) + kde(0.3)[0]


def attributes(x):
    kde = stats.gaussian_kde(x)
    return kde.factor * np.sum(kde.covariance) * kde.n * kde.d


CASES = [
    (called, (X, P)), (weighted, (X, W, P)), (of_rows, (ROWS, W, PLACES)),
    (of_one_place, (ROWS, 1.3, np.array([0.1, 0.4]))), (of_an_interval, (X, -0.3)),
    (of_constants, (P,)), (attributes, (X,)),
]  # fmt: skip


@pytest.mark.parametrize("f, args", CASES)
def test_an_estimated_density_moves(f, args):
    np.testing.assert_allclose(value_and_grad(f)(*args)[0], f(*args), rtol=1e-12)
    check_grads(f, *args, order=2)


@pytest.mark.parametrize("ask", [
    lambda x: np.sum(stats.gaussian_kde(x).resample(3)),
    lambda x: np.sum(stats.gaussian_kde(x, bw_method=lambda kde: 0.3)(P)),
    lambda x: np.sum(stats.gaussian_kde(x, bandwidth=0.3)(P)),
])  # fmt: skip
def test_what_is_not_followed_is_refused(ask):
    with pytest.raises(Error):
        grad(ask)(X)
