"""`super()`: what it is in a method, and what is looked up by it."""

from __future__ import annotations

from types import FunctionType
from typing import Any

import gast

from ..errors import Unsupported
from .attributes import Attributes
from .classes import Made, Super, is_object, place_of_class
from .instances import Property
from .scope import parameters
from .values import Captured, Missing


UNMADE = object()  # a class whose body still runs


class Supers(Attributes):
    """Resolves `super()` in methods of objects and of classes."""

    def super_of(self, node: Any) -> Super | None:
        """Return what `super()` is in the method being lowered; so is `super(Own, self)`."""
        is_call = isinstance(node, gast.Call) and isinstance(node.func, gast.Name)
        if not is_call or node.func.id != "super" or node.keywords:
            return None
        params = parameters(self.frame.source.node)
        after = self._class_around(node.args, params[0].id) if params else None
        if after is None:
            return None
        owner: Any = self.frame.scope.statics.get(params[0].id)
        if after is UNMADE or owner is None and not self.has_shapes:
            refused = self.refusal(
                Unsupported, "s2sad cannot tell what `super()` is", node,
                "It depends on the class of the object.", "Give the object in a call.",
            )  # fmt: skip
            refused.is_of_arguments = True
            raise refused
        is_known = isinstance(owner, Captured) and after in _class_of(owner).__mro__
        return Super(owner, after) if is_known or is_object(owner) else None

    def _class_around(self, args: list[Any], first: str) -> Any:
        """Return the class whose method this is, or the one that `super(Own, self)` names."""
        if not args:
            function = getattr(self.frame.definition.resolver, "function", None)
            names = getattr(getattr(function, "__code__", None), "co_freevars", ())
            cells = dict(zip(names, getattr(function, "__closure__", None) or ()))
            try:
                return cells["__class__"].cell_contents if "__class__" in cells else None
            except ValueError:  # the cell is empty: a decorator reads the method in its class
                return UNMADE
        if len(args) != 2 or not isinstance(args[1], gast.Name) or args[1].id != first:
            return None
        named: Any = self.static(args[0])
        if isinstance(named, Missing):
            return UNMADE
        is_class = isinstance(named, Captured) and isinstance(named.handle, type)
        return named.handle if is_class else None

    def static_attribute(self, base: Any, node: Any) -> Any:
        """Return what an attribute of an object stands for; None if it is a variable."""
        if isinstance(base, Made):
            return self.member(base, node.attr, node)
        assert isinstance(base, Super)
        if isinstance(base.object, Made):
            return self.member(base.object, node.attr, node, base.after)
        is_outside = isinstance(base.object, Captured)
        is_class = is_outside and isinstance(base.object.handle, type)
        cls = _class_of(base.object) if is_outside else base.object.shape.type
        found = self.member_of_class(cls, node.attr, base.after)
        if isinstance(found, FunctionType):
            return self.callee(found, None if is_class else base.object)
        if isinstance(found, property) and isinstance(found.fget, FunctionType) and not is_class:
            return Property(self.callee(found.fget, base.object))
        if isinstance(found, classmethod) and isinstance(found.__func__, FunctionType):
            return self.callee(found.__func__, place_of_class(cls, self.tables))
        if isinstance(found, staticmethod) and isinstance(found.__func__, FunctionType):
            return self.callee(found.__func__)
        return self._lost(self.text_of(node), node, "Only a method is looked up by `super()`.",
                          "Read it from the object.")  # fmt: skip


def _class_of(owner: Captured) -> type:
    """Return the class that stands outside, or that of the object there."""
    found: type = owner.handle if isinstance(owner.handle, type) else type(owner.handle)
    return found
