"""The mark by which a function of the runtime is known wherever its text was saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import numpy as np

F = TypeVar("F", bound=Callable[..., Any])


def primitive(function: F) -> F:
    """Mark a function as the primitive `rt.<its name>`, and let it return memory of its own."""
    alone = own_memory(function)
    alone.__s2sad_primitive__ = f"rt.{function.__name__}"  # type: ignore[attr-defined]
    return alone


def own_memory(function: F) -> F:
    """Let a function return memory of its own: views of its arguments are copied."""

    @wraps(function)
    def alone(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        if isinstance(result, list):
            return [_own(item, args) for item in result]
        return _own(result, args)

    return alone  # type: ignore[return-value]


def _own(result: Any, args: tuple[Any, ...]) -> Any:
    """Return a result, copied if it is a view of an argument, or read only."""
    if not isinstance(result, np.ndarray):
        return result
    shared = not result.flags.writeable or any(_touches(result, arg) for arg in args)
    return result.copy() if shared else result


def _touches(result: np.ndarray, arg: Any) -> bool:
    if isinstance(arg, (list, tuple)):
        return any(_touches(result, item) for item in arg)
    return isinstance(arg, np.ndarray) and np.may_share_memory(result, arg)
