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

from .analysis.usage import writes_outside
from .errors import Error, is_of_dicts
from .frontend import not_waiting
from .structures import shapes_of


class Rereadings:
    """The readings of a source in which it is known what its arguments hold."""

    def __init__(self, source: Any) -> None:
        self.source = source
        self.is_last = False  # whether the source is such a reading itself
        self.found: dict[Any, Any] = {}  # by the shapes of the arguments
        self.called: dict[Any, Any] = {}  # where functions in them are called as they are

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
    """Return a function as it is read when the classes of the objects in arguments are known.

    A function in an argument is called as it is, where reading it is refused, or where it writes
    what is outside of it, as one that notes what it was given does.
    """
    shapes = shapes_of(values)
    if not shapes:
        return source
    found = source.rereadings.serving(values)
    if found is not None:
        return found
    key = tuple(shapes.items())
    called = source.rereadings.called.get(key)
    if called is not None and not called.stale():
        return called
    try:
        found = source.for_shapes(shapes)
        called = _with_functions_called(source, shapes, found)
    except Error as refused:
        with suppress(Error):
            return source.rereadings.whole(refused, values)
        called = _with_functions_called(source, shapes, None)
        if called is None:
            raise
    if called is not None:
        source.rereadings.called[key] = called
    return called or found


def _with_functions_called(source: Any, shapes: Mapping[str, Any], found: Any) -> Any:
    """Return the reading in which functions in arguments are called as they are, if that is best.

    `found` is the one in which they are read.
    """
    others = {name: shape for name, shape in shapes.items() if shape.function is None}
    if len(others) == len(shapes):
        return None
    with suppress(Error):
        called = source.for_shapes(others) if others else source
        not_waiting(called.program)
        before = {(id(c.scope), c.key) for c in called.program.captures}
        if found is None or writes_outside(found.program, before):
            return called
    return None


def _reading(source: Any, shapes: Any) -> Any:
    found = type(source)(source.function, shapes, True)
    found.rereadings.is_last = True
    found.plain = source.plain
    return found


def _key(values: Mapping[str, Any]) -> Any:
    return tuple(shapes_of(values, whole=True).items())
