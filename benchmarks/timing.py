"""Timing: several functions side by side, in turns, each at its fastest."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Effort:
    """How long to look: turns taken by each function, and seconds of calls in one turn."""

    turns: int = 25
    seconds: float = 0.002


FULL = Effort()
QUICK = Effort(turns=3, seconds=0.0002)


def fastest(functions: Mapping[str, Callable[[], Any]], effort: Effort) -> dict[str, float]:
    """Return the seconds of one call of each function: the least over interleaved turns.

    In each turn every function is called as often as fits into `effort.seconds`, one after the
    other, so that whatever slows the machine for a while slows all of them. Between the turns
    some memory is taken and kept: where a function's first allocation happens to open a new page
    of the allocator, each of its calls would open and close that page, and seem three times slower.
    """
    counts = {name: _calls_in(function, effort.seconds) for name, function in functions.items()}
    least = dict.fromkeys(functions, math.inf)
    kept: list[bytes] = []
    collects = gc.isenabled()
    gc.disable()
    try:
        for _ in range(effort.turns):
            kept += [bytes(16 * k) for k in range(64) for _ in range(8)]
            for name, function in functions.items():
                least[name] = min(least[name], _seconds(function, counts[name]) / counts[name])
    finally:
        if collects:
            gc.enable()
    return least


def _calls_in(function: Callable[[], Any], seconds: float) -> int:
    """Return how many calls fit; the first call, which may compile, is not counted."""
    function()
    least = min(_seconds(function, 1) for _ in range(3))
    return max(1, int(seconds / max(least, 1e-9)))


def _seconds(function: Callable[[], Any], count: int) -> float:
    start = time.perf_counter()
    for _ in range(count):
        function()
    return time.perf_counter() - start
