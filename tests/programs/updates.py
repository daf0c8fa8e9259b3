"""Random updates: results that are used and then changed in place, arrays that grow or shrink from
trip to trip, rows by rows, views of parts whose length only the run knows."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR, Array

Lines = list[str] | None


class Updates(Nests):
    """Groups of statements in which one memory has several contents one after the other."""

    def updates(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("updates"):
            return []
        return [
            (3.0, self.change_result), (2.0, self.rows_in_turn), (2.0, self.grown),
            (2.0, self.shrunk), (2.0, self.parts_in_turn),
        ]  # fmt: skip

    def one_array(self, shape: tuple[int, ...]) -> str:
        """An array of a shape, which may be indexed as it is written."""
        found = self.array_leaf(shape)
        return found if found.isidentifier() else f"({found})"

    def maybe_repeated(self, lines: list[str]) -> list[str]:
        """The lines as they are, or in a loop."""
        if self.loops >= 2 or self.rng.random() < 0.4:
            return lines
        return [f"for {self.fresh('i')} in range({self.rng.randint(1, 3)}):", *_inner(lines)]

    def change_result(self) -> Lines:
        """A result that a rule reads, a second use of it, a change in place, and a last use."""
        shape = self.shape()
        r, d, c = self.fresh("r"), self.fresh("d"), self.fresh("c")
        w = self.one_array(shape)
        made = self.pick([
            f"np.exp(0.3 * {c})", f"np.tanh({c})", f"np.sqrt({c} ** 2 + 1.0)",
            f"1.0 / (1.2 + {c} ** 2)", f"{c} / (1.5 + {w} ** 2)", f"np.sin({c}) ** 3", f"{c} * {w}",
        ])  # fmt: skip
        change = self.pick([
            f"{r} /= 1.2 + np.sum({r}) ** 2", f"{r} *= {w}", f"{r}[0] = np.sin({r}[-1])",
            f"{r}[...] = np.tanh({r})", f"np.cos({r}, out={r})", f"{r} -= np.mean({r})",
            f"{r}[1:] += {r}[:-1]", f"{r} **= 2", f"{r}[:1] = {self.scalar(0)}",
        ])  # fmt: skip
        last = self.pick([f"{d} * {r}", f"{d} + 0.4 * {r}", f"np.sin({r}) - {d}"])
        start = f"{c} = np.full({self.size_text(shape)}, 0.5) * {w}"
        body = [f"{r} = {made}", f"{d} = {r} * {c}", change, f"{c} = {self.bounded(last)}"]
        self.scope.add(c, Array(shape))
        return [start, *self.maybe_repeated(body)]

    def rows_in_turn(self) -> Lines:
        """Rows and columns of one matrix, read and written in turn."""
        n = self.rng.randint(2, 3)
        m, row = self.fresh("m"), self.fresh("r")
        i, j = self.rng.sample(range(n), 2)
        lines = [
            f"{m}[{i}] *= {m}[{j}]", f"{m}[:, {i}] = {m}[:, {i}] * np.sin({m}[:, {j}])",
            f"{m}[{i}, {j}] = {m}[{j}, {i}] ** 2", f"{m}[:, {i}] /= 1.3 + {m}[:, {j}] ** 2",
            f"{m}[{i}] -= 0.3 * {m}[{j}] * {m}[{i}, {j}]", f"{m}.T[{i}] += {m}[{j}]",
            f"{m}[{j}:] *= {m}[:1]", f"{m} *= {m}[{i}, {j}]", f"{m}[:{j} + 1].T[...] *= 0.7",
        ]  # fmt: skip
        kept = [f"{row} = {m}[{i}]", f"{row} *= {m}[{j}]", f"{row}[0] = {m}[{j}, -1]"]
        body = self.rng.sample(lines, 2) if self.rng.random() < 0.6 else kept
        start = f"{m} = np.zeros(({n}, {n})) + {self.array((n, n), 1)} + 0.1"
        self.scope.add(m, Array((n, n)))
        return [start, *self.maybe_repeated(body)]

    def grown(self) -> Lines:
        """An array that each trip makes longer, sometimes read beside its older self."""
        z, w, s = self.fresh("z"), self.fresh("w"), self.fresh("s")
        x, i, n = self.one_array((2,)), self.fresh("i"), self.rng.randint(1, 3)
        value = self.bounded(self.scalar(1))
        longer = self.pick([
            f"np.concatenate([{z}, {x}[:1] * {value}])", f"np.append({z}, {value} * {z}[-1])",
            f"np.hstack([{w}, {x}])", f"np.concatenate(([1], {z}))",
        ])  # fmt: skip
        start = self.pick([f"{x}[:1]", "np.ones(1)", f"{x} * 1.0"])
        used = self.pick([f"np.sum({w} ** 2)", f"np.mean({w})", f"{w}[-1] * {z}[0]"])
        first = self.scalar(0)
        self.scope.add(s, SCALAR)
        return [
            f"{z}, {s} = {start}, {first}", f"for {i} in range({n}):",
            *_inner([f"{w} = 0.6 * {z}", f"{z} = {longer}", f"{s} = 0.5 * {s} + {used}"]),
            f"{s} = {s} * np.sum({w}) + np.sum({z} ** 2)",
        ]  # fmt: skip

    def shrunk(self) -> Lines:
        """Parts of different lengths, the last of which is read after the loop."""
        x, i, w, s = self.one_array((3,)), self.fresh("i"), self.fresh("w"), self.fresh("s")
        part = self.pick([f"{x}[{i}:]", f"{x}[: {i} + 1]", f"{x}[: len({x}) - {i}]"])
        first, trips = self.scalar(0), self.rng.randint(1, 3)
        self.scope.add(s, SCALAR)
        return [
            f"{s} = {first}", f"for {i} in range({trips}):",
            *_inner([f"{w} = {part} * {x}[{i}]", f"{s} = 0.5 * {s} + np.sum({w} * {w})"]),
            f"{s} = {s} + np.sum({w}) * {w}[0]",
        ]  # fmt: skip

    def parts_in_turn(self) -> Lines:
        """Views of views whose length is known at the run only, written in place."""
        g, c, k = self.fresh("g"), self.fresh("c"), self.fresh("k")
        n, step = self.rng.randint(3, 4), self.rng.randint(1, 2)
        header = self.pick([f"range(0, {n}, {step})", f"range({n - 1}, -1, -{step})", "[0, 2]"])
        view = self.pick([f"{g}[{k}:{k} + 2].T", f"{g}[{k}:]", f"{g}[{k}:, 0]", f"{g}[:{k} + 1].T",
                          f"{g}[{k}:{k} + 1].swapaxes(0, 1)"])  # fmt: skip
        value = self.bounded(self.scalar(1))
        change = self.pick([f"{c} += {value}", f"{c} *= {value}", f"{c}[...] = np.sin({c})",
                            f"{c}[0] = {value}"])  # fmt: skip
        start = f"{g} = np.zeros(({n}, 2)) + {self.array((n, 2), 1)} + 0.1"
        self.scope.add(g, Array((n, 2)))
        return [start, f"for {k} in {header}:", *_inner([f"{c} = {view}", change])]


def _inner(lines: list[str]) -> list[str]:
    return ["    " + line for line in lines]
