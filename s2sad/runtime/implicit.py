"""Results of searches, as functions of what the equation that they solve depends on."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np

from .marker import primitive


@primitive
def root_of(x: Any, r: Any, s: Any) -> Any:
    """Return x, a root of an equation: it moves by -dr / s if the equation at x moves by dr."""
    return x


@primitive
def roots_of(x: Any, r: Any, j: Any) -> Any:
    """Return x, the root of a system: it moves by -j^-1 dr if the equations at x move by dr."""
    return x


@primitive
def kept(x: Any, r: Any, s: Any, low: Any, high: Any) -> Any:
    """Return -1 where the lower bound keeps a minimum x back, 1 where the upper one does, or 0.

    A bound does where Newton's step from the slope r, of which the slope is s, leaves the bounds.
    """
    if s <= 0.0:
        return np.float64(-1.0 if r > 0.0 else 1.0)
    aim = x - r / s
    return np.float64(-1.0 if aim <= low else 1.0 if aim >= high else 0.0)


@primitive
def kept_within(x: Any, r: Any, j: Any, bounds: Any) -> Any:
    """Return 1 for each number of a minimum that its bound keeps back, of pairs of bounds.

    A bound does where Newton's step from the slope r, of which the derivative is j, leaves it.
    """
    if hasattr(bounds, "lb"):
        return _is_kept(x, r, j, bounds.lb, bounds.ub)
    low = np.array([-np.inf if pair[0] is None else pair[0] for pair in bounds], float)
    high = np.array([np.inf if pair[1] is None else pair[1] for pair in bounds], float)
    return _is_kept(x, r, j, low, high)


@primitive
def kept_between(x: Any, r: Any, j: Any, bounds: Any) -> Any:
    """Return 1 for each number of a minimum that its bound keeps back, of a pair of bounds."""
    low, high = (bounds.lb, bounds.ub) if hasattr(bounds, "lb") else bounds
    return _is_kept(x, r, j, np.asarray(low, float), np.asarray(high, float))


def _is_kept(x: Any, r: Any, j: Any, low: Any, high: Any) -> Any:
    steep = np.maximum(np.abs(np.diagonal(j)), np.finfo(float).tiny)
    with np.errstate(over="ignore"):
        aim = x - r / steep
    return (((aim <= low) | (aim >= high)) & np.isfinite(r)).astype(float)


@primitive
def with_last(function: Any, count: Any, given: Any) -> Any:
    """Return the function of its first `count` operands that is given the others.

    Its signature tells how many they are.
    """
    def of_the_first(*operands: Any) -> Any:
        return function(*operands, *given)

    each = [inspect.Parameter(f"x{k}", inspect.Parameter.POSITIONAL_ONLY) for k in range(count)]
    vars(of_the_first)["__signature__"] = inspect.Signature(each)
    return of_the_first


@primitive
def moves_as(x: Any, y: Any) -> Any:
    """Return x, which is y but for rounding: it moves as y does."""
    return x


@primitive
def integral_of(x: Any, a: Any, b: Any, r: Any, s: Any) -> Any:
    """Return x, an integral from a to b: it moves by s db - r da, r and s the function there."""
    return x


@primitive
def integral_with(
    x: Any, a: Any, b: Any, r: Any, s: Any, q: Any, f: Any, given: Any, h: Any, rest: Any,
    **options: Any,
) -> Any:  # fmt: skip
    """Return x, an integral of a function whose parameters q move, too; f and h are its slopes."""
    return x


@primitive
def integrals_of(x: Any, a: Any, b: Any, r: Any, s: Any) -> Any:
    """Return x, the integrals of several values: r and s are the values at a and at b."""
    return x


@primitive
def integrals_with(
    x: Any, a: Any, b: Any, r: Any, s: Any, q: Any, f: Any, given: Any, h: Any, rest: Any,
    **options: Any,
) -> Any:  # fmt: skip
    """Return x, integrals of several values whose parameters q move, too; f and h are slopes."""
    return x
