"""Specialise: from a generic program and the kinds of its arguments to a core program.

1. The program is followed once, with the kinds of its names (`statements`); methods, stores,
   tuples and loops are resolved on the way.
2. Names are split into webs (`webs`); copies that (1) made and nobody needs go (`tidy`).
3. Every name gets its one kind (`flow.infer`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...errors import refuse
from ...ir.kinds import Kind, TupleKind
from ...ir.nodes import Apply, Const, Expr, Name, Program
from .flow import infer
from .merging import Env
from .nested import DerivativeOf
from .result import kind_of
from .sizes import Sizes
from .state import Parts, Value, needs_parts
from .statements import Statements
from .tidy import tidied
from .webs import renamed


@dataclass(frozen=True)
class Core:
    """A core program, the kind of each of its names, and the decisions that were used."""

    program: Program
    kinds: dict[str, Kind]
    sizes: Sizes


def specialise(
    program: Program,
    arguments: Mapping[str, Kind],
    captures: Mapping[str, Kind],
    sizes: Sizes,
    derivative_of: DerivativeOf | None = None,
) -> Core:
    """Return the core program of a generic program for arguments of these kinds."""
    work = Statements(program, sizes)
    work.derivative_of = derivative_of
    work.env = _entry(program, arguments, captures, sizes)
    for name in list(work.env):
        _take_apart(work, name)
    work.block(program.body, (work.run, "body"))
    result = _result(work, work.expression(program.result))
    sizes.at(None)
    if work.errors:
        refuse(work.errors.values())
    made = set(work.components.values()) | work.copies
    core = replace(program, body=tuple(work.out), result=result)
    core = renamed(tidied(core, made))
    kinds = infer(core, arguments, captures, sizes)
    return Core(core, kinds, sizes)


def _result(work: Statements, expr: Expr) -> Expr:
    """Return a result as a tree of names, constants and displays."""
    if isinstance(expr, Apply) and expr.op in ("tuple", "list", "dict"):
        return Apply(expr.op, tuple([_result(work, arg) for arg in expr.args]))
    return work.operand(expr)


def _entry(
    program: Program, arguments: Mapping[str, Kind], captures: Mapping[str, Kind], sizes: Sizes
) -> Env:
    env: Env = dict(captures)
    for param in program.params:
        if param.name in arguments:
            env[param.name] = arguments[param.name]
        elif param.default is not None:
            env[param.name] = kind_of(param.default, env, sizes)
    return env


def _take_apart(work: Statements, name: str) -> None:
    """Take apart an argument that is a tuple with something in it that varies."""
    kind = work.env[name]
    if isinstance(kind, TupleKind) and needs_parts([kind]):
        work.bind(name, _loads(work, name, kind, name))


def _loads(work: Statements, name: str, kind: TupleKind, whole: str) -> Value:
    items: list[Value] = []
    for index, item in enumerate(kind.items):
        load = Apply("getitem", (Name(name), Const(kind.subscript(index))))
        if isinstance(item, TupleKind) and needs_parts([item]):
            inner = work.component(name, index, kind.form)
            work.assign(inner, load)
            items.append(_loads(work, inner, item, inner))
        else:
            items.append(load)
    display = "dict" if kind.form is not None and kind.form.what == "dict" else "tuple"
    return Parts(display, tuple(items), kind.form, whole if kind.form is not None else "")
