"""Factorisations of SciPy's as parts of programs, in both modes and the second order."""

import numpy as np
import pytest

from s2sad import grad, jvp
from s2sad.errors import MissingRule

linalg = pytest.importorskip("scipy.linalg")
A = np.array([[0.7, -1.1, 0.4], [1.3, 0.2, -0.6], [0.5, 0.9, 1.7]])
D = np.array([[0.3, 0.8, -0.2], [-0.5, 0.1, 0.6], [0.4, -0.7, 0.2]])


def triangles(a):
    p, l, u = linalg.lu(a)
    return np.sum(l**3) + np.sum(p @ u**2)


def lower_only(a):
    return np.sum(np.sin(linalg.lu(a)[1]))


def of_vectors(a):
    w, v = linalg.eigh(a @ a.T)
    return np.sum(w[0] * np.abs(v) ** 3)


def of_values(a):
    return np.sum(linalg.eigvalsh(a + a.T, lower=False) ** 3)


def of_singular_vectors(a):
    u, s, vh = linalg.svd(a, full_matrices=False)
    return np.sum(np.abs(u) ** 3 * s) + np.sum(np.abs(vh) ** 3)


def of_singular_values(a):
    return np.sum(linalg.svdvals(a) ** 3) + np.sum(linalg.svd(a)[1])


def of_packed_triangles(a):
    lu, piv = linalg.lu_factor(a)
    return np.sum(np.sin(lu)) + lu[piv[0], 1] * np.sum(linalg.lu_solve((lu, piv), a[0]) ** 3)


def of_a_transposed_solution(a):
    factors = linalg.lu_factor(a)
    return np.sum(linalg.lu_solve(factors, a[:, :2], trans=1) ** 3)


def of_qr(a):
    q, r = linalg.qr(a)
    return np.sum(np.abs(q) ** 3) + np.sum(r**3) + np.sum(linalg.qr(a[1:])[1] ** 2)


def of_tall_qr(a):
    q, r = linalg.qr(a[:, :2], mode="economic")
    return np.sum(np.abs(q) ** 3) + np.sum(np.abs(r) ** 3)


def of_pseudo_inverses(a):
    return np.sum(linalg.pinv(a[:, :2]) ** 3) + np.sum(linalg.pinvh(a @ a.T) ** 2)


def of_least_squares(a):
    x, residuals, _, values = linalg.lstsq(a[:, :2], a)
    return np.sum(x**3) + np.sum(residuals**2) + np.sum(np.sin(values))


def of_values_only(a):
    values = linalg.eigh(a @ a.T, eigvals_only=True)
    return np.sum(values**2) + np.sum(linalg.svd(a, compute_uv=False) ** 3)


def of_polar_factors(a):
    u, p = linalg.polar(a)
    v, q = linalg.polar(a[:, :2])
    return np.sum(u**3) + np.sum(np.sin(p)) + np.sum(v**3 * q[0]) + np.sum(q**3)


def of_eigenvectors(a):
    w, v = linalg.eig(a)
    return np.sum(np.abs(w) ** 3) + np.sum(np.abs(v) ** 3)


CASES = [
    triangles, lower_only, of_vectors, of_values, of_singular_vectors, of_singular_values,
    of_packed_triangles, of_a_transposed_solution, of_qr, of_tall_qr, of_pseudo_inverses,
    of_least_squares, of_values_only, of_polar_factors, of_eigenvectors,
]  # fmt: skip


@pytest.mark.parametrize("f", CASES)
def test_a_factorisation_is_differentiated_twice(f):
    def slope(a):
        return np.sum(grad(f)(a) * D)

    def differences(function, h=1e-5):
        return (function(A + h * D) - function(A - h * D)) / (2 * h)

    np.testing.assert_allclose(slope(A), differences(f), rtol=1e-7)
    np.testing.assert_allclose(jvp(f, (A,), (D,))[1], slope(A), rtol=1e-10)
    np.testing.assert_allclose(np.sum(grad(slope)(A) * D), differences(slope), rtol=1e-6)


def test_all_singular_vectors_of_a_tall_matrix_have_no_derivative():
    with pytest.raises(np.linalg.LinAlgError, match="use full_matrices=False"):
        grad(lambda a: np.sum(linalg.svd(a)[0] ** 3))(np.vstack([A, D]))


def test_polar_factors_of_a_wide_matrix_are_refused():
    with pytest.raises(np.linalg.LinAlgError, match="not determined"):
        grad(lambda a: np.sum(linalg.polar(a[:2])[1]))(A)
    with pytest.raises(np.linalg.LinAlgError, match="not determined"):
        grad(lambda a: np.sum(linalg.polar(a[:, :2], side="left")[1]))(A)


def test_what_a_factorisation_does_not_determine_is_refused():
    with pytest.raises(MissingRule, match="mode='economic'"):
        grad(lambda a: np.sum(linalg.qr(a)[0]))(np.vstack([A, D]))
    with pytest.raises(MissingRule, match="`subset_by_value=`"):
        grad(lambda a: np.sum(linalg.eigh(a, subset_by_value=[0, 1])[0]))(A)
