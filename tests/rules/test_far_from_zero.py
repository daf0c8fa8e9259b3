"""Slopes far from 0 and at infinity, where the terms of a plain formula cancel."""

import numpy as np
import pytest

from s2sad import check_grads, grad, jvp
from tests.programs.running import scope_of

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


# Computed once with mpmath, at 60 digits.
@pytest.mark.parametrize("m, of_k, of_e", [
    (-1.0, 0.17798966494456595, -0.299535058683898),
    (-1e4, 2.4955576098909514e-06, -0.004998627179874147),
    (-1e8, 4.798317331810656e-12, -4.9999997475841345e-05),
    (-1e12, 7.100902459536882e-18, -4.999999999963245e-07),
])  # fmt: skip
def test_complete_elliptic_integrals_keep_their_digits_far_below_0(m, of_k, of_e):
    f, g = (lambda m: special.ellipk(m)), (lambda m: special.ellipe(m))
    np.testing.assert_allclose(grad(f)(m), of_k, rtol=1e-13)
    np.testing.assert_allclose(grad(g)(m), of_e, rtol=1e-13)
    for each in (f, g):
        first, h = grad(each), 1e-4 * m
        np.testing.assert_allclose(grad(first)(m), (first(m + h) - first(m - h)) / (2 * h),
                                   rtol=1e-6)  # fmt: skip


@pytest.mark.parametrize("sigma, expected", [
    (1e-6, (-0.4219018609793091, 1.2147064568856125e-06, 0.24862073950340416)),
    (1e-3, (-0.4219038381746832, 0.001214712278455273, 0.24861964443245801)),
    (0.05, (-0.4268451860869633, 0.06144242881911527, 0.24577297771565804)),
    (1.0, (-0.12533548317703241, -0.10861447612609779, -0.13247233086352367)),
])  # fmt: skip
def test_a_narrow_profile_of_voigt_keeps_its_digits(sigma, expected):
    def f(x, sigma, gamma):
        return special.voigt_profile(x, sigma, gamma)

    np.testing.assert_allclose(grad(f, (0, 1, 2))(0.7, sigma, 0.4), expected, rtol=1e-12)
    bends = [grad(grad(f, wrt=k), wrt=k)(0.7, sigma, 0.4) for k in (0, 2)]
    np.testing.assert_allclose(bends[0], -bends[1], rtol=1e-10)  # it is harmonic in x and gamma
    np.testing.assert_allclose(bends[0], expected[1] / sigma, rtol=1e-10)  # and flows as heat does
    first, h = grad(f, wrt=1), 1e-4 * sigma
    bend = (first(0.7, sigma + h, 0.4) - first(0.7, sigma - h, 0.4)) / (2 * h)
    np.testing.assert_allclose(grad(first, wrt=1)(0.7, sigma, 0.4), bend, rtol=1e-6)


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


@pytest.mark.parametrize("name, method, x, rate", [
    ("rayleigh", "logsf", 1e8, -1e8), ("logistic", "logsf", 1e9, -1.0),
    ("logistic", "logcdf", -1e9, 1.0), ("gumbel_r", "logcdf", -40.0, np.exp(40.0)),
    ("gumbel_l", "logsf", 40.0, -np.exp(40.0)), ("weibull_min", "logsf", 1e9, -1.6 * 1e9**0.6),
    ("weibull_max", "logcdf", -1e9, 1.6 * 1e9**0.6), ("powernorm", "logsf", 1e8, -1.6e8),
])  # fmt: skip
def test_hazards_far_out_are_no_differences_of_large_logarithms(name, method, x, rate):
    shape = "1.6, " if "weibull" in name or name == "powernorm" else ""
    f = scope_of(
        f"def f(x, s):\n    return stats.{name}.{method}(x, {shape}scale=s)\n",
        f"<far {name} {method}>", stats=stats,
    )["f"]  # fmt: skip
    np.testing.assert_allclose(grad(f, (0, 1))(x, 1.0), (rate, -x * rate), rtol=1e-13)
    for near in (-0.7, 0.8):
        if name not in ("rayleigh", "weibull_min", "weibull_max") or near * x > 0.0:
            check_grads(f, near, 1.3, order=2)
