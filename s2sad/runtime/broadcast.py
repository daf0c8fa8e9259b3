"""Broadcasting and its transpose, summation."""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive


@primitive
def unbroadcast(y: Any, x: Any) -> Any:
    """Return y summed down to the shape of x: the transpose of `broadcast_like`.

    >>> unbroadcast(np.ones((2, 3)), np.zeros(3))
    array([2., 2., 2.])
    """
    shape, target = np.shape(y), np.shape(x)
    if shape == target:
        return y
    if len(shape) > len(target):
        y = np.sum(y, axis=tuple(range(len(shape) - len(target))))
    shape = np.shape(y)
    last = target[len(target) - len(shape) :]  # a store may have dropped leading axes of size 1
    axes = tuple([i for i, n in enumerate(last) if n == 1 and shape[i] != 1])
    if axes:
        y = np.sum(y, axis=axes, keepdims=True)
    return y if np.shape(y) == target else np.broadcast_to(y, target)


@primitive
def broadcast_like(y: Any, x: Any) -> Any:
    """Return y broadcast to the shape of x: the transpose of `unbroadcast`."""
    shape, target = np.shape(y), np.shape(x)
    if shape == target:
        return y
    if len(shape) > len(target):  # as a store drops leading axes of size 1
        y = np.reshape(y, shape[len(shape) - len(target) :])
    return np.broadcast_to(y, target)


@primitive
def expand(y: Any, x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return y spread along the axes of x that a reduction removed: the transpose of `np.sum`.

    >>> expand(np.array([1.0, 2.0]), np.zeros((2, 3)), axis=1)
    array([[1., 1., 1.],
           [2., 2., 2.]])
    """
    shape = np.shape(x)
    if not shape:
        return y
    if axis is None or keepdims:
        return np.broadcast_to(y, shape)
    axes = axis if isinstance(axis, tuple) else (axis,)
    kept = [1 if i in {a % len(shape) for a in axes} else n for i, n in enumerate(shape)]
    return np.broadcast_to(np.reshape(y, kept), shape)


@primitive
def count(x: Any, axis: Any = None, where: Any = True, keepdims: bool = False) -> Any:
    """Return how many elements of x each element of a reduction over `axis` is made of."""
    shape = np.shape(x)
    if where is not True:
        found = np.sum(np.broadcast_to(where, shape), axis=axis, keepdims=keepdims)
        dtype = np.asarray(x).dtype  # int64 beside float32 would make float64
        return found.item() if not found.ndim else found.astype(dtype if dtype.kind == "f" else int)
    axes = range(len(shape)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    total = 1
    for i in axes:
        total *= shape[i]
    return total


@primitive
def t(x: Any) -> Any:
    """Return the transposes of a stack of matrices; its own transpose."""
    return np.swapaxes(x, -1, -2)


@primitive
def h(x: Any) -> Any:
    """Return the conjugate transposes of a stack of matrices; its own transpose."""
    return np.conj(np.swapaxes(x, -1, -2))


@primitive
def vector(x: Any, axis: Any = None) -> Any:
    """Return x, if a norm over `axis` is that of vectors; its own transpose."""
    if isinstance(axis, tuple) or (axis is None and np.ndim(x) != 1):
        raise ValueError("a norm of a matrix has a derivative here only for ord=None")
    return x


@primitive
def transpose_back(y: Any, axes: Any = None) -> Any:
    """Return y with its axes put back: the transpose of `np.transpose(x, axes)`."""
    if axes is None:
        return np.transpose(y)
    return np.transpose(y, np.argsort(np.mod(axes, np.ndim(y))))


def _end_shares(n: int, rank: int, end: int, endpoint: bool, axis: int) -> Any:
    """Return how much of each place of a ramp is its end number 0 or 1."""
    share = np.linspace(1.0 - end, 1.0 * end, n, endpoint=endpoint)
    return np.reshape(share, [n if i == axis % rank else 1 for i in range(rank)])


@primitive
def ramp_back(y: Any, end: int, endpoint: bool = True, axis: int = 0) -> Any:
    """Return the sums of y over a ramp: transposes `np.linspace` in its start, or its stop."""
    share = _end_shares(np.shape(y)[axis], np.ndim(y), end, endpoint, axis)
    return np.sum(y * share, axis=axis)


@primitive
def ramp(y: Any, x: Any, end: int, endpoint: bool = True, axis: int = 0) -> Any:
    """Return the part of a ramp of the shape of x that its end y makes: transposes `ramp_back`."""
    share = _end_shares(np.shape(x)[axis], np.ndim(x), end, endpoint, axis)
    return np.expand_dims(y, axis) * share
