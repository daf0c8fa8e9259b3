"""Finite differences: `np.gradient` along one axis, its parabolas, and the transposes of both."""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive


@primitive
def gradient_back(x: Any, varargs: Any = 1.0, axis: Any = None, edge_order: Any = 1) -> Any:
    """Transposes `np.gradient(y, varargs, axis=axis, edge_order=edge_order)` along one axis."""
    lanes = _first(x, axis)
    found = np.zeros(lanes.shape, np.result_type(lanes, np.float32))
    before, here, after = _inner_weights(varargs, len(lanes), lanes.ndim)
    inner = lanes[1:-1]
    found[2:] = after * inner
    found[:-2] += before * inner
    if np.any(here):
        found[1:-1] += here * inner
    for end, row in zip((0, -1), _edge_weights(varargs, len(lanes), edge_order)):
        for place, weight in row:
            found[place] += weight * lanes[end]
    return np.moveaxis(found, 0, 0 if axis is None else axis).astype(lanes.dtype, copy=False)


def _first(x: Any, axis: Any) -> Any:
    """Return an array with an axis as its first; integers as floats, which their slopes are."""
    lanes = np.moveaxis(np.asarray(x), 0 if axis is None else axis, 0)
    return lanes if lanes.dtype.kind in "fc" else lanes.astype(float)


def _inner_weights(varargs: Any, n: int, ndim: int) -> tuple[Any, Any, Any]:
    """Return what an inner row weighs the elements before, at and after its place with."""
    if not np.ndim(varargs):
        return -0.5 / varargs, 0.0, 0.5 / varargs
    h = np.reshape(1.0 * np.diff(varargs), (-1, *(1,) * (ndim - 1)))
    left, right = h[:-1], h[1:]
    whole = left + right
    return -right / (left * whole), (right - left) / (left * right), left / (right * whole)


def _edge_weights(varargs: Any, n: int, edge_order: int) -> tuple[list[Any], list[Any]]:
    """Return the elements that the first and the last row weigh, and the weights."""
    h = 1.0 * np.diff(varargs) if np.ndim(varargs) else np.array([varargs] * min(n - 1, 2))
    if edge_order == 1:
        return [(0, -1.0 / h[0]), (1, 1.0 / h[0])], [(-2, -1.0 / h[-1]), (-1, 1.0 / h[-1])]
    ends = []
    for near, far, sign in ((h[0], h[1], 1.0), (h[-1], h[-2], -1.0)):
        whole = near + far
        weights = (-(whole + near) / (near * whole), whole / (near * far), -near / (far * whole))
        places = (0, 1, 2) if sign > 0 else (-1, -2, -3)
        ends.append([(place, sign * weight) for place, weight in zip(places, weights)])
    return ends[0], ends[1]


@primitive
def bend(x: Any, varargs: Any, axis: Any = None, edge_order: Any = 1) -> Any:
    """Return the second derivatives of the parabolas of `np.gradient(x, varargs)`; 0 of lines."""
    lanes = _first(x, axis)
    found = np.zeros(lanes.shape, np.result_type(lanes, np.float32))
    h = np.reshape(1.0 * np.diff(varargs), (-1, *(1,) * (lanes.ndim - 1)))
    slopes = np.diff(lanes, axis=0) / h
    found[1:-1] = 2.0 * np.diff(slopes, axis=0) / (h[1:] + h[:-1])
    if edge_order == 2:
        found[0], found[-1] = found[1], found[-2]
    return np.moveaxis(found, 0, 0 if axis is None else axis).astype(lanes.dtype, copy=False)


@primitive
def bend_back(x: Any, varargs: Any, axis: Any = None, edge_order: Any = 1) -> Any:
    """Transposes `bend` with respect to x."""
    lanes = np.array(_first(x, axis))
    found = np.zeros(lanes.shape, np.result_type(lanes, np.float32))
    h = np.reshape(1.0 * np.diff(varargs), (-1, *(1,) * (lanes.ndim - 1)))
    if edge_order == 2:
        lanes[1] += lanes[0]
        lanes[-2] += lanes[-1]
    w = 2.0 * lanes[1:-1] / (h[1:] + h[:-1])
    found[2:] = w / h[1:]
    found[1:-1] -= w / h[1:] + w / h[:-1]
    found[:-2] += w / h[:-1]
    return np.moveaxis(found, 0, 0 if axis is None else axis).astype(lanes.dtype, copy=False)


@primitive
def spacing(x: Any) -> Any:
    """Return the one spacing of finite differences; places have to be known as such."""
    if np.ndim(x):
        raise ValueError("np.gradient has a derivative in places here only if they are a vector")
    return x
