"""Seeds: what a pullback takes as the adjoint of a result."""

import numpy as np
import pytest

from s2sad import vjp
from s2sad.errors import NotScalar, WrongArgument

X = np.array([0.3, 0.7, 1.1])


def squares(x):
    return x * x


def pair(x):
    return np.sum(x), x * x


def two_numbers(x):
    return x[0] * x[1], x[1] * x[2]


def numbers(x):
    values = []
    for v in x:
        values.append(v * v)
    return values


@pytest.mark.parametrize(("f", "seed"), [
    (squares, 1.0), (squares, np.ones(1)), (squares, np.ones((3, 1))), (pair, (1.0, 1.0)),
    (pair, (np.ones(3), np.ones(3))), (pair, [1.0]), (numbers, [1.0]), (numbers, [1.0] * 4),
])  # fmt: skip
def test_a_seed_of_another_shape_is_refused(f, seed):
    _, pullback = vjp(f, X)
    with pytest.raises(WrongArgument):
        pullback(seed)


@pytest.mark.parametrize("f", [squares, pair, two_numbers, numbers])
def test_without_a_seed_only_one_number_is_taken(f):
    _, pullback = vjp(f, X)
    with pytest.raises(NotScalar):
        pullback()


def test_an_array_of_one_number_needs_no_seed():
    _, pullback = vjp(squares, X[:1])
    assert np.allclose(pullback()[0], 2.0 * X[:1])


def test_a_seed_is_taken_in_the_dtype_of_its_result():
    _, pullback = vjp(squares, X.astype(np.float32))
    (gradient,) = pullback(np.array([1, 2, 3]))
    assert gradient.dtype == np.float32
    assert np.allclose(gradient, 2.0 * X * [1, 2, 3])


def array_and_cell(x):
    y = x * x
    return y, y[0] * 0.3


def test_a_seed_of_whole_numbers_is_taken_as_floats():
    _, pullback = vjp(array_and_cell, X)
    (gradient,) = pullback((np.array([1, 2, 3]), 1))
    assert np.allclose(gradient, 2.0 * X * [1.3, 2.0, 3.0])


def itself(x):
    y = x
    return y


def test_a_gradient_is_no_seed():
    seed = np.ones(3)
    _, pullback = vjp(itself, X)
    (gradient,) = pullback(seed)
    gradient[0] = 5.0
    assert np.array_equal(seed, np.ones(3))
