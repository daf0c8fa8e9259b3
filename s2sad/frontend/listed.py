"""Listed: objects are put into lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gast

from ..ir.nodes import Apply, Const, Expr, Name
from .classes import Made
from .herds import Again, Herd, Item, Known, Later, Layout, Listing, Pending
from .list_items import ListItems, is_free

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
        for name, form in layout.forms.items():
            if isinstance(form, Layout):
                herd.columns[name] = self.herd_like(form, f"{base}_{name}", is_empty)
            elif isinstance(form, Known):
                herd.columns[name] = Pending() if is_empty else form.value
            else:
                herd.columns[name] = Name(self.names.fresh(f"{base}_{name}"))
        return herd

    def empty_list(self, node: Any) -> Any:
        """Return `[]`: a list of objects if it was found to be one before."""
        key = self._place_in_text(node)
        hint, layout = self.take_hint() or "items", self.wanted.get(key)
        if layout is None:
            self.last_empty = key
            return Apply("list", ())
        if not isinstance(layout, Layout):
            return Listing(Later(), self.temporary(Apply("list", ()), node))
        herd = self.herd_like(layout, hint, True)
        for _, column in herd.lists():
            self.set_name(column.id, Apply("list", ()), node)
        return Listing(herd)

    def _place_in_text(self, node: Any) -> tuple[Any, ...]:
        field = self.hint if isinstance(node, gast.Call) else None  # of a dataclass
        return (self.frame.source.file, node.lineno, node.col_offset, field)

    def is_wanted(self, node: Any) -> bool:
        """Return whether an empty display is a list of objects."""
        is_empty = isinstance(node, gast.List) and not node.elts
        return is_empty and self._place_in_text(node) in self.wanted

    def is_list_of_objects(self, node: Any) -> bool:
        """Return whether a node is a list display that may hold objects."""
        return isinstance(node, gast.List) and self.has_objects(node)

    def list_of_objects(self, node: Any) -> Any:
        """Return a list display that may hold objects."""
        hint = self.take_hint() or "items"
        with self.holding() as held:
            held += self.results(node.elts, [TRANSIENT] * len(node.elts))
        if not any(isinstance(value, Made) for value in held):
            return Apply("list", tuple([self.flat(v, n) for v, n in zip(held, node.elts)]))
        if all(isinstance(value, Item) for value in held):
            numbers = [self.number_in(value, held[0].herd, node) for value in held]
            return Listing(held[0].herd, self.temporary(Apply("list", tuple(numbers)), node))
        inside = [part for value in held for part in self._inside(value)]
        if len(set(map(id, inside))) < len(inside) or not all(map(is_free, held)):
            raise self.twice(node)
        herd = self.herd_like(self.layout_of(held[0], node), hint)
        self.check_alike(herd, held[1:], node)
        for path, column in herd.lists():
            values = [self.data_at(value, path, node) for value in held]
            self.set_name(column.id, Apply("list", tuple(values)), node)
        for place, value in enumerate(held):
            self.settle(value, herd, Const(place), True)
        return Listing(herd)

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
                raise self.twice(node)
            self.check_growth(listing.of, node)
            self._join(listing.of, value, node)
            return
        if not isinstance(value, Item) or listing.order is None:
            raise self.unlike("the others are in a list of their own", node)
        if isinstance(listing.of, Later) and listing.of.herd is None:
            listing.of.herd = value.herd
        number = self.number_in(value, listing.herd, node)
        self.evaluate(Apply("list.append", (listing.order, number)), node)

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
        for path, column in herd.lists():
            value = self.data_at(made, path, node)
            self.evaluate(Apply("list.append", (column, value)), node)
        self.settle(made, herd, place, True)

    def _is_held(self, made: Made, herd: Herd) -> bool:
        if self.spots(lambda value: value is made):
            return True
        inner = [(self.heap[made][n], c) for n, c in herd.columns.items() if isinstance(c, Herd)]
        return any(self._is_held(part, column) for part, column in inner)
