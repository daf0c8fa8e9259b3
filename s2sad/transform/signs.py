"""Signs: sums and differences written without `+ -`, and which expressions are plainly floats."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ..ir.kinds import Array, Kind, ListKind, Scalar
from ..ir.nodes import Apply, Const, Expr, Name
from ..ir.ops import COMPARE

PYTHON = "python"

_NO_DTYPE: frozenset[str] = frozenset()  # that of a number which adapts to any
_PRODUCTS = ("mul", "truediv", "matmul")
_ARITHMETIC = {"add", "sub", "mul", "truediv", "pow", "matmul", "neg", "pos"}
_NOT_FLOAT = {
    "np.argmax", "np.argmin", "np.argsort", "np.shape", "np.size", "np.ndim", "np.count_nonzero",
    "np.isnan", "np.isinf", "np.isfinite", "np.nonzero", "np.searchsorted", "np.any", "np.all",
    "np.bincount", "np.equal", "np.not_equal", "np.less", "np.less_equal", "np.greater",
    "np.greater_equal", "np.logical_and", "np.logical_or", "np.logical_not", "np.logical_xor",
    "np.isclose", "np.allclose", "np.sign", "np.array", "np.asarray",
    "math.floor", "math.ceil", "math.trunc", "math.isnan", "math.isinf", "math.isfinite",
}  # fmt: skip


def negated(expr: Expr) -> Expr | None:
    """Return e where expr is plainly -e: `-e`, or a product whose first factor is negative.

    So are cells of one: `(-e)[0]` is plainly `-e[0]`.
    """
    if type(expr) is Const:
        is_number = type(expr.value) in (int, float)
        return Const(-expr.value) if is_number and expr.value < 0 else None
    if type(expr) is not Apply:
        return None
    if expr.op == "neg":
        return expr.args[0]
    if expr.op not in _PRODUCTS and expr.op != "getitem":
        return None
    first = negated(expr.args[0])
    is_one = type(first) is Const and first.value == 1
    return None if first is None or is_one else Apply(expr.op, (first, expr.args[1]))


def _bare(expr: Expr) -> Expr:
    """Return x of `+x`: a sum is a number of its own anyway."""
    return expr.args[0] if isinstance(expr, Apply) and expr.op == "pos" else expr


def added(left: Expr, right: Expr) -> Expr:
    """Return left + right; `x + -y` is x - y."""
    left, right = _bare(left), _bare(right)
    positive = negated(right)
    if positive is not None:
        return Apply("sub", (left, positive))
    return Apply("add", (left, right))


def subtracted(left: Expr, right: Expr) -> Expr:
    """Return left - right; `x - -y` is x + y."""
    left, right = _bare(left), _bare(right)
    positive = negated(right)
    if positive is not None:
        return Apply("add", (left, positive))
    return Apply("sub", (left, right))


def float_dtypes(expr: Expr, kinds: Mapping[str, Kind]) -> frozenset[str] | None:
    """Return the dtypes of the float values that expr is computed from; None if it may be no float.

    Real floats only, by their NumPy names; PYTHON is a Python float, which adapts to the others.
    """
    if type(expr) is Name:
        return _of_kind(kinds.get(expr.id))
    if type(expr) is Const:
        return _NO_DTYPE if type(expr.value) in (int, float) else None
    op, args = expr.op, expr.args
    if op in _ARITHMETIC or op.startswith("math."):
        return None if op in _NOT_FLOAT else _joined(args, kinds)
    if op in ("np.size", "len"):  # a Python int
        return _NO_DTYPE
    if op == "getitem" and type(args[0]) is not Name:
        return float_dtypes(args[0], kinds)
    if op in ("getitem", "list.pop"):
        kind = kinds.get(args[0].id) if type(args[0]) is Name else None
        if isinstance(kind, ListKind):
            return _of_kind(kind.item)
        return _of_kind(kind) if op == "getitem" else None
    if op.startswith(("np.", "rt.")) and op not in _NOT_FLOAT:
        return _of_call(args, kinds)
    return None


def is_float_valued(expr: Expr, kinds: Mapping[str, Kind]) -> bool:
    """Return whether expr is plainly a real float, or an array of them."""
    if isinstance(expr, Apply) and expr.op in COMPARE:
        return False
    return bool(float_dtypes(expr, kinds))


def _of_kind(kind: Kind | None) -> frozenset[str] | None:
    if isinstance(kind, Scalar):
        return _of_dtype(kind.dtype, not kind.numpy)
    return _of_dtype(kind.dtype, False) if isinstance(kind, Array) else None


@cache
def _of_dtype(dtype: str, adapts: bool) -> frozenset[str] | None:
    return frozenset((PYTHON if adapts else dtype,)) if dtype.startswith("float") else None


def _joined(args: tuple[Expr, ...], kinds: Mapping[str, Kind]) -> frozenset[str] | None:
    """Every operand must be a float or a number."""
    found = _NO_DTYPE
    for arg in args:
        part = float_dtypes(arg, kinds)
        if part is None:
            return None
        found = part if not found else found if part <= found else found | part
    return found


def _of_call(args: tuple[Expr, ...], kinds: Mapping[str, Kind]) -> frozenset[str] | None:
    """A function of floats and of other things (a shape, a mask) is a float."""
    parts = [part for arg in args if (part := float_dtypes(arg, kinds))]
    return frozenset().union(*parts) if parts else None
