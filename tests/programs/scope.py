"""What the generator knows of a program: the kinds of its names, with concrete sizes."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import Union


@dataclass(frozen=True)
class Scalar:
    """A Python float or a NumPy one."""


@dataclass(frozen=True)
class Int:
    """An integer between two bounds, which are None where nothing is known."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Flag:
    """A bool."""


@dataclass(frozen=True)
class Array:
    """An array of float64."""

    shape: tuple[int, ...]


@dataclass(frozen=True)
class ListOf:
    """A list of scalars or of arrays of one shape, with at least `least` items."""

    item: Kind
    least: int


@dataclass(frozen=True)
class Queue:
    """A deque of scalars or of arrays, of at least `least` items and at most `limit`, if any."""

    item: Kind
    least: int
    limit: int | None = None


@dataclass(frozen=True)
class Marks:
    """An array of places in an array of this shape; `count` is None where it is not known."""

    shape: tuple[int, ...]
    count: int | None


@dataclass(frozen=True)
class Row:
    """A list of at least two numbers, that may stand in a list of rows."""


@dataclass(frozen=True)
class TupleOf:
    """A tuple."""

    items: tuple[Kind, ...]


@dataclass(frozen=True)
class Record:
    """A dict with these keys: each stands in the scope as a name of its own, `d['a']`."""

    fields: tuple[tuple[str, Kind], ...]


@dataclass(frozen=True)
class Object:
    """An object made inside: each attribute stands in the scope as a name, `p.a`."""

    of: str
    fields: tuple[tuple[str, Kind], ...]


@dataclass(frozen=True)
class StateOf:
    """A state of numbers, or of arrays of a shape (`models.py`)."""

    shape: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Parts:
    """A list or tuple of objects of these classes, of different ones most often."""

    of: tuple[str, ...]


@dataclass(frozen=True)
class Tree:
    """A node with so many below it."""

    below: int


@dataclass(frozen=True)
class Chain:
    """A link with another one after it."""

    links: int


Model = Union[StateOf, Parts, Tree, Chain]
Kind = Union[
    Scalar, Int, Flag, Array, ListOf, Queue, Marks, Row, TupleOf, Record, Object, Model
]  # fmt: skip
SCALAR = Scalar()


def parts(name: str, kind: Kind) -> list[tuple[str, Kind]]:
    """The texts of what a dict or an object holds, with their kinds; nothing of other kinds."""
    match kind:
        case Record(fields):
            found = [(f"{name}[{key!r}]", inner) for key, inner in fields]
        case Object(_, fields):
            found = [(f"{name}.{key}", inner) for key, inner in fields]
        case _:
            return []
    return [more for part, inner in found for more in ((part, inner), *parts(part, inner))]


@dataclass
class Scope:
    """Names and kinds in a block. `outer` names come from around it and keep their kinds;
    `kept` names are not assigned and not resized; `entry` holds how long lists were at entry."""

    names: dict[str, Kind] = field(default_factory=dict)
    outer: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    entry: dict[str, int] = field(default_factory=dict)

    def child(self, *kept: str) -> Scope:
        """The scope of a block inside: what it adds is forgotten after it."""
        lengths = {n: k.least for n, k in self.names.items() if isinstance(k, ListOf)}
        return Scope(
            dict(self.names), frozenset(self.names), self.kept | frozenset(kept), lengths
        )

    def add(self, name: str, kind: Kind) -> None:
        """A name, and what stands for its parts; parts keep their kinds."""
        self.names[name] = kind
        inner = parts(name, kind)
        self.names.update(inner)
        self.outer |= frozenset(part for part, _ in inner)

    def remove(self, name: str) -> None:
        """The name is bound no longer."""
        for part, _ in parts(name, self.names[name]):
            del self.names[part]
        del self.names[name]

    def fix(self, text: str) -> None:
        """Names that a text reads keep their kinds: a function reads them later."""
        self.outer |= frozenset(n for n in self.names if n in text)

    def keep(self, *names: str) -> None:
        self.kept |= frozenset(names)

    def grow(self, name: str, by: int) -> None:
        kind = self.names[name]
        assert isinstance(kind, ListOf)
        self.names[name] = replace(kind, least=kind.least + by)

    def scalars(self) -> list[str]:
        return [n for n, k in self.names.items() if isinstance(k, Scalar)]

    def ints(self) -> list[str]:
        return [n for n, k in self.names.items() if isinstance(k, Int)]

    def flags(self) -> list[str]:
        return [n for n, k in self.names.items() if isinstance(k, Flag)]

    def arrays(self, *shapes: tuple[int, ...], rank: int | None = None) -> list[str]:
        return [
            n for n, k in self.names.items()
            if isinstance(k, Array)
            and (not shapes or k.shape in shapes)
            and (rank is None or len(k.shape) == rank)
        ]  # fmt: skip

    def lists(self, least: int = 0, of: type | None = None) -> list[str]:
        return [
            n for n, k in self.names.items()
            if isinstance(k, ListOf) and k.least >= least and (of is None or isinstance(k.item, of))
        ]  # fmt: skip

    def objects(self, of: str | None = None) -> list[str]:
        return [
            n for n, k in self.names.items()
            if isinstance(k, Object) and (of is None or k.of == of)
        ]  # fmt: skip

    def records(self) -> list[str]:
        return [n for n, k in self.names.items() if isinstance(k, Record)]

    def tuples(self) -> list[str]:
        return [n for n, k in self.names.items() if isinstance(k, TupleOf)]

    def shape(self, name: str) -> tuple[int, ...]:
        kind = self.names[name]
        assert isinstance(kind, Array)
        return kind.shape

    def assignable(self, kind: Kind) -> list[str]:
        """The names that may be bound to a value of a kind here."""
        return [
            n for n, k in self.names.items()
            if n not in self.kept and (k == kind if n in self.outer else type(k) is type(kind))
        ]  # fmt: skip

    def can_pop(self, name: str) -> bool:
        kind = self.names[name]
        assert isinstance(kind, ListOf)
        floor = self.entry.get(name, 0) if name in self.outer else 0
        return name not in self.kept and kind.least > max(floor, 0)


def broadcasts_to(shape: tuple[int, ...], target: tuple[int, ...]) -> bool:
    """Does an array of this shape broadcast to the target?"""
    if len(shape) > len(target):
        return False
    return all(n in (1, m) for n, m in zip(reversed(shape), reversed(target)))


def smaller_shapes(rng: random.Random, target: tuple[int, ...]) -> tuple[int, ...]:
    """A shape that broadcasts to the target, more often than not another one."""
    shape = tuple(1 if rng.random() < 0.3 else n for n in target)
    return shape[1:] if len(shape) > 1 and rng.random() < 0.4 else shape
