"""Late attributes: attributes of objects in a list that are set after these were made.

    for layer in layers:                  for l in range(len(layers_w)):
        h = layer.forward(h)       ->         layers_x[l] = h; h = layers_w[l] @ h
    for layer in layers:                  for l in range(len(layers_w)):
        s += np.sum(layer.x ** 2)             a = layers_x[l]
                                              if a is None: raise AttributeError(…)
                                              s += np.sum(a ** 2)

Where such a store is met, the function is read again: the objects of that class have the attribute
from the beginning. Until it is set it is what the class has under its name, or None, which is read
as Python reads what is not there: it raises an AttributeError.
"""

from __future__ import annotations

from types import NoneType
from typing import Any

import gast

from ..ir.nodes import Apply, Block, Const, Expr, Name, Raise
from .classes import MISSING, Made, Perhaps, in_class, is_slot, is_users
from .herds import Again, Item
from .late_known import Guard, without_needless
from .lowering import Lowering
from .ready import Ready, is_none, placed
from .values import NONE

_PLAIN = (bool, int, float, NoneType)


class LateAttributes(Lowering):
    """Gives objects in lists the attributes that they get later."""

    def late_attributes(self, cls: Any) -> tuple[str, ...]:
        """Return the names that objects of a class get after they were put into a list."""
        found: tuple[str, ...] = self.wanted.get(("late", cls), ())
        return found

    def is_absent_at_first(self, made: Any, name: str) -> bool:
        """Return whether an object is one of a list, and may not have an attribute yet."""
        is_late = isinstance(made, Item) and name in self.late_attributes(made.type)
        return is_late and is_unset(made.type, name)

    def may_have_no_number(self, node: Any) -> bool:
        """Return whether a node is, or stands in, an object of a list that may be None."""
        found = self.static(node)
        is_one = isinstance(found, Perhaps) and isinstance(found.made, Item)
        return is_one or isinstance(node, gast.Attribute) and self.may_have_no_number(node.value)

    def want_late(self, made: Item, name: str, value: Any) -> None:
        """Read the function again, if the objects of a list may get an attribute here."""
        late = self.late_attributes(made.type)
        is_value = isinstance(value, (Name, Const, Apply)) and value != Const(None)
        is_plain = is_unset(made.type, name) or type(in_class(made.type, name)) in _PLAIN
        is_value &= not isinstance(value, Apply) or value.op not in ("list", "tuple", "dict")
        if is_value and is_plain and name not in late and is_users(made.type):
            raise Again(("late", made.type), (*late, name))

    def value_at_first(self, cls: Any, name: str) -> Expr:
        """Return what a late attribute is before it is set."""
        return Const(None if is_unset(cls, name) else in_class(cls, name))

    def present(self, made: Made, name: str, value: Any, node: Any) -> Any:
        """Return the value of an attribute, which raises an error where it is not there yet."""
        if not self.is_absent_at_first(made, name):
            return value
        held, herd = self.temporary(value, node), made.herd  # type: ignore[attr-defined]
        lists = tuple([column.id for _, column in herd.lists()])
        count = getattr(herd, "count", None)
        self.late_guards[held.id] = Guard(value.args[0].id, value.args[1], lists, count)
        with self.inner_block() as body:
            text = f"this {made.type.__name__} has no `{name}`, or it is None: set it in `__init__`"
            error = Apply("call", (self.builtin("AttributeError"), Const(text)))
            self.emit(Raise, node, error)
        self.branch_on(Apply("is", (held, Const(None))), body, [], node)
        return held

    def want_variable(self, place: Any, values: list[Any]) -> None:
        """Read the function again, if what is None in an argument may be data as well."""
        data = [value for value in values if value != NONE]
        key = None if place.owner is None else (place.owner.base, place.name)
        if place.owner in self.opened and all(isinstance(value, Name) for value in data):
            if len(data) < len(values) and key not in self.wanted:
                raise Again(key, "data")

    def lowered(self) -> Block:
        """Return the statements of the function; what guards need not test is only known."""
        return without_needless((*self.entry, *self.block), self.late_guards)

    def is_present(self, value: Any, node: Any) -> Expr:
        """Return the test whether an object has a late attribute."""
        return Apply("isnot", (self.temporary(value, node), Const(None)))

    def present_or(self, value: Any, default: Any, node: Any) -> Any:
        """Return `getattr(p, "x", default)` of a late attribute."""
        held = self.temporary(value, node)
        if is_none(default):
            return held
        test = Ready(Apply("isnot", (held, Const(None))), node)
        return self.value(placed(gast.IfExp(test, Ready(held, node), default), node))


def is_unset(cls: Any, name: str) -> bool:
    """Return whether a class has nothing under the name of an attribute but room for it."""
    found = in_class(cls, name)
    return found is MISSING or is_slot(found)
