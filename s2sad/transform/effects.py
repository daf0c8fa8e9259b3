"""Effects: what a statement reads, binds and writes, and whether its place in the order matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from operator import is_

from ..ir.frozen import dataclass, replace
from ..ir.kinds import Array, Kind
from ..ir.nodes import (
    Apply, Assert, Assign, Block, Evaluate, Expr, For, If, Name, Program, Raise, Stmt, Store, While,
)  # fmt: skip
from ..ir.ops import CONTEXTS, INTO
from ..ir.walk import (
    all_statements, blocks, names_in, statements, subexpressions,
)
from .aliases import is_own_copy
from .facts import NONE, SHAPE_ONLY, WRITERS, AliasFacts, Facts, are_plain

Classes = frozenset[Hashable]
NOTHING: frozenset[str] = frozenset()
WITHOUT_STORES = {"print", *CONTEXTS}
_COMPREHENSIONS = ("list.map", "list.repeat")


@dataclass(frozen=True, slots=True)
class Effects:
    """`loads` and `stores` are storage classes; `ordered`: prints, raises, draws or is unknown."""

    reads: frozenset[str] = NOTHING
    binds: frozenset[str] = NOTHING
    loads: Classes = NONE
    stores: Classes = NONE
    ordered: bool = False

    def __or__(self, other: Effects) -> Effects:
        return Effects(
            self.reads | other.reads, self.binds | other.binds, self.loads | other.loads,
            self.stores | other.stores, self.ordered or other.ordered,
        )  # fmt: skip

    @property
    def is_pure(self) -> bool:
        return not self.ordered and not self.stores


class Observer:
    """Tells the effects of expressions and statements of one program."""

    def __init__(self, program: Program, kinds: Mapping[str, Kind], facts: Facts) -> None:
        self.kinds, self.facts = kinds, facts
        outer = [p.name for p in program.params] + [c.name for c in program.captures]
        self.outside: Classes = frozenset().union(*map(facts.reaches, outer))
        known = facts.headers if isinstance(facts, AliasFacts) else {}
        self._headers: dict[int, tuple[Stmt, Effects]] = known  # id(stmt) -> stmt, which stays

    def of_expr(self, expr: Expr, binds: frozenset[str] = NOTHING) -> Effects:
        """Return what evaluating expr reads and writes; the value goes to the names `binds`."""
        names = frozenset(expr.names)
        if are_plain(expr.ops):
            loads: Classes = NONE
            for name in names:
                more = self.facts.reaches(name)
                if more:
                    loads = loads | more if loads else more
            return Effects(names, binds, loads)
        loads = NONE.union(*map(self.facts.reaches, self.loaded(expr)))
        stores: Classes = NONE
        ordered = False
        for part in subexpressions(expr):
            if not isinstance(part, Apply):
                continue
            if part.op in WRITERS:
                written = self.base_classes(part.args[0])
                stores, ordered = stores | written, ordered or not written
            elif part.kwargs and part.kwargs[0][0] == INTO:
                stores |= self.reached(part.kwargs[0][1])
            elif not self.facts.is_pure(part.op) or any(key == "out" for key, _ in part.kwargs):
                ordered = True
                stores |= NONE if part.op in WITHOUT_STORES else self.reached(part) | self.outside
        return Effects(names, binds, loads, stores, ordered)

    def loaded(self, expr: Expr) -> Iterator[str]:
        """Yield the names of which expr reads more than the shape."""
        if isinstance(expr, Name):
            yield expr.id
        if not isinstance(expr, Apply):
            return
        skipped = SHAPE_ONLY.get(expr.op)
        for place, arg in enumerate(expr.args):
            if place == skipped and isinstance(arg, Name) and self.is_array(arg.id):
                continue
            yield from self.loaded(arg)
        for _, arg in expr.kwargs:
            yield from self.loaded(arg)

    def is_array(self, name: str) -> bool:
        return isinstance(self.kinds.get(name), Array)

    def base_classes(self, base: Expr) -> Classes:
        """Return the classes that a write to `base` writes: the one of a name, not its contents."""
        if not isinstance(base, Name):
            return self.reached(base)
        found = self.facts.memory(base.id)
        return NONE if found is None else frozenset((found,))

    def reached(self, expr: Expr) -> Classes:
        return frozenset().union(*map(self.facts.reaches, names_in(expr)))

    def of_header(self, stmt: Stmt) -> Effects:
        """Return the effects of a statement itself, not those of its blocks; found once."""
        known = self._headers.get(id(stmt))
        if known is None:
            if is_own_copy(stmt):  # what is outside is not told by the names in it
                return self.of_own_copy(stmt)
            known = self._headers[id(stmt)] = stmt, self._of_header(stmt)
        return known[1]

    def of_own_copy(self, stmt: Assign) -> Effects:
        """`x = x.copy()` of an argument reads memory from outside, though x is another's after."""
        return self.of_expr(stmt.value, frozenset((stmt.target,))) | Effects(loads=self.outside)

    def _of_header(self, stmt: Stmt) -> Effects:
        if type(stmt) is Assign:
            return self.of_expr(stmt.value, frozenset((stmt.target,)))
        if type(stmt) is Store:
            return self._of_store(stmt)
        found = Effects(binds=frozenset(stmt.binds), ordered=isinstance(stmt, (Assert, Raise)))
        for expr in stmt.expressions:
            found |= self.of_expr(expr)
        if isinstance(stmt, Evaluate) and isinstance(stmt.value, Apply):
            if stmt.value.op.startswith("rt."):
                found |= Effects(stores=self.reached(stmt.value))
        stop = getattr(stmt, "stop", None)
        return found | Effects(frozenset((stop,))) if stop else found

    def _of_store(self, stmt: Store) -> Effects:
        base, found = frozenset((stmt.base,)), self.of_expr(stmt.value)
        if stmt.index is not None and (stmt.index.names or not are_plain(stmt.index.ops)):
            found |= self.of_expr(stmt.index)
        loads = found.loads | self.facts.reaches(stmt.base) if stmt.op else found.loads
        cell = self.facts.memory(stmt.base)
        stores = NONE if cell is None else frozenset((cell,))
        binds = base if stmt.index is None else NOTHING
        ordered = found.ordered or stmt.index is not None and not stores
        return Effects(found.reads | base, binds, loads, found.stores | stores, ordered)

    def of_block(self, block: Iterable[Stmt]) -> Effects:
        """Return the effects of every statement of a block and of the blocks inside."""
        parts = [self.of_header(stmt) for stmt in statements(tuple(block))]
        return Effects(
            frozenset().union(*(p.reads for p in parts)),
            frozenset().union(*(p.binds for p in parts)),
            frozenset().union(*(p.loads for p in parts)),
            frozenset().union(*(p.stores for p in parts)),
            any(p.ordered for p in parts),
        )


def count_reads(program: Program) -> dict[str, int]:
    """Return how often each name is read, in the whole function."""
    found = [name for stmt in all_statements(program) for name in stmt.reads]
    return dict(Counter([*found, *program.result.names]))


def count_definitions(program: Program) -> dict[str, int]:
    """Return how often each name is defined; parameters, captures and `x op= e` count."""
    found = [p.name for p in program.params] + [c.name for c in program.captures]
    return dict(Counter([*found, *[n for s in all_statements(program) for n in bound_by(s)]]))


def bound_by(stmt: Stmt) -> tuple[str, ...]:
    """Return the names that a statement itself may bind, `x` of `x op= e` included."""
    if type(stmt) is Store:
        return (stmt.base,) if stmt.index is None else ()
    return stmt.binds


def bound_inside(stmt: Stmt) -> set[str]:
    """Return the names that a statement, or a statement inside it, may bind."""
    found = set(bound_by(stmt))
    for block in blocks(stmt):
        for inner in statements(block):
            found.update(bound_by(inner))
    return found


def comprehension_names(program: Program) -> frozenset[str]:
    """Return the item variables of `list.map` and `list.repeat`: bound inside an expression."""
    return program.kept(_comprehension_names)


def _comprehension_names(program: Program) -> frozenset[str]:
    found: set[str] = set()
    exprs = [e for stmt in all_statements(program) for e in stmt.expressions]
    for expr in [*exprs, program.result]:
        if expr.ops.isdisjoint(_COMPREHENSIONS):
            continue
        for part in subexpressions(expr):
            if isinstance(part, Apply) and part.op in _COMPREHENSIONS:
                found.update(names_in(part.args[1]))
    return frozenset(found)


def map_headers(stmt: Stmt, change: Callable[[Expr], Expr]) -> Stmt:
    """Return the statement with `change` applied to its own whole expressions, not its base.

    It is the same object if they are.
    """
    if type(stmt) is Assign:
        new = change(stmt.value)
        return stmt if new is stmt.value else Assign(stmt.target, new, stmt.tag)
    if type(stmt) is Store:
        index = stmt.index
        place, new = None if index is None else change(index), change(stmt.value)
        if new is stmt.value and place is index:
            return stmt
        return Store(stmt.base, place, new, stmt.op, stmt.tag)
    if type(stmt) is Evaluate:
        new = change(stmt.value)
        return stmt if new is stmt.value else Evaluate(new, stmt.tag)
    if type(stmt) is If or type(stmt) is While:
        new = change(stmt.test)
        return stmt if new is stmt.test else replace(stmt, test=new)
    if type(stmt) is For:
        new = change(stmt.iter)
        return stmt if new is stmt.iter else replace(stmt, iter=new)
    if type(stmt) is Assert:
        message = None if stmt.message is None else change(stmt.message)
        return replace(stmt, test=change(stmt.test), message=message)
    if type(stmt) is Raise:
        return replace(stmt, exception=change(stmt.exception))
    return stmt


def map_blocks(stmt: Stmt, change: Callable[[Block], Block]) -> Stmt:
    """Return the statement with `change` applied to its blocks; the same object if they are."""
    if type(stmt) is If:
        return with_blocks(stmt, change(stmt.body), change(stmt.orelse))
    if type(stmt) is For or type(stmt) is While:
        return with_blocks(stmt, change(stmt.body))
    return stmt


def with_blocks(stmt: If | For | While, body: Block, orelse: Block = ()) -> If | For | While:
    """Return the statement with other blocks; the same object if they are."""
    if isinstance(stmt, If):
        same = body is stmt.body and orelse is stmt.orelse
        return stmt if same else If(stmt.test, body, orelse, stmt.tag)
    if body is stmt.body:
        return stmt
    if isinstance(stmt, For):
        return For(stmt.target, stmt.iter, body, stmt.stop, stmt.tag)
    return While(stmt.test, body, stmt.stop, stmt.tag)


def same_or(old: Block, new: Sequence[Stmt]) -> Block:
    """Return the old block if the new one has the same statements, else the new one."""
    return old if len(old) == len(new) and all(map(is_, old, new)) else tuple(new)
