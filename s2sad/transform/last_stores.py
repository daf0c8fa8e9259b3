"""Last stores: what a trip stores into memory of its own, and nobody reads, is not stored.

before:  for i in range(n): gt = np.zeros_like(t); gt[1:] = f(i); gx += gt[1:]; gt[1:] = 0.0
after:   for i in range(n): gt = np.zeros_like(t); gt[1:] = f(i); gx += gt[1:]

Dead code elimination keeps such a store, because the next trip reads memory of the same class. It
goes iff (1) the body of the loop makes the array, above the store, (2) from there to the store
each name that may be that memory was bound in this trip, and (3) no such name stands anywhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from functools import cached_property

from ..ir.nodes import Apply, Assign, Block, For, Program, Stmt, Store, While
from ..ir.walk import all_statements, statements
from .aliases import is_fresh_op
from .effects import map_blocks, same_or
from .facts import Facts


def without_last_stores(program: Program, facts: Facts) -> Program:
    """Return the program without the stores that end the life of a trip's own memory."""
    stores = [s for s in all_statements(program) if type(s) is Store and s.index is not None]
    if not [s for s in stores if s.tag.role != "primal"]:
        return program
    return program.with_body(_Lives(program, facts).block(program.body, False))


class _Lives:
    def __init__(self, program: Program, facts: Facts) -> None:
        self.program, self.facts = program, facts

    @cached_property
    def mentions(self) -> Counter[Hashable]:
        """How often the program names what may be a memory."""
        outer = [p.name for p in self.program.params] + [c.name for c in self.program.captures]
        found = self.named(all_statements(self.program))
        found.update(m for n in [*outer, *self.program.result.names] for m in self.facts.reaches(n))
        return found

    def named(self, block: Block) -> Counter[Hashable]:
        return Counter(m for s in block for n in _names(s) for m in self.facts.reaches(n))

    def block(self, block: Block, in_loop: bool) -> Block:
        out = [self.inside_of(stmt, in_loop) for stmt in block]
        for place in range(len(out) - 1, -1, -1):
            stmt = out[place]
            if in_loop and isinstance(stmt, Store) and self.is_last(out, place, stmt):
                del out[place]
        return same_or(block, out)

    def inside_of(self, stmt: Stmt, in_loop: bool) -> Stmt:
        is_loop = isinstance(stmt, (For, While))
        return map_blocks(stmt, lambda body: self.block(body, in_loop or is_loop))

    def is_last(self, out: list[Stmt], place: int, stmt: Store) -> bool:
        if stmt.tag.role == "primal" or stmt.index is None or not _is_quiet(stmt):
            return False
        memory = self.facts.memory(stmt.base)
        if memory is None:
            return False
        made = self.made_at(out, place, memory)
        if made is None:
            return False
        life = out[made : place + 1]
        is_all = self.named(statements(tuple(life)))[memory] == self.mentions[memory]
        return is_all and self.is_own(life, memory)

    def made_at(self, out: list[Stmt], place: int, memory: Hashable) -> int | None:
        """Rule (1): return where the first name of the memory is bound to a new array."""
        for k in range(place):
            if any(memory in self.facts.reaches(n) for n in self.inside(out[k])):
                stmt = out[k]
                is_new = isinstance(stmt, Assign) and isinstance(stmt.value, Apply)
                return k if is_new and is_fresh_op(stmt.value.op) else None  # type: ignore
        return None

    def is_own(self, life: list[Stmt], memory: Hashable) -> bool:
        """Rule (2)."""
        bound: set[str] = set()
        for stmt in life:
            names = {n for n in self.inside(stmt) if memory in self.facts.reaches(n)}
            own = names & set(stmt.binds) if isinstance(stmt, Assign) else set()
            read = names & set(stmt.reads) if own else names
            if read - bound:
                return False
            bound |= own
        return True

    def inside(self, stmt: Stmt) -> set[str]:
        return {n for s in statements((stmt,)) for n in _names(s)}


def _names(stmt: Stmt) -> Iterator[str]:
    yield from stmt.reads
    yield from stmt.binds


def _is_quiet(stmt: Store) -> bool:
    """Return whether a store evaluates nothing that acts: no pop."""
    return "list.pop" not in stmt.value.ops and "list.pop" not in (stmt.index or stmt.value).ops
