"""List methods: what the methods of a list, and tests of identity, do with objects."""

from __future__ import annotations

from typing import Any

import gast

from ..ir.nodes import Apply, Const, Expr, Name, Store
from .classes import Made
from .consumers import key_of
from .heap import Heap
from .herd_loops import ITEMS
from .given import Given
from .herds import Item, Listing, at, item, layouts_alike
from .list_items import ListItems, is_free
from .ready import Ready, placed
from .scope import Scope

_MOVING = {"reverse": 0, "clear": 0, "insert": 2}  # by the number of arguments


class ListMethods(ListItems, Heap):
    """Lowers calls of methods of lists of objects."""

    # Methods of lists

    def method_of_list(self, listing: Listing, node: Any) -> Any:
        """Lower a call of a method of a list of objects."""
        name, args = node.func.attr, node.args
        plain = not node.keywords and not any(isinstance(a, gast.Starred) for a in args)
        if name == "append" and plain and len(args) == 1:
            self.hint = "%"
            value = self.operand_or_object(args[0])
            self.hint = None
            self.append_object(listing, value, node)
            return Const(None)
        if name == "extend" and plain and len(args) == 1:
            self.extended(listing, args[0], node)
            return Const(None)
        if name == "pop" and plain and len(args) <= 1:
            return self.popped(listing, args, node)
        if name == "copy" and plain and not args:
            return self.copied_listing(listing, node)
        if name in _MOVING and plain and len(args) == _MOVING[name]:
            self._moved(listing, name, args, node)
            return Const(None)
        if name == "sort" and not args:
            node = node if key_of(node) is not None else self.ordered("sorted", listing, node)
            if key_of(node) is not None:
                self._sorted_in_place(listing, node)
                return Const(None)
        return self.read_static(listing, node)

    def _sorted_in_place(self, listing: Listing, node: Any) -> None:
        """Lower `bodies.sort(key=f)`: each list gets its items in the order of the keys."""
        herd = self.herd_of(listing, node)
        found = self.key_of_objects("sorted", listing, node).order
        whole = Apply("slice", (Const(None),) * 3)
        if listing.order is not None:
            self.emit(Store, node, listing.order.id, whole, found)
            return
        self.check_growth(herd, node)
        self.unsettle(herd, node)
        for _, column in herd.lists():
            name = self.names.fresh("place")
            item_at = [placed(gast.Name(name, ctx(), None, None), node)
                       for ctx in (gast.Store, gast.Load)]  # fmt: skip
            one = placed(gast.Subscript(Ready(column, node), item_at[1], gast.Load()), node)
            each = gast.comprehension(item_at[0], Ready(found, node), [], 0)
            moved = self.operand(placed(gast.ListComp(one, [each]), node))
            self.emit(Store, node, column.id, whole, moved)

    def _moved(self, listing: Listing, name: str, args: list[Any], node: Any) -> None:
        """Lower `reverse`, `clear` and `insert`: in each list alike."""
        if listing.order is not None and not args:
            self.evaluate(Apply("method", (listing.order, Const(name))), node)
            return
        herd = self.herd_of(listing, node)
        place = [self.operand(part) for part in args[:1]]
        self.hint = "%"
        value = self.operand_or_object(args[1]) if len(args) == 2 else None
        self.hint = None
        self.check_growth(herd, node)
        self.unsettle(herd, node)
        if listing.order is not None or value is not None and not is_free(value):
            raise self.twice(node)
        if value is not None and self.spots(lambda held: held is value):
            raise self.twice(node)
        if value is not None:
            self.check_alike(herd, [value], node)
        for path, column in herd.lists():
            given = [] if value is None else [self.data_at(value, path, node)]
            self.evaluate(Apply("method", (column, Const(name), *place, *given)), node)
        if value is not None:
            self.settle(value, herd, Const(0), False)

    def extended(self, listing: Listing, items: Any, node: Any) -> None:
        """Lower `bodies.extend(items)` and `bodies += items`."""
        if isinstance(items, gast.List) and self.has_objects(items):
            with self.holding() as held:
                held += self.results(items.elts, ["%"] * len(items.elts))
            for value in held:
                self.append_object(listing, value, node)
            return
        is_made = isinstance(items, (gast.ListComp, gast.GeneratorExp))
        more = self.gathered(items) if is_made else self.result(items)
        herd = self.herd_of(listing, node)
        if not isinstance(more, Listing):
            raise self.unlike("the others are objects of a class", node)
        if listing.order is not None and more.herd is herd:
            self.emit(Store, node, listing.order.id, None, self.numbers_of(more, node), "add")
            return
        others = more.herd is None or self.holders(more.herd, self.here())
        if others or more.herd is None or listing.order is not None or more.order is not None:
            raise self.twice(node)
        if not layouts_alike(more.herd.layout, herd.layout):
            raise self.unlike("it is not like the others", node)
        self.check_growth(herd, node)
        for path, column in herd.lists():
            self.emit(Store, node, column.id, None, at(more.herd, path), "add")

    def take_list_apart(self, target: Any, listing: Listing, node: Any) -> None:
        """Lower `a, b = bodies`."""
        if any(isinstance(part, gast.Starred) for part in target.elts):
            self.read_static(listing, node)
        herd = self.herd_of(listing, node)
        whole = listing.order or herd.first
        assert whole is not None
        self.assert_length(whole, len(target.elts), False, target)
        for place, part in enumerate(target.elts):
            index: Expr = Const(place)
            if listing.order is not None:
                index = self.temporary(Apply("getitem", (listing.order, index)), node)
            self.assign_result(part, item(herd, index, True), node)

    def _copy_of(self, numbers: Expr, node: Any) -> Name:
        return self.temporary(Apply("list", (Apply("star", (numbers,)),)), node)

    def _fresh_numbers(self, listing: Listing, node: Any) -> Name:
        numbers = self.numbers_of(listing, node)
        return numbers if listing.order is None else self._copy_of(numbers, node)

    # Identity

    def identity(self, node: Any) -> Expr | None:
        """Return the test that `a is b` or `a is not b` is for objects of one list."""
        if not isinstance(node, gast.Compare) or len(node.ops) != 1:
            return None
        held = self.key_in_bundle(node)
        if held is not None:
            return Const(held)
        if not isinstance(node.ops[0], (gast.Is, gast.IsNot)):
            return None
        one, other = self.static(node.left), self.static(node.comparators[0])
        if not isinstance(one, Item) or not isinstance(other, Item) or one.herd is not other.herd:
            return None
        if not one.is_sure or not other.is_sure:
            return None
        self.exchanges |= isinstance(one.herd, Given)
        is_same = isinstance(node.ops[0], gast.Is)
        return Apply("eq" if is_same else "ne", (one.index, other.index))

    def key_of_objects(self, op: str, listing: Listing, node: Any) -> Any:
        """Lower `sorted(bodies, key=f)`, and `max` and `min` likewise."""
        herd, numbers = self.herd_of(listing, node), self.numbers_of(listing, node)
        known = Scope({" items": numbers.id}, statics={" items": Listing(herd, numbers)})
        found = self.temporary(Apply(op, (numbers,), self.keyed(known, node)), node)
        return Listing(herd, found) if op == "sorted" else item(herd, found, True)

    def appended(self, base: Expr, node: Any) -> Any:
        """Lower `items.append(value)` where the value may be an object."""
        self.hint = "%"
        value = self.operand_or_object(node.args[0])
        self.hint = None
        if not isinstance(value, Made):
            return Apply("method", (base, Const("append"), self.flat(value, node.args[0])))
        self.append_to_data(base, value, node)
        return Const(None)

    def copied_list(self, header: Apply, node: Any) -> Any:
        """Return `list(bodies)`: another list of the same objects."""
        if header.op != ITEMS or not isinstance(header.args[0], Const):
            return self.read_static(header.args[0], node)
        listing = header.args[0].value
        return self.copied_listing(listing, node)

    def copied_listing(self, listing: Listing, node: Any) -> Listing:
        """Return another list of the same objects."""
        return Listing(listing.of, self._fresh_numbers(listing, node))
