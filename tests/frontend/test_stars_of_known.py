"""Stars whose length the called function tells, and functions and objects after a star."""

from dataclasses import dataclass

import numpy as np
import pytest

from s2sad import check_grads, grad
from tests.small import noted_in

CASES = {}
at = noted_in(CASES)
X = np.array([0.3, 0.4])
STEPS = [np.sin, np.tanh]


@dataclass
class Point:
    x: float
    y: float


def composed(*functions):
    def run(x):
        for f in functions:
            x = f(x)
        return x

    return run


def area(*points):
    return sum(p.x * p.y for p in points) * len(points)


def scaled(k):
    def inner(x, times=1.0):
        return k * x**2 * times

    return inner


@at((X, X[::-1].copy()))
def a_pair(pair):
    return np.sum(np.maximum(*pair))


@at([X, 2.0 * X])
def a_list_of_two(pair):
    return np.sum(np.multiply(*pair))


@at(X)
def functions_that_are_named(x):
    return np.sum(composed(np.sin, np.tanh, lambda v: v * v)(x))


@at(X)
def functions_in_a_list_outside(x):
    return np.sum(composed(*STEPS)(x))


@at(X)
def functions_in_a_list_inside(x):
    steps = [np.sin, np.tanh]
    return np.sum(composed(*steps)(x))


@at(Point(1.0, 2.0), Point(3.0, 4.0))
def objects(p, q):
    return area(p, q) + area(p)


@at(0.5, 0.7, 0.9)
def functions_that_are_returned(a, b, c):
    functions = [scaled(a), scaled(b)]
    return sum(f(c) for f in functions) + functions[0](c, times=3.0)


@pytest.mark.parametrize("name", CASES)
def test_what_stands_after_a_star_is_right_in_both_modes(name):
    function, args = CASES[name]
    check_grads(function, *args)


def test_a_pair_of_three_is_noticed():
    with pytest.raises(AssertionError):
        grad(a_pair)([X, X, X])
