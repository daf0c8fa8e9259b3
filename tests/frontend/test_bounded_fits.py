"""Fits between bounds, and fits of functions that are made where they are used."""

import numpy as np
import pytest

from s2sad import differentiate, grad, jvp

optimize = pytest.importorskip("scipy.optimize", reason="SciPy is an optional extra")

T = np.linspace(0.0, 2.0, 20)
OFFSET = 0.3
TIGHT = {"xtol": 1e-14, "ftol": 1e-14, "gtol": 1e-14}


def curve(t, a, b):
    return a * np.exp(-b * t)


Y = curve(T, 1.5, 0.7) + 0.01 * np.sin(9.0 * T)
KEPT = ([0.0, 0.0], [1.2, 5.0])  # the first number is kept back by its upper bound


def parameters_of_a_curve(y):
    p, spread = optimize.curve_fit(curve, T, y, p0=[1.0, 1.0], bounds=KEPT)
    return p[1] + 3.0 * p[0] + spread[1, 1]


def residuals_with_a_cost(y):
    def gaps(q):
        return curve(T, q[0], q[1]) - y

    s = optimize.least_squares(gaps, [1.0, 1.0], bounds=KEPT, **TIGHT)
    return s.x[1] + s.cost + np.sum(s.fun**3)


def a_bound_for_all(y):
    s = optimize.least_squares(
        lambda q: curve(T, q[0], q[1]) - y, [1.0, 1.0], bounds=(0, np.inf), **TIGHT
    )
    return s.x[0] * s.x[1]


def an_object_of_bounds(y):
    s = optimize.least_squares(
        lambda q: curve(T, q[0], q[1]) - y, [1.0, 1.0], method="dogbox",
        bounds=optimize.Bounds([0.0, 0.9], [np.inf, 5.0]), **TIGHT,
    )  # fmt: skip
    return s.x[0] + s.x[1]


def a_number_and_a_list(y):
    p, _ = optimize.curve_fit(curve, T, y, bounds=(0, [3.0, 0.5]), method="dogbox")
    return p[0] + 2.0 * p[1]


def kept_below(y):
    p, _ = optimize.curve_fit(curve, T, y, bounds=([-np.inf, 0.8], [np.inf, 2.0]), p0=(1, 1))
    left = y - curve(T, *p)
    return left @ left


def of_a_lambda(y):
    p, spread = optimize.curve_fit(lambda t, a, b: a * np.exp(-b * t), T, y, **TIGHT)
    return p[1] + spread[0, 1]


def that_reads_its_module(y):
    def model(t, a, b):
        return curve(t, a, b) + OFFSET

    p, _ = optimize.curve_fit(model, T, y, p0=(1.0, 1.0), **TIGHT)
    return p[0] * p[1]


def that_reads_what_varies(y):
    base, shift = y[-1], 0.1
    p, spread = optimize.curve_fit(lambda t, a, b: a * np.exp(-b * t) + base + shift, T, y, **TIGHT)
    return p[0] * spread[0, 0] + base


def of_two_rows(y):
    p, _ = optimize.curve_fit(lambda x, a, b: a * x[0] + b * x[1], np.vstack([T, T**2]), y)
    return p[1] - p[0] ** 2


def in_a_loop(y):
    best = None
    for k in range(2):
        scaled = y * (k + 1)
        s = optimize.least_squares(
            lambda q: curve(T, q[0], q[1]) - scaled, np.ones(2), **TIGHT  # noqa: B023
        )
        if best is None or s.cost < best:
            best = s.cost + s.x[0]
    return best


def with_its_slopes(y):
    def slopes(q):
        e = np.exp(-q[1] * T)
        return np.stack([e, -q[0] * T * e], axis=1)

    s = optimize.least_squares(
        lambda q: curve(T, q[0], q[1]) - y, [1.0, 1.0], slopes, loss="soft_l1", f_scale=0.1, **TIGHT
    )
    return s.x[1]


def all_by_name(y):
    p, _ = optimize.curve_fit(f=curve, xdata=T, ydata=y, p0=[1.0, 1.0])
    return p[0] - p[1]


def in_place_by_name(y):
    weights = np.where(T < 1.0, 2.0, 1.0)

    def gaps(q):
        found = np.empty(20)
        for i in range(20):
            found[i] = weights[i] * (q[0] * np.exp(-q[1] * T[i]) - y[i])
        return found

    return optimize.least_squares(fun=gaps, x0=np.ones(2), bounds=KEPT, **TIGHT).x[1]


def of_solutions(y):
    def fit(z):
        return optimize.least_squares(lambda q: curve(T, *q) - z, [1.0, 1.0], **TIGHT).x

    return fit(y) @ fit(1.5 * y)


def with_errors_that_move(y):
    p, spread = optimize.curve_fit(
        lambda t, a, b: a * np.exp(-b * t), T, y, sigma=0.1 + 0.01 * y**2, absolute_sigma=True,
        bounds=([0, 0], [1.3, 4]),
    )  # fmt: skip
    return p[1] + spread[1, 1]


ALONG = np.cos(np.arange(20.0))
STEP = 1e-3


@pytest.mark.parametrize("f", [
    parameters_of_a_curve, residuals_with_a_cost, a_bound_for_all, an_object_of_bounds,
    a_number_and_a_list, kept_below, of_a_lambda, that_reads_its_module, that_reads_what_varies,
    of_two_rows, in_a_loop, with_its_slopes, all_by_name, in_place_by_name, of_solutions,
    with_errors_that_move,
])  # fmt: skip
def test_what_is_fitted_moves_with_the_data(f):
    slope = (f(Y + STEP * ALONG) - f(Y - STEP * ALONG)) / (2.0 * STEP)
    np.testing.assert_allclose(grad(f)(Y) @ ALONG, slope, rtol=2e-4)
    np.testing.assert_allclose(jvp(f, (Y,), (ALONG,)), (f(Y), slope), rtol=2e-4)


def test_a_saved_derivative_gives_a_curve_what_it_reads(tmp_path):
    derivative = differentiate(that_reads_what_varies)
    expected = derivative.grad(Y)
    path = tmp_path / "saved_fit.py"
    derivative.adjoint.save(path)
    scope = {"__name__": "saved_fit"}
    exec(compile(path.read_text(), str(path), "exec"), scope)
    np.testing.assert_allclose(scope["that_reads_what_varies_adjoint"](Y)[1], expected, rtol=1e-12)
