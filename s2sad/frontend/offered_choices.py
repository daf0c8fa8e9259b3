"""Offered choices: what lowers functions that are chosen, first items, and tests offers others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..ir.nodes import Expr
from .offered_lists import OfferedLists


class OfferedChoices(OfferedLists):
    """The signatures of `chosen`, `either`, `consumers`, `operators`, `in_place` and `raising`."""

    def chosen(self, node: Any) -> Any:
        """Return the functions that `table[key]` may be; None if it is something else."""
        raise NotImplementedError

    def of_property(self, known: Any, node: Any) -> Any:
        """Return what a property gives; a `cached_property` is an attribute from then on."""
        raise NotImplementedError

    def asked_of_chosen(self, what: str, value: Any, node: Any) -> Any:
        """Return whether a name that may be a function is `true`, `callable` or not `None`."""
        raise NotImplementedError

    def with_order(self, op: str, node: Any) -> Any:
        """Return `sorted(objects)`, `min(objects)` and the like with the key of their class."""
        raise NotImplementedError

    def ordered(self, op: str, listing: Any, node: Any) -> Any:
        """Return a call that orders objects with the key of their class, if it has one."""
        raise NotImplementedError

    def gives_function(self, node: Any) -> bool:
        """Return whether a node is a function, or one or another of several."""
        raise NotImplementedError

    def function_in_branches(self, node: Any) -> Any:
        """Return `f = A if c else B` as an `if` statement; None of any other assignment."""
        raise NotImplementedError

    def first_of(self, node: Any) -> Expr | None:
        """Return the first item of what is made in a call of `next`; None of what has a name."""
        raise NotImplementedError

    def run_through(self, node: Any) -> Any:
        """Return what a loop over `iter(items)` runs through; of anything else itself."""
        raise NotImplementedError

    def with_more(self, op: str, node: Any) -> Any:
        """Return a call of a primitive that is told what its rules do not know; else None."""
        raise NotImplementedError

    def of_one(self, method: str, owner: Any, values: list[Any], node: Any) -> Any:
        """Return what a method of an object's class returns."""
        raise NotImplementedError

    def compared(self, node: Any, lower: Callable[[Any], Expr]) -> Expr | None:
        """Return a comparison that an object may take part in; None of any other node."""
        raise NotImplementedError

    def type_asked(self, node: Any) -> Any:
        """Return the class that `type(p)` is, of an object that the function made; else None."""
        raise NotImplementedError

    def grown_in_place(self, current: Any, op: str, node: Any) -> bool:
        """Lower `parts += more` and `d |= more`; return whether it is one of these."""
        raise NotImplementedError

    def without_objects_in(self, node: Any) -> Any:
        """Return the node of an exception with the class of an object in its place."""
        raise NotImplementedError

    def asked_of_objects(self, op: str, node: Any) -> Any:
        """Return `bool(p)`, `min(p, q)`, `getattr(p, "x", v)` of objects; None of others."""
        raise NotImplementedError

    def truth_test(self, node: Any) -> Any:
        """Return a test with `bool(p)` in the place of objects that are asked for their truth."""
        raise NotImplementedError

    def item_of_object_in_place(self, owner: Any, node: Any, op: str) -> None:
        """Lower `g[i] op= value` of an object."""
        raise NotImplementedError

    def try_as_test(self, node: Any, rest: list[Any]) -> bool:
        """Lower an `if` that a `try` became; return whether what follows went into an arm."""
        raise NotImplementedError
