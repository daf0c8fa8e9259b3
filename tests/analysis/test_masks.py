"""Masks: cells chosen by one mask are as many; where it may have changed, that is not known."""

import numpy as np
import pytest

from s2sad.analysis.kinds.masks import fixed_names
from s2sad.api import source_of
from s2sad.testing import check_grads

X = np.linspace(-2.1, 2.0, 5)


def named(x, c):
    y = x * x
    m = x > 0
    y[m] = c * y[m]
    return np.sum(y)


def written_out(x, c):
    y = x * x
    y[x > 0] *= c
    y[x < -1] = y[x < -1] * c + x[x < -1]
    return np.sum(y * x)


def of_two(x, c):
    y = x * x
    y[(x > -1) & (x < 1)] = c * x[(x > -1) & (x < 1)]
    return np.sum(y * x)


def in_a_loop(x, c):
    y = x.copy()
    for i in range(3):
        m = y > 0.3 * i
        y[m] *= c
        y[~m] += 0.1 * x[~m] * y[~m]
        y[m] -= x[m]
    return np.sum(y * x)


def of_what_is_written(x, c):
    y = x * x
    for _ in range(2):
        y[y > 1.0] *= c
        y[y < 0.5] = c * y[y < 0.5]
    return np.sum(y * x)


def added(x, c):
    y = x * x
    y[x > 0] += c
    y[x < 0] -= c * x[x < 0]
    y[(x > -1) & (x < 1)] += x[(x > -1) & (x < 1)]
    return np.sum(y * y)


def mask_written(x, c):
    y = x * x
    m = x > 0
    a = y[m]
    m[:4] = np.array([True, False, False, False])
    y[m] = c * np.sum(a) * y[m]
    return np.sum(y) + np.sum(a)


def mask_written_through_a_view(x, c):
    y = x * x
    m = x > 0
    part = m[:4]
    a = y[m]
    part[0] = True
    y[m] = c * np.sum(a) * y[m]
    return np.sum(y)


def what_is_compared_is_written(x, c):
    y = x * x
    u = x - 1.5
    a = u[u > 0]
    u[0] = 3.0
    y[u > 0] = c * y[u > 0] * a
    return np.sum(y)


def what_is_compared_is_bound_again(x, c):
    y = x * x
    u = x - 1.5
    y[-1] = u[-1]
    u = u + np.sum(y[u > 0] * c)
    y[u > 0] = c * y[u > 0] * y[x > 1.5]
    return np.sum(y)


def what_a_loop_compares_is_bound_again(x, c):
    y = x * x
    u = x - 1.5
    for _ in range(2):
        t = y[np.abs(u) < 0.6]
        u = u + 1.0
        y[np.abs(u) < 0.6] = c * y[np.abs(u) < 0.6] * t
    return np.sum(y)


def cells_of_the_trip_before(x, c):
    y = x * x
    for i in range(2):
        m = x > 1.5 - i
        b = y[m]
        if i > 0:
            y[m] = c * b * p  # noqa: F821
        p = b  # noqa: F841
    return np.sum(y)


def mask_of_the_trip_before(x, c):
    y = x * x
    m = x > 1.5
    for i in range(2):
        a = y[m]
        m = x > 0.5 - i
        y[m] = c * y[m] * a
        m = x > 1.5
    return np.sum(y)


def bound_in_a_loop(x, c):
    y = x * x
    m = x > 0
    for i in range(2):
        a = y[m]
        m = x > i - 1.5
        y[m] = c * np.sum(a) + y[m]
    return np.sum(y * x)


def one_cell_for_all(x, c):
    y = x * x
    m = x > 0
    one = x < -2.0
    y[m] = c * y[one]
    return np.sum(y)


SAME = [named, written_out, in_a_loop, of_what_is_written, added]
OTHERS = [
    mask_written, mask_written_through_a_view, what_is_compared_is_written, bound_in_a_loop,
    one_cell_for_all, what_is_compared_is_bound_again, cells_of_the_trip_before,
    mask_of_the_trip_before, what_a_loop_compares_is_bound_again,
]  # fmt: skip


def special_of(f):
    return source_of(f).specialised({"x": X, "c": 2.0})


@pytest.mark.parametrize("f", [*SAME, *OTHERS, of_two])
def test_derivatives_are_right(f):
    check_grads(f, X, 2.0)


@pytest.mark.parametrize("f", SAME)
def test_two_reads_of_one_mask_have_one_size(f):
    assert "unbroadcast" not in special_of(f).adjoint(("x", "c")).text


@pytest.mark.parametrize("f", OTHERS)
def test_reads_of_masks_that_may_differ_have_sizes_of_their_own(f):
    assert "unbroadcast" in special_of(f).adjoint(("x", "c")).text


def test_only_what_never_changes_is_fixed():
    assert {"x", "m"} <= fixed_names(special_of(named).core.program)
    assert "y" not in fixed_names(special_of(named).core.program)
    assert {"m"} <= fixed_names(special_of(in_a_loop).core.program)
    for f in (mask_written, mask_written_through_a_view, bound_in_a_loop):
        assert "m" not in fixed_names(special_of(f).core.program)
    assert "u" not in fixed_names(special_of(what_is_compared_is_written).core.program)


def test_a_mask_that_is_used_twice_in_a_statement_is_computed_once():
    text = special_of(of_what_is_written).adjoint(("x", "c")).text
    assert text.count("y > 1.0") == text.count("# y[y > 1.0]") + 1
    assert text.count("_stack.append") == 4  # two masks, and the cells that each chose


def test_what_is_added_to_the_cells_of_a_mask_is_taken_from_there():
    text = special_of(added).adjoint(("x", "c")).text
    assert "gc = np.sum(gy[x > 0])" in text or "gc += np.sum(gy[x > 0])" in text
