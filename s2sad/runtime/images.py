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
_ALSO = {"grid-mirror": "reflect"}  # two words for one thing


@primitive
def map_slopes(
    step: Any, x: Any, c: Any, order: int = 3, mode: str = "constant", prefilter: bool = True,
    cval: float = 0.0,
) -> Any:  # fmt: skip
    """Return the slopes of `map_coordinates(x, c)` in c; `step` is `spline_filter`."""
    cells, axes = _seen(step, x, c, order, mode, prefilter, cval)
    found = np.zeros(np.shape(c))
    for places in _corners(axes):
        value = np.where(_is_in(axes, places), cells[_index(axes, places)], cval)
        for k in range(len(axes)):
            found[k] += value * _weight(axes, places, (k,))
    return found


@primitive
def map_bends(
    step: Any, x: Any, c: Any, v: Any, order: int = 3, mode: str = "constant",
    prefilter: bool = True, cval: float = 0.0,
) -> Any:  # fmt: skip
    """Return how `map_slopes(x, c)` changes where c moves along v, at each place by itself."""
    cells, axes = _seen(step, x, c, order, mode, prefilter, cval)
    found = np.zeros(np.shape(c))
    for places in _corners(axes):
        value = np.where(_is_in(axes, places), cells[_index(axes, places)], cval)
        for k, m in itertools.product(range(len(axes)), repeat=2):
            found[k] += value * _weight(axes, places, (k, m)) * v[m]
    return found


@primitive
def map_back(
    step: Any, y: Any, x: Any, c: Any, order: int = 3, mode: str = "constant",
    prefilter: bool = True,
) -> Any:  # fmt: skip
    """Transposes `map_coordinates(x, c)` in x; `step` is `spline_filter1d`."""
    return _to_image(step, [((), y)], x, c, order, mode, prefilter)


@primitive
def map_slopes_back(
    step: Any, y: Any, x: Any, c: Any, order: int = 3, mode: str = "constant",
    prefilter: bool = True,
) -> Any:  # fmt: skip
    """Transposes `map_slopes(x, c)` in x; `step` is `spline_filter1d`."""
    along = [((k,), row) for k, row in enumerate(np.asarray(y, float))]
    return _to_image(step, along, x, c, order, mode, prefilter)


def _to_image(
    step: Any, given: Any, x: Any, c: Any, order: int, mode: str, prefilter: bool
) -> Any:
    """Return what flows to an image from values at c, or from their slopes along axes."""
    pad = _pad(order, mode, prefilter)
    cells = np.zeros([n + 2 * pad for n in np.shape(x)])
    axes = [_axis(u + pad, n, order, mode) for u, n in zip(np.asarray(c, float), cells.shape)]
    for places in _corners(axes):
        flow = sum([_weight(axes, places, along) * y for along, y in given])
        np.add.at(cells, _index(axes, places), np.where(_is_in(axes, places), flow, 0.0))
    for k, n in enumerate(cells.shape):
        if order > 1 and prefilter:
            matrix = step(np.eye(n), order, axis=0, mode=mode)
            cells = np.moveaxis(np.tensordot(matrix, cells, (0, k)), 0, k)
        if pad:
            cells = _without_pad(cells, k, pad, mode)
    return cells


def _seen(
    step: Any, x: Any, c: Any, order: int, mode: str, prefilter: bool, cval: float
) -> tuple[Any, Any]:
    """Return the coefficients of an image, and what is around c along each axis."""
    pad = _pad(order, mode, prefilter)
    wide = np.pad(np.asarray(x, float), pad, **_beyond_edges(mode, cval))
    cells = step(wide, order, mode=mode) if order > 1 and prefilter else wide
    return cells, [
        _axis(u + pad, n, order, mode) for u, n in zip(np.asarray(c, float), cells.shape)
    ]


def _corners(axes: Any) -> Any:
    return itertools.product(*[range(len(axis[0])) for axis in axes])


def _weight(axes: Any, places: Any, along: tuple[int, ...]) -> Any:
    """Return the weight of a cell, differentiated along some axes."""
    each = zip(axes, places)
    return np.prod([axis[1][along.count(m)][p] for m, (axis, p) in enumerate(each)], axis=0)


def _pad(order: int, mode: str, prefilter: bool) -> int:
    return _WIDTH if order > 1 and prefilter and mode in _PADS else 0


def _beyond_edges(mode: str, cval: float) -> dict[str, Any]:
    return {"mode": "edge"} if mode == "nearest" else {"constant_values": cval}


def _without_pad(cells: Any, axis: int, pad: int, mode: str) -> Any:
    """Return what flows to an image from one with wider edges."""
    moved = np.moveaxis(cells, axis, 0)
    inner = moved[pad:-pad].copy()
    if mode == "nearest":
        inner[0] += moved[:pad].sum(axis=0)
        inner[-1] += moved[-pad:].sum(axis=0)
    return np.moveaxis(inner, 0, axis)


def _index(axes: Any, places: Any) -> tuple[Any, ...]:
    return tuple([axis[0][p] for axis, p in zip(axes, places)])


def _is_in(axes: Any, places: Any) -> Any:
    """Return which cells are of the image, and not of the constant around it."""
    return np.all([axis[2][p] for axis, p in zip(axes, places)], axis=0)


def _axis(c: Any, n: int, order: int, mode: str) -> tuple[Any, Any, Any]:
    """Return along one axis the cells around c, their weights, and which cells count.

    The weights come with their first and their second derivatives.
    """
    mode = _ALSO.get(mode, mode)
    stays = order > 1 and mode == "nearest"  # only the cells around are moved to the edge
    u, sign = (c, np.ones_like(c)) if stays else _moved(c, n, mode)
    base = np.floor(u + (0.0 if order % 2 else 0.5))
    if order == 1 and mode not in ("reflect", "grid-wrap", "grid-constant"):
        base = np.minimum(base, max(n - 2, 0))
    t = u - base
    steps = [t - (k - order // 2) for k in range(order + 1)]
    if order == 0:
        weights = [[np.ones_like(t)], [np.zeros_like(t)], [np.zeros_like(t)]]
    elif order == 1:
        one, zero = np.ones_like(t), np.zeros_like(t)
        weights = [[1.0 - t, t], [-one, one], [zero, zero]]
    else:
        weights = [[_spline(s, order, nu) for s in steps] for nu in range(3)]
    cells = np.array([base + k - order // 2 for k in range(order + 1)]).astype(int)
    counts = np.ones(cells.shape, bool)
    if mode == "constant":
        outside = (c < 0) | (c > n - 1)
        weights[0] = [np.where(outside, 0.0, w) for w in weights[0]]
        sign = np.where(outside, 0.0, sign)
    if mode == "grid-constant":
        counts = (cells >= 0) & (cells < n)
    neighbours = {"constant": "mirror", "wrap": "mirror", "grid-constant": "nearest"}
    cells = _moved(cells, n, neighbours.get(mode, mode))[0].astype(int)
    return cells, [[sign**nu * w for w in each] for nu, each in enumerate(weights)], counts


def _spline(t: Any, order: int, nu: int) -> Any:
    """Return the spline of an order around 0, or a derivative of it."""
    if nu:
        return _spline(t + 0.5, order - 1, nu - 1) - _spline(t - 0.5, order - 1, nu - 1)
    half = (order + 1) / 2.0
    if order == 0:
        return np.where((t >= -half) & (t < half), 1.0, 0.0)
    left, right = _spline(t + 0.5, order - 1, 0), _spline(t - 0.5, order - 1, 0)
    return ((half + t) * left + (half - t) * right) / order


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
