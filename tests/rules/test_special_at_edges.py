"""Special functions at infinity, at their zeros and at poles of a formula: slopes are limits.

Numbers that are not limits were computed once with mpmath, at 40 digits.
"""

import warnings

import numpy as np
import pytest

from s2sad import grad, jvp
from tests.programs.running import scope_of

special = pytest.importorskip("scipy.special", reason="SciPy is an optional extra")
from scipy import stats  # noqa: E402

INF, PI = np.inf, np.pi


def function_of(call):
    """Return the function of x, y and w whose only line is a call of these."""
    names = [name for name in "xyw" if name in call.partition("(")[2].replace("exp", "")]
    text = f"def f({', '.join(names)}):\n    return {call}\n"
    return scope_of(text, f"<{call}>", np=np, special=special, stats=stats)["f"]


def slopes(call, *at):
    """Return the gradient of a call and its second derivatives, which both modes must give."""
    f = function_of(call)
    at = tuple(map(np.float64, at))
    found, bends = [], []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for k in range(len(at)):
            first = grad(f, wrt=k)
            found.append(first(*at))
            others = tuple([1.0 if i == k else 0.0 for i in range(len(at))])
            np.testing.assert_allclose(jvp(f, at, others)[1], found[-1], rtol=1e-13)
            bends.append(grad(first, wrt=k)(*at))
    return found, bends


@pytest.mark.parametrize("call, at, expected", [
    ("special.gammainc(x, y)", (2.0, INF), (0.0, 0.0)),
    ("special.gammaincc(x, y)", (2.0, INF), (0.0, 0.0)),
    ("special.chdtr(x, y)", (2.0, INF), (0.0, 0.0)),
    ("special.gdtr(x, y, w)", (2.0, 3.0, INF), (0.0, 0.0, 0.0)),
    ("special.pdtr(2, x)", (INF,), (0.0,)),
    ("special.exprel(x)", (-INF,), (0.0,)),
    ("special.rgamma(x)", (INF,), (0.0,)),
    ("special.wrightomega(x)", (INF,), (1.0,)),
    ("special.wrightomega(x)", (-INF,), (0.0,)),
    ("special.ellipk(x)", (-INF,), (0.0,)),
    ("special.ellipe(x)", (-INF,), (0.0,)),
    ("special.owens_t(x, y)", (INF, 0.0), (0.0, 0.0)),
    ("special.owens_t(x, y)", (0.0, INF), (0.0, 0.0)),
    ("special.owens_t(x, y)", (-INF, INF), (0.0, 0.0)),
    ("special.owens_t(x, y)", (0.0, 0.5), (0.0, 0.4 / PI)),
    ("special.pseudo_huber(x, y)", (0.0, 0.0), (0.0, 0.0)),
    ("special.pseudo_huber(x, y)", (0.0, -2.0), (2.0, 0.0)),
    ("special.beta(x, y)", (1.5, -2.5), (0.8377580409572782,) * 2),
    ("special.beta(x, y)", (0.5, -0.5), (-2.0 * PI,) * 2),
    ("special.ellipkinc(x, y)", (0.7, 0.0), (1.0, 0.05181878375144249)),
    ("special.ellipeinc(x, y)", (0.7, 0.0), (1.0, -0.05181878375144249)),
    ("special.ellipkinc(x, y)", (4.0, 0.0), (1.0, 0.8763302191720773)),
    ("special.expn(np.zeros((), int), x)", (1.0,), (-2.0 * np.exp(-1.0),)),
    ("special.beip(x)", (0.0,), (0.5,)),
    ("special.berp(x)", (0.0,), (0.0,)),
    ("special.it2struve0(x)", (0.0,), (-2.0 / PI,)),
    ("special.fdtr(2.0, 3.0, x)", (0.0,), (1.0,)),
    ("special.fdtr(2.0, 3.0, x)", (INF,), (0.0,)),
    ("special.fdtri(2.0, 3.0, x)", (0.0,), (1.0,)),
    ("special.zeta(x)", (1e18,), (0.0,)),
    ("stats.norm.pdf(x)", (INF,), (0.0,)),
    ("stats.t.pdf(x, 3.0)", (-INF,), (0.0,)),
])  # fmt: skip
def test_a_slope_is_a_limit_and_so_is_the_next(call, at, expected):
    found, bends = slopes(call, *at)
    np.testing.assert_allclose(found, expected, rtol=1e-13, atol=1e-300)
    assert np.all(np.isfinite(bends))


@pytest.mark.parametrize("call, at, expected", [
    ("special.beta(x, y)", (1.5, -2.5), (-0.6472424144092861, 1.1399747396329074)),
    ("special.ellipkinc(x, y)", (0.7, 0.0), (0.0, 0.01995446039644283)),
    ("special.ellipeinc(x, y)", (-1.2, 0.0), (0.0, 0.06250101520902324)),
    ("special.ellipkinc(x, y)", (4.0, 1e-9), (4.946791237e-10, 0.9327475966662926)),
    ("special.pseudo_huber(x, y)", (1.0, 0.0), (0.0, 1.0)),
])  # fmt: skip
def test_a_second_derivative_is_right_where_the_first_was_nought_by_nought(call, at, expected):
    np.testing.assert_allclose(slopes(call, *at)[1], expected, rtol=1e-8, atol=1e-15)


@pytest.mark.parametrize("name", ["boxcox", "boxcox1p"])
def test_a_power_of_nothing_moves_with_the_exponent(name):
    x = 0.0 if name == "boxcox" else -1.0
    assert slopes(f"special.{name}({x}, x)", 1.5)[0][0] == 1.0 / 1.5**2


@pytest.mark.parametrize("df", [30.0, 1e6, 1e12])
def test_the_density_of_student_does_not_cancel_for_many_degrees_of_freedom(df):
    f = function_of("special.stdtr(x, y)")
    np.testing.assert_allclose(grad(f, wrt=1)(df, 0.7), stats.t.pdf(0.7, df), rtol=1e-11)


@pytest.mark.parametrize("name", [
    "norm", "halfnorm", "laplace", "expon", "logistic", "halflogistic", "hypsecant", "truncexpon",
    "cauchy", "gennorm", "skewnorm",
])  # fmt: skip
def test_a_density_does_not_move_at_infinity(name):
    shapes = {"gennorm": "1.7, ", "skewnorm": "2.0, ", "truncexpon": "3.0, "}.get(name, "")
    for x in (-INF, INF):
        found, _ = slopes(f"stats.{name}.pdf(x, {shapes}y, w)", x, 0.3, 1.4)
        np.testing.assert_array_equal(found, 0.0)


def test_what_is_no_number_stays_so():
    for call in ("special.gammainc(x, y)", "special.owens_t(x, y)", "special.beta(x, y)"):
        for at in ((np.nan, 0.5), (0.5, np.nan)):
            assert np.all(np.isnan(slopes(call, *at)[0])), (call, at)
    for call in ("special.ellipk(x)", "special.exprel(x)", "stats.norm.pdf(x)"):
        assert np.isnan(slopes(call, np.nan)[0][0])
