"""Interpolants that are made where they are called (`scipy.interpolate`): functions of a place.

They keep what they were given, as SciPy's do. Of values that are arrays they are refused, where
they are called.
"""

# ruff: noqa: N802 (as SciPy spells it)

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import interpolate

from s2sad import runtime as rt

from . import curves


def CubicSpline(
    x: Any, y: Any, axis: int = 0, bc_type: Any = "not-a-knot", extrapolate: Any = None
) -> Any:
    """Return a cubic spline, which is linear in its values."""
    knots, values = np.array(x), np.array(y)
    if bc_type == "not-a-knot":
        return curves.NotAKnot(knots, values, extrapolate)
    if bc_type == "natural":
        return curves.Natural(knots, values, extrapolate)
    if bc_type == "clamped":
        return curves.Clamped(knots, values, extrapolate)

    def spline(x: Any, nu: int = 0) -> Any:
        return rt.spline_at("CubicSpline", x, knots, values, nu, bc_type=bc_type)

    return spline


def make_interp_spline(x: Any, y: Any, k: int = 3) -> Any:
    """Return a spline of degree k, which is linear in its values."""
    return curves.OfDegree(np.array(x), np.array(y), k)


def interp1d(
    x: Any, y: Any, kind: Any = "linear", *, bounds_error: Any = None, fill_value: Any = None,
    assume_sorted: bool = False,
) -> Any:  # fmt: skip
    """Return straight lines from value to value, which are linear in the values."""
    knots, values = np.array(x), np.array(y)
    if kind == "cubic":
        if fill_value == "extrapolate":
            return curves.OfDegree(knots, values, 3)
        return curves.OfDegreeInside(knots, values, 3)
    if kind == "quadratic":
        if fill_value == "extrapolate":
            return curves.OfDegree(knots, values, 2)
        return curves.OfDegreeInside(knots, values, 2)
    if kind == "previous":
        return curves.Before(knots, values)
    if kind == "zero":
        return curves.Before(knots, values)
    if kind == "next":
        return curves.Behind(knots, values)
    if kind == "nearest":
        return curves.Nearest(knots, values)

    def lines(x: Any) -> Any:
        return rt.spline_at(
            "interp1d", x, knots, values, kind=kind, bounds_error=bounds_error,
            fill_value=fill_value, assume_sorted=assume_sorted,
        )  # fmt: skip

    return lines


def PchipInterpolator(x: Any, y: Any, axis: int = 0) -> Any:
    """Return a monotone spline: cubic pieces with the slopes of Fritsch and Butland."""
    knots, values = np.array(x), np.array(y)
    return curves.Pieces(knots, values, curves.monotone_slopes(knots, values))


def pchip_interpolate(xi: Any, yi: Any, x: Any) -> Any:
    """Return a monotone spline at places."""
    return interpolate.PchipInterpolator(xi, yi)(x)


def Akima1DInterpolator(x: Any, y: Any, *, method: str = "akima", extrapolate: Any = None) -> Any:
    """Return Akima's spline, which is no number beyond its knots."""
    knots, values = np.array(x), np.array(y)
    slopes = curves.akima_slopes(knots, values, method == "makima")
    if extrapolate is None:
        return curves.PiecesInside(knots, values, slopes)
    return curves.Pieces(knots, values, slopes)


def CubicHermiteSpline(x: Any, y: Any, dydx: Any) -> Any:
    """Return the cubic pieces of values and slopes."""
    return curves.Pieces(np.array(x), np.array(y), np.array(dydx))


def InterpolatedUnivariateSpline(x: Any, y: Any, *, k: int = 3) -> Any:
    """Return a spline by FITPACK: that of the same knots, between values that are to be met."""
    return curves.Fitted(np.array(x), np.array(y), k)


def UnivariateSpline(x: Any, y: Any, *, k: int = 3, s: Any = None) -> Any:
    """Return a smoothing spline, of values that are constants but where it meets them all."""
    knots, values = np.array(x), np.array(y)
    if s == 0:
        return curves.Fitted(knots, values, k)

    def spline(x: Any, nu: int = 0) -> Any:
        return rt.curve_at("UnivariateSpline", x, knots, values, nu, k=k, s=s)

    return spline


def BarycentricInterpolator(xi: Any, yi: Any) -> Any:
    """Return the polynomial through points."""
    return curves.Polynomial(np.array(xi), np.array(yi))


def KroghInterpolator(xi: Any, yi: Any) -> Any:
    """Return the polynomial through points, no two of which are at one place."""
    return curves.Polynomial(np.array(xi), np.array(yi))


def barycentric_interpolate(xi: Any, yi: Any, x: Any) -> Any:
    """Return the polynomial through points, at places."""
    return curves.Polynomial(np.array(xi), np.array(yi))(x)


def krogh_interpolate(xi: Any, yi: Any, x: Any) -> Any:
    """Return the polynomial through points, at places."""
    return curves.Polynomial(np.array(xi), np.array(yi))(x)


# -- splines by their coefficients -----------------------------------------------------------------


def BSpline(t: Any, c: Any, k: int, extrapolate: bool = True) -> Any:
    """Return the spline of coefficients, at knots that are constants."""
    return curves.Basis(np.array(t), np.array(c), k, extrapolate)


def splrep(x: Any, y: Any, *, k: int = 3, s: Any = None) -> Any:
    """Return the knots, the coefficients and the degree of a spline that meets all values."""
    assert s is None or s == 0, "a spline that meets all values"
    c = rt.spline_coefficients(x, y, k)
    return rt.spline_knots(x, k), np.concatenate((c, np.zeros(k + 1))), k


def splev(x: Any, tck: Any, der: int = 0) -> Any:
    """Return the derivative number der of a spline at places."""
    t, c, k = tck
    return rt.bspline_at(np.asarray(x), t, c[: len(t) - k - 1], k, der)


def splint(a: Any, b: Any, tck: Any) -> Any:
    """Return the integral from a to b of a spline, which counts as 0 beyond its knots."""
    t, c, k = tck
    first, last = t[k], t[len(t) - k - 1]
    high = rt.bspline_at(np.clip(b, first, last), t, c[: len(t) - k - 1], k, -1)
    return float(high - rt.bspline_at(np.clip(a, first, last), t, c[: len(t) - k - 1], k, -1))


def splder(tck: Any) -> Any:
    """Return the spline of the slopes."""
    t, c, k = tck
    widths = t[k + 1 : -1] - t[1 : -k - 1]
    rises = (c[1 : len(t) - k - 1] - c[: len(t) - k - 2]) * k / widths
    return t[1:-1], np.concatenate((rises, np.zeros(k))), k - 1
