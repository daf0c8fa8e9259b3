"""Offered: what the parts that lower objects, records and derivatives offer the others."""

from __future__ import annotations

from typing import Any

from ..ir.nodes import Expr, Name
from .classes import Made, Super
from .values import Callee, Captured, Derived, Transform


class Offered:
    """The signatures of `heap`, `objects`, `operators`, `records` and `derivatives`."""

    def __init__(self) -> None:
        self.heap: dict[Made, dict[str, Any]] = {}
        self.slot_names: dict[tuple[Made, str], str] = {}
        self.escaped: set[Made] = set()  # also held as data: may not be written any more
        self.written: set[Made] = set()
        self.missed: set[tuple[Made, str]] = set()  # read from the class, not from the object
        self.pinned: list[Any] = []  # operands while other operands are evaluated
        self.scopes: list[Any] = []
        self.assumed: set[str] = set()  # only bound in the body of a loop, before that is lowered
        self.had: set[str] = set()  # internal names with a value where a loop begins
        self.given: dict[str, Any] = {}
        self.tables: dict[Any, Any] = {}
        self.hint: str | None = None  # what an object made next is best named after
        self.may_escape = False

    def changed_by(self, nodes: list[Any]) -> set[str]:
        """Return the internal names that evaluating nodes may bind anew."""
        raise NotImplementedError

    def is_operation(self, node: Any) -> bool:
        """Return whether an operation is one of an object's own."""
        raise NotImplementedError

    def as_data(self, value: Any, node: Any) -> Expr:
        """Return an object as data, as which it is not changed any more, or refuse."""
        raise NotImplementedError

    def result(self, node: Any) -> Any:
        """Return the value of a node, which may be an object."""
        raise NotImplementedError

    def attribute(self, node: Any) -> Any:
        """Return the value of an attribute that is no function."""
        raise NotImplementedError

    def super_of(self, node: Any) -> Super | None:
        """Return what `super()` is in the method being lowered."""
        raise NotImplementedError

    def static_attribute(self, base: Any, node: Any) -> Any:
        """Return what an attribute of an object stands for; None if it is a variable."""
        raise NotImplementedError

    def forget(self, scope: Any, node: Any) -> bool:
        """Forget the names of a function that has ended; return whether they are forgotten."""
        raise NotImplementedError

    def settled(self, node: Any) -> Any:
        """Lower what may run or not: it must leave every object where it is."""
        raise NotImplementedError

    def escape(self, allowed: bool = True) -> Any:
        """Let objects become data."""
        raise NotImplementedError

    def take_hint(self) -> str | None:
        """Return what the next object is best named after, once."""
        raise NotImplementedError

    def operated(self, node: Any) -> Any:
        """Return the value of an operation, which may be one of an object's own."""
        raise NotImplementedError

    def invoke_callee(self, callee: Callee, values: list[Any], node: Any) -> Any:
        """Return the result of a function of the user's, called with values that are at hand."""
        raise NotImplementedError

    def invoked(self, callee: Any, node: Any) -> Any:
        """Return the result of a call of something that is known before the run."""
        raise NotImplementedError

    def dispatch(self, op: str, left: Any, right: Any, node: Any) -> Any:
        """Return `left op right`, at least one of which is an object."""
        raise NotImplementedError

    def object_in_place(self, current: Any, node: Any, op: str) -> Any:
        """Return what `current op= value` leaves."""
        raise NotImplementedError

    def invoke(self, owner: Any, function: Any, values: list[Any], node: Any) -> Any:
        """Return the result of a method, called with values that are at hand."""
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

    def transformed(self, callee: Transform, node: Any) -> Any:
        """Return the derivative that a call of `grad` makes; of `jvp`, what it computes."""
        raise NotImplementedError

    def derived(self, callee: Derived, node: Any) -> Expr:
        """Return the value of a call of a derivative."""
        raise NotImplementedError
