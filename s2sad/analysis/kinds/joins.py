"""Joins: the kind of a name that is one of two kinds, by the path that was taken.

Definitions:
  1. Numbers join to the promoted number; it is NumPy's unless both are Python's (whose dtype is
     weak: 0.0 joined with float32 is float32). The value itself is converted nowhere, so it knows
     the dtypes that it may have (`mixed`).
  2. Arrays of one rank join if their dtypes are equal or both can vary; sizes that differ become
     what `unify` makes of them.
  3. Lists join their items, tuples of one length item by item, and things without a derivative
     become opaque.
  4. Of what is unknown on one path and a number or array on the other nothing is known.
  5. A number or array that is None on the other path may be None (`optional` says what of it).
  6. Everything else is a conflict: Unknown, with the two kinds named.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...ir.frozen import dataclass
from ...ir.kinds import (
    Array,
    Form,
    Kind,
    ListKind,
    Other,
    Scalar,
    Size,
    TupleKind,
    Unknown,
    is_float,
)  # fmt: skip
from .mixed import shaped, valued, with_dtypes
from .words import describe, with_keys

# Given two sizes and what they are ('size', 'length' or 'value'); None: not known.
Unify = Callable[["Size | None", "Size | None", str], "Size | None"]
EACH = Size.symbol("?each")  # inside the item of a list: a size that each item has for itself
_OF_DTYPES = ("builtins", "numpy")
PYTHON: dict[str, Any] = {"bool": True, "int64": 1, "float64": 1.0, "complex128": 1j}


class Conflict(Unknown):
    """The kind of a name that has two kinds which do not join."""


class Absence(Conflict):
    """The kind of a name that is None on some paths, and a dict or a tuple on the others."""


class Optional(Conflict):
    """The kind of a name that is None on some paths, and of the kind `kind` on the others."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(f"it is None on one path and {describe(kind)} on another")
        object.__setattr__(self, "kind", kind)

    kind: Kind

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Optional) and self.kind == other.kind

    def __hash__(self) -> int:
        return hash(self.kind)


class Text(Other):
    """The kind of a text that is known."""

    def __init__(self, value: str) -> None:
        super().__init__("text")
        object.__setattr__(self, "value", value)

    value: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)


def dtype_of_class(value: type) -> str | None:
    """Return the name of the dtype that a class of Python's or NumPy's is; None of any other."""
    try:
        return np.dtype(value.__name__).name if value.__module__ in _OF_DTYPES else None
    except TypeError:  # list, np.floating
        return None


class Class(Other):
    """The kind of a class that is known."""

    def __init__(self, value: type) -> None:
        name = dtype_of_class(value)
        super().__init__("function" if name is None else f"dtype:{name}")
        object.__setattr__(self, "value", value)

    value: type

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Class) and self.value is other.value

    def __hash__(self) -> int:
        return hash(self.value)


class DictOf(Unknown):
    """The kind of a dict whose keys are texts: of what stands under each key."""

    def __init__(self, items: dict[str, Kind]) -> None:
        super().__init__("a dict")
        object.__setattr__(self, "items", dict(items))

    items: dict[str, Kind]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DictOf) and self.items == other.items

    def __hash__(self) -> int:
        return hash(tuple(self.items))


class Returned(Unknown):
    """The kind of what an unknown call returned: perhaps no number at all."""


class Nothing(Unknown):
    """The kind of what is never there: an item of a list that is empty so far, an unbound name."""


@dataclass(frozen=True, slots=True)
class FixedList(TupleKind):
    """The kind of a list in an argument of which each item is a variable of its own."""


def forget(a: Size | None, b: Size | None, what: str) -> Size | None:
    """The simplest unify: what differs is not known."""
    return a if a == b else None


def for_items(unify: Unify) -> Unify:
    """Return the unify for what is inside a list: a size that differs is each item's own."""

    def unify_item(a: Size | None, b: Size | None, what: str) -> Size | None:
        if a == b or what != "size":
            return forget(a, b, what)
        return EACH if EACH in (a, b) else unify(a, b, "item size")

    return unify_item


def loaded(kind: Kind, fresh: Callable[[], Size]) -> Kind:
    """Return the kind of one item taken from a list: its own sizes become fresh symbols."""
    match kind:
        case Array(shape=shape) if EACH in shape:
            sizes = tuple([fresh() if extent == EACH else extent for extent in shape])
            return shaped(kind, sizes)
        case TupleKind(items=items):
            return TupleKind(tuple([loaded(item, fresh) for item in items]), kind.form)
        case Optional(kind=some):
            return Optional(loaded(some, fresh))
    return kind


def map_sizes(kind: Kind, change: Callable[[Size], Size]) -> Kind:
    """Return a kind with every size of its arrays changed."""
    match kind:
        case Array(shape=shape):
            return shaped(kind, tuple([change(extent) for extent in shape]))
        case TupleKind(items=items):
            return TupleKind(tuple([map_sizes(item, change) for item in items]), kind.form)
        case ListKind(item=item) if item is not None:
            return ListKind(map_sizes(item, change), kind.length)
        case Optional(kind=some):
            return Optional(map_sizes(some, change))
    return kind


def stored(kind: Kind) -> Kind:
    """Return the kind of an item of a list without what is known of its value or length."""
    match kind:
        case Scalar(value=Size()):
            return valued(kind, None)
        case ListKind(item=item):
            return ListKind(item)
        case TupleKind(items=items):
            return TupleKind(tuple([stored(item) for item in items]), kind.form)
        case Optional(kind=some):
            return Optional(stored(some))
    return kind


def sample_number(kind: Scalar) -> Any:
    """Return a number of a kind."""
    return np.dtype(kind.dtype).type(1) if kind.numpy else PYTHON[kind.dtype]


def join(a: Kind, b: Kind, unify: Unify) -> Kind:
    """Return the kind of what is of kind a or of kind b."""
    if a == b and not isinstance(a, Unknown):
        return a
    match a, b:
        case (Nothing(), _):
            return b
        case (_, Nothing()):
            return a
        case (Optional(), _) | (_, Optional()) | (Other("none"), _) | (_, Other("none")):
            found = _join_optional(a, b, unify)
            if found is not None:
                return found
            if isinstance(a, Optional) or isinstance(b, Optional):
                return _no_optional(a, b)
    match a, b:
        case (Conflict(), _) | (Unknown(), Unknown() | Other() | Scalar() | Array()):
            return a
        case (_, Conflict()) | (Other() | Scalar() | Array(), Unknown()):
            return b
        case Scalar(), Scalar():
            return _join_scalars(a, b, unify)
        case Array(), Array() if _arrays_join(a, b):
            dtype = a.dtype if a.dtype == b.dtype else np.result_type(a.dtype, b.dtype).name
            shape = tuple([unify(m, n, "size") or Size() for m, n in zip(a.shape, b.shape)])
            found = Array(dtype, shape, a.order if a.order == b.order else "A")
            return with_dtypes(found, a, b)
        case ListKind(), ListKind():
            return _join_lists(a, b, unify)
        case TupleKind(items=xs), TupleKind(items=ys) if len(xs) == len(ys) and (
            a.form == b.form or is_numpys(a.form) and is_numpys(b.form)
        ):
            form = a.form if a.form == b.form else None
            return TupleKind(tuple([join(x, y, unify) for x, y in zip(xs, ys)]), form)
        case Other(what=what), Other(what=other) if what == other:
            return Other(what)
        case Other(), Other() if "none" not in (a.what, b.what):
            return Other("opaque")
    one, other = describe(a), describe(b)
    if one == other and isinstance(a, TupleKind) and isinstance(b, TupleKind):
        one, other = with_keys(a), with_keys(b)
    parts = [kind for kind in (a, b) if isinstance(kind, TupleKind)]
    is_absence = len(parts) == 1 and Other("none") in (a, b)
    conflict = Absence if is_absence else Conflict
    return conflict(f"it is {one} on one path and {other} on another")


def _join_optional(a: Kind, b: Kind, unify: Unify) -> Kind | None:
    """Return the kind of what is None on one of the paths, if it is one kind on the others."""
    kinds = [kind.kind if isinstance(kind, Optional) else kind for kind in (a, b)]
    some = [kind for kind in kinds if kind != Other("none")]
    if not some or not all(isinstance(kind, (Scalar, Array, ListKind)) for kind in some):
        return None
    found = some[0] if len(some) == 1 else join(some[0], some[1], unify)
    return Optional(found) if isinstance(found, (Scalar, Array, ListKind)) else None


def _no_optional(a: Kind, b: Kind) -> Kind:
    """Return the kind of what is None on one path and has two kinds on the others."""
    for kind in (a, b):
        if isinstance(kind, Unknown) and not isinstance(kind, Optional):
            return kind
    one, other = [describe(k.kind if isinstance(k, Optional) else k) for k in (a, b)]
    return Conflict(f"it is None on one path, {one} on another and {other} on a third")


def is_numpys(form: Form | None) -> bool:
    """Return whether a tuple is a plain one, or has names that NumPy gives its results."""
    return form is None or str(getattr(form.type, "__module__", "")).startswith("numpy.")


def _arrays_join(a: Array, b: Array) -> bool:
    both = is_float(a.dtype) and is_float(b.dtype)
    return a.ndim == b.ndim and (a.dtype == b.dtype or both)


def _join_scalars(a: Scalar, b: Scalar, unify: Unify) -> Kind:
    value = unify(a.value, b.value, "value")
    if a.numpy == b.numpy and a.dtype == b.dtype:
        return with_dtypes(Scalar(a.dtype, a.numpy, value), a, b)
    if not (a.numpy or b.numpy):
        dtype = np.result_type(a.dtype, b.dtype).name
    else:
        dtype = np.result_type(sample_number(a), sample_number(b)).name
    found = Scalar(dtype, a.numpy or b.numpy, value if dtype.startswith("int") else None)
    return with_dtypes(found, a, b)


def _join_lists(a: ListKind, b: ListKind, unify: Unify) -> ListKind:
    if a.item is None or b.item is None:
        item = a.item if b.item is None else b.item
    else:
        item = join(a.item, b.item, for_items(unify))
    return ListKind(item, unify(a.length, b.length, "length"))


def find_conflict(kind: Kind | None) -> Conflict | None:
    """Return a conflict inside a kind, or None."""
    if type(kind) is Scalar or type(kind) is Array:
        return None
    if isinstance(kind, Conflict):
        return kind
    if isinstance(kind, ListKind):
        return None if isinstance(kind.item, Optional) else find_conflict(kind.item)
    if isinstance(kind, TupleKind):
        found = [find_conflict(item) for item in kind.items if not isinstance(item, Optional)]
        return next((c for c in found if c is not None), None)
    return None
