"""Reverse functions of recursive functions: they add to the adjoints that they are given."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, vjp
from tests.small import adjoint_text

X = np.array([0.3, 0.8, 1.2, 0.5])
Z = X + 1j * X[::-1]


def total(x, lo, hi):
    if hi - lo == 1:
        return np.sin(x[lo])
    mid = (lo + hi) // 2
    return total(x, lo, mid) * 0.5 + total(x, mid, hi) ** 2


def of_all(x):
    return total(x, 0, len(x))


def of_a_list(items):
    return total(items, 0, len(items))


def of_views(x, n):
    if n == 0:
        return x[0]
    y, t = x[::-1], x
    z = x.reshape(-1)
    turned = np.sum(y * np.arange(len(x))) * of_views(y, n - 1)
    return turned + of_views(t, n - 1) + of_views(z[1:], n - 1) ** 2


def of_matrices(a, n):
    if n == 0:
        return np.sum(a[0] * a[-1])
    return of_matrices(a.T, n - 1) + of_matrices(a[1:, :2], 0) * of_matrices(a @ a, n - 1)


def rebound(x, n):
    if n == 0:
        return np.sum(x**2)
    for _ in range(2):
        x = np.sin(x) * x[0]
    return rebound(x, n - 1) + x[1]


def rebound_list(items, n):
    while items and n > 0:
        items = items[1:]
        n = n - 2
    if not items:
        return 1.0
    return items[0] * rebound_list(items, n + 1) + rebound_list(items[1:], 0)


def returned(x, n):
    return x if n == 0 else returned(x, n - 1) * 2.0


def read_besides(x, n):
    y = returned(x, n)
    return np.sum(y * y * x) + y[0]


def twice_in_one_call(x, y, n):
    if n == 0:
        return np.sum(x * y)
    return twice_in_one_call(y, x, n - 1) + twice_in_one_call(x, x, n - 1) * y[0]


def from_a_loop(x):
    s = 0.0
    for i in range(len(x)):
        s += in_twos(x, i)
        x = x * 1.1
    return s


def in_twos(x, i):
    return 0.0 if i >= len(x) else x[i] * in_twos(x, i + 2) + x[i]


def in_a_list(x, n):
    s = 0.0
    for v in [x, x * 2.0]:
        s += np.sum(v**2)
    return s if n == 0 else s + in_a_list(x[1:], n - 1)


def lists_in_a_list(rows, i):
    return 0.0 if i == len(rows) else squares(rows[i]) * 2.0 + lists_in_a_list(rows, i + 1)


def squares(items):
    return 0.0 if len(items) == 0 else items[0] ** 2 + squares(items[1:])


def powers(x, n):
    return np.sum(x**2) if n == 0 else powers(x, n - 1) * x[0]


def of_parts(z):
    s = 0.0
    for i in range(2):
        s = s + powers(z.imag, i) + powers(z.real, 1) * s
    return s


def handed_through(items, k, t):
    return t if k else handed_through(items, 1, t)


def beside_another_reading(x, y):
    return np.sin(x).copy() + handed_through(x, 0, y)


CASES = {
    "beside another reading": (beside_another_reading, X, X[:1] * 2.0),
    "of all": (of_all, X),
    "of a list": (of_a_list, [0.3, 0.5, 0.8, 1.1]),
    "of views": (of_views, X, 3),
    "of matrices": (of_matrices, np.arange(9.0).reshape(3, 3) * 0.1 + 0.2, 2),
    "rebound": (rebound, X, 2),
    "rebound list": (rebound_list, [0.3, 0.5, 0.8, 1.1], 3),
    "read besides": (read_besides, X, 2),
    "twice in one call": (twice_in_one_call, X, X[::-1] * 2.0, 2),
    "from a loop": (from_a_loop, X),
    "in a list": (in_a_list, X, 2),
    "lists in a list": (lists_in_a_list, [[0.3, 0.5], [0.8], []], 0),
}


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize("case", CASES)
def test_derivatives_are_those_of_differences(case, order):
    function, *args = CASES[case]
    wrt = tuple(k for k, arg in enumerate(args) if not isinstance(arg, int))
    check_grads(function, *args, wrt=wrt, order=order)


def test_what_holds_the_negative_of_an_adjoint_is_not_added_to():
    check_grads(of_parts, Z)


def test_what_a_function_is_given_keeps_its_seeds():
    seed = np.array([1.0, 2.0, 3.0, 4.0])
    _, back = vjp(differentiate(returned, wrt="x"), X, 2)
    assert back(seed)[0].tolist() == back(seed)[0].tolist() == [4.0, 8.0, 12.0, 16.0]
    assert seed.tolist() == [1.0, 2.0, 3.0, 4.0]


def test_a_gradient_is_no_memory_of_an_argument_and_new_each_time():
    f = grad(of_all)
    first, second = f(X), f(X)
    assert not np.shares_memory(first, second) and not np.shares_memory(first, X)
    assert first.tolist() == second.tolist()


BY_HALVES = """\
def by_halves_adjoint(x, gz=1.0):
    z, saved = by_halves_forward(x)
    gx = np.zeros_like(x)
    by_halves_back(saved, gz, gx)
    return z, (gx,)


def by_halves_forward(x):
    if len(x) == 1:
        a = x[0]
        z = np.sin(a)
        kept = (a,)
    else:
        m = len(x) // 2
        c, saved = by_halves_forward(x[:m])
        h, saved2 = by_halves_forward(x[m:])
        z = c * 0.5 + h
        kept = m, saved2, saved
    return z, (x, kept)


def by_halves_back(saved, gz, gx):
    x, kept = saved
    if len(x) == 1:
        a = kept[0]
        gx[0] += np.cos(a) * gz
    else:
        m, saved2, saved1 = kept
        by_halves_back(saved2, gz, gx[m:])
        by_halves_back(saved1, 0.5 * gz, gx[:m])"""


def by_halves(x):
    if len(x) == 1:
        return np.sin(x[0])
    m = len(x) // 2
    return by_halves(x[:m]) * 0.5 + by_halves(x[m:])


def test_a_reverse_function_adds_to_views_of_what_it_is_given():
    assert adjoint_text(by_halves, X) == BY_HALVES


def test_numbers_are_returned_beside_what_is_added_to():
    text = adjoint_text(weighted, X, 1.3, 0, wrt=(0, 1))
    assert "gs = weighted_back(saved, gz, gx)" in text
    assert text.endswith("    return gs")


def weighted(x, s, i):
    return 0.0 if i == len(x) else x[i] * s + weighted(x, s, i + 1) * x[i]
