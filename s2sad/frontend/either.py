"""Either: a name that is one function or another, by the path that was taken.

    if smooth: act = np.tanh           smooth_or_not = smooth
    else: act = relu             ->    …
    y = act(x)                         if smooth_or_not: y = np.tanh(x)
                                       else: y = relu(x)

A flag tells on each path which function the name stands for; calls of it are branches on the flag.
On one path the name may be data: None, or a function that the caller gave.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gast

from ..ir.nodes import Apply, Assign, Const, Expr, If, Name, Stmt
from ..ir.ops import COMPARE
from ..ir.walk import bound_in, statements
from .classes import Unsure
from .instances import Instance
from .late_attributes import LateAttributes
from .values import Ambiguous, Chosen, is_lowered

RETURNED = "<return>"


class Either(LateAttributes):
    """Lets paths agree on a function."""

    def agree_on_functions(self, place: Any, arms: list[Any], node: Any) -> None:
        """Let a name that is one function or another where two paths meet be one that is chosen."""
        values = [place.table(arm).get(place.name) for arm in arms]
        if len(arms) != 2 or not any(map(is_lowered, values)):
            return
        found = [
            value if is_lowered(value) else self._as_data(place, value, arm, node)
            for value, arm in zip(values, arms)
        ]
        if None in found:
            return
        flag = self.names.temporary()
        for arm, told in zip(arms, (True, False)):
            outer, self.block = self.block, arm.block
            self.set_name(flag, Const(told), node)
            self.block = outer
        is_first = is_lowered(values[0])
        function, other = found if is_first else found[::-1]
        chosen = Chosen(((is_first, function),), Name(flag), True, other)
        for arm in arms:
            place.table(arm)[place.name] = chosen

    def _as_data(self, place: Any, value: Any, arm: Any, node: Any) -> Expr | None:
        """Return the data that a name is on a path, as it is there; None if it is none."""
        internal = self.frame.scope.internal.get(place.name)
        if value is not None or place.name == RETURNED or internal not in self.bound:
            return None
        if was_none(internal, [*self.block, *arm.block]):
            return Const(None)
        outer, self.block = self.block, arm.block
        held = self.temporary(Name(internal), node)
        self.block = outer
        return held

    def check_functions(self, before: Any, here: Any, seen: Any, node: Any) -> None:
        """Refuse a name that was data, and is read as such, where a later trip has a function."""
        body, had = seen
        for name, value in here.statics.items():
            is_late = is_lowered(value) or isinstance(value, Ambiguous)
            internal = self.frame.scope.internal.get(name)
            if not is_late or internal not in had or is_lowered(before.statics.get(name)):
                continue
            asked = gast.walk(node.test) if isinstance(node, gast.While) else ()
            in_test = any(isinstance(part, gast.Name) and part.id == name for part in asked)
            if not isinstance(before.statics.get(name), Ambiguous) and (
                in_test or _is_read_early(internal, body)
            ):  # fmt: skip
                self.read_static(Ambiguous(name), node)

    def agree_on_parts(self, values: list[Any], arms: list[Any]) -> None:
        """Let parts of arguments be returned as the data that they are."""
        if any(isinstance(value, Instance) for value in values):
            plain = all(value == "data" or isinstance(value, Instance) for value in values)
            for arm in arms:
                arm.statics[RETURNED] = "data" if plain else Unsure(RETURNED)

    def gives_function(self, node: Any) -> bool:
        """Return whether a node is a function, or one or another of several."""
        if isinstance(node, gast.IfExp):
            return self.gives_function(node.body) and self.gives_function(node.orelse)
        return self.is_function(node)

    def function_in_branches(self, node: Any) -> Any:
        """Return `f = A if c else B`, `f = f or B` as an `if` statement; None of others."""
        value = node.value
        match value:
            case gast.BoolOp(op=gast.Or(), values=[gast.Name() as first, other]):
                value = gast.IfExp(first, first, other)
        is_choice = isinstance(value, gast.IfExp) and self.known_test(value.test) is None
        if not is_choice or not any(map(self._gives_some, (value.body, value.orelse))):
            return None
        arms = [
            [gast.copy_location(gast.Assign(node.targets, part, None), node)]
            for part in (value.body, value.orelse)
        ]
        return gast.copy_location(gast.If(value.test, *arms), node)

    def _gives_some(self, node: Any) -> bool:
        """Return whether a node is a function, or a tuple with one."""
        parts = node.elts if isinstance(node, gast.Tuple) else [node]
        return any(map(self.gives_function, parts))

    def choice_of_functions(self, node: Any) -> Chosen:
        """Return the function that `A if c else B` is, where neither is evaluated."""
        flag = self.temporary(self.text(self.truth_test(node.test)), node)
        first, second = self.result(node.body), self.result(node.orelse)
        return Chosen(((True, first),), flag, True, second)


def was_none(name: str | None, before: Sequence[Stmt], at_first: bool = False) -> bool:
    """Return whether the last statement that binds a name binds it to None, on each path.

    `at_first` tells whether it is None before these statements.
    """
    backwards = range(len(before) - 1, -1, -1)
    place = next((k for k in backwards if name in bound_in((before[k],))), None)
    last = None if place is None else before[place]
    if isinstance(last, If):
        at_first = was_none(name, before[:place], at_first)
        return all(was_none(name, arm, at_first) for arm in (last.body, last.orelse))
    return at_first if last is None else isinstance(last, Assign) and last.value == Const(None)


def _is_read_early(name: str | None, body: list[Stmt]) -> bool:
    """Return whether statements may read a name before they bind it."""
    for stmt in body:
        if any(name in inner.reads for inner in statements((stmt,))):
            return True
        if isinstance(stmt, Assign) and stmt.target == name:
            return False
    return False


def as_flag(test: Expr, body: list[Stmt], orelse: list[Stmt]) -> Stmt | None:
    """Return `flag = test` if that is all that a branch does; else None."""
    if len(body) != 1 or len(orelse) != 1:
        return None
    one, other = body[0], orelse[0]
    if not isinstance(one, Assign) or not isinstance(other, Assign) or one.target != other.target:
        return None
    both = one.value == Const(True) and other.value == Const(False)
    is_bool = isinstance(test, Apply) and test.op in (*COMPARE, "not", "isinstance")
    flag = test if is_bool else Apply("bool", (test,))
    return Assign(one.target, flag, one.tag) if both else None
