"""Broadcasting, summation and single values, written out where shapes are known."""

from __future__ import annotations

from collections.abc import Callable

from ..ir.kinds import Array, Scalar, Size
from ..ir.nodes import Apply, Const, Expr
from .calculus import negation
from .known import (
    ALL, BACKWARDS, NONE, Known, at, axes_of, call, integers, length, shape_of, transposed,
)  # fmt: skip

Rewriting = Callable[..., "Expr | None"]
_SPREADS = {"np.full_like", "np.full", "np.broadcast_to", "np.ones_like", "np.expand_dims"}
ONE, ZERO = Size(1), Const(0.0)


def expand(known: Known, y: Expr, x: Expr, axis: Expr, keepdims: Expr) -> Expr | None:
    """Before: rt.expand(g, x, 1). After: np.broadcast_to(np.expand_dims(g, 1), np.shape(x))."""
    rank = known.rank(x)
    if rank is None or not isinstance(keepdims, Const):
        return None
    if rank == 0:
        return y
    if keepdims.value:
        return call("np.broadcast_to", y, shape_of(x))
    axes = integers(axis)
    if axis == NONE or (axes is not None and len(axes) == rank):
        return filled(known, x, y)
    if axes is None:
        return None
    leading = {a % rank for a in axes} == set(range(len(axes)))
    spread = y if leading else call("np.expand_dims", y, axis)
    return call("np.broadcast_to", spread, shape_of(x))


def unbroadcast(known: Known, y: Expr, x: Expr) -> Expr | None:
    """Before: rt.unbroadcast(g, b), for g (n, k) and b (k,). After: np.sum(g, axis=0)."""
    from_shape, to_shape = known.shape(y), known.shape(x)
    if to_shape == ():
        return y if from_shape == () else call("np.sum", y)
    if from_shape is None or to_shape is None:
        return None
    if _spreads(from_shape, to_shape):
        return broadcast_like(known, y, x)
    if len(from_shape) < len(to_shape):
        return None
    lead = len(from_shape) - len(to_shape)
    pairs = list(zip(from_shape[lead:], to_shape))
    if any(a != b and b != ONE for a, b in pairs):
        return None
    if lead:
        y = call("np.sum", y, axis=axes_of(tuple(range(lead))))
    ones = tuple([i for i, (a, b) in enumerate(pairs) if a != b])
    return call("np.sum", y, axis=axes_of(ones), keepdims=Const(True)) if ones else y


def _spreads(from_shape: tuple[Size, ...], to_shape: tuple[Size, ...]) -> bool:
    """Return whether no axis is surely or possibly summed on the way to a shape."""
    lead = len(to_shape) - len(from_shape)
    return lead >= 0 and all(a in (b, ONE) for a, b in zip(from_shape, to_shape[lead:]))


def broadcast_like(known: Known, y: Expr, x: Expr) -> Expr | None:
    """Before: rt.broadcast_like(g, x), g a number. After: np.full_like(x, g)."""
    if known.alike(y, x):
        return y
    if known.is_scalar(y) and known.rank(x):
        return filled(known, x, y)
    mine, its = known.ranks(y, x)
    return call("np.broadcast_to", y, shape_of(x)) if mine and its else None


def filled(known: Known, x: Expr, y: Expr) -> Expr:
    """Return an array like x full of y: full_like would cast y to the integers of x."""
    dtype, of_y = (getattr(known.kind(e), "dtype", "") for e in (x, y))
    if dtype.startswith("complex") or (dtype.startswith("float") and "complex" not in of_y):
        return call("np.full_like", x, y)
    return call("np.full", shape_of(x), y)


def count(known: Known, x: Expr, axis: Expr, where: Expr, keepdims: Expr) -> Expr | None:
    """Before: rt.count(x, 0). After: len(x)."""
    if where != Const(True):
        return None
    rank, axes = known.rank(x), integers(axis)
    if axis == NONE:
        return call("np.size", x)
    if not rank or axes is None or len(axes) != 1:  # of a number NumPy raises an error
        return None
    return length(x, axes[0] % rank)


def full_like(known: Known, x: Expr, value: Expr, dtype: Expr, order: Expr) -> Expr | None:
    """Before: np.full_like(x, g), for numbers. After: g."""
    return value if known.is_scalar(x) and known.is_scalar(value) and dtype == NONE else None


def ones_like(known: Known, x: Expr, *rest: Expr) -> Expr | None:
    """Before: np.ones_like(x), for a number. After: 1.0."""
    return Const(1.0) if known.is_scalar(x) and rest[0] == NONE else None


def zeros_like(known: Known, x: Expr, *rest: Expr) -> Expr | None:
    """Before: np.zeros_like(x), for a number. After: 0.0."""
    return Const(0.0) if known.is_scalar(x) and rest[0] == NONE else None


def reshape(known: Known, y: Expr, shape: Expr, order: Expr, copy: Expr) -> Expr | None:
    """Before: np.reshape(g, np.shape(x)), for g of that shape. After: g."""
    match shape:
        case Apply(op="np.shape", args=(x,)) if known.alike(y, x):
            return y
    return None


def resized(known: Known, y: Expr, x: Expr) -> Expr | None:
    """Before: rt.resized(g, x), for g of the shape of x. After: g."""
    return y if known.alike(y, x) else None


def ravel(known: Known, x: Expr, order: Expr) -> Expr | None:
    """Before: np.ravel(x), for a vector. After: x."""
    return x if known.rank(x) == 1 else None


def vector(known: Known, x: Expr, axis: Expr) -> Expr | None:
    """Before: rt.vector(x), for a vector. After: x."""
    one_axis = isinstance(axis, Const) and axis != NONE
    return x if one_axis or (axis == NONE and known.rank(x) == 1) else None


def swapped(known: Known, x: Expr) -> Expr | None:
    """Before: rt.t(a). After, for a matrix: np.transpose(a)."""
    rank = known.rank(x)
    if rank == 2:
        return transposed(x)
    return call("np.swapaxes", x, Const(-1), Const(-2)) if rank is not None else None


def triangle(known: Known, x: Expr, lower: Expr, unit_diagonal: Expr) -> Expr | None:
    """Before: rt.triangle(x, True). After: np.tril(x)."""
    if not isinstance(lower, Const) or not isinstance(unit_diagonal, Const):
        return None
    shift = (Const(-1 if lower.value else 1),) if unit_diagonal.value else ()
    return call("np.tril" if lower.value else "np.triu", x, *shift)


def transpose_back(known: Known, y: Expr, axes: Expr) -> Expr | None:
    """Before: rt.transpose_back(g, (2, 0, 1)). After: np.transpose(g, (1, 2, 0))."""
    order = integers(axes)
    if axes == NONE:
        return transposed(y)
    if order is None or not isinstance(axes, Apply):
        return None
    inverse = tuple(sorted(range(len(order)), key=lambda i: order[i] % len(order)))
    if inverse == tuple(reversed(range(len(order)))):
        return transposed(y)
    return call("np.transpose", y, Apply("tuple", tuple(map(Const, inverse))))


def tie_weights(known: Known, x: Expr, z: Expr, axis: Expr, keepdims: Expr) -> Expr | None:
    """Before: rt.tie_weights(x, z). After: (x == z) / np.count_nonzero(x == z)."""
    rank, axes = known.rank(x), integers(axis)
    over_all = axis == NONE or (axes is not None and len(axes) == rank)
    if keepdims != Const(False) or not rank or not over_all:
        return Const(1.0) if rank == 0 else None
    if getattr(known.kind(x), "dtype", "float64") != "float64":
        return None  # a quotient of bools and counts is in double precision
    ties = call("eq", x, z)
    return call("truediv", ties, call("np.count_nonzero", ties))


def sign(known: Known, x: Expr) -> Expr | None:
    """Before: np.sign(x), for a Python number. After: (x > 0.0) - (x < 0.0)."""
    if not known.is_python_number(x) or isinstance(x, Apply):
        return None
    return call("sub", call("gt", x, ZERO), call("lt", x, ZERO))


def divide_or_zero(known: Known, x: Expr, y: Expr) -> Expr | None:
    """Before: rt.divide_or_zero(x, z), z a number. After: x / z if z != 0.0 else 0.0."""
    if not known.is_scalar(y) or isinstance(y, Apply) or not known.is_scalar(x):
        return None
    return call("ifexp", call("ne", y, ZERO), call("truediv", x, y), ZERO)


def power_derivative(known: Known, x: Expr, y: Expr, i: Expr, j: Expr) -> Expr | None:
    """Before: rt.power_derivative(x, n, 1, 0). After: n * x ** (n - 1) if n != 0 else 0.0.

    Of an array both are arrays: a value has one kind, and is differentiated again.
    """
    if (i, j) != (Const(1), Const(0)) or not known.is_scalar(y) or isinstance(y, Apply):
        return None
    slope = call("mul", y, call("pow", x, call("sub", y, Const(1))))
    zero = ZERO if known.is_scalar(x) else call("np.zeros_like", x)
    return call("ifexp", call("ne", y, Const(0)), slope, zero)


def product(known: Known, a: Expr, b: Expr) -> Expr | None:
    """Before: np.full_like(x, g) * y, for y like x. After: g * y."""
    if (left := _unspread(known, a, b)) is not None:
        return call("mul", left, b)
    if (right := _unspread(known, b, a)) is not None:
        return call("mul", a, right)
    left, right = _as_row(known, a, b), _as_row(known, b, a)
    return call("mul", left, right) if (left, right) != (a, b) else None


def quotient(known: Known, a: Expr, b: Expr) -> Expr | None:
    """Before: np.full_like(x, g) / y, for y like x. After: g / y."""
    left = _unspread(known, a, b)
    if left is not None:
        return call("truediv", left, b)
    row = _as_row(known, b, a)
    return None if row == b else call("truediv", a, row)


def _as_row(known: Known, x: Expr, other: Expr) -> Expr:
    """Before: a * np.expand_dims(s, -2), for a matrix and a vector. After: a * s."""
    match x:
        case Apply(op="np.expand_dims", args=(y, Const(value=-2))) if known.rank(y) == 1:
            return y if known.rank(other) == 2 else x
    return x


def expand_dims(known: Known, x: Expr, axis: Expr) -> Expr | None:
    """Before: np.expand_dims(s, -1), for a vector. After: s[:, None]."""
    return at(x, ALL, NONE) if axis == Const(-1) and known.rank(x) == 1 else None


def difference(known: Known, a: Expr, b: Expr) -> Expr | None:
    """Before: np.size(x) - 0. After: np.size(x)."""
    is_count = isinstance(a, Apply) and (a.op in ("np.size", "len") or _is_size(a))
    return a if is_count and b == Const(0) else None


def _is_size(expr: Apply) -> bool:
    base = expr.args[0] if expr.op == "getitem" else None
    return isinstance(base, Apply) and base.op == "np.shape"


def _unspread(known: Known, spread: Expr, other: Expr) -> Expr | None:
    """Return y of an array that was made by spreading y to the shape that `other` has."""
    if type(spread) is not Apply or spread.op not in _SPREADS:
        return None
    shape = known.shape(other)
    if not shape:
        return None
    match spread:
        case Apply(op="np.full_like", args=(x, y), kwargs=()) if known.shape(x) == shape:
            return y
        case Apply(op="np.full", args=(Apply(op="np.shape", args=(x,)), y), kwargs=()) if (
            known.shape(x) == shape
        ):
            return y
        case Apply(op="np.broadcast_to", args=(y, Apply(op="np.shape", args=(x,)))) if (
            known.shape(x) == shape
        ):
            return y
        case Apply(op="np.ones_like", args=(x,)) if known.shape(x) == shape:
            return None if known.is_scalar(x) else Const(1.0)
        case Apply(op="np.expand_dims", args=(y, axis)) if known.is_scalar(y):
            axes = integers(axis)
            return y if axes is not None and len(axes) <= len(shape) else None
    return None


def roll(known: Known, x: Expr, shift: Expr, axis: Expr) -> Expr | None:
    """Before: np.roll(g, np.negative(k)). After: np.roll(g, -k)."""
    match shift:
        case Apply(op="np.negative", args=(Const() | Apply(op="tuple") as k,)) if integers(k):
            values = tuple([-v for v in integers(k) or ()])
            back: Expr = axes_of(values) if isinstance(k, Const) else _tuple(values)
        case Apply(op="np.negative", args=(k,)) if isinstance(known.kind(k), Scalar):
            back = negation(k)
        case _:
            return None
    return call("np.roll", x, back, axis=axis)


def _tuple(values: tuple[int, ...]) -> Expr:
    return Apply("tuple", tuple(map(Const, values)))


def cumsum_back(known: Known, y: Expr, x: Expr, axis: Expr) -> Expr | None:
    """Before: rt.cumsum_back(g, x), for vectors. After: np.cumsum(g[::-1])[::-1]."""
    rank, axes = known.rank(x), integers(axis)
    if rank == 1:
        return at(call("np.cumsum", at(y, BACKWARDS)), BACKWARDS)
    if rank is None or axes is None:
        return None
    return call("np.flip", call("np.cumsum", call("np.flip", y, axis), axis=axis), axis)


def diag_back(known: Known, y: Expr, x: Expr, k: Expr) -> Expr | None:
    """Before: rt.diag_back(g, x), for a vector. After: np.diag(g)."""
    rank = known.rank(x)
    if rank == 1:
        return call("np.diag", y, k)
    return call("rt.diagonal_back", y, x, k) if rank == 2 else None


def diagonal_back(
    known: Known, y: Expr, x: Expr, offset: Expr, axis1: Expr, axis2: Expr
) -> Expr | None:
    """Before: that of np.trace(x). After, for a matrix: g * np.eye(len(x))."""
    match y:
        case Apply(op="np.expand_dims", args=(g, _)) if known.is_scalar(g):
            pass
        case _:
            return None
    shape = known.shape(x)
    if shape is None or len(shape) != 2 or (axis1, axis2) != (Const(0), Const(1)):
        return None
    square = shape[0] == shape[1] and offset == Const(0)
    eye = call("np.eye", length(x, 0)) if square else (
        call("np.eye", length(x, 0), length(x, 1), offset)
    )
    return call("mul", g, eye)


def diff_back(known: Known, y: Expr, x: Expr, n: Expr, axis: Expr) -> Expr | None:
    """Before: rt.diff_back(g, x), for vectors. After: -np.diff(np.pad(g, 1))."""
    if known.rank(x) != 1 or not isinstance(n, Const) or n.value < 1:
        return None
    size, whole = known.shape(y), known.shape(x)
    if size and whole and size[0] + n.value != whole[0]:  # x may have fewer elements than n
        return None
    found: Expr = call("np.diff", call("np.pad", y, n), n=n)
    return negation(found) if n.value % 2 else found


def unpad(known: Known, y: Expr, x: Expr, pad_width: Expr) -> Expr | None:
    """Before: rt.unpad(g, x, 2). After, for vectors: g[2:-2]."""
    rank = known.rank(x)
    if not rank or not isinstance(pad_width, Const) or pad_width.value < 1:
        return None
    inner = call("slice", pad_width, Const(-pad_width.value), NONE)
    return at(y, *[inner] * rank)


def repeat_back(known: Known, y: Expr, x: Expr, repeats: Expr, axis: Expr) -> Expr | None:
    """Before: rt.repeat_back(g, x, 3), for vectors. After: np.reshape(g, (len(x), 3)) summed."""
    if known.rank(x) != 1 or not isinstance(known.kind(repeats), Scalar):
        return None
    rows = call("np.reshape", y, Apply("tuple", (call("len", x), repeats)))
    return call("np.sum", rows, axis=Const(1))


def take(known: Known, x: Expr, indices: Expr, axis: Expr) -> Expr | None:
    """Before: np.take(g, 1, axis=0), of an array. After: g[1]."""
    axes = integers(axis)
    if not isinstance(indices, Const) or axes is None or len(axes) != 1:
        return None
    if axes[0] < 0:
        return at(x, Const(...), indices) if axes[0] == -1 else None
    return at(x, *[ALL] * axes[0], indices)


def as_items(known: Known, y: Expr, items: Expr) -> Expr | None:
    """Before: rt.as_items(g, x), for an array. After: g."""
    return y if isinstance(known.kind(items), (Array, Scalar)) else None


def copy(known: Known, x: Expr, order: Expr) -> Expr | None:
    """Before: np.copy(dx), of a number. After: dx."""
    match known.kind(x):
        case Scalar():
            return x
        case Array(shape=()):
            return call("pos", x)
    return None


def sum_items(known: Known, y: Expr, items: Expr) -> Expr | None:
    """Before: rt.sum_items(g, x), for an array. After: np.broadcast_to(g, np.shape(x))."""
    if not isinstance(known.kind(items), Array):
        return None
    return call("np.broadcast_to", y, shape_of(items))


PLAIN: dict[str, Rewriting] = {
    "rt.expand": expand, "rt.unbroadcast": unbroadcast, "rt.broadcast_like": broadcast_like,
    "rt.count": count, "np.full_like": full_like, "np.ones_like": ones_like,
    "np.zeros_like": zeros_like, "np.reshape": reshape, "np.ravel": ravel, "rt.vector": vector,
    "rt.resized": resized, "np.expand_dims": expand_dims,
    "rt.t": swapped, "rt.transpose_back": transpose_back, "rt.tie_weights": tie_weights,
    "np.sign": sign, "rt.divide_or_zero": divide_or_zero, "mul": product, "truediv": quotient,
    "sub": difference,
    "rt.power_derivative": power_derivative, "np.roll": roll, "rt.cumsum_back": cumsum_back,
    "rt.diag_back": diag_back, "rt.diagonal_back": diagonal_back, "rt.diff_back": diff_back,
    "rt.unpad": unpad, "rt.repeat_back": repeat_back, "np.take": take, "rt.as_items": as_items,
    "rt.sum_items": sum_items, "np.copy": copy, "rt.triangle": triangle,
}  # fmt: skip
