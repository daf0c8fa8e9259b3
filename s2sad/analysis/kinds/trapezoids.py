"""Trapezoids: the integrals of samples by NumPy and SciPy are written out.

    np.trapezoid(y, x)               ->  np.sum(np.diff(x) * (y[1:] + y[:-1]) / 2.0)
    integrate.trapezoid(y, x)        ->  the same
    cumulative_trapezoid(y, x)       ->  np.cumsum of it; with `initial=0` behind a zero

SciPy's stay calls if neither places nor a width are given: they are linear in y then.
"""

from __future__ import annotations

from ...ir.kinds import Array
from ...ir.nodes import Apply, Const, Expr
from ...rules.template import signatures
from .in_place import Named
from .list_values import NONE
from .state import Value
from .written_of_scipy import OfScipy

ALL = Apply("slice", (NONE, NONE, NONE))
FROM_SECOND = Apply("slice", (Const(1), NONE, NONE))
TO_LAST = Apply("slice", (NONE, Const(-1), NONE))
_SCIPY = "scipy.integrate."
SIGNATURES = signatures(
    "np.trapezoid(y, x=None, dx=1.0, axis=-1)",
    f"{_SCIPY}trapezoid(y, x=None, dx=1.0, axis=-1)",
    f"{_SCIPY}cumulative_trapezoid(y, x=None, dx=1.0, axis=-1, initial=None)",
)


class Trapezoids(OfScipy):
    """Writes out integrals of samples."""

    def trapezoids(self, expr: Apply) -> Value | None:
        """Return what an integral of samples is made of, or None if it stays as it is."""
        given = self.named(SIGNATURES[expr.op], expr) if expr.op in SIGNATURES else None
        if given is None or expr.op.startswith(_SCIPY) and not self._is_plain(given):
            return None
        areas = self._areas(given)
        rank = self.rank(areas)  # that of x, if it has more axes than y
        axis = self.axis_of(given.get("axis", Const(-1)), rank)
        along = () if rank == 1 else (("axis", Const(axis)),)
        if not expr.op.endswith("cumulative_trapezoid"):
            return Apply("np.sum", (areas,), along)
        sums = self.temporary(Apply("np.cumsum", (areas,), along))
        if given.get("initial", NONE) == NONE:
            return sums
        shape = [Const(1) if k == axis else self.extent(sums, k) for k in range(rank)]
        first = self.temporary(Apply("np.zeros", (Apply("tuple", tuple(shape)),)))
        return Apply("np.concatenate", (Apply("tuple", (first, sums)),), along)

    def _is_plain(self, given: Named) -> bool:
        """Return whether SciPy does with these what NumPy does, and they may vary in the widths."""
        y, x = self.kind(given["y"]), given.get("x", NONE)
        if not isinstance(y, Array) or y.dtype != "float64":
            return False
        if given.get("initial", NONE) not in (NONE, Const(0), Const(0.0)):
            return False
        return "dx" in given if x == NONE else self.rank(x) in (1, y.ndim)

    def _areas(self, given: Named) -> Expr:
        """Return the areas of the trapezoids between samples."""
        y, x, along = given["y"], given.get("x", NONE), given.get("axis", Const(-1))
        axis = self.axis_of(along, self.rank(y))
        step = given.get("dx", Const(1.0)) if x == NONE else self._steps(x, self.rank(y), along)
        ends = [self._part_of(y, axis, part) for part in (FROM_SECOND, TO_LAST)]
        total = self.temporary(Apply("add", tuple(ends)))
        whole = self.temporary(Apply("mul", (step, total)))
        return self.temporary(Apply("truediv", (whole, Const(2.0))))

    def _steps(self, x: Expr, rank: int, along: Expr) -> Expr:
        """Return the widths between samples that are an array of this rank."""
        if self.rank(x) != 1:
            axis = self.axis_of(along, self.rank(x))
            return self.temporary(Apply("np.diff", (x,), (("axis", Const(axis)),)))
        steps = self.temporary(Apply("np.diff", (x,)))
        if rank == 1:
            return steps
        axis = self.axis_of(along, rank)
        index = [ALL if i == axis else NONE for i in range(rank)]
        return self.temporary(Apply("getitem", (steps, Apply("tuple", tuple(index)))))

    def _part_of(self, y: Expr, axis: int, part: Expr) -> Expr:
        index = part if not axis else Apply("tuple", (*(ALL,) * axis, part))
        return self.temporary(Apply("getitem", (y, index)))
