"""Shown: objects in what is printed, and in texts, are what their classes say of them.

    print("at", p); f"{p!r}"    ->    print("at", p.__str__()); f"{p.__repr__()}"

What `dataclass` says is spelled out: `f"Point(x={p.x!r}, y={p.y!r})"`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from types import FunctionType
from typing import Any

import gast

from .classes import Made, in_class, is_generated, is_object, type_of
from .instances import Instance
from .ready import placed

_NAMED = (gast.Name, gast.Attribute, gast.Subscript)
_REPR = ord("r")


def with_texts(node: Any, static: Callable[[Any], Any]) -> Any:
    """Return a call of `print`, or an f-string, with texts in the place of objects."""
    if isinstance(node, gast.JoinedStr):
        parts = [_part(part, static) for part in node.values]
        return placed(gast.JoinedStr(parts), node)
    args = []
    for arg in node.args:
        text = text_of_object(arg, "__str__", static)
        is_text = isinstance(arg, gast.JoinedStr)
        args.append(with_texts(arg, static) if is_text else arg if text is None else text)
    return placed(gast.Call(node.func, args, node.keywords), node)


def _part(part: Any, static: Callable[[Any], Any]) -> Any:
    if not isinstance(part, gast.FormattedValue) or part.format_spec:
        return part
    text = text_of_object(part.value, _method(part.conversion), static)
    return part if text is None else placed(gast.FormattedValue(text, -1, None), part)


def _method(conversion: int) -> str:
    return "__repr__" if conversion == _REPR else "__str__"


def text_of_object(node: Any, method: str, static: Callable[[Any], Any]) -> Any:
    """Return the node of the text of an object; None if it is none, or its class says nothing."""
    calls = any(isinstance(part, gast.Call) for part in gast.walk(node))  # it would be run twice
    known = static(node) if isinstance(node, _NAMED) and not calls else None
    if not isinstance(known, (Made, Instance)) or not is_object(known):
        return None
    cls: Any = type_of(known)
    for name in dict.fromkeys([method, "__repr__"]):
        found = in_class(cls, name)
        if is_generated(getattr(found, "__wrapped__", found)):
            return _of_fields(node, cls, static)
        if isinstance(found, FunctionType):
            return placed(gast.Call(gast.Attribute(node, name, gast.Load()), [], []), node)
    return None


def _of_fields(node: Any, cls: Any, static: Callable[[Any], Any]) -> Any:
    """Return what `dataclass` says of an object."""
    parts: list[Any] = [gast.Constant(f"{cls.__qualname__}(", None)]
    for field in [field for field in dataclasses.fields(cls) if field.repr]:
        before = f"{', ' if len(parts) > 1 else ''}{field.name}="
        value = placed(gast.Attribute(node, field.name, gast.Load()), node)
        parts += [gast.Constant(before, None), gast.FormattedValue(value, _REPR, None)]
    return with_texts(placed(gast.JoinedStr([*parts, gast.Constant(")", None)]), node), static)
