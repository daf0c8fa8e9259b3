"""Operators: what Python runs for `a + b`, `-a`, `a[i]`, `len(a)`, `a += b` where a is an object.

The left operand's method is asked first, then the reflected one of the right operand if its class
is another one; a subclass that overrides the reflected method is asked first of all. A method that
returns `NotImplemented` leaves it to the next.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any

import gast

from ..errors import UnknownCall, Unsupported, WrongCall
from ..ir.nodes import Apply, Const, Name
from .classes import (
    MISSING, Made, Pack, answers, in_class, is_bundle, is_not_implemented,
    is_named, is_object, is_users, reflected_first, type_of,
)  # fmt: skip
from .expressions import BINARY, UNARY, negative_constant
from .attributes import FUNCTIONS
from .herds import Listing
from .flat import flat_place, is_flat
from .instances import Instance, has_code
from .copies import Copies
from .queues import QUEUES
from .ready import Ready
from .scope import bound_by, rebound_by
from .values import Callee, Primitive

_UNARY = {"neg": "__neg__", "pos": "__pos__", "invert": "__invert__"}
_ARRAY_LIKE = (
    "__getitem__", "__len__", "__array__", "__array_ufunc__", "__array_interface__",
    "__array_struct__", "__array_priority__", "__buffer__",
)  # fmt: skip
_SPREAD = (
    "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lt", "le", "gt", "ge", "eq", "ne",
)  # fmt: skip
_DATA = (Name, Const, Apply)
_OF_ONE = {"len": "__len__", "abs": "__abs__", "float": "__float__", "int": "__int__"}


class Operators(Copies):
    """Lowers operations on objects."""

    # Calling what is at hand

    def invoke(self, owner: Any, function: Any, values: list[Any], node: Any) -> Any:
        return self.invoke_callee(self.callee(function, owner), values, node)

    def invoke_callee(self, callee: Callee, values: list[Any], node: Any) -> Any:
        """Return the result of a function of the user's, called with values."""
        args = [Ready(value, node) for value in values]
        call = gast.Call(func=node, args=args, keywords=[])
        return self.inline(callee, gast.copy_location(call, node))

    def invoked(self, callee: Any, node: Any) -> Any:
        """Return the result of a call of something that is known before the run."""
        callee = self.frame.definition.resolver.called(callee)
        if isinstance(callee, Callee):
            return self.inline(callee, node)
        if isinstance(callee, Primitive):
            return self._known_call(callee.op, node)  # type: ignore[attr-defined]
        return self._opaque(callee, node)  # type: ignore[attr-defined]

    def callee_of_object(self, owner: Any, node: Any) -> Callee:
        """Return the method that a call of an object runs."""
        found = self.member_of_class(owner.type, "__call__")
        if isinstance(found, FunctionType):
            return self.callee(found, owner)
        raise self.refusal(
            UnknownCall, f"`{self.text_of(node)}` is not a function", node,
            f"Its class {owner.type.__name__} has no method `__call__`.",
            "Check what the name stands for.",
        )  # fmt: skip

    # Operators

    def operated(self, node: Any) -> Any:
        if isinstance(node, gast.BinOp):
            return self._binary(node)
        if isinstance(node, gast.UnaryOp) and not isinstance(node.op, gast.Not):
            folded = negative_constant(node)
            if folded is not None:
                return folded
            operand = self.operand_or_object(node.operand)
            method = _UNARY[UNARY[type(node.op)]]
            if answers(operand, method):
                return self.of_one(method, operand, [], node)
            return self._unary_of(node, operand)  # type: ignore[attr-defined]
        if isinstance(node, gast.Subscript):
            if is_flat(self, node):
                return Apply("flat.item", flat_place(self, node))
            chosen = self.chosen(node)
            if chosen is not None:
                return chosen
            base = self.object_of(node.value)
            may_make = isinstance(node.value, gast.Call) and any(
                map(self.may_be_list, node.value.args)
            )
            base = self.result(node.value) if base is None and (self.heap or may_make) else base
            if isinstance(base, Listing):
                return self.member_of_list(base, node)
            if is_bundle(base):
                return self.member_of_bundle(base, node)
            if answers(base, "__getitem__"):
                with self.holding() as held:
                    self.pinned.append(base)
                    held += self.results([node.slice])
                return self.of_one("__getitem__", base, held, node)
            if isinstance(base, (Name, Const, Apply)):
                base = self.named(self.flat(base, node.value), node.value)
                return self._item_of(base, node)  # type: ignore[attr-defined]
            if type_of(base) in QUEUES:
                with self.escape(False):
                    return self.plain_value(node)  # type: ignore[attr-defined]
        return self.plain_value(node)  # type: ignore[attr-defined]

    def of_one(self, method: str, owner: Any, values: list[Any], node: Any) -> Any:
        """Return what a method of an object's class returns, as an operator calls it."""
        found = in_class(type_of(owner), method)
        if isinstance(found, FunctionType):
            result = self.invoke(owner, found, values, node)
            if not is_not_implemented(result):
                return result
        raise self._no_method(type_of(owner), method, node)

    def items_of_object(self, owner: Any, node: Any) -> Any:
        """Return what `__iter__` of an object returns: what a loop over the object runs through."""
        found = in_class(type_of(owner), "__iter__")
        if not isinstance(found, FunctionType):
            raise self._no_method(type_of(owner), "__iter__", node)
        return self.of_one("__iter__", owner, [], node)

    def _no_method(self, cls: Any, method: str, node: Any) -> Exception:
        return self.refusal(
            Unsupported, f"s2sad cannot use `{self.text_of(node)}`: {cls.__name__} has no "
            f"`{method}` that can be read", node, "An operation on an object is its method.",
            "Write the method in Python, or use what you need of the object by name.",
        )  # fmt: skip

    def _binary(self, node: Any) -> Any:
        """Lower `a + b + c + …`, a chain that leans to the left, without recursion."""
        chain, hint = [node], self.take_hint()
        while isinstance(chain[-1].left, gast.BinOp):
            chain.append(chain[-1].left)
        left = self.operand_or_object(chain[-1].left)
        for link in reversed(chain):
            op = BINARY[type(link.op)]
            if isinstance(left, _DATA):
                left = self.hold(left, self.rebound([link.right]), link)
            right = self._right_of(left, link)
            is_plain = isinstance(left, _DATA) and isinstance(right, _DATA)
            if is_bundle(left) and is_bundle(right):
                left = self.joined_bundles(op, left, right, link)
                continue
            if not is_plain and any(is_object(v) or is_named(v) for v in (left, right)):
                self.hint = hint if link is node else None
                left = self.dispatch(op, left, right, link)
                if isinstance(left, (Name, Const, Apply)):
                    left = self.named(self.flat(left, link), link)
                continue
            pair = (left, right) if is_plain else (self.flat(left, link), self.flat(right, link))
            expr = Apply(op, pair)
            left = expr if link is node else self.temporary(expr, link)
        return left

    def _right_of(self, left: Any, link: Any) -> Any:
        """Return the right operand of an operation, whose left one is at hand."""
        if isinstance(left, _DATA):
            return self.operand_or_object(link.right)
        with self.holding():
            self.pinned.append(left)
            return self.operand_or_object(link.right)

    def dispatch(self, op: str, left: Any, right: Any, node: Any) -> Any:
        """Return `left op right`, at least one of which is an object."""
        name = op.rstrip("_")
        method, reflected = f"__{name}__", f"__r{name}__"
        first, second = type_of(left), type_of(right)
        first, second = [c if is_users(c) or has_code(c) else None for c in (first, second)]
        order = []
        if first is not None:
            order.append((left, method, right))
        if second is not None and second is not first:
            early = first is not None and reflected_first(first, second, reflected)
            order.insert(0 if early else len(order), (right, reflected, left))
        if not any(isinstance(v, Made) or answers(v, which) for v, which, _ in order):
            return Apply(op, (self.flat(left, node), self.flat(right, node)))
        self._check_plain(op, left, right, (first, second), node)
        hint = self.take_hint()
        for owner, which, other in order:
            found = self.member_of_class(type_of(owner), which)
            if found is MISSING:
                continue
            if not isinstance(found, FunctionType):
                raise self._no_method(type_of(owner), which, node)
            with self.holding():
                self.pinned += [left, right]
                self.hint = hint
                result = self.invoke(owner, found, [other], node)
            if not is_not_implemented(result):
                return result
        if first is None and isinstance(left, (Name, Apply)):  # kinds know what it is, and refuse
            self.evaluate(Apply("operand", (left, Const("never"))), node)
            return Const(None)
        raise self._no_method(first or second, method if first else reflected, node)

    def _check_plain(self, op: str, left: Any, right: Any, types: Any, node: Any) -> None:
        """Let kinds check an operand that is data: an array on the left spreads over the object."""
        for value, other, side in ((left, types[1], "left"), (right, types[0], "right")):
            if not isinstance(value, (Name, Apply)):
                continue
            what = "any" if side == "right" else _allowed_on_the_left(op, other)
            self.evaluate(Apply("operand", (value, Const(what))), node)

    # Assignment

    def object_in_place(self, current: Any, node: Any, op: str) -> Any:
        """Return what `current op= value` leaves: `__iadd__` is asked before `__add__`."""
        self.pinned.append(current)
        value = self.operand_or_object(node.value)
        self.pinned.pop()
        method = f"__i{op.rstrip('_')}__"
        found = self.member_of_class(type_of(current), method)
        if found is not MISSING:
            if not isinstance(found, FunctionType):
                raise self._no_method(type_of(current), method, node)
            result = self.invoke(current, found, [value], node)
            if not is_not_implemented(result):
                return result
        return self.dispatch(op, current, value, node)

    def without_objects(self, node: Any, op: str) -> Any:
        """Lower `target op= value` where an object takes part; return what is left to lower."""
        target = node.target
        if isinstance(target, gast.Attribute):
            base = self.object_of(target.value)
            if base is None and not rebound_by([target.value]):
                base = self.operand_or_object(target.value)
                known = gast.Attribute(Ready(base, target.value), target.attr, target.ctx)
                target = gast.copy_location(known, target)
            if isinstance(base, Made):
                self.member_in_place(base, node, op)
                return None
            return gast.copy_location(gast.AugAssign(target, node.op, node.value), node)
        if isinstance(target, gast.Subscript) and isinstance(target.value, gast.Subscript):
            if self.static(target.value) is None and self.may_be_object(target.value):
                owner = Ready(self.operand_or_object(target.value), target.value)
                known_base = gast.Subscript(owner, target.slice, target.ctx)
                target = gast.copy_location(known_base, target)
                node = gast.copy_location(gast.AugAssign(target, node.op, node.value), node)
        current = self.static(target) if isinstance(target, gast.Name) else None
        if is_named(current):
            given = gast.BinOp(gast.Name(target.id, gast.Load(), None, None), node.op, node.value)
            self.assign_result(target, self.result(gast.copy_location(given, node)), node)
            return None
        if self.grown_in_place(current, op, node):
            return None
        if isinstance(current, Made):
            result = self.object_in_place(current, node, op)
            self.assign_result(target, result, node)
            return None
        listing = self.static(target.value) if isinstance(target, gast.Subscript) else None
        if is_bundle(listing):
            self.bundle_in_place(listing, node, op)
            return None
        if isinstance(listing, Listing):
            self._item_in_list(listing, node, op)
            return None
        if answers(listing, "__setitem__") and type_of(listing) not in QUEUES:
            self.item_of_object_in_place(listing, node, op)
            return None
        value = self.static(node.value)
        if isinstance(target, gast.Name) and isinstance(value, Made):
            load = gast.Name(target.id, gast.Load(), None, None)
            read = self.operand(gast.copy_location(load, target))
            result = self.dispatch(op, read, value, node)
            self.assign_result(target, result, node)
            return None
        return node

    def _item_in_list(self, listing: Listing, node: Any, op: str) -> None:
        """Lower `bodies[i] op= value`."""
        current = self.member_of_list(listing, node.target)
        if not isinstance(current, Made):
            self.read_static(listing, node.target)
        result = self.object_in_place(current, node, op)
        if result != current:
            self.set_member(listing, node.target, result)

    def assign_result(self, target: Any, value: Any, node: Any, mark: int | None = None) -> None:
        """Assign what may be an object to a target."""
        is_expr = isinstance(value, (Name, Const, Apply))
        if isinstance(value, Pack) and not isinstance(target, (gast.Tuple, gast.List)):
            value = self.bundled(value, node)
        if isinstance(target, gast.Name) and not is_expr:
            if isinstance(value, (Made, Listing, *FUNCTIONS)):
                self.know(target.id, value, target)
                return
            if isinstance(value, Instance):
                self.know_instance(target.id, value, target)
                return
            value = self.read_static(value, node)
        if isinstance(target, gast.Attribute) and not is_expr:
            base = self.operand_or_object(target.value)
            if isinstance(base, Made):
                self.store(base, target, value, mark)
                return
        if isinstance(target, (gast.Tuple, gast.List)) and is_bundle(value):
            value = Pack(tuple(self.items_of(value, node).values()))
        if isinstance(target, (gast.Tuple, gast.List)) and isinstance(value, Pack):
            self._take_apart(target, value, node)
            return
        if isinstance(target, gast.Subscript) and (isinstance(value, Made) or is_object(value)):
            base = self.operand_or_object(target.value)
            if isinstance(base, Listing) and isinstance(value, Made):
                self.set_member(base, target, value)
                return
            if is_bundle(base):
                self.set_in_bundle(base, target, value)
                return
        with self.escape():
            expr = self.named(self.flat(value, node), node)
        self.assign_target(target, expr)

    def _take_apart(self, target: Any, value: Pack, node: Any) -> None:
        starred = any(isinstance(part, gast.Starred) for part in target.elts)
        if starred or len(target.elts) != len(value.items):
            raise self.refusal(
                WrongCall, f"{len(value.items)} values for {len(target.elts)} targets", target,
                "An object among them has to have its own target.", "Write one target for each.",
            )  # fmt: skip
        names = self.internal_names({n for part in target.elts for n in bound_by(part)})
        names |= set(self.slot_names.values())
        items = [self.hold(v, names, node) if isinstance(v, (Name, Const, Apply)) else
                 self.part_at_hand(v, part, names, node) if isinstance(v, Instance) else
                 self.held_number(v, names, node)
                 for v, part in zip(value.items, target.elts)]  # fmt: skip
        for part, item in zip(target.elts, items):
            self.assign_result(part, item, node)

    def part_at_hand(self, value: Instance, target: Any, names: set[str], node: Any) -> Any:
        """Return a part of an argument, or a named tuple, as what a target is to be bound to."""
        if not is_object(value):
            held = self.named(self.hold(self.read_static(value, node), names, node), node)
            return Instance(held.id, (), value.shape) if isinstance(held, Name) else held
        name = getattr(target, "id", None)
        if name is None or self.is_bound_once(name):
            return self.other_name(value, node)
        return self.as_made(value, name, node)

    def set_item(self, base: Any, target: Any, *value: Any) -> None:
        """Lower `base[index] = value`, or `del base[index]`, where base is an object."""
        with self.holding() as held:
            self.pinned.append(base)
            held += self.results([target.slice])
        self.of_one("__setitem__" if value else "__delitem__", base, [*held, *value], target)

    # Functions of objects

    def of_object(self, op: str, node: Any) -> Any:
        """Return a builtin of an object; None if the builtin does not ask the object."""
        only = node.args[0] if len(node.args) == 1 and not node.keywords else None
        known = None if only is None else self.static(only)
        if op in _OF_ONE and only is not None and (self.heap or is_object(known)):
            value = self.operand_or_object(only)
            if op == "len" and isinstance(value, Listing):
                return self.length_of(value, only)
            if op == "len" and is_bundle(value):
                return Const(len(self.items_of(value, only)))
            if answers(value, _OF_ONE[op]):
                found = self.of_one(_OF_ONE[op], value, [], node)
                return Apply(op, (self.flat(found, node),)) if op in ("float", "int") else found
            with self.escape(False):
                return Apply(op, (self.flat(value, only),))
        if op == "record.replace" and node.args:
            value = self.static(node.args[0])
            if isinstance(value, Made):
                return self.replaced(value, node)
        return None


def _allowed_on_the_left(op: str, cls: Any) -> str:
    """Return which data leaves an operation to an object on its right.

    Arrays do if the class says so by `__array_ufunc__ = None`; NumPy's numbers try to make an
    array of what has items.
    """
    if in_class(cls, "__array_ufunc__") is None and op != "mod":
        return "array"
    is_plain = all(in_class(cls, name) is MISSING for name in _ARRAY_LIKE)
    return "number" if is_plain and op in _SPREAD else "python"
