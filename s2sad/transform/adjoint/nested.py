"""Nested: copies of lists and zeros of tuples, as expressions, at every depth."""

from __future__ import annotations

from collections.abc import Callable

from ...analysis.kinds.joins import Nothing
from ...ir.fresh import Fresh
from ...ir.kinds import Kind, ListKind, Other, Scalar, TupleKind, can_vary
from ...ir.nodes import Apply, Const, Expr, Name


def zero_tuple(
    value: Expr, kind: TupleKind, zero: Callable[[Expr, Kind], Expr]
) -> Expr:
    """Return a tuple of the zeros of the items of `value`; None for what cannot vary."""
    parts: list[Expr] = []
    for k, item in enumerate(kind.items):
        load = Apply("getitem", (value, Const(kind.subscript(k))))
        if isinstance(item, TupleKind):
            parts.append(zero_tuple(load, item, zero))
        elif isinstance(item, Scalar) and can_vary(item):
            parts.append(Const(0.0))
        else:
            parts.append(zero(load, item) if can_vary(item) else Const(None))
    return Apply("tuple", tuple(parts))


def copied_list(value: Expr, kind: ListKind, fresh: Fresh, levels: int = 99) -> Expr:
    """Return a copy of a list, its lists and arrays copied too, down to `levels` below it."""
    if isinstance(kind.item, Scalar) or kind.item is None or levels == 0:
        return Apply("list.copy", (value,))
    item = fresh.name(kind.item)
    if isinstance(kind.item, ListKind):
        inner = copied_list(Name(item), kind.item, fresh, levels - 1)
        return Apply("list.map", (value, Name(item), inner))
    return Apply("list.map", (value, Name(item), Apply("np.copy", (Name(item),))))


def zero_like(value: Expr, kind: Kind) -> Expr:
    """Return the zero of an array; of what is None it is None."""
    is_none = kind == Other("none") or isinstance(kind, Nothing)
    return Const(None) if is_none else Apply("np.zeros_like", (value,))
