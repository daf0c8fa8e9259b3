"""Interpolation in an image (`scipy.ndimage`): its slopes in the coordinates, and its transpose.

The value at c is the sum over the cells around c of their coefficients times the weights
B(c - i), product over the axes, B the spline of the order. The coefficients are the image itself,
or what `spline_filter` makes of it. `mode` says what stands beyond the edges.
"""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from .marker import primitive

_PADS = {"nearest": "edge", "grid-constant": "constant"}  # SciPy filters a wider image
_WIDTH = 12


@primitive
def map_slopes(
    step: Any, x: Any, c: Any, order: int = 3, mode: str = "constant", prefilter: bool = True,
    cval: float = 0.0,
) -> Any:  # fmt: skip
    """Return the slopes of `map_coordinates(x, c)` in c; `step` is `spline_filter`."""
    pad = _pad(order, mode, prefilter)
    cells = _coefficients(step, np.pad(np.asarray(x, float), pad, **_edges(mode, cval)), order,
                          mode, prefilter)  # fmt: skip
    axes = [_axis(u + pad, n, order, mode) for u, n in zip(np.asarray(c, float), cells.shape)]
    found = np.zeros(np.shape(c))
    for places in itertools.product(*[range(len(axis[0])) for axis in axes]):
        value = np.where(_is_in(axes, places), cells[_index(axes, places)], cval)
        for k in range(len(axes)):
            weights = [axis[2 if k == m else 1][p]
                       for m, (axis, p) in enumerate(zip(axes, places))]  # fmt: skip
            found[k] += value * np.prod(weights, axis=0)
    return found


@primitive
def map_back(
    step: Any, y: Any, x: Any, c: Any, order: int = 3, mode: str = "constant",
    prefilter: bool = True,
) -> Any:  # fmt: skip
    """Transposes `map_coordinates(x, c)` in x; `step` is `spline_filter1d`."""
    pad = _pad(order, mode, prefilter)
    cells = np.zeros([n + 2 * pad for n in np.shape(x)])
    axes = [_axis(u + pad, n, order, mode) for u, n in zip(np.asarray(c, float), cells.shape)]
    for places in itertools.product(*[range(len(axis[0])) for axis in axes]):
        weight = np.prod([axis[1][p] for axis, p in zip(axes, places)], axis=0)
        np.add.at(cells, _index(axes, places), np.where(_is_in(axes, places), weight * y, 0.0))
    for k, n in enumerate(cells.shape):
        if order > 1 and prefilter:
            matrix = step(np.eye(n), order, axis=0, mode=mode)
            cells = np.moveaxis(np.tensordot(matrix, cells, (0, k)), 0, k)
        if pad:
            cells = _without_pad(cells, k, pad, mode)
    return cells


def _pad(order: int, mode: str, prefilter: bool) -> int:
    return _WIDTH if order > 1 and prefilter and mode in _PADS else 0


def _edges(mode: str, cval: float) -> dict[str, Any]:
    return {"mode": "edge"} if mode == "nearest" else {"constant_values": cval}


def _without_pad(cells: Any, axis: int, pad: int, mode: str) -> Any:
    """Return what flows to an image from one with wider edges."""
    moved = np.moveaxis(cells, axis, 0)
    inner = moved[pad:-pad].copy()
    if mode == "nearest":
        inner[0] += moved[:pad].sum(axis=0)
        inner[-1] += moved[-pad:].sum(axis=0)
    return np.moveaxis(inner, 0, axis)


def _coefficients(step: Any, x: Any, order: int, mode: str, prefilter: bool) -> Any:
    return step(x, order, mode=mode) if order > 1 and prefilter else x


def _index(axes: Any, places: Any) -> tuple[Any, ...]:
    return tuple([axis[0][p] for axis, p in zip(axes, places)])


def _is_in(axes: Any, places: Any) -> Any:
    """Return which cells are of the image, and not of the constant around it."""
    return np.all([axis[3][p] for axis, p in zip(axes, places)], axis=0)


def _axis(c: Any, n: int, order: int, mode: str) -> tuple[Any, Any, Any, Any]:
    """Return along one axis the cells around c, their weights, their slopes, and which count."""
    if order not in (0, 1, 3):
        raise ValueError(f"map_coordinates has a derivative of order 0, 1 or 3 here, not {order}")
    stays = order > 1 and mode == "nearest"  # only the cells around are moved to the edge
    u, sign = (c, np.ones_like(c)) if stays else _moved(c, n, mode)
    base = np.floor(u + (0.0 if order % 2 else 0.5))
    if order == 1 and mode not in ("reflect", "grid-wrap", "grid-constant"):
        base = np.minimum(base, max(n - 2, 0))
    t = u - base
    if order == 0:
        weights, slopes = [np.ones_like(t)], [np.zeros_like(t)]
    elif order == 1:
        weights, slopes = [1.0 - t, t], [-np.ones_like(t), np.ones_like(t)]
    else:
        s = 1.0 - t
        weights = [s**3 / 6.0, (4.0 - 6.0 * t**2 + 3.0 * t**3) / 6.0,
                   (4.0 - 6.0 * s**2 + 3.0 * s**3) / 6.0, t**3 / 6.0]  # fmt: skip
        slopes = [-(s**2) / 2.0, 1.5 * t**2 - 2.0 * t, 2.0 * s - 1.5 * s**2, t**2 / 2.0]
    cells = np.array([base + k - order // 2 for k in range(order + 1)]).astype(int)
    counts = np.ones(cells.shape, bool)
    if mode == "constant":
        outside = (c < 0) | (c > n - 1)
        weights = [np.where(outside, 0.0, w) for w in weights]
        sign = np.where(outside, 0.0, sign)
    if mode == "grid-constant":
        counts = (cells >= 0) & (cells < n)
    neighbours = {"constant": "mirror", "wrap": "mirror", "grid-constant": "nearest"}
    cells = _moved(cells, n, neighbours.get(mode, mode))[0].astype(int)
    return cells, weights, [sign * w for w in slopes], counts


def _moved(c: Any, n: int, mode: str) -> tuple[Any, Any]:
    """Return where a coordinate is in the image, or just before it, and the slope of that in it."""
    one = np.ones_like(c, dtype=float)
    if mode == "mirror" and n > 1:
        u = np.mod(c, 2 * n - 2)
        return np.where(u > n - 1, 2 * n - 2 - u, u), np.where(u > n - 1, -one, one)
    if mode == "reflect":
        u = np.mod(c, 2 * n)
        return np.where(u >= n, 2 * n - 1 - u, u), np.where(u >= n, -one, one)
    if mode == "grid-wrap":
        return np.mod(c, n), one
    if mode == "wrap" and n > 1:
        return np.where((c < 0) | (c > n - 1), np.mod(c, n - 1), c), one
    if mode == "grid-constant":
        return c, one
    return np.clip(c, 0, n - 1), np.where((c < 0) | (c > n - 1), 0.0, one)
