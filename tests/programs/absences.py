"""Random loops over names that are None on some paths: numbers, arrays and objects."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR, Array

Lines = list[str] | None
USERS = '''
class Found:
    def __init__(self, v, w):
        self.v = v
        self.w = w

    def cost(self, t):
        return self.v * self.v - t * self.w

    def __add__(self, other):
        return Found(0.5 * self.v + other.v, self.w * other.w)

def cheaper(p, q, t):
    if q is None:
        return True
    return p.cost(t) < q.cost(t)

def first_above(items, level):
    for item in items:
        if item > level:
            return item

def found_above(items, level):
    for item in items:
        if item > level:
            return Found(item, item * level)
    return None

def blended(old, v, scale=None):
    if old is None:
        return v
    new = 0.6 * old + np.sin(v)
    return new if scale is None else new * scale
'''


class Absences(Nests):
    """Statements about names that may be None."""

    depth = 0

    def absences(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("absences"):
            return []
        return [(5.0, self.number_or_none), (4.0, self.array_or_none), (6.0, self.object_or_none),
                (2.0, self.items_or_none), (2.0, self.found_or_none)]  # fmt: skip

    def module_absences(self) -> list[str]:
        return USERS.splitlines() if self.has("absences") else []

    def some_numbers(self) -> tuple[str, str]:
        """Return an expression for numbers that a loop runs through, and a level among them."""
        found = [n for n in self.scope.arrays(rank=1) if self.scope.shape(n)[0] > 1]
        level = f"{self.rng.uniform(-0.5, 0.7):.3f}"
        if found and self.rng.random() < 0.7:
            return self.pick(found), level
        return f"({', '.join(self.bounded(self.scalar(1)) for _ in range(3))})", level

    def is_room(self) -> bool:
        return self.loops < 2 and self.depth < 3

    def number_or_none(self) -> Lines:
        if not self.is_room():
            return None
        items, level = self.some_numbers()
        best, last, s, v = (self.fresh(stem) for stem in ("best", "last", "s", "v"))
        body = self.pick([
            [f"if {v} > {level} and ({best} is None or {v} < {best}):", f"    {best} = {v} * {v}"],
            [f"if {best} is None or {v} * {v} < {best}:", f"    {best} = {v} * {v}"],
            [f"{best} = {v} if {best} is None else 0.5 * {best} + {v} * {v}"],
            [f"if {v} > {level}:", f"    {best} = blended({best}, {v})"],
            [f"if {v} > {level}:", f"    {best} = blended({best}, {v}, None if {best} is None "
             "else 1.2)"],
            [f"if not {best}:", f"    {best} = {v} + 2.0", "else:", f"    {best} = {v} * {best}"],
        ])  # fmt: skip
        body += self.pick([
            [f"if {last} is not None:", f"    {s} += np.sin({last} * {v})", f"{last} = {v}"],
            [f"if {last} is not None and {last} > {level}:", f"    {s} += {last} * {v}",
             f"{last} = None if {v} > {level} else np.cos({v})"],
            [f"{best}, {last} = {v}, {best}"],
            [f"if {best} is None:", "    continue", f"{s} += 0.3 * {best}"],
            [f"if {best} is not None and {s} > 0.4:", "    break", f"{s} += {v} * {v}"],
            [f"{last} = {best}", f"{s} += 0.0 if {last} is None else {last} * {v}"],
        ])  # fmt: skip
        lines = [f"{best} = {last} = None", f"{s} = {self.bounded(self.scalar(1))}"]
        lines += [f"for {v} in {items}:", *[f"    {one}" for one in body]]
        lines += self.pick([
            [f"if {best} is not None:", f"    {s} = np.tanh({s} + {best})"],
            [f"{s} += 0.1 if {best} is None else np.sin({best})"],
            [f"{s} = np.tanh({s}) if not {last} else np.tanh({s} * {last})"],
            [f"if {best} is None or {last} is None:", f"    {s} = np.sin({s})", "else:",
             f"    {s} = np.sin({s} * {best} + {last})"],
        ])  # fmt: skip
        self.scope.add(s, SCALAR)
        return lines

    def array_or_none(self) -> Lines:
        names = [n for n in self.scope.arrays(rank=1) if self.scope.shape(n)[0] > 1]
        if not names or not self.is_room():
            return None
        x = self.pick(names)
        n = self.scope.shape(x)[0]
        u, w, s, i = (self.fresh(stem) for stem in "uwsi")
        j, k = self.rng.randrange(n), self.rng.randrange(n)
        level = f"{self.rng.uniform(-0.5, 0.7):.3f}"
        made = self.pick([f"{x} * ({i} + 1.0)", f"np.sin({x})", f"{x}[::-1] * 1.0",
                          f"{x} * {s}", f"{x}[:] + 0.5"])  # fmt: skip
        body = [f"{w} = {made}"]
        body += self.pick([
            [f"{u} = {w} if {u} is None else 0.4 * {u} + {w}"],
            [f"if {u} is None or {u}[{j}] < {w}[{k}]:", f"    {u} = {w}"],
            [f"if {x}[{j}] > {level}:", f"    {u} = {w}"],
            [f"if {u} is not None:", f"    {w}[{j}] = {u}[{k}] * {s}", f"{u} = {w}"],
            [f"if {u} is None:", f"    {u} = {w}", "else:", f"    {u} = {u} * {w}",
             f"    {u}[{k}] = {s}"],
            [f"{u} = {w} if {x}[{k}] > {level} else None"],
        ])  # fmt: skip
        body += self.pick([
            [f"if {u} is not None:", f"    {u}[{j}] *= 0.5", f"    {s} = np.tanh({s} + {u}[{k}])"],
            [f"{s} = np.sin({s} + 0.2 if {u} is None else {s} * {u}[{k}])"], [],
        ])  # fmt: skip
        lines = [f"{u} = None", f"{s} = {self.bounded(self.scalar(1))}"]
        lines += [f"for {i} in range({self.rng.randint(1, 3)}):", *[f"    {t}" for t in body]]
        lines += [f"if {u} is None:", f"    {u} = {x} * {s}"]
        self.scope.add(s, SCALAR)
        self.scope.add(u, Array((n,)))
        return lines

    def object_or_none(self) -> Lines:
        if not self.is_room():
            return None
        items, level = self.some_numbers()
        best, second, p, s, v = (self.fresh(stem) for stem in ("best", "second", "p", "s", "v"))
        t = f"{self.rng.uniform(0.2, 1.5):.2f}"
        body = [f"{p} = Found({v}, np.cos({v}))"]
        body += self.pick([
            [f"if {best} is None or {p}.cost({t}) < {best}.cost({t}):", f"    {best} = {p}"],
            [f"if cheaper({p}, {best}, {t}):", f"    {best} = {p}"],
            [f"if {best} is None or {p}.v > {best}.v:", f"    {second} = {best}",
             f"    {best} = {p}", f"elif {second} is None or {p}.v > {second}.v:",
             f"    {second} = {p}"],
            [f"if {best} is not None:", f"    {s} += {best}.v * {p}.w", f"{best} = {p}"],
            [f"{best} = {p} if {best} is None else {best} + {p}"],
            [f"if {best} is None:", f"    {best} = {p}", "else:", f"    {best} = {best} + {p}"],
            [f"if {best} is None:", f"    {best} = {p}", "else:", f"    {best}.v = {best}.v * {v}",
             f"    {best}.w += {v}"],
            [f"if {v} > {level}:", f"    {best} = None", "else:", f"    {best} = {p}"],
            [f"{best} = {p} if {v} > {level} else None", f"if {best}:",
             f"    {s} += {best}.cost({t})"],
            [f"if {best} is not None and {best}.v > {v}:", "    continue", f"{best} = {p}"],
            [f"if {v} > {level}:", f"    {best} = {p}", "    break"],
        ])  # fmt: skip
        lines = [f"{best} = None", f"{second} = None", f"{s} = {self.bounded(self.scalar(1))}"]
        lines += [f"for {v} in {items}:", *[f"    {one}" for one in body]]
        lines += self.pick([
            [f"if {best} is not None:", f"    {s} = np.tanh({s} + {best}.v * {best}.w)"],
            [f"{s} += 0.1 if {best} is None else np.sin({best}.v)"],
            [f"if {second} is not None:", f"    {s} += np.tanh({second}.v)",
             f"if {best}:", f"    {s} += {best}.w"],
            [f"if not {best}:", f"    {best} = Found({s}, 0.5)", f"{s} = np.sin({best}.cost({t}))"],
        ])  # fmt: skip
        self.scope.add(s, SCALAR)
        return lines

    def items_or_none(self) -> Lines:
        if not self.is_room():
            return None
        items, level = self.some_numbers()
        kept, s, v, i = (self.fresh(stem) for stem in ("kept", "s", "v", "i"))
        count = self.rng.randint(2, 4)
        fill = self.pick([
            [f"{kept} = [None] * {count}", f"for {i}, {v} in enumerate({items}):",
             f"    if {v} > {level}:", f"        {kept}[{i} % {count}] = {v} * {v}"],
            [f"{kept} = []", f"for {v} in {items}:",
             f"    {kept}.append(np.sin({v}) if {v} > {level} else None)"],
            [f"{kept} = [{v} if {v} > {level} else None for {v} in {items}]"],
        ])  # fmt: skip
        lines = [f"{s} = {self.bounded(self.scalar(1))}", *fill]
        lines += self.pick([
            [f"for {v} in {kept}:", f"    if {v} is not None:", f"        {s} += np.sin({v})"],
            [f"{s} += sum([0.5 * {v} for {v} in {kept} if {v} is not None])"],
            [f"for {i} in range(len({kept})):", f"    if {kept}[{i}] is None:",
             f"        {kept}[{i}] = {s}", f"    {s} = np.tanh({s} * {kept}[{i}])"],
            [f"while {kept}:", f"    {v} = {kept}.pop()",
             f"    {s} += 0.1 if {v} is None else {v}"],
        ])  # fmt: skip
        self.scope.add(s, SCALAR)
        return lines

    def found_or_none(self) -> Lines:
        items, level = self.some_numbers()
        p, s = self.fresh("p"), self.fresh("s")
        start = f"{s} = {self.bounded(self.scalar(1))}"
        self.scope.add(s, SCALAR)
        return [start] + self.pick([
            [f"{p} = first_above({items}, {level})", f"if {p} is not None:",
             f"    {s} += {p} * {p}"],
            [f"{p} = first_above({items}, {level})", f"{s} *= {p} if {p} else 0.5"],
            [f"{p} = found_above({items}, {level})", f"if {p} is not None:",
             f"    {s} += {p}.cost({s})"],
            [f"{p} = found_above({items}, {level})", f"if {p} is None:",
             f"    {p} = Found({s}, 1.5)", f"{s} = np.tanh({p}.v + {p}.w)"],
            [f"{p} = Found({s}, 0.3) if {s} > {level} else None", f"if {p}:",
             f"    {s} = np.sin({p}.v)"],
        ])  # fmt: skip
