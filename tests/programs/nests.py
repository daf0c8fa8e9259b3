"""Random lists of lists and lists of tuples: made, shared, changed, looped over."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.scope import SCALAR, Int, Kind, ListOf, Row, TupleOf
from tests.programs.statements import Statements

PAIR = TupleOf((SCALAR, SCALAR))


class Nests(Statements):
    """Statements about `rows`, lists of rows of at least two numbers, and `pairs`."""

    def nests(self) -> list[tuple[float, Callable[[], list[str] | None]]]:
        """The statements of this file that may be drawn, with their weights."""
        found: list[tuple[float, Callable[[], list[str] | None]]] = []
        if self.has("rows"):
            found += [(2.0, self.new_rows), (1.0, self.new_row), (3.0, self.change_cell),
                      (2.0, self.change_rows), (2.0, self.loop_rows)]  # fmt: skip
        if self.has("pairs"):
            found += [(2.0, self.new_pairs), (2.5, self.change_pairs), (2.0, self.loop_pairs)]
        return found

    def rows(self, least: int = 0) -> list[str]:
        return self.scope.lists(least, Row)

    def lists_of(self, item: Kind) -> list[str]:
        kinds = self.scope.names.items()
        return [n for n, k in kinds if isinstance(k, ListOf) and k.item == item]

    def pairs(self, least: int = 0) -> list[str]:
        return self.scope.lists(least, TupleOf)

    def looped(self, count: int, *kept: str, extra: dict[str, Kind] | None = None) -> list[str]:
        raise NotImplementedError

    def row(self) -> str:
        """A row: a new one, or one that there is already."""
        names = [n for n, k in self.scope.names.items() if isinstance(k, Row)]
        lists = self.rows(1)
        draw = self.rng.random()
        if names and draw < 0.3:
            return self.pick(names)
        if lists and draw < 0.55:
            name = self.pick(lists)
            return f"{name}[{self.list_index(name)}]"
        x, y = self.bounded(self.scalar(1)), self.bounded(self.scalar(1))
        return self.pick([f"[{x}, {y}]", f"[{x}, {y}]", f"[{x}] * 2", f"[0.0, {y}]"])

    def new_rows(self) -> list[str] | None:
        if not self.has("rows"):
            return None
        n, name = self.rng.randint(1, 3), self.fresh("m")
        texts = [
            "[" + ", ".join(self.row() for _ in range(n)) + "]",
            f"[[0.0] * 2 for _ in range({n})]",
            f"[{self.row()}] * {n}",
            f"[[{self.mapped_item(n)}, {self.scalar(0)}] for _ in range({n})]",
        ]
        others = self.rows(1)
        if others:
            other = self.pick(others)
            kind = self.scope.names[other]
            assert isinstance(kind, ListOf)
            v, r = self.fresh("v"), self.fresh("r")
            scaled = self.inside(v, SCALAR, lambda: self.scalar(1))
            texts += [
                f"[[np.sin({scaled}) for {v} in {r}] for {r} in {other}]",
                self.pick([f"list({other})", f"{other}[:]", f"{other} + {other}", other]),
                f"[{r}{self.pick(['', '[:]', '.copy()'])} for {r} in {other}]",
            ]
            at = self.rng.randrange(len(texts))
            n = n if at < 4 else kind.least
            self.scope.add(name, ListOf(Row(), n))
            if texts[at] == other:
                self.scope.keep(name, other)
            return [f"{name} = {texts[at]}"]
        self.scope.add(name, ListOf(Row(), n))
        return [f"{name} = {self.pick(texts)}"]

    def new_row(self) -> list[str] | None:
        if not self.has("rows"):
            return None
        name = self.fresh("r")
        value = self.row()
        self.scope.add(name, Row())
        return [f"{name} = {value}"]

    def cell(self) -> str | None:
        """A cell of a row, as something to store into."""
        names = [n for n, k in self.scope.names.items() if isinstance(k, Row)]
        lists = self.rows(1)
        if names and (not lists or self.rng.random() < 0.4):
            return f"{self.pick(names)}[{self.index(2)}]"
        if not lists:
            return None
        name = self.pick(lists)
        return f"{name}[{self.list_index(name)}][{self.index(2)}]"

    def change_cell(self) -> list[str] | None:
        cell = self.cell()
        if cell is None:
            return None
        if self.rng.random() < 0.5:
            return [f"{cell} = {self.bounded(self.scalar(2))}"]
        op = self.pick(["+=", "-=", "*="])
        value = self.scalar(1)
        return [f"{cell} {op} " + (f"np.cos({value})" if op == "*=" else f"0.4 * ({value})")]

    def change_rows(self) -> list[str] | None:
        names = [n for n in self.rows(1) if n not in self.scope.kept]
        if not names:
            return None
        name = self.pick(names)
        item, other = (f"{name}[{self.list_index(name)}]" for _ in range(2))
        draw = self.rng.random()
        if draw < 0.25:
            return [f"{item} = {self.row()}"]
        if draw < 0.4:
            return [f"{item}, {other} = {other}, {item}"]
        if draw < 0.55:
            return [f"{item}.append({self.bounded(self.scalar(1))})"]
        if draw < 0.75 or not self.scope.can_pop(name):
            value = self.row()
            self.scope.grow(name, 1)
            return [f"{name}.append({value})"]
        self.scope.grow(name, -1)
        made = self.fresh("r")
        self.scope.add(made, Row())
        return [f"{made} = {name}.pop()"]

    def loop_rows(self) -> list[str] | None:
        lists = self.rows(1)
        if not lists or not self.has("for") or self.loops >= 2:
            return None
        name = self.pick(lists)
        i, r, v = self.fresh("i"), self.fresh("r"), self.fresh("v")
        draw = self.rng.random()
        if draw < 0.35:
            inside = self.looped(1, name, extra={r: Row(), v: SCALAR})
            return [f"for {r} in {name}:", f"    for {v} in {r}[:2]:",
                    *["    " + line for line in inside]]  # fmt: skip
        if draw < 0.6:
            inside = self.looped(2, name, extra={r: Row(), i: Int(0, 8)})
            return [f"for {i}, {r} in enumerate({name}):", *inside]
        j = self.fresh("i")
        cell = f"{name}[{i}][{j}]"
        value = self.inside(j, Int(0, 1), lambda: self.scalar(1))
        return [
            f"for {i} in range(len({name})):", f"    for {j} in range(2):",
            f"        {cell} {self.pick(['=', '+=', '-='])} 0.5 * ({value})",
        ]  # fmt: skip

    # -- tuples --------------------------------------------------------------------------------

    def pair(self) -> str:
        names = self.pairs(1)
        if names and self.rng.random() < 0.35:
            name = self.pick(names)
            return f"{name}[{self.list_index(name)}]"
        return f"({self.bounded(self.scalar(1))}, {self.bounded(self.scalar(1))})"

    def new_pairs(self) -> list[str] | None:
        if not self.has("pairs"):
            return None
        n, name = self.rng.randint(1, 3), self.fresh("q")
        text = "[" + ", ".join(self.pair() for _ in range(n)) + "]"
        others = self.pairs(1)
        draw = self.rng.random()
        if others and draw < 0.4:
            other = self.pick(others)
            n = self.scope.names[other].least  # type: ignore[union-attr]
            a, b = self.fresh("a"), self.fresh("b")
            text = self.pick([
                f"[({b}, np.sin({a})) for {a}, {b} in {other}]", f"list({other})",
                f"{other}[::-1]", f"[{a} for {a} in {other}]",
            ])  # fmt: skip
        elif draw < 0.55:
            text = self.pick([
                f"[{self.pair()}] * {n}",
                f"[({self.mapped_item(n)}, {self.scalar(0)}) for _ in range({n})]",
            ])  # fmt: skip
        self.scope.add(name, ListOf(PAIR, n))
        return [f"{name} = {text}"]

    def change_pairs(self) -> list[str] | None:
        names = [n for n in self.pairs(1) if n not in self.scope.kept]
        if not names:
            return None
        name = self.pick(names)
        item, other = (f"{name}[{self.list_index(name)}]" for _ in range(2))
        draw = self.rng.random()
        if draw < 0.3:
            return [f"{item} = {self.pair()}"]
        if draw < 0.45:
            return [f"{item}, {other} = {other}, {item}"]
        if draw < 0.75 or not self.scope.can_pop(name):
            value = self.pair()
            self.scope.grow(name, 1)
            return [f"{name}.append({value})"]
        self.scope.grow(name, -1)
        a, b = self.fresh("s"), self.fresh("s")
        self.scope.add(a, SCALAR)
        self.scope.add(b, SCALAR)
        return [f"{a}, {b} = {name}.pop()"]

    def loop_pairs(self) -> list[str] | None:
        lists = self.pairs(1)
        if not lists or not self.has("for") or self.loops >= 2:
            return None
        name = self.pick(lists)
        a, b, i = self.fresh("a"), self.fresh("b"), self.fresh("i")
        names: dict[str, Kind] = {a: SCALAR, b: SCALAR}
        if self.rng.random() < 0.4:
            inside = self.looped(2, name, extra={**names, i: Int(0, 8)})
            return [f"for {i}, ({a}, {b}) in enumerate({name}):", *inside]
        return [f"for {a}, {b} in {name}:", *self.looped(2, name, extra=names)]

    def summary_of(self, name: str, kind: Kind) -> str | None:
        """A scalar that depends on a row, on rows or on pairs."""
        match kind:
            case Row():
                return f"{name}[0] * {name}[1]"
            case ListOf(Row(), least) if least:
                return self.pick([
                    f"sum(sum(r) for r in {name})", f"{name}[-1][0] * {name}[0][1]",
                    f"sum([v * v for r in {name} for v in r])",
                ])  # fmt: skip
            case ListOf(TupleOf(), least) if least:
                return self.pick([
                    f"sum(a * b for a, b in {name})", f"{name}[-1][0] * {name}[0][1]",
                    f"np.sum(np.array({name})[:, 0] * np.mean({name}, axis=0)[1])",
                    f"sum((a * a - b for a, b in {name}), 0.1)",
                ])  # fmt: skip
        return None
