"""Mixed: numbers and arrays that have one of several dtypes, by the path that was taken.

    v = 0 if c else 1.5             v is an int or a float
    l = [x32[0], 2.0]               its items are NumPy's single precision or Python's double

Definitions:
  1. Such a kind is a number or array of the dtype that they promote to, and knows the others. What
     asks for a dtype or a class is left to the run where they differ.
  2. The kind of an operation on it is that of the operation on the promoted one, and has the
     dtypes that come of all of them.
  3. A list with such items may hold items of one of the dtypes alone, or of several.
  4. After a program is specialised every name has one dtype again: rules know no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from math import prod

import numpy as np

from ...ir.frozen import dataclass, made_quickly, replace
from ...ir.kinds import Array, Kind, ListKind, Other, Scalar, Size, is_float
from ...ir.nodes import Expr

Dtype = tuple[str, bool]  # its name, and whether it is NumPy's (that of an array is)
MOST = 64  # how many combinations of dtypes of the operands of one operation are looked at


@dataclass(frozen=True, slots=True)
class MixedNumber(Scalar):
    """The kind of a number that has one of several dtypes."""

    dtypes: tuple[Dtype, ...] = ()


@dataclass(frozen=True, slots=True)
class MixedArray(Array):
    """The kind of an array that has one of several dtypes."""

    dtypes: tuple[Dtype, ...] = ()


made_quickly(MixedArray, ndim="len(shape)")
made_quickly(MixedNumber)
MIXED = {MixedNumber, MixedArray}


def valued(kind: Scalar, value: Size | None) -> Scalar:
    """Return the kind of the same number with another value, or with none that is known."""
    if type(kind) is Scalar:
        return Scalar(kind.dtype, kind.numpy, value)
    return replace(kind, value=value)


def shaped(kind: Array, shape: tuple[Size, ...], order: str = "") -> Array:
    """Return the kind of an array of the same numbers with other sizes, or in another order."""
    if type(kind) is Array:
        return Array(kind.dtype, shape, order or kind.order)
    return replace(kind, shape=shape, order=order or kind.order)


def is_mixed(kind: Kind) -> bool:
    """Return whether a kind, or that of the items of a list, has several dtypes."""
    while isinstance(kind, ListKind) and kind.item is not None:
        kind = kind.item
    return type(kind) in MIXED


def settled(kind: Kind) -> Kind:
    """Return a kind with the dtype that all promote to."""
    if isinstance(kind, MixedNumber):
        return Scalar(kind.dtype, kind.numpy, kind.value)
    if isinstance(kind, MixedArray):
        return Array(kind.dtype, kind.shape, kind.order)
    if isinstance(kind, ListKind) and kind.item is not None:
        return ListKind(settled(kind.item), kind.length)
    return kind


def dtypes_of(kind: Kind) -> tuple[Dtype, ...]:
    """Return the dtypes that a number, an array or the items of a list may have."""
    match kind:
        case MixedNumber(dtypes=dtypes) | MixedArray(dtypes=dtypes):
            return dtypes
        case Scalar(dtype=dtype):
            return ((dtype, kind.numpy),)
        case Array(dtype=dtype):
            return ((dtype, True),)
        case ListKind(item=item) if item is not None:
            return dtypes_of(item)
    return ()


def with_dtypes(kind: Kind, *others: Kind) -> Kind:
    """Return a promoted kind that knows the dtypes of what was promoted to it.

    Of Python's numbers and NumPy's of one precision arrays are made alike: they are no two.
    """
    found = tuple(dict.fromkeys([dtype for other in others for dtype in dtypes_of(other)]))
    if len({name for name, _ in found}) < 2 or not _have_one_rank(kind, others):
        return kind
    return _with(kind, found)


def _have_one_rank(kind: Kind, others: tuple[Kind, ...]) -> bool:
    if isinstance(kind, ListKind):
        items = [other.item for other in others if isinstance(other, ListKind)]
        some = [item for item in items if item is not None]
        return kind.item is not None and _have_one_rank(kind.item, tuple(some))
    rank = Scalar if isinstance(kind, Scalar) else Array
    return all(isinstance(other, rank) for other in others)


def _with(kind: Kind, dtypes: tuple[Dtype, ...]) -> Kind:
    match kind:
        case Scalar():
            return MixedNumber(kind.dtype, kind.numpy, kind.value, dtypes)
        case Array():
            return MixedArray(kind.dtype, kind.shape, kind.order, dtypes)
        case ListKind(item=item) if item is not None:
            return ListKind(_with(item, dtypes), kind.length)
    return kind


def options(kind: Kind) -> list[Kind]:
    """Return the kinds of one dtype that a kind may be in a run.

    A list may mix them: NumPy makes an array of it as of the strictest promotion.
    """
    found = dtypes_of(kind)
    if not isinstance(kind, ListKind):
        return [_of_dtype(kind, *dtype) for dtype in found]
    strict = np.result_type(*[name for name, _ in found]).name
    several = [settled(kind), _of_dtype(kind, strict, True)]
    return [*several, *[_of_dtype(kind, *dtype) for dtype in found]]


def _of_dtype(kind: Kind, name: str, is_numpys: bool) -> Kind:
    match kind:
        case Scalar():
            return Scalar(name, is_numpys)
        case Array():
            return Array(name, kind.shape, kind.order)
        case ListKind(item=item) if item is not None:
            return ListKind(_of_dtype(item, name, is_numpys), kind.length)
    return kind


def may_cut(kind: Kind, value: Kind) -> bool:
    """Return whether the cells of an array may be ints where a store brings other numbers."""
    if not isinstance(kind, MixedArray) or all(is_float(name) for name, _ in kind.dtypes):
        return False
    return any(is_float(name) for name, _ in dtypes_of(value) or (("float64", False),))


def combinations(opened: Mapping[Expr, Kind]) -> Iterator[dict[Expr, Kind]]:
    """Yield what the operands of an operation may be in a run.

    If that is too much, operands that may be the same are the same, or take turns.
    """
    each = [tuple(options(kind)) for kind in opened.values()]
    if prod(map(len, each)) <= MOST:
        yield from (dict(zip(opened, kinds)) for kinds in product(*each))
        return
    alike = list(dict.fromkeys(each))
    for chosen in product(*alike):
        same = dict(zip(alike, chosen))
        yield dict(zip(opened, [same[kinds] for kinds in each]))
    for turn in range(max(map(len, each))):
        yield dict(zip(opened, [kinds[(turn + k) % len(kinds)] for k, kinds in enumerate(each)]))


def distributed(
    found: Kind, opened: Mapping[Expr, Kind], result: Callable[[dict[Expr, Kind]], Kind]
) -> Kind:
    """Return the kind of an operation of which operands have several dtypes.

    `found` is that of the promoted ones, `result` gives that of the kinds of one run.
    """
    kinds = [result(given) for given in combinations(opened)]
    if isinstance(found, Other):
        is_told = all(kind == found for kind in kinds)
        return found if is_told else Other(found.what.partition(":")[0])
    return with_dtypes(found, found, *[kind for kind in kinds if type(kind) is type(found)])
