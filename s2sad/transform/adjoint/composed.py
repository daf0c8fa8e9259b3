"""Composed indices: `x[:, 9:][:, 1:]` is `x[:, 10:]`.

Only indices are put together that are surely known: whole numbers, and slices without a step whose
bounds are no negative constants, or which are all of their axis.
"""

from __future__ import annotations

from collections.abc import Callable

from ...ir.kinds import Array, Kind, Scalar
from ...ir.nodes import Apply, Const, Expr
from .views import index_parts

NONE = Const(None)
ALL = Apply("slice", (NONE, NONE, NONE))


def joined_index(
    target: Expr, index: Expr | None, kind_of: Callable[[Expr], Kind]
) -> Expr | None:
    """Return the index that means `target[index]`, of what target is taken of, if it is known."""
    if not isinstance(target, Apply) or target.op != "getitem" or index is None:
        return None
    inner = target.args[1]
    if all(isinstance(kind_of(part), Scalar) for part in index_parts(inner)):
        return Apply("tuple", (*index_parts(inner), *index_parts(index)))

    def is_int(part: Expr) -> bool:
        kind = kind_of(part)
        return isinstance(kind, Scalar) and kind.dtype.startswith(("int", "uint"))

    is_view = isinstance(kind_of(target), Array)  # of a list it is a copy
    return composed_index(inner, index, is_int) if is_view else None


def composed_index(inner: Expr, outer: Expr, is_int: Callable[[Expr], bool]) -> Expr | None:
    """Return the index that means `[inner][outer]`, None if it is not known.

    >>> composed_index(Apply("slice", (Const(2), NONE, NONE)), Const(1), lambda e: type(e) is Const)
    Const(value=3)
    """
    left, found = list(index_parts(outer)), list[Expr]()
    for part in index_parts(inner):
        if is_int(part) or not left:
            found.append(part)
            continue
        one = _on_axis(part, left.pop(0), is_int)
        if one is None:
            return None
        found.append(one)
    if not all(_is_plain(part, is_int) for part in (*found, *left)):
        return None
    parts = (*found, *left)
    return parts[0] if len(parts) == 1 else Apply("tuple", parts)


def _is_plain(part: Expr, is_int: Callable[[Expr], bool]) -> bool:
    return isinstance(part, Apply) and part.op == "slice" or is_int(part)


def _on_axis(slice_: Expr, part: Expr, is_int: Callable[[Expr], bool]) -> Expr | None:
    """Return a part of an index, of what a slice takes of an axis, as one of the whole axis."""
    if slice_ == ALL:
        return part
    bounds = _bounds(slice_)
    if bounds is None:
        return None
    start, stop = bounds
    if isinstance(part, Const):
        is_known = is_int(part) and isinstance(part.value, int) and part.value >= 0
        return Const(start + part.value) if is_known else None
    inside = _bounds(part)
    if inside is None:
        return None
    first, last = inside
    ends = [end for end in (stop, None if last is None else start + last) if end is not None]
    end = Const(min(ends)) if ends else NONE
    return Apply("slice", (Const(start + first) if start + first else NONE, end, NONE))


def _bounds(part: Expr) -> tuple[int, int | None] | None:
    """Return the bounds of a slice, if they are no negative constants and it has no step."""
    if not isinstance(part, Apply) or part.op != "slice" or part.args[2] != NONE:
        return None
    first, last = [bound.value if isinstance(bound, Const) else "" for bound in part.args[:2]]
    is_known = all(v is None or type(v) is int and v >= 0 for v in (first, last))
    return (int(first or 0), last if last is None else int(last)) if is_known else None
