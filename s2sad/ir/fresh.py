"""Fresh temporaries: names that no program part uses yet."""

from __future__ import annotations

from .kinds import Kind
from .nodes import Program
from .walk import all_names


class Fresh:
    """Makes temporaries `%n` beyond those of a program, and notes their kinds."""

    def __init__(self, program: Program, kinds: dict[str, Kind] | None = None) -> None:
        used = [int(n[1:]) for n in all_names(program) if n[:1] == "%" and n[1:].isdigit()]
        self.last = max(used, default=0)
        self.kinds = {} if kinds is None else kinds

    def name(self, kind: Kind | None = None) -> str:
        """Return a new temporary, of this kind if one is given."""
        self.last += 1
        new = f"%{self.last}"
        if kind is not None:
            self.kinds[new] = kind
        return new
