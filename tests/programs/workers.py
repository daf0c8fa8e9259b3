"""Workers: judging programs in several processes, none for longer than a limit."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from .judge import OutOfTime, Verdict

Found = TypeVar("Found")


def in_workers(
    one: Callable[[int], Found], numbers: Iterable[int], jobs: int
) -> Iterator[Found]:
    """What `one` finds for each number, in their order; `one` can be pickled."""
    if jobs <= 1:
        yield from map(one, numbers)
        return
    with multiprocessing.get_context("fork").Pool(jobs, maxtasksperchild=500) as pool:
        yield from pool.imap(one, numbers)


def in_time(judged: Callable[[], Verdict], limit: int) -> Verdict:
    """The verdict; what takes longer than the limit, in seconds of work, gets `timeout`."""

    def out_of_time(*_: Any) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGPROF, out_of_time)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        return judged()
    except OutOfTime:
        return Verdict("timeout", "timeout", f"longer than {limit} s")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
