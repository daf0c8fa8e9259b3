"""Parts of an axis: the segments of `reduceat`, windows that slide, shares in running sums."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from .marker import primitive
from .scan import from_lanes, to_lanes


def _places_of_parts(n: int, indices: Any) -> Any:
    """Return, in a row for each part, the places of its elements, and n where there are no more.

    A part ends where the next one begins; one that would end before it begins is one element.
    """
    first = np.asarray(indices)
    first = np.where(first < 0, first + n, first)
    sizes = np.maximum(np.append(first[1:], n) - first, 1)
    steps = np.arange(np.max(sizes, initial=1))
    return np.where(steps < sizes[:, None], first[:, None] + steps, n)


@primitive
def parts(x: Any, indices: Any, axis: int = 0, fill: float = 0.0) -> Any:
    """Return the parts of x that `reduceat` reduces: they are the last axis but one, filled up."""
    lanes = np.moveaxis(np.asarray(x), axis, -1)
    more = np.full((*lanes.shape[:-1], 1), fill, lanes.dtype)
    return np.concatenate([lanes, more], axis=-1)[..., _places_of_parts(lanes.shape[-1], indices)]


@primitive
def parts_back(y: Any, x: Any, indices: Any, axis: int = 0) -> Any:
    """Return y added up where its elements came from: transposes `parts` with respect to x."""
    n = np.shape(x)[axis]
    places = _places_of_parts(n, indices)
    lanes = np.reshape(y, (*np.shape(y)[:-2], places.size))
    found = np.zeros((*lanes.shape[:-1], n + 1), np.result_type(y))
    into: Any = (..., places.ravel())
    np.add.at(found, into, lanes)
    return np.moveaxis(found[..., :n], -1, axis)


@primitive
def windows_back(y: Any, x: Any, window_shape: Any, axis: Any = None) -> Any:
    """Return the sums over the windows that show an element: transposes `sliding_window_view`."""
    sizes = window_shape if isinstance(window_shape, (tuple, list)) else (window_shape,)
    axes = range(np.ndim(x)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    found = np.zeros(np.shape(x), np.result_type(y))
    for offset in itertools.product(*map(range, sizes)):
        place = [slice(0, n) for n in np.shape(y)[: found.ndim]]
        for k, step in zip(axes, offset):
            place[k] = slice(place[k].start + step, place[k].stop + step)
        window: Any = (..., *offset)
        found[tuple(place)] += y[window]
    return found


@primitive
def running_share(x: Any, z: Any, axis: int = 0) -> Any:
    """Return the share of each x in z = `np.logaddexp.accumulate(x, axis)`: the rest is older.

    Where both are infinite alike, they share equally; the first has all of it.
    """
    lanes, sums = to_lanes(x, axis), to_lanes(z, axis)
    older = np.concatenate([np.full_like(sums[..., :1], -np.inf), sums[..., :-1]], axis=-1)
    with np.errstate(over="ignore", invalid="ignore"):
        share = 1.0 / (1.0 + np.exp(older - lanes))
    share = np.where(np.equal(older, lanes), 0.5, share)
    share[..., :1] = 1.0
    return from_lanes(share.astype(sums.dtype), x, axis)
