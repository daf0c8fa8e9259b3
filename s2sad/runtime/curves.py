"""Interpolants of SciPy's, and the slopes of those that do not tell them."""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive


@primitive
def curve(f: Any, x: Any, nu: int = 0) -> Any:
    """Return the derivative number nu of a spline f at x."""
    return f(x, nu)


@primitive
def chords(f: Any, x: Any) -> Any:
    """Return what an interpolant f by straight lines is at x."""
    return f(x)


@primitive
def chord_slope(f: Any, x: Any) -> Any:
    """Return the slope of the chord over x: at a knot of the one before it, as f takes it.

    Beyond the knots it is that of the last chord where f goes on, and 0 where f is a constant.
    """
    knots, values = f.x, np.asarray(f.y, float)
    k = np.clip(np.searchsorted(knots, x), 1, len(knots) - 1)
    slope = (values[k] - values[k - 1]) / (knots[k] - knots[k - 1])
    inside = (x >= knots[0]) & (x <= knots[-1])
    return slope if f._extrapolate else np.where(inside, slope, 0.0)
