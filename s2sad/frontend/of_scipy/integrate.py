"""Integrals by samples at places that are chosen (`scipy.integrate`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import integrate

from s2sad import runtime as rt


def fixed_quad(func: Callable[..., Any], a: Any, b: Any, args: Any = (), n: int = 5) -> Any:
    """Return Gauss's integral of a function, and no estimate of its error."""
    places, weights = rt.gauss_legendre(n)
    x = (b - a) * (places + 1.0) / 2.0 + a
    return (b - a) / 2.0 * np.sum(weights * func(x, *args), axis=-1), None


def romb(y: Any, dx: Any = 1.0, axis: int = -1) -> Any:
    """Return Romberg's integral of 2 ** k + 1 samples."""
    return dx * (np.moveaxis(y, axis, -1) @ rt.romberg_weights(np.shape(y)[axis]))


def _widths(y: Any, x: Any, axis: int) -> Any:
    """Return samples along their last axis, and how far the places of each two are apart."""
    if np.ndim(x) == 1:
        return np.moveaxis(y, axis, -1), np.diff(x)
    return np.moveaxis(y, axis, -1), np.diff(np.moveaxis(x, axis, -1))


def simpson(y: Any, x: Any, *, axis: int = -1) -> Any:
    """Return the integral of parabolas through three samples each, at places of their own.

    One width more is the part of the parabola through the last three (Cartwright, 2017).
    """
    if x is None:
        return integrate.simpson(y, axis=axis)
    lanes, h = _widths(y, x, axis)
    n = np.shape(lanes)[-1]
    last = n - 1 if n % 2 else n - 2
    a, b = h[..., :last:2], h[..., 1:last:2]
    y0, y1, y2 = lanes[..., :last:2], lanes[..., 1 : last + 1 : 2], lanes[..., 2 : last + 1 : 2]
    if n == 2:
        return 0.5 * h[..., 0] * (lanes[..., 0] + lanes[..., 1])
    parts = (a + b) / 6.0 * (y0 * (2.0 - b / a) + y1 * (a + b) ** 2 / (a * b)
                             + y2 * (2.0 - a / b))  # fmt: skip
    found = np.sum(parts, axis=-1)
    if n % 2:
        return found
    a, b = h[..., n - 3], h[..., n - 2]
    return (
        found + (2.0 * b**2 + 3.0 * a * b) / (6.0 * (a + b)) * lanes[..., n - 1]
        + (b**2 + 3.0 * a * b) / (6.0 * a) * lanes[..., n - 2]
        - b**3 / (6.0 * a * (a + b)) * lanes[..., n - 3]
    )  # fmt: skip


def cumulative_simpson(
    y: Any, *, x: Any = None, dx: Any = 1.0, axis: int = -1, initial: Any = None
) -> Any:
    """Return integrals up to each sample, of the parabolas through it and its neighbours.

    The even widths are those of the parabola that begins there, the odd ones and the last that of
    the one that ends there (Cartwright, 2017, equations 8 and 10).
    """
    if x is None:
        lanes = np.moveaxis(y, axis, -1)
        h = dx * np.ones(np.shape(lanes)[-1] - 1)
    else:
        lanes, h = _widths(y, x, axis)
    n = np.shape(lanes)[-1]
    if n < 3:
        found = np.cumsum(0.5 * h * (lanes[..., 1:] + lanes[..., :-1]), axis=-1)
        return _after(initial, found, axis)
    forth = _parabola(lanes[..., :-2], lanes[..., 1:-1], lanes[..., 2:], h[..., :-1], h[..., 1:])
    back = _parabola(lanes[..., 2:], lanes[..., 1:-1], lanes[..., :-2], h[..., 1:], h[..., :-1])
    ahead = np.concatenate((forth, back[..., -1:]), axis=-1)
    behind = np.concatenate((forth[..., :1], back), axis=-1)
    is_even = np.arange(n - 1) % 2 == 0
    found = np.cumsum(np.where(is_even, ahead, behind), axis=-1)
    return _after(initial, found, axis)


def _after(initial: Any, found: Any, axis: int) -> Any:
    """Return integrals that go on from an initial one, one more of them, or as they are."""
    if initial is None:
        return np.moveaxis(found, -1, axis)
    if np.ndim(initial) > 0:
        initial = np.moveaxis(initial, axis, -1)
    first = np.zeros((*np.shape(found)[:-1], 1))
    return np.moveaxis(np.concatenate((first, found), axis=-1) + initial, -1, axis)


def _parabola(y0: Any, y1: Any, y2: Any, a: Any, b: Any) -> Any:
    """Return the integral of a parabola over the first of two widths."""
    return a / 6.0 * (
        y0 * (3.0 - a / (a + b)) + y1 * (3.0 + a**2 / ((a + b) * b) + a / (a + b))
        - y2 * a**2 / ((a + b) * b)
    )  # fmt: skip
