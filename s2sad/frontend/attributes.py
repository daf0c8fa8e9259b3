"""Attributes: reading and writing the attributes of objects, and objects as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from types import FunctionType
from typing import Any

import gast

from ..errors import Error, Unsupported
from ..ir.nodes import Apply, Const, Expr, Name, Store
from .classes import (
    MISSING, Made, Pack, Perhaps, Unsure, has_room, is_frozen,
    is_bundle, is_named, is_not_implemented, is_object, is_slot, place_of_class,
)  # fmt: skip
from .expressions import call_of, is_data
from .changes import Changes
from .given import Given
from .herds import Item, Listing, owner
from .instances import Instance, Property
from .queues import QUEUES
from .ready import Ready
from .values import FUNCTIONS, Callee, Captured, Literal, Missing

WHOLE = (
    "It is seen as its attributes, each of which is a variable of its own.",
    "Use what you need of it by name.",
)


class Attributes(Changes):
    """Lowers reads and stores of attributes."""

    def take_hint(self) -> str | None:
        """Return what the next object is best named after, once."""
        hint, self.hint = self.hint, None
        return hint

    def callee(self, function: Any, owner: Any = None) -> Callee:
        """Return a function of a class, bound to an object."""
        return Callee(self.frame.definition.resolver.definition_of(function), owner)

    def member_of_class(self, cls: Any, name: str, after: Any = None) -> Any:
        """Return what a class has under a name, and note that it was looked up."""
        return self.frame.definition.resolver.uses.member(cls, name, after)

    @contextmanager
    def holding(self) -> Iterator[list[Any]]:
        """Let objects that are put into the list count as held."""
        mark = len(self.pinned)
        held: list[Any] = []
        try:
            yield held
        finally:
            del self.pinned[mark:]

    def results(self, nodes: list[Any], hints: list[str] | None = None) -> list[Any]:
        """Return the values of nodes from left to right; objects are held until let go."""
        found: list[Any] = []
        for index, node in enumerate(nodes):
            self.hint = hints[index] if hints else None
            value = self.operand_or_object(node)
            self.hint = None
            if isinstance(value, (Name, Const, Apply)):
                value = self.hold(value, self.rebound(nodes[index + 1 :]), node)
            self.pinned.append(value)
            found.append(value)
        return found

    def operand_or_object(self, node: Any) -> Any:
        """Return an object or a function as it is, and any other value as an operand."""
        known = self.static(node)
        if is_object(known) or is_named(known) or isinstance(known, (Perhaps, Listing, *FUNCTIONS)):
            return known
        if self.may_escape:
            with self.escape(False):
                value = self.result(node)
        else:
            value = self.result(node)
        if isinstance(value, (Name, Const, Apply)):
            return self.named(self.flat(value, node), node)
        is_whole = isinstance(value, (Made, Perhaps, Listing, *FUNCTIONS)) or is_object(value)
        return value if is_whole or is_named(value) else self.flat(value, node)

    def member(self, owner: Made, name: str, node: Any, after: Any = None) -> Any:
        """Return what `owner.name` stands for before the run; None if it is a variable."""
        found = self.member_of_class(owner.type, name, after)
        if isinstance(found, property) and isinstance(found.fget, FunctionType):
            return Property(self.callee(found.fget, owner))
        if name == "__class__":
            return place_of_class(owner.type, self.tables)
        text = f"{self.text_of(node)}"
        if _is_descriptor(found) and not is_slot(found):
            return self._lost(text, node, "It is a descriptor, whose code s2sad does not see.",
                              "Use a property, a method or a plain attribute.")  # fmt: skip
        self.demand(owner, name, node)
        slots = {} if after is not None else self.slots_of(owner, node)
        if isinstance(slots.get(name), Unsure):
            return self._lost(text, node, "Not all paths that lead here give it the same object.",
                              "Set it on all paths, or before them.")  # fmt: skip
        if name in slots:
            return None if isinstance(slots[name], (Name, Apply)) else slots[name]
        if isinstance(found, cached_property) and not isinstance(owner, Item):
            self.missed.add((owner, name))
            return Property(self.callee(found.func, owner), owner)
        if found is MISSING or is_slot(found):
            return self._lost(text, node, "It has no value here, at least on some paths.",
                              "Set it in `__init__`.")  # fmt: skip
        self.missed.add((owner, name))
        return self._class_member(owner, name, found, node)

    def _class_member(self, owner: Made, name: str, found: Any, node: Any) -> Any:
        resolver = self.frame.definition.resolver
        if isinstance(found, FunctionType):
            return self.callee(found, owner)
        place = place_of_class(owner.type, self.tables)
        if isinstance(found, classmethod) and isinstance(found.__func__, FunctionType):
            return self.callee(found.__func__, place)
        if isinstance(found, staticmethod) and isinstance(found.__func__, FunctionType):
            return self.callee(found.__func__)
        if hasattr(type(found), "__get__") and not isinstance(found, staticmethod):
            return self._lost(
                self.text_of(node), node, "It is a descriptor, whose code s2sad does not see.",
                "Use a property, a method or a plain attribute.",
            )  # fmt: skip
        value = getattr(owner.type, name)
        return resolver.classify(value, Captured(place.scope, place.key, (name,), value))

    def _lost(self, text: str, node: Any, why: str, instead: str) -> Missing:
        what = f"s2sad cannot tell what `{text}` is"
        return Missing(text, (), self.refusal(Unsupported, what, node, why, instead))

    def attribute(self, node: Any) -> Any:
        """Return the value of `base.name` where that is no function: a variable, data."""
        base = self.operand_or_object(node.value)
        base = self.no_none(base, node.value)
        if isinstance(base, Instance) and not isinstance(node.value, (gast.Name, Ready)):
            given = gast.Attribute(Ready(base, node.value), node.attr, node.ctx)
            return self.operand_or_object(gast.copy_location(given, node))
        if not isinstance(base, Made):
            base = base if isinstance(base, (Name, Const, Apply)) else self.flat(base, node.value)
            return Apply("attr", (base, Const(node.attr)))
        return self.read_member(base, node)

    def read_member(self, base: Made, node: Any) -> Any:
        """Return the value of an attribute of an object that is at hand."""
        found = self.member(base, node.attr, node)
        if found is None:
            return self.present(base, node.attr, self.slots_of(base, node)[node.attr], node)
        if isinstance(found, Property):
            return self.of_property(found, node)
        found = found.value if isinstance(found, Perhaps) else found
        is_whole = isinstance(found, (Made, Perhaps, Listing, *FUNCTIONS))
        return found if is_whole else self.read_static(found, node)

    def of_property(self, known: Property, node: Any) -> Any:
        """Return what a property gives; a `cached_property` is an attribute from then on."""
        value = self.inline(known.callee, call_of(node))
        if known.keeper is None:
            return value
        name = node.attr
        self.set_slot(known.keeper, name, value, node)
        return self.slots_of(known.keeper, node)[name]

    def read_callee(self, base: Made, node: Any) -> Any:
        """Return what a call of a member of an object runs, if it is known before the run."""
        found = self.member(base, node.attr, node)
        if isinstance(found, Missing):
            raise self.undefined(found, node)
        return self.frame.definition.resolver.called(found)

    def check_store(self, made: Made, name: str, node: Any) -> Callee | None:
        """Return the setter of a property that a store calls; refuse what is no plain store."""
        text, found = self.text_of(node), self.member_of_class(made.type, name)
        why = None
        if isinstance(found, property):
            if isinstance(found.fset, FunctionType):
                return self.callee(found.fset, made)
            why = "It is a property that cannot be set: Python would raise an AttributeError."
        elif is_frozen(made.type):
            why = "Its class is frozen: Python would raise a FrozenInstanceError."
        elif _is_descriptor(found) and not is_slot(found):
            why = "It is a descriptor, whose code s2sad does not see."
        elif not has_room(made.type, name):
            why = "Its class has `__slots__` without it: Python would raise an AttributeError."
        if why is not None:
            what = f"s2sad cannot store into `{text}`"
            raise self.refusal(Unsupported, what, node, why, "Make a new object instead.")
        return None

    def store(self, made: Made, target: Any, value: Any, mark: int | None = None) -> None:
        """Lower `made.name = value`."""
        setter = self.check_store(made, target.attr, target)
        if setter is None:
            self.set_slot(made, target.attr, value, target, mark)
        else:
            self.invoke_callee(setter, [value], target)

    def set_slot(
        self, made: Made, name: str, value: Any, node: Any, mark: int | None = None
    ) -> None:
        """Let an attribute of an object have a value."""
        shape = value.shape if isinstance(value, Instance) and is_object(value) else None
        if isinstance(value, (Captured, Literal, Instance)) and is_data(value):
            value = self.read_static(value, node)
        if isinstance(made, Item):
            self.set_column(made, name, value, node)
            return
        self.check_free(made, node)
        if isinstance(value, (Item, Listing)):
            value = self.own_number(self.slot_name(made, name).id, value, node)
        if isinstance(value, Perhaps):
            value = self.perhaps_named(f"{made.base}_{name}", value, node)
            value = self.own_listed(self.slot_name(made, name).id, value, node)
        if not isinstance(value, (Name, Const, Apply)):
            self.heap[made][name] = value
            return
        slot = self.slot_name(made, name)
        self.bind(slot.id, value, len(self.block) if mark is None else mark, node)
        self.heap[made][name] = slot if shape is None else Instance(slot.id, (), shape)

    def check_free(self, made: Made, node: Any) -> None:
        """Refuse to change an object that somebody holds who would not see it."""
        self.written.add(owner(made))
        self.changed.add(owner(made))
        self.exchanges |= isinstance(owner(made), Given) or made in self.opened
        if made in self.joined:
            self.slots_of(made, node)
        if owner(made) in self.escaped or owner(made) in self.fixed:
            raise self.refusal(
                Unsupported, f"s2sad cannot change this {made.type.__name__} here", node,
                "It was put into a list, a tuple or a dictionary, a view of it has a name, or it "
                "has another name, outside this loop or for one of several objects, where the "
                "change would have to show.",
                "Make a new object instead of changing this one.",
            )  # fmt: skip

    def member_in_place(self, base: Made, node: Any, op: str) -> None:
        """Lower `base.name op= value`."""
        target = node.target
        setter = self.check_store(base, target.attr, target)
        current = self.read_member(base, target)
        self.slot_in_place(
            base, target.attr, current, node, op, lambda v: self.store(base, target, v),
            setter is None,
        )  # fmt: skip

    def slot_in_place(
        self, base: Made, name: Any, current: Any, node: Any, op: str, put: Callable[[Any], None],
        is_slot: bool = True,
    ) -> None:  # fmt: skip
        """Lower `base.name op= value` of what is `current`; `put` stores what is made anew."""
        target = node.target
        if is_slot and self.grown_in_place(current, op, node):
            return
        if isinstance(current, Made):
            self.pinned += [base, current]
            value = self.object_in_place(current, node, op)
            del self.pinned[-2:]
            put(value)
            return
        changed = self.rebound([node.value])
        with self.inner_block() as before:
            value = self.operand_or_object(node.value)
            if not is_object(value) and not isinstance(value, (Name, Const, Apply)):
                value = self.read_static(value, node.value)  # a dict, which is data here
        if is_slot and not changed and not is_object(value):
            if self._change_variable(base, name, current, before, (value, op), target):
                return
        old = self.temporary(current, target)
        self.block += before
        if is_object(value):
            put(self.dispatch(op, old, value, node))
            return
        self.emit(Store, target, old.id, None, value, op)
        put(old)

    def _change_variable(
        self, base: Made, name: Any, current: Any, before: list[Any], change: Any, target: Any
    ) -> bool:
        """Emit a change of the variable of an attribute; return whether it has one."""
        place: tuple[str, Expr | None] | None = None
        column = base.herd.columns.get(name) if isinstance(base, Item) else None
        slot = self.slot_names.get((base, name))
        if isinstance(base, Item) and isinstance(column, Name):
            place = (column.id, base.index)
        elif slot is not None and current == Name(slot):
            place = (slot, None)
        if place is None:
            return False
        self.check_free(base, target)
        self.block += before
        self.emit(Store, target, *place, *change)
        return True

    def as_data(self, value: Any, node: Any) -> Expr:
        if isinstance(value, Pack):
            items = [v if isinstance(v, (Name, Const)) else self.read_static(v, node)
                     for v in value.items]  # fmt: skip
            return Apply("tuple", tuple(items))
        if isinstance(value, Unsure):
            raise self.refusal(
                Unsupported, f"s2sad cannot tell which object `{value.name}` is", node,
                "It is bound to different things on different paths.",
                "Bind it on all paths to a new object, or put the `if` around what follows.",
            )  # fmt: skip
        if isinstance(value, Perhaps):
            raise self.refusal(
                Unsupported, f"s2sad cannot tell whether `{self.text_of(node)}` is None", node,
                f"It is None on one path and a {value.made.type.__name__} on another, and is used "
                "as a whole here.", "Test it first, `if p is not None:`, or use its attributes.",
            )  # fmt: skip
        if is_not_implemented(value):
            raise self.refusal(
                Unsupported, "s2sad cannot tell when `NotImplemented` is returned", node,
                "Which method is asked next must be known before the run.",
                "Test the operand with `isinstance`.",
            )  # fmt: skip
        if is_bundle(value):
            given = self.given_whole(value)
            return self.bundle_as_data(value, node) if given is None else (
                self.read_static(given, node)
            )  # fmt: skip
        if isinstance(value, Made) and value.type in QUEUES and not self.may_escape:
            held: Expr = self.slots_of(value, node)["items"]
            return held
        if isinstance(value, Listing) and self.is_leaving:
            return self.list_as_data(value, node)
        if isinstance(value, Made) and self.may_escape and value.type not in QUEUES:
            return self.record_of(value, node)
        raise self.whole_refusal(node)

    def whole_refusal(self, node: Any) -> Error:
        """Return the refusal of an object that is used otherwise than by its parts."""
        what = f"s2sad cannot use `{self.text_of(node)}` as a whole here"
        error = self.refusal(Unsupported, what, node, *WHOLE)
        error.is_of_dicts = True
        return error

    @contextmanager
    def escape(self, allowed: bool = True) -> Iterator[None]:
        """Let objects become data: the items of lists and tuples, the result."""
        before, self.may_escape = self.may_escape, allowed
        try:
            yield
        finally:
            self.may_escape = before


def _is_descriptor(found: Any) -> bool:
    return hasattr(type(found), "__set__") or hasattr(type(found), "__delete__")
