"""Functions of numbers whose formulas need care at single points."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .marker import primitive
from .nodes import gauss_rule


@primitive
def divide_or_zero(x: Any, y: Any) -> Any:
    """Return x / y, and 0 where y is 0: the minimum-norm slope at the kink of a norm."""
    if isinstance(x, (int, float)) and isinstance(y, (int, float)):
        return x / y if y != 0 else 0.0
    zero = np.equal(y, 0)
    if not np.any(zero):
        return np.true_divide(x, y)
    return np.where(zero, 0.0, np.true_divide(x, np.where(zero, 1.0, y)))[()]


@primitive
def weighted(w: Any, x: Any) -> Any:
    """Return w * x, and 0 where the weight w is 0, however large x is there, or nan."""
    dead = np.equal(w, 0) & ~np.isfinite(x)
    if not np.any(dead):
        return np.multiply(w, x)
    return np.where(dead, 0.0, np.multiply(w, np.where(dead, 0.0, x)))[()]


@primitive
def inversion(x: Any, y: Any) -> Any:
    """Return x / (x*x + y*y), the first coordinate of the point inverse to (x, y); 0 at (0, 0)."""
    with np.errstate(over="ignore", under="ignore", divide="ignore", invalid="ignore"):
        if np.result_type(x, y).kind != "f":
            x, y = np.multiply(x, 1.0), np.multiply(y, 1.0)
        square = np.asarray(x * x + y * y)
        tiny = np.finfo(square.dtype).tiny / np.finfo(square.dtype).eps
        if square.size == 0 or tiny < square.min() and square.max() < np.inf:
            return np.true_divide(x, square)
        away = np.hypot(x, y)  # neither too small for a float, nor too large
        found = np.true_divide(np.true_divide(x, away), away)
    return np.where((away == 0.0) | np.isinf(away), 0.0, found).astype(found.dtype, copy=False)[()]


@primitive
def power_derivative(x: Any, y: Any, i: int, j: int) -> Any:
    """Return the derivative of x**y, i times with respect to x and j times to y.

    It is the sum over k of binomial(j, k) * f_k(y) * x**(y - i) * log(x)**(j - k), where f_k is
    the k-th derivative of y (y - 1) ... (y - i + 1). A term is 0 where f_k(y) is, and where x
    is 0 and y - i is not negative (unless it is 0**0 without a logarithm), and where the power
    of what is infinite is 0.
    """
    x, y = [np.asarray(v) if isinstance(v, (list, range)) else v for v in (x, y)]
    dtype = np.result_type(x, y)
    x, y = np.asarray(x), np.asarray(y)
    if i + j == 1 and dtype.kind == "f" and x.dtype.kind == "f" and _is_smooth(x, y, i):
        slope = y * np.power(x, y - 1.0) if i else np.log(x) * np.power(x, y)
        return slope.astype(dtype, copy=False)
    if np.iscomplexobj(y):
        x = x.astype(dtype)
    base = np.where(x == 0, 1, x) if j else x
    with np.errstate(invalid="ignore"):
        log = np.log(base) if j else 0.0
    falling = np.poly(np.arange(i)) if i else np.ones(1)
    total: Any = 0.0
    for k in range(j + 1):
        factor = np.polyval(np.polyder(falling, k), y)
        dead = (factor == 0) | ((x == 0) & (y.real >= i) & (j > k))
        power = np.power(np.where(dead, 1, x), np.where(dead, 0, y - 1.0 * i))
        dead = dead | (power == 0) & (np.isinf(x) | np.isinf(y))
        total = total + math.comb(j, k) * np.where(dead, 0, factor * power * log ** (j - k))
    return total.astype(dtype if dtype.kind in "fc" else float)[()]


@primitive
def power_log(x: Any, y: Any, p: Any) -> Any:
    """Return the derivative of p = x**y with respect to y, which is p * log(x) where x > 0."""
    if np.result_type(x, y).kind == "f" and np.asarray(x).dtype.kind == "f" and _is_plain(x):
        return np.log(x) * p
    return power_derivative(x, y, 0, 1)


def _is_smooth(x: Any, y: Any, i: int) -> bool:
    """Return whether the plain slope of x**y, in x where i is 1, holds for all elements."""
    return _is_plain(x) and (not i or bool(np.all(y != 0) and np.all(np.isfinite(y))))


def _is_plain(x: Any) -> bool:
    return bool(np.all(x > 0) and np.all(x < np.inf))


@primitive
def logaddexp_weight(x: Any, y: Any) -> Any:
    """Return exp(x - logaddexp(x, y)), the slope in x; where x is y, infinite or not, 1/2."""
    with np.errstate(over="ignore", invalid="ignore"):
        weight = 1.0 / (1.0 + np.exp(np.subtract(y, x)))
    if not np.any(np.isnan(weight)):
        return weight
    same = np.equal(x, y)
    gap = np.where(same, 0.0, np.subtract(np.where(same, 0.0, y), np.where(same, 0.0, x)))
    return np.exp(-np.logaddexp(0.0, gap))[()]


@primitive
def tie_weights(x: Any, z: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return the share that each element of x has in its extreme value z: ties share equally."""
    if axis is not None and not keepdims:
        z = np.expand_dims(z, axis)
    ties = np.equal(x, z)
    shares = ties / np.add.reduce(ties, axis=axis, dtype=np.float64, keepdims=True)
    dtype = np.asarray(x).dtype
    return shares.astype(dtype, copy=False) if dtype.kind == "f" else shares


@primitive
def tie_weights_with(
    x: Any, z: Any, axis: Any, keepdims: bool, initial: Any, where: Any = True
) -> Any:
    """Return the shares in an extreme z of some elements of x and of an initial value."""
    if axis is not None and not keepdims:
        z = np.expand_dims(z, axis)
    ties = np.equal(x, z) & where
    return ties / (np.sum(ties, axis=axis, keepdims=True) + np.equal(z, initial))


@primitive
def leader(x: Any, z: Any, axis: int = 0) -> Any:
    """Return the place along the axis from which each running extreme z of x was taken."""
    lanes, best = np.moveaxis(np.asarray(x), axis, -1), np.moveaxis(np.asarray(z), axis, -1)
    is_new = np.ones(lanes.shape, bool)
    is_new[..., 1:] = best[..., 1:] != best[..., :-1]
    places = np.where(is_new, np.arange(lanes.shape[-1]), 0)
    return np.moveaxis(np.maximum.accumulate(places, axis=-1), -1, axis)


@primitive
def softmax(x: Any, axis: Any = None) -> Any:
    """Return exp(x) over its sum: the slopes of a logarithm of a sum of exponentials."""
    top = np.max(x, axis=axis, keepdims=True, initial=-np.inf)
    share = np.where(np.equal(x, top), 1.0, np.exp(np.where(np.isinf(top), -np.inf, x - top)))
    return share / np.sum(share, axis=axis, keepdims=True)


@primitive
def log_of_sum(
    a: Any, b: Any, s: Any, w: Any, axis: Any = None, keepdims: bool = False
) -> Any:
    """Return w[0], the logarithm of |sum(b exp(a))|, where s, which is w[1], is the sign."""
    return w[0]


@primitive
def sinc_derivative(x: Any, n: int) -> Any:
    """Return the n-th derivative of np.sinc, sin(pi x) / (pi x).

    It is the integral of (pi t)**n cos(pi t x + n pi / 2) for t from 0 to 1, by its series where
    |x| is small and by the recurrence x s_n + n s_(n-1) = (sin(pi x) / pi)^(n) elsewhere.
    """
    def wave(x: Any, n: int) -> Any:  # cos(x + n pi / 2), and 0 where it is
        return (np.cos(x), -np.sin(x), -np.cos(x), np.sin(x))[n % 4]

    x = np.asarray(x)
    x = x if x.dtype.kind in "fc" else x.astype(float)
    small = np.abs(x) < 0.5 + n
    away = np.where(small, 1.0, x)
    found = np.sinc(away)
    for m in range(1, n + 1):
        found = (np.pi ** (m - 1) * wave(np.pi * away, m - 1) - m * found) / away
    nodes, weights = gauss_rule(32 + 4 * n)
    t = np.pi * (nodes + 1) / 2
    series = wave(x[..., None] * t, n) * t**n @ (weights / 2)
    return np.where(small, series, found).astype(x.dtype, copy=False)[()]


@primitive
def fraction(x: Any) -> Any:
    """Return the first part of `np.modf(x)`."""
    return np.modf(x)[0]


@primitive
def i0_derivative(x: Any, n: int) -> Any:
    """Return the n-th derivative of `np.i0`: the mean of cos(t)**n exp(x cos(t)) over a circle.

    The mean over equally spaced angles is exact to machine precision where there are enough:
    the error is the Bessel function of that order.
    """
    dtype, x = np.result_type(x), np.asarray(x, dtype=float)
    far = np.max(np.fmin(np.abs(x), 1000.0), initial=1.0)  # beyond 713 it is infinite
    count = 64 + 2 * int(np.sqrt(40.0 * far))
    cos = np.cos(2.0 * np.pi * (np.arange(count) + 0.5) / count)
    found = np.mean(cos**n * np.exp(x[..., None] * cos), axis=-1)
    return found.astype(dtype if dtype.kind == "f" else float)[()]


@primitive
def exp_shares(x: Any, y: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return exp(x - y), the share of each element of x in y = log(sum(exp(x))).

    Where y is infinite, the elements that are equal to it share equally.
    """
    if axis is not None and not keepdims:
        y = np.expand_dims(y, axis)
    ties = np.equal(x, y) & np.isinf(y)
    shares = np.exp(np.where(ties, 0.0, x) - np.where(np.isinf(y), 0.0, y))
    infinite = ties / np.maximum(np.sum(ties, axis=axis, keepdims=True), 1)
    return np.where(np.isinf(y), infinite, shares).astype(shares.dtype, copy=False)[()]
