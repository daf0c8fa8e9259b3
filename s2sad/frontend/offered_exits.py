"""Offered exits: what the parts that lower `break`, `continue` and `return` offer the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..ir.nodes import Expr
from .offered_choices import OfferedChoices


class OfferedExits(OfferedChoices):
    """The signatures of what lowers exits."""

    def done_flag(self) -> str:
        """Return the flag that tells that the function has returned."""
        raise NotImplementedError

    def clear_done(self, node: Any) -> None:
        """Set the flag of a return to false, unless it is known to be here."""
        raise NotImplementedError

    def under(self, test: Expr, lower: Callable[[], None], node: Any) -> None:
        """Lower what runs under a condition."""
        raise NotImplementedError

    def guard(
        self, taken: set[str], lower: Callable[[], None], rest: list[Any], node: Any
    ) -> None:
        """Lower what takes exits on some paths only: a flag tells, and guards the rest."""
        raise NotImplementedError

    def branch(
        self, test: Expr, body: list[Any], orelse: list[Any], rest: list[Any], node: Any
    ) -> bool:
        """Lower two arms and what follows them; return whether that went into an arm."""
        raise NotImplementedError

    def known_while(self, node: Any, rest: list[Any]) -> bool:
        """Lower the next trip of a loop and all that follows, if its test is known; else False."""
        raise NotImplementedError

    def note_none(self, name: str, value: Any) -> None:
        """Note that a name is bound to None, where an object might stand."""
        raise NotImplementedError

    def one_by_one(self, herd: Any) -> None:
        """Read the function again with the objects of a list known one by one, if they can be."""
        raise NotImplementedError
