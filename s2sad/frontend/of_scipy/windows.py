"""Windows with numbers that vary (`scipy.signal.windows`)."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special


def _places(M: int, sym: bool) -> Any:
    """Return the places of samples from the middle on, and the length of what is symmetric."""
    length = M if sym else M + 1
    return np.arange(M) - (length - 1.0) / 2.0, length


def gaussian(M: int, std: Any, sym: bool = True) -> Any:
    """Return a bell."""
    n, _ = _places(M, sym)
    return np.exp(-(n**2) / (2 * std * std))


def general_gaussian(M: int, p: Any, sig: Any, sym: bool = True) -> Any:
    """Return a bell of another power."""
    n, _ = _places(M, sym)
    return np.exp(-0.5 * np.abs(n / sig) ** (2 * p))


def kaiser(M: int, beta: Any, sym: bool = True) -> Any:
    """Return Kaiser's window."""
    n, length = _places(M, sym)
    part = np.clip(1 - (n / ((length - 1) / 2.0)) ** 2.0, 0.0, None)
    return special.i0(beta * np.sqrt(part)) / special.i0(beta)


def exponential(M: int, center: Any = None, tau: Any = 1.0, sym: bool = True) -> Any:
    """Return a window that falls off on both sides."""
    length = M if sym else M + 1
    middle = (length - 1) / 2 if center is None else center
    return np.exp(-np.abs(np.arange(M) - middle) / tau)


def general_hamming(M: int, alpha: Any, sym: bool = True) -> Any:
    """Return a cosine on a pedestal."""
    length = M if sym else M + 1
    return alpha - (1.0 - alpha) * np.cos(2 * np.pi * np.arange(M) / (length - 1))


def tukey(M: int, alpha: Any = 0.5, sym: bool = True) -> Any:
    """Return a window that is flat between its ends."""
    length = M if sym else M + 1
    n = np.arange(M)
    edge = int(alpha * (length - 1) / 2.0)
    rising = 0.5 * (1 + np.cos(np.pi * (-1 + 2.0 * n / alpha / (length - 1))))
    falling = 0.5 * (1 + np.cos(np.pi * (-2.0 / alpha + 1 + 2.0 * n / alpha / (length - 1))))
    return np.where(n <= edge, rising, np.where(n >= length - edge - 1, falling, 1.0))
