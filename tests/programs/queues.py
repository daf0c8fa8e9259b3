"""Random deques of numbers and of arrays: made, turned, filled at both ends, looped over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR, Array, Int, Kind, ListOf, Queue

Lines = list[str] | None


class Queues(Nests):
    """Statements about deques, which never have fewer than `least` items."""

    depth = 0

    def queues(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("queues"):
            return []
        return [
            (3.2, self.new_queue), (6.4, self.change_queue), (2.4, self.loop_queue),
            (2.4, self.read_queue), (2.4, self.moving),
        ]  # fmt: skip

    def all_queues(self, least: int = 0) -> list[tuple[str, Queue]]:
        names = self.scope.names.items()
        return [(n, k) for n, k in names if isinstance(k, Queue) and k.least >= least]

    def new_queue(self) -> Lines:
        if self.depth or len(self.all_queues()) > 2:
            return None
        name, n = self.fresh("q"), self.rng.randint(0, 3)
        item: Kind = SCALAR
        if self.scope.arrays() and self.rng.random() < 0.35:
            item = Array(self.shape())
        limit = self.pick([None, None, n + 1, max(n, 2)])
        first = f"[{', '.join(self.item_value(item) for _ in range(n))}]"
        vectors = self.scope.arrays(rank=1)
        if item == SCALAR and vectors and self.rng.random() < 0.3:
            first = self.pick(vectors)
            n = self.scope.shape(first)[0]
            n = n if limit is None else min(n, limit)
        given = [first] if n or self.rng.random() < 0.5 else []
        given += [f"maxlen={limit}"] if limit is not None else []
        self.scope.add(name, Queue(item, n, limit))
        return [f"{name} = collections.deque({', '.join(given)})"]

    def lengthened(self, name: str, kind: Queue, by: int) -> None:
        least = kind.least + by
        least = least if kind.limit is None else min(least, kind.limit)
        self.scope.names[name] = replace(kind, least=least)

    def change_queue(self) -> Lines:
        """Shorter only where it was made; what is taken out in a loop is put back."""
        found = self.all_queues()
        if not found:
            return None
        name, kind = self.pick(found)
        value = self.item_value(kind.item)
        if self.depth == 0 and kind.least and self.rng.random() < 0.25:
            made = self.fresh("p")
            self.lengthened(name, kind, -1)
            self.scope.add(made, kind.item)
            return [f"{made} = {name}.{self.pick(['pop', 'popleft'])}()"]
        if kind.least and self.rng.random() < 0.25:
            put, take = self.pick([("append", "popleft"), ("append", "pop"),
                                   ("appendleft", "pop"), ("appendleft", "popleft")])  # fmt: skip
            made = self.fresh("p")
            self.scope.add(made, kind.item)
            factor = self.scalar(0)
            return [f"{made} = {name}.{take}()", f"{name}.{put}(np.sin({made}) * {factor})"]
        if kind.least and self.rng.random() < 0.3:
            at = self.pick([0, -1, self.rng.randrange(kind.least)])
            if self.rng.random() < 0.5:
                return [f"{name}[{at}] = {value}"]
            return [f"{name}[{at}] {self.pick(['+=', '*='])} {self.scalar(0)}"]
        text, by = self.pick([
            (f"append({value})", 1), (f"appendleft({value})", 1), (f"append({value})", 1),
            (f"rotate({self.pick([1, -1, 2])})", 0), ("rotate()", 0), ("reverse()", 0),
            (f"extend([{value}, {self.item_value(kind.item)}])", 2),
            (f"extendleft([{value}, {self.item_value(kind.item)}])", 2),
        ])  # fmt: skip
        self.lengthened(name, kind, by)
        return [f"{name}.{text}"]

    def loop_queue(self) -> Lines:
        found = self.all_queues(1)
        if not found or not self.has("for") or self.loops >= 2:
            return None
        name, kind = self.pick(found)
        v, i = self.fresh("v"), self.fresh("i")
        queue = self.scope.names.pop(name)  # it keeps its length while it is looped over
        header, names = self.pick([
            (f"{v} in {name}", {v: kind.item}), (f"{v} in reversed({name})", {v: kind.item}),
            (f"{i}, {v} in enumerate({name})", {i: Int(0, 8), v: kind.item}),
        ])  # fmt: skip
        body = self.looped(1, extra=names)
        self.scope.names[name] = queue
        return [f"for {header}:", *body]

    def read_queue(self) -> Lines:
        found = self.all_queues(1)
        if not found:
            return None
        name, kind = self.pick(found)
        s, v = self.fresh("s"), self.fresh("v")
        item = self.queue_item(name, kind)
        if isinstance(kind.item, Array):
            self.scope.add(s, kind.item)
            return [f"{s} = {self.pick([item, f'sum({name})', f'{item} * {item}'])}"]
        if self.rng.random() < 0.2:
            self.scope.add(s, ListOf(SCALAR, kind.least))
            return [f"{s} = {self.pick([f'list({name})', f'[{v} * 0.5 for {v} in {name}]'])}"]
        self.scope.add(s, SCALAR)
        return [f"{s} = " + self.pick([
            item, f"sum({name})", f"sum({v} * {v} for {v} in {name})", f"len({name}) * {item}",
            f"np.sum(np.array({name}))", f"{name}[0] * {name}[-1]",
        ])]  # fmt: skip

    def queue_item(self, name: str, kind: Queue) -> str:
        return f"{name}[{self.pick([0, -1, self.rng.randrange(kind.least)])}]"

    def queue_scalar(self) -> str | None:
        """A number out of a deque."""
        found = [(n, k) for n, k in self.all_queues(1)]
        if not found:
            return None
        name, kind = self.pick(found)
        return self.entry_of(self.queue_item(name, kind), kind.item)

    def moving(self) -> Lines:
        """A window that moves over a vector."""
        vectors = self.scope.arrays(rank=1)
        if not vectors or not self.has("for") or self.loops or self.depth:
            return None
        x, q, s, v = self.pick(vectors), self.fresh("q"), self.fresh("s"), self.fresh("v")
        limit, first = self.rng.randint(1, 3), self.scalar(0)
        filled = self.rng.random() < 0.4
        start = f"[{self.scalar(0)}] * {limit}, " if filled else ""
        put = self.pick(["append", "appendleft", "append"])
        item = self.pick([v, f"{v} * {s}", f"np.sin({v})"])
        used = self.pick([f"sum({q}) * {q}[-1]", f"{q}[0] * {q}[-1]", f"sum({q}) / len({q})"])
        kind = Queue(SCALAR, limit if filled else 0, limit)
        body = self.looped(1, extra={v: SCALAR, s: SCALAR, q: replace(kind, least=1)})
        lines = [
            f"{q} = collections.deque({start}maxlen={limit})", f"{s} = {first}",
            f"for {v} in {x}:", f"    {q}.{put}({item})", f"    {s} = 0.5 * {s} + {used}", *body,
        ]  # fmt: skip
        self.scope.add(q, kind)
        self.scope.add(s, SCALAR)
        return lines
