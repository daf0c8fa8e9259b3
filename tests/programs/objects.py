"""Random classes, and objects of them: made, changed, shared, added, handed to functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.programs.expressions import Helper
from tests.programs.nests import Nests
from tests.programs.scope import SCALAR, Array, Kind, Object, Scope

Lines = list[str] | None


@dataclass(frozen=True)
class Class:
    """A class that was drawn: what its objects hold, and what can be done with them.

    Methods and `getters` (properties too) are texts with the object left out: `.norm({})`.
    """

    name: str
    fields: tuple[tuple[str, Kind], ...]
    given: tuple[Kind, ...]
    values: tuple[str, ...]
    changes: tuple[str, ...] = ()
    operators: bool = False

    @property
    def kind(self) -> Object:
        return Object(self.name, self.fields)


class Objects(Nests):
    """Statements about objects; what an object holds stands in the scope as `p.a`."""

    depth = 0
    classes: list[Class] = []

    def objects(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("objects") or not self.classes:
            return []
        return [
            (3.0, self.new_object), (3.0, self.change_object), (2.0, self.combine),
            (1.5, self.read_object), (1.0, self.second_name), (0.7, self.call_statement),
        ]  # fmt: skip

    # -- classes --------------------------------------------------------------------------------

    def module_classes(self) -> list[str]:
        """Texts of classes, known from here on, and of functions of their objects."""
        self.classes = []
        if not self.has("objects"):
            return []
        makers = [self.record_class, self.vector_class, self.derived_class, self.holder_class]
        if self.has("arrays"):
            makers += [self.array_class, self.array_class]
        lines: list[str] = []
        for k in range(self.rng.randint(1, 3)):
            lines += ["", *self.pick(makers)(f"C{k}")]
        if self.rng.random() < 0.6:
            lines += ["", *self.function_of(self.pick(self.classes))]
        return lines

    def of_self(self, fields: dict[str, Kind], count: int = 1) -> str:
        """An expression in the attributes of self and a number t."""
        scope, features = self.scope, self.features
        self.features = features - {"walrus"}
        self.scope = Scope({f"self.{name}": kind for name, kind in fields.items()})
        self.scope.add("t", SCALAR)
        text = self.scalar(count)
        self.scope, self.features = scope, features
        return text

    def record_class(self, name: str) -> list[str]:
        """A dataclass with defaults, a property, and a method that changes self."""
        fields: dict[str, Kind] = {"a": SCALAR, "b": SCALAR}
        lines = ["@dataclasses.dataclass", f"class {name}:", "    a: float"]
        lines.append(f"    b: float = {self.constant()}")
        if self.rng.random() < 0.3:
            fields["c"] = SCALAR
            lines += ["    c: float = 0.0", "    def __post_init__(self):",
                      "        self.c = self.a * self.b"]  # fmt: skip
        own = self.of_self(fields)
        lines += [
            "    @property", "    def total(self):", f"        t = {self.constant()}",
            f"        return {own} + self.a * self.b",
            "    def push(self, t):", f"        self.a = np.sin(self.a + {self.of_self(fields)})",
            f"        self.b += 0.3 * ({self.of_self(fields)})",
            f"        return {self.pick(['self', 'self.a * t', 'self'])}",
            "    def norm(self, t=0.5):", f"        return {self.of_self(fields, 2)} * self.b",
        ]  # fmt: skip
        chained = lines[-3].endswith("return self")
        values = [".total", ".norm()", ".norm({})", ".total"]
        values += [".push({}).norm()", ".push({}).total"] if chained else []
        self.classes.append(Class(
            name, tuple(fields.items()), (SCALAR, SCALAR)[: self.rng.randint(1, 2)],
            tuple(values), (".push({})",),
        ))  # fmt: skip
        return lines

    def vector_class(self, name: str) -> list[str]:
        """A plain class with operators and a call."""
        fields: dict[str, Kind] = {"x": SCALAR, "y": SCALAR}
        change = self.pick([
            ["    def __iadd__(self, other):", "        self.x += other.x",
             "        self.y += other.y * self.x", "        return self"],
            [],
        ])  # fmt: skip
        lines = [
            f"class {name}:", "    def __init__(self, x, y):", "        self.x, self.y = x, y",
            "    def __add__(self, other):",
            f"        return {name}(self.x + other.x, self.y + other.y)", *change,
            "    def __sub__(self, other):",
            f"        return {name}(self.x - other.x, np.sin(self.y - other.y))",
            "    def __mul__(self, t):",
            f"        return {name}(self.x * t, {self.of_self(fields)})",
            "    __rmul__ = __mul__",
            "    def __neg__(self):", f"        return {name}(-self.x, -self.y)",
            "    def __call__(self, t):", f"        return {self.of_self(fields, 2)} + t * self.x",
            "    def turn(self, t):", "        self.x, self.y = self.y, "
            f"{self.of_self(fields)}",
        ]  # fmt: skip
        self.classes.append(Class(
            name, tuple(fields.items()), (SCALAR, SCALAR), ("({})", ".x", ".y"), (".turn({})",),
            True,
        ))  # fmt: skip
        return lines

    def array_class(self, name: str) -> list[str]:
        """A class that keeps an array, its own or the one that it is given."""
        n = self.rng.randint(2, 3)
        fields: dict[str, Kind] = {"v": Array((n,)), "k": SCALAR}
        keep = self.pick(["v", "v", "v.copy()", "np.array(v)"])
        store = self.pick([
            f"self.v[{self.rng.randrange(n)}] = {self.of_self(fields)}",
            f"self.v = self.v * np.cos({self.of_self(fields)})",
            f"self.v *= np.cos({self.of_self(fields)})",
            f"self.v[1:] += 0.3 * ({self.of_self(fields)})",
        ])  # fmt: skip
        if not self.has("stores") and "[" in store.split("=")[0] or "*=" in store:
            store = f"self.v = np.sin(self.v * {self.constant()} + t)"
        lines = [
            f"class {name}:", f"    rate = {self.constant()}",
            "    def __init__(self, v, k=0.5):", f"        self.v = {keep}", "        self.k = k",
            "    @property", "    def mean(self):", "        return np.mean(self.v) * self.k",
            "    def step(self, t):", f"        {store}",
            f"        self.k = np.sin(self.k + self.rate * {self.of_self(fields)})",
            "    def energy(self, t=0.4):", f"        return {self.of_self(fields, 2)} * self.rate",
            "    def __getitem__(self, i):", "        return self.v[i] * self.k",
        ]  # fmt: skip
        self.classes.append(Class(
            name, tuple(fields.items()), (Array((n,)), SCALAR)[: self.rng.randint(1, 2)],
            (".mean", ".energy()", ".energy({})", f"[{self.rng.randrange(n)}]"), (".step({})",),
        ))  # fmt: skip
        return lines

    def derived_class(self, name: str) -> list[str]:
        """A class that inherits from one that is drawn before it."""
        plain = [c for c in self.classes if not c.operators and "push" in "".join(c.changes)]
        if not plain:
            return self.record_class(name)
        base = self.pick(plain)
        fields = dict(base.fields)
        lines = [
            f"class {name}({base.name}):", "    def norm(self, t=0.7):",
            f"        return super().norm(t) * {self.of_self(fields)} + self.a",
            "    def push(self, t):", f"        super().push({self.of_self(fields)})",
            "        self.b = np.sin(self.b + t)", "        return self",
        ]  # fmt: skip
        values = (".total", ".norm()", ".norm({})", ".push({}).norm()")
        self.classes.append(Class(name, base.fields, base.given, values, base.changes))
        return lines

    def holder_class(self, name: str) -> list[str]:
        """An object that holds another one."""
        if not self.classes:
            return self.record_class(name)
        held = self.pick(self.classes)
        values = [v for v in held.values if v.startswith(".") and "push" not in v]
        change = self.pick(list(held.changes)).format("t")
        read = self.pick(values).format("t")
        first = held.fields[-1][0]
        lines = [
            f"class {name}:", "    def __init__(self, p, w):", "        self.p = p",
            "        self.w = w",
            "    def value(self, t=0.3):", f"        return self.p{read} * self.w + t",
            "    def work(self, t):", f"        self.p{change}",
            f"        self.w += 0.3 * np.sin(self.p.{first} * t)",
        ]  # fmt: skip
        self.classes.append(Class(
            name, (("p", held.kind), ("w", SCALAR)), (held.kind, SCALAR),
            (".value()", ".value({})"), (".work({})",),
        ))  # fmt: skip
        return lines

    def function_of(self, made: Class) -> list[str]:
        """A function that changes the object that it is given."""
        value = self.pick(list(made.values)).format("t")
        change = self.pick(list(made.changes)).format("t")
        store = self.pick([f"p{change}", f"p.{made.fields[-1][0]} = np.sin(t)"])
        self.helpers.append(
            Helper("with_object", (("p", made.kind), ("t", SCALAR)), 0, SCALAR, True)
        )
        return ["def with_object(p, t):", f"    {store}", f"    return p{value} * t"]

    # -- statements -----------------------------------------------------------------------------

    def object_text(self, kind: Kind) -> str:
        """A new object, or one that there is."""
        assert isinstance(kind, Object)
        names = self.scope.objects(kind.of)
        if names and self.rng.random() < 0.6:
            return self.pick(names)
        return self.made(next(c for c in self.classes if c.name == kind.of))

    def made(self, of: Class) -> str:
        return f"{of.name}({', '.join(self.item_value(kind) for kind in of.given)})"

    def new_object(self) -> Lines:
        of = self.pick(self.classes)
        name = self.object_target(of)
        value = self.made(of)
        self.scope.add(name, of.kind)
        return [f"{name} = {value}"]

    def object_target(self, of: Class) -> str:
        """A new name, or one of an object that has no other name."""
        names = [
            n for n in self.scope.assignable(of.kind)
            if n.isidentifier() and self.scope.names[n] == of.kind and n.startswith("o")
        ]  # fmt: skip
        return self.pick(names) if names and self.rng.random() < 0.5 else self.fresh("o")

    def class_of(self, name: str) -> Class:
        kind = self.scope.names[name]
        assert isinstance(kind, Object)
        return next(c for c in self.classes if c.name == kind.of)

    def change_object(self) -> Lines:
        names = self.scope.objects()
        if not names:
            return None
        name = self.recent(names)
        of = self.class_of(str(name))
        change = self.pick(list(of.changes)).format(self.bounded(self.scalar(1)))
        return [f"{name}{change}"]

    def combine(self) -> Lines:
        """An operator of two objects, or of one and a number."""
        names = [n for n in self.scope.objects() if self.class_of(n).operators]
        if not names:
            return None
        a = self.pick(names)
        of = self.class_of(a)
        b = self.pick([n for n in names if self.class_of(n) == of])
        number = self.scalar(1)
        text = self.pick([
            f"{a} + {b}", f"{a} - {b}", f"{a} * {self.constant()}", f"{self.constant()} * {a}",
            f"-{a}", f"{a} + {b} * ({number})", f"({a} - {b}) * 0.5",
        ])  # fmt: skip
        if self.rng.random() < 0.2 and a.isidentifier() and a not in self.scope.kept:
            return [f"{a} {self.pick(['+=', '-='])} {b}"]
        name = self.object_target(of)
        self.scope.add(name, of.kind)
        return [f"{name} = {text}"]

    def object_value(self) -> str | None:
        """A number that an object gives."""
        names = self.scope.objects() if self.has("objects") else []
        if not names:
            return None
        name = self.pick(names)
        value = self.pick(list(self.class_of(name).values))
        return f"{name}{value.format(self.scalar_leaf())}"

    def read_object(self) -> Lines:
        value = self.object_value()
        if value is None:
            return None
        name = self.target(SCALAR, "s")
        self.scope.add(name, SCALAR)
        return [f"{name} = {self.bounded(value)}"]

    def second_name(self) -> Lines:
        """Two names of one object; neither is bound to another one after that."""
        names = [n for n in self.scope.objects() if n.isidentifier()]
        if not names or self.depth:
            return None
        old, name = self.pick(names), self.fresh("q")
        self.scope.add(name, self.scope.names[old])
        self.scope.keep(old, name)
        return [f"{name} = {old}"]
