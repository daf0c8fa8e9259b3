"""Taken along: objects of a list from which a loop goes on to new ones.

    s = path[-1]                        s_x = path_x[-1]; s_v = path_v[-1]
    for _ in range(3):            ->    for _ in range(3):
        s = s.step(dt)                      what `step` does, with s_x and s_v

The name has variables of its own in the loop. From then on neither they nor the objects of the list
are changed: who holds the other one would not see it.
"""

from __future__ import annotations

from typing import Any

from ..ir.nodes import Name
from .classes import Made, Unsure, is_frozen
from .given import Given
from .herd_moves import HerdMoves
from .herds import ONE_BY_ONE, Again, Item


class TakenAlong(HerdMoves):
    """Gives names of objects of lists objects of their own."""

    def take_along(self, place: Any, old: Any, new: Any, node: Any) -> None:
        """Read the function again, where a loop binds an object of a list to a new one."""
        if place.owner is not None or not isinstance(old, Item) or isinstance(old.herd, Given):
            return
        is_new = isinstance(new, Made) and not isinstance(new, Item) and new.type is old.type
        if not is_new and not isinstance(new, Unsure):
            return
        key = self._key(place.name, node)
        is_plain = all(isinstance(column, Name) for column in old.herd.columns.values())
        if is_plain and key not in self.wanted and key not in self.barred:
            raise Again(key, ONE_BY_ONE)

    def is_taken_along(self, name: str, node: Any) -> bool:
        """Return whether a loop begins with a copy of the object that a name has."""
        return bool(self.wanted.get(self._key(name, node)) == ONE_BY_ONE)

    def taken_along(self, name: str, one: Item, node: Any) -> Made:
        """Return an object that holds what one of a list does."""
        made = Made(one.type, name)
        self.heap[made] = {}
        for attribute, value in one.slots().items():
            self.set_slot(made, attribute, self.temporary(value, node), node)
            if self.is_absent_at_first(one, attribute):
                self.heap[made][attribute] = Unsure(attribute)
        if not is_frozen(one.type):
            self.escaped.add(made)
            self.fixed.add(one.herd)
        return made

    def _key(self, name: str, node: Any) -> Any:
        return "taken along", name, self.place_in_text(node)
