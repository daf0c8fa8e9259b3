"""Names that a loop binds anew with another size, and what stood in them before."""

import numpy as np
import pytest

from s2sad.testing import check_grads

X, Y = np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0, 4.0])


def a_parameter_that_is_never_read_before(x, y):
    s = 0.0
    for i in range(len(y)):
        s += x[i] ** 2
        y = np.sin(x[:2])
    return s + np.sum(y)


def what_a_name_held_before(x, y):
    z = y * x[0]
    for i in range(3):
        z = np.sin(x[:i])
    return np.sum(z ** 2)


def a_part_of_an_argument(x, p):
    y = p["y"]
    for i in range(3):
        y = np.sin(x[: i + 1]) + np.sum(y)
    return np.sum(y)


@pytest.mark.parametrize("f, y", [
    (a_parameter_that_is_never_read_before, Y), (what_a_name_held_before, Y),
    (a_part_of_an_argument, {"y": Y}),
])  # fmt: skip
def test_the_gradient_has_the_size_of_the_argument(f, y):
    check_grads(f, X, y, order=2)
