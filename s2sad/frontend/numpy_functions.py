"""NumPy's functions of functions, in terms of the functions that they are given.

A call of `np.vectorize(f)` or `np.apply_along_axis` is replaced by the body of one of these.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from s2sad import runtime as rt

Function = Callable[..., Any]
# np.vectorize takes the type of all results from the first, which it computes twice: `0` before
# `0.5` makes both ints, and single precision is that of the first and double that of the others.


def of_one(function: Function, x: Any) -> Any:
    """Return what `np.vectorize(function)(x)` does."""
    assert np.result_type(x) != np.float32, "np.vectorize takes wide numbers here"
    items = [function(v.item()) for v in np.ravel(x)]
    found = np.array(items)
    assert found.dtype == np.result_type(items[0]), "np.vectorize rounds to the first type"
    return np.reshape(found, np.shape(x))


def of_two(function: Function, x: Any, y: Any) -> Any:
    """Return what `np.vectorize(function)(x, y)` does."""
    assert np.result_type(x, y) != np.float32, "np.vectorize takes wide numbers here"
    a, b = np.broadcast_arrays(x, y)
    items = [function(v.item(), w.item()) for v, w in zip(np.ravel(a), np.ravel(b))]
    found = np.array(items)
    assert found.dtype == np.result_type(items[0]), "np.vectorize rounds to the first type"
    return np.reshape(found, np.shape(a))


def of_three(function: Function, x: Any, y: Any, z: Any) -> Any:
    """Return what `np.vectorize(function)(x, y, z)` does."""
    assert np.result_type(x, y, z) != np.float32, "np.vectorize takes wide numbers here"
    a, b, c = np.broadcast_arrays(x, y, z)
    items = [
        function(u.item(), v.item(), w.item())
        for u, v, w in zip(np.ravel(a), np.ravel(b), np.ravel(c))
    ]
    found = np.array(items)
    assert found.dtype == np.result_type(items[0]), "np.vectorize rounds to the first type"
    return np.reshape(found, np.shape(a))


def of_one_typed(function: Function, x: Any) -> Any:
    """Return what `np.vectorize(function, otypes=[float])(x)` does."""
    return np.reshape(np.array([function(v.item()) for v in np.ravel(x)], float), np.shape(x))


def of_two_typed(function: Function, x: Any, y: Any) -> Any:
    """Return what `np.vectorize(function, otypes=[float])(x, y)` does."""
    a, b = np.broadcast_arrays(x, y)
    items = [function(v.item(), w.item()) for v, w in zip(np.ravel(a), np.ravel(b))]
    return np.reshape(np.array(items, float), np.shape(a))


def of_three_typed(function: Function, x: Any, y: Any, z: Any) -> Any:
    """Return what `np.vectorize(function, otypes=[float])(x, y, z)` does."""
    a, b, c = np.broadcast_arrays(x, y, z)
    items = [
        function(u.item(), v.item(), w.item())
        for u, v, w in zip(np.ravel(a), np.ravel(b), np.ravel(c))
    ]
    return np.reshape(np.array(items, float), np.shape(a))


def reduced(function: Function, x: Any, axis: int = 0) -> Any:
    """Return what `function.reduce(x, axis)` does, from the first row to the last."""
    assert not isinstance(axis, tuple), "one axis of an array"
    if np.ndim(x) == 0:
        return np.positive(x)
    turned = np.moveaxis(x, axis, 0)
    if len(turned) == 0:
        raise ValueError("zero-size array to a reduction that has no identity")
    found = turned[0]
    for k in range(1, len(turned)):
        found = function(found, turned[k])
    return found


def lengths(function: Function, x: Any, axis: int = 0) -> Any:
    """Return what `np.hypot.reduce(x, axis)` does, which begins at 0: one row has a length, too."""
    assert not isinstance(axis, tuple), "one axis of an array"
    if np.ndim(x) == 0:
        return np.abs(x)
    turned = np.moveaxis(x, axis, 0)
    found = np.sum(np.abs(turned[:1]), axis=0)  # of no rows, too
    for k in range(1, len(turned)):
        found = function(found, turned[k])
    return found


def accumulated(function: Function, x: Any, axis: int = 0) -> Any:
    """Return what `function.accumulate(x, axis)` does."""
    assert not isinstance(axis, tuple), "one axis, as a number"
    turned = np.moveaxis(x, axis, 0)
    if len(turned) == 0:
        return np.copy(x)
    found = [turned[0]]
    for k in range(1, len(turned)):
        found.append(function(found[-1], turned[k]))
    return np.moveaxis(np.array(found), 0, axis)


def changed_at(function: Function, a: Any, indices: Any, values: Any) -> None:
    """Do what `function.at(a, indices, values)` does: of a mask, or of places along the first axis.

    Where a place comes several times, what it is there is stored before it comes again: in turns,
    in each of which every place comes once.
    """
    if isinstance(indices, tuple):
        rows, columns = indices
        changed_at_cells(function, a, rows, columns, values)
    elif np.asarray(indices).dtype == bool:
        a[indices] = function(a[indices], values)
    else:
        where = np.ravel(indices)
        sizes = (*np.shape(indices), *np.shape(a)[1:])
        operands = np.reshape(np.broadcast_to(values, sizes), (len(where), *np.shape(a)[1:]))
        turns = rt.turns(where, len(a))
        for k in range(rt.count_turns(turns)):
            hits = np.flatnonzero(turns == k)
            places = where[hits]
            a[places] = function(a[places], operands[hits])


def changed_at_cells(
    function: Function, a: Any, rows: Any, columns: Any, values: Any
) -> None:
    """Do what `function.at(a, (rows, columns), values)` does, in turns."""
    first, second = np.broadcast_arrays(rows, columns)
    assert first.dtype != bool and second.dtype != bool, "places, and no mask"
    n, m = np.shape(a)[:2]
    i, j = np.ravel(first), np.ravel(second)
    sizes = (*np.shape(first), *np.shape(a)[2:])
    operands = np.reshape(np.broadcast_to(values, sizes), (len(i), *np.shape(a)[2:]))
    turns = rt.turns(i % n * m + j % m, n * m)
    for k in range(rt.count_turns(turns)):
        hits = np.flatnonzero(turns == k)
        u, v = i[hits], j[hits]
        a[u, v] = function(a[u, v], operands[hits])


def along_axis(function: Function, axis: int, x: Any, *args: Any) -> Any:
    """Return what `np.apply_along_axis(function, axis, x, *args)` does."""
    turned = np.moveaxis(x, axis, -1)
    lanes = np.reshape(turned, (math.prod(turned.shape[:-1]), turned.shape[-1]))
    found = np.array([function(lane, *args) for lane in lanes])
    whole = np.reshape(found, turned.shape[:-1] + found.shape[1:])
    if found.ndim == 1:
        return whole
    if found.ndim == 2:
        return np.moveaxis(whole, -1, axis)
    if found.ndim == 3:
        return np.moveaxis(whole, (-2, -1), (axis % x.ndim, axis % x.ndim + 1))
    raise NotImplementedError("np.apply_along_axis of what has more than two axes for each lane")


def piece(y: Any, x: Any, where: Any, function: Function, *args: Any) -> Any:
    """Return y with the function of x where a condition holds."""
    y[where] = function(x[where], *args)
    return y


def constant_piece(y: Any, where: Any, value: Any) -> Any:
    """Return y with one value where a condition holds."""
    y[where] = value
    return y


def elsewhere(*conditions: Any) -> Any:
    """Return where no condition holds."""
    return np.logical_not(np.any(np.array(conditions), axis=0))
