"""Offered iterators: what those that lower iterators, and consume them, offer the others."""

from __future__ import annotations

from typing import Any

from ..ir.nodes import Expr


class OfferedIterators:
    """The signatures of `iterators` and `consumers`."""

    def header_of_iterator(self, op: str, node: Any) -> Any:
        """Return a call of an iterator as the header of a loop, or as a generator."""
        raise NotImplementedError

    def kept(self, node: Any) -> Any:
        """Return the value of a node as it is now, whatever is assigned later."""
        raise NotImplementedError

    def standing_for(self, function: Any) -> Any:
        """Return one of our own functions, whose body is to stand for a call."""
        raise NotImplementedError

    def listed_iterator(self, node: Any, with_ranges: bool) -> Any:
        """Return a call of an iterator as a list of its items; None if it is none."""
        raise NotImplementedError

    def given_one_by_one(self, value: Any) -> Any:
        """Return what is taken apart; of a generator, a display or a list of its items."""
        raise NotImplementedError

    def with_generator(self, op: str, node: Any) -> Any:
        """Return a call of `sum` and the like with a generator in the place of what gives one."""
        raise NotImplementedError

    def with_list(self, node: Any) -> Any:
        """Return `text.join(e for …)` as that of a list: join makes one itself, before all else."""
        raise NotImplementedError

    def of_generator(self, op: str, generator: Any, node: Any) -> Expr:
        """Return what a call makes of a generator expression."""
        raise NotImplementedError

    def sum_from(self, node: Any) -> Expr:
        """Return `sum(e for ..., start)`."""
        raise NotImplementedError

    def conversion(self, op: str, only: Any, node: Any) -> Expr:
        """Return `list(x)` or `tuple(x)`."""
        raise NotImplementedError

    def by_key(self, op: str, node: Any) -> Any:
        """Lower `sorted(l, key=f)`."""
        raise NotImplementedError

    def place_in_text(self, node: Any) -> tuple[Any, ...]:
        """Return where a node stands in the files."""
        raise NotImplementedError

    def note_constant_loop(self, target: Any, header: Any) -> None:
        """Note that a name is bound by a loop over constants."""
        raise NotImplementedError

    def note_constants(self, target: Any, value: Any) -> None:
        """Note that targets have the constants of this trip, as long as nothing binds them anew."""
        raise NotImplementedError

    def surely_runs(self, node: Any) -> bool:
        """Return whether a loop has a first trip."""
        raise NotImplementedError

    def take_along(self, place: Any, old: Any, new: Any, node: Any) -> None:
        """Read the function again, where a loop binds an object of a list to a new one."""
        raise NotImplementedError

    def is_taken_along(self, name: str, node: Any) -> bool:
        """Return whether a loop begins with a copy of the object that a name has."""
        raise NotImplementedError

    def taken_along(self, name: str, one: Any, node: Any) -> Any:
        """Return an object that holds what one of a list does."""
        raise NotImplementedError

    def open_given(self, node: Any) -> None:
        """Make the dicts and objects of the parameters that were looked at as a whole."""
        raise NotImplementedError
