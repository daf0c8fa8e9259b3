"""Products and recurrences along an axis; `axis=None` means all elements in C order."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .marker import primitive

SHORT = 16  # blocks of fewer elements are not worth their while
LARGE = 1e30  # times a product that is too small for a number


def to_lanes(x: Any, axis: Any) -> Any:
    """Return x with the axes of a reduction made into one last axis."""
    x = np.asarray(x)
    if axis is None or not x.ndim:
        return np.reshape(x, (1, x.size))
    axes = axis if isinstance(axis, tuple) else (axis,)
    kept = x.ndim - len(axes)
    moved = np.moveaxis(x, axes, range(kept, x.ndim))
    return np.reshape(moved, (*moved.shape[:kept], math.prod(moved.shape[kept:])))


def from_lanes(lanes: Any, x: Any, axis: Any) -> Any:
    """Return what `to_lanes` would have made into `lanes`, in the shape of x."""
    shape = np.shape(x)
    if axis is None or not shape:
        return np.reshape(lanes, shape)
    axes = [a % len(shape) for a in (axis if isinstance(axis, tuple) else (axis,))]
    order = [i for i in range(len(shape)) if i not in axes] + axes
    moved = np.reshape(lanes, [shape[i] for i in order])
    return np.transpose(moved, np.argsort(order))


@primitive
def products_before(x: Any, axis: Any = None) -> Any:
    """Return, at each place, the product of the elements of x before it."""
    lanes = to_lanes(x, axis)
    found = np.ones_like(lanes)
    np.cumprod(lanes[..., :-1], axis=-1, out=found[..., 1:])
    return from_lanes(found, x, axis)


@primitive
def products_after(x: Any, axis: Any = None) -> Any:
    """Return, at each place, the product of the elements of x after it."""
    lanes = to_lanes(x, axis)[..., ::-1]
    found = np.ones_like(lanes)
    np.cumprod(lanes[..., :-1], axis=-1, out=found[..., 1:])
    return from_lanes(found[..., ::-1], x, axis)


@primitive
def products_of_others(x: Any, axis: Any = None, whole: Any = None) -> Any:
    """Return, at each place, the product of all other elements of x; `whole` is that of all."""
    lanes = to_lanes(x, axis)
    if whole is None:
        total = np.prod(lanes, axis=-1, keepdims=True)
    else:
        total = np.reshape(np.asarray(whole, lanes.dtype), (*lanes.shape[:-1], 1))
    size = np.abs(total)
    if size.dtype.kind == "f" and np.all(size > np.sqrt(np.finfo(size.dtype).tiny)):
        if np.all(np.isfinite(size)):
            return from_lanes(total / lanes, x, axis)
    return products_before(x, axis) * products_after(x, axis)


@primitive
def recurrence(a: Any, b: Any, axis: Any = None) -> Any:
    """Return y with y[i] = a[i] * y[i-1] + b[i] along the axis, where y[-1] is 0.

    Its transpose with respect to b is `recurrence_back`.
    """
    return from_lanes(_recurrence(to_lanes(a, axis), to_lanes(b, axis)), b, axis)


@primitive
def recurrence_back(a: Any, b: Any, axis: Any = None) -> Any:
    """Return y with y[i] = a[i+1] * y[i+1] + b[i]: transposes `recurrence`."""
    factors = np.roll(to_lanes(a, axis)[..., ::-1], 1, axis=-1)
    return from_lanes(_recurrence(factors, to_lanes(b, axis)[..., ::-1])[..., ::-1], b, axis)


def _recurrence(factors: Any, lanes: Any) -> Any:
    """Return the recurrence along the last axis; a long one block by block.

    Inside of a block y is what it is from 0, plus the product of the factors so far times what the
    block before ends with. All blocks are done at once.
    """
    n = lanes.shape[-1]
    block = math.isqrt(n)
    if block < SHORT:
        return _one_by_one(factors, lanes)
    found = _by_products(factors, lanes)
    if found is not None:
        return found
    count = -(-n // block)
    rest = [(0, 0)] * (lanes.ndim - 1) + [(0, count * block - n)]
    steps, y = (_by_place(np.pad(part, rest), count) for part in (factors, lanes))
    y = y.astype(np.result_type(factors, lanes))
    with np.errstate(over="ignore", invalid="ignore"):
        for k in range(1, block):
            y[k] += steps[k] * y[k - 1]
            steps[k] *= steps[k - 1]
        carry = np.zeros_like(y[0])
        for k in range(1, count):
            carry[..., k] = y[-1, ..., k - 1] + steps[-1, ..., k - 1] * carry[..., k - 1]
        y += steps * carry
    if not np.all(np.isfinite(y)) or np.max(np.abs(carry), initial=0.0) > LARGE:
        return _one_by_one(factors, lanes)
    return np.reshape(np.moveaxis(y, 0, -1), (*lanes.shape[:-1], count * block))[..., :n]


def _by_products(factors: Any, lanes: Any) -> Any:
    """Return y as p times the running sum of b / p, where p is the product of the factors so far.

    None if p comes near the ends of what a number can be: then it says too little.
    """
    p = np.ones(factors.shape, np.result_type(factors, lanes, np.float32))
    with np.errstate(over="ignore", invalid="ignore"):
        np.cumprod(factors[..., 1:], axis=-1, out=p[..., 1:])
        size = np.abs(p)
        least = math.sqrt(np.finfo(size.dtype).tiny)
        if not least < np.min(size, initial=1.0) <= np.max(size, initial=1.0) < 1.0 / least:
            return None
        y = np.cumsum(lanes / p, axis=-1)
        y *= p
    return y if np.all(np.isfinite(y)) else None


def _by_place(lanes: Any, count: int) -> Any:
    """Return lanes cut into so many blocks: first the place in its block, last the block."""
    return np.moveaxis(np.reshape(lanes, (*lanes.shape[:-1], count, -1)), -1, 0).copy()


def _one_by_one(factors: Any, lanes: Any) -> Any:
    found = np.array(lanes, dtype=np.result_type(factors, lanes))
    for i in range(1, found.shape[-1]):
        found[..., i] += factors[..., i] * found[..., i - 1]
    return found


@primitive
def shift(x: Any, n: int, axis: Any = None) -> Any:
    """Return y with y[i] = x[i-n] and 0 where there is none, n being 1 or -1.

    The transpose of `shift(x, n)` is `shift(y, -n)`.
    """
    lanes = to_lanes(x, axis)
    found = np.zeros_like(lanes)
    if n == 1:
        found[..., 1:] = lanes[..., :-1]
    else:
        found[..., :-1] = lanes[..., 1:]
    return from_lanes(found, x, axis)


@primitive
def cumsum_back(y: Any, x: Any, axis: Any = None) -> Any:
    """Return the sums from each place to the end, in the shape of x: transposes `np.cumsum`."""
    if axis is None:
        return np.reshape(np.cumsum(np.ravel(y)[::-1])[::-1], np.shape(x))
    return np.flip(np.cumsum(np.flip(y, axis), axis=axis), axis)


@primitive
def without_first(y: Any, x: Any, axis: Any = None, is_included: bool = True) -> Any:
    """Return y without the leading zeros that a cumulative sum of x may include."""
    if not is_included:
        return y
    return np.take(y, np.arange(1, np.shape(y)[axis or 0]), axis=axis or 0)


@primitive
def with_first(y: Any, axis: Any = None, is_included: bool = True) -> Any:
    """Return y after leading zeros: transposes `without_first`."""
    if not is_included:
        return y
    edges = [(0, 0)] * np.ndim(y)
    edges[axis or 0] = (1, 0)
    return np.pad(y, edges)


@primitive
def reduceat_back(y: Any, x: Any, indices: Any, axis: int = 0) -> Any:
    """Return y at all places of its part of x: transposes `np.add.reduceat(x, indices, axis)`.

    A part ends where the next one begins; one that would end before it begins is one element.
    """
    lanes = np.moveaxis(np.asarray(y), axis, 0)
    first = np.asarray(indices)
    sizes = np.maximum(np.append(first[1:], np.shape(x)[axis]) - first, 1)
    part = np.repeat(np.arange(first.size), sizes)
    places = np.arange(part.size) + np.repeat(first - np.cumsum(sizes) + sizes, sizes)
    found = np.zeros((np.shape(x)[axis], *lanes.shape[1:]), np.result_type(y))
    np.add.at(found, places, lanes[part])
    return np.moveaxis(found, 0, axis)
