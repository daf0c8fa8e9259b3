"""Structural: functions that call themselves for what an object holds.

    def total(node):                                        v = node.v
        if node is None: return 0.0                   ->    v2 = node.left.v
        return node.v + total(node.left) + total(node.right)   …

Which objects there are is known before the run, so each call is inlined for the object that it is
given. It ends where an object is given again, or none is: that call is one of a definition.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gast

from .classes import Made, is_users
from .herds import Listing
from .instances import Instance
from .lowering import Lowering
from .ready import Ready
from .recursion import CallsItself, mark_of
from .source import Source
from .values import Callee, Captured, Definition

DEEPEST = 16
_NAMED = (gast.Name, gast.Attribute, gast.Subscript, Ready)


class Structural(Lowering):
    """Tells calls of a function for other objects from calls for the same ones."""

    def objects_given(self, callee: Callee, node: Any) -> tuple[Any, ...]:
        """Return the objects that a call hands over, its own one first."""
        nodes = [*node.args, *[keyword.value for keyword in node.keywords]]
        known = [self.static(part) for part in nodes if isinstance(part, _NAMED)]
        found = [v for v in (callee.bound, *known) if isinstance(v, (Made, Instance, Listing))]
        return (*found, *[part for part in nodes if self._makes_object(part)])

    def _makes_object(self, node: Any) -> bool:
        """Return whether a node is a call of a class."""
        if not isinstance(node, gast.Call) or isinstance(node.func, gast.Call):
            return False
        called = self.static(node.func)
        return isinstance(called, Captured) and is_users(called.handle)

    def goes_deeper(self, definition: Definition, objects: tuple[Any, ...]) -> bool:
        """Return whether a call of a function that is running is one for other objects."""
        source = definition.source
        if not objects or not isinstance(source, Source):
            return False
        mark, key = mark_of(source), (definition.key, definition.scope)
        running = [given for other, given in self.given_stack if other == key]
        if mark in self.endless:
            return False
        if not running:
            return mark in self.structural
        if len(running) >= DEEPEST:
            self.endless.add(mark)
            raise CallsItself(mark)
        if objects in running:
            return False
        self.structural.add(mark)
        return True

    @contextmanager
    def given_objects(self, definition: Definition, objects: tuple[Any, ...]) -> Iterator[None]:
        """Note for which objects a function runs."""
        self.given_stack.append(((definition.key, definition.scope), objects))
        try:
            yield
        finally:
            self.given_stack.pop()
