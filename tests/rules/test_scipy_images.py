"""Interpolation in images and of samples: `scipy.ndimage`, `scipy.interpolate`, Simpson's rule."""

import itertools

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from s2sad.errors import MissingRule, UnknownCall, Unsupported
from tests.programs.running import scope_of

pytest.importorskip("scipy", reason="SciPy is an optional extra")
from scipy import integrate, interpolate, ndimage, special  # noqa: E402
from tests.thorough import in_turn, order_in_turn

RNG = np.random.default_rng(0)
IMAGE = RNG.normal(size=(6, 7))
INSIDE = np.array([[0.3, 1.7, 2.2, 4.6], [1.3, 2.6, 0.4, 5.7]])
BEYOND = np.array([[0.3, -1.7, -0.2, 8.6, 5.3, -0.6], [1.3, 2.6, -0.4, 5.7, 6.4, -2.3]])
MODES = ["constant", "nearest", "mirror", "reflect", "wrap", "grid-wrap", "grid-constant",
         "grid-mirror"]  # fmt: skip

KNOTS = np.linspace(0.0, 3.0, 7)
VALUES = np.sin(KNOTS)
CUBIC = interpolate.CubicSpline(KNOTS, VALUES)
LINES = interpolate.interp1d(KNOTS, VALUES)
ON_AND_ON = interpolate.interp1d(KNOTS, VALUES, fill_value="extrapolate")
OUTSIDE_ZERO = interpolate.interp1d(KNOTS, VALUES, bounds_error=False, fill_value=0.0)
PAIR = interpolate.CubicSpline(KNOTS, np.stack((VALUES, VALUES)).T)
STEPS = interpolate.interp1d(KNOTS, VALUES, kind="nearest")
HELD = interpolate.UnivariateSpline(KNOTS, VALUES, s=0, ext=3)
CURVES = [
    CUBIC, interpolate.make_interp_spline(KNOTS, VALUES, k=3),
    interpolate.PchipInterpolator(KNOTS, VALUES), interpolate.Akima1DInterpolator(KNOTS, VALUES),
    interpolate.UnivariateSpline(KNOTS, VALUES, s=0), interpolate.PPoly(CUBIC.c, CUBIC.x), LINES,
]  # fmt: skip
X = np.array([0.3, 1.7, 2.2])
COUNT = itertools.count()
grid = CURVES[0]


def written(body, **names):
    """Return a function of x and c that is made of a text."""
    source = f"def f(x, c):\n    return {body}\n"
    file = f"<image {body} {next(COUNT)}>"
    return scope_of(source, file, np=np, ndimage=ndimage, **names)["f"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "how", ["order=0", "order=1", "order=2", "order=3", "order=3, prefilter=False", "order=5"]
)
def test_a_value_between_cells_moves_with_the_image_and_the_place(mode, how):
    call = f"ndimage.map_coordinates(x, c, {how}, mode={mode!r}, cval=0.7)"
    for places in (INSIDE, BEYOND):
        check_grads(written(f"np.sum({call} ** 2)"), IMAGE, places)


def test_places_may_be_lists_grids_and_one_point():
    def of_lists(x, r, c):
        return ndimage.map_coordinates(x, [r, c], order=1)

    check_grads(of_lists, IMAGE, INSIDE[0], INSIDE[1])
    check_grads(lambda x, r, c: ndimage.map_coordinates(x, [[r], [c]])[0] * r, IMAGE, 0.3, 2.6)
    check_grads(lambda x, c: np.sum(ndimage.map_coordinates(x, c)), IMAGE, INSIDE.reshape(2, 2, 2))
    check_grads(lambda x, c: np.sum(ndimage.map_coordinates(x, c)), IMAGE[0], INSIDE[:1])
    check_grads(lambda x: np.sum(ndimage.map_coordinates(x**3, INSIDE)), IMAGE, order=2)


def test_what_is_not_known_of_an_image_is_refused():
    with pytest.raises(MissingRule, match="with respect to `cval`"):
        grad(lambda v: np.sum(ndimage.map_coordinates(IMAGE, INSIDE, cval=v)))(0.3)
    once = grad(lambda x: np.sum(ndimage.map_coordinates(IMAGE, x) ** 2))
    twice = grad(lambda x: np.sum(once(x) ** 2))
    with pytest.raises(MissingRule, match="`rt.map_bends` with respect to"):
        grad(lambda x: np.sum(twice(x)))(INSIDE)


@pytest.mark.parametrize("mode", in_turn(MODES))
@pytest.mark.parametrize("order", [1, 3, 4])
def test_a_value_between_cells_twice(mode, order):
    call = f"ndimage.map_coordinates(x, c, order={order}, mode={mode!r}, cval=0.7)"
    check_grads(written(f"np.sum({call} ** 2)"), IMAGE, BEYOND, order=order_in_turn())


def test_a_gradient_between_cells_is_a_function():
    def f(x):
        return np.sum(ndimage.map_coordinates(x, INSIDE, order=1) ** 2)

    def g(x):
        return np.sum(grad(f)(x) ** 2)

    check_grads(g, IMAGE, order=2)


@pytest.mark.parametrize("curve", CURVES)
def test_an_interpolant_is_a_function_of_its_point(curve):
    global grid
    grid = curve
    check_grads(lambda x: np.sum(grid(x) * x), X, order=2)
    check_grads(lambda x: grid(x) * x, 0.7, order=2)


def test_a_slope_is_a_call_of_the_interpolant():
    program = differentiate(lambda x: np.sum(CUBIC(x, 1) * CUBIC(x)))
    program.grad(X)
    text = str(program.adjoint)
    assert "CUBIC(x, 2)" in text and "CUBIC(x, 1)" in text and "rt." not in text
    check_grads(lambda x: np.sum(CUBIC(x, nu=2)), X)


def test_beyond_the_knots():
    check_grads(lambda x: np.sum(ON_AND_ON(x) * x), X + 5.0, order=2)
    check_grads(lambda x: np.sum(OUTSIDE_ZERO(x) * x), X + 5.0)
    check_grads(lambda x: np.sum(CUBIC(x) * x), X + 5.0)


@pytest.mark.parametrize(
    "f, error, words",
    [
        (lambda x: np.sum(PAIR(x)), UnknownCall, "`PAIR`"),
        (lambda x: np.sum(STEPS(x)), UnknownCall, "`STEPS`"),
        (lambda x: np.sum(HELD(x)), UnknownCall, "`HELD`"),
        (lambda x: np.sum(CUBIC(x, extrapolate=False)), Unsupported, "operands x, nu"),
    ],
)
def test_an_interpolant_whose_slope_is_not_known_is_refused(f, error, words):
    with pytest.raises(error, match=words):
        grad(f)(X)


WEIGHTS = np.array([1.0, -2.0, 0.5])
ROWS = np.array([[0.3, 1.7, 2.2], [0.1, -0.2, 0.4]])


def test_the_logarithm_of_a_sum_and_its_sign():
    def f(x, b):
        value, sign = special.logsumexp(x, axis=1, b=b, return_sign=True)
        return np.sum(value * np.array([1.0, 2.0]) * sign)

    check_grads(f, ROWS, WEIGHTS, order=2)
    check_grads(lambda x: special.logsumexp(x, return_sign=True)[0], ROWS, order=2)
    check_grads(lambda x: special.logsumexp(x, 0, None, True, True)[0], ROWS)
    check_grads(lambda x: special.logsumexp(x, keepdims=True) * x, 0.3, order=2)
    check_grads(lambda x: special.logsumexp(x, keepdims=True, return_sign=True)[0], 0.3)


def along(axis):
    return lambda y: np.sum(integrate.simpson(y, dx=0.3, axis=axis) ** 2)


def test_simpsons_rule():
    for axis in (0, 1, -1):
        check_grads(along(axis), ROWS, order=2)
    t = np.array([0.0, 0.7, 2.5])
    check_grads(lambda y: np.sum(integrate.simpson(y, t) ** 2), ROWS)
    check_grads(lambda y: np.sum(integrate.simpson(y, x=np.stack((t, 2 * t))) ** 2), ROWS)
    check_grads(lambda y: integrate.simpson(y, x=t), X)
    check_grads(lambda x: integrate.simpson(X, x=x), t)
