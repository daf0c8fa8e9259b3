"""Random loops over what itertools and NumPy iterate over, and the best of items by a key."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR, Array, Int, Kind, ListOf, Scalar

Lines = list[str] | None
Header = tuple[str, dict[str, Kind]]


class Iterators(Nests):
    """Loops over combinations, pairs, cells and sums; `max`, `min`, `sorted` with keys."""

    depth = 0

    def iterators(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("iterators"):
            return []
        return [
            (4.8, self.over_nests), (4.0, self.over_series), (2.4, self.over_cells),
            (3.2, self.extreme), (2.4, self.ordered), (1.6, self.listed),
        ]  # fmt: skip

    def series(self) -> tuple[str, int] | None:
        """A vector, a part of one, or a list of numbers, with its least length."""
        found = [(n, self.scope.shape(n)[0]) for n in self.scope.arrays(rank=1)]
        found += [(f"{n}[1:]", k - 1) for n, k in found if k > 1 and n.isidentifier()][:1]
        for name in self.scope.lists(1, Scalar):
            kind = self.scope.names[name]
            assert isinstance(kind, ListOf)
            found.append((name, kind.least))
        return self.pick(found) if found else None

    def loop_of(self, header: Header, source: str, kept: str = "") -> Lines:
        """The loop; a list that it runs over keeps its length."""
        text, names = header
        names_kept = [n for n in (source, kept) if n in self.scope.lists()]
        return [f"for {text}:", *self.looped(self.rng.randint(1, 2), *names_kept, extra=names)]

    def may_loop(self) -> bool:
        return self.has("for") and self.depth < 3 and self.loops < 2

    def over_nests(self) -> Lines:
        """Loops in loops: `combinations` and its kin."""
        first, other = self.series(), self.series()
        if not first or not other or not self.may_loop():
            return None
        (x, _), (y, _) = first, other
        a, b, c, i = (self.fresh(stem) for stem in "abci")
        numbers: dict[str, Kind] = {a: SCALAR, b: SCALAR}
        header = self.pick([
            (f"{a}, {b} in itertools.combinations({x}, 2)", numbers),
            (f"{a}, {b} in itertools.combinations_with_replacement({x}, 2)", numbers),
            (f"{a}, {b} in itertools.permutations({x}, 2)", numbers),
            (f"{a}, {b} in itertools.product({x}, {y})", numbers),
            (f"{a}, {b} in itertools.product({x}, repeat=2)", numbers),
            (f"{i}, {a} in itertools.product(range(2), {x})", {i: Int(0, 1), a: SCALAR}),
            (f"{i}, ({a}, {b}) in enumerate(itertools.combinations({x}, 2))",
             {i: Int(0, 5), **numbers}),
            (f"{i}, {c} in itertools.combinations(range(3), 2)", {i: Int(0, 1), c: Int(1, 2)}),
        ])  # fmt: skip
        return self.loop_of(header, x, y)

    def over_series(self) -> Lines:
        """Items by number, sums of what came before, parts of a series."""
        first, other = self.series(), self.series()
        if not first or not other or not self.may_loop():
            return None
        (x, _), (y, _) = first, other
        a, b, i, v, u = (self.fresh(stem) for stem in "abivu")
        pair: dict[str, Kind] = {a: SCALAR, b: SCALAR}
        one: dict[str, Kind] = {a: SCALAR}
        step = self.inside(u, SCALAR, lambda: self.inside(v, SCALAR, lambda: self.scalar(1)))
        fixed = self.pick([f"np.array({x})", f"list({x})", x])
        header = self.pick([
            (f"{a}, {b} in itertools.pairwise({fixed})", pair),
            (f"{a} in itertools.accumulate({x})", one),
            (f"{a} in itertools.accumulate({x}, operator.mul)", one),
            (f"{a} in itertools.accumulate({x}, lambda {u}, {v}: np.sin({step}) + 0.3 * {v})", one),
            (f"{a} in itertools.accumulate({x}, initial={self.scalar(0)})", one),
            (f"{a} in itertools.chain({x}, {y})", one),
            (f"{a} in itertools.islice({x}, {self.rng.randint(0, 1)}, None)", one),
            (f"{a}, {b} in itertools.zip_longest({x}, {y}, fillvalue=0.5)", pair),
            (f"{a} in itertools.takewhile(lambda {u}: {u} < {self.rng.uniform(0, 1):.2f}, {x})",
             one),
            (f"{a} in itertools.filterfalse(lambda {u}: {u} < {self.rng.uniform(0, 1):.2f}, {x})",
             one),
            (f"{a} in itertools.starmap(lambda {u}, {v}: {u} * {v}, zip({x}, {y}))", one),
            (f"{i}, {a} in zip(range({self.rng.randint(2, 4)}), itertools.cycle({fixed}))",
             {i: Int(0, 3), a: SCALAR}),
            (f"{i}, {a} in zip(itertools.count(1), {x})", {i: Int(1, 5), a: SCALAR}),
        ])  # fmt: skip
        return self.loop_of(header, x, y)

    def over_cells(self) -> Lines:
        """The places and the cells of an array."""
        if not self.scope.arrays() or not self.may_loop():
            return None
        name = self.pick(self.scope.arrays())
        shape = self.scope.shape(name)
        i, j, v, s = (self.fresh(stem) for stem in "ijvs")
        places = {p: Int(0, n - 1) for p, n in zip((i, j), shape)}
        text = ", ".join(places) + ("," if len(shape) == 1 else "")
        sizes = self.pick([", ".join(map(str, shape)), f"{name}.shape", f"*{name}.shape"])
        header = self.pick([
            (f"({text}), {v} in np.ndenumerate({name})", {**places, v: SCALAR}),
            (f"{text} in np.ndindex({sizes})", places),
            (f"{v} in {name}.flat", {v: SCALAR}),
        ])  # fmt: skip
        lines = self.loop_of(header, name)
        if lines and text in header[0] and self.has("stores") and self.rng.random() < 0.6:
            cell = f"{name}[{', '.join(places)}]"
            value = self.bounded(self.scalar(0))
            lines.append(f"    {cell} {self.pick(['=', '+='])} {self.pick([cell, value])} * 0.6")
        elif lines and v in header[0]:
            first = self.scalar(0)
            self.scope.add(s, SCALAR)
            return [f"{s} = {first}", *lines, f"    {s} = np.sin({s} + {v} * {v})"]
        return lines

    def extreme(self) -> Lines:
        """The best of some numbers, places or pairs, by a key that varies."""
        found, other = self.series(), self.series()
        if not found or not other:
            return None
        (x, n), (y, m) = found, other
        s, k, u, p = (self.fresh(stem) for stem in "skup")
        best = self.pick(["max", "min"])
        key = self.inside(u, SCALAR, lambda: self.scalar(1))
        place = self.inside(u, Int(0, n - 1), lambda: self.scalar(1))
        if self.rng.random() < 0.3:
            self.scope.add(k, Int(0, n - 1))
            by = self.pick([f"{x}[{u}]", f"np.sin({x}[{u}]) + {place}"])
            return [f"{k} = {best}(range({n}), key=lambda {u}: {by})"]
        if self.rng.random() < 0.4:
            q = self.fresh("q")
            self.scope.add(s, SCALAR)
            self.scope.add(q, SCALAR)
            by = self.pick([f"{p}[0]", f"{p}[1] * {p}[0]", f"np.sin({p}[1]) - {p}[0]"])
            return [f"{s}, {q} = {best}(zip({x}, {y}), key=lambda {p}: {by})"]
        self.scope.add(s, SCALAR)
        return [f"{s} = " + self.pick([
            f"{best}({x}, key=lambda {u}: np.sin({u}) * ({key}))", f"{best}({x})",
            f"{best}({x}, default=0.5)", f"{best}(map(np.cos, {x}))", f"{best}(*{x}, 0.3)",
            f"{best}(({u} * ({key}) for {u} in {x}), default=0.2)",
            f"{best}(zip({x}, {y}))[1]", f"{best}({x}, key=abs)",
        ])]  # fmt: skip

    def ordered(self) -> Lines:
        """Lists in the order of a key that varies."""
        found, other = self.series(), self.series()
        if not found or not other:
            return None
        (x, n), (y, m) = found, other
        made, u, p = self.fresh("l"), self.fresh("u"), self.fresh("p")
        key = self.inside(u, SCALAR, lambda: self.scalar(1))
        text, least = self.pick([
            (f"sorted({x}, key=lambda {u}: np.cos({u}) * ({key}))", n),
            (f"sorted({x}, key=lambda {u}: -{u})", n), (f"sorted({x}, reverse=True)", n),
            (f"[{x}[{u}] * 0.7 for {u} in sorted(range({n}), key=lambda {u}: {x}[{u}])]", n),
            (f"[{p}[0] * {p}[1] for {p} in sorted(zip({x}, {y}))]", min(n, m)),
            (f"[{p}[1] for {p} in sorted(zip({x}, {y}), key=lambda {p}: {p}[0] - {p}[1])]",
             min(n, m)),
            (f"sorted([np.sin({u}) for {u} in {x}] + [{self.scalar(0)}])", n + 1),
        ])  # fmt: skip
        self.scope.add(made, ListOf(SCALAR, least))
        return [f"{made} = {text}"]

    def listed(self) -> Lines:
        """What an iterator gives, as a list, an array or a sum."""
        found, other = self.series(), self.series()
        if not found or not other:
            return None
        (x, n), (y, m) = found, other
        made, a, b = self.fresh("l"), self.fresh("a"), self.fresh("b")
        draw = self.rng.random()
        if draw < 0.35:
            self.scope.add(made, ListOf(SCALAR, n))
            return [f"{made} = list(itertools.accumulate({x}{self.pick(['', ', operator.mul'])}))"]
        if draw < 0.55:
            self.scope.add(made, ListOf(SCALAR, n + m))
            return [f"{made} = list(itertools.chain({x}, {y}))"]
        if draw < 0.7 and self.has("arrays"):
            self.scope.add(made, Array((n,)))
            return [f"{made} = np.array(list(itertools.accumulate({x})))"]
        self.scope.add(made, SCALAR)
        return [f"{made} = " + self.pick([
            f"sum({a} * {b} for {a}, {b} in itertools.combinations({x}, 2))",
            f"sum([{a} - 0.5 * {b} for {a}, {b} in itertools.product({x}, {y})])",
            f"sum({a} * {b} for {a}, {b} in itertools.pairwise({x}))",
            f"sum(itertools.islice({x}, 2))", f"sum(itertools.chain({x}, {y}))",
            f"sum(np.sin({a} * {b}) for {a}, {b} in itertools.permutations({x}, 2))",
        ])]  # fmt: skip
