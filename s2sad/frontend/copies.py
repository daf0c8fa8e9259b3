"""Copies: objects that are made of other ones, and functions of the library that know objects.

    q = copy.copy(p)                     q_x = p_x; q_v = p_v
    q = dataclasses.replace(p, x=1.0)    a call of the class with p_v
"""

from __future__ import annotations

import copy
import dataclasses
from typing import Any

import gast

from ..errors import Unsupported, WrongCall
from ..ir.nodes import Const
from .classes import MISSING, Made, fields_in_order, in_class, place_of_class
from .objects import Objects
from .ready import Ready
from .values import Captured


class Copies(Objects):
    """Lowers what copies objects."""

    def replaced(self, base: Made, node: Any) -> Any:
        """Lower `dataclasses.replace(s, x=v)`: a call of the class with what is not given."""
        if len(node.args) != 1 or not dataclasses.is_dataclass(base.type):
            raise self.refusal(
                WrongCall, f"s2sad cannot read `{self.text_of(node)}`", node,
                "`replace` takes a dataclass and new values by keyword.",
            )  # fmt: skip
        hint = self.take_hint()
        pairs = self.expanded(node)[1]
        with self.holding() as held:
            self.pinned.append(base)
            held += self.results([value for _, value in pairs])
            given = dict(zip([name for name, _ in pairs], held))
            for field in fields_in_order(base.type):
                if field.init and field.is_kept and field.name not in given:
                    given[field.name] = self._field_of(base, field.name, node)
            keywords = [gast.keyword(key, Ready(value, node)) for key, value in given.items()]
            call = gast.Call(func=node.func, args=[], keywords=keywords)
            self.hint = hint
            place = place_of_class(base.type, self.tables)
            return self.made_by(place, gast.copy_location(call, node))

    def _field_of(self, base: Made, name: str, node: Any) -> Any:
        read = gast.Attribute(value=Ready(base, node), attr=name, ctx=gast.Load())
        return self.read_member(base, gast.copy_location(read, node))

    def special(self, callee: Captured, node: Any) -> Any:
        """Return a call of `copy.copy`, `type` or `object.__setattr__`; None of another one."""
        args, handle = node.args, callee.handle
        plain = not node.keywords and not any(isinstance(a, gast.Starred) for a in args)
        if not plain or not args:
            return None
        base = self.static(args[0])
        if not isinstance(base, Made):
            return None
        if handle is type and len(args) == 1:
            return place_of_class(base.type, self.tables)
        if handle is copy.copy and len(args) == 1:
            return self._copied(base, node)
        if handle is object.__setattr__ and len(args) == 3:
            name = getattr(args[1], "value", None)
            if isinstance(name, str):
                with self.holding() as held:
                    held += self.results([args[2]])
                self.set_slot(base, name, held[0], node)
                return Const(None)
        return None

    def _copied(self, base: Made, node: Any) -> Made:
        hooks = ("__copy__", "__reduce__", "__reduce_ex__", "__getstate__", "__setstate__")
        if any(in_class(base.type, h) not in (MISSING, vars(object).get(h)) for h in hooks):
            raise self.refusal(
                Unsupported, f"s2sad cannot copy a {base.type.__name__}", node,
                "Its class decides what a copy is.", "Call the class.",
            )  # fmt: skip
        made = Made(base.type, self.take_hint() or base.base)
        self.heap[made] = {}
        for name, value in list(self.slots_of(base, node).items()):
            self.set_slot(made, name, value, node)
        return made
