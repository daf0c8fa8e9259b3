"""Measure: how long an expression reads, so that folding stops in time."""

from __future__ import annotations

from functools import lru_cache

from ..ir.frozen import dataclass
from ..ir.nodes import Apply, Expr, If, Name, Stmt, Store
from ..ir.ops import BINARY, COMPARE, UNARY

_NOT_COUNTED = {"tuple", "list", "slice", "getitem", "neg", "const", "star", "format", "fstring"}


@dataclass(frozen=True, slots=True)
class Length:
    """Operations, and about how many characters they take."""

    ops: int = 0
    width: int = 0

    def with_more(self, other: Length) -> Length:
        return Length(self.ops + other.ops, self.width + other.width)

    def fits(self, limit: Length) -> bool:
        return self.ops <= limit.ops and self.width <= limit.width


def length(expr: Expr) -> Length:
    """Return the length of an expression."""
    if type(expr) is Name:
        return Length(0, name_width(expr.id))
    if type(expr) is Apply:
        return expr.measured(_length)
    return Length(0, len(repr(expr.value)))  # type: ignore[union-attr]


def _length(expr: Apply) -> Length:
    ops = 0 if expr.op in _NOT_COUNTED else 1
    width = _signs(expr.op, len(expr.args) + len(expr.kwargs))
    for key, _ in expr.kwargs:
        width += len(key) + 1
    for part in expr.operands:
        if type(part) is Name:
            width += name_width(part.id)
        else:
            more = length(part)
            ops, width = ops + more.ops, width + more.width
    return Length(ops, width)


@lru_cache(maxsize=4096)
def name_width(name: str) -> int:
    """Return about how many letters a name will have: `g:x` is printed `gx`, `%3` as `c`."""
    return max(1, len(name.replace(":", "").replace("'", "").rstrip("0123456789%")) or 1)


@lru_cache(maxsize=4096)
def _signs(op: str, operands: int) -> int:
    """Return how many characters an operation takes besides its operands."""
    commas = 2 * max(0, operands - 1)
    if op in BINARY:
        return len(BINARY[op]) + 2
    if op in COMPARE:
        return len(COMPARE[op]) + 2
    if op in UNARY:
        return len(UNARY[op])
    if op in ("getitem", "tuple", "list", "slice"):
        return 2 if op == "getitem" else commas
    return len(op) + 2 + commas


def statement_length(stmt: Stmt) -> Length:
    """Return the length of a statement's own line."""
    ops, width = 0, 4 if isinstance(stmt, If) else 0
    for expr in stmt.expressions:
        more = length(expr)
        ops, width = ops + more.ops, width + more.width
    if isinstance(stmt, Store):
        return Length(ops, width + name_width(stmt.base) + 5)
    return Length(ops, width + sum([name_width(n) + 3 for n in stmt.binds]))
