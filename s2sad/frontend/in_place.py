"""In place: `target op= value`: the target is read, then the value, then what is stored."""

from __future__ import annotations

from typing import Any

import gast

from ..ir.nodes import Apply, Expr, Name, Store
from .effects import has_effect
from .classes import is_named
from .flat import flat_place, is_flat
from .lowering import as_block
from .targets import Targets


class InPlace(Targets):
    """Lowers augmented assignments."""

    def assign_in_place(self, node: Any, op: str) -> None:
        """Lower `target op= value`: the target is read, then the value, then it is stored."""
        is_operator = isinstance(node.target, gast.Name) and is_named(self.static(node.target))
        has_objects = self.heap or self.has_shapes or is_operator
        node = self.without_objects(node, op) if has_objects else node
        if node is None:
            return
        target = node.target
        with self.inner_block() as before:
            value = self.operand(node.value)
        if isinstance(target, gast.Attribute):
            self.attribute_in_place(target, value, before, op)
            return
        rebound = self.rebound([node.value])
        if is_flat(self, target):
            self._flat_in_place(target, op, value, before)
        elif isinstance(target, gast.Name):
            self._name_in_place(target, op, value, before, rebound)
        else:
            self._item_in_place(node, op, value, before, rebound)

    def item_of_object_in_place(self, owner: Any, node: Any, op: str) -> None:
        """Lower `g[i] op= value` of an object: `__getitem__`, the operation, `__setitem__`."""
        target = node.target
        with self.holding() as held:
            self.pinned.append(owner)
            later = self.rebound([node.value])
            held += [self.hold(i, later, target) for i in self.results([target.slice])]
            asked: Any = self.of_one
            current = asked("__getitem__", owner, list(held), target)
            old = self.temporary(self.flat(current, target), target)
            self.emit(Store, target, old.id, None, self.operand(node.value), op)
            asked("__setitem__", owner, [*held, old], target)

    def _name_in_place(
        self, target: Any, op: str, value: Expr, before: list[Any], rebound: set[str]
    ) -> None:
        load = gast.Name(target.id, gast.Load(), None, None)
        read = self.operand(gast.copy_location(load, target))
        internal = self.bind_name(target.id, target)
        if internal not in rebound:
            self.block += before
            self.emit(Store, target, internal, None, value, op)
            return
        old = self.temporary(read, target)
        self.block += before
        self.emit(Store, target, old.id, None, value, op)
        self.set_name(internal, old, target)

    def _item_in_place(
        self, node: Any, op: str, value: Expr, before: list[Any], rebound: set[str]
    ) -> None:
        target = node.target
        if not rebound and not has_effect(as_block(before)):
            base, index = self.place_of(target, [])
            self.block += before
            self.emit(Store, target, base, index, value, op)
            return
        base, index = self._place_named(target, rebound)
        item = self.temporary(Apply("getitem", (Name(base), index)), target)
        self.block += before
        self.emit(Store, target, item.id, None, value, op)
        self.emit(Store, target, base, index, item)

    def _flat_in_place(self, target: Any, op: str, value: Expr, before: list[Any]) -> None:
        """Lower `a.flat[i] op= v`: what is read is a copy, which is changed and stored."""
        place = flat_place(self, target)
        base, index = [self.hold(part, set(self.bound), target) for part in place]
        item = self.temporary(Apply("flat.item", (base, index)), target)
        self.block += before
        self.emit(Store, target, item.id, None, value, op)
        self.evaluate(Apply("flat.store", (base, index, item)), target)

    def _place_named(self, target: Any, rebound: set[str]) -> tuple[str, Expr]:
        """Return base and index of a target, both fixed before what follows is evaluated."""
        base = self.hold(self.operand(target.value), rebound, target)
        if not isinstance(base, Name):
            base = self.temporary(base, target)
        index = self.hold(self.operand(target.slice), rebound, target)
        return base.id, index
