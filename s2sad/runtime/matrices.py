"""Parts of matrices: triangles, bands, blocks, diagonals; each with its transpose."""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive


@primitive
def triangle(x: Any, lower: bool = False, unit_diagonal: bool = False) -> Any:
    """Return what a triangular solution reads of a matrix; its own transpose."""
    if lower:
        return np.tril(x, -1 if unit_diagonal else 0)
    return np.triu(x, 1 if unit_diagonal else 0)


@primitive
def factor_product(c: Any, d: Any, lower: bool) -> Any:
    """Return c @ d.T for lower triangles, c.T @ d for upper ones."""
    c, d = triangle(c, lower), triangle(d, lower)
    return c @ np.swapaxes(d, -1, -2) if lower else np.swapaxes(c, -1, -2) @ d


@primitive
def factor_back(y: Any, c: Any, lower: bool) -> Any:
    """Return the triangle of y.T @ c, or c @ y: transposes `factor_product(c, d, lower)` in d."""
    c = triangle(c, lower)
    return triangle(np.swapaxes(y, -1, -2) @ c if lower else c @ y, lower)


# The condition of a singular matrix is infinite.


@primitive
def inverse_or_inf(a: Any) -> Any:
    """Return the inverses of a stack of matrices, all inf of those that have none."""
    try:
        return np.linalg.inv(a)
    except np.linalg.LinAlgError:
        if np.ndim(a) == 2:
            return np.full(np.shape(a), np.inf, np.result_type(a, np.float32))
        return np.array([inverse_or_inf(part) for part in a])


@primitive
def times_or_inf(x: Any, y: Any) -> Any:
    """Return x * y, and inf where y is, also of an x that is 0."""
    return np.where(np.isinf(y), y, np.multiply(np.where(np.isinf(y), 1.0, x), y))[()]


# A band matrix a with l diagonals below and u above is kept as ab[u + i - j, j] = a[i, j].


def _diagonals(l_and_u: Any, n: int) -> list[tuple[int, slice, slice]]:
    """Return (row of ab, rows i of a, columns j of a) for each diagonal that a has."""
    below, above = l_and_u
    found = []
    for row in range(below + above + 1):
        k = row - above  # i = j + k
        if abs(k) < n:
            found.append((row, slice(max(k, 0), n + min(k, 0)), slice(max(-k, 0), n - max(k, 0))))
    return found


@primitive
def band_t(ab: Any, l_and_u: Any) -> Any:
    """Return the band matrix transposed; transposes `band_t(ab, (u, l))`."""
    below, above = l_and_u
    found = np.zeros_like(ab)
    for row, i, j in _diagonals(l_and_u, np.shape(ab)[1]):
        found[below + above - row, i] = ab[row, j]
    return found


@primitive
def band_product(ab: Any, x: Any, l_and_u: Any) -> Any:
    """Return a @ x for a band matrix a; x holds one vector, or several in columns."""
    found = np.zeros_like(x)
    for row, i, j in _diagonals(l_and_u, np.shape(ab)[1]):
        found[i] += ab[row, j] * x[j] if np.ndim(x) == 1 else ab[row, j, None] * x[j]
    return found


@primitive
def band_outer(y: Any, x: Any, l_and_u: Any) -> Any:
    """Return the band of y @ x.T: transposes `band_product(ab, x, l_and_u)` in ab."""
    n = np.shape(x)[0]
    found = np.zeros((sum(l_and_u) + 1, n), np.result_type(y, x))
    for row, i, j in _diagonals(l_and_u, n):
        pair = y[i] * x[j]
        found[row, j] = pair if np.ndim(x) == 1 else np.sum(pair, axis=1)
    return found


@primitive
def diagonals_below(y: Any) -> Any:
    """Return the sums of the diagonals 0, -1, ...: transposes a Toeplitz matrix in its column."""
    return np.array([np.trace(y, -k) for k in range(np.shape(y)[0])])


@primitive
def diagonals_above(y: Any) -> Any:
    """Return 0 and the sums of the diagonals 1, 2, ...: transposes a Toeplitz matrix in its row."""
    return np.array([np.trace(y, k) * (k > 0) for k in range(np.shape(y)[1])])


@primitive
def diagonal_block(y: Any, items: Any, k: int) -> Any:
    """Return the k-th block, in the shape of items[k], of a matrix of blocks on its diagonal."""
    shapes = [np.atleast_2d(item).shape for item in items]
    i, j = (sum(shape[axis] for shape in shapes[:k]) for axis in (0, 1))
    found = y[i : i + shapes[k][0], j : j + shapes[k][1]]
    return np.reshape(found, np.shape(items[k]))[()]


@primitive
def diagonal_place(y: Any, items: Any, k: int) -> Any:
    """Return zeros with y as the k-th block on the diagonal: the transpose of `diagonal_block`."""
    shapes = [np.atleast_2d(item).shape for item in items]
    i, j = (sum(shape[axis] for shape in shapes[:k]) for axis in (0, 1))
    found = np.zeros([sum(shape[axis] for shape in shapes) for axis in (0, 1)], np.result_type(y))
    found[i : i + shapes[k][0], j : j + shapes[k][1]] = y
    return found


@primitive
def norm_of_matrix(step: Any, a: Any, ord: float) -> Any:
    """Return `step(a, ord)`, by which a norm of SciPy's is told: of one matrix."""
    return step(a, ord)
