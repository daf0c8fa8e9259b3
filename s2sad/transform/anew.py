"""Anew: an array whose cells are only ever stored all at once is bound to new arrays instead.

before:  r = np.exp(x); r *= np.sin(r); r[:] = s        after:  r = np.exp(x); r'1 = r * np.sin(r)
                                                                r'2 = s.copy()

What is a value needs no copies, and its adjoint is made where it is needed. A store binds its array
anew iff
  1. the class of its memory holds nothing but arrays, no list holds it and no captured value is in
     it, and the store is into all cells, of what has the shape, the dtype and the order of the
     array, or is one number, and
  2. no other name of that memory is alive at the store: what is read of it afterwards is bound in
     between, and
  3. it gains from that: it is no addition, or all stores into the class can be bound, and an
     operation that is not linear reads the array before an addition to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.kinds import Sizes, kind_of, sharing
from ..analysis.kinds.webs import renamed
from ..analysis.positions import Place, Positions, positions_of
from ..analysis.storage import Storage
from ..ir.fresh import Fresh
from ..ir.kinds import Array, Kind, Scalar, can_vary
from ..ir.nodes import (
    Apply, Assign, Block, Const, Evaluate, Expr, For, If, Name, Program, Stmt, Store, While,
)  # fmt: skip
from ..ir.walk import all_names, names_in
from .effects import map_blocks

LINEAR = {
    "add", "sub", "neg", "pos", "getitem", "np.sum", "np.mean", "np.copy", "np.ndarray.copy",
    "np.transpose", "np.reshape", "np.zeros_like", "np.full_like", "np.shape", "len",
}  # fmt: skip
FULL = Apply("slice", (Const(None),) * 3)


def bound_anew(
    program: Program, kinds: dict[str, Kind], sizes: Sizes, store: Storage
) -> Program:
    """Return the program in which arrays are bound anew where all their cells are stored."""
    if not store.written:
        return program
    work = _Values(program, kinds, sizes, store)
    work.find()
    if not work.values:
        return program
    before = set(all_names(program))
    program = renamed(program.with_body(work.block(program.body)))
    for name in all_names(program):
        if name not in before and name not in work.made:
            kinds[name] = kinds[name.rpartition("'")[0]]
    return program


class _Values:
    """Finds the arrays that become values, and writes the program with them."""

    def __init__(self, program: Program, kinds: dict[str, Kind], sizes: Sizes, store: Storage):
        self.kinds, self.sizes, self.store = kinds, sizes, store
        self.fresh = Fresh(program, kinds)
        self.captured = {capture.name for capture in program.captures}
        self.positions: Positions = positions_of(program)
        self.values: set[int] = set()  # the stores that bind
        self.made: set[str] = set()

    def find(self) -> None:
        """Note the stores that bind values."""
        stores: dict[str, list[Place]] = {}
        others: set[str] = set()  # classes that something else than a store may write
        for place in self.positions.places:
            match place.stmt:
                case Store(base=base):
                    stores.setdefault(self.store.of(base), []).append(place)
                case (
                    Assign(value=Apply(op="call" | "method") as call)
                    | Evaluate(value=Apply() as call)
                ):
                    others.update(map(self.store.of, names_in(call)))
        for of, found in stores.items():
            base = found[0].stmt.base  # type: ignore[union-attr]
            if of in others or of in self.store.inner or self.store.is_held(of):
                continue
            if base in self.captured or not self.are_known(self.store.members(of)):
                continue
            whole = [place for place in found if self.is_value(place)]
            if len(whole) < len(found):
                whole = [place for place in whole if place.stmt.op is None]  # type: ignore
            if whole and self.is_worth_it(self.store.members(of), whole):
                self.values.update(id(place.stmt) for place in whole)

    def are_known(self, members: list[str]) -> bool:
        """Rule (1), of a class."""
        kinds = [self.kinds[name] for name in members]
        return all(isinstance(kind, Array) and kind.ndim and can_vary(kind) for kind in kinds)

    def is_value(self, place: Place) -> bool:
        """Return whether the array of a store may be bound anew there."""
        store = place.stmt
        assert isinstance(store, Store)
        kind = self.kinds[store.base]
        if not isinstance(kind, Array) or not self.new_kind(store, kind):
            return False
        members = self.store.members(self.store.of(store.base))
        if self.store.may_copy & set(members):
            return False
        rest = [n for n in members if n != store.base and self.store.definitions.get(n)]
        return all(self.is_dead(name, place) for name in rest)

    def is_new(self, made: Stmt | None) -> bool:
        if not isinstance(made, Assign) or not isinstance(made.value, Apply):
            return False
        if made.value.op in ("list.pop", "call", "method"):
            return False
        return sharing(made.value, self.kinds, self.sizes)[0] == "copy"

    def new_kind(self, stmt: Stmt, kind: Array) -> bool:
        """Return whether what r becomes is all that a store says, and has the kind of r."""
        assert isinstance(stmt, Store)
        if not _is_whole(stmt, kind):
            return False
        value = stmt.value
        if stmt.op is None and isinstance(value, Const):
            return isinstance(value.value, (int, float)) and not isinstance(value.value, bool)
        if stmt.op not in (None, "add", "sub"):
            return False
        if stmt.op is not None:
            value = Apply(stmt.op, (Name(stmt.base), value))
        found = kind_of(value, self.kinds, self.sizes)
        if stmt.op is None and isinstance(found, Scalar):
            return found.dtype == kind.dtype
        if not isinstance(found, Array) or found.ndim != kind.ndim or found.dtype != kind.dtype:
            return False
        is_alike = all(self.sizes.same(a, b) for a, b in zip(found.shape, kind.shape))
        is_copied = stmt.op is None and kind.order == "C"
        return is_alike and (found.order == kind.order or is_copied)

    def is_dead(self, name: str, store: Place) -> bool:
        """Rule (2): no read of a name may follow a store without a binding in between."""
        made, reads = self.store.definitions[name], self.positions.read.get(name, [])
        if len(made) != 1 or not isinstance(made[0], Assign):
            return False
        bound = self.positions.of[id(made[0])]
        if any(n <= bound.number for n in reads):
            return False
        around = self.positions.statement_in_block(store.number, bound.block)
        if around is None:
            last = self.positions.block_extent[bound.block][1]
            return all(n <= last for n in reads)
        if around.number < bound.number:
            return True
        last = store.number if store.loops == bound.loops else around.number
        return all(n <= last for n in reads)

    def is_worth_it(self, members: list[str], stores: list[Place]) -> bool:
        """Rule (3)."""
        if any(p.stmt.op is None for p in stores):  # type: ignore[union-attr]
            return True
        own = {
            n for name in members for made in self.store.definitions[name] if made is not None
            for n in self.positions.of[id(made)].loops
        }  # fmt: skip
        reads = [
            place for number in sorted({n for m in members for n in self.positions.read.get(m, [])})
            if number < len(self.positions.places)
            and _is_curved((place := self.positions.places[number]).stmt)
        ]  # fmt: skip
        return any(
            read.number < place.number or set(read.loops) & set(place.loops) - own
            for read in reads for place in stores
        )  # fmt: skip

    # -- writing -------------------------------------------------------------------------------

    def block(self, block: Block) -> Block:
        return tuple([s for stmt in block for s in self.stmt(stmt)])

    def stmt(self, stmt: Stmt) -> Iterator[Stmt]:
        if isinstance(stmt, (If, For, While)):
            yield map_blocks(stmt, self.block)
        elif isinstance(stmt, Store) and id(stmt) in self.values:
            value = self.value_of(stmt)
            if stmt.op is not None:  # so that it reads another name than it binds
                name = self.fresh.name(self.kinds[stmt.base])
                self.made.add(name)
                yield Assign(name, value, stmt.tag)
                value = Name(name)
            yield Assign(stmt.base, value, stmt.tag)
        else:
            yield stmt

    def value_of(self, stmt: Store) -> Expr:
        """Return what the array becomes: memory of its own."""
        value, base = stmt.value, Name(stmt.base)
        if stmt.op is not None:
            return Apply(stmt.op, (base, value))
        if isinstance(value, Const) and value.value == 0:
            return Apply("np.zeros_like", (base,))
        kind = kind_of(value, self.kinds, self.sizes)
        if isinstance(kind, Scalar):
            return Apply("np.full_like", (base, value))
        order = self.kinds[base.id].order  # type: ignore[union-attr]
        if isinstance(value, Name) and self.is_handed(value.id, self.positions.of[id(stmt)]):
            if isinstance(kind, Array) and kind.order == order:
                return value
        return Apply("np.ndarray.copy" if order == "C" else "np.copy", (value,))

    def is_handed(self, name: str, store: Place) -> bool:
        """Return whether a new array is read only where it is stored, and there once."""
        made = self.store.definitions.get(name, [])
        if len(self.positions.read.get(name, ())) != 1 or len(made) != 1 or made[0] is None:
            return False
        return self.positions.of[id(made[0])].loops == store.loops and self.is_new(made[0])


def _is_whole(stmt: Store, kind: Array) -> bool:
    """Return whether a store is into all cells of an array."""
    if stmt.index is None or stmt.index == Const(Ellipsis):
        return stmt.index is not None or stmt.op is not None
    parts = stmt.index.args if isinstance(stmt.index, Apply) and stmt.index.op == "tuple" else None
    parts = parts or (stmt.index,)
    return all(part == FULL for part in parts) and len(parts) <= kind.ndim


def _is_curved(stmt: Stmt) -> bool:
    """Return whether a statement may need what it reads in the reverse sweep."""
    if not isinstance(stmt, Assign) or not isinstance(stmt.value, Apply):
        return False
    value = stmt.value
    if value.op == "mul" and any(isinstance(arg, Const) for arg in value.args):
        return False
    return value.op not in LINEAR
