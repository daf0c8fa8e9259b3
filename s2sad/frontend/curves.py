"""Curves: interpolants of SciPy's that are constants, called with points that vary.

    y = spline(x)       ->     y = rt.curve(spline, x)          whose slope is spline(x, 1)
    y = interp1d(x)     ->     y = rt.chords(interp1d, x)       whose slope is that of its chords
    y = grid(x)         ->     y = rt.surface(grid, x)          of a `RegularGridInterpolator`

In a text both are calls of the interpolant.
"""

from __future__ import annotations

import sys
from typing import Any

import gast
import numpy as np

from ..errors import Unsupported
from ..ir.nodes import Apply, Const, Expr
from .distributions import is_of_scipy
from .lowering import Lowering
from .values import Captured

_SPLINES = ("PPoly", "BPoly", "BSpline", "UnivariateSpline")


def curve_of(handle: Any) -> str | None:
    """Return the operation that a call of an interpolant is; None if it is none of numbers."""
    module = sys.modules.get("scipy.interpolate")
    if module is None or not is_of_scipy(handle):
        return None
    if isinstance(handle, module.interp1d):
        plain = handle._kind in ("linear", "slinear") and np.ndim(handle.y) == 1
        return "rt.chords" if plain and np.isrealobj(handle.y) else None
    if isinstance(handle, module.RegularGridInterpolator):
        known = handle.method in ("linear", "slinear", "cubic", "quintic") and len(handle.grid) > 1
        plain = np.ndim(handle.values) == len(handle.grid) and np.isrealobj(handle.values)
        return "rt.surface" if known and plain else None
    if not isinstance(handle, tuple(getattr(module, name) for name in _SPLINES)):
        return None
    if getattr(handle, "ext", 0) == 3:  # a constant beyond the knots, whose slope is not 0 there
        return None
    values = getattr(handle, "c", np.zeros(1))
    axes = 1 if isinstance(handle, module.BSpline) or not hasattr(handle, "c") else 2
    return "rt.curve" if values.ndim == axes and np.isrealobj(values) else None


def asked_of(handle: Any) -> str:
    """Return what the methods of an interpolant are read by: as what it is called, if by any."""
    module = sys.modules.get("scipy.interpolate")
    if module is None or not is_of_scipy(handle):
        return ""
    if isinstance(handle, module.RectBivariateSpline):
        return "rt.sheet"
    is_plain = getattr(handle, "extrapolate", True) != "periodic"
    return curve_of(handle) or "" if is_plain else ""


class Curves(Lowering):
    """Lowers calls of interpolants."""

    def curve(self, op: str, place: Captured, node: Any) -> Expr:
        """Return the value of an interpolant at a point, or at each of several."""
        args, keywords = self.expanded(node)
        known = ["x", "nu"] if op == "rt.curve" else ["x"]
        names = [*known[: len(args)], *[name for name, _ in keywords]]
        if "x" not in names or len(args) > len(known) or not set(names) <= set(known):
            raise self.refusal(
                Unsupported, f"s2sad cannot differentiate `{self.text_of(node)}`", node,
                f"Of an interpolant only the operands {', '.join(known)} are followed.",
                "Leave out what comes after them.",
            )  # fmt: skip
        if op == "rt.surface" and isinstance(args[0] if args else None, gast.Tuple):
            raise self.refusal(
                Unsupported, f"s2sad cannot differentiate `{self.text_of(node)}`", node,
                "Points in a tuple of coordinates are no array.",
                "Write `np.stack((a, b), axis=-1)`.",
            )  # fmt: skip
        self.frame.definition.resolver.uses.add(place)
        values = self.in_order([*args, *[value for _, value in keywords]], self.operand)
        given = dict(zip(names, values))
        rest = [given["nu"]] if given.get("nu", Const(0)) != Const(0) else []
        return Apply(op, (self.capture(place), given["x"], *rest))
