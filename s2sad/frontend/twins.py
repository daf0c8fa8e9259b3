"""Twins: objects that are known apart, and may be one.

Two names of one object are one `Made`. Where paths meet, or a loop goes round, an object may be
known under the variables of another one, and then two of them may be the same. What a test took for
different objects must stay so: a twin that is found later refuses the function.
"""

from __future__ import annotations

from typing import Any

from ..errors import Error, Unsupported
from .classes import Made
from .either import Either
from .herds import Item


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

    def whether_one(self, node: Any) -> Error:
        """Return the refusal of a test whether two objects are one."""
        return self.refusal(
            Unsupported, f"s2sad cannot tell whether the objects in `{self.text_of(node)}` are one",
            node, "They may be the same object, on some paths or in some trips of a loop.",
            "Give the objects numbers of their own, and compare these.",
        )  # fmt: skip
