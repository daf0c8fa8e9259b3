"""Cosine and sine transforms along several axes (`scipy.fft`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import fft


def _along(transform: Callable[..., Any], x: Any, type: int, axes: Any, norm: Any) -> Any:
    """Return a transform along one axis after the other."""
    for axis in range(np.ndim(x)) if axes is None else axes:
        x = transform(x, type=type, axis=axis, norm=norm)
    return x


def dctn(x: Any, type: int = 2, *, axes: Any = None, norm: Any = None) -> Any:
    """Return the cosine transform along several axes."""
    return _along(fft.dct, x, type, axes, norm)


def idctn(x: Any, type: int = 2, *, axes: Any = None, norm: Any = None) -> Any:
    """Return the inverse cosine transform along several axes."""
    return _along(fft.idct, x, type, axes, norm)


def dstn(x: Any, type: int = 2, *, axes: Any = None, norm: Any = None) -> Any:
    """Return the sine transform along several axes."""
    return _along(fft.dst, x, type, axes, norm)


def idstn(x: Any, type: int = 2, *, axes: Any = None, norm: Any = None) -> Any:
    """Return the inverse sine transform along several axes."""
    return _along(fft.idst, x, type, axes, norm)


# -- of another length than the samples ------------------------------------------------------------


def _resized(x: Any, n: int, axis: int) -> Any:
    """Return n samples: the first ones, or zeros after all of them."""
    lanes = np.moveaxis(x, axis, -1)
    zeros = np.zeros((*np.shape(lanes)[:-1], max(n - np.shape(lanes)[-1], 0)))
    return np.moveaxis(np.concatenate((lanes, zeros), axis=-1)[..., :n], -1, axis)


def dct(x: Any, type: int = 2, *, n: int, axis: int = -1, norm: Any = None) -> Any:
    """Return the cosine transform of n samples."""
    return fft.dct(_resized(x, n, axis), type=type, axis=axis, norm=norm)


def idct(x: Any, type: int = 2, *, n: int, axis: int = -1, norm: Any = None) -> Any:
    """Return the inverse cosine transform of n coefficients."""
    return fft.idct(_resized(x, n, axis), type=type, axis=axis, norm=norm)


def dst(x: Any, type: int = 2, *, n: int, axis: int = -1, norm: Any = None) -> Any:
    """Return the sine transform of n samples."""
    return fft.dst(_resized(x, n, axis), type=type, axis=axis, norm=norm)


def idst(x: Any, type: int = 2, *, n: int, axis: int = -1, norm: Any = None) -> Any:
    """Return the inverse sine transform of n coefficients."""
    return fft.idst(_resized(x, n, axis), type=type, axis=axis, norm=norm)
