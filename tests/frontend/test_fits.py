"""Least squares by SciPy: what is found moves with the data, and so do cost and covariance."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, jvp
from s2sad.errors import MissingRule, Unsupported, WrongKind

optimize = pytest.importorskip("scipy.optimize", reason="SciPy is an optional extra")


def gaps(x, p, q):
    return np.array([x[0] ** 2 + x[1] - p, x[1] * x[0] - q, np.sin(x[0]) - p * q, x[1] - 1.0])


def slopes_of_gaps(x, p, q):
    return np.array([[2.0 * x[0], 1.0], [x[1], x[0]], [np.cos(x[0]), 0.0], [0.0, 1.0]])


def curve(t, a, b):
    return a * np.exp(-b * t)


def slopes_of_curve(t, a, b):
    e = np.exp(-b * t)
    return np.stack((e, -a * t * e), axis=1)


def nearest(p, x):
    s = optimize.least_squares(
        gaps, np.ones(2), slopes_of_gaps, xtol=1e-15, ftol=None, gtol=1e-15, args=(p, x)
    )
    if not s.success:
        raise ValueError(s.message)
    return s.x[0] * s.x[1] * p


def worth(p, q):
    s = optimize.least_squares(
        gaps, [1.0, 1.0], slopes_of_gaps, xtol=1e-15, ftol=None, gtol=1e-15, args=(p, q)
    )
    return s.cost**2 + 0.1 * np.sum(s.fun**3)


def test_a_solution_moves_as_the_gradient_of_its_squares_stays_zero():
    check_grads(nearest, 0.8, 0.7, order=2)
    check_grads(worth, 0.8, 0.7, order=2, rtol=1e-5)


def with_soft(p, q):
    s = optimize.least_squares(
        gaps, np.ones(2), slopes_of_gaps, loss="soft_l1", xtol=1e-15, ftol=None, gtol=1e-15,
        args=(p, q),
    )  # fmt: skip
    return s.x[0] - 2.0 * s.x[1] + s.cost


def with_huber(p, q):
    s = optimize.least_squares(
        gaps, np.ones(2), slopes_of_gaps, loss="huber", f_scale=0.2, xtol=1e-15, ftol=1e-15,
        gtol=1e-15, args=(p, q),
    )  # fmt: skip
    return s.x[0] - 2.0 * s.x[1] + s.cost


def with_cauchy(p, q):
    s = optimize.least_squares(
        gaps, np.ones(2), slopes_of_gaps, loss="cauchy", f_scale=0.6, xtol=1e-15, ftol=1e-15,
        gtol=1e-15, args=(p, q),
    )  # fmt: skip
    return s.x[0] - 2.0 * s.x[1] + s.cost


def with_arctan(p, q, scale):
    s = optimize.least_squares(
        gaps, np.ones(2), slopes_of_gaps, loss="arctan", f_scale=scale, xtol=1e-15, ftol=1e-15,
        gtol=1e-15, args=(p, q),
    )  # fmt: skip
    return s.x[0] - 2.0 * s.x[1] + s.cost


@pytest.mark.parametrize(
    "f, args",
    [(with_soft, (0.8, 0.7)), (with_huber, (0.8, 0.7)), (with_cauchy, (0.8, 0.7)),
     (with_arctan, (0.8, 0.7, 1.2))],
)  # fmt: skip
def test_a_loss_counts_as_scipy_counts_it(f, args):
    slopes = grad(f, wrt=tuple(range(len(args))))(*args)
    h = 4e-3  # SciPy finds x to about 1e-8, and the differences are those of x
    for k, slope in enumerate(slopes):
        ends = [f(*[a + s * h * (j == k) for j, a in enumerate(args)]) for s in (1, -1, 2, -2)]
        found = (8 * (ends[0] - ends[1]) - (ends[2] - ends[3])) / (12 * h)
        assert slope == pytest.approx(found, rel=2e-5, abs=1e-5)
        along = [1.0 * (j == k) for j in range(len(args))]
        assert jvp(f, args, tuple(along))[1] == pytest.approx(slope, rel=1e-10)


T = np.linspace(0.0, 2.0, 9)
NOISE = np.random.default_rng(0).normal(size=(2, 9))
Y = 1.3 * np.exp(-0.7 * T) + 0.05 * NOISE[0]
ERRORS = 0.1 + 0.02 * NOISE[1]


def fitted(x, y):
    popt, _ = optimize.curve_fit(
        curve, x, y, jac=slopes_of_curve, xtol=1e-14, ftol=1e-14, gtol=1e-15
    )
    return popt * popt[1]


def errors_of_a_fit(x, y):
    p, covariance = optimize.curve_fit(
        curve, x, y, jac=slopes_of_curve, xtol=1e-14, ftol=1e-14, gtol=1e-15
    )
    return np.sum(np.sqrt(np.diag(covariance)) * p)


def weighted(x, y, sigma):
    (a, b), covariance = optimize.curve_fit(
        curve, x, y, [1.0, 1.0], sigma, jac=slopes_of_curve, xtol=1e-14, ftol=1e-14, gtol=1e-15
    )
    return a * b + 30.0 * covariance[0, 1]


def correlated(x, y, sigma):
    return weighted(x, y, np.diag(sigma**2) + 0.002)


def absolute(x, y, sigma):
    found = optimize.curve_fit(
        curve, x, y, p0=np.ones(2), sigma=sigma, absolute_sigma=True, jac=slopes_of_curve,
        xtol=1e-14, ftol=1e-14, gtol=1e-15,
    )  # fmt: skip
    return found[0][0] + 10.0 * np.trace(found[1])


def absolute_and_correlated(x, y, sigma):
    return absolute(x, y, np.diag(sigma**2) + 0.002)


def of_lists(a, b, c):
    p, covariance = optimize.curve_fit(line, [0.0, 1.0, 3.0], [a, b, c], xtol=1e-14)
    return p[0] * p[1] + covariance[0, 0]


def line(t, a, b):
    return a + b * t


@pytest.mark.parametrize(
    "f, args",
    [(fitted, (T, Y)), (errors_of_a_fit, (T, Y)), (weighted, (T, Y, ERRORS)),
     (correlated, (T, Y, ERRORS)), (absolute, (T, Y, ERRORS)),
     (absolute_and_correlated, (T, Y, ERRORS)), (of_lists, (0.3, 1.2, 0.9))],
)  # fmt: skip
def test_a_fitted_curve_moves_with_its_samples(f, args):
    check_grads(f, *args, rtol=3e-5)


def test_fits_are_differentiated_again():
    check_grads(fitted, T, Y, order=2, rtol=2e-4)
    check_grads(of_lists, 0.3, 1.2, 0.9, order=2, rtol=1e-4)


def test_only_what_is_read_of_a_fit_is_computed():
    derivative = differentiate(fitted, wrt="y")
    derivative.jvp((T, Y), (Y,))
    text = str(derivative.tangent)
    assert "np.linalg.inv" not in text and text.count("curve_fit") == 1
    assert "np.linalg.solve(jacobian" in text


def with_moving_bounds(p):
    return optimize.least_squares(gaps, np.ones(2), args=(p, 0.7), bounds=(0.0, p)).cost


def of_some_loss(p, loss):
    return optimize.least_squares(gaps, np.ones(2), args=(p, 0.7), loss=loss).cost


def of_the_jacobian(p):
    return optimize.least_squares(gaps, np.ones(2), args=(p, 0.7)).jac[0, 0]


def several(t, *p):
    return p[0] * t


def of_any_number(y):
    return optimize.curve_fit(several, T, y, p0=[1.0])[0][0]


def told_all(y):
    return optimize.curve_fit(curve, T, y, full_output=True)[0][0]


def perhaps_absolute(y, known):
    return optimize.curve_fit(curve, T, y, sigma=ERRORS, absolute_sigma=known)[1][0, 0]


@pytest.mark.parametrize(
    "f, args, error, words",
    [
        (with_moving_bounds, (0.8,), MissingRule, "with respect to `bounds`"),
        (of_some_loss, (0.8, "huber"), Unsupported, "'soft_l1', 'huber'"),
        (of_the_jacobian, (0.8,), WrongKind, "`.jac` of a OptimizeResult"),
        (of_any_number, (Y,), Unsupported, "Write them one by one"),
        (told_all, (Y,), Unsupported, "Leave `full_output=` out"),
        (perhaps_absolute, (Y, True), Unsupported, "Write True or False"),
    ],
)
def test_what_is_not_known_of_a_fit_is_refused(f, args, error, words):
    with pytest.raises(error, match=words):
        grad(f)(*args)
