"""Random changes of lists by their methods, slices and deletions."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR, Array, ListOf, Scalar

Lines = list[str] | None


class ListMethods(Nests):
    """Statements about lists of numbers and of arrays; their length is never below `least`."""

    def list_methods(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("listmethods"):
            return []
        return [
            (1.5, self.new_list), (2.5, self.lengthen), (2.0, self.shorten),
            (2.0, self.reorder), (2.0, self.derived_list), (1.5, self.store_slice),
            (1.0, self.take_apart), (0.8, self.list_of_array),
        ]  # fmt: skip

    def changeable(self, least: int = 0) -> list[str]:
        """Lists that may be resized."""
        names = [*self.scope.lists(least, Scalar), *self.scope.lists(least, Array)]
        return [n for n in names if n not in self.scope.kept]

    def kind_of_list(self, name: str) -> ListOf:
        kind = self.scope.names[name]
        assert isinstance(kind, ListOf)
        return kind

    def list_of_array(self) -> Lines:
        vectors = self.scope.arrays(rank=1)
        if not vectors:
            return None
        source, name = self.pick(vectors), self.fresh("l")
        self.scope.add(name, ListOf(SCALAR, self.scope.shape(source)[0]))
        return [f"{name} = {self.pick([f'list({source})', f'[v for v in {source}]'])}"]

    def lengthen(self) -> Lines:
        names = self.changeable()
        if not names or self.loops > 1:
            return None
        name = self.pick(names)
        kind = self.kind_of_list(name)
        same = [n for n in self.changeable() if self.kind_of_list(n).item == kind.item]
        other = self.pick(same)
        value, more = self.item_value(kind.item), self.item_value(kind.item)
        if kind.least and self.rng.random() < 0.4:  # of what the list holds itself
            value, more = (f"np.sin({name}[{self.list_index(name)}] + {v})" for v in (value, more))
        at = self.rng.randint(0, kind.least)
        text, by = self.pick([
            (f"{name}.extend([{value}, {more}])", 2),
            (f"{name}.insert({at}, {value})", 1), (f"{name}.insert(0, {value})", 1),
            (f"{name} += [{value}]", 1),
            (f"{name}.extend({other})", self.kind_of_list(other).least) if other != name
            else (f"{name}.append({name}[0])" if kind.least else f"{name}.append({value})", 1),
            (f"{name}.extend([{value} for _ in range(2)])", 2),
            (f"{name}.extend({name})", kind.least),
        ])  # fmt: skip
        self.scope.grow(name, by)
        return [text]

    def shorten(self) -> Lines:
        names = [n for n in self.changeable(1) if self.scope.can_pop(n)]
        if not names or self.loops:
            return None
        name = self.pick(names)
        kind = self.kind_of_list(name)
        at = self.rng.randrange(kind.least)
        made = self.fresh("p")
        options = [([f"del {name}[{at}]"], False), ([f"{made} = {name}.pop({at})"], True)]
        if kind.least > 1:
            options.append(([f"del {name}[-1]"], False))
        if isinstance(kind.item, Scalar):
            options.append(([f"{name}.remove({name}[{at}])"], False))
        lines, popped = self.pick(options)
        self.scope.grow(name, -1)
        if popped:
            self.scope.add(made, kind.item)
        return lines

    def reorder(self) -> Lines:
        names = self.changeable(1)
        if not names:
            return None
        name = self.pick(names)
        options = [f"{name}.reverse()", f"{name}[:] = {name}[::-1]"]
        if isinstance(self.kind_of_list(name).item, Scalar):
            v = self.fresh("v")
            key = self.inside(v, SCALAR, lambda: f"np.sin({v}) * {self.scalar(0)}")
            options += [f"{name}.sort()", f"{name}.sort(reverse=True)",
                        f"{name}.sort(key=lambda {v}: {key})", f"{name}[:] = sorted({name})"]
        return [self.pick(options)]

    def derived_list(self) -> Lines:
        """A new list made of another one."""
        names = self.changeable(1)
        if not names:
            return None
        name, made = self.pick(names), self.fresh("l")
        kind = self.kind_of_list(name)
        n, other = kind.least, self.pick(names)
        a, b = sorted(self.rng.randint(0, n) for _ in range(2))
        options = [
            (f"{name}[{a}:{b}]", b - a), (f"{name}[::-1]", n), (f"{name}[{a}:]", n - a),
            (f"{name} * 2", 2 * n), (f"{name}.copy()", n), (f"{name}[::2]", (n + 1) // 2),
            (f"list({name})", n), (f"{name}[:-1]", n - 1),
        ]
        if self.kind_of_list(other).item == kind.item:
            options.append((f"{name} + {other}", n + self.kind_of_list(other).least))
        if isinstance(kind.item, Scalar):
            options += [(f"sorted({name})", n), (f"sorted({name}, reverse=True)", n)]
        text, least = self.pick(options)
        self.scope.add(made, ListOf(kind.item, least))
        return [f"{made} = {text}"]

    def store_slice(self) -> Lines:
        """`l[a:b] = ...` of as many items, and swaps of items."""
        names = self.changeable(2)
        if not names:
            return None
        name = self.pick(names)
        kind = self.kind_of_list(name)
        a = self.rng.randrange(kind.least - 1)
        x, y = self.item_value(kind.item), self.item_value(kind.item)
        i, j = self.list_index(name), self.list_index(name)
        return [self.pick([
            f"{name}[{a}:{a + 2}] = [{x}, {y}]",
            f"{name}[{a}], {name}[{a + 1}] = {name}[{a + 1}], {name}[{a}]",
            f"{name}[{i}], {name}[{j}] = {x}, {name}[{i}]",
            f"{name}[{a}:{a + 2}] = {name}[{a}:{a + 2}][::-1]",
        ])]  # fmt: skip

    def take_apart(self) -> Lines:
        """Starred targets, where the length of the list is known."""
        a, b, rest = self.fresh("s"), self.fresh("s"), self.fresh("l")
        names = self.scope.lists(2, Scalar)
        vectors = [n for n in self.scope.arrays(rank=1) if self.scope.shape(n)[0] > 1]
        sources = [(n, self.kind_of_list(n).least) for n in names]
        sources += [(n, self.scope.shape(n)[0]) for n in vectors]
        if not sources:
            return None
        name, n = self.pick(sources)
        targets = self.pick([f"{a}, *{rest}, {b}", f"*{rest}, {a}, {b}", f"{a}, {b}, *{rest}"])
        self.scope.add(a, SCALAR)
        self.scope.add(b, SCALAR)
        self.scope.add(rest, ListOf(SCALAR, n - 2))
        return [f"{targets} = {name}"]
