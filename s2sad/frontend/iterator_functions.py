"""What `itertools` does with functions and generators, as generators that are read.

A call of `itertools.accumulate` and its kin is replaced by the body of one of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

Function = Callable[..., Any]


def accumulate(items: Iterable[Any], function: Function) -> Iterator[Any]:
    """Yield what `itertools.accumulate(items, function)` does."""
    for i, item in enumerate(items):
        if i == 0:
            total = item
        else:
            total = function(total, item)
        yield total


def accumulate_from(items: Iterable[Any], function: Function, total: Any) -> Iterator[Any]:
    """Yield what `itertools.accumulate(items, function, initial=total)` does."""
    yield total
    for item in items:
        total = function(total, item)
        yield total


def takewhile(function: Function, items: Iterable[Any]) -> Iterator[Any]:
    """Yield what `itertools.takewhile(function, items)` does."""
    for item in items:
        if not function(item):
            break
        yield item


def dropwhile(function: Function, items: Iterable[Any]) -> Iterator[Any]:
    """Yield what `itertools.dropwhile(function, items)` does."""
    is_over = False
    for item in items:
        if not is_over:
            is_over = not function(item)
        if is_over:
            yield item


def filterfalse(function: Function, items: Iterable[Any]) -> Iterator[Any]:
    """Yield what `itertools.filterfalse(function, items)` does."""
    for item in items:
        if not function(item):
            yield item


def starmap(function: Function, items: Iterable[Any]) -> Iterator[Any]:
    """Yield what `itertools.starmap(function, items)` does."""
    for item in items:
        yield function(*item)


def first_items(items: Iterable[Any], stop: int) -> Iterator[Any]:
    """Yield what `itertools.islice(items, stop)` does."""
    if stop > 0:
        for count, item in enumerate(items, 1):
            yield item
            if count == stop:
                break


def total_from(function: Function, items: Iterable[Any], start: Any) -> Any:
    """Return what `functools.reduce(function, items, start)` does, and `sum` with a start."""
    total = start
    for item in items:
        total = function(total, item)
    return total


def total_after(function: Function, items: Any, start: Any) -> Any:
    """Return what `functools.reduce(function, items)` does, whose first item is `start`."""
    total = start
    for item in items[1:]:
        total = function(total, item)
    return total
