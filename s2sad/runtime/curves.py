"""Interpolants of SciPy's, and the slopes of those that do not tell them."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from .marker import primitive


@primitive
def curve(f: Any, x: Any, nu: int = 0) -> Any:
    """Return the derivative number nu of a spline f at x."""
    return f(x, nu)


@primitive
def spline_at(
    f: str, q: Any, x: Any, y: Any, nu: int = 0, *, bc_type: Any = None, k: Any = None,
    kind: Any = None, fill_value: Any = None, bounds_error: Any = None,
    assume_sorted: Any = None, extrapolate: Any = None,
) -> Any:  # fmt: skip
    """Return the derivative number nu, at q, of the spline f of SciPy's through values y at x.

    It is linear in y.
    """
    made = _made(
        f, x, y, axis=0, bc_type=bc_type, k=k, kind=kind, fill_value=fill_value,
        bounds_error=bounds_error, assume_sorted=assume_sorted,
    )  # fmt: skip
    return _at(made, q, nu, extrapolate)


@primitive
def spline_back(f: str, g: Any, q: Any, x: Any, y: Any, nu: int = 0, **told: Any) -> Any:
    """Transposes `spline_at` in y."""
    return np.tensordot(g, spline_at(f, q, x, np.eye(len(y)), nu, **told), np.ndim(g))


@primitive
def curve_at(
    f: str, q: Any, x: Any, y: Any, nu: int = 0, *, k: Any = None, s: Any = None,
    extrapolate: Any = None,
) -> Any:  # fmt: skip
    """Return the derivative number nu, at q, of the curve f of SciPy's through values y at x."""
    return _at(_made(f, x, y, k=k, s=s), q, nu, extrapolate)


def _made(f: str, x: Any, y: Any, **told: Any) -> Any:
    """Return the interpolant of a name, told what is not None."""
    interpolate = importlib.import_module("scipy.interpolate")  # whose f the program calls
    told = {key: value for key, value in told.items() if value is not None}
    return getattr(interpolate, f)(x, y, **told)


def _at(f: Any, q: Any, nu: int, extrapolate: Any) -> Any:
    """Return the derivative number nu of an interpolant at q; one by lines does not tell it."""
    if hasattr(f, "_extrapolate"):
        slopes = f(q) if nu == 0 else chord_slope(f, q)
        return slopes if nu < 2 else np.zeros_like(slopes)
    return f(q, nu) if extrapolate is None else f(q, nu, extrapolate)


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
    axes = (1,) * (values.ndim - 1)
    widths = np.reshape(knots[k] - knots[k - 1], (*np.shape(k), *axes))
    slope = (values[k] - values[k - 1]) / widths
    inside = np.reshape((x >= knots[0]) & (x <= knots[-1]), (*np.shape(x), *axes))
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
