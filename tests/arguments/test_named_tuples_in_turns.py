"""Named tuples with methods in tuples of targets: each is what it was before the first is bound."""

from typing import NamedTuple

import numpy as np
import pytest

from s2sad import check_grads, grad, value_and_grad

X = np.array([0.5, -1.0, 2.0])


class Point(NamedTuple):
    x: float
    y: float

    def cross(self, other):
        return self.x * other.y - self.y * other.x


class Body:
    def __init__(self, m):
        self.m = m


def displayed(x):
    p, q, k = Point(x[0], x[1]), Point(x[1], x[2]), 3.0
    return p.cross(q) * k + 3.0 * p.x


def exchanged(x):
    p, q = Point(x[0], x[1]), Point(x[1], x[2])
    q, p, o = p, q, Body(x[0])
    return p.cross(q) + 3.0 * p.x * o.m


def in_a_loop(x):
    p, q = Point(x[0], x[1]), Point(x[1], x[2])
    for i in range(3):
        if x[i] > 0.0:
            q, p = Point(p.x * 0.5, p.y), q
        else:
            p, q = Point(q.y * 0.5, p.y), p
    return p.cross(q) + 3.0 * p.x


def beside_functions(x):
    p, q = Point(x[0], x[1]), Point(x[1], x[2])
    q, p, f = p, q, lambda v: v * 2.0
    return f(p.x) * q.y + p.cross(q)


def bound_to_its_parts(x):
    p = Point(x[0], x[1])
    p, v = Point(p.y, p.x), p.x * 3.0
    a, b, c = p, Point(v, v), p
    return a.cross(b) + c.x


@pytest.mark.parametrize(
    "f", [displayed, exchanged, in_a_loop, beside_functions, bound_to_its_parts]
)
def test_named_tuples_are_bound_at_once(f):
    check_grads(f, X)
    check_grads(lambda x: np.sum(grad(f)(x) ** 2), X)


def test_named_tuples_in_arguments_are_bound_at_once():
    def f(x, p, q):
        q, p, o = p, q, Body(x[0])
        return p.cross(q) + 3.0 * p.x * o.m

    check_grads(f, X, Point(1.0, 2.0), Point(3.0, 5.0))


def test_the_value_is_that_of_the_function():
    for f in (exchanged, in_a_loop):
        assert value_and_grad(f)(X)[0] == f(X)
