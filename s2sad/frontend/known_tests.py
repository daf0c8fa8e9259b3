"""Known tests: conditions on constants, functions and classes, which are decided before the run."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import gast

from ..ir.nodes import Apply, Const
from .classes import Made, is_object, is_users, type_of
from .lowering import Lowering
from .values import Callee, Captured, Literal, Partial, Primitive, Value

_ORDER: dict[type, Callable[[Any, Any], bool]] = {
    gast.Lt: operator.lt, gast.LtE: operator.le, gast.Gt: operator.gt, gast.GtE: operator.ge,
}  # fmt: skip

class KnownTests(Lowering):
    """Decides tests that nothing in the run decides."""

    def known_test(self, test: Any) -> bool | None:
        """Return the truth of a test on constants, or of `f is None`; None if only the run can."""
        match test:
            case gast.Constant():
                return bool(test.value)
            case gast.Name():
                value = self.static(test)
                known = value.expr if isinstance(value, Literal) else None
                return bool(known.value) if isinstance(known, Const) else None
            case gast.UnaryOp() if isinstance(test.op, gast.Not):
                negated = self.known_test(test.operand)
                return None if negated is None else not negated
            case gast.Compare() if len(test.ops) == 1:
                held = self.key_in_bundle(test)
                return self._known_comparison(test) if held is None else held
            case gast.Call():
                return self._known_class(test)
        return None

    def _known_comparison(self, test: Any) -> bool | None:
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
        """Return `isinstance(s, C)` of an object whose class is known; None of another call."""
        called = None if isinstance(test.func, gast.Call) else self.static(test.func)
        if not isinstance(called, Primitive) or called.op != "isinstance" or len(test.args) != 2:
            return None
        value, classes = self.static(test.args[0]), test.args[1]
        parts = classes.elts if isinstance(classes, gast.Tuple) else [classes]
        if isinstance(value, (Literal, type(None))) and all(map(self._is_class, parts)):
            operand = (self.operand(test.args[0]), Const("any"))
            self.evaluate(Apply("operand", operand), test)  # it is no object, as kinds will check
            return False
        if not is_object(value):
            return None
        known = [self.static(part) for part in parts]
        places = [k.place if isinstance(k, Primitive) else k for k in known]
        found = [p.handle if isinstance(p, Captured) else None for p in places]
        if not all(isinstance(cls, type) for cls in found):
            return None
        return issubclass(type_of(value), tuple(found))  # type: ignore[arg-type]

    def _is_class(self, node: Any) -> bool:
        known = self.static(node)
        return isinstance(known, Captured) and is_users(known.handle)

    def _known(self, node: Any) -> Const | Value | None:
        """Return a constant, or a function, that a node is known to be."""
        if isinstance(node, gast.Constant):
            return Const(node.value)
        value = self.static(node) if isinstance(node, gast.Name) else None
        if isinstance(value, Literal):
            return value.expr if isinstance(value.expr, Const) else None
        return value if isinstance(value, (Callee, Primitive, Partial, Made)) else None
