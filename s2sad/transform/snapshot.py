"""Snapshots: what the reverse sweep reads of memory that is written later is copied first.

Before                              After
    a = u[1:-1]                         a = u[1:-1]
    b = a ** 2                          c = np.copy(a); b = c ** 2
    u[1:-1] = b                         u[1:-1] = b

An array of a written class is read by an adjoint statement (through a rule, or as an index). It
is copied iff some store to its class may follow and overwrite it (`overwrite.py`). A result that
its own adjoint reads (`x = np.exp(y)`) is computed under a name of its own, and the array that is
written later is a copy of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from ..analysis.activity import Activity
from ..analysis.kinds import is_advanced, kind_of
from ..analysis.overwrite import Read, overwriting
from ..analysis.positions import Place, Positions, positions_of
from ..analysis.storage import Storage
from ..ir.fresh import Fresh
from ..ir.frozen import replace
from ..ir.kinds import Array, Kind, ListKind, Scalar, Unknown
from ..ir.nodes import (
    Apply, Assign, Block, Const, Evaluate, Expr, Name, Program, Stmt, Store,
)  # fmt: skip
from ..ir.walk import names_in, substitute
from .choose import Chooser
from .adjoint.nested import copied_list
from .effects import map_blocks, same_or


class Snapshots:
    """One program's copying."""

    def __init__(
        self, program: Program, kinds: dict[str, Kind], store: Storage, active: Activity,
        chooser: Chooser, fresh: Fresh,
    ):  # fmt: skip
        self.kinds, self.store, self.active = kinds, store, active
        self.undone = frozenset[str]()  # names of memory that is put back, and needs no copies
        self.chooser, self.fresh = chooser, fresh
        self.positions: Positions = positions_of(program)
        self.stores = self._stores()
        self.overwriting = overwriting(self.positions, store, kinds)

    def _stores(self) -> dict[str, list[int]]:
        """Return the numbers of the statements that write each class."""
        found: dict[str, list[int]] = {}
        for place in self.positions.places:
            for name in written_by(place.stmt):
                found.setdefault(self.store.of(name), []).append(place.number)
        return found

    def copied(self, program: Program) -> Program:
        """Return the program in which the reverse sweep reads only what is not written later."""
        return program.with_body(self.block(program.body))

    def block(self, block: Block) -> Block:
        out: list[Stmt] = []
        for stmt in block:
            if isinstance(stmt, (Assign, Store)):
                self._simple(stmt, out)
            else:
                out.append(map_blocks(stmt, self.block))
        return same_or(block, out)

    def _simple(self, stmt: Assign | Store, out: list[Stmt]) -> None:
        place = self.positions.of[id(stmt)]
        copies: dict[str, Expr] = {}
        target = stmt.target if isinstance(stmt, Assign) else ""
        for name in sorted(self._read(stmt) - {target}):
            if name not in self.undone and self.is_overwritten(name, place):
                copies[name] = self._copy(name, stmt, out)
        if copies:
            stmt = self._with_copies(stmt, copies)
            self._follow(place.stmt, stmt)
        if target not in self.undone and self._reads_result(stmt, place):
            assert isinstance(stmt, Assign)
            value = self.fresh.name(self.kinds[stmt.target])
            out.append(replace(stmt, target=value))
            self._follow(stmt, out[-1])
            stmt = replace(stmt, value=self._copied(value))
        out.append(stmt)

    def _follow(self, old: Stmt, new: Stmt) -> None:
        """Let the formulas that were chosen for a statement be those of another one."""
        if isinstance(old, Assign) and isinstance(new, Assign):
            if isinstance(old.value, Apply) and isinstance(new.value, Apply):
                self.chooser.follow(old.value, old.target, new.value, new.target)

    def _with_copies(self, stmt: Assign | Store, copies: dict[str, Expr]) -> Assign | Store:
        if isinstance(stmt, Store):
            assert stmt.index is not None
            return replace(stmt, index=substitute(stmt.index, copies))
        value = stmt.value
        if isinstance(value, Apply) and value.op == "getitem":
            return replace(
                stmt, value=Apply("getitem", (value.args[0], substitute(value.args[1], copies)))
            )
        return replace(stmt, value=substitute(value, copies))

    def _copy(self, name: str, stmt: Stmt, out: list[Stmt]) -> Name:
        kind = self.kinds[name]
        new = self.fresh.name(replace(kind, order="C") if isinstance(kind, Array) else kind)
        of_array = isinstance(kind, Array)  # what is not known may be a number
        copy: Expr = Apply("np.ndarray.copy" if of_array else "np.copy", (Name(name),))
        if isinstance(kind, ListKind):
            copy = copied_list(Name(name), kind, self.fresh, self._levels(name) - 1)
        out.append(Assign(new, copy, stmt.tag))
        return Name(new)

    def _copied(self, name: str) -> Expr:
        """Return a copy in the layout of what is copied."""
        kind = self.kinds[name]
        is_c = isinstance(kind, Array) and kind.order == "C"
        return Apply("np.ndarray.copy" if is_c else "np.copy", (Name(name),))

    # -- what is read ------------------------------------------------------------------------

    def _read(self, stmt: Assign | Store) -> set[str]:
        """Return the arrays whose contents the mirror of a statement reads."""
        if isinstance(stmt, Store):
            is_mirrored = stmt.base in self.active.active or stmt.base in self.undone
            if not is_mirrored or stmt.index is None:
                return set()
            return self._arrays(names_in(stmt.index))
        value = stmt.value
        if stmt.target not in self.active.active or not isinstance(value, Apply):
            return set()
        if value.op == "getitem":
            return self._arrays(names_in(value.args[1]))
        return self._arrays(self.chooser.names_read(value, stmt.target))

    def _arrays(self, names: Iterable[str]) -> set[str]:
        return {n for n in names if self._is_written(n) and not n.startswith("g:")}

    def _is_written(self, name: str) -> bool:
        """Return whether the memory of a name is written, or of a list, as deep as it is read."""
        kind = self.kinds.get(name)
        if isinstance(kind, ListKind):
            return any(self.store.written_levels(name)[: self._levels(name)])
        return isinstance(kind, (Array, Unknown)) and self.store.is_written(name)

    def _levels(self, name: str) -> int:
        """Return how deep memory is read: of lists of arrays that vary only the list itself.

        Where the contents of such a list are read, an array of it has been made before.
        """
        is_list = isinstance(self.kinds.get(name), ListKind)
        return 1 if is_list and name in self.active.active else 99

    def _reads_result(self, stmt: Assign | Store, place: Place) -> bool:
        if not isinstance(stmt, Assign) or not isinstance(stmt.value, Apply):
            return False
        if stmt.target not in self.active.active:
            return False
        if stmt.value.op == "getitem" or not self.store.is_written(stmt.target):
            return False
        read = stmt.target in self.chooser.names_read(stmt.value, stmt.target)
        return read and self.is_overwritten(stmt.target, place)

    # -- what is overwritten -----------------------------------------------------------------

    def is_overwritten(self, name: str, place: Place, by: list[int] | None = None) -> bool:
        """Return whether a store to the class of `name` may follow the statement at `place`.

        `by` are the numbers of the stores in question, all those to the class unless told, and
        those to what stands in it, if it is a list.
        """
        if by is None and isinstance(self.kinds.get(name), ListKind):
            own = (self.store.of(name), *self.store.below(name))[: self._levels(name)]
            by = [number for one in own for number in self.stores.get(one, [])]
        return self._may_change(Read(name, None, place, place), by)

    def _may_change(self, read: Read, by: list[int] | None = None) -> bool:
        stores = self.stores.get(self.store.of(read.base), []) if by is None else by
        return not self.overwriting.keeps_its_value(
            read, stores, lambda loop: self._is_local(read.base, loop)
        )

    def kept_loads(self) -> set[str]:
        """Return the names loaded from written memory that may be loaded again.

        What they hold stays as it is, too: cells that keep their values, or else memory that is
        never written.
        """
        found: set[str] = set()
        for place in self.positions.places:
            stmt = place.stmt
            if type(stmt) is not Assign or type(stmt.value) is not Apply:
                continue
            base = stmt.value.args[0] if stmt.value.op in ("getitem", "len") else None
            if type(base) is not Name or not self.store.is_written(base.id):
                continue
            if stmt.value.op == "len":
                is_kept = self._is_lasting_length(base.id, place)
            else:
                is_one = len(self.store.definitions[stmt.target]) == 1
                is_view = self.store.of(stmt.target) == self.store.of(base.id)
                stays = is_view or not self.store.is_written(stmt.target)
                is_kept = is_one and stays and not self.is_overwritten_load(stmt, place)
            if is_kept:
                found.add(stmt.target)
        return found

    def stored_values(self, undone: Set[int]) -> dict[str, Expr]:
        """Return the values that were stored in cells which are not written afterwards.

        They can be read there: `h[t + 1] = a` makes `h[t + 1]` another way to say `a`. `undone` are
        the numbers of the stores whose mirrors put back what was in their cells before.
        """
        found: dict[str, Expr] = {}
        for place in self.positions.places:
            match place.stmt:
                case Store(base=base, index=Apply() | Name() | Const() as index,
                           value=Name(id=name), op=None):  # fmt: skip
                    cells = Apply("getitem", (Name(base), index))
                    read = Read(base, index, place, place, is_after=True)
                    if self._may_change(read) or not self._is_stored_whole(name, cells, place):
                        continue
                    if not self._is_undone_since(name, place, undone):
                        found[name] = cells
        return found

    def _is_undone_since(self, name: str, place: Place, undone: Set[int]) -> bool:
        """Return whether the mirrors that read a value may come after its cells are put back."""
        assert isinstance(place.stmt, Store)
        made = self.positions.bound[name][0]
        stores = self.stores[self.store.of(place.stmt.base)]
        return any(made < number <= place.number for number in stores if number in undone)

    def _is_stored_whole(self, name: str, cells: Apply, place: Place) -> bool:
        """Return whether a value, wherever it is made, is in cells what it was before."""
        made = self.positions.bound.get(name, [])
        if len(self.store.definitions[name]) != 1 or self.store.is_written(name):
            return False
        if len(made) != 1 or self.positions.places[made[0]].block != place.block:
            return False
        if is_advanced(cells.args[1], self.kinds, self.chooser.sizes) is not False:
            return False
        kind, there = self.kinds.get(name), kind_of(cells, self.kinds, self.chooser.sizes)
        if isinstance(kind, Array) and isinstance(there, Array):
            if kind.dtype != there.dtype or not 0 < kind.ndim == there.ndim:
                return False
            return all(map(self.chooser.sizes.same, kind.shape, there.shape))
        return isinstance(kind, Scalar) and kind.numpy and kind == there

    def _is_lasting_length(self, base: str, place: Place) -> bool:
        """Return whether a list gets no longer or shorter after its length was asked."""
        if not isinstance(self.kinds.get(base), ListKind):
            return False
        stores = self.stores.get(self.store.of(base), [])
        changes = [s for s in stores if not _is_item_store(self.positions.places[s].stmt)]
        return not self.is_overwritten(base, place, changes)

    def is_overwritten_load(
        self, stmt: Assign, place: Place, by: list[int] | None = None
    ) -> bool:
        """Return whether the cells of a load, `v = a[i]`, may be written after `place`."""
        assert isinstance(stmt.value, Apply) and isinstance(stmt.value.args[0], Name)
        base, index = stmt.value.args[0].id, stmt.value.args[1]
        return self._may_change(Read(base, index, self.positions.of[id(stmt)], place), by)

    def _is_local(self, name: str, loop: Place) -> bool:
        return is_local(name, loop, self.store, self.positions)


def is_local(name: str, loop: Place, store: Storage, positions: Positions) -> bool:
    """Return whether a class is made anew in every trip and does not leave the loop."""
    representative = store.of(name)
    if store.is_held(representative):
        return False
    exposed = positions.exposed_in_loop[loop.number]
    for member in store.members(representative):
        if None in store.definitions.get(member, []):
            return False
        seen = [*positions.bound.get(member, ()), *positions.read.get(member, ())]
        if member in exposed or any(not loop.number < s <= loop.end for s in seen):
            return False
    return True


def written_by(stmt: Stmt) -> tuple[str, ...]:
    """Return the names whose memory a statement itself may write."""
    if type(stmt) is Store:
        return (stmt.base,)
    value = stmt.value if type(stmt) is Assign or type(stmt) is Evaluate else None
    if type(value) is not Apply:
        return ()
    if value.op in ("call", "method"):
        return value.names
    base = value.args[0] if value.op in ("list.append", "list.pop") else None
    return (base.id,) if type(base) is Name else ()


def _is_item_store(stmt: Stmt) -> bool:
    """Return whether a statement stores one item: the list stays as long as it is."""
    if not isinstance(stmt, Store) or stmt.index is None:
        return False
    return not isinstance(stmt.index, Apply) or stmt.index.ops.isdisjoint(("slice", "tuple"))
