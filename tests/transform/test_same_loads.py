"""Loads that are one, and copies that are none: what they save, and where they stay."""

import numpy as np
import pytest

from s2sad.api import source_of
from s2sad.testing import check_grads

X = np.array([0.4, 0.9, 1.3])


def squares(x):
    y = np.zeros(3)
    s = 0.0
    for k in range(3):
        for i in range(3):
            y[i] = x[k] * x[i]
        for i in range(1, 3):
            y[i] += x[i] * x[i - 1]
        for i in range(3):
            s = s + y[i] * y[i]
    return s


def changed_between(x):
    y = x.copy()

    def step():
        y[0] = y[0] * 2.0
        return y[0]

    s = 0.0
    for _ in range(2):
        s = s + y[0] * step() * y[0]
    return s


def negated(x):
    y = np.sin(x)
    z = x * 2.0
    y -= z * x
    y -= z * y
    y[0] *= 2.0
    return y


def written_by_a_function(x):
    y = np.sin(x)
    for i in range(2):
        y[i:] = y[i:] * y[i] * y[i]
    return np.sum(y)


def masks_of_one_line(x):
    return np.sum(np.where(x > 0.7, x * x, np.where(x > 0.7, x, 0.5 * x)))


def bound_on_one_line(x):
    y, z = x * 1.0, x * 1.0
    for _ in range(2):
        z = z * np.where(y > 0.7, (y := y - 0.5), x) * np.where(y > 0.7, y, 2.0 * x)
    return z


@pytest.mark.parametrize("f", [
    squares, changed_between, negated, written_by_a_function, masks_of_one_line, bound_on_one_line,
])  # fmt: skip
def test_derivatives_are_right(f):
    check_grads(f, X)


def text_of(f):
    return source_of(f).specialised({"x": X}).adjoint(("x",)).text


def test_the_cells_of_a_square_are_recorded_once():
    assert text_of(squares).count(".append(") == 1


def test_a_copy_that_is_only_negated_is_none():
    text = text_of(negated)
    assert "-gy.copy()" not in text and "-gy" in text


def test_masks_of_one_line_are_one():
    assert text_of(masks_of_one_line).count("= x > 0.7") == 1
    assert text_of(bound_on_one_line).count("> 0.7") >= 2
