"""Known texts: what is made of texts and whole numbers that are known is known, too.

    "W" + str(i), f"{name}_m", name.upper(), name.startswith("b"), "b%d" % i
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...ir.kinds import Kind, Scalar, Size, TupleKind
from ...ir.nodes import Apply, Const, Expr
from .joins import Text

KindOf = Callable[[Expr], Kind]
_METHODS = {
    "capitalize", "count", "endswith", "find", "isalpha", "isdigit", "islower", "isupper", "lower",
    "lstrip", "removeprefix", "removesuffix", "replace", "rfind", "rstrip", "startswith", "strip",
    "title", "upper", "zfill",
}  # fmt: skip


class NotKnown(Exception):
    """A part of a text is known only by the run."""


def kind_of_text(expr: Apply, kind_of: KindOf) -> Kind | None:
    """Return the kind of what is made of known texts; None of anything else."""
    try:
        value = _made(expr, kind_of)
    except (NotKnown, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None
    if type(value) is bool:
        return Scalar("bool", False, Size(int(value)))
    if type(value) is int:
        return Scalar("int64", False, Size(value))
    return Text(value) if type(value) is str else None


def _made(expr: Apply, kind_of: KindOf) -> Any:
    match expr:
        case Apply(op="fstring", args=parts):
            return "".join([_field(part, kind_of) for part in parts])
        case Apply(op="str", args=(value,)):
            return str(_value(value, kind_of))
        case Apply(op="add" | "mod" as op, args=(left, right)):
            one, other = _value(left, kind_of), _value(right, kind_of)
            if type(one) is str:
                return one + other if op == "add" else one % other
        case Apply(op="in" | "notin" as op, args=(left, right)):
            part, whole = _value(left, kind_of), _value(right, kind_of)
            if type(whole) in (str, tuple):
                return (part in whole) == (op == "in")
        case Apply(op="method", args=(base, Const(value=name), *args), kwargs=()):
            text, given = _value(base, kind_of), [_value(arg, kind_of) for arg in args]
            if type(text) is str and name in (*_METHODS, "format"):
                return getattr(text, name)(*given)
    raise NotKnown


def _field(part: Expr, kind_of: KindOf) -> str:
    if not isinstance(part, Apply) or part.op != "format":
        return str(_value(part, kind_of))
    value, conversion, spec = part.args
    if conversion not in (Const(-1), Const(ord("s"))) or not isinstance(spec, Const):
        raise NotKnown
    return format(_value(value, kind_of), spec.value)


def _value(expr: Expr, kind_of: KindOf) -> Any:
    """Return a text, or a whole number that no argument decides."""
    if isinstance(expr, Apply) and expr.op in ("tuple", "fstring", "str", "add", "mod", "method"):
        parts = [_value(part, kind_of) for part in expr.args] if expr.op == "tuple" else None
        return tuple(parts) if parts is not None else _made(expr, kind_of)
    kind = Text(expr.value) if isinstance(expr, Const) and type(expr.value) is str else None
    match kind or kind_of(expr):
        case Text(value=value):
            return value
        case TupleKind(items=items, form=None) if all(isinstance(i, Text) for i in items):
            return tuple([item.value for item in items if isinstance(item, Text)])
        case Scalar(dtype="int64", numpy=False, value=Size() as size) if size.is_constant:
            return size.constant
    raise NotKnown
