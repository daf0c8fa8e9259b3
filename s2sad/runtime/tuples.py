"""Parts of what a function of each element gives in a tuple: `Ai, Ai', Bi, Bi' = airy(x)`."""

from __future__ import annotations

from typing import Any

from .marker import primitive


@primitive
def first_of(of: str, x: Any, d: Any) -> Any:
    """Return the first part of d, which is the function called `of` of x."""
    return d[0]


@primitive
def second_of(of: str, x: Any, d: Any) -> Any:
    """Return the second part of d, which is the function called `of` of x."""
    return d[1]


@primitive
def third_of(of: str, x: Any, d: Any) -> Any:
    """Return the third part of d, which is the function called `of` of x."""
    return d[2]


@primitive
def fourth_of(of: str, x: Any, d: Any) -> Any:
    """Return the fourth part of d, which is the function called `of` of x."""
    return d[3]


@primitive
def first_with(of: str, v: Any, x: Any, d: Any) -> Any:
    """Return the first part of d, which is the function called `of` of v and x."""
    return d[0]


@primitive
def second_with(of: str, v: Any, x: Any, d: Any) -> Any:
    """Return the second part of d, which is the function called `of` of v and x."""
    return d[1]


@primitive
def third_with(of: str, v: Any, x: Any, d: Any) -> Any:
    """Return the third part of d, which is the function called `of` of v and x."""
    return d[2]


@primitive
def fourth_with(of: str, v: Any, x: Any, d: Any) -> Any:
    """Return the fourth part of d, which is the function called `of` of v and x."""
    return d[3]
