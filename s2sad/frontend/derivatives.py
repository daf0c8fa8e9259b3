"""Derivatives inside: `grad(f)(x)` in a function is one operation until kinds are known.

    g = grad(f)(x, w)     ->     g = derivative(0, x, w)

The operation has a number, which no other one has; `inners[number]` is the program of f and what
is taken of it. What f reads of the functions around it, and its captured values, are further
arguments.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import gast

from ..errors import Unsupported, WrongCall
from ..ir.frozen import replace
from ..ir.nodes import Apply, Const, Expr, Name, Param, Program
from ..ir.walk import all_statements, bound_in, names_in
from .instances import Instance, Shape
from .lowering import Lowering
from .scope import parameters
from .source import Source
from .values import Callee, Derived, Inner, Step, Transform

_numbers = itertools.count()
_HOW = "Call it as `grad(f)(x)`, `grad(f, 0)(x)` or `grad(f, wrt=(0, 1))(x)`."


class Derivatives(Lowering):
    """Lowers `grad`, `value_and_grad` and `jvp` where they are called inside a function."""

    def transformed(self, callee: Transform, node: Any) -> Any:
        """Return the derivative that a call of `grad` makes; of `jvp`, what it computes."""
        if callee.mode == "vjp":
            raise self.refusal(
                Unsupported, "s2sad cannot differentiate `vjp` inside a function", node,
                "A pullback is made at run time.", "Use `grad`, or `jvp`.",
            )  # fmt: skip
        given = {k.arg: k.value for k in node.keywords}
        names = ["function", "wrt"]
        if callee.mode == "jvp":
            names = ["function", "primals", "tangents", "wrt"]
        given.update(zip(names, node.args))
        known = {*names, "of", *(["argnums"] if callee.mode != "jvp" else [])}
        if "function" not in given or not set(given) <= known or len(node.args) > len(names):
            raise self.refusal(
                WrongCall, f"s2sad cannot read `{self.text_of(node)}`", node,
                "What is differentiated must be known before the run.", _HOW,
            )  # fmt: skip
        function = self._function(given["function"])
        wrt = self._wrt(given.get("wrt") or given.get("argnums"), callee.mode)
        derived = Derived(function, wrt, callee.mode, self._of(function, given.get("of")))
        if callee.mode != "jvp":
            return derived
        if not {"primals", "tangents"} <= set(given):
            raise self.refusal(WrongCall, "`jvp` takes a function, primals and tangents", node)
        return self._along(derived, given["primals"], given["tangents"], node)

    def _function(self, node: Any) -> Callee | Derived:
        found: Any = self.call(node) if isinstance(node, gast.Call) else self.static(node)
        if isinstance(found, (Callee, Derived)):
            return found
        raise self.unknown_function(  # type: ignore[attr-defined]
            node, "What is differentiated must be a function that is known before the run.",
            "Write the function's name, or a lambda.",
        )  # fmt: skip

    def _of(self, function: Callee | Derived, of: Any) -> tuple[str, ...]:
        """Return the names in `of`; without it, those of the decorator of the function."""
        known = None if of is None else self._wrt(of, "jvp")
        if known is None:
            return function.of
        names = known if isinstance(known, tuple) else (known,)
        source = function.definition.source if isinstance(function, Callee) else None
        own = [p.id for p in parameters(source.node)] if isinstance(source, Source) else []
        if not names or len(set(names)) < len(names) or not set(names) <= set(own):
            raise self.refusal(
                WrongCall, f"`of={self.text_of(of)}` is not of parameters of this function", of,
                "It names the arguments whose final contents are results.",
                f"They are {', '.join(own)}." if own else "Give it to the function itself.",
            )  # fmt: skip
        return names

    def _wrt(self, node: Any, mode: str) -> Any:
        """Return `wrt` as a position or name, or a tuple of them; None if it is not given."""
        if node is None:
            return None if mode == "jvp" else 0
        if isinstance(node, (gast.Tuple, gast.List)):
            return tuple([self._wrt(part, mode) for part in node.elts])
        known = self._known(node)  # type: ignore[attr-defined]
        value = known.value if isinstance(known, Const) else None
        if type(value) in (int, str):
            return value
        raise self.refusal(
            Unsupported, f"s2sad cannot tell what `{self.text_of(node)}` is here", node,
            "With respect to what is differentiated must be known before the run.",
            "Write positions or names.",
        )  # fmt: skip

    def derived(self, callee: Derived, node: Any) -> Expr:
        """Return the value of a call of a derivative."""
        node = self.with_dicts_given(node)
        args, keywords = self.expanded(node)
        nodes = [*args, *[value for _, value in keywords]]
        exprs = self.in_order(nodes, self.operand)
        named = dict(zip([name for name, _ in keywords], exprs[len(args) :]))
        known = self._shapes(args, keywords)
        return self._apply(callee, exprs[: len(args)], named, (), node, known)

    def _along(self, callee: Derived, primals: Any, tangents: Any, node: Any) -> Expr:
        for part in (primals, tangents):
            if not isinstance(part, (gast.Tuple, gast.List)):
                raise self.refusal(
                    Unsupported, f"s2sad cannot tell how many arguments `{self.text_of(part)}` is",
                    part, "The arguments of `jvp` must be written one by one here.",
                    "Write `jvp(f, (x,), (v,))`.",
                )  # fmt: skip
        exprs = self.in_order([*primals.elts, *tangents.elts], self.operand)
        count, known = len(primals.elts), self._shapes(primals.elts, [])
        return self._apply(callee, exprs[:count], {}, exprs[count:], node, known)

    def tangents(
        self, callee: Derived, args: list[Expr], tangents: list[Expr], node: Any
    ) -> Expr:
        """Return the value of a function, and its derivative along a direction."""
        return self._apply(callee, args, {}, tangents, node, {})

    def _shapes(self, args: Sequence[Any], keywords: Sequence[Any]) -> dict[Any, Shape]:
        """Return the shapes of those arguments whose classes are known, by place or name."""
        found = {key: self.static(arg) for key, arg in (*enumerate(args), *keywords)}
        return {key: v.shape for key, v in found.items() if isinstance(v, Instance)}

    def _apply(
        self, callee: Derived, args: Sequence[Expr], named: dict[str, Expr],
        tangents: Sequence[Expr], node: Any, known: dict[Any, Shape],
    ) -> Expr:  # fmt: skip
        steps: list[Step] = []
        function: Callee | Derived = callee
        while isinstance(function, Derived):
            steps.append(Step(function.wrt, function.mode))
            of, function = function.of, function.function
        program, names, extra = self._program_of(function, of, node, known)
        values = self._bound(program, names, args, named, node)
        inner = Inner(program, tuple(steps[::-1]), tuple(names), len(tangents), of)
        number = next(_numbers)
        self.inners[number] = inner
        return Apply("derivative", (Const(number), *values, *extra, *tangents))

    def _bound(
        self, program: Program, names: list[str], args: Sequence[Expr], named: dict[str, Expr],
        node: Any,
    ) -> list[Expr]:  # fmt: skip
        """Return the argument of each parameter, defaults applied."""
        given = {**dict(zip(names, args)), **named}
        fits = len(args) <= len(names) and set(named) <= set(names[len(args) :])
        found: list[Expr] = []
        for name, param in zip(names, program.params):
            default = param.default
            if name not in given and not isinstance(default, Const):
                fits = False
            found.append(given.get(name) or default or Const(None))
        if not fits:
            raise self.refusal(
                WrongCall, f"`{program.name}` takes {', '.join(names)}", node,
                "Each of them is given once; those with a constant default may be left out.",
            )  # fmt: skip
        return found

    def _program_of(
        self, callee: Callee, of: tuple[str, ...], node: Any, known: dict[Any, Shape]
    ) -> tuple[Program, list[str], tuple[Expr, ...]]:
        """Return the program of a function, its parameters, and what it reads besides them."""
        definition = callee.definition
        source = self._source_of(definition, (), node)  # type: ignore[attr-defined]
        reader = type(self)(definition, callee.bound)  # type: ignore[call-arg]
        reader.nested_in(self)  # type: ignore[attr-defined]
        reader.is_put_elsewhere = True
        reader.recursive, reader.structural = self.recursive, self.structural
        reader.endless, reader.of = self.endless, of  # type: ignore[attr-defined]
        own = [p.id for p in parameters(source.node)][callee.bound is not None :]
        for key, name in (*enumerate(own), *zip(own, own)):
            if key in known:
                place = Instance(reader.scope.internal[name], (), known[key])
                reader.scope.statics[name] = place
        program: Program = reader.program()  # type: ignore[attr-defined]
        if any(param.star for param in program.params if param.star != "kw"):
            raise self.refusal(
                Unsupported, f"s2sad cannot differentiate `{program.name}` inside a function", node,
                "It takes `*` or `**` parameters.", "Write a function with plain parameters.",
            )  # fmt: skip
        names = [reader.spelled.get(p.name, p.name) for p in program.params]  # type: ignore
        self.programs.update(reader.programs)
        outer = {c.name: self.capture(v) for v, c in reader.captures.items()}
        captured = [c.name for c in program.captures]
        free = _free_names(program)
        self.inners.update(reader.inners)
        params = (*program.params, *[Param(n) for n in (*captured, *free)])
        program = replace(program, params=params, captures=())
        return program, names, (*[outer[n] for n in captured], *[Name(n) for n in free])


def _free_names(program: Program) -> list[str]:
    """Return the names of functions around it that a program reads."""
    own = {p.name for p in program.params} | {c.name for c in program.captures}
    own |= bound_in(program.body)
    read = [n for stmt in all_statements(program) for n in stmt.reads]
    read += names_in(program.result)
    return [n for n in dict.fromkeys(read) if n not in own]
