"""Folding: a value that is read once goes back into the expression that reads it.

A definition `t = e` goes into its reader iff
  (a) the reader is the only reading of this definition, and each reading of t has one definition
      that surely came last (see reaching.py): t may be computed again, in the other sweep;
  (b) nothing between them writes a name or memory that e reads; if e itself writes (a pop),
      nothing between them touches that memory;
  (c) both stand in one block, and the reader evaluates its operand exactly once, always;
  (d) a load is a read of memory, whatever it is a load of;
  (e) t is not a name to keep: the user's, its adjoint, a list;
  (f) t is not the base of a store, and `t op= e` is a definition;
  (g) nothing that the reader evaluates is touched by what e writes;
  (h) what was evaluated once is evaluated once: a fresh array stays one fresh array.
Nothing moves over a print, an assert, a raise or an unknown call. The tree of an expression is
kept, and an expression stops growing when it would no longer be read at a glance.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import Any

from ..ir.frozen import dataclass, replace
from ..ir.kinds import Kind
from ..ir.nodes import (
    Apply, Assert, Assign, Block, Evaluate, Expr, For, If, Program, Stmt, Store, While,
)  # fmt: skip
from ..ir.walk import COMPOUND, all_statements, names_in, substitute
from .effects import (
    Effects, Observer, comprehension_names, map_headers, same_or, with_blocks,
)  # fmt: skip
from .facts import Facts, are_plain
from .measure import Length, length, statement_length
from .ranks import is_temporary, keeps_users_names
from .reaching import single_readings

LIMIT = Length(ops=12, width=88)
WHOLE = Length(ops=60, width=400)

Owner = dict[int, int]
_PARTLY = ("and", "or", "ifexp", "list.append", "list.pop", "list.repeat", "list.map")


def fold(
    program: Program,
    kinds: Mapping[str, Kind],
    facts: Facts,
    keep: Callable[[str], bool] = keeps_users_names,
    roles: Collection[str] | None = None,
    limit: Length = LIMIT,
) -> tuple[Program, Owner]:
    """Return the folded program, and for each primal statement folded away the one it went into.

    before:  %1 = x * y; %2 = np.sin(x); z = %1 + %2        after:  z = x * y + np.sin(x)

    Only definitions whose role is one of `roles` go; None means all.
    """
    folder = _Folder(program, kinds, facts, limit)
    folder.may_go = lambda stmt: not keep(stmt.target) and (roles is None or stmt.tag.role in roles)
    return folder.run(program)


def fold_inactive(
    program: Program,
    kinds: Mapping[str, Kind],
    facts: Facts,
    is_active: Callable[[str], bool],
) -> tuple[Program, Owner]:
    """Return the program with inactive expressions whole again, as the user wrote them.

    before:  %1 = 2 * np.pi; %2 = np.log(%1); c = n * %2     after:  c = n * np.log(2 * np.pi)

    Operands of active statements stay names.
    """
    folder = _Folder(program, kinds, facts, WHOLE)
    folder.may_go = lambda stmt: is_temporary(stmt.target) and not is_active(stmt.target)
    folder.slots = lambda stmt: _slots(stmt, not _is_active_value(stmt, is_active))
    return folder.run(program)


def _is_active_value(stmt: Stmt, is_active: Callable[[str], bool]) -> bool:
    """Return whether a statement computes or stores something active."""
    match stmt:
        case Assign(target=target):
            return is_active(target)
        case Store(base=base):
            return is_active(base)
        case Evaluate(value=Apply(op="list.append", args=(base, _))):
            return any(map(is_active, names_in(base)))
    return False


@dataclass(frozen=True, slots=True)
class _Definition:
    """A definition that may go: its place in its block, its time, and what it evaluates."""

    index: int
    time: int
    stmt: Assign
    effects: Effects


class _Folder:
    """Scans once with a clock; remembers when each name and class was last written and read."""

    def __init__(
        self, program: Program, kinds: Mapping[str, Kind], facts: Facts, limit: Length
    ) -> None:
        self.observer = Observer(program, kinds, facts)
        self.limit = limit
        self.may_go: Callable[[Assign], bool] = lambda stmt: True
        self.slots: Callable[[Stmt], Sequence[Expr]] = _slots
        self.single = single_readings(program)
        self.number = -1  # of the statement, in the order of the text
        self.untouched = comprehension_names(program)
        self.clock = 0
        self.bound: dict[str, int] = {}
        self.stored: dict[Hashable, int] = {}
        self.loaded: dict[Hashable, int] = {}
        self.ordered = 0
        self.owner: Owner = {}

    def run(self, program: Program) -> tuple[Program, Owner]:
        stmts = enumerate(all_statements(program))
        if not any(type(s) is Assign and k in self.single and self.may_go(s) for k, s in stmts):
            return program, {}
        body = self.block(program.body)
        return program.with_body(body), {sid: self.last_owner(sid) for sid in self.owner}

    def last_owner(self, sid: int) -> int:
        seen: set[int] = set()
        while sid in self.owner and sid not in seen:
            seen.add(sid)
            sid = self.owner[sid]
        return sid

    # -- the scan --------------------------------------------------------------------------

    def block(self, block: Block) -> Block:
        waiting: dict[str, _Definition] = {}
        out: list[Stmt | None] = []
        for stmt in block:
            self.clock += 1
            self.number += 1
            number = self.number
            reads_any = not waiting.keys().isdisjoint(stmt.reads)
            taken = self.taken(stmt, waiting) if reads_any else ()
            for definition in taken:
                out[definition.index] = None
                del waiting[definition.stmt.target]
                self.note_owner(definition.stmt, stmt)
            if taken:
                stmt = self.filled(stmt, taken)
            effects = self.observer.of_header(stmt)
            self.pass_over(effects)
            if type(stmt) in COMPOUND:
                stmt = self.inside(stmt, effects)
            for name in effects.binds:
                waiting.pop(name, None)
            if type(stmt) is Assign and self.is_candidate(stmt, number, effects):
                waiting[stmt.target] = _Definition(len(out), self.clock, stmt, effects)
            out.append(stmt)
        return same_or(block, [stmt for stmt in out if stmt is not None])

    def inside(self, stmt: Stmt, effects: Effects) -> Stmt:
        """Return a compound statement with its blocks folded."""
        match stmt:
            case If():
                return with_blocks(stmt, self.block(stmt.body), self.block(stmt.orelse))
            case For() | While():
                body = self.block(stmt.body)
                self.clock += 1
                self.pass_over(effects)
                return with_blocks(stmt, body)
        return stmt

    def pass_over(self, effects: Effects) -> None:
        """Note what a statement did, now."""
        for name in effects.binds:
            self.bound[name] = self.clock
        for memory in effects.stores:
            self.stored[memory] = self.clock
        for memory in effects.loads:
            self.loaded[memory] = self.clock
        if effects.ordered:
            self.ordered = self.clock

    def note_owner(self, stmt: Stmt, into: Stmt) -> None:
        if stmt.tag.role == "primal" and stmt.tag.sid != into.tag.sid:
            self.owner[stmt.tag.sid] = into.tag.sid

    def is_candidate(self, stmt: Assign, number: int, effects: Effects) -> bool:
        """Rules (a), (e) and (f), and that e has no effect but a pop."""
        if number not in self.single or stmt.target in self.untouched:
            return False
        if isinstance(stmt.value, Apply) and stmt.value.op.startswith("pick:"):
            return False  # values that are picked in a row are written as one assignment
        return not effects.ordered and self.may_go(stmt)

    # -- what a statement takes in ---------------------------------------------------------

    def taken(self, stmt: Stmt, waiting: Mapping[str, _Definition]) -> list[_Definition]:
        """Return the waiting definitions that go into a statement."""
        places = [n for slot in self.slots(stmt) for n in _always_read(slot) if n in waiting]
        found = [waiting[name] for name in places]
        if not found:
            return []
        total = statement_length(stmt)
        taken: list[_Definition] = []
        effects = self.observer.of_header(stmt)
        for definition in found:
            grown = total.with_more(length(definition.stmt.value))
            if not grown.fits(self.limit) or not self.may_move(definition.effects, definition.time):
                continue
            if not self.may_meet(definition, effects, stmt):
                continue
            total = grown
            taken.append(definition)
        return taken

    def may_move(self, moved: Effects, since: int) -> bool:
        """Rules (b) and (d): whether what was evaluated at `since` may be evaluated now."""
        if self.ordered > since or _is_later(self.bound, moved.reads, since):
            return False
        if _is_later(self.stored, (*moved.loads, *moved.stores), since):
            return False
        return not _is_later(self.loaded, moved.stores, since)

    def may_meet(self, definition: _Definition, reader: Effects, stmt: Stmt) -> bool:
        """Rule (g): whether a definition may stand beside the reader's other operands."""
        moved, name = definition.effects, definition.stmt.target
        if moved.stores and (isinstance(stmt, Assert) or not self.is_apart(moved, reader, name)):
            return False
        return reader.is_pure or not self.acts_inside(stmt, moved)

    def is_apart(self, moved: Effects, reader: Effects, name: str) -> bool:
        """Return whether the reader's other operands leave alone the memory that `moved` writes."""
        others = [self.observer.facts.reaches(n) for n in reader.reads if n != name]
        return not moved.stores & (reader.stores.union(*others))

    def acts_inside(self, stmt: Stmt, moved: Effects) -> bool:
        """Return whether an operand of the reader, not the reader as a whole, has an effect."""
        for expr in self.slots(stmt):
            for arg in expr.args if isinstance(expr, Apply) else ():
                if are_plain(arg.ops):
                    continue
                inner = self.observer.of_expr(arg)
                if inner.ordered or inner.stores & moved.loads:
                    return True
        return False

    @staticmethod
    def filled(stmt: Stmt, taken: Sequence[_Definition]) -> Stmt:
        values = {d.stmt.target: d.stmt.value for d in taken}
        made = map_headers(stmt, lambda e: substitute(e, values))
        placed = [d.stmt.tag for d in taken if d.stmt.tag.sid]
        if stmt.tag.sid or not placed:
            return made
        return replace(made, tag=replace(stmt.tag, sid=placed[-1].sid, line=placed[-1].line))


def _is_later(times: Mapping[Any, int], keys: Collection[Any], since: int) -> bool:
    """Return whether something happened to one of some names, or memories, after a time."""
    for key in keys:
        time = times.get(key)
        if time is not None and time > since:
            return True
    return False


def _slots(stmt: Stmt, value_too: bool = True) -> Sequence[Expr]:
    """Return the expressions that a statement evaluates exactly once each time it runs."""
    if type(stmt) is Assign or type(stmt) is Evaluate:
        return (stmt.value,) if value_too else ()
    if type(stmt) is Store:
        return [e for e in (stmt.value if value_too else None, stmt.index) if e is not None]
    if type(stmt) is For:
        return (stmt.iter,)
    return (stmt.test,) if isinstance(stmt, (Assert, If)) else ()


def _always_read(expr: Expr) -> Sequence[str]:
    """Rule (c): return the names in expr, but not those that may be skipped or read repeatedly."""
    if not isinstance(expr, Apply) or expr.ops.isdisjoint(_PARTLY):
        return expr.names
    certain = expr.args
    if expr.op in ("and", "or", "ifexp"):
        certain = expr.args[:1]
    if expr.op in ("list.append", "list.pop"):
        certain = expr.args[1:]
    if expr.op in ("list.repeat", "list.map"):
        certain = expr.args[:1]
    parts = (*certain, *[arg for _, arg in expr.kwargs])
    return [name for part in parts for name in _always_read(part)]
