"""Views of dicts: `d.items()` shows what the dict holds when the view is read, not when it is made.

A view is taken for a tuple of the items of its moment. That is wrong where the dict is changed
before the view is read for the last time:

    for v in d.values(): d["b"] = v        vs = d.values(); d["b"] = x; sum(vs)

The trip of a loop over the items may put a new value under its own key: it is not read again.
"""

from __future__ import annotations

import math
from collections import defaultdict

from ..ir.frozen import dataclass, field
from ..ir.nodes import Apply, Assign, Block, Const, Evaluate, Expr, For, Move, Name, Program, Store
from ..ir.nodes import Stmt, While
from ..ir.walk import blocks, subexpressions
from .usage import DICT_CHANGES

VIEWS = ("keys", "values", "items")
_CHANGES = {"dict.put", "dict.set", "dict.del", "record.set"}
_KEEPS = {"tuple", "list", "dict", "list.append", "list.insert", *_CHANGES}

View = tuple[str, str]  # the name of a dict, and what shows it


@dataclass
class _Made:
    """A view: of which dict, where it is made, and inside which loops."""

    view: View
    place: int
    loops: tuple[int, ...]


@dataclass
class _Change:
    """A change of a dict: where, and under which key if it only puts a value there."""

    base: str
    place: int
    key: str = ""


@dataclass
class _Walk:
    """What a program does with views and dicts, its statements numbered as they stand."""

    made: dict[str, list[_Made]] = field(default_factory=lambda: defaultdict(list))
    uses: dict[str, list[tuple[int, tuple[int, ...], float]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    others: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    changes: list[_Change] = field(default_factory=list)
    roots: dict[str, str] = field(default_factory=dict)  # `%1 = d[k]`: %1 stands in d
    keys: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # of trips
    trips: dict[str, str] = field(default_factory=dict)  # the view whose item a name is
    ends: dict[int, int] = field(default_factory=dict)
    count: int = 0

    def block(self, block: Block, loops: tuple[int, ...]) -> None:
        for stmt in block:
            self.count += 1
            place = self.count
            self.statement(stmt, place, loops)
            is_loop = isinstance(stmt, (For, While))
            for inner in blocks(stmt):
                self.block(inner, (*loops, place) if is_loop else loops)
            self.ends[place] = self.count

    def statement(self, stmt: Stmt, place: int, loops: tuple[int, ...]) -> None:
        around = (*loops, place) if isinstance(stmt, For) else loops
        kept = {n for expr in stmt.expressions for n in _kept(expr)}
        if isinstance(stmt, Store) and isinstance(stmt.value, Name):
            kept.add(stmt.value.id)
        for name in stmt.reads:
            self.uses[name].append((place, around, math.inf if name in kept else 0))
        match stmt:
            case Assign(target=target, value=Apply(op="method", args=(Name(id=of), Const(value=v)))
                        ) if v in VIEWS:  # fmt: skip
                self.made[target].append(_Made((of, v), place, loops))
            case Assign(target=target, value=Name(id=source)):
                self.others[source].add(target)
            case Assign(target=target, value=Apply(op="getitem", args=(Name(id=base), index))):
                self.roots[target] = base
                if base in self.trips and index == Const(0):
                    self.keys[self.trips[base]].add(target)
            case Move(targets=targets, sources=sources):
                for target, source in zip(targets, sources):
                    self.others[source].add(target)
            case For(target=target, iter=Name(id=view)):
                self.trips[target] = view
        self.changes += [_Change(b, place, k) for b, k in _changed(stmt)]

    def stands_in(self, name: str, whole: str) -> bool:
        seen: set[str] = set()
        while name != whole and name in self.roots and name not in seen:
            seen.add(name)
            name = self.roots[name]
        return name == whole

    def is_read_late(self, name: str, made: _Made) -> bool:
        """Return whether a view is read after a change of its dict."""
        names, todo = {name}, [name]
        while todo:
            new = self.others[todo.pop()] - names
            names |= new
            todo += new
        keys = self.keys[name] if made.view[1] == "items" else set()
        changes = [
            c.place for c in self.changes
            if c.key not in keys and self.stands_in(c.base, made.view[0])
        ]  # fmt: skip
        uses = [use for n in sorted(names) for use in self.uses[n]]
        return any(self._is_between(changes, made, *use) for use in uses)

    def _is_between(
        self, changes: list[int], made: _Made, place: int, around: tuple[int, ...], end: float
    ) -> bool:
        inner = [loop for loop in around if loop not in made.loops]
        first, last = made.place, max([place, end, *[self.ends[loop] for loop in inner]])
        if place < made.place and made.loops:  # the view of the trip before
            first, last = made.loops[0], self.ends[made.loops[0]]
        return any(first < change <= last for change in changes)


def views_read_late(program: Program) -> frozenset[View]:
    """Return the views that a generic program reads after it has changed their dicts."""
    walk = _Walk()
    walk.block(program.body, ())
    for name in program.result.names:
        walk.uses[name].append((walk.count + 1, (), 0))
    return frozenset(
        made.view for name in list(walk.made) for made in walk.made[name]
        if walk.is_read_late(name, made)
    )  # fmt: skip


def _kept(expr: Expr) -> list[str]:
    """Return the names that an expression puts into something that lasts."""
    parts = [e for e in subexpressions(expr) if isinstance(e, Apply) and e.op in _KEEPS]
    return [arg.id for part in parts for arg in part.args if isinstance(arg, Name)]


def _changed(stmt: Stmt) -> list[tuple[str, str]]:
    """Return the dicts that a statement changes, with the name of the key that it puts."""
    match stmt:
        case Store(base=base, index=index):
            return [(base, index.id if isinstance(index, Name) else "")]
        case Evaluate(value=Apply(op="dict.put", args=(Name(id=base), Name(id=key), _))):
            return [(base, key)]
    found = []
    for expr in stmt.expressions:
        for part in subexpressions(expr):
            match part:
                case Apply(op="method", args=(Name(id=base), Const(value=v), *_)) if (
                    v in DICT_CHANGES
                ):
                    found.append((base, ""))
                case Apply(op=op, args=(Name(id=base), *_)) if op in _CHANGES:
                    found.append((base, ""))
    return found
