"""Fitting: a contribution in the shape and the dtype of what receives it."""

from __future__ import annotations

from ...ir.kinds import Array, Kind, Scalar
from ...ir.nodes import Apply, Const, Expr, Name


def cast(value: Expr, kind: Kind) -> Expr:
    """Return an array converted to the dtype of a kind."""
    assert isinstance(kind, (Array, Scalar))
    dtype = Apply("const", (Const(f"np.{kind.dtype}"),))
    if isinstance(kind, Array) and not kind.ndim:  # the adjoint of a number may be a number
        return Apply("np.array", (value,), (("dtype", dtype),))
    return Apply("np.ndarray.astype", (value, dtype))


def sum_to(value: Expr, name: str, extra: int, ones: list[int], target: Array) -> Expr:
    """Return a contribution summed over leading axes, and over those that were spread."""
    if extra <= 0 and not ones:
        return value
    axes = [*range(extra), *ones]
    axis = Const(axes[0]) if len(axes) == 1 else Apply("tuple", tuple(Const(a) for a in axes))
    if not ones:
        if target.ndim == 0:
            return Apply("np.sum", (value,))
        return Apply("np.sum", (value,), (("axis", axis),))
    if not extra:
        return Apply("np.sum", (value,), (("axis", axis), ("keepdims", Const(True))))
    return Apply("rt.unbroadcast", (value, Name(name)))
