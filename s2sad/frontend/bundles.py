"""Bundles: lists, tuples and dicts of objects whose items are known one by one before the run.

    parts = [Spring(k), Damper(c)]          a spring with parts_0_k, a damper with parts_1_c
    for p in parts: f += p.force(x, v) ->   f += -parts_0_k * x; f += -parts_1_c * v
    pair = (a, b, 0.5)                      the objects a and b, and pair_2

A bundle is an object like any other one: what stands in it is under its keys, as what an object
holds is under its attributes, so that two names of one object, or one object in two places, are
two ways to the same variables. Which keys there are is known, and the same on all paths.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import gast

from ..errors import Error, Unsupported, WrongCall
from ..ir.nodes import Apply, Const, Expr, Name
from .attributes import FUNCTIONS
from .classes import CLASS, DEFAULT, KEYS, Made, Pack, Unsure, is_bundle
from .herds import ONE_BY_ONE, Again, Known, Listing, owner
from .objects import Objects
from .or_none import tuples_or_none
from .uses import holds_functions
from .values import NONE, Captured

UNKNOWN_PLACE = (
    "Its items are objects of different classes, or stand in it twice: which one is meant decides "
    "what the program does.", "Use a constant index, or loop over the items themselves.",
)  # fmt: skip
_DATA = (Name, Const, Apply)


class Bundles(Objects):
    """Lowers what is done with lists, tuples and dicts whose items are known."""

    # Making

    def bundle(self, kind: type, table: dict[Any, Any], node: Any, base: str = "items") -> Made:
        """Return a new list, tuple or dict of what is at hand."""
        made = Made(kind, base)
        self.heap[made] = {KEYS: Known(tuple(table))}
        for key, value in table.items():
            self.put_in(made, key, value, node)
        return made

    def bundle_display(self, node: Any) -> Made:
        """Return a display that holds an object."""
        hint = self.take_hint() or "items"
        is_dict = isinstance(node, gast.Dict)
        nodes = node.values if is_dict else node.elts
        keys: list[Any] = list(range(len(nodes)))
        if is_dict:
            keys = [None if key is None else self.key_of(key, node) for key in node.keys]
        with self.holding() as held:
            held += self.results(nodes, [f"{hint}_{key}" for key in keys])
            kind = dict if is_dict else list if isinstance(node, gast.List) else tuple
            table: dict[Any, Any] = {}
            for key, value in zip(keys, held):
                table.update(self.items_of(value, node) if key is None else {key: value})
            return self.bundle(kind, table, node, hint)

    def bundled(self, pack: Pack, node: Any) -> Made:
        """Return a tuple that holds objects, to be kept."""
        return self.bundle(tuple, dict(enumerate(pack.items)), node, self.take_hint() or "pair")

    def may_be_bundle(self, node: Any) -> bool:
        """Return whether a display holds objects, or is a dict that is known by its keys."""
        if isinstance(node, gast.Dict):
            pairs = list(zip(node.keys, node.values))
            plain = all(
                is_bundle(self.static(value)) if key is None else self.constant_key(key) is not None
                for key, value in pairs
            )
            holds = any(
                self.may_be_object(v) or self.is_function(v) or self.may_be_list(v)
                for v in node.values
            )
            return plain and (self.dicts_apart or holds)
        if self.dicts_apart and isinstance(node, gast.Tuple) and self._stands_for_none(node):
            return True
        return isinstance(node, (gast.Tuple, gast.List)) and self.has_objects(node)

    def _stands_for_none(self, node: Any) -> bool:
        """Return whether a name may be this tuple or None."""
        function = self.frame.source.node
        if function not in self.or_none:
            self.or_none[function] = tuples_or_none(function)
        return node in self.or_none[function]

    def put_in(self, made: Made, key: Any, value: Any, node: Any) -> None:
        if isinstance(value, Pack):
            value = self.bundled(value, node)
        if isinstance(value, Apply):
            value = self.named(value, node)
        self.set_slot(made, key, value, node)
        if made.type is list and value in (Const(None), NONE):  # where an object might stand
            self.heap[made][key] = NONE

    # What is in it

    def items_of(self, made: Made, node: Any) -> dict[Any, Any]:
        """Return what stands in a bundle, by its keys."""
        slots = self.slots_of(made, node)
        keys = slots.get(KEYS)
        if not isinstance(keys, Known):
            raise self._unsure(made, node)
        return {key: slots.get(key) for key in keys.value}

    def _unsure(self, made: Made, node: Any) -> Error:
        return self.refusal(
            Unsupported, f"s2sad cannot tell what `{self.text_of(node)}` holds here", node,
            "Not all paths that lead here put the same number of objects into it.",
            "Make it whole before the branch or loop.",
        )  # fmt: skip

    def known_key(self, made: Made, node: Any) -> Any:
        """Return the key that a subscript is, as the bundle has it; None if only the run knows."""
        key = self.constant_key(node)
        if key is None:
            return None
        keys = self.heap_keys(made)
        is_place = made.type is not dict and type(key.value) is int
        return key.value + len(keys) if is_place and key.value < 0 else key.value

    def heap_keys(self, made: Made) -> tuple[Any, ...]:
        """Return the keys of a bundle, none if paths differ."""
        keys = self.slots_of(made, None).get(KEYS)
        return keys.value if isinstance(keys, Known) else ()

    def no_such_key(self, items: dict[Any, Any], node: Any) -> Error:
        """Return the refusal of a subscript that nothing stands under."""
        return self.refusal(
            WrongCall, f"`{self.text_of(node)}` does not exist", node,
            "Python would raise a KeyError or an IndexError here.",
            f"Its keys are {_shown(items)}.",
        )  # fmt: skip

    def key_of(self, node: Any, around: Any) -> Any:
        key = self.constant_key(node)
        if key is None:
            for part in gast.walk(node):
                self._with_trips_apart(part)
            what = f"s2sad cannot tell which item `{self.text_of(around)}` is"
            raise self.refusal(Unsupported, what, around, *UNKNOWN_PLACE)
        return key.value

    def _with_trips_apart(self, node: Any) -> None:
        """Read the function again with a loop over constants written out, if it gives the key."""
        name = node.id if isinstance(node, gast.Name) else ""
        owner = self.scope.owner_of(name)
        place = self.constant_loops.get(owner.internal[name]) if owner is not None else None
        if place is not None and place not in self.barred and place not in self.wanted:
            raise Again(place, ONE_BY_ONE)

    def static_member(self, made: Made, node: Any) -> Any:
        """Return the object that `parts[0]` is; None of data, and of what is not known."""
        if isinstance(node.slice, gast.Slice):
            return None
        found = self.slots_of(made, node).get(self.known_key(made, node.slice))
        return None if isinstance(found, (*_DATA, Known)) else found

    def member_of_bundle(self, made: Made, node: Any) -> Any:
        """Return `parts[0]`, or the list that `parts[1:]` is."""
        items = self.items_of(made, node.value)
        if isinstance(node.slice, gast.Slice) and made.type is not dict:
            parts = (node.slice.lower, node.slice.upper, node.slice.step)
            bounds = [None if part is None else self.key_of(part, node) for part in parts]
            chosen = list(items.values())[slice(*bounds)]
            return self.bundle(made.type, dict(enumerate(chosen)), node, self.take_hint() or "part")
        key = self._in_place(made, node)
        if key not in items and DEFAULT in self.slots_of(made, node):
            return self.default_of(made, key, node)
        if key not in items:
            raise self.no_such_key(items, node)
        if isinstance(items[key], Unsure):
            raise self._unsure(made, node)
        return items[key]

    def _in_place(self, made: Made, node: Any) -> Any:
        key = self.known_key(made, node.slice)
        return self.key_of(node.slice, node) if key is None else key

    def function_outside(self, table: Captured, node: Any) -> Any:
        """Return the function that a tuple, list or dict outside holds; None if it holds none."""
        if not holds_functions(table.handle):
            return None
        key = self.constant_key(node.slice)
        if key is None:
            self._with_trips_apart(node.slice)
            return None
        return self.frame.definition.resolver.item(table, key.value)

    # Stores

    def set_in_bundle(self, made: Made, target: Any, value: Any) -> None:
        """Lower `parts[0] = value`."""
        key = self._in_place(made, target)
        keys = self.items_of(made, target.value)
        if key not in keys and made.type is not dict or made.type is tuple:
            raise self.refusal(
                WrongCall, f"s2sad cannot store into `{self.text_of(target)}`", target,
                "It has no such place, or is a tuple: Python would raise an error here.",
                "Use `append`, or a list.",
            )  # fmt: skip
        if key not in keys:
            self._set_keys(made, (*keys, key), target)
        self.put_in(made, key, value, target)

    def _set_keys(self, made: Made, keys: tuple[Any, ...], node: Any) -> None:
        self.set_slot(made, KEYS, Known(keys), node)

    def bundle_in_place(self, made: Made, node: Any, op: str) -> None:
        """Lower `parts[0] op= value`."""
        target = node.target
        current = self.member_of_bundle(made, target)
        if made.type is tuple:
            self.set_in_bundle(made, target, current)
        key = self._in_place(made, target)
        self.slot_in_place(
            made, key, current, node, op, lambda v: self.set_in_bundle(made, target, v)
        )

    def replace_items(self, made: Made, items: list[Any], node: Any) -> None:
        """Let a list hold other items."""
        taken = [part for source in self.pinned for part in getattr(source, "over", None) or ()]
        if made.type is not list or any(part is made for part in taken):
            raise self.refusal(
                Unsupported, f"s2sad cannot change the length of `{made.base}` here", node,
                "It is a tuple, or looped over.", "Do it after the loop, to a list.",
            )  # fmt: skip
        own = [self.slot_names.get((made, key)) for key in range(len(items))]
        with self.holding() as held:
            for value, slot in zip(items, own):
                is_moved = isinstance(value, Name) and value.id != slot
                held.append(self.temporary(value, node) if is_moved else value)
            self.check_free(made, node)
            self.heap[made] = {KEYS: self.heap[made][KEYS]}
            self._set_keys(made, tuple(range(len(items))), node)
            for key, value in enumerate(held):
                self.put_in(made, key, value, node)

    # Methods

    def method_of_bundle(self, made: Made, node: Any) -> Any:
        """Lower a call of a method of a bundle."""
        name, args = node.func.attr, node.args
        plain = not node.keywords and not any(isinstance(a, gast.Starred) for a in args)
        items = self.items_of(made, node.func.value)
        values = list(items.values())
        match name, len(args):
            case "copy", 0 if plain:
                return self.bundle(made.type, items, node, self.take_hint() or made.base)
            case "append", 1 if plain and made.type is list:
                self.hint = f"{made.base}_{len(items)}"
                value = self.operand_or_object(args[0])
                self.hint = None
                self.replace_items(made, [*values, value], node)
                return Const(None)
            case "extend", 1 if plain and made.type is list:
                self.extend_bundle(made, args[0], node)
                return Const(None)
            case "pop", (0 | 1) if plain and made.type is list and values:
                place = self.key_of(args[0], node) if args else -1
                value = values.pop(place)
                value = self.temporary(value, node) if isinstance(value, Name) else value
                self.replace_items(made, values, node)
                return value
            case "insert", 2 if plain and made.type is list:
                place = self.key_of(args[0], node)
                values.insert(place, self.operand_or_object(args[1]))
                self.replace_items(made, values, node)
                return Const(None)
            case "reverse", 0 if plain and made.type is list:
                self.replace_items(made, values[::-1], node)
                return Const(None)
        found: Any = None
        if made.type is dict and not any(isinstance(a, gast.Starred) for a in args):
            given = {str(key.arg): key.value for key in node.keywords if key.arg}
            if len(given) == len(node.keywords):
                found = self.method_of_dict(made, name, args, given, node)
        if found is None:
            raise self.whole_refusal(node.func)
        return found

    def extend_bundle(self, made: Made, items: Any, node: Any) -> None:
        """Lower `parts += items`."""
        if isinstance(items, (gast.List, gast.Tuple)) and self.has_objects(items):
            more: Any = self.bundle_display(items)
        else:
            more = self.result(items)
        if not is_bundle(more) or more.type is dict:
            raise self.refusal(
                Unsupported, f"s2sad cannot extend `{made.base}` by this", node,
                "Each object in it is known by itself, which these are not.",
                "Append the objects one by one.",
            )  # fmt: skip
        both = [*self.items_of(made, node).values(), *self.items_of(more, node).values()]
        self.replace_items(made, both, node)

    def grown_in_place(self, current: Any, op: str, node: Any) -> bool:
        """Lower `parts += more` and `d |= more`; return whether it is one of these."""
        if isinstance(current, Listing) and op == "add":
            self.extended(current, node.value, node)
        elif is_bundle(current) and current.type is list and op == "add":
            self.extend_bundle(current, node.value, node)
        elif is_bundle(current) and current.type is dict and op == "or_":
            self.method_of_dict(current, "update", [node.value], {}, node)
        else:
            return False
        return True

    def joined_bundles(self, op: str, left: Made, right: Made, node: Any) -> Made:
        """Return `parts + more`, or `d | e`."""
        one, other = self.items_of(left, node), self.items_of(right, node)
        if left.type is not right.type or op != ("or_" if left.type is dict else "add"):
            raise self.whole_refusal(node)
        both = {**one, **other}
        if left.type is not dict:
            both = dict(enumerate([*one.values(), *other.values()]))
        return self.bundle(left.type, both, node)

    # As data

    def bundle_as_data(self, made: Made, node: Any) -> Expr:
        """Return a bundle as a display of what stands in it, as which it is not changed."""
        is_read = made.type is tuple and all(isinstance(v, _DATA) for v in (
            self.items_of(made, node).values()))  # fmt: skip
        if not self.may_escape and not is_read:
            raise self.whole_refusal(node)
        self.escaped.add(owner(made))
        items = self.items_of(made, node)
        has_functions = any(isinstance(value, FUNCTIONS) for value in items.values())
        if has_functions or CLASS in self.slots_of(made, node):
            raise self.whole_refusal(node)
        with self.in_rows() if made.type is list else nullcontext():
            exprs = [v if isinstance(v, _DATA) else self.flat(v, node) for v in items.values()]
        args = [self.named(expr, node) for expr in exprs]
        if made.type is list and self.is_leaving and self.are_alike(items):
            return self.filled(args, made.base, node)
        if made.type is dict:
            pairs = zip(map(Const, items), args)
            return Apply("dict", tuple([part for pair in pairs for part in pair]))
        return Apply(made.type.__name__, tuple(args))


def _shown(items: dict[Any, Any]) -> str:
    return ", ".join(map(repr, items)) or "none"
