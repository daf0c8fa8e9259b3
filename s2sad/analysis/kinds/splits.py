"""Splits: the parts of an array, each a slice of it, so that stores into them reach the array.

    a, b = np.split(x, 2)         ->  n = x.shape[0] // 2; a = x[:n]; b = x[n : 2 * n]
                                      after an assertion that the length is even
    a, b, c = np.split(x, [2, 5]) ->  a = x[:2]; b = x[2:5]; c = x[5:]
"""

from __future__ import annotations

from ...errors import WrongKind
from ...ir.kinds import Array, Kind, Other, Scalar
from ...ir.nodes import Apply, Assert, Const, Expr, Name
from .calls import Undecided
from .flat import Flat
from .indexing import FULL
from .list_values import NONE
from .state import Parts, Value
from .words import describe

SPLITS = {"np.split", "np.array_split", "np.hsplit", "np.vsplit", "np.dsplit"}
MANY = 64


class Splits(Flat):
    """Lowers functions that split an array into slices."""

    def split(self, expr: Apply) -> Value:
        """Return the parts that `np.split` and its kin give, in a list."""
        given = dict(zip(("ary", "indices_or_sections", "axis"), expr.args)) | dict(expr.kwargs)
        base = self.operand(self.value(given["ary"])) if "ary" in given else NONE
        kind = self.kind(base)
        axis = self._axis(expr.op, kind, given.get("axis", Const(0)))
        if axis is None or "indices_or_sections" not in given or not isinstance(base, Name):
            self.refuse(
                f"s2sad cannot split {describe(kind)} here", "The axis that is cut is not known.",
                "Write the slices.", WrongKind,
            )  # fmt: skip
            return NONE
        bounds = self._bounds(expr.op, base, axis, given["indices_or_sections"])
        if bounds is None:
            self.refuse(
                f"s2sad cannot tell the parts of `{expr.op}` before the run",
                f"How many they are, at most {MANY}, and where they end, has to be known.",
                "Write the slices in a loop: `x[i * n : (i + 1) * n]`.",
            )  # fmt: skip
            return NONE
        pairs = zip((NONE, *bounds), bounds)
        slices = [Apply("slice", (low, high, NONE)) for low, high in pairs]
        parts = [Apply("getitem", (base, _along(axis, part))) for part in slices]
        return Parts("list", tuple([self.temporary(part) for part in parts]))

    def _axis(self, op: str, kind: Kind, given: Expr) -> int | None:
        if not isinstance(kind, Array) or not kind.ndim:
            return None
        try:
            axis = self._call().literal(given)
        except Undecided:
            return None
        least = {"np.vsplit": 2, "np.dsplit": 3}.get(op, 1)
        if kind.ndim < least:
            return None
        axis = {"np.hsplit": int(kind.ndim > 1), "np.vsplit": 0, "np.dsplit": 2}.get(op, axis)
        is_axis = isinstance(axis, int) and -kind.ndim <= axis < kind.ndim
        return axis % kind.ndim if is_axis else None

    def _bounds(self, op: str, base: Name, axis: int, given: Expr) -> list[Expr] | None:
        """Return where the parts end; None for one that ends where the array does."""
        value = self.value(given)
        if isinstance(value, Parts):
            value = self.display(value)
        if isinstance(value, Apply) and value.op in ("tuple", "list"):
            ints = [self.kind(arg) for arg in value.args]
            if len(ints) >= MANY or not all(_is_int(kind) for kind in ints):
                return None
            return [*[self.operand(arg) for arg in value.args], NONE]
        try:
            known = self._call().literal(value)
        except Undecided:
            return None
        if isinstance(known, tuple) and all(type(k) is int for k in known):
            return [*[Const(k) for k in known], NONE]
        if type(known) is not int or not 0 < known <= MANY:
            return None
        return self._equal(op, base, axis, known)

    def _equal(self, op: str, base: Name, axis: int, count: int) -> list[Expr] | None:
        kind = self.kind(base)
        assert isinstance(kind, Array)
        extent = kind.shape[axis]
        if op == "np.array_split" or extent.is_constant:
            size = self.sizes.value(extent)
            if size is None:
                return None
            if size % count and op != "np.array_split":
                self._refuse_unequal(op, size, count)
            each, more = divmod(size, count)
            return [*[Const(k * each + min(k, more)) for k in range(1, count)], NONE]
        shape = self.temporary(Apply("np.shape", (base,)))
        length = self.temporary(Apply("getitem", (shape, Const(axis))))
        test = Apply("eq", (Apply("mod", (length, Const(count))), Const(0)))
        message = "array split does not result in an equal division"
        self.emit(Assert(test, Const(message), self.tag))
        width = self.temporary(Apply("floordiv", (length, Const(count))))
        multiples = [Apply("mul", (Const(k), width)) for k in range(2, count + 1)]
        ends: list[Expr] = [width, *map(self.temporary, multiples)]
        return ends

    def _refuse_unequal(self, op: str, size: int, count: int) -> None:
        self.refuse(
            f"`{op}` of {size} into {count} equal parts",
            "NumPy would raise a ValueError here.", "Use np.array_split.", WrongKind,
        )  # fmt: skip


def _is_int(kind: Kind) -> bool:
    return kind == Other("none") or isinstance(kind, Scalar) and "int" in kind.dtype


def _along(axis: int, part: Expr) -> Expr:
    return part if not axis else Apply("tuple", (*(FULL,) * axis, part))
