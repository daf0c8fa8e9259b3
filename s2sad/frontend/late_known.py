"""Late known: guards of late attributes that are surely there by then become what is known.

    for l in range(len(layers_w)):        every object has x after this loop
        layers_x[l] = h
    for l in range(len(layers_w)):
        a = layers_x[l]
        if a is None: raise …             left out: that a is not None is known

Definitions:
  1. A list is *full* after a loop over all places, without `break`, that stores at the place of
     each trip, in its own block, and does nothing else to the list; also where a place of it was
     stored and neither the list nor the index has changed since.
  2. What a loop that may have no trips has filled is full in its body only; what is filled on both
     sides of a branch is full after it.
  3. Whatever else is done to a list, and a loop that does it, ends what is known.
"""

from __future__ import annotations

from typing import Any

from ..ir.frozen import dataclass, replace
from ..ir.nodes import KNOWN, Apply, Assign, Block, Const, For, If, Name, Stmt, Store, While
from ..ir.walk import statements

Facts = frozenset[Any]  # the name of a list, or (list, index): it is full there


@dataclass(frozen=True)
class Guard:
    """Where the value of a late attribute was taken from."""

    column: str
    index: Any
    lists: tuple[str, ...]  # of the same length
    count: int | None  # how many objects there are, if that is known


def without_needless(body: Block, guards: dict[str, Guard]) -> Block:
    """Return a block in which the guards of what is surely there are only known."""
    return _Walk(guards).block(body, frozenset())[0] if guards else body


class _Walk:
    def __init__(self, guards: dict[str, Guard]) -> None:
        self.guards = guards
        self.columns = {guard.column: guard for guard in guards.values()}

    def block(self, body: Block, facts: Facts) -> tuple[Block, Facts]:
        found: list[Stmt] = []
        for stmt in body:
            made, facts = self.statement(stmt, facts)
            found.append(made)
        return tuple(found), facts

    def statement(self, stmt: Stmt, facts: Facts) -> tuple[Stmt, Facts]:
        match stmt:
            case If(test=Apply(op="is", args=(Name(id=name), _))) if name in self.guards:
                guard = self.guards[name]
                fact = (guard.column, guard.index)
                if guard.column in facts or fact in facts:
                    return replace(stmt, tag=replace(stmt.tag, role=KNOWN)), facts
                return stmt, facts | {fact}
            case If():
                body, one = self.block(stmt.body, facts)
                orelse, other = self.block(stmt.orelse, facts)
                return replace(stmt, body=body, orelse=orelse), one & other
            case For() | While():
                bound = {stmt.target} if isinstance(stmt, For) else set()
                facts = self.kept(facts, statements(stmt.body), bound)
                body, after = self.block(stmt.body, facts)
                surely = after if _runs(stmt) else facts
                return replace(stmt, body=body), surely | self.filled(stmt)
            case Store(base=base, index=Name() as index, op=None) if base in self.columns:
                return stmt, facts | {(base, index)}
        return stmt, self.kept(facts, (stmt,), set())

    def kept(self, facts: Facts, body: Block, bound: set[str]) -> Facts:
        """Return what is still known after statements, whatever they fill."""
        changed = {name for stmt in body for name in self.changed(stmt)}
        bound = bound.union(*[stmt.binds for stmt in body])
        return frozenset(
            fact for fact in facts
            if _column(fact) not in changed and not bound & set(_index_names(fact))
        )

    def changed(self, stmt: Stmt) -> set[str]:
        """Return the lists to which a statement does more than store at one place."""
        if isinstance(stmt, (If, For, While)):
            return set()
        is_store = isinstance(stmt, Store) and stmt.index is not None and stmt.value != Const(None)
        used = {*stmt.binds} if is_store or _only_loads(stmt) else {*stmt.binds, *stmt.reads}
        return (used - {getattr(stmt, "base", None)} if is_store else used) & set(self.columns)

    def filled(self, stmt: Stmt) -> Facts:
        """Return the lists that a loop over all places fills."""
        if not isinstance(stmt, For) or stmt.stop is not None:
            return frozenset()
        inside = statements(stmt.body)
        if any(stmt.target in inner.binds for inner in inside):
            return frozenset()
        changed = {name for inner in inside for name in self.changed(inner)}
        stored = {s.base for s in stmt.body if isinstance(s, Store) and s.op is None
                  and s.index == Name(stmt.target) and s.base in self.columns}  # fmt: skip
        return frozenset(
            base for base in stored - changed if _is_whole(stmt.iter, self.columns[base])
        )


def _only_loads(stmt: Stmt) -> bool:
    """Return whether a statement only takes an item, or the length, of a list."""
    value = stmt.value if isinstance(stmt, Assign) else None
    return isinstance(value, Apply) and value.op in ("getitem", "len")


def _is_whole(header: Any, guard: Guard) -> bool:
    """Return whether a loop runs through all places of a list."""
    match header:
        case Apply(op="range", args=(Apply(op="len", args=(Name(id=name),)),)):
            return name in guard.lists
        case Apply(op="range", args=(Const(value=value),)):
            return value is not None and value == guard.count
    return False


def _runs(stmt: Stmt) -> bool:
    """Return whether a loop surely has a trip, and all of each."""
    header = stmt.iter if isinstance(stmt, For) and stmt.stop is None else None
    match header:
        case Apply(op="range", args=(Const(value=int() as value),)):
            return value > 0
    return False


def _column(fact: Any) -> str:
    return fact[0] if isinstance(fact, tuple) else fact


def _index_names(fact: Any) -> tuple[str, ...]:
    index = fact[1] if isinstance(fact, tuple) else None
    return (index.id,) if isinstance(index, Name) else ()
