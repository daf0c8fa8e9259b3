"""Merged: what is known of names after paths that have agreed on their objects."""

from __future__ import annotations

from .classes import Unsure
from .either import RETURNED
from .herds import OBJECTS
from .instances import Instance
from .values import Ambiguous, Literal, Value


def merged(statics: list[dict[str, Value]]) -> dict[str, Value]:
    """Return what is known after branches: a function that is not the same in all is ambiguous."""
    found: dict[str, Value] = {}
    for name in dict.fromkeys(name for table in statics for name in table):
        values = [table.get(name) for table in statics if name != RETURNED or name in table]
        first = values[0]
        if first is not None and all(value == first for value in values):
            found[name] = first
        elif not all(value is None or isinstance(value, (Literal, Instance)) for value in values):
            is_object = any(isinstance(value, OBJECTS) for value in values)
            found[name] = Unsure(name) if is_object else Ambiguous(name)
    return found


def keys_of(tables: list[dict[str, Value]]) -> list[str]:
    """Return the keys that any of some tables has."""
    return [k for k in dict.fromkeys(k for table in tables for k in table) if k != RETURNED]
