"""Random statements: assignments, stores, views, lists, calls. Blocks are in blocks.py."""

from __future__ import annotations

from tests.programs.arrays import Arrays, Shape
from tests.programs.scope import (
    SCALAR,
    Array,
    Flag,
    Int,
    Kind,
    ListOf,
    Object,
    Record,
    Scalar,
    TupleOf,
)

AUGMENTED = ("+=", "-=", "*=", "+=")


class Statements(Arrays):
    """Each method draws one statement as lines of text, or None where it does not fit.

    `loops` is the number of loops around the statement.
    """

    loops = 0

    def target(self, kind: Kind, stem: str) -> str:
        """A name to assign: a new one or one that may be assigned again."""
        old = self.scope.assignable(kind)
        if self.loops:
            old = [n for n in old if n in self.scope.outer] or old
        share = 0.8 if self.loops else 0.5
        return self.pick(old) if old and self.rng.random() < share else self.fresh(stem)

    def carried(self, name: str, value: str) -> str:
        """The value, mixed with what the name held before, if it held something."""
        if name not in self.scope.names or self.rng.random() < 0.4:
            return value
        return self.pick([f"{name} * ({value})", f"({value}) + {name}", f"({value}) * {name} ** 2"])

    def bounded(self, text: str) -> str:
        if self.rng.random() < 0.35:
            return text
        scaled = f"{self.rng.uniform(0.3, 0.7):.2f} * ({text})"
        return self.pick([f"np.tanh({text})", f"np.sin({text})", scaled, f"np.sin({text})"])

    def shape(self) -> Shape:
        """The shape of some array, or a new small one."""
        names = self.scope.arrays()
        if names and self.rng.random() < 0.88:
            return self.scope.shape(self.pick(names))
        n = self.pick([1, 2, 3, 4])
        return (n,) if self.rng.random() < 0.65 else (n, self.pick([1, 2, 3]))

    def assign_scalar(self) -> list[str] | None:
        value = self.scalar(2)
        name = self.target(SCALAR, "s")
        if self.scope.names.get(name) == SCALAR:
            value = self.carried(name, value)
        self.scope.add(name, SCALAR)
        return [f"{name} = {self.bounded(value)}"]

    def assign_array(self) -> list[str] | None:
        if not self.has("arrays"):
            return None
        shape = self.shape()
        value = self.array(shape, 2)
        name = self.target(Array(shape), "a")
        if self.scope.names.get(name) == Array(shape):
            value = self.carried(name, value)
        self.scope.add(name, Array(shape))
        return [f"{name} = {self.bounded(value)}"]

    def alias(self) -> list[str] | None:
        """`y = x`, `y = x[1:]`, `y = l[0]`: another name of the same memory."""
        if not self.has("views") or not self.scope.arrays():
            return None
        shape = self.shape()
        source = self.list_array(shape) if self.rng.random() < 0.2 else None
        source = source or self.view(shape) or self.pick(self.scope.arrays())
        if source in self.scope.names:
            shape = self.scope.shape(source)
        name = self.target(Array(shape), "v")
        self.scope.add(name, Array(shape))
        return [f"{name} = {source}{self.pick(['', '', '', '', '.copy()'])}"]

    def assign_many(self) -> list[str] | None:
        """Tuple, chained and starred assignment, and a list display taken apart."""
        a, b = self.fresh("s"), self.target(SCALAR, "s")
        x, y = self.bounded(self.scalar(1)), self.bounded(self.scalar(1))
        choice = self.rng.randrange(4)
        if choice == 0 and self.has("lists"):
            rest, z = self.fresh("l"), self.scalar(0)
            self.scope.add(a, SCALAR)
            self.scope.add(rest, ListOf(SCALAR, 2))
            return [f"{a}, *{rest} = [{x}, {y}, {z}]"]
        self.scope.add(a, SCALAR)
        self.scope.add(b, SCALAR)
        return [[f"{a} = {b} = {x}"], [f"{a}, {b} = {x}, {y}"], [f"[{a}, {b}] = ({x}, {y})"]][
            choice % 3
        ]

    def swap(self) -> list[str] | None:
        names = [n for n in self.scope.arrays() if n not in self.scope.kept]
        if not self.has("swap") or not names or self.rng.random() < 0.3:
            scalars = [n for n in self.scope.scalars() if n not in self.scope.kept]
            return self.swapped(scalars)
        shape = self.scope.shape(self.pick(names))
        return self.swapped([n for n in names if self.scope.shape(n) == shape])

    def swapped(self, names: list[str]) -> list[str] | None:
        if len(names) < 2:
            return None
        chosen = self.rng.sample(names, 3 if len(names) > 2 and self.rng.random() < 0.3 else 2)
        return [f"{', '.join(chosen)} = {', '.join(chosen[1:] + chosen[:1])}"]

    def augment_scalar(self) -> list[str] | None:
        names = [n for n in self.scope.scalars() if n not in self.scope.kept]
        if not names:
            return None
        value = self.scalar(2)
        op = self.pick([*AUGMENTED, "/="])
        scaled = {"*=": f"np.cos({value})", "/=": f"1.1 + ({value}) ** 2"}
        return [f"{self.pick(names)} {op} {scaled.get(op, f'0.4 * ({value})')}"]

    def augment_array(self) -> list[str] | None:
        """`x op= e` on a whole array: memory is written under all its names."""
        names = self.scope.arrays()
        if not self.has("stores") or not names:
            return None
        names = [n for n in names if n not in self.scope.kept]
        if not names:
            return None
        name = self.pick(names)
        value = self.operand(self.scope.shape(name), 1)
        op = self.pick([*AUGMENTED, "/=", "**="])
        texts = {"*=": f"np.cos({value})", "/=": f"1.1 + ({value}) ** 2", "**=": "2"}
        return [f"{name} {op} {texts.get(op, f'0.4 * ({value})')}"]

    def store(self) -> list[str] | None:
        """`x[...] = e` and `x[...] op= e`, by every kind of index."""
        if not self.has("stores") or not self.scope.arrays():
            return None
        region = self.region()
        if region is None:
            return None
        text, shape = region
        value = self.operand(shape, 2) if shape else self.scalar(2)
        if self.rng.random() < 0.5:
            return [f"{text} = {self.bounded(value)}"]
        op = self.pick([*AUGMENTED, "/="])
        texts = {"*=": f"np.cos({value})", "/=": f"1.1 + ({value}) ** 2"}
        return [f"{text} {op} {texts.get(op, f'0.4 * ({value})')}"]

    def region(self) -> tuple[str, Shape] | None:
        """Cells of an array variable: the text of a subscript and its shape."""
        name = self.pick(self.scope.arrays())
        shape = self.scope.shape(name)
        draw = self.rng.random()
        if draw < 0.35:
            return f"{name}[{', '.join(self.index(n) for n in shape)}]", ()
        if draw < 0.5 and self.has("fancy"):
            count = self.rng.randint(1, 3)
            return f"{name}[{self.index_array(shape[0], count)}]", (count, *shape[1:])
        if draw < 0.58:
            return f"{name}[{self.pick(['...', ':', '::-1'])}]", shape
        if draw < 0.63 and len(shape) == 1:
            n = shape[0]
            return self.pick([
                (f"{name}[:, None]", (n, 1)), (f"{name}[np.newaxis, :]", (1, n)),
                (f"{name}[:, np.newaxis]", (n, 1)), (f"{name}[None, ...]", (1, n)),
            ])  # fmt: skip
        if draw < 0.70 and self.scope.lists(1, Array) and self.has("listarrays"):
            return self.list_region()
        want = self.part_of(shape)
        options = [t for t in self.views_of(name, shape, want) if t.endswith("]")]
        return (self.pick(options), want) if options else None

    def list_region(self) -> tuple[str, Shape]:
        name = self.pick(self.scope.lists(1, Array))
        shape = self.list_shape(name)
        item = f"{name}[{self.list_index(name)}]"
        if self.rng.random() < 0.5:
            return f"{item}[{', '.join(self.index(n) for n in shape)}]", ()
        return f"{item}[{self.pick(['...', ':', '::-1'])}]", shape

    def part_of(self, shape: Shape) -> Shape:
        part = tuple(self.rng.randint(1, n) for n in shape)
        return part[self.rng.randrange(2) :][:1] if len(part) == 2 and self.rng.random() < 0.5 \
            else part

    def new_list(self) -> list[str] | None:
        if not self.has("lists"):
            return None
        item: Kind = SCALAR
        if self.has("listarrays") and self.scope.arrays() and self.rng.random() < 0.5:
            item = Array(self.shape())
        n = self.rng.randint(1, 3)
        name = self.fresh("l")
        text = self.of_kind(ListOf(item, n))
        if isinstance(item, Array) and self.rng.random() < 0.4:
            size = self.size_text(item.shape)
            zeros = f"np.zeros({size})"
            text = self.pick([f"[{zeros}] * {n}", f"[{zeros} for _ in range({n})]"])
        elif self.rng.random() < 0.25 and self.has("comprehension"):
            text = f"[{self.mapped_item(n)} for _ in range({n})]" if item == SCALAR else text
        elif self.rng.random() < 0.15 and item == SCALAR:
            text = f"[{self.scalar(0)}] * {n}"
        self.scope.add(name, ListOf(item, n))
        return [f"{name} = {text}"]

    def mapped_item(self, n: int) -> str:
        return self.inside("_", Int(0, n - 1), lambda: self.scalar(1))

    def change_list(self) -> list[str] | None:
        plain = [*self.scope.lists(0, Scalar), *self.scope.lists(0, Array)]
        names = [n for n in self.scope.lists() if n not in self.scope.kept and n in plain]
        if not names:
            return None
        name = self.pick(names)
        kind = self.scope.names[name]
        assert isinstance(kind, ListOf)
        if self.rng.random() < 0.4 or kind.least == 0:
            value = self.item_value(kind.item)
            self.scope.grow(name, 1)
            return [f"{name}.append({value})"]
        if self.rng.random() < 0.4 and self.scope.can_pop(name):
            return self.pop(name, kind)
        item = f"{name}[{self.list_index(name)}]"
        if isinstance(kind.item, Scalar):
            if self.rng.random() < 0.5:
                return [f"{item} += 0.4 * ({self.scalar(1)})"]
            return [f"{item} = {self.bounded(self.scalar(2))}"]
        if self.rng.random() < 0.3 and self.has("stores"):
            return [f"{item} *= {self.scalar(0)}"]
        other = f"{name}[{self.list_index(name)}]"
        if self.rng.random() < 0.3 and self.has("swap"):
            return [f"{item}, {other} = {other}, {item}"]
        return [f"{item} = {self.item_value(kind.item)}"]

    def item_value(self, kind: Kind) -> str:
        """What goes into a list: an array is often a variable, not a fresh value."""
        if isinstance(kind, Array):
            names = self.scope.arrays(kind.shape)
            if names and self.rng.random() < 0.5:
                return self.pick(names) + self.pick(["", "", ".copy()"])
        value = self.of_kind(kind, 1)
        return value if isinstance(kind, (Object, Record)) else self.bounded(value)

    def pop(self, name: str, kind: ListOf) -> list[str]:
        self.scope.grow(name, -1)
        if self.rng.random() < 0.2:
            return [f"{name}.pop()"]
        made = self.target(kind.item, "p")
        self.scope.add(made, kind.item)
        return [f"{made} = {name}.pop()"]

    def push_and_pop(self) -> list[str] | None:
        """A pop right before an append of what was popped: lengths stay as they were."""
        names = [n for n in self.scope.lists(1, Scalar) if n not in self.scope.kept]
        if not names:
            return None
        name, made = self.pick(names), self.fresh("p")
        self.scope.add(made, SCALAR)
        self.scope.grow(name, -1)
        value = self.scalar(1)
        self.scope.grow(name, 1)
        return [f"{made} = {name}.pop()", f"{name}.append(np.sin({made}) * {value})"]

    def new_tuple(self) -> list[str] | None:
        if not self.has("tuples"):
            return None
        items: list[Kind] = [SCALAR]
        if self.scope.arrays() and self.rng.random() < 0.4:
            items.append(Array(self.shape()))
        kind = TupleOf((*items, SCALAR))
        text = self.of_kind(kind)
        if self.rng.random() < 0.3 and len(kind.items) == 2:
            a, b = self.fresh("s"), self.fresh("s")
            self.scope.add(a, SCALAR)
            self.scope.add(b, SCALAR)
            return [f"{a}, {b} = {text}"]
        name = self.fresh("t")
        self.scope.add(name, kind)
        return [f"{name} = {text}"]

    def assign_flag(self) -> list[str] | None:
        name, test = self.fresh("b"), self.condition()
        self.scope.add(name, Flag())
        return [f"{name} = {test}"]

    def assign_int(self) -> list[str] | None:
        name = self.fresh("k")
        value = self.rng.randint(0, 3)
        self.scope.add(name, Int(0, 3))
        ints = self.scope.ints()[:-1]
        if ints and self.rng.random() < 0.5:
            return [f"{name} = ({self.pick(ints)} + {value}) % 4"]
        return [f"{name} = {value}"]

    def effect(self) -> list[str] | None:
        if not self.has("print"):
            return None
        value = self.scalar(0)
        return [self.pick([
            f'print("at", {value})', f'print(f"{{{value}:.4f}} and {{{value} + 1.0!r}}")',
            f'assert {value} < 1000.0, f"too large: {{{value}}}"',
        ])]  # fmt: skip

    def call_statement(self) -> list[str] | None:
        """A call of a helper that writes into what it is given."""
        if not self.helpers:
            return None
        helper = self.pick(self.helpers)
        text = self.call_text(helper, 1)
        if self.rng.random() < 0.25:
            return [text]
        name = self.target(helper.result, "r")
        self.scope.add(name, helper.result)
        return [f"{name} = {text}"]
