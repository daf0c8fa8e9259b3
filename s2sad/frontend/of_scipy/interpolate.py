"""Interpolants that are made where they are called (`scipy.interpolate`): functions of a place.

They keep what they were given, as SciPy's do. Of values that are arrays they are refused, where
they are called.
"""

# ruff: noqa: N802 (as SciPy spells it)

from __future__ import annotations

from typing import Any

import numpy as np

from s2sad import runtime as rt


def CubicSpline(
    x: Any, y: Any, axis: int = 0, bc_type: Any = "not-a-knot", extrapolate: Any = None
) -> Any:
    """Return a cubic spline, which is linear in its values."""
    knots, values, beyond = np.array(x), np.array(y), extrapolate

    def spline(x: Any, nu: int = 0, extrapolate: Any = None) -> Any:
        return rt.spline_at(
            "CubicSpline", x, knots, values, nu, bc_type=bc_type,
            extrapolate=beyond if extrapolate is None else extrapolate,
        )  # fmt: skip

    return spline


def make_interp_spline(x: Any, y: Any, k: int = 3) -> Any:
    """Return a spline of degree k, which is linear in its values."""
    knots, values = np.array(x), np.array(y)

    def spline(x: Any, nu: int = 0, extrapolate: Any = None) -> Any:
        return rt.spline_at(
            "make_interp_spline", x, knots, values, nu, k=k, extrapolate=extrapolate
        )  # fmt: skip

    return spline


def interp1d(
    x: Any, y: Any, kind: Any = "linear", *, bounds_error: Any = None, fill_value: Any = None,
    assume_sorted: bool = False,
) -> Any:  # fmt: skip
    """Return straight lines from value to value, which are linear in the values."""
    knots, values = np.array(x), np.array(y)

    def lines(x: Any) -> Any:
        return rt.spline_at(
            "interp1d", x, knots, values, kind=kind, bounds_error=bounds_error,
            fill_value=fill_value, assume_sorted=assume_sorted,
        )  # fmt: skip

    return lines


def PchipInterpolator(x: Any, y: Any, axis: int = 0, extrapolate: Any = None) -> Any:
    """Return a monotone spline of values that are constants."""
    knots, values, beyond = np.array(x), np.array(y), extrapolate

    def spline(x: Any, nu: int = 0, extrapolate: Any = None) -> Any:
        return rt.curve_at(
            "PchipInterpolator", x, knots, values, nu,
            extrapolate=beyond if extrapolate is None else extrapolate,
        )  # fmt: skip

    return spline


def Akima1DInterpolator(x: Any, y: Any) -> Any:
    """Return Akima's spline of values that are constants."""
    knots, values = np.array(x), np.array(y)

    def spline(x: Any, nu: int = 0, extrapolate: Any = None) -> Any:
        return rt.curve_at(
            "Akima1DInterpolator", x, knots, values, nu, extrapolate=extrapolate
        )  # fmt: skip

    return spline


def InterpolatedUnivariateSpline(x: Any, y: Any) -> Any:
    """Return a cubic spline by FITPACK, of values that are constants."""
    knots, values = np.array(x), np.array(y)

    def spline(x: Any, nu: int = 0) -> Any:
        return rt.curve_at("InterpolatedUnivariateSpline", x, knots, values, nu)

    return spline


def UnivariateSpline(x: Any, y: Any, *, k: int = 3, s: Any = None) -> Any:
    """Return a smoothing spline of values that are constants."""
    knots, values = np.array(x), np.array(y)

    def spline(x: Any, nu: int = 0) -> Any:
        return rt.curve_at("UnivariateSpline", x, knots, values, nu, k=k, s=s)

    return spline
