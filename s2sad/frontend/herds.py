"""Herds: the objects that the function keeps in lists, each attribute a list of its own.

    bodies = [Body(p, 0.0) for p in x]     bodies_x = []; bodies_v = []
                                           for p in x: bodies_x.append(p); bodies_v.append(0.0)
    for b in bodies: b.x += b.v      ->    for b in range(len(bodies_x)): bodies_x[b] += bodies_v[b]
    heavy = [b for b in bodies if …]       heavy = []; …: heavy.append(b)

An object of a herd is a number, its place in these lists. What else holds such objects, a variable
or another list, holds their numbers: whether two are the same object is whether the numbers are.
"""

from __future__ import annotations

from typing import Any

from ..ir.frozen import dataclass, field
from ..ir.nodes import Apply, Const, Expr, Name
from .classes import Made, Perhaps, Unsure


@dataclass(frozen=True)
class Layout:
    """The class of objects, and of each attribute a layout, what all have alike, or None."""

    type: Any
    forms: dict[str, Any]


@dataclass(eq=False)
class Herd:
    """Objects of one class; a column is the name of a list, a herd, or what all have alike."""

    type: Any
    base: str
    columns: dict[str, Any] = field(default_factory=dict)
    grown: list[object] = field(default_factory=list)  # the loops in which it gets longer
    is_counted: bool = False  # numbers from its end are kept: it gets no longer
    place: Any = None  # where in the text its list is made

    @property
    def first(self) -> Name | None:
        """Return one of the lists, whose length is the number of objects."""
        for column in self.columns.values():
            found = column.first if isinstance(column, Herd) else column
            if isinstance(found, Name):
                return found
        return None

    def parts(self) -> list[Herd]:
        """Return this herd and those inside it."""
        inner = [c for c in self.columns.values() if isinstance(c, Herd)]
        return [self, *[part for column in inner for part in column.parts()]]

    @property
    def layout(self) -> Layout:
        """Return what another herd must have alike to take the place of this one."""
        return Layout(self.type, {name: _form(c) for name, c in self.columns.items()})

    def lists(self) -> list[tuple[tuple[str, ...], Name]]:
        """Return all lists, those of herds inside too, each with the path to it."""
        found: list[tuple[tuple[str, ...], Name]] = []
        for name, column in self.columns.items():
            if isinstance(column, Herd):
                found += [((name, *path), inner) for path, inner in column.lists()]
            elif isinstance(column, Name):
                found.append(((name,), column))
        return found


@dataclass(frozen=True)
class Known:
    """What is known before the run, and the same for all objects of a herd."""

    value: Any


class Pending:
    """What is known of all objects of a herd that has none yet."""


@dataclass(frozen=True)
class Item(Made):
    """An object of a herd. Its number is no negative one if `is_sure`."""

    herd: Herd
    index: Expr
    is_sure: bool = False

    def slots(self) -> dict[str, Any]:
        """Return what is under its attributes."""
        return {name: self._slot(column) for name, column in self.herd.columns.items()}

    def _slot(self, column: Any) -> Any:
        if isinstance(column, Herd):
            return item(column, self.index, self.is_sure)
        if isinstance(column, Pending):
            return Unsure(self.herd.base)
        return Apply("getitem", (column, self.index)) if isinstance(column, Name) else column


@dataclass(eq=False)
class Later:
    """The herd of a list of numbers that is empty so far."""

    herd: Herd | None = None


@dataclass(frozen=True)
class Listing:
    """A list of objects: a herd in its order, or the objects whose numbers are in a list."""

    of: Herd | Later
    order: Name | None = None

    @property
    def herd(self) -> Herd | None:
        return self.of.herd if isinstance(self.of, Later) else self.of


ONE_BY_ONE = "one by one"


class Again(Exception):
    """The function is read again: what was taken for an empty list of numbers holds objects.

    Or the objects of a list are no herd, and known one by one.
    """

    def __init__(self, key: Any, layout: Any) -> None:
        super().__init__()
        self.key, self.layout = key, layout


OBJECTS = (Made, Perhaps, Unsure, Listing)


def item(herd: Herd, index: Expr, is_sure: bool) -> Item:
    """Return an object of a herd."""
    return Item(herd.type, herd.base, herd, index, is_sure)


def at(herd: Herd, path: tuple[str, ...]) -> Any:
    """Return the column at the end of a path."""
    found: Any = herd
    for name in path:
        found = found.columns[name]
    return found


def owner(made: Any) -> Any:
    """Return what is written when an object is: itself, or its herd."""
    return made.herd if isinstance(made, Item) else made


def is_natural(index: Expr) -> bool:
    """Return whether a number is known and not negative."""
    return isinstance(index, Const) and type(index.value) is int and index.value >= 0


def _form(column: Any) -> Any:
    if isinstance(column, Herd):
        return column.layout
    return None if isinstance(column, Name) else Known(column)


def layouts_alike(one: Any, other: Any) -> bool:
    """Return whether objects of one layout may stand among those of another."""
    if isinstance(other, Known) and isinstance(other.value, Pending):
        return isinstance(one, Known)
    if not isinstance(one, Layout) or not isinstance(other, Layout):
        return bool(one == other)
    if one.type is not other.type or set(one.forms) != set(other.forms):
        return False
    return all(layouts_alike(form, other.forms[name]) for name, form in one.forms.items())


def numbered_by(value: Any) -> Any:
    """Return what tells which object or list of objects is meant, and any other value as it is."""
    if isinstance(value, Item):
        return value.index
    return value.order if isinstance(value, Listing) else value
