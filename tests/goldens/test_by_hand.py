"""The golden programs of numerical methods have the gradients that a person wrote down."""

import copy
import dataclasses

import numpy as np
import pytest

from s2sad import vjp

from . import by_hand
from .programs_methods import GOLDENS

POINTS = [
    pytest.param(golden, k, id=f"{golden.name}-{k}")
    for golden in GOLDENS
    for k in range(len(golden.points))
]


def numbers(value):
    """Return all numbers of a gradient in a row, whatever it is made of."""
    if dataclasses.is_dataclass(value):
        value = list(vars(value).values())
    if isinstance(value, (list, tuple)):
        return np.concatenate([numbers(part) for part in value])
    return np.ravel(np.asarray(value, float))


def both(golden, k, adjoint):
    """Return the numbers of the gradients, found and by hand, at a point and a random seed."""
    args = golden.points[k]
    value, pullback = vjp(golden.f, *copy.deepcopy(args), wrt=golden.wrt)
    seed = np.random.default_rng(k).normal(size=np.shape(value))
    seed = seed if np.ndim(value) else float(seed)
    return numbers(pullback(seed)), numbers(adjoint(*copy.deepcopy(args), seed))


@pytest.mark.parametrize(("golden", "k"), POINTS)
def test_gradients_are_those_by_hand(golden, k):
    found, expected = both(golden, k, getattr(by_hand, golden.name))
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


def test_a_wrong_adjoint_by_hand_is_seen():
    golden = next(golden for golden in GOLDENS if golden.name == "backward_substitution")
    wrong = lambda U, b, gx: (np.outer(b, gx), gx)  # noqa: E731
    found, expected = both(golden, 0, wrong)
    assert not np.allclose(found, expected)
