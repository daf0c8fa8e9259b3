"""Settling: what is taken out of cells is read there, and not copied, where that is the same.

before:  gb = gv[i].copy(); gv[i] = 0.0; gc = 0.5 * gb       after:  gb = gv[i]; gc = 0.5 * gb
                                                                     gv[i] = 0.0

Two steps, block by block, for a temporary t with one definition whose readings are all below it:
  clearing   `gv[i] = 0.0` goes below the last reading of t iff nothing that it passes touches the
             memory of gv, but for stores into other cells of it, or binds what it reads, and t is
             a copy of those cells, or a number that is read once
  copying    `t = e.copy()` is `t = e` iff nothing writes the memory of e before the last reading
             of t, and each reading makes a new value of t or copies it into an array
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Set
from functools import cached_property

from ..analysis.cells import Cells
from ..analysis.overwrite import Overwriting
from ..analysis.positions import positions_of
from ..ir.frozen import replace
from ..ir.kinds import Array, Kind, Scalar
from ..ir.nodes import Apply, Assign, Block, Const, Expr, Name, Program, Stmt, Store
from ..ir.walk import COMPOUND, rename_block, statements
from .aliases import is_fresh_op
from .effects import (
    Observer, bound_by, count_definitions, count_reads, map_blocks, same_or,
)  # fmt: skip
from .facts import Facts
from .ranks import is_temporary

COPIES = ("np.copy", "np.ndarray.copy")


def settle(program: Program, kinds: Mapping[str, Kind], facts: Facts) -> Program:
    """Return the program with cells cleared after they were read, and without idle copies."""
    return program.with_body(_Settler(program, kinds, facts).block(program.body))


class _Settler:
    def __init__(self, program: Program, kinds: Mapping[str, Kind], facts: Facts) -> None:
        self.kinds, self.observer = kinds, Observer(program, kinds, facts)
        self.reads, self.definitions = count_reads(program), count_definitions(program)
        self.program = program

    @cached_property
    def overwriting(self) -> Overwriting:
        given = {p.name for p in self.program.params} | {c.name for c in self.program.captures}
        return Overwriting(Cells(positions_of(self.program), given, self.kinds))

    def block(self, block: Block) -> Block:
        out = [map_blocks(stmt, self.block) for stmt in block]
        for place in range(len(out) - 1, -1, -1):
            self.clear_later(out, place)
        for place in range(len(out) - 1, -1, -1):
            self.leave_there(out, place)
        return same_or(block, out)

    # -- clearing ----------------------------------------------------------------------------

    def clear_later(self, out: list[Stmt], place: int) -> None:
        """Move the clearing of cells at `place` below the readings of what was taken of them."""
        stmt = out[place]
        if not isinstance(stmt, Store) or stmt.tag.role == "primal" or stmt.op is not None:
            return
        if not isinstance(stmt.value, Const) or stmt.index is None:
            return
        taken = self.taken_before(out, place, stmt)
        last = None if taken is None else self.last_reading(out, place, taken)
        if last is not None and self.may_pass(stmt, out[place + 1 : last + 1]):
            out.insert(last + 1, stmt)
            del out[place]

    def taken_before(self, out: list[Stmt], place: int, clearing: Store) -> str | None:
        """Return the temporary to which the cells went just before they are cleared."""
        before = out[place - 1] if place else None
        if not isinstance(before, Assign) or not is_temporary(before.target):
            return None
        value, is_copy = _uncopied(before.value)
        cells: Expr = Apply("getitem", (Name(clearing.base), clearing.index or Const(Ellipsis)))
        if clearing.index == Const(Ellipsis) and isinstance(value, Name):
            cells = Name(clearing.base)
        once = self.reads.get(before.target) == 1
        is_number = isinstance(self.kinds.get(before.target), Scalar)
        if value != cells or not (is_copy or once and is_number):
            return None
        return before.target

    def last_reading(self, out: list[Stmt], place: int, name: str) -> int | None:
        """Return the place of the last reading of a name if all are in out, below `place`."""
        if self.definitions.get(name) != 1:
            return None
        awaited = self.reads.get(name, 0)
        for k in range(place + 1, len(out)) if awaited else ():
            one = out[k]
            if type(one) not in COMPOUND and name not in one.reads:
                continue
            for stmt in statements((one,)):
                here = _readings(stmt, name)
                if here and not self.makes_new(stmt, name):
                    return None
                awaited -= here
            if not awaited:
                return k
        return None

    def may_pass(self, clearing: Store, passed: list[Stmt]) -> bool:
        moved = self.observer.of_header(clearing)
        memory = self.observer.reached(Name(clearing.base))
        index = self.observer.of_expr(clearing.index or Const(None)).loads
        for stmt in statements(tuple(passed)):
            effects = self.observer.of_header(stmt)
            if effects.ordered or effects.binds & moved.reads or effects.stores & index:
                return False
            if (effects.loads | effects.stores) & memory:
                if not self.writes_elsewhere(stmt, clearing, memory):
                    return False
        return True

    def writes_elsewhere(self, stmt: Stmt, clearing: Store, memory: Set[Hashable]) -> bool:
        """Return whether all that a statement does to some memory is a store into other cells."""
        if not isinstance(stmt, Store) or stmt.base != clearing.base:
            return False
        if any(self.observer.of_expr(e).loads & memory for e in (stmt.value, stmt.index) if e):
            return False
        places = self.overwriting.cells.positions.of
        one, other = places.get(id(stmt)), places.get(id(clearing))
        return one is not None and other is not None and self.overwriting.are_apart(one, other)

    # -- copying -----------------------------------------------------------------------------

    def leave_there(self, out: list[Stmt], place: int) -> None:
        """Read what the statement at `place` copies where it is, if that is the same."""
        stmt = out[place]
        if not isinstance(stmt, Assign) or not is_temporary(stmt.target):
            return
        value, is_copy = _uncopied(stmt.value)
        last = self.last_reading(out, place, stmt.target) if is_copy else None
        if last is None or not self.is_idle(out, place, last, value):
            return
        out[place] = replace(stmt, value=value)
        below = tuple(out[place + 1 : last + 1])
        simple = isinstance(below[-1], (Assign, Store))
        bound = {n for s in statements(below[:-1] if simple else below) for n in bound_by(s)}
        if isinstance(value, Name) and value.id not in bound:
            out[place : last + 1] = rename_block(below, {stmt.target: value.id})
            self.reads[value.id] += self.reads.pop(stmt.target) - 1  # the copy's own is gone

    def is_idle(self, out: list[Stmt], place: int, last: int, value: Expr) -> bool:
        """Return whether what the temporary at `place` copies stays until its last reading."""
        stmt = out[place]
        if not isinstance(stmt, Assign) or not self.is_array(stmt.target):
            return False
        memory = self.observer.of_expr(value).loads
        for passed in statements(tuple(out[place + 1 : last])):
            effects = self.observer.of_header(passed)
            if effects.ordered or not effects.stores.isdisjoint(memory):
                return False
        end = out[last]
        if isinstance(end, (Assign, Store)):  # evaluates what it stores before it stores
            return not self.observer.of_header(end).ordered
        inner = [self.observer.of_header(s) for s in statements((end,))]
        return not any(e.ordered or e.stores & memory for e in inner)

    def is_array(self, name: str) -> bool:
        return isinstance(self.kinds.get(name), Array)

    def makes_new(self, stmt: Stmt, name: str) -> bool:
        """Return whether each reading of a name in a statement makes a new value of it."""
        if isinstance(stmt, Store) and stmt.base == name:
            return False
        copied = isinstance(stmt, Store) and self.is_array(stmt.base) and stmt.op != "add_at"
        parts = stmt.expressions
        return all(_is_consumed(e, name, copied and e is parts[-1]) for e in parts)


def _uncopied(value: Expr) -> tuple[Expr, bool]:
    if isinstance(value, Apply) and value.op in COPIES and len(value.args) == 1:
        return value.args[0], True
    return value, False


def _readings(stmt: Stmt, name: str) -> int:
    base = int(isinstance(stmt, Store) and stmt.base == name)
    return base + sum([e.names.count(name) for e in stmt.expressions])


def _is_consumed(expr: Expr, name: str, consumed: bool) -> bool:
    """Return whether every reading of name in expr is by what makes a new value."""
    if isinstance(expr, Name):
        return consumed or expr.id != name
    if not isinstance(expr, Apply):
        return True
    new = is_fresh_op(expr.op) and expr.op != "range"
    inside = new or consumed and expr.op in ("getitem", "np.transpose", "np.expand_dims")
    parts = [*expr.args, *[value for _, value in expr.kwargs]]
    return all(_is_consumed(part, name, inside) for part in parts)
