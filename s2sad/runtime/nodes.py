"""Constants of SciPy's methods: where integrals and images are sampled, and how samples count."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .marker import primitive

_RULES: dict[int, tuple[Any, Any]] = {}  # of Gauss, by how many samples they take


@primitive
def grid_of(x: Any) -> Any:
    """Return the coordinates of all elements of x: one array for each axis."""
    return np.indices(np.shape(x)).astype(float)


@primitive
def zoomed_grid(x: Any, factor: Any) -> Any:
    """Return where x is sampled to be larger by a factor, the corners at the corners."""
    pairs = zip(np.shape(x), np.broadcast_to(factor, np.ndim(x)))
    sizes = [(n, int(round(n * f))) for n, f in pairs]
    axes = [np.arange(m) * ((n - 1) / max(m - 1, 1)) for n, m in sizes]
    return np.array(np.meshgrid(*axes, indexing="ij"))


@primitive
def gauss_legendre(n: int) -> Any:
    """Return the places in (-1, 1) and the weights of Gauss's integral by n samples."""
    return np.array(gauss_rule(n))


def gauss_rule(n: int) -> tuple[Any, Any]:
    """Return what `gauss_legendre` copies: it is computed once, and nothing may write into it."""
    if n not in _RULES:
        _RULES[n] = np.polynomial.legendre.leggauss(n)
    return _RULES[n]


@primitive
def romberg_weights(n: int) -> Any:
    """Return how n samples count in Romberg's integral; n is 1 more than a power of 2."""
    levels = (n - 1).bit_length() - 1
    if n != 2**levels + 1:
        raise ValueError("Romberg's integral is of 2 ** k + 1 samples")
    rows = []
    for k in range(levels + 1):  # trapezoids that are 2 ** (levels - k) samples wide
        step = 2 ** (levels - k)
        rows.append(np.where(np.arange(n) % step, 0.0, float(step)))
        rows[-1][[0, -1]] = step / 2
    for k in range(1, levels + 1):
        rows = [fine + (fine - rough) / (4**k - 1) for rough, fine in zip(rows, rows[1:])]
    return rows[0]


@primitive
def polynomial_rows(window: int, order: int, deriv: int, delta: float) -> Any:
    """Return the weights that give, at each of its samples, a polynomial fitted to a window."""
    if order >= window or not window % 2:
        raise ValueError("a window has an odd number of samples, more than the order")
    places = np.arange(window)
    slopes = math.factorial(deriv) / delta**deriv
    if deriv > order:
        return np.zeros((window, window))
    fits = [np.linalg.pinv((places[:, None] - k) ** np.arange(order + 1.0)) for k in places]
    return np.array([fit[deriv] * slopes for fit in fits])
