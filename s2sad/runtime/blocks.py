"""Matrices made of blocks, tensors as matrices, and the parts of a least squares solution."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .marker import primitive


@primitive
def both_blocks(x: Any) -> Any:
    """Return [[x, 0], [0, x]]: transposes `sum_of_blocks`."""
    n = np.shape(x)[-1]
    found = in_corner(x)
    found[..., :n, :n] = found[..., n:, n:] = x
    found[..., :n, n:] = 0.0
    return found


@primitive
def sum_of_blocks(x: Any) -> Any:
    """Return the sum of the two blocks on the diagonal: transposes `both_blocks`."""
    n = np.shape(x)[-1] // 2
    return x[..., :n, :n] + x[..., n:, n:]


@primitive
def in_corner(x: Any) -> Any:
    """Return [[0, x], [0, 0]]: transposes `corner`."""
    n = np.shape(x)[-1]
    found = np.zeros((*np.shape(x)[:-2], 2 * n, 2 * n), np.result_type(x))
    found[..., :n, n:] = x
    return found


@primitive
def corner(x: Any) -> Any:
    """Return the upper right block of four: transposes `in_corner`."""
    n = np.shape(x)[-1] // 2
    return x[..., :n, n:]


@primitive
def as_matrix(x: Any) -> Any:
    """Return a tensor as the square matrix that has its elements; reshaping transposes it."""
    side = math.isqrt(np.size(x))
    return np.reshape(x, (side, side))


@primitive
def ends(s: Any) -> Any:
    """Return 1 at the first and -1 at the last place of vectors like s, 0 between them."""
    found = np.zeros(np.shape(s), np.result_type(s))
    found[..., 0] += 1.0
    found[..., -1] -= 1.0
    return found


@primitive
def uncut(a: Any, z: Any) -> Any:
    """Return a, of which z is a pseudo-inverse that left out nothing but rounding."""
    _refuse_cut(np.max(np.abs(a @ z @ a - a), initial=0.0), np.max(np.abs(a), initial=0.0))
    return a


@primitive
def pinv_of_rank(a: Any, r: Any) -> Any:
    """Return the pseudo-inverse of a matrix of rank r: the other singular values count as 0."""
    u, s, v = np.linalg.svd(a, full_matrices=False)
    return np.conj(v[:r].T) @ (np.conj(u[:, :r].T) / s[:r, None])


def _refuse_cut(left_out: Any, size: Any) -> None:
    """Raise LinAlgError where singular values that are not about 0 were taken for 0."""
    if left_out > np.sqrt(np.finfo(np.result_type(left_out)).eps) * size:
        raise np.linalg.LinAlgError(
            "rcond leaves out singular values that are not zero: the derivative is not known"
        )


@primitive
def lstsq_solution(a: Any, b: Any, d: Any) -> Any:
    """Return the solution in d, which is `np.linalg.lstsq(a, b)`."""
    values, rank = d[3], int(d[2])
    _refuse_cut(np.max(values[rank:], initial=0.0), np.max(values, initial=0.0))
    return d[0]


@primitive
def lstsq_residuals(a: Any, b: Any, d: Any) -> Any:
    """Return the sums of squares in d, which is `np.linalg.lstsq(a, b)`."""
    return d[1]


@primitive
def lstsq_rank(a: Any, b: Any, d: Any) -> Any:
    """Return the rank in d, which is `np.linalg.lstsq(a, b)`."""
    return d[2]


@primitive
def lstsq_values(a: Any, b: Any, d: Any) -> Any:
    """Return the singular values in d, which is `np.linalg.lstsq(a, b)`."""
    return d[3]


@primitive
def nnls_solution(A: Any, b: Any, d: Any) -> Any:
    """Return the solution in d, which is `scipy.optimize.nnls(A, b)`."""
    return d[0]


@primitive
def nnls_norm(A: Any, b: Any, d: Any) -> Any:
    """Return the norm of what is left over in d, which is `scipy.optimize.nnls(A, b)`."""
    return d[1]


@primitive
def residuals_of(y: Any, z: Any) -> Any:
    """Return the sums of y along its first axis in the shape of z, which may be empty.

    NumPy gives no residuals where the rank is not full, or nothing is left over.
    """
    if np.size(z) == 0:
        return np.zeros(np.shape(z), np.result_type(y))
    return np.reshape(np.sum(y, axis=0), np.shape(z))


@primitive
def residuals_back(y: Any, r: Any) -> Any:
    """Return y for each row of r, zeros if y is empty: transposes `residuals_of`."""
    if np.size(y) == 0:
        return np.zeros(np.shape(r), np.result_type(y))
    return np.broadcast_to(y, np.shape(r))
