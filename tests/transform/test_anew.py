"""Arrays whose cells are only ever stored all at once are bound anew instead."""

import numpy as np
import pytest

from s2sad import grad, vjp
from s2sad.errors import Error
from s2sad.testing import check_grads
from tests.small import adjoint_text

X = np.array([0.4, 0.9, 1.3])


def scaled_in_place(x):
    r = x.copy()
    for _ in range(3):
        r *= np.sin(r)
    return r


def stored_whole(x):
    r = x.copy()
    for _ in range(3):
        r[:] = np.sin(r)
    return r


def in_a_row(x):
    r = np.sin(x)
    r *= x
    r[:] = np.cos(r) * x
    r += r * x
    return np.sum(r * r)


def an_argument(x):
    x *= np.cos(x)
    return np.sum(x * x)


def steps(x):
    v = np.zeros_like(x)
    for _ in range(3):
        v -= 0.1 * x * np.sin(x)
        x = x * 1.0
        x += 0.1 * v
    return np.sum(x * v)


def in_one_arm(x):
    r = x * 2.0
    for i in range(3):
        if i % 2:
            r *= x
        else:
            r[...] = r * r
    return r


def of_one_array_in_each_trip(x):
    v = x * 2.0
    w = np.zeros_like(x)
    for _ in range(3):
        w[:] = v
        w[0:1] *= w[1:2]
    return w * x


def of_one_array_in_an_arm_of_each_trip(x):
    v = np.sin(x)
    w = x.copy()
    i = 0
    while i < 3:
        if i != 1:
            w[...] = v
        w[1:] *= w[:-1]
        i += 1
    return w


def set_to_a_number(x):
    r = x * 2.0
    s = np.sum(r * r)
    r[:] = s * x[0]
    return r * np.sum(r)


def cleared(x):
    r, s = np.exp(x), 0.0
    for i in range(3):
        s += np.sum(r * r)
        r[:] = 0.0
        r += x * i
    return s + np.sum(r)


def a_view_that_ended(x):
    u = x * 2.0
    for _ in range(3):
        d = u[1:] - u[:-1]
        u *= np.sum(d * d)
    return u


def reversed_in_place(x):
    r = x * x
    for _ in range(3):
        r[:] = r[::-1]
        r *= x
    return r


def a_mask_after(x):
    r = x - np.mean(x)
    r /= np.std(r)
    r[r > 1.0] = 1.0
    return np.sum(r ** 3)


VALUES = [
    scaled_in_place, stored_whole, in_a_row, an_argument, steps, in_one_arm, set_to_a_number,
    cleared, a_view_that_ended, reversed_in_place, a_mask_after,
]  # fmt: skip


def a_view_that_lives_on(x):
    r = np.exp(x)
    v = r[1:]
    r *= x
    return np.sum(v * v) + np.sum(r)


def a_view_from_the_trip_before(x):
    r, s = np.exp(x), 0.0
    v = r[1:]
    for _ in range(3):
        r *= x
        s += np.sum(v * v)
        v = r[:2]
    return s


def a_view_in_a_loop_of_its_own(x):
    r, s = np.exp(x), 0.0
    v = r[1:]
    for _ in range(3):
        s += np.sum(v * v)
        r *= x
    return s


def two_names(x):
    r = np.exp(x)
    s = r
    r *= x
    return s * np.sum(r)


def in_a_list(x):
    r, rows = np.exp(x), []
    for _ in range(2):
        rows.append(r)
        r *= x
    return np.sum(rows[0] * rows[1])


def in_a_display(x):
    r = np.exp(x)
    rows = [r, np.sin(x)]
    r *= x
    return np.sum(rows[0] * x)


def a_part_too(x):
    r = np.exp(x)
    for _ in range(2):
        r *= np.sin(r)
        r[0] = x[1] * r[1]
        r[1:] += r[0]
    return r


def sums_and_a_part(x):
    r = np.exp(x)
    for _ in range(2):
        r += x * np.sin(r)
        r[0] = x[1]
    return r


def a_sum_made_anew(x):
    f, s = np.zeros_like(x), 0.0
    for i in range(3):
        f[:] = 0.0
        f[i] += x[0] * x[i]
        f[0] += x[i]
        s += np.sum(f * f)
    return s


def of_a_row(x):
    r = np.exp(np.outer(x, x))
    r[:] = x
    return np.sum(r * r)


OUTER = np.array([1.1, 0.7, 0.2])


def scaled_twice(x):
    for _ in range(2):
        OUTER[:] = OUTER * x
    return np.sum(OUTER)


def only_sums(x):
    s, r = np.zeros_like(x), np.zeros_like(x)
    for i in range(3):
        s += x * i
        r += s
    return np.sum(np.tanh(r))


MEMORY = [
    a_view_that_lives_on, a_view_from_the_trip_before, a_view_in_a_loop_of_its_own, two_names,
    in_a_list, in_a_display, a_part_too, sums_and_a_part, a_sum_made_anew, of_a_row, only_sums,
]
AND_PARTS = [of_one_array_in_each_trip, of_one_array_in_an_arm_of_each_trip]  # fmt: skip


@pytest.mark.parametrize("f", [*VALUES, *MEMORY, *AND_PARTS])
def test_derivatives_are_right(f):
    check_grads(f, X)


@pytest.mark.parametrize("f", [*VALUES, *MEMORY, *AND_PARTS])
def test_values_are_right(f):
    value, _ = vjp(f, X.copy())
    assert np.array_equal(value, f(X.copy()))


@pytest.mark.parametrize("f", VALUES)
def test_all_cells_are_bound_at_once(f):
    text = adjoint_text(f, X)
    assert "[...]" not in text and "[:]" not in text and "x1.copy()" not in text


@pytest.mark.parametrize("f", MEMORY)
def test_memory_that_others_see_is_stored_into(f):
    text = adjoint_text(f, X)
    assert any(mark in text for mark in ("[...]", "[:]", "+="))


def test_what_a_loop_changes_in_place_is_kept_as_it_is():
    text = adjoint_text(scaled_in_place, X)
    assert "r_stack.append(r)" in text and "gr = np.cos(r)" in text


def test_sums_stay_sums():
    assert "s += " in adjoint_text(only_sums, X) and "r += " in adjoint_text(only_sums, X)


def test_a_store_of_another_name_is_a_copy():
    def kept(x):
        r, y = np.exp(x), np.sin(x)
        r *= x
        r[:] = y
        return r, y

    text = adjoint_text(kept, X)
    assert "y.copy()" in text
    (r, y), _ = vjp(kept, X)
    assert not np.shares_memory(r, y)


def test_numbers_of_less_precision_stay_so():
    def narrow(x):
        r = x.astype(np.float32)
        r *= x
        return r

    value, _ = vjp(narrow, X)
    assert value.dtype == np.float32


def test_an_array_of_a_module_is_no_value():
    before = OUTER.copy()
    slope = grad(scaled_twice)(X)
    assert np.allclose(slope, 2.0 * before * X)


def test_what_cannot_be_written_is_no_value():
    def diagonal(x):
        m = np.outer(x, x)
        d = np.diagonal(m)
        d *= x
        return np.sum(d)

    with pytest.raises(ValueError):
        diagonal(X)
    with pytest.raises((ValueError, Error)):
        grad(diagonal)(X)
