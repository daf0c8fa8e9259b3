"""Pausing the collector of cycles while a program is made.

A transformation makes very many small objects and hardly a cycle. The collector, which runs by the
number of new objects, would look through all of them again and again: a third of the time for a
function of a thousand lines, and more for longer ones.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Run a block with the collector of cycles paused; nested, and in several threads, too."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
