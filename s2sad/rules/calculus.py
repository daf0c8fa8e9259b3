"""Calculus on templates: the terms of a differential, and what is left when some d's are zero."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from ..ir.nodes import Apply, Const, Expr, Name
from ..ir.walk import names_in

# Linear in several operands together: leaving one out needs a zero in its place.
_JOINT = {"np.where", "ifexp", "np.concatenate", "tuple", "list"}


def terms(differential: Expr) -> Iterator[Expr]:
    """Yield the terms of a sum; a subtracted term comes as the negation of the whole term.

    `dx / y - x / (y * y) * dy` has the terms `dx / y` and `-(x / (y * y) * dy)`.
    """
    match differential:
        case Apply(op="add", args=(left, right)):
            yield from terms(left)
            yield from terms(right)
        case Apply(op="sub", args=(left, right)):
            yield from terms(left)
            yield from [negation(term) for term in terms(right)]
        case Apply(op="neg", args=(operand,)):
            yield from [negation(term) for term in terms(operand)]
        case _:
            yield outer_negation(differential)


def negation(term: Expr) -> Expr:
    """Return -term, without a second minus."""
    match term:
        case Apply(op="neg", args=(operand,)):
            return operand
        case Const(value=int() | float() as value):
            return Const(-value)
    return Apply("neg", (term,))


def outer_negation(term: Expr) -> Expr:
    """Move a minus from the first factor of a product to the front: (-x) * y -> -(x * y)."""
    match term:
        case Apply(op="mul" | "truediv" | "matmul" as op, args=(left, right)):
            match outer_negation(left):
                case Apply(op="neg", args=(operand,)):
                    return negation(Apply(op, (operand, right)))
    return term


def inner_negation(term: Expr) -> Expr:
    """Move a minus to the first factor, as one writes it: -(g * x / y) -> -g * x / y."""
    match term:
        case Apply(op="neg", args=(Apply(op="mul" | "truediv" | "matmul" as op, args=(a, b)),)):
            return Apply(op, (inner_negation(Apply("neg", (a,))), b))
    return term


def total(parts: Collection[Expr]) -> Expr:
    """Return the sum of terms, with a minus where a term is a negation."""
    first, *rest = parts
    result = first
    for part in rest:
        match part:
            case Apply(op="neg", args=(operand,)):
                result = Apply("sub", (result, operand))
            case _:
                result = Apply("add", (result, part))
    return result


def without(expr: Expr, zeros: Collection[str]) -> Expr | None:
    """Return what is left of a tangent when the names in `zeros` are zero; None if it is zero.

    A tangent is linear in its d's: whatever is not a sum vanishes with the operand that does.
    """
    if isinstance(expr, Name):
        return None if expr.id in zeros else expr
    if not isinstance(expr, Apply) or not any(name in zeros for name in names_in(expr)):
        return expr
    if expr.op in ("add", "sub"):
        left, right = (without(arg, zeros) for arg in expr.args)
        if left is None and right is not None:
            return right if expr.op == "add" else negation(right)
        return left if right is None or left is None else Apply(expr.op, (left, right))
    args = [without(arg, zeros) for arg in expr.args]
    kwargs = [(key, without(arg, zeros)) for key, arg in expr.kwargs]
    kept = tuple([a for a in args if a is not None])
    kept_kwargs = tuple([(k, a) for k, a in kwargs if a is not None])
    if len(kept) == len(args) and len(kept_kwargs) == len(kwargs):
        return Apply(expr.op, kept, kept_kwargs)
    if expr.op in _JOINT:
        raise ValueError(f"write the tangent as a sum of terms: {expr.op} joins its operands")
    return None


def with_constants(expr: Expr, constants: Mapping[str, Const]) -> Expr:
    """Put numbers for names and compute what consists of numbers: n - 1, float(n)."""
    if isinstance(expr, Name):
        return constants.get(expr.id, expr)
    if not isinstance(expr, Apply):
        return expr
    args = tuple([with_constants(arg, constants) for arg in expr.args])
    kwargs = tuple([(key, with_constants(arg, constants)) for key, arg in expr.kwargs])
    match expr.op, args:
        case "sub", (Const(value=int() as a), Const(value=int() as b)):
            return Const(a - b)
        case "sub", (Const(value=float() as a), Const(value=int() as b)):
            return Const(float(Decimal(repr(a)) - b))  # 1.1 - 1 is 0.1, as one writes it
        case "float", (Const(value=a),):
            return Const(float(a))
    return Apply(expr.op, args, kwargs)
