"""Buffers that take turns: which names hold them, and what is not let go for it."""

import numpy as np
import pytest

from s2sad import check_grads, vjp
from s2sad.analysis.positions import positions_of
from s2sad.analysis.storage import storage
from s2sad.analysis.turns import holders
from tests.small import adjoint_text, special
from tests.transform.test_filled_in_loops import X, taken_on_a_condition, view_of_the_trip_before


def holders_in(f, *args):
    core = special(f, *args).core
    program = core.program
    return set(holders(storage(program, core.kinds, core.sizes), positions_of(program), core.sizes))


def leapfrog(x, n):
    old, u = x * 1.0, x * 2.0
    for _ in range(n):
        new = 2 * u - old
        new[1:-1] += 0.1 * (u[2:] - 2 * u[1:-1] + u[:-2]) * u[1:-1]
        old = u
        u = new
    return u * old


def swapped(x, n):
    old, u = x * 1.0, x * 2.0
    for _ in range(n):
        new = np.zeros_like(u)
        new[1:] = u[:-1] * old[1:]
        old, u = u, new
    return u + old


def from_the_argument(u, n):
    for _ in range(n):
        v = u.copy()
        w = v[1:]
        w *= u[:-1]
        u = v
    return u * u[0]


HOLDS = {
    leapfrog: {"old", "u"}, swapped: {"old", "u"}, taken_on_a_condition: {"u"},
    from_the_argument: {"u"},
}  # fmt: skip


def written_as_the_next_one(x, n):
    u = x * 1.0
    for _ in range(n):
        v = np.sin(u)
        u = v
        u[0] = u[1] * u[2]
    return u


def filled_after_it_was_given(x, n):
    u = x * 1.0
    for _ in range(n):
        v = np.sin(u)
        u = v
        v[0] = v[1] * v[2]
    return u * u


def filled_in_the_next_trip(x, n):
    u = x * 1.0
    v = x * 2.0
    s = 0.0
    for k in range(n):
        s = s + u[1] * u[k]
        v[k] = s * u[2]
        u = v
    return u * s


def filled_through_a_view_of_the_next_trip(x, n):
    u = x * 1.0
    s = 1.0
    for k in range(n):
        if k > 0:
            v[k] = s * u[0]
            s = s + u[k] * u[k]
        v = u * 1.5
        v[1] = u[0] * u[2]
        u = v
    return u * s


def filled_in_a_loop_inside(x, n):
    u = x * 1.0
    for _ in range(n):
        v = u * 0.5
        for k in range(3):
            v[k] = u[k + 1] * u[k]
            u = v
    return u


HOLDS_NOT = [
    written_as_the_next_one, filled_after_it_was_given, filled_in_the_next_trip,
    filled_through_a_view_of_the_next_trip, filled_in_a_loop_inside, view_of_the_trip_before,
]  # fmt: skip


@pytest.mark.parametrize("function", HOLDS)
def test_these_names_hold(function):
    assert holders_in(function, X, 3) == HOLDS[function]


@pytest.mark.parametrize("function", HOLDS_NOT)
def test_no_names_hold_what_is_filled_later(function):
    assert holders_in(function, X, 3) == set()


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize("function", [*HOLDS, *HOLDS_NOT])
def test_derivatives_are_those_of_differences(function, order):
    check_grads(function, X, 3, wrt=(0,), order=order)


@pytest.mark.parametrize("function", [*HOLDS, *HOLDS_NOT])
def test_pullbacks_run_again_and_leave_the_value(function):
    value, pullback = vjp(function, X, 3, wrt=(0,))
    first = pullback(np.ones(5))[0].tolist()
    assert pullback(np.ones(5))[0].tolist() == first
    assert value.tolist() == function(X, 3).tolist()


def test_three_buffers_need_no_shadows():
    text = adjoint_text(leapfrog, X, 3, wrt=(0,))
    assert not any(f"g{name}_stack" in text for name in ("u", "old", "new"))
    assert "gnew = gu" in text and "gu = gold" in text


def test_an_argument_that_others_take_over_from_is_not_copied():
    assert "u = u.copy()" not in adjoint_text(from_the_argument, X, 3, wrt=(0,))
