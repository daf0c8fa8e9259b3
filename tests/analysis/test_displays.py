"""Displays with stars of lists and arrays of any length."""

import numpy as np
import pytest

from s2sad import check_grads
from tests.small import noted_in

CASES = {}
at = noted_in(CASES)


@at([1.0, 2.0, 3.0])
def of_a_length_of_the_run(values):
    large = [v * v for v in values if v > 1.5]
    both = [*large, values[0], *large]
    return both[0] * both[2] + both[-1]


@at(np.linspace(1.0, 2.0, 40))
def of_a_long_array(x):
    knots = np.array([0.0, *x, 1.0])
    return np.sum(knots[1:] * knots[:-1])


@at([[1.0, 2.0], [3.0]])
def of_rows(rows):
    row = [*rows[0], *rows[1]]
    row[0] = 5.0
    return sum(row) * rows[0][0]


@at([1.0, 2.0, 3.0])
def growing_at_both_ends(values):
    after, before = [], [values[0]]
    for v in values:
        after = [*after, v * v]
        before = [v, *before]
    return after[0] * after[2] + before[0] * before[1] ** 2


@pytest.mark.parametrize("name", CASES)
def test_derivatives_are_right(name):
    f, args = CASES[name]
    check_grads(f, *args, order=2)
