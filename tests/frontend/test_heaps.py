"""Heaps, sorted lists, and tuples of lists that are compared: `heapq` and `bisect`."""

# ruff: noqa: SIM300

import bisect
import heapq
import itertools
from bisect import bisect_left, insort
from typing import NamedTuple

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from s2sad.frontend.of_scipy import heaps
from tests.small import kept_in
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8, 1.7])
RIGHT = []
right = kept_in(RIGHT, X)


class Pair(NamedTuple):
    a: float
    b: float


@right()
def pushed_and_popped(x):
    h = []
    for v in x:
        heapq.heappush(h, v * v)
    a = heapq.heappop(h)
    return a * heapq.heappop(h) ** 2 + len(h)


@right()
def made_of_a_list(x):
    h = list(x)
    heapq.heapify(h)
    cost = 0.0
    while len(h) > 1:
        a = heapq.heappop(h)
        b = heapq.heappop(h)
        cost += (a + b) * a
        heapq.heappush(h, a + b)
    return cost


@right()
def replaced_on_the_top(x):
    h = sorted(x)
    a = heapq.heapreplace(h, x[2] * 3.0)
    b = heapq.heappushpop(h, -5.0 * x[0])
    c = heapq.heappushpop(h, 5.0 * x[0])
    return a * b * c * h[0] * h[1] ** 2 * h[2]


@right()
def of_pairs(x):
    h, s = [], 0.0
    for i, v in enumerate(x):
        heapq.heappush(h, (v * v, i))
    while h:
        c, i = heapq.heappop(h)
        s = s * 0.5 + c * x[i]
    return s


@right()
def smallest_and_largest(x):
    low, high = heapq.nsmallest(2, x), heapq.nlargest(1, x)
    return sum(low) ** 2 + high[0] + heapq.nsmallest(2, x, key=lambda v: -v)[1] ** 2


@right(1.3, [0.0, 1.0, 2.0], [1.0, 4.0, 2.0])
def interpolated(t, xs, ys):
    i = bisect.bisect_right(xs, t) - 1
    w = (t - xs[i]) / (xs[i + 1] - xs[i])
    return ys[i] * (1.0 - w) + ys[i + 1] * w


@right(np.array([0.3, 1.3]), np.array([0.0, 1.0, 2.0]), np.array([1.0, 4.0, 2.0]))
def interpolated_in_arrays(t, xs, ys):
    s = 0.0
    for v in t:
        i = bisect.bisect(xs, v) - 1
        w = (v - xs[i]) / (xs[i + 1] - xs[i])
        s += ys[i] * (1.0 - w) + ys[i + 1] * w
    return s


@right()
def found_in_a_list_that_changes(x):
    values, s = sorted(x), 0.0
    for v in x:
        i = bisect_left(values, v, 0, len(values))
        s += values[i] * v
        values[i] = values[i] * 2.0
        values.sort()
    return s + values[bisect_left(values, 0.6, lo=1, hi=3)] ** 2


@right()
def kept_sorted(x):
    values, s = [], 0.0
    for v in x:
        insort(values, v)
        s += values[len(values) // 2] ** 2
    bisect.insort_left(values, x[0] * x[1])
    return s * values[0] * values[1]


@right()
def tuples_of_a_list(x):
    pairs = [(v * v, i) for i, v in enumerate(x)]
    s, best = 0.0, pairs[0]
    for p in pairs:
        if p < best:
            best = p
        if p >= (0.6, 1):
            s += p[0] * x[p[1]]
        if (0.3, 0) == p or p != pairs[0]:
            s += p[0]
    return s + best[0] * x[best[1]]


@right()
def tuples_in_tuples(x):
    rows, s = [((v * v, i), x * v) for i, v in enumerate(x)], 0.0
    for a, b in itertools.product(range(4), range(4)):
        if rows[a] < rows[b]:
            s += np.sum(rows[a][1] * rows[b][1])
        if rows[a][0] == rows[b][0]:
            s += rows[a][0][0]
    pairs = [(1.0, v) for v in x]
    return s + pairs[0][1] ** 2 if pairs[1] < pairs[0] else s * pairs[1][1]


@right()
def sorted_by_exchanges(x):
    pairs = [Pair(v * v, v) for v in x]
    for i in range(4):
        for j in range(3 - i):
            if pairs[j + 1] < pairs[j]:
                pairs[j], pairs[j + 1] = pairs[j + 1], pairs[j]
    return pairs[0].b * pairs[1].a ** 2 + pairs[3].b


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_heaps_and_sorted_lists_are_right_in_both_modes(f, args):
    s2sad.check_grads(f, *args, order=order_in_turn())


def as_one(v):
    """Return a number of which there are two that are equal, an int and a float."""
    return int(v) if v < 9 else float(v - 9)


def test_a_heap_has_its_items_where_python_has_them():
    rng = np.random.default_rng(0)
    for _ in range(50):
        ours = [as_one(v) for v in rng.integers(0, 18, 12)]
        theirs = list(ours)
        heaps.heapify(ours)
        heapq.heapify(theirs)
        for v in rng.integers(0, 18, 30):
            name = ("heappush", "heapreplace", "heappushpop", "heappop")[int(v) % 4]
            given = () if name == "heappop" else (as_one(v // 4),)
            found = getattr(heaps, name)(ours, *given)
            assert repr(found) == repr(getattr(heapq, name)(theirs, *given))
            assert repr(ours) == repr(theirs)
        n = int(rng.integers(-1, 5))
        assert heaps.nsmallest(n, ours) == heapq.nsmallest(n, theirs)
        assert heaps.nlargest(n, ours, key=abs) == heapq.nlargest(n, theirs, key=abs)


def test_a_search_is_written_as_it_is():
    text = s2sad.differentiate(interpolated).text("adjoint", 1.3, [0.0, 2.0], [1.0, 4.0])
    assert "bisect.bisect_right(xs, t)" in text


def test_a_key_of_a_search_is_refused():
    def f(x):
        return x[bisect.bisect_left(x, 0.3, key=lambda v: -v)]

    with pytest.raises(Error, match="lambda as a value"):
        s2sad.grad(f)(X)
