"""Tangent programs: full shapes, and tangents with memory of their own."""

import numpy as np
import pytest

from tests.small import check

X = np.array([0.3, 0.7, 1.1, 1.6])


def number_and_array(x, s):
    z = s + np.ones(4)
    return np.sum(z) * np.sum(x), z


def row_and_matrix(x, s):
    z = x + np.ones((3, 4))
    return np.sum(z) * s, z


@pytest.mark.parametrize("f", [number_and_array, row_and_matrix])
def test_a_tangent_has_the_full_shape_of_its_primal(f):
    check(f, X, 0.4)


def shifted_and_written(x):
    u = x + 1.0
    u[0] = x[1]
    return np.sum(u * u) + np.sum(x * x)


def argument_written(x):
    x[0] = x[1] * x[2]
    return np.sum(x * x)


def subtracted_and_written(x):
    u = x - 0.5
    v = u + 2.0
    v[1:] *= x[1:]
    u[0] = v[2]
    return np.sum(u * u) + np.sum(x * v)


@pytest.mark.parametrize("f", [shifted_and_written, argument_written, subtracted_and_written])
def test_a_tangent_that_is_written_shares_memory_with_no_other(f):
    check(f, X)


def test_the_tangents_of_the_items_of_a_list_are_copied():
    def f(rows):
        rows[0][0] = rows[1][1] * rows[0][2]
        rows[1] = rows[0] * 2.0
        return np.sum(rows[0] * rows[1])

    check(f, [X, X * X])


def test_what_is_popped_is_popped_from_the_tangents():
    def f(x):
        values = [x, x * x, 2.0]
        values.pop()
        values.pop()
        return values[-1] * x

    check(f, 0.7)
