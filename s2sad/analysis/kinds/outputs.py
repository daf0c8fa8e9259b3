"""Outputs: what a function stores into the array that it is given for its result.

    np.sum(x, axis=0, out=y)           ->  y[...] = np.sum(x, axis=0)
    x.clip(0.0, 1.0, out=y)            ->  y[...] = np.clip(x, 0.0, 1.0)
    np.exp(x, out=y, where=m)          ->  y[m] = np.exp(x[m])

The value is y. A ufunc broadcasts its result to y; what others give must have the shape of y.
"""

from __future__ import annotations


import numpy as np

from ...errors import UnsafeWrite, WrongKind
from ...ir.frozen import replace
from ...ir.kinds import Array
from ...ir.nodes import Apply, Expr, Name, Store
from ...ir.walk import names_in
from ...rules.registry import object_of
from .in_place import WHOLE, InPlace
from .words import describe

# These read their operands to the end before they write, or see that they overlap.
GUARDED = {
    f"np.{name}" for name in (
        "sum", "prod", "mean", "std", "var", "max", "min", "amax", "amin", "cumsum", "cumprod",
        "any", "all", "clip", "dot", "matmul", "vecdot",
    )
}  # fmt: skip
UNWRITTEN = {"np.fft.hfft", "np.fft.ifft2", "np.fft.irfft2"}  # by NumPy, as late as in 2.4


class Outputs(InPlace):
    """Lowers `out=`."""

    def into(self, expr: Apply) -> Expr:
        """Emit `f(…, out=y)`: the result is stored into y, which is returned."""
        given, is_ufunc = dict(expr.kwargs), isinstance(object_of(expr.op), np.ufunc)
        if is_ufunc and given.keys() == {"out", "where"}:
            return self.ufunc_where(expr)
        target = self.operand(self.value(given["out"]))
        if expr.op in UNWRITTEN:
            self.refuse(
                f"`out=` of `{expr.op}` is not written", "NumPy takes the array, and leaves it "
                "as it was.", "Store the result: `y[...] = `.", UnsafeWrite,
            )  # fmt: skip
            return target
        if not self.is_array(target, f"`out=` of `{expr.op}` is"):
            return target
        assert isinstance(target, Name)
        self.site()
        kept = tuple([pair for pair in expr.kwargs if pair[0] != "out"])
        result = self.operand(self.value(replace(expr, kwargs=kept)))
        if is_ufunc or self._is_read_first(expr, target) and self._is_held(expr.op, target, result):
            self.emit(Store(target.id, WHOLE, result, None, self.tag))
        return target

    def _is_read_first(self, expr: Apply, target: Name) -> bool:
        """Return whether the operands are read before the result is written, else refuse."""
        if expr.op in GUARDED or "." in expr.op.removeprefix("np."):
            return True
        read = names_in(replace(expr, kwargs=()))
        return not any(self.overlaps(target, Name(name), expr.op) for name in read)

    def _is_held(self, op: str, target: Name, result: Expr) -> bool:
        """Return whether a result is known to be of the shape and dtype of an array."""
        held, kind = self.kind(target), self.kind(result)
        assert isinstance(held, Array)
        shape = kind.shape if isinstance(kind, Array) else ()
        same = len(shape) == held.ndim and all(map(self.sizes.same, shape, held.shape))
        if same and getattr(kind, "dtype", None) == held.dtype:
            return True
        self.refuse(
            f"`out=` of `{op}` is {describe(held)}",
            f"The result is {describe(kind)}: it has to be known that they are alike.",
            "Assign the result: `a[...] = `.", WrongKind,
        )  # fmt: skip
        return False
