"""Putting elements back where they were taken from: transposes of selections of elements."""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive


@primitive
def scatter(y: Any, x: Any, index: Any) -> Any:
    """Return zeros in the shape of x with y added at `index`: transposes `x[index]`."""
    found = np.zeros(np.shape(x), np.result_type(y))
    np.add.at(found, index, y)
    return found


@primitive
def take_back(y: Any, x: Any, indices: Any, axis: Any = None) -> Any:
    """Return zeros in the shape of x with y added at `indices`: transposes `np.take`."""
    found = np.zeros(np.shape(x), np.result_type(y))
    if axis is None:
        np.add.at(found.reshape(-1), indices, y)
    else:
        spread = (slice(None),) * (axis % found.ndim)
        np.add.at(found, (*spread, indices), y)
    return found


@primitive
def put_along(y: Any, x: Any, indices: Any, axis: Any) -> Any:
    """Return zeros like x with y added along an axis: transposes `np.take_along_axis`."""
    found = np.zeros(np.shape(x), np.result_type(y))
    where: list[Any] = list(np.ogrid[tuple([slice(n) for n in np.shape(x)])])
    where[axis] = indices
    np.add.at(found, tuple(where), y)
    return found


@primitive
def unsort(y: Any, w: Any, axis: Any = -1) -> Any:
    """Return y put where the permutation w says: transposes `np.take_along_axis` of all places."""
    found = np.empty_like(y)
    np.put_along_axis(found, w, y, axis)
    return found


@primitive
def diagonal_back(y: Any, x: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    """Return zeros in the shape of x with y on the diagonal: transposes `np.diagonal`."""
    found = np.zeros(np.shape(x), np.result_type(y))
    view = np.moveaxis(found, (axis1, axis2), (-2, -1))
    rows, columns = view.shape[-2:]
    start = max(-offset, 0)
    i = np.arange(start, max(start, min(rows, columns - offset)))
    view[..., i, i + offset] = y
    return found


@primitive
def diag_back(y: Any, x: Any, k: int = 0) -> Any:
    """Transposes `np.diag(x, k)`, of a vector or of a matrix."""
    return np.diagonal(y, k) if np.ndim(x) == 1 else diagonal_back(y, x, k)


@primitive
def repeat_back(y: Any, x: Any, repeats: Any, axis: Any = None) -> Any:
    """Return the sums over the copies of each element: transposes `np.repeat`."""
    n = np.size(x) if axis is None else np.shape(x)[axis]
    owner = np.repeat(np.arange(n), repeats)
    if axis is None:
        found = np.zeros(n, np.result_type(y))
        np.add.at(found, owner, y)
        return np.reshape(found, np.shape(x))
    return take_back(y, x, owner, axis)


@primitive
def tile_back(y: Any, x: Any, reps: Any) -> Any:
    """Return the sums over the copies of an array: transposes `np.tile`."""
    counts = tuple(np.ravel(reps))
    shape = np.shape(x)
    counts = (1,) * (len(shape) - len(counts)) + counts
    shape = (1,) * (len(counts) - len(shape)) + shape
    split = [size for pair in zip(counts, shape) for size in pair]
    return np.reshape(
        np.sum(np.reshape(y, split), axis=tuple(range(0, len(split), 2))), np.shape(x)
    )


@primitive
def diff_back(y: Any, x: Any, n: int = 1, axis: int = -1) -> Any:
    """Transposes `np.diff(x, n, axis)`."""
    if not np.size(y):
        return np.zeros(np.shape(x), np.result_type(y))
    lanes = np.moveaxis(np.asarray(y), axis, -1)
    edges = [(0, 0)] * (lanes.ndim - 1) + [(1, 1)]
    for _ in range(n):
        lanes = -np.diff(np.pad(lanes, edges), axis=-1)
    return np.moveaxis(lanes, -1, axis)


@primitive
def unpad(y: Any, x: Any, pad_width: Any) -> Any:
    """Return y without its margins: transposes `np.pad` with a constant."""
    shape = np.shape(x)
    widths = np.broadcast_to(pad_width, (len(shape), 2))
    return y[tuple([slice(w, w + n) for (w, _), n in zip(widths.tolist(), shape)])]
