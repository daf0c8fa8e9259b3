"""Which expressions see the memory of others, and what undoes an index that only reshapes."""

from __future__ import annotations

from collections.abc import Callable

from ...analysis.kinds.sharing import MAY_VIEW
from ...ir.frozen import replace
from ...ir.kinds import Array, Kind
from ...ir.nodes import Apply, Const, Expr, Name, Store

VIEWING = {*MAY_VIEW, "list.pop", "pos"}
WHOLE_VIEWS = {
    "np.transpose", "np.reshape", "np.ravel", "np.squeeze", "np.expand_dims", "np.swapaxes",
    "np.moveaxis",
}  # fmt: skip


def index_parts(index: Expr | None) -> tuple[Expr, ...]:
    """Return the parts of an index."""
    if index is None:
        return ()
    if isinstance(index, Apply) and index.op == "tuple":
        return index.args
    return (index,)


def of_whole(stmt: Store) -> Store:
    """Return a store into all cells of an array as one: `x[...]` for `x[:, :]`."""
    full = Apply("slice", (Const(None),) * 3)
    if stmt.index is None or any(part != full for part in index_parts(stmt.index)):
        return stmt
    return replace(stmt, index=Const(Ellipsis))


def without_new_axes(index: Expr, kind: Kind) -> Expr | None:
    """Return the index that undoes one of full slices and None: `[:, 0]` for `[:, None]`."""
    parts, full = index_parts(index), Apply("slice", (Const(None),) * 3)
    slices = sum(part == full for part in parts)
    if not isinstance(kind, Array) or slices != kind.ndim or slices == len(parts):
        return None
    if any(part not in (full, Const(None)) for part in parts):
        return None
    return Apply("tuple", tuple([full if part == full else Const(0) for part in parts]))


def is_fresh(value: Expr) -> bool:
    """Return whether evaluating an expression allocates what it returns (or it is a number)."""
    if isinstance(value, Const):
        return True
    if isinstance(value, Name):
        return False
    if value.op == "ifexp":
        return all(is_fresh(v) for v in value.args[1:])
    return value.op not in VIEWING


def is_new(value: Expr, kind_of: Callable[[Expr], Kind]) -> bool:
    """Return whether a value is fresh, as the cells that a mask or an array of ints chooses are."""
    if is_fresh(value):
        return True
    parts = index_parts(value.args[1]) if isinstance(value, Apply) and value.op == "getitem" else ()
    return any(isinstance(kind := kind_of(part), Array) and kind.ndim for part in parts)


def same_shape(one: Kind | None, other: Kind) -> bool:
    """Return whether two kinds are arrays of one shape and dtype."""
    if not isinstance(one, Array) or not isinstance(other, Array):
        return False
    return one.shape == other.shape and one.dtype == other.dtype


def is_alone(value: Expr) -> bool:
    """Return whether nothing else holds the memory that an expression returns.

    It is fresh, or a part of fresh complex numbers, which lies in memory as no fresh array does.
    """
    if isinstance(value, Apply) and value.op in ("np.real", "np.imag"):
        return is_fresh(value.args[0])
    return is_fresh(value)


def is_writable_view(value: Expr, of: str) -> bool:
    """Return whether an expression is a name itself, or all of its memory seen otherwise."""
    while isinstance(value, Apply) and value.op in WHOLE_VIEWS:
        value = value.args[0]
    return value == Name(of)
