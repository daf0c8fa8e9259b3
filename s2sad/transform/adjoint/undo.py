"""Undoing: the reverse sweep finds written memory as the forward sweep had it.

    forward                     reverse
    x_stack.append(x[i])        gx[i] = ...          the mirror of what follows the store
    x[i] = v                    x[i] = x_stack.pop()

For the classes that `saving.py` chose: a store that may overwrite what an earlier mirror reads
saves the cells, and its mirror puts them back; a load that gives the same at each mirror that
reads it is read again there, and nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.kinds import Sizes, kind_of, sharing
from ...analysis.positions import Place
from ...ir.frozen import dataclass, field
from ...ir.kinds import Kind
from ...ir.nodes import Apply, Assign, Block, Expr, Name, Stmt, Store
from ...ir.walk import map_stmt, names_in, statements, substitute
from ..choose import contents_read
from ..saving import Read, Saving, region_of
from .nodes import BlockNode, Branch, Step
from .record import RECORD, RESTORE, Recorder, pop, push


@dataclass
class Undo:
    """One program's undoing, on its mirror tree; runs before anything is recorded."""

    saving: Saving
    recorder: Recorder
    kinds: dict[str, Kind]
    sizes: Sizes
    undone: frozenset[str]
    steps: list[tuple[Step, Place]] = field(default_factory=list)
    elsewhere: set[str] = field(default_factory=set)  # read by what mirrors no single statement
    restored: set[str] = field(default_factory=set)  # memory that the reverse sweep changes
    saved: set[int] = field(default_factory=set)  # the stores whose mirrors change it

    def run(self, tree: BlockNode) -> None:
        """Save, put back and read again."""
        self._collect(tree)
        found = [*self._contents_read(), *self._read_again()]
        for representative in self.saving.candidates():
            if representative not in self.undone:
                continue
            mine = [r for r in found if self.saving.store.of(r.name) == representative]
            saved = self.saving.saving_stores(representative, mine)
            self.saved.update(saved)
            if saved:
                self.restored.update(self.saving.store.members(representative))
            for step, place in self.steps:
                if place.number in saved:
                    self._put_back(step, place)

    def _collect(self, block: BlockNode) -> None:
        places = self.saving.positions.of
        for node in block.nodes:
            if isinstance(node, Step):
                place = places.get(id(node.forward[0])) if node.forward else None
                if place is not None:
                    self.steps.append((node, place))
                else:
                    self.elsewhere |= _read_by(node)
                continue
            self.elsewhere |= set(node.stmt.reads)
            inner = (node.body, node.orelse) if isinstance(node, Branch) else (node.body,)
            for one in inner:
                self._collect(one)

    # -- what is read ----------------------------------------------------------------------------

    def _contents_read(self) -> Iterator[Read]:
        """Yield the arrays that each mirror reads."""
        for step, place in self.steps:
            names = {
                n for s in statements(step.adjoint) for e in s.expressions
                for n in contents_read(e)
            }  # fmt: skip
            for name in sorted(names & self.undone):
                yield Read(place, name)

    def _read_again(self) -> Iterator[Read]:
        """Read loads again where they are wanted; yield where."""
        for place in reversed(self.saving.positions.places):
            load = self.saving.load_of(place.stmt)
            if load is None or load.target in self.elsewhere:
                continue
            base = self.saving.base_of(load)
            if base not in self.undone:
                continue
            wanted = [(step, at) for step, at in self.steps if load.target in _read_by(step)]
            if all(self._is_same(load, place, step, at) for step, at in wanted):
                for step, at in wanted:
                    step.adjoint = _spelled(step.adjoint, {load.target: load.value})
                    yield Read(at, base, load)

    def _is_same(self, load: Assign, place: Place, step: Step, at: Place) -> bool:
        changed = {n for s in statements(step.adjoint) for n in s.binds}
        changed |= {s.base for s in statements(step.adjoint) if isinstance(s, Store)}
        if changed & {load.target, *names_in(load.value)}:
            return False
        return self.saving.is_read_again(load, place, at)

    # -- saving and putting back -------------------------------------------------------------------

    def _put_back(self, step: Step, place: Place) -> None:
        stmt = place.stmt
        assert isinstance(stmt, Store)
        name = self._saved(step, region_of(stmt))
        if place.loops:
            stack = self.recorder.stack(stmt.base)
            step.saves.append(push(stack, name))
            name = self.saving.fresh.name(self.kinds[name])
            back: tuple[Stmt, ...] = (Assign(name, pop(stack), RESTORE),)
        else:
            back = ()
        store = Store(stmt.base, stmt.index, Name(name), None, RESTORE)
        step.adjoint = (*step.adjoint, *back, store)

    def _saved(self, step: Step, cells: Expr) -> str:
        """Save the value of cells before a step; return the name that holds it."""
        kind = kind_of(cells, self.kinds, self.sizes)
        if isinstance(cells, Apply):
            name = self.saving.fresh.name(kind)
            step.saves.append(Assign(name, cells, RECORD))
            if sharing(cells, self.kinds, self.sizes)[0] == "copy":
                return name
            cells = Name(name)
        copy = self.saving.fresh.name(kind)
        step.saves.append(Assign(copy, Apply("np.ndarray.copy", (cells,)), RECORD))
        return copy


def _read_by(step: Step) -> set[str]:
    return {n for s in statements(step.adjoint) for n in s.reads}


def _spelled(block: Block, values: dict[str, Expr]) -> Block:
    """Return a block in which names are spelled as expressions."""
    return tuple([
        map_stmt(s, lambda e: substitute(e, values), lambda n: n, lambda b: _spelled(b, values))
        for s in block
    ])
