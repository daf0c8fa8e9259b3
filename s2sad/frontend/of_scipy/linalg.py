"""Matrices (`scipy.linalg`), in terms of NumPy's functions."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import linalg

from s2sad import runtime as rt


def khatri_rao(a: Any, b: Any) -> Any:
    """Return the Kronecker products of the columns of two matrices."""
    pairs = a[:, None, :] * b[None, :, :]
    return np.reshape(pairs, (-1, np.shape(a)[1]))


def solve(a: Any, b: Any, *, transposed: bool) -> Any:
    """Return the solution of a @ x = b, or of the transposed system."""
    return linalg.solve(a.T if transposed else a, b)


def expm_frechet(A: Any, E: Any, *, compute_expm: bool = True) -> Any:
    """Return the exponential of a matrix, and how it moves along another."""
    along = rt.corner(linalg.expm(rt.both_blocks(A) + rt.in_corner(E)))
    if not compute_expm:
        return along
    return linalg.expm(A), along


def solve_circulant(c: Any, b: Any) -> Any:
    """Return the solution of a system of which c is the first column, in circles, the matrix."""
    assert np.ndim(c) == 1 and np.ndim(b) < 3, "one matrix"
    spectrum = np.fft.fft(c)
    if np.ndim(b) == 1:
        return np.real(np.fft.ifft(np.fft.fft(b) / spectrum))
    return np.real(np.fft.ifft(np.fft.fft(b, axis=0) / spectrum[:, None], axis=0))


def matmul_toeplitz(c_or_cr: Any, x: Any) -> Any:
    """Return the product with a matrix whose diagonals are constants."""
    if isinstance(c_or_cr, tuple):
        assert np.ndim(c_or_cr[0]) == 1, "one matrix"
        return linalg.toeplitz(c_or_cr[0], c_or_cr[1]) @ x
    assert np.ndim(c_or_cr) == 1, "one matrix"
    return linalg.toeplitz(c_or_cr) @ x


def companion(a: Any) -> Any:
    """Return the matrix whose eigenvalues are the roots of a polynomial."""
    assert np.ndim(a) == 1, "one polynomial"
    first = -a[1:] / a[0]
    return np.concatenate((first[None, :], np.eye(len(a) - 2, len(a) - 1)))


def leslie(f: Any, s: Any) -> Any:
    """Return the matrix of births, in its first row, and of survivals below its diagonal."""
    assert np.ndim(f) == 1 and np.ndim(s) == 1, "one matrix"
    return np.concatenate((f[None, :], np.concatenate((np.diag(s), np.zeros((len(s), 1))), axis=1)))


def fiedler(a: Any) -> Any:
    """Return how far each two numbers are apart."""
    assert np.ndim(a) == 1, "one vector"
    return np.abs(a[:, None] - a)


def orthogonal_procrustes(A: Any, B: Any) -> Any:
    """Return the rotation that brings a matrix nearest to another, and the scale."""
    turn, stretch = linalg.polar(A.T @ B)
    return turn, np.trace(stretch)
