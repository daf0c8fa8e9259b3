"""Outgoing: objects in what a function returns.

    return p           ->      record(Form('object', ('x', 'v'), Particle), p_x, p_v)
    return bodies      ->      bodies = []
                               for b in range(len(bodies_x)):
                                   bodies.append(record(…, bodies_x[b], bodies_v[b]))

An object is returned as what stands under its attributes; one is made of it where the caller gets
it. In a list it is a tuple of these, which the list keeps part by part.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..errors import Unsupported
from ..ir.kinds import Form
from ..ir.nodes import Apply, Const, Expr, For, Name
from .attributes import FUNCTIONS
from .classes import Made, fields_of
from .given import Given
from .herds import Item, Known, Listing, item, owner
from .instances import Instance
from .lowering import Lowering
from .polynomials import STAND_INS, is_stand_in
from .values import Captured, Literal


class Outgoing(Lowering):
    """Lowers the objects that a function returns."""

    @contextmanager
    def leaving(self) -> Iterator[None]:
        """Let objects, and lists of them, become the result."""
        self.is_leaving = True
        with self.escape():
            yield
        self.is_leaving = False

    def record_of(self, made: Made, node: Any) -> Expr:
        """Return an object as a record of its attributes: of a dataclass, or of a result."""
        if made.type in STAND_INS:
            raise self.refusal(
                Unsupported, "s2sad cannot return a polynomial, nor hand it on", node,
                "It is followed by its coefficients, and only its values are NumPy's.",
                "Return what it is somewhere, or make it where the coefficients arrive.",
            )  # fmt: skip
        if is_stand_in(made.type):
            raise self.refusal(
                Unsupported, "s2sad cannot return this object of SciPy's, nor hand it on", node,
                "It is followed by what it was made of, and only its values are SciPy's.",
                "Return its values, or make it where the values arrive.",
            )  # fmt: skip
        fields, slots = fields_of(made.type), self._all_of(made, node)
        is_plain = fields is not None and set(fields) == set(slots)
        if not is_plain and not self.is_leaving:
            raise self.refusal(
                Unsupported, f"s2sad cannot use `{self.text_of(node)}` as a whole here", node,
                "Only an object of a dataclass that has its fields and nothing else is data.",
                "Use a dataclass, or what you need of it by name.",
            )  # fmt: skip
        if made in self.going:
            raise self.refusal(
                Unsupported, f"s2sad cannot return this {made.type.__name__}", node,
                "It stands in itself.", "Return what you need of it.",
            )  # fmt: skip
        self.escaped.add(owner(made))
        names = tuple(fields) if is_plain and fields is not None else tuple(slots)
        self.going.append(made)
        items = [self._part_of(slots[name], made, name, node) for name in names]
        self.going.pop()
        what = "named" if self.rows else "object"
        form = Form(what, names, made.type, is_whole=not is_plain)
        return Apply("record", (Const(form), *items))

    def _all_of(self, made: Made, node: Any) -> dict[str, Any]:
        """Return all attributes of an object: those of an argument are read now."""
        if isinstance(made, Item) and isinstance(made.herd, Given):
            fields = fields_of(made.type)
            if fields is None:
                raise self.refusal(
                    Unsupported, f"s2sad cannot return a whole {made.type.__name__} of an argument",
                    node, "Only the attributes that the program reads are known.",
                    "Return what you need of it, or make it a dataclass.",
                )  # fmt: skip
            for name in fields:
                self.demand(made, name, node)
        return self.slots_of(made, node)

    def _part_of(self, value: Any, made: Made, name: Any, node: Any) -> Expr:
        """Return what stands under an attribute as an operand."""
        value = value.value if isinstance(value, Known) else value
        if not isinstance(value, (Name, Const, Apply, Made, Listing, Captured, Literal, Instance)):
            what = "a function" if isinstance(value, FUNCTIONS) else "not data"
            raise self.refusal(
                Unsupported, f"s2sad cannot return this {made.type.__name__}", node,
                f"Its `{name}` is {what}.", "Return what you need of it.",
            )  # fmt: skip
        return value if isinstance(value, Name) else self.named(self.flat(value, node), node)

    def list_as_data(self, listing: Listing, node: Any) -> Expr:
        """Return a list of objects as a list of records."""
        herd = self.herd_of(listing, node)
        self.escaped.add(herd)
        self._all_of(item(herd, Const(0), True), node)
        trips: Expr = listing.order or Apply("range", (self.length_of(listing, node),))
        base = herd.base if herd.base.isidentifier() else "found"
        found, number = Name(self.names.fresh(base)), self.names.temporary()
        self.set_name(found.id, Apply("list", ()), node)
        with self.loop_block() as body, self.in_rows():
            one = self.named(self.record_of(item(herd, Name(number), True), node), node)
            self.evaluate(Apply("list.append", (found, one)), node)
        self.bound.add(number)
        self.emit(For, node, number, trips, tuple(body))
        return found

    def are_alike(self, items: dict[Any, Any]) -> bool:
        """Return whether what stands in a list are objects of one class."""
        values = list(items.values())
        are_objects = bool(values) and all(isinstance(value, Made) for value in values)
        return are_objects and len({value.type for value in values}) == 1

    def filled(self, items: list[Expr], base: str, node: Any) -> Name:
        """Return a new list to which records are appended one by one."""
        found = Name(self.names.fresh(base if base.isidentifier() else "found"))
        self.set_name(found.id, Apply("list", ()), node)
        for value in items:
            self.evaluate(Apply("list.append", (found, value)), node)
        return found

    @contextmanager
    def in_rows(self) -> Iterator[None]:
        """Let the objects be items of a list."""
        self.rows += 1
        yield
        self.rows -= 1
