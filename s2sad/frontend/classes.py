"""Classes: what of a class of the user's decides how its objects are made, read and written."""

from __future__ import annotations

import collections
import dataclasses
import enum
import sys
from functools import cached_property
from types import FunctionType, MemberDescriptorType, SimpleNamespace
from typing import Any, TypeGuard

import gast

from ..ir.frozen import dataclass
from ..ir.kinds import reads_otherwise
from ..ir.nodes import Apply, Const, Expr, Name
from .instances import Instance, has_code
from .queues import QUEUES
from .ready import Ready
from .uses import MISSING as MISSING, in_class as in_class
from .values import NONE, Callee, Captured, Chosen, Derived, Generated, Partial

KEYS = "<keys>"  # under which a bundle has its keys
CLASS = "<class>"  # under which a dict has its class, if that is not `dict`
DEFAULT = "<default>"  # under which it has what makes the value of a key that it does not have
MAPPINGS = (collections.defaultdict, collections.OrderedDict, collections.Counter)
_LIBRARIES = sys.stdlib_module_names | {"numpy", "scipy"}
_HOOKS = ("__getattr__", "__delattr__", "__del__")

Advice = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Made:
    """An object that the function makes; each attribute of it is a variable `base_attribute`."""

    type: Any
    base: str


@dataclass(frozen=True)
class Perhaps:
    """What is the object `made` where the variable `flag` is true, and None elsewhere.

    `known` is what a test around has told of the flag; None: nothing.
    """

    made: Made
    flag: str
    known: bool | None = None

    @property
    def value(self) -> Any:
        """What a name stands for: an object, None, or perhaps one."""
        return self if self.known is None else self.made if self.known else NONE

    def test(self, is_some: bool) -> Expr:
        """Return the test whether it is an object, or whether it is None."""
        return Name(self.flag) if is_some else Apply("not", (Name(self.flag),))


@dataclass(frozen=True)
class Unsure:
    """What is not the same object on all paths that lead here."""

    name: str


@dataclass(frozen=True)
class Pack:
    """A tuple that holds objects, on its way to the names that take it apart."""

    items: tuple[Any, ...]


@dataclass(frozen=True)
class Super:
    """`super()` in a method: the object, and the class after which a method is looked for."""

    object: Any
    after: Any


def is_bundle(value: Any) -> TypeGuard[Made]:
    """Return whether a value is a list, tuple or dict of which each item is known by itself."""
    return isinstance(value, Made) and value.type in (list, tuple, dict)


def kept_by(value: Any) -> list[Any]:
    """Return what a function, a partial or a generator keeps of what is known before the run."""
    match value:
        case Callee():
            return [value.bound, *value.definition.defaults.values()]
        case Partial():
            return [value.function, *value.args, *[given for _, given in value.keywords]]
        case Derived():
            return [value.function]
        case Perhaps():
            return [value.made]
        case Chosen():
            return [value.other, *[function for _, function in value.functions]]
        case Generated():
            parts = [part for stmt in value.body for part in gast.walk(stmt)]
            return [part.result for part in parts if isinstance(part, Ready)]
    return []


def type_of(value: Any) -> Any:
    """Return the class of an object that can have operators of its own; None of anything else."""
    if isinstance(value, Made):
        return value.type
    return value.shape.type if isinstance(value, Instance) else None


def is_object(value: Any) -> bool:
    """Return whether a value is an object of a class of the user's."""
    return is_users(type_of(value))


def is_named(value: Any) -> TypeGuard[Instance]:
    """Return whether a value is a named tuple whose class has code of its own."""
    return isinstance(value, Instance) and has_code(value.shape.type)


def answers(value: Any, method: str) -> bool:
    """Return whether an operation on a value is its method: of an argument, if it has one."""
    if is_named(value):
        return isinstance(in_class(type_of(value), method), FunctionType)
    if not is_object(value) or type_of(value) in QUEUES and method in ("__getitem__", "__len__"):
        return False
    return isinstance(value, Made) or in_class(type_of(value), method) is not MISSING


def is_users(cls: Any) -> bool:
    """Return whether objects of a class can be taken apart: no exception, enum or library's."""
    if not isinstance(cls, type) or issubclass(cls, (BaseException, enum.Enum, tuple)):
        return False
    module = cls.__module__
    if cls is SimpleNamespace:
        return True
    return isinstance(module, str) and module.partition(".")[0] not in _LIBRARIES


def where_to_set(made: Made, name: str) -> str:
    """Return what to do about an attribute that only some trips or paths set."""
    if isinstance(in_class(made.type, name), cached_property):
        return f"Read `{made.base}.{name}` once before."
    return f"Set `{name}` in `__init__`."


def obstacle(cls: Any) -> Advice | None:
    """Return why objects of a class cannot be made inside, and what to do; None if they can."""
    plain = "Make the object outside the function, or use a plain class or a dataclass."
    if cls is SimpleNamespace:
        return None
    if type(cls).__call__ is not type.__call__:
        return f"Its metaclass {type(cls).__name__} decides what a call of it makes.", plain
    if cls.__new__ is not object.__new__:
        return "Its `__new__` is code that s2sad does not see.", plain
    if getattr(cls, "__abstractmethods__", None):
        return "It is abstract: Python would raise a TypeError here.", "Call a subclass of it."
    if cls.__getattribute__ is not object.__getattribute__:
        return "Its `__getattribute__` decides what an attribute is.", plain
    if cls.__setattr__ is not object.__setattr__ and not is_frozen(cls):
        return "Its `__setattr__` decides what a store does.", "Use a property with a setter."
    for hook in _HOOKS:
        if in_class(cls, hook) is not MISSING and hook not in vars(object) and not (
            is_frozen(cls) and is_generated(in_class(cls, hook))
        ):  # fmt: skip
            return f"Its `{hook}` runs code at times that the text does not show.", plain
    return None


def is_generated(function: Any) -> bool:
    """Return whether a function was made by `dataclass`, not written."""
    is_function = isinstance(function, FunctionType)
    return is_function and function.__code__.co_filename == "<string>"


def is_frozen(cls: Any) -> bool:
    """Return whether a class is a frozen dataclass: a store into its objects raises."""
    return is_generated(in_class(cls, "__setattr__"))


def is_slot(found: Any) -> bool:
    """Return whether what a class has under a name is only a place to keep a value."""
    return isinstance(found, MemberDescriptorType)


def has_room(cls: Any, name: str) -> bool:
    """Return whether an object of a class can have an attribute: `__slots__` name them all."""
    return is_slot(in_class(cls, name)) or any("__dict__" in vars(base) for base in cls.__mro__)


@dataclass(frozen=True)
class Field:
    """A parameter of a generated `__init__`, or an attribute that it sets."""

    name: str
    init: bool
    by_name: bool
    is_kept: bool  # an attribute, no InitVar
    default: Any
    factory: Any


def fields_in_order(cls: Any) -> list[Field]:
    """Return the fields of a dataclass, InitVars included, in their order."""
    kinds = {"_FIELD": True, "_FIELD_INITVAR": False}
    table = cls.__dataclass_fields__.values()
    return [
        Field(f.name, f.init, bool(f.kw_only), kinds[f._field_type.name], f.default,
              f.default_factory)
        for f in table if f._field_type.name in kinds
    ]  # fmt: skip


def reflected_first(left: Any, right: Any, name: str) -> bool:
    """Return whether Python asks the right operand first: one of a subclass that overrides."""
    if right is left or not issubclass(right, left):
        return False
    found = in_class(right, name)
    return found is not MISSING and found is not in_class(left, name)


def place_of_class(cls: Any, tables: dict[Any, dict[str, Any]]) -> Captured:
    """Return a class as a captured value; `tables` keeps one scope for each class."""
    table = tables.setdefault(cls, {cls.__name__: cls})
    return Captured(table, cls.__name__, (), cls)


def is_not_implemented(value: Any) -> bool:
    """Return whether a value is `NotImplemented`: the method leaves it to the other operand."""
    return isinstance(value, Captured) and value.handle is NotImplemented


def fields_of(cls: Any) -> dict[str, Any] | None:
    """Return the fields of a named tuple or a plain dataclass, with their constant defaults."""
    if not isinstance(cls, type):
        return None
    if issubclass(cls, tuple) and hasattr(cls, "_fields"):
        if "__new__" not in vars(cls) or reads_otherwise(cls):
            return None
        defaults = getattr(cls, "_field_defaults", {})
        return {name: _default(defaults.get(name, dataclasses.MISSING)) for name in cls._fields}
    if not dataclasses.is_dataclass(cls) or hasattr(cls, "__post_init__"):
        return None
    params = getattr(cls, "__dataclass_params__", None)
    own = dataclasses.fields(cls)
    if not getattr(params, "init", False) or not all(f.init and not f.kw_only for f in own):
        return None
    return {field.name: _default(field.default) for field in own}


def _default(value: Any) -> Any:
    plain = type(value) in (int, float, bool, str, type(None))
    return Const(value) if plain else None
