"""Integrals by samples at places that are chosen (`scipy.integrate`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from s2sad import runtime as rt


def fixed_quad(func: Callable[..., Any], a: Any, b: Any, args: Any = (), n: int = 5) -> Any:
    """Return Gauss's integral of a function, and no estimate of its error."""
    places, weights = rt.gauss_legendre(n)
    x = (b - a) * (places + 1.0) / 2.0 + a
    return (b - a) / 2.0 * np.sum(weights * func(x, *args), axis=-1), None


def romb(y: Any, dx: Any = 1.0, axis: int = -1) -> Any:
    """Return Romberg's integral of 2 ** k + 1 samples."""
    return dx * (np.moveaxis(y, axis, -1) @ rt.romberg_weights(np.shape(y)[axis]))
