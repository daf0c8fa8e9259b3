"""Slopes far from 0 and at infinity, where the terms of a plain formula cancel."""

import numpy as np
import pytest

from s2sad import check_grads, grad, jvp

special = pytest.importorskip("scipy.special", reason="SciPy is an optional extra")
from scipy import stats  # noqa: E402

# The first terms of their series: DLMF 7.12.
SLOPES = {
    "erfcx": (1, lambda x: -(1 / x**2 - 1.5 / x**4 + 3.75 / x**6) / np.sqrt(np.pi)),
    "dawsn": (1, lambda x: -(0.5 / x**2 + 0.75 / x**4 + 1.875 / x**6)),
    "log_ndtr": (-1, lambda x: -(x + 1 / x - 2 / x**3 + 10 / x**5)),
}


@pytest.mark.parametrize("name", SLOPES)
def test_slopes_far_from_0_are_those_of_the_series(name):
    side, slope = SLOPES[name]
    function = getattr(special, name)
    f = {
        "erfcx": lambda x: special.erfcx(x), "dawsn": lambda x: special.dawsn(x),
        "log_ndtr": lambda x: special.log_ndtr(x),
    }[name]  # fmt: skip
    x = side * np.array([300.0, 2e4, 1e6, 1e9])
    _, found = jvp(f, (x,), (np.ones(4),))
    np.testing.assert_allclose(found, slope(x), rtol=1e-11)
    np.testing.assert_allclose([grad(f)(each) for each in x], slope(x), rtol=1e-11)
    bend = (slope(x * (1 + 1e-4)) - slope(x * (1 - 1e-4))) / (2e-4 * x)
    np.testing.assert_allclose([grad(grad(f))(each) for each in x], bend, rtol=1e-6)
    near = side * 19.0  # where the formula is used
    h = 1e-3
    plain = (function(near + h) - function(near - h)) / (2 * h)
    np.testing.assert_allclose(grad(f)(near), plain, rtol=1e-6)


def test_slopes_at_infinity_are_limits():
    assert grad(lambda x: special.erfcx(x))(np.inf) == 0.0
    for x in (-np.inf, np.inf):
        assert grad(lambda x: special.dawsn(x))(x) == 0.0
    assert grad(lambda x: special.log_ndtr(x))(-np.inf) == np.inf


def test_logarithms_of_distribution_functions_have_their_slopes_far_out():
    def f(x, s):
        return np.sum(stats.norm.logcdf(x, 0.0, s) + stats.norm.logsf(-x, scale=s))

    def g(x, s):
        return np.sum(stats.expon.logsf(x, scale=s))

    x = np.array([-1e8, -3e5])
    np.testing.assert_allclose(grad(f)(x, 2.0), -0.5 * x, rtol=1e-9)
    np.testing.assert_allclose(grad(f, wrt=1)(x, 2.0), np.sum(x**2) / 4.0, rtol=1e-9)
    np.testing.assert_allclose(grad(g)(1e18 + x, 2.0), -0.5)
    for where in (np.array([-45.0, -2.5]), np.array([0.4, 1.7])):
        check_grads(f, where, 1.3, order=2)
        check_grads(g, where, 1.3, order=2)


def test_the_slopes_of_cauchys_density_end_in_0():
    def f(x, s):
        return np.sum(stats.cauchy.logpdf(x, 0.0, s))

    x = np.array([-np.inf, -1e200, 1e200, np.inf])
    np.testing.assert_array_equal(np.abs(grad(f)(x, 2.0)), [0.0, 2e-200, 2e-200, 0.0])
    assert grad(f, wrt=1)(x[1:2], 2.0) == 0.5
