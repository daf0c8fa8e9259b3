"""Offered: what the parts that lower records and derivatives offer the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..ir.nodes import Const, Expr, Name
from .values import Captured, Derived, Transform


class Offered:
    """The signatures of `records` and `derivatives`."""

    def constant_key(self, node: Any) -> Const | None:
        """Return a key of a dict as a constant; None if it is none before the run."""
        raise NotImplementedError

    def known_text(self, node: Any) -> Const | None:
        """Return a text outside the function as a constant."""
        raise NotImplementedError

    def known_texts(self, node: Any) -> tuple[str, ...]:
        """Return the texts of a tuple outside the function."""
        raise NotImplementedError

    def dict_display(self, node: Any) -> Expr:
        """Return a dict display whose keys are constants."""
        raise NotImplementedError

    def dict_comprehension(self, node: Any) -> Name:
        """Return a new dict that holds the items of a comprehension."""
        raise NotImplementedError

    def dict_call(self, node: Any) -> Expr:
        """Return `dict(p, a=1.0)`."""
        raise NotImplementedError

    def constructed(self, callee: Captured, node: Any) -> Expr | None:
        """Return a named tuple or dataclass that a call makes; None if it is another class."""
        raise NotImplementedError

    def store_attribute(self, target: Any, value: Expr) -> None:
        """Lower `p.x = value`."""
        raise NotImplementedError

    def attribute_in_place(self, target: Any, value: Expr, before: list[Any], op: str) -> None:
        """Lower `p.x op= value`."""
        raise NotImplementedError

    def context(self, node: Any, rest: list[Any]) -> bool:
        """Lower a `with` or `try`; return whether the rest of the block went under a condition."""
        raise NotImplementedError

    def guard(
        self, taken: set[str], lower: Callable[[], None], rest: list[Any], node: Any
    ) -> None:
        """Lower what takes exits on some paths only: a flag tells, and guards the rest."""
        raise NotImplementedError

    def attempt(self, node: Any) -> None:
        """Lower a `try` statement that has handlers."""
        raise NotImplementedError

    def delete(self, node: Any) -> None:
        """Lower a `del`."""
        raise NotImplementedError

    def transformed(self, callee: Transform, node: Any) -> Any:
        """Return the derivative that a call of `grad` makes; of `jvp`, what it computes."""
        raise NotImplementedError

    def derived(self, callee: Derived, node: Any) -> Expr:
        """Return the value of a call of a derivative."""
        raise NotImplementedError
