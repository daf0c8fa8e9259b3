"""Functional: `map`, `filter`, `functools.reduce` and `partial`, the functions of `operator`.

    reduce(f, X, s)           ->      acc = s
                                      for item in X:
                                          acc = f(acc, item)

A function that is given must be known before the run. `map` and `filter` are generators; what a
`partial` is given is read where it is made, and passed where it is called.
"""

from __future__ import annotations

from typing import Any

import gast

from ..errors import Error, Unsupported, WrongCall
from ..ir.nodes import Apply, Const, Expr, Name
from .expressions import BINARY
from .in_turns import InTurns
from .instances import Instance, Property
from .lowering import Result, is_function
from .ready import Ready, call_on, is_none, item_of, loop_over, placed, tuple_of
from .values import Ambiguous, Captured, Generated, Missing, Partial, Transform, Value

_INFIX = {op: sign for sign, op in BINARY.items()}
_LIST = "Make a list of it: `list( )`."


class Functional(InTurns):
    """Lowers calls that are given functions."""

    def given_function(self, node: Any) -> Value:
        """Return the function that is handed to `map` and the like, or refuse."""
        known: Any = self.call(node) if isinstance(node, gast.Call) else self.static(node)
        if isinstance(known, (Ambiguous, Missing)):
            return self.read_static(known, node)
        is_opaque = isinstance(known, Captured) and not known.is_module
        if known is not None and (is_function(known) or is_opaque):
            if not isinstance(known, Transform):
                return known
        raise self.unknown_function(  # type: ignore[attr-defined]
            node, "What is called for each item must be known before the run.",
            "Write the name of a function, or a lambda.",
        )  # fmt: skip

    def _arguments_of(self, name: str, node: Any, least: int, most: int) -> list[Any]:
        args, keywords = self.expanded(node)
        if keywords or not least <= len(args) <= most:
            raise self.refusal(
                WrongCall, f"`{name}` is called with {len(args)} arguments", node,
                "Python would raise a TypeError here.", f"Write `{name}(f, values)`.",
            )  # fmt: skip
        return args

    # -- map and filter ----------------------------------------------------------------------

    def mapped(self, op: str, node: Any) -> Generated:
        """Return `map(f, xs, ys)` or `filter(f, xs)` as a generator of one loop."""
        function, *lists = self._arguments_of(op, node, 2, 2 if op == "filter" else 99)
        called = None if op == "filter" and is_none(function) else self.given_function(function)
        items: list[Any] = [Ready(Name(self.names.fresh("item")), node) for _ in lists]
        header = self.header_of(lists[0]) if len(lists) == 1 else self._zipped(lists, node)
        target = items[0] if len(items) == 1 else tuple_of(items, node, gast.Store())
        result = items[0] if called is None else call_on(Ready(called, function), items, [], node)
        given = result if op == "map" else items[0]
        body = placed(gast.Expr(placed(gast.Yield(given), node)), node)
        if op == "filter":
            body = placed(gast.If(result, [body], []), node)
        return self.of_loop(loop_over(header, target, [body], node), [])

    def _zipped(self, lists: list[Any], node: Any) -> Ready:
        headers = [self.header_of(part).result for part in lists]
        return Ready(self.zipped(headers, lists, node), node)

    def refuse_in_turns(self, header: Any, node: Any) -> None:
        """Refuse a generator that would run in turns with another iteration."""
        if isinstance(header, Generated):
            raise self.in_turns(node)

    def in_turns(self, node: Any) -> Error:
        """Return the refusal of what would run in turns with another iteration."""
        return self.refusal(
            Unsupported, f"s2sad cannot iterate over `{self.text_of(node)}` beside something "
            "else", node, "Its code would run in turns with another iteration.", _LIST,
        )  # fmt: skip

    # -- reduce ------------------------------------------------------------------------------

    def reduced(self, node: Any) -> Any:
        """Return `functools.reduce(f, xs, start)`."""
        args = self._arguments_of("functools.reduce", node, 2, 3)
        function = Ready(self.given_function(args[0]), args[0])
        if self.gives_objects(args[1]) or any(map(self.is_or_makes_object, args[2:])):
            return self.folded(function, args[1], args[2:], node)
        items = Ready(self.iterable(args[1]), args[1])
        total = Ready(Name(self.names.fresh("total")), node)
        item = Ready(Name(self.names.fresh("item")), node)
        if len(args) == 3:
            items = self.header_of(items)
            self.assign_to(total.result.id, args[2])
        else:
            items = self._without_first(items, total, node)
        call = call_on(function, [total, item], [], node)
        body = [placed(gast.Assign([total], call, None), node)]
        self.loop(loop_over(items, item, body, node), [])
        found: Expr = total.result
        return found

    def _without_first(self, items: Ready, total: Ready, node: Any) -> Ready:
        """Assign the first item, and return a header for those after it."""
        if not items.is_operand:
            consumed = self.in_place_of(items, items.result)
            if not isinstance(items.result, Generated):
                item = Ready(Name(self.names.fresh("item")), node)
                clause = gast.comprehension(item, items, [], 0)
                consumed = placed(gast.GeneratorExp(item, [clause]), node)
            items = Ready(self.comprehension(consumed), node)
        self.assign_to(total.result.id, item_of(items, 0, node))
        bounds = Apply("slice", (Const(1), Const(None), Const(None)))
        return Ready(self.temporary(Apply("getitem", (items.result, bounds)), node), node)

    # -- partial -----------------------------------------------------------------------------

    def partial(self, node: Any) -> Partial:
        """Return what `functools.partial(f, a, b=c)` makes."""
        args, keywords = self.expanded(node)
        if not args:
            raise self.refusal(
                WrongCall, "`functools.partial` is called without a function", node,
                "Python would raise a TypeError here.", "Write `functools.partial(f, x)`.",
            )  # fmt: skip
        function = self.given_function(args[0])
        given = tuple([self.kept(arg) for arg in args[1:]])
        return Partial(function, given, tuple([(key, self.kept(v)) for key, v in keywords]))

    def kept(self, node: Any) -> Result:
        """Return the value of a node as it is now, whatever is assigned later."""
        known = self.static(node)
        if isinstance(known, Instance) and not known.is_steady:
            return self.other_name(known, node)
        if known is not None and not isinstance(known, Property):
            return known
        value: Result = self.operand_or_object(node)
        return self.temporary(value, node) if isinstance(value, Name) else value

    def call_partial(self, callee: Partial, node: Any) -> Result:
        """Return the value of a call of a partial: its arguments first, keywords overridden."""
        args, keywords = self.expanded(node)
        given = {key for key, _ in keywords}
        before = [Ready(arg, node) for arg in callee.args]
        own = [(key, Ready(value, node)) for key, value in callee.keywords if key not in given]
        function = Ready(callee.function, node.func)
        return self.call(call_on(function, [*before, *args], [*own, *keywords], node))

    # -- operator ----------------------------------------------------------------------------

    def operation(self, op: str, count: int, node: Any) -> Any:
        """Return `operator.add(a, b)`."""
        args, keywords = self.expanded(node)
        if keywords or len(args) != count:
            raise self.refusal(
                WrongCall, f"`{self.text_of(node.func)}` takes {count} arguments", node,
                "Python would raise a TypeError here.", "Give as many as the operator has.",
            )  # fmt: skip
        if count == 2 and op in _INFIX and any(map(self.is_or_makes_object, args)):
            return self.operated(placed(gast.BinOp(args[0], _INFIX[op](), args[1]), node))
        return Apply(op, tuple(self.in_order(args, self.operand)))
