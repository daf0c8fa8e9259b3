"""Indexing: what `x[i]` is, for arrays, lists and tuples.

Definitions:
  1. An index is basic if its parts are ints, slices, None and `...`: the result is a view, or a
     number where an int stands for every axis.
  2. It is advanced if a part is an array or list: ints then count as arrays without axes. The
     broadcast axes stand where the advanced parts stand together, else in front.
"""

from __future__ import annotations

from functools import reduce

from ...ir.frozen import dataclass, field
from ...ir.kinds import (
    RANGE, Array, Form, Kind, ListKind, Other, Scalar, Size, TupleKind, as_size,
)  # fmt: skip
from ...ir.nodes import Apply, Const, Expr
from .calls import Call, Never, Undecided, as_array
from .creation import range_length
from .masks import count_of
from .elementwise import broadcast, int_value
from .joins import DictOf, Text, join

NONE = Const(None)
FULL = Apply("slice", (NONE, NONE, NONE))
REST = Const(Ellipsis)
SLICE, ELLIPSIS = Other("slice"), Other("ellipsis")


def parts_of(index: Expr) -> tuple[Expr, ...]:
    """Return the parts of an index."""
    if isinstance(index, Apply) and index.op == "tuple":
        return index.args
    return (index,)


def getitem(call: Call, base: Kind, index: Expr) -> Kind:
    """Return the kind of `base[index]`."""
    if isinstance(base, Array):
        if index.names:
            return index_array(call, base, index)
        return call.sizes.once((base, index), lambda: index_array(call, base, index))
    match base:
        case DictOf(items=items) if isinstance(index, Const) and index.value in items:
            return items[index.value]
        case DictOf(items=items) if items and isinstance(call.kind(index), (Text, Other)):
            return reduce(lambda a, b: join(a, b, call.unify), items.values())
        case ListKind(item=item, length=length):
            if isinstance(index, Apply) and index.op == "slice":
                return ListKind(item, _slice_length(call, length, index))
            if item is None:
                raise Never("an item of a list that is empty")
            return call.loaded(item)
        case TupleKind(items=items, form=Form(what="dict" | "object")):
            place = base.place(call.literal(index))
            if place is None:
                raise Undecided("there is no such key")
            return items[place]
        case TupleKind(items=items):
            return _item_of_tuple(call, items, index)
        case Text(value=value):
            return _part_of_text(call, value, index)
        case Other(what="text"):
            return base
        case Other(what="range"):
            is_slice = isinstance(index, Apply) and index.op == "slice"
            return base if is_slice else Scalar("int64")
        case Scalar(numpy=True) if index in (REST, Apply("tuple", ())):
            return base if index != REST else Array(base.dtype, ())
    raise Undecided("an item of something unknown")


def _part_of_text(call: Call, text: str, index: Expr) -> Kind:
    """Return the kind of a part of a text that is known: of a part that is known, too, that."""
    try:
        parts = index.args if isinstance(index, Apply) and index.op == "slice" else ()
        bounds = [call.literal(part) for part in parts or (index,)]
        return Text(text[slice(*bounds) if parts else bounds[0]])
    except (Undecided, IndexError, TypeError):
        return Other("text")


def _item_of_tuple(call: Call, items: tuple[Kind, ...], index: Expr) -> Kind:
    if isinstance(index, Apply) and index.op == "slice":
        bounds = [call.literal(part) for part in index.args]
        return TupleKind(items[slice(*bounds)])
    place = constant_int(call, index)
    if place is not None:
        if not -len(items) <= place < len(items):
            raise Undecided(f"item {place} of a tuple of {len(items)}")
        return items[place]
    if not items:
        raise Undecided("an item of an empty tuple")
    found = items[0]
    for item in items[1:]:
        found = join(found, item, call.unify)
    return found


def constant_int(call: Call, index: Expr) -> int | None:
    """Return an index that is a constant int (no argument decides it), or None."""
    value = int_value(call.kind(index))
    return value.constant if value is not None and value.is_constant else None


# -- slices ----------------------------------------------------------------------------------


def _slice_length(call: Call, length: Size | None, index: Apply) -> Size | None:
    return None if length is None else slice_size(call, length, index)


def slice_size(call: Call, extent: Size, part: Apply) -> Size:
    """Return how many elements a slice takes of an axis: `slice.indices`, with sizes."""
    found = _slice_size(call, extent, part)
    return call.sizes.fresh() if found is None else found


def _slice_size(call: Call, extent: Size, part: Apply) -> Size | None:
    lower, upper, step_expr = part.args
    step = 1
    if step_expr != NONE:
        value = int_value(call.kind(step_expr))
        known = None if value is None else call.sizes.value(value)
        if not known:
            return None
        step = known
    low, high = (Size(0), extent) if step > 0 else (Size(-1), extent - 1)
    start = low if step > 0 else high
    stop = high if step > 0 else low
    if lower != NONE:
        start_or = _clipped(call, int_value(call.kind(lower)), extent, low, high)
        if start_or is None:
            return None
        start = start_or
    if upper != NONE:
        stop_or = _clipped(call, int_value(call.kind(upper)), extent, low, high)
        if stop_or is None:
            return None
        stop = stop_or
    return _distance(call, start, stop, step)


def _distance(call: Call, start: Size, stop: Size, step: int) -> Size | None:
    gap = stop - start if step > 0 else start - stop
    some = call.sizes.at_most(0, gap)
    if some is None:
        return None
    return call.sizes.quotient(gap + (abs(step) - 1), abs(step)) if some else Size(0)


def _clipped(
    call: Call, bound: Size | None, extent: Size, low: Size, high: Size
) -> Size | None:
    """Return a bound counted from the front and clipped to [low, high]."""
    if bound is None:
        return None
    sizes = call.sizes
    natural = sizes.at_most(0, bound)
    if natural is None:
        return None
    if not natural:
        bound = bound + extent
        inside = sizes.at_most(low, bound)
        return None if inside is None else bound if inside else low
    inside = sizes.at_most(bound, high)
    return None if inside is None else bound if inside else high


# -- arrays ----------------------------------------------------------------------------------


@dataclass
class Parts:
    """An index sorted out: the result's axes so far, and the advanced parts."""

    axes: list[Size] = field(default_factory=list)
    advanced: list[tuple[Size, ...]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)  # positions of advanced parts and ints
    has_array: bool = False
    is_scalar: bool = True
    at: int | None = None  # where among the axes the first advanced part stands


def index_array(call: Call, base: Array, index: Expr) -> Kind:
    """Return the kind of an array indexed."""
    parts, kinds = _expanded(call, base, index)
    found = Parts()
    axis = 0
    for place, (part, kind) in enumerate(zip(parts, kinds)):
        axis += _take_part(call, base, found, place, axis, part, kind)
    if not found.has_array:
        if not found.axes and found.is_scalar:
            return Scalar(base.dtype, True)
        order = _view_order(base, parts, found) if _is_written_out(parts, kinds) else "A"
        return Array(base.dtype, tuple(found.axes), order)
    return _advanced(call, base, found)


def _expanded(call: Call, base: Array, index: Expr) -> tuple[list[Expr | None], list[Kind]]:
    """Return the parts of an index with `...` written out as full slices."""
    given: list[tuple[Expr | None, Kind]] = []
    index_kind = None if isinstance(index, (Apply, Const)) else call.known(index)
    if isinstance(index_kind, TupleKind):
        given = [(None, kind) for kind in index_kind.items]
    else:
        given = [(part, part_kind(call, part)) for part in parts_of(index)]
    used = sum(_axes_used(part, kind) for part, kind in given)
    ellipses = [i for i, (_, kind) in enumerate(given) if kind == ELLIPSIS]
    fill = [(FULL, SLICE)] * (base.ndim - used)
    if used > base.ndim:
        raise Undecided("more indices than axes")
    if ellipses:
        at = ellipses[0]
        marked: list[tuple[Expr | None, Kind]] = [(REST, ELLIPSIS)]
        given = [*given[:at], *marked, *fill, *given[at + 1 :]]
    else:
        given = [*given, *fill]
    return [part for part, _ in given], [kind for _, kind in given]


def part_kind(call: Call, part: Expr) -> Kind:
    """Return the kind of one part of an index."""
    if isinstance(part, Apply) and part.op == "slice":
        return SLICE
    if part == REST:
        return ELLIPSIS
    kind = call.known(part)
    if kind == RANGE:
        return Array("int64", (_count(call, part),))
    return as_array(kind, call.sizes) if isinstance(kind, ListKind) else kind


def _count(call: Call, part: Expr) -> Size:
    """Return how many numbers a range has."""
    ends = part.args if isinstance(part, Apply) and part.op == "range" else ()
    found = [int_value(call.kind(end)) for end in ends]
    values = [value for value in found if value is not None]
    if not values or len(values) < len(ends) or not all(v.is_constant for v in values[2:]):
        return call.sizes.fresh()
    start, stop = (Size(0), values[0]) if len(values) == 1 else values[:2]
    step = values[2].constant if len(values) == 3 else 1
    return range_length(call, start, stop, step) or call.sizes.fresh()


def _axes_used(part: Expr | None, kind: Kind) -> int:
    match kind:
        case Other(what="ellipsis") | Other(what="none"):
            return 0
        case Array(dtype="bool"):
            return kind.ndim
    return 1


def _take_part(
    call: Call, base: Array, found: Parts, place: int, axis: int, part: Expr | None, kind: Kind
) -> int:
    """Add one part of an index; return how many axes of the base it takes."""
    match kind:
        case Other(what="ellipsis"):
            found.is_scalar = False
            return 0
        case Other(what="none"):
            found.axes.append(Size(1))
            return 0
        case Other(what="slice"):
            extent = base.shape[axis]
            if isinstance(part, Apply):
                found.axes.append(slice_size(call, extent, part))
            else:
                found.axes.append(call.sizes.fresh())
            return 1
        case Scalar(dtype=dtype) if "int" in dtype:
            _note_advanced(found, place, ())
            return 1
        case Array(dtype="bool") if kind.ndim:
            found.has_array = True
            _note_advanced(found, place, (count_of(call, part),))
            return kind.ndim
        case Array(dtype=dtype) if "int" in dtype:
            found.has_array = True
            _note_advanced(found, place, kind.shape)
            return 1
    raise Undecided("an index that is no int, slice or array of ints or bools")


def _note_advanced(found: Parts, place: int, shape: tuple[Size, ...]) -> None:
    if found.at is None:
        found.at = len(found.axes)
    found.places.append(place)
    found.advanced.append(shape)


def _advanced(call: Call, base: Array, found: Parts) -> Kind:
    shape = broadcast(found.advanced, call.sizes)
    places = found.places
    together = places == list(range(places[0], places[0] + len(places)))
    at = (found.at or 0) if together else 0
    axes = (*found.axes[:at], *shape, *found.axes[at:])
    if not axes and found.is_scalar:
        return Scalar(base.dtype, True)
    return Array(base.dtype, axes, "C" if len(axes) == 1 else "A")


def _is_written_out(parts: list[Expr | None], kinds: list[Kind]) -> bool:
    """Return whether every slice of an index stands in it, and not as a name."""
    return all(
        isinstance(part, Apply) and part.op == "slice"
        for part, kind in zip(parts, kinds) if kind == SLICE
    )


def _view_order(base: Array, parts: list[Expr | None], found: Parts) -> str:
    """Return the order of a basic view: contiguous where only leading axes are cut."""
    kept = [p for p in parts if p not in (NONE, REST)]
    if not any(isinstance(p, Apply) and p.op == "slice" for p in kept):
        return base.order if base.order == "C" else "A"
    is_full = [p == FULL for p in kept]
    if all(is_full):
        return base.order if base.ndim == len(found.axes) or base.order == "C" else "A"
    while kept and not (isinstance(kept[0], Apply) and kept[0].op == "slice"):
        kept, is_full = kept[1:], is_full[1:]
    first = kept[0]
    plain = isinstance(first, Apply) and first.args[2] in (NONE, Const(1))
    return "C" if base.order == "C" and plain and all(is_full[1:]) else "A"


def item_count(kind: TupleKind) -> Size:
    """Return the length of a tuple."""
    return as_size(len(kind.items))
