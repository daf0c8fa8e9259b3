"""Random array expressions and views, of a wanted shape."""

from __future__ import annotations

from typing import Any

from tests.programs.expressions import SMOOTH, Expressions
from tests.programs.scope import (
    Array,
    Int,
    Kind,
    ListOf,
    Scalar,
    broadcasts_to,
    smaller_shapes,
)

Shape = tuple[int, ...]


class Arrays(Expressions):
    """Array expressions: views are writable regions of a variable, the rest are fresh arrays."""

    def array(self, shape: Shape, depth: int = 2) -> str:
        if depth <= 0:
            return self.array_leaf(shape)
        return self.drawn([
            (3, lambda: self.array_leaf(shape)),
            (5, lambda: self.array_binary(shape, depth)),
            (3, lambda: f"{self.pick(list(SMOOTH))}({self.array(shape, depth - 1)})"),
            (1, lambda: f"({self.array(shape, depth - 1)}) ** {self.pick([2, 3])}"),
            (0.7, lambda: f"np.exp(-({self.array(shape, depth - 1)}) ** 2)"),
            (0.7, lambda: f"-({self.array(shape, depth - 1)})"),
            (1, lambda: self.where(shape, depth)),
            (1, lambda: self.conditional(lambda d: self.array(shape, d), depth)),
            (1.2, lambda: self.fancy_load(shape)),
            (1.2, lambda: self.product(shape, depth)),
            (1, lambda: self.assembled(shape, depth)),
            (1, lambda: self.reduced(shape)),
            (1, lambda: self.mapped(shape, depth)),
            (1.5, lambda: self.call(Array(shape), depth)),
            (0.001, lambda: self.array_leaf(shape)),
        ])  # fmt: skip

    def array_leaf(self, shape: Shape) -> str:
        scope = self.scope
        return self.drawn([
            (6, lambda: self.recent(scope.arrays(shape))),
            (3, lambda: self.view(shape) if self.has("views") else None),
            (2, lambda: self.list_array(shape)),
            (0.5, lambda: self.tuple_array(shape)),
            (0.4, lambda: self.filled(shape)),
        ])  # fmt: skip

    def filled(self, shape: Shape) -> str:
        size = self.size_text(shape)
        return self.pick([
            f"np.full({size}, {self.scalar_leaf()})", f"np.ones({size}) * {self.scalar_leaf()}",
            f"np.zeros({size}) + {self.scalar_leaf()}",
        ])  # fmt: skip

    def size_text(self, shape: Shape) -> str:
        return str(shape[0]) if len(shape) == 1 else str(shape)

    def array_binary(self, shape: Shape, depth: int) -> str:
        a = self.array(shape, depth - 1)
        b = self.operand(shape, depth - 1)
        a, b = self.pick([(a, b), (a, b), (b, a)])
        return self.pick([
            f"(({a}) + ({b}))", f"(({a}) - ({b}))", f"({a}) * ({b})", f"({a}) * ({b})",
            f"({a}) / (1.2 + ({b}) ** 2)", f"{self.constant()} * ({a}) + ({b})",
        ])  # fmt: skip

    def operand(self, shape: Shape, depth: int) -> str:
        """Something that broadcasts to a shape."""
        if self.rng.random() < 0.35:
            return self.scalar(depth)
        near = [n for n in self.scope.arrays() if broadcasts_to(self.scope.shape(n), shape)]
        if near and self.rng.random() < 0.6:
            return self.pick(near)
        return self.array(smaller_shapes(self.rng, shape), depth)

    def where(self, shape: Shape, depth: int) -> str | None:
        if not self.has("where"):
            return None
        c, a, b = self.array_leaf(shape), self.array(shape, depth - 1), self.operand(shape, 0)
        return f"np.where({c} > {self.rng.uniform(-0.5, 0.8):.2f}, {a}, {b})"

    def fancy_load(self, shape: Shape) -> str | None:
        names = self.scope.arrays(rank=len(shape))
        if not self.has("fancy") or not names:
            return None
        name = self.pick(names)
        have = self.scope.shape(name)
        if have[1:] != shape[1:]:
            return None
        return f"{name}[{self.index_array(have[0], shape[0])}]"

    def index_array(self, n: int, count: int, distinct: bool = False) -> str:
        drawn = [self.rng.randrange(n) for _ in range(count)]
        if distinct:
            drawn = self.rng.sample(range(n), count)
        return self.pick([f"{drawn}", f"np.array({drawn})"])

    def product(self, shape: Shape, depth: int) -> str | None:
        if not self.has("matmul"):
            return None
        matrices = self.scope.arrays(rank=2)
        if len(shape) == 1:
            name = self.pick(matrices) if matrices else None
            if name and self.scope.shape(name)[0] == shape[0]:
                return f"0.5 * ({name} @ {self.array_leaf(self.scope.shape(name)[1:])})"
            if name and self.scope.shape(name)[1] == shape[0]:
                return f"0.5 * ({self.array_leaf(self.scope.shape(name)[:1])} @ {name})"
            return None
        k = self.rng.randint(1, 3)
        a, b = self.array_leaf((shape[0], k)), self.array_leaf((k, shape[1]))
        u, v = self.array_leaf(shape[:1]), self.array_leaf(shape[1:])
        return self.pick([f"0.4 * (({a}) @ ({b}))", f"np.outer({u}, {v})"])

    def assembled(self, shape: Shape, depth: int) -> str | None:
        if len(shape) == 1 and self.rng.random() < 0.5 or shape[0] < 2:
            items = [self.scalar(depth - 1) for _ in range(shape[0])] if len(shape) == 1 else None
            return f"np.array([{', '.join(items)}])" if items else None
        k = self.rng.randint(1, shape[0] - 1)
        a, b = self.array_leaf((k, *shape[1:])), self.array_leaf((shape[0] - k, *shape[1:]))
        return f"np.concatenate(({a}, {b}))"

    def reduced(self, shape: Shape) -> str | None:
        if len(shape) == 1:
            for name in self.scope.arrays(rank=2):
                rows, columns = self.scope.shape(name)
                if columns == shape[0]:
                    return self.pick([f"0.4 * np.sum({name}, axis=0)", f"np.mean({name}, axis=0)"])
                if rows == shape[0]:
                    return f"0.4 * {name}.sum(axis=1)"
            return f"0.4 * np.cumsum({self.array_leaf(shape)})"
        return f"np.mean({self.array_leaf(shape)}, axis=0, keepdims=True) * np.ones({shape})"

    def mapped(self, shape: Shape, depth: int) -> str | None:
        if not self.has("comprehension") or len(shape) != 1:
            return None
        sources = self.scope.arrays(shape)
        name = self.fresh("c")
        kind: Kind = Scalar()
        header = self.pick(sources) if sources else f"range({shape[0]})"
        if not sources:
            kind = Int(0, shape[0] - 1)
        item = self.inside(name, kind, lambda: self.scalar(depth - 1))
        return f"np.array([0.6 * ({item}) for {name} in {header}])"

    def list_array(self, shape: Shape) -> str | None:
        names = [
            n for n in self.scope.lists(1, Array) if self.list_shape(n) == shape
        ]
        if not names:
            return None
        name = self.pick(names)
        return f"{name}[{self.list_index(name)}]"

    def list_shape(self, name: str) -> Shape:
        kind = self.scope.names[name]
        assert isinstance(kind, ListOf) and isinstance(kind.item, Array)
        return kind.item.shape

    def tuple_array(self, shape: Shape) -> str | None:
        for name in self.scope.tuples():
            items: Any = getattr(self.scope.names[name], "items", ())
            if Array(shape) in items:
                return f"{name}[{items.index(Array(shape))}]"
        return None

    def view(self, shape: Shape) -> str | None:
        """A view of a variable with this shape (of a reshaped transpose: a copy, as in NumPy)."""
        names = list(self.scope.arrays())
        self.rng.shuffle(names)
        for name in names:
            options = self.views_of(name, self.scope.shape(name), shape)
            if options:
                return self.pick(options)
        return None

    def views_of(self, name: str, have: Shape, want: Shape) -> list[str]:
        match len(have), len(want):
            case 1, 1:
                return self.slices(name, have[0], want[0])
            case 2, 1:
                return self.lines(name, have, want[0])
            case 1, 2:
                return self.lifted(name, have[0], want)
            case 2, 2:
                return self.blocks(name, have, want)
        return []

    def slices(self, name: str, m: int, n: int) -> list[str]:
        return [f"{name}[{part}]" for part in self.slice_texts(m, n)]

    def slice_texts(self, m: int, n: int) -> list[str]:
        """Slices that take n out of m: offsets, steps, negative steps, with a loop's index."""
        if n > m:
            return []
        texts = [f"{o}:{o + n}" for o in range(m - n + 1)] + [f":{n}", f"{m - n}:"]
        if n == m:
            texts += ["::-1", ":", "..."]
        if n < m:
            texts += [f":{n - m}", f"{n - 1}::-1", f"{-n}:", f"-1:{m - n - 1}:-1"]
        if 2 * n - 1 <= m:
            texts += [f":{2 * n - 1}:2", f"{2 * n - 2}::-2"]
        for i in self.scope.ints():
            kind = self.scope.names[i]
            assert isinstance(kind, Int)
            if kind.low is not None and kind.high is not None:
                if kind.low >= 0 and kind.high + n <= m:
                    texts += [f"{i}:{i} + {n}"] * 4
        return texts

    def lines(self, name: str, have: Shape, n: int) -> list[str]:
        rows, columns = have
        found = []
        if columns == n:
            found += [f"{name}[{self.index(rows)}]"] * 2 + [f"{name}[{self.index(rows)}, ...]"]
            found.append(f"{name}[{self.index(rows)}, ::-1]")
        if rows == n:
            found += [f"{name}[:, {self.index(columns)}]", f"{name}.T[{self.index(columns)}]"]
            found.append(f"{name}[..., {self.index(columns)}]")
        if rows * columns == n:
            found += [f"{name}.reshape({n})", f"{name}.reshape(-1)", f"{name}.ravel()"]
        return found

    def lifted(self, name: str, n: int, want: Shape) -> list[str]:
        found = []
        if want[0] * want[1] == n:
            found += [f"{name}.reshape({want[0]}, {want[1]})", f"np.reshape({name}, {want})"]
        if want == (1, n):
            found.append(f"{name}[None, :]")
        if want == (n, 1):
            found.append(f"{name}[:, np.newaxis]")
        return found

    def blocks(self, name: str, have: Shape, want: Shape) -> list[str]:
        found = [f"{name}.T"] * 2 if have[::-1] == want else []
        rows, columns = self.slice_texts(have[0], want[0]), self.slice_texts(have[1], want[1])
        rows, columns = ([t for t in texts if t != "..."] for texts in (rows, columns))
        if rows and columns:
            found += [f"{name}[{self.pick(rows)}, {self.pick(columns)}]" for _ in range(2)]
        if rows and have[1] == want[1]:
            found.append(f"{name}[{self.pick(rows)}]")
        return found
