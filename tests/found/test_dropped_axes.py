"""NumPy's stores drop leading axes of size 1 of what is stored: the adjoint has them again."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate
from s2sad import runtime as rt
from tests.thorough import order_in_turn

W = np.array([1.0, 2.0, 3.0])
X = np.arange(1.0, 7.0).reshape(2, 3)
TALL = [np.full((1, 1), 1.3), np.full((1, 3), 1.2), np.full((1, 1, 3), 0.7)]


def a_sum_with_its_axes(x, y):
    z = x * 1.0
    z[0] = np.sum(x * x, keepdims=True) * y
    return np.sum(z * z * W)


def into_a_row(x, y):
    z = x * 1.0
    z[0] = y * y
    return np.sum(z * W)


def a_part_into_all(x, y):
    z = x[0] * 1.0
    s = y * y
    z[:] = s[:1]
    return np.sum(z * z * W)


def into_fewer_and_fewer(x, y):
    z = x[0] * 1.0
    v = np.sum(y, keepdims=True) ** 2
    for i in range(2):
        z[i:] = v
        v = v * 2.0
    return np.sum(z * z * W)


def at_places(x, y):
    z = x[0] * 1.0
    z[[0, 2]] = y[..., :1]
    np.copyto(z[1:], y[..., :1] ** 2)
    return np.sum(z * z * W)


def filled(x, y):
    return np.sum(np.full(3, y) ** 2 * W) + np.sum(x)


def through_a_view(x, y):
    z = x * 1.0
    b = z[0]
    b[...] = y
    return np.sum(z * z * W)


FUNCTIONS = [
    a_sum_with_its_axes, into_a_row, a_part_into_all, into_fewer_and_fewer, at_places, filled,
    through_a_view,
]  # fmt: skip


@pytest.mark.parametrize("y", TALL, ids=lambda y: str(y.shape))
@pytest.mark.parametrize("f", FUNCTIONS, ids=lambda f: f.__name__)
def test_leading_axes_that_a_store_drops_are_those_of_the_adjoint(f, y):
    check_grads(f, X, y, order=order_in_turn())


@pytest.mark.parametrize(
    "y, x", [((), (1,)), ((3,), (1, 1)), ((3,), (1, 3)), ((3,), (2, 3)), ((), (2, 1)),
             ((2, 3), (3,)), ((2, 3), (2, 1)), ((2, 3), (1, 1, 1)), ((4, 2, 3), (1, 1))],
)  # fmt: skip
def test_what_was_spread_is_summed_also_where_axes_were_dropped(y, x):
    rng = np.random.default_rng(1)
    g, like = rng.normal(size=y), rng.normal(size=x)
    found = rt.unbroadcast(g, like)
    assert found.shape == x
    if np.size(like) <= np.size(g):
        back = rt.broadcast_like(like, g)
        assert back.shape == y
        np.testing.assert_allclose(np.sum(found * like), np.sum(g * back))


def test_the_adjoint_of_a_whole_array_is_summed_as_it_is():
    def f(x):
        z = np.zeros((2, 3))
        z[:] = np.sum(x, keepdims=True)[None]
        z[1:] *= x[None, :]
        return np.sum(z * z)

    check_grads(f, W, order=2)
    text = str(differentiate(f).text("adjoint", W))
    assert "np.sum(gz, axis=(0, 1), keepdims=True)" in text
