"""Parts of factorisations, and what their derivatives are made of."""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive


@primitive
def eigh_values(a: Any, d: Any) -> Any:
    """Return the eigenvalues in d, which is `np.linalg.eigh(a)`."""
    return d[0]


@primitive
def eigh_vectors(a: Any, d: Any) -> Any:
    """Return the eigenvectors in d, which is `np.linalg.eigh(a)`."""
    return d[1]


@primitive
def pencil_values(a: Any, b: Any, d: Any) -> Any:
    """Return the eigenvalues in d, which is `scipy.linalg.eigh(a, b)`."""
    return d[0]


@primitive
def pencil_vectors(a: Any, b: Any, d: Any) -> Any:
    """Return the eigenvectors in d, which is `scipy.linalg.eigh(a, b)`."""
    return d[1]


@primitive
def svd_left(a: Any, d: Any) -> Any:
    """Return the left singular vectors in d, which is a reduced `np.linalg.svd(a)`."""
    return d[0]


@primitive
def svd_values(a: Any, d: Any) -> Any:
    """Return the singular values in d, which is `np.linalg.svd(a)`."""
    return d[1]


@primitive
def svd_right(a: Any, d: Any) -> Any:
    """Return the right singular vectors in d, which is a reduced `np.linalg.svd(a)`."""
    return d[2]


@primitive
def svd_left_full(a: Any, d: Any) -> Any:
    """Return the left singular vectors in d, more than are determined."""
    return d[0]


@primitive
def svd_values_full(a: Any, d: Any) -> Any:
    """Return the singular values in d, beside more vectors than are determined."""
    return d[1]


@primitive
def svd_right_full(a: Any, d: Any) -> Any:
    """Return the right singular vectors in d, more than are determined."""
    return d[2]


@primitive
def svd_left_wide(a: Any, d: Any) -> Any:
    """Return the left singular vectors in d, all of which are determined: a is wide."""
    return d[0]


@primitive
def svd_right_tall(a: Any, d: Any) -> Any:
    """Return the right singular vectors in d, all of which are determined: a is tall."""
    return d[2]


@primitive
def undetermined(x: Any) -> Any:
    """Raise LinAlgError: some singular vectors of a matrix that is not square are any basis."""
    raise np.linalg.LinAlgError(
        "all the singular vectors of a matrix that is not square have no derivative: "
        "use full_matrices=False"
    )


@primitive
def qr_q(a: Any, d: Any) -> Any:
    """Return the orthogonal factor in d, which is `np.linalg.qr(a)`."""
    return d[0]


@primitive
def qr_r(a: Any, d: Any) -> Any:
    """Return the triangular factor in d, which is `np.linalg.qr(a)`."""
    return d[1]


@primitive
def lu_permutation(a: Any, d: Any) -> Any:
    """Return the permutation in d, which is `scipy.linalg.lu(a)`."""
    return d[0]


@primitive
def lu_lower(a: Any, d: Any) -> Any:
    """Return the lower triangle in d, which is `scipy.linalg.lu(a)`."""
    return d[1]


@primitive
def lu_upper(a: Any, d: Any) -> Any:
    """Return the upper triangle in d, which is `scipy.linalg.lu(a)`."""
    return d[2]


@primitive
def polar_turn(a: Any, d: Any) -> Any:
    """Return the factor with orthonormal columns in d, which is `scipy.linalg.polar(a)`."""
    if np.shape(a)[0] < np.shape(a)[1]:
        raise np.linalg.LinAlgError("polar factors of a wide matrix are not determined by it")
    return d[0]


@primitive
def polar_stretch(a: Any, d: Any) -> Any:
    """Return the symmetric factor in d, which is `scipy.linalg.polar(a)`."""
    if np.shape(a)[0] < np.shape(a)[1]:
        raise np.linalg.LinAlgError("polar factors of a wide matrix are not determined by it")
    return d[1]


@primitive
def lu_packed(a: Any, d: Any) -> Any:
    """Return the two triangles in d, which is `scipy.linalg.lu_factor(a)`, in one matrix."""
    return d[0]


@primitive
def lu_pivots(a: Any, d: Any) -> Any:
    """Return the exchanges of rows in d, which is `scipy.linalg.lu_factor(a)`."""
    return d[1]


@primitive
def pivoted(x: Any, piv: Any) -> Any:
    """Return x with rows exchanged in turn, row i and row piv[i]; `unpivoted` transposes it."""
    return x[_exchanged(piv)]


@primitive
def unpivoted(x: Any, piv: Any) -> Any:
    """Return x with the exchanges of `pivoted` taken back, which transposes them."""
    return x[np.argsort(_exchanged(piv))]


def _exchanged(piv: Any) -> Any:
    order = np.arange(np.size(piv))
    for i, k in enumerate(piv.tolist()):
        order[[i, k]] = order[[k, i]]
    return order


@primitive
def qr_q_wide(a: Any, d: Any) -> Any:
    """Return the orthogonal factor in d, which is `np.linalg.qr(a)` with more columns than rows."""
    return d[0]


@primitive
def qr_r_wide(a: Any, d: Any) -> Any:
    """Return the other factor in d, which is `np.linalg.qr(a)` with more columns than rows."""
    return d[1]


@primitive
def fill_columns(y: Any, x: Any) -> Any:
    """Return y with columns of zeros after it, in the shape of x: transposes the first columns."""
    found = np.zeros(np.shape(x), np.result_type(y))
    found[..., : np.shape(y)[-1]] = y
    return found


@primitive
def over_gaps(x: Any, w: Any) -> Any:
    """Return x_ij / (w_j - w_i), and 0 on the diagonal; its transpose is itself.

    Where w_i and w_j are equal to rounding, x_ij has to be 0: the vectors do not turn then, or
    nothing reads how they turn. Otherwise LinAlgError is raised: what a function of vectors and
    values is worth there is told by no first derivative, even if it does not see them turn.
    """
    gaps = np.expand_dims(w, -2) - np.expand_dims(w, -1)
    n = np.shape(w)[-1]
    rounding = 64 * n * np.finfo(np.result_type(x, w)).eps
    equal = np.abs(gaps) <= rounding * np.max(np.abs(w), axis=-1, initial=0.0)[..., None, None]
    if np.any(equal & ~np.eye(n, dtype=bool) & (x != 0)):
        raise np.linalg.LinAlgError(
            "the vectors of equal eigenvalues or singular values have no derivative"
        )
    return np.where(equal, 0.0, x / np.where(equal, 1.0, gaps))


@primitive
def only_diagonal(x: Any) -> Any:
    """Return the diagonal of square matrices, zeros around it; its own transpose."""
    return np.where(np.eye(np.shape(x)[-1], dtype=bool), x, 0.0)


@primitive
def fold_upper(x: Any) -> Any:
    """Return the upper triangle plus the conjugate of the lower one, real on the diagonal.

    Its transpose is `mirror_upper`.
    """
    below = np.conj(np.swapaxes(np.tril(x, -1), -1, -2))
    return np.triu(x, 1) + below + only_diagonal(np.real(x))


@primitive
def mirror_upper(x: Any) -> Any:
    """Return the Hermitian matrix with this upper triangle: transposes `fold_upper`."""
    above = np.triu(x, 1)
    return above + np.conj(np.swapaxes(above, -1, -2)) + only_diagonal(np.real(x))
