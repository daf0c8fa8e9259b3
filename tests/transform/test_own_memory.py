"""Functions that call themselves and return a list they were given, or one that they made."""

import numpy as np
import pytest

from s2sad import check_grads, grad, jvp
from s2sad.errors import RecursiveCall, UnsafeWrite
from tests.small import noted_in

CASES = {}
at = noted_in(CASES)
L = [3.0, 1.0, 2.0, -0.5]


def merged(values):
    if len(values) <= 1:
        return values
    middle = len(values) // 2
    a, b = merged(values[:middle]), merged(values[middle:])
    out = []
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    return out + a[i:] + b[j:]


@at(L)
def merge_sort(values):
    return sum([(i + 1) * v for i, v in enumerate(merged(values))])


def quick(values):
    if len(values) < 2:
        return values
    pivot, *rest = values
    low, high = [], []
    for v in rest:
        if v < pivot:
            low.append(v)
        else:
            high.append(v)
    return quick(low) + [pivot] + quick(high)  # noqa: RUF005


@at(L)
def quick_sort(values):
    s = quick(values)
    return s[0] * s[1] ** 2 + s[-1] ** 3


@at(L)
def prefix_sums(values):
    def prefix(v):
        if len(v) == 1:
            return v
        middle = len(v) // 2
        a, b = prefix(v[:middle]), prefix(v[middle:])
        return a + [a[-1] + u for u in b]

    return sum([v * v for v in prefix(values)])


@at(L)
def gathered_on_the_way(values):
    def products(v, found):
        if not v:
            return found
        return products(v[1:], found + [found[-1] * v[0]])  # noqa: RUF005

    return sum(products(values, [1.0]))


@at(L)
def changed_copies(values):
    def bubbled(v, k):
        if k == 0:
            return v
        v = list(v)
        for i in range(len(v) - 1):
            if v[i] > v[i + 1]:
                v[i], v[i + 1] = v[i + 1], v[i]
        return bubbled(v, k - 1)

    s = bubbled(values, 3)
    return s[0] ** 2 + s[1] * s[2] + s[3]


@pytest.mark.parametrize("name", CASES)
def test_derivatives_are_right(name):
    f, args = CASES[name]
    check_grads(f, *args, order=2)


def test_derivatives_are_right_at_the_bottom():
    check_grads(merge_sort, [1.5])
    check_grads(prefix_sums, [1.5])


def last(values):
    return values if len(values) < 2 else last(values[1:])


def the_argument_grows(x):
    values = [3.0 * x[0]]
    found = last(values)
    values.append(5.0)
    return sum(found) * values[0]


def the_result_is_changed(x):
    found = last(x)
    found[0] = 2.0 * found[0]
    return found[0] * x[0]


def in_the_next_trip(x):
    values, total = [x[0]], 0.0
    for _ in range(3):
        values.append(2.0)
        total = total + sum(last(values))
        values = last(values)
    return total


def of_the_trip_before(x):
    values, found, total = [x[0]], [0.0], 0.0
    for _ in range(3):
        values.append(2.0)
        total = total + sum(found)
        found = last(values)
    return total


def held_by_another(x):
    values = [3.0 * x[0]]
    both = [last(values), x]
    values.append(5.0)
    return sum(both[0])


@pytest.mark.parametrize(
    "f",
    [
        the_argument_grows, the_result_is_changed, in_the_next_trip, of_the_trip_before,
        held_by_another,
    ],
)  # fmt: skip
def test_what_is_written_after_the_call_may_be_the_result(f):
    x = [1.0, 2.0]
    for derive in (lambda: grad(f)(x), lambda: jvp(f, (x,), (x,))):
        with pytest.raises(UnsafeWrite, match="of its own"):
            derive()


def test_a_list_that_is_made_anew_in_each_trip_is_not_that_of_the_call_before():
    def f(x):
        total = 0.0
        for i in range(3):
            values = [x[i]]
            values.append(x[i] ** 2)
            total = total + sum(last(values))
        return total

    check_grads(f, [1.0, 2.0, -0.5], order=2)


def test_a_list_that_may_be_the_argument_is_not_changed():
    def f(v, n):
        if n == 0:
            return v
        w = [2.0 * v[0]] if n > 1 else v
        w.append(3.0)
        return f(w, n - 1)

    with pytest.raises(RecursiveCall, match="may be one that it is given"):
        grad(lambda v: sum(f(v, 2)))([1.0, 2.0])


def test_arrays_that_are_returned_as_they_were_given():
    def fft(x):
        if len(x) == 1:
            return x
        even, odd = fft(x[::2]), fft(x[1::2])
        t = np.exp(-2j * np.pi * np.arange(len(x) // 2) / len(x)) * odd
        return np.concatenate([even + t, even - t])

    check_grads(lambda x: np.sum(np.abs(fft(x)) ** 4), np.array([3.0, 1.0, 2.0, -0.5]), order=2)


def test_an_array_of_a_trip_is_no_argument():
    def f(x, n):
        if n == 0:
            return x @ x
        y = np.zeros(2)
        y[0] = x[1] ** 2
        y[1] += x[0]
        return f(y, n - 1)

    check_grads(f, np.array([0.5, -1.5]), 3)
