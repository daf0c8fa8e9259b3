"""Flat: `a.flat[i]` and stores at flat places, for arrays of every layout.

    contiguous:   a.flat[i] = v   ->   f = np.reshape(a, -1); f[i] = v
    one axis:     a.flat[i] = v   ->   a[i] = v
    else:         a.flat[i] = v   ->   a[np.unravel_index(np.arange(a.size)[i], a.shape)] = v

What is read of `a.flat` is a copy, never a view. NumPy stores element by element, and reads what
it has just written if the value lies in the same memory; that is refused.
"""

from __future__ import annotations

from ...errors import WrongKind
from ...ir.kinds import Array, Kind, ListKind, Scalar, Size
from ...ir.nodes import Apply, Const, Expr, Name, Store
from .calls import as_array
from .list_values import NONE
from .recursion import Recursion
from .overlaps import may_overlap
from .result import kind_of

FLAT = Const(-1)
FLAT_STORE = "a.flat[i] = v"


class Flat(Recursion):
    """Lowers what is read of and stored into an array by flat places."""

    def flat_item(self, base: Expr, index: Expr) -> Expr:
        """Return `base.flat[index]`, as memory of its own."""
        kind = self.kind(base)
        if not isinstance(kind, Array):
            return Apply("getitem", (self.temporary(Apply("attr", (base, Const("flat")))), index))
        flat = base
        if kind.ndim != 1:
            op = "np.reshape" if kind.order == "C" else "np.ndarray.flatten"
            flat = self.temporary(Apply(op, (base, FLAT) if kind.order == "C" else (base,)))
        item = Apply("getitem", (flat, index))
        is_number = isinstance(self.kind(item), Scalar)
        return item if is_number else Apply("np.copy", (self.temporary(item),))

    def flat_store(self, expr: Apply) -> Expr:
        """Emit `base.flat[index] = value`."""
        base, index, value = expr.args
        target, stored = self.operand(self.value(base)), self.operand(self.value(value))
        if not isinstance(target, Name) or not isinstance(self.kind(target), Array):
            self._refuse_member(self.kind(target), "flat")
            return NONE
        if isinstance(stored, Apply) or isinstance(self.kind(stored), ListKind):
            stored = self.temporary(Apply("np.array", (stored,)))
        place, kind = self.index(index), self.kind(stored)
        if isinstance(kind, Array) and kind.ndim and isinstance(self.kind(place), Scalar):
            self._refuse_count(FLAT_STORE, "one number")
            return NONE
        self.store_flat(target, place, stored, FLAT_STORE)
        return NONE

    def index(self, expr: Expr) -> Expr:
        """Return an index with named slices written out."""
        raise NotImplementedError

    def store_flat(self, target: Name, index: Expr, value: Expr, what: str) -> None:
        """Emit `target.flat[index] = value`."""
        kind = self.kind(target)
        assert isinstance(kind, Array)
        stored = self.fitting(target, index, value, what)
        if stored is None:
            return
        places = self.kind(index) if not isinstance(index, Const) else None
        if isinstance(places, Array) and places.ndim > 1:
            index = self.temporary(Apply("np.ravel", (index,)))
        if kind.ndim == 1:
            self.emit(Store(target.id, index, stored, None, self.tag))
        elif kind.order == "C":
            flat = self.temporary(Apply("np.reshape", (target, FLAT)))
            self.emit(Store(flat.id, index, stored, None, self.tag))
        else:
            self.emit(Store(target.id, self._places(target, index), stored, None, self.tag))

    def _places(self, target: Name, index: Expr) -> Expr:
        """Return flat places as one index for each axis."""
        size = self.temporary(Apply("np.size", (target,)))
        every = self.temporary(Apply("np.arange", (size,)))
        flat = self.temporary(Apply("getitem", (every, index)))
        shape = self.temporary(Apply("np.shape", (target,)))
        kind = self.kind(target)
        assert isinstance(kind, Array)
        whole = self.temporary(Apply("np.unravel_index", (flat, shape)))
        parts = [Apply("getitem", (whole, Const(k))) for k in range(kind.ndim)]
        return Apply("tuple", tuple([self.temporary(part) for part in parts]))

    def fitting(self, target: Name, index: Expr, value: Expr, what: str) -> Expr | None:
        """Return a value with one element for each flat place; None if it is refused."""
        if self.is_single(value):
            return self.single(value)
        places, kind = self._flat_places(target, index), self.kind(value)
        array = as_array(kind, self.sizes) if isinstance(kind, Array) else None
        if array is None or not isinstance(places, Array) or not self._same_count(places, array):
            self._refuse_count(what, "`np.tile` or a slice, so that they are equally many")
            return None
        if what != "np.put" and self.overlaps(target, value, what):
            return None
        return value if array.ndim == 1 else self.temporary(Apply("np.ravel", (value,)))

    def overlaps(self, target: Name, value: Expr, what: str) -> bool:
        """Refuse to store what may lie in the array that is written; return whether it may."""
        def is_array(name: str) -> bool:
            return isinstance(self.env.get(name), Array)

        if not may_overlap(self.program, target, value, is_array):
            return False
        self.refuse(
            f"`{what}` stores what may lie in the array that it writes",
            "NumPy goes from element to element and may read what it has just written.",
            "Copy it first: `np.copy( )`.",
        )  # fmt: skip
        return True

    def _flat_places(self, target: Name, index: Expr) -> Kind:
        """Return the kind of the cells that an index into the flat array means."""
        self.site()
        env = {**self.env, "%flat": self.kind(Apply("np.ravel", (target,)))}
        return kind_of(Apply("getitem", (Name("%flat"), index)), env, self.sizes)

    def _same_count(self, places: Array, values: Array) -> bool:
        return self.sizes.same(self._count(places), self._count(values)) is True

    def _count(self, array: Array) -> Size:
        total = Size(1)
        for extent in array.shape:
            total = self.sizes.product(total, extent)
        return total

    def is_single(self, value: Expr) -> bool:
        """Return whether a value is one number, or an array of one."""
        kind = self.kind(value)
        if isinstance(kind, Scalar):
            return True
        return isinstance(kind, Array) and all(self.sizes.same(n, 1) for n in kind.shape)

    def single(self, value: Expr) -> Expr:
        """Return an array of one number as that number."""
        kind = self.kind(value)
        if not isinstance(kind, Array) or not kind.ndim:
            return value
        return self.temporary(Apply("getitem", (value, Apply("tuple", (Const(0),) * kind.ndim))))

    def _refuse_count(self, what: str, instead: str) -> None:
        self.refuse(
            f"s2sad cannot tell that `{what}` has one value for each place",
            "NumPy would repeat or drop values.", f"Use {instead}.", WrongKind,
        )  # fmt: skip

