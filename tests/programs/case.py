"""A case: a function, the points to differentiate it at, and what it is there for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Case:
    """`before(k)` runs before the k-th point, for cases whose surroundings change."""

    f: Callable[..., Any]
    args_list: tuple[tuple[Any, ...], ...]
    wrt: tuple[int, ...]
    tags: tuple[str, ...]
    before: Callable[[int], None] | None = None

    @property
    def name(self) -> str:
        return self.f.__name__


class Cases(list[Case]):
    """The cases of one module."""

    def add(
        self,
        f: Callable[..., Any],
        *args_list: tuple[Any, ...],
        wrt: Sequence[int] = (0,),
        tags: str = "",
        before: Callable[[int], None] | None = None,
    ) -> None:
        """Add a function with its points; `tags` are words."""
        self.append(Case(f, args_list, tuple(wrt), tuple(tags.split()), before))


def vector(n: int, start: float = 0.3, stop: float = 1.4) -> Any:
    """n different numbers, none of them round."""
    import numpy as np

    return np.linspace(start, stop, n) + 0.07 * np.sin(3.0 * np.arange(n))


def matrix(n: int, m: int) -> Any:
    """n rows of m different numbers."""
    return vector(n * m, 0.2, 1.1).reshape(n, m)
