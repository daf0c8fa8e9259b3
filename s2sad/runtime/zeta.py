"""The derivatives of the Hurwitz zeta function in its order."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .marker import primitive

_WRITTEN_OUT, _NOTHING = 20, 1e15  # to this power, what is not written out is 0
# B(2 j) / (2 j)! for j = 1, 2, ...
_BERNOULLI = (
    1 / 12, -1 / 720, 1 / 30240, -1 / 1209600, 1 / 47900160, -691 / 1307674368000,
    1 / 74724249600, -3617 / 10670622842880000, 43867 / 5109094217170944000,
)  # fmt: skip


@primitive
def zeta_slope(x: Any, y: Any, n: int) -> Any:
    """Return the derivative number n in x of the sum of (y + k) ** -x over k = 0, 1, 2, ...

    It is a coefficient of the series in e of the sum at x + e: of its first terms, and of the
    others by the formula of Euler and Maclaurin. Below -1 these cancel, and it is nan.
    """
    x, y = np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float))
    if n < 0:  # it is multiplied by 0
        return np.zeros(x.shape)[()]
    k = np.arange(_WRITTEN_OUT)
    found = np.sum(_power(y[..., None] + k, x[..., None], n), axis=-1)
    x = np.minimum(x, _NOTHING)
    a, s = y + _WRITTEN_OUT, x - 1.0
    power = _power(a, x, n)
    over = np.stack([(-1.0) ** j / s ** (j + 1) for j in range(n + 1)])
    found = found + a * _product(power, over) + 0.5 * power
    rising = np.zeros_like(power)  # x (x + 1) ... (x + 2 j - 2)
    rising[0] = x
    if n:
        rising[1] = 1.0
    for j, number in enumerate(_BERNOULLI):
        found = found + number * _product(power, rising) * a ** (-2.0 * j - 1.0)
        rising = _times(_times(rising, x + 2.0 * j + 1.0), x + 2.0 * j + 2.0)
    return np.where(x < -1.0, np.nan, math.factorial(n) * found[n])[()]


def _power(a: Any, x: Any, n: int) -> Any:
    """Return the coefficients of a ** -(x + e), up to that of e ** n."""
    log = -np.log(a)
    return np.stack([a**-x * log**j / math.factorial(j) for j in range(n + 1)])


def _product(p: Any, q: Any) -> Any:
    """Return the coefficients of a product."""
    return np.stack([sum(p[i] * q[j - i] for i in range(j + 1)) for j in range(len(p))])


def _times(p: Any, c: Any) -> Any:
    """Return the coefficients of p (c + e)."""
    found = p * c
    found[1:] += p[:-1]
    return found
