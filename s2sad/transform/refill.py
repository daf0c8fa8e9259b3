"""Refilling: cells that are cleared and then added to are stored into once.

before:  gx[i] = 0.0; gx[i - 1] += p; gx[i] += e        after:  gx[i] = e; gx[i - 1] += p
before:  t = gx[i]; gx[i] = 0.0; gx[i] += t             after:  t = gx[i]
before:  gx = np.zeros_like(x); gx[i] += e              after:  gx = np.zeros_like(x); gx[i] = e

The later statement moves up to the store iff (1) both name the same cells by the same text, (2)
what stands between binds no name and writes no memory that e or the index reads, and (3) touches
the memory of gx, if at all, only by adding to it, with values that do not read it. Sums commute:
nothing need be known about which cells the others are. Or (4) the store of zero moves down to the
later statement iff nothing between touches that memory, or changes the index. What is (5) the first
to touch an array of zeros stores. The primal's statements stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..ir.frozen import replace
from ..ir.kinds import Array, Kind, ListKind, Scalar
from ..ir.nodes import (
    Apply, Assign, Block, Const, Expr, Name, Program, Stmt, Store,
)  # fmt: skip
from ..ir.walk import statements
from .effects import Classes, Observer, map_blocks, same_or
from .facts import Facts
from .measure import Length, statement_length
from .signs import added, float_dtypes, negated, subtracted

LIMIT = Length(ops=12, width=88)


def refill(program: Program, kinds: Mapping[str, Kind], facts: Facts) -> Program:
    """Return the program in which cleared cells are stored into where they are cleared."""
    return program.with_body(_Filler(kinds, Observer(program, kinds, facts)).block(program.body))


class _Filler:
    def __init__(self, kinds: Mapping[str, Kind], observer: Observer) -> None:
        self.kinds, self.observer = kinds, observer

    def block(self, block: Block) -> Block:
        out: list[Stmt] = []
        stored: set[str] = set()  # the names with a store in `out` that may be filled
        zeros: set[str] = set()  # the arrays that were made in `out`, and are not stored into
        for stmt in block:
            stmt = map_blocks(stmt, self.block)
            if type(stmt) is Assign and type(stmt.value) is Apply:
                if stmt.value.op == "np.zeros_like" and _is_zeros(stmt):
                    zeros.add(stmt.target)
            if zeros and isinstance(stmt, Store) and stmt.base in zeros:
                zeros.discard(stmt.base)
                stmt = self.onto_zeros(out, stmt)
            if isinstance(stmt, Store):
                if stmt.base in stored and self.is_filled(out, stmt):
                    continue
                if stmt.op is None:
                    stored.add(stmt.base)
            out.append(stmt)
        return same_or(block, out)

    def is_filled(self, out: list[Stmt], later: Store) -> bool:
        """Put `later` into the store of the same cells in `out`, if one may have it."""
        if later.op not in ("add", "sub") or later.tag.role == "primal":
            return False
        if not self.has_numbers(later.base):
            return False
        for place in range(len(out) - 1, -1, -1):
            earlier = out[place]
            if type(earlier) is Store and self.is_same_place(earlier, later):
                return self.fill(out, place, earlier, later)
        return False

    def onto_zeros(self, out: list[Stmt], stmt: Store) -> Store:
        """Return what is added to cells as a store, if all of them are zero (rule 5)."""
        if stmt.op not in ("add", "sub") or stmt.index is None or stmt.tag.role == "primal":
            return stmt
        memory = self.observer.reached(Name(stmt.base))
        given = self.observer.of_expr(stmt.value)
        value = self.together(Const(0.0), stmt)
        if value is None or not given.is_pure or given.loads & memory:
            return stmt
        for earlier in reversed(out):
            if isinstance(earlier, Assign) and earlier.target == stmt.base:
                return replace(stmt, value=value, op=None) if _is_zeros(earlier) else stmt
            done = self.observer.of_block((earlier,))
            if done.ordered or (done.loads | done.stores) & memory or stmt.base in done.binds:
                return stmt
        return stmt

    def fill(self, out: list[Stmt], place: int, earlier: Store, later: Store) -> bool:
        value, between = self.together(earlier.value, later), out[place + 1 :]
        if value is None:
            return False
        filled = replace(earlier, value=value)
        if place and self.may_move_up(between, later):
            if self.is_as_it_was(out[place - 1], earlier, value):
                del out[place]
                return True
        if earlier.value == Const(0.0) and self.may_wait(earlier, between, later):
            del out[place]
            out.append(replace(filled, tag=later.tag))
            return True
        long = earlier.value != Const(0.0) and not statement_length(filled).fits(LIMIT)
        if long or not self.may_move_up(between, later):
            return False
        out[place] = filled
        return True

    def is_as_it_was(self, load: Stmt, clearing: Store, value: Expr) -> bool:
        """Return whether cells are to hold the number that they held before they were cleared."""
        match load:
            case Assign(target=name, value=Apply(op="getitem", args=(Name(id=base), index))):
                is_number = isinstance(self.kinds.get(name), Scalar)
                is_cell = (base, index) == (clearing.base, clearing.index)
                is_cleared = clearing.value == Const(0.0)
                return is_number and is_cell and is_cleared and value == Name(name)
        return False

    def may_wait(self, clearing: Store, between: Sequence[Stmt], later: Store) -> bool:
        """Return whether nothing until the later statement touches what is cleared (rule 4)."""
        memory = self.observer.reached(Name(clearing.base))
        given = self.observer.of_expr(later.value)
        if given.ordered or (given.loads | given.stores) & memory:
            return False
        index = self.observer.of_header(replace(clearing, value=Const(0.0)))
        for effects in [self.observer.of_header(s) for s in statements(tuple(between))]:
            if effects.ordered or (effects.loads | effects.stores) & memory:
                return False
            if effects.binds & index.reads or effects.stores & index.loads:
                return False
        return True

    def has_numbers(self, name: str) -> bool:
        kind = self.kinds.get(name)
        in_list = isinstance(kind, ListKind) and isinstance(kind.item, Scalar)
        return isinstance(kind, Array) or in_list

    def is_same_place(self, earlier: Store, later: Store) -> bool:
        """Rule (1); a whole array is `x[...]` in a store, and `x` in an addition."""
        if earlier.op is not None or earlier.tag.role == "primal" or earlier.base != later.base:
            return False
        if later.index is None:
            whole = isinstance(self.kinds.get(later.base), Array)
            return whole and earlier.index == Const(Ellipsis)
        return earlier.index == later.index

    def together(self, stored: Expr, later: Store) -> Expr | None:
        """Return what is stored at once: the later value alone where zero was stored."""
        if stored == Const(0.0):
            if later.op == "add":
                return later.value
            return negated(later.value) or Apply("neg", (later.value,))
        dtypes = [float_dtypes(value, self.kinds) for value in (stored, later.value)]
        if not dtypes[0] or dtypes[0] != dtypes[1]:
            return None
        return (added if later.op == "add" else subtracted)(stored, later.value)

    def may_move_up(self, between: Sequence[Stmt], later: Store) -> bool:
        """Rules (2) and (3)."""
        memory = self.observer.reached(Name(later.base))
        moved = self.observer.of_expr(later.value)
        if later.index is not None:
            moved |= self.observer.of_expr(later.index)
        if not moved.is_pure or moved.loads & memory:
            return False
        names = moved.reads | {later.base}
        for stmt in [s for whole in between for s in statements((whole,))]:
            effects = self.observer.of_header(stmt)
            only_adds = self.only_adds(stmt, memory)
            bound = effects.binds - ({later.base} if only_adds else set())
            if effects.ordered or bound & names or effects.stores & moved.loads:
                return False
            if (effects.loads | effects.stores) & memory and not only_adds:
                return False
        return True

    def only_adds(self, stmt: Stmt, memory: Classes) -> bool:
        """Return whether a statement adds to an array and reads nothing of the memory."""
        if not isinstance(stmt, Store) or stmt.op not in ("add", "sub"):
            return False
        if not self.has_numbers(stmt.base):
            return False
        read = self.observer.of_expr(stmt.value).loads
        if stmt.index is not None:
            read |= self.observer.of_expr(stmt.index).loads
        return not read & memory


def _is_zeros(stmt: Assign) -> bool:
    """Return whether a name becomes an array of zeros, of the derivative's own."""
    value = stmt.value
    return stmt.tag.role != "primal" and isinstance(value, Apply) and value.op == "np.zeros_like"
