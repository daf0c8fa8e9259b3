"""Integrals: they move with their bounds, and with what the function is given.

    z, e = quad(f, a, b, args=(p,))    ->     v, e = quad(f, a, b, args=(p,))
                                              q = pack(p)
                                              z = rt.integral_with(v, a, b, f(a, p), f(b, p), q, …)

The derivative in p is the integral of that of f: two more functions of the text are integrated,

    d_f(x, dp, p) = f_p dp          f_slopes(x, p) = f_p, all parameters in one vector.

`quad_vec` integrates several values at once; what goes back is that of their sum with an adjoint g:

    f_back(x, g, p) = g . f_p, all parameters in one vector
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import WrongCall
from ..ir.nodes import Apply, Const, Expr, Name
from .flows import Flows, options_of
from .ready import Ready, call_on
from .values import Callee, Derived

SEVERAL = "scipy.integrate.quad_vec"
INTEGRALS = {"scipy.integrate.quad", SEVERAL}


class Integrals(Flows):
    """Lowers integrals of functions of the user's."""

    def integral(self, op: str, node: Any) -> Expr:
        """Return an integral, and the estimate of its error."""
        callee, call, values = self.search(op, node)
        if len(call.args) < 3:
            raise self.refusal(
                WrongCall, f"`{self.text_of(node)}` has no bounds by position", node,
                "Which operands they are must be seen.", "Write `quad(f, a, b)`.",
            )  # fmt: skip
        found, bounds = self.temporary(call, node), call.args[1:3]
        moving = self.moving(values)
        if not moving and not any(isinstance(bound, Name) for bound in bounds):
            return found
        value, error = self._items(found, 2, node)
        is_one = op != SEVERAL
        ends = [
            self.operand(call_on(
                Ready(callee, node), [Ready(e, node) for e in (bound, *values)], [], node
            )) if isinstance(bound, Name) or not is_one else Const(0.0) for bound in bounds
        ]  # fmt: skip
        kind = "integral" if is_one else "integrals"
        whole = Apply(f"rt.{kind}_of", (value, *bounds, *ends))
        if moving:
            like = None if is_one else ends[0]
            parts = self._slopes(callee, values, moving, like, node)
            whole = Apply(f"rt.{kind}_with", (*whole.args, *parts), options_of(call))
        return Apply("tuple", (self.temporary(whole, node), error))

    def _slopes(
        self, callee: Callee, values: Sequence[Expr], moving: list[int], like: Expr | None,
        node: Any,
    ) -> list[Expr]:  # fmt: skip
        """Return the parameters in one vector, and the functions of their slopes, with operands.

        `like` are values of the function if it has several.
        """
        packed = self.temporary(Apply("pack", tuple([values[k] for k in moving])), node)
        wrt = tuple([k + 1 for k in moving])

        def along(x: Name, dp: Name, *rest: Name) -> Expr:
            whole = self.temporary(Apply("unpack", (dp, *[rest[k] for k in moving])), node)
            pieces = self._items(whole, len(moving), node)
            pair = self.tangents(Derived(callee, wrt, "jvp"), [x, *rest], pieces, node)
            return self._items(self.temporary(pair, node), 2, node)[1]

        def slopes(x: Name, *rest: Name) -> Expr:
            taken = callee
            if like is not None:
                g = self.temporary(Apply("equations", (rest[0],)), node)
                taken, rest = self.product(callee, g, 1 + count, node), rest[1:]
            derived = Derived(taken, wrt, "grad")
            given = [Ready(e, node) for e in (x, *rest)]
            self.operand(call_on(Ready(callee, node), given, [], node))  # its branches are seen
            call = call_on(Ready(derived, node), given, [], node)
            each = self._items(self.temporary(self.derived(derived, call), node), len(wrt), node)
            return self.temporary(Apply("pack", tuple(each)), node)

        name, count = callee.definition.name, len(values)
        first = self.define(f"d_{name}", ["x", "dp"], callee, count, along)
        adjoints = () if like is None else (like,)
        title, more = (f"{name}_slopes", []) if like is None else (f"{name}_back", ["g"])
        second = self.define(title, ["x", *more], callee, count, slopes)
        jump = self.jump_in(second, [k + 1 + len(more) for k in moving])
        parts: list[Expr] = [packed]
        for uid, extra in ((first, (packed,)), (second, adjoints)):
            made = Apply("function", (Const(uid), Const(0.0), *extra, *values))
            parts += [made if jump is None else jump, Apply("given", (Const(uid), *values))]
        return parts
