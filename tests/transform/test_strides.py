"""Stores from cells of the same array: what NumPy writes before it reads it is refused."""

import numpy as np
import pytest

from s2sad import check_grads, grad, jvp
from s2sad.errors import UnsafeWrite
from tests.thorough import order_in_turn

X = np.arange(6.0) * 0.3 + 0.2
M = np.arange(9.0).reshape(3, 3) * 0.3 + 0.2


def a_column_from_a_row(m):
    a = m.copy()
    a[:, 2] = a[1]
    return np.sum(a * m)


def a_row_from_a_column(m):
    a = m.copy()
    a[1] = a[:, 2]
    return np.sum(a * m)


def spread_out(x):
    y = x.copy()
    y[::2] = y[:3]
    return np.sum(y * x)


def copied_to(x):
    y = x.copy()
    np.copyto(y[::2], y[:3])
    return np.sum(y * x)


def drawn_together(x):
    y = x.copy()
    y[1:4] = y[::2]
    return np.sum(y * x)


def through_another_shape(x):
    y = x.reshape(2, 3).copy()
    r = y.reshape(-1)
    r[::2] = r[:3]
    return np.sum(y)


@pytest.mark.parametrize(
    "f, argument",
    [
        (a_column_from_a_row, M), (a_row_from_a_column, M), (spread_out, X), (copied_to, X),
        (drawn_together, X), (through_another_shape, X),
    ],
)  # fmt: skip
def test_cells_that_are_written_before_they_are_read_are_refused(f, argument):
    with pytest.raises(UnsafeWrite, match=r"NumPy reads such a cell after"):
        grad(f)(argument)
    with pytest.raises(UnsafeWrite, match=r"add `.copy\(\)`"):
        jvp(f, (argument,), (argument,))


def moved_along(x):
    y = x.copy()
    y[1:] = y[:-1]
    y[:-2] = y[2:]
    return np.sum(y * x)


def turned_round(x):
    y = x.copy()
    y[:] = y[::-1]
    y[:3] = y[::-2]
    return np.sum(y * x)


def every_second(x):
    y = x.copy()
    y[::2] = y[1::2]
    y[::2] += y[:3]
    y[1::2] = y[:3].copy()
    return np.sum(y * x)


def rows_and_columns(m):
    a = m.copy()
    a[0] = a[1]
    a[:, 1] = a[:, 0]
    a.T[0] = a.T[2]
    a[1:] = a[:-1]
    return np.sum(a * m)


def mirrored(m):
    a = m.copy()
    for i in range(3):
        a[i, :] = a[:, i]
    return np.sum(a * m)


def below_and_above(m):
    a = m.copy()
    for i in range(2):
        a[i + 1 :, i] = a[i, i + 1 :]
    return np.sum(a * m)


def two_buffers(x):
    a, b = x.copy(), np.zeros_like(x)
    for _ in range(3):
        b[:] = a
        b[1:] = a[:-1]
        a, b = b, a
    return np.sum(a * x)


@pytest.mark.parametrize(
    "f, argument",
    [
        (moved_along, X), (turned_round, X), (every_second, X), (rows_and_columns, M),
        (mirrored, M), (below_and_above, M), (two_buffers, X),
    ],
)  # fmt: skip
def test_what_numpy_copies_or_keeps_apart_is_differentiated(f, argument):
    check_grads(f, argument, order=order_in_turn())
