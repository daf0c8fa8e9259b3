"""An array that is bound anew and then stored into has its adjoint made in the reverse sweep."""

import numpy as np
import pytest

from s2sad import differentiate
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

U = np.array([0.4, 0.9, 1.3, -0.2])


def walls(u, c, n):
    for _ in range(n):
        u = u + c * np.roll(u, 1) * u
        u[0] = 0.0
        u[-1] = c
    return np.sum(u * u)


def walls_from_zero(u, c, n):
    w = np.zeros(4)
    for _ in range(n):
        w = w + c * u * np.cos(w)
        w[1:3] *= 0.5
    return w


def in_one_arm(u, c, n):
    w = u * c
    for i in range(n):
        if i % 2 == 0:
            w = w * w + u
            w[0] = c * w[1]
        else:
            w[1] += w[0]
    return np.sum(w * u)


def twice_in_a_trip(u, c, n):
    for _ in range(n):
        u = u * c
        u[0] = u[1] * u[2]
        u = np.sin(u)
        u[1] -= u[0]
    return u


def stored_before_it_is_bound(u, c, n):
    w = u * 2.0
    w[0] = c
    for _ in range(n):
        w[1] = w[0] * c
        w = w * u
    return np.sum(w)


def view_in_between(u, c, n):
    for _ in range(n):
        u = u * c
        v = u[1:]
        v *= u[0]
        u[0] = np.sum(v)
    return np.sum(u * u)


def left_by_break(u, c, n):
    for _ in range(n):
        u = u * c + u
        u[0] = u[1] * c
        if np.sum(u) > 9.0:
            break
    return u


def given_to_two(u, c, n):
    w = u * 1.0
    for _ in range(n):
        w = u + w
        w[0] = c * w[1]
    return np.sum(w * w) + np.sum(u)


def of_branches(u, c, n):
    for i in range(n):
        u = u * c if i % 2 else u + c
        u[0] = u[1] * c
    return u


SIMPLE = [
    walls, walls_from_zero, in_one_arm, twice_in_a_trip, stored_before_it_is_bound,
    view_in_between, left_by_break, given_to_two,
]  # fmt: skip


def the_one_before_is_kept(u, c, n):
    for _ in range(n):
        before = u
        u = u * c
        u[0] = before[1]
        u[1] += np.sum(u - before)
    return u


def before_is_stored_into(u, c, n):
    w = u * 1.0
    for _ in range(n):
        before = w
        w = w * c
        before[0] = w[1]
        w[1] += before[0] * before[1]
    return w


def two_change_places(u, c, n):
    v, w = u * c, u + c
    for _ in range(n):
        v[0] = w[1] * c
        v, w = w, v
    return v * w


def held_by_a_list(u, c, n):
    rows = []
    w = u * 1.0
    for _ in range(n):
        w = w * c
        rows.append(w)
        w[0] = 0.5 * w[1]
    return np.sum(rows[0] * rows[-1])


def held_and_returned(u, c, n):
    rows = []
    w = u * 1.0
    for _ in range(n):
        w = w * c
        rows.append(w)
        w[0] = 0.5 * w[1]
    return rows


def perhaps_a_view(u, c, n):
    w = u * c
    for _ in range(n):
        w = w[::-1]
        w[0] = w[1] * c
    return w


def one_of_two(u, c, n):
    a, b = u * c, u + c
    w = u * 1.0
    for i in range(n):
        w = a if i % 2 else b
        w[0] = w[1] * c
    return w * a * b


OTHERS = [
    the_one_before_is_kept, before_is_stored_into, two_change_places, held_by_a_list,
    perhaps_a_view, one_of_two, held_and_returned,
]  # fmt: skip


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize("f", [*SIMPLE, *OTHERS, of_branches])
def test_derivatives_are_right(f, n):
    check_grads(f, U, 0.8, n, wrt=("u", "c"), order=order_in_turn())


@pytest.mark.parametrize("f", SIMPLE)
def test_there_is_no_shadow(f):
    text = str(differentiate(f).text("adjoint", U, 0.8, 3))
    assert "gu_stack" not in text and "gw_stack" not in text
    assert "gw = np.zeros_like(w)" not in text


@pytest.mark.parametrize(
    "f", [two_change_places, held_by_a_list, held_and_returned, perhaps_a_view, one_of_two]
)
def test_there_is_one_where_memory_may_have_two_names(f):
    text = str(differentiate(f).text("adjoint", U, 0.8, 3))
    forward = text.split("gc = 0.0")[0]
    assert "np.zeros_like(w)" in forward
