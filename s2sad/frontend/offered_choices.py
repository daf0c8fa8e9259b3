"""Offered choices: what lowers functions that are chosen, first items, and tests offers others."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from ..ir.nodes import Expr
from .classes import Perhaps
from .offered_lists import OfferedLists
from .values import Value


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

    def attribute_by_text(self, node: Any) -> Any:
        """Return `p.x` as a node for `getattr(p, "x")` of something outside; None of others."""
        raise NotImplementedError

    def known_presence(self, node: Any) -> bool | None:
        """Return the truth of `hasattr(p, "x")` of something outside; None if the run tells."""
        raise NotImplementedError

    def by_text(self, op: str, node: Any) -> Any:
        """Return `getattr(p, "x", v)` or `hasattr(p, "x")`; None of what only the run tells."""
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

    def object_of(self, node: Any) -> Value | None:
        """Return what a node stands for where an attribute of it is asked for: no None."""
        raise NotImplementedError

    def narrow(self, test: Any, outcome: bool) -> None:
        """Note what the outcome of a test tells of the names in it."""
        raise NotImplementedError

    def supposing(self, test: Any, outcome: bool) -> AbstractContextManager[None]:
        """Let what is lowered now know what an outcome of a test tells, and nothing after it."""
        raise NotImplementedError

    def guard_absent(self, node: Any, may_raise: bool = True) -> None:
        """Raise an error of the program where an attribute is asked of what is None."""
        raise NotImplementedError

    def asks_whether_none(self, node: Any) -> Perhaps | None:
        """Return what `p is None` or `p is not None` asks; None of any other node."""
        raise NotImplementedError

    def asks_of_absence(self, test: Any) -> bool:
        """Return whether a test asks whether a name is None that may be, here or in later trips."""
        raise NotImplementedError

    def no_none(self, found: Any, node: Any) -> Any:
        """Return an object that may be None where an attribute of it is asked for."""
        raise NotImplementedError

    def own_listed(self, own: Any, value: Any, node: Any) -> Any:
        """Return an object of a list, or None, whose number is a variable's own."""
        raise NotImplementedError

    def new_flag(self, name: str) -> str:
        """Return a variable that tells whether a name is an object."""
        raise NotImplementedError

    def perhaps_named(self, name: str, value: Perhaps, node: Any) -> Perhaps:
        """Return what a name is that is bound to what may be None: it has a flag of its own."""
        raise NotImplementedError

    def agree_on_absence(self, place: Any, before: Any, arms: list[Any], node: Any) -> bool:
        """Let a name be an object or None where paths meet; return whether it is that."""
        raise NotImplementedError

    def begin_absence(self, places: list[Any], node: Any) -> None:
        """Give what is None before a loop, and an object after a trip, its variables."""
        raise NotImplementedError

    def look_for_absence(self, place: Any, before: Any, here: Any, node: Any) -> None:
        """Read the function again if a name is None before a loop, and an object after a trip."""
        raise NotImplementedError

    def close_absence(self, place: Any, before: Any, here: Any, node: Any) -> bool:
        """Let a name that is None or an object be the same when a loop goes round."""
        raise NotImplementedError

    def check_absence(self, before: Any, node: Any) -> None:
        """Refuse a name that was taken for None in a loop, which a later trip may find bound."""
        raise NotImplementedError

    def is_boolean(self, node: Any) -> bool:
        """Return whether a node is a pure text whose value is True or False."""
        raise NotImplementedError

    def assign_in_place(self, node: Any, op: str) -> None:
        """Lower an augmented assignment."""
        raise NotImplementedError
