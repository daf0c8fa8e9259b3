"""Indices: of NumPy's numbers (`s[None]`, `s[...]`, `s[()]`), and `y[(slice(0, 2),)]`."""

import numpy as np
import pytest

from s2sad import check_grads
from tests.thorough import order_in_turn

X = np.array([1.1, 1.3, 0.7, 0.9])


def a_sum(x):
    return np.sum(x * x)[None] * x


def a_mean(x):
    return x.mean()[None] * x


def an_item(x):
    return np.sum(x[0][None] * x)


def as_it_is(x):
    s = np.dot(x, x)
    return np.sum(s[...] * x) + s[()]


def with_an_axis(x):
    s = np.sum(x * x)
    return np.sum(s[..., None] * x)


def chosen(x):
    s = np.dot(x, x)
    return np.sum(s[s > 0.1]) * x[0] + np.sum(s[s < 0.1])


def joined(x):
    return np.concatenate([np.sum(x)[None], x])


def after_a_loop(x):
    s = 0.0
    for i in range(3):
        s = s + np.sum(x * i)
    return s[None] * x


def with_two_axes(x):
    return np.sum(x)[np.newaxis, np.newaxis] @ x[None]


def written(x):
    s = np.sum(x * x)
    a = s[None]
    a *= x[0]
    return a * s


FUNCTIONS = [
    a_sum, a_mean, an_item, as_it_is, with_an_axis, chosen, joined, after_a_loop, with_two_axes,
    written,
]  # fmt: skip


@pytest.mark.parametrize("f", FUNCTIONS, ids=lambda f: f.__name__)
def test_a_number_is_subscripted_as_an_array_without_axes(f):
    check_grads(f, X, order=order_in_turn())


def test_a_tuple_of_one_slice_is_an_index():
    def f(x):
        y = x * x
        y[(slice(0, 2),)] = y[(slice(1, 3),)] * x[0]
        return np.sum(y[(slice(0, 3),)] * x[1:])

    check_grads(f, X, order=2)
