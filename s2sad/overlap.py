"""Overlap: arguments that share memory, or hold one list in two places, while something is written.

A derivative works on copies of what it writes. A store through one place of a shared array or list
shows in the other place, and would not show in the copy, so it is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from .errors import Overlap
from .ir.frozen import dataclass
from .pipeline import Special
from .structures import children, is_structure, records_in

DEEPEST = 24


@dataclass(frozen=True)
class Place:
    """An array or list inside an argument; `level` lists stand around it."""

    name: str
    level: int
    value: Any


def check_overlap(special: Special, values: Mapping[str, Any]) -> None:
    """Refuse arguments that share memory if the function writes one of them."""
    if special.source.stores:
        _check_records(values)
    written = special.written_levels()
    if not any(map(any, written.values())):
        return
    places = [p for name, value in special.everything(values) for p in _places(name, value)]
    _check_lists([p for p in places if isinstance(p.value, list)], written)
    _check_arrays([p for p in places if isinstance(p.value, np.ndarray)], written)


def _places(name: str, value: Any, level: int = 0, depth: int = 0) -> Iterator[Place]:
    if isinstance(value, (list, np.ndarray)):
        yield Place(name, level, value)
    if is_structure(value) and depth < DEEPEST:
        inside = level + isinstance(value, list)
        for _, item in children(value):
            yield from _places(name, item, inside, depth + 1)


def _is_written(place: Place, written: Mapping[str, list[bool]]) -> bool:
    levels = written.get(place.name, [])
    return levels[min(place.level, len(levels) - 1)] if levels else False


def _check_lists(places: list[Place], written: Mapping[str, list[bool]]) -> None:
    seen: dict[int, Place] = {}
    for place in places:
        other = seen.setdefault(id(place.value), place)
        if other is place:
            continue
        for one, two in ((place, other), (other, place)):
            if _is_written(one, written):
                raise _shared(one, two, "a list")


def _check_arrays(places: list[Place], written: Mapping[str, list[bool]]) -> None:
    """Compare each array with those whose memory begins before its own ends."""
    bounds = sorted([(*_bounds(p.value), k) for k, p in enumerate(places)])
    for at, (_, end, k) in enumerate(bounds):
        for begin, _, j in bounds[at + 1 :]:
            if begin >= end:
                break
            for one, two in ((places[k], places[j]), (places[j], places[k])):
                if _is_written(one, written) and np.shares_memory(one.value, two.value):
                    raise _shared(one, two, "memory")


def _bounds(array: np.ndarray) -> tuple[int, int]:
    """Return where the memory of an array begins and ends."""
    if not array.size:
        return 0, 0
    steps = [(n - 1) * stride for n, stride in zip(array.shape, array.strides)]
    begin = array.__array_interface__["data"][0] + sum([s for s in steps if s < 0])
    return begin, begin + sum(map(abs, steps)) + array.itemsize


def _shared(one: Place, two: Place, what: str) -> Overlap:
    if one.name == two.name:
        return Overlap(
            f"two places of `{one.name}` share {what}, and `{one.name}` is written", None,
            "The derivative works on a copy of what it writes, in which they are apart.",
            "Pass a copy in one of the places.",
        )  # fmt: skip
    if two.name == f"{one.name}_default":
        return Overlap(
            f"the default of `{one.name}` is one for all calls, and `{one.name}` is written", None,
            "What one call puts into it, the next one finds there.",
            f"Write `{one.name}=None`, and make it anew inside the function.",
        )  # fmt: skip
    return Overlap(
        f"`{one.name}` and `{two.name}` share {what}, and `{one.name}` is written", None,
        "The derivative works on a copy of what it writes, so it would not see "
        "the other argument change.", f"Pass `{two.name}.copy()`.",
    )  # fmt: skip


def _check_records(values: Mapping[str, Any]) -> None:
    """Refuse a dict or object that is reached in two ways if the function may store into it."""
    seen: dict[int, str] = {}
    for name, value in values.items():
        for record in records_in(value):
            if id(record) in seen:
                raise Overlap(
                    f"one {type(record).__name__} is reached through `{seen[id(record)]}` and "
                    f"through `{name}`, and the function stores", None,
                    "A store through one of them would have to show through the other.",
                    "Pass a copy (`copy.copy`).",
                )  # fmt: skip
            seen[id(record)] = name
