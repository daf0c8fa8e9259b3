"""Functions that one decorator or factory made have the same code, and are different functions.

Where one called another, it was taken for a function that calls itself: refused, or a wrong number.
"""

import functools

import numpy as np
import pytest

from s2sad import differentiate, grad
from s2sad.testing import check_grads


def passed_on(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs)

    return wrapper


def times(c):
    def decorate(f):
        def scaled(x):
            return c * f(x)

        return scaled

    return decorate


def made(c, f):
    def w(x, k):
        if k <= 0:
            return x * c
        return f(x, k - 1) * c

    return w


@passed_on
def helper(x):
    return np.sin(x) * x


@passed_on
def both_decorated(x):
    return helper(x) * x + helper(x=2.0 * x)


@passed_on
@differentiate
@passed_on
def twice_around(x):
    return x * x * x


@times(2.0)
@times(3.0)
@times(5.0)
def thrice(x):
    return x * x


def layered(x):
    return thrice(x) * twice_around(x) + both_decorated(x)


@pytest.mark.parametrize("f", [both_decorated, twice_around, thrice, layered])
def test_a_decorator_may_stand_around_several_functions(f):
    check_grads(f, 0.8, order=2)
    assert grad(thrice)(0.5) == 30.0


FIRST = made(3.0, lambda x, k: x)
SECOND = made(2.0, FIRST)
THIRD = made(5.0, SECOND)


def first(x, k):
    return x


def by_default():
    before = first
    for c in (2.0, 3.0, 5.0):

        def layer(x, k, before=before, c=c):
            if k <= 0:
                return x * c
            return before(x, k - 1) * c

        before = layer
    return before


@pytest.mark.parametrize("f", [SECOND, THIRD, by_default()])
@pytest.mark.parametrize("k", range(4))
def test_one_of_a_factory_calls_another(f, k):
    check_grads(f, 1.5, k, wrt=0)


def counting(c):
    def w(x, k):
        return x * c if k <= 0 else w(x * c, k - 1)

    return w


def nested(x):
    return counting_two(x, 2) * counting_three(x, 3)


counting_two, counting_three = counting(2.0), counting(3.0)


def test_those_that_call_themselves_are_told_apart():
    check_grads(nested, 1.5, order=2)


def test_what_a_closure_holds_may_be_exchanged():
    held = [lambda x: x * x]

    def around(f):
        def w(x):
            return 2.0 * f(x)

        def put(g):
            nonlocal f
            f = g

        return w, put

    inner, put = around(held[0])
    outer, _ = around(inner)
    slope = grad(outer)
    assert slope(3.0) == 24.0
    put(lambda x: x * x * x)
    assert slope(3.0) == 108.0
