"""What random numbers are: one is a float, several are an array of the size that is asked for."""

import random

import numpy as np
import pytest

from s2sad import differentiate, grad
from s2sad.errors import Error
from s2sad.testing import check_grads

X = np.array([0.7, 1.3, 0.4])


def one_by_one(x, n):
    rng, old, own = np.random.default_rng(3), np.random.RandomState(4), random.Random(5)
    total = 0.0
    for _ in range(n):
        s = x[0] * np.exp(0.1 * rng.standard_normal() * x[rng.integers(0, 3)])
        total += max(s - x[2], 0.0) * old.rand() + own.gauss(0.0, 1.0) * x[1]
    return total


def of_the_module(x):
    np.random.seed(1)
    random.seed(2)
    total = 0.0
    for k in np.random.permutation(3):
        total += x[k] * k * np.random.normal(0.0, 2.0) + x[k] ** 2 * random.uniform(1.0, 2.0)
    return total


def several(x, n):
    rng = np.random.default_rng(3)
    total = 0.0
    for row in rng.normal(size=(n, len(x))):
        total += np.sum(x * row)
    noise = rng.uniform(0.5, 1.0, 3)
    noise[1] = x[1]
    noise += rng.choice(X, size=3)
    return total + np.sum(x[rng.choice(3, 2)]) + np.sum(noise ** 2)


def given(x, rng):
    total = 0.0
    for _ in range(2):
        total += x[0] * rng.gauss(0.0, 1.0)
    return total


@pytest.mark.parametrize("f, more", [(one_by_one, (3,)), (of_the_module, ()), (several, (2,))])
def test_both_modes_agree_with_differences(f, more):
    check_grads(f, X, *more, order=2)


def test_a_source_of_numbers_may_be_an_argument():
    rng = random.Random(5)
    expected = random.Random(5)
    gradient = differentiate(given, wrt="x").grad(X, rng)
    assert gradient.tolist() == [expected.gauss(0.0, 1.0) + expected.gauss(0.0, 1.0), 0.0, 0.0]


def test_what_varies_is_not_drawn_with():
    def f(x):
        rng = np.random.default_rng(0)
        return x[0] * rng.normal(x[1], 1.0)

    with pytest.raises(Error, match="normal"):
        grad(f)(X)
