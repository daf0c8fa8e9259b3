"""Densities and distribution functions outside of their support, at its edges, and at infinity."""

import warnings

import numpy as np
import pytest

from s2sad import check_grads, grad, jvp
from tests.programs.running import scope_of

stats = pytest.importorskip("scipy.stats", reason="SciPy is an optional extra")
from scipy import special  # noqa: E402

HALF_LINES = {
    "gamma": {"a": 1.7}, "weibull_min": {"c": 1.6}, "lognorm": {"s": 0.8}, "chi2": {"df": 3.3},
    "burr": {"c": 1.7, "d": 0.8}, "burr12": {"c": 1.7, "d": 0.8}, "exponweib": {"a": 1.7, "c": 1.3},
    "fisk": {"c": 1.7}, "gengamma": {"a": 1.7, "c": 1.3}, "invweibull": {"c": 1.7},
    "mielke": {"k": 1.7, "s": 2.3}, "genextreme": {"c": -0.3}, "pareto": {"b": 2.3},
    "halfgennorm": {"beta": 1.7}, "exponpow": {"b": 1.7}, "invgauss": {"mu": 0.7}, "levy": {},
    "rayleigh": {}, "maxwell": {}, "expon": {}, "halfcauchy": {},
}  # fmt: skip
INTERVALS = {
    "beta": {"a": 1.7, "b": 2.4}, "truncnorm": {"a": -1.1, "b": 1.9}, "uniform": {},
    "johnsonsb": {"a": 0.4, "b": 1.3}, "powerlaw": {"a": 1.7}, "triang": {"c": 0.4},
    "truncexpon": {"b": 2.1}, "semicircular": {},
}  # fmt: skip
LEFT = {"weibull_max": {"c": 1.7}, "levy_l": {}}
ALL = HALF_LINES | INTERVALS | LEFT


def slopes(name, method, x):
    """Return the gradients of a method at points, one of each operand for each point."""
    shapes = ALL[name]
    names = ["x", *shapes, "loc", "scale"]
    source = f"def f({', '.join(names)}):\n    return np.sum(stats.{name}.{method}" \
        f"(x, {', '.join([*shapes, 'loc=loc', 'scale=scale'])}))\n"
    f = scope_of(source, f"<{name} {method}>", np=np, stats=stats)["f"]
    given = [np.full(len(x), value) for value in (*shapes.values(), 0.15, 1.3)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.array(grad(f, tuple(range(len(names))))(x, *given))


@pytest.mark.parametrize("name", ALL)
def test_a_density_does_not_move_outside_of_its_support(name):
    low, high = getattr(stats, name).support(*ALL[name].values(), loc=0.15, scale=1.3)
    outside = np.array([low - 0.7, high + 0.7])
    outside = outside[np.isfinite(outside)]
    for method in ("pdf", "cdf", "sf"):
        np.testing.assert_array_equal(slopes(name, method, outside), 0.0)
    assert np.all(np.isfinite(slopes(name, "logpdf", outside)))


@pytest.mark.parametrize("name", ALL)
def test_a_distribution_function_does_not_move_at_infinity(name):
    x = np.array([-np.inf, np.inf])
    for method in ("cdf", "sf"):
        values = getattr(getattr(stats, name), method)(x, *ALL[name].values(), 0.15, 1.3)
        np.testing.assert_array_equal(np.sort(values), [0.0, 1.0])
        np.testing.assert_array_equal(slopes(name, method, x), 0.0)


@pytest.mark.parametrize("name", ALL)
def test_the_logarithm_of_a_distribution_function_does_not_move_where_there_is_none(name):
    low, high = getattr(stats, name).support(*ALL[name].values(), loc=0.15, scale=1.3)
    for method, x in (("logcdf", [-np.inf, low - 0.7, np.inf]), ("logsf", [-np.inf, high + 0.7])):
        np.testing.assert_array_equal(slopes(name, method, np.array(x)), 0.0)


@pytest.mark.parametrize("name", ["gamma", "chi2", "weibull_min", "exponpow", "burr12", "expon"])
def test_a_quantile_moves_infinitely_fast_to_infinity(name):
    assert slopes(name, "ppf", np.array([1.0]))[0] == np.inf
    assert slopes(name, "isf", np.array([0.0]))[0] == -np.inf


@pytest.mark.parametrize("name", ["gamma", "beta", "weibull_min", "lognorm", "chi2", "burr"])
def test_a_density_that_is_0_at_the_edge_has_the_slope_of_outside(name):
    np.testing.assert_array_equal(slopes(name, "pdf", np.array([0.15])), 0.0)


X = np.array([-0.5, 0.3, 1.7])


def mixture(a, b, w, x):
    return np.sum(np.log(
        w * stats.gamma.pdf(x, a, scale=b) + (1.0 - w) * stats.norm.pdf(x, 0.2, b)
    ))  # fmt: skip


def logarithmic_mixture(a, b, w, x):
    return np.sum(np.logaddexp(
        np.log(w) + stats.gamma.logpdf(x, a, scale=b),
        np.log1p(-w) + stats.norm.logpdf(x, 0.2, b),
    ))  # fmt: skip


@pytest.mark.parametrize("f", [mixture, logarithmic_mixture])
def test_a_component_of_a_mixture_that_is_not_there_changes_nothing(f):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        check_grads(f, 2.3, 0.8, 0.4, X, order=2)


def censored(m, s):
    low, high = np.array([-np.inf, 0.2, 0.4]), np.array([0.3, 1.2, np.inf])
    return np.sum(np.log(stats.norm.cdf(high, m, s) - stats.norm.cdf(low, m, s)))


def censored_lives(c, s):
    low, high = np.array([-1.0, 0.2, 0.4]), np.array([0.3, 1.2, np.inf])
    return np.sum(np.log(
        stats.weibull_min.cdf(high, c, scale=s) - stats.weibull_min.cdf(low, c, scale=s)
    ))  # fmt: skip


@pytest.mark.parametrize("f", [censored, censored_lives])
def test_intervals_may_be_open_at_an_end(f):
    check_grads(f, 0.7, 0.8)


def test_logarithms_that_are_multiplied_by_zero_do_not_move():
    y = np.array([0.0, 0.4])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for f in (special.xlogy, special.rel_entr, special.kl_div, special.xlog1py):
            x = np.array([0.0, 0.3])
            at = y - 1.0 if f is special.xlog1py else y
            found = grad(lambda y, f=f, x=x: np.sum(f(x, y)))(at)
            assert found[0] == (1.0 if f is special.kl_div else 0.0) and np.isfinite(found[1])
    mixed = grad(lambda x: grad(lambda y: special.xlogy(x, y))(0.5))(0.0)
    assert mixed == 2.0


def test_box_and_cox_end_at_0():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, slope = jvp(lambda p: special.boxcox(0.0, p), (-1.0,), (1.0,))
        assert not np.isfinite(slope)
        assert grad(lambda x: special.exprel(x))(np.inf) == np.inf


def test_tukeys_lambda_does_not_move_outside_of_its_support():
    found = grad(lambda x: np.sum(special.tklmbda(x, 2.0)))(np.array([-2.0, 0.1, 0.7]))
    inside = (special.tklmbda(0.1 + 1e-6, 2.0) - special.tklmbda(0.1 - 1e-6, 2.0)) / 2e-6
    np.testing.assert_allclose(found, [0.0, inside, 0.0], rtol=1e-7)


@pytest.mark.parametrize("name", ["spherical_jn", "spherical_in"])
def test_spherical_bessel_functions_have_slopes_at_0(name):
    f = getattr(special, name)
    found = grad(lambda x: np.sum(f(np.arange(4), x)))(np.zeros(4))
    np.testing.assert_allclose(found, [0.0, 1.0 / 3.0, 0.0, 0.0])


@pytest.mark.parametrize("name, at, slope", [
    ("spence", 1.0, -1.0), ("ellipkm1", 1.0, -np.pi / 8.0), ("rgamma", 0.0, 1.0),
    ("rgamma", -1.0, -1.0), ("rgamma", -3.0, -6.0), ("i1e", 1e16, 0.0), ("i1e", np.inf, 0.0),
])  # fmt: skip
def test_a_function_has_its_slope_where_the_formula_is_nought_by_nought(name, at, slope):
    source = f"def f(x):\n    return special.{name}(x)\n"
    f = scope_of(source, f"<{name} {at}>", special=special)["f"]
    np.testing.assert_allclose(grad(f)(np.float64(at)), slope, rtol=1e-13, atol=1e-20)
    if abs(at) < 4.0:
        check_grads(f, at, order=2)


def test_a_bessel_function_of_numpys_is_infinite_far_away_and_nan_of_nan():
    x = np.array([0.3, np.nan, np.inf, 1e200])
    with np.errstate(all="ignore"):
        found = grad(lambda x: np.sum(np.i0(x)))(x)
    np.testing.assert_array_equal(found[1:], [np.nan, np.inf, np.inf])
    np.testing.assert_allclose(found[0], special.i1(0.3))
