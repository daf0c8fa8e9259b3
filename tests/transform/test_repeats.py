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


CASES = {
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
