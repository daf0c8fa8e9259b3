"""Products with sparse matrices of SciPy's, which are constants."""

import numpy as np
import pytest

import s2sad
from s2sad import grad, jvp
from s2sad.errors import MissingRule
from tests.small import adjoint_text

sparse = pytest.importorskip("scipy.sparse")
DENSE = np.array([[1.0, 0.0, 2.0], [0.0, -3.0, 0.5]])
S, ARRAY, NARROW = sparse.csr_matrix(DENSE), sparse.csc_array(DENSE), sparse.coo_array(DENSE)
NARROW = NARROW.astype(np.float32)
X, Y = np.array([0.3, -0.7, 1.1]), np.array([0.4, 0.9])
M = np.array([[0.3, 1.0], [0.5, -0.2], [0.1, 0.8]])
D = np.array([0.2, -0.5, 0.9])


def captured(x):
    return np.sum((S @ x) ** 3)


def turned(x):
    return np.sum((S.T @ x) ** 3)


def from_the_right(x):
    return np.sum(np.sin(x @ ARRAY))


def by_method(x):
    return np.sum(S.dot(x) ** 3)


def normal_equations(a, x):
    return np.sum((a.T @ a.dot(x) - x) ** 2)


def product_of_two(a, x):
    return np.sum((a.T @ a @ x) ** 3)


def made_of_it(x):
    return np.sum((x @ (2 * S - S / 0.5 + S.tocsc()).T) ** 3)


def of_it_turned(x):
    return np.sum(((-S).transpose() @ x) ** 3)


SQUARE = sparse.csc_matrix(np.array([[2.0, 0.0, 0.3], [0.0, -3.0, 0.5], [0.1, 0.0, 1.5]]))


def solved(x):
    return np.sum(sparse.linalg.spsolve(SQUARE, x**2) ** 3)


def solved_turned(a, x):
    return np.sum(np.sin(sparse.linalg.spsolve(a.T, x, permc_spec="NATURAL")) * x)


I, J = np.array([0, 1, 2, 0]), np.array([0, 1, 2, 1])


def made_and_asked_by_method(x):
    d = sparse.csr_matrix((np.arange(1, 5), (I, J)), shape=(len(x), len(x)))
    return np.sum(d.T.dot(x) ** 3) + np.sum(d.dot(np.outer(x, x)) ** 2)


def steps_of_heat(x):
    n = len(x)
    bend = sparse.diags([1.0, -2.0, 1.0], [-1, 0, 1], shape=(n, n), format="csc") * n**2
    a, u = sparse.eye(n, format="csc") - 0.01 * bend, x**2
    for _ in range(2):
        u = sparse.linalg.spsolve(a, u) + 0.1 * u**2
    return np.sum(u**2)


def of_two_axes(x):
    one = sparse.identity(3)
    both = sparse.kron(one, sparse.csr_array(SQUARE)) + sparse.eye_array(9)
    return np.sum((np.outer(x, x).ravel() @ both) ** 2)


CASES = [
    (made_and_asked_by_method, (X,)), (steps_of_heat, (X,)), (of_two_axes, (X,)),
    (solved, (X,)), (solved_turned, (SQUARE.tocsr(), X)), (solved_turned, (SQUARE, X)),
    (made_of_it, (X,)), (made_of_it, (M.T,)), (of_it_turned, (Y,)),
    (captured, (X,)), (captured, (M,)), (turned, (Y,)), (from_the_right, (Y,)),
    (from_the_right, (np.stack([Y, Y, 2.0 * Y]),)), (by_method, (X,)), (by_method, (M,)),
    (normal_equations, (S, X)), (normal_equations, (ARRAY, X)), (normal_equations, (NARROW, M)),
    (product_of_two, (S, X)), (product_of_two, (ARRAY, M)),
]  # fmt: skip


@pytest.mark.parametrize("f, args", CASES)
def test_a_product_with_a_sparse_matrix_is_differentiated_twice(f, args):
    *given, x = args
    d = np.random.default_rng(3).normal(size=x.shape)
    a = given[0] if given else None

    def slope_of_one(a, x):
        return np.sum(grad(f)(x) * d)

    def slope_of_two(a, x):
        return np.sum(grad(f, wrt="x")(a, x) * d)

    def differences(function, h=1e-5):
        return (function(x + h * d) - function(x - h * d)) / (2 * h)

    slope = slope_of_two if given else slope_of_one
    assert f(*args) == s2sad.value_and_grad(f, wrt="x")(*args)[0]
    first = differences(lambda x: f(*given, x))
    np.testing.assert_allclose(slope(a, x), first, rtol=1e-7, atol=1e-8)
    np.testing.assert_allclose(jvp(f, args, (d,), wrt="x")[1], first, rtol=1e-7, atol=1e-8)
    second = np.sum(grad(slope, wrt="x")(a, x) * d)
    np.testing.assert_allclose(second, differences(lambda x: slope(a, x)), rtol=1e-6, atol=1e-7)


def test_a_matrix_that_is_only_known_at_the_run_to_be_sparse_is_a_factor_too():
    for f in (lambda x: np.sum((2.0 * S @ x) ** 2), lambda x: np.sum((x @ abs(ARRAY).T) ** 2),
              lambda x: np.sum((sparse.csr_matrix(DENSE) @ x) ** 2)):  # fmt: skip
        ends = [f(X + h * D) for h in (1e-5, -1e-5)]
        found = np.sum(grad(f)(X) * D)
        np.testing.assert_allclose(found, (ends[0] - ends[1]) / 2e-5, rtol=1e-8)


def test_derivatives_of_what_is_no_number_are_differentiated_too():
    for f in (lambda x: (2 * S) @ x, lambda x: abs(S) @ x**2, lambda x: sparse.csr_array(S) @ x**3,
              lambda x: x @ S.multiply(2.0).T):  # fmt: skip
        s2sad.check_grads(f, X, order=2)


def test_the_adjoint_of_a_sparse_product_is_a_sparse_product():
    assert adjoint_text(captured, X) == (
        "def captured_adjoint(x, gz=1.0):\n"
        "    a = S @ x\n"
        "    z = np.sum(a ** 3)\n"
        "    gx = S.T @ (3.0 * gz * a ** 2)\n"
        "    return z, (gx,)"
    )


def test_the_adjoint_of_sparse_equations_solves_those_turned():
    assert "sparse.linalg.spsolve(SQUARE.T, " in adjoint_text(solved, X)


def test_sparse_equations_with_several_right_sides_are_refused():
    with pytest.raises(MissingRule, match="spsolve"):
        grad(lambda x: np.sum(sparse.linalg.spsolve(SQUARE, np.stack((x, x), axis=1))))(X)


def test_another_size_of_a_sparse_matrix_is_another_program():
    f = s2sad.differentiate(normal_equations, wrt="x")
    for size in (3, 5):
        a, x = sparse.eye_array(size, format="csr") * 2.0, np.ones(size)
        np.testing.assert_allclose(f.grad(a, x)[0], 18.0 * x)


def test_what_only_arrays_do_is_refused_of_sparse_matrices():
    for f in (lambda x: np.sum(ARRAY * x), lambda x: np.sum(S + x), lambda x: np.sum(S / x)):
        with pytest.raises(MissingRule, match="the class of the object decides"):
            grad(f)(X)


def by_a_star(x):
    return np.sum((sparse.csr_matrix((np.ones(4), (I, J)), shape=(3, 3)) * x) ** 2)


def added(x):
    return np.sum(sparse.eye_array(3) + x)


def of_complex_numbers(x):
    return np.sum(np.abs(sparse.csr_matrix((1j * np.ones(4), (I, J)), shape=(3, 3)) @ x))


@pytest.mark.parametrize("f", [by_a_star, added, of_complex_numbers])
def test_what_only_arrays_do_is_refused_of_sparse_matrices_that_are_made_here(f):
    with pytest.raises(MissingRule, match="the class of the object|product of matrices") as caught:
        grad(f)(X)
    assert ("A @ x" in str(caught.value)) == (f is not of_complex_numbers)


def test_sparse_matrices_of_single_precision_are_known_as_such():
    def f(x):
        made = sparse.csr_matrix((np.ones(4, np.float32), (I, J)), shape=(3, 3)) @ x
        return np.sum(made * (2.0 if made.dtype == np.float32 else 3.0))

    for x in (X, X.astype(np.float32)):
        found = grad(f)(x)
        assert found.dtype == x.dtype
        np.testing.assert_allclose(found, np.array([1.0, 2.0, 1.0]) * (2 + (x.dtype == float)))
