"""Repeats: whether an index may name one cell twice.

Definition: an index may repeat iff an array or list of ints stands in it, unless all its arrays
are of one length and one of them is `np.arange(n)`, which differs from cell to cell:
`a[i, i]`, and `logp[np.arange(n), labels]`.
"""

from __future__ import annotations

from collections.abc import Callable

from ...analysis.storage import Storage
from ...ir.kinds import Array, Kind, ListKind, Unknown
from ...ir.nodes import Apply, Assign, Expr, Name
from .views import index_parts


def may_repeat(index: Expr, kind: Callable[[Expr], Kind], store: Storage) -> bool:
    """Return whether an index may name one cell twice."""
    parts = index_parts(index)
    kinds = [kind(part) for part in parts]
    if any(isinstance(k, (ListKind, Unknown)) for k in kinds):
        return True
    arrays = [k for k in kinds if isinstance(k, Array) and k.ndim and k.dtype != "bool"]
    if not arrays:
        return False
    alike = all(k.ndim == 1 and k.shape == arrays[0].shape for k in arrays)
    masked = any(isinstance(k, Array) and k.dtype == "bool" for k in kinds)
    return masked or not alike or not any(_counts_up(part, store) for part in parts)


def _counts_up(part: Expr, store: Storage) -> bool:
    """Return whether a part of an index is `np.arange(n)`, or a name that is only ever that."""
    if isinstance(part, Name):
        made = store.definitions.get(part.id, [])
        only = made[0] if len(made) == 1 else None
        if not isinstance(only, Assign) or store.is_written(part.id):
            return False
        part = only.value
    is_range = isinstance(part, Apply) and part.op == "np.arange"
    return is_range and len(part.args) == 1 and not part.kwargs  # type: ignore[union-attr]
