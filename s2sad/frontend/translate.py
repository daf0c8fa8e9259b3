"""From Python's tree of a function to gast's, whose nodes are the same in every Python.

gast's own translator looks for a method at each node and asks for each field by name, twice.
"""

from __future__ import annotations

import ast
from functools import cache
from typing import Any

import gast


def as_gast(node: Any) -> Any:
    """Return a node of Python's as gast's; None if gast has none of its kind."""
    kind: Any = type(node)
    twin, extra = _twin(kind)
    if twin is None:
        return None
    parts = {**extra, **node.__dict__}
    if kind is ast.arg:
        parts["id"], parts["ctx"] = parts.pop("arg"), gast.Param()
    for name in kind._fields:
        part = parts.get(name)
        if isinstance(part, ast.AST):
            parts[name] = as_gast(part)
        elif type(part) is list:
            parts[name] = [as_gast(p) if isinstance(p, ast.AST) else p for p in part]
    if kind is ast.ExceptHandler and node.name:
        parts["name"] = gast.Name(node.name, gast.Store(), None, None)
    return twin(**parts)


@cache
def _twin(kind: type[Any]) -> tuple[Any, dict[str, Any]]:
    """Return gast's class for a class of Python's, and the fields that only gast's has."""
    twin = gast.Name if kind is ast.arg else getattr(gast, kind.__name__, None)
    more = [name for name in getattr(twin, "_fields", ()) if name not in kind._fields]
    return twin, {name: () if name == "type_params" else None for name in more}
