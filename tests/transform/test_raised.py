"""What varies may be told in the exception that is raised; nothing in the program reads it."""

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import Error, NotDifferentiable


class BadValue(Exception):
    def __init__(self, x, why):
        super().__init__(why)
        self.x = x


def checked_vector(x):
    if np.any(np.isnan(x)):
        raise ValueError(f"nan in {x}")
    assert np.all(np.abs(x) < 1e6), ("too large", x)
    return np.sum(x**2)


def checked_entries(x, name):
    y = np.zeros_like(x)
    for i in range(len(x)):
        if x[i] <= 0.0:
            raise BadValue(x[i], "at {} of {!r}: {}".format(i, name, x[i]))  # noqa: UP032
        y[i] = np.log(x[i]) * x[i]
    if not np.isfinite(y).all():
        raise FloatingPointError("y is %s" % y, x)  # noqa: UP031
    return np.sum(y**2)


def checked_with_a_message(x):
    y = 2.0 * x
    if y < 0.0:
        raise ValueError("y = " + str(y) + " of " + repr(x))
    return x * y


def test_derivatives_are_those_of_what_is_not_raised():
    x = np.array([1.0, 2.0, 0.5])
    check_grads(checked_vector, x, order=2)
    check_grads(checked_entries, x, "x", order=2)
    check_grads(checked_with_a_message, 3.0, order=2)


def test_the_exception_is_that_of_the_function():
    with pytest.raises(ValueError, match=r"nan in \[ 1. nan\]"):
        grad(checked_vector)(np.array([1.0, np.nan]))
    with pytest.raises(BadValue, match="at 1 of 'x': -2.0") as caught:
        grad(checked_entries)(np.array([1.0, -2.0]), "x")
    assert caught.value.x == -2.0
    with pytest.raises(ValueError, match="y = -2.0 of -1.0"):
        grad(checked_with_a_message)(-1.0)


def test_a_number_that_is_read_from_a_formatted_text_is_refused():
    def f(x):
        return float("{}".format(x)) * x  # noqa: UP032

    with pytest.raises(NotDifferentiable, match="read from a text"):
        grad(f)(2.0)


def test_an_exception_that_is_kept_is_a_call_that_is_not_known():
    def f(x):
        error = ValueError(x)
        return error.args[0] * x

    with pytest.raises(Error, match="does not know what `ValueError` does"):
        grad(f)(2.0)
