"""Factorisations and solutions of special matrices (`scipy.linalg`), in terms of others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import linalg

from s2sad import runtime as rt


def qr(a: Any, *, mode: str = "full", pivoting: bool) -> Any:
    """Return a factorisation of the columns in the order of the pivots, and this order."""
    assert pivoting and mode != "r", "both factors, with pivots"
    order = rt.qr_pivots(a)
    q, r = linalg.qr(a[:, order], mode=mode)
    return q, r, order


def lu(a: Any, permute_l: bool) -> Any:
    """Return the factors of a matrix, with the permutation in the lower one."""
    assert permute_l, "two factors"
    p, l, u = linalg.lu(a)  # noqa: E741 (as in a = p l u)
    return p @ l, u


def polar(a: Any, side: str) -> Any:
    """Return the polar factors: those from the left are those of the transposed matrix."""
    if side == "right":
        return linalg.polar(a)
    turn, stretch = linalg.polar(a.T)
    return turn.T, stretch


def eigh(
    a: Any, b: Any = None, *, lower: bool = True, eigvals_only: bool = False, subset_by_index: Any
) -> Any:
    """Return some of the eigenvalues of a symmetric matrix, from the smallest one, and vectors."""
    first, last = subset_by_index
    assert not eigvals_only, "write `eigvalsh`"
    values, vectors = linalg.eigh(a, b, lower=lower)
    return values[first : last + 1], vectors[:, first : last + 1]


def eigvalsh(a: Any, b: Any = None, *, lower: bool = True, subset_by_index: Any) -> Any:
    """Return some of the eigenvalues of a symmetric matrix, from the smallest one."""
    first, last = subset_by_index
    return linalg.eigvalsh(a, b, lower=lower)[first : last + 1]


def eigvalsh_tridiagonal(d: Any, e: Any, select: str, select_range: Any = None) -> Any:
    """Return some of the eigenvalues of a symmetric matrix of three diagonals."""
    found = linalg.eigvalsh_tridiagonal(d, e)
    if select == "a":
        return found
    assert select == "i", "eigenvalues by their numbers"
    first, last = select_range
    return found[first : last + 1]


def funm(A: Any, func: Callable[..., Any]) -> Any:
    """Return a function of a matrix, by its eigenvalues."""
    values, vectors = np.linalg.eig(A)
    found = (vectors * func(values)) @ np.linalg.inv(vectors)
    return found if np.iscomplexobj(A) else np.real(found)


def orth(A: Any, *, rcond: Any = None) -> Any:
    """Return an orthonormal basis of what the columns of a matrix span."""
    left, values, _ = linalg.svd(A, full_matrices=False)
    if rcond is None:
        rcond = np.finfo(float).eps * max(np.shape(A))
    return left[:, : int(np.sum(values > rcond * np.max(values)))]


def subspace_angles(A: Any, B: Any) -> Any:
    """Return the angles between what the columns of two matrices span, the largest first."""
    one, other = linalg.orth(A), linalg.orth(B)
    product = one.T @ other
    cosines = linalg.svdvals(product)
    if np.shape(one)[1] >= np.shape(other)[1]:
        apart = other - one @ product
    else:
        apart = one - other @ product.T
    sines = np.minimum(np.maximum(linalg.svdvals(apart), -1.0), 1.0)
    by_cosines = np.arccos(np.minimum(np.maximum(cosines[::-1], -1.0), 1.0))
    return np.where(cosines[::-1] ** 2 >= 0.5, np.arcsin(sines), by_cosines)


def diagsvd(s: Any, M: int, N: int) -> Any:
    """Return the matrix of singular values."""
    n = len(s)
    return np.pad(np.diag(s), ((0, M - n), (0, N - n)))


# -- matrices of few diagonals ---------------------------------------------------------------------


def _all_diagonals(ab: Any, lower: bool) -> Any:
    """Return all diagonals of a symmetric matrix, of which those on one side are given."""
    n = len(ab) - 1
    if lower:
        return np.concatenate([*[np.roll(ab[k], k)[None] for k in range(n, 0, -1)], ab])
    return np.concatenate([ab, *[np.roll(ab[n - k], -k)[None] for k in range(1, n + 1)]])


def _whole(ab: Any, lower: bool) -> Any:
    """Return the symmetric matrix of which some diagonals are given."""
    n, m = np.shape(ab)[0] - 1, np.shape(ab)[1]
    found = np.diag(ab[0 if lower else n])
    for k in range(1, n + 1):
        beside = np.diag(ab[k, : m - k] if lower else ab[n - k, k:], k)
        found = found + beside + beside.T
    return found


def solveh_banded(ab: Any, b: Any, *, lower: bool = False) -> Any:
    """Return the solution of a system of a symmetric matrix of few diagonals."""
    n = len(ab) - 1
    return linalg.solve_banded((n, n), _all_diagonals(ab, lower), b)


def cholesky_banded(ab: Any, *, lower: bool = False) -> Any:
    """Return the triangle of a symmetric matrix of few diagonals; other cells are as they were."""
    n, m = np.shape(ab)[0] - 1, np.shape(ab)[1]
    c, found = linalg.cholesky(_whole(ab, lower), lower=lower), np.array(ab)
    for k in range(n + 1):
        if lower:
            found[k, : m - k] = np.diag(c, -k)
        else:
            found[n - k, k:] = np.diag(c, k)
    return found


def cho_solve_banded(cb_and_lower: Any, b: Any) -> Any:
    """Return the solution of a system whose matrix is the square of a triangle."""
    cb, lower = cb_and_lower
    n, m = np.shape(cb)[0] - 1, np.shape(cb)[1]
    c = np.zeros((m, m)) * cb[0, 0]
    for k in range(n + 1):
        c = c + (np.diag(cb[k, : m - k], -k) if lower else np.diag(cb[n - k, k:], k))
    return linalg.cho_solve((c, lower), b)


def eigvals_banded(a_band: Any, lower: bool = False) -> Any:
    """Return the eigenvalues of a symmetric matrix of few diagonals."""
    return linalg.eigvalsh(_whole(a_band, lower))
