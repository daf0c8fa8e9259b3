"""Filters of `scipy.ndimage` that blur along an axis, transposed."""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive

# What NumPy calls the ways in which SciPy continues an image over its edges.
_MODES = {"reflect": "symmetric", "nearest": "edge", "mirror": "reflect", "wrap": "wrap"}


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
    if mode != "constant":
        given: Any = _MODES[mode]
        places = np.pad(np.arange(n), radius, mode=given)
        np.add.at(found, places[:radius], lanes[:radius])
        np.add.at(found, places[radius + n :], lanes[radius + n :])
    return np.moveaxis(found, 0, axis)
