"""The dtype of a tangent: that of its primal, where their formulas give another one.

A slope may be computed in more digits than the value, or in fewer: the value of `stats.norm.logpdf`
has double precision whatever x has, and its tangent `-x * dx` that of x. A real tangent of what is
complex becomes complex where it leaves the program, and where something is stored into it: else it
is the shorter one.
"""

from __future__ import annotations

from ..ir.kinds import Array, Kind, Scalar
from ..ir.nodes import Apply, Expr
from ..rules import lookup
from .adjoint.fitted import cast


def of_dtype(value: Expr, found: Kind, kind: Kind, is_kept: bool) -> Expr:
    """Return a tangent of a kind that was found, in the dtype of the kind that it should have."""
    if not isinstance(found, (Array, Scalar)) or not isinstance(kind, (Array, Scalar)):
        return value
    if not _is_other(found.dtype, kind.dtype, is_kept):
        return value
    if isinstance(found, Scalar) and not found.numpy and isinstance(kind, Array):
        return value  # Python's numbers take the dtype of what they meet
    if isinstance(kind, Array):
        return cast(value, kind)
    plain = "float" if kind.dtype.startswith("float") else "complex"
    name = kind.dtype if kind.dtype != "float128" else "longdouble"
    made = f"np.{name}" if kind.numpy else plain  # a number may be one of Python's in a run
    return Apply(made, (value,)) if _is_number(found) and lookup(made) else value


def _is_other(found: str, wanted: str, is_kept: bool) -> bool:
    """Return whether one dtype has to be made another: not where both have the same digits."""
    if found == wanted:
        return False
    pair = found.rstrip("0123456789"), wanted.rstrip("0123456789")
    return pair in (("float", "float"), ("complex", "complex")) or (
        pair == ("float", "complex") and is_kept
    )


def _is_number(found: Array | Scalar) -> bool:
    return isinstance(found, Scalar) or not found.ndim
