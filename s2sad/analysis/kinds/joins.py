"""Joins: the kind of a name that is one of two kinds, by the path that was taken.

Definitions:
  1. Numbers join to the promoted number; it is NumPy's unless both are Python's (whose dtype is
     weak: 0.0 joined with float32 is float32). The value itself is converted nowhere.
  2. Arrays of one rank join if their dtypes are equal or both can vary; sizes that differ become
     what `unify` makes of them.
  3. Lists join their items, tuples of one length item by item, and things without a derivative
     become opaque.
  4. Everything else is a conflict: Unknown, with the two kinds named.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...ir.kinds import (
    Array, Kind, ListKind, Other, Scalar, Size, TupleKind, Unknown, is_float,
)  # fmt: skip
from .words import describe

Unify = Callable[["Size | None", "Size | None"], "Size | None"]
PYTHON: dict[str, Any] = {"bool": True, "int64": 1, "float64": 1.0, "complex128": 1j}


class Conflict(Unknown):
    """The kind of a name that has two kinds which do not join."""


def forget(a: Size | None, b: Size | None) -> Size | None:
    """The simplest unify: what differs is not known."""
    return a if a == b else None


def sample_number(kind: Scalar) -> Any:
    """Return a number of a kind."""
    return np.dtype(kind.dtype).type(1) if kind.numpy else PYTHON[kind.dtype]


def join(a: Kind, b: Kind, unify: Unify) -> Kind:
    """Return the kind of what is of kind a or of kind b."""
    if a == b and not isinstance(a, Unknown):
        return a
    match a, b:
        case (Conflict(), _) | (Unknown(), Unknown() | Other()):
            return a
        case (_, Conflict()) | (Other(), Unknown()):
            return b
        case Scalar(), Scalar():
            return _join_scalars(a, b, unify)
        case Array(), Array() if _arrays_join(a, b):
            dtype = a.dtype if a.dtype == b.dtype else np.result_type(a.dtype, b.dtype).name
            shape = tuple([unify(m, n) or Size() for m, n in zip(a.shape, b.shape)])
            return Array(dtype, shape, a.order if a.order == b.order else "A")
        case ListKind(), ListKind():
            return _join_lists(a, b, unify)
        case TupleKind(items=xs), TupleKind(items=ys) if len(xs) == len(ys):
            return TupleKind(tuple([join(x, y, unify) for x, y in zip(xs, ys)]))
        case Other(), Other() if "none" not in (a.what, b.what):
            return Other("opaque")
    return Conflict(f"it is {describe(a)} on one path and {describe(b)} on another")


def _arrays_join(a: Array, b: Array) -> bool:
    both = is_float(a.dtype) and is_float(b.dtype)
    return a.ndim == b.ndim and (a.dtype == b.dtype or both)


def _join_scalars(a: Scalar, b: Scalar, unify: Unify) -> Kind:
    value = unify(a.value, b.value)
    if a.numpy == b.numpy and a.dtype == b.dtype:
        return Scalar(a.dtype, a.numpy, value)
    if not (a.numpy or b.numpy):
        dtype = np.result_type(a.dtype, b.dtype).name
    else:
        dtype = np.result_type(sample_number(a), sample_number(b)).name
    return Scalar(dtype, a.numpy or b.numpy, value if dtype.startswith("int") else None)


def _join_lists(a: ListKind, b: ListKind, unify: Unify) -> ListKind:
    if a.item is None or b.item is None:
        item = a.item if b.item is None else b.item
    else:
        item = join(a.item, b.item, unify)
    return ListKind(item, unify(a.length, b.length))


def find_conflict(kind: Kind | None) -> Conflict | None:
    """Return a conflict inside a kind, or None."""
    match kind:
        case Conflict():
            return kind
        case ListKind(item=item):
            return find_conflict(item)
        case TupleKind(items=items):
            found = [find_conflict(item) for item in items]
            return next((c for c in found if c is not None), None)
    return None
