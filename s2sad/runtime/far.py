"""Slopes far from 0 that the formula for others loses to cancellation, by asymptotic series."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .marker import primitive

_FAR, _FAR_OF_W = 20.0, 7.0


def _far_series(name: str) -> tuple[int, int, list[Any]]:
    """Return the side on which a series holds, its first power, its coefficients by twos down."""
    odd = (1.0, 1.0, 3.0, 15.0, 105.0, 945.0, 10395.0, 135135.0, 2027025.0)  # 1, 1, 1 3, 1 3 5, ...
    if name == "erfcx":
        return 1, -1, [c * (-0.5) ** k / math.sqrt(math.pi) for k, c in enumerate(odd)]
    if name == "dawsn":
        return 0, -1, [c * 0.5 ** (k + 1) for k, c in enumerate(odd)]
    if name == "wofz":
        rising = [math.prod(range(1, 2 * k, 2)) for k in range(24)]
        return 1, -1, [1j * c * 0.5**k / math.sqrt(math.pi) for k, c in enumerate(rising)]
    mills = [-1.0, -1.0, 2.0, -10.0, 74.0, -706.0, 8162.0, -110410.0, 1708394.0, -29752066.0]
    return -1, 1, mills  # p(x) / P(x)


@primitive
def is_far(x: Any, name: str) -> Any:
    """Return 1 where the series of a function is as exact as its value, and 0 elsewhere."""
    if name == "wofz":  # in the upper half of the plane
        far = np.greater(np.abs(x), _FAR_OF_W) & np.greater_equal(np.imag(x), 0.0)
    else:
        side = _far_series(name)[0]
        far = np.greater(np.multiply(x, side) if side else np.abs(x), _FAR)
    return far.astype(np.result_type(np.asarray(x), np.float32))[()]


@primitive
def or_far(x: Any, y: Any, name: str, n: int) -> Any:
    """Return y, and where x is far the n-th derivative of a function, by its series there."""
    far = np.real(is_far(x, name)) > 0
    if not np.any(far):
        return np.positive(y)
    side, power, coefficients = _far_series(name)
    at = np.where(far, x, math.copysign(_FAR, side or 1))
    over: Any = 1.0 / at
    total: Any = 0.0
    for k, c in reversed([*enumerate(coefficients)]):
        p = power - 2 * k
        total = total * over * over + c * math.prod(range(p, p - n, -1))
    total = total * (over ** (n - power) if n > power else at ** (power - n))
    return np.where(far, total, y).astype(np.result_type(x, y))[()]
