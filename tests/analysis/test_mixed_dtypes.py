"""Dtypes by the path: what asks for one has the answer of the run, not that of the promoted one."""

import numpy as np
import pytest

from s2sad import check_grads, value_and_grad

SINGLE = np.array([1.5, 2.5, 3.0], np.float32)


def display(x, c):
    items = [x[0], 2.0]
    a = np.array(items)
    return 10.0 * np.sum(a) if a.dtype == np.float64 else np.sum(a)


def appended(x, c):
    items = [x[0]]
    items.append(2.0 if c else x[1])
    a = np.stack(items)
    return np.sum(a) * (1.0 if a.dtype == np.float32 else 10.0)


def by_a_branch(x, c):
    v = 2.0 if c else x[0]
    a = np.array([v, x[1]])
    return np.sum(a) * (1.0 if a.dtype == np.float32 else 10.0)


def an_item_of_the_list(x, c):
    items = [2.0, x[0]]
    total = 0.0
    for v in items:
        w = np.exp(v) * np.ones(2)
        total = total + np.sum(w) * (1.0 if np.exp(v).dtype == np.float32 else 10.0)
    return total


def joined_with_an_array(x, c):
    items = []
    for v in x:
        items.append(v)
    if c:
        items.append(0.0)
    a = np.concatenate([items, x])
    return np.sum(a * a) * (1.0 if a.dtype == np.float32 else 10.0)


def the_first_is_another(x, c):
    items = []
    for k in range(3):
        items.append(x[k] if k else 0.0)
    a = np.asarray(items)
    return np.sum(a) * (1.0 if a.dtype == np.float32 else 10.0)


@pytest.mark.parametrize("c", [True, False])
@pytest.mark.parametrize("f", [
    display, appended, by_a_branch, an_item_of_the_list, joined_with_an_array, the_first_is_another,
])  # fmt: skip
def test_lists_of_single_precision_and_pythons_numbers(f, c):
    value, gradient = value_and_grad(f, wrt="x")(SINGLE, c)
    assert np.isclose(value, f(SINGLE, c), rtol=1e-6)
    assert gradient.dtype == np.float32
    for k in range(3):
        up, down = SINGLE.copy(), SINGLE.copy()
        up[k] += 2.0**-6
        down[k] -= 2.0**-6
        slope = (float(f(up, c)) - float(f(down, c))) * 2.0**5
        assert np.isclose(gradient[k], slope, rtol=2e-3, atol=1e-4)


def int_array(x, c):
    v = 0 if c else 1.5
    return x * (2.0 if np.array([v, 1]).dtype == np.float64 else 3.0)


def is_int(x, c):
    v = 0 if c else x
    return x * (2.0 if isinstance(v, int) else 3.0) + v


def type_is(x, c):
    v = 0 if c else x
    return x * (2.0 if type(v) is int else 3.0) + v


def type_in(x, c):
    v = 0 if c else x
    return x * (2.0 if type(v) in (int, bool) else 3.0) + v


def type_in_a_name(x, c):
    v = 0 if c else x
    kind = type(v)
    return x * (2.0 if kind == int else 3.0) + v  # noqa: E721


def arrays(x, c):
    a = np.ones(3, np.float32) if c else np.ones(3)
    return x * (2.0 if a.dtype == np.float32 else 3.0)


def what_arrays_make(x, c):
    a = np.ones(3, np.float32)
    if not c:
        a = np.ones(3)
    b = a * 2
    return x * (2.0 if b.dtype == np.float32 else 3.0)


def numpys_numbers(x, c):
    v = np.float32(1.0)
    if not c:
        v = np.float64(1.0)
    return x * (2.0 if v.dtype == np.float32 else 3.0)


def items(x, c):
    total = 0
    for v in [0, 1.5]:
        total += x * (2.0 if np.array([v, 1]).dtype == np.float64 else 3.0)
    return total


def a_list_by_a_branch(x, c):
    found = [0]
    if not c:
        found.append(1.5)
    return x * (2.0 if np.array(found).dtype == np.float64 else 3.0)


def filled(x, c):
    k = 0
    if not c:
        k = 0.5
    return x * (2.0 if np.full(3, k).dtype == np.float64 else 3.0)


def no_trips(x, c):
    s = 0
    for k in range(3 if c else 0):
        s += x * k
    return s * (1.0 if isinstance(s, float) else 7.0) + x


def a_quotient(x, c):
    s = 0
    for k in range(3 if c else 0):
        s += x * k
    mean = s / 2
    return mean * (1.0 if isinstance(mean, float) else 7.0) + x


def letters(x, c):
    v = 0 if c else x
    return x * (2.0 if np.asarray(v).dtype.kind == "i" else 3.0)


def subdtype(x, c):
    a = np.asarray([0 if c else x, 1])
    return x * (2.0 if np.issubdtype(a.dtype, np.floating) else 3.0)


def converted(x, c):
    a = np.asarray([0 if c else x, 1]).astype(float)
    return x * (2.0 if a.dtype == float else 3.0)


def given_on(x, c):
    v = 0 if c else x
    b = np.zeros(3, dtype=np.asarray(v).dtype)
    b[0] = 2.7
    return x * np.sum(b)


def a_range(x, c):
    v = 1 if c else 2.5
    return x * (2.0 if np.arange(v).dtype == float else 3.0)


def complex_or_not(x, c):
    a = np.array([x, 1.0]) if c else np.array([x * 1j, 1.0])
    return abs(a[0]) ** 2 * (2.0 if np.iscomplexobj(a) else 3.0)


def scaled(v, n):
    if n == 0:
        return v * (2.0 if isinstance(v, int) else 3.0)
    return scaled(v, n - 1) + 1.0


def given_to_a_recursion(x, c):
    return scaled(1 if c else x, 2) * x


def one_or(n, x):
    if n == 0:
        return 1
    if n == 1:
        return x
    return one_or(n - 2, x)


def from_a_recursion(x, c):
    v = one_or(4 if c else 5, x)
    return x * (2.0 if isinstance(v, int) else 3.0) * v


class Held:
    def __init__(self, v):
        self.v = v

    def factor(self):
        return 2.0 if isinstance(self.v, int) else 3.0


def attributes(x, c):
    a = Held(1)
    if not c:
        a.v = x
    return a.factor() * x * a.v + sum(p.factor() * p.v for p in [Held(1), Held(x)])


def under_keys(x, c):
    found = {k: (k if k % 2 else x) for k in range(4)}
    return sum(v * (2.0 if isinstance(v, int) else 3.0) for v in found.values())


def of_pairs(x, c):
    total = 0.0
    for p, q in [(1, x), (x, 2)]:
        total += p * (2.0 if isinstance(p, int) else 3.0) + q * (5.0 if type(q) is int else 7.0)
    return total


def of_many(x, c):
    a, b, d = (x, x + 1.0, x + 2.0) if c else (1, 2, 3)
    e = x if c else 4
    h = x if c else 5
    v = np.array([a, b, d, e, h])
    most = max(a, b, d, e)
    weight = 5.0 if isinstance(most, int) else 7.0
    return x * (2.0 if v.dtype == np.int64 else 3.0) + weight * most


def of_many_in_turns(x, c):
    a = x if c else 1
    b = np.float32(0.5) if c else 2
    d = x if not c else 3
    e = x if c else 4
    h = x if c else 5
    p = x if c else True
    w = np.array([a, p, h, e, b, 2])
    v = np.stack([np.array([a, b]), np.array([d, e]), np.array([h, p])])
    return x * (2.0 if w.dtype == np.int64 else 3.0) + (x if v.dtype == np.int64 else 2.0 * x)


def ints_and_single_precision(x, c):
    found = [1]
    if c:
        found.append(np.float32(0.5))
    v = np.array(found)
    return x * (2.0 if v.dtype == np.float64 else 3.0)


def all_are_stored(x, c):
    found = [0] * 3
    for i in range(3):
        found[i] = x * i
    a = np.array(found)
    a[0] = 2.7 * x
    a[1] += x
    return np.sum(a * a)


@pytest.mark.parametrize("c", [True, False])
@pytest.mark.parametrize("f", [
    int_array, is_int, type_is, type_in, type_in_a_name, arrays, what_arrays_make, numpys_numbers,
    items, a_list_by_a_branch, filled, no_trips, a_quotient, letters, subdtype, converted, given_on,
    a_range, complex_or_not, given_to_a_recursion, from_a_recursion, attributes, under_keys,
    of_pairs, of_many, of_many_in_turns, ints_and_single_precision, all_are_stored,
])  # fmt: skip
def test_a_question_has_the_answer_of_the_run(f, c):
    check_grads(f, 1.3, c, wrt="x")


def cells(x, c):
    v = 1 if c else x
    a = np.zeros_like(np.array([v, v]))
    a[0] = 2.7 * x
    return np.sum(a)


def cells_added(x, c):
    a = np.full(2, 1 if c else 2.5)
    a[0] += x
    return np.sum(a * a)


def cells_of_a_list(x, c):
    found = []
    if c:
        found.append(1)
    else:
        found.append(x)
    a = np.array(found * 2)
    a[0] = 2.7 * x
    return np.sum(a)


@pytest.mark.parametrize("f", [cells, cells_added, cells_of_a_list])
def test_a_store_that_would_cut_ends_the_program(f):
    check_grads(f, 1.3, False, wrt="x")
    with pytest.raises(TypeError, match="a store into a cuts numbers to ints here"):
        value_and_grad(f, wrt="x")(1.3, True)
