"""Spread: an array that is one number everywhere is read as the number where that is enough.

before:  gh = np.full_like(h, gm); gH = 2.0 * e * gh         after:  gH = 2.0 * e * gm

A product, sum or quotient with an array of the same shape and dtype, and an update in place, give
the same with the number. Definitions: t is spread iff (1) its one definition is `np.full_like` of
an operand that is never bound again, (2) nothing is stored into its memory, and (3) the reader's
other operand has t's shape and dtype.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from ..ir.kinds import Array, Kind, Scalar
from ..ir.nodes import (
    Apply, Assign, Block, Const, Evaluate, Expr, Name, Program, Stmt, Store,
)  # fmt: skip
from ..ir.walk import binds, map_stmt, names_in, statements
from .facts import Facts

ELEMENTWISE = {"mul", "add", "sub", "truediv"}


def spread(
    program: Program, kinds: Mapping[str, Kind], facts: Facts, kind_of: Callable[[Expr], Kind]
) -> Program:
    """Return the program in which uniform arrays are read as numbers where that is the same."""
    numbers = _uniform(program, facts)
    return program.with_body(_Spreader(numbers, kinds, kind_of).block(program.body))


def _uniform(program: Program, facts: Facts) -> dict[str, Expr]:
    """Return the names that are `np.full_like(_, s)` for an s that is bound once or never."""
    made = Counter(n for s in statements(program.body) for n in binds(s))
    written = {facts.memory(n) for s in statements(program.body) for n in _stored_into(s)}
    found: dict[str, Expr] = {}
    for stmt in statements(program.body):
        match stmt:
            case Assign(target=target, value=Apply(op="np.full_like", args=(_, number))):
                params = {p.name for p in program.params}
                fixed = isinstance(number, Const) or (
                    isinstance(number, Name) and made[number.id] + (number.id in params) <= 1
                )
                if made[target] == 1 and fixed and facts.memory(target) not in written:
                    found[target] = number
    return found


def _stored_into(stmt: Stmt) -> tuple[str, ...]:
    """Return the names whose memory a statement may write."""
    if isinstance(stmt, Store):
        return (stmt.base,)
    return tuple(names_in(stmt.value)) if isinstance(stmt, Evaluate) else ()


class _Spreader:
    def __init__(
        self, numbers: dict[str, Expr], kinds: Mapping[str, Kind], kind_of: Callable[[Expr], Kind]
    ) -> None:
        self.numbers, self.kinds, self.kind_of = numbers, kinds, kind_of

    def block(self, block: Block) -> Block:
        return tuple([self.stmt(stmt) for stmt in block])

    def stmt(self, stmt: Stmt) -> Stmt:
        if stmt.tag.role == "adjoint" and isinstance(stmt, Store) and stmt.op in ("add", "sub"):
            value = stmt.value
            if isinstance(value, Name) and value.id in self.numbers and stmt.index is None:
                if self._fits(self.kinds.get(stmt.base), value.id):
                    return replace(stmt, value=self.numbers[value.id])
        if stmt.tag.role == "primal":
            return map_stmt(stmt, lambda e: e, lambda n: n, self.block)
        return map_stmt(stmt, self.expr, lambda n: n, self.block)

    def expr(self, expr: Expr) -> Expr:
        if not isinstance(expr, Apply):
            return expr
        args = tuple([self.expr(a) for a in expr.args])
        if expr.op in ELEMENTWISE and len(args) == 2:
            left, right = args
            if isinstance(right, Name) and right.id in self.numbers and self._shaped(left, right):
                right = self.numbers[right.id]
            elif isinstance(left, Name) and left.id in self.numbers and self._shaped(right, left):
                left = self.numbers[left.id]
            args = (left, right)
        kwargs = tuple([(k, self.expr(v)) for k, v in expr.kwargs])
        return Apply(expr.op, args, kwargs)

    def _shaped(self, other: Expr, uniform: Name) -> bool:
        return self._fits(self.kind_of(other), uniform.id)

    def _fits(self, kind: Kind | None, name: str) -> bool:
        """Return whether an array has the shape and dtype that `name` has, its number's too."""
        uniform, number = self.kinds.get(name), self.kind_of(self.numbers[name])
        if not isinstance(kind, Array) or not isinstance(uniform, Array):
            return False
        weak = isinstance(number, Scalar) and (not number.numpy or number.dtype == kind.dtype)
        return kind.shape == uniform.shape and kind.dtype == uniform.dtype and weak
