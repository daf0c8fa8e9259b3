"""How an error leaves s2sad: with the frames of the user's own code, and none of ours.

A refusal says in its text where it comes from, so its traceback ends at the user's call. An error
of a program that runs keeps the frames from the emitted program on. Anything else would be a fault
of s2sad itself, and keeps them all.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from traceback import FrameSummary
from types import TracebackType
from typing import Any, TypeVar

from .errors import Error

F = TypeVar("F", bound=Callable[..., Any])
_HOME = os.path.dirname(os.path.abspath(__file__)) + os.sep
_EMITTED = "<s2sad "
EMITTED_FILES: set[str] = set()  # the files that hold emitted programs, if files do
ENTRY = "<s2sad>"
_OF_THE_CALL = "__s2sad_of_the_call__"
_OF_THE_FUNCTION = "__s2sad_of_the_function__"


def outermost(function: F) -> F:
    """Make a function one that users call: what it raises is shown as seen from outside.

    The one frame that stays is `File "<s2sad>", in grad`, without a line of ours.
    """

    @functools.wraps(function)
    def entry(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            raise seen_from_outside(error)  # noqa: B904 - the same error

    return as_entry(entry, function.__code__.co_name)  # type: ignore[return-value]


def as_entry(function: F, name: str = "") -> F:
    """Let the frame of a function show as one of s2sad as a whole, without a line."""
    code = function.__code__  # type: ignore[attr-defined]
    function.__code__ = code.replace(  # type: ignore[attr-defined]
        co_filename=ENTRY, co_name=name or code.co_name, co_firstlineno=1
    )
    return function


def of_the_call(error: Exception) -> Exception:
    """Mark an error of Python's own as one of the user's call, like a refusal."""
    setattr(error, _OF_THE_CALL, True)
    return error


def of_the_function(error: Exception) -> Exception:
    """Mark an error as one that the user's function raised: its own frames stay."""
    setattr(error, _OF_THE_FUNCTION, True)
    return error


def seen_from_outside(error: Exception) -> Exception:
    """Return the error with those frames only that the user can do something about."""
    frames = _frames(error.__traceback__)
    is_wrong_call = all(_file(frame) == ENTRY for frame in frames)  # Python's own TypeError
    if isinstance(error, Error) or hasattr(error, _OF_THE_CALL) or is_wrong_call:
        error.__cause__, error.__suppress_context__ = None, True
        return error.with_traceback(None)
    if hasattr(error, _OF_THE_FUNCTION):
        return error.with_traceback(_chained([f for f in frames if not _is_ours(f)]))
    emitted = [k for k, f in enumerate(frames) if is_emitted(_file(f))]
    if not emitted:
        return error
    return error.with_traceback(_chained([f for f in frames[emitted[0] :] if not _is_ours(f)]))


def _chained(frames: list[TracebackType]) -> TracebackType | None:
    trace: TracebackType | None = None
    for frame in reversed(frames):
        trace = TracebackType(trace, frame.tb_frame, frame.tb_lasti, frame.tb_lineno)
    return trace


def _file(frame: TracebackType) -> str:
    return frame.tb_frame.f_code.co_filename


def _is_ours(frame: TracebackType) -> bool:
    return _file(frame) == ENTRY or _file(frame).startswith(_HOME)


def is_emitted(file: str) -> bool:
    """Return whether a file name of code is that of an emitted program."""
    return file.startswith(_EMITTED) or file in EMITTED_FILES


def is_ours(frame: FrameSummary) -> bool:
    """Return whether a frame that was taken out of a traceback is one of s2sad's."""
    return frame.filename == ENTRY or frame.filename.startswith(_HOME)


def _frames(trace: TracebackType | None) -> list[TracebackType]:
    found = []
    while trace is not None:
        found.append(trace)
        trace = trace.tb_next
    return found
