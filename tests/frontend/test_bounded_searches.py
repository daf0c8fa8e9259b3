"""Minima between bounds, minima by older names, and searches that are given slopes made here."""

import numpy as np
import pytest

from s2sad import check_grads, grad, jvp
from s2sad.errors import UnknownCall

optimize = pytest.importorskip("scipy.optimize", reason="SciPy is an optional extra")

P = np.array([0.7, 1.3])
START = np.array([0.3, 0.3])
KEPT = [(0.0, 0.5), (None, None)]  # the first number is kept back by its upper bound
TIGHT = {"xtol": 1e-10, "disp": False}


def bowl(x, p):
    return (x[0] - p[0]) ** 2 + p[1] * (x[1] - 1.0) ** 4 + (x[1] - p[0] * x[0]) ** 2


def slope_of_bowl(x, p):
    side = 2.0 * (x[1] - p[0] * x[0])
    return np.array([
        2.0 * (x[0] - p[0]) - p[0] * side, 4.0 * p[1] * (x[1] - 1.0) ** 3 + side,
    ])  # fmt: skip


def well(x, p):
    return (x - p) ** 4 + x**2


def listed(p):
    found = optimize.minimize(bowl, START, args=(p,), bounds=KEPT, tol=1e-13)
    return np.sum(found.x**2) * found.fun


def by_simplex(p):
    ends = [(0.0, None), (0.0, 0.35)]
    return optimize.minimize(
        lambda x: bowl(x, p), START, method="Nelder-Mead", bounds=ends, tol=1e-13
    ).x  # fmt: skip


def of_two_arrays(p):
    ends = optimize.Bounds([0.0, 0.0], [0.5, np.inf])
    return optimize.minimize(bowl, START, (p,), "SLSQP", slope_of_bowl, bounds=ends, tol=1e-15).x


def kept_by_nothing(p):
    return optimize.minimize(
        lambda x: bowl(x, p), START, jac=lambda x: slope_of_bowl(x, p),
        bounds=[(-9.0, 9.0)] * 2, tol=1e-13,
    ).x  # fmt: skip


@pytest.mark.parametrize("f", [listed, by_simplex, of_two_arrays, kept_by_nothing])
def test_what_a_bound_keeps_back_does_not_move_and_the_rest_does(f):
    check_grads(f, P, order=2 if f is of_two_arrays else 1, rtol=1e-4)


def test_a_number_moves_with_the_bound_that_keeps_it_back():
    options = {"xatol": 1e-12}

    def above(p):
        found = optimize.minimize_scalar(
            lambda x: well(x, p), bounds=(0.8 * p, 2.0), method="bounded", options=options
        )  # fmt: skip
        return found.x + found.fun

    def below(p):
        return optimize.fminbound(lambda x: -((x + p) ** 2), 0.0, 2.0 * p, xtol=1e-12)

    for f, end in ((above, lambda p: 0.8 * p + well(0.8 * p, p)), (below, lambda p: 2.0 * p)):
        slope = (end(1.3 + 1e-5) - end(1.3 - 1e-5)) / 2e-5
        np.testing.assert_allclose(grad(f)(1.3), slope, rtol=1e-6)
        np.testing.assert_allclose(jvp(f, (1.3,), (1.0,))[1], slope, rtol=1e-6)


@pytest.mark.parametrize(
    "f",
    [
        lambda p: optimize.fminbound(lambda x: well(x, p), 0.0, 2.0, xtol=1e-12),
        lambda p: optimize.minimize_scalar(well, args=(p,), bounds=(0.0, 2.0)).x,
        lambda p: optimize.brent(well, args=(p,), brack=(0.0, 1.0), tol=1e-12),
        lambda p: optimize.golden(lambda x: well(x, p), tol=1e-10),
    ],
)
def test_a_least_number_inside_moves_as_its_slope_stays_zero(f):
    x = f(1.3)  # 4 (x - p)^3 + 2 x = 0
    steep = 12.0 * (x - 1.3) ** 2
    for found in (grad(f)(1.3), jvp(f, (1.3,), (1.0,))[1]):
        np.testing.assert_allclose(found, steep / (steep + 2.0), rtol=1e-6)


@pytest.mark.parametrize(
    "f",
    [
        lambda p: optimize.fmin(bowl, START, args=(p,), xtol=1e-11, ftol=1e-14, disp=False),
        lambda p: optimize.fmin_powell(lambda x: bowl(x, p), START, xtol=1e-12, disp=False),
        lambda p: optimize.fmin_bfgs(bowl, START, slope_of_bowl, (p,), gtol=1e-11, disp=False),
        lambda p: optimize.fmin_cg(
            lambda x: bowl(x, p), START, fprime=lambda x: slope_of_bowl(x, p), gtol=1e-9,
            disp=False,
        ),
    ],
)  # fmt: skip
def test_minima_by_their_older_names_are_minima(f):
    expected = grad(lambda p: np.sum(optimize.minimize(bowl, START, (p,), tol=1e-13).x))(P)
    np.testing.assert_allclose(grad(lambda p: np.sum(f(p)))(P), expected, rtol=1e-5)


def slope_of_cube(x):
    return 3.0 * x**2


def with_another(x, a):
    return 3.0 * x**2 + 0.0 * a


def slopes_of_a_module(p):
    x = p[0]
    first = optimize.newton(lambda t: t**3 - x, 1.0, fprime=slope_of_cube, tol=1e-13)
    return first * optimize.newton(
        lambda t, a: t**3 - x * a, 1.0, fprime=with_another, args=(p[1],), tol=1e-13
    )  # fmt: skip


def slopes_made_here(p):
    def residual(x):
        return x**3 - p

    q = p[0]
    s = optimize.root(residual, np.ones(2), jac=lambda x: np.diag(3.0 * x**2 + 0.0 * q), tol=1e-13)
    return s.x * optimize.root_scalar(
        lambda x: x**3 - q, x0=1.0, fprime=lambda x: 3.0 * x * x, method="newton", xtol=1e-14
    ).root  # fmt: skip


@pytest.mark.parametrize("f", [slopes_of_a_module, slopes_made_here])
def test_a_slope_says_how_to_search_and_changes_nothing_else(f):
    check_grads(f, P, order=2)


def test_a_search_that_is_known_by_another_name_says_which():
    with pytest.raises(UnknownCall, match="method='L-BFGS-B'"):
        grad(lambda p: optimize.fmin_l_bfgs_b(bowl, START, args=(p,))[0])(P)
