"""Stacks of matrices, and numbers, in SciPy's linear algebra: right, or refused by name."""

import numpy as np
import pytest

from s2sad import check_grads, grad, vjp
from s2sad.errors import WrongKind

from .adding import HAS_SCIPY
from .programs_of_points import function_of

pytestmark = pytest.mark.skipif(not HAS_SCIPY, reason="needs SciPy")

A = np.array([[2.0, 0.3, 0.1], [-0.2, 1.5, 0.4], [0.3, 0.1, 1.2]])
STACK = np.stack([A, A.T + 0.5 * np.eye(3)])
Q, V = A - 0.7, np.array([0.3, -0.5, 0.8])

REFUSED = {
    "scipy.linalg.solve_triangular(s, v)": "one matrix",
    "scipy.linalg.solve_banded((1, 1), s, v)": "one matrix",
    "scipy.linalg.solve_banded((1, 1), ab=s, b=v)": "one matrix",
    "scipy.linalg.cho_solve((s, True), v)": "one matrix",
    "scipy.linalg.lu_solve((s, np.zeros((2, 3), dtype=int)), v)": "one matrix",
    "scipy.linalg.solve_toeplitz(s[0], v)": "one vector",
    "scipy.linalg.solve_toeplitz((v, s[0]), v)": "one vector",
    "scipy.linalg.eigvalsh_tridiagonal(s[0], s[0, :, 1:])": "one vector",
    "scipy.linalg.eigh_tridiagonal(v, s[0, :, 1:], eigvals_only=True)": "one vector",
    "scipy.optimize.nnls(s[0], s[1, :, :1])[0]": "one vector",
    "scipy.linalg.block_diag(s, s)": "one matrix", "scipy.linalg.block_diag(s[0], s)": "one matrix",
    "scipy.linalg.expm(v[0])": "of a number", "scipy.linalg.cholesky(v[0])": "of a number",
    "scipy.linalg.solve(v[0], v[1])": "of a number",
    "scipy.linalg.solve_continuous_lyapunov(v[0], v[1])": "of a number",
    "scipy.ndimage.laplace(v[0])": "of a number",
    "scipy.ndimage.gaussian_laplace(v[0], sigma=0.6)": "of a number",
    "scipy.ndimage.gaussian_gradient_magnitude(v[0], 0.6)": "of a number",
    "scipy.ndimage.correlate(v[0], np.array(2.0))": "of a number",
}  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_what_a_rule_is_not_of_is_refused_by_name(text):
    with pytest.raises(WrongKind, match=REFUSED[text]):
        grad(function_of(f"np.sum({text})", ["s", "v"]), wrt=(0, 1))(STACK, V)


@pytest.mark.parametrize("a, q", [(STACK, Q), (A, STACK - 0.7), (STACK[:1], STACK)])
@pytest.mark.parametrize("text", [
    "scipy.linalg.solve_continuous_lyapunov(a, q)", "scipy.linalg.solve_sylvester(a, q + 3.0, q)",
    "scipy.linalg.solve_discrete_lyapunov(0.3 * a, q)", "scipy.linalg.solve_sylvester(a, a, q)",
])  # fmt: skip
def test_a_matrix_meets_each_of_a_stack(text, a, q):
    check_grads(function_of(text, ["a", "q"]), a, q, order=2)


def test_columns_of_stacks_move_with_their_vectors():
    check_grads(function_of("scipy.linalg.convolution_matrix(a, 3)", ["a"]), A)


@pytest.mark.parametrize("text", [
    "scipy.linalg.det(a)", "scipy.linalg.logm(a)[0, 1]", "scipy.linalg.solve_toeplitz(a[0], v)[0]",
    "scipy.linalg.solve_discrete_lyapunov(a, a)[0, 1]",
    "scipy.linalg.cho_solve((a + 0.0, True), v)[0]",
    "scipy.linalg.eigvalsh_tridiagonal(v, v[1:])[0]", "np.polyval(v, 2.0)",
    "np.choose(1, (v[0], 2.0))", "np.choose(1, (v, 2.0))[0]",
])  # fmt: skip
def test_the_precision_of_a_result_is_that_of_the_function(text):
    f = function_of(f"({text}) * (3.0 if ({text}).dtype == np.float32 else v[1])", ["a", "v"])
    a, v = A.astype(np.float32), np.array([0.7, 0.4, 0.2], np.float32)
    value, _ = vjp(f, a, v)
    assert value == f(a, v)
