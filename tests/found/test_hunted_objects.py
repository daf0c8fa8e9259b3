"""Programs with objects that the hunt found to be wrong or refused, made smaller."""

import functools

import numpy as np
import pytest

from s2sad import check_grads


class Pair:
    def __init__(self, a, b=0.4):
        self.a = a
        self.b = b

    def push(self, t):
        self.a = np.sin(self.a + t)
        return self


def pushed(p, t):
    p.push(t)
    return p.a * p.b * t


def partial_of_a_new_object(x):
    push = functools.partial(pushed, Pair(x, x * 2.0))
    return push(x) + push(0.3)


def partial_of_an_object(x):
    p = Pair(x)
    push = functools.partial(pushed, p, t=x)
    first = push()
    p.b = x * x
    return first + push(t=0.5) + p.a


def partial_of_what_a_method_gives(x):
    p = Pair(x)
    push = functools.partial(pushed, p.push(x))
    return push(x) * p.a


CASES = [partial_of_a_new_object, partial_of_an_object, partial_of_what_a_method_gives]


@pytest.mark.parametrize("function", CASES, ids=lambda f: f.__name__)
def test_an_object_may_be_given_to_a_partial(function):
    check_grads(function, 0.7, order=2)
