"""Choosing: of the formulas that a rule offers, the one that records less.

A rule may give several formulas for one adjoint (`z / y`, or `x / (y * y)`). The choice goes to
the one that reads the fewest values that the reverse sweep would not have anyway: those bound in
a loop and not needed yet, and arrays that are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from ..analysis.activity import Activity
from ..analysis.kinds import Sizes, kind_of
from ..analysis.storage import Storage
from ..ir.fresh import Fresh
from ..ir.frozen import dataclass, field
from ..ir.kinds import Array, Kind, ListKind
from ..ir.nodes import Apply, Expr, Name
from ..ir.walk import names_in, subexpressions, substitute
from ..rules import Fit, items_of, lookup, match
from ..rules.simplify import simplify


@cache
def shape_positions(op: str) -> tuple[int, ...]:
    """Return the positions of the operands of which an operation reads only the shape."""
    if op in ("np.shape", "np.size", "np.ndim", "len"):
        return (0,)
    rule = lookup(op)
    return () if rule is None else tuple(
        [k for k, name in enumerate(rule.names) if name in rule.shape_only]
    )


@dataclass
class Choice:
    """The contributions of one call: (operand, expression in `g`) and the lets before them."""

    lets: list[tuple[str, Expr]]
    terms: list[tuple[Expr, Expr]]


@dataclass
class Chooser:
    """Chooses once for each (call, target), so that every pass sees the same choice."""

    kinds: dict[str, Kind]
    sizes: Sizes
    store: Storage
    active: Activity
    fresh: Fresh
    in_loop: frozenset[str]
    needed: set[str] = field(default_factory=set)
    made: dict[tuple[Apply, str], Choice | None] = field(default_factory=dict)
    read: dict[tuple[Apply, str], frozenset[str]] = field(default_factory=dict)
    picked: dict[tuple[Apply, str], dict[tuple[str, int], int]] = field(default_factory=dict)
    simple: dict[Apply, Expr] = field(default_factory=dict)  # formulas whose names have kinds

    def again(self, store: Storage, active: Activity) -> None:
        """Forget the choices, which were made before some copies were active.

        What was picked is kept: of memory that is written, only what it reads has been copied. So
        is what was no choice: one formula each, of operands that are as active as they were.
        """
        changed = self.active.active ^ active.active
        self.store, self.active = store, active
        self.made = {
            call: choice for call, choice in self.made.items()
            if changed.isdisjoint(call[0].names) and call not in self.picked
            and (choice is None or not choice.lets)
        }  # fmt: skip
        self.read = {call: names for call, names in self.read.items() if call in self.made}

    def follow(self, value: Apply, target: str, now: Apply, name: str) -> None:
        """Hear that `target = value` reads copies by now, or has another name."""
        if (value, target) in self.picked:
            self.picked[now, name] = self.picked[value, target]

    def names_read(self, value: Apply, target: str) -> frozenset[str]:
        """Return the names whose contents the contributions of `target = value` read."""
        key = (value, target)
        found = self.read.get(key)
        if found is None:
            choice = self.choose(value, target)
            exprs = [] if choice is None else [e for _, e in (*choice.lets, *choice.terms)]
            found = self.read[key] = frozenset().union(*[self._contents(e) for e in exprs])
        return found

    def _contents(self, expr: Expr) -> set[str]:
        """Return the names whose contents an expression reads once it is simplified.

        A list may change its length, unlike an array: what reads that reads its contents.
        """
        seen = self.simplified(expr)
        lists = {n for n in seen.names if isinstance(self.kinds.get(n), ListKind)}
        return contents_read(seen) | lists

    def simplified(self, expr: Expr) -> Expr:
        """Return a formula as it is written where it is used; found once its names have kinds."""
        if not isinstance(expr, Apply):
            return expr
        found = self.simple.get(expr)
        if found is None:
            found = simplify(expr, self.kind)
            if self.kinds.keys() >= set(expr.names):
                self.simple[expr] = found
        return found

    def choose(self, value: Apply, target: str) -> Choice | None:
        """Return the contributions of `target = value`."""
        key = (value, target)
        if key not in self.made:
            self.made[key] = self._choose(value, target)
        return self.made[key]

    def _choose(self, value: Apply, target: str) -> Choice | None:
        fit = match(value, self.kinds)
        if fit is None or fit.rule.word == "zero":
            return None
        rule, bound = fit.rule, fit.bound
        self.kinds.setdefault(f"g:{target}", self.kinds[target])
        values: dict[str, Expr] = {**bound, "z": Name(target), "g": Name(f"g:{target}")}
        for name, _ in rule.lets:
            values[name] = Name(self.fresh.name())
        terms: list[tuple[Expr, Expr]] = []
        for param in rule.active:
            for k, (operand, formulas) in enumerate(contributions(fit, param, values)):
                if self._is_active(operand):
                    best = formulas[0]
                    if len(formulas) > 1:
                        best = formulas[self._pick(formulas, (value, target), (param, k))]
                    self.needed |= self._recorded(best)
                    terms.append((operand, best))
        read = {n for _, e in terms for n in names_in(e)}
        lets: list[tuple[str, Expr]] = []
        for name, expr in reversed(rule.lets):
            let = values[name]
            if isinstance(let, Name) and let.id in read:
                lets.insert(0, (let.id, substitute(expr, values)))
                read.update(names_in(lets[0][1]))
        return Choice(lets, terms)

    def _pick(
        self, formulas: list[Expr], call: tuple[Apply, str], place: tuple[str, int]
    ) -> int:
        """Return the number of the formula of least cost, among those that may be picked now."""
        picks, among = self.picked.setdefault(call, {}), list(range(len(formulas)))
        if place in picks:
            copied = self._written(formulas[picks[place]])
            among = [k for k in among if self._written(formulas[k]) <= copied]
        found = min(among, key=lambda k: self.cost(formulas[k], call[1]))
        picks.setdefault(place, found)
        return found

    def _written(self, expr: Expr) -> set[str]:
        return {n for n in self._contents(expr) if self.store.is_written(n)}

    def _is_active(self, expr: Expr | None) -> bool:
        return expr is not None and any(n in self.active.active for n in names_in(expr))

    def _recorded(self, expr: Expr) -> set[str]:
        return {n for n in contents_read(expr) if n in self.in_loop}

    def cost(self, expr: Expr, target: str) -> tuple[int, int]:
        """Return how much a formula would make the program save, then how long it is."""
        read = self._contents(expr)
        new = sum(1 for n in read & self.in_loop if n not in self.needed)
        written = sum(1 for n in read if self.store.is_written(n))
        return new + written, sum(1 for _ in subexpressions(expr))

    def kind(self, expr: Expr) -> Kind:
        return kind_of(expr, self.kinds, self.sizes)


def contributions(
    fit: Fit, param: str, values: Mapping[str, Expr]
) -> list[tuple[Expr, list[Expr]]]:
    """Return (operand, formulas) for one parameter; for a display, one for each item.

    `values` stand for the names in the rule; they are put in all at once, so that a variable of
    the user's may be called `g` or `z`.
    """
    operand = fit.bound.get(param)
    if operand is None:
        return []
    items = items_of(fit, values["g"]) if fit.rule.word == "sequence" else None
    if items is not None:
        return [(item, [formula]) for item, formula in items]
    return [(operand, [substitute(f, values) for f in fit.rule.adjoints.get(param, ())])]


def contents_read(expr: Expr) -> set[str]:
    """Return the names whose contents, not only their shapes, an expression reads."""
    if not isinstance(expr, Apply) or not any(map(shape_positions, expr.ops)):
        return set(expr.names)
    skip = shape_positions(expr.op)
    found: set[str] = set()
    for k, arg in enumerate(expr.args):
        if k not in skip:
            found |= contents_read(arg)
    for _, arg in expr.kwargs:
        found |= contents_read(arg)
    return found


def kinds_of(names: Iterable[str], kinds: Mapping[str, Kind]) -> list[Kind]:
    """Return the memory kinds among names."""
    return [kinds[n] for n in names if isinstance(kinds.get(n), (Array, ListKind))]
