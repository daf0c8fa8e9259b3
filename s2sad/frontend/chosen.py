"""Chosen: functions in a dict, list or tuple, of which only the run knows which one is called.

    y = ACTIVATIONS[name](x)       ->      if name == "tanh": y = np.tanh(x)
                                           elif name == "relu": y = np.maximum(x, 0.0)
                                           else: raise KeyError(name)
"""

from __future__ import annotations

from typing import Any

import gast

from ..ir.nodes import Apply, Const, Expr, Name
from .classes import Made, is_bundle
from .known_tests import is_surely_function
from .lowering import Lowering, negation
from .ready import Ready, call_on, placed
from .values import FUNCTIONS, Captured, Chosen, Primitive

MOST = 16  # functions among which the text chooses
_HOLDING = (dict, list, tuple)


class Choices(Lowering):
    """Lowers calls of functions that are chosen by a key."""

    def chosen(self, node: Any) -> Chosen | None:
        """Return the functions that `table[key]` may be; None if it is something else."""
        if not isinstance(node, gast.Subscript) or isinstance(node.slice, (gast.Slice, gast.Tuple)):
            return None
        is_open = self.constant_key(node.slice) is None and not self._may_be_constant(node.slice)
        base = self.static(node.value)
        if base is None and self.is_table(node.value):
            base = self.result(node.value)
        table = self._functions_of(base, node) if is_open else None
        if table is None:
            return None
        return Chosen(tuple(table.items()), self.key_at_hand(node.slice), _is_dict(base))

    def chosen_or_other(self, node: Any) -> Chosen | None:
        """Return the functions that `table.get(key, other)` may be; None of anything else."""
        func = node.func
        is_get = isinstance(func, gast.Attribute) and func.attr == "get" and not node.keywords
        if not is_get or len(node.args) != 2 or not self.is_function(node.args[1]):
            return None
        base = self.static(func.value)
        table = self._functions_of(base, node) if _is_dict(base) else None
        if table is None:
            return None
        other = self.static(node.args[1])
        return Chosen(tuple(table.items()), self.key_at_hand(node.args[0]), True, other)

    def is_table(self, node: Any) -> bool:
        """Return whether a node is a display of functions: `{"tanh": np.tanh}`."""
        node = self.as_display(node)
        if isinstance(node, gast.Dict):
            return bool(node.values) and all(map(self.is_function, node.values))
        is_row = isinstance(node, (gast.Tuple, gast.List)) and bool(node.elts)
        return is_row and all(map(self.is_function, node.elts))

    def _may_be_constant(self, node: Any) -> bool:
        """Return whether a loop over constants, which may be written out, gives a key."""
        parts = [part for part in gast.walk(node) if isinstance(part, gast.Name)]
        owners = [(self.scope.owner_of(part.id), part.id) for part in parts]
        return any(o.internal[name] in self.constant_loops for o, name in owners if o is not None)

    def key_at_hand(self, node: Any) -> Expr:
        """Return a key as it is now."""
        key = self.operand(node)
        is_own = isinstance(key, Const) or isinstance(key, Name) and key.id.startswith("%")
        return key if is_own else self.temporary(key, node)

    def _functions_of(self, base: Any, node: Any) -> dict[Any, Any] | None:
        """Return the functions that a table holds, by their keys, if it holds nothing else."""
        if is_bundle(base):
            items = self.items_of(base, node)
            return items if _are_few(items) and all(map(_is_function, items.values())) else None
        held: Any = base.handle if isinstance(base, Captured) else None
        if type(held) not in _HOLDING or not _are_few(held):
            return None
        resolver = self.frame.definition.resolver
        keys = list(held) if isinstance(held, dict) else list(range(len(held)))
        if not all(type(key) in (str, int, bool) for key in keys):
            return None
        found = {key: resolver.item(base, key) for key in keys}
        if any(value is None for value in found.values()):
            return None
        resolver.rely_on(base)
        return found

    def call_chosen(self, chosen: Chosen, node: Any) -> Expr:
        """Return what a call of a chosen function gives: of each, under the test of its key."""
        args, keywords = self.expanded(node)
        found = Ready(Name(self.names.temporary()), node)
        with self.holding() as held:
            held += self.results([*args, *[value for _, value in keywords]])
            given = [Ready(value, node) for value in held]
            named = list(zip([key for key, _ in keywords], given[len(args) :]))

            def call(function: Any) -> Any:
                made = call_on(Ready(function, node), given[: len(args)], named, node)
                return placed(gast.Assign([found], made, None), node)

            rest = self._no_such_key(chosen, node)
            if chosen.other is not None and chosen.other != Const(None):
                rest = call(chosen.other)
            for key, function in reversed(chosen.functions):
                test = Ready(self._is_key(chosen, key), node)
                rest = placed(gast.If(test, [call(function)], [rest]), node)
            self.statements([rest])
        return Name(found.result.id)

    def _is_key(self, chosen: Chosen, key: Any) -> Expr:
        if type(key) is bool:
            return chosen.key if key else negation(chosen.key)
        equal = Apply("eq", (chosen.key, Const(key)))
        if chosen.by_key:
            return equal
        from_the_end = Apply("eq", (chosen.key, Const(key - len(chosen.functions))))
        return Apply("or", (equal, from_the_end))

    def asked_of_chosen(self, what: str, value: Any, node: Any) -> Any:
        """Return whether a name that may be a function is `true`, `callable` or not `None`."""
        if is_surely_function(value):
            return placed(gast.Constant(True, None), node)
        if not isinstance(value, Chosen):
            given, none = Ready(value, node), placed(gast.Constant(None, None), node)
            if value == Const(None):
                return placed(gast.Constant(False, None), node)
            if what == "callable":
                return call_on(Ready(Primitive("callable"), node), [given], [], node)
            return given if what == "true" else placed(
                gast.Compare(given, [gast.IsNot()], [none]), node
            )  # fmt: skip
        found = self.asked_of_chosen(what, value.other, node)
        for key, _ in value.functions:
            test = Ready(self.named(self._is_key(value, key), node), node)
            is_last = isinstance(found, gast.Constant) and found.value is False
            found = test if is_last else placed(gast.BoolOp(gast.Or(), [test, found]), node)
        return found

    def _no_such_key(self, chosen: Chosen, node: Any) -> Any:
        if chosen.other == Const(None):
            error = placed(gast.Name("TypeError", gast.Load(), None, None), node)
            text = placed(gast.Constant("'NoneType' object is not callable", None), node)
            return placed(gast.Raise(call_on(error, [text], [], node), None), node)
        error = gast.Name("KeyError" if chosen.by_key else "IndexError", gast.Load(), None, None)
        raised = call_on(placed(error, node), [Ready(chosen.key, node)], [], node)
        return placed(gast.Raise(raised, None), node)


def _is_dict(base: Any) -> bool:
    held = base.type if isinstance(base, Made) else type(getattr(base, "handle", None))
    return held is dict


def _are_few(items: Any) -> bool:
    return 0 < len(items) <= MOST


def _is_function(value: Any) -> bool:
    return isinstance(value, FUNCTIONS) and not isinstance(value, Chosen)
