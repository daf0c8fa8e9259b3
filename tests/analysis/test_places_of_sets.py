"""Functions of NumPy's for sets give places; whether a float is a whole number is known."""

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import Error

X = np.array([0.5, -1.0, 2.0, 0.3])


def free_places(x, fixed):
    n = len(x)
    free = np.setdiff1d(np.arange(n), fixed)
    y = np.zeros(n)
    y[free] = x[free] ** 2
    both = np.intersect1d(np.arange(n), [1, 2, 7])
    y[both] += x[both]
    either, one = np.union1d(fixed, [2]), np.setxor1d([0, 1], fixed)
    y[either] *= x[either]
    y[one] *= 3.0
    return np.sum(y**2)


def test_places_by_functions_of_sets():
    for fixed in ([1], np.array([0, 3])):
        check_grads(free_places, X, fixed, wrt=0)
    with pytest.raises(Error, match="setdiff1d"):
        grad(lambda x: np.sum(np.setdiff1d(x, [0.5])))(X)


def test_a_whole_number_is_known():
    def f(x):
        h = (len(x) + 2) / 2
        if not h.is_integer() or (x[0] * 0.3).is_integer():
            raise ValueError("odd")
        return x[int(h)] ** 2

    check_grads(f, X)
    with pytest.raises(ValueError, match="odd"):
        grad(f)(X[:3])
