"""Detaching: views of memory that is not written any more are values.

before:  for i in range(n): L[i, i] = ...; p = np.diag(L); q = np.log(p)

Definition: a name v is detached iff (1) it has one definition, a view whose adjoint cannot be
spelled as a view (read-only, or view and copy cannot be told apart), (2) nothing is stored
through v, and (3) no store to its class may follow its definition: none stands later in the text,
and none in a loop around it. Its adjoint then follows its rule, as that of a copy would.

So is a name for what several ways through a program return, where no store follows any of its
bindings: an argument on the one, say, and an array that was filled on the other.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..ir.kinds import Array, Kind
from ..ir.nodes import Apply, Assign, Block, If, Name, Program, Store
from ..ir.walk import blocks, statements
from .kinds import Sizes, sharing
from .positions import Place, Positions, positions_of
from .storage import Storage, storage
from .turns import holders, written_by

Found = tuple[bool, bool]
READ_ONLY = {
    "np.diag", "np.diagonal", "np.broadcast_to", "np.broadcast_arrays", "np.imag", "np.real",
    "np.flip", "np.rot90", "np.linalg.diagonal", "np.lib.stride_tricks.as_strided",
    "np.lib.stride_tricks.sliding_window_view",
}  # fmt: skip


def storage_with_detached(
    program: Program, kinds: Mapping[str, Kind], sizes: Sizes
) -> Storage:
    """Return the storage classes of a program, detached names apart."""
    found = storage(program, kinds, sizes)
    if not found.written:
        return found
    places = positions_of(program)
    views = _detached(found, places, sizes)
    held = [*_final(program, found, places), *holders(found, places, sizes)]
    detached = frozenset([*views, *held])
    return storage(program, kinds, sizes, detached) if detached else found


def _detached(store: Storage, places: Positions, sizes: Sizes) -> list[str]:
    stores = _stores(store, places)
    based = {p.stmt.base for p in places.places if isinstance(p.stmt, Store)}
    out = []
    for name, made in store.definitions.items():
        if len(made) != 1 or not isinstance(made[0], Assign) or name in based:
            continue
        if store.is_written(name) and _needs_it(made[0], store, sizes):
            place = places.of[id(made[0])]
            if not _written_later(stores.get(store.of(name), []), place, places):
                out.append(name)
    return out


def _final(program: Program, store: Storage, places: Positions) -> list[str]:
    """Return the names that only the result reads, bound where nothing is stored any more."""
    end, found = len(places.places), list[str]()
    for name in program.result.names:
        made = store.definitions.get(name, [])
        names = all(isinstance(m, Assign) and isinstance(m.value, Name) for m in made)
        if not names or len(made) < 2 or places.read[name] != [end]:
            continue
        if isinstance(store.kinds.get(name), Array) and store.is_written(name):
            if not _before_a_store(program.body, name, store)[1]:
                found.append(name)
    return found


def _before_a_store(block: Block, name: str, store: Storage, after: bool = False) -> Found:
    """Return whether a block stores into the class of a name, and whether that follows its binding.

    `after`: whether a store follows the block.
    """
    bad, stores = False, False
    for stmt in reversed(block):
        parts = blocks(stmt)
        inner = [_before_a_store(part, name, store, after or stores) for part in parts]
        bad = bad or any(found for _, found in inner) or name in stmt.binds and (after or stores)
        own = any(store.of(base) == store.of(name) for base in written_by(stmt))
        stores = stores or own or any(found for found, _ in inner)
        if not isinstance(stmt, If) and any(name in s.binds for p in parts for s in statements(p)):
            bad = True  # bound in a loop
    return stores, bad


def _needs_it(made: Assign, store: Storage, sizes: Sizes) -> bool:
    value = made.value
    if not isinstance(value, Apply) or not isinstance(store.kinds.get(made.target), Array):
        return False
    base = value.args[0] if value.args else None
    if not isinstance(base, Name) or not isinstance(store.kinds.get(base.id), Array):
        return False
    return value.op in READ_ONLY or sharing(value, store.kinds, sizes, True)[0] == "maybe"


def _stores(store: Storage, places: Positions) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place in places.places:
        for name in written_by(place.stmt):
            found.setdefault(store.of(name), []).append(place.number)
    return found


def _written_later(stores: list[int], place: Place, places: Positions) -> bool:
    if any(number > place.number for number in stores):
        return True
    loops = [places.places[number] for number in place.loops]
    return any(loop.number < number <= loop.end for loop in loops for number in stores)
