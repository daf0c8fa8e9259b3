"""Sharing: whether the memory of a result is that of an operand.

Definitions:
  1. 'view': the result always shares the memory of the operands named.
  2. 'copy': it never shares memory with anything.
  3. 'maybe': it depends on the layout in memory, or on what is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ...ir.kinds import Array, Kind, ListKind, Other, Scalar, TupleKind, Unknown, is_memory
from ...ir.nodes import Apply, Const, Expr, Name
from ...ir.walk import names_in
from . import creation
from .calls import Call, Undecided
from .definitions import is_call, is_pick
from .draws import is_draw
from .indexing import part_kind, parts_of
from .reports import is_report
from .result import kind_of
from .sizes import Sizes

How = Literal["view", "copy", "maybe"]
Sharing = tuple[How, tuple[str, ...]]

COPY: Sharing = ("copy", ())
VIEWS = {
    "np.transpose", "np.permute_dims", "np.matrix_transpose", "np.linalg.matrix_transpose",
    "np.linalg.diagonal", "np.swapaxes", "np.moveaxis",
    "np.expand_dims", "np.squeeze", "np.broadcast_to", "np.diagonal", "np.flip", "np.fliplr",
    "np.flipud", "np.rot90", "np.atleast_1d", "np.atleast_2d", "np.atleast_3d",
    "np.split", "np.array_split", "np.broadcast_arrays",
    "np.lib.stride_tricks.sliding_window_view",
}  # fmt: skip
BY_LAYOUT = {"np.reshape", "np.ravel"}
TYPES = {f"np.{name}" for name in creation.TYPES.split()} | {"np.bool"}
BY_KIND = TYPES | {
    "np.asarray", "np.asanyarray", "np.ascontiguousarray", "np.asfortranarray", "np.real",
    "np.imag",
}  # fmt: skip
MAYBE = {"np.diag", "np.real_if_close", "np.polyder", "np.polyint", "np.linalg.matrix_power"}
STRUCTURES = {
    "tuple", "list", "ifexp", "and", "or", "max", "min", "list.copy", "list.map", "list.pop",
    "list.repeat", "star", "dict",
}  # fmt: skip
OPEN = {"call", "method", "attr"}
MAY_VIEW = VIEWS | BY_LAYOUT | (BY_KIND - TYPES) | MAYBE | {"getitem", "np.einsum"}
MAY_SHARE = MAY_VIEW | TYPES | STRUCTURES | OPEN
BOOLS = (Scalar("bool"), Scalar("bool", True))


def sharing(
    expr: Expr, kinds: Mapping[str, Kind], sizes: Sizes, is_stored: bool = False
) -> Sharing:
    """Return how the memory of a result hangs together with that of which names.

    `is_stored` tells that the result is known to be something with memory.
    """
    if type(expr) is Name:
        return ("view", (expr.id,)) if is_memory(kinds.get(expr.id)) else COPY
    if type(expr) is Const:
        return COPY
    if expr.op not in MAY_SHARE:
        is_own = ":" in expr.op and (is_call(expr) or is_pick(expr))
        return _of_definition(expr, kinds, sizes) if is_own else COPY
    if not expr.args:
        return COPY
    if expr.op == "getitem" and is_stored:
        return _of_getitem(expr.args[0], expr.args[1], kinds, sizes)
    result = kind_of(expr, kinds, sizes)
    if not is_memory(result):
        return COPY
    names = tuple([n for n in dict.fromkeys(names_in(expr)) if is_memory(kinds.get(n))])
    if expr.op == "np.einsum":
        return ("maybe", names) if len(expr.args) == 2 else COPY
    if expr.op in OPEN:
        is_known = is_draw(expr, kinds) or is_report(expr, kinds)
        return COPY if is_known else ("maybe", names)
    if expr.op == "getitem":
        return _of_getitem(expr.args[0], expr.args[1], kinds, sizes)
    if expr.op in STRUCTURES:
        return _of_structure(expr, names, kinds, sizes)
    return _of_primitive(expr, expr.args[0], names, kinds, sizes, result)


def _of_definition(expr: Apply, kinds: Mapping[str, Kind], sizes: Sizes) -> Sharing:
    """A function that calls itself may return an argument; so may what is picked of its values."""
    found = sizes.definitions.of(expr.op)
    whole = is_call(expr) and len(found.results or ()) > 1
    place = expr.args[1].value if is_pick(expr) else 0  # type: ignore[union-attr]
    names = tuple([n for n in dict.fromkeys(names_in(expr)) if is_memory(kinds.get(n))])
    if not names or not is_memory(kind_of(expr, kinds, sizes)):
        return COPY
    places = range(len(found.results or ())) if whole else [place]
    return ("maybe", names) if any(map(found.may_share, places)) else COPY


def _of_structure(
    expr: Apply, names: tuple[str, ...], kinds: Mapping[str, Kind], sizes: Sizes
) -> Sharing:
    if not names:
        return COPY
    if expr.op in ("ifexp", "and", "or", "max", "min"):
        return "maybe", names
    return "view", names


def _of_getitem(
    base: Expr, index: Expr, kinds: Mapping[str, Kind], sizes: Sizes
) -> Sharing:
    inner = sharing(base, kinds, sizes)
    kind = kind_of(base, kinds, sizes)
    if isinstance(kind, Array):
        advanced = is_advanced(index, kinds, sizes)
        if advanced is None:
            return ("maybe", inner[1]) if inner[1] else inner
        return COPY if advanced else inner
    if isinstance(kind, (ListKind, TupleKind)):
        return inner
    if isinstance(kind, (Scalar, Other)):
        return COPY
    return ("maybe", inner[1]) if inner[1] else inner


def is_advanced(index: Expr, kinds: Mapping[str, Kind], sizes: Sizes) -> bool | None:
    """Return whether an index copies: an array, a list or a bool stands in it."""
    parts = [part for part in parts_of(index) if not _is_plain(part)]
    if not parts:
        return False
    call = Call("getitem", (), {}, lambda e: kind_of(e, kinds, sizes), sizes)
    answer: bool | None = False
    for part in parts:
        try:
            kind = part_kind(call, part)
        except Undecided:
            answer = None
            continue
        if isinstance(kind, (Array, ListKind)) or kind in BOOLS:
            return True
        items = kind.items if isinstance(kind, TupleKind) else ()
        if any(isinstance(item, (Array, ListKind)) for item in items):
            return True
        if isinstance(kind, Unknown):
            answer = None
    return answer


def _is_plain(part: Expr) -> bool:
    """Return whether a part of an index is a slice, or a constant that is no bool."""
    if type(part) is Apply:
        return part.op == "slice"
    return type(part) is Const and type(part.value) is not bool


def _of_primitive(
    expr: Apply, base: Expr, names: tuple[str, ...], kinds: Mapping[str, Kind], sizes: Sizes,
    result: Kind,
) -> Sharing:  # fmt: skip
    first = sharing(base, kinds, sizes)
    kind = kind_of(base, kinds, sizes)
    if expr.op in VIEWS:
        if isinstance(kind, Array):
            return first
        return COPY if isinstance(kind, (Scalar, ListKind, TupleKind)) else ("maybe", first[1])
    if expr.op in BY_LAYOUT:
        return _by_layout(expr, kind, first)
    if expr.op in BY_KIND:
        return _by_kind(expr, kind, first, result)
    if expr.op in MAYBE:
        return ("maybe", names) if names and not _is_product(expr) else COPY
    return COPY


def _is_product(expr: Apply) -> bool:
    """Return whether a power of a matrix is plainly not the first one, the matrix itself."""
    is_power = expr.op == "np.linalg.matrix_power" and len(expr.args) > 1
    return is_power and isinstance(expr.args[1], Const) and expr.args[1].value != 1


def _by_layout(expr: Apply, kind: Kind, first: Sharing) -> Sharing:
    if isinstance(kind, (Scalar, ListKind, TupleKind)):
        return COPY
    plain = len(expr.args) < 3 and all(key != "order" for key, _ in expr.kwargs)
    if isinstance(kind, Array) and kind.order == "C" and plain:
        return first
    return ("maybe", first[1]) if first[1] else COPY


def _by_kind(expr: Apply, kind: Kind, first: Sharing, result: Kind) -> Sharing:
    """An array that may be passed on as it is."""
    if isinstance(kind, (Scalar, ListKind, TupleKind)):
        return COPY
    if not isinstance(kind, Array) or not isinstance(result, Array):
        return ("maybe", first[1]) if first[1] else COPY
    if expr.op == "np.real":
        return first
    if expr.op == "np.imag":
        return first if kind.dtype.startswith("complex") else COPY
    if kind.dtype != result.dtype:
        return COPY
    in_c, in_f = expr.op == "np.ascontiguousarray", expr.op == "np.asfortranarray"
    if in_c and kind.order != "C" or in_f and (kind.ndim > 1 or kind.order != "C"):
        # An argument in the order of Fortran is not so any more where a program copies it.
        return ("maybe", first[1]) if first[1] else COPY
    return first
