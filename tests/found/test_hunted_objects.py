"""Programs with objects that the hunt found to be wrong or refused, made smaller."""

import functools

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import Unsupported


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


class Rate:
    def __init__(self, a):
        self.a = a


def with_an_object_of_its_own(v, x, rows):
    rate = Rate(v)
    rate.a /= sum(0.3 for _ in range(2))


def an_object_made_in_a_trip(x):
    rows = [[0.0] for _ in range(1)]
    other = Rate(x)
    more = [[with_an_object_of_its_own(3, x=v, rows=rows) for v in row] for row in rows]
    return x * len(more) + other.a


def test_an_object_that_a_trip_makes_and_exchanges_is_no_crash():
    with pytest.raises(Unsupported, match="which objects there are after this"):
        grad(an_object_made_in_a_trip)(0.7)


def with_options_and_a_pattern(x, **options):
    k = 3
    match k:
        case ["power", n]:
            k = n
    return x * options["a"] * k


def options_beside_a_pattern(x):
    return with_options_and_a_pattern(x, a=x) * 2.0


def test_options_of_a_function_with_a_pattern_are_read():
    check_grads(options_beside_a_pattern, 0.7, order=2)
