"""The transposes of matrix products, for operands of every rank.

For a product z = a * b each `…_lhs(y, a, b)` returns the gradient with respect to a of <y, z>, in
the shape of a, of which it reads nothing but the shape; each `…_rhs(y, a, b)` that of b.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .broadcast import unbroadcast
from .marker import primitive


@primitive
def matmul_lhs(y: Any, a: Any, b: Any) -> Any:
    """Return y @ b.T in the shape of a: transposes `a @ b` with respect to a."""
    if hasattr(b, "tocsr"):  # a sparse matrix, which NumPy takes for an object
        return y @ b.T
    rank_a, rank_b = np.ndim(a), np.ndim(b)
    if rank_a == 1 and rank_b == 1:
        return y * b
    column = np.reshape(b, (-1, 1)) if rank_b == 1 else b
    rows = np.expand_dims(y, -1) if rank_b == 1 else y
    if rank_a == 1:
        rows = np.expand_dims(rows, -2)
        found = np.matmul(rows, np.swapaxes(column, -1, -2))[..., 0, :]
    else:
        found = np.matmul(rows, np.swapaxes(column, -1, -2))
    return unbroadcast(found, a)


@primitive
def matmul_rhs(y: Any, a: Any, b: Any) -> Any:
    """Return a.T @ y in the shape of b: transposes `a @ b` with respect to b."""
    if hasattr(a, "tocsr"):
        return a.T @ y
    rank_a, rank_b = np.ndim(a), np.ndim(b)
    if rank_a == 1 and rank_b == 1:
        return y * a
    row = np.reshape(a, (1, -1)) if rank_a == 1 else a
    rows = np.expand_dims(y, -1) if rank_b == 1 else y
    if rank_a == 1:
        rows = np.expand_dims(rows, -2)
    found = np.matmul(np.swapaxes(row, -1, -2), rows)
    return unbroadcast(found[..., 0] if rank_b == 1 else found, b)


@primitive
def tensordot_lhs(y: Any, a: Any, b: Any, axes: Any = 2) -> Any:
    """Transposes `np.tensordot(a, b, axes)` with respect to a."""
    of_a, of_b = contracted_axes(np.ndim(a), np.ndim(b), axes)
    free_a = [i for i in range(np.ndim(a)) if i not in of_a]
    free_b = [i for i in range(np.ndim(b)) if i not in of_b]
    ends = list(range(np.ndim(y) - len(free_b), np.ndim(y)))
    found = np.tensordot(y, b, (ends, free_b))
    order = free_a + [of_a[i] for i in np.argsort(of_b)]
    return np.transpose(found, np.argsort(order))


@primitive
def tensordot_rhs(y: Any, a: Any, b: Any, axes: Any = 2) -> Any:
    """Transposes `np.tensordot(a, b, axes)` with respect to b."""
    of_a, of_b = contracted_axes(np.ndim(a), np.ndim(b), axes)
    free_a = [i for i in range(np.ndim(a)) if i not in of_a]
    free_b = [i for i in range(np.ndim(b)) if i not in of_b]
    found = np.tensordot(a, y, (free_a, list(range(len(free_a)))))
    order = [of_b[i] for i in np.argsort(of_a)] + free_b
    return np.transpose(found, np.argsort(order))


def contracted_axes(rank_a: int, rank_b: int, axes: Any) -> tuple[list[int], list[int]]:
    """Return the axes of a and of b that `np.tensordot` sums over, pair by pair."""
    if isinstance(axes, (int, np.integer)):
        return list(range(rank_a - int(axes), rank_a)), list(range(int(axes)))
    of_a, of_b = (np.atleast_1d(np.asarray(side)).tolist() for side in axes)
    return [i % rank_a for i in of_a], [i % rank_b for i in of_b]


@primitive
def dot_lhs(y: Any, a: Any, b: Any) -> Any:
    """Transposes `np.dot(a, b)` with respect to a."""
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return unbroadcast(y * b, a)
    return tensordot_lhs(y, a, b, ([-1], [-2 if np.ndim(b) > 1 else -1]))


@primitive
def dot_rhs(y: Any, a: Any, b: Any) -> Any:
    """Transposes `np.dot(a, b)` with respect to b."""
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return unbroadcast(y * a, b)
    return tensordot_rhs(y, a, b, ([-1], [-2 if np.ndim(b) > 1 else -1]))


@primitive
def inner_lhs(y: Any, a: Any, b: Any) -> Any:
    """Transposes `np.inner(a, b)` with respect to a."""
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return unbroadcast(y * b, a)
    return tensordot_lhs(y, a, b, ([-1], [-1]))


@primitive
def inner_rhs(y: Any, a: Any, b: Any) -> Any:
    """Transposes `np.inner(a, b)` with respect to b."""
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return unbroadcast(y * a, b)
    return tensordot_rhs(y, a, b, ([-1], [-1]))


@primitive
def solve_like(a: Any, y: Any, b: Any) -> Any:
    """Return `np.linalg.solve(a, y)`, where y holds vectors iff b is a vector.

    Its transpose with respect to y is `solve_like(t(a), y, b)`.
    """
    if np.ndim(b) == 1:
        return np.linalg.solve(a, y[..., None])[..., 0]
    return np.linalg.solve(a, y)


@primitive
def solve_product(a: Any, x: Any, b: Any) -> Any:
    """Return a @ x for x = `np.linalg.solve(a, b)`; each x is a vector iff b is one."""
    return np.matmul(a, x[..., None])[..., 0] if np.ndim(b) == 1 else np.matmul(a, x)


@primitive
def solve_outer(y: Any, x: Any, b: Any) -> Any:
    """Return y @ x.T: the transpose of `solve_product(a, x, b)` with respect to a."""
    if np.ndim(b) == 1:
        return y[..., :, None] * x[..., None, :]
    return np.matmul(y, np.swapaxes(x, -1, -2))


@primitive
def cofactor(a: Any) -> Any:
    """Return the matrix of cofactors, det(a) * inv(a).T, also where a is singular.

    By the singular values: a = u s v gives det(u v) conj(u) p conj(v), where p_i is the product
    of the singular values other than s_i. Far from singular it is computed as it is written.
    """
    size = np.linalg.det(a)
    if not np.all(np.isfinite(a)):  # such a matrix has no singular values
        finite = np.all(np.isfinite(a), axis=(-2, -1))[..., None, None]
        return np.where(finite, cofactor(np.where(finite, a, 0.0)), np.nan)
    if np.all(np.abs(size) > np.sqrt(np.finfo(size.dtype).tiny)) and np.all(np.isfinite(size)):
        inverse = np.linalg.inv(a)
        stretch = np.linalg.norm(a, axis=(-2, -1)) * np.linalg.norm(inverse, axis=(-2, -1))
        if np.all(stretch < 1e4):
            return size[..., None, None] * np.swapaxes(inverse, -1, -2)
    u, s, v = np.linalg.svd(a)
    n = s.shape[-1]
    others = np.where(np.eye(n, dtype=bool), 1.0, s[..., None, :]).prod(axis=-1)
    sign = np.linalg.det(u) * np.linalg.det(v)
    return sign[..., None, None] * np.matmul(np.conj(u) * others[..., None, :], np.conj(v))


@primitive
def logabsdet(a: Any) -> Any:
    """Return the second part of `np.linalg.slogdet(a)`."""
    return np.linalg.slogdet(a)[1]


@primitive
def signdet(a: Any) -> Any:
    """Return the first part of `np.linalg.slogdet(a)`."""
    return np.linalg.slogdet(a)[0]


@primitive
def half_tril(x: Any) -> Any:
    """Return the lower triangle of x with half its diagonal; its own transpose."""
    return np.where(np.eye(np.shape(x)[-1], dtype=bool), 0.5 * x, np.tril(x))


def _blocks(y: Any, a: Any, b: Any) -> tuple[Any, int]:
    """Return y with two axes for each axis of a Kronecker product: of a, then of b."""
    rank = max(np.ndim(a), np.ndim(b))
    shapes = [(1,) * (rank - np.ndim(x)) + np.shape(x) for x in (a, b)]
    return np.reshape(y, [n for pair in zip(*shapes) for n in pair]), rank


@primitive
def kron_lhs(y: Any, a: Any, b: Any) -> Any:
    """Transposes `np.kron(a, b)` with respect to a."""
    blocks, rank = _blocks(y, a, b)
    factor = np.reshape(b, (1,) * (rank - np.ndim(b)) + np.shape(b))
    places = list(range(1, 2 * rank, 2))
    return np.reshape(np.tensordot(blocks, factor, (places, list(range(rank)))), np.shape(a))


@primitive
def kron_rhs(y: Any, a: Any, b: Any) -> Any:
    """Transposes `np.kron(a, b)` with respect to b."""
    blocks, rank = _blocks(y, a, b)
    factor = np.reshape(a, (1,) * (rank - np.ndim(a)) + np.shape(a))
    places = list(range(0, 2 * rank, 2))
    return np.reshape(np.tensordot(blocks, factor, (places, list(range(rank)))), np.shape(b))
