"""Orders: objects that are sorted by their own `<`, as by a key.

    @dataclass(order=True)                         sorted(costs)  ->  sorted(costs, key=lambda c:
    class Cost: value: float; …                                           (c.value, …))

    def __lt__(self, other):                       min(costs)     ->  min(costs, key=lambda self:
        return self.value < other.value                                   self.value)

Only an order that compares the same of both objects is one by a key; any other is left as it is.
"""

from __future__ import annotations

import dataclasses
from types import FunctionType
from typing import Any

import gast

from .classes import in_class, is_generated
from .consumers import key_of
from .herds import Listing
from .lowering import Lowering
from .ready import Ready, placed
from .source import Source
from .values import Callee, Definition


class Orders(Lowering):
    """Gives calls that order objects a key."""

    def with_order(self, op: str, node: Any) -> Any:
        """Return `sorted(objects)`, `min(objects)` and the like with the key of their class."""
        if op not in ("sorted", "min", "max") or key_of(node) is not None or len(node.args) != 1:
            return node
        listing = self.static(node.args[0])
        if listing is None and self.may_be_list(node.args[0]):
            listing = self.result(node.args[0])
            made = Ready(listing, node.args[0])
            node = placed(gast.Call(node.func, [made], node.keywords), node)
        return self.ordered(op, listing, node) if isinstance(listing, Listing) else node

    def ordered(self, op: str, listing: Listing, node: Any) -> Any:
        """Return a call that orders objects with the key of their class, if it has one."""
        key = self._key_of_class(op, listing, node)
        if key is None:
            return node
        keywords = [placed(gast.keyword("key", key), node), *node.keywords]
        return placed(gast.Call(node.func, node.args, keywords), node)

    def _key_of_class(self, op: str, listing: Listing, node: Any) -> Any:
        """Return the key by which a class orders its objects; None if there is none."""
        cls = getattr(listing.herd, "type", None)
        method, other = ("__gt__", "__lt__") if op == "max" else ("__lt__", "__gt__")
        found = in_class(cls, method)
        if found is vars(object).get(method):  # the other object is asked
            found = in_class(cls, other)
        if is_generated(found):
            return self._fields_of(cls, found.__name__, node)
        if not isinstance(found, FunctionType):
            return None
        definition = self.frame.definition.resolver.definition_of(found)
        key = _compared_alike(definition.source)
        if key is None:
            return None
        source = Source(key, definition.source.file, definition.source.lines)
        made = Definition("key", source, definition.resolver, {}, None, key=key)
        return Ready(Callee(made), node)

    def _fields_of(self, cls: Any, method: str, node: Any) -> Any:
        """Return the key of an order that `dataclass` wrote: the fields that are compared."""
        owner = next(base for base in cls.__mro__ if method in vars(base))
        name = gast.Name("one", gast.Load(), None, None)
        fields = [gast.Attribute(name, field.name, gast.Load())
                  for field in dataclasses.fields(owner) if field.compare]  # fmt: skip
        body = fields[0] if len(fields) == 1 else gast.Tuple(fields, gast.Load())
        return _lambda(gast.Name("one", gast.Param(), None, None), body, node)


def _compared_alike(source: Any) -> Any:
    """Return `lambda self: e` of a method that is `return e < e'`, e' being e of the other one."""
    body = source.node.body if isinstance(source, Source) else []
    body = body[1:] if body and _is_text(body[0]) else body
    match body:
        case [gast.Return(value=gast.Compare(left=left, ops=[op], comparators=[right]))]:
            own, other = [param.id for param in source.node.args.args]
        case _:
            return None
    if not isinstance(op, (gast.Lt, gast.Gt)) or (source.node.name == "__lt__") != isinstance(
        op, gast.Lt
    ):  # fmt: skip
        return None
    names = {part.id for part in gast.walk(right) if isinstance(part, gast.Name)}
    swapped = gast.dump(right).replace(f"id='{other}'", f"id='{own}'")
    if own in names or other not in names or swapped != gast.dump(left):
        return None
    return _lambda(source.node.args.args[0], left, body[0])


def _is_text(stmt: Any) -> bool:
    return isinstance(stmt, gast.Expr) and isinstance(stmt.value, gast.Constant)


def _lambda(param: Any, body: Any, like: Any) -> Any:
    spec = gast.arguments([param], [], None, [], [], None, [])
    made = placed(gast.Lambda(spec, body), like)
    for part in gast.walk(made):
        if not hasattr(part, "lineno"):
            gast.copy_location(part, like)
    return made
