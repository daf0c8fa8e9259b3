"""Common subexpressions: a pure value that was computed is not computed again.

An expression e of a derivative statement, and the value of a temporary of the primal, is replaced
by a name t iff (1) `t = e` was evaluated on every path to it, (2) nothing since has written a name
or memory that e reads, nor t, and (3) e is worth a name: not a load, a view, a sign, or a constant
factor. Where the value is not consumed but held (`s = e` becomes `s = t`), t and s must never be
written or leave the function: allocations keep their identity. What no name holds yet is named
where it is first computed, if it is a function's value.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from operator import is_
from typing import NamedTuple

from ..ir.fresh import Fresh
from ..ir.frozen import dataclass, field
from ..ir.kinds import Array, Kind, Scalar
from ..ir.nodes import (
    Apply, Assign, Block, Const, Expr, For, If, Name, Program, Stmt, Store, While,
)  # fmt: skip
from ..ir.ops import BINARY
from ..ir.walk import all_statements, names_in, subexpressions, substitute
from .aliases import is_fresh_op
from .effects import (
    Effects, Observer, comprehension_names, count_definitions, map_headers, same_or, with_blocks,
)  # fmt: skip
from .facts import SHAPE_ONLY, Facts
from .ranks import TEMPORARY, rank


_CLOSED = ("slice", "list.repeat", "list.map")


def cse(
    program: Program,
    kinds: Mapping[str, Kind],
    facts: Facts,
    name: Callable[[Expr], str] | None = None,
) -> Program:
    """Return the program with the repeated values of its derivative statements read by name.

    before:  %1 = np.exp(x); z = %1 * y; gx = y * np.exp(x) * gz
    after:   %1 = np.exp(x); z = %1 * y; gx = y * %1 * gz

    `name` makes a temporary for an expression and may note its kind.
    """
    if not _has_repeats(program, facts):
        return program
    if name is None:
        fresh = Fresh(program, dict(kinds))
        name = lambda expr: fresh.name()  # noqa: E731
    pass_ = _Sharer(program, Observer(program, kinds, facts), name)
    return program.with_body(pass_.block(program.body))


@dataclass
class _Cell:
    """A statement that is being rewritten: what is computed before it, what is replaced in it."""

    stmt: Stmt
    held: str | None = None
    named: dict[Expr, str] = field(default_factory=dict)
    replaced: dict[Expr, str] = field(default_factory=dict)


@dataclass
class _Known:
    """Where a value is: under a name, or so far only in the statement of `cell`."""

    name: str | None
    cell: _Cell | None


class _Place(NamedTuple):
    """A subexpression, whether a new value is made of it, and whether it is always evaluated."""

    expr: Apply
    consumed: bool
    always: bool


class _Sharer:
    def __init__(
        self, program: Program, observer: Observer, name: Callable[[Expr], str]
    ) -> None:
        self.observer, self.facts, self.name = observer, observer.facts, name
        self.untouched = comprehension_names(program)
        self.fixed = _written_or_leaving(program, observer)
        self.known: dict[Expr, _Known] = {}
        self.by_name: dict[str, set[Expr]] = {}
        self.by_memory: dict[Hashable, set[Expr]] = {}
        self.added: list[list[Expr]] = []
        self.same: dict[str, Expr] = {}
        self.definitions = count_definitions(program)

    # -- what is known ---------------------------------------------------------------------

    def learn(self, expr: Expr, known: _Known) -> None:
        effects = self.observer.of_expr(expr)
        names, classes = set(effects.reads), set(effects.loads)
        if known.name is not None:
            names.add(known.name)
            classes |= self.facts.reaches(known.name)
        if not effects.is_pure or names & self.untouched:
            return
        if expr in self.known:
            if self.known[expr].name is None and known.name is not None:
                self.replace_unnamed(expr, known, classes)
            return
        self.known[expr] = known
        self.added[-1].append(expr)
        self.index(expr, names, classes)

    def replace_unnamed(self, expr: Expr, known: _Known, classes: set[Hashable]) -> None:
        """A name is better than a place without one; only where both end with the same block."""
        if expr in self.added[-1]:
            self.known[expr] = known
            self.index(expr, {known.name or ""}, classes)

    def index(self, expr: Expr, names: set[str], classes: set[Hashable]) -> None:
        for name in names:
            self.by_name.setdefault(name, set()).add(expr)
        for memory in classes:
            self.by_memory.setdefault(memory, set()).add(expr)

    def forget(self, effects: Effects) -> None:
        """Names were bound and memory was written: what was computed from them is stale."""
        for name in effects.binds:
            for expr in self.by_name.pop(name, ()):
                self.known.pop(expr, None)
        for memory in effects.stores:
            for expr in self.by_memory.pop(memory, ()):
                self.known.pop(expr, None)

    # -- the scan --------------------------------------------------------------------------

    def block(self, block: Block) -> Block:
        self.added.append([])
        before = dict(self.same)
        cells = [self.cell(self.read(stmt)) for stmt in block]
        self.same = before
        for expr in self.added.pop():
            self.known.pop(expr, None)
        return same_or(block, [stmt for cell in cells for stmt in self.written_out(cell)])

    def read(self, stmt: Stmt) -> Stmt:
        """Return a statement that reads one name for each value, but for what its blocks read."""
        if self.same.keys().isdisjoint(stmt.reads):
            return stmt
        return map_headers(stmt, lambda expr: substitute(expr, self.same))

    def cell(self, stmt: Stmt) -> _Cell:
        cell = _Cell(stmt)
        if type(stmt) is For or type(stmt) is While:
            if type(stmt) is For:
                self.share(cell)
            self.forget(self.observer.of_block((stmt,)))
            cell.stmt = with_blocks(stmt, self.block(stmt.body))
            return cell
        self.share(cell)
        self.forget(self.observer.of_header(stmt))
        if type(stmt) is If:
            body, orelse = self.block(stmt.body), self.block(stmt.orelse)
            cell.stmt = with_blocks(stmt, body, orelse)
        if type(stmt) is Assign:
            self.learn_assigned(stmt)
        return cell

    def learn_assigned(self, stmt: Assign) -> None:
        value = stmt.value
        if not isinstance(value, Apply) or stmt.target in names_in(value):
            return
        if _is_worth(value, self.facts):
            self.learn(value, _Known(stmt.target, None))

    def share(self, cell: _Cell) -> None:
        """Look up the subexpressions of a statement, the largest first, and note the others."""
        stmt = cell.stmt
        if stmt.tag.role == "primal":
            if isinstance(stmt, Assign) and self.is_temporary(stmt.target):
                self.share_primal(cell, stmt)
            return
        if isinstance(stmt, Assign) and self.share_held(cell, stmt):
            return
        for expr in stmt.expressions:
            if isinstance(expr, Apply):
                self.share_in(cell, _Place(expr, _is_copied(stmt, self.observer.kinds), True))

    def share_held(self, cell: _Cell, stmt: Assign) -> bool:
        """`s = e` becomes `s = t`, if two names for one array do no harm."""
        known = self.known.get(stmt.value)
        if known is None or known.name is None or not self.may_hold(stmt.target, known.name):
            return False
        cell.held = known.name
        return True

    def share_primal(self, cell: _Cell, stmt: Assign) -> None:
        """A temporary of the primal that repeats another is read as that from here on."""
        if self.share_held(cell, stmt) and self.is_temporary(cell.held or ""):
            self.same[stmt.target] = Name(cell.held or "")

    def is_temporary(self, name: str) -> bool:
        return rank(name) == TEMPORARY and self.definitions.get(name) == 1

    def may_hold(self, target: str, name: str) -> bool:
        if self.is_number(target):
            return True
        classes = self.facts.reaches(target) | self.facts.reaches(name)
        return not classes & self.fixed

    def is_number(self, name: str) -> bool:
        return isinstance(self.observer.kinds.get(name), Scalar)

    def share_in(self, cell: _Cell, place: _Place) -> None:
        expr = place.expr
        is_worth = place.consumed and _is_worth(expr, self.facts)
        if is_worth:
            known = self.known.get(expr)
            if known is not None and known.cell is not cell:
                cell.replaced[expr] = known.name or self.named(expr, known)
                return
        for inner in _operands(place):
            self.share_in(cell, inner)
        if is_worth and place.always and is_function(expr):
            self.learn(expr, _Known(None, cell))

    def named(self, expr: Expr, known: _Known) -> str:
        """Give a value a name, before the statement that first computes it."""
        assert known.cell is not None
        known.name = self.name(expr)
        known.cell.named[expr] = known.name
        return known.name

    def written_out(self, cell: _Cell) -> Iterator[Stmt]:
        """Yield the definitions that a cell got, the inner ones first, and its statement."""
        if cell.held is not None:
            yield map_headers(cell.stmt, lambda e: Name(cell.held or ""))
            return
        names: dict[Expr, str] = dict(cell.replaced)
        for expr in sorted(cell.named, key=_size):
            yield Assign(cell.named[expr], _replaced(expr, names, False), cell.stmt.tag)
            names[expr] = cell.named[expr]
        yield with_names(cell.stmt, names, self.observer.kinds) if names else cell.stmt


def with_names(stmt: Stmt, names: Mapping[Expr, str], kinds: Mapping[str, Kind]) -> Stmt:
    """Return a statement that reads names for values where it makes new ones of them."""
    copied = _is_copied(stmt, kinds)
    return map_headers(stmt, lambda expr: _replaced(expr, names, copied))


def _is_copied(stmt: Stmt, kinds: Mapping[str, Kind]) -> bool:
    """Return whether a statement copies its value, or holds it where it is a number."""
    match stmt:
        case Store(base=base):
            return isinstance(kinds.get(base), (Array, Scalar))
        case Assign(target=target):
            return isinstance(kinds.get(target), Scalar)
    return False


def _is_worth(expr: Apply, facts: Facts) -> bool:
    """Rule (3)."""
    if facts.allocates(expr):
        return False
    if expr.op in ("add", "sub", "mul", "truediv", "pow"):
        return not any(isinstance(arg, Const) for arg in expr.args) or expr.op == "pow"
    return expr.op in BINARY or is_function(expr)


def _has_repeats(program: Program, facts: Facts) -> bool:
    """Return whether something that is worth a name stands twice in the program."""
    seen: set[Expr] = set()
    for stmt in all_statements(program):
        for expr in stmt.expressions:
            for part in subexpressions(expr):
                if type(part) is Apply and _is_worth(part, facts):
                    if part in seen:
                        return True
                    seen.add(part)
    return False


def is_function(expr: Apply) -> bool:
    """Return whether this is the value of a function, a new one: a sine, no load and no sum."""
    return "." in expr.op and is_fresh_op(expr.op) and expr.op not in SHAPE_ONLY


def _operands(place: _Place) -> Iterator[_Place]:
    """Yield the operands of a place; an index and what may not be evaluated stay as they are."""
    expr = place.expr
    if expr.op in _CLOSED:
        return
    if expr.op == "getitem":  # a view of what it reads
        if isinstance(expr.args[0], Apply):
            yield _Place(expr.args[0], place.consumed, place.always)
        return
    consumed = is_fresh_op(expr.op)
    for k, arg in enumerate(expr.args):
        always = place.always and (k == 0 or expr.op not in ("and", "or", "ifexp"))
        if isinstance(arg, Apply):
            yield _Place(arg, consumed, always)
    for _, arg in expr.kwargs:
        if isinstance(arg, Apply):
            yield _Place(arg, consumed, place.always)


def _size(expr: Expr) -> int:
    return sum(1 for _ in subexpressions(expr))


def _replaced(expr: Expr, names: Mapping[Expr, str], consumed: bool) -> Expr:
    """Return expr with names for values, where a new value is made of them."""
    if consumed and expr in names:
        return Name(names[expr])
    if not isinstance(expr, Apply) or expr.op in _CLOSED:
        return expr
    if expr.op == "getitem":
        base = _replaced(expr.args[0], names, consumed)
        return expr if base is expr.args[0] else Apply(expr.op, (base, expr.args[1]))
    inside = is_fresh_op(expr.op)
    args = tuple([_replaced(arg, names, inside) for arg in expr.args])
    kwargs = tuple([(key, _replaced(arg, names, inside)) for key, arg in expr.kwargs])
    is_same = all(map(is_, args, expr.args)) and (not kwargs or kwargs == expr.kwargs)
    return expr if is_same else Apply(expr.op, args, kwargs)


def _written_or_leaving(program: Program, observer: Observer) -> frozenset[Hashable]:
    """Return the classes that are written somewhere, come from outside, or leave the function."""
    found: set[Hashable] = set(observer.outside) | observer.of_expr(program.result).loads
    for stmt in all_statements(program):
        effects = observer.of_header(stmt)
        found |= effects.stores
        if effects.ordered:
            found |= effects.loads
    return frozenset(found)
