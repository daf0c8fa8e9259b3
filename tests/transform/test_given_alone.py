"""Results that may be what a recursive function was given alone: they are changed in place."""

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import UnsafeWrite

LIST = [0.3, 0.7, 1.1, 0.4]
ARRAY = np.array(LIST)


def turned(items, n):
    if n <= 0 or len(items) < 2:
        return items
    return turned(items[1:] + [items[0] * 2.0], n - 1)


def one_of(p, q, n):
    if n <= 0:
        return p if p[0] > 0.5 else q
    return one_of(q, p, n - 1)


def stretched(t, n):
    return t if n <= 0 else stretched(t * 1.5, n - 1)


def merged(items):
    if len(items) < 2:
        return items
    m = len(items) // 2
    left = merged(items[:m])
    right = merged(items[m:])
    out = []
    while left and right:
        if left[0] <= right[0]:
            out.append(left.pop(0))
        else:
            out.append(right.pop(0))
    return out + left + right


def weighted_in_order(x, n):
    return sum(w * v for w, v in zip([1.0, 2.0, 3.0, 4.0], merged(x)))


def of_a_slice(x, n):
    items = turned(x[:3], n)
    items.append(4.0 * x[0])
    items[0] = items[0] * items[1]
    return sum(items) * items[0]


def in_a_loop(x, n):
    s = 0.0
    before = [1.0, 1.0]
    for i in range(3):
        items = turned(x[i:], n)
        items.append(before[0] * x[i])
        s = s + items[0] * before[-1] + sum(items)
        before = items
    return s


def given_twice(x, n):
    t = x[:3]
    items = one_of(t, t, n)
    items[0] = items[0] * 2.0
    return sum(items) * items[1]


def of_a_comprehension(x, n):
    items = turned([v * 1.0 for v in x], n)
    while len(items) > 1:
        p = items.pop()
        items[0] = items[0] * p
    return items[0]


def of_an_array(x, n):
    a = stretched(x * 2.0, n)
    a[0] = a[0] * 5.0
    a[1:] *= a[0]
    return np.sum(a**2)


ALONE = [weighted_in_order, of_a_slice, in_a_loop, given_twice, of_a_comprehension]


@pytest.mark.parametrize("n", [0, 1, 2])
@pytest.mark.parametrize("function", ALONE)
def test_what_is_given_alone_may_be_the_result(function, n):
    check_grads(function, LIST, n, wrt=(0,))


@pytest.mark.parametrize("n", [0, 1, 2])
def test_an_array_that_is_given_alone_may_be_the_result(n):
    check_grads(of_an_array, ARRAY, n, wrt=(0,))


def test_merge_sort_of_lists_has_second_derivatives():
    check_grads(weighted_in_order, LIST, 0, wrt=(0,), order=2)


def read_later(x, n):
    t = x[:3]
    items = turned(t, n)
    items.append(4.0 * x[0])
    return sum(t) + items[0] * items[-1]


def read_in_the_next_trip(x, n):
    t = x[:3]
    s = 0.0
    for i in range(2):
        items = turned(t, n)
        items[0] = items[0] * 3.0 + x[i]
        s = s + items[0] * items[-1]
    return s


def from_outside(x, n):
    items = one_of(x[:3], x, n)
    items[0] = items[0] * 2.0
    return sum(items) * items[1]


def read_under_another_name(x, n):
    t = x[:3]
    u = t
    items = turned(t, n)
    items[0] = items[0] * 2.0
    return sum(u) * items[1]


@pytest.mark.parametrize(
    "function", [read_later, read_in_the_next_trip, from_outside, read_under_another_name]
)
def test_what_others_read_may_not_be_a_result_that_is_changed(function):
    with pytest.raises(UnsafeWrite, match="an array of its own"):
        grad(function, 0)(LIST, 1)


def read_through_a_view(x, n):
    t = x * 2.0
    v = t[:2]
    a = stretched(t, n)
    a[0] = a[0] * 5.0
    return np.sum(v) * a[1] + a[0]


def given_on(x, n):
    a = stretched(x * 2.0, n)
    b = stretched(a, n)
    a[0] = a[0] * 5.0
    return np.sum(a**2) + b[0]


@pytest.mark.parametrize("function", [read_through_a_view, given_on])
def test_arrays_that_others_read_may_not_be_a_result_that_is_changed(function):
    with pytest.raises(UnsafeWrite, match="an array of its own"):
        grad(function, 0)(ARRAY, 1)
