"""Random places that are computed: of triangles, diagonals, masks and orders."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR, Array, Int, Marks

Lines = list[str] | None


class Orders(Nests):
    """Statements about arrays of places that have names, are read, stored at, and changed."""

    depth = 0

    def orders(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("orders"):
            return []
        return [
            (4.0, self.new_marks), (4.8, self.store_at_marks), (3.2, self.read_at_marks),
            (1.6, self.change_marks), (3.2, self.of_triangle), (2.4, self.loop_over_marks),
        ]  # fmt: skip

    def marks(self, *, rank: int | None = None) -> list[str]:
        return [n for n, kind in self.scope.names.items() if isinstance(kind, Marks)
                and (rank is None or len(kind.shape) == rank)]  # fmt: skip

    def marks_text(self, kind: Marks | None = None) -> tuple[str, Marks] | None:
        """Places in an axis of an array that there is; of this kind, if one is given."""
        names = [n for n in self.scope.arrays(rank=1)
                 if kind is None or self.scope.shape(n) == kind.shape]  # fmt: skip
        if not names:
            return None
        x = self.pick(names)
        n = self.scope.shape(x)[0]
        value, bound = self.array((n,), 1), f"{self.rng.uniform(-0.5, 0.8):.2f}"
        drawn = [self.rng.randrange(n) for _ in range(self.rng.randint(1, 3))]
        options = [
            (f"np.argsort({x})", n), (f"np.argsort({value})[::-1]", n), (f"{x}.argsort()", n),
            (f"np.argsort(-{x}, kind='stable')", n), (f"np.arange({n})", n),
            (f"np.arange({n})[::-1]", n), (f"np.array({drawn})", len(drawn)),
            (f"np.argsort({x})[:1]", 1), (f"np.nonzero({x} > {bound})[0]", None),
            (f"np.flatnonzero({value} < {bound})", None), (f"np.where({x} > {bound})[0]", None),
            (f"np.triu_indices({n})[0]", n * (n + 1) // 2), (f"np.diag_indices({n})[1]", n),
        ]  # fmt: skip
        if kind is not None:
            options = [(text, count) for text, count in options if count == kind.count]
        text, count = self.pick(options) if options else ("", 0)
        return (text, Marks((n,), count)) if text else None

    def new_marks(self) -> Lines:
        names = [n for n in self.marks(rank=1) if n not in self.scope.kept]
        if names and self.rng.random() < 0.35:
            name = self.pick(names)
            kind = self.scope.names[name]
            assert isinstance(kind, Marks)
            found = self.marks_text(kind)
            return [f"{name} = {found[0]}"] if found else None
        found = self.marks_text()
        if not found:
            return None
        name = self.fresh("k")
        self.scope.add(name, found[1])
        return [f"{name} = {found[0]}"]

    def at_marks(self) -> tuple[str, str, Marks, tuple[int, ...]] | None:
        """An array, places in its first axis, and the shape of what lies at one of them."""
        pairs = [(x, k) for k in self.marks(rank=1) for x in self.scope.arrays()
                 if self.scope.shape(x)[:1] == self.scope.names[k].shape]  # fmt: skip
        if not pairs:
            return None
        x, k = self.pick(pairs)
        kind = self.scope.names[k]
        assert isinstance(kind, Marks)
        return x, k, kind, self.scope.shape(x)[1:]

    def store_at_marks(self) -> Lines:
        found = self.at_marks()
        if not found or not self.has("stores"):
            return None
        x, k, kind, row = found
        one = self.bounded(self.scalar(1))
        before: list[str] = []
        if self.rng.random() < 0.5:
            y = self.fresh("y")
            before = [f"{y} = {self.pick([f'{x}.copy()', f'np.zeros_like({x})', f'{x} * 0.5'])}"]
            self.scope.add(y, Array(self.scope.shape(x)))
            x = y
        others = [n for n in self.scope.arrays(self.scope.shape(x)) if n != x] or [x]
        values = [one, f"{self.pick(others)}[{k}]", f"np.sin({x}[{k}])", f"{x}[{k}[::-1]]"]
        if kind.count is not None:
            values += [self.array((kind.count, *row), 1)] * 2
        value = self.pick(values)
        return [*before, self.pick([
            f"{x}[{k}] = {value}", f"{x}[{k}] = {value}", f"{x}[{k}] += {value}",
            f"{x}[{k}] *= np.cos({value})", f"np.add.at({x}, {k}, {value})",
            f"np.subtract.at({x}, {k}, 0.5 * ({value}))",
            f"np.multiply.at({x}, {k}, np.cos({value}))", f"{x}[{k}] -= {x}[{k}] ** 2",
            f"np.divide.at({x}, {k}, 1.2 + ({value}) ** 2)", f"{x}[::-1][{k}] = {value}",
            f"{x}[{k}], {x}[0] = {value}, {x}[-1] * 0.5",
        ])]  # fmt: skip

    def read_at_marks(self) -> Lines:
        found = self.at_marks()
        if not found:
            return None
        x, k, kind, row = found
        s, v = self.fresh("s"), self.fresh("v")
        if kind.count is not None and self.rng.random() < 0.5:
            text = self.pick([f"{x}[{k}]", f"np.take({x}, {k}, axis=0)", f"{x}[{k}][::-1]"])
            self.scope.add(v, Array((kind.count, *row)))
            return [f"{v} = {text}"]
        other = self.scalar(0)
        self.scope.add(s, SCALAR)
        return [f"{s} = " + self.pick([
            f"np.sum({x}[{k}] ** 2)", f"np.sum(np.sin({x}[{k}])) * {other}",
            f"0.3 * len({k}) + np.sum({x}[{k}])", f"np.sum({x}[{k}] * {x}[{k}[::-1]])",
            f"sum([np.sum({x}[i]) for i in {k}])", f"np.sum(np.delete({x}, {k}, axis=0))",
        ])]  # fmt: skip

    def change_marks(self) -> Lines:
        names = [n for n in self.marks(rank=1) if n not in self.scope.kept]
        if not names:
            return None
        k = self.pick(names)
        kind = self.scope.names[k]
        assert isinstance(kind, Marks)
        n, j = kind.shape[0], self.rng.randrange(kind.shape[0])
        return [self.pick([
            f"{k} = {k}[::-1]", f"{k} = ({k} + 1) % {n}", f"{k}[:] = {k}[::-1].copy()",
            f"{k}[:1] = {j}", f"{k} = {n} - 1 - {k}", f"{k} = np.sort({k})", f"{k} = {k} - {n}",
            f"{k}[1:] = {j}",
        ])]  # fmt: skip

    def loop_over_marks(self) -> Lines:
        found = self.at_marks()
        if not found or not self.has("for") or self.loops >= 2 or self.depth >= 3:
            return None
        x, k, kind, row = found
        i, r, s, first = self.fresh("i"), self.fresh("r"), self.fresh("s"), self.scalar(0)
        cell = f"{x}[{i}]" if not row else f"{x}[{i}, {self.rng.randrange(row[0])}]"
        value = self.inside(i, Int(), lambda: self.bounded(self.scalar(1)))
        lines = self.pick([
            [f"for {i} in {k}:", f"    {s} = {s} * {cell} + 0.3"],
            [f"for {r}, {i} in enumerate({k}):", f"    {s} += {cell} * ({r} + 0.5)"],
            [f"for {r} in range(len({k})):", f"    {i} = {k}[{r}]",
             f"    {s} = np.sin({s} + {cell})"],
        ])  # fmt: skip
        if self.has("stores") and self.rng.random() < 0.6:
            lines.append(f"    {cell} {self.pick(['=', '+='])} 0.5 * ({value})")
        self.scope.add(s, SCALAR)
        return [f"{s} = {first}", *lines]

    def of_triangle(self) -> Lines:
        """Places in a matrix, as one tuple of two arrays or as two names."""
        n = self.rng.randint(2, 3)
        m, i, j, t, s = (self.fresh(stem) for stem in "mijts")
        square = self.scope.arrays((n, n))
        a = self.pick(square) if square and self.rng.random() < 0.6 else ""
        made = [] if a else [f"{m} = {self.array((n, n), 1)} * 1.0"]
        a = a or m
        bound = f"{self.rng.uniform(-0.5, 0.8):.2f}"
        off = self.pick(["", "", ", 1", ", -1"])
        places = self.pick([
            f"np.triu_indices({n}{off})", f"np.tril_indices({n}{off})", f"np.diag_indices({n})",
            f"np.nonzero({a} > {bound})", f"np.where({a} < {bound})",
            f"np.unravel_index(np.argsort({a}, axis=None), ({n}, {n}))",
            f"np.triu_indices_from({a})",
        ])  # fmt: skip
        at, bind = self.pick([(f"{i}, {j}", f"{i}, {j} = {places}"), (t, f"{t} = {places}")])
        turned = f"{j}, {i}" if at != t else f"{t}[1], {t}[0]"
        b, value = self.fresh("b"), self.bounded(self.scalar(1))
        made.append(f"{b} = {self.pick([f'np.zeros(({n}, {n}))', f'{a}.copy()', f'{a} * 0.5'])}")
        lines = [made[-1]] if a != m else list(made)
        lines.append(bind)
        stores = [
            f"{b}[{at}] = {a}[{at}] ** 2", f"{b}[{at}] = {value}", f"{b}[{at}] += {a}[{turned}]",
            f"{b}[{turned}] = {a}[{at}]", f"{b}[{at}] *= {value}", f"{b}[{at}] += {b}[{turned}]",
            f"np.add.at({b}, ({at}), {value})", f"{b}[{at}] = {b}[{turned}] * 0.7",
            f"np.multiply.at({b}, ({at}), {value})",
        ]  # fmt: skip
        lines += self.rng.sample(stores, self.rng.randint(1, 2))
        lines.append(f"{s} = np.sum({b}[{at}] * {self.scalar(0)}) + np.sum({a}[{turned}] ** 2)")
        self.scope.add(b, Array((n, n)))
        self.scope.add(s, SCALAR)
        if a == m:
            self.scope.add(m, Array((n, n)))
        return lines
