"""Interpolants that a function makes move with their points, and splines with their values."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from s2sad.errors import MissingRule
from tests.programs.running import scope_of

interpolate = pytest.importorskip("scipy.interpolate", reason="SciPy is an optional extra")

KNOTS = np.array([0.0, 0.4, 1.0, 1.7, 2.5])
VALUES = np.sin(KNOTS)
POINTS = np.array([[0.3, 0.9], [1.2, 2.2]])


def cubic(q, y):
    return interpolate.CubicSpline(KNOTS, y)(q)


def cubic_sum(q, y):
    return np.sum(interpolate.CubicSpline(KNOTS, y)(q) * interpolate.interp1d(KNOTS, y)(q))


def natural(q, y):
    spline = interpolate.CubicSpline(KNOTS, y, bc_type="natural", extrapolate=False)
    return spline(q) * spline(0.5) + spline(q, 1)


def clamped(q, y):
    return interpolate.CubicSpline(KNOTS, y, 0, "clamped")(1.5 * q, extrapolate=True)


def of_degree_2(q, y):
    return interpolate.make_interp_spline(KNOTS, y, k=2)(q)


def by_lines(q, y):
    return interpolate.interp1d(KNOTS, y)(q)


def lines_that_go_on(q, y):
    return interpolate.interp1d(KNOTS[::-1], y, fill_value="extrapolate")(1.5 * q) ** 2


def of_numbers(q, y):
    return interpolate.CubicSpline(KNOTS, [y[0], 2.0, y[1] * y[2], 0.3, 0.1])(q[0])


def changed_later(q, y):
    spline = interpolate.CubicSpline(KNOTS, y)
    y[0] = 7.0
    return spline(q) + y[0]


@pytest.mark.parametrize(
    "f",
    [cubic, natural, clamped, of_degree_2, by_lines, lines_that_go_on, of_numbers, changed_later],
)
def test_a_spline_moves_with_its_points_and_its_values(f):
    check_grads(f, POINTS, VALUES.copy(), order=2)
    check_grads(f, POINTS[0], VALUES.copy())


def test_a_spline_at_a_number_is_what_scipy_returns():
    check_grads(lambda a, y: cubic(a, y), 0.7, VALUES)
    check_grads(lambda a, y: by_lines(a, y), 0.7, VALUES)


CONSTANTS = [
    lambda q: interpolate.CubicSpline(KNOTS, VALUES)(q),
    lambda q: interpolate.PchipInterpolator(KNOTS, VALUES)(q),
    lambda q: interpolate.Akima1DInterpolator(KNOTS, VALUES)(q),
    lambda q: interpolate.make_interp_spline(KNOTS, VALUES)(q),
    lambda q: interpolate.InterpolatedUnivariateSpline(KNOTS, VALUES)(q),
    lambda q: interpolate.UnivariateSpline(KNOTS, VALUES, k=2, s=0.01)(q),
    lambda q: interpolate.interp1d(KNOTS, VALUES, bounds_error=False)(q),
]


@pytest.mark.parametrize("f", CONSTANTS)
def test_what_is_made_of_constants_is_a_function_of_its_points(f):
    check_grads(f, POINTS, order=2)


def test_a_saved_program_needs_no_compiler(tmp_path):
    path = tmp_path / "saved.py"
    differentiate(cubic_sum).save(path, POINTS, VALUES)
    scope = scope_of(path.read_text(), str(path))
    assert "import s2sad" not in path.read_text()
    _, gradients = scope["cubic_sum_adjoint"](POINTS, VALUES)
    for found, expected in zip(gradients, grad(cubic_sum, (0, 1))(POINTS, VALUES)):
        np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize(
    "f, words",
    [
        (lambda y: cubic(POINTS, np.stack((y, y), axis=-1)), "values in a vector"),
        (lambda y: interpolate.CubicSpline(y, VALUES)(POINTS), "with respect to `x`"),
        (lambda y: interpolate.PchipInterpolator(KNOTS, y)(POINTS), "with respect to `y`"),
        (lambda y: interpolate.CubicSpline(KNOTS, y, bc_type="periodic")(POINTS), "bc_type"),
        (lambda y: interpolate.interp1d(KNOTS, y, kind="cubic")(POINTS), "kind"),
        (lambda y: interpolate.interp1d(KNOTS, y, fill_value=(0.0, 1.0))(POINTS), "fill_value"),
    ],
)
def test_other_interpolants_are_refused(f, words):
    with pytest.raises(MissingRule, match=f"an interpolant.*{words}|an interpolant(.|\\n)*{words}"):
        grad(lambda y: np.sum(f(y)))(KNOTS + 0.1)
