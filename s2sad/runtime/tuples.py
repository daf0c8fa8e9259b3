"""Parts of what a function of each element gives in a tuple: `Ai, Ai', Bi, Bi' = airy(x)`."""

from __future__ import annotations

from typing import Any

from .marker import primitive


@primitive
def part_of(of: str, k: int, x: Any, d: Any) -> Any:
    """Return part k of d, which is the function called `of` of x."""
    return d[k]


@primitive
def part_with(of: str, k: int, v: Any, x: Any, d: Any) -> Any:
    """Return part k of d, which is the function called `of` of v and x."""
    return d[k]
