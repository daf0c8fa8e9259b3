"""`sorted(l, reverse=True)` of lists of integers, of numbers that vary, and of texts."""

import numpy as np
import pytest

from s2sad import check_grads

X = np.array([1.3, 0.4, 1.5, 1.7, 0.3])


def places(x):
    t = 0.0
    for i in sorted([0, 2, 1], reverse=True):
        t = t * 2 + x[i] ** 2
    return t


def numbers(x):
    a = sorted([x[0], x[1] * x[2], x[3]], reverse=True)
    return a[0] * a[1] + a[2]


def of_a_flag(x, down=True):
    order = sorted([2, 0, 1], reverse=down)
    return x[order[0]] ** 2 * x[order[1]]


def a_power_of_a_list(x):
    y = x ** [2.0]
    y **= [3.0, 2.0, 1.0, 2.0, 1.5]
    return np.sum(y)


@pytest.mark.parametrize("f", [places, numbers, of_a_flag, a_power_of_a_list])
def test_the_derivatives_are_right(f):
    check_grads(f, X, wrt=("x",), order=2)
