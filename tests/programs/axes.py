"""Random reductions over axes of matrices, sizes of one that broadcast, and stores of these."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR, Array

Lines = list[str] | None
REDUCED = ("np.sum", "np.mean", "np.prod", "np.sum", "np.max", "np.min")


class Axes(Nests):
    """Statements about matrices and about what is left of them when an axis goes or is one."""

    def axes(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("axes"):
            return []
        return [
            (2.4, self.new_matrix), (4.8, self.over_axis), (4.8, self.store_axis),
            (2.4, self.pairs_of_rows), (2.4, self.single), (1.6, self.constants),
        ]  # fmt: skip

    def matrix(self) -> tuple[str, int, int] | None:
        names = self.scope.arrays(rank=2)
        if not names:
            return None
        name = self.pick(names)
        return name, *self.scope.shape(name)

    def new_matrix(self) -> Lines:
        rows, columns = self.rng.randint(1, 3), self.rng.randint(1, 3)
        name = self.fresh("m")
        a, b = self.array_leaf((rows,)), self.array_leaf((columns,))
        text = self.pick([
            f"np.outer({a}, {b}) + 0.2", f"({a})[:, None] + {b}", f"np.add.outer({a}, {b})",
            f"np.tile({b}, ({rows}, 1)) * {self.scalar(0)}",
            f"np.ones(({rows}, {columns})) * {b}", f"np.stack([{b}] * {rows}) * {self.scalar(0)}",
            f"np.broadcast_to({b}, ({rows}, {columns})) * {self.scalar(0)}",
        ])  # fmt: skip
        self.scope.add(name, Array((rows, columns)))
        return [f"{name} = {text}"]

    def reduction_of(self, m: str, rows: int, columns: int) -> tuple[str, tuple[int, ...]]:
        """A sum or the like over an axis, and its shape."""
        axis, kept = self.rng.choice([0, 1, -1]), self.rng.random() < 0.6
        call = self.pick(list(REDUCED))
        left = columns if axis == 0 else rows
        keep = ", keepdims=True" if kept else ""
        shape = ((1, left) if axis == 0 else (left, 1)) if kept else (left,)
        options = [f"{call}({m}, axis={axis}{keep})", f"{call}({m} * {m}, axis={axis}{keep})"]
        options += [f"{m}.sum({axis}{keep})", f"np.add.reduce({m}, axis={axis}{keep})"]
        if (rows if axis == 0 else columns) > 1:
            options += [f"np.var({m}, axis={axis}{keep})"]
        options += [f"np.linalg.norm({m} + 1.5, axis={axis}{keep})"]
        return self.pick(options), shape

    def over_axis(self) -> Lines:
        found = self.matrix()
        if not found:
            return None
        m, rows, columns = found
        text, shape = self.reduction_of(m, rows, columns)
        made = self.fresh("m")
        draw = self.rng.random()
        fits = len(shape) == 2 or shape[0] == columns
        if draw < 0.4 or not fits:
            self.scope.add(made, Array(shape))
            return [f"{made} = {self.bounded(text)}"]
        self.scope.add(made, Array((rows, columns)))
        if draw < 0.55:
            axis = self.rng.randrange(2)
            value = self.pick([f"np.cumsum({m}, axis={axis})", f"np.flip({m}, axis={axis})",
                               f"np.roll({m}, 1, axis={axis})", f"np.sort({m}, axis={axis})",
                               f"np.cumprod({m}, axis={axis})"])  # fmt: skip
            return [f"{made} = {value}"]
        return [f"{made} = " + self.pick([
            f"{m} - {text}", f"{m} / (1.3 + ({text}) ** 2)", f"{m} * {text}",
            f"np.exp(-({m} - {text}) ** 2)", f"np.where({m} > {text} + 0.2, {m}, {text})",
        ])]  # fmt: skip

    def store_axis(self) -> Lines:
        """Stores of rows, columns and sums that broadcast, into the matrix or a part of it."""
        found = self.matrix()
        if not found or not self.has("stores"):
            return None
        m, rows, columns = found
        text, shape = self.reduction_of(m, rows, columns)
        fits = len(shape) == 2 or shape[0] == columns
        value = text if fits else f"({text})[:, None]"
        i, j = self.rng.randrange(rows), self.rng.randrange(columns)
        column, row = self.array_leaf((rows, 1)), self.array_leaf((1, columns))
        op = self.pick(["=", "+=", "*=", "-=", "/="])
        safe = f"1.2 + ({value}) ** 2" if op == "/=" else value
        whole = self.pick([f"{m}[...] {op} {safe}", f"{m}[:] {op} {safe}",
                           f"{m}[:, :] {op} {safe}"])  # fmt: skip
        return [self.pick([
            whole, whole, f"{m}[:, {j}:{j + 1}] = {column}", f"{m}[{i}:{i + 1}] *= {row}",
            f"{m}[{i}:{i + 1}, :] = {row}", f"{m}[{i}] = np.mean({m}, axis=0)",
            f"{m}[:, {j}] += {m}.sum(axis=1)", f"{m}[:, {j}] = {self.scalar(1)}",
            f"{m}[...] = {column}", f"{m}[...] = {row}", f"{m} += {column}", f"{m} -= {row}",
            f"np.add({m}, {column}, out={m})", f"np.multiply({row}, {m}, out={m})",
            f"np.copyto({m}, {column})", f"{m}[:, :1] = np.sum({m}, axis=1, keepdims=True)",
            f"{m}.T[...] = {self.array_leaf((rows,))}", f"{m}[[{i}, -1]] = {row}",
            f"{m}[..., {j}] = {self.array_leaf((rows,))}", f"{m}[:{i + 1}] = {m}[-1:] * 0.7",
        ])]  # fmt: skip

    def single(self) -> Lines:
        """An array with an axis of one that is stored into and broadcast."""
        found = self.matrix()
        if not found:
            return None
        m, rows, columns = found
        b, by_row = self.fresh("b"), self.rng.random() < 0.5
        shape = (1, columns) if by_row else (rows, 1)
        axis = 0 if by_row else 1
        start = self.pick([f"np.zeros({shape})", f"np.ones({shape})", f"np.empty({shape})"])
        cells = f"{b}[0]" if by_row else f"{b}[:, 0]"
        fill = self.pick([
            f"{b}[:] = np.sum({m}, axis={axis}, keepdims=True)",
            f"{cells} = {m}.mean({axis})",
            f"{b}[...] = {m}[{':1' if by_row else ':, :1'}]",
            f"np.sum({m}, axis={axis}, keepdims=True, out={b})",
        ])  # fmt: skip
        s = self.fresh("s")
        use = self.pick([f"{m} * {b}", f"{m} - 0.3 * {b}", f"np.tanh({b} + {m})"])
        change = self.pick([[], [f"{b} *= {self.scalar(0)}"], [f"{cells} = np.sin({cells})"]])
        self.scope.add(b, Array(shape))
        self.scope.add(s, SCALAR)
        return [f"{b} = {start}", fill, *change, f"{s} = 0.4 * np.sum({use})"]

    def pairs_of_rows(self) -> Lines:
        """Rows against rows: three axes on the way."""
        found = self.matrix()
        if not found:
            return None
        m, rows, columns = found
        made = self.fresh("m")
        difference = self.pick([f"{m}[:, None] - {m}[None]", f"{m}[:, None, :] * {m}[None, :, :]",
                                f"np.expand_dims({m}, 1) + {m}"])  # fmt: skip
        text, shape = self.pick([
            (f"np.sum(({difference}) ** 2, axis=2)", (rows, rows)),
            (f"np.mean(np.sin({difference}), axis=-1)", (rows, rows)),
            (f"np.sum({difference}, axis=(0, 2))", (rows,)),
            (f"np.sum({difference}, axis=1)", (rows, columns)),
            (f"np.einsum('ik,jk->ij', {m}, {m})", (rows, rows)),
            (f"np.einsum('ij->j', {m})", (columns,)),
            (f"np.sum({m}, axis=(0, 1), keepdims=True) * {m}", (rows, columns)),
            (f"np.tensordot({m}, {m}, axes=([0], [0]))", (columns, columns)),
        ])  # fmt: skip
        self.scope.add(made, Array(shape))
        return [f"{made} = 0.4 * {text}"]

    def constants(self) -> Lines:
        """Single precision beside double: weights, and a number that is one."""
        names = self.scope.arrays()
        if not names:
            return None
        x, made = self.pick(names), self.fresh("a")
        shape = self.scope.shape(x)
        n, c = shape[-1], self.constant()
        numbers = ", ".join(self.constant() for _ in range(n))
        text = self.pick([
            f"{x} * np.array([{numbers}], dtype=np.float32)", f"np.float32({c}) * {x}",
            f"{x} + np.ones({shape}, dtype=np.float32)", f"{x} * np.arange({n}, dtype='f4')",
        ])  # fmt: skip
        self.scope.add(made, Array(shape))
        return [f"{made} = {text}"]
