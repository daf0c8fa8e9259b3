"""Sums for elliptic integrals, against 40 digits, and slopes far away, against their series.

The numbers were computed once with mpmath, by quadrature at 40 digits.
"""

import numpy as np
import pytest

from s2sad import runtime as rt

SUMS = [
    (0.7, 0.0, 1, 1.5, 0.10363756750288494),
    (0.7, 0.4, 1, 1.5, 0.12244323990397045),
    (-1.5, -0.4, 2, 2.5, -0.261025654165093),
    (4.0, 0.2, 1, 0.5, 1.8947541957676586),
    (-20.0, -0.45, 3, 3.5, -1.9370920227266948),
    (0.001, 0.3, 1, 1.5, 3.333333566666543e-10),
    (0.3, 4.0, 1, 1.5, 0.01291710991448123),
]


@pytest.mark.parametrize("phi, m, n, q, expected", SUMS)
def test_a_sum_is_the_integral(phi, m, n, q, expected):
    np.testing.assert_allclose(rt.elliptic_sum(phi, m, n, q), expected, rtol=1e-13)


def test_sums_of_arrays_are_those_of_numbers_and_0_where_they_are_not_made():
    phi, m = np.array([0.3, 5.0, 0.3, 5.0]), np.array([2.0, 0.3, 20.0, 0.7])
    found = rt.elliptic_sum(phi, m, 1, 1.5)
    np.testing.assert_allclose(found[:2], [rt.elliptic_sum(*at, 1, 1.5) for at in zip(phi, m)][:2])
    np.testing.assert_array_equal(found[2:], 0.0)
    assert rt.elliptic_sum(np.float32(0.3), np.float32(0.1), 1, 1.5).dtype == np.float32
    assert rt.elliptic_sum(np.zeros((0, 2)), 0.1, 1, 1.5).shape == (0, 2)


@pytest.mark.parametrize("size", [30.0, 1e8, 1e40, 1e200])
def test_the_slope_of_the_function_of_voigt_is_its_series_however_far(size):
    x = size * np.exp(0.3j)
    leading = -1j / (np.sqrt(np.pi) * x) / x
    correct = leading * (1.0 + 1.5 / x / x)
    found = rt.or_far(x, 0.0j, "wofz", 1)
    np.testing.assert_allclose(found, correct, rtol=1e-5 if size < 100.0 else 1e-13, atol=1e-300)
