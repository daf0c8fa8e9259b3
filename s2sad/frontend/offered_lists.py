"""Offered lists: what the parts that lower lists of objects offer the others."""

from __future__ import annotations

from typing import Any

from ..ir.nodes import Apply, Expr, Name, Param
from .classes import Made
from .herds import Herd, Item, Listing
from .offered_bundles import OfferedBundles

_EMPTY = Apply("list", ())


class OfferedLists(OfferedBundles):
    """The signatures of `listed`, `list_items`, `herd_loops`, `herd_moves`, `dicts_outside`."""

    def __init__(self) -> None:
        self.herds: list[Herd] = []
        self.joined: set[Made] = set()  # put into a list: known as one of a herd since
        self.running: list[Any] = []  # the herds that are looped over
        self.counters: set[str] = set()  # names of numbers that are not negative
        self.numbers: set[str] = set()  # variables that hold the number of an object
        self.ranges: dict[str, Apply] = {}  # names that are bound to a range, once
        self.given: dict[Any, Any] = {}  # the herds of lists in arguments
        self.opened: set[Made] = set()  # what objects in arguments are where they are known whole
        self.has_shapes = False  # whether there are objects in arguments
        self.rebound_params: set[str] = set()  # the parameters that the function binds anew
        self.given_apart: dict[Any, Made] = {}  # the bundles that lists in arguments are
        self.given_items: dict[Made, Any] = {}  # the argument that each is, and what it held
        self.entry: list[Any] = []  # statements that make their lists, where the function begins
        self.exchanges = False  # whether a given object is changed, or asked which one it is
        self.empties: dict[str, Any] = {}  # the places in the text where empty lists are made
        self.last_empty: Any = None
        self.late_guards: dict[str, Any] = {}  # by the values that they test
        self.wanted: dict[Any, Any] = {}  # what the lists made there hold, if that is objects
        self.constant_loops: dict[str, Any] = {}  # where the loop stands that binds it to constants
        self.params: tuple[Param, ...] = ()
        self.dicts_apart = False  # whether dicts that the function makes are known by their keys
        self.is_put_elsewhere = False  # whether what is read stands in another program then
        self.forcing = False  # whether a loop over constants is being written out
        self.barred: set[Any] = set()  # the places of lists whose objects are not known one by one

        self.depth = 0  # of the block that is being lowered
        self.callers: list[tuple[Any, int]] = []  # scopes, and how deep each called a function
        self.looked: set[tuple[Any, str]] = set()  # names whose object was looked up

    def note_empty(self, target: str, expr: Expr) -> None:
        """Note where an empty list that a variable is bound to is made in the text."""
        if expr == _EMPTY and self.last_empty is not None:
            self.empties[target], self.last_empty = self.last_empty, None
        elif isinstance(expr, Name) and expr.id in self.empties:
            self.empties[target] = self.empties[expr.id]

    def in_steps(self, first: Expr, node: Any) -> Expr:
        """Lower `first and b …` so that what b does runs only if it is reached."""
        raise NotImplementedError

    def chosen_in_steps(self, node: Any) -> Expr:
        """Lower a conditional expression whose arms do more than compute."""
        raise NotImplementedError

    def as_it_is_now(self, node: Any) -> Any:
        """Return the display of what a dict outside holds now; any other node is itself."""
        raise NotImplementedError

    def with_dicts_outside(self, node: Any) -> Any:
        """Return a call or a display that runs through dicts outside with what they hold now."""
        raise NotImplementedError

    def with_dicts_given(self, node: Any) -> Any:
        """Return a call with what dicts outside that are its arguments hold now."""
        raise NotImplementedError

    def results(self, nodes: list[Any], hints: list[str] | None = None) -> list[Any]:
        """Return the values of nodes from left to right; objects are held until let go."""
        raise NotImplementedError

    def here(self) -> Any:
        """Return the state at this point; it is not a copy."""
        raise NotImplementedError

    def reached(self, arm: Any) -> list[Any]:
        """Return the objects that are reached at a point."""
        raise NotImplementedError

    def set_slot(
        self, made: Made, name: str, value: Any, node: Any, mark: int | None = None
    ) -> None:
        """Let an attribute of an object have a value."""
        raise NotImplementedError

    def check_free(self, made: Made, node: Any) -> None:
        """Refuse to change an object that somebody holds who would not see it."""
        raise NotImplementedError

    def slots_of(self, made: Made, node: Any) -> dict[str, Any]:
        """Return what is under the attributes of an object."""
        raise NotImplementedError

    def may_be_object(self, node: Any) -> bool:
        """Return whether a node may stand for an object of a class."""
        raise NotImplementedError

    def operand_or_object(self, node: Any) -> Any:
        """Return an object or a function as it is, and any other value as an operand."""
        raise NotImplementedError

    def gathered(self, node: Any, first: tuple[Expr, ...] = ()) -> Any:
        """Return the list that a comprehension makes, which may be one of objects."""
        raise NotImplementedError

    def gather(self, value: Made, into: Any, node: Any) -> None:
        """Append an object to what a comprehension makes."""
        raise NotImplementedError

    def empty_list(self, node: Any) -> Any:
        """Return `[]`: a list of objects if it was found to be one before."""
        raise NotImplementedError

    def has_objects(self, node: Any) -> bool:
        """Return whether a display may hold objects."""
        raise NotImplementedError

    def makes_named(self, node: Any) -> bool:
        """Return whether a node makes a named tuple whose class has code of its own."""
        raise NotImplementedError

    def is_list_of_objects(self, node: Any) -> bool:
        """Return whether a node is a list display that may hold objects."""
        raise NotImplementedError

    def list_of_objects(self, node: Any) -> Any:
        """Return a list display that may hold objects."""
        raise NotImplementedError

    def append_object(self, listing: Listing, value: Any, node: Any) -> None:
        """Lower `bodies.append(value)`."""
        raise NotImplementedError

    def append_to_data(self, items: Expr, value: Made, node: Any) -> None:
        """Read the function again with a list of objects where an empty list was made."""
        raise NotImplementedError

    def appended(self, base: Expr, node: Any) -> Any:
        """Lower `items.append(value)` where the value may be an object."""
        raise NotImplementedError

    def copied_list(self, header: Any, node: Any) -> Any:
        """Return `list(bodies)`: another list of the same objects."""
        raise NotImplementedError

    def method_of_list(self, listing: Listing, node: Any) -> Any:
        """Lower a call of a method of a list of objects."""
        raise NotImplementedError

    def member_of_list(self, listing: Listing, node: Any) -> Any:
        """Return `bodies[i]`, or the list that `bodies[i:j]` is."""
        raise NotImplementedError

    def set_member(self, listing: Listing, target: Any, value: Any) -> None:
        """Lower `bodies[i] = value`."""
        raise NotImplementedError

    def set_column(self, made: Item, name: str, value: Any, node: Any) -> None:
        """Lower `b.name = value` for an object of a list."""
        raise NotImplementedError

    def length_of(self, listing: Listing, node: Any) -> Expr:
        """Return `len(bodies)`."""
        raise NotImplementedError

    def numbers_of(self, listing: Listing, node: Any) -> Name:
        """Return the numbers of the objects in a list, as a list."""
        raise NotImplementedError

    def popped(self, listing: Listing, rest: list[Any], node: Any) -> Any:
        """Return `bodies.pop(i)`: an object that is in no list."""
        raise NotImplementedError

    def items_header(self, listing: Listing, node: Any) -> Expr:
        """Return the header that runs through a list of objects."""
        raise NotImplementedError

    def sliced_header(self, node: Any) -> Expr | None:
        """Return the header of a loop over `bodies[i:]`; None if the slice is a list of its own."""
        raise NotImplementedError

    def numbered_target(self, target: Any, header: Expr) -> Any:
        """Return what `loop_target` does for a loop over objects; None for any other loop."""
        raise NotImplementedError

    def running_over(self, header: Expr, counter: str | None) -> Any:
        """Lower the body of a loop; `counter` is a number that it leaves as it is."""
        raise NotImplementedError

    def bind_item(self, target: Any, index: Expr, herd: Herd) -> None:
        """Bind a target to an object whose number is at hand."""
        raise NotImplementedError

    def own_number(self, name: str, value: Any, node: Any, always: bool = False) -> Any:
        """Return an object, or a list of some, whose number or order is a variable's own."""
        raise NotImplementedError

    def held_number(self, value: Any, names: set[str], node: Any) -> Any:
        """Return an object whose number stays as it is while names are bound anew."""
        raise NotImplementedError

    def agree_on_listed(self, place: Any, before: Any, arms: list[Any], node: Any) -> bool:
        """Let paths agree on what a place holds; return whether they do."""
        raise NotImplementedError

    def close_listed(self, place: Any, before: Any, here: Any, node: Any) -> bool:
        """Let what a place holds be known as it was before the loop; return whether it is."""
        raise NotImplementedError

    def take_list_apart(self, target: Any, listing: Listing, node: Any) -> None:
        """Lower `a, b = bodies`."""
        raise NotImplementedError

    def assign_result(self, target: Any, value: Any, node: Any, mark: int | None = None) -> None:
        """Assign what may be an object to a target."""
        raise NotImplementedError

    def extended(self, listing: Listing, items: Any, node: Any) -> None:
        """Lower `bodies.extend(items)` and `bodies += items`."""
        raise NotImplementedError

    def assert_length(self, expr: Expr, count: int, at_least: bool, node: Any) -> None:
        """Emit an assertion that there are as many items as targets."""
        raise NotImplementedError

    def as_listing(self, found: Any) -> Any:
        """Return a list of objects of one class as what is known of it."""
        raise NotImplementedError

    def demand(self, made: Made, name: str, node: Any) -> None:
        """Make the list of an attribute that is read of objects in an argument."""
        raise NotImplementedError

    def complete(self, herd: Any, layout: Any, node: Any) -> None:
        """Make all lists that a herd needs to be like another one, and no others."""
        raise NotImplementedError

    def is_wanted(self, node: Any) -> bool:
        """Return whether an empty display is a list of objects."""
        raise NotImplementedError

    def listed_around(self) -> list[tuple[Any, str, Any]]:
        """Return what other functions know of lists of objects, and of their items."""
        raise NotImplementedError

    def check_around(self, around: list[tuple[Any, str, Any]], node: Any) -> None:
        """Refuse a loop that reads a name of another function whose object it exchanges."""
        raise NotImplementedError

    def loop_refusal(self, name: str, node: Any, advice: Any = None) -> Exception:
        """Return the refusal of a name that is another object when a loop goes round."""
        raise NotImplementedError

    def identity(self, node: Any) -> Expr | None:
        """Return the test that `a is b` or `a is not b` is for objects of one list."""
        raise NotImplementedError

    def herd_of(self, listing: Listing, node: Any) -> Herd:
        """Return the herd whose objects a list holds."""
        raise NotImplementedError

    def keyed(self, items: Any, node: Any) -> tuple[tuple[str, Expr], ...]:
        """Return the keywords of a call with the list `[f(v) for v in items]` for `key=f`."""
        raise NotImplementedError

    def key_of_objects(self, op: str, listing: Listing, node: Any) -> Any:
        """Lower `sorted(bodies, key=f)`, and `max` and `min` likewise."""
        raise NotImplementedError

    def copied_listing(self, listing: Listing, node: Any) -> Listing:
        """Return another list of the same objects."""
        raise NotImplementedError

    def herd_like(self, layout: Any, base: str, is_empty: bool = False) -> Herd:
        """Return a new herd, whose lists are not made yet."""
        raise NotImplementedError
