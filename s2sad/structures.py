"""Structures: arguments that hold numbers inside dicts, tuples, lists and objects.

A gradient has its argument's structure: dicts with the same keys, named tuples and objects of the
same class (made without calling `__init__`); what stands in the place of a leaf that is no float
is None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

from .analysis.kinds.records import attributes_of, class_data, form_of, is_object
from .errors import WrongArgument
from .frontend import Shape, is_given_function, shape_of
from .ir.kinds import Array, Form, Kind

DIRECTION = "A tangent is a direction in the space of its argument."
COMPLEX = (
    "the gradient of a real argument is complex here", None,
    "A power of a negative number, as `x ** 0.5`, is complex where both are Python's numbers.",
    "Write `np.power(x, y)`, which is nan there, or give `complex(x)`.",
)  # fmt: skip


def is_structure(value: Any) -> bool:
    """Return whether a value is a dict, a list, a tuple or an object with attributes."""
    return isinstance(value, (list, tuple)) or form_of(value) is not None


def children(value: Any) -> list[tuple[Any, Any]]:
    """Return what a structure holds: pairs of a position, key or name, and a value."""
    if isinstance(value, Mapping):
        return list(value.items())
    if isinstance(value, (list, tuple)):
        return list(enumerate(value))
    return [(name, getattr(value, name)) for name in attributes_of(value, None)]


def with_children(value: Any, items: list[Any]) -> Any:
    """Return a structure like `value` that holds other things."""
    if isinstance(value, Mapping):
        return type(value)(zip(value, items))  # type: ignore[call-arg]
    if isinstance(value, (list, tuple)):
        return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
    made = _empty(type(value))
    for name, item in zip(attributes_of(value, None), items):
        object.__setattr__(made, name, item)
    return made


def is_float_leaf(value: Any) -> bool:
    """Return whether a leaf can carry a derivative."""
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "fc"
    return isinstance(value, (float, complex, np.inexact))


def shapes_of(values: Mapping[str, Any], whole: bool = False) -> dict[str, Shape]:
    """Return the shapes of those arguments that are objects or functions, or hold some.

    Of a `whole` one it is known what it holds, and dicts are looked at like objects.
    """
    held = {n: value for n, value in values.items() if _may_hold(value) or is_given_function(value)}
    found = {name: shape_of(value, _parts, whole) for name, value in held.items()}
    return {name: shape for name, shape in found.items() if shape is not None}


def _may_hold(value: Any) -> bool:
    return not isinstance(value, (np.ndarray, np.generic, float, int, str)) and is_structure(value)


def _parts(value: Any) -> list[tuple[Any, Any]] | None:
    return children(value) if _may_hold(value) else None


def leaves(value: Any, depth: int = 0) -> Iterator[Any]:
    """Yield everything inside a structure that is none itself."""
    if not is_structure(value) or depth > 24:
        yield value
        return
    for _, item in children(value):
        yield from leaves(item, depth + 1)


def records_in(value: Any, depth: int = 0) -> Iterator[Any]:
    """Yield the dicts and objects inside a value, and itself if it is one."""
    if not is_structure(value) or depth > 24:
        return
    if not isinstance(value, (list, tuple)):
        yield value
    for _, item in children(value):
        yield from records_in(item, depth + 1)


def copied(value: Any, depth: int = 0) -> Any:
    """Return a value that later writes of the caller's do not reach, layouts kept."""
    if type(value) is np.ndarray:
        return np.copy(value)
    if not is_structure(value) or depth > 24:
        return value
    return with_children(value, [copied(item, depth + 1) for _, item in children(value)])


def kept(value: Any, kind: Kind) -> Any:
    """Return an argument as a pullback knows it; a program copies the arrays that it saves."""
    return value.view() if isinstance(kind, Array) and type(value) is np.ndarray else copied(value)


def gradient_like(argument: Any, found: Any, around: tuple[int, ...] = ()) -> Any:
    """Return a gradient with its argument's structure, shape and dtype.

    `around` are the structures that it stands in: what stands in itself has no gradient there.
    """
    if is_structure(argument):
        path = (*around, id(argument))
        given = [_under(found, key) for key, _ in children(argument)]
        pairs = zip(children(argument), given)
        return with_children(argument, [_part(item, part, path) for (_, item), part in pairs])
    if np.iscomplexobj(found) and not np.iscomplexobj(argument):
        raise WrongArgument(*COMPLEX)
    if isinstance(argument, np.ndarray):
        return np.asarray(found, dtype=argument.dtype).reshape(argument.shape)
    if isinstance(argument, np.generic):
        return argument.dtype.type(found)
    return complex(found) if isinstance(argument, complex) else float(found)


def _under(found: Any, key: Any) -> Any:
    """Return the part of a gradient under a key; None of what the program did not look at."""
    if found is None:
        return None
    return found.get(key) if isinstance(found, Mapping) else found[key]


def _part(argument: Any, found: Any, path: tuple[int, ...]) -> Any:
    if is_structure(argument):
        return None if id(argument) in path else gradient_like(argument, found, path)
    if found is not None:
        return gradient_like(argument, found)
    if not is_float_leaf(argument):
        return None
    return np.zeros_like(argument) if isinstance(argument, np.ndarray) else type(argument)(0)


def tangent_like(
    argument: Any, tangent: Any, name: str, leaf: Callable[[Any, Any, str], Any]
) -> Any:
    """Return a tangent in the structure of its argument; `leaf` makes those of the leaves."""
    if not is_structure(argument):
        return leaf(argument, tangent, name)
    given = _parts_of_tangent(argument, tangent, name)
    items: list[Any] = []
    for (_, item), part in zip(children(argument), given):
        if type(item) is list and not item:
            items.append([])
        elif is_structure(item) and any(map(is_float_leaf, leaves(item))):
            items.append(tangent_like(item, part, name, leaf))
        else:
            is_number = type(argument) is list and part is not None and not is_structure(item)
            varies = is_float_leaf(item) or is_number
            items.append(leaf(item, part, name) if varies else None)
    made = _with_tangents if is_object(argument) else with_children
    return made(argument, items)


def _with_tangents(argument: Any, items: list[Any]) -> SimpleNamespace:
    """Return an object of tangents; what stands in the class is no part, and has the tangent 0."""
    found = {name: _part(getattr(argument, name), None, ()) for name in class_data(argument)}
    found.update(zip(attributes_of(argument, None), items))
    return SimpleNamespace(**found)


def _parts_of_tangent(argument: Any, tangent: Any, name: str) -> list[Any]:
    keys = [key for key, _ in children(argument)]
    if isinstance(argument, (list, tuple)):
        fits = isinstance(tangent, (list, tuple)) and len(tangent) == len(argument)
        instead = f"Give {len(argument)} tangents, in the order of the items."
    elif is_object(argument):
        fits = all(hasattr(tangent, key) for key, item in children(argument) if _varies(item))
        instead = f"Give a {type(argument).__name__} that holds tangents."
    else:
        fits = isinstance(tangent, Mapping) and set(tangent) <= set(keys) and all(
            key in tangent for key, item in children(argument) if _varies(item)
        )
        instead = f"Give a dict with the keys {', '.join(map(repr, keys))}."
    if not fits:
        raise WrongArgument(
            f"the tangent of `{name}` does not have the structure of its argument", None, DIRECTION,
            instead,
        )  # fmt: skip
    if isinstance(argument, (list, tuple)):
        return list(tangent)
    if isinstance(tangent, Mapping):
        return [tangent.get(key) for key in keys]
    return [getattr(tangent, key, None) for key in keys]


def _varies(value: Any) -> bool:
    return any(map(is_float_leaf, leaves(value)))


def rebuilt(value: Any, forms: Any) -> Any:
    """Return a result with the named tuples and objects that the function makes."""
    if forms is None or not has_class(forms):
        return value
    form, inner = forms
    if form is not None and form.what == "list":
        return [rebuilt(item, inner[0]) for item in value]
    if form is None or form.what != "object":
        items = value.values() if isinstance(value, Mapping) else value
        made = [rebuilt(item, part) for item, part in zip(items, inner)]
        if form is None or form.what != "named":
            return with_children(value, made)
        if issubclass(form.type, tuple):
            return form.type(*made)
        return _object_of(form, made)
    return _object_of(form, [rebuilt(value[key], part) for key, part in zip(form.keys, inner)])


def _empty(cls: Any) -> Any:
    """Return an object of a class, made without its `__init__`."""
    try:
        return object.__new__(cls)
    except TypeError:  # a class that is made in a way of its own
        return SimpleNamespace()


def _object_of(form: Form, items: list[Any]) -> Any:
    new = _empty(form.type)
    for name, item in zip(form.keys, items):
        object.__setattr__(new, name, item)
    return new


def has_class(forms: Any) -> bool:
    """Return whether there is a named tuple or an object among the forms of a result."""
    if forms is None:
        return False
    form, inner = forms
    has_own = form is not None and form.what not in ("dict", "list")
    return has_own or any(map(has_class, inner))
