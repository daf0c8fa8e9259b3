"""Listed: objects are put into lists."""

from __future__ import annotations

from typing import Any

import gast

from ..ir.frozen import dataclass
from ..ir.nodes import Apply, Const, Expr, Name
from .classes import KEYS, Made
from .herds import (
    ONE_BY_ONE, Again, Herd, Item, Known, Later, Layout, Listing, Pending, layouts_alike,
)  # fmt: skip
from .instances import Instance
from .list_items import KNOWN, ListItems, is_free
from .values import Callee, Captured, Derived, Partial, Primitive

TRANSIENT = "%"


@dataclass
class Gathering:
    """What a comprehension has found so far: the list that it fills, if that holds objects."""

    base: str
    items: Name
    listing: Listing | None = None
    has_data: bool = False


class Listed(ListItems):
    """Lowers what makes lists of objects, and what makes them longer."""

    # Making lists

    def herd_like(self, layout: Layout, base: str, is_empty: bool = False) -> Herd:
        """Return a new herd, whose lists are not made yet."""
        herd = Herd(layout.type, base)
        self.herds.append(herd)
        late = [name for name in self.late_attributes(layout.type) if name not in layout.forms]
        for name, form in {**layout.forms, **dict.fromkeys(late)}.items():
            if isinstance(form, Layout):
                herd.columns[name] = self.herd_like(form, f"{base}_{name}", is_empty)
            elif isinstance(form, Known):
                is_pending = is_empty and name != KEYS
                herd.columns[name] = Pending() if is_pending else form.value
            else:
                herd.columns[name] = Name(self.names.fresh(f"{base}_{name}"))
        return herd

    def empty_list(self, node: Any) -> Any:
        """Return `[]`: a list of objects if it was found to be one before."""
        key = self.place_in_text(node)
        hint, layout = self.take_hint() or "items", self.wanted.get(key)
        if layout is None:
            self.last_empty = key
            return Apply("list", ())
        if layout == ONE_BY_ONE:
            return self.bundle(list, {}, node, hint)
        if not isinstance(layout, Layout):
            return Listing(Later(), self.temporary(Apply("list", ()), node))
        herd = self.herd_like(layout, hint, True)
        herd.place = key
        for _, column in herd.lists():
            self.set_name(column.id, Apply("list", ()), node)
        return Listing(herd)

    def place_in_text(self, node: Any) -> tuple[Any, ...]:
        field = self.hint if isinstance(node, gast.Call) else None  # of a dataclass
        return (self.frame.source.file, node.lineno, node.col_offset, field)

    def is_wanted(self, node: Any) -> bool:
        """Return whether an empty display is a list of objects."""
        is_empty = isinstance(node, gast.List) and not node.elts
        return is_empty and self.place_in_text(node) in self.wanted

    def is_list_of_objects(self, node: Any) -> bool:
        """Return whether a node is a list display that may hold objects."""
        return isinstance(node, gast.List) and self.has_objects(node)

    def list_of_objects(self, node: Any) -> Any:
        """Return a list display that may hold objects."""
        place = self.place_in_text(node)
        if self.wanted.get(place) == ONE_BY_ONE or self._are_unlike(node.elts):
            return self.bundle_display(node)
        hint = self.take_hint() or "items"
        with self.holding() as held:
            held += self.results(node.elts, [TRANSIENT] * len(node.elts))
        if all(isinstance(value, Instance) for value in held):
            held = [self.as_made(v, TRANSIENT, part) for v, part in zip(held, node.elts)]
        if any(isinstance(value, (Callee, Primitive, Derived, Partial)) for value in held):
            return self.bundle(list, dict(enumerate(held)), node, hint)
        if not any(isinstance(value, Made) for value in held):
            return Apply("list", tuple([self.flat(v, n) for v, n in zip(held, node.elts)]))
        if not self._fit_together(held):
            return self.bundle(list, dict(enumerate(held)), node, hint)
        if all(isinstance(value, Item) for value in held):
            numbers = [self.number_in(value, held[0].herd, node) for value in held]
            return Listing(held[0].herd, self.temporary(Apply("list", tuple(numbers)), node))
        herd = self.herd_like(self.layout_of(held[0], node), hint)
        herd.place = place
        self.check_alike(herd, held[1:], node)
        for path, column in herd.lists():
            values = [self.data_at(value, path, node) for value in held]
            self.set_name(column.id, Apply("list", tuple(values)), node)
        for number, value in enumerate(held):
            self.settle(value, herd, Const(number), True)
        return Listing(herd)

    def _are_unlike(self, nodes: list[Any]) -> bool:
        """Return whether nodes are seen to be calls of different classes, or tuples of objects."""
        called = [self.static(node.func) for node in nodes if isinstance(node, gast.Call)]
        classes = [value.handle for value in called if isinstance(value, Captured)]
        return len(set(map(id, classes))) > 1

    def _fit_together(self, held: list[Any]) -> bool:
        """Return whether objects can be a herd, or be of one: they are apart, and all alike."""
        if all(isinstance(value, Item) for value in held):
            return all(value.herd is held[0].herd for value in held)
        if not all(map(is_free, held)) or not all(map(self._has_layout, held)):
            return False
        inside = [part for value in held for part in self._inside(value)]
        layouts = [self.layout_of(value, None) for value in held]
        alike = all(layouts_alike(layout, layouts[0]) for layout in layouts)
        return alike and len(set(map(id, inside))) == len(inside)

    def _has_layout(self, value: Any) -> bool:
        """Return whether a free object is its data, functions and free objects of such."""
        parts = [part for part in self._inside(value) if part not in self.joined]
        slots = [slot for part in parts for slot in self.heap[part].values()]
        plain = all(isinstance(slot, (Name, Const, Apply, *KNOWN)) or is_free(slot)
                    for slot in slots)  # fmt: skip
        full = all(
            part.type is not list and (self.heap[part] or self.late_attributes(part.type))
            for part in parts
        )
        return plain and full and len(parts) == len(self._inside(value))

    def _inside(self, value: Any) -> list[Any]:
        """Return an object and those that it holds."""
        parts = self.heap.get(value, {}).values() if is_free(value) else ()
        return [value, *[p for part in parts if is_free(part) for p in self._inside(part)]]

    def gather(self, value: Made, into: Gathering, node: Any) -> None:
        """Append an object to what a comprehension makes."""
        if into.has_data:
            raise self.unlike("other items of the list are no objects", node)
        if isinstance(value, Item):
            into.listing = into.listing or Listing(value.herd, into.items)
            number = self.number_in(value, into.listing.herd, node)
            self.evaluate(Apply("list.append", (into.items, number)), node)
            return
        if into.listing is None:
            into.listing = Listing(self.herd_like(self.layout_of(value, node), into.base))
        herd = into.listing.herd
        if herd is None or into.listing.order is not None:
            raise self.twice(node)
        self._join(herd, value, node)

    # Growing

    def append_object(self, listing: Listing, value: Any, node: Any) -> None:
        """Lower `bodies.append(value)`."""
        if not isinstance(value, Made):
            raise self.unlike("the others are objects of a class", node)
        if listing.order is None and isinstance(listing.of, Herd):
            if isinstance(value, Item):
                self.one_by_one(listing.of)
                raise self.twice(node)
            self.check_growth(listing.of, node)
            if not self._has_layout(value) or not self._is_like(listing.of, value):
                self.one_by_one(listing.of)
            self._join(listing.of, value, node)
            return
        if not isinstance(value, Item) or listing.order is None:
            raise self.unlike("the others are in a list of their own", node)
        if isinstance(listing.of, Later) and listing.of.herd is None:
            listing.of.herd = value.herd
        number = self.number_in(value, listing.herd, node)
        self.evaluate(Apply("list.append", (listing.order, number)), node)

    def _is_like(self, herd: Herd, value: Made) -> bool:
        return layouts_alike(self.layout_of(value, None), herd.layout)

    def one_by_one(self, herd: Herd) -> None:
        """Read the function again with the objects of a list known one by one, if they can be."""
        if herd.place is not None and herd.place not in self.barred and not self.trips:
            raise Again(herd.place, ONE_BY_ONE)

    def append_to_data(self, items: Expr, value: Made, node: Any) -> None:
        """Read the function again with a list of objects where an empty list was made."""
        key = self.empties.get(items.id) if isinstance(items, Name) else None
        if key is None or key in self.wanted:
            raise self.unlike("the list is not made as `[]` where s2sad sees it", node)
        layout = None if isinstance(value, Item) else self.layout_of(value, node)
        raise Again(key, layout or "numbers")

    def _join(self, herd: Herd, made: Made, node: Any) -> None:
        self.check_alike(herd, [made], node)
        place: Expr = Const(0)
        if self._is_held(made, herd):
            assert herd.first is not None
            place = self.temporary(Apply("len", (herd.first,)), node)
            self.came_from[herd, place] = made
        for path, column in herd.lists():
            value = self.data_at(made, path, node)
            self.evaluate(Apply("list.append", (column, value)), node)
        self.settle(made, herd, place, True)

    def _is_held(self, made: Made, herd: Herd) -> bool:
        if self.spots(lambda value: value is made):
            return True
        inner = [(self.heap[made][n], c) for n, c in herd.columns.items() if isinstance(c, Herd)]
        return any(self._is_held(part, column) for part, column in inner)
