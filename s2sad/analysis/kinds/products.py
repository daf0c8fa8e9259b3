"""Products and linear algebra."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ...ir.kinds import Array, Kind, Other, Scalar, Size, TupleKind, is_sparse
from ...ir.nodes import Apply, Const, Name
from . import sparse
from .calls import Call, Undecided, as_array, kind_rule
from .elementwise import broadcast
from .reductions import size_of

Shape = tuple[Size, ...]


def made(dtype: str, shape: Shape, orders: set[str]) -> Kind:
    """Return what a product makes: a NumPy scalar where no axis is left."""
    if not shape:
        return Scalar(dtype, True)
    return Array(dtype, shape, "C" if len(shape) == 1 or orders == {"C"} else "A")


def _dtype(*arrays: Array) -> str:
    return np.result_type(*[a.dtype for a in arrays]).name


def floating(*arrays: Array) -> str:
    """Return the dtype of what linear algebra makes of arrays."""
    return np.result_type(*[a.dtype if a.dtype[0] in "fc" else "float64" for a in arrays]).name


def matmul(call: Call, a: Array, b: Array) -> Kind:
    """Return the kind of a @ b."""
    if not a.ndim or not b.ndim:
        raise Undecided("@ needs arrays with axes")
    if a.dtype == "bool" or b.dtype == "bool":
        raise Undecided("@ of bools")
    call.sizes.meet(a.shape[-1], b.shape[-2 if b.ndim > 1 else -1])
    stack = broadcast([a.shape[:-2], b.shape[:-2]], call.sizes)
    rows = a.shape[-2:-1]
    columns = b.shape[-1:] if b.ndim > 1 else ()
    shape = (*stack, *rows, *columns)
    return made(_dtype(a, b), shape, {a.order, b.order} if len(shape) <= 2 else {"A"})


@kind_rule("np.matmul(a, b)", "matmul(a, b)", "np.linalg.matmul(a, b)")
def of_matmul(call: Call) -> Kind:
    """The matrix product, stacks of matrices broadcast."""
    return product(call, call["a"], call["b"])


def product(call: Call, a: Kind, b: Kind) -> Kind:
    """Return the kind of a @ b, of which one may be a sparse matrix, or both."""
    found = matmul(call, _factor(call, a), _factor(call, b))
    if not isinstance(found, Array) or not (is_sparse(a) or is_sparse(b)):
        return found
    if is_sparse(a) and is_sparse(b):
        return sparse.like([a, b], found)
    return Array(found.dtype, found.shape, "A")


def _factor(call: Call, kind: Kind) -> Array:
    """Return a factor as an array; a sparse one, too."""
    if isinstance(kind, Other) and is_sparse(kind):
        return sparse.as_factor(call, kind)
    return as_array(kind, call.sizes)


@kind_rule("np.matvec(a, b)", "np.vecmat(b, a)")
def of_matvec(call: Call) -> Kind:
    """Products of matrices and vectors, of which both may be stacks."""
    a, b = call.array("a"), call.array("b")
    is_left = call.op == "np.vecmat"
    call.sizes.meet(a.shape[-2 if is_left else -1], b.shape[-1])
    stack = broadcast([a.shape[:-2], b.shape[:-1]], call.sizes)
    return made(_dtype(a, b), (*stack, a.shape[-1 if is_left else -2]), {"A"})


@kind_rule("np.dot(a, b)", "np.inner(a, b)")
def of_dot(call: Call) -> Kind:
    """The sum over the last axis of a and the last but one (for inner: the last) of b."""
    a, b = call.array("a"), call.array("b")
    if not a.ndim or not b.ndim:
        return made(_dtype(a, b), a.shape or b.shape, {a.order, b.order})
    call.sizes.meet(a.shape[-1], b.shape[-1 if call.op == "np.inner" or b.ndim == 1 else -2])
    kept = b.shape[:-1] if call.op == "np.inner" or b.ndim == 1 else (*b.shape[:-2], b.shape[-1])
    shape = (*a.shape[:-1], *kept)
    return made(_dtype(a, b), shape, {a.order, b.order} if len(shape) <= 2 else {"A"})


def contracted(value: Apply, kinds: Mapping[str, Kind]) -> tuple[Size, Size] | None:
    """Return the two sizes that are equal because a product was computed; None for no product."""
    if value.op not in ("matmul", "np.matmul", "np.dot", "np.inner") or len(value.args) != 2:
        return None
    a, b = [kinds.get(arg.id) if isinstance(arg, Name) else None for arg in value.args]
    if not isinstance(a, Array) or not isinstance(b, Array) or not a.ndim or not b.ndim:
        return None
    last = value.op == "np.inner" or b.ndim == 1
    return a.shape[-1], b.shape[-1 if last else -2]


@kind_rule("np.vdot(a, b)")
def of_vdot(call: Call) -> Kind:
    """The inner product of all elements."""
    return Scalar(_dtype(call.array("a"), call.array("b")), True)


@kind_rule("np.outer(a, b)", "np.linalg.outer(a, b)")
def of_outer(call: Call) -> Kind:
    """Every product of an element of a with one of b."""
    a, b = call.array("a"), call.array("b")
    return Array(_dtype(a, b), (size_of(call, a), size_of(call, b)))


@kind_rule("np.kron(a, b)")
def of_kron(call: Call) -> Kind:
    """The Kronecker product."""
    a, b = call.array("a"), call.array("b")
    ndim = max(a.ndim, b.ndim)
    if not ndim:
        return Scalar(_dtype(a, b), True)
    one = (*[Size(1)] * (ndim - a.ndim), *a.shape)
    other = (*[Size(1)] * (ndim - b.ndim), *b.shape)
    shape = tuple([call.sizes.product(m, n) for m, n in zip(one, other)])
    return Array(_dtype(a, b), shape, "A" if ndim > 1 else "C")


@kind_rule("np.vecdot(a, b, axis=-1)")
def of_vecdot(call: Call) -> Kind:
    """Dot products along an axis."""
    a, b = call.array("a"), call.array("b")
    axis = call.constant("axis")
    if axis != -1 and a.ndim != b.ndim:
        raise Undecided("np.vecdot of arrays of different ranks")
    shape = broadcast([a.shape, b.shape], call.sizes)
    place = call.axis(axis, len(shape))
    rest = (*shape[:place], *shape[place + 1 :])
    dtype = np.result_type(a.dtype, b.dtype).name
    return Array(dtype, rest, "A") if rest else Scalar(dtype, True)


@kind_rule("np.tensordot(a, b, axes=2)", "np.linalg.tensordot(a, b, axes=2)")
def of_tensordot(call: Call) -> Kind:
    """The sum over pairs of axes."""
    a, b, axes = call.array("a"), call.array("b"), call.constant("axes")
    if isinstance(axes, int):
        of_a, of_b = tuple(range(a.ndim - axes, a.ndim)), tuple(range(axes))
    else:
        of_a, of_b = [tuple(p) if isinstance(p, tuple) else (p,) for p in axes]
    gone_a = {call.axis(i, a.ndim) for i in of_a}
    gone_b = {call.axis(i, b.ndim) for i in of_b}
    shape = (
        *[n for i, n in enumerate(a.shape) if i not in gone_a],
        *[n for i, n in enumerate(b.shape) if i not in gone_b],
    )
    return Array(_dtype(a, b), shape, "C" if len(shape) <= 1 else "A")


@kind_rule("np.cross(a, b)", "np.linalg.cross(a, b)")
def of_cross(call: Call) -> Kind:
    """The vector product of vectors with three components."""
    a, b = call.array("a"), call.array("b")
    for last in (*a.shape[-1:], *b.shape[-1:]):
        if not call.sizes.same(last, 3):
            raise Undecided("np.cross of vectors that are not known to have three components")
    shape = broadcast([a.shape, b.shape], call.sizes)
    return Array(_dtype(a, b), shape, "C" if len(shape) == 1 else "A")


@kind_rule("np.linalg.multi_dot(arrays)")
def of_multi_dot(call: Call) -> Kind:
    """The product of several matrices."""
    display = call.kwargs["arrays"]
    if not isinstance(display, Apply) or display.op not in ("tuple", "list"):
        raise Undecided("np.linalg.multi_dot of matrices that are not written out")
    arrays = [as_array(call.known(item), call.sizes) for item in display.args]
    if any(array.ndim != 2 for array in arrays):
        raise Undecided("np.linalg.multi_dot of vectors")
    return Array(_dtype(*arrays), (arrays[0].shape[0], arrays[-1].shape[1]))


@kind_rule("np.einsum(args)")
def of_einsum(call: Call) -> Kind:
    """A sum of products by subscripts, which are a constant without an ellipsis."""
    first, *rest = call.args
    if not isinstance(first, Const) or not isinstance(first.value, str) or "." in first.value:
        raise Undecided("np.einsum whose subscripts are not a plain text constant")
    arrays = [as_array(call.known(arg), call.sizes) for arg in rest]
    inputs, arrow, output = first.value.replace(" ", "").partition("->")
    letters = inputs.split(",")
    if [len(term) for term in letters] != [a.ndim for a in arrays]:
        raise Undecided("the subscripts do not fit the operands")
    flat = "".join(letters)
    output = output if arrow else "".join(sorted(x for x in set(flat) if flat.count(x) == 1))
    extents: dict[str, Shape] = {}
    for term, array in zip(letters, arrays):
        for letter, extent in zip(term, array.shape):
            extents[letter] = broadcast([extents.get(letter, (extent,)), (extent,)], call.sizes)
    shape = tuple([extents[letter][0] for letter in output])
    if not shape:
        return Scalar(_dtype(*arrays), True)
    return Array(_dtype(*arrays), shape, "C" if len(shape) == 1 and len(arrays) > 1 else "A")


# -- linear algebra --------------------------------------------------------------------------


@kind_rule("np.linalg.inv(a)", "np.linalg.cholesky(a, upper=False)",
           "np.linalg.matrix_power(a, n)", "rt.cofactor(a)", "rt.inverse_or_inf(a)")  # fmt: skip
def of_square(call: Call) -> Kind:
    """A matrix function of a square matrix: of its shape."""
    a = call.array("a")
    call.sizes.meet(a.shape[-1], a.shape[-2])
    is_power_of_ints = call.op == "np.linalg.matrix_power" and a.dtype[0] not in "fc"
    if is_power_of_ints:
        raise Undecided("a power of a matrix of integers")
    return Array(floating(a), a.shape, "A")


@kind_rule("np.linalg.pinv(a, rcond=None, hermitian=False, rtol=None)",
           "rt.pinv_of_rank(a, r)")  # fmt: skip
def of_pinv(call: Call) -> Kind:
    """The pseudo-inverse: of the transposed shape."""
    a = call.array("a")
    return Array(floating(a), (*a.shape[:-2], a.shape[-1], a.shape[-2]), "A")


@kind_rule("np.linalg.solve(a, b)")
def of_solve(call: Call) -> Kind:
    """The solution x of a x = b: b is a vector iff it has exactly one axis."""
    a, b = call.array("a"), call.array("b")
    call.sizes.meet(a.shape[-1], a.shape[-2])
    call.sizes.meet(a.shape[-1], b.shape[-2 if b.ndim > 1 else -1])
    if b.ndim == 1:
        shape: Shape = (*a.shape[:-2], b.shape[0])
    else:
        shape = (*broadcast([a.shape[:-2], b.shape[:-2]], call.sizes), *b.shape[-2:])
    return Array(floating(a, b), shape, "C" if len(shape) == 1 else "A")


def real_of(dtype: str) -> str:
    """Return the dtype of the parts of numbers."""
    return np.dtype(dtype).type(0).real.dtype.name


@kind_rule("np.linalg.det(a)", "rt.logabsdet(a)", "rt.signdet(a)")
def of_det(call: Call) -> Kind:
    """A number for each matrix."""
    a = call.array("a")
    call.sizes.meet(a.shape[-1], a.shape[-2])
    dtype = floating(a)
    return made(real_of(dtype) if call.op == "rt.logabsdet" else dtype, a.shape[:-2], {"A"})


@kind_rule("np.linalg.slogdet(a)")
def of_slogdet(call: Call) -> Kind:
    """The sign and the logarithm of the size of the determinant."""
    a = call.array("a")
    dtype = floating(a)
    return TupleKind((made(dtype, a.shape[:-2], {"A"}), made(real_of(dtype), a.shape[:-2], {"A"})))


@kind_rule("np.trace(x, offset=0, axis1=0, axis2=1)",
           "np.diagonal(x, offset=0, axis1=0, axis2=1)")  # fmt: skip
def of_diagonal(call: Call) -> Kind:
    """A diagonal (a read-only view), or its sum."""
    array = call.array("x")
    i, j = (call.axis(call.constant(name), array.ndim) for name in ("axis1", "axis2"))
    rest = tuple([n for k, n in enumerate(array.shape) if k not in (i, j)])
    if call.op == "np.trace":
        dtype = "int64" if array.dtype[0] in "ib" else array.dtype
        return made(dtype, rest, {"A"})
    extent = _diagonal_size(call, array.shape[i], array.shape[j])
    return Array(array.dtype, (*rest, extent), "A")


def _diagonal_size(call: Call, rows: Size, columns: Size) -> Size:
    offset = call.constant("offset" if "offset" in call.defaults else "k")
    rows, columns = (rows + min(offset, 0), columns - max(offset, 0))
    wide = call.sizes.at_most(rows, columns)
    extent = call.sizes.fresh() if wide is None else rows if wide else columns
    return extent if call.sizes.at_most(0, extent) else call.sizes.fresh()


@kind_rule("np.diag(x, k=0)")
def of_diag(call: Call) -> Kind:
    """A vector on a diagonal, or the diagonal of a matrix."""
    array = call.array("x")
    if array.ndim == 1:
        extent = array.shape[0] + abs(call.constant("k"))
        return Array(array.dtype, (extent, extent))
    return Array(array.dtype, (_diagonal_size(call, *array.shape),), "A")
