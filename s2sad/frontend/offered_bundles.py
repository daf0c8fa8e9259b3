"""Offered bundles: what the parts that lower lists, tuples and dicts of known items offer."""

from __future__ import annotations

from typing import Any

from ..ir.nodes import Expr, Name
from .classes import Made
from .herds import Listing
from .offered_iterators import OfferedIterators
from .values import Captured


class OfferedBundles(OfferedIterators):
    """What other parts call of them."""

    def bundle(self, kind: type, table: dict[Any, Any], node: Any, base: str = "items") -> Made:
        """Return a new list, tuple or dict of what is at hand."""
        raise NotImplementedError

    def bundled(self, pack: Any, node: Any) -> Made:
        """Return a tuple that holds objects, to be kept."""
        raise NotImplementedError

    def may_be_bundle(self, node: Any) -> bool:
        """Return whether a display holds objects."""
        raise NotImplementedError

    def is_function(self, node: Any) -> bool:
        """Return whether a node is a function, of the user's or a known one, and no type."""
        raise NotImplementedError

    def bundle_display(self, node: Any) -> Made:
        """Return a display that holds an object."""
        raise NotImplementedError

    def items_of(self, made: Made, node: Any) -> dict[Any, Any]:
        """Return what stands in a bundle, by its keys."""
        raise NotImplementedError

    def static_member(self, made: Made, node: Any) -> Any:
        """Return the object that `parts[0]` is; None of data, and of what is not known."""
        raise NotImplementedError

    def function_outside(self, table: Captured, node: Any) -> Any:
        """Return the function that a tuple, list or dict outside holds; None if it holds none."""
        raise NotImplementedError

    def member_of_bundle(self, made: Made, node: Any) -> Any:
        """Return `parts[0]`, or the list that `parts[1:]` is."""
        raise NotImplementedError

    def set_in_bundle(self, made: Made, target: Any, value: Any) -> None:
        """Lower `parts[0] = value`."""
        raise NotImplementedError

    def bundle_in_place(self, made: Made, node: Any, op: str) -> None:
        """Lower `parts[0] op= value`."""
        raise NotImplementedError

    def method_of_bundle(self, made: Made, node: Any) -> Any:
        """Lower a call of a method of a bundle."""
        raise NotImplementedError

    def extend_bundle(self, made: Made, items: Any, node: Any) -> None:
        """Lower `parts += items`."""
        raise NotImplementedError

    def joined_bundles(self, op: str, left: Made, right: Made, node: Any) -> Made:
        """Return `parts + more`, or `d | e`."""
        raise NotImplementedError

    def bundle_as_data(self, made: Made, node: Any) -> Expr:
        """Return a bundle as a display of what stands in it, as which it is not changed."""
        raise NotImplementedError

    def check_method(self, owner: Any, node: Any) -> None:
        """Refuse `d.update(…)` and the like where something else stands for a part of d, too."""
        raise NotImplementedError

    def check_exchange(self, owner: Any, path: tuple[tuple[str, Any], ...], node: Any) -> None:
        """Refuse to exchange a part of an argument that something else stands for, too."""
        raise NotImplementedError

    def part_late_twins(self, before: Any, here: Any, node: Any) -> None:
        """Give names that only the loop binds objects of their own, where theirs gets another's."""
        raise NotImplementedError

    def heap_keys(self, made: Made) -> tuple[Any, ...]:
        """Return the keys of a bundle, none if paths differ."""
        raise NotImplementedError

    def given_whole(self, made: Made) -> Any:
        """Return the argument that a bundle is, as long as it holds what it held."""
        raise NotImplementedError

    def list_as_data(self, listing: Listing, node: Any) -> Expr:
        """Return a list of objects as a list of records."""
        raise NotImplementedError

    def are_alike(self, items: dict[Any, Any]) -> bool:
        """Return whether what stands in a list are objects of one class."""
        raise NotImplementedError

    def filled(self, items: list[Expr], base: str, node: Any) -> Name:
        """Return a new list to which records are appended one by one."""
        raise NotImplementedError

    def in_rows(self) -> Any:
        """Let the objects that are leaving be items of a list."""
        raise NotImplementedError

    def deleted_from(self, made: Made, target: Any) -> None:
        """Lower `del d[k]` and `del parts[0]`."""
        raise NotImplementedError

    def method_of_dict(
        self, made: Made, name: str, args: list[Any], given: dict[str, Any], node: Any
    ) -> Any:
        """Return the value of a method of a dict of objects; None if it is not known."""
        raise NotImplementedError

    def default_of(self, made: Made, key: Any, node: Any) -> Any:
        """Return the value that a `defaultdict` makes for a key that it does not have."""
        raise NotImplementedError

    def mapping(self, cls: Any, node: Any) -> Made:
        """Return a new `defaultdict`, `OrderedDict` or `Counter`."""
        raise NotImplementedError

    def dict_apart(self, node: Any) -> Any:
        """Return what a call of `dict` makes as a bundle; None if its keys are not known."""
        raise NotImplementedError

    def comprehended(self, node: Any) -> Any:
        """Return the dict that a comprehension makes as a bundle; None if its keys are unknown."""
        raise NotImplementedError

    def key_in_bundle(self, node: Any) -> bool | None:
        """Return what `k in d` is; None if only the run knows."""
        raise NotImplementedError

    def known_loop(self, node: Any) -> Any:
        """Return the items of a header that runs through a bundle, as a generator; else None."""
        raise NotImplementedError

    def forced_loop(self, node: Any) -> Any:
        """Return the items of a header over constants as a generator; None of any other."""
        raise NotImplementedError

    def loop_over_bundle(self, made: Made, node: Any) -> Any:
        """Return the items of a bundle as a generator."""
        raise NotImplementedError
