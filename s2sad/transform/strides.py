"""Strides: a store that reads cells which it has just written is refused.

    y[::2] = y[:3]        NumPy writes y[2] before it reads it
    a[:, 2] = a[1]        a[1, 2], which is a[:, 2] at 1, is written before it is read

NumPy copies what overlaps before it stores it, unless one axis is stored into from cells that run
in the same direction: then it goes through both at once. That is right where both are as far apart.
Definition: `base[index] = v`, a store into one axis, is refused iff v may be a line of cells of the
memory of base, and of the two lines it is not known
  1. that they are on one axis with equal steps, or with steps in opposite directions; or on the
     last axes of two arrays in C order, with equal steps,
  2. that they are the same cells, or that one mirrors the other, `a[i, :] = a[:, i]`: the cell in
     common is stored into itself, or
  3. that no cell is in both (`cells.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from ..analysis.cells import NONE
from ..analysis.kinds import Sizes, is_advanced, kind_of
from ..analysis.overwrite import Overwriting, Read, overwriting
from ..analysis.positions import positions_of
from ..analysis.storage import Storage
from ..errors import Error, UnsafeWrite, refuse
from ..ir.frozen import dataclass
from ..ir.kinds import Array, Kind
from ..ir.nodes import Apply, Assign, Const, Expr, Name, Program, Store
from ..ir.walk import all_statements, names_in, substitute

Axis = tuple[int, int, Expr]  # which of the root, the step, the start


@dataclass(frozen=True)
class View:
    """Cells of a root: the axes that are left, and the indices of the others."""

    root: str
    axes: tuple[Axis, ...]
    fixed: tuple[tuple[int, Expr], ...] = ()

    def taken(self, index: Expr) -> View | None:
        """Return the view that a basic index takes; None if it cannot be told."""
        parts = list(index.args if isinstance(index, Apply) and index.op == "tuple" else (index,))
        count = len([p for p in parts if p not in (NONE, Const(Ellipsis))])
        whole = [Apply("slice", (NONE, NONE, NONE))] * (len(self.axes) - count)
        at = parts.index(Const(Ellipsis)) if Const(Ellipsis) in parts else len(parts)
        parts[at : at + 1] = whole
        axes, fixed = [], list(self.fixed)
        for (axis, step, start), part in zip(self.axes, [p for p in parts if p != NONE]):
            if isinstance(part, Apply) and part.op == "slice":
                low, _, by = part.args
                if not isinstance(by, Const) or (low, by) != (NONE, NONE) and start != NONE:
                    return None
                begin = start if low == NONE else low
                axes.append((axis, step * (1 if by == NONE else int(by.value)), begin))
            else:
                fixed.append((axis, part))
        return View(self.root, tuple(axes), tuple(fixed))


def check_strides(
    program: Program, kinds: Mapping[str, Kind], sizes: Sizes, store: Storage,
    varied: frozenset[str],
) -> None:  # fmt: skip
    """Raise an error for each store that may read cells that it has just written."""
    stores = [s for s in all_statements(program) if isinstance(s, Store) and s.base in varied]
    if stores:
        faults = list(_Strides(program, kinds, sizes, store).faults(stores))
        if faults:
            refuse(faults)


class _Strides:
    def __init__(
        self, program: Program, kinds: Mapping[str, Kind], sizes: Sizes, store: Storage
    ) -> None:
        self.program, self.kinds, self.sizes, self.store = program, kinds, sizes, store

    def faults(self, stores: list[Store]) -> Iterator[Error]:
        for stmt in stores:
            if self.may_share(stmt) and not self.is_safe(stmt):
                yield UnsafeWrite(
                    "s2sad cannot differentiate a store from cells that it may write itself",
                    self.program.places.get(stmt.tag.sid),
                    "NumPy reads such a cell after it has written it, where the distances between "
                    "the cells differ.", "Store a copy: add `.copy()` to what is stored.",
                )  # fmt: skip

    def may_share(self, stmt: Store) -> bool:
        """Return whether one axis is stored into from what may be the same memory."""
        value = stmt.value
        if stmt.op is not None or stmt.index is None or not isinstance(value, Name):
            return False
        if not all(isinstance(self.kinds.get(n), Array) for n in (stmt.base, value.id)):
            return False
        if self.store.of(value.id) != self.store.of(stmt.base):
            return False
        if is_advanced(stmt.index, self.kinds, self.sizes) is True:
            return False
        cells = kind_of(Apply("getitem", (Name(stmt.base), stmt.index)), self.kinds, self.sizes)
        return not isinstance(cells, Array) or cells.ndim == 1

    def is_safe(self, stmt: Store) -> bool:
        assert isinstance(stmt.value, Name) and stmt.index is not None
        value = self.definition(stmt.value.id)
        if self.spelled(Apply("getitem", (Name(stmt.base), stmt.index))) == self.spelled(value):
            return True
        base, there = self.view_of(stmt.base), self.view_of(stmt.value.id)
        here = None if base is None else base.taken(stmt.index)
        if here is not None and there is not None and len(here.axes) == len(there.axes) == 1:
            if here.root == there.root and _are_in_step(here, there):
                return True
            if self.is_last(here) and self.is_last(there) and here.axes[0][1] == there.axes[0][1]:
                return True
        return self.are_apart(stmt, stmt.value.id)

    def definition(self, name: str) -> Expr:
        """Return what a name is bound to, if that is only one expression, else the name."""
        made = self.store.definitions.get(name, [])
        only = made[0] if len(made) == 1 else None
        return only.value if isinstance(only, Assign) else Name(name)

    def spelled(self, cells: Expr) -> Expr:
        """Return cells whose index reads no items of a tuple under other names: `t = key[0]`."""
        if not isinstance(cells, Apply) or cells.op != "getitem":
            return cells
        named = {n: self.definition(n) for n in names_in(cells.args[1])}
        items = {n: e for n, e in named.items() if isinstance(e, Apply) and e.op == "getitem"}
        return Apply("getitem", (cells.args[0], substitute(cells.args[1], items)))

    def is_last(self, line: View) -> bool:
        """Return whether a line runs along the last axis of an array in C order."""
        kind = self.kinds.get(line.root)
        return isinstance(kind, Array) and kind.order == "C" and line.axes[0][0] == kind.ndim - 1

    def are_apart(self, stmt: Store, name: str) -> bool:
        place = self.compared.cells.positions.of[id(stmt)]
        return self.compared.is_apart(Read(name, None, place, place), place)

    @cached_property
    def compared(self) -> Overwriting:
        return overwriting(positions_of(self.program), self.store, self.kinds)

    def view_of(self, name: str) -> View | None:
        """Return what a name is a view of, following its only definition."""
        kind = self.kinds.get(name)
        whole = range(kind.ndim) if isinstance(kind, Array) else ()
        root = View(name, tuple([(axis, 1, NONE) for axis in whole]))
        match self.definition(name):
            case Name(id=other):
                return root if other == name else self.view_of(other)
            case Apply(op="getitem", args=(Name(id=base), index)) if isinstance(
                self.kinds.get(base), Array
            ):
                below = self.view_of(base)
                return None if below is None else below.taken(index)
            case Apply(op="np.transpose", args=(Name(id=base),), kwargs=()):
                below = self.view_of(base)
                return below and View(below.root, below.axes[::-1], below.fixed)
        return root


def _are_in_step(here: View, there: View) -> bool:
    """Return whether (1) or (2) holds of two lines of one root."""
    (axis, step, start), (other, by, begin) = here.axes[0], there.axes[0]
    if axis == other:
        return step == by or step * by < 0
    crossed = dict(here.fixed).get(other) == dict(there.fixed).get(axis) is not None
    return crossed and (step, start) == (by, begin) and len(here.fixed) == 1
