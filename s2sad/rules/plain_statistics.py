"""Weighted sums, written out where shapes are known."""

from __future__ import annotations

from collections.abc import Callable

from ..ir.nodes import Apply, Const, Expr
from .known import NONE, Known, call, length

Rewriting = Callable[..., "Expr | None"]


def along(known: Known, weights: Expr, x: Expr, axis: Expr) -> Expr | None:
    """Before: rt.along(w, x), for arrays of one shape. After: w."""
    return weights if axis == NONE or known.alike(weights, x) else None


def along_back(known: Known, y: Expr, weights: Expr, x: Expr, axis: Expr) -> Expr | None:
    """Before: rt.along_back(g, w, x), for arrays of one shape. After: g."""
    return y if axis == NONE or known.alike(weights, x) else None


def weigh(known: Known, y: Expr, weights: Expr, axis: Expr, keepdims: Expr) -> Expr | None:
    """Before: rt.weigh(dx, w), for one quantile. After: np.sum(w * dx)."""
    if not known.rank(y) or known.rank(y) != known.rank(weights):
        return None
    return call("np.sum", call("mul", weights, y), axis=axis, keepdims=keepdims)


def weigh_back(
    known: Known, y: Expr, weights: Expr, x: Expr, axis: Expr, keepdims: Expr
) -> Expr | None:
    """Before: rt.weigh_back(g, w, x), for one quantile. After: w * g."""
    if not known.rank(x) or known.rank(x) != known.rank(weights):
        return None
    return call("mul", weights, call("rt.expand", y, x, axis, keepdims))


def leading(known: Known, y: Expr, x: Expr) -> Expr | None:
    """Before: rt.leading(dq, z), for a number. After: dq."""
    return y if known.is_scalar(y) else None


def leading_sums(known: Known, x: Expr, y: Expr) -> Expr | None:
    """Before: rt.leading_sums(g, q), for numbers. After: g."""
    return x if known.is_scalar(x) else None


def ramp_back(known: Known, y: Expr, end: Expr, endpoint: Expr, axis: Expr) -> Expr | None:
    """Before: rt.ramp_back(g, 0), for a vector. After: np.linspace(1.0, 0.0, len(g)) @ g."""
    if known.rank(y) != 1 or not isinstance(end, Const):
        return None
    ends = Const(1.0 - end.value), Const(1.0 * end.value)
    ramp: Apply = call("np.linspace", *ends, length(y, 0), endpoint=endpoint)
    return call("matmul", ramp, y)


def spacing(known: Known, x: Expr) -> Expr | None:
    """Before: rt.spacing(h), for a number. After: h."""
    return x if known.is_scalar(x) else None


def divide(known: Known, x: Expr, y: Expr) -> Expr | None:
    """Before: np.divide(30, 100.0). After: 0.3."""
    numbers = [e.value for e in (x, y) if isinstance(e, Const) and type(e.value) in (int, float)]
    return Const(numbers[0] / numbers[1]) if len(numbers) == 2 and numbers[1] else None


PLAIN: dict[str, Rewriting] = {
    "rt.along": along, "rt.along_back": along_back, "rt.weigh": weigh, "rt.weigh_back": weigh_back,
    "rt.leading": leading, "rt.leading_sums": leading_sums, "rt.ramp_back": ramp_back,
    "rt.spacing": spacing, "np.divide": divide,
}  # fmt: skip
