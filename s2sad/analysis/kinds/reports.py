"""Reports: calls that tell people what a program computes, and change nothing of it.

These are the methods and functions of `logging`, `warnings.warn`, and what is written to a stream
of text. A report keeps none of its operands, and what it returns has nothing to do with them.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Mapping
from types import BuiltinMethodType, MethodType
from typing import Any

from ...ir.kinds import Kind, Other, Scalar
from ...ir.nodes import Apply, Const, Expr, Name
from .calls import Call

WRITING = {  # what makes a text of anything
    "str", "repr", "format", "fstring", "np.array2string", "np.array_repr", "np.array_str",
}  # fmt: skip
_OF_LOGGERS = (
    "debug", "info", "warning", "warn", "error", "exception", "critical", "fatal", "log",
)  # fmt: skip
_OF_STREAMS = ("write", "flush")
_LOGGER, _STREAM = Other("reporter:logger"), Other("reporter:stream")
_REPORTS, _MAKES = Other("function:reports"), Other("function:makes a logger")
_FUNCTIONS = (warnings.warn, *[getattr(logging, name) for name in _OF_LOGGERS])


def kind_of_reporting(value: Any) -> Kind | None:
    """Return the kind of a logger, a stream of text, or a function that reports."""
    if value is logging.getLogger:
        return _MAKES
    if isinstance(value, (MethodType, BuiltinMethodType)):
        methods = _methods_of(_kind_of_reporter(value.__self__))
        return _REPORTS if value in _FUNCTIONS or value.__name__ in methods else None
    return _REPORTS if any(value is known for known in _FUNCTIONS) else _kind_of_reporter(value)


def _kind_of_reporter(value: Any) -> Kind | None:
    if type(value) in (logging.Logger, logging.LoggerAdapter, type(logging.root)):
        return _LOGGER
    return _STREAM if isinstance(value, io.TextIOBase) else None


def _methods_of(kind: Kind | None) -> tuple[str, ...]:
    return _OF_LOGGERS if kind == _LOGGER else _OF_STREAMS if kind == _STREAM else ()


def reported(call: Call, expr: Apply) -> Kind | None:
    """Return the kind of what a report, or the function that makes a logger, returns."""
    owner = call.kind(expr.args[0])
    if owner == _MAKES and expr.op == "call":
        return _LOGGER
    if not _is_of(expr, owner):
        return None
    return Scalar("int64") if expr.args[1:] and expr.args[1] == Const("write") else Other("none")


def is_report(expr: Apply, kinds: Mapping[str, Kind]) -> bool:
    """Return whether a call or method reports: it changes and keeps no operand."""
    owner = expr.args[0]
    return isinstance(owner, Name) and _is_of(expr, kinds.get(owner.id))


def handed_to(expr: Expr) -> list[str]:
    """Return the names that a call is handed: not those of which it only gets a text."""
    if isinstance(expr, Apply) and expr.op not in WRITING:
        return [name for part in expr.operands for name in handed_to(part)]
    return [expr.id] if isinstance(expr, Name) else []


def _is_of(expr: Apply, owner: Kind | None) -> bool:
    if expr.op == "call":
        return owner == _REPORTS
    name = expr.args[1]
    return isinstance(name, Const) and name.value in _methods_of(owner)
