"""One of several: a name that is one object on one path and another one on the other.

    if a.cost < b.cost: best = a            best_x = a_x if … else b_x
    else: best = b                    ->    …
    return best.x                           return best_x

The name has variables of its own. From then on neither they nor the objects are changed: who holds
the other one would not see it.
"""

from __future__ import annotations

from typing import Any

from ..ir.nodes import Name
from .classes import Made, Perhaps, Unsure, is_bundle
from .heap import Arm, Heap, Place
from .herds import Item
from .queues import QUEUES


class OneOfSeveral(Heap):
    """Lets paths agree on an object that is held by others, too."""

    def one_of_several(
        self, place: Place, pairs: list[tuple[Arm, Any]], node: Any
    ) -> bool:
        """Let a place hold a new object, which is like another one on each path, if they fit."""
        values = [value for _, value in pairs]
        is_own = place.owner is None or place.owner in self.several
        if not is_own or not all(_is_plain(value) for value in values):
            return False
        cls, slots = values[0].type, [arm.heap[value] for arm, value in pairs]
        if any(v.type is not cls for v in values) or any(set(s) != set(slots[0]) for s in slots):
            return False
        if not all(_may_agree([table[key] for table in slots]) for key in slots[0]):
            return False
        one = Made(cls, place.name.strip("<>"))
        self.several.add(one)
        for (arm, value), table in zip(pairs, slots):
            self._hold(one, value, table, arm, node)
            place.table(arm)[place.name] = one
        return True

    def _hold(self, one: Made, value: Made, slots: dict[str, Any], arm: Arm, node: Any) -> None:
        self.unite(one, value)
        outer, self.block = self.block, arm.block
        arm.heap[one] = dict(slots)
        for name, held in slots.items():
            if isinstance(held, Name):
                arm.heap[one][name] = slot = self.slot_name(one, name)
                self.set_name(slot.id, held, node)
        self.block = outer
        arm.escaped |= {one, value}


def _is_plain(value: Any) -> bool:
    """Return whether a value is an object that the function made, and stands in no list."""
    is_made = isinstance(value, Made) and not isinstance(value, Item)
    return is_made and not is_bundle(value) and value.type not in QUEUES


def _may_agree(held: list[Any]) -> bool:
    """Return whether what stands under one attribute is data on all paths, or alike."""
    if all(isinstance(value, Name) for value in held):
        return True
    same = all(value is held[0] or value == held[0] for value in held)
    return (same or all(map(_is_plain, held))) and not isinstance(held[0], (Perhaps, Unsure))
