"""Pencils, Riccati equations and powers of matrices: values, both modes, the second order."""

import numpy as np
import pytest

from s2sad import check_grads, grad

linalg = pytest.importorskip("scipy.linalg", reason="SciPy is an optional extra")

RNG = np.random.default_rng(6)
A, B, C = RNG.normal(size=(4, 4)), RNG.normal(size=(4, 4)), RNG.normal(size=(4, 2))


def stiff(a):
    return a @ a.T + 2.0 * np.eye(len(a))


def of_values(a, b):
    return np.sum(linalg.eigh(a + a.T, stiff(b))[0] ** 3)


def of_vectors(a, b):
    w, v = linalg.eigh(a + a.T, b=stiff(b))
    return np.sum(w[0] * np.abs(v) ** 3)


def of_the_other_triangle(a, b):
    w, v = linalg.eigh(a + a.T, stiff(b), lower=False)
    return np.sum(w * v[0] ** 2)


def of_values_only(a, b):
    return (
        np.sum(linalg.eigvalsh(a + a.T, stiff(b)) ** 3)
        + np.sum(linalg.eigh(a + a.T, stiff(b), eigvals_only=True) ** 2)
    )  # fmt: skip


def of_a_gain(a, b):
    c, q, r = b[:, :2], stiff(b), stiff(a[:2, :2])
    x = linalg.solve_continuous_are(a, c, q, r)
    return np.sum(np.sin(x) * a)


def of_a_gain_of_steps(a, b):
    c, q, r = b[:, :2], stiff(b), stiff(a[:2, :2])
    x = linalg.solve_discrete_are(a, c, q, r)
    return np.sum(np.linalg.solve(r + c.T @ x @ c, c.T @ x @ a) ** 2) + x[0, 1] * a[0, 0]


def of_a_power(a, b):
    x = linalg.fractional_matrix_power(stiff(a), 0.3 + 0.1 * b[0, 0])
    return np.sum(x * b) + np.sum(linalg.fractional_matrix_power(stiff(b), -1.4) ** 2)


CASES = [of_values, of_vectors, of_the_other_triangle, of_values_only, of_a_gain,
         of_a_gain_of_steps, of_a_power]  # fmt: skip


@pytest.mark.parametrize("f", CASES)
def test_they_have_the_derivatives_that_differences_show(f):
    check_grads(f, A, B)


@pytest.mark.parametrize("f", CASES[:-1])
def test_they_are_differentiated_twice(f):
    check_grads(f, A, B, order=2)


def test_vectors_of_equal_values_have_no_derivative():
    with pytest.raises(np.linalg.LinAlgError):
        grad(lambda a, b: linalg.eigh(a, b)[1][1, 0])(np.eye(3), np.eye(3))
