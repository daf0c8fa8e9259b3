"""A tangent has the dtype of the value that it belongs to."""

import math

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, jvp

special = pytest.importorskip("scipy.special")
stats = pytest.importorskip("scipy.stats")
X = np.array([0.3, 0.5, 0.7], np.float32)


def made_complex(x):
    return x + 1j * 0


def log_density(x):
    return stats.norm.logpdf(x)


def log_beta(x):
    return special.betaln(x, 2.0)


def of_math(x):
    s = 0.0
    for v in x:
        s = s + math.sin(v)
    return s


def beside_integers(x):
    return x.astype(int) * 1.0 + x * 0


def deviation(x):
    return np.nanstd(x)


def deviations(x):
    return np.nanstd(x.reshape(1, 3), axis=0)


def average(x):
    return np.mean(np.sqrt(x), where=x > 0.4)


def powers_of_ten(x):
    return np.logspace(x[0], x[1], 3)


def in_steps(x):
    return np.linspace(x[0], x[1], 3)


def in_even_ratios(x):
    return np.geomspace(x[0], x[1], 3)


def log_sum(x):
    return special.logsumexp(x)


def log_sums(x):
    return special.logsumexp(np.stack([x, 2 * x]), axis=0)


def angle(x):
    return np.arctan2(x, 2.5)


FUNCTIONS = [
    made_complex, log_density, log_beta, of_math, beside_integers, deviation, deviations, average,
    powers_of_ten, in_steps, in_even_ratios, log_sum, log_sums, angle,
]  # fmt: skip


@pytest.mark.parametrize("f", FUNCTIONS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_tangent_has_the_dtype_of_its_value(f, dtype):
    x = X.astype(dtype)
    value, tangent = jvp(f, (x,), (np.ones_like(x),))
    assert np.result_type(value) == np.result_type(f(x))
    assert np.result_type(tangent) == np.result_type(value)
    assert np.shape(tangent) == np.shape(value)
    ahead, behind = f(x.astype(float) + 1e-6), f(x.astype(float) - 1e-6)
    np.testing.assert_allclose(tangent, (ahead - behind) / 2e-6, rtol=1e-4, atol=2e-6)


@pytest.mark.parametrize("number", [0.3, np.float64(0.3), np.float32(0.3)], ids=repr)
@pytest.mark.parametrize("direction", [1.0, np.float64(1.0)], ids=repr)
def test_the_tangent_of_a_number_that_becomes_complex_is_complex(number, direction):
    value, tangent = jvp(made_complex, (number,), (direction,))
    assert type(value) is type(made_complex(number))
    assert type(tangent) is type(value) and tangent == 1.0


def test_a_real_tangent_inside_stays_real():
    def f(x):
        z = x + 1j * np.arange(3)
        return np.sum(np.abs(z))

    assert "astype" not in differentiate(f).text("tangent", X.astype(float))
    assert "astype" not in differentiate(log_density).text("tangent", X.astype(float))


def test_such_tangents_are_differentiated_again():
    def f(x):
        return np.sum(jvp(log_density, (x,), (x * x,))[1])

    np.testing.assert_allclose(grad(f)(X), -3.0 * X**2, rtol=1e-5)
    assert grad(f)(X).dtype == np.float32


def stored_into(x):
    p = x + 0j
    for i in range(3):
        p[i] = p[i] * 1j + p[i - 1]
    return np.sum(np.abs(p - 1) ** 2)


def scaled_in_place(x):
    p = x + 1j * np.zeros_like(x)
    p *= np.exp(-0.5j * np.sum(np.abs(p) ** 2))
    return np.sum(np.abs(p - 1) ** 2)


def stored_into_a_view(x):
    p = (x + 0j).reshape(3, 1)
    column = p[:, 0]
    column[0] = column[0] * 1j
    return np.sum(np.abs(p[:, 0] - x**3) ** 2)


def stored_into_an_item(x):
    rows = [x + 0j]
    for i in range(3):
        rows[0][i] *= 1j + x[i]
    return np.sum(np.abs(rows[0] - x) ** 2)


def stored_into_a_display(x):
    p = np.array([x[0], 1j])
    p[0] *= 1j
    return np.sum(np.abs(p - x[1:] ** 3) ** 2)


WRITTEN = [
    stored_into, scaled_in_place, stored_into_a_view, stored_into_an_item, stored_into_a_display,
]  # fmt: skip


@pytest.mark.parametrize("f", WRITTEN, ids=lambda f: f.__name__)
def test_the_tangent_of_what_is_complex_and_stored_into_is_complex(f):
    check_grads(f, X.astype(float), order=2)
