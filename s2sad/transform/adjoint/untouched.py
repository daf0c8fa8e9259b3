"""Untouched: stores into cells into which nothing was stored before.

    h = np.zeros(n)
    for t in range(1, n):
        h[t] = f(h[t - 1])               gv = gh[t], and gh[t] may stay as it is

The mirror of a store takes the adjoint of its cells, and clears them for what they held before: an
earlier store, or what the array was made of, takes it from there; loads only add to it. It need
not clear them iff (1) the array is the only name of its memory, no list holds it, it is no
argument, and is made of nothing active, (2) no store into it may run before this store, in an
earlier trip or in the same, and take a cell of the store's, and (3) the store takes no cell twice.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...analysis.activity import Activity
from ...analysis.overwrite import Read, overwriting
from ...analysis.positions import Place, positions_of
from ...analysis.storage import Storage
from ...ir.kinds import Array, Kind
from ...ir.nodes import Apply, Assign, Const, Expr, Program, Stmt, Store
from ..snapshot import is_local
from .repeats import may_repeat

OF_A_SIZE = {"np.zeros_like", "np.empty_like", "np.ones_like"}
MOST = 12  # stores into one array


def untouched(
    program: Program, store: Storage, active: Activity, kind: Callable[[Expr], Kind]
) -> frozenset[int]:
    """Return the ids of the stores into whose cells nothing was stored before."""
    positions = positions_of(program)
    stores: dict[str, list[Place]] = {}
    for place in positions.places:
        if type(place.stmt) is Store and place.stmt.base in active.active:
            stores.setdefault(place.stmt.base, []).append(place)
    found: set[int] = set()
    compare = None
    for base, places in stores.items():
        if len(places) > MOST or not _is_alone(base, store, active):
            continue
        compare = compare or overwriting(positions, store, store.kinds)
        local = partial(is_local, base, store=store, positions=positions)
        for one in places:
            if not _takes_cells(one.stmt, store, kind):
                continue
            before = [_read(place, is_self=place is one) for place in places]
            if all(compare.keeps_its_value(read, [one.number], local) for read in before):
                found.add(id(one.stmt))
    return frozenset(found)


def _takes_cells(stmt: Stmt, store: Storage, kind: Callable[[Expr], Kind]) -> bool:
    """Rule (3)."""
    assert isinstance(stmt, Store)
    if stmt.op is not None or stmt.index is None or stmt.index == Const(Ellipsis):
        return False
    return not may_repeat(stmt.index, kind, store)


def _read(place: Place, is_self: bool) -> Read:
    """Return the cells of a store as a read: what comes later may overwrite them, or not."""
    stmt = place.stmt
    assert isinstance(stmt, Store)
    return Read(stmt.base, stmt.index, place, place, is_self)


def _is_alone(name: str, store: Storage, active: Activity) -> bool:
    """Rule (1)."""
    of = store.of(name)
    if not isinstance(store.kinds.get(name), Array) or store.members(of) != [name]:
        return False
    if of in store.inner or store.is_held(of):
        return False
    return all(_is_made_of_nothing(made, active) for made in store.definitions.get(name, [None]))


def _is_made_of_nothing(made: Stmt | None, active: Activity) -> bool:
    if not isinstance(made, Assign) or not isinstance(made.value, Apply):
        return False
    if made.value.op in OF_A_SIZE:
        return True
    return not any(name in active.active for name in made.value.names)
