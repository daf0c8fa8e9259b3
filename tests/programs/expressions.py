"""Random expressions of a wanted kind, smooth and bounded where their names are bounded."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.programs.scope import (
    Array,
    Flag,
    Int,
    Kind,
    ListOf,
    Object,
    Record,
    Row,
    Scalar,
    Scope,
    StateOf,
    TupleOf,
    broadcasts_to,
    smaller_shapes,
)

SMOOTH = ("np.sin", "np.cos", "np.tanh", "np.arctan", "np.sin")
PLAIN = ("math.sin", "math.cos", "math.tanh", "math.atan")


@dataclass(frozen=True)
class Helper:
    """A function that was generated: kinds of its parameters (the last with a default).

    `rest` are kinds of what comes after them for `*args`, `named` numbers that go by name only.
    """

    name: str
    params: tuple[tuple[str, Kind], ...]
    defaults: int
    result: Kind
    mutates: bool
    rest: tuple[Kind, ...] = ()
    named: tuple[str, ...] = ()


class Expressions:
    """Draws expressions; `scope` says which names there are, `features` what may occur."""

    def __init__(self, rng: random.Random, features: frozenset[str]) -> None:
        self.rng = rng
        self.features = features
        self.scope = Scope()
        self.helpers: list[Helper] = []
        self.fresh_names = 0

    def fresh(self, stem: str) -> str:
        self.fresh_names += 1
        return f"{stem}{self.fresh_names}"

    def has(self, feature: str) -> bool:
        return feature in self.features

    def pick(self, items: list[Any]) -> Any:
        return items[self.rng.randrange(len(items))]

    def recent(self, names: list[str]) -> str | None:
        """One of some names, more often than not one of those that came last."""
        near = names[-3:] if self.rng.random() < 0.5 else names
        return self.pick(near) if near else None

    def constant(self) -> str:
        return f"{self.rng.uniform(0.2, 1.4):.2f}"

    def drawn(self, options: list[tuple[float, Callable[[], str | None]]]) -> str:
        """The first answer of options tried in weighted random order; the last always answers."""
        rest = list(options)
        while len(rest) > 1:
            weights = [w for w, _ in rest]
            found = rest.pop(self.rng.choices(range(len(rest)), weights)[0])[1]()
            if found is not None:
                return found
        found = rest[0][1]()
        assert found is not None
        return found

    def of_kind(self, kind: Kind, depth: int = 2) -> str:
        """An expression of a kind."""
        match kind:
            case Scalar():
                return self.scalar(depth)
            case Array(shape):
                return self.array(shape, depth)
            case Int(low, high):
                return str(self.rng.randint(low or 0, 3 if high is None else high))
            case Flag():
                return self.condition()
            case ListOf(item, least):
                return "[" + ", ".join(self.of_kind(item, 1) for _ in range(least)) + "]"
            case Row():
                return f"[{self.scalar(1)}, {self.scalar(1)}]"
            case TupleOf(items):
                return "(" + "".join(self.of_kind(item, 1) + ", " for item in items) + ")"
            case Record(fields):
                items = [f"{key!r}: {self.of_kind(inner, 1)}" for key, inner in fields]
                return "{" + ", ".join(items) + "}"
            case Object():
                return self.object_text(kind)
            case StateOf(shape):
                return self.state_text(shape)
        raise TypeError(kind)

    def scalar(self, depth: int = 2) -> str:
        if depth <= 0:
            return self.scalar_leaf()
        return self.drawn([
            (3, self.scalar_leaf),
            (4, lambda: self.scalar_binary(depth)),
            (3, lambda: f"{self.pick(list(SMOOTH))}({self.scalar(depth - 1)})"),
            (1, lambda: f"{self.pick(list(PLAIN))}({self.scalar(depth - 1)})"),
            (1, lambda: f"({self.scalar(depth - 1)}) ** {self.pick([2, 3, 2])}"),
            (0.7, lambda: f"(1.3 + np.cos({self.scalar(depth - 1)})) ** {self.constant()}"),
            (0.7, lambda: f"np.exp(-({self.scalar(depth - 1)}) ** 2)"),
            (0.5, lambda: f"np.log(2.0 + ({self.scalar(depth - 1)}) ** 2)"),
            (0.5, lambda: f"np.sqrt(1.0 + ({self.scalar(depth - 1)}) ** 2)"),
            (0.7, lambda: f"-({self.scalar(depth - 1)})"),
            (1.5, lambda: self.reduction(depth)),
            (1, lambda: self.conditional(self.scalar, depth)),
            (0.8, lambda: self.logic_value(depth)),
            (0.7, lambda: self.walrus(depth)),
            (0.8, lambda: self.generator_sum(depth)),
            (1.5, lambda: self.call(Scalar(), depth)),
            (0.4, lambda: self.kinked(depth)),
            (0.001, self.scalar_leaf),
        ])  # fmt: skip

    def scalar_binary(self, depth: int) -> str:
        a, b = self.scalar(depth - 1), self.scalar(depth - 1)
        return self.pick([
            f"({a} + {b})", f"({a} - {b})", f"({a}) * ({b})", f"({a}) * ({b})",
            f"({a}) / (1.2 + ({b}) ** 2)", f"{self.constant()} * ({a})",
        ])  # fmt: skip

    def scalar_leaf(self) -> str:
        scope = self.scope
        return self.drawn([
            (6, lambda: self.recent(scope.scalars())),
            (3, self.element),
            (2, self.list_item),
            (1, self.tuple_item), *([(2.0, self.row_item)] if self.has("rows") else []),
            *([(2.0, self.object_value)] if self.has("objects") else []),
            *([(1.5, self.queue_scalar)] if self.has("queues") else []),
            (0.7, lambda: f"0.3 * {self.pick(scope.ints())}" if scope.ints() else None),
            (0.8, self.constant),
        ])  # fmt: skip

    def element(self) -> str | None:
        names = self.scope.arrays()
        if not names:
            return None
        name = self.pick(names)
        shape = self.scope.shape(name)
        if len(shape) == 2 and self.rng.random() < 0.3:
            return f"{name}[{self.index(shape[0])}][{self.index(shape[1])}]"
        return f"{name}[{', '.join(self.index(n) for n in shape)}]"

    def index(self, n: int) -> str:
        """An integer expression inside [-n, n)."""
        ints = self.scope.ints()
        if ints and self.rng.random() < 0.6:
            name = self.pick(ints)
            kind = self.scope.names[name]
            known = isinstance(kind, Int) and kind.low is not None and kind.high is not None
            if known and -n <= kind.low and kind.high < n and self.rng.random() < 0.8:
                return self.pick([name, name, f"{name} - 1"]) if kind.low >= 0 else name
            return self.pick([f"{name} % {n}", f"({name} + {self.rng.randint(1, 3)}) % {n}"])
        return str(self.rng.randint(-n if self.rng.random() < 0.3 else 0, n - 1))

    def list_index(self, name: str) -> str:
        kind = self.scope.names[name]
        assert isinstance(kind, ListOf)
        if self.scope.ints() and self.rng.random() < 0.4:
            return f"{self.pick(self.scope.ints())} % len({name})"
        return self.index(kind.least) if self.rng.random() < 0.5 else self.pick(["-1", "0"])

    def list_item(self) -> str | None:
        names = self.scope.lists(1)
        if not names:
            return None
        name = self.pick(names)
        item = f"{name}[{self.list_index(name)}]"
        kind = self.scope.names[name].item
        return self.entry_of(item, kind)

    def entry_of(self, text: str, kind: Kind) -> str | None:
        """A scalar out of an expression of a kind."""
        match kind:
            case Scalar():
                return text
            case Array(shape):
                return f"{text}[{', '.join(self.index(n) for n in shape)}]"
            case Row() | TupleOf((Scalar(), Scalar())):
                return f"{text}[{self.rng.randrange(2)}]"
        return None

    def row_item(self) -> str | None:
        names = [n for n, kind in self.scope.names.items() if isinstance(kind, Row)]
        return f"{self.pick(names)}[{self.index(2)}]" if names else None

    def tuple_item(self) -> str | None:
        names = self.scope.tuples()
        if not names:
            return None
        name = self.pick(names)
        items = self.scope.names[name].items
        k = self.rng.randrange(len(items))
        return self.entry_of(f"{name}[{k}]", items[k])

    def reduction(self, depth: int) -> str | None:
        names = self.scope.arrays()
        if not names:
            return None
        shape = self.scope.shape(self.pick(names))
        a = self.array(shape, depth - 1)
        options = [f"0.4 * np.sum({a})", f"np.mean({a})", f"({a}).sum()", f"0.3 * ({a}).mean()"]
        if len(shape) == 1:
            b = self.array(shape, depth - 1)
            options += [f"0.5 * (({a}) @ ({b}))", f"0.5 * np.dot({a}, {b})"]
        return self.pick(options)

    def conditional(self, make: Callable[..., str], depth: int, *args: Any) -> str | None:
        if not self.has("ifexp"):
            return None
        a, b = make(*args, depth - 1), make(*args, depth - 1)
        return f"(({a}) if {self.condition(1)} else ({b}))"

    def logic_value(self, depth: int) -> str | None:
        if not self.has("boolop"):
            return None
        a, b = self.scalar(depth - 1), self.scalar(depth - 1)
        c = self.condition(1)
        return self.pick([f"(({c}) and ({a}) or ({b}))", f"(({a}) or ({b}))", f"(({a}) and ({b}))"])

    def walrus(self, depth: int) -> str | None:
        if not self.has("walrus"):
            return None
        value = self.scalar(depth - 1)
        name = self.fresh("w")
        return f"({name} := {value}) * {name}"

    def generator_sum(self, depth: int) -> str | None:
        if not self.has("comprehension"):
            return None
        name, header, kind = self.iteration("c")
        with_name = self.inside(name, kind, lambda: self.scalar(depth - 1))
        test = f" if {self.inside(name, kind, self.condition)}" if self.rng.random() < 0.2 else ""
        inner = f"0.3 * ({with_name}) for {name} in {header}{test}"
        return self.pick([f"sum({inner})", f"sum([{inner}])"])

    def inside(self, name: str, kind: Kind, make: Callable[[], str]) -> str:
        """What `make` draws where one more name is known, without walrus."""
        scope, features = self.scope, self.features
        self.scope, self.features = scope.child(), features - {"walrus"}
        self.scope.add(name, kind)
        drawn = make()
        self.scope, self.features = scope, features
        return drawn

    def iteration(self, stem: str) -> tuple[str, str, Kind]:
        """A name, what it iterates over, and its kind."""
        name = self.fresh(stem)
        scope = self.scope
        vectors, lists = scope.arrays(rank=1), scope.lists(1, Scalar)
        if vectors and self.rng.random() < 0.4:
            return name, self.pick(vectors), Scalar()
        if lists and self.rng.random() < 0.4:
            return name, self.pick(lists), Scalar()
        n = self.rng.randint(1, 3)
        return name, f"range({n})", Int(0, n - 1)

    def call(self, kind: Kind, depth: int) -> str | None:
        found = [h for h in self.helpers if h.result == kind and not h.mutates]
        return self.call_text(self.pick(found), depth - 1) if found else None

    def call_text(self, helper: Helper, depth: int) -> str:
        """A call, sometimes with keywords, sometimes without what has a default."""
        given = list(helper.params)
        if helper.rest or helper.named:
            return self.starred_call(helper, depth)
        if helper.defaults and self.rng.random() < 0.5:
            given = given[: -helper.defaults]
        at = self.rng.randint(1, len(given))
        values = [self.argument(kind, depth) for _, kind in given]
        named = [f"{n}={v}" for (n, _), v in zip(given[at:], values[at:])]
        return f"{helper.name}({', '.join(values[:at] + named)})"

    def starred_call(self, helper: Helper, depth: int) -> str:
        """A call that passes more by position or by name, sometimes behind stars."""
        values = [self.argument(kind, depth) for _, kind in helper.params]
        rest = [self.argument(kind, depth) for kind in helper.rest]
        if rest and self.rng.random() < 0.3:
            rest = [f"*({', '.join(rest)},)"]
        named = [(n, self.scalar(depth)) for n in helper.named]
        texts = [f"{n}={v}" for n, v in named]
        if named and self.rng.random() < 0.3:
            shown = ", ".join(f"'{n}': {v}" for n, v in named)
            texts = [f"**{{{shown}}}"]
        return f"{helper.name}({', '.join(values + rest + texts)})"

    def argument(self, kind: Kind, depth: int) -> str:
        """An argument of a call: an array is most often a variable or a view of one."""
        if kind == Scalar() and self.has("functions") and self.rng.random() < 0.2:
            return self.constant()
        if isinstance(kind, Array) and self.rng.random() < 0.7:
            return self.view(kind.shape) or self.array(kind.shape, depth)
        return self.of_kind(kind, depth)

    def kinked(self, depth: int) -> str | None:
        if not self.has("kinks"):
            return None
        a, b = self.scalar(depth - 1), self.scalar(depth - 1)
        return self.pick([
            f"np.maximum({a}, {b})", f"max({a}, {b})", f"min({a}, {b})", f"abs({a})",
            f"np.minimum({a}, {b})", f"np.abs({a})",
        ])  # fmt: skip

    def condition(self, depth: int = 1) -> str:
        """A test on values that are hardly ever near the point where it changes."""
        if self.has("boolop") and depth > 0 and self.rng.random() < 0.25:
            a, b = self.condition(depth - 1), self.condition(depth - 1)
            return self.pick([f"({a} and {b})", f"({a} or {b})", f"(not {a})"])
        ints, flags = self.scope.ints(), self.scope.flags()
        if flags and self.rng.random() < 0.3:
            return self.pick(flags)
        if ints and self.rng.random() < 0.4:
            name = self.pick(ints)
            parity = f"{name} % 2 == {self.rng.randrange(2)}"
            return self.pick([parity, f"{name} < 2", f"{name} > 0"])
        value = self.scalar(depth)
        bound = f"{self.rng.uniform(-0.6, 0.9):.2f}"
        if self.has("chained") and self.rng.random() < 0.4:
            return f"({bound} < {value} <= {float(bound) + 0.8:.2f})"
        return f"({value} {self.pick(['<', '>', '>=', '<='])} {bound})"

    def object_text(self, kind: Kind) -> str:
        raise NotImplementedError

    def object_value(self) -> str | None:
        raise NotImplementedError

    def queue_scalar(self) -> str | None:
        raise NotImplementedError

    def state_text(self, shape: tuple[int, ...] | None) -> str:
        raise NotImplementedError

    def view(self, shape: tuple[int, ...]) -> str | None:
        raise NotImplementedError

    def array(self, shape: tuple[int, ...], depth: int = 2) -> str:
        raise NotImplementedError


__all__ = ["Expressions", "Helper", "broadcasts_to", "smaller_shapes"]
