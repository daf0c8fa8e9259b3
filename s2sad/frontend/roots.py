"""Roots: calls of SciPy's that are given a function, and what its result depends on.

    z = brentq(f, a, b, args=(p,))     ->     x = brentq(f, a, b, args=(p,))
                                              r = f(x, p)
                                              s = grad(f)(x, p)
                                              z = rt.root_of(x, r, s)

The search itself has no derivative; z has the value of x, and moves as the equation f(z, p) = 0
says: dz = -dr / s, where dr is the change of f at x. The function is one of a module, and gets all
that it reads of the functions around it by `args=`.
"""

from __future__ import annotations

from typing import Any

import gast

from ..errors import Unsupported, WrongCall
from ..ir.nodes import Apply, Expr, Name
from .lowering import Lowering
from .ready import Ready, call_on
from .values import Callee, Captured, Derived

# What is searched for, by the places of `args` among the operands that may have no name.
ROOTS = {
    **{f"scipy.optimize.{name}": 3 for name in ("brentq", "brenth", "bisect", "ridder", "toms748")},
    "scipy.optimize.newton": 3,
}
_BY_ARGS = "Write a function of the module, and pass what it needs by `args=`."


class Roots(Lowering):
    """Lowers calls of functions that search for a root of a function of the user's."""

    def root(self, op: str, node: Any) -> Expr:
        """Return the root of a function, which moves with the operands in `args`."""
        args, keywords = self.expanded(node)
        if not args:
            raise self.refusal(
                WrongCall, f"`{self.text_of(node)}` is called without a function", node,
                "Python would raise a TypeError here.", "Write `brentq(f, a, b)`.",
            )  # fmt: skip
        callee, capture = self._function_of_module(args[0])
        named = dict(keywords)
        self._refuse_other_results(op, args, named, node)
        given = args[ROOTS[op]] if len(args) > ROOTS[op] else named.get("args")
        parameters = self._displayed(given)
        exprs = self.in_order([*args[1:], *named.values()], self.operand_or_display)
        positional, rest = exprs[: len(args) - 1], exprs[len(args) - 1 :]
        place = ROOTS[op] - 1
        display = positional[place] if len(args) > ROOTS[op] else None
        display = rest[list(named).index("args")] if "args" in named else display
        values = display.args if isinstance(display, Apply) else ()
        if len(values) != len(parameters):
            raise self._not_displayed(given)
        call = Apply(op, (capture, *positional), tuple(zip(named, rest)))
        found = Ready(self.temporary(call, node), node)
        operands = [found, *[Ready(value, node) for value in values]]
        function = Ready(callee, args[0])
        residual = self.operand(call_on(function, operands, [], node))
        slope = self.derived(Derived(callee, 0, "grad"), call_on(function, operands, [], node))
        return Apply("rt.root_of", (found.result, residual, self.temporary(slope, node)))

    def _refuse_other_results(
        self, op: str, args: list[Any], named: dict[str, Any], node: Any
    ) -> None:
        """Refuse what makes a tuple of the result, or might."""
        if "full_output" in named:
            raise self.refusal(
                Unsupported, f"s2sad cannot differentiate `{self.text_of(node)}`", node,
                "With `full_output=` the result is no number.", "Leave `full_output=` out.",
            )  # fmt: skip
        if len(args) > ROOTS[op] + 1:
            raise self.refusal(
                Unsupported, f"s2sad cannot differentiate `{self.text_of(node)}`", node,
                "Too many operands have no names.", "Give what comes after `args` by name.",
            )  # fmt: skip

    def operand_or_display(self, node: Any) -> Expr:
        """Return an operand, a display of operands, or a function of a module."""
        if isinstance(self.static(node), Callee):
            return self._function_of_module(node)[1]
        if isinstance(node, gast.Tuple):
            return Apply("tuple", tuple([self.operand(item) for item in node.elts]))
        return self.operand(node)

    def _displayed(self, node: Any) -> list[Any]:
        if node is None:
            return []
        if not isinstance(node, gast.Tuple):
            raise self._not_displayed(node)
        return list(node.elts)

    def _not_displayed(self, node: Any) -> Exception:
        return self.refusal(
            Unsupported, f"s2sad cannot tell what `{self.text_of(node)}` holds", node,
            "What the function is given must be known one by one.", "Write `args=(p, q)`.",
        )  # fmt: skip

    def _function_of_module(self, node: Any) -> tuple[Callee, Name]:
        """Return a function that calls of it can be replaced by, and its captured object."""
        callee = self.static(node)
        found = callee.definition if isinstance(callee, Callee) and callee.bound is None else None
        function = getattr(found.resolver, "function", None) if found else None
        table, name = getattr(function, "__globals__", {}), getattr(function, "__name__", "")
        if not isinstance(callee, Callee) or callee.definition.scope is not None \
                or function is None or table.get(name) is not function:
            raise self.refusal(
                Unsupported, f"s2sad cannot search with `{self.text_of(node)}`", node,
                "It is not a function of a module, to which a derivative program could refer.",
                _BY_ARGS,
            )  # fmt: skip
        return callee, self.capture(Captured(table, name, (), function))
