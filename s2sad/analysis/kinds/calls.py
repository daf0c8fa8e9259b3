"""Calls: the operands of an operation, read as kinds, constants, axes and shapes."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import numpy as np

from ...ir.frozen import dataclass, field
from ...ir.kinds import (
    Array, Form, Kind, ListKind, Other, Scalar, Size, TupleKind, Unknown, as_size,
)  # fmt: skip
from ...ir.nodes import Apply, Const, Expr, Name
from .joins import EACH, Nothing, Text, for_items, forget, join, loaded
from .sizes import Sizes

INTEGERS = ("int", "uint")


class Undecided(Exception):
    """The kind of a result is not known; the text says why."""


class Never(Undecided):
    """The operand is taken from a list that is empty so far."""


@dataclass(frozen=True)
class Signature:
    """An operation as its text declares it, `np.sum(x, axis=None)`; read when it is asked."""

    text: str
    function: Callable[[Call], Kind]

    @property
    def op(self) -> str:
        return self.text.partition("(")[0]

    @cached_property
    def tree(self) -> ast.Call:
        found = ast.parse(self.text, mode="eval").body
        assert isinstance(found, ast.Call)
        return found

    @cached_property
    def params(self) -> tuple[str, ...]:
        """The parameters, in order."""
        return (*[ast.unparse(arg) for arg in self.tree.args], *self.defaults)

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """The defaults of the parameters that have one."""
        return {k.arg: ast.literal_eval(k.value) for k in self.tree.keywords if k.arg}


@dataclass
class Call:
    """One operation to be given a kind; `kind` returns the kind of an expression."""

    op: str
    args: tuple[Expr, ...]
    kwargs: Mapping[str, Expr]
    kind: Callable[[Expr], Kind]
    sizes: Sizes
    defaults: Mapping[str, Any] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Return whether a parameter is given, and not as None."""
        given = self.kwargs.get(name)
        return given is not None and given != Const(None)

    def __getitem__(self, name: str) -> Kind:
        """Return the kind of a parameter; Unknown is never returned."""
        if name not in self.kwargs:
            raise Undecided(f"{self.op} without {name}")
        return self.known(self.kwargs[name])

    def known(self, expr: Expr) -> Kind:
        """Return the kind of an expression, which must be known."""
        found = self.kind(expr)
        if isinstance(found, Unknown):
            raise (Never if isinstance(found, Nothing) else Undecided)(found.why)
        return found

    def array(self, name: str) -> Array:
        """Return a parameter as the array that NumPy makes of it."""
        return as_array(self[name], self.sizes)

    def constant(self, name: str) -> Any:
        """Return the constant that a parameter is: None, a bool, an int, a text, or ints."""
        given = self.kwargs.get(name)
        return self.defaults.get(name) if given is None else self.literal(given)

    def literal(self, expr: Expr) -> Any:
        """Return the constant that an expression is, with guards where it is an argument."""
        if isinstance(expr, Const):
            return expr.value
        if isinstance(expr, Apply) and expr.op == "neg":
            return -self.literal(expr.args[0])
        if isinstance(expr, Apply) and expr.op in ("tuple", "list"):
            return tuple([self.literal(arg) for arg in expr.args])
        return self._constant_of(self.kind(expr))

    def _constant_of(self, kind: Kind) -> Any:
        match kind:
            case Other(what="none"):
                return None
            case Scalar(value=Size() as size) if (value := self.sizes.value(size)) is not None:
                return value
            case TupleKind(items=items):
                return tuple([self._constant_of(item) for item in items])
            case Text(value=value):
                return value
        raise Undecided(f"an operand of {self.op} has to be a constant")

    def size(self, expr: Expr) -> Size:
        """Return an int operand as a size, a fresh one if its value is not known."""
        return self.size_of(self.kind(expr))

    def size_of(self, kind: Kind) -> Size:
        """Return the value of an int as a size."""
        match kind:
            case Scalar(dtype=dtype, value=value) if dtype.startswith(INTEGERS):
                return self.sizes.fresh() if value is None else value
            case Array(dtype=dtype, shape=()) if dtype.startswith(INTEGERS):
                return self.sizes.fresh()
        raise Undecided(f"a size in {self.op} is not an int")

    def shape(self, name: str) -> tuple[Size, ...]:
        """Return a shape operand: an int, or a tuple or list of ints."""
        expr = self.kwargs[name]
        if isinstance(expr, Apply) and expr.op in ("tuple", "list"):
            return tuple([self.size(arg) for arg in expr.args])
        kind = self.kind(expr)
        if isinstance(kind, TupleKind):
            return tuple([self.size_of(item) for item in kind.items])
        if isinstance(kind, (ListKind, Array)) and not (
            isinstance(kind, Array) and kind.shape == ()
        ):
            raise Undecided(f"the number of axes in {self.op} is not known")
        return (self.size_of(kind),)

    def axes(self, name: str, ndim: int) -> tuple[int, ...] | None:
        """Return axis operands counted from the front, None if every axis is meant."""
        given = self.constant(name)
        if given is None:
            return None
        given = given if isinstance(given, tuple) else (given,)
        return tuple([self.axis(axis, ndim) for axis in given])

    def axis(self, axis: Any, ndim: int) -> int:
        """Return one axis counted from the front."""
        if not isinstance(axis, int) or not -ndim <= axis < ndim:
            raise Undecided(f"{self.op} has no axis {axis} among {ndim}")
        return axis % ndim

    def unify(self, a: Size | None, b: Size | None, what: str) -> Size | None:
        """Unify the sizes of items of one list or tuple; sizes that differ are fresh."""
        if a == b or not what.endswith("size") or a is None or b is None:
            return forget(a, b, what)
        if self.sizes.same(a, b):
            return a
        return EACH if what == "item size" else self.sizes.fresh()

    def unify_items(self, a: Size | None, b: Size | None, what: str) -> Size | None:
        """Unify what is inside the items of a list display."""
        return for_items(self.unify)(a, b, what)

    def loaded(self, item: Kind) -> Kind:
        """Return the kind of one item taken from a list."""
        return loaded(item, self.sizes.fresh)

    def dtype(self, name: str) -> str | None:
        """Return the dtype that a parameter names, or None if it is not given."""
        return self.dtype_of(self.kwargs[name]) if self.has(name) else None

    def dtype_of(self, expr: Expr) -> str:
        """Return the dtype that an expression names: `float`, `np.float32`, 'f4', `x.dtype`."""
        spelled: Any = None
        if isinstance(expr, Const):
            spelled = expr.value
        elif isinstance(expr, Apply) and not expr.args and expr.op.startswith("np."):
            spelled = expr.op[3:]
        elif isinstance(expr, Name) and expr.id in ("float", "int", "bool", "complex"):
            spelled = expr.id
        if spelled is None:
            found = self.kind(expr)
            if isinstance(found, Other) and found.what.startswith("dtype:"):
                spelled = found.what[6:]
        if not isinstance(spelled, str):
            raise Undecided(f"the dtype in {self.op} is not known")
        try:
            return np.dtype(spelled).name
        except TypeError:
            raise Undecided(f"there is no dtype {spelled!r}") from None


def as_array(kind: Kind, sizes: Sizes) -> Array:
    """Return the kind of `np.asarray` of a value of this kind."""
    match kind:
        case Array():
            return kind
        case TupleKind(form=Form(what="dict" | "object")):
            raise Undecided("a record is not an array")
        case Scalar(dtype=dtype):
            return Array(dtype, ())
        case TupleKind(items=()):
            return Array("float64", (Size(0),))
        case TupleKind(items=items):
            joined = items[0]
            for item in items[1:]:
                joined = join(joined, item, _first_size)
            inner = as_array(joined, sizes)
            return Array(inner.dtype, (as_size(len(items)), *inner.shape))
        case ListKind(item=item, length=length):
            inner = Array("float64", ())
            if item is not None:
                inner = as_array(loaded(item, sizes.fresh), sizes)
            return Array(inner.dtype, (sizes.fresh() if length is None else length, *inner.shape))
    raise Undecided("an operand is not an array")


def _first_size(a: Size | None, b: Size | None, what: str) -> Size | None:
    """Sizes inside one array agree, or NumPy refuses to make it."""
    return forget(a, b, what) if what != "size" else a


REGISTRY: dict[str, Signature] = {}


def kind_rule(*signatures: str) -> Callable[[Callable[[Call], Kind]], Callable[[Call], Kind]]:
    """Register a function for operations given as signatures: `np.sum(x, axis=None)`."""

    def register(function: Callable[[Call], Kind]) -> Callable[[Call], Kind]:
        for text in signatures:
            signature = Signature(text, function)
            REGISTRY[signature.op] = signature
        return function

    return register


def bind(signature: Signature, expr: Apply) -> dict[str, Expr]:
    """Return the operands of an operation by parameter; `args` takes every positional one."""
    if signature.params == ("args",):
        return dict(expr.kwargs)
    if len(expr.args) > len(signature.params):
        raise Undecided(f"{expr.op} with {len(expr.args)} operands")
    bound = dict(zip(signature.params, expr.args))
    for key, value in expr.kwargs:
        if key not in signature.params or key in bound:
            raise Undecided(f"{expr.op} with {key}=")
        bound[key] = value
    return bound
