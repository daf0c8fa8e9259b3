"""Transposes, as they are written: (a.T @ b).T is b.T @ a, and gx.T += e is gx += e.T."""

from __future__ import annotations

from collections.abc import Callable

from ..ir.kinds import Array, Kind
from ..ir.nodes import Apply, Expr


def added_whole(target: Expr, value: Expr, kind_of: Callable[[Expr], Kind]) -> tuple[Expr, Expr]:
    """Return where a contribution goes, and what: `gx += e.T` for `gx.T += e`.

    Only where e has as many axes: fewer are broadcast over the first ones.
    """
    match target:
        case Apply(op="np.transpose", args=(inner,), kwargs=()):
            whole, given = kind_of(target), kind_of(value)
            if isinstance(whole, Array) and isinstance(given, Array) and whole.ndim == given.ndim:
                return inner, transposed(value, kind_of)
    return target, value


def transposed(value: Expr, kind_of: Callable[[Expr], Kind]) -> Expr:
    """Return the transpose of an array; of a product of matrices where that is shorter.

    before:  np.transpose(np.transpose(a) @ b)        after:  np.transpose(b) @ a
    """
    match value:
        case Apply(op="np.transpose", args=(inner,), kwargs=()):
            return inner
        case Apply(op="matmul", args=(a, b)) if _is_turned(a) or _is_turned(b):
            if all(isinstance(k := kind_of(e), Array) and k.ndim == 2 for e in (a, b)):
                return Apply("matmul", (transposed(b, kind_of), transposed(a, kind_of)))
        case Apply(op="np.outer", args=(a, b), kwargs=()):
            return Apply("np.outer", (b, a))
    return Apply("np.transpose", (value,))


def _is_turned(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op == "np.transpose" and len(expr.args) == 1
