"""Flows: solutions of differential equations by SciPy's steppers.

    z = odeint(f, y0, t, args=(p,))    ->     x = odeint(f, y0, t, args=(p,))
                                              q = pack(y0, p)
                                              z = rt.odeint_of(x, q, t, d_f, (p,), f_back, (p,))

A stepper cannot be differentiated: its steps follow the error that it estimates. z moves as the
equation says. Two more systems are made, functions of the text of a derivative program:

    d_f(y dy, t, dp, p) = (f, f_y dy + f_p dp)           the variational equation, forwards
    f_back(y a, t, n, p) = (f, -f_y' a, -f_p' a)         the adjoint equation, backwards

Where times move, each state moves along f, and the start against it (`_at`, `_begun`):

    z = rt.odeint_at(z, f, t, (p,))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gast

from ..ir.kinds import Form
from ..ir.nodes import Apply, Const, Expr, Name, Param, Program
from .jumps import jump_of
from .ready import Ready, call_on
from .recursion import number_of
from .roots import told_of
from .scope import parameters
from .source import Source
from .systems import OptimizeResult, Systems
from .values import Callee, Derived, Primitive

FLOWS = {"scipy.integrate.odeint", "scipy.integrate.solve_ivp"}
_RESULT = ("y", "t", "success", "status", "message", "nfev")
# What belongs to the system of the user's, and not to those that follow it.
_OWN = {
    "func", "fun", "f", "y0", "t", "t_span", "t_eval", "args", "a", "b", "Dfun", "col_deriv", "jac",
    "h0", "ixpr", "printmessg", "ml", "mu", "dense_output", "vectorized", "first_step",
    "lband", "uband", "maxp1", "limlst",
}  # fmt: skip
NONE = Const(None)
_ALL = Apply("slice", (NONE, NONE, NONE))


class Flows(Systems):
    """Lowers calls of steppers."""

    def flow(self, op: str, node: Any) -> Expr:
        """Return the solution of an equation, which moves with its start and with `args`."""
        callee, call, values = self.search(op, node)
        told, options = told_of(call), options_of(call)
        found = self.temporary(call, node)
        if op == "scipy.integrate.odeint":
            return self._by_rows(callee, call, values, found, node)
        result = {n: self.temporary(Apply("attr", (found, Const(n))), node) for n in _RESULT}
        span = self._ends(told["t_span"], node)
        first = Apply("getitem", (result["y"], Apply("tuple", (_ALL, Const(0)))))
        state = self.temporary(first, node)
        begin = self._begun(call, told["y0"], span[0], node)
        parts = self._systems(callee, begin, state, values, 1, node)
        times = result["t"] = self._times(told.get("t_eval", NONE), span, result["t"], node)
        whole = (result["y"], parts[0], times, told["t_span"], *parts[1:])
        result["y"] = self.temporary(Apply("rt.ivp_of", whole, options), node)
        if self._moves(told.get("t_eval", NONE)) or self._moves(told["t_span"]):
            result["y"] = self._in_time("rt.ivp_at", result["y"], call, times, node)
        return Apply("record", (Const(Form("object", _RESULT, OptimizeResult)), *result.values()))

    def _by_rows(
        self, callee: Callee, call: Apply, values: Sequence[Expr], found: Name, node: Any
    ) -> Expr:
        """Return what `odeint` gives, a state in each row."""
        told, options = told_of(call), options_of(call)
        turned = told.get("tfirst", Const(False)) != Const(False)
        row = self.temporary(Apply("getitem", (found, Const(0))), node)
        begin = self.temporary(Apply("equations", (told["y0"],)), node)
        if not self._moves(told["t"]):
            parts = self._systems(callee, begin, row, values, int(turned), node)
            return Apply("rt.odeint_of", (found, parts[0], told["t"], *parts[1:]), options)
        times = self.temporary(Apply("equations", (told["t"],)), node)
        first = self.temporary(Apply("getitem", (times, Const(0))), node)
        before = "rt.ivp_from" if turned else "rt.odeint_from"
        begin = self._in_time(before, begin, call, first, node)
        parts = self._systems(callee, begin, row, values, int(turned), node)
        whole = Apply("rt.odeint_of", (found, parts[0], times, *parts[1:]), options)
        states = self.temporary(whole, node)
        if not turned:
            return self._in_time("rt.odeint_at", states, call, times, node)
        columns = self.temporary(Apply("np.transpose", (states,)), node)
        return Apply("np.transpose", (self._in_time("rt.ivp_at", columns, call, times, node),))

    def _in_time(self, op: str, x: Name, call: Apply, time: Expr, node: Any) -> Name:
        """Return states, or a start, which move with their times along the equation of a call."""
        rest = told_of(call).get("args", Apply("tuple", ()))
        return self.temporary(Apply(op, (x, call.args[0], time, rest)), node)

    def _begun(self, call: Apply, start: Expr, time: Expr, node: Any) -> Name:
        """Return a start, which moves against the equation where the first time moves."""
        begin = self.temporary(Apply("equations", (start,)), node)
        return self._in_time("rt.ivp_from", begin, call, time, node) if self._moves(time) else begin

    def _ends(self, span: Expr, node: Any) -> list[Expr]:
        """Return the two ends of an interval."""
        if isinstance(span, Apply):
            return list(span.args[:2])
        return [self.temporary(Apply("getitem", (span, Const(k))), node) for k in range(2)]

    def _times(self, told: Expr, span: Sequence[Expr], found: Name, node: Any) -> Name:
        """Return the times of a solution: those that were asked for, or the steps between ends."""
        if told != NONE:
            if not self._moves(told):
                return found
            asked = self.temporary(Apply("equations", (told,)), node)
            return self.temporary(Apply("rt.moves_as", (found, asked)), node)
        if not any(self._moves(end) for end in span):
            return found
        return self.temporary(Apply("rt.between", (found, *span)), node)

    def _moves(self, expr: Expr) -> bool:
        """Return whether an operand, or an item of a display, may vary."""
        return bool(self.moving(expr.args if isinstance(expr, Apply) else [expr]))

    def moving(self, values: Sequence[Expr]) -> list[int]:
        """Return which of the operands in `args` may vary: no constants, no captured values."""
        still = {*self.counts, *[Name(capture.name) for capture in self.captures.values()]}
        return [k for k, value in enumerate(values)
                if isinstance(value, Name) and value not in still]  # fmt: skip

    def _systems(
        self, callee: Callee, begin: Name, state: Name, values: Sequence[Expr], place: int,
        node: Any,
    ) -> list[Expr]:  # fmt: skip
        """Return what a flow depends on in one vector, and its two systems with their operands.

        `state` is one of the states; `place` tells where the function of the user's takes it.
        """
        moving = self.moving(values)
        packed = self.temporary(Apply("pack", (begin, *[values[k] for k in moving])), node)
        count = self.temporary(Apply("len", (state,)), node)
        parts: list[Expr] = [packed]
        two = (Const(0.0), state) if place else (state, Const(0.0))
        along = self._along_a_flow(callee, len(values), moving, place, node)
        back = self._back_a_flow(callee, len(values), moving, place, node)
        jump = self.jump_in(back, [place, *[k + 3 for k in moving]])
        for uid, extra in ((along, packed), (back, count)):
            made = Apply("function", (Const(uid), *two, extra, *values))
            parts += [made if jump is None else jump, Apply("given", (Const(uid), *values))]
        return parts

    def jump_in(self, uid: str, places: list[int]) -> Expr | None:
        """Return why a function of the text has no derivative: it chooses by these parameters."""
        program = self.programs[uid]
        found = jump_of(program, [program.params[k].name for k in places], self.places)
        return None if found is None else Apply("const", (Const(found),))

    def _along_a_flow(
        self, callee: Callee, count: int, moving: list[int], place: int, node: Any
    ) -> str:
        """Define the system of the states and of their tangents."""

        def build(first: Name, second: Name, dp: Name, *rest: Name) -> Expr:
            w, t = (second, first) if place else (first, second)
            n = self.temporary(Apply("floordiv", (self._length(w, node), Const(2))), node)
            y, dy = self._part(w, NONE, n, node), self._part(w, n, NONE, node)
            whole = self.temporary(Apply("unpack", (dp, *[rest[k] for k in moving])), node)
            pieces = self._items(whole, len(moving), node)
            along = Derived(callee, (place, *[k + 2 for k in moving]), "jvp")
            given = [t, y] if place else [y, t]
            pair = self.tangents(along, [*given, *rest], [dy, *pieces], node)
            both = self._items(self.temporary(pair, node), 2, node)
            return self._joined([Apply("equations", (each,)) for each in both], node)

        names = ("t", "w") if place else ("w", "t")
        return self.define(f"d_{callee.definition.name}", [*names, "dp"], callee, count, build)

    def _back_a_flow(
        self, callee: Callee, count: int, moving: list[int], place: int, node: Any
    ) -> str:
        """Define the system of the states, of their adjoints and of those of the parameters."""

        def build(first: Name, second: Name, n: Name, *rest: Name) -> Expr:
            w, t = (second, first) if place else (first, second)
            twice = self.temporary(Apply("mul", (Const(2), n)), node)
            y, a = self._part(w, NONE, n, node), self._part(w, n, twice, node)
            given = [Ready(e, node) for e in ((t, y) if place else (y, t)) + rest]
            value = Apply("equations", (self.tree(call_on(Ready(callee, node), given, [], node)),))
            product = self.product(callee, a, count + 2, node)
            slopes = Derived(product, (place, *[k + 2 for k in moving]), "grad")
            whole = self.derived(slopes, call_on(Ready(slopes, node), given, [], node))
            each = self._items(self.temporary(whole, node), len(moving) + 1, node)
            packed = self.temporary(Apply("pack", tuple(each)), node)
            return self._joined([value, Apply("neg", (packed,))], node)

        names = ("t", "w") if place else ("w", "t")
        return self.define(f"{callee.definition.name}_back", [*names, "n"], callee, count, build)

    def product(self, callee: Callee, a: Name, count: int, node: Any) -> Callee:
        """Return the function y, t, p -> a @ f(y, t, p) of so many parameters."""
        own = [f" {k}" for k in range(count)]
        params = [gast.Name(name, gast.Param(), None, None) for name in own]
        spec = gast.arguments(params, [], None, [], [], None, [])
        given = [gast.Name(name, gast.Load(), None, None) for name in own]
        inner = call_on(Ready(callee, node), given, [], node)
        vector = call_on(Ready(Primitive("equations"), node), [inner], [], node)
        body = call_on(Ready(Primitive("np.dot"), node), [Ready(a, node), vector], [], node)
        made = gast.copy_location(gast.Lambda(spec, body), node)
        for part in gast.walk(made):
            if not hasattr(part, "lineno"):
                gast.copy_location(part, node)
        return Callee(self.local_definition(made, f"{callee.definition.name}_product"))

    def define(
        self, name: str, first: Sequence[str], callee: Callee, count: int,
        build: Callable[..., Expr],
    ) -> str:  # fmt: skip
        """Make a function of the text that calls another one; return what it is known by."""
        source = callee.definition.source
        assert isinstance(source, Source)
        own = [p.id for p in parameters(source.node)][-count:] if count else []
        names = [self.names.fresh(n) for n in (*first, *own)]
        bound, trips = set(self.bound), self.trips
        self.bound.update(names)
        self.trips = []
        try:
            with self.inner_block() as body, self.escape(False):
                result = build(*map(Name, names))
        finally:
            self.bound, self.trips = bound, trips
        uid = number_of(name)
        self.defined[uid] = uid
        self.programs[uid] = Program(
            name, tuple(map(Param, names)), tuple(body), result, (), source.file
        )
        return uid

    def _items(self, whole: Name, count: int, node: Any) -> list[Expr]:
        """Return the items of a tuple."""
        return [self.temporary(Apply("getitem", (whole, Const(k))), node) for k in range(count)]

    def _length(self, x: Name, node: Any) -> Name:
        return self.temporary(Apply("len", (x,)), node)

    def _part(self, x: Name, lower: Expr, upper: Expr, node: Any) -> Name:
        part = Apply("slice", (lower, upper, Const(None)))
        return self.temporary(Apply("getitem", (x, part)), node)

    def _joined(self, parts: Sequence[Expr], node: Any) -> Name:
        names = tuple([self.temporary(part, node) for part in parts])
        return self.temporary(Apply("np.concatenate", (Apply("tuple", names),)), node)


def options_of(call: Apply) -> tuple[tuple[str, Expr], ...]:
    """Return what a stepper or an integral was told besides."""
    return tuple([(key, value) for key, value in told_of(call).items() if key not in _OWN])
