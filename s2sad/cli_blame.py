"""Blame: the source line whose derivative is wrong.

The tangent of each variable of Program A is compared with differences of its values, in the order
of execution: the first that is off is made by a statement whose derivative is wrong. If no tangent
is off, each statement is taken as a function of its operands, and its adjoint compared with its
tangent by the dot product.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from .analysis.kinds import Sizes
from .api import Differentiable
from .call import Call
from .codegen.emit import statement_texts
from .errors import Error, Where
from .ir.frozen import replace
from .ir.kinds import can_vary
from .ir.nodes import Assign, Name, Param, Program, Stmt, Store
from .ir.ops import DEFINED
from .ir.walk import statements
from .pipeline import Source, Special
from .testing import difference_directional, random_like
from .testing_trees import duplicate, flatten, flatten_like, float_leaves, inner
from .trace import Event, Recorder, forward, texts_of

UNKNOWN = (
    "No single statement was found whose derivative is wrong; please report this function, with "
    "its arguments."
)
SLACK = 1e-5


def blamed(function: Differentiable, args: Any, kwargs: Any) -> str:
    """Return a text that names the statement whose derivative is wrong."""
    call = Call(function.delivering, function.wrt, args, kwargs)
    special, values, wrt = call.special, call.values, call.wrt
    if any(not isinstance(values[n], (float, np.ndarray, np.generic)) for n in wrt):
        return UNKNOWN
    return _by_tangents(special, values, wrt) or _by_statements(special, values) or UNKNOWN


def _told(special: Special, sid: int, text: str, why: str) -> str:
    """Return the words for a statement: its place in the user's source, and in Program A."""
    where = special.core.program.places.get(sid)
    place = where if isinstance(where, Where) else None
    return str(Error(f"the derivative of this is wrong: `{text}`", place, why))


# -- the tangents of variables ---------------------------------------------------------------------


def _by_tangents(special: Special, values: Mapping[str, Any], wrt: tuple[str, ...]) -> str:
    """Return the words for the first statement whose tangent is not that of differences."""
    rng = np.random.default_rng(1)
    towards = {n: random_like(values[n], rng) for n in wrt}
    texts = texts_of(special.primal_program())
    rows = forward(special, dict(values), towards, texts)
    sids = [row.sid for row in rows]

    def at(*moved: Any) -> list[Any]:
        found = forward(special, {**values, **dict(zip(wrt, moved))}, towards, texts)
        return [_floats(row) for row in found] if [r.sid for r in found] == sids else []

    point = [values[n] for n in wrt]
    places = tuple(range(len(wrt)))
    slopes, errors = difference_directional(at, point, places, [towards[n] for n in wrt])
    start = 0
    for row in rows:
        size = flatten(_floats(row)).size
        slope, error = slopes[start : start + size], errors[start : start + size]
        start += size
        got = np.zeros(size) if row.tangent is None else flatten_like(row.value, row.tangent)
        scale = np.abs(slope) + 1e-3 * (1.0 + np.abs(flatten(_floats(row))))
        off = np.abs(slope - got) > SLACK * scale + 10.0 * error
        if row.sid and np.any(off & np.isfinite(slope)):
            k = int(np.argmax(off))
            why = f"Its tangent is {got[k]:.9g}, differences give {slope[k]:.9g}."
            return _told(special, row.sid, row.text, why)
    return ""


def _floats(row: Event) -> Any:
    """Return the floats of a row, as a tree."""
    return row.value if float_leaves(row.value) else 0


# -- one statement at a time -----------------------------------------------------------------------


class _Operands(Recorder):
    """A machine that keeps what each statement reads when it runs for the first time."""

    def __init__(self, program: Program, values: Mapping[str, Any], sizes: Sizes) -> None:
        super().__init__(program, values, sizes)
        self.operands: dict[int, tuple[Stmt, dict[str, Any]]] = {}

    def statement(self, stmt: Stmt) -> None:
        if isinstance(stmt, (Assign, Store)) and stmt.tag.sid not in self.operands:
            given = {n: duplicate(self.env[n]) for n in _operands(stmt) if n in self.env}
            self.operands[stmt.tag.sid] = stmt, given
        super().statement(stmt)


def _operands(stmt: Stmt) -> list[str]:
    base = [stmt.base] if isinstance(stmt, Store) else []
    return list(dict.fromkeys([*base, *stmt.reads]))


def _by_statements(special: Special, values: Mapping[str, Any]) -> str:
    """Return the words for the first statement whose adjoint and tangent disagree."""
    machine = _Operands(special.core.program, values, special.sizes)
    machine.block(special.core.program.body)
    texts = statement_texts(special.primal_program())
    for stmt in statements(special.core.program.body):
        stmt, given = machine.operands.get(stmt.tag.sid, (stmt, {}))
        for forward_, reverse, scale in _products(special, stmt, given):
            if not abs(forward_ - reverse) <= 1e-8 * scale + 1e-14:
                why = (
                    f"<g, J d> is {forward_:.9g} by its tangent, {reverse:.9g} by its adjoint."
                )
                return _told(special, stmt.tag.sid, texts.get(stmt.tag.sid, "it"), why)
    return ""


def _products(
    around: Special, stmt: Stmt, given: Mapping[str, Any]
) -> Iterator[tuple[float, float, float]]:
    """Yield <g, J d> by the tangent and by the adjoint of a statement, and their scale."""
    if not isinstance(stmt, (Assign, Store)) or not given:
        return
    if any(op.startswith(DEFINED) for expr in stmt.expressions for op in expr.ops):
        return  # a call of a function that calls itself is no function by itself
    target = stmt.target if isinstance(stmt, Assign) else stmt.base
    params = tuple([Param(name) for name in given])
    program = replace(
        around.core.program, params=params, captures=(), body=(stmt,), result=Name(target)
    )
    try:
        special = Source.of_program(program, around.source).specialised(given)
        wrt = tuple([n for n in given if can_vary(special.arguments[n])])
        if not wrt or not special.result_kinds:
            return
        rng = np.random.default_rng(2)
        towards = [random_like(given[n], rng) for n in wrt]
        value, tangent = special.tangent(wrt)(*duplicate(list(given.values())), *towards)
        seed = random_like(value, rng)
        seeds = special.seeds(wrt, value, duplicate(seed))
        _, found = special.adjoint(wrt)(*duplicate(list(given.values())), *seeds)
    except Error:  # a statement that is no function by itself
        return
    reverse = sum(inner(g, d) for g, d in zip(found, towards))
    yield inner(seed, tangent), reverse, 1.0 + float(np.sum(np.abs(flatten(list(found)))))
