"""Entries: how a call whose arguments are of known kinds reaches its program in a microsecond.

The first call at certain kinds takes the long way: it binds, specialises and checks. An entry is
the short way for the next ones: a function, written for that one specialisation, that tests what
the long way would find out again (types, dtypes, layouts, the sizes that decisions used, whether
what the function calls is still the same, memory that is shared) and calls the program. Where a
test fails it returns MISS, and the call takes the long way. There are entries for flat arguments
only: numbers, arrays, text, None.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from .entry_lines import MISS, Entry, Lines
from .ir.kinds import Array, Kind, Scalar
from .ir.nodes import Capture
from .pipeline import Special
from .structures import has_class

KEPT = "__s2sad_short_ways__"
NOTHING: tuple[Any, dict[Any, tuple[Entry, ...]]] = (MISS, {})
MOST_ENTRIES = 4  # that a derivative keeps
PLAIN = (float, int, bool, complex, str, type(None), np.float64, np.float32)


def entry(
    special: Special, wrt: tuple[str, ...], args: tuple[Any, ...], mode: str, alone: bool
) -> Entry | None:
    """Return the short way for calls like this one, or None if there is none.

    `mode` is 'grad' or 'value_and_grad'; the gradient comes by itself if it is `alone`.
    """
    key = ("entry", wrt, mode, alone, tuple(map(type, args)))
    if key not in special.made:
        special.made[key] = _made(special, wrt, args, mode, alone)
    found: Entry | None = special.made[key]
    return found


def forward_entry(
    special: Special, wrt: tuple[str, ...], primals: Sequence[Any], tangents: Sequence[Any]
) -> Entry | None:
    """Return the short way for a tangent program; it takes the arguments, then the tangents."""
    key = ("entry", wrt, "jvp", tuple(map(type, primals)))
    if key not in special.made:
        special.made[key] = _forward_made(special, wrt, tuple(primals), tuple(tangents))
    found: Entry | None = special.made[key]
    return found


def backward_entry(
    special: Special, wrt: tuple[str, ...], primals: Sequence[Any]
) -> Entry | None:
    """Return the short way to a value and its pullback; it takes the arguments."""
    key = ("entry", wrt, "vjp", tuple(map(type, primals)))
    if key not in special.made:
        special.made[key] = _backward_made(special, wrt, tuple(primals))
    found: Entry | None = special.made[key]
    return found


def short_ways(function: Any, wrt: Any, mode: str) -> tuple[Entry, ...]:
    """Return the short ways of 'jvp' or 'vjp' of a function, and not of one it wraps."""
    of, ways = getattr(function, KEPT, NOTHING)
    if of is not function:
        return ()
    found: tuple[Entry, ...] = ways.get((mode, tuple(wrt) if type(wrt) is list else wrt), ())
    return found


def keep_short_way(function: Any, wrt: Any, mode: str, short: Entry) -> None:
    """Let the function carry a short way; what takes no attributes goes the long way always."""
    of, ways = getattr(function, KEPT, NOTHING)
    key = mode, tuple(wrt) if type(wrt) is list else wrt
    kept = ways if of is function else {}
    entries = (short, *kept.get(key, ())[: MOST_ENTRIES - 1])
    with contextlib.suppress(AttributeError, TypeError):
        setattr(function, KEPT, (function, {**kept, key: entries}))


def _made(
    special: Special, wrt: tuple[str, ...], args: tuple[Any, ...], mode: str, alone: bool
) -> Entry | None:
    if not _is_plain_call(special, args) or not special.is_surely_scalar:
        return None
    with_value = mode == "value_and_grad" or special.may_end_unbound
    program = special.adjoint(wrt) if with_value else special.gradient(wrt)
    lines = Lines(special, program)
    values = dict(zip(special.source.names, args))
    lines.arguments(values)
    if not lines.surroundings(values):
        return None
    lines.call(wrt, values, mode, alone, with_value)
    return lines.compiled(args)


def _forward_made(
    special: Special, wrt: tuple[str, ...], args: tuple[Any, ...], tangents: tuple[Any, ...]
) -> Entry | None:
    if not _is_plain_call(special, args):
        return None
    values = dict(zip(special.source.names, args))
    lines = Lines(special, special.tangent(wrt))
    lines.arguments(values, len(tangents))
    if not lines.surroundings(values) or not lines.tangents(wrt, values, tangents):
        return None
    lines.push()
    return lines.compiled((*args, *tangents))


def _backward_made(
    special: Special, wrt: tuple[str, ...], args: tuple[Any, ...]
) -> Entry | None:
    if not _is_plain_call(special, args):
        return None
    ahead, back = special.pair(wrt)
    kind = special.one_result
    if kind is None or back.captures or not _is_plain_result(kind):
        return None
    values = dict(zip(special.source.names, args))
    lines = Lines(special, ahead)
    lines.arguments(values)
    if not lines.surroundings(values):
        return None
    lines.pull(wrt, values, back, kind)
    return lines.compiled(args)


def _is_plain_call(special: Special, args: tuple[Any, ...]) -> bool:
    source = special.source
    flat = len(args) == len(source.names) and source.is_plain and all(map(_is_flat, args))
    captures = all(_is_flat_capture(capture) for capture in source.program.captures)
    return flat and captures and not has_class(special.core.forms)


def _is_flat(value: Any) -> bool:
    return type(value) in PLAIN or type(value) is np.ndarray


def _is_flat_capture(capture: Capture) -> bool:
    return not capture.path and _is_flat(capture.read())


def _is_plain_result(kind: Kind) -> bool:
    """Return whether a result is one real number, or an array of such in C order."""
    if isinstance(kind, Array):
        return kind.order == "C" and kind.dtype.startswith("float")
    return isinstance(kind, Scalar) and kind.dtype.startswith("float")
