"""Indices that name a cell twice, and those that cannot: `np.arange(n)` among them."""

import numpy as np
import pytest

from s2sad import differentiate
from s2sad.testing import check_grads

A = np.arange(12.0).reshape(4, 3) * 0.3 - 1.0


def picked(a, labels):
    return np.sum(a[np.arange(len(labels)), labels] ** 2)


def diagonal(a, n):
    i = np.arange(n)
    b = a * 2.0
    b[i, i] = b[i, i] ** 2 * a[0, i]
    return np.sum(b * a)


def one_row(a, labels, n):
    return np.sum(a[np.arange(n), labels] ** 2)


def from_the_end(a, labels):
    return np.sum(a[np.arange(-2, len(labels) - 2), labels] ** 2)


def stored_twice(a, labels, n):
    b = a * 1.0
    b[np.arange(n), labels] = a[0] * a[1]
    return np.sum(b**2 * a)


def bound_twice(a, labels, n):
    i = np.arange(len(labels))
    for _ in range(n):
        a = a * np.sum(a[i, labels])
        i = i // 2
    return np.sum(a)


def of_a_triangle(a, n):
    b = np.zeros((n, n))
    b[np.triu_indices(n, 1)] = a[0]
    i, j = np.tril_indices(n)
    b[i, j] += a[0, 0] * b[j, i]
    return np.sum(b**2)


def half_of_a_triangle(a, n):
    i, _ = np.triu_indices(n, 1)
    b = np.zeros(n)
    b[i] = a[0] ** 2
    return np.sum(b * np.arange(n))


def where_it_is_large(a):
    i, j = np.nonzero(a > 0.45)
    b = np.ones((4, 3))
    b[i, j] = a[i, j] ** 2
    (k,) = np.where(a[:, 0] > -0.55)
    return np.sum(b * a) * np.sum(b[k, 1] ** 2)


def in_an_order(a):
    order = np.argsort(a[0] ** 2)[::-1]
    b = np.empty(3)
    b[order] = a[1]
    return np.sum(b * a[2, order])


def a_diagonal(a, n):
    b = a * 2.0
    b[np.diag_indices(n)] = a[0, :n]
    return np.sum(b**2 * a)


def of_two_trips(a, masks):
    """The columns are those of the trip before, the rows those of this one."""
    b, s = np.zeros((2, 4)), 0.0
    for t in range(2):
        h = np.nonzero(masks[t])
        i = h[0]
        if t > 0:
            b[i, j] = a[t, 0] * np.arange(1.0, 5.0)
            s += np.sum(b**2)
        j = h[1]
    return s


def of_this_trip_in_a_branch(a, masks):
    """The columns are left from the trip before where the branch is not taken."""
    b, s = np.zeros((2, 4)), 0.0
    i = j = np.zeros(4, dtype=int)
    for t in range(2):
        h = np.nonzero(masks[t])
        i = h[0]
        if t == 0:
            j = h[1]
        b[i, j] = a[t, 0] * np.arange(1.0, 5.0)
        s += np.sum(b**2)
    return s


def of_each_trip(a, masks):
    b, s = np.zeros((2, 4)), 0.0
    for t in range(2):
        i, j = np.nonzero(masks[t])
        b[i, j] += a[i, 0] * a[t, 1]
        s += np.sum(b**2 * a[0, 0])
    return s


def changed_after(a, n):
    i, j = np.triu_indices(n)
    i[1:] = 0
    j[:] = 1
    b = np.zeros((n, n))
    b[i, j] = a[0, 0] * np.arange(1.0, len(i) + 1.0)
    return np.sum(b**2)


MASKS = np.array([[[1, 1, 0, 0], [1, 1, 0, 0]], [[1, 1, 1, 1], [0, 0, 0, 0]]])
CASES = {
    "triangle": (of_a_triangle, (A[:, :1], 3), False),
    "half of a triangle": (half_of_a_triangle, (A, 3), True),
    "where": (where_it_is_large, (A,), False),
    "order": (in_an_order, (A,), False),
    "given diagonal": (a_diagonal, (A, 3), False),
    "two trips": (of_two_trips, (A, MASKS), True),
    "a branch": (of_this_trip_in_a_branch, (A, MASKS), True),
    "each trip": (of_each_trip, (A, MASKS), True),
    "changed": (changed_after, (A, 3), True),
    "labels": (picked, (A, np.array([2, 0, 2, 1])), False),
    "diagonal": (diagonal, (A, 3), False),
    "broadcast": (one_row, (A, np.array([2, 0, 2]), 1), True),
    "two axes": (one_row, (A, np.array([[0, 1, 1, 0], [1, 1, 1, 0]]), 4), True),
    "negative": (from_the_end, (A, np.array([2, 0, 1, 1, 2, 0])), True),
    "store": (stored_twice, (A, np.array([2, 2, 0]), 1), True),
    "bound twice": (bound_twice, (A, np.array([1, 1, 0, 0]), 2), True),
}


@pytest.mark.parametrize("name", CASES)
def test_index(name):
    f, args, repeats = CASES[name]
    check_grads(f, *args, wrt=0, order=2)
    text = str(differentiate(f, wrt="a").text("adjoint", *args))
    assert ("np.add.at" in text or "last_written" in text) is repeats
