"""Random loops over arrays that are made in each trip, and recursions over arrays."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR, Array

Lines = list[str] | None
USERS = '''
def by_places(x, lo, hi, t):
    if hi - lo == 1:
        return np.sin(x[lo] * t)
    m = (lo + hi) // 2
    return 0.7 * by_places(x, lo, m, t) + by_places(x, m, hi, np.cos(t)) * x[lo]

def by_halves(x):
    if len(x) == 1:
        return np.tanh(x[0])
    m = len(x) // 2
    return by_halves(x[:m]) * by_halves(x[m:][::-1]) + np.sum(x[1:])

def filled(x, n):
    if n == 0 or len(x) < 2:
        return x
    out = np.zeros(len(x))
    out[1:] = filled(np.sin(x[1:]), n - 1)
    out[0] = out[1] * x[0]
    out[-1] += x[-1]
    return out

def in_order(x):
    if len(x) < 2:
        return x
    m = len(x) // 2
    a, b = in_order(x[:m]), in_order(x[m:])
    out = np.empty(len(x))
    i = j = 0
    for k in range(len(x)):
        if j >= len(b) or (i < len(a) and a[i] <= b[j]):
            out[k] = a[i]
            i += 1
        else:
            out[k] = b[j]
            j += 1
    return out

def either(x, y, t):
    if t > 0.2:
        return x
    out = x * y
    out[0] = t * out[-1]
    if t < -0.4:
        out[1:] += y[:-1]
        return out
    return y * out[0]

def weighed(items, k, t):
    return t if k == len(items) else items[k] * weighed(items, k + 1, np.sin(t)) + items[k] ** 2
'''


class Turns(Nests):
    """Statements about arrays of one axis that take turns, or go through recursions."""

    depth = 0

    def turns(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("turns"):
            return []
        return [(7.0, self.take_turns), (4.0, self.through_recursion)]

    def module_turns(self) -> list[str]:
        return USERS.splitlines() if self.has("turns") else []

    def row_of_numbers(self) -> tuple[str, int] | None:
        names = [n for n in self.scope.arrays(rank=1) if self.scope.shape(n)[0] > 1]
        if not names:
            return None
        name = self.pick(names)
        return name, self.scope.shape(name)[0]

    def take_turns(self) -> Lines:
        found = self.row_of_numbers()
        if not found or self.loops >= 2 or self.depth >= 3:
            return None
        x, n = found
        a, b, c, s, i = (self.fresh(stem) for stem in "ababi")
        lines = [f"{a} = {self.pick([f'{x} * 1.0', f'{x}.copy()', f'np.sin({x})'])}"]
        lines += [f"{b} = {self.array((n,), 1)} * 0.5", f"{s} = {self.bounded(self.scalar(1))}"]
        body = [f"{c} = {self.new_in_turn(a, b, n)}"]
        for _ in range(self.rng.randint(1, 3)):
            body += self.changed_in_turn(c, a, s, n)
        j, k = self.rng.randrange(n), self.rng.randrange(n)
        read = f"{s} = np.tanh({s} * {c}[{j}] + {c}[{k}] * {a}[{j}])"
        body.insert(self.rng.randint(1, len(body)), read)
        body += self.handed_on(a, b, c, s, n)
        if self.rng.random() < 0.6:
            body.append(f"{s} = np.sin({s} + {a}[{k}] * {c}[{j}])")
        lines += [f"for {i} in range({self.rng.randint(1, 3)}):", *[f"    {one}" for one in body]]
        self.scope.add(s, SCALAR)
        self.scope.add(a, Array((n,)))
        if self.rng.random() < 0.5:
            self.scope.add(b, Array((n,)))
        return lines

    def new_in_turn(self, a: str, b: str, n: int) -> str:
        places = self.rng.sample(range(n), n)
        return self.pick([
            f"-{a}", f"{a} * 0.8", f"{a} + 0.5 * {b}", f"{a}[np.array({places})]", f"{a}.copy()",
            f"np.cos({a})", f"{a}[::-1] * 1.0", f"np.where({a} > 0.1, {a}, 0.3 * {b})",
            f"{a} * {b}", f"np.zeros({n}) + {b}", f"np.tanh({a} - {b})", f"np.zeros_like({a})",
            f"{a}[{places}]", f"1.0 - {a}",
        ])  # fmt: skip

    def changed_in_turn(self, c: str, a: str, s: str, n: int) -> list[str]:
        j, k = self.rng.randrange(n), self.rng.randrange(n)
        w = self.fresh("w")
        return self.pick([
            [f"{c}[{j}] = {s} * {a}[{k}]"], [f"{c}[{j}] = {c}[{k}] * {s}"],
            [f"{c}[{j}] += 0.5 * {a}[{k}] ** 2"], [f"{c}[1:] = np.sin({c}[:-1])"],
            [f"{c}[1:] *= {a}[:-1]"], [f"{w} = {c}[::-1]", f"{w}[{j}] = {a}[{k}] * {w}[0]"],
            [f"{c} *= np.cos({s})"], [f"{c}[{j}] = 0.0"], [f"{c}[-1], {c}[0] = {c}[0], {s}"],
            [f"{w} = {c}[{j}]", f"{c}[{j}] = {w} * {w}", f"{c}[{k}] += {w}"],
        ])  # fmt: skip

    def handed_on(self, a: str, b: str, c: str, s: str, n: int) -> list[str]:
        j = self.rng.randrange(n)
        return self.pick([
            [f"{a} = {c}"], [f"{a} = {c}"], [f"{a} = {c}.copy()"], [f"{a}, {b} = {c}, {a}"],
            [f"{b} = {a}", f"{a} = {c}"], [f"if {s} > 0.1:", f"    {a} = {c}"],
            [f"{a} = {c}", f"{a}[{j}] = {s}"], [f"{b} = {c}"], [f"{a}[:] = {c}"],
            [f"if {s} > 0.1:", f"    {a} = {c}", "else:", f"    {b} = {c}"],
            [f"{a} = {c} * {b}"], [f"{a} = {c}", f"{b} = {c} * {s}"],
        ])  # fmt: skip

    def through_recursion(self) -> Lines:
        found = self.row_of_numbers()
        if not found:
            return None
        x, n = found
        s, y, t = self.fresh("s"), self.fresh("y"), self.bounded(self.scalar(1))
        others = [m for m in self.scope.arrays(rank=1) if self.scope.shape(m)[0] == n]
        z = self.pick(others)
        if self.rng.random() < 0.5:
            self.scope.add(s, SCALAR)
            return [f"{s} = " + self.pick([
                f"by_places({x}, 0, {n}, {t})", f"by_halves({x})", f"by_halves({x} * {z})",
                f"by_places({x}, 0, {n}, {t}) * by_places({z}, 0, {n}, 0.3)",
                f"weighed(list({x}), 0, {t})", f"weighed([*{x}, {t}], 1, {t})",
                f"weighed({z}, 0, {t})",
            ])]  # fmt: skip
        self.scope.add(y, Array((n,)))
        return [f"{y} = " + self.pick([
            f"filled({x} * 1.0, {self.rng.randint(0, 3)})", f"in_order({x} * 1.0)",
            f"in_order({x} * {z})",
            f"either({x}, {z}, {t}) * 1.0", f"either({x} * {t}, {z}, {t})",
            f"filled({x} * 1.0, 2) + either({z}, {x}, {t})",
        ])]  # fmt: skip
