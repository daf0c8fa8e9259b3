"""Arrays without elements or axes, single precision, and margins that hold nothing."""

import numpy as np
import pytest

from s2sad import grad, jvp, runtime, vjp

NONE, V = np.zeros((0, 4)), np.array([0.5, 1.5, 1.0])
X = np.linspace(0.2, 0.9, 12).reshape(3, 4).astype(np.float32)


@pytest.mark.parametrize("f, x", [
    (lambda x: np.sum(np.cumprod(x, axis=-1)), NONE), (lambda x: np.sum(np.prod(x, axis=0)), NONE),
    (lambda x: np.sum(np.median(x, axis=-1)), NONE), (lambda x: np.sum(np.diff(x, axis=0)), NONE),
    (lambda x: np.sum(np.diff(x, 3, axis=0)), np.ones((2, 4))),
    (lambda x: np.sum(np.percentile(x, 30, axis=1)), NONE),
    (lambda x: np.sum(np.abs(np.linalg.eigvals(x))), np.zeros((0, 0))),
    (lambda x: np.sum(np.abs(np.linalg.eig(x)[1])), np.zeros((2, 0, 0))),
])  # fmt: skip
def test_what_has_no_elements_has_a_gradient_of_its_shape(f, x):
    found = grad(f)(x)
    assert found.shape == x.shape and not np.any(found)


@pytest.mark.parametrize("f, slope", [
    (lambda x: np.sum(np.prod(x, axis=0)), 1.0), (lambda x: np.sum(x.cumprod(axis=-1)), 1.0),
    (lambda x: np.sum(np.convolve(x, V)), 3.0), (lambda x: np.sum(np.convolve(V, x, "same")), 3.0),
    (lambda x: np.sum(np.polymul(x, V)), 3.0),
])  # fmt: skip
def test_the_gradient_of_a_number_of_numpys_is_a_number(f, slope):
    for x in (np.float64(0.3), np.array(0.3)):
        found = grad(f)(x)
        assert np.shape(found) == () and found == pytest.approx(slope)


@pytest.mark.parametrize("f", [
    lambda x: np.pad(x, 1, mode="linear_ramp"), lambda x: np.pad(x, 1, mode="maximum"),
    lambda x: np.pad(x, 1, mode="reflect", reflect_type="odd"), lambda x: np.i0(x),
    lambda x: np.linalg.cholesky(x @ x.T + np.eye(3, dtype=np.float32)), lambda x: np.median(x),
    lambda x: np.percentile(x, 30.0), lambda x: np.polyval(x[0], x),
    lambda x: np.max(x, where=x < 0.7, initial=0.0),
])  # fmt: skip
def test_tangents_of_single_precision_have_single_precision(f):
    value, tangent = jvp(f, (X,), (X,))
    assert value.dtype == tangent.dtype == np.float32


def test_margins_that_nobody_fills_have_no_derivative():
    def inner(x):
        return np.sum(np.pad(x, 2, mode="empty")[2:-2] ** 2)

    x = np.array([0.5, -1.0, 2.0])
    np.testing.assert_array_equal(grad(inner)(x), 2.0 * x)
    np.testing.assert_array_equal(jvp(inner, (x,), (x,))[1], np.sum(2.0 * x * x))


def test_the_sum_of_weights_has_the_precision_of_the_mean():
    def f(x, w):
        return np.average(x, weights=w, returned=True)

    x, w = np.array([0.5, 1.0]), np.array([1.0, 3.0], np.float32)
    (_, total), pullback = vjp(f, x, w)
    assert total.dtype == f(x, w)[1].dtype == np.float64
    assert pullback((0.0, 1.0))[1].dtype == np.float32


def test_heaviside_is_its_second_operand_at_zero():
    x, y = np.array([-1.0, 0.0, 2.0, 0.0]), np.array([0.1, 0.2, 0.3, 0.4])
    gx, gy = grad(lambda x, y: np.sum(np.heaviside(x, y)), (0, 1))(x, y)
    np.testing.assert_array_equal(gx, 0.0 * x)
    np.testing.assert_array_equal(gy, [0.0, 1.0, 0.0, 1.0])


@pytest.mark.parametrize("x", [
    np.linspace(0.5, 1.5, 400), np.r_[np.full(200, 1e-8), np.full(200, 1e8)],
    np.r_[np.full(300, 1e5), 0.0, np.ones(100)], np.r_[np.ones(150), 0.0, np.ones(249)],
])  # fmt: skip
def test_a_long_running_product_has_the_gradient_of_one_that_is_computed_place_by_place(x):
    g = np.cos(np.arange(x.size))
    with np.errstate(over="ignore", invalid="ignore"):
        found = grad(lambda x: np.sum(g * np.cumprod(x)))(x)
        before, after = np.r_[1.0, np.cumprod(x)[:-1]], g.copy()
        for k in range(x.size - 2, -1, -1):
            after[k] += x[k + 1] * after[k + 1]
        np.testing.assert_allclose(found, before * after, rtol=1e-9, atol=1e-12)


def test_a_product_that_is_too_small_has_the_products_of_the_others():
    x = np.r_[np.full(3, 1e-120), 2.0]
    expected = [2e-240, 2e-240, 2e-240, 0.0]
    np.testing.assert_allclose(grad(lambda x: np.prod(x))(x), expected, rtol=1e-12)


def test_powers_have_their_slopes_at_corners_beside_plain_ones():
    x, y = np.array([0.0, 2.0, 3.0]), np.array([2.0, 0.0, 1.5])
    gx, gy = grad(lambda x, y: np.sum(x**y), (0, 1))(x, y)
    np.testing.assert_allclose(gx, [0.0, 0.0, 1.5 * 3.0**0.5])
    np.testing.assert_allclose(gy, [0.0, np.log(2.0), np.log(3.0) * 3.0**1.5])
    tiny = np.array([1e-310])
    np.testing.assert_array_equal(grad(lambda x: np.sum(x ** np.zeros(1)))(tiny), [0.0])
    infinite = np.full(1, np.inf)
    assert grad(lambda x, y: np.sum(np.logaddexp(x, y)))(infinite, infinite) == 0.5


def test_a_recurrence_from_zero_stays_zero_whatever_its_factors():
    steps, start = np.full(400, 1e20), np.zeros(400)
    np.testing.assert_array_equal(runtime.recurrence(steps, start), start)
    start[-1] = 1e200
    np.testing.assert_array_equal(runtime.recurrence(steps, start), start)
