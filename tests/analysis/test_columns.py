"""`zip(*rows)` of so many rows as the run has."""

import numpy as np
import pytest

from s2sad import check_grads, grad
from tests.small import noted_in

CASES = {}
at = noted_in(CASES)
M = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
PAIRS = [(1.0, 2.0), (5.0, 4.0), (3.0, 6.0)]


@at(M)
def products_of_columns(m):
    return sum([a * b for a, b in zip(*m)])


@at(M)
def transposed(m):
    t = list(map(list, zip(*m)))
    t[0][0] = 2.0 * t[1][1]
    return t[0][0] * t[1][0] + t[2][1] * m[0][0] + len(t)


@at(M, [[1.0, 0.5], [2.0, 1.0], [0.1, 0.2]])
def matrix_product(a, b):
    c = [[sum([x * y for x, y in zip(row, column)]) for column in zip(*b)] for row in a]
    return c[0][0] * c[1][1]


@at([[1.0, 2.0, 3.0], [4.0, 5.0], [2.0, 3.0, 4.0]])
def of_the_shortest(m):
    return sum([a * b**2 * c for a, b, c in zip(*m)]) + m[0][2]


@at(PAIRS)
def parts_of_pairs(pairs):
    xs, ys = zip(*sorted(pairs))
    return sum([x * y for x, y in zip(xs, ys)]) * xs[0] + np.sum(np.array(ys) ** 2)


@at(np.array([0.5, 2.0, 3.0]))
def of_pairs_that_it_makes(x):
    large = [(v, v * v) for v in x if v > 1.0]
    first, second = map(np.array, zip(*large))
    return np.sum(first * second)


@at(np.arange(6.0).reshape(3, 2))
def of_an_array(a):
    x, y = zip(*a)
    total = x[2]
    for u, v in zip(*a.T):
        total += u * v**2
    return np.sum(np.array(x) * np.array(y)) + total


@at(np.arange(6.0).reshape(3, 2))
def of_its_rows(a):
    total = 0.0
    for u, v, w in zip(*a):
        total += u * v**2 + w
    return total + np.sum(a)


@at(np.array([0.5, 2.0, 3.0]))
def of_rows_that_it_makes(x):
    rows = [[v, 2.0 * v, 3.0] for v in x]
    return sum([(k + 1) * sum(c) / len(c) for k, c in enumerate(zip(*rows))])


@pytest.mark.parametrize("name", CASES)
def test_derivatives_are_right(name):
    f, args = CASES[name]
    check_grads(f, *args, order=2)


def test_no_rows_have_no_columns():
    def f(x, rows):
        return x * len(list(zip(*rows))) + x

    assert grad(f)(2.0, []) == 1.0
    assert grad(f)(2.0, [[1.0, 2.0]]) == 3.0
