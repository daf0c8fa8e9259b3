"""`RegularGridInterpolator` as a constant: slopes between straight lines and between splines."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from s2sad.errors import MissingRule, UnknownCall, Unsupported

interpolate = pytest.importorskip("scipy.interpolate", reason="SciPy is an optional extra")

RNG = np.random.default_rng(9)
AXES = (np.array([0.0, 0.7, 1.0, 2.5]), np.array([-1.0, 0.0, 0.4, 1.1, 2.0]))
VALUES = RNG.normal(size=(4, 5))
LINES = interpolate.RegularGridInterpolator(AXES, VALUES)
ON_AND_ON = interpolate.RegularGridInterpolator(AXES, VALUES, bounds_error=False, fill_value=None)
ZERO = interpolate.RegularGridInterpolator(AXES, VALUES, bounds_error=False, fill_value=0.0)
CUBIC = interpolate.RegularGridInterpolator(AXES, VALUES, method="cubic")
NEAREST = interpolate.RegularGridInterpolator(AXES, VALUES, method="nearest")
PAIRS = interpolate.RegularGridInterpolator(AXES, np.stack((VALUES, VALUES), axis=-1))
X = np.column_stack((RNG.uniform(0.1, 2.4, 6), RNG.uniform(-0.9, 1.9, 6)))


@pytest.mark.parametrize("f", [
    lambda x: np.sum(LINES(x) * x[:, 0]), lambda x: LINES(x[0]), lambda x: CUBIC(x) ** 2,
    lambda x: ON_AND_ON(3.0 * x), lambda x: np.sum(ZERO(3.0 * x) ** 2),
    lambda x: LINES(np.reshape(x, (2, 3, 2)))[0, 1] * x[0, 0],
])  # fmt: skip
def test_a_value_moves_with_its_point(f):
    check_grads(f, X)


def test_at_a_knot_the_slope_is_that_of_the_cell_behind_it():
    found = grad(lambda x: np.sum(LINES(x)))(np.array([[0.7, 0.0]]))
    slope = (VALUES[2, 1] - VALUES[1, 1]) / 0.3, (VALUES[1, 2] - VALUES[1, 1]) / 0.4
    np.testing.assert_allclose(found, [slope])


def test_in_a_text_it_is_a_call_of_the_interpolant():
    text = differentiate(lambda x: np.sum(LINES(x) ** 2)).text("adjoint", X)
    assert "= LINES(x)" in text and "rt.surface_slopes(LINES, x)" in text


@pytest.mark.parametrize("f, error", [
    (lambda x: np.sum(NEAREST(x)), UnknownCall), (lambda x: np.sum(PAIRS(x)), UnknownCall),
    (lambda x: np.sum(LINES((x[:, 0], x[:, 1]))), Unsupported),
    (lambda x: np.sum(LINES(x, method="cubic")), Unsupported),
])  # fmt: skip
def test_what_is_not_known_of_it_is_refused(f, error):
    with pytest.raises(error):
        grad(f)(X)


def squares(x):
    return np.sum(LINES(x) ** 2)


def test_its_slopes_are_not_differentiated():
    def of_slopes(x):
        return np.sum(grad(squares)(x))

    with pytest.raises((MissingRule, UnknownCall)):
        grad(of_slopes)(X)
