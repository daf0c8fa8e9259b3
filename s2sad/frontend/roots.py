"""Roots: calls of SciPy's that are given a function, and what its result depends on.

    z = brentq(f, a, b, args=(p,))     ->     x = brentq(f, a, b, args=(p,))
                                              r = f(x, p)
                                              s = grad(f)(x, p)
                                              z = rt.root_of(x, r, s)

The search itself has no derivative; z has the value of x, and moves as the equation f(z, p) = 0
says: dz = -dr / s, where dr is the change of f at x. The function is one of a module, or one that
is made here; this becomes a function of the text, which gets what it reads here by `args=`:

    z = brentq(lambda x: x * x - p, a, b)     ->     x = brentq(f, a, b, args=(p,))
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import gast

from ..errors import Unsupported, WrongCall
from ..ir.frozen import replace
from ..ir.nodes import Apply, Const, Expr, Name
from ..rules import UnknownKeywords, lookup, match
from .lowering import Lowering
from .recursion import read_around
from .ready import Ready, call_on, placed
from .scope import Scope, declared_by, free_names, parameters
from .source import Source
from .values import Callee, Captured, Derived, Literal, Primitive

ROOTS = {
    f"scipy.optimize.{name}"
    for name in ("brentq", "brenth", "bisect", "ridder", "toms748", "newton")
}
PLACES = {  # where `args` stands
    **dict.fromkeys(ROOTS, 3), "scipy.optimize.minimize_scalar": 3,
    "scipy.optimize.root_scalar": 1,
    **{f"scipy.optimize.{name}": 2 for name in (
        "root", "fsolve", "minimize", "fmin", "fmin_powell")},
    **{f"scipy.optimize.{name}": 3 for name in ("fmin_bfgs", "fmin_cg", "fminbound")},
    **{f"scipy.optimize.{name}": 1 for name in ("brent", "golden")},
    "scipy.integrate.quad_vec": 99,
    "scipy.optimize.least_squares": 99, "scipy.optimize.curve_fit": 99,  # by name, or none
    "scipy.integrate.quad": 3, "scipy.integrate.odeint": 3, "scipy.integrate.solve_ivp": 8,
}  # fmt: skip
# Where the operand stands that tells what a function which is made here is called with: a vector,
# or a number; and which of its parameters that is.
STARTS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys((*ROOTS, "scipy.integrate.quad", "scipy.integrate.quad_vec"), ()),
    **{f"scipy.optimize.{name}": () for name in (
        "root_scalar", "minimize_scalar", "fminbound", "brent", "golden")},
    **{f"scipy.optimize.{name}": (0, 0) for name in (
        "root", "fsolve", "minimize", "fmin", "fmin_powell", "fmin_bfgs", "fmin_cg",
        "least_squares", "curve_fit")},
    "scipy.integrate.odeint": (0, 0, 1), "scipy.integrate.solve_ivp": (1, 1, 0),
}
BY_PLACE = {  # how many of its first operands are read by their place: their names are left out
    **{op: 2 + max(start[:1], default=-1) for op, start in STARTS.items()},
    "scipy.integrate.quad": 3, "scipy.integrate.quad_vec": 3,
}  # fmt: skip
_EDGE = "Where a bound or a constraint holds the minimum back, the gradient is not 0 there."
OTHER = {  # keywords by which the result is another one, and why
    **dict.fromkeys(("full_output", "weight", "complex_func"), ""),
    **dict.fromkeys(("bounds", "constraints"), _EDGE),
    "callback": "What it does has no order that can be reversed.",
}
BOUNDED = {f"scipy.optimize.{name}": {"bounds"} for name in (
    "minimize", "minimize_scalar", "least_squares", "curve_fit")}  # fmt: skip
WITHOUT_ARGS = {"scipy.optimize.curve_fit"}
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
        args, keywords = _by_place(op, *self.expanded(node))
        if not args:
            raise self.refusal(
                WrongCall, f"`{self.text_of(node)}` is called without a function", node,
                "Its function stands in no first place.", "Write `brentq(f, a, b)`.",
            )  # fmt: skip
        if isinstance(args[0], gast.Call):  # which makes a function
            args = [Ready(self.call(args[0]), args[0]), *args[1:]]
        has_start = op in STARTS and len(args) > 1 + max(STARTS[op][:1], default=-1)
        lifted = (self._lifted(args[0]) or self._put_in_text(args[0])) if has_start else None
        slopes: dict[int, Callee] = {}
        if lifted is not None:
            lifted, slopes = self._with_slopes(lifted, args, dict(keywords))
        callee, function = lifted or self._function_of_module(args[0])
        call, values = self._search(op, callee, function, args, dict(keywords), slopes, node)
        return callee, call, values

    def _with_slopes(
        self, lifted: tuple[Callee, list[str]], args: list[Any], named: dict[str, Any]
    ) -> tuple[tuple[Callee, list[str]], dict[int, Callee]]:
        """Return a function made here with its slopes, `jac=`, by their nodes: SciPy gives each of
        them what any reads here. One of a module is called by one that does not read the rest."""
        others = [node for node in [*args[1:], *named.values()]
                  if isinstance(self.static(node), Callee)]  # fmt: skip
        scope, carried = lifted[0].definition.scope, list(lifted[1])
        found = {id(node): self._lifted(node) for node in others}
        for each in found.values():
            if each is not None and each[0].definition.scope is scope:
                carried += [name for name in each[1] if name not in carried]
        told = named.get("args")
        count = len(told.elts) if isinstance(told, gast.Tuple) else 0
        slopes = {}
        for node in others:
            if found[id(node)] is None and carried:
                wider = self._lifted(_calling(node, count + 1, carried), carried)
            else:
                wider = self._lifted(node, carried)
            if wider is not None and set(wider[1]) <= set(carried):
                slopes[id(node)] = wider[0]
        return (self._lifted(args[0], carried) or lifted) if slopes else lifted, slopes

    def _search(
        self, op: str, callee: Callee, function: Expr | list[str], args: list[Any],
        named: dict[str, Any], slopes: dict[int, Callee], node: Any,
    ) -> tuple[Apply, tuple[Expr, ...]]:  # fmt: skip
        """Return the call itself, and what its function is given besides the first operand.

        `function` is the one to call, or the names that one of the text is given besides.
        """
        def operand(value: Any) -> Expr:
            return Const(None) if id(value) in slopes else self.operand_or_display(value)

        named = {key: value for key, value in named.items() if not _is_off(op, key, value)}
        self._refuse_other_results(op, args, named, node)
        given = args[PLACES[op]] if len(args) > PLACES[op] else named.get("args")
        exprs = self.in_order([*args[1:], *named.values()], operand)
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
        options = dict(zip(named, rest))
        if isinstance(function, list):
            with self._where_made(callee.definition.scope):
                carried = [self.operand(_name(name, node)) for name in function]
            display = Apply("tuple", (*display.args, *carried))
            start = self._start(op, callee, positional, len(display.args), node)
            function = of_text = self._of_text(callee, start, display.args, node)
            for k, value in enumerate(args[1:]):
                if id(value) in slopes:
                    positional[k] = self._of_text(slopes[id(value)], start, display.args, node)
            for key, value in named.items():
                if id(value) in slopes:
                    options[key] = self._of_text(slopes[id(value)], start, display.args, node)
            uid = of_text.args[0]
            assert isinstance(uid, Const)
            operands = Apply("given", (uid, *display.args))  # and what it reads outside
            if len(args) > PLACES[op]:
                positional[PLACES[op] - 1] = operands
            elif display.args or read_around(self.programs)[uid.value]:
                if op in WITHOUT_ARGS:
                    function = Apply("rt.with_last", (function, Const(len(start)), operands))
                else:
                    options["args"] = operands
        call = Apply(op, (function, *positional), tuple(options.items()))
        self._check_keywords(call, node)
        return call, display.args

    def _start(
        self, op: str, callee: Callee, positional: list[Expr], more: int, node: Any
    ) -> tuple[Expr, ...]:
        """Return operands like those that a function which is made here is called with first."""
        if not STARTS[op]:
            return (Const(0.0),)
        if op in WITHOUT_ARGS:
            curve: tuple[Expr, ...] = self.start_of_curve(  # type: ignore[attr-defined]
                callee, positional, more, node
            )
            return curve
        vector = self.temporary(Apply("equations", (positional[STARTS[op][0]],)), node)
        found: dict[int, Expr] = {STARTS[op][1]: self.temporary(
            Apply("np.atleast_1d", (vector,)), node)}  # fmt: skip
        found.update({place: Const(0.0) for place in STARTS[op][2:]})
        return tuple([found[k] for k in sorted(found)])

    def _of_text(
        self, callee: Callee, start: tuple[Expr, ...], values: Sequence[Expr], node: Any
    ) -> Apply:
        """Return a function of the text that calls another one, for operands like these."""
        def build(*given: Name) -> Expr:
            operands = [Ready(name, node) for name in given]
            return self.tree(call_on(Ready(callee, node), operands, [], node))

        source = callee.definition.source
        assert isinstance(source, Source)
        names = [p.id for p in parameters(source.node)][: len(start)]
        uid = self.define(  # type: ignore[attr-defined]
            callee.definition.name, names, callee, len(values), build
        )
        return Apply("function", (Const(uid), *start, *values))

    def _lifted(
        self, node: Any, more: Sequence[str] = ()
    ) -> tuple[Callee, list[str]] | None:
        """Return a function of the text in the place of one made here, and what it reads here.

        `lambda t: a * t` is `lambda t, a: a * t` there, and `a` is given by `args=`. It is given
        `more`, if others are.
        """
        callee = self.static(node)
        made = callee.definition if isinstance(callee, Callee) and callee.bound is None else None
        if made is None or made.scope is None or not isinstance(made.source, Source):
            return None
        function = made.source.node
        spec = function.args
        if spec.vararg or spec.kwarg or spec.kwonlyargs or spec.defaults or spec.posonlyargs \
                or declared_by(function):
            return None
        with self._where_made(made.scope):
            read = [name for name in _as_written(function) if self.scope.owner_of(name)]
            known = [self.static(_name(name, node)) for name in read]
            if not all(value is None or _is_outside(value) for value in known):
                return None
            carried = [name for name, value in zip(read, known) if value is None]
        if {p.id for p in parameters(function)} & set(more):
            return None  # another function reads what is a parameter here
        carried = [*more, *[name for name in carried if name not in more]]
        wider = copy.deepcopy(function)
        wider.args.args += [gast.Name(name, gast.Param(), None, None) for name in carried]
        for part in gast.walk(wider):
            if not hasattr(part, "lineno"):
                gast.copy_location(part, node)
        name = "f" if isinstance(function, gast.Lambda) else made.name
        source = Source(wider, made.source.file, made.source.lines)
        return Callee(replace(made, name=name, source=source, key=wider)), carried

    def _put_in_text(self, node: Any) -> tuple[Callee, list[str]] | None:
        """Return a function of the text in the place of a module's, where none can be captured."""
        callee = self.static(node)
        if not self.is_put_elsewhere or not isinstance(callee, Callee) or callee.bound is not None:
            return None
        source = callee.definition.source
        spec = source.node.args if isinstance(source, Source) else None
        if spec is None or spec.vararg or spec.kwarg or spec.kwonlyargs or spec.defaults:
            return None
        return callee, []

    @contextmanager
    def _where_made(self, scope: Scope) -> Iterator[None]:
        """Read names as the function does that is made in this scope."""
        around, self.scope = self.scope, scope
        try:
            yield
        finally:
            self.scope = around

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
        for name in sorted((OTHER.keys() - BOUNDED.get(op, set())) & named.keys()):
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


def _by_place(
    op: str, args: list[Any], keywords: list[tuple[str, Any]]
) -> tuple[list[Any], list[tuple[str, Any]]]:
    """Return the operands of a search with its function, and where it starts, by place.

    Those may be written there by name: `least_squares(fun=f, x0=p)`.
    """
    rule = lookup(op)
    names = rule.names[: min(BY_PLACE[op], rule.positional)] if rule is not None else ()
    taken = 0
    while taken < len(keywords) and keywords[taken][0] in names[len(args) + taken :][:1]:
        taken += 1
    return [*args, *[value for _, value in keywords[:taken]]], list(keywords[taken:])


def told_of(call: Apply) -> dict[str, Expr]:
    """Return what a call gives each parameter."""
    fit = match(call)
    assert fit is not None
    return {**dict(zip(fit.rule.names, call.args)), **dict(call.kwargs)}


def _as_written(function: Any) -> list[str]:
    """Return the names that a function reads from around it, in the order of its text."""
    free = set(free_names(function))
    found = [part for part in gast.walk(function) if getattr(part, "id", None) in free]
    found.sort(key=lambda part: (part.lineno, part.col_offset))
    return list(dict.fromkeys(part.id for part in found))


def _calling(function: Any, count: int, taken: list[str]) -> Any:
    """Return a lambda that calls a function with some operands, whose names are not taken."""
    free = (name for k in range(99) for name in [f"x{k}"] if name not in taken)
    names = [next(free) for _ in range(count)]
    spec = gast.arguments(
        [gast.Name(name, gast.Param(), None, None) for name in names], [], None, [], [], None, []
    )
    args = [_name(name, function) for name in names]
    return placed(gast.Lambda(spec, placed(gast.Call(function, args, []), function)), function)


def _name(name: str, node: Any) -> Any:
    return placed(gast.Name(name, gast.Load(), None, None), node)


def _is_off(op: str, key: str, node: Any) -> bool:
    """Return whether what a call is told is what it does by itself: `bounds=None`."""
    if key in OTHER and isinstance(node, gast.Tuple):
        return not node.elts
    if not isinstance(node, gast.Constant):
        return False
    rule = lookup(op)
    is_known = rule is not None and key in rule.names
    return not node.value if key in OTHER else node.value is None and not is_known


def _is_outside(value: Any) -> bool:
    """Return whether something that is known reads nothing of the functions that are read."""
    if isinstance(value, Callee):
        return value.definition.scope is None and value.bound is None
    return isinstance(value, (Captured, Literal, Primitive))


def has_stars(node: Any) -> bool:
    """Return whether a display spreads another one: `(p, *rest)`."""
    return any(isinstance(item, gast.Starred) for item in node.elts)
