"""Polynomials and filters: the transposes of NumPy's functions of coefficients and sequences."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from .marker import primitive


@primitive
def polyval_back(y: Any, p: Any, x: Any) -> Any:
    """Return the sums of y times the powers of x: transposes `np.polyval(p, x)` in p."""
    n = np.size(p)
    found = np.zeros(n, np.result_type(y, x))
    power: Any = np.ones_like(x, dtype=found.dtype)
    for k in range(n - 1, -1, -1):
        found[k] = np.sum(y * power)
        power = power * x
    return np.reshape(found, np.shape(p))


@primitive
def poly_derivative(x: Any, n: int) -> Any:
    """Return the derivatives of `np.poly(x)` in n of its roots, which are counted by n axes."""
    if np.ndim(x) != 1:
        raise ValueError("np.poly has a derivative here only in roots that it is given as a vector")
    found = np.zeros((*np.shape(x) * n, np.size(x) + 1), np.result_type(x, np.float32))
    for places in itertools.permutations(range(np.size(x)), n):
        found[places][n:] = (-1.0) ** n * np.poly(np.delete(x, places))
    return found


def _factors(n: int, m: int) -> Any:
    """Return what m derivatives multiply the first n - m of n coefficients with."""
    degrees = np.arange(n - 1, m - 1, -1.0)
    found = np.ones_like(degrees)
    for k in range(m):
        found = found * (degrees - k)
    return found


@primitive
def polyder_back(y: Any, p: Any, m: int = 1) -> Any:
    """Return the coefficients times their degrees: transposes `np.polyder(p, m)`."""
    found = np.zeros(np.shape(p), np.result_type(y, float))
    count = max(np.size(p) - m, 0)
    found[:count] = y[:count] * _factors(np.size(p), m)
    return found


@primitive
def polyint_back(y: Any, p: Any, m: int = 1) -> Any:
    """Return the coefficients over their degrees: transposes `np.polyint(p, m)`."""
    n = np.size(p)
    return np.reshape(y[:n] / _factors(n + m, m), np.shape(p))


@primitive
def last(y: Any, x: Any) -> Any:
    """Return the last elements of y, in the shape of x: transposes `before`."""
    return np.reshape(y[np.size(y) - np.size(x) :], np.shape(x))


@primitive
def before(y: Any, x: Any) -> Any:
    """Return y after zeros, in the shape of x: coefficients of higher degrees that are 0."""
    found = np.zeros(np.shape(x), np.result_type(y))
    found[np.size(x) - np.size(y) :] = np.ravel(y)
    return found


@primitive
def polyfit_back(p: Any, x: Any, y: Any, deg: int, w: Any = None) -> Any:
    """Transposes `np.polyfit(x, y, deg, w=w)` with respect to y."""
    powers = np.vander(x, deg + 1)
    weights = np.ones(np.shape(x)) if w is None else np.asarray(w)
    scaled = powers * weights[:, None]
    size = np.sqrt(np.sum(scaled * scaled, axis=0))
    back = np.linalg.pinv(scaled / size).T @ (p.T / size).T
    return (back.T * weights).T


@primitive
def places_of_fit(x: Any, deg: int) -> Any:
    """Return the places of a fit, which has a derivative in them if they tell all coefficients."""
    powers = np.vander(x, deg + 1)
    size = np.sqrt(np.sum(powers * powers, axis=0))
    if np.linalg.matrix_rank(powers / np.where(size == 0, 1.0, size)) <= deg:
        raise np.linalg.LinAlgError("np.polyfit has no derivative in places that are too few")
    return x


@primitive
def vander_derivative(x: Any, N: Any, increasing: bool, n: int) -> Any:
    """Return the n-th derivatives of the powers in `np.vander(x, N, increasing)`."""
    count = np.size(x) if N is None else N
    degrees = np.arange(count) if increasing else np.arange(count - 1, -1, -1)
    factor = np.ones(count)
    for k in range(n):
        factor = factor * (degrees - k)
    return factor * np.asarray(x)[:, None] ** np.maximum(degrees - n, 0)


def _in_full(y: Any, n: int, m: int, mode: str) -> Any:
    """Return y at its place in the full convolution of n and m elements."""
    more, less = max(n, m), min(n, m)
    if mode == "full":
        return y
    start = {"same": (less - 1) // 2, "valid": less - 1}[mode]
    found = np.zeros(more + less - 1, np.result_type(y))
    found[start : start + np.size(y)] = y
    return found


@primitive
def convolve_lhs(y: Any, a: Any, v: Any, mode: str) -> Any:
    """Transposes `np.convolve(a, v, mode)` with respect to a, of which only the shape is read."""
    full = _in_full(y, np.size(a), np.size(v), mode)
    return np.reshape(np.correlate(full, np.conj(np.ravel(v)), "valid"), np.shape(a))


@primitive
def correlate_lhs(y: Any, a: Any, v: Any, mode: str) -> Any:
    """Transposes `np.correlate(a, v, mode)` with respect to a."""
    n, m = np.size(a), np.size(v)
    full = _in_full(y, n, m, mode) if n >= m else _in_full(y[::-1], n, m, mode)[::-1]
    return np.convolve(full, v, "valid") if m <= np.size(full) else full


@primitive
def correlate_rhs(y: Any, a: Any, v: Any, mode: str) -> Any:
    """Transposes `np.correlate(a, v, mode)` with respect to v."""
    n, m = np.size(a), np.size(v)
    full = _in_full(y, n, m, mode) if n >= m else _in_full(y[::-1], n, m, mode)[::-1]
    return np.correlate(full, np.ravel(a), "valid")[::-1]


# -- interpolation -------------------------------------------------------------------------------


def _cell(x: Any, xp: Any, left: Any, right: Any) -> tuple[Any, Any, Any, Any]:
    """Return for each x its knot to the left, where it lies between, the step, and its weight.

    Outside of the knots the step is infinite, and the weight 0 if another value stands there.
    """
    x, xp = np.asarray(x), 1.0 * np.asarray(xp)
    low = np.clip(np.searchsorted(xp, x, side="right") - 1, 0, max(len(xp) - 2, 0))
    high = np.minimum(low + 1, len(xp) - 1)
    below, above = x < xp[0], x > xp[-1]
    step = np.where(below | above | (low == high), np.inf, xp[high] - xp[low])
    share = np.where(below, 0.0, np.where(above, 1.0, (x - xp[low]) / np.where(
        np.isinf(step), 1.0, step)))
    weight = np.where((below & (left is not None)) | (above & (right is not None)), 0.0, 1.0)
    return low, share, step, weight


@primitive
def interp_at(y: Any, x: Any, xp: Any, left: Any = None, right: Any = None) -> Any:
    """Return the values at x of a function that is y at the knots xp, and linear between."""
    low, share, _, weight = _cell(x, xp, left, right)
    high = np.minimum(low + 1, np.size(xp) - 1)
    return (weight * ((1.0 - share) * y[low] + share * y[high]))[()]


@primitive
def interp_back(y: Any, x: Any, xp: Any, left: Any = None, right: Any = None) -> Any:
    """Transposes `interp_at` with respect to the values at the knots."""
    low, share, _, weight = _cell(x, xp, left, right)
    found = np.zeros(np.shape(xp), np.result_type(y, share))
    np.add.at(found, low, weight * (1.0 - share) * y)
    np.add.at(found, np.minimum(low + 1, np.size(xp) - 1), weight * share * y)
    return found


@primitive
def interp_slope(y: Any, x: Any, xp: Any, left: Any = None, right: Any = None) -> Any:
    """Return the slopes at x of a function that is y at the knots xp; outside of them 0."""
    x, xp = np.asarray(x), np.asarray(xp)
    if len(xp) < 2:
        return np.zeros(x.shape, np.result_type(y, xp))[()]
    with np.errstate(divide="ignore", invalid="ignore"):
        slopes = np.diff(1.0 * y) / np.diff(1.0 * xp)  # of bools, too
    low = np.clip(np.searchsorted(xp, x, side="right") - 1, 0, len(xp) - 2)
    return np.where((x < xp[0]) | (x > xp[-1]), 0.0, slopes[low])[()]


@primitive
def interp_slope_back(y: Any, x: Any, xp: Any, left: Any = None, right: Any = None) -> Any:
    """Transposes `interp_slope` with respect to the values at the knots."""
    low, _, step, _ = _cell(x, xp, left, right)
    found = np.zeros(np.shape(xp), np.result_type(y, step))
    np.add.at(found, np.minimum(low + 1, np.size(xp) - 1), y / step)
    np.add.at(found, low, -y / step)
    return found
