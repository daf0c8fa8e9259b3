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


@primitive
def surface(f: Any, x: Any) -> Any:
    """Return what an interpolant f on a grid is at points, which stand in rows of coordinates."""
    return f(x)


@primitive
def surface_slopes(f: Any, x: Any) -> Any:
    """Return the slopes of `surface` in each coordinate, in a last axis.

    Between straight lines it is what the ends of a cell differ by, at a knot of the cell behind it;
    where f is a constant beyond the grid it is 0.
    """
    x = np.asarray(x, float)
    found, axes = np.empty_like(x), range(len(f.grid))
    for axis in axes:
        if f.method != "linear":
            found[..., axis] = f(x, nu=[int(k == axis) for k in axes])
            continue
        knots, ends = f.grid[axis], []
        k = np.clip(np.searchsorted(knots, x[..., axis], side="right"), 1, len(knots) - 1)
        for place in (k - 1, k):
            moved = x.copy()
            moved[..., axis] = knots[place]
            ends.append(f(moved))
        found[..., axis] = (ends[1] - ends[0]) / (knots[k] - knots[k - 1])
    if f.fill_value is None:
        return found
    low, high = [np.array([knots[place] for knots in f.grid]) for place in (0, -1)]
    inside = np.all((x >= low) & (x <= high), axis=-1, keepdims=True)
    return np.where(inside, found, 0.0)
