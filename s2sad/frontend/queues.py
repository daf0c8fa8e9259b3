"""Queues: what `collections.deque` does, in terms of a list that is read.

A deque that a function makes is an object of one of these classes, whose methods are inlined; what
reads it as a whole, `d[0]` and `len(d)` among that, reads its list.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Deque:
    """A deque without a bound."""

    def __init__(self, items: Iterable[Any] = ()) -> None:
        self.items = list(items)

    def __iter__(self) -> Any:
        return self.items

    def __setitem__(self, place: int, value: Any) -> None:
        self.items[place] = value

    def append(self, value: Any) -> None:
        """Add an item at the end."""
        self.items.append(value)

    def appendleft(self, value: Any) -> None:
        """Add an item at the beginning."""
        self.items.insert(0, value)

    def pop(self) -> Any:
        """Take the last item."""
        return self.items.pop()

    def popleft(self) -> Any:
        """Take the first item."""
        return self.items.pop(0)

    def extend(self, values: Iterable[Any]) -> None:
        """Add items at the end."""
        for value in values:
            self.append(value)

    def extendleft(self, values: Iterable[Any]) -> None:
        """Add items at the beginning, one before the other."""
        for value in values:
            self.appendleft(value)

    def rotate(self, n: int = 1) -> None:
        """Move items from the end to the beginning, or the other way."""
        if self.items:
            for _ in range(n):
                self.items.insert(0, self.items.pop())
            for _ in range(-n):
                self.items.append(self.items.pop(0))

    def clear(self) -> None:
        """Take all items away."""
        self.items.clear()

    def reverse(self) -> None:
        """Turn the order around."""
        self.items.reverse()


class BoundedDeque(Deque):
    """A deque that drops an item at one end where one is added at the other."""

    def __init__(self, items: Iterable[Any], maxlen: int) -> None:
        self.items = list(items)
        self.maxlen = maxlen
        if len(self.items) > maxlen:
            self.items = self.items[len(self.items) - maxlen :]

    def append(self, value: Any) -> None:
        """Add an item at the end."""
        self.items.append(value)
        if len(self.items) > self.maxlen:
            self.items.pop(0)

    def appendleft(self, value: Any) -> None:
        """Add an item at the beginning."""
        self.items.insert(0, value)
        if len(self.items) > self.maxlen:
            self.items.pop()


QUEUES = (Deque, BoundedDeque)
