"""Resolution: what the free names of a function stand for, by the identity of objects.

`ObjectResolver` is the one place that touches live objects. What it offers is all that the rest of
the front end asks of a resolver: `definition`, `free`, `attribute`, `called`.
"""

from __future__ import annotations

import ast
import builtins
import functools
import inspect
import math
import os
from collections.abc import Callable, Mapping
from types import FunctionType, MethodType, ModuleType
from typing import Any, Protocol

import gast
import numpy as np

from ..errors import Error, SourceChanged, SourceUnavailable
from ..ir.frozen import replace
from ..ir.nodes import Apply, Const, Expr
from .builtin_names import BUILTIN_NAMES, FUNCTIONS
from .distributions import frozen_of
from .imports import Imports, import_of, without_imports
from .instances import Instance, called, member as member_of
from .polynomials import stand_in
from .source import Source, source_of
from .uses import MARKER, Uses, delivered_by, item_in, read_place, unwrapped, what_runs
from .values import (
    Callee, Captured, Definition, Derived, Frozen, Literal, Missing, Partial, Primitive,
    Transform, Value,
)  # fmt: skip

OpOf = Callable[[Any], "str | None"]

_TYPES = (
    float, int, bool, complex, str, bytes, list, tuple, dict, set, frozenset, slice, range, object,
)  # fmt: skip
_CONSTANT_MODULES = {np: "np", math: "math"}
_PLAIN = (int, float, complex, bool, str, bytes, type(None), type(Ellipsis))
_OPAQUE_ATTRIBUTES = (*_PLAIN, np.ndarray, np.generic, list, tuple, dict, set)
_STDLIB = os.path.dirname(os.__file__)
TRANSFORM = "__s2sad_transform__"
DERIVATIVE = "__s2sad_derivative__"
MODES = {"grad", "value_and_grad"}


class Resolver(Protocol):
    """What the front end asks about the names that a function does not bind itself."""

    def free(self, name: str) -> Value:
        """Return what a free name stands for."""

    def attribute(self, value: Value, name: str) -> Value | None:
        """Return what an attribute stands for; None if only the run can tell."""

    def item(self, value: Value, key: Any) -> Value | None:
        """Return the function that something outside holds under a key; None if it is none."""

    def called(self, value: Value) -> Value:
        """Return what a call of a value runs."""


def _is_sparse(owner: Any) -> bool:
    """Return whether an object is a sparse matrix of SciPy's."""
    return str(type(owner).__module__).startswith("scipy.sparse") and hasattr(owner, "tocsr")


def _product_of_sparse(method: MethodType, place: Captured) -> Value | None:
    """Return the method `dot` of a sparse matrix of SciPy's, which is a product; None of others."""
    if not _is_sparse(method.__self__) or place.path[-1:] != ("dot",):
        return None
    owner = Captured(place.scope, place.key, place.path[:-1], method.__self__)
    return Partial(Primitive("matmul"), (owner,))


def default_op_of(obj: Any) -> str | None:
    """Return the primitive that an object is, by the rules."""
    from ..rules.registry import op_of

    return op_of(obj)


class ObjectResolver:
    """Resolves the names of one live function."""

    def __init__(
        self, function: FunctionType, op_of: OpOf | None = None, uses: Uses | None = None
    ) -> None:
        self.function = function
        self.op_of = op_of or default_op_of
        self.uses = uses if uses is not None else Uses()
        self.imports: Imports = {}  # those inside the function

    def definition(self) -> Definition:
        """Return the function itself, with its source."""
        self.uses.read(self.function)
        source, self.imports = without_imports(source_of(self.function))
        return self._define(source, self._defaults(source.node))

    def _define(self, source: Source | Error, defaults: Mapping[str, Value | Expr]) -> Definition:
        function = self.function
        return Definition(function.__name__, source, self, defaults, key=what_runs(function))

    def free(self, name: str) -> Value:
        """Return what a free name stands for: closure cell, global or builtin."""
        if name in self.imports:
            found = import_of(name, self.imports[name], self.function.__globals__)
            return found if isinstance(found, Missing) else self.classify(found.handle, found)
        code, cells = self.function.__code__, self.function.__closure__ or ()
        scopes: list[Any] = [c for n, c in zip(code.co_freevars, cells) if n == name]
        if not scopes:
            table = self.function.__globals__
            scopes = [s for s in (table, vars(builtins)) if name in s]
        try:
            obj = read_place(scopes[0], name) if scopes else None
        except ValueError:  # an empty cell
            scopes = []
        except Error as refusal:  # of a file that is read and not run
            return Missing(name, (), refusal)
        if not scopes:
            return Missing(name, (*code.co_freevars, *function_names(self.function)))
        return self.classify(obj, Captured(scopes[0], name, (), obj))

    def definition_of(self, function: FunctionType) -> Definition:
        """Return the definition of another function."""
        return self._definition_of(function)

    def rely_on(self, place: Captured) -> None:
        """Note that a program holds only for this tuple or list, or the keys of this dict."""
        self.uses.add(place)
        if isinstance(place.handle, (dict, list)):
            self.uses.keys.append((place, tuple(place.handle)))

    def attribute(self, value: Value, name: str) -> Value | None:
        """Return what `value.name` stands for, where that is known before the run."""
        if isinstance(value, Instance):
            return member_of(value, name, self)
        if isinstance(value, Callee) and value.wrt is not None and name in MODES:
            return Derived(value, value.wrt[0], name, value.of)
        if isinstance(value, Callee) and name == "__name__":
            return Literal(Const(value.definition.shown_name))
        if isinstance(value, Frozen):
            method = self.attribute(value.function, name)
            return None if method is None else Partial(method, (), value.keywords)
        place = value.place if isinstance(value, Primitive) else value
        if not isinstance(place, Captured):
            return None
        owner = place.handle
        member = Captured(place.scope, place.key, (*place.path, name))
        if isinstance(owner, ModuleType):
            return self._member_of_module(owner, member)
        if isinstance(value, Primitive):
            return self._member_of_primitive(owner, member)
        return self._member_of_object(owner, place, member)

    def item(self, value: Value, key: Any) -> Value | None:
        """Return the function that a tuple, list or dict outside holds under a key; else None."""
        if not isinstance(value, Captured) or type(value.handle) not in (tuple, list, dict):
            return None
        found = item_in(value.handle, key)
        if not callable(found) or isinstance(found, type):
            return None
        name = getattr(found, "__name__", "function")
        known = self.classify(found, Captured({name: found}, name, (), found))
        if isinstance(known, Captured):
            return None
        self.uses.add(value)
        self.uses.items.append((value.handle, key, found))
        return known

    def called(self, value: Value) -> Value:
        """Return what a call of a value runs: of an object, its method `__call__`."""
        if isinstance(value, Instance):
            return called(value, self) or value
        if not isinstance(value, Captured) or isinstance(value.handle, type):
            return value
        run = inspect.getattr_static(type(value.handle), "__call__", None)
        if not isinstance(run, FunctionType) or _is_library(run):
            return value
        self.uses.add(value)
        return Callee(self._definition_of(run), value)

    def _member_of_module(self, module: ModuleType, member: Captured) -> Value:
        name = member.path[-1]
        try:
            obj = getattr(module, name)
        except AttributeError:
            return Missing(member.text, tuple(dir(module)))
        except Error as refusal:  # of a file that is read and not run
            return Missing(member.text, (), refusal)
        root = _CONSTANT_MODULES.get(module)
        if root and obj is None:
            return Literal(Const(None))
        if root and isinstance(obj, (float, complex)):
            return Literal(Apply("const", (Const(f"{root}.{name}"),)))
        return self.classify(obj, _at(member, obj))

    def _member_of_primitive(self, owner: Any, member: Captured) -> Value | None:
        obj = getattr(owner, member.path[-1], None)
        op = _builtin_name(obj) or self.op_of(obj) if callable(obj) else None
        if op is not None:
            return Primitive(op, place=_at(member, obj))
        return None if obj is None else _at(member, obj)

    def _member_of_object(self, owner: Any, place: Captured, member: Captured) -> Value | None:
        name = member.path[-1]
        if isinstance(owner, _OPAQUE_ATTRIBUTES):
            return None
        frozen = frozen_of(owner)
        if frozen is not None:
            return self._method_of_frozen(*frozen, name, place)
        found = inspect.getattr_static(owner, name, None)
        in_class = inspect.getattr_static(type(owner), name, None)
        if isinstance(found, FunctionType) and found is in_class and not _is_library(found):
            self.uses.add(_at(member, getattr(owner, name)))
            return Callee(self._definition_of(found), place)
        plain = isinstance(found, (FunctionType, staticmethod, classmethod))
        if found is None or hasattr(type(found), "__get__") and not plain:
            return None  # a property, a slot: only the run can tell
        if _is_sparse(owner) and plain and name != "dot":
            return None  # a method of the matrix, which is read as a whole
        obj = getattr(owner, name)
        return self.classify(obj, _at(member, obj))

    def _method_of_frozen(
        self, distribution: Any, given: Mapping[str, Any], name: str, place: Captured
    ) -> Value | None:
        """Return a method of a distribution as a partial with its parameters, if it has a rule."""
        op = self.op_of(getattr(distribution, name, None))
        if op is None:
            return None
        self.uses.add(place)
        return Partial(Primitive(op), (), self._given(given))

    def classify(self, obj: Any, place: Captured) -> Value:
        """Return what an object is: a primitive, a function to inline, a module or data."""
        if isinstance(obj, ModuleType):
            return _at(place, obj, is_module=True)
        found = stand_in(obj) if isinstance(obj, type) else None
        if found is not None:
            self.uses.add(place)
            return Captured({found.__name__: found}, found.__name__, (), found)
        value: Value | None = self._derivative(obj, place)
        if value is None and callable(obj):
            value = self._callable(unwrapped(obj), place)
        if value is None:
            return place
        self.uses.add(place)
        return value

    def _derivative(self, obj: Any, place: Captured) -> Value | None:
        """Return what `grad`, a derivative, or a function that carries its derivatives is."""
        mode = getattr(obj, TRANSFORM, None)
        if isinstance(mode, str) and isinstance(obj, FunctionType):
            return Transform(mode)
        step = getattr(type(obj), DERIVATIVE, None)
        if step is not None:
            function, wrt, mode = obj.__s2sad_derivative__
            found = self.classify(function, place)
            if not isinstance(found, (Callee, Derived)):
                return None
            return Derived(found, wrt, mode, found.of)
        if getattr(type(obj), MARKER, None):
            found = self._callable(unwrapped(obj), place)
            if isinstance(found, Callee):
                wrt = (obj.wrt,) if hasattr(obj, "wrt") else None
                return replace(found, wrt=wrt, of=delivered_by(obj))
        return None

    def _callable(self, obj: Any, place: Captured) -> Value | None:
        if isinstance(obj, type):
            name = _type_name(obj)
            if name is None and obj in FUNCTIONS:
                return Primitive(FUNCTIONS[obj], place=place)
            return Primitive(name, True, place) if name else None
        if isinstance(obj, functools.partial):
            return self._partial(obj, place)
        if isinstance(obj, np.vectorize):
            types = None if obj.otypes is None else [np.dtype(each).char for each in obj.otypes]
            if obj.excluded or obj.signature or types not in (None, ["d"]):
                return None
            function = self.classify(obj.pyfunc, _at(place, obj.pyfunc))
            how = "call" if types is None else "typed"
            return Partial(Primitive(f"np.vectorize.{how}"), (function,))
        op = _builtin_name(obj) or self.op_of(obj)
        if op is not None:
            return Primitive(op, place=place)
        if isinstance(obj, FunctionType):
            return None if _is_library(obj) else Callee(self._definition_of(obj))
        if isinstance(obj, MethodType) and isinstance(obj.__func__, FunctionType):
            if _is_library(obj.__func__):  # as `stats.norm.logpdf`
                return _product_of_sparse(obj, place)
            owner = Captured(place.scope, place.key, (*place.path, "__self__"), obj.__self__)
            return Callee(self._definition_of(obj.__func__), owner)
        return None

    def _partial(self, obj: Any, place: Captured) -> Partial:
        """Return what a `functools.partial` that exists already is."""
        self.uses.read(obj)
        called = Captured(place.scope, place.key, (*place.path, "func"), obj.func)
        function = self.classify(obj.func, called)
        given = {f"{place.key}_{i}": value for i, value in enumerate(obj.args)}
        args = tuple([value for _, value in self._given(given)])
        return Partial(function, args, self._given(obj.keywords))

    def _given(self, table: Mapping[str, Any]) -> tuple[tuple[str, Value], ...]:
        """Return what a partial that exists already was given, by its names."""
        return tuple([
            (name, Literal(Const(value)) if isinstance(value, _PLAIN)
             else self.classify(value, Captured(table, name, (), value)))
            for name, value in table.items()
        ])  # fmt: skip

    def _definition_of(self, function: FunctionType) -> Definition:
        """Return the definition of a function; without a source, one that says so when called."""
        known = self.uses.definitions
        if id(function) not in known:
            other = ObjectResolver(function, self.op_of, self.uses)
            try:
                known[id(function)] = other.definition()
            except (SourceUnavailable, SourceChanged) as error:
                known[id(function)] = other._define(error, {})
        return known[id(function)]

    def default(self, name: str) -> Captured:
        """Return a default value as a captured object."""
        table = self._default_values()
        return Captured(table, name, (), table[name])

    def _default_values(self) -> dict[str, Any]:
        function = self.function
        names = function.__code__.co_varnames[: function.__code__.co_argcount]
        values = function.__defaults__ or ()
        table = dict(zip(names[len(names) - len(values) :], values))
        return {**table, **(function.__kwdefaults__ or {})}

    def _defaults(self, node: Any) -> Mapping[str, Value | Expr]:
        """Return the value of each parameter that has one; a constant stays what it is."""
        args = node.args
        positional = [*args.posonlyargs, *args.args]
        written = dict(zip([p.id for p in reversed(positional)], reversed(args.defaults)))
        written.update(zip([p.id for p in args.kwonlyargs], args.kw_defaults))
        table = self._default_values()
        return {
            name: constant_of(value, written.get(name))
            or self.classify(value, Captured(table, name, (), value))
            for name, value in table.items()
        }


def function_names(function: FunctionType) -> list[str]:
    """Return the names that a function finds outside itself."""
    return [*function.__globals__, *vars(builtins)]


def constant_of(value: Any, node: Any) -> Expr | None:
    """Return a default value as a constant, if that is how it is written."""
    if node is None:
        return None
    try:
        written = ast.literal_eval(gast.gast_to_ast(node))
    except (ValueError, TypeError, SyntaxError):
        return None
    if type(written) is not type(value) or repr(written) != repr(value):
        return None
    if isinstance(value, tuple) and all(isinstance(item, _PLAIN) for item in value):
        return Apply("tuple", tuple([Const(item) for item in value]))
    return Const(value) if isinstance(value, _PLAIN) else None


def _at(place: Captured, obj: Any, is_module: bool = False) -> Captured:
    return Captured(place.scope, place.key, place.path, obj, is_module)


def _is_library(function: FunctionType) -> bool:
    """Return whether a function belongs to Python, NumPy or SciPy: it is called, not inlined."""
    root = function.__module__.split(".")[0] if function.__module__ else ""
    file = function.__code__.co_filename
    is_stdlib = file.startswith(_STDLIB) and "site-packages" not in file
    return root in ("numpy", "scipy") or is_stdlib


def _builtin_name(obj: Any) -> str | None:
    try:
        return BUILTIN_NAMES.get(obj) or FUNCTIONS.get(obj)
    except TypeError:  # not hashable
        return None


def _type_name(cls: type) -> str | None:
    """Return how a type is written as a dtype or in `isinstance`, if it is a plain one."""
    if cls in BUILTIN_NAMES or cls in _TYPES:
        return cls.__name__
    if issubclass(cls, np.generic) or cls in (np.ndarray, np.dtype):
        return f"np.{cls.__name__}"
    return None
