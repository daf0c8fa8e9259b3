"""How incomplete gamma and beta functions move with their shapes: integrals of one sign.

P(a, x), the integral of p(t) = t ** (a - 1) exp(-t) / gamma(a) up to x, has the derivative in a

    the integral of p(t) (log t - psi(a)) up to x, or minus that from x on,

as the whole of it is 0. The integrand changes its sign once, where log t = psi(a): on the side of
that place on which x is, nothing cancels. Relative to the density at x it is log-concave in the
variables taken here, and Gauss's rule goes as far as it is above exp(-42). A small x, of which the
density is a power over many decades, has the power series (DLMF 8.7.1) instead, term by term.
The beta function is treated alike, in the logit of t.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .marker import primitive
from .nodes import gauss_rule

_DEEP = 42.0  # exp(-42) is less than a rounding error
_NEWTON, _TERMS, _SMALL, _TINY, _UNITS = 24, 40, 1.5, 1e-300, 4.0


def _gauss() -> tuple[Any, Any]:
    """Return 64 places in (0, 1) and their weights."""
    nodes, weights = gauss_rule(64)
    return 0.5 * (nodes + 1.0), 0.5 * weights


@primitive
def gamma_tail(polygamma: Callable[..., Any], a: Any, x: Any) -> Any:
    """Return dP/da over x ** a exp(-x) / gamma(a), where P is `scipy.special.gammainc(a, x)`."""
    return _of_gamma(polygamma, a, x, False)


@primitive
def gamma_bend(polygamma: Callable[..., Any], a: Any, x: Any) -> Any:
    """Return the derivative of `rt.gamma_tail` in a."""
    return _of_gamma(polygamma, a, x, True)


def _of_gamma(polygamma: Callable[..., Any], a: Any, x: Any, again: bool) -> Any:
    a, x = np.broadcast_arrays(np.asarray(a, float), np.maximum(x, _TINY))
    found = np.full(a.shape, np.nan)
    small = x < _SMALL
    below = ~small & (x <= a + 0.5)
    above = ~small & (x > a + 0.5) & np.isfinite(x)
    found[np.isposinf(x)] = 0.0  # the limit
    for where, part in ((small, _series), (below, _below), (above, _above)):
        if np.any(where):
            found[where] = part(polygamma, a[where], x[where], again)
    return found[()]


def _series(polygamma: Callable[..., Any], a: Any, x: Any, again: bool) -> Any:
    """Return the sum of x ** n / (a (a + 1) ... (a + n)) (log x - psi(a + n + 1)), or its slope."""
    factor, passed, level = 1.0 / a, 1.0 / a, np.log(x) - polygamma(0, a + 1.0)
    bend = polygamma(1, a + 1.0) if again else 0.0
    total = 0.0
    for n in range(1, _TERMS):
        total = total + factor * (-passed * level - bend if again else level)
        step = 1.0 / (a + n)
        factor, passed, level, bend = factor * x * step, passed + step, level - step, bend - step**2
    return total


def _below(polygamma: Callable[..., Any], a: Any, x: Any, again: bool) -> Any:
    """Return the integral up to x, in the variable t = x exp(-s)."""
    end = (_DEEP + x) / a
    for _ in range(_NEWTON):  # from the right to where a s - x (1 - exp(-s)) is 42
        end = end - (a * end + x * np.expm1(-end) - _DEEP) / (a - x * np.exp(-end))
    nodes, weights = _gauss()
    s = end[..., None] * nodes
    mass = np.exp(-a[..., None] * s - x[..., None] * np.expm1(-s)) * weights
    level = (np.log(x) - polygamma(0, a))[..., None] - s
    if again:
        level = -s * level - polygamma(1, a)[..., None]
    return end * np.sum(mass * level, axis=-1)


def _above(polygamma: Callable[..., Any], a: Any, x: Any, again: bool) -> Any:
    """Return minus the integral from x on, in the variable t = x + u."""
    end = _DEEP + np.sqrt(_DEEP**2 + 2.0 * _DEEP * x)
    for _ in range(_NEWTON):  # from the right to where u - (a - 1) log(1 + u / x) is 42
        slope = 1.0 - (a - 1.0) / (x + end)
        end = end - (end - (a - 1.0) * np.log1p(end / x) - _DEEP) / slope
    nodes, weights = _gauss()
    u = end[..., None] * nodes
    log = np.log1p(u / x[..., None])
    mass = np.exp((a[..., None] - 1.0) * log - u) * weights
    level = (np.log(x) - polygamma(0, a))[..., None] + log
    if again:
        level = log * level - polygamma(1, a)[..., None]
    return -end / x * np.sum(mass * level, axis=-1)


@primitive
def beta_tail(polygamma: Callable[..., Any], a: Any, b: Any, x: Any) -> Any:
    """Return dI/da over x ** a (1 - x) ** b / beta(a, b), where I is `special.betainc(a, b, x)`."""
    mass, log_t, _, level, _ = _of_beta(polygamma, a, b, x)
    return np.sum(mass * (log_t + level[..., None]), axis=-1)[()]


@primitive
def beta_bend(polygamma: Callable[..., Any], a: Any, b: Any, x: Any, of: int) -> Any:
    """Return the derivative of `rt.beta_tail` in a, or in b if `of` is 1."""
    mass, log_t, log_u, level, (a, b) = _of_beta(polygamma, a, b, x)
    moved = (log_u if of else log_t) * (log_t + level[..., None])
    bend = polygamma(1, a + b) - (0.0 if of else polygamma(1, a))
    return np.sum(mass * (moved + bend[..., None]), axis=-1)[()]


def _of_beta(polygamma: Callable[..., Any], a: Any, b: Any, x: Any) -> Any:
    """Return weights, the logarithms of t / x and of (1 - t) / (1 - x), and log x - mean log."""
    a, b, x = np.broadcast_arrays(np.asarray(a, float), np.asarray(b, float), x)
    log_x, log_y = np.log(np.maximum(x, _TINY)), np.log(np.maximum(1.0 - x, _TINY))
    log_y = np.where(x < 0.5, np.log1p(-np.minimum(x, 0.5)), log_y)
    level = log_x - polygamma(0, a) + polygamma(0, a + b)
    below = level <= 0.0
    p, q = np.where(below, a, b), np.where(below, b, a)
    near, far = np.where(below, log_x, log_y), np.where(below, log_y, log_x)
    logit = near - far
    end = (_DEEP - (p + q) * far) / p
    for _ in range(_NEWTON):  # from the right to where the density fell to exp(-42)
        depth = p * end - (p + q) * (_log_other(logit - end) - far)
        end = end - (depth - _DEEP) / (p - (p + q) * np.exp(_log_other(end - logit)))
    half = np.clip(logit, 0.0, end)[..., None]  # where t is a half: from there it is a power
    before, after = _graded(half), _graded(end[..., None] - half)
    s = np.concatenate((half - before[0], half + after[0]), axis=-1)
    sizes = np.concatenate((before[1], after[1]), axis=-1)
    of_far = _log_other(logit[..., None] - s) - far[..., None]
    of_near = of_far - s
    mass = sizes * np.exp(p[..., None] * of_near + q[..., None] * of_far)
    turn = below[..., None]
    log_t, log_u = np.where(turn, of_near, of_far), np.where(turn, of_far, of_near)
    return np.where(turn, mass, -mass), log_t, log_u, level, (a, b)


def _graded(length: Any) -> tuple[Any, Any]:
    """Return places in (0, length), in powers beyond a few units, and their weights."""
    nodes, weights = _gauss()
    rate = np.log1p(length / _UNITS)
    return _UNITS * np.expm1(rate * nodes), _UNITS * rate * np.exp(rate * nodes) * weights


def _log_other(w: Any) -> Any:
    """Return the logarithm of 1 - t, of which w is the logit of t."""
    return -np.logaddexp(0.0, w)
