"""Slopes of incomplete gamma and beta functions in their shapes, against 50 digits.

The numbers were computed once with mpmath, as differences of its functions at 50 digits.
"""

import numpy as np
import pytest

from s2sad import runtime as rt

special = pytest.importorskip("scipy.special", reason="SciPy is an optional extra")

GAMMA = [
    (1e-08, 1e-12, -27.053798148394446),
    (1e-08, 3.0, -0.013048381589111773),
    (0.3, 0.001, -0.9451158160353823),
    (0.3, 1.6, -0.15984174248026156),
    (1.0, 1.0, -0.4317297106348987),
    (2.5, 0.1, -0.0030252729366812103),
    (2.5, 2.5, -0.26084496236866944),
    (2.5, 12.0, -0.0004054930735868561),
    (30.0, 9.0, -3.410212829587652e-08),
    (30.0, 31.0, -0.07068643603337486),
    (30.0, 90.0, -7.231872675096225e-14),
    (1000.0, 900.0, -6.245709035841566e-05),
    (1000.0, 1100.0, -0.00011048987784079389),
]
BETA = [
    (0.01, 0.01, 1e-06, -27.78798816156753),
    (0.01, 3.0, 0.4, -0.13857867400615764),
    (0.5, 0.01, 0.99, -0.04561661439995304),
    (0.5, 0.5, 0.3, -0.6428114811572838),
    (1.0, 1.0, 0.5, -0.34657359027997264),
    (2.3, 40.0, 0.02, -0.1757265361911851),
    (2.3, 40.0, 0.3, -3.058016166584054e-05),
    (30.0, 0.5, 0.9, -0.0014606552303106876),
    (30.0, 0.5, 0.999999, -0.00010342982108852396),
    (500.0, 800.0, 0.4, -0.0072108012494740345),
]


@pytest.mark.parametrize("a, x, expected", GAMMA)
def test_the_incomplete_gamma_function_moves_with_its_shape(a, x, expected):
    density = np.exp(special.xlogy(a, x) - x - special.gammaln(a))
    found = density * rt.gamma_tail(special.polygamma, a, x)
    np.testing.assert_allclose(found, expected, rtol=1e-11)


@pytest.mark.parametrize("a, b, x, expected", BETA)
def test_the_incomplete_beta_function_moves_with_its_shape(a, b, x, expected):
    density = np.exp(special.xlogy(a, x) + special.xlog1py(b, -x) - special.betaln(a, b))
    found = density * rt.beta_tail(special.polygamma, a, b, x)
    np.testing.assert_allclose(found, expected, rtol=1e-11)


@pytest.mark.parametrize("a, x", [(0.5, 0.3), (3.0, 2.0), (3.0, 3.6), (40.0, 35.0), (40.0, 60.0)])
def test_the_slope_of_the_gamma_function_moves_with_its_shape(a, x):
    h = 1e-5
    ends = [rt.gamma_tail(special.polygamma, a + s, x) for s in (h, -h)]
    found = rt.gamma_bend(special.polygamma, a, x)
    np.testing.assert_allclose(found, (ends[0] - ends[1]) / (2.0 * h), rtol=1e-7)


@pytest.mark.parametrize("a, b, x", [(0.5, 2.0, 0.3), (3.0, 2.0, 0.2), (3.0, 2.0, 0.9)])
def test_the_slope_of_the_beta_function_moves_with_its_shapes(a, b, x):
    h, tail = 1e-5, rt.beta_tail
    found = [rt.beta_bend(special.polygamma, a, b, x, k) for k in (0, 1)]
    ends = [
        tail(special.polygamma, a + h, b, x) - tail(special.polygamma, a - h, b, x),
        tail(special.polygamma, a, b + h, x) - tail(special.polygamma, a, b - h, x),
    ]
    np.testing.assert_allclose(found, np.array(ends) / (2.0 * h), rtol=1e-7)


def test_where_there_is_nothing_below_the_slope_is_zero():
    density = np.exp(special.xlogy(1.3, 0.0) - special.gammaln(1.3))
    assert density * rt.gamma_tail(special.polygamma, 1.3, 0.0) == 0.0
    assert rt.gamma_tail(special.polygamma, np.ones((0, 2)), 0.3).shape == (0, 2)
