"""Sparse arrays and matrices of SciPy's: what is made of them, and what their methods give.

    'sparse:float64'     a sparse array, of which `*` goes by elements
    'spmatrix:float64'   a sparse matrix, of which `*` is the product of matrices
    'matrix:float64'     an `np.matrix`, which a sum of such gives

    SparseMatrix, DenseMatrix   likewise, where no more is known

Which of these a value is must not be lost: a product of matrices is none of elements.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ...ir.kinds import Array, Kind, Other, Scalar, Size, is_matrix, is_sparse
from ...ir.nodes import Apply, Const, Expr, Name
from .calls import Call, Undecided
from .elementwise import elementwise
from .joins import Returned
from .of_sparse import MAKERS, inside, sparse_made

# Methods that give the same one, stored in another way; and those that give dense matrices.
_STORED = {"copy", *(f"to{how}" for how in ("bsr", "coo", "csc", "csr", "dia", "dok", "lil"))}
_DENSE = {"sum", "mean", "todense"}
# Of a sparse matrix all other methods give one, too, but for these.
_OTHERS = {
    "toarray", "diagonal", "trace", "dot", "getnnz", "count_nonzero", "get_shape", "nonzero",
    "argmax", "argmin", "item", "setdiag", "sum_duplicates", "sort_indices", "eliminate_zeros",
}  # fmt: skip
# Functions that make sparse matrices, unless they are given sparse arrays.
_MAKING = {
    "diags", "eye", "identity", "spdiags", "rand", "random", "kron", "kronsum", "hstack", "vstack",
    "bmat", "block_diag", "tril", "triu", "load_npz", "inv", "expm", "matrix_power", "laplacian",
}  # fmt: skip
_OF_NUMPY = {"matrix", "asmatrix", "bmat", "mat"}
# What makes an array of an `np.matrix`; and its attributes that are one.
ARRAYS = {"np.array", "np.asarray", "np.ravel", "np.ascontiguousarray", "np.shape", "len"}
_OPERATORS = {"add", "sub", "mul", "truediv", "neg", "pow", "abs", "getitem"}
_PLAIN = {"A", "A1", "getA", "getA1", "shape", "size", "ndim", "dtype"}


class SparseMatrix(Returned):
    """The kind of a sparse matrix of which no more is known."""


class DenseMatrix(Returned):
    """The kind of an `np.matrix` of which no more is known."""


MATRIX, SPARSE_MATRIX = DenseMatrix("a matrix"), SparseMatrix("a sparse matrix")


class Maker(Other):
    """The kind of a function that makes matrices, which is known."""

    def __init__(self, value: Any) -> None:
        super().__init__("function")
        object.__setattr__(self, "value", value)

    value: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Maker) and self.value is other.value

    def __hash__(self) -> int:
        return hash(self.value)


def is_maker(value: Any) -> bool:
    """Return whether a function makes sparse or dense matrices."""
    name, module = (str(getattr(value, at, "")) for at in ("__name__", "__module__"))
    of_numpy = module.startswith("numpy") and name in _OF_NUMPY
    return of_numpy or module.startswith("scipy.sparse") and name in _MAKING | MAKERS


def kind_of_sparse(value: Any) -> Kind:
    """Return the kind of a sparse array or matrix, without its sizes."""
    form = "spmatrix" if type(value).__name__.endswith("_matrix") else "sparse"
    return Other(f"{form}:{value.dtype.name}")


def dtype_of(kind: Other) -> str:
    """Return the dtype of a sparse array, or of a matrix."""
    return kind.what.partition(":")[2]


def as_factor(call: Call, kind: Other) -> Array:
    """Return a sparse array or matrix as the array that it would be."""
    shape = kind.shape or (call.sizes.fresh(), call.sizes.fresh())
    return Array(dtype_of(kind), shape, "A")


def like(kinds: list[Kind], found: Array) -> Kind:
    """Return the kind of what is made of sparse ones, of which one may be a matrix."""
    form = "spmatrix" if any(map(_is_sparse_matrix, kinds)) else "sparse"
    return Other(f"{form}:{found.dtype}", found.shape)


def operator_on(call: Call, kinds: list[Kind]) -> Kind:
    """Return the kind of a sparse matrix times a number or over one, or of a sum of such."""
    given = [as_factor(call, k) if isinstance(k, Other) and is_sparse(k) else k for k in kinds]
    first, *rest = map(is_sparse, kinds)
    scaled = call.op in ("mul", "truediv") and isinstance(kinds[-1], Scalar)
    scaled |= call.op == "mul" and isinstance(kinds[0], Scalar)
    if not rest and call.op in ("neg", "pos", "abs") or scaled:
        found = elementwise(call, given)
    elif call.op in ("add", "sub") and first and all(rest):
        a, b = (kind for kind in given if isinstance(kind, Array))
        for one, other in zip(a.shape, b.shape):  # which SciPy asks to be the same
            call.sizes.meet(one, other)
        found = Array(np.result_type(a.dtype, b.dtype).name, a.shape)
    else:
        raise Undecided(f"{call.op} of a sparse matrix")
    assert isinstance(found, Array)
    return like(kinds, found)


def made_by(call: Call, expr: Apply) -> Kind | None:
    """Return the kind of the matrix that a function or a class makes; None of any other."""
    made = getattr(call.kind(expr.args[0]), "value", None)
    name, module = (str(getattr(made, at, "")) for at in ("__name__", "__module__"))
    if module.startswith("numpy") and name in _OF_NUMPY:
        return MATRIX
    is_class = isinstance(made, type) and name.endswith("_matrix")
    is_known = module.startswith("scipy.sparse")
    arrays = [part for part in inside(expr.args[1:]) if _is_sparse_array(call.kind(part))]
    is_array = not is_class and (name.endswith("_array") or bool(arrays))
    found = sparse_made(call, expr)
    if isinstance(found, Other) and is_sparse(found):
        return Other(f"{'sparse' if is_array else 'spmatrix'}:{dtype_of(found)}", found.shape)
    if found is not None or is_array or not is_known or not (is_class or name in _MAKING):
        return found
    return SPARSE_MATRIX


def of_method(expr: Apply, kind: Kind) -> Kind | None:
    """Return what a method of a sparse array or matrix gives; None if it is not known."""
    if not is_made_sparse(kind):
        return None
    name, axis = expr.args[1], dict(expr.kwargs).get("axis", Const(None))
    is_plain = len(expr.args) == 2 and not expr.kwargs
    method = name.value if isinstance(name, Const) else ""
    if method in _STORED and (is_plain or _is_sparse_matrix(kind)):
        return kind
    if isinstance(kind, Other) and kind.shape:
        dtype, is_array = dtype_of(kind), _is_sparse_array(kind)
        if method == "toarray" and is_plain or method == "todense" and is_plain and is_array:
            return Array(dtype, kind.shape, "A")
        if method == "todense" and is_plain:
            return Other(f"matrix:{dtype}", kind.shape)
        if method in ("sum", "mean") and dtype.startswith("float"):
            if is_plain:
                return Scalar(dtype, True)
            if axis in (Const(0), Const(1)) and len(expr.args) == 2 and len(expr.kwargs) == 1:
                return _along(kind, axis == Const(0))
    if not _is_sparse_matrix(kind) or method in _OTHERS:
        return None
    if method in _DENSE:
        return None if is_plain and method != "todense" else MATRIX
    return None if method in ("max", "min") and is_plain else SPARSE_MATRIX


def _along(kind: Other, down: bool) -> Kind:
    """Return the kind of the sums along an axis of a sparse array or matrix."""
    rows, columns = kind.shape
    if _is_sparse_array(kind):
        return Array(dtype_of(kind), (columns if down else rows,), "C")
    return Other(f"matrix:{dtype_of(kind)}", (Size(1), columns) if down else (rows, Size(1)))


def still_matrix(
    expr: Expr, kinds: Mapping[str, Kind], kind_of: Callable[[Expr], Kind]
) -> Kind | None:
    """Return the matrix that something is of which no more is known, for one goes into it."""
    if not isinstance(expr, Apply) or expr.op in ARRAYS:
        return None
    parts = [*expr.args, *[value for _, value in expr.kwargs]]
    told = [part for part in parts if isinstance(part, Name) or _is_of_matrices(part, kinds)]
    given = [kinds.get(part.id) if isinstance(part, Name) else kind_of(part) for part in told]
    name = _member(expr)
    if name in _PLAIN or expr.op == "getitem" and _is_item(expr.args[1]):
        return None
    if any(map(is_dense_matrix, given)):
        return MATRIX
    if not any(map(_is_sparse_matrix, given)):
        return None
    if expr.op == "matmul":
        return SPARSE_MATRIX if all(map(_is_sparse_matrix, given)) else None
    if expr.op == "mul" and any(isinstance(kind, Array) for kind in given):
        return None
    return SPARSE_MATRIX if expr.op in _OPERATORS or name in ("T", "H", "real", "imag") else None


def _member(expr: Apply) -> str:
    """Return the name of the attribute or method that an expression reads, or none."""
    name = expr.args[1] if expr.op in ("attr", "method") else None
    return str(name.value) if isinstance(name, Const) else ""


def _is_of_matrices(expr: Expr, kinds: Mapping[str, Kind]) -> bool:
    """Return whether a name in an expression is a matrix."""
    if isinstance(expr, Name):
        kind = kinds.get(expr.id)
        return is_dense_matrix(kind) or _is_sparse_matrix(kind)
    return isinstance(expr, Apply) and any(_is_of_matrices(part, kinds) for part in expr.args)


def _is_item(index: Expr) -> bool:
    """Return whether an index is a row and a column: what stands there is a number."""
    if not isinstance(index, Apply) or index.op != "tuple" or len(index.args) != 2:
        return False
    return not any(isinstance(part, Apply) and part.op == "slice" for part in index.args)


def is_made_sparse(kind: Kind | None) -> bool:
    """Return whether a value of this kind is sparse, made by the program or not."""
    return is_sparse(kind) or isinstance(kind, SparseMatrix)


def is_dense_matrix(kind: Kind | None) -> bool:
    """Return whether a value of this kind is an `np.matrix`."""
    return is_matrix(kind) or isinstance(kind, DenseMatrix)


def multiplies_otherwise(op: str, kind: Kind | None) -> bool:
    """Return whether an operation on a matrix is not that on arrays: a product of matrices."""
    return is_dense_matrix(kind) or op in ("mul", "np.multiply") and _is_sparse_matrix(kind)


def _is_sparse_matrix(kind: Kind | None) -> bool:
    is_known = isinstance(kind, Other) and kind.what.startswith("spmatrix:")
    return is_known or isinstance(kind, SparseMatrix)


def _is_sparse_array(kind: Kind | None) -> bool:
    return isinstance(kind, Other) and kind.what.startswith("sparse:")
