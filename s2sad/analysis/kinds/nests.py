"""Nests: what `itertools` and NumPy run through by several loops at once is loops in loops.

    for i, j in product(range(n), range(m)):    for i in range(n):
                                                    for j in range(m): …
    for a, b in combinations(x, 2):             for %i in range(len(x)):
                                                    a = x[%i]
                                                    for %j in range(%i + 1, len(x)): b = x[%j]; …
    for (i, j), v in np.ndenumerate(a):         for i in range(a.shape[0]):
                                                    for j in range(a.shape[1]): v = a[i, j]; …
    for v in chain(x, y):                       for v in x: …
                                                for v in y: …
    for k in count(1):                          while True: k = 1 + %i; …

Python keeps the items that `product` and its kin run through; what the body may write is copied.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ...ir.frozen import dataclass, replace
from ...ir.kinds import Array, Scalar
from ...ir.nodes import Apply, Assign, Block, Const, Expr, For, If, Name, Stmt, While
from ...ir.walk import bound_in, statements, substitute
from .indexing import constant_int
from .patterns import Pattern, unpacked
from .iterators import Iterators
from .sources import ENDLESS, Source
from .state import Parts, Value, bound_by

CHOICES = {
    "itertools.combinations": itertools.combinations,
    "itertools.permutations": itertools.permutations,
    "itertools.combinations_with_replacement": itertools.combinations_with_replacement,
}
CELLS = {"np.ndindex", "np.ndenumerate", "flat.items"}
LATE = {"itertools.chain", "np.ndindex"}  # of which parts are read when later loops begin
CHAINS = {"itertools.chain", "itertools.chain.from_iterable"}
NESTS = {"itertools.product", *CHOICES, *CELLS, *CHAINS}
BY_SEVERAL = {*NESTS, "enumerate"}
ONE = Const(1)


@dataclass
class Level:
    """One loop of a nest: its target, its range, what is bound in it, and when it goes on."""

    target: str
    header: Expr
    loads: list[Stmt]
    test: Expr | None = None


class Nests(Iterators):
    """Lowers loops that stand for several."""

    def loads(self, pattern: Pattern, value: Value, index: str) -> list[Stmt]:
        """Return the statements that bind the targets of one trip."""
        raise NotImplementedError

    def index_of(self, pattern: Pattern, source: Source) -> str:
        """Return the variable of a loop: one that the pattern binds to the index, or a new one."""
        raise NotImplementedError

    def unrolled(
        self, stmt: For, pattern: Pattern, body: Block, items: list[Value]
    ) -> Block | None:
        """Return the body once for each item."""
        raise NotImplementedError

    def nest(self, stmt: For) -> Block | None:
        """Return the loops that one over a product and the like stands for; None of others."""
        header = stmt.iter
        if not isinstance(header, Apply):
            return None
        if header.op in LATE:
            held, header = self._held_apart(header, stmt)
            if held:
                return (*held, replace(stmt, iter=header))
        if header.op == "enumerate" and isinstance(header.args[0], Apply):
            return self._counted(header, header.args[0], stmt)
        if header.op in CHAINS:
            return self._chained(header, stmt)
        if header.op not in NESTS:
            return None
        pattern, body = unpacked(stmt.target, stmt.body)
        return self._levels(header, pattern, body, stmt)

    def _held_apart(self, header: Apply, stmt: For) -> tuple[Block, Apply]:
        """Return a header with names of its own for what the body binds anew, and how they are
        made: the loops of a nest begin one after the other, and Python reads the header once.
        """
        changed = {name for part in statements(stmt.body) for name in bound_by(part)}
        names = {n: self.new_name() for n in sorted(changed & set(header.names))}
        held = tuple([Assign(new, Name(old), stmt.tag) for old, new in names.items()])
        parts = {old: Name(new) for old, new in names.items()}
        return held, Apply(
            header.op, tuple([substitute(arg, parts) for arg in header.args]), header.kwargs
        )

    def _counted(self, header: Apply, inner: Apply, stmt: For) -> Block | None:
        """Lower `enumerate` of a nest: a number that the innermost loop counts up."""
        pattern, body = unpacked(stmt.target, stmt.body)
        if inner.op not in NESTS - CHAINS or not isinstance(pattern, tuple) or len(pattern) != 2:
            return None
        count = self.new_name()
        start = (*header.args[1:], *[value for _, value in header.kwargs], Const(0))[0]
        first = 1 if stmt.stop else 0
        counted = (
            *self.loads(pattern[0], Name(count), ""),
            Assign(count, Apply("add", (Name(count), ONE)), self.tag),
        )
        body = (*body[:first], *counted, *body[first:])
        found = self._levels(inner, pattern[1], body, stmt)
        return None if found is None else (Assign(count, start, self.tag), *found)

    def _levels(self, header: Apply, pattern: Pattern, body: Block, stmt: For) -> Block | None:
        if header.op in CELLS:
            return self._cells(header, pattern, body, stmt)
        sources = self._pools(header, stmt)
        if sources is None:
            return ()
        if any(isinstance(source, list) for source in sources):
            return self._choices_apart(header, sources, pattern, body, stmt)
        known = [source for source in sources if isinstance(source, Source)]
        if any(source.count == ENDLESS for source in known):
            self.refuse_endless()
            return ()
        if not known:
            return self.unrolled(stmt, pattern, body, [Parts("tuple", ())])
        return self._combined(header.op, known, pattern, body, stmt)

    # -- products and choices ----------------------------------------------------------------------

    def _pools(self, header: Apply, stmt: For) -> list[Source | list[Value]] | None:
        """Return what each loop of a nest runs through."""
        given = dict(header.kwargs)
        call = self._call()  # type: ignore[attr-defined]
        if header.op == "itertools.product":
            parts, count = header.args, constant_int(call, given.get("repeat", ONE))
        else:
            parts, least = header.args[:1], given.get("r", Const(None))
            wanted = header.args[1] if len(header.args) > 1 else least
            count = None if wanted == Const(None) else constant_int(call, wanted)
        found: list[Source | list[Value]] = []
        for part in parts:
            kept = self.kept(part, stmt)
            source = self.source(kept, replace(stmt, iter=kept))
            if source is None:
                return None
            found.append(source)
        if header.op == "itertools.permutations" and wanted == Const(None):
            only = found[0]
            count = len(only) if isinstance(only, list) else self.known_size(only)
        if count is None or count < 0:
            name = header.op.removeprefix("itertools.")
            self.refuse(
                f"s2sad cannot tell how many loops `{name}` stands for",
                "How many items are taken at a time is not known before the run.",
                "Give a constant, or write the loops out.",
            )  # fmt: skip
            return None
        return found * count

    def _choices_apart(
        self, header: Apply, sources: Sequence[Source | list[Value]], pattern: Pattern,
        body: Block, stmt: For,
    ) -> Block | None:  # fmt: skip
        """Return the trips over items that are unlike each other, one after the other."""
        columns = [self.known_column(source) for source in sources]
        known = [column for column in columns if column is not None]
        if len(known) < len(columns):
            self.refuse(
                "s2sad cannot combine unlike items with something of unknown length",
                "The trips differ from each other, and how many they are is not known.",
                "Write the loops one inside the other.",
            )  # fmt: skip
            return ()
        choose = CHOICES.get(header.op)
        rows = itertools.product(*known) if choose is None else choose(known[0], len(known))
        return self.unrolled(stmt, pattern, body, [Parts("tuple", tuple(row)) for row in rows])

    def _combined(
        self, op: str, sources: list[Source], pattern: Pattern, body: Block, stmt: For
    ) -> Block:
        is_apart = isinstance(pattern, tuple) and len(pattern) == len(sources)
        parts: tuple[Pattern, ...] = pattern if is_apart else ("",) * len(sources)  # type: ignore
        levels: list[Level] = []
        values: list[Value] = []
        late: list[Stmt] = []
        for part, source in zip(parts, sources):
            is_early = is_apart and self._is_own(part)
            level, value = self._level(op, source, part if is_early else "", levels)
            loads = self.loads(part, value, level.target) if is_apart else []
            if is_early:
                level.loads = loads
            else:
                late += loads
            levels.append(level)
            values.append(value)
        if not is_apart:
            late = self.loads(pattern, Parts("tuple", tuple(values)), "")
        return self._looped(levels, late, body, stmt)

    def _level(
        self, op: str, source: Source, part: Pattern, before: list[Level]
    ) -> tuple[Level, Value]:
        """Return the loop over one of the things that are combined, and its item."""
        if op == "itertools.product" and source.header is not None:
            name = part if isinstance(part, str) and part else self.new_name()
            return Level(name, source.header, []), Name(name)
        index = self.index_of(part, source) if part else self.new_name()
        first: tuple[Expr, ...] = ()
        if before and op == "itertools.combinations":
            first = (Apply("add", (Name(before[-1].target), ONE)),)
        if before and op == "itertools.combinations_with_replacement":
            first = (Name(before[-1].target),)
        level = Level(index, Apply("range", (*first, source.count)), [])
        if before and op == "itertools.permutations":
            tests = [Apply("ne", (Name(index), Name(other.target))) for other in before]
            level.test = tests[0] if len(tests) == 1 else Apply("and", tuple(tests))
        return level, source.item(Name(index))

    def _is_own(self, pattern: Pattern) -> bool:
        """Return whether the names of a pattern are bound by this loop alone.

        They may then be bound in an outer loop: if the inner one makes no trip, nobody reads them.
        """
        if isinstance(pattern, str):
            return self.bound[pattern] == 1
        return all(map(self._is_own, pattern))

    def _looped(self, levels: list[Level], late: list[Stmt], body: Block, stmt: For) -> Block:
        first = 1 if stmt.stop else 0
        inside: Block = (*late, *body[first:])
        for level in reversed(levels):
            inside = (*level.loads, *inside)
            if level.test is not None:
                inside = (If(level.test, inside, (), stmt.tag),)
            if stmt.stop:
                inside = (Assign(stmt.stop, Const(False), stmt.tag), *inside)
            inside = (replace(stmt, target=level.target, iter=level.header, body=inside),)
        return inside

    # -- the cells of an array ---------------------------------------------------------------------

    def _cells(self, header: Apply, pattern: Pattern, body: Block, stmt: For) -> Block | None:
        """Return the loops over all indices of an array, or of a shape."""
        is_index = header.op == "np.ndindex"
        extents = self._extents(header) if is_index else self._extents_of(header.args[0], stmt)
        if extents is None:
            self.refuse(
                "s2sad cannot tell how many axes this loop runs through",
                "An index has one number for each axis.",
                "Write one loop for each axis: `for i in range(n)`.",
            )  # fmt: skip
            return ()
        places, value = pattern, header.args[0]
        if header.op == "np.ndenumerate" and isinstance(pattern, tuple):
            places = pattern[0]
        is_apart = isinstance(places, tuple) and len(places) == len(extents)
        names = [
            part if is_apart and isinstance(part, str) and self._is_own(part) else self.new_name()
            for part in (places if is_apart else extents)
        ]  # fmt: skip
        index = Parts("tuple", tuple(map(Name, names)))
        whole = Apply("tuple", tuple(map(Name, names)))
        item: Value = Apply("getitem", (value, whole)) if names else value
        items = {"np.ndindex": index, "flat.items": item}
        found = items.get(header.op, Parts("tuple", (index, item)))
        late = [load for load in self.loads(pattern, found, "") if not _is_idle(load)]
        levels = [Level(name, Apply("range", (n,)), []) for name, n in zip(names, extents)]
        if not levels:
            return self.unrolled(stmt, pattern, body, [found])
        return self._looped(levels, late, body, stmt)

    def _extents(self, header: Apply) -> list[Expr] | None:
        """Return the ends of the ranges that `np.ndindex` runs through."""
        if len(header.args) != 1:
            return list(header.args)
        value = self.value(header.args[0])
        if isinstance(value, Apply) and value.op in ("tuple", "list"):
            value = Parts(value.op, value.args)
        if isinstance(value, Parts):
            return [self.operand(item) for item in value.items]
        kind = self.kind(value)
        if isinstance(kind, Scalar):
            return [self.operand(value)]
        if isinstance(value, Apply) and value.op == "np.shape":
            return self._extents_of(value.args[0], None)
        items = getattr(kind, "items", None)
        if items is None:
            return None
        whole = self.operand(value)
        return [Apply("getitem", (whole, Const(k))) for k in range(len(items))]

    def _extents_of(self, base: Expr, stmt: For | None) -> list[Expr] | None:
        """Return the sizes of the axes of an array; None if it is none."""
        kind = self.kind(base)
        is_rebound = stmt is not None and isinstance(base, Name) and base.id in bound_in(stmt.body)
        if not isinstance(kind, Array) or is_rebound:
            return None
        shape = Apply("np.shape", (base,))
        return [Apply("getitem", (shape, Const(k))) for k in range(kind.ndim)]

    # -- one after the other -----------------------------------------------------------------------

    def _chained(self, header: Apply, stmt: For) -> Block:
        """Return one loop after the other, or the loop over the items of each item."""
        if header.op != "itertools.chain":
            row = self.new_name()
            inner: Block = (replace(stmt, iter=Name(row)),)
            if stmt.stop:
                inner = (Assign(stmt.stop, Const(False), stmt.tag), *inner)
            return (replace(stmt, target=row, iter=header.args[0], body=inner),)
        rest: Block = ()
        for part in reversed(header.args):
            if stmt.stop and rest:
                rest = (If(Apply("not", (Name(stmt.stop),)), rest, (), stmt.tag),)
            rest = (replace(stmt, iter=part), *rest)
        if stmt.stop:
            rest = (Assign(stmt.stop, Const(False), stmt.tag), *rest)
        return rest

    # -- what has no end ---------------------------------------------------------------------------

    def endless(self, stmt: For, pattern: Pattern, body: Block, source: Source) -> Block:
        """Return a loop over something that has no end, which the body leaves."""
        index, first = self.new_name(), 1 if stmt.stop else 0
        loads = self.loads(pattern, source.item(Name(index)), "")
        after = Assign(index, Apply("add", (Name(index), ONE)), self.tag)
        inside = (*body[:first], *loads, after, *body[first:])
        return (
            Assign(index, Const(0), self.tag),
            While(Const(True), inside, stmt.stop, stmt.tag),
        )


def _is_idle(stmt: Stmt) -> bool:
    return isinstance(stmt, Assign) and stmt.value == Name(stmt.target)

