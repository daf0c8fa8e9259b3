"""Conjugates and real parts, left out where numbers are real."""

from __future__ import annotations

from collections.abc import Callable

from ..ir.kinds import Array, Scalar, is_complex
from ..ir.nodes import Apply, Expr
from .known import Known, call

Rewriting = Callable[..., "Expr | None"]


def is_real(known: Known, x: Expr) -> bool:
    """Return whether an operand is known to be real."""
    kind = known.kind(x)
    if isinstance(kind, (Scalar, Array)):
        return not is_complex(kind)
    return isinstance(x, Apply) and x.op in ("np.real", "np.imag", "np.abs")


def real_or_itself(known: Known, x: Expr) -> Expr | None:
    """Before: np.conj(x), for a real x. After: x."""
    return x if is_real(known, x) else None


def conjugate_transposed(known: Known, x: Expr) -> Expr | None:
    """Before: rt.h(a). After: rt.t(a), and its conjugate unless a is real."""
    if is_real(known, x):
        return call("rt.t", x)
    return call("np.conj", call("rt.t", x)) if known.rank(x) is not None else None


PLAIN: dict[str, Rewriting] = {
    "np.conj": real_or_itself, "np.real": real_or_itself, "rt.h": conjugate_transposed,
}  # fmt: skip
