"""Spread: an array that is one number everywhere is read as the number where that is enough.

before:  gh = np.full_like(h, gm); gH = 2.0 * e * gh       after:  gH = 2.0 * e * gm
before:  gb = np.full_like(b, gz / len(b)); gP = a * gb    after:  %1 = gz / len(b); gP = a * %1

A product, sum or quotient with an array of the same shape and dtype, and an update in place, give
the same with the number; an operand that is broadcast to the shape of the other one is read as it
is, for the operator does that, and so is what a uniform array stretches inside an operand:
`np.cos(a) * (r * np.full_like(c, gz))` is `np.cos(a) * (r * gz)`.

Definitions: t is uniform iff (1) its one definition is `np.full_like` of a number, or a sign, a
multiple or a broadcast of what is uniform, (2) the names in that number are never bound again, or
it is read in this statement only, (3) nothing is stored into its memory; it is spread where (4) the
reader's other operand has t's shape and dtype.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from operator import eq, is_

from ..ir.fresh import Fresh
from ..ir.frozen import replace
from ..ir.kinds import Array, Kind, Scalar, Size
from ..ir.nodes import (
    Apply, Assign, Block, Const, Evaluate, Expr, Name, Program, Stmt, Store,
)  # fmt: skip
from ..ir.walk import COMPOUND, all_statements, names_in
from .effects import bound_by, count_reads, map_blocks, map_headers, same_or
from .facts import Facts
from .ranks import is_temporary

ELEMENTWISE = {"mul", "add", "sub", "truediv"}
RESHAPED = {
    "np.broadcast_to", "np.expand_dims", "np.transpose", "np.squeeze", "np.reshape", "np.ravel",
}  # fmt: skip
SIZES = {"np.size", "len"}
_UNIFORM = {"np.full_like", "neg", "mul", "truediv", *RESHAPED}
_SPREAD = ("np.full_like", "np.broadcast_to", "np.size", "np.shape", "len")


def spread(
    program: Program, kinds: dict[str, Kind], facts: Facts, kind_of: Callable[[Expr], Kind],
    is_same: Callable[[Size, Size], bool] = eq,
) -> Program:  # fmt: skip
    """Return the program in which uniform arrays are read as numbers where that is the same.

    `is_same` tells whether two sizes are known to be equal.
    """
    if not any(map(_may_change, all_statements(program))):
        return program
    spreader = _Spreader(program, kinds, facts, kind_of, is_same)
    return program.with_body(spreader.block(program.body))


def _may_change(stmt: Stmt) -> bool:
    """Return whether something uniform, stretched or a size stands in a derivative statement."""
    if stmt.tag.role == "primal":
        return False
    return not all(expr.ops.isdisjoint(_SPREAD) for expr in stmt.expressions)


def _stored_into(stmt: Stmt) -> tuple[str, ...]:
    """Return the names whose memory a statement may write."""
    if type(stmt) is Store:
        return (stmt.base,)
    return stmt.value.names if type(stmt) is Evaluate else ()


class _Spreader:
    """`numbers` maps a uniform name to its number; `named` are numbers that got a name."""

    def __init__(
        self, program: Program, kinds: dict[str, Kind], facts: Facts,
        kind_of: Callable[[Expr], Kind], is_same: Callable[[Size, Size], bool],
    ) -> None:  # fmt: skip
        self.kinds, self.kind_of, self.facts, self.is_same = kinds, kind_of, facts, is_same
        self.fresh = Fresh(program, kinds)
        self.made = Counter(n for s in all_statements(program) for n in bound_by(s))
        self.made.update(p.name for p in program.params)
        self.written = {facts.memory(n) for s in all_statements(program) for n in _stored_into(s)}
        self.numbers: dict[str, Expr] = {}
        self.like: dict[str, str] = {}
        self.stretched: dict[str, Expr] = {}
        self.reads = count_reads(program)

    # -- what is uniform ---------------------------------------------------------------------

    def number(self, expr: Expr, later: bool = False) -> Expr | None:
        """Return the number that an array expression is everywhere, if it is plainly one.

        `later` tells that the number is read in other statements, too.
        """
        if type(expr) is Name:
            return self.numbers.get(expr.id)
        if type(expr) is not Apply or expr.op not in _UNIFORM:
            return None
        match expr:
            case Apply(op="np.full_like", args=(_, value)):
                return value if self.is_number(value, later) else None
            case Apply(op="neg", args=(operand,)):
                found = self.number(operand, later)
                return None if found is None else Apply("neg", (found,))
            case Apply(op=op, args=(operand, *_)) if op in RESHAPED:
                return self.number(operand, later)
            case Apply(op="mul", args=(left, right)) if self.is_number(left, later):
                found = self.number(right, later)
                return None if found is None else Apply("mul", (left, found))
            case Apply(op="mul" | "truediv" as op, args=(left, right)) if self.is_number(
                right, later
            ):
                found = self.number(left, later)
                return None if found is None else Apply(op, (found, right))
        return None

    def is_number(self, expr: Expr, later: bool) -> bool:
        """Return whether expr is a number, and, for `later`, of numbers that are bound once."""
        if type(expr) is Name:
            fixed = self.made[expr.id] <= 1 or not later
            return isinstance(self.kinds.get(expr.id), Scalar) and fixed
        if type(expr) is Const:
            return isinstance(expr.value, (int, float)) and not isinstance(expr.value, bool)
        match expr:
            case Apply(op="neg" | "mul" | "truediv" as op, args=args, kwargs=()):
                return all(self.is_number(arg, later) for arg in args)
            case Apply(op=op, args=(Name(id=name),), kwargs=()) if op in SIZES:
                fixed = self.made[name] <= 1 or not later
                return isinstance(self.kinds.get(name), Array) and fixed
        return False

    def learn(self, stmt: Assign) -> list[Stmt]:
        """Note a uniform name; return the statement that names its number, if it needs one."""
        target, number = stmt.target, self.number(stmt.value, later=True)
        fixed = self.made[target] == 1 and self.facts.memory(target) not in self.written
        if number is None or not fixed or not isinstance(self.kinds.get(target), Array):
            return []
        if isinstance(number, (Name, Const)):
            self.numbers[target] = number
            return []
        name = self.fresh.name(self.kind_of(number))
        self.made[name] = 1
        self.numbers[target] = Name(name)
        return [Assign(name, number, stmt.tag)]

    def learn_shape(self, stmt: Assign) -> None:
        """Note that a temporary has the shape of one of the names that it is computed of."""
        shape = _shape(self.kinds.get(stmt.target))
        if shape is None or not is_temporary(stmt.target) or self.made[stmt.target] > 1:
            return
        if not isinstance(stmt.value, Apply) or stmt.value.op not in (*ELEMENTWISE, "pow"):
            return
        for arg in stmt.value.args:
            fixed = isinstance(arg, Name) and self.made[arg.id] <= 1
            if fixed and isinstance(arg, Name) and _shape(self.kinds.get(arg.id)) == shape:
                self.like[stmt.target] = self.like.get(arg.id, arg.id)
                return

    # -- where it is read --------------------------------------------------------------------

    def block(self, block: Block) -> Block:
        out: list[Stmt] = []
        for stmt in block:
            if stmt.tag.role != "primal" or type(stmt) in COMPOUND:
                stmt = self.stmt(stmt)
            if type(stmt) is Assign:
                self.learn_shape(stmt)
                if stmt.tag.role != "primal":
                    out.extend(self.learn(stmt))
                    self.learn_stretched(stmt)
            out.append(stmt)
        return same_or(block, out)

    def stmt(self, stmt: Stmt) -> Stmt:
        if stmt.tag.role == "adjoint" and isinstance(stmt, Store) and stmt.op in ("add", "sub"):
            value = stmt.value
            if stmt.index is None and self.fits(self.kinds.get(stmt.base), value):
                number = self.number(value)
                assert number is not None
                return replace(stmt, value=number)
        if stmt.tag.role == "primal":
            return map_blocks(stmt, self.block)
        return map_blocks(map_headers(stmt, self.expr), self.block)

    def expr(self, expr: Expr) -> Expr:
        if not isinstance(expr, Apply) or self.stays(expr):
            return expr
        if expr.op in ELEMENTWISE and len(expr.args) == 2:
            left, right = expr.args
            if self.number(right) is not None and self.fits(self.kind_of(left), right):
                return Apply(expr.op, (self.expr(left), self.number(right) or right))
            if self.number(left) is not None and self.fits(self.kind_of(right), left):
                return Apply(expr.op, (self.number(left) or left, self.expr(right)))
            left = self.narrowed(self.unstretched(left, right), right)
            right = self.narrowed(self.unstretched(right, left), left)  # one has the shape of both
            return _with_operands(expr, (self.expr(left), self.expr(right)))
        match expr:
            case Apply(op="np.size" | "np.shape" | "len", args=(Name(id=name),)):
                return replace(expr, args=(Name(self.like[name]),)) if name in self.like else expr
        made = _with_operands(expr, tuple([self.expr(a) for a in expr.args]))
        if not expr.kwargs:
            return made
        return Apply(expr.op, made.args, tuple([(k, self.expr(v)) for k, v in expr.kwargs]))

    def stays(self, expr: Apply) -> bool:
        """Return whether nothing in an expression is uniform, stretched or a size."""
        known = self.numbers.keys().isdisjoint(expr.names)
        known = known and self.stretched.keys().isdisjoint(expr.names)
        return known and expr.ops.isdisjoint(_SPREAD)

    def unstretched(self, expr: Expr, other: Expr) -> Expr:
        """Return what an operand is stretched from, if the other operand stretches it as far."""
        made = self.stretched.get(expr.id) if isinstance(expr, Name) else expr
        match made:
            case Apply(op="np.broadcast_to", args=(inner, _)):
                whole, against = self.kind_of(expr), self.kind_of(other)
                if isinstance(whole, Array) and isinstance(against, Array):
                    return inner if whole.shape == against.shape else expr
        return expr

    def narrowed(self, expr: Expr, other: Expr) -> Expr:
        """Return an operand of the other's shape with numbers for what is uniform in it.

        It may be smaller then: the operator broadcasts it.
        """
        if not isinstance(expr, Apply) or expr.op not in ELEMENTWISE or self.stays(expr):
            return expr
        whole, against = self.kind_of(expr), self.kind_of(other)
        if not isinstance(whole, Array) or not isinstance(against, Array):
            return expr
        if whole.dtype != against.dtype or not self.are_alike(whole, against):
            return expr
        return self.with_numbers(expr, whole.dtype)

    def with_numbers(self, expr: Expr, dtype: str) -> Expr:
        """Return an elementwise expression with numbers for the uniform arrays of a dtype.

        All arrays in it must be of that dtype: a number may adapt to one of less precision.
        """
        number = self.number(expr)
        if number is not None:
            own, weak = self.kind_of(expr), self.kind_of(number)
            adapts = isinstance(weak, Scalar) and (not weak.numpy or weak.dtype == dtype)
            return number if isinstance(own, Array) and own.dtype == dtype and adapts else expr
        if not isinstance(expr, Apply) or expr.op not in ELEMENTWISE:
            return expr
        kinds = [self.kind_of(arg) for arg in expr.args]
        if any(isinstance(kind, Array) and kind.dtype != dtype for kind in kinds):
            return expr
        return _with_operands(expr, tuple([self.with_numbers(a, dtype) for a in expr.args]))

    def are_alike(self, one: Array, other: Array) -> bool:
        """Return whether two arrays are known to have one shape."""
        pairs = zip(one.shape, other.shape)
        return one.ndim == other.ndim and all(self.is_same(a, b) for a, b in pairs)

    def learn_stretched(self, stmt: Assign) -> None:
        """Note an array that is broadcast and read once; what it is broadcast from stays."""
        match stmt.value:
            case Apply(op="np.broadcast_to", args=(inner, _)) if self.reads.get(stmt.target) == 1:
                if all(map(self.is_fixed, (stmt.target, *names_in(inner)))):
                    self.stretched[stmt.target] = stmt.value

    def is_fixed(self, name: str) -> bool:
        return self.made[name] <= 1 and self.facts.memory(name) not in self.written

    def fits(self, kind: Kind | None, uniform: Expr) -> bool:
        """Return whether an array has the shape and dtype of a uniform one, its number's too."""
        number = self.number(uniform)
        if number is None or not isinstance(kind, Array):
            return False
        own, weak = self.kind_of(uniform), self.kind_of(number)
        if not isinstance(own, Array) or not isinstance(weak, Scalar):
            return False
        adapts = not weak.numpy or weak.dtype == kind.dtype
        return self.are_alike(kind, own) and kind.dtype == own.dtype and adapts


def _with_operands(expr: Apply, args: tuple[Expr, ...]) -> Apply:
    """Return the operation on other operands; the same object if they are."""
    return expr if all(map(is_, args, expr.args)) else Apply(expr.op, args, expr.kwargs)


def _shape(kind: Kind | None) -> tuple[Size, ...] | None:
    return kind.shape if isinstance(kind, Array) else None
