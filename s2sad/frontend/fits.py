"""Fits: least squares, whose solution moves as the gradient of the sum of squares stays zero.

    s = least_squares(f, x0, args=(p,))    ->    s = least_squares(f, x0, args=(p,)); x = s.x
                                                 r = grad(h)(x)         h(x) = |f(x, p)|^2 / 2
                                                 z = rt.roots_of(x, r, j)
    p, c = curve_fit(f, t, y)              ->    the same of f(t, *p) - y

As of any minimum, j is the Jacobian of the gradient, that is J^T J + sum_i r_i d^2 r_i. What else
is known of the solution is found by SciPy, and moves as its formula at z: the residuals, the cost
and the covariance of a fit, (J^T J)^-1 |r|^2 / (m - n).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gast

from ..errors import Unsupported
from ..ir.kinds import Form
from ..ir.nodes import Apply, Const, Expr, For, Name, Store
from .roots import told_of
from .integrals import Integrals
from .ready import Ready, call_on, item_of, placed
from .scope import parameters
from .source import Source
from .systems import FITS as FITS, OptimizeResult
from .values import Callee, Derived, Primitive

LOSSES = ("linear", "soft_l1", "huber", "cauchy", "arctan")
_RESULT = ("x", "cost", "fun", "success", "status", "message", "nfev", "optimality")
_NONE = Const(None)


class Fits(Integrals):
    """Lowers least squares."""

    def fit(self, op: str, node: Any) -> Expr:
        """Return what least squares give, which moves with the data."""
        callee, call, values = self.search(op, node)
        if op.endswith("curve_fit"):
            return self._fitted(op, callee, call, values, node)
        told = told_of(call)
        how = told.get("loss", Const("linear")), told.get("f_scale", Const(1.0))
        if how[0] not in [Const(loss) for loss in LOSSES]:
            raise self.refusal(
                Unsupported, f"s2sad cannot differentiate `{self.text_of(node)}`", node,
                "Which loss is summed is not one that is known before the run.",
                f"Write one of {', '.join(map(repr, LOSSES))} for `loss=`.",
            )  # fmt: skip
        found = self.temporary(call, node)
        parts = {n: self.temporary(Apply("attr", (found, Const(n))), node) for n in _RESULT}
        x, given = parts["x"], [Ready(value, node) for value in values]
        at = self._at(callee, given, how, node)
        cost = self.operand(call_on(Ready(at, node), [Ready(x, node)], [], node))
        parts["x"] = self.temporary(
            self.moving_minimum(op, at, x, node, self._between(told)), node
        )
        residuals = self.operand(
            call_on(Ready(callee, node), [Ready(parts["x"], node), *given], [], node)
        )
        residuals = Apply("equations", (residuals,))
        for name, moved in (("cost", cost), ("fun", self.temporary(residuals, node))):
            parts[name] = self.temporary(Apply("rt.moves_as", (parts[name], moved)), node)
        form = Form("object", _RESULT, OptimizeResult)
        return Apply("record", (Const(form), *parts.values()))

    def _at(
        self, callee: Callee, rest: Sequence[Any], how: tuple[Expr, ...], node: Any
    ) -> Callee:
        """Return the function x -> half the squares of f(x, rest), or what `how` makes of them."""
        return self._lambda(
            lambda x: self._asked(
                "half_of_squares", [call_on(Ready(callee, node), [x, *rest], [], node)], how, node
            ), f"{callee.definition.name}_squares", node,
        )  # fmt: skip

    def _asked(self, op: str, args: list[Any], known: Sequence[Expr], node: Any) -> Any:
        """Return the call of an operation on nodes and on expressions."""
        operands = [*args, *[Ready(each, node) for each in known]]
        return call_on(Ready(Primitive(op), node), operands, [], node)

    def _lambda(self, body: Any, name: str, node: Any) -> Callee:
        """Return the function of one operand that a body is made for."""
        spec = gast.arguments(
            [gast.Name("x", gast.Param(), None, None)], [], None, [], [], None, []
        )
        made = placed(gast.Lambda(spec, body(gast.Name("x", gast.Load(), None, None))), node)
        for part in gast.walk(made):
            if not hasattr(part, "lineno"):
                gast.copy_location(part, node)
        return Callee(self.local_definition(made, name))

    # -- curves --------------------------------------------------------------------------------

    def start_of_curve(
        self, callee: Callee, positional: list[Expr], more: int, node: Any
    ) -> tuple[Expr, ...]:
        """Return operands like those that a curve which is made here is called with."""
        places = self.temporary(Apply("samples", (positional[0],)), node)
        return (places, *[Const(0.0)] * (self._count(callee, node) - more))

    def _between(self, told: dict[str, Expr]) -> tuple[Expr, ...]:
        """Return the bounds of a fit, a pair of numbers or arrays, or nothing without any."""
        return () if told.get("bounds", _NONE) == _NONE else (told["bounds"],)

    def _fitted(
        self, op: str, callee: Callee, call: Apply, rest: Sequence[Expr], node: Any
    ) -> Expr:
        """Return the parameters of a curve and their covariance."""
        told, count = told_of(call), self._count(callee, node) - len(rest)
        if told.get("absolute_sigma", Const(False)) not in (Const(False), Const(True)):
            raise self.refusal(
                Unsupported, f"s2sad cannot differentiate `{self.text_of(node)}`", node,
                "Whether `absolute_sigma=` is true decides what the covariance is.",
                "Write True or False.",
            )  # fmt: skip
        found = self.temporary(call, node)
        x, covariance = self._items(found, 2, node)
        like = self.temporary(Apply("np.zeros", (Const(count),)), node)  # it is of that size
        x = self.temporary(Apply("rt.moves_as", (x, like)), node)
        places = self.temporary(Apply("samples", (told["xdata"],)), node)
        values = self.temporary(Apply("samples", (told["ydata"],)), node)

        def residuals(p: Any) -> Any:
            each = [item_of(p, k, node) for k in range(count)]
            operands = [Ready(places, node), *each, *[Ready(value, node) for value in rest]]
            curve = call_on(Ready(callee, node), operands, [], node)
            sigma = told.get("sigma", _NONE)
            return self._asked("residuals", [curve], (values, sigma), node)

        name = callee.definition.name
        squares = self._lambda(
            lambda p: self._asked("half_of_squares", [residuals(p)], (), node),
            f"{name}_squares", node,
        )  # fmt: skip
        least = self.moving_minimum(op, squares, x, node, self._between(told))
        best = self.temporary(least, node)
        spread = self._lambda(residuals, f"{name}_residuals", node)
        known = told.get("absolute_sigma") == Const(True)
        moved = self._covariance(spread, best, count, known, node)
        whole = Apply("rt.moves_as", (covariance, moved))
        return Apply("tuple", (best, self.temporary(whole, node)))

    def _count(self, callee: Callee, node: Any) -> int:
        """Return how many parameters a curve has."""
        source = callee.definition.source
        assert isinstance(source, Source)
        spec = source.node.args
        if spec.vararg or spec.kwarg or spec.kwonlyargs or spec.defaults:
            raise self.refusal(
                Unsupported, f"s2sad cannot fit `{callee.definition.name}`", node,
                "How many parameters it has is not seen from its first line.",
                "Write them one by one, without defaults: `def f(x, a, b):`.",
            )  # fmt: skip
        return len(parameters(source.node)) - 1 - (callee.bound is not None)

    def _covariance(
        self, spread: Callee, best: Name, count: int, is_absolute: bool, node: Any
    ) -> Name:
        """Return the covariance of the parameters of a fit, of its residuals there."""
        residuals = self.operand(call_on(Ready(spread, node), [Ready(best, node)], [], node))
        jacobian, units, k = (self.names.fresh(name) for name in ("slopes", "units", "k"))
        size = self.temporary(Apply("len", (residuals,)), node)
        self.set_name(units, Apply("np.eye", (Const(count),)), node)
        shape = Apply("tuple", (Const(count), size))
        self.set_name(jacobian, Apply("np.zeros", (shape,)), node)
        with self.loop_block() as body:
            unit = self.temporary(Apply("getitem", (Name(units), Name(k))), node)
            pair = self.temporary(
                self.tangents(Derived(spread, 0, "jvp"), [best], [unit], node), node
            )
            along = self.temporary(Apply("getitem", (pair, Const(1))), node)
            self.emit(Store, node, jacobian, Name(k), along)
        self.emit(For, node, k, Apply("range", (Const(count),)), tuple(body))
        self.bound.add(k)
        turned = self.temporary(Apply("np.transpose", (Name(jacobian),)), node)
        squares = self.temporary(Apply("matmul", (Name(jacobian), turned)), node)
        found = self.temporary(Apply("np.linalg.inv", (squares,)), node)
        if is_absolute:
            return found
        total = self.temporary(Apply("np.dot", (residuals, residuals)), node)
        spare = self.temporary(Apply("sub", (size, Const(count))), node)
        variance = self.temporary(Apply("truediv", (total, spare)), node)
        return self.temporary(Apply("mul", (found, variance)), node)
