"""Random stores at places: repeated ones, overlapping ones, in an order that matters, `out=` into
views, and whole arrays that are stored where others see them."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR, Array, Int, Kind, ListOf

Shape = tuple[int, ...]
Lines = list[str] | None
ONE = ("np.sin", "np.cos", "np.tanh", "np.arctan", "np.exp", "np.square", "np.negative")


class Places(Nests):
    """Groups of statements whose result depends on which store comes last."""

    depth = 0

    def places(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("places"):
            return []
        return [
            (4.8, self.repeated), (3.2, self.in_order), (4.8, self.into_views),
            (4.0, self.whole), (2.4, self.reduced_into), (2.4, self.in_turn),
        ]  # fmt: skip

    def fresh_array(self, shape: Shape) -> tuple[str, str]:
        """A name for a new array, and the line that makes it."""
        name, size = self.fresh("y"), self.size_text(shape)
        like = self.scope.arrays(shape)
        made = [f"np.zeros({size})", f"np.ones({size})", f"np.full({size}, {self.scalar(0)})"]
        made += [f"{self.pick(like)}.copy()", f"np.zeros_like({self.pick(like)})"] if like else []
        return name, f"{name} = {self.pick(made)}"

    def repeating(self, n: int, count: int) -> str:
        """So many places in range(n), most often with repeats."""
        drawn = [self.rng.randrange(n) for _ in range(count)]
        if count > 1 and self.rng.random() < 0.7:
            drawn[-1] = drawn[0]
        return self.pick([f"{drawn}", f"np.array({drawn})", f"np.arange({count}) % {n}"])

    def repeated(self) -> Lines:
        """An array that is written once, or few times, at repeated places."""
        n, count = self.rng.randint(1, 4), self.rng.randint(2, 4)
        width = self.rng.randint(1, 3)
        y, made = self.fresh_array(shape := self.pick([(n,), (n,), (n, width)]))
        idx, i, row = self.fresh("j"), self.fresh("i"), shape[1:]
        places, value = self.repeating(n, count), self.array((count, *row), 1)
        cells = self.array((count,), 1)
        items = f"({self.array_leaf((count, *row))})"
        one = self.fresh("c")
        options = [
            [f"{y}[{places}] = {value}"], [f"{y}[{places}] = {self.scalar(1)}"],
            [f"{y}[{places}] += {value}"], [f"{y}[::-1][{places}] = {value}"],
            [f"{y}[{places}] = {value}", f"{y}[{self.repeating(n, 2)}] *= {self.scalar(0)}"],
            [f"{idx} = {places}", f"{y}[{idx}] = {value}", f"{y}[{idx}] = {y}[{idx}] * {items}"],
            [f"{idx} = {places}", f"for {i} in range({count}):",
             f"    {y}[{idx}[{i}]] = {items}[{i}] * {self.constant()}"],
            [f"{idx} = {places}", f"for {i}, {one} in enumerate({items}):",
             f"    {y}[{idx}[{i}]] {self.pick(['=', '+=', '*='])} {one}"],
        ]  # fmt: skip
        if row:
            across = self.repeating(width, count)
            options += [
                [f"{y}[{places}, {across}] = {cells}"], [f"{y}[{places}, {across}] += {cells}"],
                [f"{y}[:, {self.repeating(width, 2)}] = {self.array((n, 2), 1)}"],
                [f"{y}[{places}, 0] = {cells}"],
                [f"{y}[{places}] = {self.array(row, 1)}"],
            ]  # fmt: skip
        else:
            options += [[f"np.put({y}, {places}, {value})"]] * 2
        lines = self.pick(options)
        self.scope.add(y, Array(shape))
        return [made, *lines]

    def in_order(self) -> Lines:
        """Stores that overlap what they read, or each other."""
        names = [n for n in self.scope.arrays(rank=1) if self.scope.shape(n)[0] > 1]
        if not names:
            return None
        x, i = self.pick(names), self.fresh("i")
        n = self.scope.shape(x)[0]
        value, s = self.bounded(self.scalar(1)), self.scalar(0)
        j, k = self.rng.randrange(n), self.rng.randrange(n)
        return self.pick([
            [f"{x}[1:] = {x}[:-1]"], [f"{x}[:-1] += {x}[1:] * {s}"], [f"{x}[:] = {x}[::-1]"],
            [f"{x}[1:] *= {x}[:-1]"], [f"{x}[::-1] = {x} * {s}"], [f"{x}[1:] -= 0.5 * {x}[0]"],
            [f"{x}[{self.repeating(n, 3)}] = {x}[{self.repeating(n, 3)}] * {s}"],
            [f"for {i} in range(1, {n}):", f"    {x}[{i}] = np.sin({x}[{i} - 1] + {x}[{i}])"],
            [f"for {i} in range({n}):", f"    {x}[({i} * {j}) % {n}] = {x}[{i}] * {s}"],
            [f"for {i} in range({n}):", f"    {x}[{i} // 2] = {value} * {x}[{i}]"],
            [f"{x}[{j}] = {x}[{k}] = {value}", f"{x}[{k}] *= {s}"],
            [f"{x}[{j}], {x}[{k}] = {value}, {x}[{j}]"],
            [f"{x}[{j}] = {value}", f"{x}[...] = {x}[{k}] * {x}", f"{x}[{k}] = {s}"],
        ])  # fmt: skip

    def destination(self) -> tuple[str, Shape] | None:
        """An array, or a view of one, that is a subscript, a transpose or a name."""
        names = self.scope.arrays()
        if not names:
            return None
        name = self.pick(names)
        shape = self.scope.shape(name)
        draw = self.rng.random()
        if draw < 0.4:
            return name, shape
        if draw < 0.5 and len(shape) == 2:
            return f"{name}.T", shape[::-1]
        want = self.part_of(shape)
        views = [t for t in self.views_of(name, shape, want) if t.endswith("]")]
        return (self.pick(views), want) if views else (name, shape)

    def into_views(self) -> Lines:
        """Elementwise functions with `out=` and `where=`, also of what they overwrite."""
        found = self.destination()
        if found is None:
            return None
        out, shape = found
        a, b = self.array(shape, 1), self.operand(shape, 1)
        first = self.pick([out, a, self.array_leaf(shape)])
        one = self.pick(list(ONE))
        first_of_one = f"-({first}) ** 2" if one == "np.exp" else first
        call = self.pick([
            f"{one}({first_of_one}, ", f"np.multiply({first}, {b}, ", f"np.add({first}, {b}, ",
            f"np.subtract({b}, {first}, ", f"np.divide({first}, 1.2 + ({b}) ** 2, ",
            f"np.multiply({self.scalar(0)}, {first}, ", f"np.add({out}, {out}, ",
            f"np.hypot({first}, 1.1 + ({b}) ** 2, ", f"np.power({first}, 2, ",
        ])  # fmt: skip
        given = self.pick([f"out={out}", f"out={out}", f"out=({out},)", out])
        if self.rng.random() < 0.4:
            given += f", where={self.where_mask(shape)}"
        if self.rng.random() < 0.25:
            made = self.fresh("v")
            self.scope.add(made, Array(shape))
            return [f"{made} = {call}{given})"]
        return [f"{call}{given})"]

    def where_mask(self, shape: Shape) -> str:
        text = f"{self.array_leaf(shape)} > {self.rng.uniform(-0.5, 0.8):.2f}"
        row = [self.pick(["True", "False"]) for _ in range(shape[-1])]
        return self.pick([text, text, f"np.array([{', '.join(row)}])"])

    def reduced_into(self) -> Lines:
        """Sums, products and copies that go into an array that there is."""
        matrices = self.scope.arrays(rank=2)
        vectors = self.scope.arrays(rank=1)
        if not matrices:
            if not vectors:
                return None
            x = self.pick(vectors)
            y, made = self.fresh_array(self.scope.shape(x))
            self.scope.add(y, Array(self.scope.shape(x)))
            return [made, self.pick([
                f"np.cumsum({x}, out={y})", f"np.cumprod({x}, out={y})", f"np.add({x}, {y}, {y})",
                f"np.clip({x}, -0.4, 0.6, out={y})", f"np.take({x}, np.arange({x}.size), out={y})",
            ])]  # fmt: skip
        m = self.pick(matrices)
        rows, columns = self.scope.shape(m)
        y, made = self.fresh_array((columns,))
        z, other = self.fresh_array((rows,))
        self.scope.add(y, Array((columns,)))
        self.scope.add(z, Array((rows,)))
        return [made, other, *self.rng.sample([
            f"np.sum({m}, axis=0, out={y})", f"{m}.sum(axis=1, out={z})",
            f"np.mean({m}, axis=1, out={z})", f"{m}.mean(0, out={y})",
            f"np.dot({m}, {y}, out={z})", f"np.matmul({m}.T, {z}, out={y})",
            f"np.add.reduce({m}, axis=0, out={y})", f"np.prod({m}, axis=0, out={y})",
        ], 2)]  # fmt: skip

    def whole(self) -> Lines:
        """`r[:] = f(r)` where other names, views and lists of r are read before and after."""
        if not self.has("for") or self.loops >= 2 or self.depth >= 3:
            return None
        shape = self.shape()
        r, v, s, i, l = (self.fresh(stem) for stem in "rvsil")
        views = [t for t in self.views_of(r, shape, self.part_of(shape)) if t.endswith("]")]
        other = self.pick([None, r, f"{r}[...]", f"{r}[::-1]", *views])
        start = self.pick([f"{self.array_leaf(shape)} * 1.0", f"({self.array_leaf(shape)}).copy()",
                           f"np.zeros({self.size_text(shape)}) + {self.scalar(0)}"])  # fmt: skip
        value = self.pick([
            f"np.sin({r}) + 0.2 * {self.array_leaf(shape)}", f"{r} * {self.operand(shape, 1)}",
            f"np.tanh({self.array(shape, 1)} - {r})", f"{r} / (1.2 + np.sum({r} * {r}))",
            self.array_leaf(shape), self.array(shape, 2),
        ])  # fmt: skip
        store = self.pick([f"{r}[:] = {value}", f"{r}[...] = {value}", f"np.copyto({r}, {value})",
                           f"{r} *= np.cos({value})", f"np.sin({value}, out={r})"])  # fmt: skip
        seen = f"np.sum({v} * {v})" if other else f"np.sum({r})"
        use = f"{s} = 0.5 * {s} + np.sum(np.sin({r})) * {seen}"
        names: dict[str, Kind] = {r: Array(shape), s: SCALAR, i: Int(0, 2)}
        keep = self.rng.random() < 0.25 and self.has("listarrays")
        body = [store, use] if self.rng.random() < 0.5 else [use, store]
        body += [f"{l}.append({r}{self.pick(['', '.copy()'])})"] if keep else []
        if self.rng.random() < 0.5:
            leave = [f"if {self.inside(i, Int(0, 2), self.condition)}:", self.leaving()]
            body[(at := self.rng.randint(0, len(body))):at] = leave
        more = self.looped(1, extra=names) if self.rng.random() < 0.5 else []
        lines = [f"{r} = {start}", f"{s} = {self.scalar(0)}"]
        lines += [f"{v} = {other}"] if other else []
        lines += [f"{l} = [{r}]"] if keep else []
        lines += [f"for {i} in range({self.rng.randint(1, 3)}):", *_inner(body), *more]
        self.scope.add(r, Array(shape))
        self.scope.add(s, SCALAR)
        if keep:
            self.scope.add(l, ListOf(Array(shape), 1))
        if other:
            lines.append(f"{s} = {s} + np.sum({v} * 0.3)")
        return lines

    def leaving(self) -> str:
        return "    " + self.pick(["break", "continue", "continue"])

    def in_turn(self) -> Lines:
        """Two buffers that change their parts in each trip."""
        if not self.has("for") or self.loops >= 2:
            return None
        shape = self.shape()
        a, b, i = self.fresh("a"), self.fresh("b"), self.fresh("i")
        first = f"{self.array_leaf(shape)} * 1.0"
        value = self.pick([f"np.sin({a}) * 0.8", f"{a} * {b} + 0.2", f"np.cos({a} + {b})"])
        step = self.pick([
            [f"{b}[:] = {value}", f"{a}, {b} = {b}, {a}"],
            [f"np.multiply({a}, {self.operand(shape, 1)}, out={b})", f"{a}, {b} = {b}, {a}"],
            [f"{b} = {a}", f"{a} = {value}", f"{b} *= 0.7"], [f"{a}, {b} = {value}, {a}"],
            [f"{b}[...] = {a}", f"{a}[...] = {value}"],
        ])  # fmt: skip
        self.scope.add(a, Array(shape))
        self.scope.add(b, Array(shape))
        return [f"{a} = {first}", f"{b} = {a} * 0.5",
                f"for {i} in range({self.rng.randint(1, 3)}):", *_inner(step)]  # fmt: skip


def _inner(lines: list[str]) -> list[str]:
    return ["    " + line for line in lines]
