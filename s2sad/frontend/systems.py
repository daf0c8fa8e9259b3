"""Systems: searches of SciPy's for the root of several equations, or for a minimum.

    s = root(f, x0, args=(p,))         ->     s = root(f, x0, args=(p,)); x = s.x
                                              r = f(x, p)
                                              for i in range(len(x)): j[:, i] = df(x, p) e_i
                                              z = rt.roots_of(x, r, j)
                                              s = record(x=z, success=s.success, ...)

As for one equation, the search is a constant and z moves as f(z, p) = 0 says: j dz = -dr. At a
minimum the gradient of f is 0: r is that gradient, and j its Jacobian. What a minimum is worth is
f at x, where a move of x does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..ir.kinds import Form
from ..ir.nodes import Apply, Const, Expr, For, Name, Store
from .ready import Ready, call_on
from .roots import Roots
from .values import Callee, Derived

_OF_ROOT = ("x", "success", "status", "message", "nfev")
# What of a result is known, by what it is a result of.
RESULTS = {
    "scipy.optimize.root": _OF_ROOT,
    "scipy.optimize.minimize": (*_OF_ROOT, "nit", "fun"),
    "scipy.optimize.root_scalar": (
        "root", "converged", "flag", "iterations", "function_calls",
    ),
    "scipy.optimize.minimize_scalar": ("x", "success", "message", "nfev", "nit", "fun"),
}  # fmt: skip
MINIMA = {"scipy.optimize.minimize", "scipy.optimize.minimize_scalar"}
OF_NUMBERS = {"scipy.optimize.root_scalar", "scipy.optimize.minimize_scalar"}
SEARCHES = {*RESULTS, "scipy.optimize.fsolve"}
_EACH = Apply("slice", (Const(None),) * 3)


class OptimizeResult:
    """Stands for the class of SciPy's results, which is not imported here."""


class Systems(Roots):
    """Lowers searches whose result is an array, or an object."""

    def found_by(self, op: str, node: Any) -> Expr:
        """Return what a search gives, which moves with the operands in `args`."""
        callee, call, values = self.search(op, node)
        found = self.temporary(call, node)
        names = RESULTS.get(op)
        if names is None:
            return self._moving(op, callee, found, values, node)
        parts: dict[str, Expr] = {
            n: self.temporary(Apply("attr", (found, Const(n))), node) for n in names
        }
        first = names[0]
        x = parts[first]
        assert isinstance(x, Name)
        given = [Ready(value, node) for value in values]
        if op in MINIMA:
            worth = call_on(Ready(callee, node), [Ready(x, node), *given], [], node)
            parts["fun"] = self.operand(worth)
        parts[first] = self.temporary(self._moving(op, callee, x, values, node), node)
        form = Form("object", names, OptimizeResult)
        return Apply("record", (Const(form), *parts.values()))

    def _moving(
        self, op: str, callee: Callee, x: Name, values: Sequence[Expr], node: Any
    ) -> Expr:
        """Return x as what solves its equation."""
        equation: Any = Derived(callee, 0, "grad") if op in MINIMA else callee
        call = call_on(Ready(equation, node), [Ready(e, node) for e in (x, *values)], [], node)
        if op in OF_NUMBERS:
            slope = self.derived(Derived(equation, 0, "grad"), call)
            return Apply("rt.root_of", (x, self.operand(call), self.temporary(slope, node)))
        residual = self.temporary(Apply("equations", (self.tree(call),)), node)
        return Apply("rt.roots_of", (x, residual, self._jacobian(equation, x, values, node)))

    def moving_minimum(self, function: Callee, x: Name, node: Any) -> Expr:
        """Return x, an array, as what makes a function of x alone the least."""
        return self._moving("scipy.optimize.minimize", function, x, (), node)

    def _jacobian(self, equation: Any, x: Name, values: Sequence[Expr], node: Any) -> Name:
        """Return the derivative of an equation in x, made column by column."""
        jacobian, units, k = (self.names.fresh(name) for name in ("jacobian", "units", "k"))
        count = self.temporary(Apply("len", (x,)), node)
        self.set_name(units, Apply("np.eye", (count,)), node)
        self.set_name(jacobian, Apply("np.zeros", (Apply("tuple", (count, count)),)), node)
        with self.loop_block() as body:
            unit = self.temporary(Apply("getitem", (Name(units), Name(k))), node)
            along = Derived(equation, 0, "jvp")
            pair = self.temporary(self.tangents(along, [x, *values], [unit], node), node)
            moved = self.temporary(Apply("getitem", (pair, Const(1))), node)
            column = self.temporary(Apply("equations", (moved,)), node)
            self.emit(Store, node, jacobian, Apply("tuple", (_EACH, Name(k))), column)
        self.emit(For, node, k, Apply("range", (count,)), tuple(body))
        self.bound.add(k)
        return Name(jacobian)
