"""Measure: how long an expression reads, so that folding stops in time."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ..ir.nodes import Apply, Expr, If, Name, Stmt, Store
from ..ir.ops import BINARY, COMPARE, UNARY

_NOT_COUNTED = {"tuple", "list", "slice", "getitem", "neg", "const", "star", "format", "fstring"}

class Length(NamedTuple):
    """Operations, and about how many characters they take."""

    ops: int = 0
    width: int = 0

    def with_more(self, other: Length) -> Length:
        return Length(self.ops + other.ops, self.width + other.width)

    def fits(self, limit: Length) -> bool:
        return self.ops <= limit.ops and self.width <= limit.width


def length(expr: Expr) -> Length:
    """Return the length of an expression."""
    ops, width = 0, 0
    for part in (expr, *expr.inside):
        if type(part) is Name:
            width += name_width(part.id)
        elif type(part) is Apply:
            ops += part.op not in _NOT_COUNTED
            width += _signs(part)
            for key, _ in part.kwargs:
                width += len(key) + 1
        else:
            width += len(repr(part.value))  # type: ignore[union-attr]
    return Length(ops, width)


@lru_cache(maxsize=4096)
def name_width(name: str) -> int:
    """Return about how many letters a name will have: `g:x` is printed `gx`, `%3` as `c`."""
    return max(1, len(name.replace(":", "").replace("'", "").rstrip("0123456789%")) or 1)


def _signs(expr: Apply) -> int:
    commas = 2 * max(0, len(expr.args) + len(expr.kwargs) - 1)
    if expr.op in BINARY:
        return len(BINARY[expr.op]) + 2
    if expr.op in COMPARE:
        return len(COMPARE[expr.op]) + 2
    if expr.op in UNARY:
        return len(UNARY[expr.op])
    if expr.op in ("getitem", "tuple", "list", "slice"):
        return 2 if expr.op == "getitem" else commas
    return len(expr.op) + 2 + commas


def statement_length(stmt: Stmt) -> Length:
    """Return the length of a statement's own line."""
    ops, width = 0, 4 if isinstance(stmt, If) else 0
    for expr in stmt.expressions:
        more = length(expr)
        ops, width = ops + more.ops, width + more.width
    if isinstance(stmt, Store):
        return Length(ops, width + name_width(stmt.base) + 5)
    return Length(ops, width + sum([name_width(n) + 3 for n in stmt.binds]))
