"""`np.multiply.at` and its kin: places that come several times, in turns."""

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import Unsupported

RNG = np.random.default_rng(8)
X, W, M = RNG.uniform(0.3, 1.7, 4), RNG.uniform(0.3, 1.7, 6), RNG.uniform(0.3, 1.7, (4, 2))
I = np.array([0, 2, -2, 0, 3, 0])


def products(x, w):
    y = x * 1.0
    np.multiply.at(y, I, w)
    return np.sum(y**2)


def of_a_list(x, w):
    y = x * x
    np.multiply.at(y, [0, 0, 1], w[:3])
    return np.sum(y * y)


def quotients(x, w):
    y = x * 1.0
    np.divide.at(y, I, w)
    return np.sum(y**2)


def powers(x, w):
    y = x * 1.0
    np.power.at(y, I, w)
    return np.sum(y**2)


def extremes(x, w):
    y, z = x * 1.0, x * 1.0
    np.maximum.at(y, I, w)
    np.minimum.at(z, I, 1.1 * w)
    return np.sum(y**2) + np.sum(z**3)


def of_rows(x, w):
    y = x[:, None] * M
    np.multiply.at(y, I, w[:, None])
    np.maximum.at(y, [1, 1], M[:2] * x[0])
    return np.sum(y**2)


def of_tables_of_places(x, w):
    y = x * 1.0
    np.multiply.at(y, np.array([[0, 1, 0], [1, 1, 2]]), np.reshape(w, (2, 3)))
    np.multiply.at(y, I[:0], w[:0])
    np.multiply.at(y, [3, 3], 0.5)
    return np.sum(y**2)


def with_zeros(x, w):
    y = x * 1.0
    np.multiply.at(y, I, w - w[3])
    return np.sum(y * x)


def of_cells(x, w):
    y = np.outer(x, w[:3])
    np.multiply.at(y, ([0, 0, -4, 2, 2], [1, 1, 1, -1, 2]), w[:5])
    i, j = np.triu_indices(3)
    np.divide.at(y, (i, j), w)
    np.maximum.at(y, (I % 2, I % 3), 0.9)
    return np.sum(y**2)


def of_places_in_one_tuple(x, w):
    y, t = np.outer(x, w), np.tril_indices(4, 1)
    np.multiply.at(y, t, x[0])
    np.multiply.at(y, np.nonzero(y > 0.5), y[y > 0.5])
    return np.sum(y**2)


def of_rows_of_cells(x, w):
    y = np.outer(x, w).reshape(2, 2, 6)
    np.multiply.at(y, (np.array([0, 1, 0]), np.array([1, 1, 1])), np.outer(x[:3], w))
    return np.sum(y**2)


def of_masks(x, w):
    y, z = x * 1.0, np.outer(x, w)
    np.multiply.at(y, x > 1.0, 2.0 * x[x > 1.0])
    np.power.at(z, z > 1.0, x[1])
    return np.sum(y**2) * np.sum(z)


CASES = [
    products, of_a_list, quotients, powers, extremes, of_rows, of_tables_of_places, with_zeros,
    of_cells, of_places_in_one_tuple, of_rows_of_cells, of_masks,
]  # fmt: skip


@pytest.mark.parametrize("f", CASES)
def test_each_change_is_that_of_the_value_before(f):
    check_grads(f, X, W)


@pytest.mark.parametrize("f", [products, powers, of_rows, of_cells, of_masks])
def test_changes_are_differentiated_twice(f):
    check_grads(f, X, W, order=2)


def test_places_outside_are_an_error_of_numpys():
    def f(x):
        y = np.outer(x, x)
        np.multiply.at(y, ([0, 4], [1, 1]), x[:2])
        return np.sum(y)

    with pytest.raises(IndexError, match="index 4 is out of bounds"):
        grad(f)(X)


def test_parts_of_axes_and_masks_in_tuples_are_refused():
    def parts(x):
        y = np.outer(x, x)
        np.multiply.at(y, (slice(None), [1, 1]), x[:2])
        return np.sum(y)

    def of_three_axes(x):
        y = np.reshape(np.outer(x, x), (2, 4, 2))
        np.multiply.at(y, ([0, 0], [1, 1], [0, 1]), x[:2])
        return np.sum(y)

    def mask(x):
        y = np.outer(x, x)
        np.multiply.at(y, (x > 1.0, x > 1.0), 2.0)
        return np.sum(y)

    for f in (parts, of_three_axes):
        with pytest.raises(Unsupported, match="np.multiply.at"):
            grad(f)(X)
    with pytest.raises(AssertionError, match="no mask"):
        grad(mask)(X)
