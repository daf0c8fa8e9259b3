"""Positions: where names are bound and read, and what encloses what.

Definitions:
  1. Statements are numbered in textual order; a compound statement's extent ends with its blocks.
  2. A name is exposed in a block if some path through it reads the name before binding it.
  3. A name is definite after a block if every path through it binds the name, or reads it: a
     path that reads a name which is not bound ends there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from ..ir.frozen import made_quickly
from ..ir.frozen import dataclass, field
from ..ir.nodes import (
    Apply, Assert, Assign, Block, Expr, For, If, Program, Raise, Stmt, Store, While,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One statement's number, the last number inside it, its block, and the loops around it."""

    number: int
    end: int
    block: int
    loops: tuple[int, ...]
    stmt: Stmt


made_quickly(Place)


@dataclass
class Positions:
    """Every statement's place, and for each name the numbers that bind and read it."""

    places: list[Place] = field(default_factory=list)
    of: dict[int, Place] = field(default_factory=dict)  # id(stmt) -> place
    bound: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    read: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    block_extent: dict[int, tuple[int, int]] = field(default_factory=dict)
    exposed_in_loop: dict[int, frozenset[str]] = field(default_factory=dict)

    def binding_between(self, name: str, after: int, until: int) -> bool:
        """Return whether a statement numbered in (after, until] binds the name."""
        numbers = self.bound.get(name, [])
        at = bisect_right(numbers, after)
        return at < len(numbers) and numbers[at] <= until

    def statement_in_block(self, number: int, block: int) -> Place | None:
        """Return the statement of that very block that contains the statement `number`."""
        inside = self._in_block.get(block, [])
        at = bisect_right(inside, number) - 1
        found = self.places[inside[at]] if at >= 0 else None
        return found if found is not None and number <= found.end else None

    _in_block: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def positions(block: Block, result_names: Iterable[str] = ()) -> Positions:
    """Number the statements of a program's body; the result is read after the last of them."""
    found = Positions()
    _number(block, (), found)
    for name in result_names:
        found.read[name].append(len(found.places))
    return found


def positions_of(program: Program) -> Positions:
    """Return the positions of a whole program, found once; nobody changes them."""
    return program.kept(_positions)


def _positions(program: Program) -> Positions:
    return positions(program.body, program.result.names)


def _number(block: Block, loops: tuple[int, ...], found: Positions) -> int:
    key = len(found.block_extent)
    first = len(found.places)
    found.block_extent[key] = (first, first)
    for stmt in block:
        number = len(found.places)
        found.places.append(None)  # type: ignore[arg-type]
        for name in stmt.reads:
            found.read[name].append(number)
        for name in stmt.binds:
            found.bound[name].append(number)
        if isinstance(stmt, (For, While)):
            inner = (*loops, number)
            _number(stmt.body, inner, found)
            if stmt.stop:
                found.read[stmt.stop].append(len(found.places) - 1)
            if isinstance(stmt, While):
                for name in stmt.reads:
                    found.read[name].append(len(found.places) - 1)
            found.exposed_in_loop[number] = frozenset(_loop_exposed(stmt))
        elif isinstance(stmt, If):
            _number(stmt.body, loops, found)
            _number(stmt.orelse, loops, found)
        place = Place(number, len(found.places) - 1, key, loops, stmt)
        found.places[number] = place
        found.of[id(stmt)] = place
        found._in_block[key].append(number)
    found.block_extent[key] = (first, len(found.places) - 1)
    return key


def _loop_exposed(stmt: For | While) -> set[str]:
    names, definite = exposure(stmt.body)
    if isinstance(stmt, While):
        names = names | set(stmt.reads)
    if isinstance(stmt, For):
        names = names - {stmt.target}
    if stmt.stop and stmt.stop not in definite:
        names = names | {stmt.stop}
    return names


def exposure(block: Block) -> tuple[set[str], set[str]]:
    """Return the names that are exposed in a block, and those definite after it."""
    exposed: set[str] = set()
    definite: set[str] = set()
    for stmt in block:
        if type(stmt) is Assign and stmt.value.ops.isdisjoint(_PARTLY):
            exposed.update([name for name in stmt.reads if name not in definite])
            definite.update(stmt.reads, stmt.binds)
            continue
        own = set(stmt.reads)
        if isinstance(stmt, (For, While)):
            own.discard(stmt.stop or "")
        exposed |= own - definite
        definite |= surely_read(stmt)
        if isinstance(stmt, If):
            seen_a, sure_a = exposure(stmt.body)
            seen_b, sure_b = exposure(stmt.orelse)
            exposed |= (seen_a | seen_b) - definite
            if stmt.body and isinstance(stmt.body[-1], Raise):
                definite |= sure_b
            elif stmt.orelse and isinstance(stmt.orelse[-1], Raise):
                definite |= sure_a
            else:
                definite |= sure_a & sure_b
        elif isinstance(stmt, For):
            seen, _ = exposure(stmt.body)
            exposed |= seen - definite - {stmt.target}
        elif isinstance(stmt, While):
            seen, _ = exposure(stmt.body)
            exposed |= seen - definite
        else:
            definite |= set(stmt.binds)
    return exposed, definite


def surely_read(stmt: Stmt) -> set[str]:
    """Return the names that a statement reads itself whenever it runs."""
    found = {stmt.base} if isinstance(stmt, Store) else set()
    for expr in (stmt.test,) if isinstance(stmt, Assert) else stmt.expressions:
        found |= _evaluated(expr)
    return found


_PARTLY = ("and", "or", "ifexp", "list.repeat", "list.map")


def _evaluated(expr: Expr) -> set[str]:
    """Return the names that are read whenever an expression is evaluated."""
    if not isinstance(expr, Apply) or expr.ops.isdisjoint(_PARTLY):
        return set(expr.names)
    if expr.op in _PARTLY:
        return _evaluated(expr.args[0])
    operands = (*expr.args, *[value for _, value in expr.kwargs])
    return {name for operand in operands for name in _evaluated(operand)}
