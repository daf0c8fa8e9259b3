"""Twins: objects that are known apart, and may be one.

Two names of one object are one `Made`. Where paths meet, or a loop goes round, an object may be
known under the variables of another one, and then two of them may be the same. What a test took for
different objects must stay so: a twin that is found later refuses the function.
"""

from __future__ import annotations

from typing import Any

from ..errors import Error, Unsupported
from .classes import Advice, Made
from .either import Either
from .herds import Item
from .values import NONE

DATA_AT_FIRST = (
    "It is None, or something else that is no object, at first, and an object in later trips.",
    "Bind it to an object of the class before the loop, or keep what it holds in names.",
)
HOLDS_LAST = (
    "It holds the object of the trip before, so that there are more of them after each trip.",
    "Keep what they hold in a list, and loop over that.",
)


class Twins(Either):
    """Tells whether two objects are one."""

    def are_one(self, one: Made, other: Made, node: Any) -> bool | None:
        """Return whether two objects are one; None if that is not known."""
        if one == other:
            return True
        if isinstance(one, Item) or isinstance(other, Item):
            return None
        if self._first(one) is self._first(other):
            return None
        if one in self.opened and other in self.opened:
            self.exchanges = True
        elif self.copied_from_arguments(one) and self.copied_from_arguments(other):
            return None
        self.told_apart.append((one, other, self.whether_one(node)))
        return False

    def copied_from_arguments(self, made: Made) -> bool:
        """Return whether an object stands for one in an argument, of which there may be others."""
        return made in self.opened or self._first(made) in self.from_arguments

    def unite(self, one: Made, other: Made) -> None:
        """Note that two objects may be one."""
        first, second = self._first(one), self._first(other)
        if first is second:
            return
        self.united[second] = first
        if second in self.from_arguments:
            self.from_arguments.add(first)
        for left, right, refused in self.told_apart:
            if self._first(left) is self._first(right):
                raise refused

    def _first(self, made: Made) -> Made:
        while made in self.united:
            made = self.united[made]
        return made

    def loop_refusal(self, name: str, node: Any, advice: Advice | None = None) -> Exception:
        """Return the refusal of a name that is another object when a loop goes round."""
        why, instead = advice or (
            "It may be another object then, or one that is held elsewhere too.",
            "Bind it to a new object of the same class, which has no other name.",
        )
        what = f"s2sad cannot tell what `{name}` is when the loop goes round"
        return self.refusal(Unsupported, what, node, why, instead)

    def why_another(self, old: Made, new: Made) -> Advice | None:
        """Return why an object cannot take the place of the one before it, if it is special."""
        todo, seen = [new], set()
        while todo:
            made = todo.pop()
            inside = [v for v in self.heap.get(made, {}).values() if isinstance(v, Made)]
            if old in inside:
                return HOLDS_LAST
            todo += [v for v in inside if v not in seen]
            seen.update(inside)
        if old.type is new.type:
            return None
        names = old.type.__name__, new.type.__name__
        why = f"Its class is {names[0]} at first, and {names[1]} in later trips."
        return why, "Bind it to objects of one class."

    def why_late(self, old: Any) -> Advice | None:
        """Return why an object cannot take the place of what is no object before a loop."""
        return DATA_AT_FIRST if old in (None, NONE) else None

    def whether_one(self, node: Any) -> Error:
        """Return the refusal of a test whether two objects are one."""
        return self.refusal(
            Unsupported, f"s2sad cannot tell whether the objects in `{self.text_of(node)}` are one",
            node, "They may be the same object, on some paths or in some trips of a loop.",
            "Give the objects numbers of their own, and compare these.",
        )  # fmt: skip
