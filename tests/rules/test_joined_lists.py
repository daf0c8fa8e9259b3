"""Arrays that are made of lists of lists, in derivatives of derivatives, too."""

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import MissingRule

X = np.array([0.7, 1.3, -0.4])


def rows(p):
    a, b = [], []
    for i in range(2):
        a.append(p[i])
        b.append(p[i + 1] ** 2)
    return [a, b]


def columns(p):
    d = np.column_stack(rows(p))
    return np.sum(d[0] * d[1])


def stacked(p):
    d = np.stack(rows(p), axis=1)
    return np.sum(d[0] * d[1])


def stacked_in_front(p):
    d = np.stack(rows(p))
    return np.sum(d[0] * d[1])


def below_each_other(p):
    d = np.vstack(rows(p))
    return np.sum(d[0] * d[1])


def side_by_side(p):
    d = np.hstack(rows(p))
    return np.sum(d[:2] * d[2:])


def in_depth(p):
    d = np.dstack(rows(p))
    return np.sum(d[..., 0] * d[..., 1])


def in_a_row(p):
    d = np.concatenate(rows(p))
    return np.sum(d[:2] * d[2:])


def an_array(p):
    d = np.array(rows(p))
    return np.sum(d[0] * d[1])


def chosen(p):
    d = np.choose(np.array([1, 0]), rows(p))
    return np.sum(d**3)


def of_tuples(p):
    pairs = []
    for i in range(2):
        pairs.append((p[i], p[i + 1] ** 2))
    d = np.column_stack(list(zip(*pairs)))
    return np.sum(d[0] * d[1])


def block_of_a_list(p):
    d = np.block([[p, p**2], [p[::-1], p]])
    parts = []
    for row in d:
        parts.append(row * d[0])
    return np.sum(np.block(parts) ** 3 * np.arange(12.0))


def block_of_a_list_of_numbers(p):
    a, _ = rows(p)
    return np.sum(np.block(a) ** 3 * np.array([1.0, 2.0]))


def block_of_matrices(p):
    parts = []
    for i in range(2):
        parts.append(np.outer(p, p) * (i + 1))
    return np.sum(np.block(parts) ** 2 * np.arange(18.0).reshape(3, 6))


@pytest.mark.parametrize("f", [
    block_of_a_list, block_of_a_list_of_numbers, block_of_matrices,
    columns, stacked, stacked_in_front, below_each_other, side_by_side, in_depth, in_a_row,
    an_array, chosen, of_tuples,
])  # fmt: skip
def test_second_derivatives_of_what_joins_lists_are_right(f):
    check_grads(f, X, order=2)


def rows_below_each_other(p):
    a = np.outer(p, p) * 2.0
    return np.sum(np.vstack(a) ** 3)


def rows_side_by_side(p):
    a = np.sin(np.outer(p, p[:2]))
    return np.sum(np.hstack(a) ** 3 * np.arange(6))


def columns_in_a_row(p):
    a = np.outer(p, p[:2] ** 2)
    return np.sum(np.concatenate(a.T) ** 3 * np.arange(6))


def rows_as_columns(p):
    a = np.outer(p, p[:2]) * 2.0
    a[0] += a[1]
    return np.sum(np.column_stack(a) ** 3) + np.sum(np.stack(a, axis=1) ** 2 * a.T)


def rows_in_depth(p):
    a = np.outer(p, p[:2]) * 3.0
    return np.sum(np.dstack(a) ** 2 * a.T)


def chosen_rows(p):
    a = np.outer(p[:2], p) * 2.0
    return np.sum(np.choose([0, 1, 0], a) ** 3)


@pytest.mark.parametrize("f", [
    rows_below_each_other, rows_side_by_side, columns_in_a_row, rows_as_columns, rows_in_depth,
    chosen_rows,
])  # fmt: skip
def test_the_rows_of_an_array_that_was_computed_may_be_joined(f):
    check_grads(f, X, order=2)


def test_a_list_of_lists_in_a_block_is_refused():
    def f(p):
        parts = []
        for _ in range(2):
            parts.append([p, 2.0 * p])
        return np.sum(np.block(parts) ** 2)

    with pytest.raises(MissingRule, match=r"np\.block"):
        grad(f)(X)
