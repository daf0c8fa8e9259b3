"""Copies: one value, one name.

Forwards:  after `y = x`, y is read as x, until either is bound again.
Backwards: `t = f(a); …; x = t` becomes `x = f(a); …` iff (1) t is a temporary, or a parameter of a
           function that was put in its place, and has one definition,
           (2) every read of t is between its definition and the copy, in that block, and
           (3) x is neither read nor bound between them.
Of two names the one that tells more is kept; a copy that the user wrote stays, but of a place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from ..ir.frozen import dataclass, replace
from ..ir.kinds import Kind, Scalar
from ..ir.nodes import Assign, Block, Expr, For, If, Move, Name, Program, Stmt, Store, While
from ..ir.walk import (
    COMPOUND, all_statements, blocks, names_in, rename_block, substitute,
)  # fmt: skip
from .effects import (
    bound_by, bound_inside, comprehension_names, count_definitions, count_reads, map_blocks,
    map_headers, same_or, with_blocks,
)  # fmt: skip
from .ranks import PLACE, TEMPORARY, USER, is_parameter, rank


def copies(program: Program) -> Program:
    """Return the program without names that only repeat other names.

    before:  ge = gs; gs = ge; gx = k * ge        after:  gx = k * gs
    """
    return coalesce(program)[0]


def coalesce(
    program: Program, derivation: bool = False, kinds: Mapping[str, Kind] | None = None
) -> tuple[Program, dict[int, int]]:
    """Like `copies`; also return, for each primal copy merged away, the statement that it is in.

    With `derivation`, the copies that are the differential of a statement stay: `gb = gz`. A place
    that the user gave a second name is read by the first, where the kinds tell that it is an int.
    """
    named = _is_differential if derivation else _is_users
    kept = named if kinds is None else lambda stmt: named(stmt) and not _is_place(stmt, kinds)
    program = with_own_statements(program)
    if not any(map(is_copy, all_statements(program))):
        return program, {}
    forwards = _Forwards(comprehension_names(program), kept, count_definitions(program))
    program = program.with_body(forwards.block(program.body))
    result = substitute(program.result, forwards.at_end)
    if result is not program.result:
        program = replace(program, result=result)
    backwards = _Backwards(program, kept)
    backwards.scan(program.body)
    program = program.with_body(backwards.rewrite(program.body))
    return program.with_body(_without_unread(program, kept)), backwards.owner


def with_own_statements(program: Program) -> Program:
    """Return the program with an object of its own for each statement, should one stand twice."""
    found = all_statements(program)
    if len(set(map(id, found))) == len(found):
        return program
    return program.with_body(rename_block(program.body, {}))


def is_copy(stmt: Stmt) -> bool:
    """Return whether a statement binds a name to a name."""
    return type(stmt) is Assign and type(stmt.value) is Name


def _is_users(stmt: Assign) -> bool:
    """Return whether the user wrote this copy: both names are the user's, in the primal."""
    if "'" in stmt.target:  # a parameter of a function that was put in its place
        return False
    return stmt.tag.role == "primal" and rank(stmt.target) == USER and rank(_source(stmt)) == USER


def _is_place(stmt: Assign, kinds: Mapping[str, Kind]) -> bool:
    """Return whether a copy is one of an int: the place of an object in a list."""
    kind = kinds.get(stmt.target)
    return isinstance(kind, Scalar) and kind.dtype.startswith("int")


def _is_differential(stmt: Assign) -> bool:
    """Return whether a copy is the user's, or from one adjoint (or tangent) to another."""
    target, source = stmt.target, _source(stmt)
    if is_parameter(target) or rank(target[2:]) == PLACE:
        return False
    derived = stmt.tag.role in ("adjoint", "tangent") and target[:2] == source[:2]
    return _is_users(stmt) or derived and target[:2] in ("g:", "d:")


def _source(stmt: Assign) -> str:
    assert isinstance(stmt.value, Name)
    return stmt.value.id


class _Forwards:
    """`same` maps a name to the name that is read instead; what a block adds ends with it.

    It goes on where both are bound in that block, and nowhere else: they are bound again together.
    """

    def __init__(
        self, untouched: frozenset[str], kept: Callable[[Assign], bool], bound: Mapping[str, int]
    ) -> None:
        self.untouched, self.kept, self.bound = untouched, kept, bound
        self.same: dict[str, str] = {}
        self.shown_as: dict[str, set[str]] = {}
        self.here: set[str] = set()  # what this block has bound so far
        self.at_end: dict[str, Expr] = {}  # what the result may read instead of temporaries

    def forget(self, name: str) -> None:
        """A name is bound again: nothing is read as it, and it as nothing."""
        self.same.pop(name, None)
        for other in self.shown_as.pop(name, ()):
            if self.same.get(other) == name:
                del self.same[other]

    def read(self, expr: Expr) -> Expr:
        read = self.same.keys() & expr.names if self.same else ()
        return substitute(expr, {n: Name(self.same[n]) for n in read}) if read else expr

    def block(self, block: Block) -> Block:
        out: list[Stmt] = []
        added: list[tuple[str, str]] = []
        around, self.here = self.here, set()
        for stmt in block:
            new = self.stmt(stmt)
            copy = new if isinstance(new, Assign) and isinstance(new.value, Name) else None
            if copy is not None and _source(copy) == copy.target:
                continue
            for name in bound_by(new):
                self.forget(name)
                self.here.add(name)
            if copy is not None:
                self.learn(copy, added)
            out.append(new)
        self.here = around
        self.at_end = {o: Name(n) for o, n in self.same.items() if rank(o) == TEMPORARY}
        for old, name in added:
            if self.same.get(old) == name:
                del self.same[old]
        return same_or(block, out)

    def learn(self, stmt: Assign, added: list[tuple[str, str]]) -> None:
        target, source = stmt.target, _source(stmt)
        if self.kept(stmt) or target in self.untouched or source in self.untouched:
            return
        old, new = (target, source) if rank(source) >= rank(target) else (source, target)
        if is_parameter(target) and source not in self.here:  # which cannot take its name
            old, new = target, source
        if old in self.same:
            return
        self.same[old] = new
        self.shown_as.setdefault(new, set()).add(old)
        if source not in self.here or self.bound[source] != 1 or self.bound[target] != 1:
            added.append((old, new))

    def stmt(self, stmt: Stmt) -> Stmt:
        if not self.same and type(stmt) not in COMPOUND:
            return stmt
        if type(stmt) is If:
            test = self.read(stmt.test)
            stmt = stmt if test is stmt.test else replace(stmt, test=test)
            return with_blocks(stmt, self.block(stmt.body), self.block(stmt.orelse))
        if type(stmt) is For:
            iterable = self.read(stmt.iter)
            self.enter(stmt)
            stmt = stmt if iterable is stmt.iter else replace(stmt, iter=iterable)
            return with_blocks(stmt, self.block(stmt.body))
        if type(stmt) is While:
            self.enter(stmt)
            test = self.read(stmt.test)
            stmt = stmt if test is stmt.test else replace(stmt, test=test)
            return with_blocks(stmt, self.block(stmt.body))
        if type(stmt) is Move:
            sources = tuple([self.same.get(s, s) for s in stmt.sources])
            return stmt if sources == stmt.sources else replace(stmt, sources=sources)
        made = map_headers(stmt, self.read)
        if type(made) is Store and made.index is not None and made.base in self.same:
            return replace(made, base=self.same[made.base])
        return made

    def enter(self, stmt: For | While) -> None:
        for name in bound_inside(stmt):
            self.forget(name)


@dataclass
class _History:
    """When a name was last bound and read, and how often it was read so far."""

    bound: int = 0
    read: int = 0
    reads: int = 0


class _Backwards:
    """Scans once with a clock; `into` renames a temporary to the name that it is copied to."""

    def __init__(self, program: Program, kept: Callable[[Assign], bool]) -> None:
        self.kept = kept
        self.total = count_reads(program)
        self.definitions = count_definitions(program)
        self.untouched = comprehension_names(program) | {c.name for c in program.captures}
        self.history: defaultdict[str, _History] = defaultdict(_History)
        self.into: dict[str, str] = {}
        self.owner: dict[int, int] = {}
        self.void: set[int] = set()
        self.clock = 0

    def of(self, name: str) -> _History:
        return self.history[name]

    def scan(self, block: Block) -> None:
        here: dict[str, tuple[int, Assign]] = {}
        for stmt in block:
            self.clock += 1
            for name in stmt.reads:
                history = self.history[name]
                history.read = self.clock
                history.reads += 1
            if type(stmt) is Assign and type(stmt.value) is Name:
                self.merge(stmt, here)
            for name in bound_by(stmt):
                self.of(name).bound = self.clock
            if type(stmt) is Assign and id(stmt) not in self.void:
                here[stmt.target] = self.clock, stmt
            for inner in blocks(stmt):
                self.scan(inner)
            if type(stmt) is For or type(stmt) is While:
                self.loop_end(stmt)

    def loop_end(self, stmt: For | While) -> None:
        """The next trip binds the target and reads the flag and the test again."""
        self.clock += 1
        for name in bound_by(stmt):
            self.of(name).bound = self.clock
        for name in stmt.reads:
            self.of(name).read = self.clock

    def merge(self, stmt: Assign, here: dict[str, tuple[int, Assign]]) -> None:
        """Rename the temporary t of `x = t` to x if the definition above allows it."""
        old, new = _source(stmt), stmt.target
        if old not in here or not self.may_merge(old, new, here[old][0]):
            return
        start, definition = here[old]
        self.void.add(id(stmt))
        self.into[old] = new
        self.total[new] = self.total.get(new, 0) + self.total[old] - 1
        self.of(new).reads += self.of(old).reads - 1
        self.of(new).read = max(self.of(new).read, self.clock)
        here[new] = start, definition
        if stmt.tag.role == definition.tag.role == "primal" and stmt.tag.sid != definition.tag.sid:
            self.owner[stmt.tag.sid] = definition.tag.sid

    def may_merge(self, old: str, new: str, start: int) -> bool:
        if rank(old) > rank(new) or old == new or self.definitions.get(old) != 1:
            return False
        if rank(old) not in (TEMPORARY, PLACE) and not is_parameter(old):
            return False
        if old in self.untouched or new in self.untouched:
            return False
        history, other = self.of(old), self.of(new)
        all_between = history.reads == self.total[old]
        return all_between and other.bound < start and other.read <= start

    def rewrite(self, block: Block) -> Block:
        """Rename, and leave the void copies out."""
        if not self.into:
            return block
        return same_or(block, [self.renamed(s) for s in block if id(s) not in self.void])

    def name(self, name: str) -> str:
        while name in self.into:
            name = self.into[name]
        return name

    def renamed(self, stmt: Stmt) -> Stmt:
        def renamed(e: Expr) -> Expr:
            read = self.into.keys() & e.names
            return substitute(e, {n: Name(self.name(n)) for n in read}) if read else e

        if isinstance(stmt, Move):
            sources = tuple(map(self.name, stmt.sources))
            return stmt if sources == stmt.sources else replace(stmt, sources=sources)
        new = map_headers(stmt, renamed)
        if isinstance(new, Assign) and new.target in self.into:
            new = replace(new, target=self.name(new.target))
        if isinstance(new, Store) and new.base in self.into:
            new = replace(new, base=self.name(new.base))
        if isinstance(new, If):
            return with_blocks(new, self.rewrite(new.body), self.rewrite(new.orelse))
        if isinstance(new, (For, While)):
            new = with_blocks(new, self.rewrite(new.body))
        if isinstance(new, (For, While)) and new.stop in self.into:
            new = replace(new, stop=self.name(new.stop or ""))
        return new


def _without_unread(program: Program, kept: Callable[[Assign], bool]) -> Block:
    """Return the body without the copies into names that nobody reads any more."""
    unread = {
        stmt.target
        for stmt in all_statements(program)
        if isinstance(stmt, Assign) and is_copy(stmt) and not kept(stmt)
    }
    for stmt in all_statements(program):
        unread.difference_update(stmt.reads)
    unread.difference_update(names_in(program.result))

    def block(body: Block) -> Block:
        return same_or(body, [map_blocks(s, block) for s in body if not is_void(s)])

    def is_void(stmt: Stmt) -> bool:
        return isinstance(stmt, Assign) and is_copy(stmt) and stmt.target in unread

    return block(program.body) if unread else program.body
