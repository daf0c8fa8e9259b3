"""Random tables of functions: of the module and made inside, called by key and in loops."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR, Array

Lines = list[str] | None
KEYS = ("a", "b", "tanh", "rate")
PLAIN = ("np.sin", "np.tanh", "np.cos", "np.arctan")


class Tables(Nests):
    """Dicts, lists and tuples of functions, and functions that are given functions."""

    depth = 0
    tables: dict[str, list[str]] = {}

    def of_tables(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("tables"):
            return []
        return [
            (4.0, self.by_key), (4.0, self.one_after_another), (2.4, self.local_table),
            (3.2, self.hand_over), (1.6, self.bound_entry),
        ]  # fmt: skip

    def module_tables(self) -> list[str]:
        """Texts of functions of a number or an array, of tables of them, and of what uses these."""
        self.tables = {}
        if not self.has("tables"):
            return []
        lines = []
        for k in range(self.rng.randint(1, 2)):
            lines += ["", f"def act{k}(u, w={self.constant()}):", f"    return {self.of_number()}"]
        names = [f"act{k}" for k in range(len(lines) // 3)]
        keys = self.rng.sample(KEYS, self.rng.randint(2, 3))
        pool = [*names, *names, *self.rng.sample(PLAIN, 3),
                f"lambda u: u * {self.constant()} - u ** 2"]  # fmt: skip
        by_key = {key: self.pick(pool) for key in keys}
        listed = [self.pick(pool) for _ in range(self.rng.randint(1, 3))]
        shown = ", ".join(f"{key!r}: {text}" for key, text in by_key.items())
        left, right = self.pick(["[]", "()"])
        items = ", ".join(listed) + ("," if right == ")" else "")
        self.tables = {"TABLE": keys, "LAYERS": listed}
        return [
            *lines, "", f"TABLE = {{{shown}}}", f"LAYERS = {left}{items}{right}",
            *self.users(keys),
        ]  # fmt: skip

    def of_number(self) -> str:
        """An expression in u, a number or an array, and w, a number."""
        return self.pick([
            "np.sin(u * w)", "u / (1.1 + w * u ** 2)", "np.tanh(w - u)", "w * u + 0.2",
            "np.exp(-u * u) * w", "np.log(1.5 + w * u ** 2)", "u * u * w",
        ])  # fmt: skip

    def users(self, keys: list[str]) -> list[str]:
        return [
            "", "def chained(fs, u):", "    for g in fs:", "        u = g(u) + 0.1",
            "    return u",
            "", f"def entry(u, key={keys[0]!r}, n=2):",
            "    for _ in range(n):", "        u = 0.5 * u + TABLE[key](u)", "    return u",
            "", "def twice(g, u):", "    return g(g(u) * 0.5)",
            "", "def mixed(g, h, u):", "    return g(u) * 0.6 + h(u + g(u))",
        ]  # fmt: skip

    def operand_of_table(self) -> tuple[str, bool]:
        """A number, or an array, for a function of the tables."""
        arrays = self.scope.arrays()
        if arrays and self.rng.random() < 0.45:
            return self.pick(arrays), True
        return f"({self.scalar(1)})", False

    def kept_as(self, of_array: bool, argument: str, text: str) -> list[str]:
        name = self.fresh("a" if of_array else "s")
        kind = Array(self.scope.shape(argument)) if of_array else SCALAR
        self.scope.add(name, kind)
        return [f"{name} = {self.bounded(text)}"]

    def an_entry(self) -> str:
        """A function out of a table, or one by its name."""
        keys, layers = self.tables["TABLE"], self.tables["LAYERS"]
        return self.pick([
            f"TABLE[{self.pick(keys)!r}]", f"LAYERS[{self.rng.randrange(len(layers))}]",
            "LAYERS[-1]", "act0", "np.sin", f"lambda u: np.cos(u) * {self.scalar_leaf()}",
        ])  # fmt: skip

    def by_key(self) -> Lines:
        u, of_array = self.operand_of_table()
        keys = self.tables["TABLE"]
        entry, key, other = self.an_entry(), self.pick(keys), self.pick(keys)
        if "lambda" in entry:
            entry = f"({entry})"
        return self.kept_as(of_array, u, self.pick([
            f"{entry}({u})", f"{entry}({u}) * {entry}({u} + 0.2)", f"TABLE[{key!r}]({u})",
            f"entry({u}, {other!r})", f"entry({u}, n=1, key={other!r})",
        ]))  # fmt: skip

    def one_after_another(self) -> Lines:
        """Loops over tables; they are written out."""
        if not self.has("for") or self.loops or self.depth >= 3:
            return None
        u, of_array = self.operand_of_table()
        s, g, w, k = (self.fresh(stem) for stem in "sgwk")
        self.scope.add(s, Array(self.scope.shape(u)) if of_array else SCALAR)
        more = self.pick(["", "", f" * {self.scalar_leaf()}"])
        header, change = self.pick([
            (f"{g} in LAYERS", f"{s} = {g}({s}) + 0.3 * {s}"),
            (f"{g}, {w} in zip(LAYERS, ({self.scalar(0)}, 0.4, 0.7))",
             f"{s} = {s} + {w} * {g}({s}){more}"),
            (f"{k} in {self.pick(['TABLE', 'TABLE.keys()'])}", f"{s} = TABLE[{k}]({s} * 0.7)"),
            (f"{k}, {g} in TABLE.items()", f"{s} = np.sin({g}({s})){more}"),
            (f"{g} in TABLE.values()", f"{s} = {g}({s}) - 0.2 * {s}"),
            (f"{k}, {g} in enumerate(LAYERS)", f"{s} = {g}({s} + 0.1 * {k})"),
            (f"{g}, {k} in zip(LAYERS, [{self.scalar(0)}] * 3)", f"{s} = {g}({s} * {k})"),
            (f"{k} in {self.pick([tuple(self.tables['TABLE']), list(self.tables['TABLE'])])}",
             f"{s} = {s} * 0.5 + TABLE[{k}]({s})"),
        ])  # fmt: skip
        return [f"{s} = {u} * 1.0", f"for {header}:", f"    {change}"]

    def local_table(self) -> Lines:
        """Functions beside values that vary, in a table made inside."""
        if self.depth or not self.has("for") or self.loops:
            return None
        u, of_array = self.operand_of_table()
        s, g, w = (self.fresh(stem) for stem in "sgw")
        items = ", ".join(f"({self.an_entry()}, {self.scalar(0)})" for _ in range(2))
        left, right = self.pick(["[]", "()"])
        self.scope.add(s, Array(self.scope.shape(u)) if of_array else SCALAR)
        return [f"{s} = {u} * 1.0", f"for {g}, {w} in {left}{items}{right}:",
                f"    {s} = np.tanh({g}({s}) * {w})"]  # fmt: skip

    def hand_over(self) -> Lines:
        u, of_array = self.operand_of_table()
        a, b = self.an_entry(), self.an_entry()
        return self.kept_as(of_array, u, self.pick([
            f"twice({a}, {u})", f"mixed({a}, {b}, {u})", f"chained(LAYERS, {u})",
            f"chained([{a}, {b}], {u})", f"mixed(h={a}, g={b}, u={u})",
            f"twice(lambda u: mixed({a}, {b}, u), {u})",
        ]))  # fmt: skip

    def bound_entry(self) -> Lines:
        """A name for a function out of a table."""
        if self.depth or self.loops:
            return None
        g = self.fresh("g")
        u, of_array = self.operand_of_table()
        entry = self.an_entry()
        self.scope.fix(entry)
        return [f"{g} = {entry}", *self.kept_as(of_array, u, f"{g}({u}) + {g}({u} * 0.5)")]
