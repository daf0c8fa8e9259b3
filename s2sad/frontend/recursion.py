"""Recursion: a function that calls itself is a definition of its own, and its calls stay calls.

    y = h(c, x, 0)     ->     %1 = recursive("h#1", c, x, 0, w);  y = %1

A function is found to call itself when it is met inside itself; reading then begins anew, and
every call of it is one operation. Its operands are the arguments, then what the function reads of
what is around it (`w`); functions that it is given are known in its body and make it another one.
"""

from __future__ import annotations

import builtins
import itertools
from collections.abc import Callable, Hashable, Mapping
from typing import Any


from ..errors import RecursiveCall
from ..ir.frozen import replace
from ..ir.nodes import Apply, Block, Capture, Const, Expr, Name, Param, Program
from ..ir.walk import all_statements, bound_in, map_stmt, names_in, subexpressions
from .classes import Made
from .expressions import is_data
from .instances import Instance
from .lowering import Frame, Lowering, Result, is_function
from .ready import yields
from .scope import Scope, bound_names, declared_by, parameters
from .source import Source
from .values import Callee, Definition, Partial, Primitive, Value

# A call of a definition; the definition itself, as a function for such operands; and what it is
# called with: its last operands, and what it reads around it.
OF_DEFINITIONS = {"recursive", "function", "given"}
MOST = 6  # how often the body of one function may be read inside itself

_numbers = itertools.count(1)


class CallsItself(Exception):
    """What reading begins anew for: a function that was met inside itself."""

    def __init__(self, mark: Hashable) -> None:
        super().__init__(mark)
        self.mark = mark


def number_of(name: str) -> str:
    """Return what a new definition is known by."""
    return f"{name}#{next(_numbers)}"


def mark_of(source: Source) -> Hashable:
    """Return what a function is known by in every reading: where its text stands."""
    return source.file, source.node.lineno, source.node.col_offset


class Recursion(Lowering):
    """Lowers the calls of functions that call themselves."""

    def is_recursive(self, definition: Definition) -> bool:
        """Return whether a function was found to call itself."""
        source = definition.source
        return isinstance(source, Source) and mark_of(source) in self.recursive

    def recursion(self, callee: Callee, node: Any) -> Result:
        """Return the value of a call of a function that calls itself."""
        definition = callee.definition
        source = definition.source
        assert isinstance(source, Source)
        self._check_form(definition, source, node)
        values = self._values(callee, source, node)
        known = {name: v for name, v in values.items() if not isinstance(v, (Name, Const, Apply))}
        key = (
            definition.key, definition.scope, _identity(callee.bound),
            tuple([(name, _identity(v)) for name, v in known.items()]),
        )  # fmt: skip
        if key not in self.defined:
            if self.reading.count(mark_of(source)) >= MOST:
                raise self._cannot_follow(
                    definition, node, "Each call gives it another function, and that would not "
                    "end.", "Give it the same function each time.",
                )  # fmt: skip
            self.defined[key] = number_of(definition.name)
            self._read_body(self.defined[key], callee, source, known, node)
        given = [v for name, v in values.items() if name not in known]
        call = Apply("recursive", (Const(self.defined[key]), *given))
        return self.temporary(call, node)

    def _check_form(self, definition: Definition, source: Source, node: Any) -> None:
        spec = source.node.args
        if yields(source.node):
            raise self._cannot_follow(
                definition, node, "It is a generator, which is read where its items are used.",
                "Return a list, or write it as a loop.",
            )  # fmt: skip
        if spec.vararg or spec.kwarg:
            raise self._cannot_follow(
                definition, node, "It takes `*` or `**` parameters.", "Give it plain parameters.",
            )  # fmt: skip
        if declared_by(source.node):
            raise self._cannot_follow(
                definition, node, "It writes names of the functions or the module around it.",
                "Pass what it needs, and return what it makes.",
            )  # fmt: skip

    def _cannot_follow(
        self, definition: Definition, node: Any, why: str, instead: str
    ) -> RecursiveCall:
        what = f"s2sad cannot follow `{definition.name}`, which calls itself"
        found = self.refusal(RecursiveCall, what, node, why, instead)
        assert isinstance(found, RecursiveCall)
        return found

    # Arguments

    def _values(self, callee: Callee, source: Source, node: Any) -> dict[str, Any]:
        """Return what each parameter is given, in the order of the parameters."""
        args, keywords = self.expanded(node)
        matched, _ = self._match(callee, source.node, args, keywords, node)  # type: ignore
        found = self.in_order([arg for _, arg in matched], self._argument)
        given: dict[str, Any] = dict(zip([name for name, _ in matched], found))
        for name, default in callee.definition.defaults.items():
            if name not in given:
                given[name] = self._default_value(default, node)
        own = [p.id for p in parameters(source.node)]
        return {name: given[name] for name in own[callee.bound is not None :]}

    def _argument(self, node: Any) -> Any:
        known = self.static(node)
        if known is not None and is_function(known) and not is_data(known):
            if isinstance(known, (Callee, Primitive, Partial)):
                return known
            return self.read_static(known, node)
        return self.operand(node)

    def _default_value(self, default: Value | Expr, node: Any) -> Any:
        if isinstance(default, (Name, Const, Apply, Callee, Primitive, Partial)):
            return default
        return self.read_static(default, node)

    # Definitions

    def _read_body(
        self, uid: str, callee: Callee, source: Source, known: Mapping[str, Any], node: Any
    ) -> None:
        """Read the body of a function into a program of its own."""
        definition = callee.definition
        if definition.scope is None:
            self.check_language(source, True)  # type: ignore[attr-defined]
        names = {name: self.names.fresh(name) for name in bound_names(source.node)}
        scope = Scope(names, definition.scope)
        params = [p.id for p in parameters(source.node)]
        if callee.bound is not None:
            self._check_bound(callee, node)
            scope.statics[params.pop(0)] = callee.bound
        scope.statics.update(known)
        plain = [names[p] for p in params if p not in known]
        bound, trips = set(self.bound), self.trips
        self.bound.update(plain)
        self.reading.append(mark_of(source))
        self.scopes.append(scope)  # type: ignore[attr-defined]
        self.trips = []
        try:
            entered = self._entered(definition, scope)  # type: ignore[attr-defined]
            with self.inner_block() as body, entered, self.escape(False):
                result = self.run_frame(Frame(definition, source, scope))
                expr = self._result_expr(result, definition, node)
        finally:
            self.bound, self.trips = bound, trips
            self.reading.pop()
        own = tuple([c for c in self.captures.values() if _is_builtin(c)])
        made = Program(
            definition.name, tuple(map(Param, plain)), tuple(body), expr, own, source.file,
        )  # fmt: skip
        self.programs[uid] = made

    def _check_bound(self, callee: Callee, node: Any) -> None:
        if isinstance(callee.bound, (Made, Instance)):
            raise self._cannot_follow(
                callee.definition, node, "It is a method of an object that the run makes.",
                "Write a function, and pass the attributes that it needs.",
            )  # fmt: skip

    def _result_expr(self, result: Result, definition: Definition, node: Any) -> Expr:
        if isinstance(result, (Name, Const, Apply)):
            return result
        if is_data(result):
            return self.read_static(result, node)
        raise self._cannot_follow(
            definition, node, "It returns a function or an object of a class.",
            "Return numbers, arrays or tuples of them.",
        )  # fmt: skip


def _is_builtin(capture: Capture) -> bool:
    """Return whether a captured value is a builtin that every function sees by its name."""
    return capture.scope is vars(builtins) and capture.name == capture.key and not capture.path


def _identity(value: Any) -> Hashable:
    """Return what makes two functions that are given the same one."""
    if isinstance(value, Callee):
        inner = value.definition
        return inner.key, inner.scope, _identity(value.bound)
    if isinstance(value, Partial):
        return id(value)
    found: Hashable = value
    return found


# -- what definitions read of what is around them ----------------------------------------------


def calls_in(program: Program) -> set[str]:
    """Return the definitions that a program calls."""
    return {
        part.args[0].value for stmt in all_statements(program) for expr in stmt.expressions
        for part in subexpressions(expr)
        if isinstance(part, Apply) and part.op in OF_DEFINITIONS
        if isinstance(part.args[0], Const)
    }  # fmt: skip


def read_around(programs: Mapping[str, Program]) -> dict[str, list[str]]:
    """Return what each definition reads around it, itself or by those that it calls."""
    around = {uid: _free_names(made) for uid, made in programs.items()}
    inside = {uid: calls_in(made) & set(programs) for uid, made in programs.items()}
    changed = True
    while changed:
        changed = False
        for uid, made in programs.items():
            own = {p.name for p in made.params} | bound_in(made.body)
            needed = [n for callee in sorted(inside[uid]) for n in around[callee]]
            more = [n for n in dict.fromkeys(needed) if n not in own and n not in around[uid]]
            around[uid] += more
            changed = changed or bool(more)
    return around


def closed(program: Program, programs: Mapping[str, Program]) -> tuple[Program, dict[str, Program]]:
    """Return a program and its definitions, each given as arguments what it reads around it."""
    around = read_around(programs)
    found = {
        uid: replace(
            with_operands(made, around), params=(*made.params, *map(Param, around[uid])),
        )
        for uid, made in programs.items()
    }  # fmt: skip
    return with_operands(program, around), found


def _free_names(program: Program) -> list[str]:
    own = {p.name for p in program.params} | bound_in(program.body)
    own |= {c.name for c in program.captures}
    read = [n for s in all_statements(program) for e in s.expressions for n in names_in(e)]
    stored = [getattr(s, "base", "") for s in all_statements(program)]
    read += [*names_in(program.result), *[n for n in stored if n]]
    return [n for n in dict.fromkeys(read) if n not in own]


def with_operands(program: Program, around: Mapping[str, list[str]]) -> Program:
    """Return a program whose calls of definitions are given what these read around them."""

    def of(expr: Expr) -> Expr:
        if not isinstance(expr, Apply) or OF_DEFINITIONS.isdisjoint(expr.ops):
            return expr
        args = tuple([of(arg) for arg in expr.args])
        if expr.op in OF_DEFINITIONS and isinstance(args[0], Const):
            args = (*args, *map(Name, around.get(args[0].value, [])))
        return Apply(expr.op, args, tuple([(key, of(arg)) for key, arg in expr.kwargs]))

    return program.with_body(_mapped(program.body, of))


def _mapped(block: Block, change: Callable[[Expr], Expr]) -> Block:
    return tuple(
        [map_stmt(s, change, lambda name: name, lambda b: _mapped(b, change)) for s in block]
    )
