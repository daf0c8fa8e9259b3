"""Calls of SciPy that it makes of others itself are written out as these.

    logsumexp(a, return_sign=True)    ->  the logarithm and the sign, in a tuple
    gaussian_filter(a, sigma)         ->  gaussian_filter1d along each axis
    map_coordinates(a, [x, y])        ->  the same of an array of coordinates
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...ir.kinds import Array, Scalar
from ...ir.nodes import Apply, Const, Expr
from ...rules.template import signature
from .factored import Factored
from .in_place import Named
from .list_values import NONE
from .state import Parts, Value

SIGNATURES = {
    text.partition("(")[0]: signature(text)
    for text in (
        "scipy.ndimage.map_coordinates(input, coordinates, output=None, order=3, mode='constant',"
        " cval=0.0, prefilter=True)",
        "scipy.ndimage.gaussian_filter(input, sigma, order=0, *, mode='reflect', truncate=4.0)",
        "scipy.ndimage.uniform_filter(input, size=3, *, mode='reflect')",
        "scipy.special.logsumexp(a, axis=None, b=None, keepdims=False, return_sign=False)",
    )
}


class OfScipy(Factored):
    """Writes out calls of SciPy."""

    def of_scipy(self, expr: Apply) -> Value | None:
        """Return what a call of SciPy is made of, or None if it stays as it is."""
        lowered: dict[str, Callable[[Named], Value | None]] = {
            "scipy.ndimage.map_coordinates": self._map_coordinates,
            "scipy.special.logsumexp": self._logsumexp,
            "scipy.ndimage.gaussian_filter": partial(self._filter, "gaussian"),
            "scipy.ndimage.uniform_filter": partial(self._filter, "uniform"),
        }
        given = self.named(SIGNATURES[expr.op], expr) if expr.op in lowered else None
        return None if given is None else lowered[expr.op](given)

    def is_floating(self, expr: Expr) -> bool:
        """Return whether an operand is of floats: sums of others change their type."""
        kind = self.kind(expr)
        return isinstance(kind, (Array, Scalar)) and kind.dtype.startswith(("float", "complex"))

    def _logsumexp(self, given: Named) -> Value | None:
        """Return the logarithm and the sign that `return_sign=True` gives, in a tuple."""
        if given.pop("return_sign", Const(False)) != Const(True):
            return None
        a, b = given.pop("a"), given.get("b", NONE)
        told = (*given.items(), ("return_sign", Const(True)))
        whole = self.temporary(Apply("scipy.special.logsumexp", (a,), told))
        sign = self.temporary(Apply("getitem", (whole, Const(1))))
        given.pop("b", None)
        weights = Const(1.0) if b == NONE else b
        value = Apply("rt.log_of_sum", (a, weights, sign, whole), tuple(given.items()))
        return Parts("tuple", (self.temporary(value), sign))

    def _map_coordinates(self, given: Named) -> Value | None:
        """Return an interpolation at coordinates that were a list as one at an array."""
        rest = tuple([(k, v) for k, v in given.items() if k not in ("input", "coordinates")])
        operands = given["input"], given["coordinates"]
        return Apply("scipy.ndimage.map_coordinates", operands, rest)

    def _filter(self, name: str, given: Named) -> Value | None:
        """Return a filter of an image as those along each of its axes, as SciPy has it."""
        width = given.get("sigma", given.get("size", Const(3)))
        if not isinstance(self.kind(width), Scalar) or not self.is_floating(given["input"]):
            return None
        found = given["input"]
        rest = tuple([(k, v) for k, v in given.items() if k not in ("input", "sigma", "size")])
        for axis in range(self.rank(found)):
            keys = (("axis", Const(axis)), *rest)
            call = Apply(f"scipy.ndimage.{name}_filter1d", (found, width), keys)
            found = self.temporary(call)
        return found
