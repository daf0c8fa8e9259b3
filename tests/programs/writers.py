"""Random writes in place: NumPy's writing functions, views of views, masks, buffers."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR, Array, Int, ListOf

Shape = tuple[int, ...]
Lines = list[str] | None


class Writers(Nests):
    """Statements that write into arrays other than by `x[i] = e`."""

    def writers(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("writers"):
            return []
        return [
            (5.0, self.write), (1.5, self.write_ufunc), (1.5, self.write_mask),
            (1.5, self.write_many), (1.5, self.write_view), (1.0, self.split), (1.2, self.buffer),
        ]  # fmt: skip

    def mask(self, shape: Shape) -> str:
        return f"{self.array_leaf(shape)} {self.pick(['>', '<'])} {self.bound()}"

    def bound(self) -> str:
        return f"{self.rng.uniform(-0.5, 0.8):.2f}"

    def written(self) -> tuple[str, Shape]:
        """An array variable, or a view of one that is a subscript."""
        name = self.pick(self.scope.arrays())
        shape = self.scope.shape(name)
        if self.rng.random() < 0.3:
            part = self.part_of(shape)
            views = [t for t in self.views_of(name, shape, part) if t.endswith("]")]
            if views:
                return self.pick(views), part
        return name, shape

    def write(self) -> Lines:
        """A call that writes, and returns nothing."""
        if not self.scope.arrays():
            return None
        name, shape = self.written()
        size, count = shape[0] * (shape[1] if len(shape) == 2 else 1), self.rng.randint(1, 3)
        k, value = self.rng.randint(1, min(3, size)), self.bounded(self.scalar(1))
        flat = self.rng.randrange(size)
        at, items = self.rng.sample(range(size), k), [self.scalar(1) for _ in range(k)]
        listed = f"[{', '.join(items)}]"
        added = self.operand((count, *shape[1:]), 1)
        writer = self.pick(["add", "subtract", "add"])
        options = [
            f"np.copyto({name}, {self.bounded(self.operand(shape, 1))})",
            f"np.copyto({name}, {self.operand(shape, 1)}, where={self.mask(shape)})",
            f"np.put({name}, {at}, {self.pick([listed, f'np.array({listed})'])})",
            f"np.put({name}, {at[0]}, {value})",
            f"np.putmask({name}, {self.mask(shape)}, {self.array(shape, 1)})",
            f"np.{writer}.at({name}, {self.index_array(shape[0], count)}, 0.4 * ({added}))",
            f"np.{writer}.at({name}, {self.index(shape[0])}, {self.operand(shape[1:], 1)})"
            if len(shape) > 1 else f"np.{writer}.at({name}, [0, 0, -1], {value})",
            f"{name}.fill({value})",
            f"np.{writer}.at({name}, {self.index_array(shape[0], 2)}, {self.two(shape)})",
        ]
        if name.isidentifier():
            options += [
                f"{name}.flat[{flat}] = {value}", f"{name}.flat[{flat}] += 0.4 * ({value})",
                f"np.place({name}, {self.mask(shape)}, [{value}])",
            ]  # fmt: skip
        if len(shape) == 2:
            options += [f"np.fill_diagonal({name}, {value})"] * 2
        elif self.rng.random() < 0.5:
            options.append(f"{name}.sort()")
        return [self.pick(options)]

    def two(self, shape: Shape) -> str:
        """A list of two items to be added at two places."""
        if len(shape) == 1:
            return f"[{self.scalar(1)}, {self.scalar(0)}]"
        return f"[{self.array_leaf(shape[1:])}, {self.array_leaf(shape[1:])}]"

    def write_ufunc(self) -> Lines:
        """`np.f(a, out=b)`, sometimes with a mask, sometimes with a second name for b."""
        if not self.scope.arrays():
            return None
        name, shape = self.written()
        a, b = self.array(shape, 1), self.operand(shape, 1)
        call = self.pick([
            f"{self.pick(['np.sin', 'np.cos', 'np.tanh'])}({a}, out={name}",
            f"np.multiply({a}, {b}, out={name}", f"np.add({b}, {a}, out={name}",
            f"np.subtract({a}, {b}, out={name}",
            f"np.divide({a}, 1.2 + ({b}) ** 2, out={name}",
        ])  # fmt: skip
        if self.rng.random() < 0.3:
            call += f", where={self.mask(shape)}"
        if self.rng.random() < 0.25 and name.isidentifier():
            made = self.fresh("v")
            self.scope.add(made, Array(shape))
            return [f"{made} = {call})"]
        return [call + ")"]

    def write_mask(self) -> Lines:
        if not self.scope.arrays():
            return None
        name = self.pick(self.scope.arrays())
        shape = self.scope.shape(name)
        m, value = self.fresh("m"), self.scalar(1)
        op = self.pick(["=", "=", "+=", "*=", "-="])
        return self.pick([
            [f"{name}[{self.mask(shape)}] {op} {value}"],
            [f"{m} = {self.mask(shape)}", f"{name}[{m}] {op} ({self.array(shape, 1)})[{m}]"],
            [f"{m} = {self.mask(shape)}", f"{name}[~{m}] {op} {value}"],
            [f"{m} = {self.mask(shape)}", f"{name}[{m}] = np.sin({name}[{m}])"],
        ])

    def write_many(self) -> Lines:
        """Swaps of cells, chained stores, stores by a tuple of targets."""
        if not self.scope.arrays():
            return None
        name = self.pick(self.scope.arrays())
        shape = self.scope.shape(name)
        a, b = self.array_cell(), self.array_cell()
        s = self.fresh("s")
        x, y = self.bounded(self.scalar(1)), self.bounded(self.scalar(1))
        i, j = self.index(shape[0]), self.index(shape[0])
        both = [self.rng.randrange(shape[0]) for _ in range(2)]
        row, other = f"{name}[{i}]", f"{name}[{j}]"
        copies = f"{other}.copy(), {row}.copy()" if len(shape) == 2 else f"{other}, {row}"
        options = [
            [f"{a}, {b} = {b}, {a}"], [f"{a} = {b} = {x}"], [f"{a}, {b} = {x}, {y}"],
            [f"{row}, {other} = {copies}"],
            [f"{name}[{both}] = {name}[{both[::-1]}]"],
        ]
        if self.rng.random() < 0.4:
            self.scope.add(s, SCALAR)
            return [self.pick([f"{a}, {s} = {x}, {y}", f"{s} = {a} = {x}", f"{s}, {a} = {b}, {x}"])]
        return self.pick(options)

    def array_cell(self) -> str:
        name = self.pick(self.scope.arrays())
        return f"{name}[{', '.join(self.index(n) for n in self.scope.shape(name))}]"

    def write_view(self) -> Lines:
        """A store through a transpose or a view of a view, or a name for one."""
        if not self.scope.arrays():
            return None
        name = self.pick(self.scope.arrays())
        shape = self.scope.shape(name)
        text, have = name, shape
        for _ in range(self.rng.randint(1, 3)):
            want = self.part_of(have)
            if len(have) == 2 and self.rng.random() < 0.4:
                text, have = self.pick([f"{text}.T", f"np.transpose({text})"]), have[::-1]
                continue
            views = [t for t in self.views_of(text, have, want) if t.endswith("]")]
            if views:
                text, have = self.pick(views), want
        if text == name:
            return None
        value, op = self.operand(have, 1), self.pick(["=", "=", "+=", "*="])
        if self.rng.random() < 0.3:
            made = self.fresh("v")
            self.scope.add(made, Array(have))
            return [f"{made} = {text}"]
        whole = f"{text}[{self.pick(['...', ':'])}]"
        target = text if text.endswith("]") and self.rng.random() < 0.5 else whole
        return [f"{target} {op} {self.bounded(value)}"]

    def split(self) -> Lines:
        """Views: the parts of an array."""
        names = [n for n in self.scope.arrays() if self.scope.shape(n)[0] > 1]
        if not names:
            return None
        name = self.pick(names)
        n, *rest = self.scope.shape(name)
        a, b, k = self.fresh("v"), self.fresh("v"), self.rng.randint(1, n - 1)
        text = f"np.split({name}, [{k}])"
        if n % 2 == 0 and self.rng.random() < 0.6:
            text, k = f"np.split({name}, 2)", n // 2
        self.scope.add(a, Array((k, *rest)))
        self.scope.add(b, Array((n - k, *rest)))
        return [f"{a}, {b} = {text}"]

    def buffer(self) -> Lines:
        """A buffer that each trip of a loop fills again, sometimes kept in a list."""
        if not self.has("for") or self.loops >= 2:
            return None
        shape, trips = self.shape(), self.rng.randint(2, 3)
        buffer, total, i = self.fresh("w"), self.fresh("s"), self.fresh("i")
        size = self.size_text(shape)
        like = self.scope.arrays(shape)
        made = [f"np.zeros({size})", f"np.empty({size})"]
        made += [f"np.empty_like({self.pick(like)})"] if like else []
        lines = [f"{buffer} = {self.pick(made)}", f"{total} = {self.scalar(0)}"]
        names = {buffer: Array(shape), total: SCALAR, i: Int(0, trips - 1)}
        value = self.refill(i, trips, shape)
        fill = self.pick([f"{buffer}[...] = {value}", f"np.copyto({buffer}, {value})",
                          f"np.sin({value}, out={buffer})", f"{buffer}[:] = {value}"])  # fmt: skip
        kept = self.fresh("l")
        keep = self.rng.random() < 0.3 and self.has("listarrays")
        if keep:
            lines.append(f"{kept} = []")
        inner = self.looped(1, extra=names)
        lines += [f"for {i} in range({trips}):", f"    {fill}", *inner]
        lines.append(f"    {total} += 0.5 * np.sum({buffer} * {buffer})")
        lines += [f"    {kept}.append({buffer}{self.pick(['', '.copy()'])})"] if keep else []
        if keep and not any(word in line for line in inner for word in ("continue", "break")):
            self.scope.add(kept, ListOf(Array(shape), trips))
        self.scope.add(buffer, Array(shape))
        self.scope.add(total, SCALAR)
        return lines

    def refill(self, i: str, trips: int, shape: Shape) -> str:
        return self.inside(i, Int(0, trips - 1), lambda: self.array(shape, 2))
