"""Sparse matrices and `np.matrix`, of which `*` is the product of matrices, are never arrays."""

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import MissingRule
from tests.small import adjoint_text

sparse = pytest.importorskip("scipy.sparse", reason="SciPy is an optional extra")
DENSE = np.array([[1.0, 2.0, 0.0], [0.0, 3.0, 0.0], [4.0, 0.0, 5.0]])
S, ARRAY = sparse.csr_matrix(DENSE), sparse.csr_array(DENSE)
X, W = np.array([0.4, 1.1, -0.7]), np.arange(3.0)


def second_difference(n):
    return sparse.diags([np.ones(n - 1), -2.0 * np.ones(n), np.ones(n - 1)], [-1, 0, 1])


def made_here(x):
    laplacian = second_difference(len(x)) - sparse.identity(len(x))
    return np.sum(W * (laplacian.tocsr() @ x) ** 2)


def by_method(x):
    return np.sum(W * sparse.csc_matrix(DENSE).dot(x) ** 2)


def of_blocks(x):
    whole = sparse.kron(sparse.eye(2), sparse.csr_matrix(DENSE))
    return np.sum((whole @ np.concatenate((x, x**2))) ** 2)


def product_of_two(x):
    a = sparse.csr_matrix(DENSE)
    return np.sum(W * ((a * a) @ x + (a.T @ a) @ x**2))


def times_a_constant(x):
    a = sparse.csr_matrix(DENSE)
    return np.sum(W * (a * np.ones(3)) * x**2)


def degrees(x):
    return np.sum(np.sin(np.asarray(S.sum(axis=1)).ravel() * x - S @ x))


def degrees_of_columns(x):
    return np.sum(np.array(S.sum(axis=0)) * x**2) * S.sum()


def degrees_of_an_array(x):
    return np.sum(ARRAY.sum(axis=1) * np.sin(x) + ARRAY.mean(axis=0) * x**2)


def dense(x):
    return np.sum(np.sin(S.toarray() @ x) + ARRAY.todense() @ x**2 + np.asarray(S.todense()) @ x)


def items(x):
    return S[0, 1] * np.sum(x**2) + np.sum(S.diagonal() * np.exp(x)) + S.max() * x[0] ** 3


FOLLOWED = [
    made_here, by_method, of_blocks, product_of_two, times_a_constant, degrees, degrees_of_columns,
    degrees_of_an_array, dense, items,
]


@pytest.mark.parametrize("f", FOLLOWED)
def test_what_is_made_of_a_sparse_matrix_is_a_constant(f):
    check_grads(f, X, order=2)


def test_a_sum_of_a_sparse_matrix_has_a_shape_once_it_is_an_array():
    assert "rt." not in adjoint_text(degrees_of_columns, X)


def star(x):
    return np.sum(W * (second_difference(3) * x))


def star_from_the_right(x):
    a = sparse.diags([1.0, 2.0], [0, 1], shape=(3, 3))
    return np.sum(W * (x * a))


def star_of_a_product(x):
    a = sparse.csr_matrix(DENSE)
    return np.sum(W * ((a @ a).T * x))


def star_of_a_part(x):
    return np.sum(W * (S[:3] * x))


def star_of_a_method(x):
    return np.sum(W * (S.multiply(2.0) * x))


def star_of_a_sum(x):
    return np.sum(np.sin(S.sum(axis=1) * x))


def star_of_a_mean_made_here(x):
    a = sparse.coo_matrix(DENSE)
    return np.sum(np.sin((1.0 / a.mean(1)) * x))


def product_with_a_dense_copy(x):
    return np.sum(np.sin(S.todense() @ x))


def by_elements(x):
    return np.sum(np.multiply(S.sum(axis=0), x))


def star_of_an_argument(x, a):
    return np.sum(a.sum(axis=1) * x)


def star_of_a_dense_one_made_here(x):
    return np.sum(np.asmatrix(DENSE) * x[:, None])


REFUSED = [
    star, star_from_the_right, star_of_a_product, star_of_a_part, star_of_a_method, star_of_a_sum,
    star_of_a_mean_made_here, product_with_a_dense_copy, by_elements,
    star_of_a_dense_one_made_here,
]


@pytest.mark.parametrize("f", REFUSED)
def test_the_product_of_matrices_is_not_taken_for_one_by_elements(f):
    with pytest.raises(MissingRule, match="product of matrices; .* Write `A @ x`"):
        grad(f)(X)


def test_nor_is_that_of_an_argument():
    with pytest.raises(MissingRule, match="product of matrices"):
        grad(star_of_an_argument, wrt="x")(X, S)
    found = grad(star_of_an_argument, wrt="x")(X, ARRAY)
    np.testing.assert_array_equal(found, ARRAY.sum(axis=1))
