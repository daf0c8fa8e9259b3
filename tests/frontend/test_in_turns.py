"""`zip` of a generator and of data: each is asked for its items in Python's order."""

import itertools
import math
from itertools import accumulate, chain, count, pairwise

import numpy as np
import pytest

from s2sad import check_grads
from s2sad.errors import Unsupported
from s2sad.frontend import read
from tests.small import noted_in

CASES = {}
at = noted_in(CASES)
L = [0.7, -0.4, 1.2]


def halved(a):
    while True:
        yield a
        a = a * 0.5


def told(values):
    for v in values:
        print("asked", round(v, 3))
        yield v


@at(L)
def after_data(y):
    return sum(a * b for a, b in zip(y, itertools.accumulate(y)))


@at(np.array(L))
def of_an_array(y):
    s = 0.0
    for a, b in zip(y, accumulate(y, lambda u, v: u * v + 1)):
        s += a * b
    return s


@at(np.arange(6.0).reshape(3, 2))
def of_rows(y):
    return sum(np.sum(a * b) for a, b in zip(y, (np.sin(row) for row in y)))


@at(L)
def before_data(y):
    return sum(a * b * b for a, b in zip((v * v for v in y), y[1:]))


@at(L, 0.9)
def without_end(y, a):
    return sum(u * v for u, v in zip(y, halved(a)))


@at([0.3], 0.9)
def ends_before_the_data(y, a):
    return sum(u * v for u, v in zip(halved(a), y)) + a


@at([], 0.9)
def of_nothing(y, a):
    return sum([u * v for u, v in zip(y, halved(a))]) + a


@at(L)
def of_three(y):
    s = 0.0
    for a, b, c in zip(y, map(math.sin, y), y[::-1]):
        s += a * b * c
    return s


@at(L)
def of_counted_data(y):
    s = 0.0
    for (i, a), b, k, r in zip(enumerate(y, 1), accumulate(y), range(2), count(3, 2)):
        s += i * a * b + k * r * a
    return s


@at(L)
def of_zipped_data(y):
    s = 0.0
    for (a, c), b in zip(zip(y, y[1:]), filter(lambda v: v > 0, y)):
        s += a * b * c
    return s


@at(L)
def of_loops_in_loops(y):
    return sum(a * b * w for (a, b), w in zip(itertools.combinations(y, 2), y))


@at(L)
def of_a_chain(y):
    return sum(a * b for a, b in zip(y, chain([1.0], y)))


@at(L)
def left_early(y):
    s = 0.0
    for a, b in zip(y, accumulate(y)):
        if b < 0.5:
            break
        s += a * b
    else:
        s = -s
    return s


@at(L)
def of_pairs(y):
    return sum(w * (b - a) ** 2 for w, (a, b) in zip(y, pairwise(y)))


@at(L)
def told_in_order(y):
    s = 0.0
    for a, b in zip(y[:2], told(y)):
        print("taken", round(a, 3))
        s += a * b
    for a, b in zip(told(y), y[:2]):
        s += a * b
    return s


@at(L)
def of_a_list_that_changes(y):
    kept, s = list(y), 0.0
    for a, b in zip(kept, (v * 2.0 for v in y)):
        kept[2] = a * a
        s += a * b
    return s


@at(L)
def mapped_over_both(y):
    return sum(map(lambda a, b: a * b * b, y, accumulate(y)))


@at(L)
def of_one_generator(y):
    return sum([t[0] ** 2 for t in zip(v * 2.0 for v in y)]) + sum(a for (a,) in zip(accumulate(y)))


@pytest.mark.parametrize("name", CASES)
def test_what_is_taken_in_turns_is_right_in_both_modes(name):
    function, args = CASES[name]
    check_grads(function, *args)


def test_two_generators_in_turns_are_refused():
    with pytest.raises(Unsupported, match="beside something"):
        read(lambda y: sum(a * b for a, b in zip(accumulate(y), map(math.sin, y))))
