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
def area_under(f: Any, x: Any) -> Any:
    """Return the integral of a spline f from its first knot to x."""
    return f.antiderivative()(x)


@primitive
def area_within(f: Any, x: Any) -> Any:
    """Return the integral of a spline f, which counts as 0 beyond its knots, to x."""
    knots = f.get_knots()
    return f.antiderivative()(np.clip(x, knots[0], knots[-1]))


@primitive
def within(f: Any, x: Any) -> Any:
    """Return 1 where x is between the knots of a spline f, and 0 beyond."""
    knots = f.get_knots()
    return np.where((np.asarray(x) >= knots[0]) & (np.asarray(x) <= knots[-1]), 1.0, 0.0)


@primitive
def sheet(f: Any, x: Any, y: Any, i: int = 0, j: int = 0) -> Any:
    """Return a derivative, of the orders i and j, of a spline f in two dimensions."""
    if i >= f.degrees[0] or j >= f.degrees[1]:
        raise ValueError("SciPy has no derivative of the order of its degree of a spline")
    return f.ev(x, y, i, j)


@primitive
def spline_at(
    f: str, q: Any, x: Any, y: Any, nu: int = 0, *, bc_type: Any = None, k: Any = None,
    kind: Any = None, fill_value: Any = None, bounds_error: Any = None,
    assume_sorted: Any = None, extrapolate: Any = None,
) -> Any:  # fmt: skip
    """Return the derivative number nu, at q, of the spline f of SciPy's through values y at x.

    It is linear in y. Number -1 is the integral from the first knot on.
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
    if nu < 0:
        return f.antiderivative(-nu)(q)
    if hasattr(f, "_extrapolate"):
        slopes = f(q) if nu == 0 else chord_slope(f, q)
        return slopes if nu < 2 else np.zeros_like(slopes)
    return f(q, nu) if extrapolate is None else f(q, nu, extrapolate)


@primitive
def bspline_at(q: Any, t: Any, c: Any, k: int, nu: int = 0, extrapolate: Any = True) -> Any:
    """Return the derivative number nu, at q, of the spline of SciPy's with coefficients c."""
    interpolate = importlib.import_module("scipy.interpolate")
    made = interpolate.BSpline(t, c, k, extrapolate)
    return made.antiderivative(-nu)(q) if nu < 0 else made(q, nu)


@primitive
def bspline_back(
    g: Any, q: Any, t: Any, c: Any, k: int, nu: int = 0, extrapolate: Any = True
) -> Any:
    """Transposes `bspline_at` in c."""
    return np.tensordot(g, bspline_at(q, t, np.eye(len(c)), k, nu, extrapolate), np.ndim(g))


@primitive
def spline_knots(x: Any, k: int) -> Any:
    """Return the knots of the spline of degree k that SciPy puts through values at x."""
    interpolate = importlib.import_module("scipy.interpolate")
    return interpolate.make_interp_spline(x, np.zeros(len(x)), k).t


@primitive
def spline_coefficients(x: Any, y: Any, k: int) -> Any:
    """Return the coefficients of the spline of degree k through values y at x, linear in y."""
    interpolate = importlib.import_module("scipy.interpolate")
    return interpolate.make_interp_spline(x, y, k).c


@primitive
def spline_coefficients_back(g: Any, x: Any, y: Any, k: int) -> Any:
    """Transposes `spline_coefficients` in y."""
    return g @ spline_coefficients(x, np.eye(len(y)), k)


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
