"""Places: which element came to which place, for functions that only move elements."""

from __future__ import annotations

from typing import Any

import numpy as np

from .calculus import tie_weights
from .marker import primitive
from .statistics import quantile_weights


@primitive
def places(x: Any) -> Any:
    """Return the numbers 1, 2, 3, … of the elements of x, in its shape."""
    return np.reshape(np.arange(1, np.size(x) + 1), np.shape(x))


@primitive
def nowhere(x: Any) -> Any:
    """Return zeros in the shape of x: elements without a number."""
    return np.zeros(np.shape(x), int)


@primitive
def put_places(y: Any, x: Any, places: Any) -> Any:
    """Return the sums, in the shape of x, of what came from each of its places.

    It transposes every function that moves elements. Elements of y at place 0 came from nowhere.
    """
    found = np.zeros(np.size(x) + 1, np.result_type(y))
    np.add.at(found, places, y)
    return np.reshape(found[1:], np.shape(x))


@primitive
def take_places(x: Any, places: Any) -> Any:
    """Return the elements of x at numbered places, and 0 at place 0: transposes `put_places`."""
    flat = np.concatenate([np.zeros(1, np.result_type(x)), np.ravel(x)])
    return flat[places]


@primitive
def order_like(x: Any, z: Any, axis: Any = -1) -> Any:
    """Return the places in x from which the elements of z, the same in another order, came."""
    along = 0 if axis is None else axis
    before = np.argsort(np.ravel(x) if axis is None else x, axis=along, kind="stable")
    after = np.argsort(z, axis=along, kind="stable")
    found = np.empty_like(before)
    np.put_along_axis(found, after, before, axis=along)
    return found


@primitive
def sorting(x: Any, z: Any, axis: Any = -1) -> Any:
    """Return the places from which z = `np.sort(x, axis)` took its elements; ties keep their order.

    A sort that is stable takes longer, and is done only where there are ties.
    """
    if axis is None:
        x, axis = np.ravel(x), 0
    lanes = np.moveaxis(z, axis, -1)
    later, before = lanes[..., 1:], lanes[..., :-1]
    has_ties = np.any(np.equal(later, before)) or np.any(np.isnan(lanes[..., -2:]))
    return np.argsort(x, axis=axis, kind="stable" if has_ties else None)


@primitive
def first_places(x: Any) -> Any:
    """Return where each value of `np.unique(x)` stands first among the elements of x."""
    return np.unique(x, return_index=True)[1]


@primitive
def raises(attempt: Any, *values: Any) -> bool:
    """Return whether a computation raises what its function catches: that returns True then."""
    return bool(attempt(*values))


# -- margins -------------------------------------------------------------------------------------


@primitive
def pad_along(y: Any, x: Any, pad_width: Any, mode: str, stat_length: Any = None) -> Any:
    """Return the tangent y of x with the margins that `np.pad` makes in this mode."""
    for k, matrix in _margins(x, pad_width, mode, stat_length):
        y = _applied(matrix, y, k)
    return y


@primitive
def pad_back(y: Any, x: Any, pad_width: Any, mode: str, stat_length: Any = None) -> Any:
    """Transposes `pad_along` with respect to y: the axes in their opposite order."""
    for k, matrix in reversed(_margins(x, pad_width, mode, stat_length)):
        y = _applied(np.swapaxes(matrix, -1, -2), y, k)
    return y


def _applied(matrix: Any, y: Any, axis: int) -> Any:
    """Return the product of a matrix for each lane with the lanes of y."""
    lanes = np.moveaxis(y, axis, -1)
    found = np.matmul(matrix, lanes[..., None])[..., 0]
    return np.moveaxis(found, -1, axis).astype(np.result_type(y, np.float32))


def _margins(x: Any, pad_width: Any, mode: str, stat_length: Any) -> list[tuple[int, Any]]:
    """Return for each axis the matrices that pad its lanes, one axis after the other."""
    widths = np.broadcast_to(pad_width, (np.ndim(x), 2)).tolist()
    lengths = np.broadcast_to(stat_length, (np.ndim(x), 2)).tolist()
    steps = []
    for k, (width, length) in enumerate(zip(widths, lengths)):
        lanes = np.moveaxis(x, k, -1)
        matrix = _matrix(lanes, width, mode, length)
        steps.append((k, matrix))
        x = _applied(matrix, x, k)
    return steps


def _matrix(lanes: Any, width: list[int], mode: Any, length: list[Any]) -> Any:
    """Return the matrix that adds the margins, for all lanes or for each."""
    n, edges = lanes.shape[-1], (tuple(width), (0, 0))
    if mode in ("reflect", "symmetric"):
        return np.pad(np.eye(n), edges, mode=mode, reflect_type="odd")
    if mode == "linear_ramp":
        return np.pad(np.eye(n), edges, mode="linear_ramp")
    before, after = [min(n, n if one is None else one) for one in length]
    ends = [slice(0, before), slice(n - after, n)]
    rows = []
    for end, count in zip(ends, width):
        weights = np.zeros(lanes.shape)
        weights[..., end] = _shares_of_lanes(lanes[..., end], mode)
        rows.append(np.repeat(weights[..., None, :], count, axis=-2))
    inner = np.broadcast_to(np.eye(n), (*lanes.shape[:-1], n, n))
    return np.concatenate([rows[0], inner, rows[1]], axis=-2)


def _shares_of_lanes(part: Any, mode: str) -> Any:
    """Return the share of each element in the mean, extreme or median of its lane."""
    if mode == "mean":
        return np.full(part.shape, 1.0 / part.shape[-1])
    if mode == "median":
        return quantile_weights(part, 0.5, -1)
    best = np.max(part, axis=-1) if mode == "maximum" else np.min(part, axis=-1)
    return tie_weights(part, best, -1)


@primitive
def turns(where: Any, n: int) -> Any:
    """Return how often each place, among n, came before: in each turn all places differ."""
    own = np.asarray(where) % n if n else np.asarray(where)
    order = np.argsort(own, kind="stable")
    ranks = np.arange(len(own))
    first = np.searchsorted(own[order], own[order])
    found = np.empty(len(own), int)
    found[order] = ranks - first
    return found


@primitive
def count_turns(found: Any) -> int:
    """Return how many turns there are."""
    return int(np.max(found, initial=-1)) + 1
