"""Attributes that a text names: `getattr(p, "x", v)` and `hasattr(p, "x")`.

    hasattr(np, "trapezoid")        ->  True, or False: what the module has when it is read
    getattr(settings, "rate", 1.0)  ->  settings.rate, or 1.0
    getattr(p, "x", v)              ->  the attribute of an object that the function made, or v

What something outside the function has can change: the program is out of date then.
"""

from __future__ import annotations

from types import FunctionType, ModuleType
from typing import Any

import gast

from ..errors import Unsupported
from ..ir.nodes import Const
from .attributes import Attributes
from .classes import MISSING, Made, Unsure, in_class, is_object
from .ready import Ready, placed
from .uses import Presence
from .values import Captured, Primitive


class AskedByText(Attributes):
    """Lowers questions for attributes that a text names."""

    def attribute_by_text(self, node: Any) -> Any:
        """Return `p.x` as a node for `getattr(p, "x")` of something outside; None of others."""
        name = getattr(node.func, "id", None)
        if name != "getattr" or len(node.args) not in (2, 3) or node.keywords:
            return None
        known = self.static(node.func)
        if not isinstance(known, Primitive) or known.op != "getattr":
            return None
        owner, key = self.static(node.args[0]), self.constant_key(node.args[1])
        if not isinstance(owner, Captured) or key is None or not isinstance(key.value, str):
            return None
        has = self._has_outside(owner, key.value)
        if has or has is False and len(node.args) == 2:
            return placed(gast.Attribute(node.args[0], key.value, gast.Load()), node)
        return node.args[2] if has is False else None

    def known_presence(self, node: Any) -> bool | None:
        """Return the truth of `hasattr(p, "x")` of something outside; None if the run tells."""
        if getattr(node.func, "id", None) != "hasattr" or len(node.args) != 2 or node.keywords:
            return None
        known, owner = self.static(node.func), self.static(node.args[0])
        key = self.constant_key(node.args[1])
        if not isinstance(known, Primitive) or known.op != "hasattr" or key is None:
            return None
        if not isinstance(owner, Captured) or not isinstance(key.value, str):
            return None
        return self._has_outside(owner, key.value)

    def by_text(self, op: str, node: Any) -> Any:
        """Return `getattr(p, "x", v)` or `hasattr(p, "x")`; None of what only the run tells."""
        made, key = self.static(node.args[0]), self.constant_key(node.args[1])
        name = None if key is None else key.value
        if not isinstance(name, str):
            return None
        if isinstance(made, Captured):
            return self._of_outside(op, made, name, node)
        if not isinstance(made, Made) or not is_object(made):
            return None
        slots = self.slots_of(made, node)
        if isinstance(slots.get(name), Unsure):
            what = f"s2sad cannot tell whether `{self.text_of(node.args[0])}` has `{name}`"
            instead = "Set it in `__init__`."
            raise self.refusal(Unsupported, what, node, "It has on some paths.", instead)
        has = name in slots or in_class(made.type, name) is not MISSING
        if not has:
            self.missed.add((made, name))
        is_late = self.is_absent_at_first(made, name)
        if op == "hasattr":
            return self.is_present(slots[name], node) if is_late else Const(has)
        if is_late and len(node.args) == 3:
            return self.present_or(slots[name], node.args[2], node)
        if not has and len(node.args) == 3:
            return self.result(node.args[2])
        return self.result(placed(gast.Attribute(Ready(made, node), name, gast.Load()), node))

    def _of_outside(self, op: str, owner: Captured, name: str, node: Any) -> Any:
        if op == "hasattr":
            has = self._has_outside(owner, name)
            return None if has is None else Const(has)
        found = self.attribute_by_text(node)
        if found is None or len(node.args) == 3 and not self.is_pure(node.args[2]):
            return None
        return self.result(found)

    def _has_outside(self, owner: Captured, name: str) -> bool | None:
        """Return whether what stands outside has an attribute, and note it; None: the run tells.

        What has a `__getattr__` answers by code of its own.
        """
        handle = owner.handle
        if handle is None or not isinstance(handle, ModuleType) and _answers_itself(handle):
            return None
        found = hasattr(handle, name)
        uses = self.frame.definition.resolver.uses
        uses.add(owner)
        uses.items.append((Presence(handle), name, found))
        return found


def _answers_itself(handle: Any) -> bool:
    cls = type(handle)
    if in_class(cls, "__getattr__") is not MISSING:
        return True
    return isinstance(cls.__getattribute__, FunctionType)
