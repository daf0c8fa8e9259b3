"""Exits: how control can leave a block otherwise than at its end.

An exit is 'break', 'continue' or 'return'; a raise ends the program and is none of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gast

from .ready import Step

_EXITS = {gast.Break: "break", gast.Continue: "continue", gast.Return: "return"}


def exits(statements: list[Any]) -> set[str]:
    """Return the exits that statements may take, as seen from around them."""
    found: set[str] = set()
    for statement in statements:
        found |= _exits_of(statement)
    return found


def _exits_of(statement: Any) -> set[str]:
    if type(statement) in _EXITS:
        return {_EXITS[type(statement)]}
    if isinstance(statement, Step):
        return {"return"} if statement.leaves else set()
    if isinstance(statement, gast.If):
        return exits(statement.body) | exits(statement.orelse)
    if isinstance(statement, (gast.For, gast.While)):
        return exits(statement.body) & {"return"} | exits(statement.orelse)
    return exits(statement.body) if is_context(statement) else set()


def is_context(statement: Any) -> bool:
    """Return whether a statement is a `with`, or a `try` with nothing but a `finally`."""
    return isinstance(statement, gast.With) or (
        isinstance(statement, gast.Try) and not statement.handlers
    )


def falls(statements: list[Any]) -> bool:
    """Return whether control may reach the end of a block."""
    return all(_falls(statement) for statement in statements)


def _falls(statement: Any) -> bool:
    if isinstance(statement, (gast.Break, gast.Continue, gast.Return, gast.Raise)):
        return False
    if isinstance(statement, gast.If):
        return falls(statement.body) or falls(statement.orelse)
    if isinstance(statement, (gast.For, gast.While)):
        if "break" in exits(statement.body):
            return True
        return not is_endless(statement) and falls(statement.orelse)
    return falls(statement.body) if is_context(statement) else True


def is_endless(statement: Any) -> bool:
    """Return whether a loop is `while True`."""
    return (
        isinstance(statement, gast.While)
        and isinstance(statement.test, gast.Constant)
        and bool(statement.test.value)
    )


def returns_of(statements: list[Any]) -> Iterator[Any]:
    """Yield the return statements of a function's body, without those of functions inside."""
    for statement in statements:
        if isinstance(statement, gast.Return):
            yield statement
        elif isinstance(statement, (gast.If, gast.For, gast.While)):
            yield from returns_of(statement.body)
            yield from returns_of(statement.orelse)
        elif is_context(statement):
            yield from returns_of(statement.body)
