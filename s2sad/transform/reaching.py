"""Reaching: how many readings each definition has, where a name has several.

A name is clear iff each reading of it has one definition that surely came last: the nearest one
above it, in its block or in one around it. At the start of a loop's trip, and after a branch or
a loop, a name that is bound inside has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..ir.nodes import Apply, Assign, Block, For, If, Program, Stmt, Store, While
from ..ir.walk import blocks, names_in
from .effects import bound_by, bound_inside

Last = dict[str, int | None]


def single_readings(program: Program) -> frozenset[int]:
    """Return the numbers of the assignments that are read once, by a reading that is theirs alone.

    Statements are numbered in the order of the text, from 0. What was pushed under a name is popped
    under that name: such a pop stays a statement.
    """
    found = _Reaching()
    last: Last = dict.fromkeys([p.name for p in program.params])
    last.update(dict.fromkeys([c.name for c in program.captures]))
    found.block(program.body, last)
    found.read_all(program.result.names, last)
    several = Counter(found.made.values())
    return frozenset(
        number for number, name in found.made.items()
        if found.readings.get(number) == 1 and name not in found.unclear
        and not (number in found.popped and several[name] > 1)
    )  # fmt: skip


class _Reaching:
    def __init__(self) -> None:
        self.number = -1
        self.made: dict[int, str] = {}
        self.popped: set[int] = set()
        self.readings: dict[int, int] = {}
        self.unclear: set[str] = set()

    def block(self, block: Block, last: Last) -> None:
        for stmt in block:
            self.stmt(stmt, last)

    def stmt(self, stmt: Stmt, last: Last) -> None:
        self.number += 1
        number = self.number
        if type(stmt) is Assign:
            self.read_all(stmt.value.names, last)
            self.made[number] = stmt.target
            if type(stmt.value) is Apply and stmt.value.op == "list.pop":
                self.popped.add(number)
            last[stmt.target] = number
            return
        if type(stmt) is For or type(stmt) is While:
            if type(stmt) is For:
                self.read_all(names_in(stmt.iter), last)
            last.update(dict.fromkeys(bound_inside(stmt)))
            inside = dict(last)
            if type(stmt) is While:
                self.read_all(names_in(stmt.test), inside)
            self.block(stmt.body, inside)
            if stmt.stop:
                self.read_all((stmt.stop,), inside)
            return
        self.read_all(stmt.reads, last)
        if type(stmt) is If:
            for inner in blocks(stmt):
                self.block(inner, dict(last))
            last.update(dict.fromkeys(bound_inside(stmt)))
        else:
            last.update(dict.fromkeys(bound_by(stmt)))
            if type(stmt) is Store:
                self.unclear.update(bound_by(stmt))

    def read_all(self, names: Iterable[str], last: Last) -> None:
        for name in names:
            number = last.get(name)
            if number is None:
                self.unclear.add(name)
            else:
                self.readings[number] = self.readings.get(number, 0) + 1
