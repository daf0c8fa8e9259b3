"""Shapes that rules were not written for: each is right, or refused."""

import numpy as np
import pytest

from s2sad import check_grads, grad, jvp, vjp
from s2sad.errors import WrongCall, WrongKind

from tests.small import adjoint_text

from .adding import HAS_SCIPY
from .programs_of_points import function_of

M = np.array([[0.3, 1.2, -0.7], [1.4, 0.2, 0.9]])
V = np.array([0.4, 1.3, -0.2])


@pytest.mark.parametrize("body", ["min(x)", "max(x)"])
@pytest.mark.parametrize("x", [V[:, None], V[[0, 1, 1]][:, None]])
def test_python_compares_rows_of_one_element(body, x):
    f = function_of(body, ["x"])
    if len(np.unique(x)) == len(x):
        check_grads(f, x)
    (found,) = vjp(f, x)[1](np.ones(1))
    np.testing.assert_array_equal(found, np.arange(3)[:, None] == [x.tolist().index(f(x))])


@pytest.mark.parametrize("knots, values", [
    ([0.0, 1.0, 2.0], [True, False, True]), ([False, True], [1.5, 0.5]), ([0, 1, 2], [3, 1, 2]),
])  # fmt: skip
def test_truth_values_are_numbers_between_knots(knots, values):
    f = function_of("np.interp(x, xp, fp)", ["x", "xp", "fp"])
    x = np.array([0.3, 0.8])
    check_grads(f, x, np.array(knots), np.array(values), wrt="x")


@pytest.mark.parametrize("rest", ["", ", edge_order=2"])
def test_places_of_samples_that_are_integers_have_their_slopes(rest):
    f = function_of(f"np.gradient(x, t{rest})", ["x", "t"])
    t = np.array([0.1, 0.5, 0.8, 1.5])
    for x in (np.array([1, 4, 2, -2]), np.array([1, 4, 2, -2], np.int8)):
        check_grads(f, x, t, wrt="t", order=2)
    if not rest:  # NumPy does not subtract bools
        return
    (found,) = vjp(f, np.array([True, False, True, True]), t, wrt="t")[1](np.ones(4))
    (expected,) = vjp(f, np.array([1.0, 0.0, 1.0, 1.0]), t, wrt="t")[1](np.ones(4))
    np.testing.assert_array_equal(found, expected)


def test_a_logarithm_of_no_exponentials_has_no_slopes():
    f = function_of("np.logaddexp.reduce(x, axis=1)", ["x"])
    assert vjp(f, np.zeros((3, 0)))[1](np.ones(3))[0].shape == (3, 0)


@pytest.mark.parametrize("name", ["add", "multiply", "maximum", "minimum", "logaddexp"])
def test_parts_of_rows_that_are_none_have_gradients_of_their_shape(name):
    f = function_of(f"np.{name}.reduceat(x, [0, 3, 1], axis=1)", ["x"])
    assert vjp(f, np.zeros((0, 4)))[1](np.zeros((0, 3)))[0].shape == (0, 4)


def test_a_selection_has_numbers_of_python_in_the_precision_of_the_whole():
    x, y = np.array([1.0, -1.0, 0.0]), np.array([1.0, 2.0, 3.0], np.float32)
    f = function_of("np.select([x > 0.5, x < -0.5], [x**2, y], 0.3)", ["x", "y"])
    np.testing.assert_array_equal(vjp(f, x, y)[0], f(x, y))
    assert "np.where(b, y, np.float64(0.3))" in adjoint_text(f, x, y, wrt=(0, 1))
    assert "np.where(b, x, 0.3)" in adjoint_text(f, x, x, wrt=(0, 1)).replace("y,", "x,")


@pytest.mark.parametrize("axis", [0, 1, -1, -2])
def test_a_function_of_a_lane_may_return_a_matrix(axis):
    f = function_of(f"np.apply_along_axis(lambda v, k: k * v[0], {axis}, x, y)", ["x", "y"])
    check_grads(f, M, M[:, :2] + 1.0, order=2)


@pytest.mark.parametrize("a, b", [(M[..., None], M), (M, M[..., None]), (M, M)])
@pytest.mark.parametrize("name", ["np.vecdot", "np.linalg.vecdot"])
def test_products_along_an_axis_of_arrays_of_other_ranks(name, a, b):
    check_grads(function_of(f"{name}(a, b, axis=0)", ["a", "b"]), a, b)


@pytest.mark.parametrize("body", [
    "np.take(x, 0, axis=0)", "np.take(x, [0, 0], axis=-1)", "np.repeat(x, 3, axis=-1)",
    "np.repeat(x, 3, axis=0)", "np.sum(x, axis=0)", "np.min(x, -1)", "np.max(x, axis=-1)",
    "np.prod(x, axis=0)", "np.sum(x * x, 0, keepdims=True)",
])  # fmt: skip
def test_what_is_taken_along_an_axis_of_a_number(body):
    check_grads(function_of(f"{body} * x", ["x"]), np.array(0.3), order=2)


@pytest.mark.parametrize("body, error, words", [
    ("np.logspace(0.1, 1.0, 3, base=x)", WrongKind, "several bases"),
    ("np.polyadd(x, y)", WrongKind, "axes of coefficients"),
    ("np.polysub(y, x)", WrongKind, "axes of coefficients"),
    ("np.gradient(x[0, 0])", WrongCall, "is given a number"),
])  # fmt: skip
def test_what_a_rule_was_not_made_for_is_refused(body, error, words):
    with pytest.raises(error, match=words):
        grad(function_of(f"np.sum({body})", ["x", "y"]))(M[:, :1], V)


@pytest.mark.skipif(not HAS_SCIPY, reason="needs SciPy")
def test_the_root_of_a_matrix_is_none_of_a_number():
    with pytest.raises(WrongKind, match="np.sqrt"):
        vjp(function_of("scipy.linalg.sqrtm(x)", ["x"]), 2.0)


@pytest.mark.skipif(not HAS_SCIPY, reason="needs SciPy")
def test_an_angle_to_truth_values_is_not_what_scipy_returns():
    f = function_of("scipy.spatial.distance.cosine(u, v)", ["u", "v"])
    with pytest.raises(WrongKind, match="astype"):
        grad(f)(V, V > 0.0)
    check_grads(f, V, np.array([1, 0, 2]), wrt="u")


@pytest.mark.skipif(not HAS_SCIPY, reason="needs SciPy")
def test_a_matrix_of_diagonals_is_one_of_vectors():
    from scipy import linalg

    with pytest.raises(WrongKind, match="np.ravel"):
        grad(lambda c, r: np.sum(linalg.toeplitz(c, r)))(V[:, None], V)


@pytest.mark.skipif(not HAS_SCIPY, reason="needs SciPy")
@pytest.mark.parametrize("rest", ["", ", axis=0", ", axis=-1, keepdims=True"])
def test_a_weighed_logarithm_of_a_sum_has_gradients_of_the_shapes_of_its_operands(rest):
    f = function_of(f"scipy.special.logsumexp(x, b=b{rest})", ["x", "b"])
    for x, b in ((M, M**2), (M, np.array([0.3, 1.0, 0.2])), (V, np.array(0.3))):
        check_grads(f, x, b, order=2)
    if not rest:
        assert [np.shape(g) for g in grad(f, wrt=(0, 1))(np.array(0.3), np.array(1.2))] == [(), ()]


@pytest.mark.skipif(not HAS_SCIPY, reason="needs SciPy")
def test_an_image_of_integers_stays_one_and_is_flat():
    from scipy import ndimage

    image = np.arange(12).reshape(3, 4) ** 2
    for f, x in (
        (lambda x: ndimage.correlate(image, x), np.array([[0.3, 0.2], [0.1, 0.4]])),
        (lambda x: ndimage.convolve1d(image, x), np.array([0.3, 0.2])),
        (lambda x: ndimage.map_coordinates(image, x), np.array([[0.5, 1.2], [1.0, 0.3]])),
    ):
        value, tangent = jvp(f, (x,), (np.ones_like(x),))
        assert value.dtype == image.dtype and tangent is None
        assert not np.any(vjp(f, x)[1](np.ones(value.shape))[0])


@pytest.mark.skipif(not HAS_SCIPY, reason="needs SciPy")
@pytest.mark.parametrize("call", [
    "gamma.pdf(x, a)", "lognorm.pdf(x, a, 0, s)", "lognorm.cdf(x, a)", "chi2.pdf(x, a)",
    "pareto.cdf(x, a)", "weibull_min.sf(x, a, scale=s)", "powerlaw.cdf(x, a)", "beta.pdf(x, a, s)",
])  # fmt: skip
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_outside_of_its_support_a_distribution_is_flat(call):
    f = function_of(f"np.sum(scipy.stats.{call})", ["x", "a", "s"])
    check_grads(f, np.array([-1.3, 0.4, 2.7]), 1.7, 1.4)
    assert np.isnan(grad(f, wrt="a")(np.array([np.nan, 0.4]), 1.7, 1.4))
