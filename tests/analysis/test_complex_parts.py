"""Stores into `z.real` and `z.imag` of a complex array."""

import numpy as np
import pytest

from s2sad import grad
from s2sad.errors import Error
from s2sad.testing import check_grads

X = np.array([0.3, 1.7, -0.9])


def both_parts(x):
    z = np.zeros(3, dtype=complex)
    z.real = x
    z.imag = x**2
    return np.sum(np.abs(z * z))


def a_part_that_was_read(x):
    z = np.exp(1j * x)
    w = z * z
    z.imag = 0.5 * x
    return np.sum((w * z).real)


def parts_in_place(x):
    z = x + 1j * x**2
    z.real *= 2.0
    z.imag += np.sin(x)
    z.imag[0] = x[1]
    return np.sum((z**2).imag)


def a_number_for_all(x):
    z = x + 1j * x**2
    z.real = x[0]
    return np.sum((z**3).real)


@pytest.mark.parametrize(
    "function", [both_parts, a_part_that_was_read, parts_in_place, a_number_for_all]
)
def test_a_part_is_stored(function):
    check_grads(function, X, order=2)


def test_a_part_of_a_real_array_is_refused():
    def f(x):
        y = x * 2.0
        y.imag = x
        return np.sum(y)

    with pytest.raises(Error, match="cannot store 'imag'"):
        grad(f)(X)
