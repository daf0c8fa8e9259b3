"""`cached_property`: a property that is computed where it is read first, and kept."""

from functools import cached_property

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import Error

X = np.array([0.3, 0.5, 0.7])


class Kept:
    def __init__(self, a):
        self.a = a

    @cached_property
    def squares(self):
        return self.a**2

    @cached_property
    def total(self):
        return np.sum(self.squares) * self.a[0]

    def weighted(self, x):
        return np.sum(self.squares * x)


def read_twice(x):
    kept = Kept(x)
    return kept.weighted(x) + kept.total + kept.total**2


def stays_what_it_was(x):
    kept = Kept(x)
    s = kept.total
    kept.a = kept.a * 3.0
    return s + kept.total * np.sum(kept.a) + kept.weighted(x)


def written_into(x):
    kept = Kept(x.copy())
    s = kept.total
    kept.a[0] = 5.0 * kept.a[0]
    kept.squares[1] = 2.0 * kept.squares[2]
    return s + kept.total + kept.weighted(x)


def set_before(x):
    kept = Kept(x)
    kept.squares = 3.0 * x
    return kept.total


def made_in_each_trip(x):
    s = 0.0
    for v in x:
        kept = Kept(x * v)
        s += kept.total * kept.total
    return s


def read_before_the_loop(x):
    kept = Kept(x)
    s = kept.total
    for v in x:
        s += kept.total * v
        kept.a = kept.a + 1.0
    return s


@pytest.mark.parametrize("f", [
    read_twice, stays_what_it_was, written_into, set_before, made_in_each_trip,
    read_before_the_loop,
])  # fmt: skip
def test_what_is_kept_is_what_it_was_when_it_was_read_first(f):
    check_grads(f, X, order=2)


def first_in_a_loop(x):
    kept, s = Kept(x), 0.0
    for v in x:
        s += kept.total * v
        kept.a = kept.a + 1.0
    return s


def first_in_a_comprehension(x):
    kept = Kept(x)
    return sum([kept.total * v for v in x])


def on_one_path(x):
    kept = Kept(x)
    return (kept.total if x[0] > 0.0 else 1.0) + np.sum(kept.a)


@pytest.mark.parametrize("f", [first_in_a_loop, first_in_a_comprehension, on_one_path])
def test_what_is_read_first_in_a_loop_or_on_one_path_is_to_be_read_before(f):
    with pytest.raises(Error, match=r"Read `kept.(squares|total)` once before"):
        grad(f)(X)
