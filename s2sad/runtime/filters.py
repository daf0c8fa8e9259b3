"""Filters of `scipy.ndimage`, transposed: those that blur along an axis, and those of a kernel."""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive

# What NumPy calls the ways in which SciPy continues an image over its edges.
_MODES: dict[str, Any] = {
    "reflect": "symmetric", "grid-mirror": "symmetric", "nearest": "edge", "mirror": "reflect",
    "wrap": "wrap", "grid-wrap": "wrap", "constant": "constant", "grid-constant": "constant",
}  # fmt: skip


@primitive
def gaussian_back(
    step: Any, y: Any, sigma: Any, axis: int = -1, order: int = 0, mode: str = "reflect",
    truncate: float = 4.0,
) -> Any:  # fmt: skip
    """Transposes `step`, which is `scipy.ndimage.gaussian_filter1d`: its weights turned round.

    They are even, or odd if the order is.
    """
    radius = int(truncate * float(sigma) + 0.5)
    wide = _widened(y, axis, radius)
    found = step(wide, sigma, axis, order, mode="constant", truncate=truncate)
    return _folded(found if order % 2 == 0 else -found, axis, radius, mode)


@primitive
def uniform_back(step: Any, y: Any, size: int, axis: int = -1, mode: str = "reflect") -> Any:
    """Transposes `step`, which is `scipy.ndimage.uniform_filter1d`: its window turned round."""
    wide = _widened(y, axis, size // 2)
    found = step(wide, size, axis, mode="constant", origin=0 if size % 2 else -1)
    return _folded(found, axis, size // 2, mode)


def _widened(y: Any, axis: int, radius: int) -> Any:
    edges = [(0, 0)] * np.ndim(y)
    edges[axis] = (radius, radius)
    return np.pad(y, edges)


def _folded(wide: Any, axis: int, radius: int, mode: str) -> Any:
    """Return what is left when each margin is added to the elements that it continues."""
    lanes = np.moveaxis(wide, axis, 0)
    n = len(lanes) - 2 * radius
    found = lanes[radius : radius + n].copy()
    if _MODES[mode] != "constant":
        places = np.pad(np.arange(n), radius, mode=_MODES[mode])
        np.add.at(found, places[:radius], lanes[:radius])
        np.add.at(found, places[radius + n :], lanes[radius + n :])
    return np.moveaxis(found, 0, axis)


@primitive
def image_back(
    step: Any, y: Any, weights: Any, mode: str = "reflect", origin: Any = 0, axis: Any = None
) -> Any:
    """Transposes `scipy.ndimage.correlate(x, weights)` in x, by the convolution `step`.

    Along one axis `step` is that of vectors, `scipy.ndimage.convolve1d`.
    """
    axes = range(np.ndim(y)) if axis is None else (axis,)
    sizes = np.shape(weights)
    for k, n in zip(axes, sizes):
        y = _widened(y, k, n)
    where = {} if axis is None else {"axis": axis}
    found = step(y, weights, mode="constant", origin=origin, **where)
    for k, n in zip(axes, sizes):
        found = _folded(found, k, n, mode)
    return found


@primitive
def turned_image_back(
    step: Any, y: Any, weights: Any, mode: str = "reflect", origin: Any = 0, axis: Any = None
) -> Any:
    """Transposes `scipy.ndimage.convolve(x, weights)` in x, by the correlation `step`."""
    return image_back(step, y, weights, mode, origin, axis)


@primitive
def kernel_back(
    y: Any, x: Any, weights: Any, mode: str = "reflect", cval: float = 0.0, origin: Any = 0,
    axis: Any = None,
) -> Any:  # fmt: skip
    """Return the products of y with an image x moved to each place of the weights.

    Transposes `scipy.ndimage.correlate(x, weights)` in its weights: the weight k is that of
    x[i + k - n // 2 - origin].
    """
    y = np.asarray(y)
    axes = range(y.ndim) if axis is None else (axis,)
    sizes = np.shape(weights)
    origins = [origin] * len(sizes) if np.ndim(origin) == 0 else origin
    edges = [(0, 0)] * y.ndim
    for k, n in zip(axes, sizes):
        edges[k] = (n, n)
    fill = {"constant_values": cval} if _MODES[mode] == "constant" else {}
    wide = np.pad(x, edges, mode=_MODES[mode], **fill)
    found = np.zeros(sizes, np.result_type(y, wide))
    for place in np.ndindex(*sizes):
        window = [slice(None)] * y.ndim
        for k, j, n, o in zip(axes, place, sizes, origins):
            start = n + j - n // 2 - o
            window[k] = slice(start, start + y.shape[k])
        found[place] = np.sum(y * wide[tuple(window)])
    return found


@primitive
def turned_kernel_back(
    y: Any, x: Any, weights: Any, mode: str = "reflect", cval: float = 0.0, origin: Any = 0,
    axis: Any = None,
) -> Any:  # fmt: skip
    """Transposes `scipy.ndimage.convolve(x, weights)` in its weights, which it turns round."""
    origins = [origin] * np.ndim(weights) if np.ndim(origin) == 0 else origin
    turned = [-o - (n % 2 == 0) for o, n in zip(origins, np.shape(weights))]
    return np.flip(kernel_back(y, x, weights, mode, cval, turned, axis))


@primitive
def neighbours(
    x: Any, size: Any = None, footprint: Any = None, mode: str = "reflect", origin: Any = 0
) -> Any:
    """Return where, in np.ravel(x), the elements around each element of x are, in a last axis.

    Beyond the edges of an image that goes on as a constant it is -1.
    """
    n = np.ndim(x)
    if size is None and footprint is None:
        raise RuntimeError("no footprint or filter size provided")
    kept = _window(size, footprint, n)
    own = np.arange(np.size(x)).reshape(np.shape(x))
    shifts = np.broadcast_to(origin, n)
    edges = [(k // 2 + o, k - 1 - k // 2 - o) for k, o in zip(kept.shape, shifts)]
    if _MODES[mode] == "constant":
        wide = np.pad(own, edges, constant_values=-1)
    else:
        wide = np.pad(own, edges, mode=_MODES[mode])
    windows = np.lib.stride_tricks.sliding_window_view(wide, kept.shape)
    return windows.reshape(*np.shape(x), -1)[..., kept.ravel()]


@primitive
def turned_window(size: Any, footprint: Any, ndim: int) -> Any:
    """Return the window of a dilation, and its origin: that of an erosion turned round."""
    kept = _window(size, footprint, ndim)
    return np.flip(kept), tuple([0 if n % 2 else -1 for n in kept.shape])


def _window(size: Any, footprint: Any, ndim: int) -> Any:
    """Return which elements around each one a window has."""
    if footprint is not None:
        return np.asarray(footprint, bool)
    return np.ones(np.broadcast_to(size, ndim), bool)
