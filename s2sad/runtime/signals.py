"""The transposes of convolutions, filters and the trapezoidal rule."""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive


def _part(a: Any, b: Any, mode: str) -> tuple[slice, ...]:
    """Return which part of a full convolution a mode keeps."""
    found = []
    for n, m in zip(np.shape(a), np.shape(b)):
        full = n + m - 1
        size = {"full": full, "same": n, "valid": max(n, m) - min(n, m) + 1}[mode]
        start = (full - size) // 2
        found.append(slice(start, start + size))
    return tuple(found)


@primitive
def convolution_full(y: Any, a: Any, b: Any, mode: str) -> Any:
    """Return y in its place in a full convolution, zero around: transposes `convolution_part`."""
    found = np.zeros([n + m - 1 for n, m in zip(np.shape(a), np.shape(b))], np.result_type(y))
    found[_part(a, b, mode)] = y
    return found


@primitive
def convolution_part(y: Any, a: Any, b: Any, mode: str) -> Any:
    """Return the part of a full convolution y that a mode keeps."""
    return y[_part(a, b, mode)]


@primitive
def lags(y: Any, x: Any, b: Any, axis: int = -1) -> Any:
    """Return the products of y with x moved by 0, 1, ... places, as many as b has elements."""
    y, x = np.moveaxis(y, axis, -1), np.moveaxis(x, axis, -1)
    n = np.shape(x)[-1]
    return np.array([np.sum(y[..., k:] * x[..., : max(n - k, 0)]) for k in range(len(b))])


def _halves(x: Any, dx: float, y: Any, axis: int) -> Any:
    """Return half the widths of the steps, in the shape in which they meet y."""
    if x is None:
        return 0.5 * dx
    steps = 0.5 * np.diff(x, axis=axis if np.ndim(x) > 1 else -1)
    if np.ndim(x) > 1:
        return steps
    return np.reshape(steps, [-1 if k == axis % np.ndim(y) else 1 for k in range(np.ndim(y))])


def _spread(g: Any, y: Any, axis: int) -> Any:
    """Return what flows to y from the sums of neighbours, of which g are the adjoints."""
    found = np.zeros(np.shape(y), np.result_type(g))
    moved = np.moveaxis(found, axis, -1)
    moved[..., :-1] += np.moveaxis(g, axis, -1)
    moved[..., 1:] += np.moveaxis(g, axis, -1)
    return found


@primitive
def trapezoid_back(g: Any, y: Any, x: Any = None, dx: float = 1.0, axis: int = -1) -> Any:
    """Transposes `trapezoid(y, x, dx, axis)` in y."""
    shape = [n - (k == axis % np.ndim(y)) for k, n in enumerate(np.shape(y))]
    steps = np.broadcast_to(np.expand_dims(g, axis), shape)
    return _spread(_halves(x, dx, y, axis) * steps, y, axis)


@primitive
def simpson_back(
    step: Any, g: Any, y: Any, x: Any = None, dx: float = 1.0, axis: int = -1
) -> Any:
    """Transposes `simpson(y, x, dx, axis)` in y; `step` is that function, which tells its weights.

    Where x has several axes, each line of samples has weights of its own.
    """
    moved = np.moveaxis(np.zeros(np.shape(y)), axis, -1)
    units, n = np.eye(moved.shape[-1]), moved.shape[-1]
    if np.ndim(x) > 1:
        lines = np.moveaxis(x, axis, -1).reshape(-1, n)
        weights = np.array([step(units, x=line, axis=-1) for line in lines]).reshape(moved.shape)
    else:
        weights = step(units, x=x, dx=dx, axis=-1)
    return np.moveaxis(np.expand_dims(g, -1) * weights, -1, axis)


@primitive
def cumulative_back(
    g: Any, y: Any, x: Any = None, dx: float = 1.0, axis: int = -1, initial: Any = None
) -> Any:
    """Transposes `cumulative_trapezoid(y, x, dx, axis, initial)` in y."""
    if initial is not None:
        g = np.moveaxis(np.moveaxis(g, axis, -1)[..., 1:], -1, axis)
    sums = np.flip(np.cumsum(np.flip(g, axis), axis), axis)
    return _spread(_halves(x, dx, y, axis) * sums, y, axis)


@primitive
def scale_first(x: Any, c: float, axis: int = -1) -> Any:
    """Return x with its first elements along an axis times c; its own transpose."""
    found = np.array(x)
    np.moveaxis(found, axis, 0)[:1] *= c
    return found
