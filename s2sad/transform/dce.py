"""Dead code: what nobody reads is not computed.

A statement is live iff (1) its place in the order matters: a print, an assert, a raise, an unknown
call, a while loop; or (2) it binds a name that a live statement reads later; or (3) it writes
memory that is needed. Memory is needed iff it comes from outside, is returned, or a live statement
reads it later. So a sum that only feeds itself around a loop is dead, and so is a list that is only
pushed on, and an array that is only stored into.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from ..ir.frozen import replace
from ..ir.kinds import Kind
from ..ir.nodes import (
    Apply, Assign, Block, Evaluate, Expr, For, If, Move, Name, Program, Stmt, While,
)  # fmt: skip
from ..ir.walk import names_in
from .effects import Observer, same_or, with_blocks
from .facts import Facts, facts_of

Live = frozenset[str]


def dce(
    program: Program, kinds: Mapping[str, Kind] | None = None, facts: Facts | None = None
) -> Program:
    """Return the program without the statements whose values nobody reads.

    before:  for i in range(n): t = x * i; s = s + t        after:  return x
             return x
    """
    kinds = {} if kinds is None else kinds
    facts = facts_of(program, kinds) if facts is None else facts
    return _Sweep(Observer(program, kinds, facts), program).run()


class _Sweep:
    """Walks backwards; `needed` is the memory that is read later, and only grows."""

    def __init__(self, observer: Observer, program: Program) -> None:
        self.observer, self.program = observer, program
        self.needed: set[Hashable] = set(observer.outside)

    def run(self) -> Program:
        result = self.observer.of_expr(self.program.result)
        self.needed |= result.loads
        body, _ = self.block(self.program.body, result.reads)
        return self.program.with_body(body)

    def block(self, block: Block, after: Live) -> tuple[Block, Live]:
        """Return what is live of a block, and the names that are live before it."""
        kept: list[Stmt] = []
        live = set(after)
        for stmt in reversed(block):
            if type(stmt) is If or type(stmt) is For or type(stmt) is While:
                found, before = self.compound(stmt, frozenset(live))
                live = set(before)
            else:
                found = self.simple(stmt, live)
            if found is not None:
                kept.append(found)
        return same_or(block, kept[::-1]), frozenset(live)

    # -- simple statements -----------------------------------------------------------------

    def simple(self, stmt: Stmt, live: set[str]) -> Stmt | None:
        """Return the statement, or what is left of it; `live` becomes what is live before it."""
        if type(stmt) is Move:
            return self.move(stmt, live)
        effects = self.observer.of_header(stmt)
        is_read = not live.isdisjoint(effects.binds)
        acts = effects.ordered or not self.needed.isdisjoint(effects.stores)
        if not is_read and not acts and not self.is_kept(stmt):
            return None
        live.difference_update(stmt.binds)
        live.update(effects.reads)
        self.needed |= effects.loads
        if effects.ordered:
            self.needed |= effects.stores
        if is_read or not isinstance(stmt, Assign):
            return stmt
        return Evaluate(stmt.value, stmt.tag)

    @staticmethod
    def is_kept(stmt: Stmt) -> bool:
        """Keep a runtime call that stands alone: it stands there for what it does."""
        value = stmt.value if type(stmt) is Evaluate else None
        return type(value) is Apply and value.op.startswith("rt.")

    def move(self, stmt: Move, live: set[str]) -> Stmt | None:
        pairs = [(t, s) for t, s in zip(stmt.targets, stmt.sources) if t in live]
        live.difference_update(t for t, _ in pairs)
        for _, source in pairs:
            live.add(source)
            self.needed |= self.observer.facts.reaches(source)
        if len(pairs) > 1:
            return replace(stmt, targets=tuple(p[0] for p in pairs),
                           sources=tuple(p[1] for p in pairs))  # fmt: skip
        return Assign(pairs[0][0], Name(pairs[0][1]), stmt.tag) if pairs else None

    # -- branches and loops ----------------------------------------------------------------

    def compound(self, stmt: If | For | While, after: Live) -> tuple[Stmt | None, Live]:
        if isinstance(stmt, If):
            return self.branch(stmt, after)
        if isinstance(stmt, For):
            return self.loop(stmt, after)
        return self.while_loop(stmt, after)

    def read(self, stmt: Stmt) -> Live:
        """Return the names that a header reads; what it loads is needed."""
        effects = self.observer.of_header(stmt)
        self.needed |= effects.loads
        return effects.reads

    def branch(self, stmt: If, after: Live) -> tuple[Stmt | None, Live]:
        body, live_body = self.block(stmt.body, after)
        orelse, live_orelse = self.block(stmt.orelse, after)
        if not body and not orelse and self.observer.of_header(stmt).is_pure:
            return None, after
        live = live_body | live_orelse | self.read(stmt)
        if not body and orelse:
            return replace(stmt, test=_negated(stmt.test), body=orelse, orelse=()), live
        return with_blocks(stmt, body, orelse), live

    def loop(self, stmt: For, after: Live) -> tuple[Stmt | None, Live]:
        body, head = self.trips(stmt.body, after, frozenset((stmt.target,)))
        if not body and stmt.target not in after and self.observer.of_header(stmt).is_pure:
            return None, after
        if stmt.stop:
            flag = frozenset((stmt.stop,))
            body, head = self.trips(stmt.body, after | flag, frozenset((stmt.target,)))
        live = after | head | frozenset(names_in(stmt.iter))
        self.read(stmt)
        return with_blocks(stmt, body), live

    def while_loop(self, stmt: While, after: Live) -> tuple[Stmt | None, Live]:
        reads = self.read(stmt)
        body, head = self.trips(stmt.body, after | reads, frozenset())
        return with_blocks(stmt, body), after | head | (reads - {stmt.stop})

    def trips(self, block: Block, end: Live, target: Live) -> tuple[Block, Live]:
        """Return the live body of a loop, and the names live at the start of a trip.

        Starting from what is live after the loop alone makes `s = s + e` dead where s is.
        """
        head: Live = frozenset()
        while True:
            before = len(self.needed)
            body, found = self.block(block, end | head)
            found -= target
            if found <= head and len(self.needed) == before:
                return body, head
            head |= found


def _negated(test: Expr) -> Expr:
    if isinstance(test, Apply) and test.op == "not":
        return test.args[0]
    return Apply("not", (test,))
