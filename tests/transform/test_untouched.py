"""Cells whose adjoint nobody reads again are not cleared."""

import numpy as np
import pytest

from s2sad.testing import check_grads
from tests.small import adjoint_text

X = np.array([0.4, 0.9, 1.3, -0.2])


def recurrence(x):
    h = np.zeros(5)
    h[0] = x[0]
    for t in range(4):
        h[t + 1] = np.sin(h[t]) + 0.1 * h[t] * x[t]
    return h[4]


def running_sum(x):
    s = np.zeros_like(x)
    s[0] = x[0]
    for i in range(1, len(x)):
        s[i] = s[i - 1] + x[i] ** 2
    return s


def columns(x):
    out = np.zeros((4, 2))
    for o in range(4):
        out[o, 0] = x[o] * x[0]
        out[o, 1] = np.sin(x[o])
    return out


def rows(x):
    m = np.empty((4, 4))
    for t in range(4):
        m[t] = x * x[t]
    m2 = m * m
    return m2


def made_in_each_trip(x):
    s = 0.0
    for i in range(3):
        w = np.zeros(2)
        w[0] = x[i] * x[0]
        w[1] = w[0] * x[i + 1]
        s += np.sum(w * w)
    return s


def in_one_arm(x):
    h = np.zeros(4)
    for i in range(4):
        if i % 2:
            h[i] = x[i] * x[i]
    return h


def read_before(x):
    h, s = np.ones(4), 0.0
    for t in range(4):
        s += h[t] * x[t]
        h[t] = s * x[0]
        s += np.sum(h)
    return s


def read_from_behind(x):
    h, s = np.ones(5), 0.0
    for t in range(4):
        s += h[t + 1] * x[t]
        h[t] = s
    return s + np.sum(h)


def wholly_read(x):
    h, s = np.ones(4), 0.0
    for t in range(4):
        s += np.sum(np.sin(h) * x)
        h[t] = s
    return s


KEPT = [
    recurrence, running_sum, columns, rows, made_in_each_trip, in_one_arm, read_before,
    read_from_behind, wholly_read,
]  # fmt: skip


def sweeps(x):
    u = np.zeros(4)
    for _ in range(2):
        for i in range(1, 3):
            u[i] = 0.5 * (u[i - 1] + u[i + 1]) + x[i]
    return u


def stored_twice(x):
    h = np.zeros(4)
    for t in range(4):
        h[t] = x[t] * x[0]
        h[t] = np.sin(h[t])
    return h


def stored_again_after(x):
    h = np.zeros(4)
    h[0] = x[0]
    a = h[0] * h[0]
    for t in range(4):
        h[t] = a * x[t]
    return h


def made_of_it(x):
    h = x * 2.0
    for t in range(4):
        h[t] = x[t] * x[0]
    return h


def an_argument(x):
    for t in range(3):
        x[t] = x[t + 1] * x[t + 1]
    return x


def stored_through_a_view(x):
    h = np.zeros(4)
    v = h[:3]
    for t in range(3):
        v[t] = x[t] * x[3]
    for t in range(3):
        h[t] = np.sin(x[t])
    return h


def seen_through_a_view(x):
    h = np.zeros(4)
    v = h[:2]
    s = 0.0
    for t in range(2):
        s += np.sum(v * x[t])
        h[t] = x[t] * s
    return s + np.sum(h)


def known_to_the_run_only(x):
    h, t = np.ones(4), 0
    while t < 6:
        h[t % 4] = h[(t + 1) % 4] * x[t % 4]
        t += 1
    return h


def twice_at_once(x):
    h = np.zeros((3, 4))
    k = np.array([0, 1, 1, 2])
    for t in range(3):
        h[t, k] = np.exp(x * t)
    return h


CLEARED = [
    sweeps, stored_twice, stored_again_after, made_of_it, an_argument, stored_through_a_view,
    seen_through_a_view, known_to_the_run_only, twice_at_once,
]  # fmt: skip


@pytest.mark.parametrize("f", [*KEPT, *CLEARED])
def test_derivatives_are_right(f):
    check_grads(f, X)


@pytest.mark.parametrize("f", KEPT)
def test_cells_that_nothing_touched_before_stay(f):
    text = adjoint_text(f, X)
    assert "] = 0.0" not in text and "gz.copy()" not in text


@pytest.mark.parametrize("f", [columns, in_one_arm])
def test_a_seed_that_is_only_read_is_not_copied(f):
    assert ".copy()" not in adjoint_text(f, X)
