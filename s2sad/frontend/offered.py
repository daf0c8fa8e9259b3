"""Offered: what the parts that lower records and derivatives offer the others."""

from __future__ import annotations

from typing import Any

from ..ir.nodes import Expr, Name
from .values import Captured, Derived, Transform


class Offered:
    """The signatures of `records` and `derivatives`."""

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

    def know(self, name: str, value: Any, node: Any) -> None:
        """Note that a name stands for a function, or something else that is known."""
        raise NotImplementedError

    def store_attribute(self, target: Any, value: Expr) -> None:
        """Lower `p.x = value`."""
        raise NotImplementedError

    def attribute_in_place(self, target: Any, value: Expr, before: list[Any], op: str) -> None:
        """Lower `p.x op= value`."""
        raise NotImplementedError

    def transformed(self, callee: Transform, node: Any) -> Any:
        """Return the derivative that a call of `grad` makes; of `jvp`, what it computes."""
        raise NotImplementedError

    def derived(self, callee: Derived, node: Any) -> Expr:
        """Return the value of a call of a derivative."""
        raise NotImplementedError
