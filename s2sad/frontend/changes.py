"""Changes: what evaluating a node may change of objects, and what must leave them as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gast

from ..errors import Unsupported
from .classes import DEFAULT, Perhaps, is_bundle, is_object, type_of, where_to_set
from .heap import Heap
from .herds import OBJECTS, Listing
from .instances import Property
from .queues import QUEUES
from .ready import Ready
from .scope import Scope, rebound_by, runs_code, walk_scope
from .values import Callee, Derived, Generated, Partial, Primitive

_NAMED = (gast.Name, gast.Attribute, gast.Subscript, Ready)  # what may be known to be an object
_OPERANDS: dict[Any, Callable[[Any], list[Any]]] = {
    gast.BinOp: lambda node: [node.left, node.right],
    gast.UnaryOp: lambda node: [node.operand],
    gast.Compare: lambda node: [node.left, *node.comparators],
    gast.Subscript: lambda node: [node.value],
    gast.FormattedValue: lambda node: [node.value],
    gast.Call: lambda node: [*node.args, *[keyword.value for keyword in node.keywords]],
    gast.BoolOp: lambda node: node.values,
    gast.IfExp: lambda node: [node.test, node.body, node.orelse],
}
_CODE = (Property, Callee, Derived, Generated, Partial)


class Changes(Heap):
    """Knows where objects may change."""

    @contextmanager
    def settled(self, node: Any) -> Iterator[None]:
        """Lower what may run or not: it must leave every object where it is."""
        before = self.here().fork()
        yield
        if not before.heap and not self.heap:
            return
        here = self.here()
        reached = self.reached(before)
        same = all(before.heap.get(m) == here.heap.get(m) for m in reached)
        names = {n for n, v in before.statics.items() if isinstance(v, OBJECTS)}
        names |= {n for n, v in here.statics.items() if isinstance(v, OBJECTS)}
        late = [m for m in self.escaped - before.escaped if m in before.heap or m in self.herds]
        if late and any(m in self.written for m in late):
            same = False
        if not same or any(before.statics.get(n) != here.statics.get(n) for n in names):
            held = [m for m in reached if m in before.heap]
            new = [(m, n) for m in held for n in here.heap.get(m, {}) if n not in before.heap[m]]
            raise self.refusal(
                Unsupported, "s2sad cannot tell which objects there are after this", node,
                "It may run or not, and it exchanges an object, or sets an attribute.",
                where_to_set(*new[0]) if new else "Write it as an `if`.",
            )  # fmt: skip

    def forget(self, scope: Scope, node: Any) -> bool:
        """Forget the names of a function that has ended, unless one inside it may read them."""
        inner = (gast.FunctionDef, gast.Lambda, gast.GeneratorExp)
        if any(isinstance(part, inner) for part in gast.walk(node) if part is not node):
            return False
        self.scopes.remove(scope)
        return True

    def rebound(self, nodes: list[Any]) -> set[str]:
        """Return the internal names that evaluating nodes may bind anew.

        They do by `:=`, in functions that write names of this one, and in methods.
        """
        found = self.internal_names(rebound_by(nodes))
        if self.shared and any(map(runs_code, nodes)):
            found |= self.shared
        if self.slot_names and any(self._runs_code(node) for node in nodes):
            found |= set(self.slot_names.values())
        return found

    def _runs_code(self, node: Any) -> bool:
        """Return whether evaluating a node may run a function of the user's."""
        for part in walk_scope(node):
            if isinstance(part, gast.Call):
                called = None if isinstance(part.func, gast.Call) else self.static(part.func)
                if not isinstance(called, Primitive) or self.is_operation(part):
                    return True
            elif isinstance(part, (gast.Name, gast.Attribute, Ready)):
                if isinstance(self.static(part), _CODE):
                    return True
            elif isinstance(part, gast.Lambda) or self.is_operation(part):
                if not self._is_item(part):
                    return True
        return False

    def _is_item(self, node: Any) -> bool:
        """Return whether a node reads what stands in a bundle, which runs no code."""
        known = self.object_of(node.value) if isinstance(node, gast.Subscript) else None
        return is_bundle(known) and DEFAULT not in self.heap.get(known, {})

    def is_operation(self, node: Any) -> bool:
        """Return whether an operation is one of an object's own."""
        kind = type(node)
        parts = _OPERANDS[kind](node) if kind in _OPERANDS else ()
        known_of = self.object_of if kind is gast.Subscript else self.static
        found = [known_of(part) for part in parts if type(part) in _NAMED]
        known = [value for value in found if value is not None]
        if not known:
            return False
        listed = [isinstance(value, Listing) or is_bundle(value) for value in known]
        if not isinstance(node, (gast.BinOp, gast.UnaryOp, gast.Compare)):
            known = [value for value in known if type_of(value) not in QUEUES]
            if isinstance(node, gast.Call):
                listed += [isinstance(value, Perhaps) for value in known]
        return any(listed) or any(map(is_object, known))
