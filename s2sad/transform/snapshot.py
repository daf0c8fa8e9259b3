"""Snapshots: what the reverse sweep reads of memory that is written later is copied first.

Before                              After
    a = u[1:-1]                         a = u[1:-1]
    b = a ** 2                          c = np.copy(a); b = c ** 2
    u[1:-1] = b                         u[1:-1] = b

An array of a written class is read by an adjoint statement (through a rule, or as an index). It
is copied iff some store to its class may follow: (1) one stands later in the text, or (2) one
stands in a loop around the statement to which the class is not local. A result that its own
adjoint reads (`x = np.exp(y)`) is computed under a name of its own, and the array that is written
later is a copy of that.
"""

from __future__ import annotations

from dataclasses import replace

from ..analysis.activity import Activity
from ..analysis.overwrite import keeps_its_value
from ..analysis.positions import Place, Positions, positions_of
from ..analysis.storage import Storage
from ..ir.fresh import Fresh
from ..ir.kinds import Array, Kind, ListKind, Unknown
from ..ir.nodes import (
    Apply, Assign, Block, Evaluate, Expr, Name, Program, Stmt, Store,
)  # fmt: skip
from ..ir.walk import names_in, substitute
from .choose import Chooser
from .effects import map_blocks, same_or


class Snapshots:
    """One program's copying."""

    def __init__(
        self, program: Program, kinds: dict[str, Kind], store: Storage, active: Activity,
        chooser: Chooser, fresh: Fresh, undone: frozenset[str] = frozenset(),
    ):  # fmt: skip
        self.kinds, self.store, self.active, self.undone = kinds, store, active, undone
        self.chooser, self.fresh = chooser, fresh
        self.positions: Positions = positions_of(program)
        self.stores = self._stores()

    def _stores(self) -> dict[str, list[int]]:
        """Return the numbers of the statements that write each class."""
        found: dict[str, list[int]] = {}
        for place in self.positions.places:
            for name in written_by(place.stmt):
                found.setdefault(self.store.of(name), []).append(place.number)
        return found

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
        if target not in self.undone and self._reads_result(stmt, place):
            assert isinstance(stmt, Assign)
            value = self.fresh.name(self.kinds[stmt.target])
            out.append(replace(stmt, target=value))
            stmt = replace(stmt, value=self._copied(value))
        out.append(stmt)

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
        out.append(Assign(new, Apply("np.ndarray.copy", (Name(name),)), stmt.tag))
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

    def _arrays(self, names: object) -> set[str]:
        return {
            n for n in names  # type: ignore[attr-defined]
            if isinstance(self.kinds.get(n), (Array, Unknown)) and self.store.is_written(n)
            and not n.startswith("g:")
        }  # fmt: skip

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

        `by` are the numbers of the stores in question, all those to the class unless told.
        """
        stores = self.stores.get(self.store.of(name), []) if by is None else by
        if self._keeps_its_value(name, place, stores):
            return False
        if stores and stores[-1] >= place.number and not self._ends_before(name, place, stores):
            return True
        for number in place.loops:
            loop = self.positions.places[number]
            if any(loop.number < s <= loop.end for s in stores):
                if not self._is_local(name, loop):
                    return True
        return False

    def _keeps_its_value(self, name: str, place: Place, stores: list[int]) -> bool:
        """Return whether a name holds cells that no later store can reach."""
        made = self.store.definitions.get(name, [])
        if len(made) != 1 or not isinstance(made[0], Assign):
            return False
        read = made[0]
        if not isinstance(read.value, Apply) or read.value.op != "getitem":
            return False
        base = read.value.args[0]
        if not isinstance(base, Name) or self.positions.binding_between(
            base.id, self.positions.of[id(read)].number, len(self.positions.places)
        ):
            return False
        return keeps_its_value(
            read, place, self.positions, stores, lambda loop: self._is_local(name, loop)
        )

    def kept_loads(self) -> frozenset[str]:
        """Return the names of numbers loaded from written memory that may be loaded again."""
        found: set[str] = set()
        for place in self.positions.places:
            stmt = place.stmt
            if not isinstance(stmt, Assign) or not isinstance(stmt.value, Apply):
                continue
            base = stmt.value.args[0] if stmt.value.op == "getitem" else None
            if isinstance(base, Name) and self.store.is_written(base.id):
                if not self.is_overwritten_load(stmt, base.id, place):
                    found.add(stmt.target)
            if self._is_lasting_length(stmt.value, place):
                found.add(stmt.target)
        return frozenset(found)

    def _is_lasting_length(self, value: Apply, place: Place) -> bool:
        """Return whether a value is the length of a list that gets no longer or shorter later."""
        base = value.args[0] if value.op == "len" else None
        if not isinstance(base, Name) or not isinstance(self.kinds.get(base.id), ListKind):
            return False
        stores = self.stores.get(self.store.of(base.id), [])
        changes = [s for s in stores if not _is_item_store(self.positions.places[s].stmt)]
        return not self.is_overwritten(base.id, place, changes)

    def is_overwritten_load(
        self, stmt: Assign, base: str, place: Place, by: list[int] | None = None
    ) -> bool:
        """Return whether the cells of a load may be written after `place`."""
        stores = self.stores.get(self.store.of(base), []) if by is None else by
        if not self.is_overwritten(base, place, stores):
            return False
        if len(self.store.definitions.get(stmt.target, [])) != 1:
            return True
        if self.positions.binding_between(base, place.number, len(self.positions.places)):
            return True
        return not keeps_its_value(
            stmt, place, self.positions, stores, lambda loop: self._is_local(base, loop)
        )

    def _ends_before(self, name: str, place: Place, stores: list[int]) -> bool:
        """Return whether every later store belongs to another life of a class local to a loop."""
        for number in place.loops:
            loop = self.positions.places[number]
            if self._is_local(name, loop):
                return not any(place.number <= s <= loop.end for s in stores)
        return False

    def _is_local(self, name: str, loop: Place) -> bool:
        """Return whether a class is made anew in every trip and does not leave the loop."""
        representative = self.store.of(name)
        if self.store.is_held(representative):
            return False
        exposed = self.positions.exposed_in_loop[loop.number]
        for member in self.store.members(representative):
            if None in self.store.definitions.get(member, []):
                return False
            seen = [*self.positions.bound.get(member, ()), *self.positions.read.get(member, ())]
            if member in exposed or any(not loop.number < s <= loop.end for s in seen):
                return False
        return True


def written_by(stmt: Stmt) -> tuple[str, ...]:
    """Return the names whose memory a statement itself may write."""
    match stmt:
        case Store(base=base):
            return (base,)
        case (
            Evaluate(value=Apply(op="list.append" | "list.pop", args=(Name(id=base), *_)))
            | Assign(value=Apply(op="list.append" | "list.pop", args=(Name(id=base), *_)))
        ):
            return (base,)
        case Evaluate(value=Apply(op="call" | "method") as call):
            return tuple(names_in(call))
        case Assign(value=Apply(op="call" | "method") as call):
            return tuple(names_in(call))
    return ()


def snapshot(
    program: Program, kinds: dict[str, Kind], store: Storage, active: Activity,
    chooser: Chooser, fresh: Fresh, undone: frozenset[str] = frozenset(),
) -> Program:  # fmt: skip
    """Return the program in which the reverse sweep reads only what is not written later.

    Memory of the names in `undone` is put back in the reverse sweep, and needs no copies.
    """
    work = Snapshots(program, kinds, store, active, chooser, fresh, undone)
    return program.with_body(work.block(program.body))


def _is_item_store(stmt: Stmt) -> bool:
    """Return whether a statement stores one item: the list stays as long as it is."""
    if not isinstance(stmt, Store) or stmt.index is None:
        return False
    return not isinstance(stmt.index, Apply) or stmt.index.ops.isdisjoint(("slice", "tuple"))


def loads_to_repeat(
    program: Program, kinds: dict[str, Kind], store: Storage, active: Activity,
    chooser: Chooser, fresh: Fresh,
) -> frozenset[str]:  # fmt: skip
    """Return the names of loads from written memory whose cells are not written afterwards."""
    return Snapshots(program, kinds, store, active, chooser, fresh).kept_loads()
