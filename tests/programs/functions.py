"""Random functions inside the function and beside it, and the ways to call them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.programs.expressions import Helper
from tests.programs.nests import Nests
from tests.programs.scope import SCALAR, Array, Kind, ListOf, Record, Scalar, Scope, TupleOf

Lines = list[str] | None


@dataclass(frozen=True)
class Generator:
    """A generator function of a vector or list and a number; it yields at least `least` times."""

    name: str
    of_array: bool
    least: int


class Functions(Nests):
    """Functions with stars, `nonlocal`, `yield`, functions for arguments; map, reduce, partial."""

    depth = 0
    generators: list[Generator] = []
    appliers: list[str] = []

    def functions(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("functions"):
            return []
        return [
            (1.2, self.nested), (1.5, self.use_generator), (2.0, self.functional),
            (1.0, self.bind_function), (1.5, self.apply_function), (1.5, self.call_statement),
        ]  # fmt: skip

    def inner(self, count: int, *kept: str, extra: dict | None = None) -> list[str]:
        raise NotImplementedError

    # -- beside the function --------------------------------------------------------------------

    def module_functions(self) -> list[str]:
        """Texts of functions of several forms; they are known from here on."""
        self.generators, self.appliers = [], []
        if not self.has("functions"):
            return []
        makers = [self.starred, self.with_options, self.delivering, self.generator, self.applier]
        lines: list[str] = []
        for k in range(self.rng.randint(2, 4)):
            self.fresh_names, self.loops, self.depth = 0, 0, 0
            lines += ["", *self.pick(makers)(f"fn{k}")]
        return lines

    def body(self, names: dict[str, Kind], count: int) -> list[str]:
        """Lines of a function in which these names are known."""
        helpers, features = self.helpers, self.features
        self.scope, self.left = Scope(), 4
        for name, kind in names.items():
            self.scope.add(name, kind)
        self.features = features - {"closures", "return", "functions", "objects"}
        self.helpers = [h for h in helpers if not h.mutates]
        self.depth += 1
        lines = self.block(count)
        self.depth -= 1
        self.features, self.helpers = features, helpers
        return ["    " + line for line in lines]

    def block(self, count: int) -> list[str]:
        raise NotImplementedError

    def vector(self) -> Array:
        return Array((self.rng.randint(2, 4),))

    def starred(self, name: str) -> list[str]:
        count = self.rng.randint(1, 3)
        first: Kind = self.vector() if self.has("arrays") and self.rng.random() < 0.5 else SCALAR
        rest = TupleOf((SCALAR,) * count)
        body = self.body({"x": first, "k": SCALAR, "rest": rest}, self.rng.randint(0, 2))
        more = ["    for r in rest:", f"        k = np.sin(k + 0.5 * r) * {self.constant()}"]
        text = [
            f"def {name}(x, *rest, k={self.constant()}):", *body, *more[: self.pick([0, 2])],
            f"    return {self.summary()} + {self.pick(['sum(rest)', 'rest[-1] * k', 'k * k'])}",
        ]  # fmt: skip
        rests = (SCALAR,) * count
        self.helpers.append(Helper(name, (("x", first),), 0, SCALAR, True, rests, ("k",)))
        return text

    def with_options(self, name: str) -> list[str]:
        record = Record((("a", SCALAR), ("b", SCALAR)))
        body = self.body({"x": SCALAR, "options": record}, self.rng.randint(0, 2))
        result = self.pick([
            "options['a'] * x + options.get('b', 0.5) + options.get('c', 0.25)",
            "sum(v * v for v in options.values()) * x",
        ])  # fmt: skip
        self.helpers.append(Helper(name, (("x", SCALAR),), 0, SCALAR, True, (), ("a", "b")))
        return [f"def {name}(x, **options):", *body, f"    return {result} + {self.summary()}"]

    def delivering(self, name: str) -> list[str]:
        """A function that delivers through its argument, which may overlap the other one."""
        if not self.has("arrays"):
            return self.starred(name)
        kind = self.vector()
        body = self.body({"u": kind, "out": kind, "t": SCALAR}, self.rng.randint(1, 2))
        value = self.scope_text({"u": kind, "out": kind, "t": SCALAR}, kind)
        store = self.pick([
            [f"    out[...] = {value}"], [f"    np.copyto(out, {value})"], [f"    out += {value}"],
            ["    for i in range(len(out)):", "        out[i] = np.sin(out[i] + t * u[-1 - i])"],
            [f"    np.multiply(u, {value}, out=out)"],
        ])  # fmt: skip
        at = self.rng.choice([0, len(body)]) if not any("del " in line for line in body) else 0
        result, given = SCALAR, f"    return {self.summary()}"
        if self.rng.random() < 0.4:
            result, given = kind, "    return out"
        text = [f"def {name}(u, out, t=0.4):", *body[:at], *store, *body[at:], given]
        params = (("u", kind), ("out", kind), ("t", SCALAR))
        self.helpers.append(Helper(name, params, 1, result, True))
        return text

    def scope_text(self, names: dict[str, Kind], kind: Kind) -> str:
        scope, self.scope = self.scope, Scope(dict(names))
        text = self.of_kind(kind, 2)
        self.scope = scope
        return text

    def generator(self, name: str) -> list[str]:
        of_array = self.has("arrays") and self.rng.random() < 0.6
        value = self.scope_text({"u": SCALAR, "t": SCALAR}, SCALAR)
        step = self.scope_text({"u": SCALAR, "t": SCALAR}, SCALAR)
        before = f"        t = np.sin({step})"
        last = [f"    yield {self.scope_text({'t': SCALAR}, SCALAR)}"]
        if not of_array:
            lines = ["    for u in range(3):", before, f"        yield {value}"]
            self.generators.append(Generator(name, False, 3))
            return [f"def {name}(v, t=0.3):", "    t = t * v", *lines]
        header = self.pick(["for u in v:", "for u in v[::-1]:", "for i, u in enumerate(v):"])
        body = [f"        yield {value}", before]
        if self.rng.random() < 0.3:
            body = ["        if u > 0.1:", f"            yield {value}", before]
            self.generators.append(Generator(name, True, 1))
        else:
            self.generators.append(Generator(name, True, 1))
            last = last if self.rng.random() < 0.5 else []
        return [f"def {name}(v, t=0.3):", f"    {header}", *body, *last]

    def applier(self, name: str) -> list[str]:
        """A function that is given a function."""
        self.appliers.append(name)
        return self.pick([
            [f"def {name}(g, x, n=2):", "    for _ in range(n):", "        x = np.sin(g(x)) + 0.1",
             "    return x"],
            [f"def {name}(g, x, n=2):", "    return g(g(x) * 0.5) + n * g(x)"],
            [f"def {name}(g, x, n=2):", "    values = [g(x * k) for k in range(n)]",
             "    return sum(values) + x"],
        ])  # fmt: skip

    # -- inside the function --------------------------------------------------------------------

    def nested(self) -> Lines:
        """A function that changes variables of the function around it."""
        names = [n for n in self.scope.scalars() if n.isidentifier() and n not in self.scope.kept]
        if self.depth or self.loops or not names:
            return None
        name, u, changed = self.fresh("f"), self.fresh("u"), self.pick(names)
        value = self.inside(u, SCALAR, lambda: self.scalar(2))
        result = self.inside(u, SCALAR, lambda: self.scalar(1))
        change = self.pick([f"{changed} = np.sin({value})", f"{changed} += 0.4 * ({value})"])
        lines = [f"def {name}({u}):", f"    nonlocal {changed}", f"    {change}"]
        arrays = [n for n in self.scope.arrays() if n.isidentifier()]
        if arrays and self.has("stores") and self.rng.random() < 0.4:
            array = self.pick(arrays)
            cell = ", ".join(["0"] * len(self.scope.shape(array)))
            lines.append(f"    {array}[{cell}] = np.cos({u} + {array}[{cell}])")
        lines.append(f"    return {result} * {u}")
        self.scope.fix("\n".join(lines))
        self.scope.keep(*[n for n in self.scope.names if n in "\n".join(lines) and n != changed
                          and isinstance(self.scope.names[n], ListOf)])  # fmt: skip
        self.helpers.append(Helper(name, ((u, SCALAR),), 0, SCALAR, self.rng.random() < 0.7))
        return lines

    def use_generator(self) -> Lines:
        if not self.generators:
            return None
        made = self.pick(self.generators)
        argument = self.scalar(1)
        if made.of_array:
            sources = [*self.scope.arrays(rank=1), *self.scope.lists(1, Scalar)]
            if not sources:
                return None
            argument = self.pick(sources)
        call = f"{made.name}({argument}{self.pick(['', f', {self.scalar(1)}'])})"
        v, name = self.fresh("v"), self.fresh("s")
        draw = self.rng.random()
        if draw < 0.4 and self.loops < 2 and self.has("for"):
            kept = [argument] if argument in self.scope.names else []
            return [f"for {v} in {call}:", *self.looped(2, *kept, extra={v: SCALAR})]
        item = self.inside(v, SCALAR, lambda: self.scalar(1))
        if draw < 0.55:
            self.scope.add(name, ListOf(SCALAR, made.least))
            return [f"{name} = {self.pick([f'list({call})', f'[{item} for {v} in {call}]'])}"]
        self.scope.add(name, SCALAR)
        if draw < 0.7:
            g = self.fresh("g")
            return [f"{g} = {call}", f"{name} = sum({g})"]
        return [f"{name} = {self.pick([f'sum({call})', f'sum({item} for {v} in {call})'])}"]

    def functional(self) -> Lines:
        """map, filter, reduce over a list or a vector."""
        sources = [*self.scope.arrays(rank=1), *self.scope.lists(1, Scalar)]
        if not sources:
            return None
        source, name, v, a = self.pick(sources), self.fresh("s"), self.fresh("v"), self.fresh("a")
        kind = self.scope.names[source]
        n = kind.least if isinstance(kind, ListOf) else self.scope.shape(source)[0]
        function = self.function_text(v)
        folded = self.inside(v, SCALAR, lambda: self.inside(a, SCALAR, lambda: self.scalar(2)))
        bound = f"{self.rng.uniform(-0.5, 0.8):.2f}"
        two = [f"sum(map(lambda {a}, {v}: {folded}, {source}, {source}[::-1]))"]
        scalars = [
            f"functools.reduce(lambda {a}, {v}: np.sin({folded}), {source}, {self.scalar(1)})",
            f"functools.reduce(lambda {a}, {v}: {a} + 0.5 * {v}, {source})",
            f"functools.reduce(operator.mul, {source}, 0.8)",
            f"sum(map({function}, {source}))", *two,
            f"sum(filter(lambda {v}: {v} > {bound}, {source}))",
            f"sum(map({function}, filter(lambda {v}: {v} < {bound}, {source})))",
        ]
        if self.rng.random() < 0.3:
            self.scope.add(name, ListOf(SCALAR, n))
            return [f"{name} = list(map({function}, {source}))"]
        if self.rng.random() < 0.2 and self.has("arrays"):
            self.scope.add(name, Array((n,)) if not isinstance(kind, ListOf) else SCALAR)
            text = f"np.array(list(map({function}, {source})))"
            return [f"{name} = {text if not isinstance(kind, ListOf) else f'np.sum({text})'}"]
        self.scope.add(name, SCALAR)
        return [f"{name} = 0.5 * {self.pick(scalars)}"]

    def function_text(self, v: str) -> str:
        """A function of one number: a helper's name or a lambda."""
        simple = [h.name for h in self.helpers
                  if [k for _, k in h.params[: len(h.params) - h.defaults]] == [SCALAR]
                  and h.result == SCALAR and not h.mutates and not h.rest]  # fmt: skip
        if simple and self.rng.random() < 0.5:
            return self.pick(simple)
        value = self.inside(v, SCALAR, lambda: self.scalar(2))
        return self.pick([f"lambda {v}: {value}", f"lambda {v}: {value}", "np.sin", "math.tanh"])

    def bind_function(self) -> Lines:
        """`functools.partial`, or a second name of a function."""
        if self.depth or self.loops:
            return None
        helpers = [h for h in self.helpers if len(h.params) - h.defaults > 1 or h.defaults]
        name, v = self.fresh("f"), self.fresh("v")
        if not helpers or self.rng.random() < 0.2:
            text = self.function_text(v)
            self.scope.fix(text)
            self.helpers.append(Helper(name, ((v, SCALAR),), 0, SCALAR, True))
            return [f"{name} = {text}"]
        helper = self.pick(helpers)
        if helper.defaults:
            last, kind = helper.params[-1]
            text = f"functools.partial({helper.name}, {last}={self.of_kind(kind, 1)})"
            made = Helper(name, helper.params[:-1], 0, helper.result, True)
        else:
            text = f"functools.partial({helper.name}, {self.argument(helper.params[0][1], 1)})"
            made = Helper(name, helper.params[1:], helper.defaults, helper.result, True)
        if len(made.params) == 0:
            return None
        self.helpers.append(made)
        return [f"{name} = {text}"]

    def apply_function(self) -> Lines:
        if not self.appliers:
            return None
        name, v = self.fresh("s"), self.fresh("v")
        call = f"{self.pick(self.appliers)}({self.function_text(v)}, {self.scalar(1)}"
        call += self.pick(["", ", 3", ", n=1"]) + ")"
        self.scope.add(name, SCALAR)
        return [f"{name} = 0.5 * {call}"]



