"""Adjoints that hold one buffer: the last that is left adds to it in place, and no two write it."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, vjp

X = np.array([0.3, 0.7, 1.1])
M = np.array([[0.5, 0.2, 0.1], [-0.3, 1.1, 0.4], [0.2, 0.6, 0.9]])


def last_one_adds(x, y):
    z = x * y + x
    return np.sum(z**2 * x)


def moved_in_turns(x, v, dt, n):
    for _ in range(n):
        v = v - dt * np.sin(x)
        x = x + dt * v
    return np.sum(x * v)


def both_go_on(x, y):
    a = np.sin(x)
    b = np.cos(y)
    s = a + b
    return np.sum(s**2) + np.sum(a * b)


def handed_through_views(x, m):
    a = m.T + np.reshape(np.repeat(x, 3), (3, 3))
    b = a + m
    return np.sum(b**3 * m) + np.sum(a * m.T)


def three_of_one(x, y, w):
    s = (x + y) + w
    t = s * s
    return np.sum(t * x) + np.sum(w * y)


def in_branches(x, y, n):
    s = x + y
    for k in range(n):
        if k % 2:
            s = s + x
        else:
            y = y + s
            s = s * y
    return np.sum(s * x)


def stored_between(x, y):
    s = x + y
    u = np.zeros_like(x)
    u[1:] = s[:-1] * x[1:]
    s = s + u
    return np.sum(s**2 * y)


def by_copies(x, y):
    a = x
    b = a + y
    a = b - a
    return np.sum(a * b * x)


def same(x, n):
    return x if n == 0 else same(x, n - 1)


def by_a_call(x, y):
    q = y * x
    s = same(x, 2) + y
    return np.sum(s**2 * q) + np.sum(q)


def by_a_call_of_a_sum(x, y):
    a = np.sin(x)
    b = np.cos(y)
    q = a * b
    t = same(a, 1)
    s = t + b
    return np.sum(s * q) + np.sum(s**3)


CASES = {
    by_a_call: (X, X**2), by_a_call_of_a_sum: (X, X**2),
    last_one_adds: (X, X[::-1].copy()), moved_in_turns: (X, X**2, 0.1, 3), both_go_on: (X, X**2),
    handed_through_views: (X, M), three_of_one: (X, X**2, np.cos(X)), in_branches: (X, X**2, 4),
    stored_between: (X, X**2), by_copies: (X, X**2),
}  # fmt: skip


@pytest.mark.parametrize("f", CASES)
def test_derivatives_are_right(f):
    check_grads(f, *CASES[f], order=2)


@pytest.mark.parametrize("f", CASES)
def test_gradients_share_no_memory(f):
    varying = tuple(k for k, value in enumerate(CASES[f]) if isinstance(value, np.ndarray))
    seed = np.float64(1.3)
    found = vjp(f, *CASES[f], wrt=varying)[1](seed)
    for k, one in enumerate(found):
        for other in (*found[k + 1 :], *CASES[f]):
            assert not (isinstance(other, np.ndarray) and np.shares_memory(one, other))


def test_of_two_the_one_that_is_left_is_added_to_in_place():
    text = differentiate(moved_in_turns).text("adjoint", *CASES[moved_in_turns])
    assert "gx = gx" not in text and "gv = gv" not in text
    assert "gx -= " in text or "gx += " in text


def test_gradients_of_a_sum_are_one_copy_and_the_sum_itself():
    def f(x, y):
        return np.sum(np.exp(x + y))

    assert differentiate(f).text("adjoint", X, X).count(".copy()") == 1
    gx, gy = grad(f, wrt=("x", "y"))(X, X)
    assert not np.shares_memory(gx, gy) and gx.tolist() == gy.tolist()
