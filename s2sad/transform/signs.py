"""Signs: sums and differences written without `+ -`, and which expressions are plainly floats."""

from __future__ import annotations

from collections.abc import Mapping

from ..ir.kinds import Array, Kind, ListKind, Scalar
from ..ir.nodes import Apply, Const, Expr, Name
from ..ir.ops import COMPARE

PYTHON = "python"

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
    """Return e where expr is plainly -e: `-e`, or a product whose first factor is negative."""
    match expr:
        case Const(value=int() | float() as value) if value < 0 and not isinstance(value, bool):
            return Const(-value)
        case Apply(op="neg", args=(operand,)):
            return operand
        case Apply(op=op, args=(left, right)) if op in _PRODUCTS:
            first = negated(left)
            if first is None:
                return None
            if first in (Const(1), Const(1.0)):
                return None
            return Apply(op, (first, right))
    return None


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
    match expr:
        case Name(id=name):
            return _of_kind(kinds.get(name))
        case Const(value=bool()):
            return None
        case Const(value=int() | float()):
            return frozenset()
        case Apply(op="np.size" | "len", args=(_,)):  # a Python int
            return frozenset()
        case Apply(op="getitem", args=(Name(id=base), _)):
            kind = kinds.get(base)
            return _of_kind(kind.item if isinstance(kind, ListKind) else kind)
        case Apply(op="getitem", args=(base, _)):
            return float_dtypes(base, kinds)
        case Apply(op="list.pop", args=(Name(id=base),)):
            kind = kinds.get(base)
            return _of_kind(kind.item) if isinstance(kind, ListKind) else None
        case Apply(op=op, args=args) if op in _ARITHMETIC or op.startswith("math."):
            return None if op in _NOT_FLOAT else _joined(args, kinds)
        case Apply(op=op, args=args) if op.startswith(("np.", "rt.")) and op not in _NOT_FLOAT:
            return _of_call(args, kinds)
    return None


def is_float_valued(expr: Expr, kinds: Mapping[str, Kind]) -> bool:
    """Return whether expr is plainly a real float, or an array of them."""
    if isinstance(expr, Apply) and expr.op in COMPARE:
        return False
    return bool(float_dtypes(expr, kinds))


def _of_kind(kind: Kind | None) -> frozenset[str] | None:
    if isinstance(kind, (Scalar, Array)) and kind.dtype.startswith("float"):
        adapts = isinstance(kind, Scalar) and not kind.numpy
        return frozenset((PYTHON if adapts else kind.dtype,))
    return None


def _joined(args: tuple[Expr, ...], kinds: Mapping[str, Kind]) -> frozenset[str] | None:
    """Every operand must be a float or a number."""
    found: frozenset[str] = frozenset()
    for arg in args:
        part = float_dtypes(arg, kinds)
        if part is None:
            return None
        found |= part
    return found


def _of_call(args: tuple[Expr, ...], kinds: Mapping[str, Kind]) -> frozenset[str] | None:
    """A function of floats and of other things (a shape, a mask) is a float."""
    parts = [part for arg in args if (part := float_dtypes(arg, kinds))]
    return frozenset().union(*parts) if parts else None
