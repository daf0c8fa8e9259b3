"""Sums of objects: `sum` and `functools.reduce` of objects are loops over them.

    sum(vectors, start)        ->      total = start
                                       for item in vectors:
                                           total = total + item
"""

from __future__ import annotations

from typing import Any

import gast

from ..ir.nodes import Const
from . import iterator_functions as written
from .classes import is_bundle, is_object
from .herds import Item, Listing
from .lowering import Lowering
from .ready import Ready, call_on, item_of, placed
from .values import Primitive

ADD = Primitive("add")


class Sums(Lowering):
    """Lowers what adds objects up."""

    def sum_of_objects(self, op: str, node: Any) -> Any:
        """Return `sum(objects, start)`; None of a sum of anything else."""
        if op != "sum" or not node.args or isinstance(node.args[0], gast.Starred):
            return None
        first, *rest = node.args
        rest += [keyword.value for keyword in node.keywords if keyword.arg == "start"]
        from_object = any(map(self.is_or_makes_object, rest))
        is_call = len(rest) < 2 and len(rest) + 1 == len(node.args) + len(node.keywords)
        if not is_call or not from_object and not self.gives_objects(first):
            return None
        if isinstance(first, gast.GeneratorExp):
            first = gast.copy_location(gast.ListComp(first.elt, first.generators), first)
        with self.holding() as held:
            held += [self.bundle_display(first)] if is_plain_display(first) else (  # type: ignore
                self.results([first])
            )
            items = Ready(held[0], first)
            if from_object or isinstance(held[0], Listing) or is_bundle(held[0]):
                return self.folded(Ready(ADD, node), items, rest, node)
            return self.plain_sum(placed(gast.Call(node.func, [items, *rest], []), node))

    def folded(self, function: Ready, items: Any, rest: list[Any], node: Any) -> Any:
        """Return `reduce(function, items, *rest)` of objects; `sum` begins with 0."""
        with self.holding() as held:
            held += self.results([items])
            given, callee = Ready(held[0], items), self.standing_for(written.total_from)
            if not rest:
                first: Any = item_of(given, 0, node)
                if function.result is ADD:
                    first = call_on(function, [Ready(Const(0), node), first], [], node)
                held += self.results([first])
                rest = [Ready(self._apart_from_its_list(held[1], node), node)]
                callee = self.standing_for(written.total_after)
            args = [function, given, *rest]
            return self.inline(callee, call_on(Ready(callee, node), args, [], node))

    def _apart_from_its_list(self, value: Any, node: Any) -> Any:
        """Return an object of a list as one of its own, which may not be changed any more."""
        if not isinstance(value, Item):
            return value
        self._all_of(value, node)  # type: ignore[attr-defined]
        made = self._copied(value, "total", None, node)  # type: ignore[attr-defined]
        self.escaped.add(made)
        return made

    def is_or_makes_object(self, node: Any) -> bool:
        """Return whether a node is an object, or makes one."""
        return is_object(self.static(node)) or self.may_be_object(node)

    def gives_objects(self, node: Any) -> bool:
        """Return whether what a node runs through may be objects."""
        if isinstance(node, (gast.GeneratorExp, gast.ListComp)):
            first = node.generators[0].iter
            return self.may_be_object(node.elt) or self.gives_objects(first)
        if isinstance(node, (gast.List, gast.Tuple)):
            return any(map(self.is_or_makes_object, node.elts))
        if isinstance(node, gast.Call):
            return any(map(self.gives_objects, node.args))
        known = self.static(node)
        return isinstance(known, Listing) or is_bundle(known)


def is_plain_display(node: Any) -> bool:
    """Return whether a node is a tuple or a list whose items are written out."""
    is_display = isinstance(node, (gast.List, gast.Tuple))
    return is_display and not any(isinstance(part, gast.Starred) for part in node.elts)
