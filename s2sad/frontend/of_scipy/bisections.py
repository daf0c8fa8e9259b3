"""Lists that stay sorted (`bisect`)."""

from __future__ import annotations

import bisect
from typing import Any


def insort_right(a: Any, x: Any, lo: int = 0, hi: Any = None) -> None:
    """Insert an item into a sorted list, after those that are equal."""
    a.insert(bisect.bisect_right(a, x, lo, hi), x)


def insort_left(a: Any, x: Any, lo: int = 0, hi: Any = None) -> None:
    """Insert an item into a sorted list, before those that are equal."""
    a.insert(bisect.bisect_left(a, x, lo, hi), x)
