"""Known tests: conditions on constants, functions and classes, which are decided before the run."""

from __future__ import annotations

import operator
from collections import deque
from collections.abc import Callable
from typing import Any

import gast

from ..errors import Error, UnknownCall
from ..ir.nodes import Apply, Const
from .classes import (
    KEYS, MISSING, Made, Unsure, in_class, is_bundle, is_not_implemented, is_object, is_users,
    type_of,
)  # fmt: skip
from .herds import Known, Listing
from .instances import Instance
from .lowering import Lowering
from .queues import QUEUES
from .ready import Ready
from .values import (
    Ambiguous, Callee, Captured, Chosen, Literal, Partial, Primitive, Value, is_lowered,
)  # fmt: skip

_ORDER: dict[type, Callable[[Any, Any], bool]] = {
    gast.Lt: operator.lt, gast.LtE: operator.le, gast.Gt: operator.gt, gast.GtE: operator.ge,
}  # fmt: skip
_NAMED = (gast.Name, gast.Attribute, gast.Subscript)
_KNOWN = (*_NAMED, Ready)
_SAME: dict[type, tuple[bool, bool]] = {  # whether it asks for the same one, or for an equal one
    gast.Is: (True, False), gast.IsNot: (False, False),
    gast.Eq: (True, True), gast.NotEq: (False, True),
}  # fmt: skip


class KnownTests(Lowering):
    """Decides tests that nothing in the run decides."""

    def known_test(self, test: Any) -> bool | None:
        """Return the truth of a test on constants, or of `f is None`; None if only the run can."""
        match test:
            case gast.Constant():
                return bool(test.value)
            case gast.Name() | gast.Attribute():
                value = self.static(test)
                known = value.expr if isinstance(value, Literal) else None
                if isinstance(known, Const):
                    return bool(known.value)
                return None if value is None else self._truth(value)
            case gast.BoolOp() if self.heap or self.has_shapes:
                return self._known_logic(test)
            case gast.UnaryOp() if isinstance(test.op, gast.Not):
                negated = self.known_test(test.operand)
                return None if negated is None else not negated
            case gast.Compare() if len(test.ops) == 1:
                held = self.key_in_bundle(test)
                held = self.known_identity(test) if held is None else held
                return self._known_comparison(test) if held is None else held
            case gast.Call():
                found = self.known_presence(test)
                return self._known_class(test) if found is None else found
        return None

    def unknown_function(self, node: Any, why: str, instead: str) -> Error:
        """Return the refusal of what is no function that is known; an argument may be one."""
        what = f"s2sad cannot tell which function `{self.text_of(node)}` is"
        refused = self.refusal(UnknownCall, what, node, why, instead)
        refused.is_of_arguments = isinstance(node, gast.Name)
        return refused

    def _truth(self, value: Any) -> bool | None:
        """Return the truth of an object, which its class does not ask anything; None of others."""
        if is_bundle(value):
            return self._is_filled(value)
        if is_lowered(value):
            return True if is_surely_function(value) else None
        cls = type_of(value)
        if not is_object(value) or cls in QUEUES:
            return None
        return None if asked_of(cls) else True

    def _is_filled(self, value: Any) -> bool | None:
        """Return whether there is something in a bundle; None if paths differ."""
        keys = self.heap[value].get(KEYS)
        return bool(keys.value) if isinstance(keys, Known) else None

    def _known_logic(self, test: Any) -> bool | None:
        """Return the truth of `a and b`, if what decides it is known."""
        decides = isinstance(test.op, gast.Or)
        for part in test.values:
            found = self.known_test(part)
            if found is None or found == decides:
                return found
        return not decides

    def undecided(self, node: Any) -> Any:
        """Return what is left of `a and b` without the values whose truth is known."""
        if not isinstance(node, gast.BoolOp) or not (self.heap or self.has_shapes):
            return node
        decides, left = isinstance(node.op, gast.Or), []
        for part in node.values:
            found = self.known_test(part)
            if found is None or found == decides or part is node.values[-1]:
                left.append(part)
            if found == decides:
                break
        if len(left) == len(node.values):
            return node
        return left[0] if len(left) == 1 else gast.copy_location(gast.BoolOp(node.op, left), node)

    def as_branch(self, node: Any) -> Any:
        """Return `p = A(x) if c else p` as an `if` statement, and `p = p or A(x)` likewise.

        None of any other assignment: only where one way makes an object, the ways are apart.
        """
        value, target = node.value, node.targets[0]
        match value:
            case gast.IfExp(test=test, body=body, orelse=orelse):
                arms = [body, orelse]
            case gast.BoolOp(values=[gast.Name(id=name) as test, other]):
                if getattr(target, "id", None) != name or len(node.targets) > 1:
                    return None
                arms = [test, other] if isinstance(value.op, gast.Or) else [other, test]
            case _:
                return None
        made = [self.may_be_object(arm) for arm in arms]
        if made == [False, False] or self.known_test(test) is not None:
            return None
        if made[0] == made[1] and not self.asks_of_absence(test):
            return None
        blocks = [[gast.copy_location(gast.Assign(node.targets, arm, None), node)] for arm in arms]
        return gast.copy_location(gast.If(test, *blocks), node)

    def known_identity(self, test: Any) -> bool | None:
        """Return the truth of `a is b` of objects that the function made; None of others.

        So it is of `a == b` where their class has no `__eq__`.
        """
        if not self.heap or type(test.ops[0]) not in _SAME:
            return None
        one, other = [self.static(part) if isinstance(part, _KNOWN) else None
                      for part in (test.left, test.comparators[0])]  # fmt: skip
        if not isinstance(one, Made) or not isinstance(other, Made):
            return None
        is_same, is_equality = _SAME[type(test.ops[0])]
        plain = vars(object)["__eq__"], vars(object)["__ne__"]
        if is_equality and any(
            (in_class(v.type, "__eq__"), in_class(v.type, "__ne__")) != plain for v in (one, other)
        ):  # fmt: skip
            return None
        found = self.are_one(one, other, test)  # type: ignore[attr-defined]
        return None if found is None else found == is_same

    def _known_comparison(self, test: Any) -> bool | None:
        if is_not_implemented(self.static(test.comparators[0])):
            known = self.static(test.left)
            found = None if isinstance(known, (Ambiguous, Unsure)) else is_not_implemented(known)
            return found if found is None else found == isinstance(test.ops[0], gast.Is)
        left, right = (self._known(part) for part in (test.left, test.comparators[0]))
        if isinstance(test.ops[0], (gast.Is, gast.IsNot)) and right == Const(None):
            is_none = isinstance(test.ops[0], gast.Is)
            return None if left is None else (left == right) == is_none
        if not isinstance(left, Const) or not isinstance(right, Const):
            return None
        if isinstance(test.ops[0], (gast.Eq, gast.NotEq)):
            return (left.value == right.value) == isinstance(test.ops[0], gast.Eq)
        order = _ORDER.get(type(test.ops[0]))
        numbers = all(type(c.value) in (int, float) for c in (left, right))
        return order(left.value, right.value) if order is not None and numbers else None

    def _known_class(self, test: Any) -> bool | None:
        """Return `isinstance(s, C)` of an object whose class is known; None of another call.

        What is lowered when it is called is callable.
        """
        called = None if isinstance(test.func, gast.Call) else self.static(test.func)
        if called == Primitive("callable") and len(test.args) == 1:
            return True if is_surely_function(self.static(test.args[0])) else None
        if not isinstance(called, Primitive) or called.op != "isinstance" or len(test.args) != 2:
            return None
        value, classes = self.static(test.args[0]), test.args[1]
        parts = classes.elts if isinstance(classes, gast.Tuple) else [classes]
        if isinstance(value, (Literal, type(None))) and all(map(self._is_class, parts)):
            others = Const(tuple([self.static(part).handle for part in parts]))  # type: ignore
            operand = (self.operand(test.args[0]), others)
            self.evaluate(Apply("operand", operand), test)  # it is none of them: kinds will check
            return False
        cls = list if isinstance(value, Listing) else type_of(value)
        if not is_object(value) and not is_bundle(value) and cls is not list:
            return None
        known = [self.static(part) for part in parts]
        places = [k.place if isinstance(k, Primitive) else k for k in known]
        found = [p.handle if isinstance(p, Captured) else None for p in places]
        if not all(isinstance(cls, type) for cls in found):
            return None
        return issubclass(deque if cls in QUEUES else cls, tuple(found))  # type: ignore[arg-type]

    def _is_class(self, node: Any) -> bool:
        known = self.static(node)
        return isinstance(known, Captured) and is_users(known.handle)

    def _known_length(self, node: Any) -> Const | None:
        """Return the length of a bundle; None of another call."""
        is_length = isinstance(node.func, gast.Name) and node.func.id == "len"
        made = self.static(node.args[0]) if is_length and len(node.args) == 1 else None
        if not is_bundle(made) or self.static(node.func) != Primitive("len"):
            return None
        keys = self.slots_of(made, node).get(KEYS)
        return Const(len(keys.value)) if isinstance(keys, Known) else None

    def _known(self, node: Any) -> Const | Value | None:
        """Return a constant, or a function, that a node is known to be."""
        if isinstance(node, gast.Constant):
            return Const(node.value)
        kinds = _NAMED if self.heap or self.has_shapes else gast.Name
        value = self.static(node) if isinstance(node, kinds) else None
        if isinstance(node, gast.Call) and self.heap:
            return self._known_length(node)
        if isinstance(value, Literal):
            return value.expr if isinstance(value.expr, Const) else None
        is_known = isinstance(value, (Callee, Primitive, Partial, Made, Instance))
        is_choice = isinstance(value, Chosen) and is_surely_function(value)
        return value if is_known or is_choice else None


def asked_of(cls: Any) -> list[str]:
    """Return the methods that a class asks for the truth of its objects, the first one first."""
    return [name for name in ("__bool__", "__len__") if in_class(cls, name) is not MISSING]


def is_surely_function(value: Any) -> bool:
    """Return whether a value is a function, on all paths if it is one or another."""
    if not isinstance(value, Chosen):
        return is_lowered(value)
    last = () if value.other is None else (value.other,)
    return all(map(is_surely_function, (*[function for _, function in value.functions], *last)))
