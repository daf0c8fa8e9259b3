"""Repeats: whether an index may name one cell twice.

Definitions:
  1. An index may repeat iff an array or list of ints stands in it, unless all its arrays are of one
     length, and those that are *places* differ from cell to cell.
  2. An array is a set of places by itself: `np.arange(n)`, `np.argsort(x)`, `np.flatnonzero(m)`, a
     slice of these, one of `np.diag_indices(n)`. Or several are together: all that `np.nonzero(m)`
     gives, or `np.triu_indices(n)`. None counts from the end. That they are of one call, and not of
     two trips of a loop, is told by their length, which is known to be the same for one call only.

    a[i, i], logp[np.arange(n), labels], a[np.triu_indices(n)], x[order]
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Union

from ...analysis.storage import Storage
from ...ir.kinds import Array, Kind, ListKind, TupleKind, Unknown
from ...ir.nodes import Apply, Assign, Const, Expr, Name
from .views import index_parts

BY_THEMSELVES = {"np.argsort", "np.flatnonzero"}
DIAGONALS = {"np.diag_indices", "np.diag_indices_from"}
TOGETHER = {
    "np.nonzero", "np.triu_indices", "np.tril_indices", "np.triu_indices_from",
    "np.tril_indices_from",
}  # fmt: skip
Call = Union[str, Apply]  # a call of one of these, or the one name that it is ever bound to


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
    return masked or not alike or not _Places(kind, store).differ(parts)


class _Places:
    def __init__(self, kind: Callable[[Expr], Kind], store: Storage) -> None:
        self.kind, self.store = kind, store

    def differ(self, parts: tuple[Expr, ...]) -> bool:
        """Return whether the parts of an index, taken together, differ from cell to cell."""
        seen: dict[Call, set[object]] = {}
        for part in parts:
            value = self._made(part)
            if isinstance(value, Apply) and self._is_alone(value):
                return True
            match value:
                case Apply(op="getitem", args=(Name() | Apply() as whole, Const(value=place))):
                    if self._gives_places(whole):
                        key = whole.id if isinstance(whole, Name) else whole
                        seen.setdefault(key, set()).add(place)
        return any(self._are_all(call, found) for call, found in seen.items())

    def _made(self, part: Expr) -> Expr | None:
        """Return what a part is, or what a name is that is only ever that."""
        if not isinstance(part, Name):
            return part
        made = self.store.definitions.get(part.id, [])
        only = made[0] if len(made) == 1 else None
        if not isinstance(only, Assign) or self.store.is_written(part.id):
            return None
        return only.value

    def _is_alone(self, value: Apply) -> bool:
        if value.op == "np.arange":
            return len(value.args) == 1 and not value.kwargs
        if value.op == "getitem":
            whole, index = self._made(value.args[0]), value.args[1]
            if not isinstance(whole, Apply):
                return False
            is_slice = isinstance(index, Apply) and index.op == "slice"
            return whole.op in DIAGONALS or is_slice and self._is_alone(whole)
        return value.op in BY_THEMSELVES

    def _gives_places(self, whole: Expr) -> bool:
        made = self._made(whole)
        if not isinstance(made, Apply):
            return False
        return made.op in TOGETHER or made.op == "np.where" and len(made.args) == 1

    def _are_all(self, call: Call, found: set[object]) -> bool:
        kind = self.kind(Name(call) if isinstance(call, str) else call)
        return isinstance(kind, TupleKind) and found == set(range(len(kind.items)))
