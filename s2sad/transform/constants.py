"""Constants: factors of adjoints and tangents are gathered, signs are written once.

    2.0 * (0.5 * gz)      gz                 -1.0 * x        -x
    2.0 * u * (0.1 * g)   0.2 * u * g        x + x           2.0 * x
    x ** (2 - 1)          x                  x + (-y)        x - y
    2.0 * x * gz          2.0 * gz * x       np.sum(-x * gz) -gz * np.sum(x)     gz a number

Only where every value involved is plainly a float, so that no dtype changes; never `0.0 * x`,
which may be NaN; and an array keeps its own memory: `1.0 * x` goes only where a new array is made
of it. The primal's statements stay.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from operator import is_

from ..ir.frozen import replace
from ..ir.kinds import Array, Kind, ListKind, Scalar
from ..ir.nodes import (
    Apply, Assign, Block, Const, Evaluate, Expr, For, If, Name, Program, Stmt, Store, While,
)  # fmt: skip
from ..ir.walk import subexpressions
from .aliases import is_fresh_op
from .effects import map_blocks, same_or
from .signs import PYTHON, added, float_dtypes, negated, subtracted

NOT_ASKED: frozenset[str] = frozenset(("not asked",))
_SAFE = (1e-300, 1e300)
_OF_NUMBERS = ("add", "sub", "mul", "truediv", "neg", "pow")
_OF_TWO = ("add", "sub", "mul", "pow")
_CHANGED = ("add", "sub", "mul", "pow", "neg", "np.sum", "np.mean")


def constants(
    program: Program, kinds: Mapping[str, Kind], settled: dict[int, Stmt] | None = None
) -> Program:
    """Return the program with the constants of its derivative statements gathered.

    before:  gx = 2.0 * x * (0.5 * -gz)        after:  gx = -x * gz

    `settled` are statements, by id, in which an earlier run found nothing to change, and this one
    does not look.
    """
    gatherer = _Gatherer(kinds, {} if settled is None else settled)
    return program.with_body(gatherer.block(program.body))


class _Gatherer:
    def __init__(self, kinds: Mapping[str, Kind], settled: dict[int, Stmt]) -> None:
        self.kinds, self.settled = kinds, settled
        self.dtypes: dict[Expr, frozenset[str] | None] = {}  # of what was asked for

    def block(self, block: Block) -> Block:
        return same_or(block, [self.stmt(stmt) for stmt in block])

    def stmt(self, stmt: Stmt) -> Stmt:
        if isinstance(stmt, (If, For, While)):
            return map_blocks(stmt, self.block)
        if stmt.tag.role == "primal" or id(stmt) in self.settled:
            return stmt
        made = self.gathered(stmt)
        if made is stmt:
            self.settled[id(stmt)] = stmt
        return made

    def gathered(self, stmt: Stmt) -> Stmt:
        """Return a simple statement of the derivative's with its constants gathered."""
        match stmt:
            case Assign(target=target, value=value):
                new = self.held(value, isinstance(self.kinds.get(target), Scalar))
                return stmt if new is value or new == value else Assign(target, new, stmt.tag)
            case Store(base=base, value=value):
                copied = isinstance(self.kinds.get(base), (Array, Scalar))
                new = self.held(value, copied)
                same = new is value or new == value
                return self.signed(stmt if same else replace(stmt, value=new))
            case Evaluate(value=Apply(op="list.append", args=(base, item)) as value):
                new = self.held(item, self.is_scalar(item))
                made = Apply(value.op, (base, new), value.kwargs)
                return stmt if new is item else Evaluate(made, stmt.tag)
        return stmt

    def signed(self, stmt: Store) -> Store:
        """`x += -e` is `x -= e`."""
        if stmt.op not in ("add", "sub") or not self.is_float(stmt.value):
            return stmt
        positive = negated(stmt.value)
        if positive is None:
            return stmt
        return replace(stmt, value=positive, op="sub" if stmt.op == "add" else "add")

    def held(self, expr: Expr, is_copied: bool) -> Expr:
        """Return expr rewritten where its value is held: an array must stay a new array."""
        new = self.expr(expr)
        if is_copied or isinstance(expr, (Name, Const)) or not is_fresh_op(expr.op):
            return new
        if isinstance(new, Apply) and is_fresh_op(new.op):
            return new
        is_array = isinstance(new, Name) and isinstance(self.kinds.get(new.id), Array)
        return Apply("np.copy", (new,)) if is_array else expr

    # -- expressions -----------------------------------------------------------------------

    def expr(self, expr: Expr) -> Expr:
        """Return expr rewritten where it is an operand of what makes a new value."""
        if not isinstance(expr, Apply) or expr.ops.isdisjoint(_CHANGED):
            return expr
        if expr.op in ("slice", "const"):
            return expr
        if expr.op == "getitem":
            return _summed_over(expr)
        if is_fresh_op(expr.op):
            args = tuple([self.expr(arg) for arg in expr.args])
        else:
            args = tuple([self.held(arg, self.is_scalar(arg)) for arg in expr.args])
        same = all(map(is_, args, expr.args))
        return self.simplified(expr if same else Apply(expr.op, args, expr.kwargs))

    def simplified(self, expr: Apply) -> Expr:
        op, args = expr.op, expr.args
        if op not in _CHANGED:
            return expr
        if type(args[0]) is Const and op in _OF_TWO and type(args[1]) is Const:
            return _computed(expr)
        if not self.is_float(expr):
            return expr
        if op in ("mul", "neg"):
            return self.numbers_first(self.product(expr))
        if op == "add":
            return self.sum(*args)
        if op == "sub":
            return subtracted(*args)
        if op == "pow":
            return args[0] if args[1] in (Const(1), Const(1.0)) else expr
        return self.taken_out(expr, args[0]) if len(args) == 1 else expr

    def sum(self, left: Expr, right: Expr) -> Expr:
        if left == right and _is_repeatable(left):
            return self.product(Apply("mul", (Const(2.0), left)))
        first = negated(left)
        if first is not None and negated(right) is None:
            return Apply("sub", (right, first))
        return added(left, right)

    def product(self, expr: Apply) -> Expr:
        """Gather the constant factors of a product in front of it."""
        factor, rest = _split(expr)
        if rest is None or rest is expr or not _SAFE[0] < abs(factor) < _SAFE[1]:
            return expr
        return _times(factor, rest)

    def numbers_first(self, expr: Expr) -> Expr:
        """Multiply numbers by numbers before arrays: each saves a product of whole arrays."""
        if not isinstance(expr, Apply) or not any(map(_is_product, expr.args)):
            return expr
        numbers, rest = self.factors(expr)
        if rest is None or _pops(expr):
            return expr
        if self.array_products(expr) <= 1 + self.array_products(rest):
            return expr
        product = numbers[0]
        for number in numbers[1:]:
            product = Apply("mul", (product, number))
        return self.product(Apply("mul", (product, rest)))

    def taken_out(self, expr: Apply, summed: Expr) -> Expr:
        """Return the sum of a multiple as the multiple of the sum."""
        numbers, rest = self.factors(summed)
        plain = all(key in ("axis", "keepdims") for key, _ in expr.kwargs)
        if rest is None or not numbers or not plain or _pops(expr):
            return expr
        total: Expr = replace(expr, args=(rest,))
        for number in reversed(numbers):
            total = Apply("mul", (number, total))
        return self.simplified(total) if isinstance(total, Apply) else total

    def array_products(self, expr: Expr) -> int:
        """Return how many products and signs of a product are taken of whole arrays."""
        if not isinstance(expr, Apply) or expr.op not in ("mul", "neg") or self.is_scalar(expr):
            return 0
        return 1 + sum(map(self.array_products, expr.args))

    def factors(self, expr: Expr) -> tuple[list[Expr], Expr | None]:
        """Return the factors of a product that are numbers, and the product of the others."""
        if self.is_scalar(expr):
            return [expr], None
        if type(expr) is Apply and expr.op == "neg":
            numbers, rest = self.factors(expr.args[0])
            return [Const(-1.0), *numbers], rest
        if type(expr) is Apply and expr.op == "mul":
            left, right = expr.args
            (some, x), (more, y) = self.factors(left), self.factors(right)
            if x is None or y is None:
                return some + more, x or y
            same = x is left and y is right
            return some + more, expr if same else Apply("mul", (x, y))
        return [], expr

    def is_float(self, expr: Expr) -> bool:
        """Return whether expr is a float of the one dtype that all its values have."""
        dtypes = self.dtypes.get(expr, NOT_ASKED)
        if dtypes is NOT_ASKED:
            dtypes = self.dtypes[expr] = float_dtypes(expr, self.kinds)
        return dtypes is not None and len(dtypes - {PYTHON}) <= 1 and bool(dtypes)

    def is_scalar(self, expr: Expr) -> bool:
        """Return whether expr is plainly a number."""
        if type(expr) is Name:
            return isinstance(self.kinds.get(expr.id), Scalar)
        if type(expr) is Const:
            return True
        op, args = expr.op, expr.args
        if op in _OF_NUMBERS:
            return all(map(self.is_scalar, args))
        if op == "getitem" and type(args[0]) is Name:
            kind, index = self.kinds.get(args[0].id), args[1]
            if isinstance(kind, ListKind):
                return isinstance(kind.item, Scalar) and self.is_place(index)
            parts = index.args if isinstance(index, Apply) and index.op == "tuple" else (index,)
            whole = isinstance(kind, Array) and len(parts) == kind.ndim
            return whole and all(map(self.is_place, parts))
        return op in ("np.size", "len") or op.startswith("math.")

    def is_place(self, index: Expr) -> bool:
        """Return whether index is an integer: no slice, axis, ellipsis, mask or list of places."""
        match index:
            case Name(id=name):
                kind = self.kinds.get(name)
                return isinstance(kind, Scalar) and kind.dtype.startswith(("int", "uint"))
            case Const(value=value):
                return type(value) is int
            case Apply(op="add" | "sub" | "mul" | "floordiv" | "mod" | "neg", args=args):
                return all(map(self.is_place, args))
        return isinstance(index, Apply) and index.op in ("np.size", "len")


def _summed_over(expr: Apply) -> Expr:
    """Return `np.sum(x, axis=1, keepdims=True)[:, 0]` as `np.sum(x, axis=1)`."""
    match expr.args:
        case Apply(op="np.sum", args=(x,), kwargs=kwargs), Apply(op="tuple", args=parts):
            given = dict(kwargs)
            axis = given.get("axis", Const(None))
            if given != {"axis": axis, "keepdims": Const(True)}:
                return expr
            axes = axis.args if isinstance(axis, Apply) and axis.op == "tuple" else (axis,)
            zeros = [Const(k) for k, part in enumerate(parts) if part == Const(0)]
            full = [part for part in parts if part == Apply("slice", (Const(None),) * 3)]
            if set(zeros) == set(axes) and len(full) + len(zeros) == len(parts):
                return Apply("np.sum", (x,), (("axis", axis),))
    return expr


def _is_product(expr: Expr) -> bool:
    return type(expr) is Apply and expr.op in ("mul", "neg")


def _split(expr: Expr) -> tuple[float, Expr | None]:
    """Return the constant factor of a product, and the product of the others.

    >>> _split(Apply("mul", (Const(2.0), Apply("neg", (Name("x"),)))))
    (-2.0, Name(id='x'))
    """
    if type(expr) is Const and type(expr.value) in (int, float):
        return expr.value, None
    if type(expr) is not Apply:
        return 1.0, expr
    if expr.op == "neg":
        factor, rest = _split(expr.args[0])
        return -factor, rest
    if expr.op == "mul":
        left, right = expr.args
        (c, x), (d, y) = _split(left), _split(right)
        if x is left and y is right:
            return 1.0, expr
        if x is None or y is None:
            return c * d, x if y is None else y
        return c * d, Apply("mul", (x, y))
    if expr.op == "truediv":
        factor, rest = _split(expr.args[0])
        if rest is not None and rest is not expr.args[0]:
            return factor, Apply("truediv", (rest, expr.args[1]))
    return 1.0, expr


def _times(factor: float, expr: Expr) -> Expr:
    """Return factor * expr, the factor in front of the first factor of expr."""
    if factor == 1:
        return expr
    match expr:
        case Apply(op="mul" | "truediv" as op, args=(left, right)):
            return Apply(op, (_times(factor, left), right))
    return Apply("neg", (expr,)) if factor == -1 else Apply("mul", (Const(factor), expr))


def _computed(expr: Apply) -> Expr:
    """Return the number that an operation on two numbers gives, if it is one."""
    a, b = (arg.value for arg in expr.args if isinstance(arg, Const))
    if not all(type(v) in (int, float) for v in (a, b)):
        return expr
    if expr.op == "pow" and (type(b) is not int or not 0 <= b <= 8):
        return expr
    value = {"add": lambda: a + b, "sub": lambda: a - b, "mul": lambda: a * b,
             "pow": lambda: a**b}[expr.op]()  # fmt: skip
    return Const(value) if math.isfinite(value) and abs(value) < 1e15 else expr


def _pops(expr: Expr) -> bool:
    """Return whether the order matters in which the operands of expr are evaluated."""
    return any(isinstance(e, Apply) and e.op == "list.pop" for e in subexpressions(expr))


def _is_repeatable(expr: Expr) -> bool:
    """Return whether two evaluations of expr give one value: operators, loads and NumPy only."""
    if not isinstance(expr, Apply):
        return True
    known = is_fresh_op(expr.op) or expr.op == "getitem" or expr.op in ("tuple", "slice")
    return known and expr.op != "print" and all(map(_is_repeatable, expr.args))


__all__ = ["constants"]
