"""Copies: objects that are made of other ones, and functions of the library that know objects.

    q = copy.copy(p)                     q_x = p_x; q_v = p_v
    q = dataclasses.replace(p, x=1.0)    a call of the class with p_v
"""

from __future__ import annotations

import copy
import dataclasses
from collections import deque
from typing import Any

import gast

from ..errors import Error, Unsupported, WrongCall
from ..ir.nodes import Apply, Const, Name
from .classes import (
    MISSING, Made, Unsure, fields_in_order, fields_of, in_class, is_bundle, is_object, is_users,
    place_of_class, type_of,
)  # fmt: skip
from .given import Given
from .herds import Item, Listing, at
from .instances import Instance
from .objects import Objects
from .queues import BoundedDeque, Deque
from .ready import Ready, call_on, is_none, placed
from .values import Captured

_PICKLING = ("__reduce__", "__reduce_ex__", "__getstate__", "__setstate__")


class Copies(Objects):
    """Lowers what copies objects."""

    def replaced(self, base: Made, node: Any) -> Any:
        """Lower `dataclasses.replace(s, x=v)`: a call of the class with what is not given."""
        if len(node.args) != 1 or not dataclasses.is_dataclass(base.type):
            raise self.refusal(
                WrongCall, f"s2sad cannot read `{self.text_of(node)}`", node,
                "`replace` takes a dataclass and new values by keyword.",
            )  # fmt: skip
        hint = self.take_hint()
        pairs = self.expanded(node)[1]
        with self.holding() as held:
            self.pinned.append(base)
            held += self.results([value for _, value in pairs])
            given = dict(zip([name for name, _ in pairs], held))
            for field in fields_in_order(base.type):
                if field.init and field.is_kept and field.name not in given:
                    given[field.name] = self._field_of(base, field.name, node)
            keywords = [gast.keyword(key, Ready(value, node)) for key, value in given.items()]
            call = gast.Call(func=node.func, args=[], keywords=keywords)
            self.hint = hint
            place = place_of_class(base.type, self.tables)
            return self.made_by(place, gast.copy_location(call, node))

    def _field_of(self, base: Made, name: str, node: Any) -> Any:
        read = gast.Attribute(value=Ready(base, node), attr=name, ctx=gast.Load())
        return self.read_member(base, gast.copy_location(read, node))

    def as_made(self, value: Any, base: str, node: Any) -> Any:
        """Return a dataclass in an argument as an object of its own, which may not be changed.

        A name that is bound anew is bound to such a one: what takes its place is made, too.
        """
        cls = value.shape.type if isinstance(value, Instance) else None
        fields = fields_of(cls)
        if cls is None or fields is None or not is_users(cls):
            return value
        made = Made(cls, base)
        self.from_arguments.add(made)
        self.heap[made] = {}
        whole = self.other_name(value, node)
        with self.holding():
            self.pinned.append(made)
            for name in fields:
                read = gast.Attribute(value=Ready(whole, node), attr=name, ctx=gast.Load())
                part = self.operand_or_object(gast.copy_location(read, node))
                self.set_slot(made, name, part, node)
        self.escaped.add(made)
        return made

    def other_name(self, value: Instance, node: Any) -> Instance:
        """Return a part of an argument under a name of its own: it is not stored into then."""
        name = self.names.temporary()
        self.set_name(name, self.read_static(value, node), node)
        return Instance(name, (), value.shape)

    def type_asked(self, node: Any) -> Captured | None:
        """Return the class that `type(p)` is, of an object that the function made; else None."""
        is_type = type(node.func) is gast.Name and node.func.id == "type" and len(node.args) == 1
        made = self.static(node.args[0]) if is_type and not node.keywords else None
        if not isinstance(made, Made):
            return None
        known = self.static(node.func)
        is_type = isinstance(known, Captured) and known.handle is type
        return place_of_class(made.type, self.tables) if is_type else None

    def special(self, callee: Captured, node: Any) -> Any:
        """Return a call of `copy.copy`, `type` or `object.__setattr__`; None of another one."""
        args, handle = node.args, callee.handle
        if handle is deque:
            return self._queue(node)
        plain = not node.keywords and not any(isinstance(a, gast.Starred) for a in args)
        if not plain or not args:
            return None
        if handle in (copy.copy, copy.deepcopy) and len(args) == 1:
            return self._copy(callee, args[0], node)
        base = self.static(args[0])
        if handle in (dataclasses.asdict, dataclasses.astuple) and len(args) == 1:
            return self._as_data_of_fields(handle is dataclasses.asdict, args[0], node)
        if not isinstance(base, Made):
            return None
        if handle is type and len(args) == 1:
            return place_of_class(base.type, self.tables)
        if handle is object.__setattr__ and len(args) == 3:
            name = getattr(args[1], "value", None)
            if isinstance(name, str):
                with self.holding() as held:
                    held += self.results([args[2]])
                self.set_slot(base, name, held[0], node)
                return Const(None)
        return None

    def _as_data_of_fields(self, is_dict: bool, given: Any, node: Any) -> Any:
        """Lower `dataclasses.asdict(p)` and `astuple(p)`; None if lists in it hold objects."""
        with self.holding() as held:
            held += self.results([given])
            cls = type_of(held[0])
            if not dataclasses.is_dataclass(cls):
                return None
            names = [field.name for field in dataclasses.fields(cls)]
            values = [self._field_as_data(is_dict, held[0], name, node) for name in names]
        if any(value is None for value in values):
            return None
        if not is_dict:
            return Apply("tuple", tuple(values))
        pairs = zip(map(Const, names), values)
        return Apply("dict", tuple([part for pair in pairs for part in pair]))

    def _field_as_data(self, is_dict: bool, owner: Any, name: str, node: Any) -> Any:
        """Return a copy of a field, in which dataclasses are dicts or tuples, too."""
        part = placed(gast.Attribute(Ready(owner, node), name, gast.Load()), node)
        value = self.operand_or_object(part)
        if is_object(value):
            inner = self._as_data_of_fields(is_dict, Ready(value, node), node)
            return None if inner is None else self.named(inner, node)
        if not isinstance(value, (Name, Const, Apply)) or isinstance(self.static(part), Instance):
            return None
        return self.temporary(Apply("copy.deepcopy", (Const(None), self.named(value, node))), node)

    def _queue(self, node: Any) -> Any:
        """Return the object that stands for `collections.deque(items, maxlen)`."""
        args, keywords = self.expanded(node)
        given = {**dict(zip(("iterable", "maxlen"), args)), **dict(keywords)}
        bound = given.get("maxlen")
        is_bounded = bound is not None and not is_none(bound)
        items = given.get("iterable") or placed(gast.Tuple([], gast.Load()), node)
        cls = BoundedDeque if is_bounded else Deque
        place = Captured({cls.__name__: cls}, cls.__name__, (), cls)
        made = call_on(Ready(place, node), [items, bound] if is_bounded else [items], [], node)
        return self.made_by(place, made)  # type: ignore[attr-defined]

    def _copy(self, function: Captured, given: Any, node: Any) -> Any:
        """Lower `copy.copy(s)` and `copy.deepcopy(s)`."""
        hint, is_deep = self.take_hint(), function.handle is copy.deepcopy
        with self.holding() as held:
            held += self.results([given])
            if isinstance(held[0], Listing):
                return self._listing_copied(held[0], is_deep, hint, node)
            if isinstance(held[0], Made):
                memo: dict[Any, Any] = {}
                return self._copied(held[0], hint, memo if is_deep else None, node)
            if isinstance(held[0], Instance):
                raise self._not_copied(given, node)
            return Apply(f"copy.{function.handle.__name__}", (self.capture(function), *held))

    def _not_copied(self, given: Any, node: Any) -> Error:
        return self.refusal(
            Unsupported, f"s2sad cannot copy `{self.text_of(given)}`", node,
            "Of an object in an argument only what the program names is known.",
            "Make the copy outside, and pass it; a dataclass can be copied here.",
        )  # fmt: skip

    def _copied(
        self, base: Made, hint: str | None, memo: dict[Any, Any] | None, node: Any
    ) -> Made:
        """Return a copy of an object; `memo` has those of a deep copy."""
        hooks = ("__copy__", "__deepcopy__", *_PICKLING)
        plain = is_bundle(base) or all(
            in_class(base.type, h) in (MISSING, vars(object).get(h)) for h in hooks
        )
        if not plain:
            raise self.refusal(
                Unsupported, f"s2sad cannot copy a {base.type.__name__}", node,
                "Its class decides what a copy is.", "Call the class.",
            )  # fmt: skip
        made = Made(base.type, hint or base.base)
        self.heap[made] = {}
        if memo is not None:
            memo[numbered(base)] = made
        slots = list(self.slots_of(base, node).items())
        data = [v for _, v in slots if isinstance(v, Name)]
        with self.holding() as held:
            held.append(made)
            for name, value in slots:
                if memo is not None:
                    value = self._deeply(value, f"{made.base}_{name}", memo, data, node)
                self.set_slot(made, name, value, node)
                if self.is_absent_at_first(base, name):
                    self.heap[made][name] = Unsure(name)
        return made

    def _deeply(
        self, value: Any, hint: str, memo: dict[Any, Any], beside: list[Any], node: Any
    ) -> Any:
        if isinstance(value, Listing):
            return self._listing_copied(value, True, hint, node)
        if isinstance(value, Made):
            known = memo.get(numbered(value))
            return known or self._copied(value, hint, memo, node)
        if isinstance(value, (Name, Apply)):
            given = self.named(value, node)
            seen = memo.setdefault("data", [])
            others = [v for v in [*beside, *seen] if v != given]
            seen.append(given)
            return Apply("copy.deepcopy", (Const(None), given, *others))
        return value

    def _listing_copied(self, listing: Listing, is_deep: bool, hint: str | None, node: Any) -> Any:
        """Return another list of the same objects, or of copies of them."""
        if not is_deep:
            return self.copied_listing(listing, node)
        herd = self.herd_of(listing, node)
        if isinstance(herd, Given):
            raise self._not_copied(node.args[0], node)
        made = self.herd_like(herd.layout, hint or herd.base)
        columns = [at(herd, path) for path, _ in made.lists()]
        for (_, column), old in zip(made.lists(), columns):
            others = [other for other in columns if other != old]
            deep = Apply("copy.deepcopy", (Const(None), old, *others))
            self.set_name(column.id, deep, node)
        order = listing.order
        if order is None:
            return Listing(made)
        return Listing(made, self.temporary(Apply("list", (Apply("star", (order,)),)), node))


def numbered(value: Made) -> Any:
    """Return what tells which object is meant: two ways to one in a list are equal."""
    return (id(value.herd), value.index) if isinstance(value, Item) else value
