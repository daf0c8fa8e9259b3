"""Heaps (`heapq`), as the library's own text has them: an item is at most those under it.

Which places are compared, and in which order, is what Python does, so that a heap of equal items
has them in the same places.
"""

from __future__ import annotations

from typing import Any


def heappush(heap: Any, item: Any) -> None:
    """Put an item into a heap."""
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap: Any) -> Any:
    """Take the smallest item out of a heap."""
    last = heap.pop()
    if len(heap) > 0:
        least = heap[0]
        heap[0] = last
        _sink(heap, 0)
        last = least
    return last


def heapify(x: Any) -> None:
    """Make a heap of a list."""
    for k in range(len(x) // 2):
        _sink(x, len(x) // 2 - 1 - k)


def heapreplace(heap: Any, item: Any) -> Any:
    """Take the smallest item out of a heap, then put another one in."""
    least = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return least


def heappushpop(heap: Any, item: Any) -> Any:
    """Put an item into a heap, then take the smallest one out."""
    if len(heap) > 0:
        least = heap[0]
        if least < item:
            heap[0] = item
            _sink(heap, 0)
            item = least
    return item


def nsmallest(n: int, iterable: Any, key: Any = None) -> Any:
    """Return the smallest items, in order."""
    if key is None:
        return sorted(iterable)[: max(n, 0)]
    return sorted(iterable, key=key)[: max(n, 0)]


def nlargest(n: int, iterable: Any, key: Any = None) -> Any:
    """Return the largest items, in order."""
    if key is None:
        return sorted(iterable, reverse=True)[: max(n, 0)]
    return sorted(iterable, key=key, reverse=True)[: max(n, 0)]


def _rise(heap: Any, start: int, place: int) -> None:
    item = heap[place]
    while place > start:
        above = (place - 1) // 2
        parent = heap[above]
        if not item < parent:
            break
        heap[place] = parent
        place = above
    heap[place] = item


def _sink(heap: Any, start: int) -> None:
    end, place = len(heap), start
    item = heap[place]
    while 2 * place + 1 < end:
        below = 2 * place + 1
        child = heap[below]
        if below + 1 < end:
            other = heap[below + 1]
            if not child < other:
                below = below + 1
                child = other
        heap[place] = child
        place = below
    heap[place] = item
    _rise(heap, start, place)
