"""Random rows that are turned, displays with stars, first items, lists from recursion."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR, Array, Int, ListOf, Scalar

Lines = list[str] | None
USERS = '''
class Point:
    def __init__(self, x, y, z):
        self.items = [x, y, z]

    def __iter__(self):
        return iter(self.items)

class Segment:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def __iter__(self):
        yield self.a
        yield self.b

class Shelf:
    def __init__(self, items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, k):
        return self.items[k]

    def __setitem__(self, k, value):
        self.items[k] = value

    def __iter__(self):
        return iter(self.items)

def merged(a, b):
    out = []
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    return out + a[i:] + b[j:]

def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    return merged(merge_sort(items[:middle]), merge_sort(items[middle:]))

def quick_sort(items):
    if len(items) == 0:
        return []
    first = items[0]
    below = [v for v in items[1:] if v < first]
    above = [v for v in items[1:] if v >= first]
    return quick_sort(below) + [first] + quick_sort(above)

def unfolded(t, n):
    if n == 0:
        return [t]
    return unfolded(0.5 * t, n - 1) + [np.sin(t)] + unfolded(t * t, n - 1)
'''


class Gathered(Nests):
    """Statements about items that are gathered from several places."""

    depth = 0

    def gathered(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("gathered"):
            return []
        return [
            (4.0, self.turn_rows), (4.0, self.display), (4.0, self.first_item),
            (3.2, self.taken_apart), (3.2, self.by_recursion), (1.6, self.shelf),
        ]  # fmt: skip

    def module_gathered(self) -> list[str]:
        return USERS.splitlines() if self.has("gathered") else []

    def numbers(self) -> tuple[str, int] | None:
        """A vector or a list of numbers, with its least length."""
        found = [(n, self.scope.shape(n)[0]) for n in self.scope.arrays(rank=1)]
        for name in self.scope.lists(1, Scalar):
            kind = self.scope.names[name]
            assert isinstance(kind, ListOf)
            found.append((name, kind.least))
        return self.pick(found) if found else None

    def turn_rows(self) -> Lines:
        """`zip(*rows)` of lists, arrays and pairs."""
        count = self.rng.randint(1, 3)
        rows = [f"({self.scalar(1)}, {self.scalar(1)})" for _ in range(count)]
        source, n = f"[{', '.join(rows)}]", count
        names = [*self.pairs(1), *self.rows(1)]
        matrices = self.scope.arrays(rank=2)
        before: list[str] = []
        if names and self.rng.random() < 0.5:
            source = self.pick(names)
            kind = self.scope.names[source]
            assert isinstance(kind, ListOf)
            n = kind.least
        elif matrices and self.rng.random() < 0.5:
            source = self.pick(matrices)
            n = self.scope.shape(source)[0]
        elif self.rng.random() < 0.5:
            name = self.fresh("q")
            before, source = [f"{name} = {source}"], name
        xs, ys, s, c = self.fresh("l"), self.fresh("l"), self.fresh("s"), self.fresh("c")
        if source not in matrices and source not in self.rows() and self.rng.random() < 0.4:
            self.scope.add(s, SCALAR)
            use = self.pick([
                f"sum({xs}) * {ys}[0]", f"np.sum(np.array({xs}) * np.array({ys}))",
                f"{xs}[-1] * {ys}[0]", f"sum([a * b for a, b in zip({xs}, {ys})])",
            ])  # fmt: skip
            return [*before, f"{xs}, {ys} = zip(*{source})", f"{s} = {use}"]
        if self.rng.random() < 0.4 and source not in self.rows():
            width = self.scope.shape(source)[1] if source in matrices else 2
            self.scope.add(xs, ListOf(SCALAR, width))
            return [*before, f"{xs} = [{self.pick([f'sum({c})', f'{c}[0] * {c}[-1]'])}"
                             f" for {c} in zip(*{source})]"]  # fmt: skip
        if not self.has("for") or self.loops >= 2 or self.depth >= 3:
            return None
        start = self.scalar(0)
        self.scope.add(s, SCALAR)
        step = self.pick([
            f"{s} = {s} * sum({c}) + 0.1", f"{s} += {c}[0] * {c}[-1]",
            f"{s} = np.sin({s} + max({c}))", f"{s} += sum([v * v for v in {c}])",
        ])  # fmt: skip
        return [*before, f"{s} = {start}", f"for {c} in zip(*{source}):", f"    {step}"]

    def display(self) -> Lines:
        """`[*l, x]` of lists and arrays of any length."""
        found, other = self.numbers(), self.numbers()
        if not found or not other:
            return None
        (x, n), (y, m) = found, other
        l, s, t = self.fresh("l"), self.scalar(1), self.scalar(1)
        text, least = self.pick([
            (f"[*{x}, {s}]", n + 1), (f"[{s}, *{x}]", n + 1), (f"[*{x}, *{y}]", n + m),
            (f"[{s}, *{x}, {t}, *{y}]", n + m + 2), (f"[*{x}]", n),
            (f"[*[v * v for v in {x}], {s}]", n + 1), (f"[*{x}[:1], {s}]", 2),
            (f"list((*{x}, {s}))", n + 1), (f"[*reversed({x}), {s}]", n + 1),
        ])  # fmt: skip
        draw = self.rng.random()
        if draw < 0.25 and self.has("arrays"):
            self.scope.add(l, Array((least,)) if self.is_fixed(x, y) else SCALAR)
            made = f"np.array({text})"
            return [f"{l} = {made if self.is_fixed(x, y) else f'np.sum({made} ** 2)'}"]
        if draw < 0.4 and self.has("for") and self.loops < 2 and self.depth < 3:
            i, value = self.fresh("i"), self.inside(l, ListOf(SCALAR, 1), lambda: self.scalar(1))
            self.scope.add(l, ListOf(SCALAR, 1))
            grow = self.pick([f"[*{l}, {value}]", f"[{value}, *{l}]", f"[*{l}[-1:], {value}]"])
            return [f"{l} = [{s}]", f"for {i} in range({self.rng.randint(1, 3)}):",
                    f"    {l} = {grow}"]  # fmt: skip
        if draw < 0.5:
            a, rest = self.fresh("s"), self.fresh("l")
            self.scope.add(a, SCALAR)
            self.scope.add(rest, ListOf(SCALAR, least - 1))
            return [f"{a}, *{rest} = {text}"]
        self.scope.add(l, ListOf(SCALAR, least))
        return [f"{l} = {text}"]

    def is_fixed(self, *names: str) -> bool:
        """Whether these are arrays, whose lengths are known."""
        return all(isinstance(self.scope.names.get(name), Array) for name in names)

    def first_item(self) -> Lines:
        """`next` of items that are looked through."""
        found, other = self.numbers(), self.numbers()
        if not found or not other:
            return None
        (x, _), (y, _) = found, other
        s, v, i = self.fresh("s"), self.fresh("v"), self.fresh("i")
        bound = f"{self.rng.uniform(-0.6, 0.9):.2f}"
        value = self.inside(v, SCALAR, lambda: self.scalar(1))
        default = self.scalar(1)
        if self.rng.random() < 0.3:
            k = self.fresh("k")
            self.scope.add(k, Int(0, 4))
            return [f"{k} = next(({i} for {i}, {v} in enumerate({x}) if {v} > {bound}), 0)"]
        self.scope.add(s, SCALAR)
        return self.pick([
            [f"{s} = next(({v} for {v} in {x} if {v} > {bound}), {default})"],
            [f"{s} = next(({value} for {v} in {x} if {v} < {bound}), {default}) * {default}"],
            [f"{s} = next(iter({x})) * next({v} for {v} in {y})"],
            [f"{s} = next(map(np.sin, {x})) + next(({v} for {v} in {y} if {v} < -5.0), {default})"],
            [f"{s} = sum(next(zip({x}, {y})))"],
            [f"{s} = next(reversed({x})) * {default}"],
        ])  # fmt: skip

    def taken_apart(self) -> Lines:
        """Objects that iterate over what they hold."""
        p, a, b, c, l = (self.fresh(stem) for stem in "pabcl")
        x, y, z = (self.bounded(self.scalar(1)) for _ in range(3))
        is_point = self.rng.random() < 0.6
        made = f"Point({x}, {y}, {z})" if is_point else f"Segment({x}, {y})"
        lines = [f"{p} = {made}"]
        if is_point and self.rng.random() < 0.3:
            lines.append(f"{p}.items[{self.rng.randrange(3)}] *= {self.scalar(0)}")
        draw = self.rng.random()
        if draw < 0.35:
            names = [a, b, c][: 3 if is_point else 2]
            for name in names:
                self.scope.add(name, SCALAR)
            return [*lines, f"{', '.join(names)} = {p}"]
        if draw < 0.6:
            text = self.pick([f"list({p})", f"[*{p}]", f"[v * v for v in {p}]",
                              f"[v + {self.scalar(0)} for v in {p}]"])  # fmt: skip
            self.scope.add(l, ListOf(SCALAR, 3 if is_point else 2))
            return [*lines, f"{l} = {text}"]
        self.scope.add(a, SCALAR)
        if draw < 0.8 and self.has("for") and self.loops < 2 and self.depth < 3:
            return [*lines, f"{a} = 0.0", f"for {b} in {p}:", f"    {a} = np.cos({a} * {b})"]
        return [*lines, f"{a} = " + self.pick([
            f"sum(v * v for v in {p})", f"sum({p})", f"next(iter({p}))", f"max({p})",
            f"sorted({p})[0]",
            f"sum(a * b for a, b in zip({p}, {p}))", f"np.sum(np.array(list({p})))",
        ])]  # fmt: skip

    def shelf(self) -> Lines:
        found = self.numbers()
        if not found:
            return None
        x, n = found
        g, s, i = self.fresh("g"), self.fresh("s"), self.fresh("i")
        first = self.bounded(self.scalar(1))
        k = self.rng.randrange(n)
        changes = [f"{g}[{k}] += {first}", f"{g}[{k}] = {first}", f"{g}[0] *= {self.scalar(0)}",
                   f"{g}[-1] -= {g}[{k}] ** 2"]  # fmt: skip
        value = self.pick([f"sum({g})", f"{g}[{k}] * {g}[-1]", f"sum([v * v for v in {g}])"])
        lines = [f"{g} = Shelf({x})", *self.rng.sample(changes, self.rng.randint(1, 2))]
        if self.has("for") and self.loops < 2 and self.rng.random() < 0.4:
            lines += [f"for {i} in range(len({g})):", f"    {g}[{i}] += 0.3 * {g}[{i} - 1]"]
        self.scope.add(s, SCALAR)
        return [*lines, f"{s} = {value}"]

    def by_recursion(self) -> Lines:
        """Lists that functions return which call themselves."""
        found = self.numbers()
        if not found:
            return None
        x, n = found
        l, s, a = self.fresh("l"), self.fresh("s"), self.scalar(1)
        one = self.bounded(a)
        text, least = self.pick([
            (f"merge_sort(list({x}))", n), (f"merge_sort([v * {one} for v in {x}])", n),
            (f"quick_sort(list({x}))", n), (f"quick_sort([*{x}, {one}])", n + 1),
            (f"unfolded({one}, {self.rng.randint(0, 2)})", 1),
            (f"merged([{one}], list({x}))", n + 1),
            (f"[2.0 * v for v in merge_sort(list({x}))]", n),
        ])  # fmt: skip
        lines = [f"{l} = {text}"]
        if self.rng.random() < 0.3:
            self.scope.add(s, SCALAR)
            return [*lines, f"{s} = " + self.pick([
                f"{l}[0] * {l}[-1]", f"sum([v * k for k, v in enumerate({l})])",
                f"{l}[len({l}) // 2]", f"np.sum(np.array({l}) ** 2)",
            ])]  # fmt: skip
        self.scope.add(l, ListOf(SCALAR, least))
        return lines
