"""Eigenvalues and eigenvectors of matrices that need not be symmetric; roots of polynomials.

NumPy makes real numbers of them where all are real. Here they are always complex: what is made of
them is complex, and could not be added in place to a real array.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive


def _complex(x: Any) -> Any:
    return x.astype(np.result_type(x, np.complex64), copy=False)


@primitive
def eigvals(a: Any) -> Any:
    """Return `np.linalg.eigvals(a)` as complex numbers."""
    return _complex(np.linalg.eigvals(a))


@primitive
def eig(a: Any) -> Any:
    """Return `np.linalg.eig(a)` as complex numbers."""
    values, vectors = np.linalg.eig(a)
    return _complex(values), _complex(vectors)


@primitive
def roots(p: Any) -> Any:
    """Return `np.roots(p)` as complex numbers."""
    return _complex(np.roots(p))


@primitive
def eig_values(a: Any, d: Any) -> Any:
    """Return the eigenvalues in d, which is `rt.eig(a)` or SciPy's: they are complex."""
    return d[0]


@primitive
def eig_vectors(a: Any, d: Any) -> Any:
    """Return the eigenvectors in d, which SciPy makes real if all are, as complex numbers."""
    return _complex(d[1])


@primitive
def chain_values(d: Any, e: Any, f: Any) -> Any:
    """Return the eigenvalues in f, which is `scipy.linalg.eigh_tridiagonal(d, e)`."""
    return f[0]


@primitive
def chain_vectors(d: Any, e: Any, f: Any) -> Any:
    """Return the eigenvectors in f, which is `scipy.linalg.eigh_tridiagonal(d, e)`."""
    return f[1]


@primitive
def eigenvectors(a: Any, w: Any) -> Any:
    """Return the eigenvectors of the eigenvalues w of a, in the order of these.

    `np.linalg.eig` finds the values by other steps than `np.linalg.eigvals`: their order may be
    another one.
    """
    values, vectors = np.linalg.eig(a)
    n = np.shape(w)[-1]
    if not np.size(w):
        return _complex(vectors)
    order = [_nearest(*pair) for pair in zip(np.reshape(w, (-1, n)), np.reshape(values, (-1, n)))]
    places = np.reshape(np.array(order, dtype=int), (*np.shape(w)[:-1], 1, n))
    return _complex(np.take_along_axis(vectors, places, axis=-1))


def _nearest(wanted: Any, found: Any) -> Any:
    """Return for each wanted value the place of the nearest one that is found and not yet taken."""
    distance = np.abs(wanted[:, None] - found)
    order = np.zeros(len(wanted), dtype=int)
    for k in range(len(wanted)):
        order[k] = np.argmin(distance[k])
        distance[:, order[k]] = np.inf
    return order


@primitive
def largest(v: Any) -> Any:
    """Return which component of each column LAPACK makes real: the largest."""
    if not np.size(v):
        return np.zeros(np.shape(v), dtype=bool)
    sizes = np.where(np.imag(v) == 0, np.abs(v), -1.0)
    places = np.expand_dims(np.argmax(sizes, axis=-2), -2)
    found = np.zeros(np.shape(v), dtype=bool)
    np.put_along_axis(found, places, True, axis=-2)
    return found
