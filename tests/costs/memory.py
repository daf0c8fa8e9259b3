"""Counting the memory of an emitted program: the numbers that its variables hold, line by line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any

import numpy as np


@dataclass
class Held:
    """The most numbers held at once: on lists that record, in adjoints, and in all the rest."""

    saved: int = 0
    adjoints: int = 0
    rest: int = 0


def numbers_in(value: Any, seen: set[int]) -> int:
    """Return how many numbers a value holds in memory that was not seen before."""
    if isinstance(value, np.ndarray):
        while isinstance(value.base, np.ndarray):
            value = value.base
        if id(value) in seen:
            return 0
        seen.add(id(value))
        return int(value.size)
    if isinstance(value, (list, tuple)):
        if id(value) in seen:
            return 0
        seen.add(id(value))
        return sum(numbers_in(item, seen) for item in value)
    return int(isinstance(value, (int, float, np.generic)))


def part_of(name: str) -> str:
    """Return what a variable of an adjoint program is: `x_stack` records, `gx` is an adjoint."""
    if name.endswith("_stack"):
        return "saved"
    return "adjoints" if name.startswith("g") and len(name) > 1 else "rest"


def held_by(function: Callable[..., Any], args: tuple[Any, ...]) -> Held:
    """Run a function, and return the most that its variables held on any line."""
    held, code = Held(), function.__code__

    def line(frame: FrameType, event: str, argument: Any) -> Any:
        if frame.f_code is not code:
            return None
        seen: set[int] = set()
        found = {"rest": 0, "saved": 0, "adjoints": 0}
        for name in sorted(frame.f_locals, key=lambda n: list(found).index(part_of(n))):
            found[part_of(name)] += numbers_in(frame.f_locals[name], seen)
        for part, count in found.items():
            setattr(held, part, max(getattr(held, part), count))
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        function(*args)
    finally:
        sys.settrace(before)
    return held
