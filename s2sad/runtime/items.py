"""The items of a joined array: transposes of functions that join a list of arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from .broadcast import unbroadcast
from .marker import primitive


@primitive
def concatenate_item(y: Any, items: Any, k: int, axis: Any = 0) -> Any:
    """Return the part of y that came from item k: transposes `np.concatenate`."""
    if axis is None:
        start = sum(np.size(item) for item in items[:k])
        part = y[start : start + np.size(items[k])]
        return np.reshape(part, np.shape(items[k]))
    start = sum(np.shape(item)[axis] for item in items[:k])
    part = slice(start, start + np.shape(items[k])[axis])
    return y[(slice(None),) * (axis % np.ndim(y)) + (part,)]


@primitive
def concatenate_items(y: Any, items: Any, axis: Any = 0) -> Any:
    """Return the parts of y that came from each item, as the items are given."""
    return _as_given([concatenate_item(y, items, k, axis) for k in range(len(items))], items)


@primitive
def concatenate_place(y: Any, items: Any, k: int, axis: Any = 0) -> Any:
    """Return a joined array with y for item k and zeros for the others.

    It transposes `concatenate_item`.
    """
    zeros = [np.zeros(np.shape(item), np.result_type(y)) for item in items]
    return np.concatenate([y if i == k else zero for i, zero in enumerate(zeros)], axis=axis)


@primitive
def stack_items(y: Any, items: Any, axis: int = 0) -> Any:
    """Return the parts of y that came from each item, as these are: transposes `np.stack`."""
    return _as_given([np.take(y, k, axis) for k in range(len(items))], items)


@primitive
def join_item(y: Any, items: Any, k: int, join: str) -> Any:
    """Return the part of y that came from item k: transposes np.hstack, vstack, column_stack."""
    raised, axis = raised_items(items, join)
    return np.reshape(concatenate_item(y, raised, k, axis), np.shape(items[k]))


@primitive
def join_items(y: Any, items: Any, join: str) -> Any:
    """Return the parts of y that came from each item, as the items are given."""
    return _as_given([join_item(y, items, k, join) for k in range(len(items))], items)


@primitive
def join_all(items: Any, join: str) -> Any:
    """Return the items joined by np.hstack or its kin: transposes `join_items`."""
    return getattr(np, join)(items)


@primitive
def join_place(y: Any, items: Any, k: int, join: str) -> Any:
    """Return a joined array with y for item k and zeros for the others: transposes `join_item`."""
    raised, axis = raised_items(items, join)
    return concatenate_place(np.reshape(y, np.shape(raised[k])), raised, k, axis)


def raised_items(items: Any, join: str) -> tuple[list[Any], int]:
    """Return the items as the function that joins them raises their ranks, and its axis."""
    if join == "hstack":
        raised = [np.atleast_1d(item) for item in items]
        return raised, 0 if np.ndim(raised[0]) == 1 else 1
    if join == "vstack":
        return [np.atleast_2d(item) for item in items], 0
    if join == "dstack":
        return [np.atleast_3d(item) for item in items], 2
    columns = [np.reshape(i, (-1, 1)) if np.ndim(i) < 2 else np.asarray(i) for i in items]
    return columns, 1


@primitive
def as_items(y: Any, items: Any) -> Any:
    """Return y as a list if `items` is one, else y: transposes `np.array`."""
    return list(y) if isinstance(items, (list, tuple)) else y


@primitive
def sum_items(y: Any, items: Any) -> Any:
    """Return y for each item of a list or row of an array: transposes Python's `sum`."""
    if isinstance(items, (list, tuple)):
        return [y for _ in items]
    return np.broadcast_to(y, np.shape(items))


def _choice(i: Any, count: int, mode: str) -> Any:
    """Return the numbers of the items that `np.choose` takes."""
    if mode == "clip":
        return np.clip(i, 0, count - 1)
    return np.mod(i, count) if mode == "wrap" else np.asarray(i)


@primitive
def chosen(y: Any, i: Any, items: Any, k: int, mode: str) -> Any:
    """Return y where `np.choose` took item k, else 0: transposes `chosen_place`."""
    taken = np.where(_choice(i, len(items), mode) == k, y, 0.0)
    return unbroadcast(taken, items[k])


@primitive
def chosen_place(y: Any, i: Any, items: Any, k: int, mode: str) -> Any:
    """Return item y where `np.choose` takes item k, else 0."""
    return np.where(_choice(i, len(items), mode) == k, y, 0.0)


@primitive
def chosen_items(y: Any, i: Any, items: Any, mode: str) -> Any:
    """Return the adjoints of all items: transposes `np.choose`."""
    return _as_given([chosen(y, i, items, k, mode) for k in range(len(items))], items)


def _as_given(parts: list[Any], items: Any) -> Any:
    """Return the parts that belong to items as these are: a list, or an array of its rows."""
    return parts if isinstance(items, (list, tuple)) else np.reshape(parts, np.shape(items))
