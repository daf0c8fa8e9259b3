"""Records: live dicts, named tuples and objects as the tuples of what stands under their keys.

Of an object only those attributes are looked at that the program names somewhere; what is a
method, a property or unset is no part of it.
"""

from __future__ import annotations

import dataclasses
import enum
import inspect
import sys
import types
from collections import OrderedDict
from collections.abc import Collection
from typing import Any

import numpy as np

from ...ir.kinds import Form

KEYS = (str, int, bool)  # and tuples of these
MOST = 256  # a dict with more keys is a table, not parameters
_LIBRARIES = sys.stdlib_module_names | {"numpy", "scipy"}
Wanted = Collection[str] | None


def form_of(value: Any, wanted: Wanted = None) -> Form | None:
    """Return the form of a live value; None if it is no record."""
    if isinstance(value, (np.ndarray, np.generic, float, int, complex, str, list, type)):
        return None
    if type(value) in (dict, OrderedDict):
        plain = len(value) <= MOST and all(map(is_key, value))
        return Form("dict", tuple(value), type(value)) if plain else None
    if isinstance(value, tuple):
        fields = getattr(value, "_fields", None)
        return None if fields is None else Form("named", tuple(fields), type(value))
    if not is_object(value):
        return None
    return Form("object", tuple(attributes_of(value, wanted)), type(value))


def is_key(key: Any) -> bool:
    """Return whether a key of a dict may be known before the run."""
    return all(map(is_key, key)) if type(key) is tuple else type(key) in KEYS


def is_object(value: Any) -> bool:
    """Return whether a value is an object of the user's, whose attributes are data."""
    cls = type(value)
    if cls is types.SimpleNamespace:
        return True
    module = cls.__module__
    if not isinstance(module, str):  # of a compiled class it may be a descriptor
        return False
    if module.partition(".")[0] in _LIBRARIES or hasattr(cls, "__s2sad__"):
        return False
    if isinstance(value, (enum.Enum, BaseException, dict, types.ModuleType)):
        return False
    plain = cls.__getattribute__ is object.__getattribute__ and not hasattr(cls, "__getattr__")
    return plain and (hasattr(value, "__dict__") or hasattr(cls, "__slots__"))


def attributes_of(value: Any, wanted: Wanted) -> list[str]:
    """Return the names of an object's data attributes, those of its class that are read too."""
    own = list(getattr(value, "__dict__", ()))
    slots = [s for c in type(value).__mro__[::-1] for s in _slots(c) if hasattr(value, s)]
    names = dict.fromkeys([*slots, *own])
    if wanted is None or dataclasses.is_dataclass(value):
        return list(names)
    in_class = [n for n in sorted(wanted) if n not in names and _is_data(type(value), n)]
    return [n for n in [*names, *in_class] if n in wanted]


def class_data(value: Any) -> list[str]:
    """Return the names of the data that an object reads from its class."""
    own = attributes_of(value, None)
    names = [n for n in dir(type(value)) if n not in own and n[:2] != "__"]
    return [n for n in names if _is_data(type(value), n)]


def _slots(cls: type) -> tuple[str, ...]:
    slots = cls.__dict__.get("__slots__", ())
    return (slots,) if isinstance(slots, str) else tuple(s for s in slots if s[:2] != "__")


def _is_data(cls: type, name: str) -> bool:
    found = inspect.getattr_static(cls, name, None)
    return found is not None and not callable(found) and not hasattr(type(found), "__get__")


def is_complete(form: Form) -> bool:
    """Return whether the keys of an object are all that it holds: those of a dataclass are."""
    if not dataclasses.is_dataclass(form.type):
        return form.is_whole
    return {field.name for field in dataclasses.fields(form.type)} == set(form.keys)


def items_of(value: Any, form: Form) -> list[Any]:
    """Return what stands under the keys of a record, in their order."""
    if form.what == "named":
        return list(value)
    if form.what == "dict":
        return [value[key] for key in form.keys]
    return [getattr(value, name) for name in form.keys]
