"""Overwriting: cells that are read and never written again.

    for t in range(1, n):
        h[t] = np.tanh(w * h[t - 1])         h[t - 1] keeps its value to the end

Definition: let L be a loop over a range with step 1 (or -1), with index t, that holds the read
and every store to the class of the array that may follow the read. The cells read at r are never
written again if, on one axis,
  1. the read's index is t + c, and every store's is t + s, with c < s (c > s for step -1),
  2. none of these indices is negative in any trip: the lowest t, plus c and s, is at least 0,
  3. the class is made anew in every trip of each loop around L.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..ir.nodes import Apply, Assign, Const, Expr, For, Name, Store
from .positions import Place, Positions


@dataclass(frozen=True)
class Index:
    """One component of an index: the loop variable plus a constant."""

    variable: str
    offset: int


def component(expr: Expr) -> Index | None:
    """Return an index component of the form t + c."""
    match expr:
        case Name(id=name):
            return Index(name, 0)
        case Apply(op="add", args=(Name(id=name), Const(value=int() as c))):
            return Index(name, c)
        case Apply(op="add", args=(Const(value=int() as c), Name(id=name))):
            return Index(name, c)
        case Apply(op="sub", args=(Name(id=name), Const(value=int() as c))):
            return Index(name, -c)
    return None


def components(index: Expr | None) -> list[Expr]:
    """Return the leading components of an index, one an axis, up to an ellipsis or newaxis."""
    if index is None:
        return []
    parts = index.args if isinstance(index, Apply) and index.op == "tuple" else (index,)
    out: list[Expr] = []
    for part in parts:
        if isinstance(part, Const) and not isinstance(part.value, int):
            break
        out.append(part)
    return out


def keeps_its_value(
    read: Assign,
    place: Place,
    positions: Positions,
    stores: Iterable[int],
    is_local: Callable[[Place], bool],
) -> bool:
    """Return whether the cells that `read` (a getitem) loads are never written after `place`.

    `stores` are the numbers of the statements that write the class; `is_local` tells whether the
    class is made anew in every trip of a loop.
    """
    if not isinstance(read.value, Apply) or not isinstance(read.value.args[0], Name):
        return False
    base, index = read.value.args[0].id, read.value.args[1]
    outermost = next((n for n in place.loops if not is_local(positions.places[n])), None)
    if outermost is None:
        return False
    loop = positions.places[outermost]
    first = _range_from(loop)
    if first is None:
        return False
    later = [n for n in stores if n >= loop.number]
    inside = [positions.places[n] for n in later]
    if any(p.number > loop.end for p in inside):
        return False
    return any(
        _axis_is_safe(axis, part, base, inside, loop, first)
        for axis, part in enumerate(components(index))
    )


def _range_from(loop: Place) -> tuple[str, int, int] | None:
    """Return the index, the lowest value and the step of a loop over a range with unit step."""
    stmt = loop.stmt
    if not isinstance(stmt, For) or not isinstance(stmt.iter, Apply):
        return None
    args = stmt.iter.args
    start, stop = (Const(0), args[0]) if len(args) == 1 else args[:2]
    step = args[2] if len(args) == 3 else Const(1)
    if step == Const(1) and isinstance(start, Const):
        return stmt.target, start.value, 1
    if step == Const(-1) and isinstance(stop, Const):
        return stmt.target, stop.value + 1, -1
    return None


def _axis_is_safe(
    axis: int, part: Expr, base: str, stores: list[Place], loop: Place,
    first: tuple[str, int, int],
) -> bool:  # fmt: skip
    target, lowest, step = first
    read = component(part)
    if read is None or read.variable != target or lowest + read.offset < 0:
        return False
    for place in stores:
        stmt = place.stmt
        if not isinstance(stmt, Store) or stmt.base != base:
            return False
        parts = components(stmt.index)
        here = component(parts[axis]) if axis < len(parts) else None
        if here is None or here.variable != target or lowest + here.offset < 0:
            return False
        if (here.offset - read.offset) * step <= 0:
            return False
    return True
