"""Arrays that are made in each trip of a loop, changed, and read: none is as it was when made."""

import numpy as np
import pytest

from s2sad import check_grads
from tests.small import adjoint_text

X = np.array([0.7, 0.2, 1.1, 0.4, 0.9])
PLACES = np.array([1, 0, 3, 2, 4])
MATRIX = np.outer(X, X) + np.eye(5)


def gathered(x, n):
    s = 0.0
    for k in range(n):
        c = x[PLACES]
        d = c[0] * c[1]
        c[0] = d * c[2] + k
        s = s + c[0] * c[3] * s + c[1]
    return s


def gathered_of_the_one_before(x, n):
    s = 0.0
    a = x * 1.0
    for _ in range(n):
        c = a[PLACES]
        c[0] = a[1] * c[2]
        s = s + c[0] * c[3] * s + c[1] ** 2
        a = c
    return s


def negative_of_the_one_before(x, n):
    s = 1.0
    a = x * 1.0
    for _ in range(n):
        c = -a
        c[0] = a[1] * c[2]
        s = s + c[0] * c[3] * s + c[0] ** 2
        a = c
    return s


def through_a_view(x, n):
    s = 1.0
    a = x * 1.0
    for _ in range(n):
        c = a * 2.0
        e = c[::-1]
        e[0] = a[1] * c[2]
        s = s + c[0] * e[3] * s + e[0] ** 2
        a = e
    return s


def sum_and_product(x, n):
    a = x * 1.0
    b = x * 0.5
    for _ in range(n):
        c = a + b
        c[0] = b[1]
        d = a * b
        d[1] += c[0] * a[2]
        a = c
        b = d
    return a * b


def under_the_old_name(x, n):
    u = x * 1.0
    s = 0.0
    for _ in range(n):
        v = u * 2.0
        v[0] = u[1] * u[1]
        u = v
        u[2] = s + u[0]
        s = s + v[2] * v[0]
    return u * s


def in_a_branch(x, n):
    a = x * 1.0
    s = 1.0
    for t in range(n):
        c = a if t % 2 else a * 2.0
        c[t] = s * c[0]
        s = s * c[t] + c[1]
        a = a + c
    return s


def rows(m, n):
    a = m * 1.0
    s = 1.0
    for k in range(n):
        r = a[k]
        r[0] = r[1] * a[k + 1, 2]
        b = a.T
        s = s * b[0, k] + r[0] * s
        a = b + 1.0
        a[k] *= s
    return s


OF_A_VECTOR = [
    gathered, gathered_of_the_one_before, negative_of_the_one_before, through_a_view,
    sum_and_product, under_the_old_name, in_a_branch,
]  # fmt: skip
CASES = [*[(f, X) for f in OF_A_VECTOR], (rows, MATRIX)]


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize(("function", "x"), CASES)
def test_derivatives_are_those_of_differences(function, x, order):
    check_grads(function, x, 1, wrt=(0,), order=order)
    check_grads(function, x, 3, wrt=(0,), order=order)


# -- buffers that take turns ---------------------------------------------------------------------


def heat(x, y, n):
    u = x * 1.0
    for k in range(n):
        v = u.copy()
        v[1:-1] = v[1:-1] + 0.1 * (u[2:] - 2 * u[1:-1] + u[:-2])
        v[0] = y[k]
        u = v
    return u


def stencil(u, n):
    u = u.copy()
    for _ in range(n):
        v = np.zeros_like(u)
        for i in range(1, len(u) - 1):
            v[i] = u[i] + 0.1 * (u[i + 1] - 2 * u[i] + u[i - 1])
        u = v
    return np.sum(u**2)


def taken_on_a_condition(x, n):
    u = x * 1.0
    for _ in range(n):
        v = np.sin(u)
        v[0] = v[1] * u[2]
        if v[0] > 0.1:
            u = v
    return u


def with_a_view_of_the_new_one(x, n):
    u = x * 1.0
    s = 0.0
    for _ in range(n):
        v = u * 2.0
        w = v[1:]
        v[0] = w[0] * u[1]
        u = v
        w[1] = 3.0 * u[0]
        s = s + w[0] * u[1]
    return u * s


def view_of_the_trip_before(x, n):
    u = x * 1.0
    w = x[1:] * 1.0
    for _ in range(n):
        v = u * w[0]
        v[0] = w[1] * u[1]
        w = v[1:]
        u = v
    return u * w[0]


def in_loops(x, n):
    a = x * 1.0
    for _ in range(n):
        for k in range(2):
            c = a * a
            c[k] = a[k + 1] * 0.5
            a = c
        a[0] += a[1]
    return a


def of_two_steps(x, n):
    u = x * 1.0
    p = x * 2.0
    for _ in range(n):
        v = 2 * u - p
        v[1:-1] += 0.1 * (u[2:] - 2 * u[1:-1] + u[:-2])
        p = u
        u = v
    return u * p


def after_a_loop(x, n):
    u = x * 1.0
    for _ in range(n):
        v = u * u
        v[0] = v[1] * u[2]
        u = v
        if u[0] > 100.0:
            break
    return u


def read_in_the_next_trip(x, n):
    u = x * 1.0
    s = 0.0
    for k in range(n):
        if k > 0:
            s = s + v[0] * v[1]
            u[0] = s * x[k]
            s = s + v[0]
        v = u * 1.5
        v[1] = u[0] * u[2]
        u = v
    return u * s


def taken_in_each_trip_inside(x, n):
    u = x * 1.0
    for _ in range(n):
        v = u * u
        v[0] = u[1] * 2.0
        for j in range(2):
            u = v
            u[j + 1] = u[0] * x[1]
    return u


def taken_or_dropped(x, n):
    u = x * 1.0
    h = 1.0
    while n > 0:
        n -= 1
        v = u + h * np.sin(u)
        v[0] = v[1] * u[2]
        error = np.sum((v - u) ** 2)
        if error < 2.5:
            s = v[1]
            u = v
            u[3] *= s
            h = h * 1.5
        else:
            h = h * 0.5
    return u * h


TURNS = [
    read_in_the_next_trip, taken_in_each_trip_inside, taken_or_dropped,
    stencil, taken_on_a_condition, with_a_view_of_the_new_one, view_of_the_trip_before, in_loops,
    of_two_steps, after_a_loop,
]  # fmt: skip


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize("function", TURNS)
def test_buffers_that_take_turns(function, order):
    check_grads(function, X, 3, wrt=(0,), order=order)


@pytest.mark.parametrize("order", [1, 2])
def test_a_boundary_that_moves(order):
    check_grads(heat, X, X[::-1] * 1.3, 3, wrt=(0, 1), order=order)


def test_a_buffer_that_becomes_the_next_one_has_no_shadow():
    text = adjoint_text(heat, X, X, 3, wrt=(0, 1))
    assert "gv_stack" not in text and "gu_stack" not in text
    assert "seed" not in text and "    gu = gu.copy()\n" in text
