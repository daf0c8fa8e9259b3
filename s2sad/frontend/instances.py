"""Instances: arguments whose class is known when the function is read.

A method of theirs is inlined like any function, a property is the body of its function, and an
attribute that holds a function is that function. `shape_of` looks at the live argument once; the
program that comes of it serves all arguments of the same shape.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

import numpy as np

from ..ir.frozen import dataclass, field
from .values import Callee, Captured, Definition, Derived, Value

DEEPEST = 12
_OF_NAMED = {"__new__", "__repr__", "__getnewargs__", "_make", "_replace", "_asdict", "__replace__"}
_CODE = (FunctionType, property, classmethod, staticmethod)
_CALLED = (
    FunctionType, BuiltinFunctionType, MethodType, functools.partial, np.ufunc, type(np.sum),
)  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """The class of a value, and the shapes of the objects and functions that it holds.

    `keys` are all that it has, of a dict or an object that is looked at as a whole, and `empty`
    those under which None stands.
    """

    type: Any
    parts: tuple[tuple[Any, Shape], ...] = ()
    function: Any = field(default=None, compare=False)
    identity: int = 0
    keys: tuple[Any, ...] | None = None
    empty: tuple[Any, ...] = ()

    def part(self, key: Any) -> Shape | None:
        """Return the shape of what is under a key, a position or a name."""
        return dict(self.parts).get(key)


Shapes = Mapping[str, Shape] | None  # of the parameters that hold objects


@dataclass(frozen=True)
class Instance:
    """A value of the run whose class is known: `name` and the path that leads to it."""

    name: str
    path: tuple[tuple[str, Any], ...]
    shape: Shape
    is_steady: bool = False  # it is what an argument held when the function was called

    def at(self, how: str, key: Any) -> Instance | None:
        """Return what is under an attribute or a constant subscript."""
        shape = self.shape.part(key)
        path = (*self.path, (how, key))
        return None if shape is None else Instance(self.name, path, shape, self.is_steady)


@dataclass(frozen=True)
class Property:
    """A property of an instance: a function that is called where it is read.

    What a `cached_property` gives is kept under its name by the object that is called `keeper`.
    """

    callee: Callee
    keeper: Any = None


def has_code(cls: Any) -> bool:
    """Return whether a class is one of named tuples that has methods or properties of its own."""
    if not isinstance(cls, type) or not issubclass(cls, tuple) or not hasattr(cls, "_fields"):
        return False
    own = [found for base in cls.__mro__ for name, found in vars(base).items()
           if base not in (tuple, object) and name not in _OF_NAMED]  # fmt: skip
    return any(isinstance(found, _CODE) for found in own)


def is_given_function(value: Any) -> bool:
    """Return whether a value in an argument is a function, of which calls may be lowered.

    So is a class of the user's: it is called, and so are its methods.
    """
    is_class = isinstance(value, type) and value.__module__ not in ("builtins", "numpy")
    return is_class or isinstance(value, _CALLED) or hasattr(type(value), "__s2sad__")


def without_parts(shape: Shape) -> Shape:
    """Return the class of a named tuple, of which the loop may bind another one."""
    return Shape(shape.type, (), None, shape.identity)


def shape_of(
    value: Any, children: Callable[[Any], Any], whole: bool = False, depth: int = 0
) -> Shape | None:
    """Return the shape of an argument; None if there is no object and no function in it.

    `children` gives the named parts of a structure, and None of what is none. What is looked at
    as a `whole` has a shape if there is a dict in it, too.
    """
    if is_given_function(value):
        return Shape(type(value), (), value, id(value))
    parts = children(value) if depth < DEEPEST else None
    if parts is None:
        return None
    found = [(key, shape_of(part, children, whole, depth + 1)) for key, part in parts]
    kept = tuple([(key, shape) for key, shape in found if shape is not None])
    is_object = not isinstance(value, (dict, list, tuple)) or has_code(type(value))
    keys = tuple([key for key, _ in found]) if whole and _has_keys(value, depth) else None
    if not kept and not is_object and keys is None:
        return None
    length = len(found) if isinstance(value, (list, tuple, dict)) else 0
    empty = tuple([key for key, part in parts if part is None]) if keys else ()
    return Shape(type(value), kept, None, length, keys, empty)


def _has_keys(value: Any, depth: int) -> bool:
    """Return whether a value is known by its keys: an empty list is one, too, inside another."""
    is_empty = type(value) is list and not value and depth > 0
    return type(value) is dict or not isinstance(value, (dict, list, tuple)) or is_empty


def member(instance: Instance, name: str, resolver: Any) -> Value | Instance | Property | None:
    """Return what `instance.name` stands for; None if it is data."""
    shape = instance.shape.part(name)
    if shape is not None and shape.function is not None:
        return function_of(shape, name, resolver)
    if shape is not None:
        return instance.at("attr", name)
    return _of_class(instance, name, resolver)


def function_of(shape: Shape, name: str, resolver: Any) -> Value:
    """Return the function that an argument is, or holds."""
    place = Captured({name: shape.function}, name, (), shape.function)
    found: Value = resolver.classify(shape.function, place)
    return found if isinstance(found, (Callee, Derived)) or found != place else place


def item_of(instance: Instance, key: Any, resolver: Any) -> Value | Instance | None:
    """Return what an item of a list or dict stands for; None if it is data."""
    shape = instance.shape.part(key)
    if shape is not None and shape.function is not None:
        return function_of(shape, str(key), resolver)
    return instance.at("getitem", key)


def _of_class(instance: Instance, name: str, resolver: Any) -> Value | Property | None:
    if name in _OF_NAMED and has_code(instance.shape.type):
        return None  # what every named tuple has is no code of the user's
    found = resolver.uses.member(instance.shape.type, name)
    define: Callable[[Any], Definition] = resolver.definition_of
    if isinstance(found, FunctionType):
        return Callee(define(found), instance)
    if isinstance(found, property) and isinstance(found.fget, FunctionType):
        return Property(Callee(define(found.fget), instance))
    if isinstance(found, staticmethod) and isinstance(found.__func__, FunctionType):
        return Callee(define(found.__func__))
    if isinstance(found, classmethod) and isinstance(found.__func__, FunctionType):
        cls = instance.shape.type
        return Callee(define(found.__func__), Captured({cls.__name__: cls}, cls.__name__, (), cls))
    return None


def called(instance: Instance, resolver: Any) -> Callee | None:
    """Return the method that a call of an instance runs."""
    found = _of_class(instance, "__call__", resolver)
    return found if isinstance(found, Callee) else None
