"""Conditions that kinds decide before the run: `x is None`, `x.ndim == 2`, `len(t) == 2`."""

from __future__ import annotations

from collections.abc import Mapping

from ...ir.kinds import Kind, Other, Scalar, TupleKind, Unknown
from ...ir.nodes import Apply, Const, Expr, Name
from ...ir.ops import COMPARE
from ...ir.walk import subexpressions
from .joins import Optional, Text
from .known_texts import kind_of_text
from .questions import ASKING, answer
from .result import kind_of
from .sizes import Sizes

ORDER = {
    "eq": lambda a, b: a == b, "ne": lambda a, b: a != b, "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b, "gt": lambda a, b: a > b, "ge": lambda a, b: a >= b,
}  # fmt: skip
TRUE, FALSE = Const(True), Const(False)


def folded(test: Expr, kinds: Mapping[str, Kind], sizes: Sizes) -> Expr:
    """Return a condition with what kinds decide replaced by True or False."""
    if isinstance(test, Const):
        return test
    if isinstance(test, Name):
        return _truth(test, kinds.get(test.id))
    if test.op in ("tuple", "list"):
        return _truth(test, kind_of(test, kinds, sizes))
    if test.op == "not":
        inner = folded(test.args[0], kinds, sizes)
        if inner in (TRUE, FALSE):
            return FALSE if inner == TRUE else TRUE
        return Apply("not", (inner,))
    if test.op == "bool" and len(test.args) == 1:
        inner = folded(test.args[0], kinds, sizes)
        return inner if inner in (TRUE, FALSE) else test
    if test.op in ("and", "or"):
        return _folded_logic(test, kinds, sizes)
    if test.op in ("is", "isnot") and test.args[1] == Const(None):
        asked = test.args[0]
        if isinstance(asked, Name) and isinstance(kinds.get(asked.id), Optional):
            return test
        kind = kind_of(asked, kinds, sizes)
        if isinstance(kind, Unknown) or kind == Other("opaque"):
            return test
        return Const((kind == Other("none")) == (test.op == "is"))
    if test.op in ("eq", "ne"):
        texts = [kind_of(part, kinds, sizes) for part in test.args]
        if all(isinstance(kind, Text) for kind in texts):
            return Const((texts[0] == texts[1]) == (test.op == "eq"))
        if _differ_in_length(*texts):
            return Const(test.op == "ne")
        if all(type(kind) is TupleKind and kind == TupleKind(()) for kind in texts):
            return Const(test.op == "eq")
    if test.op in ORDER and any(_is_rank(part) for part in test.args):
        return _folded_comparison(test, kinds, sizes)
    found = answer(test, lambda expr: kind_of(expr, kinds, sizes))
    if found is not None:
        return Const(found)
    of_texts = test.op in ("in", "notin", "method")
    known = kind_of_text(test, lambda expr: kind_of(expr, kinds, sizes)) if of_texts else None
    return test if known is None else _truth(test, known)


def _truth(test: Expr, kind: Kind | None) -> Expr:
    """Return a value as a condition: None is false, and so is an empty tuple or dict."""
    if kind == Other("none"):
        return FALSE
    if isinstance(kind, Scalar) and kind.dtype == "bool" and kind.value is not None:
        return Const(bool(kind.value.constant)) if kind.value.is_constant else test
    if isinstance(kind, Text) and kind.value is not None:
        return Const(bool(kind.value))
    if not isinstance(kind, TupleKind):
        return test
    if kind.form is None or kind.form.type is None:
        return Const(bool(kind.items))
    own = [name for name in ("__bool__", "__len__") if hasattr(kind.form.type, name)]
    if kind.form.what == "object":
        return test if own else TRUE
    return test if own != ["__len__"] else Const(bool(kind.items))


def _differ_in_length(one: Kind | None, other: Kind | None) -> bool:
    if not isinstance(one, TupleKind) or not isinstance(other, TupleKind):
        return False
    return one.form is other.form is None and len(one.items) != len(other.items)


def _is_rank(expr: Expr) -> bool:
    """Return whether an expression is about ranks, or about lengths that are constants."""
    return any(
        isinstance(part, Apply) and part.op in ("np.ndim", "len") for part in subexpressions(expr)
    ) or (isinstance(expr, Const) and type(expr.value) is int)


def _folded_logic(test: Apply, kinds: Mapping[str, Kind], sizes: Sizes) -> Expr:
    ends = FALSE if test.op == "and" else TRUE
    found: list[Expr] = []
    for arg in test.args:
        inner = folded(arg, kinds, sizes)
        if inner == ends:
            found = [part for part in found if not _is_identity(part)]
            found.append(inner)
            break
        if inner not in (TRUE, FALSE):
            found.append(inner)
    if not found:
        return TRUE if test.op == "and" else FALSE
    if found[0] == ends:
        return ends
    return found[0] if len(found) == 1 else Apply(test.op, tuple(found))


def _is_identity(test: Expr) -> bool:
    """Return whether a test of a name does nothing but answer: `best is None`."""
    if not isinstance(test, Apply) or test.op not in ("is", "isnot"):
        return False
    return all(isinstance(arg, (Name, Const)) for arg in test.args)


def _folded_comparison(test: Apply, kinds: Mapping[str, Kind], sizes: Sizes) -> Expr:
    values = []
    for part in test.args:
        kind = kind_of(part, kinds, sizes)
        size = kind.value if isinstance(kind, Scalar) else None
        if size is None or not size.is_constant or not _about_ranks(part):
            return test
        values.append(size.constant)
    return Const(ORDER[test.op](*values))


def _is_number(expr: Expr) -> bool:
    return isinstance(expr, Const) and type(expr.value) is int


def _about_ranks(expr: Expr) -> bool:
    """Return whether the value of an expression is a constant, a rank or a constant length."""
    if isinstance(expr, Name):
        return True
    if isinstance(expr, Apply):
        return expr.op in ("np.ndim", "len") or all(map(_about_ranks, expr.args))
    return _is_number(expr)


def decided(value: Expr, kinds: Mapping[str, Kind], sizes: Sizes) -> Expr:
    """Return a value as True or False if it is a test that kinds decide, else as it is."""
    if isinstance(value, Apply) and value.op == "method":  # "w1".startswith("w")
        kind = kind_of(value, kinds, sizes)
        return _truth(value, kind) if getattr(kind, "dtype", "") == "bool" else value
    if not isinstance(value, Apply) or not _is_test(value):
        return value
    found = folded(value, kinds, sizes)
    return found if found in (TRUE, FALSE) else value


def _is_test(expr: Expr) -> bool:
    """Return whether a value is True or False, and no operand of an `and` or `or` itself."""
    if isinstance(expr, Apply) and expr.op in ("and", "or"):
        return all(map(_is_test, expr.args))
    return isinstance(expr, Apply) and (expr.op in (*COMPARE, "not", "bool") or expr.op in ASKING)
