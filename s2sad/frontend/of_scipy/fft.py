"""Cosine and sine transforms along several axes (`scipy.fft`)."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import fft


def dctn(x: Any, type: int = 2, *, axes: Any = None, norm: Any = None) -> Any:
    """Return the cosine transform along several axes."""
    if axes is None:
        for axis in range(np.ndim(x)):
            x = fft.dct(x, type=type, axis=axis, norm=norm)
        return x
    for axis in axes:
        x = fft.dct(x, type=type, axis=axis, norm=norm)
    return x


def idctn(x: Any, type: int = 2, *, axes: Any = None, norm: Any = None) -> Any:
    """Return the inverse cosine transform along several axes."""
    if axes is None:
        for axis in range(np.ndim(x)):
            x = fft.idct(x, type=type, axis=axis, norm=norm)
        return x
    for axis in axes:
        x = fft.idct(x, type=type, axis=axis, norm=norm)
    return x


def dstn(x: Any, type: int = 2, *, axes: Any = None, norm: Any = None) -> Any:
    """Return the sine transform along several axes."""
    if axes is None:
        for axis in range(np.ndim(x)):
            x = fft.dst(x, type=type, axis=axis, norm=norm)
        return x
    for axis in axes:
        x = fft.dst(x, type=type, axis=axis, norm=norm)
    return x


def idstn(x: Any, type: int = 2, *, axes: Any = None, norm: Any = None) -> Any:
    """Return the inverse sine transform along several axes."""
    if axes is None:
        for axis in range(np.ndim(x)):
            x = fft.idst(x, type=type, axis=axis, norm=norm)
        return x
    for axis in axes:
        x = fft.idst(x, type=type, axis=axis, norm=norm)
    return x
