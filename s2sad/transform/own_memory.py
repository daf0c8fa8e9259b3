"""Own memory: writes into lists and arrays that the same run of a function has made.

Definitions:
  1. A name is own at a point iff on all paths that lead there its last binding is a value
     that nobody else holds (a display, a copy, a new array, what an operator makes), or a name that
     was own then. What is written through an own name is memory of this run, whatever else the name
     stands for elsewhere (`return l` at the bottom of a recursion, `return a + b` above it).
  2. A name is shared at a point if on some path that leads there it may be memory of a result of a
     call, before it, that may be memory of an argument too, or of such an argument. What is written
     through one of them would have to show in the others, which are not read after it.
  3. What a call is given is given alone iff it is own there, and no name of its storage class that
     is bound before the call is read after it: that the result may be its memory means nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ..analysis.kinds.definitions import is_call
from ..analysis.positions import Place, Positions, positions_of
from ..analysis.storage import Storage
from ..ir.frozen import dataclass, replace
from ..ir.kinds import Array, Kind, ListKind, Scalar, is_memory
from ..ir.nodes import (
    Apply, Assign, Block, Evaluate, Expr, For, If, Move, Name, Program, Raise, Stmt, Store, While,
)  # fmt: skip
from ..ir.ops import BINARY
from ..ir.walk import names_in, subexpressions
from .facts import ALLOCATIONS, WRITERS

Alone = dict[int, frozenset[str]]
Own = dict[str, int]  # names, and which statement made what each is; 0: one of several
MIXED = 0


def own_names(program: Program, kinds: Mapping[str, Kind]) -> dict[int, Own]:
    """Return the names that are own where a statement runs, by the id of the statement."""
    walk = _Walk(kinds)
    walk.block(program.body, {})
    return walk.found


class _Walk:
    """Follows a program, path by path; loops until what is own at their heads stays."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds
        self.found: dict[int, Own] = {}

    def block(self, block: Block, own: Own) -> Own | None:
        """Return what is own at the end of a block; None if its end is not reached."""
        for stmt in block:
            after = self.stmt(stmt, own)
            if after is None:
                return None
            own = after
        return own

    def stmt(self, stmt: Stmt, own: Own) -> Own | None:
        """Return what is own after a statement."""
        self.found[id(stmt)] = _both(own, self.found.get(id(stmt), own))  # in all its places
        match stmt:
            case Assign(target=target, value=value):
                rest = {name: made for name, made in own.items() if name != target}
                if isinstance(value, Name):
                    return {**rest, target: own[value.id]} if value.id in own else rest
                return {**rest, target: id(stmt)} if self._is_new(value) else rest
            case Move(targets=targets, sources=sources):
                moved = {t: own[s] for t, s in zip(targets, sources) if s in own}
                return {**{n: made for n, made in own.items() if n not in targets}, **moved}
            case If(body=body, orelse=orelse):
                ends = [self.block(body, own), self.block(orelse, own)]
                reached = [end for end in ends if end is not None]
                return _both(reached[0], reached[-1]) if reached else None
            case For(target=target, body=body):
                return self._loop(body, {n: made for n, made in own.items() if n != target})
            case While(body=body):
                return self._loop(body, own)
            case Raise():
                return None
        return own

    def _loop(self, body: Block, own: Own) -> Own:
        while True:
            back = self.block(body, own)
            head = own if back is None else _both(own, back)
            if head == own:
                return own
            own = head

    def _is_new(self, value: Expr) -> bool:
        if not isinstance(value, Apply) or value.op == "np.array" and value.kwargs:
            return False
        if value.op == "getitem":
            return self._is_slice_of_numbers(value)
        is_new = value.op in ALLOCATIONS
        return is_new or value.op in BINARY and self._is_memory_known(value)

    def _is_slice_of_numbers(self, value: Apply) -> bool:
        base, index = value.args
        kind = self.kinds.get(base.id) if isinstance(base, Name) else None
        is_slice = isinstance(index, Apply) and index.op == "slice"
        return is_slice and isinstance(kind, ListKind) and isinstance(kind.item, Scalar)

    def _is_memory_known(self, value: Apply) -> bool:
        """Return whether an operator has lists or arrays for operands: it makes another one."""
        kinds = [self.kinds.get(arg.id) for arg in value.args if isinstance(arg, Name)]
        return any(isinstance(kind, (Array, ListKind)) for kind in kinds)


def given_alone(program: Program, kinds: Mapping[str, Kind], store: Storage) -> Alone:
    """Return the names that calls of definitions are given alone, by the id of the statement."""
    own, where = own_names(program, kinds), positions_of(program)
    found: Alone = {}
    for place in where.places:
        stmt = place.stmt
        if isinstance(stmt, Assign) and is_call(stmt.value):
            made = own.get(id(stmt), {})
            names = [n for n in names_in(stmt.value) if made.get(n, MIXED) != MIXED]
            found[id(stmt)] = frozenset([
                n for n in names
                if not any(_is_read_later(m, place, where) for m in store.members(store.of(n)))
            ])  # fmt: skip
    return found


def _is_read_later(name: str, place: Place, where: Positions) -> bool:
    """Return whether a name that is bound before a statement is read after it."""
    bound, read = where.bound.get(name, []), where.read.get(name, [])
    if bound and bound[0] >= place.number:
        return False
    around = any(name in where.exposed_in_loop[loop] for loop in place.loops)
    return around or bool(read) and read[-1] > place.number


def _both(one: Own, other: Own) -> Own:
    """Return what is own on both of two ways."""
    return {n: m if m == other[n] else MIXED for n, m in one.items() if n in other}


@dataclass(frozen=True)
class Shared:
    """Names, the call for which each is shared, and those that do not show a later write.

    `holders` are lists that only hold what is shared: a write into them is seen by nobody else.
    """

    calls: dict[str, Assign]
    stale: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()

    def without(self, names: Iterable[str]) -> Shared:
        """Return what is shared after names are bound anew."""
        gone = frozenset(names)
        calls = {n: c for n, c in self.calls.items() if n not in gone}
        return Shared(calls, self.stale - gone, self.holders - gone)

    def also(self, calls: dict[str, Assign], holds: bool = False) -> Shared:
        """Return what is shared if these names are, too, or hold it."""
        new = frozenset(calls) - frozenset(self.calls) if holds else frozenset()
        own = frozenset() if holds else frozenset(calls)
        return Shared({**self.calls, **calls}, self.stale, (self.holders | new) - own)

    def meet(self, other: Shared) -> Shared:
        """Return what is shared where two paths meet."""
        own = (set(self.calls) - self.holders) | (set(other.calls) - other.holders)
        holders = (self.holders | other.holders) - own
        return Shared({**other.calls, **self.calls}, self.stale | other.stale, holders)


class Later:
    """Finds the calls of whose results and arguments one is written, and another read after it."""

    def __init__(
        self, kinds: Mapping[str, Kind], is_sharing: Callable[[Assign], bool],
        related: Callable[[Assign], tuple[set[str], set[str]]],
    ) -> None:  # fmt: skip
        self.kinds, self.is_sharing, self.related = kinds, is_sharing, related
        self.found: list[Assign] = []

    def program(self, program: Program) -> None:
        """Follow a program."""
        shared = self._block(program.body, Shared({}))
        self._read(names_in(program.result), shared)

    def _block(self, block: Block, shared: Shared) -> Shared:
        for stmt in block:
            bases = written_by(stmt)
            self._read([*[n for e in stmt.expressions for n in names_in(e)], *bases], shared)
            for base in set(bases) - shared.holders:
                call = shared.calls.get(base)
                others = {n for n, c in shared.calls.items() if c is call and n != base}
                if call is not None:
                    shared = replace(shared, stale=shared.stale | others)
            shared = self._stmt(stmt, shared)
        return shared

    def _read(self, names: Iterable[str], shared: Shared) -> None:
        for name in names:
            if name in shared.stale and shared.calls[name] not in self.found:
                self.found.append(shared.calls[name])

    def _stmt(self, stmt: Stmt, shared: Shared) -> Shared:
        match stmt:
            case Assign(target=target, value=value):
                return self._bound(stmt, target, value, shared)
            case Move(targets=targets, sources=sources):
                calls = {t: shared.calls[s] for t, s in zip(targets, sources) if s in shared.calls}
                stale = {t for t, s in zip(targets, sources) if s in shared.stale}
                holders = {t for t, s in zip(targets, sources) if s in shared.holders}
                rest = shared.without(targets)
                return Shared(
                    {**rest.calls, **calls}, rest.stale | stale, rest.holders | holders
                )
            case Store(base=base, value=value):
                return self._put(base, value, shared)
            case Evaluate(value=Apply(op="list.append", args=(Name(id=base), value))):
                return self._put(base, value, shared)
            case If(body=body, orelse=orelse):
                return self._block(body, shared).meet(self._block(orelse, shared))
            case For(body=body) | While(body=body):
                while True:
                    more = shared.meet(self._block(body, shared))
                    if _size(more) == _size(shared):
                        return shared
                    shared = more
        return shared

    def _bound(self, stmt: Assign, target: str, value: Expr, shared: Shared) -> Shared:
        rest = shared.without((target,))
        if self.is_sharing(stmt):
            names, holders = self.related(stmt)
            return rest.also(dict.fromkeys(names, stmt)).also(dict.fromkeys(holders, stmt), True)
        kind = self.kinds.get(target)
        is_new = isinstance(value, Apply) and value.op in (*ALLOCATIONS, *BINARY)
        if not is_memory(kind) or is_new and not is_memory(getattr(kind, "item", None)):
            return rest
        held = [n for n in names_in(value) if n in shared.calls]
        holds = is_new or isinstance(value, Name) and value.id in shared.holders
        return rest.also({target: shared.calls[held[0]]}, holds) if held else rest

    def _put(self, base: str, value: Expr, shared: Shared) -> Shared:
        held = [n for n in names_in(value) if n in shared.calls and is_memory(self.kinds.get(n))]
        return shared.also({base: shared.calls[held[0]]}, True) if held else shared


def _size(shared: Shared) -> tuple[int, int, int]:
    return len(shared.calls), len(shared.stale), len(shared.holders)


def written_by(stmt: Stmt) -> list[str]:
    """Return the names through which a statement writes."""
    bases = [stmt.base] if isinstance(stmt, Store) else []
    for expr in stmt.expressions:
        for part in subexpressions(expr):
            if isinstance(part, Apply) and part.op in WRITERS:
                bases += [arg.id for arg in part.args[:1] if isinstance(arg, Name)]
    return bases

