"""Given objects: objects in arguments that get another name, or are bound anew.

    def f(s, dt):                       s_x = s.x; s_v = s.v
        for _ in range(3):        ->    for _ in range(3):
            s = s.step(dt)                  what `step` does, with s_x and s_v

Such an object is one that the function makes where it begins, of what the argument holds: what is
stored into it is not seen outside, as with every object in an argument. It has to be known whole,
so that it is of a dataclass. Where the program is refused with it, it is read without.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from ..ir.nodes import Apply, Const, Name
from .classes import Made, is_users, obstacle
from .given import GivenLists
from .herds import ONE_BY_ONE, Again
from .instances import Instance, Shape


class GivenObjects(GivenLists):
    """Reads objects in arguments as objects of the function's own."""

    def open_given(self, node: Any) -> None:
        """Make the objects of the parameters that are wanted so."""
        for name, known in list(self.scope.statics.items()):
            if not isinstance(known, Instance) or not is_known_whole(known):
                continue
            if name in self.rebound_params:
                self.want_object(known)
            if self.wanted.get(_key(name)) == ONE_BY_ONE:
                self.scope.statics[name] = self._opened(name, Name(name), known, node)

    def want_object(self, value: Any) -> None:
        """Read the function again, if a value is an argument that can be known whole."""
        if not isinstance(value, Instance) or value.path or not value.is_steady or self.foreign:
            return
        key = _key(value.name)
        if is_known_whole(value) and key not in self.wanted and key not in self.barred:
            raise Again(key, ONE_BY_ONE)

    def _opened(self, base: str, place: Name, known: Instance, node: Any) -> Made:
        """Return an object that holds what one in an argument does."""
        made = Made(known.shape.type, base)
        self.heap[made] = {}
        resolver = self.frame.definition.resolver
        for field in dataclasses.fields(made.type):
            part, name = known.shape.part(field.name), field.name
            if part is None:
                self.set_slot(made, name, Apply("attr", (place, Const(name))), node)
            elif part.function is None and is_dataclass(part):
                inner = self.temporary(Apply("attr", (place, Const(name))), node)
                found = Instance(known.name, (*known.path, ("attr", name)), part, True)
                self.heap[made][name] = self._opened(f"{base}_{name}", inner, found, node)
            else:
                self.heap[made][name] = resolver.attribute(known, name)
        self.changed.discard(made)
        self.opened.add(made)
        return made


def is_known_whole(known: Instance) -> bool:
    """Return whether all that an object in an argument holds is in its fields."""
    return is_dataclass(known.shape)


def is_dataclass(shape: Shape) -> bool:
    """Return whether a shape is that of a dataclass of the user's, which can be made."""
    cls = shape.type
    return is_users(cls) and dataclasses.is_dataclass(cls) and obstacle(cls) is None


def _key(name: str) -> Any:
    return "argument", name
