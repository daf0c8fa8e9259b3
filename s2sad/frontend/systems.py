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

from ..errors import Unsupported
from ..ir.kinds import Form
from ..ir.nodes import Apply, Const, Expr, For, Name, Store
from .ready import Ready, call_on
from .roots import Roots, told_of
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
_LOWEST = {f"scipy.optimize.{name}" for name in ("fminbound", "brent", "golden")}  # numbers
_LEAST = {f"scipy.optimize.{name}" for name in ("fmin", "fmin_powell", "fmin_bfgs", "fmin_cg")}
FITS = {"scipy.optimize.least_squares", "scipy.optimize.curve_fit"}
MINIMA = {"scipy.optimize.minimize", "scipy.optimize.minimize_scalar", *_LOWEST, *_LEAST, *FITS}
OF_NUMBERS = {"scipy.optimize.root_scalar", "scipy.optimize.minimize_scalar", *_LOWEST}
SEARCHES = {*RESULTS, "scipy.optimize.fsolve", *_LOWEST, *_LEAST}
_WITHIN = (None, "L-BFGS-B", "SLSQP", "TNC", "Nelder-Mead")  # methods that end on a bound
_NONE = Const(None)
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
            return self._moving(op, callee, found, values, node, self._bounds(op, call, node))
        parts: dict[str, Expr] = {
            n: self.temporary(Apply("attr", (found, Const(n))), node) for n in names
        }
        first = names[0]
        x = parts[first]
        assert isinstance(x, Name)
        given = [Ready(value, node) for value in values]
        bounds = self._bounds(op, call, node)
        moved = self.temporary(self._moving(op, callee, x, values, node, bounds), node)
        if op in MINIMA:
            at = moved if bounds and op in OF_NUMBERS else x  # a bound that moves takes it along
            worth = call_on(Ready(callee, node), [Ready(at, node), *given], [], node)
            parts["fun"] = self.operand(worth)
        parts[first] = moved
        form = Form("object", names, OptimizeResult)
        return Apply("record", (Const(form), *parts.values()))

    def _bounds(self, op: str, call: Apply, node: Any) -> tuple[Expr, ...]:
        """Return the ends of an interval, or all bounds at once, or nothing without any."""
        told = told_of(call)
        if op.endswith("fminbound"):
            return told["x1"], told["x2"]
        bounds = told.get("bounds", _NONE) if op in MINIMA else _NONE
        if bounds == _NONE:
            return ()
        if op in OF_NUMBERS:
            if isinstance(bounds, Apply) and bounds.op in ("tuple", "list"):
                return bounds.args
            raise self.refusal(
                Unsupported, f"s2sad cannot tell what `bounds=` of `{self.text_of(node)}` holds",
                node, "Both ends must be known one by one.", "Write `bounds=(low, high)`.",
            )  # fmt: skip
        if told.get("method", _NONE) not in [Const(name) for name in _WITHIN]:
            raise self.refusal(
                Unsupported, f"s2sad cannot differentiate `{self.text_of(node)}`", node,
                "Of this method it is not seen which bounds hold the minimum back.",
                f"Write one of {', '.join(map(repr, _WITHIN[1:]))} for `method=`.",
            )  # fmt: skip
        return (bounds,)

    def _moving(
        self, op: str, callee: Callee, x: Name, values: Sequence[Expr], node: Any,
        bounds: tuple[Expr, ...] = (),
    ) -> Expr:  # fmt: skip
        """Return x as what solves its equation."""
        equation: Any = Derived(callee, 0, "grad") if op in MINIMA else callee
        call = call_on(Ready(equation, node), [Ready(e, node) for e in (x, *values)], [], node)
        r: Expr
        j: Expr
        if op in OF_NUMBERS:
            r = self.operand(call)
            j = self.temporary(self.derived(Derived(equation, 0, "grad"), call), node)
            if bounds:
                r, j = self._kept(x, r, j, bounds, node)
            return Apply("rt.root_of", (x, r, j))
        r = self.temporary(Apply("equations", (self.tree(call),)), node)
        j = self._jacobian(equation, x, values, node)
        if bounds:
            r, j = self._kept_each(op, x, r, j, bounds[0], node)
        return Apply("rt.roots_of", (x, r, j))

    def _kept(
        self, x: Name, r: Expr, s: Expr, bounds: tuple[Expr, ...], node: Any
    ) -> tuple[Expr, Expr]:
        """Return an equation, and its slope: where a bound keeps x back, x moves as this bound."""
        side = self.temporary(Apply("rt.kept", (x, r, s, *bounds)), node)
        for op, end in zip(("lt", "gt"), bounds):
            here = self.temporary(Apply(op, (side, Const(0.0))), node)
            minus = self.temporary(Apply("neg", (end,)), node)
            r = self.temporary(Apply("np.where", (here, minus, r)), node)
            s = self.temporary(Apply("np.where", (here, Const(1.0), s)), node)
        return r, s

    def _kept_each(
        self, op: str, x: Name, r: Expr, j: Expr, bounds: Expr, node: Any
    ) -> tuple[Expr, Expr]:
        """Return equations, and their Jacobian: what a bound keeps back does not move."""
        which = "rt.kept_between" if op in FITS else "rt.kept_within"
        kept = self.temporary(Apply(which, (x, r, j, bounds)), node)
        here = self.temporary(Apply("gt", (kept, Const(0.0))), node)
        rows = self.temporary(Apply("getitem", (here, Apply("tuple", (_EACH, _NONE)))), node)
        one = self.temporary(Apply("np.eye", (Apply("len", (x,)),)), node)
        return (
            self.temporary(Apply("np.where", (here, Const(0.0), r)), node),
            self.temporary(Apply("np.where", (rows, one, j)), node),
        )  # fmt: skip

    def moving_minimum(
        self, op: str, function: Callee, x: Name, node: Any, bounds: tuple[Expr, ...]
    ) -> Expr:
        """Return x, an array, as what makes a function of x alone the least, within bounds."""
        return self._moving(op, function, x, (), node, bounds)

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
