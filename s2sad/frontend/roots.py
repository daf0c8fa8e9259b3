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
from ..rules import UnknownKeywords, match
from .lowering import Lowering
from .ready import Ready, call_on
from .values import Callee, Captured, Derived

ROOTS = {
    f"scipy.optimize.{name}"
    for name in ("brentq", "brenth", "bisect", "ridder", "toms748", "newton")
}
PLACES = {  # where `args` stands
    **dict.fromkeys(ROOTS, 3), "scipy.optimize.minimize_scalar": 3,
    "scipy.optimize.root_scalar": 1,
    **{f"scipy.optimize.{name}": 2 for name in ("root", "fsolve", "minimize")},
    "scipy.optimize.least_squares": 99, "scipy.optimize.curve_fit": 99,  # by name, or none
    "scipy.integrate.quad": 3, "scipy.integrate.odeint": 3, "scipy.integrate.solve_ivp": 8,
}  # fmt: skip
_EDGE = "Where a bound or a constraint holds the minimum back, the gradient is not 0 there."
OTHER = {  # keywords by which the result is another one, and why
    **dict.fromkeys(("full_output", "weight", "complex_func"), ""),
    **dict.fromkeys(("bounds", "constraints"), _EDGE),
    "callback": "What it does has no order that can be reversed.",
}
_BY_ARGS = "Write a function of the module, and pass what it needs by `args=`."


class Roots(Lowering):
    """Lowers calls of functions that search for a root of a function of the user's."""

    def root(self, op: str, node: Any) -> Expr:
        """Return the root of a function, which moves with the operands in `args`."""
        callee, call, values = self.search(op, node)
        found = Ready(self.temporary(call, node), node)
        operands = [found, *[Ready(value, node) for value in values]]
        function = Ready(callee, node)
        residual = self.operand(call_on(function, operands, [], node))
        slope = self.derived(Derived(callee, 0, "grad"), call_on(function, operands, [], node))
        return Apply("rt.root_of", (found.result, residual, self.temporary(slope, node)))

    def search(self, op: str, node: Any) -> tuple[Callee, Apply, tuple[Expr, ...]]:
        """Return the function that is searched, the call itself, and the operands in `args`."""
        args, keywords = self.expanded(node)
        if not args:
            raise self.refusal(
                WrongCall, f"`{self.text_of(node)}` is called without a function", node,
                "Python would raise a TypeError here.", "Write `brentq(f, a, b)`.",
            )  # fmt: skip
        callee, capture = self._function_of_module(args[0])
        call, values = self._search(op, capture, args, dict(keywords), node)
        return callee, call, values

    def _search(
        self, op: str, capture: Name, args: list[Any], named: dict[str, Any], node: Any
    ) -> tuple[Apply, tuple[Expr, ...]]:
        """Return the call itself, and what its function is given besides the first operand."""
        self._refuse_other_results(op, args, named, node)
        given = args[PLACES[op]] if len(args) > PLACES[op] else named.get("args")
        exprs = self.in_order([*args[1:], *named.values()], self.operand_or_display)
        positional, rest = exprs[: len(args) - 1], exprs[len(args) - 1 :]
        display: Expr = Apply("tuple", ())
        if len(args) > PLACES[op]:
            display = positional[PLACES[op] - 1]
        elif "args" in named:
            display = rest[list(named).index("args")]
        if not isinstance(display, Apply) or display.op != "tuple":
            raise self.refusal(
                Unsupported, f"s2sad cannot tell what `{self.text_of(given)}` holds", node,
                "What the function is given must be known one by one.", "Write `args=(p, q)`.",
            )  # fmt: skip
        call = Apply(op, (capture, *positional), tuple(zip(named, rest)))
        self._check_keywords(call, node)
        return call, display.args

    def _check_keywords(self, call: Apply, node: Any) -> None:
        """Refuse a call that is not of the form that the rules know."""
        try:
            if match(call) is not None:
                return
            why = "Too many operands have no names, or one has a value that is not known here."
        except UnknownKeywords as error:
            given = ", ".join(f"`{key}=`" for key in error.keywords)
            why = f"Of {given} nothing is known; what is known is {', '.join(error.known)}."
        raise self.refusal(
            Unsupported, f"s2sad cannot differentiate `{self.text_of(node)}`", node, why,
            "Leave it out, or give what comes after `args` by name.",
        )  # fmt: skip

    def _refuse_other_results(
        self, op: str, args: list[Any], named: dict[str, Any], node: Any
    ) -> None:
        """Refuse what makes a tuple of the result, or might."""
        for name in OTHER.keys() & named.keys():
            raise self.refusal(
                Unsupported, f"s2sad cannot differentiate `{self.text_of(node)}`", node,
                OTHER[name] or f"With `{name}=` the result is another one.",
                f"Leave `{name}=` out.",
            )  # fmt: skip

    def operand_or_display(self, node: Any) -> Expr:
        """Return an operand, a display of operands, or a function of a module."""
        if isinstance(self.static(node), Callee):
            return self._function_of_module(node)[1]
        if isinstance(node, (gast.Tuple, gast.List)) and not has_stars(node):
            op = "tuple" if isinstance(node, gast.Tuple) else "list"
            return Apply(op, tuple(self.in_order(node.elts, self.operand)))
        return self.operand(node)

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


def has_stars(node: Any) -> bool:
    """Return whether a display spreads another one: `(p, *rest)`."""
    return any(isinstance(item, gast.Starred) for item in node.elts)
