"""Later: names that a decorated function reads, and that its file binds below it.

A function that calls itself has no name yet where its decorator runs, and a helper may stand below.
"""

from __future__ import annotations

import ast
import linecache
import re
from collections.abc import Callable
from typing import Any

from .errors import Error, Refused, UnknownName

_MISSING = re.compile(r"`(\w+)` is (not defined|known only when the file runs)$")


def read_early(read: Callable[..., Any], function: Callable[..., Any]) -> None:
    """Read a function where its decorator runs, so that what is outside the language is told.

    If it only waits for names that are bound later, it is read when it is used.
    """
    try:
        read(function)
    except (UnknownName, Refused) as refusal:
        if not is_bound_later(function, refusal):
            raise


def is_bound_later(function: Callable[..., Any], refusal: Error) -> bool:
    """Return whether a function was refused only for names that are bound after it is made."""
    refusals = refusal.refusals if isinstance(refusal, Refused) else [refusal]
    names = [_MISSING.search(e.what) if isinstance(e, UnknownName) else None for e in refusals]
    own = getattr(function, "__name__", "")
    others = {found[1] for found in names if found is not None and found[1] != own}
    return all(names) and (not others or others <= _bound_below(function))


def _bound_below(function: Callable[..., Any]) -> set[str]:
    """Return the names that the statements of a file bind below a function of it."""
    from .frontend.static_bindings import bindings_of  # only a file with such a name needs it

    code = getattr(function, "__code__", None)
    if code is None:
        return set()
    lines = linecache.getlines(code.co_filename, getattr(function, "__globals__", None))
    try:
        found = bindings_of(ast.parse("".join(lines))).names
    except SyntaxError:
        return set()
    lines_of = {n: [getattr(p.statement, "lineno", 0) for p in ps] for n, ps in found.items()}
    return {name for name, at in lines_of.items() if max(at) > code.co_firstlineno}
