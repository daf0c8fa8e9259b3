"""Iterators: what the functions of `itertools` that need no loop of their own give.

    islice(x, 1, None, 2)   ->  the items x[1 + 2 * i]
    zip(x, count(1))        ->  as often as x: x[i] and 1 + i
    pairwise(x)             ->  once less than x: x[i] and x[i + 1]

Some keep what they have read: they are refused, or given copies, where the body may write it.
"""

from __future__ import annotations

from typing import Any

from ...ir.kinds import Array, Kind, ListKind, Other, Scalar, TupleKind
from ...ir.nodes import Apply, Assign, Const, Evaluate, Expr, For, Name, Store
from ...ir.walk import bound_in, names_in, statements
from .sources import ENDLESS, ONE, Source, Sources, spine_changed
from .state import Parts, Value

_NEW = {
    "np.zeros", "np.ones", "np.empty", "np.full", "np.eye", "np.identity", "np.zeros_like",
    "np.ones_like", "np.empty_like", "np.full_like", "np.array", "np.copy", "list",
}  # fmt: skip


class Iterators(Sources):
    """Tells what functions of `itertools` give."""

    def of_itertools(self, header: Apply, stmt: For) -> Source | list[Value] | None:
        """Return what a function of `itertools` gives, one item after the other."""
        given = dict(header.kwargs)
        match header.op.removeprefix("itertools."):
            case "count":
                start = (*header.args[:1], given.get("start", Const(0)))[0]
                step = (*header.args[1:], given.get("step", ONE))[0]
                return self._numbers_from(self._still(start, stmt), self._still(step, stmt))
            case "repeat":
                times = (*header.args[1:], given.get("times", ENDLESS))[0]
                return self._repeat(self._still(header.args[0], stmt), self._still(times, stmt))
            case "islice":
                source = self.source(header.args[0], stmt)
                bounds = [self._still(arg, stmt) for arg in header.args[1:]]
                return None if source is None else self._islice(source, bounds)
            case "zip_longest":
                fill = self._still(given.get("fillvalue", Const(None)), stmt)
                return self._zip_longest([self.source(arg, stmt) for arg in header.args], fill)
            case name:
                if self.kept(header.args[0], stmt) != header.args[0]:
                    self.refuse(
                        f"s2sad cannot run through `{name}` of what the loop changes",
                        "It keeps items from one trip to another.",
                        f"Loop over the {name} of a copy.",
                    )  # fmt: skip
                    return None
                source = self.source(header.args[0], stmt)
                return self._cycle(source) if name == "cycle" else self._pairwise(source)

    def _still(self, arg: Expr, stmt: For) -> Expr:
        """Return an operand that the body of a loop does not bind anew."""
        found = self.operand(self.value(arg))
        if isinstance(found, Name) and found.id in bound_in(stmt.body):
            return self.temporary(found)
        return found

    def _numbers_from(self, start: Expr, step: Expr) -> Source:
        def item(index: Expr) -> Value:
            moved = index if step == ONE else Apply("mul", (index, step))
            return moved if start == Const(0) else Apply("add", (start, moved))

        return Source(ENDLESS, None, item)

    def _repeat(self, value: Expr, times: Expr) -> Source:
        if times == ENDLESS:
            return Source(ENDLESS, None, lambda index: value)
        counted = self.of_range(Apply("range", (times,)))
        return Source(counted.count, counted.size, lambda index: value)

    def _islice(self, source: Source | list[Value], bounds: list[Expr]) -> Any:
        none = Const(None)
        start, stop, step = (none, *bounds, none) if len(bounds) == 1 else (*bounds, none)[:3]
        if isinstance(source, list):
            return self._islice_of_items(source, [start, stop, step])
        start, step = Const(0) if start == none else start, ONE if step == none else step
        ends = source.count if stop == none else stop
        if ENDLESS not in (stop, source.count):
            ends = Apply("min", (stop, source.count))
        places = self._numbers_from(start, step)
        if ends == ENDLESS:
            return Source(ENDLESS, None, lambda index: source.item(_plain_place(places, index)))
        counted = self.of_range(Apply("range", (start, ends, step)))
        return Source(
            counted.count, counted.size, lambda index: source.item(_plain_place(places, index))
        )

    def _islice_of_items(self, items: list[Value], bounds: list[Expr]) -> list[Value] | None:
        known = [b.value for b in bounds if isinstance(b, Const)]
        if len(known) < len(bounds):
            self.refuse(
                "s2sad cannot tell which of these unlike items `islice` takes",
                "The trips differ from each other, and how many they are is not known.",
                "Give constants.",
            )  # fmt: skip
            return None
        return items[slice(*known)]

    def _cycle(self, source: Source | list[Value] | None) -> Source | None:
        if source is None or isinstance(source, list):
            self.refuse_iteration(Other("cycle"), "Loop over an index.")
            return None
        if source.count == ENDLESS:
            return source
        plain = source
        return Source(
            ENDLESS, None, lambda index: plain.item(Apply("mod", (index, plain.count)))
        )

    def _pairwise(self, source: Source | list[Value] | None) -> Source | list[Value] | None:
        if source is None:
            return None
        if isinstance(source, list):
            return [Parts("tuple", pair) for pair in zip(source, source[1:])]
        plain = source

        def item(index: Expr) -> Value:
            return Parts("tuple", (plain.item(index), plain.item(Apply("add", (index, ONE)))))

        if plain.count == ENDLESS:
            return Source(ENDLESS, None, item)
        size = None if plain.size is None else plain.size - 1
        if size is not None and self.sizes.at_most(0, size) is not True:
            size = None
        return Source(Apply("sub", (plain.count, ONE)), size, item)

    def _zip_longest(
        self, sources: list[Source | list[Value] | None], fill: Expr
    ) -> Source | None:  # fmt: skip
        plain = [s for s in sources if isinstance(s, Source) and s.count != ENDLESS]
        if len(plain) < len(sources):
            self.refuse(
                "s2sad cannot fill up what `zip_longest` is given here",
                "Its items are unlike each other, or have no end.", "Loop over an index.",
            )  # fmt: skip
            return None
        counts = [source.count for source in plain]

        def item(index: Expr) -> Value:
            return Parts("tuple", tuple([
                Apply("ifexp", (Apply("lt", (index, s.count)), _whole(s.item(index)), fill))
                for s in plain
            ]))  # fmt: skip

        count = counts[0] if len(counts) == 1 else Apply("max", tuple(counts))
        return Source(count, None, item)

    # -- what the body of a loop may write ---------------------------------------------------------

    def known_column(self, source: Source | list[Value]) -> list[Value] | None:
        """Return the items of a source, if how many they are is known before the run."""
        if isinstance(source, list):
            return source
        count = self.known_size(source)
        return None if count is None else [source.item(Const(k)) for k in range(count)]

    def kept(self, header: Expr, stmt: For) -> Expr:
        """Return what a loop runs through, with copies of numbers that its body may write."""
        if isinstance(header, Apply):
            return Apply(
                header.op, tuple([self.kept(arg, stmt) for arg in header.args]), header.kwargs
            )
        kind = self.env.get(header.id) if isinstance(header, Name) else None
        if not isinstance(header, Name) or not self._may_be_written(header.id, kind, stmt):
            return header
        op = "list.copy" if isinstance(kind, ListKind) else "np.copy"
        return self.temporary(Apply(op, (header,)))

    def _may_be_written(self, name: str, kind: Kind | None, stmt: For) -> bool:
        """Return whether the body of a loop may change the items of a list, or numbers."""
        if not isinstance(kind, ListKind) and not (isinstance(kind, Array) and kind.ndim == 1):
            return False
        if any(_may_hold(self.env.get(base), type(kind)) for base in _updated(stmt)):
            return True
        if isinstance(kind, ListKind):
            find = self.aliases.places.find
            changed = [base for base in _bases(stmt) if not self.aliases.is_made_for(base, stmt)]
            return any(find(base) == find(name) for base in changed)
        kinds = [(base, self.env.get(base)) for base in _bases(stmt)]
        memory = {b for b, k in kinds if not isinstance(k, (Scalar, ListKind, TupleKind))}
        if memory and all(map(self._has_memory_of_its_own, memory)):
            return not memory.isdisjoint(self._made_of(name))
        return bool(memory)

    def _made_of(self, name: str) -> set[str]:
        """Return the names that a name may have its memory of: all that it is made of."""
        found, before = {name}, 0
        while len(found) > before:
            before = len(found)
            for stmt in statements(self.program.body):
                base = stmt.base if isinstance(stmt, Store) else spine_changed(stmt)
                if found.intersection(stmt.binds) or base in found:
                    found |= {n for expr in stmt.expressions for n in names_in(expr)}
        return found

    def _has_memory_of_its_own(self, name: str) -> bool:
        """Return whether a name is only ever bound to memory that is made for it."""
        made = self.aliases.made.get(name, [])
        return bool(made) and all(
            isinstance(stmt, Assign) and isinstance(stmt.value, Apply) and stmt.value.op in _NEW
            and not any(key == "copy" for key, _ in stmt.value.kwargs) for stmt in made
        )


def _may_hold(kind: Kind | None, what: type) -> bool:
    """Return whether there may be an array, or a list, among the items of something."""
    if isinstance(kind, (TupleKind, ListKind)):
        items = kind.items if isinstance(kind, TupleKind) else (kind.item,)
        return any(isinstance(item, what) or _may_hold(item, what) for item in items)
    return not isinstance(kind, (Scalar, Array, Other))


def _updated(stmt: For) -> list[str]:
    """Return the names of what has items that the body of a loop updates: `p["w"] *= 2`."""
    stores = [inner for inner in statements(stmt.body) if isinstance(inner, Store)]
    return [store.base for store in stores if store.op is not None and store.index is not None]


def _bases(stmt: For) -> list[str]:
    """Return the names of what the body of a loop may store into, or make longer or shorter."""
    found: list[str] = []
    for inner in statements(stmt.body):
        changed = inner.base if isinstance(inner, Store) else spine_changed(inner)
        value = inner.value if isinstance(inner, (Assign, Evaluate)) else None
        if changed is not None:
            found.append(changed)
        elif isinstance(value, Apply) and value.op != "print":
            is_effect = isinstance(inner, Evaluate) or value.op in ("call", "method")
            found += names_in(value) if is_effect else ()
    return found


def _plain_place(places: Source, index: Expr) -> Expr:
    """Return a place that is counted: no tuple."""
    found = places.item(index)
    assert not isinstance(found, Parts)
    if isinstance(found, Apply) and all(isinstance(arg, Const) for arg in found.args):
        a, b = [arg.value for arg in found.args if isinstance(arg, Const)]
        return Const(a * b if found.op == "mul" else a + b)
    return found


def _whole(value: Value) -> Expr:
    """Return an item as one expression."""
    if isinstance(value, Parts):
        return Apply(value.display, tuple(map(_whole, value.items)))
    return value
