"""Results of searches, as functions of what the equation that they solve depends on."""

from __future__ import annotations

from typing import Any

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
