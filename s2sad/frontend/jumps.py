"""Jumps: where a function that is integrated chooses by what moves, it may jump.

A test reads what moves iff one of its names is (1) a moving parameter, or (2) bound to, or stored
from, an expression that reads such a name, sizes apart. Where the function jumps at that test, its
integral and the solution of its equation move with the place of the jump, which no derivative of
the function tells.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..errors import Unsupported, Where
from ..ir.nodes import Apply, Assign, Const, Expr, For, If, Move, Name, Program, Stmt, Store, While
from ..ir.walk import all_statements, subexpressions

_SIZES = {"len", "np.shape", "np.size", "np.ndim", "derivative"}
_ATTRIBUTES = {Const("shape"), Const("size"), Const("ndim")}


def jump_of(program: Program, moving: Collection[str], places: list[Where]) -> Unsupported | None:
    """Return the refusal of a program that chooses by what moves; None if it does not."""
    moved = _moved(program, moving)
    for stmt in all_statements(program):
        tests = [stmt.test] if isinstance(stmt, (If, While)) else []
        inside = [part for expr in stmt.expressions for part in subexpressions(expr)]
        tests += [e.args[0] for e in inside if isinstance(e, Apply) and e.op == "ifexp"]
        if any(not moved.isdisjoint(_read(test)) for test in tests):
            return Unsupported(
                "s2sad cannot tell whether the function of this search jumps here",
                places[stmt.tag.sid - 1] if 0 < stmt.tag.sid <= len(places) else None,
                "The test reads what moves: where the function jumps there, the place of the jump "
                "moves, which its derivative does not tell.",
                "If it is continuous, write it with `np.where`, `np.maximum` or `abs`.",
            )  # fmt: skip
    return None


def _moved(program: Program, moving: Collection[str]) -> set[str]:
    moved, before = set(moving), -1
    while before != len(moved):
        before = len(moved)
        for stmt in all_statements(program):
            moved.update(_targets(stmt, moved))
    return moved


def _targets(stmt: Stmt, moved: set[str]) -> Iterator[str]:
    match stmt:
        case Assign(target=target, value=value) | Store(base=target, value=value):
            if not moved.isdisjoint(_read(value)):
                yield target
        case For(target=target, iter=items):
            if not moved.isdisjoint(_read(items)):
                yield target
        case Move(targets=targets, sources=sources):
            yield from [t for t, s in zip(targets, sources) if s in moved]


def _read(expr: Expr) -> Iterator[str]:
    """Yield the names of which an expression reads more than sizes."""
    if isinstance(expr, Name):
        yield expr.id
    if not isinstance(expr, Apply) or expr.op in _SIZES:
        return
    if expr.op == "attr" and expr.args[1] in _ATTRIBUTES:
        return
    for operand in expr.operands:
        yield from _read(operand)
