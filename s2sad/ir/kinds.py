"""Kinds: what is known of a value before the run.

A size is affine in symbols: the sizes and integer values of the arguments (`x.0` is `x.shape[0]`,
`n` the integer n, `l.len` the length of the list l), and fresh symbols `?7` for what is not known.
"""

from __future__ import annotations

from typing import Any, Union, get_args

from .frozen import dataclass, field, made_quickly


@dataclass(frozen=True, slots=True)
class Size:
    """constant + sum of coefficient * symbol; terms are sorted and have no zero coefficient."""

    constant: int = 0
    terms: tuple[tuple[str, int], ...] = ()

    @staticmethod
    def symbol(name: str) -> Size:
        return Size(0, ((name, 1),))

    def _combine(self, other: Size, sign: int) -> Size:
        terms = dict(self.terms)
        for name, coefficient in other.terms:
            terms[name] = terms.get(name, 0) + sign * coefficient
        kept = tuple(sorted((n, c) for n, c in terms.items() if c))
        return Size(self.constant + sign * other.constant, kept)

    def __add__(self, other: Size | int) -> Size:
        return self._combine(as_size(other), 1)

    def __sub__(self, other: Size | int) -> Size:
        return self._combine(as_size(other), -1)

    def __mul__(self, factor: int) -> Size:
        if factor == 0:
            return Size(0)
        return Size(self.constant * factor, tuple((n, c * factor) for n, c in self.terms))

    @property
    def is_constant(self) -> bool:
        return not self.terms


def as_size(value: Size | int) -> Size:
    """Return an int as the size that it is."""
    return value if isinstance(value, Size) else Size(int(value))


@dataclass(frozen=True, slots=True)
class Scalar:
    """A number. `dtype` is a NumPy dtype name ('float64', 'int64', 'bool', …).

    `numpy` tells a NumPy scalar from a Python one. An int may carry its value as a size.
    """

    dtype: str = "float64"
    numpy: bool = False
    value: Size | None = None


@dataclass(frozen=True, slots=True)
class Array:
    """An ndarray; `order` is 'C' or 'F' where its memory is known contiguous, else 'A'."""

    dtype: str
    shape: tuple[Size, ...]
    order: str = "C"
    ndim: int = field(init=False, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class ListKind:
    """A list whose items all have the kind `item` (None: no item was ever put in)."""

    item: Kind | None
    length: Size | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """What a record is: a 'dict', a 'named' tuple or an 'object' with attributes.

    `keys` are its keys or names, in the order of its items; `type` is the class of it. An object
    in a list of a result is a 'named' tuple of what stands under its attributes.
    """

    what: str
    keys: tuple[Any, ...]
    type: Any = None
    is_whole: bool = False  # the keys are all that an object has, which its class does not tell

    def place(self, key: Any) -> int | None:
        """Return the place of a key among the items; None if there is no such key."""
        found = [i for i, k in enumerate(self.keys) if k == key and type(k) is type(key)]
        return found[0] if found else None


@dataclass(frozen=True, slots=True)
class TupleKind:
    """A tuple; with a `form` a record: the items are what stands under its keys."""

    items: tuple[Kind, ...]
    form: Form | None = None

    def place(self, key: Any) -> int | None:
        """Return which item a constant subscript means: a position, or the key of a record."""
        if self.form is not None and self.form.what != "named":
            return self.form.place(key)
        is_place = type(key) is int and -len(self.items) <= key < len(self.items)
        return key % len(self.items) if is_place else None

    def subscript(self, place: int) -> Any:
        """Return the constant that item `place` is read by."""
        has_keys = self.form is not None and self.form.what != "named"
        return self.form.keys[place] if has_keys and self.form is not None else place


@dataclass(frozen=True, slots=True)
class Other:
    """Something without a derivative: 'text', 'none', 'slice', 'range', 'function', 'dtype', …

    Of a sparse array of SciPy's, 'sparse:float64', the two sizes are known. A sparse matrix,
    'spmatrix:float64', and an `np.matrix` have another meaning of `*`.
    """

    what: str
    shape: tuple[Size, ...] = ()


RANGE = Other("range")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A number or array of which nothing is known; `why` says what made it so."""

    why: str = field(default="", compare=False)


made_quickly(Array, ndim="len(shape)")
made_quickly(Size, Scalar, ListKind, Form, TupleKind, Other, Unknown)

Kind = Union[Scalar, Array, ListKind, TupleKind, Other, Unknown]
_SORTS: dict[type, type] = {}  # a class of kinds -> the one of the six that it is


def _sort(kind: Kind | None) -> type:
    """Return which of the six a kind is, whatever its class adds; what is asked of thousands."""
    found = next((c for c in get_args(Kind) if isinstance(kind, c)), type(kind))
    return _SORTS.setdefault(type(kind), found)


_READING = (
    "__getitem__", "__iter__", "__len__", "__contains__", "__eq__", "__ne__", "__lt__", "__le__",
    "__gt__", "__ge__", "__getattribute__",
)  # fmt: skip
SAVED = Other("saved")  # what a function saves for its reverse sweep: it holds arrays


def is_float(dtype: str) -> bool:
    """Return whether values of this dtype can carry a derivative."""
    return dtype.startswith(("float", "complex"))


def is_complex(kind: Kind | None) -> bool:
    """Return whether a value of this kind is complex, or holds complex numbers."""
    sort = _SORTS.get(type(kind)) or _sort(kind)
    if sort is Scalar or sort is Array:
        return kind.dtype.startswith("complex")  # type: ignore[union-attr]
    if sort is ListKind:
        return is_complex(kind.item)  # type: ignore[union-attr]
    return sort is TupleKind and any(map(is_complex, kind.items))  # type: ignore[union-attr]


def is_sparse(kind: Kind | None) -> bool:
    """Return whether a value of this kind is a sparse array or matrix of SciPy's."""
    return isinstance(kind, Other) and kind.what.startswith(("sparse:", "spmatrix:"))


def is_matrix(kind: Kind | None) -> bool:
    """Return whether a value of this kind is an `np.matrix`, whose products are of matrices."""
    return isinstance(kind, Other) and kind.what.startswith("matrix:")


def can_vary(kind: Kind | None) -> bool:
    """Return whether a value of this kind, or something in it, can carry a derivative."""
    sort = _SORTS.get(type(kind)) or _sort(kind)
    if sort is Scalar or sort is Array:
        return is_float(kind.dtype)  # type: ignore[union-attr]
    if sort is ListKind:
        return can_vary(kind.item)  # type: ignore[union-attr]
    if sort is TupleKind:
        return any(map(can_vary, kind.items))  # type: ignore[union-attr]
    return sort is Unknown


def is_memory(kind: Kind | None) -> bool:
    """Return whether a value of this kind can be written through another name."""
    sort = _SORTS.get(type(kind)) or _sort(kind)
    if sort is TupleKind:
        return any(map(is_memory, kind.items))  # type: ignore[union-attr]
    return sort is Array or sort is ListKind or sort is Unknown


def reads_otherwise(cls: type) -> bool:
    """Return whether a class of named tuples has another way to be read, or compared, than tuples.

    What its `__getitem__`, `__iter__` or `__eq__` does is not what is read here.
    """
    return any(getattr(cls, name) is not getattr(tuple, name) for name in _READING)


def has_operator(form: Form | None, name: str) -> bool:
    """Return whether a class of named tuples has an operator of its own."""
    own = form is not None and form.what == "named" and isinstance(form.type, type)
    return own and getattr(form.type, name, None) is not getattr(tuple, name, None)  # type: ignore
