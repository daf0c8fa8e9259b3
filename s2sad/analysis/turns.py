"""Turns: names for buffers that take turns, each of which is filled before it has another name.

    for k in range(n):
        new = 2 * u - old           filled under the name that made it
        new[0] = 0.0
        old, u = u, new             and only read from here on, whatever it is called

Definition: a class of memory takes turns iff each of its roots (names that are no views, and no
aliases for good, of others)
  1. is filled: what is stored goes through it or a view of it, it has one definition, which
     makes memory of its own, and where it is given to another root it has been filled: no store
     through it stands below, both run in the same trips, and no trip stores into what one before
     has made; or
  2. holds: nothing is stored through it or a view of it, and its definitions are roots of the
     class, arguments, or new memory.
What holds is then a value like any other: nobody changes what it stands for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..ir.kinds import Array
from ..ir.nodes import Apply, Assign, Evaluate, Move, Name, Stmt, Store
from .kinds import Sizes, sharing
from .positions import Place, Positions
from .storage import Storage


def holders(store: Storage, places: Positions, sizes: Sizes) -> list[str]:
    """Return the names that hold buffers which take turns: those that are bound several times."""
    found: list[str] = []
    for representative in sorted(store.written):
        if not store.is_held(representative):
            found += _Class(representative, store, places, sizes).holders()
    return found


class _Class:
    """One class of memory: what each name in it is a view of, and which roots are filled."""

    def __init__(
        self, representative: str, store: Storage, places: Positions, sizes: Sizes
    ) -> None:
        self.store, self.places, self.sizes = store, places, sizes
        self.members = store.members(representative)
        self.roots: Mapping[str, str] = {}
        self.filled: set[str] = set()
        self.stores: list[tuple[Place, str]] = []

    def holders(self) -> list[str]:
        """Return the names that hold, if the class takes turns."""
        kinds = self.store.kinds
        several = [n for n in self.members if len(self.store.definitions[n]) > 1]
        if not several or not all(isinstance(kinds[n], Array) for n in self.members):
            return []
        roots = {name: self._root(name) for name in self.members}
        if None in roots.values():
            return []
        self.roots = {name: root for name, root in roots.items() if root is not None}
        self.stores = list(self._stores())
        if not all(isinstance(place.stmt, Store) for place, _ in self.stores):
            return []
        self.filled = {self.roots[base] for _, base in self.stores}
        if not all(map(self._is_filled, self.filled)):
            return []
        holding = [n for n in several if self.roots[n] == n]
        return holding if all(map(self._holds, set(self.roots.values()) - self.filled)) else []

    def _root(self, name: str) -> str | None:
        """Return the name whose memory a name is for good, or None where that is not known."""
        made = self.store.definitions[name]
        if len(made) != 1 or not isinstance(made[0], Assign):
            return name
        value = made[0].value
        if isinstance(value, Name):
            base = self.store.definitions[value.id]
            return self._root(value.id) if len(base) == 1 else name
        how, sources = sharing(value, self.store.kinds, self.sizes)
        if how == "copy":
            return name
        return self._root(sources[0]) if how == "view" and len(sources) == 1 else None

    def _stores(self) -> Iterator[tuple[Place, str]]:
        members = set(self.members)
        for place in self.places.places:
            for name in written_by(place.stmt):
                if name in members:
                    yield place, name

    def _is_filled(self, root: str) -> bool:
        made = self.store.definitions[root]
        if len(made) != 1 or not isinstance(made[0], Assign):
            return False
        if not isinstance(made[0].value, Apply):
            return False
        at = self.places.of[id(made[0])]
        names = {n for n, own in self.roots.items() if own == root}
        last = max(place.number for place, base in self.stores if base in names)
        given = [p for p in self.places.places if not names.isdisjoint(_given_by(p.stmt))]
        again = {n for loop in at.loops for n in self.places.exposed_in_loop[loop]}
        return again.isdisjoint(names) and all(
            place.number > last and place.loops == at.loops for place in given
            if not names.issuperset(place.stmt.binds)
        )  # fmt: skip

    def _holds(self, root: str) -> bool:
        """Return whether a root is bound to memory that is not written from there on."""
        for made in self.store.definitions[root]:
            if isinstance(made, Assign) and isinstance(made.value, Apply):
                if sharing(made.value, self.store.kinds, self.sizes)[0] != "copy":
                    return False
            elif made is not None and not isinstance(made, (Assign, Move)):
                return False
        return True


def _given_by(stmt: Stmt) -> tuple[str, ...]:
    """Return the names whose memory a statement gives other names."""
    if isinstance(stmt, Assign) and isinstance(stmt.value, Name):
        return (stmt.value.id,)
    return stmt.sources if isinstance(stmt, Move) else ()


def written_by(stmt: Stmt) -> tuple[str, ...]:
    """Return the names through which a statement may write."""
    if type(stmt) is Store:
        return (stmt.base,)
    if type(stmt) is Evaluate:
        return stmt.value.names
    value = stmt.value if type(stmt) is Assign else None
    calls = type(value) is Apply and value.op in ("call", "method", "list.pop")
    return value.names if value is not None and calls else ()
