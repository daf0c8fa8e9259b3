"""Arrays that are made of lists of lists, in derivatives of derivatives, too."""

import numpy as np
import pytest

from s2sad import check_grads

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


@pytest.mark.parametrize("f", [
    columns, stacked, stacked_in_front, below_each_other, side_by_side, in_depth, in_a_row,
    an_array, chosen, of_tuples,
])  # fmt: skip
def test_second_derivatives_of_what_joins_lists_are_right(f):
    check_grads(f, X, order=2)
