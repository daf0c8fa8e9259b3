"""Sparse matrices that the function makes: constants, of which the kind is known by the maker.

What one is `*` and `dot` mean another thing than those of arrays: it must not pass for an array.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...ir.kinds import Array, Kind, ListKind, Other, Scalar, TupleKind, is_sparse
from ...ir.nodes import Apply, Expr
from .calls import Call

MAKERS = {
    "block_array", "block_diag", "bmat", "diags", "diags_array", "eye", "eye_array", "hstack",
    "identity", "kron", "kronsum", "random", "random_array", "spdiags", "tril", "triu", "vstack",
}  # fmt: skip


def sparse_made(call: Call, expr: Apply) -> Kind | None:
    """Return the kind of a sparse matrix that a call makes; None of any other call."""
    maker = getattr(call.kind(expr.args[0]), "value", None)
    is_known = str(getattr(maker, "__module__", "")).startswith("scipy.sparse")
    is_class = isinstance(maker, type) and hasattr(maker, "tocsr")
    if not is_known or not (is_class or getattr(maker, "__name__", "") in MAKERS):
        return None
    kinds = [call.kind(part) for part in inside(expr.args[1:])]
    first = call.kind(expr.args[1]) if expr.args[1:] else None
    options = dict(expr.kwargs)
    dtypes = set(_dtypes([*kinds, *[call.kind(value) for value in options.values()]]))
    if "?" in dtypes or "dtype" in options:
        return Other("opaque")  # complex numbers, perhaps
    dtype = np.result_type(*[d for d in dtypes if d[0] == "f"] or ["float64"]).name
    if isinstance(first, Other) and is_sparse(first) and is_class:
        return Other(first.what, first.shape)
    return Other(f"sparse:{dtype}", (call.sizes.fresh(), call.sizes.fresh()))


def inside(exprs: tuple[Expr, ...]) -> list[Expr]:
    """Return expressions, with the items of those that are lists or tuples in their place."""
    found: list[Expr] = []
    for expr in exprs:
        is_display = isinstance(expr, Apply) and expr.op in ("list", "tuple")
        found += inside(expr.args) if is_display else [expr]  # type: ignore[union-attr]
    return found


def _dtypes(kinds: list[Kind]) -> Iterator[str]:
    """Yield the types of the numbers that a call is given; '?' of what may be complex."""
    for kind in kinds:
        if isinstance(kind, (Array, Scalar)):
            is_real = kind.dtype[0] in "fiub"
            weak = isinstance(kind, Scalar) and not kind.numpy and kind.dtype[0] == "f"
            yield ("float64" if weak else kind.dtype) if is_real else "?"
        elif isinstance(kind, TupleKind):
            yield from _dtypes(list(kind.items))
        elif isinstance(kind, ListKind):
            yield from _dtypes([kind.item] if kind.item is not None else [])
        elif isinstance(kind, Other) and is_sparse(kind):
            dtype = kind.what.partition(":")[2]
            yield dtype if dtype[0] in "fiub" else "?"
        elif not isinstance(kind, Other):
            yield "?"
