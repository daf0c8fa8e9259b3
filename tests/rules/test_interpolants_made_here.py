"""Interpolants that a function makes move with their points, and splines with their values."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from s2sad.errors import MissingRule, Unsupported
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


SPLINE = interpolate.CubicSpline(KNOTS, VALUES)
FITTED = interpolate.UnivariateSpline(KNOTS, VALUES, s=0)
SHEET = interpolate.RectBivariateSpline(KNOTS, KNOTS, np.sin(np.add.outer(KNOTS, 2.0 * KNOTS)))
TCK = interpolate.splrep(KNOTS, VALUES)
T = np.array([0.0, 0.0, 0.0, 0.0, 1.0, 2.5, 2.5, 2.5, 2.5])
MOVED = {
    "slopes": lambda q, y: interpolate.CubicSpline(KNOTS, y).derivative()(q),
    "bends": lambda q, y: interpolate.CubicSpline(KNOTS, y, bc_type="natural").derivative(2)(q),
    "areas": lambda q, y: interpolate.CubicSpline(KNOTS, y).antiderivative()(q),
    "area": lambda q, y: interpolate.CubicSpline(KNOTS, y).integrate(0.2, q[0]),
    "area by degree": lambda q, y: interpolate.make_interp_spline(KNOTS, y, 2).integrate(q[0], 2.0),
    "slopes by degree": lambda q, y: interpolate.make_interp_spline(KNOTS, y).derivative()(q),
    "coefficients": lambda q, y: interpolate.make_interp_spline(KNOTS, y).c * q[0],
    "monotone": lambda q, y: interpolate.PchipInterpolator(KNOTS, y)(q),
    "monotone slopes": lambda q, y: interpolate.PchipInterpolator(KNOTS, y).derivative()(q),
    "monotone bends": lambda q, y: interpolate.PchipInterpolator(KNOTS, y)(q, 2),
    "monotone area": lambda q, y: interpolate.PchipInterpolator(KNOTS, y).integrate(q[0], 3.0),
    "monotone areas": lambda q, y: interpolate.PchipInterpolator(KNOTS, y).antiderivative()(q),
    "monotone at moving knots": lambda q, y: interpolate.PchipInterpolator(np.cumsum(y), KNOTS)(q),
    "monotone at once": lambda q, y: interpolate.pchip_interpolate(KNOTS, y, q),
    "Akima": lambda q, y: interpolate.Akima1DInterpolator(KNOTS, y**2)(q),
    "Akima modified": lambda q, y: interpolate.Akima1DInterpolator(KNOTS, y, method="makima")(q),
    "Hermite": lambda q, y: interpolate.CubicHermiteSpline(KNOTS, y, y**2)(q),
    "polynomial": lambda q, y: interpolate.BarycentricInterpolator(KNOTS, y)(q),
    "polynomial of Krogh": lambda q, y: interpolate.krogh_interpolate(KNOTS * (1.0 + y[0]), y, q),
    "cubic": lambda q, y: interpolate.interp1d(KNOTS, y, kind="cubic")(q),
    "cubic beyond": lambda q, y: interpolate.interp1d(
        KNOTS, y, "cubic", fill_value="extrapolate")(q + 1.0),
    "quadratic": lambda q, y: interpolate.interp1d(KNOTS, y, "quadratic")(q),
    "nearest": lambda q, y: interpolate.interp1d(KNOTS, y, kind="nearest")(q),
    "previous": lambda q, y: interpolate.interp1d(KNOTS, y, kind="previous")(q) * q,
    "next": lambda q, y: interpolate.interp1d(KNOTS, y, kind="next")(q),
    "fitted": lambda q, y: interpolate.InterpolatedUnivariateSpline(KNOTS, y)(q),
    "fitted area": lambda q, y: interpolate.UnivariateSpline(KNOTS, y, s=0).integral(q[0], 9.0),
    "fitted slopes": lambda q, y: interpolate.UnivariateSpline(KNOTS, y, s=0).derivative()(q),
    "basis": lambda q, y: interpolate.BSpline(T, y, 3)(q),
    "basis slopes": lambda q, y: interpolate.BSpline(T, y, 3).derivative()(q),
    "basis area": lambda q, y: interpolate.BSpline(T, y, 3).integrate(0.1, q[0]),
    "tuple": lambda q, y: interpolate.splev(q, interpolate.splrep(KNOTS, y)),
    "slopes of a tuple": lambda q, y: interpolate.splev(q, interpolate.splrep(KNOTS, y), der=1),
    "degree 2": lambda q, y: interpolate.splev(q, interpolate.splrep(KNOTS, y, k=2)),
    "area of a tuple": lambda q, y: interpolate.splint(0.2, q[0], interpolate.splrep(KNOTS, y)),
    "tuple of slopes": lambda q, y: interpolate.splev(
        q, interpolate.splder(interpolate.splrep(KNOTS, y))),
    "coefficients of a tuple": lambda q, y: interpolate.splrep(KNOTS, y, s=0)[1] * q[0],
}
OUTSIDE = {
    "slope": lambda q: SPLINE.derivative()(q) * SPLINE.derivative(2)(q),
    "areas": lambda q: SPLINE.antiderivative()(q),
    "area": lambda q: SPLINE.integrate(q[0], 2.0 * q[1]),
    "fitted slopes": lambda q: FITTED.derivative()(q),
    "fitted areas": lambda q: FITTED.antiderivative()(q),
    "fitted area": lambda q: FITTED.integral(q[0], 2.0),
    "fitted area beyond": lambda q: FITTED.integral(-q[0], 4.0 * q[1]) * q[0],
    "sheet": lambda q: SHEET.ev(q, 2.0 * q),
    "slopes of a sheet": lambda q: SHEET.ev(q, q**2, dx=1),
    "sheet at a number": lambda q: SHEET.ev(q[0], 0.3) * q[0],
    "tuple": lambda q: interpolate.splev(q, TCK) * interpolate.splev(q, TCK, der=1),
    "area of a tuple": lambda q: interpolate.splint(0.1, q[0], TCK),
}


@pytest.mark.parametrize("name", MOVED)
def test_what_is_asked_of_an_interpolant_moves(name):
    check_grads(MOVED[name], POINTS[0], VALUES.copy(), order=2)


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_is_asked_of_an_interpolant_outside_moves(name):
    check_grads(OUTSIDE[name], POINTS[0], order=1 if name == "slopes of a sheet" else 2)


def test_an_interpolant_is_no_result():
    with pytest.raises(Unsupported, match="cannot return this object of SciPy's"):
        differentiate(lambda y: interpolate.CubicSpline(KNOTS, y))(VALUES)


def test_a_place_beyond_the_ends_is_an_error_as_scipy_has_it():
    with pytest.raises(AssertionError, match="between the first and the last"):
        grad(lambda q: interpolate.interp1d(KNOTS, VALUES, kind="cubic")(q))(3.0)


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
        (lambda y: interpolate.UnivariateSpline(KNOTS, y, s=0.1)(POINTS), "with respect to `y`"),
        (lambda y: interpolate.CubicSpline(KNOTS, y, bc_type="periodic")(POINTS), "bc_type"),
        (lambda y: interpolate.interp1d(KNOTS, y, kind="slinear")(POINTS), "kind"),
        (lambda y: interpolate.interp1d(KNOTS, y, fill_value=(0.0, 1.0))(POINTS), "fill_value"),
    ],
)
def test_other_interpolants_are_refused(f, words):
    with pytest.raises(MissingRule, match=f"an interpolant.*{words}|an interpolant(.|\\n)*{words}"):
        grad(lambda y: np.sum(f(y)))(KNOTS + 0.1)
