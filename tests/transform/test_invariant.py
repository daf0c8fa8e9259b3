"""What every trip of a loop binds to one value is not recorded."""

import math

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from tests.thorough import order_in_turn

X = np.array([0.4, -0.3, 0.7])


def normal(z):
    return 0.5 * (1.0 + math.erf(z / math.sqrt(2.0)))


def smooth(x, y, n):
    for _ in range(n):
        y = y + 0.3 * normal(y * math.sqrt(x)) / math.sqrt(x)
    return y


def in_a_branch(x, y, n):
    for i in range(n):
        if i % 3 == 1:
            e = math.exp(x)
            y = y * e + math.sin(y)
        else:
            y = math.sin(y) + 0.1 * x
    return y


def read_before_it_is_bound(x, y, n):
    for i in range(n):
        if i > 0:
            y = math.sin(y * e)
        e = math.exp(x)
        y = y + e
    return y


def of_the_loop_around(x, y, n):
    for i in range(n):
        a = math.exp(x * i)
        for _ in range(i):
            b = math.sqrt(a)
            y = math.sin(y * b) + a
    return y


def of_no_loop_around(x, y, n):
    for i in range(n):
        for j in range(i):
            b = math.sqrt(x)
            y = math.sin(y * b) + j
        y = y * y * 0.1
    return y


def left_by_a_break(x, y, n):
    for _ in range(n):
        y = math.sin(y) + 0.1
        if y > 5.0:
            break
        e = math.exp(x)
        d = math.exp(x)
        y = y * e / 3.0 + math.cos(d * y)
    return y


def while_it_goes_on(x, y, n):
    while y < n:
        e = math.exp(x)
        y = y + e * math.cos(y) ** 2 + 0.5
    return y


def written_in_place(x, y, n):
    for i in range(n):
        e = np.exp(x)
        e[i] = y
        y = np.sum(e * e) * 0.1 + math.sin(y)
    return y


def of_what_is_written_later(x, y, n):
    u = np.exp(x)
    for _ in range(n):
        s = np.sum(u * u)
        y = math.sin(y * s)
    u[0] = y
    return np.sum(u * u) + y


def of_what_is_written_there(x, y, n):
    u = np.exp(x)
    for i in range(n):
        s = np.sum(u * u)
        y = math.sin(y * s)
        u[i] = y
    return np.sum(u) + y


def written_beside_another(x, y, n):
    for i in range(n):
        e = np.exp(x)
        f = np.exp(x)
        if i % 2 == 0:
            e[0] = y
        y = y + np.sum(e * f) * 0.1
        g = f
    g[1] = y
    return np.sum(g * f)


def spread_and_written_through_a_view(x, y, n):
    rows = x[:, None] * 1.0
    for i in range(n):
        factors = np.array([[0.2, 0.7, -0.5]]) * y
        z = rows * factors
        w = z[:, i % 3]
        w *= math.sqrt(y)
        if i % 2:
            rows[i % 3] = np.sum(z[i % 3])
        else:
            rows = np.tanh(z[:, :1]) + rows * factors[:, :1]
    return np.sum(rows * rows)


def put_into_a_list(x, y, n):
    kept = []
    for i in range(n):
        e = np.exp(x)
        kept.append(e)
        y = math.sin(y) * e[i]
    kept[0][1] = y
    return np.sum(kept[0]) * y


def drawn(x, y, n):
    rng = np.random.default_rng(3)
    for _ in range(n):
        e = rng.normal()
        w = rng.normal(size=3)
        y = math.sin(y + e) * x + np.sum(np.exp(w * y))
    return y


def matrices(x, y, n):
    for _ in range(n):
        m = np.outer(x, x)
        d = np.linalg.det(m + np.eye(3))
        y = math.sin(y * d) + np.sum(np.tanh(m * y))
    return y


def one_of_two(x, y, n):
    for i in range(n):
        if i % 2 == 0:
            e = math.exp(x)
        else:
            e = math.sqrt(x)
        y = math.sin(y * e)
    return y


def in_two_loops(x, y, n):
    for _ in range(n):
        e = math.exp(x)
        y = math.sin(y * e)
    for _ in range(n):
        d = math.exp(x)
        y = math.cos(y * d)
    return y


NUMBERS = [
    smooth, in_a_branch, read_before_it_is_bound, of_the_loop_around, of_no_loop_around,
    left_by_a_break, while_it_goes_on, drawn, one_of_two,
    in_two_loops,
]
ARRAYS = [
    written_in_place, of_what_is_written_later, of_what_is_written_there, put_into_a_list, matrices,
    written_beside_another, spread_and_written_through_a_view,
]


@pytest.mark.parametrize("n", [3, 2, 1, 0])
@pytest.mark.parametrize("f", NUMBERS, ids=lambda f: f.__name__)
def test_functions_of_numbers_are_right(f, n):
    check_grads(f, 0.6, 0.9, n, wrt=(0, 1), order=order_in_turn())


@pytest.mark.parametrize("n", [3, 1, 0])
@pytest.mark.parametrize("f", ARRAYS, ids=lambda f: f.__name__)
def test_functions_of_arrays_are_right(f, n):
    if n or f not in (put_into_a_list, written_beside_another):
        check_grads(f, X, 0.9, n, wrt=(0, 1), order=order_in_turn())


def text_of(f, *args):
    """Return the adjoint program without its comments."""
    lines = str(differentiate(f).text("adjoint", *args)).splitlines()
    return "\n".join(line.partition("  #")[0] for line in lines)


def test_a_text_has_no_list_for_it():
    text = text_of(smooth, 0.6, 0.9, 3)
    assert text.count("math.sqrt(2.0)") == text.count("math.sqrt(x)") == 1
    assert text.count("= []") == text.count(".pop()") == 2
    assert text_of(of_no_loop_around, 0.6, 0.9, 3).count("math.sqrt(x)") == 1


def test_what_is_another_value_in_each_trip_has_its_list():
    assert "= a_stack.pop()" in text_of(of_the_loop_around, 0.6, 0.9, 3)
    assert "= w_stack.pop()" in text_of(drawn, 0.6, 0.9, 3)
    assert "= e_stack.pop()" in text_of(written_in_place, X, 0.9, 3)


def test_of_a_loop_that_never_runs_nothing_is_missing():
    assert grad(smooth)(0.6, 0.9, 0) == 0.0
