"""The items of a joined array as slices of it, where the ranks of the items are known."""

from __future__ import annotations

from collections.abc import Callable

from ..ir.nodes import Apply, Const, Expr
from .known import ALL, NONE, Known, at, call, integers, length
from .sequences import is_display

Rewriting = Callable[..., "Expr | None"]


def concatenate_item(known: Known, y: Expr, items: Expr, k: Expr, axis: Expr) -> Expr | None:
    """Before: rt.concatenate_item(g, (a, b), 1). After: g[len(a):]."""
    operands, axes = _operands(items), integers(axis)
    if operands is None or axes is None or not isinstance(k, Const):
        return None
    ranks = known.ranks(*operands)
    if len(set(ranks)) != 1 or not ranks[0]:
        return None
    along = axes[0] % ranks[0]
    sizes = [_size(known, operand, along) for operand in operands]
    number = int(k.value)
    start = _sum(sizes[:number]) if number else NONE
    stop = _sum(sizes[: number + 1]) if number + 1 < len(sizes) else NONE
    return at(y, *[ALL] * along, call("slice", start, stop, NONE))


def join_item(known: Known, y: Expr, items: Expr, k: Expr, join: Expr) -> Expr | None:
    """Before: rt.join_item(g, (a, b), 1, 'vstack'), for vectors. After: g[1]."""
    operands = _operands(items)
    if operands is None or not isinstance(join, Const) or not isinstance(k, Const):
        return None
    ranks = known.ranks(*operands)
    if None in ranks:
        return None
    lowest = min([rank for rank in ranks if rank is not None])
    if set(ranks) == {_ROW_RANK.get(join.value)}:
        return at(y, *[ALL] * _ROW_AXIS[join.value], k)
    axis = _axis(join.value, lowest)
    if axis is None or len(set(ranks)) != 1:
        return None
    return call("rt.concatenate_item", y, items, k, Const(axis))


# The rank at which the items of a join become its rows or columns, one each.
_ROW_RANK = {"hstack": 0, "vstack": 1, "column_stack": 1}
_ROW_AXIS = {"hstack": 0, "vstack": 0, "column_stack": 1}


def _axis(join: str, rank: int) -> int | None:
    """Return the axis along which items of this rank are joined as they are."""
    if join == "hstack":
        return {1: 0}.get(rank, 1 if rank > 1 else None)
    lowest, axis = {"vstack": (2, 0), "column_stack": (2, 1), "dstack": (3, 2)}[join]
    return axis if rank >= lowest else None


def _operands(items: Expr) -> tuple[Expr, ...] | None:
    return items.args if isinstance(items, Apply) and is_display(items) else None


def _size(known: Known, operand: Expr, axis: int) -> Expr:
    shape = known.shape(operand)
    if shape is not None and shape[axis].is_constant:
        return Const(shape[axis].constant)
    return length(operand, axis)


def _sum(sizes: list[Expr]) -> Expr:
    """Return the sum of sizes, the numbers among them added up."""
    constant = sum([size.value for size in sizes if isinstance(size, Const)])
    symbols = [size for size in sizes if not isinstance(size, Const)]
    if not symbols:
        return Const(constant)
    total = symbols[0]
    for size in symbols[1:]:
        total = call("add", total, size)
    return call("add", total, Const(constant)) if constant else total


PLAIN: dict[str, Rewriting] = {"rt.concatenate_item": concatenate_item, "rt.join_item": join_item}
