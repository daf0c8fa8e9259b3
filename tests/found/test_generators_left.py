"""Loops that are left over generators that leave a loop of their own, one inside another."""

from itertools import islice, takewhile

import numpy as np
import pytest

from s2sad import check_grads
from tests.thorough import order_in_turn

POINTS = [np.array([1.3, 1.4, 1.5, 1.7, 0.3]), np.array([1.3, 2.5, 1.2]), np.array([1.1, 1.2])]


def until_large(x):
    for v in x:
        if v > 2.0:
            break
        yield v


def by_count(x):
    i = 0
    while True:
        yield x[i]
        i += 1
        if i >= len(x):
            break


def handed_on(x):
    yield from until_large(x)


def enumerated(x):
    t = 0.0
    for j, e in enumerate(until_large(x)):
        if e > 1.45:
            break
        t += e * (j + 1)
    return t


def enumerated_while(x):
    t = 0.0
    for j, e in enumerate(by_count(x)):
        if e > 1.45:
            break
        t += e * e * (j + 1)
    return t


def a_return(x):
    t = 0.0
    for e in islice(until_large(x), 4):
        if e > 1.45:
            return t * t
        t += e
    return t


def an_expression(x):
    t = 0.0
    for e in (2 * v for v in by_count(x)):
        if e > 2.9:
            break
        t += e
    else:
        t = t * t
    return t


def twice_limited(x):
    t = 0.0
    for e in takewhile(lambda v: v < 10, takewhile(lambda v: v < 20, x)):
        if e > 1.45:
            break
        t += e
    return t * t


def of_another(x):
    t = 0.0
    for e in handed_on(x):
        if e > 1.45:
            break
        t += e
    return t * t


def several(x):
    for v in x[1:]:
        if v > 2.0:
            pass
        else:
            if v > 1.65:
                break
            yield 1.5 * v
        yield 0.7


def of_several(x):
    t = 0.0
    for v in several(x):
        if v > 2.2:
            break
        t += v * v
    return t * (x[0] if any(v > 2.2 for v in several(x)) else x[1])


def in_a_loop(x):
    t = 1.0
    for k in range(3):
        for j, e in enumerate(by_count(x[k:])):
            if e > 1.45 or j > 2:
                break
            t = t * e + j
        if t > 4.0:
            break
    return t


def a_continue(x):
    t = 1.0
    for e in handed_on(x):
        if e < 1.25:
            continue
        if t > 2.4:
            break
        t *= e
    return t


LEFT = [
    enumerated, enumerated_while, a_return, an_expression, twice_limited, of_another, a_continue,
    of_several,
]  # fmt: skip


@pytest.mark.parametrize("x", POINTS, ids=["stop", "own", "end"])
@pytest.mark.parametrize("f", LEFT, ids=lambda f: f.__name__)
def test_a_loop_that_is_left_ends_all_around_it(f, x):
    check_grads(f, x, order=order_in_turn())


def test_a_loop_that_is_left_is_not_the_one_around_it():
    check_grads(in_a_loop, POINTS[0], order=2)
