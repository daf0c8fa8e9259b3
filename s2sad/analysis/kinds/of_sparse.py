"""Sparse matrices that the function makes: constants, of which the kind is known by the maker.

What one is `*` and `dot` mean another thing than those of arrays: it must not pass for an array.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ...ir.kinds import Array, Kind, ListKind, Other, Scalar, TupleKind, is_sparse
from ...ir.nodes import Apply
from .calls import Call

_MAKES = "function:sparse"
_MAKERS = {
    "block_array", "block_diag", "bmat", "diags", "diags_array", "eye", "eye_array", "hstack",
    "identity", "kron", "kronsum", "random", "random_array", "spdiags", "tril", "triu", "vstack",
}  # fmt: skip


def kind_of_maker(value: Any) -> Kind | None:
    """Return the kind of a function of SciPy's that makes sparse matrices; None of any other."""
    is_known = str(getattr(value, "__module__", "")).startswith("scipy.sparse")
    return Other(_MAKES) if is_known and getattr(value, "__name__", "") in _MAKERS else None


def sparse_made(call: Call, expr: Apply) -> Kind | None:
    """Return the kind of a sparse matrix that a call makes; None of any other call."""
    maker = call.kind(expr.args[0])
    cls = getattr(maker, "value", None)
    is_class = str(getattr(cls, "__module__", "")).startswith("scipy.sparse")
    if maker != Other(_MAKES) and not (is_class and hasattr(cls, "tocsr")):
        return None
    kinds = [call.kind(arg) for arg in expr.args[1:]]
    first = kinds[0] if kinds else None
    options = dict(expr.kwargs)
    dtypes = set(_dtypes([*kinds, *[call.kind(value) for value in options.values()]]))
    if "?" in dtypes or "dtype" in options:
        return Other("opaque")  # complex numbers, perhaps
    dtype = np.result_type(*[d for d in dtypes if d[0] == "f"] or ["float64"]).name
    if isinstance(first, Other) and is_sparse(first) and is_class:
        return Other(first.what, first.shape)
    return Other(f"sparse:{dtype}", (call.sizes.fresh(), call.sizes.fresh()))


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
            yield kind.what[7:] if kind.what[7] in "fiub" else "?"
        elif not isinstance(kind, Other):
            yield "?"
