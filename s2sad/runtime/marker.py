"""The mark by which a function of the runtime is known wherever its text was saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def primitive(function: F) -> F:
    """Mark a function as the primitive `rt.<its name>`."""
    function.__s2sad_primitive__ = f"rt.{function.__name__}"  # type: ignore[attr-defined]
    return function
