"""Reread: a function that is refused is read again, with its dicts known by their keys.

    def step(state, g, lr):                  w = state['w']; b = state['b']
        for k in state:              ->      w = w - lr * g['w']
            state[k] -= lr * g[k]            b = b - lr * g['b']

First the dicts that the function makes, then those in its arguments too, and objects there with all
that they hold. What is refused then was refused for what it was at first: that the user knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from .errors import Error, is_of_dicts
from .structures import shapes_of


class Rereadings:
    """The readings of a source in which it is known what its arguments hold."""

    def __init__(self, source: Any) -> None:
        self.source = source
        self.is_last = False  # whether the source is such a reading itself
        self.found: dict[Any, Any] = {}  # by the shapes of the arguments

    def serving(self, values: Mapping[str, Any]) -> Any:
        """Return the reading that was needed for arguments of these shapes; None if none was."""
        found = self.found.get(_key(values)) if self.found else None
        return None if found is None or found.stale() else found

    def special(self, refused: Error, values: Mapping[str, Any]) -> Any:
        """Return a specialisation of another reading, or raise the refusal of this one."""
        if self.is_last:
            raise refused
        if is_of_dicts(refused) and not self.source.reading.dicts_apart:
            with suppress(Error):
                return self.apart().specialised(values)
        with suppress(Error):
            return self.whole(refused, values).specialised(values)
        self.found.pop(_key(values), None)
        raise refused

    def apart(self) -> Any:
        """Return the reading in which the dicts that the function makes are known by keys."""
        return _reading(self.source, self.source.shapes)

    def whole(self, refused: Error, values: Mapping[str, Any]) -> Any:
        """Return the reading in which it is known what these arguments hold, or refuse."""
        shapes = shapes_of(values, whole=True)
        if not shapes:
            raise refused
        found = self.found[_key(values)] = _reading(self.source, shapes)
        return found


def source_for(source: Any, values: Mapping[str, Any]) -> Any:
    """Return a function as it is read when the classes of the objects in arguments are known."""
    shapes = shapes_of(values)
    if not shapes:
        return source
    found = source.rereadings.serving(values)
    if found is not None:
        return found
    try:
        return source.for_shapes(shapes)
    except Error as refused:
        with suppress(Error):
            return source.rereadings.whole(refused, values)
        raise


def _reading(source: Any, shapes: Any) -> Any:
    found = type(source)(source.function, shapes, True)
    found.rereadings.is_last = True
    found.plain = source.plain
    return found


def _key(values: Mapping[str, Any]) -> Any:
    return tuple(shapes_of(values, whole=True).items())
