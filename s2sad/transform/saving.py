"""Saving: of each class of written memory, whether its contents are copied or undone.

The reverse sweep may read at the mirror of a statement what memory held there, in two ways:
    copy    what is read is copied in the forward sweep (`snapshot.py`)
    undo    each store that may overwrite it saves the cells it overwrites, and its mirror puts
            them back, so that the reverse sweep finds the memory as it was

Definitions:
  1. A store S may follow a read Q if it stands after Q, or in a loop around Q to which the class
     is not local, and Q's cells are not proved to be others than those of S.
  2. A load `t = x[i]` is read again at the mirror of Q iff no store to the class of x and no
     binding of x or of a name in i stands between the load and Q, and i reads no written memory.
  3. A class can be undone iff it holds nothing but arrays, of which view and copy are known, none
     of them in a list, none with a view that counts as a value (`detach.py`); and only stores
     write it. (An index that reads memory which changes has been named: `stabilise.py`.)
  4. It is undone iff that saves less: the numbers saved, n to the power of loops and axes.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from ..analysis.activity import Activity
from ..analysis.kinds import kind_of
from ..analysis.positions import Place
from ..analysis.storage import Storage
from ..ir.fresh import Fresh
from ..ir.frozen import dataclass
from ..ir.kinds import Array, Kind, Unknown
from ..ir.nodes import Apply, Assign, Const, Expr, Move, Name, Program, Stmt, Store
from ..ir.walk import names_in
from .choose import Chooser
from .snapshot import Snapshots

LENGTH = 1000  # a loop's trips and an axis' length, to compare costs with


@dataclass(frozen=True, slots=True)
class Read:
    """A place whose mirror reads memory; `load` is the getitem that is read again there."""

    place: Place
    name: str
    load: Assign | None = None


class Saving(Snapshots):
    """One program's reads and stores, class by class."""

    # -- what can be undone --------------------------------------------------------------------

    def candidates(self) -> list[str]:
        """Return the representatives of the classes that can be undone."""
        return [c for c in sorted(self.stores) if self._can_be_undone(c)]

    def _can_be_undone(self, representative: str) -> bool:
        members = self.store.members(representative)
        if not all(isinstance(self.kinds[n], Array) for n in members):
            return False
        if self.store.may_copy & set(members) or self._detached_views() & set(members):
            return False
        if self.store.is_held(representative):
            return False
        stores = [self.positions.places[n].stmt for n in self.stores[representative]]
        return all(isinstance(stmt, Store) for stmt in stores)

    def _detached_views(self) -> set[str]:
        """Return the names of which views are taken for values.

        A name that only the result reads is none: a result is copied where memory is put back.
        """
        found: set[str] = set()
        end = len(self.positions.places)
        for view in self.store.detached:
            made = self.store.definitions[view]
            if len(made) > 1 and self.positions.read[view] == [end]:
                continue
            for stmt in made:
                if isinstance(stmt, Assign):
                    found.update(names_in(stmt.value))
                elif isinstance(stmt, Move):
                    found.update(stmt.sources)
        return found

    # -- reads -----------------------------------------------------------------------------------

    def is_read_again(self, load: Assign, place: Place, at: Place) -> bool:
        """Return whether the load at `place` gives the same at the mirror of `at`."""
        around = self.positions.statement_in_block(at.number, place.block)
        if around is None or around.number <= place.number:
            return False
        until = at.number if around.number == at.number else around.end
        assert isinstance(load.value, Apply)
        base, index = self.base_of(load), load.value.args[1]
        if any(self.store.may_change(n) for n in names_in(index)):
            return False
        names = names_in(load.value)
        if any(self.positions.binding_between(n, place.number, until) for n in names):
            return False
        stores = self.stores.get(self.store.of(base), [])
        return not any(place.number < s <= until for s in stores)

    def may_follow(self, store: int, read: Read) -> bool:
        """Return whether the store numbered `store` may overwrite what `read` reads."""
        name, place = read.name, read.place
        if read.load is not None:
            return self.is_overwritten_load(read.load, place, [store])
        return self.is_overwritten(name, place, [store])

    def saving_stores(self, representative: str, reads: Iterable[Read]) -> list[int]:
        """Return the numbers of the stores that must save what they overwrite."""
        found = list(reads)
        return [
            s for s in self.stores[representative] if any(self.may_follow(s, r) for r in found)
        ]

    # -- costs -----------------------------------------------------------------------------------

    def chosen(self) -> frozenset[str]:
        """Return the names whose memory is undone."""
        candidates = self.candidates()
        if not candidates:
            return frozenset()
        wanted, contents, loads = self._wanted(), self._contents(), self._loads()
        found: set[str] = set()
        for representative in candidates:
            copied, undone = self._costs(
                representative, contents.get(representative, []), loads.get(representative, []),
                wanted,
            )  # fmt: skip
            if is_cheaper(undone, copied):
                found.update(self.store.members(representative))
        return frozenset(found)

    def _wanted(self) -> dict[str, list[Place]]:
        """Return the places whose mirrors read the value of each name."""
        found: dict[str, list[Place]] = {}
        for place in self.positions.places:
            for name in self._values_read(place.stmt):
                found.setdefault(name, []).append(place)
        return found

    def _values_read(self, stmt: Stmt) -> Set[str]:
        if isinstance(stmt, Store):
            return set(names_in(stmt.index)) if stmt.base in self.active.active else set()
        if not isinstance(stmt, Assign) or not isinstance(stmt.value, Apply):
            return set()
        if stmt.target not in self.active.active:
            return set()
        if stmt.value.op == "getitem":
            return set(names_in(stmt.value.args[1]))
        return self.chooser.names_read(stmt.value, stmt.target)

    def _contents(self) -> dict[str, list[Read]]:
        """Return for each class the places whose mirrors read the contents of its arrays."""
        found: dict[str, list[Read]] = {}
        for place in self.positions.places:
            stmt = place.stmt
            if isinstance(stmt, (Assign, Store)):
                for name in self._contents_read(stmt):
                    found.setdefault(self.store.of(name), []).append(Read(place, name))
        return found

    def _contents_read(self, stmt: Assign | Store) -> set[str]:
        """Return the arrays whose contents the mirror of a statement reads."""
        target = stmt.target if isinstance(stmt, Assign) else ""
        found = {name for name in self._read(stmt) if name != target}
        if isinstance(stmt, Assign) and self._reads_result(stmt, self.positions.of[id(stmt)]):
            found.add(target)
        return found

    def _loads(self) -> dict[str, list[tuple[Place, Assign]]]:
        """Return for each class the statements that load a copy of cells of it."""
        found: dict[str, list[tuple[Place, Assign]]] = {}
        for place in self.positions.places:
            load = self.load_of(place.stmt)
            if load is not None:
                found.setdefault(self.store.of(self.base_of(load)), []).append((place, load))
        return found

    def _costs(
        self, representative: str, contents: list[Read], loads: list[tuple[Place, Assign]],
        wanted: dict[str, list[Place]],
    ) -> tuple[int, int]:  # fmt: skip
        """Return what copying and what undoing a class would save."""
        undone = 0
        reads = list(contents)
        copied = sum(
            self._numbers(Name(read.name), read.place)
            for read in contents if self.is_overwritten(read.name, read.place)
        )  # fmt: skip
        for place, load in loads:
            if load.target not in wanted:
                continue
            again = [q for q in wanted[load.target] if self.is_read_again(load, place, q)]
            overwritten = self.is_overwritten_load(load, place)
            cost = self._numbers(load.value, place) if overwritten else 0
            copied += cost
            if len(again) == len(wanted[load.target]):
                reads.extend(Read(q, self.base_of(load), load) for q in again)
            else:
                undone += cost
        for number in self.saving_stores(representative, reads):
            place = self.positions.places[number]
            assert isinstance(place.stmt, Store)
            undone += self._numbers(region_of(place.stmt), place)
        return copied, undone

    def load_of(self, stmt: Stmt) -> Assign | None:
        """Return a statement if it loads a copy of written cells, under a name of its own."""
        if not isinstance(stmt, Assign) or not isinstance(stmt.value, Apply):
            return None
        base = stmt.value.args[0] if stmt.value.op == "getitem" else None
        if not isinstance(base, Name) or len(self.store.definitions[stmt.target]) != 1:
            return None
        if not isinstance(self.kinds.get(base.id), Array) or not self.store.is_written(base.id):
            return None
        if self.store.of(stmt.target) == self.store.of(base.id):  # a view
            return None
        if self.store.is_written(stmt.target):  # it does not stay what was loaded
            return None
        return stmt if not isinstance(self.kinds.get(stmt.target), Unknown) else None

    def base_of(self, load: Assign) -> str:
        """Return the array that a load reads."""
        assert isinstance(load.value, Apply) and isinstance(load.value.args[0], Name)
        return load.value.args[0].id

    def _numbers(self, expr: Expr, place: Place) -> int:
        """Return about how many numbers a value at a place amounts to over the whole program."""
        kind = kind_of(expr, self.kinds, self.chooser.sizes)
        axes = kind.ndim if isinstance(kind, Array) else 0
        return int(LENGTH ** (len(place.loops) + axes))


def is_cheaper(undone: int, copied: int) -> bool:
    """Return whether a class is undone, given the numbers that either way saves."""
    return undone < copied


def region_of(stmt: Store) -> Expr:
    """Return the cells that a store writes, as an expression: the array, if it writes them all."""
    if stmt.index in (None, Const(Ellipsis)):
        return Name(stmt.base)
    return Apply("getitem", (Name(stmt.base), stmt.index))


def saved_memory(
    program: Program, kinds: dict[str, Kind], store: Storage, active: Activity,
    chooser: Chooser, fresh: Fresh,
) -> tuple[Program, frozenset[str]]:  # fmt: skip
    """Return the program with its copies, and the names of arrays that are undone.

    The memory of those the reverse sweep puts back step by step: they need no copies.
    """
    work = Saving(program, kinds, store, active, chooser, fresh)
    if store.written:
        work.undone = work.chosen()
    return work.copied(program), work.undone
