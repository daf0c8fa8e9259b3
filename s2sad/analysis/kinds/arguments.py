"""Arguments: the kinds of live values, and what of them belongs into the key of the cache."""

from __future__ import annotations

import types
from collections.abc import Hashable
from typing import Any

import numpy as np

from ...errors import WrongArgument
from ...ir.kinds import (
    RANGE,
    Array,
    Kind,
    ListKind,
    Other,
    Scalar,
    Size,
    TupleKind,
    Unknown,
    reads_otherwise,
    can_vary,
    is_memory,
    is_sparse,
)  # fmt: skip
from .draws import kind_of_drawing
from .joins import EACH, Class, DictOf, FixedList, find_conflict, join
from .records import Wanted, form_of, items_of
from .reports import kind_of_reporting
from .sparse import Maker, is_maker, kind_of_sparse

PYTHON = {bool: "bool", int: "int64", float: "float64", complex: "complex128"}
FUNCTIONS = (
    types.FunctionType, types.BuiltinFunctionType, types.MethodType, np.ufunc, type,
    types.ModuleType,
)  # fmt: skip
DEEPEST = 24  # deeper than that, structures are taken for circles
APART = 64  # a list of so many tuples of arrays has each of them as a variable of its own


def kind_of_argument(
    name: str, value: Any, sizes_values: dict[str, int], wanted: Wanted = None, depth: int = 0,
    inside: bool = False,
) -> Kind:  # fmt: skip
    """Return the kind of a live value; the values of its symbols are added to sizes_values.

    `inside` tells that it stands in a tuple or a record.
    """
    if type(value) in PYTHON:
        return _number(name, value, sizes_values)
    if isinstance(value, np.ndarray):
        return _array(name, value, sizes_values)
    if isinstance(value, np.generic):
        return _numpy_scalar(name, value, sizes_values)
    if depth > DEEPEST:
        return Other("opaque")
    if type(value) is list:
        return _list(name, value, sizes_values, wanted, depth, inside)
    form = form_of(value, wanted)
    if form is not None and form.what == "named" and reads_otherwise(form.type):
        return Unknown(f"a {form.type.__name__}, whose class says how it is read or compared")
    if isinstance(value, tuple) or form is not None:
        items = value if form is None else items_of(value, form)
        kinds = [
            kind_of_argument(f"{name}[{i}]", item, sizes_values, wanted, depth + 1, True)
            for i, item in enumerate(items)
        ]
        return TupleKind(tuple(kinds), form)
    kind = _other(value)
    return _sparse(name, value, kind, sizes_values) if is_sparse(kind) else kind


def _sparse(name: str, value: Any, kind: Kind, values: dict[str, int]) -> Kind:
    """Return the kind of a sparse matrix with its sizes."""
    assert isinstance(kind, Other)
    values.update({f"{name}.{axis}": extent for axis, extent in enumerate(value.shape)})
    shape = [Size.symbol(f"{name}.{axis}") for axis in range(len(value.shape))]
    return Other(kind.what, tuple(shape)) if len(shape) == 2 else Other("opaque")


def kind_of_captured(name: str, value: Any, sizes_values: dict[str, int]) -> Kind:
    """Return the kind of a captured value: of a dict, whatever its keys are when it is read."""
    if type(value) is dict and all(type(key) is str for key in value):
        return DictOf(
            {k: kind_of_captured(f"{name}[{k}]", v, sizes_values) for k, v in value.items()}
        )
    if form_of(value) is not None and not isinstance(value, tuple):
        return _other(value)
    return kind_of_argument(name, value, sizes_values)


def _number(name: str, value: Any, values: dict[str, int]) -> Scalar:
    if type(value) is not int:
        return Scalar(PYTHON[type(value)])
    values[name] = value
    return Scalar("int64", False, Size.symbol(name))


def _numpy_scalar(name: str, value: np.generic, values: dict[str, int]) -> Kind:
    dtype = value.dtype
    if dtype.kind not in "biufc":
        return Other("text" if dtype.kind in "US" else "opaque")
    if dtype.kind in "iu":
        values[name] = int(value)
        return Scalar(dtype.name, True, Size.symbol(name))
    return Scalar(dtype.name, True)


def _array(name: str, value: np.ndarray, values: dict[str, int]) -> Array:
    if type(value) is not np.ndarray:
        raise WrongArgument(
            f"`{name}` is a {type(value).__name__}",
            None,
            "Subclasses of numpy.ndarray change what operations mean.",
            f"Pass `{name}.filled(0.0)` and the mask as two arrays."
            if isinstance(value, np.ma.MaskedArray) else f"Pass `np.asarray({name})`.",
        )
    if value.dtype.kind not in "biufc":
        raise WrongArgument(
            f"`{name}` is an array of {value.dtype}",
            None,
            "Only arrays of numbers and bools have a meaning here.",
            f"Pass `{name}.astype(float)`.",
        )
    shape = []
    for axis, extent in enumerate(value.shape):
        values[f"{name}.{axis}"] = extent
        shape.append(Size.symbol(f"{name}.{axis}"))
    return Array(value.dtype.name, tuple(shape), order_of_array(value))


def order_of_array(value: np.ndarray) -> str:
    """Return 'C' or 'F' where the memory of an array is contiguous, else 'A'."""
    if value.flags.c_contiguous:
        return "C"
    return "F" if value.flags.f_contiguous else "A"


def _list(
    name: str, value: list[Any], values: dict[str, int], wanted: Wanted, depth: int, inside: bool
) -> Kind:
    inner: dict[str, int] = {}
    kinds = [
        kind_of_argument(f"{name}[{i}]", v, inner, wanted, depth + 1, inside)
        for i, v in enumerate(value)
    ]
    values[f"{name}.len"] = len(value)
    length = Size.symbol(f"{name}.len")
    if not kinds:
        return ListKind(None, length)
    if len(kinds) <= APART and any(_is_apart(kind, inside) for kind in kinds):
        values.update(inner)
        return FixedList(tuple(kinds))
    own = _Own(f"{name}[]", {**inner, **values}, values)
    item = join(kinds[0], _blank(kinds[0]), own.first)
    for kind in kinds[1:]:
        item = join(item, kind, own.match)
    if find_conflict(item) is not None or isinstance(item, Unknown):
        values.update(inner)
        return FixedList(tuple(kinds))
    return ListKind(item, length)


def _is_apart(kind: Kind, inside: bool) -> bool:
    """Return whether an item of a list makes each item of it a variable of its own.

    That is a record, a tuple with arrays in it, like `(weights, bias)`, and any tuple or list if
    the list stands in a tuple or a record.
    """
    if not isinstance(kind, TupleKind):
        return inside and isinstance(kind, ListKind)
    if inside or kind.form is not None or any(_is_apart(item, False) for item in kind.items):
        return True
    return can_vary(kind) and is_memory(kind)


class _Own:
    """Gives the sizes inside the items of a list one symbol each, `l[].0`, if they all agree."""

    def __init__(self, name: str, known: dict[str, int], values: dict[str, int]) -> None:
        self.name, self.known, self.values = name, known, values
        self.count = 0

    def first(self, a: Size | None, b: Size | None, what: str) -> Size | None:
        """Return the list's own symbol for a size of its first item."""
        if not what.endswith("size") or a is None or a == EACH:
            return a if a == EACH else None
        symbol = f"{self.name}.{self.count}"
        self.count += 1
        self.values[symbol] = self.known[symbol] = self.known[a.terms[0][0]]
        return Size.symbol(symbol)

    def match(self, a: Size | None, b: Size | None, what: str) -> Size | None:
        """Return a size of the items so far if the next item has it too."""
        if not what.endswith("size") or a is None or b is None:
            return None
        agree = EACH not in (a, b) and self.known[a.terms[0][0]] == self.known[b.terms[0][0]]
        return a if agree else EACH


def _blank(kind: Kind) -> Kind:
    """Return a kind that differs from the given one in its sizes only."""
    nothing = Size.symbol("")
    match kind:
        case Scalar(dtype=dtype, numpy=numpy):
            return Scalar(dtype, numpy, None if kind.value is None else nothing)
        case Array(dtype=dtype, order=order):
            return Array(dtype, tuple([nothing] * kind.ndim), order)
        case ListKind(item=item):
            return ListKind(None if item is None else _blank(item), nothing)
        case TupleKind(items=items):
            return TupleKind(tuple([_blank(item) for item in items]), kind.form)
    return kind


def _other(value: Any) -> Kind:
    if value is None:
        return Other("none")
    if isinstance(value, (str, bytes)):
        return Other("text")
    if isinstance(value, np.dtype):
        return Other(f"dtype:{value.name}")
    if isinstance(value, slice):
        return Other("slice")
    if isinstance(value, range):
        return RANGE
    if str(type(value).__module__).startswith("scipy.sparse") and hasattr(value, "tocsr"):
        return kind_of_sparse(value)
    known = kind_of_drawing(value) or kind_of_reporting(value)
    if known is not None:
        return known
    if isinstance(value, type):
        return Class(value)
    if callable(value) or isinstance(value, FUNCTIONS):
        return Maker(value) if is_maker(value) else Other("function")
    if isinstance(value, dict):
        return Unknown("a dict")
    return Other("opaque")


def key_of_argument(value: Any, wanted: Wanted = None, depth: int = 0) -> Any:
    """Return what of a live value a program depends on, sizes apart; it can be hashed."""
    if type(value) in PYTHON:
        return type(value)
    if isinstance(value, np.ndarray):
        return type(value), value.dtype.str, value.ndim, order_of_array(value)
    if isinstance(value, np.generic):
        return type(value)
    if depth > DEEPEST:
        return type(value)
    if type(value) is list:
        return _key_of_list(value, wanted, depth)
    if isinstance(value, tuple):
        return (type(value), *[key_of_argument(item, wanted, depth + 1) for item in value])
    if isinstance(value, dict):
        items = value.items()
        return (type(value), *[(key, key_of_argument(v, wanted, depth + 1)) for key, v in items])
    form = form_of(value, wanted) if depth <= DEEPEST else None
    if form is not None:
        named = zip(form.keys, items_of(value, form))
        keys = [(name, key_of_argument(item, wanted, depth + 1)) for name, item in named]
        return (form.type, *keys)
    if isinstance(value, type):
        return type, value
    kind = _other(value)
    return type(value), kind.what if isinstance(kind, Other) else ""


def _key_of_list(value: list[Any], wanted: Wanted, depth: int) -> Any:
    keys = [key_of_argument(item, wanted, depth + 1) for item in value]
    same = all(key == keys[0] for key in keys)
    if not keys or (same and not isinstance(keys[0], tuple)):
        return list, keys[0] if keys else None
    if same and isinstance(value[0], np.ndarray):
        shapes = {item.shape for item in value}
        agree = tuple([len({shape[i] for shape in shapes}) == 1 for i in range(value[0].ndim)])
        return list, keys[0], agree
    return (list, *keys, tuple([_structure(item) for item in value]))


def _structure(value: Any, around: tuple[int, ...] = ()) -> Hashable:
    """Return the sizes inside an item of a list whose items are not plain."""
    if isinstance(value, np.ndarray):
        return value.shape
    if isinstance(value, (list, tuple)):
        if id(value) in around:
            raise WrongArgument(
                "an argument is a list that holds itself", None,
                "What is in it has no end.", "Pass what it holds, without the list itself.",
            )  # fmt: skip
        return tuple([_structure(item, (*around, id(value))) for item in value])
    return None
