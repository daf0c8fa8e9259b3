"""Fresh names: temporaries that no program part uses yet, and free variants of a user's name."""

from __future__ import annotations

from collections.abc import Container

from .kinds import Kind
from .nodes import Program
from .walk import all_names


def first_free(name: str, taken: Container[str]) -> str:
    """Return `name` if it is not taken, else the first free one of `base'2`, `base'3`, …"""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name.partition(chr(39))[0]}'{number}"
    return found


class Fresh:
    """Makes temporaries `%n` beyond those of a program, and notes their kinds.

    No name that has a kind is made again: what had it may be gone from this program, and stand in
    another one of the same kinds.
    """

    def __init__(self, program: Program, kinds: dict[str, Kind] | None = None) -> None:
        used = [int(n[1:]) for n in all_names(program) if n[:1] == "%" and n[1:].isdigit()]
        self.last = max(used, default=0)
        self.kinds = {} if kinds is None else kinds

    def name(self, kind: Kind | None = None) -> str:
        """Return a new temporary, of this kind if one is given."""
        self.last += 1
        while (new := f"%{self.last}") in self.kinds:
            self.last += 1
        if kind is not None:
            self.kinds[new] = kind
        return new
