"""List items: objects are taken out of lists and exchanged there; who else holds them."""

from __future__ import annotations

from typing import Any

import gast

from ..errors import Error, Unsupported
from ..ir.nodes import Apply, Const, Expr, For, Name, Store
from .classes import Made, Perhaps, Unsure
from .given import Given
from .herds import (
    Herd, Item, Known, Layout, Listing, Pending, is_natural, item, layouts_alike,
)  # fmt: skip
from .late_attributes import LateAttributes
from .scope import rebound_by
from .values import Callee, Captured, Derived, Literal, Partial, Primitive

KNOWN = (Callee, Primitive, Derived, Partial, Captured, Literal, Known)
_NEW = "Make a new object for each place in the list."
_ELSEWHERE = (
    "What else holds an object of the list would not see the change as Python shows it.",
    "Make a new list: `[b for b in bodies if ...]`.",
)
_UNLIKE = (
    "The attributes of objects in a list are lists: all have the same class and attributes.",
    "Set all attributes in `__init__`, to values of one kind; use a list for each class.",
)


class ListItems(LateAttributes):
    """Lowers what is done with the objects of a list."""

    # What an object holds

    def slots_of(self, made: Made, node: Any) -> dict[str, Any]:
        """Return what is under the attributes of an object."""
        if isinstance(made, Item):
            return made.slots()
        if made in self.joined:
            raise self.refusal(
                Unsupported, f"s2sad cannot tell where this {made.type.__name__} is", node,
                "It is put into a list while it is used.", "Do that in a statement before.",
            )  # fmt: skip
        return self.heap.get(made, {})

    def layout_of(self, made: Made, node: Any) -> Layout:
        """Return what the herd of an object is to be like."""
        forms: dict[str, Any] = {}
        if made.type is list:
            raise self.unlike("it is a list of objects", node)
        for name, value in self.slots_of(made, node).items():
            if isinstance(value, Made) and not isinstance(value, Item):
                forms[name] = self.layout_of(value, node)
            elif isinstance(value, KNOWN):
                forms[name] = Known(value)
            elif isinstance(value, (Name, Const, Apply)):
                forms[name] = None
            else:
                raise self.unlike(f"the attribute `{name}` holds an object of another list", node)
        for name in self.late_attributes(made.type):
            forms.setdefault(name, None)
        if not forms:
            raise self.unlike(f"a {made.type.__name__} has no attributes", node)
        return Layout(made.type, forms)

    def unlike(self, what: str, node: Any) -> Error:
        return self.refusal(
            Unsupported, f"s2sad cannot keep this object in a list: {what}", node, *_UNLIKE
        )

    def check_alike(self, herd: Herd, values: list[Any], node: Any) -> None:
        for value in values:
            if not layouts_alike(self.layout_of(value, node), herd.layout):
                raise self.unlike("it is not like the others", node)

    def data_at(self, made: Any, path: tuple[str, ...], node: Any) -> Expr:
        for name in path:
            slots = self.slots_of(made, node)
            made = slots[name] if name in slots else self.value_at_first(made.type, name)
        found: Expr = made
        return found

    def settle(self, made: Made, herd: Herd, place: Expr, is_sure: bool) -> None:
        """Let what holds an object know that it is one of a herd."""
        self.joined.add(made)
        if made in self.escaped:
            self.escaped.add(herd)
        for table, key in self.spots(lambda value: value is made):
            sure = self._is_certain_for(table)
            table[key] = item(herd, place, is_sure) if sure else Unsure(key)
        for name, column in list(herd.columns.items()):
            if isinstance(column, Pending):
                herd.columns[name] = self.heap[made][name]
            if isinstance(column, Herd):
                self.settle(self.heap[made][name], column, place, is_sure)

    def _is_certain_for(self, table: dict[str, Any]) -> bool:
        """Return whether what is done here is done whenever the function of a table goes on."""
        here = self.here()
        if table is here.statics or any(table is slots for slots in here.heap.values()):
            return True
        return any(s.statics is table and depth == self.depth for s, depth in self.callers)

    def check_growth(self, herd: Herd, node: Any) -> None:
        """Refuse to make a list longer where numbers from its end, or a loop, would notice."""
        is_running = any(running is herd for running in self.running)
        if herd.is_counted or isinstance(herd, Given) or is_running:
            raise self.refusal(
                Unsupported, f"s2sad cannot change the length of `{herd.base}` here", node,
                "It is an argument, or looped over, or objects counted from its end are kept.",
                "Do it after the loop, or to a list that the function makes.",
            )  # fmt: skip
        if herd in self.escaped:
            raise self._changed_in_use(herd, node)
        self.written.add(herd)
        herd.grown += self.trips
        self.unsettle(herd, node, only_counted=True)

    # What holds objects

    def spots(self, holds: Any) -> list[tuple[dict[str, Any], str]]:
        """Return the names and attributes that hold a value."""
        here = self.here()
        tables = [here.statics, *[s.statics for s in self.scopes if s.statics is not here.statics]]
        tables += [here.heap[m] for m in self.reached(here) if m in here.heap]
        return [(table, key) for table in tables for key, v in table.items() if holds(v)]

    def unsettle(self, herd: Herd, node: Any, only_counted: bool = False) -> None:
        """Let what holds objects of a herd that may be others from here on be unsure.

        If the herd only gets longer, these are those that may be counted from its end.
        """
        def is_lost(value: Any) -> bool:
            value = value.made if isinstance(value, Perhaps) else value
            if isinstance(value, Listing):
                return value.herd in inside and value.order is not None and not only_counted
            is_kept = only_counted and isinstance(value, Item) and value.is_sure
            return isinstance(value, Item) and value.herd in inside and not is_kept

        inside = herd.parts()
        if any(is_lost(value) for value in self.pinned):
            raise self._changed_in_use(herd, node)
        for table, key in self.spots(is_lost):
            table[key] = Unsure(key)

    def _changed_in_use(self, herd: Herd, node: Any) -> Error:
        return self.refusal(
            Unsupported, f"s2sad cannot change `{herd.base}` here", node, *_ELSEWHERE
        )

    def twice(self, node: Any) -> Error:
        return self.refusal(
            Unsupported, "s2sad cannot put this object into a list", node,
            "It is in another list, or twice in this one, and a change would have to show in both.",
            _NEW,
        )  # fmt: skip

    def number_in(self, value: Item, herd: Herd | None, node: Any) -> Expr:
        """Return the number of an object, to be kept."""
        if value.herd is not herd:
            raise self.twice(node)
        if not value.is_sure:
            if any(trip in self.trips for trip in value.herd.grown):
                raise self._changed_in_use(value.herd, node)
            value.herd.is_counted = True
        return value.index

    # Taking out

    def member_of_list(self, listing: Listing, node: Any) -> Any:
        """Return `bodies[i]`, or the list that `bodies[i:j]` is."""
        herd = self.herd_of(listing, node)
        if isinstance(node.slice, gast.Slice):
            whole = self.numbers_of(listing, node)
            bounds = self.text(node.slice)
            return Listing(herd, self.temporary(Apply("getitem", (whole, bounds)), node))
        index = self.text(node.slice)
        if listing.order is not None:
            found = self.temporary(Apply("getitem", (listing.order, index)), node)
            return item(herd, found, True)
        value: Any = index.value if isinstance(index, Const) else 0
        if type(value) is int and value < 0:
            return self._from_the_end(herd, -value, self.length_of(listing, node), node)
        if is_natural(index):
            return item(herd, index, True)
        is_sure = isinstance(index, Name) and index.id in self.counters
        if not isinstance(index, Name) or self._may_change(index.id):
            index = self.temporary(index, node)
        return item(herd, index, is_sure)

    def _from_the_end(self, herd: Herd, back: int, length: Expr, node: Any) -> Item:
        """Return `bodies[-back]`; a number before the first is left to fail as Python does."""
        if isinstance(length, Const) and length.value >= back:
            return item(herd, Const(length.value - back), True)
        if back > 1 or isinstance(length, Const):
            return item(herd, Const(-back), False)
        return item(herd, self.temporary(Apply("sub", (length, Const(1))), node), True)

    def _may_change(self, name: str) -> bool:
        """Return whether evaluating the rest of an expression may bind a name anew."""
        body = self.frame.source.node.body
        walrus = rebound_by(body if isinstance(body, list) else [body])
        return name in self.shared or name in self.internal_names(walrus)

    def herd_of(self, listing: Listing, node: Any) -> Herd:
        """Return the herd whose objects a list holds."""
        if listing.herd is None:
            raise self.refusal(
                Unsupported, f"s2sad cannot tell what `{self.text_of(node)}` is", node,
                "The list is empty here, at least in the first trip.",
                "Put an object into it before it is read.",
            )  # fmt: skip
        return listing.herd

    def length_of(self, listing: Listing, node: Any) -> Expr:
        """Return `len(bodies)`."""
        herd = self.herd_of(listing, node)
        if isinstance(herd, Given) and listing.order is None:
            return Const(herd.count)
        found = listing.order or herd.first
        assert found is not None
        return Apply("len", (found,))

    def numbers_of(self, listing: Listing, node: Any) -> Name:
        """Return the numbers of the objects in a list, as a list."""
        if listing.order is not None:
            return listing.order
        made, number = self.temporary(Apply("list", ()), node), self.names.temporary()
        with self.loop_block() as body:
            self.evaluate(Apply("list.append", (made, Name(number))), node)
        trips = Apply("range", (self.length_of(listing, node),))
        self.emit(For, node, number, trips, tuple(body))
        return made

    def popped(self, listing: Listing, rest: list[Any], node: Any) -> Any:
        """Return `bodies.pop(i)`: an object that is in no list."""
        herd, hint = self.herd_of(listing, node), self.take_hint()
        index = [self.text(part) for part in rest]
        if listing.order is not None:
            popped = Apply("list.pop", (listing.order, *index))
            return item(herd, self.temporary(popped, node), True)
        self.check_growth(herd, node)
        if herd in self.fixed:
            raise self._changed_in_use(herd, node)
        self.changed.add(herd)
        self.unsettle(herd, node)
        return self._taken_out(herd, hint or herd.type.__name__.lower(), index, node)

    def _taken_out(self, herd: Herd, base: str, index: list[Expr], node: Any) -> Made:
        made = Made(herd.type, base)
        self.heap[made] = {}
        for name, column in herd.columns.items():
            value: Any = column
            if isinstance(column, Herd):
                value = self._taken_out(column, f"{base}_{name}", index, node)
            elif isinstance(column, Name):
                value = Apply("list.pop", (column, *index))
            self.set_slot(made, name, value, node)
            if self.is_absent_at_first(item(herd, Const(0), True), name):
                self.heap[made][name] = Unsure(name)
        return made

    # Exchanging

    def set_column(self, made: Item, name: str, value: Any, node: Any) -> None:
        """Lower `b.name = value` for an object of a list."""
        self.check_free(made, node)
        self.demand(made, name, node)
        column = made.herd.columns.get(name)
        if isinstance(column, Herd):
            self._exchange(item(column, made.index, made.is_sure), value, node)
            return
        if isinstance(column, Name) and isinstance(value, (Name, Const, Apply)):
            self.emit(Store, node, column.id, made.index, self.named(value, node))
            return
        if column is None:
            self.want_late(made, name, value)
        if column is None or column != value:
            raise self.unlike(f"`{name}` is something else for the others", node)

    def _exchange(self, old: Item, value: Any, node: Any) -> None:
        """Let another object take the place of one of a herd."""
        if value == old:
            return
        if not isinstance(value, Made):
            raise self.unlike("the others are objects of a class", node)
        if isinstance(value, Item):
            raise self.twice(node)
        self.check_alike(old.herd, [value], node)
        self.unsettle(old.herd, node)
        for path, column in old.herd.lists():
            data = self.data_at(value, path, node)
            self.emit(Store, node, column.id, old.index, data)
        self.settle(value, old.herd, old.index, old.is_sure)

    def set_member(self, listing: Listing, target: Any, value: Any) -> None:
        """Lower `bodies[i] = value`."""
        found = self.member_of_list(listing, target)
        if listing.order is not None and isinstance(value, Item):
            number = self.number_in(value, listing.herd, target)
            index = self.text(target.slice)
            self.emit(Store, target, listing.order.id, index, number)
            return
        if not isinstance(found, Item) or listing.order is not None:
            raise self.twice(target)
        self.check_free(found, target)
        self._exchange(found, value, target)


def is_free(value: Any) -> bool:
    """Return whether a value is an object that is in no list."""
    return isinstance(value, Made) and not isinstance(value, Item)
