"""Sources: what a loop runs through, as how often it goes round and which item it takes then.

    enumerate(x, 1)         ->  as often as x: 1 + i and x[i]
    zip(x, y)               ->  as often as the shorter: x[i] and y[i]
    reversed(x)             ->  as often as x: x[len(x) - 1 - i]
"""

from __future__ import annotations

from collections.abc import Callable

from ...ir.frozen import dataclass
from ...ir.kinds import RANGE, Array, Kind, ListKind, Other, Scalar, Size, TupleKind, Unknown
from ...ir.nodes import Apply, Assign, Const, Evaluate, Expr, For, Name, Stmt, Store
from ...ir.walk import bound_in, names_in, statements
from .flow import range_bounds
from .joins import Returned, Text
from .state import Parts, State, Value, joinable
from .words import describe

ENDLESS = Const(None)  # how often `count()` goes round
ONE = Const(1)
ITERATORS = {
    "range", "enumerate", "zip", "reversed", "itertools.islice", "itertools.count",
    "itertools.repeat", "itertools.cycle", "itertools.zip_longest", "itertools.pairwise",
}  # fmt: skip
_IN_TURNS = {
    "itertools.product", "itertools.combinations", "itertools.permutations", "itertools.chain",
    "itertools.combinations_with_replacement", "itertools.chain.from_iterable", "np.ndindex",
    "np.ndenumerate", "flat.items",
}  # fmt: skip


@dataclass
class Source:
    """Something to iterate over: how often, and which item belongs to an index."""

    count: Expr
    size: Size | None
    item: Callable[[Expr], Value]
    header: Expr | None = None  # a range of which the index itself is the item


class Sources(State):
    """Tells what a loop runs through."""

    def of_itertools(self, header: Apply, stmt: For) -> Source | list[Value] | None:
        """Return what a function of `itertools` gives, one item after the other."""
        raise NotImplementedError

    def known_items(self, value: Value) -> list[Value] | None:
        """Return the items of something whose items are known before the run."""
        raise NotImplementedError

    def source(self, header: Expr, stmt: For) -> Source | list[Value] | None:
        if isinstance(header, Apply) and header.op in ITERATORS:
            return self._iterator(header, stmt)
        if isinstance(header, Apply) and header.op in _IN_TURNS:
            name = header.op.removeprefix("itertools.")
            self.refuse(
                f"s2sad cannot run through `{name}` beside something else",
                "It stands for several loops.", "Make a list of it: `list( )`.",
            )  # fmt: skip
            return None
        value = self.value(header)
        if isinstance(value, Parts):
            value = self.iterated(value)
        known = self.known_items(value)
        if known is not None:
            return known
        if isinstance(value, Parts):
            return self._of_parts(value)
        kind = self.kind(value)
        if kind == RANGE:
            return self._of_name(self.kept_for(value, stmt), None)
        if isinstance(value, Apply) and value.op in ("tuple", "list"):
            return self._of_parts(Parts(value.op, value.args))
        if isinstance(kind, TupleKind) and any(isinstance(item, Text) for item in kind.items):
            return [
                Const(item.value) if isinstance(item, Text) else Apply("getitem", (value, Const(k)))
                for k, item in enumerate(kind.items)
            ]  # fmt: skip
        has_items = isinstance(kind, (Array, ListKind, TupleKind)) or type(kind) is Unknown
        has_items = has_items or isinstance(kind, Other) and kind.what == "text"
        if not has_items or (isinstance(kind, Array) and not kind.ndim):
            self.refuse_iteration(kind, "Loop over a range, an array, a list or a tuple.")
            return None
        return self._of_sequence(value, kind, stmt)

    def refuse_iteration(self, kind: Kind, instead: str) -> None:
        """Refuse a loop over something of which nobody knows how often it goes round."""
        what = "something unknown" if isinstance(kind, Returned) else describe(kind)
        why = "How many trips it makes is not known."
        if isinstance(kind, (Scalar, Array)):
            why = "Python would raise a TypeError here."
        self.refuse(f"s2sad cannot loop over {what}", why, instead)

    def refuse_endless(self) -> None:
        """Refuse to reach the end of what has none."""
        self.refuse(
            "s2sad cannot loop over something that has no end here",
            "Only the innermost loop, or one beside something with an end, may have none.",
            "Use a range.",
        )  # fmt: skip

    def _of_parts(self, value: Parts) -> Source | list[Value]:
        kinds = [self.kind_of_value(item) for item in value.items]
        alike = bool(kinds) and all(_plain(k) == _plain(kinds[0]) for k in kinds)
        if not alike or not joinable(kinds) or not isinstance(kinds[0], (Scalar, Array)):
            return list(value.items)
        items = self.temporary(Apply("list", tuple([self.operand(i) for i in value.items])))
        return self._of_name(items, Size(len(kinds)))

    def _of_sequence(self, value: Expr, kind: Kind, stmt: For) -> Source:
        base = self.kept_for(value, stmt)
        if isinstance(kind, ListKind):
            self._check_spine(base.id, stmt)
            return self._of_name(base, kind.length)
        size = kind.shape[0] if isinstance(kind, Array) and kind.ndim else None
        if isinstance(kind, TupleKind):
            size = Size(len(kind.items))
        return self._of_name(base, size)

    def kept_for(self, value: Expr, stmt: For) -> Name:
        """Return a name that has this value while a loop runs."""
        base = self.operand(value)
        if isinstance(base, Name) and base.id not in bound_in(stmt.body):
            return base
        return self.temporary(base)

    def _of_name(self, base: Name, size: Size | None) -> Source:
        return Source(
            Apply("len", (base,)), size, lambda index: Apply("getitem", (base, index))
        )

    def _check_spine(self, base: str, stmt: For) -> None:
        """Refuse a loop over a list that its body makes longer or shorter."""
        same = {self.aliases.places.find(name) for name in (base, *names_in(stmt.iter))}
        for inner in statements(stmt.body):
            changed = spine_changed(inner)
            if changed is None or self.aliases.is_made_for(changed, stmt):
                continue
            if self.aliases.places.find(changed) in same:
                kind = self.env.get(changed)
                if kind is None or isinstance(kind, ListKind):
                    self.refuse(
                        "s2sad cannot loop over a list that the loop makes longer or shorter",
                        "How many trips it makes is not known.", "Loop over a copy of the list.",
                    )  # fmt: skip
                    return

    def _iterator(self, header: Apply, stmt: For) -> Source | list[Value] | None:
        if header.op == "range":
            return self.of_range(header)
        if header.op.startswith("itertools."):
            return self.of_itertools(header, stmt)
        sources = []
        args = header.args if header.op == "zip" else header.args[:1]
        for arg in args:
            source = self.source(arg, stmt)
            if source is None:
                return None
            sources.append(source)
        if header.op == "zip":
            return self._zip(sources)
        if header.op == "reversed":
            return self._reversed(sources[0])
        given = dict(header.kwargs)
        start = header.args[1] if len(header.args) > 1 else given.get("start", Const(0))
        start = self.operand(self.value(start))
        if isinstance(start, Name) and start.id in bound_in(stmt.body):
            start = self.temporary(start)
        return _enumerated(sources[0], start)

    def of_range(self, header: Apply) -> Source:
        """Return a range, or how often one goes round."""
        args = [self.operand(self.value(arg)) for arg in header.args]
        start = args[0] if len(args) > 1 else Const(0)
        step = args[2] if len(args) > 2 else Const(1)
        whole = Apply("range", tuple(args))

        def item(index: Expr) -> Value:
            moved = index if step == Const(1) else Apply("mul", (step, index))
            return moved if start == Const(0) else Apply("add", (start, moved))

        count, size = self._range_count(start, step, whole)
        return Source(count, size, item, whole)

    def _range_count(self, start: Expr, step: Expr, whole: Apply) -> tuple[Expr, Size | None]:
        bounds = range_bounds(whole, self.env, self.sizes)
        if bounds is None or step != Const(1) or bounds[0] is None or bounds[1] is None:
            return Apply("len", (whole,)), None
        size = bounds[1] - bounds[0]
        if self.sizes.at_most(0, size) is not True:
            return Apply("len", (whole,)), None
        stop = whole.args[-1] if len(whole.args) < 3 else whole.args[1]
        return (stop if start == Const(0) else Apply("sub", (stop, start))), size

    def _zip(self, sources: list[Source | list[Value]]) -> Source | list[Value] | None:
        if any(isinstance(source, list) for source in sources):
            return self._zip_unrolled(sources)
        plain = [source for source in sources if isinstance(source, Source)]
        if not plain:
            return []
        count: Expr = ENDLESS
        size: Size | None = None
        for source in plain:
            count, size = self._shorter(count, size, source)
        return Source(count, size, lambda i: Parts("tuple", tuple([s.item(i) for s in plain])))

    def _shorter(self, count: Expr, size: Size | None, other: Source) -> tuple[Expr, Size | None]:
        if ENDLESS in (count, other.count):
            return (count, size) if other.count == ENDLESS else (other.count, other.size)
        if size is not None and other.size is not None:
            if self.sizes.same(size, other.size):
                return count, size
            first = self.sizes.at_most(size, other.size)
            if first is not None:
                return (count, size) if first else (other.count, other.size)
        return Apply("min", (count, other.count)), None

    def _zip_unrolled(self, sources: list[Source | list[Value]]) -> list[Value] | None:
        ended = [s for s in sources if isinstance(s, list) or s.count != ENDLESS]
        lengths = [len(s) if isinstance(s, list) else self.known_size(s) for s in ended]
        known = [n for n in lengths if n is not None]
        if len(known) < len(lengths):
            self.refuse(
                "s2sad cannot zip unlike items with something of unknown length",
                "The trips differ from each other, and how many they are is not known.",
                "Loop over an index.",
            )  # fmt: skip
            return None
        rows: list[Value] = []
        for k in range(min(known)):
            row = [s[k] if isinstance(s, list) else s.item(Const(k)) for s in sources]
            rows.append(Parts("tuple", tuple(row)))
        return rows

    def known_size(self, source: Source) -> int | None:
        return None if source.size is None else self.sizes.value(source.size)

    def _reversed(self, source: Source | list[Value]) -> Source | list[Value] | None:
        if isinstance(source, list):
            return source[::-1]
        if source.count == ENDLESS:
            self.refuse_endless()
            return None
        header = _reversed_range(source.header) if source.header is not None else None
        count, plain = source.count, source

        def item(index: Expr) -> Value:
            last = Apply("sub", (count, Const(1)))
            return plain.item(Apply("sub", (last, index)))

        return Source(count, source.size, item, header)


def _enumerated(source: Source | list[Value], start: Expr) -> Source | list[Value]:
    def number(index: Expr) -> Expr:
        if isinstance(index, Const) and isinstance(start, Const):
            return Const(index.value + start.value)
        return index if start == Const(0) else Apply("add", (start, index))

    if isinstance(source, list):
        return [Parts("tuple", (number(Const(k)), item)) for k, item in enumerate(source)]
    plain = source

    def item(index: Expr) -> Value:
        return Parts("tuple", (number(index), plain.item(index)))

    return Source(source.count, source.size, item)


def _reversed_range(header: Expr) -> Expr | None:
    """Return the range that runs backwards, if its step is 1."""
    assert isinstance(header, Apply)
    if len(header.args) == 3 and header.args[2] != Const(1):
        return None
    start, stop = (Const(0), header.args[0]) if len(header.args) == 1 else header.args[:2]
    return Apply("range", (_minus_one(stop), _minus_one(start), Const(-1)))


def _minus_one(expr: Expr) -> Expr:
    if isinstance(expr, Const) and isinstance(expr.value, int):
        return Const(expr.value - 1)
    return Apply("sub", (expr, Const(1)))


def _plain(kind: Kind) -> Kind:
    """Return a kind without what is known of a number's value or an array's layout."""
    if isinstance(kind, Scalar):
        return Scalar(kind.dtype, kind.numpy)
    return Array(kind.dtype, kind.shape) if isinstance(kind, Array) else kind


def spine_changed(stmt: Stmt) -> str | None:
    """Return the list that a generic statement makes longer or shorter."""
    match stmt:
        case Evaluate(value=Apply(op="list.append" | "list.pop", args=(Name(id=base), *_))):
            return base
        case Assign(value=Apply(op="list.pop", args=(Name(id=base), *_))):
            return base
        case (
            Evaluate(value=Apply(op="method", args=(Name(id=base), *_)))
            | Assign(value=Apply(op="method", args=(Name(id=base), *_)))
        ):
            return base
        case Store(base=base, index=None):
            return base
    return None
