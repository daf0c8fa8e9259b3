"""Dicts outside of the function, where it takes them as a whole: displays of what they hold.

    for name, k in RATES.items():    ->    for name, k in {"a": RATES["a"], …}.items():

The program holds for these keys; where the dict gets others, the function is read again.
"""

from __future__ import annotations

from operator import is_not
from typing import Any

import gast

from .given_objects import MOST, GivenObjects
from .ready import item_of, placed
from .values import Captured

_VIEWS = {"items", "keys", "values", "copy", "get"}
_READERS = {
    "list", "tuple", "dict", "len", "sum", "max", "min", "sorted", "any", "all", "enumerate", "zip",
    "reversed", "map", "filter",
}  # fmt: skip


class DictsOutside(GivenObjects):
    """Reads dicts outside by their keys where all of them are asked for."""

    def as_it_is_now(self, node: Any) -> Any:
        """Return the display of what a dict outside holds now; any other node is itself."""
        place = self._dict_at(node)
        if place is None or not 0 < len(place.handle) <= MOST or not _is_data(place.handle):
            return node
        self.frame.definition.resolver.rely_on(place)
        keys = [placed(gast.Constant(key, None), node) for key in place.handle]
        values = [self.as_it_is_now(item_of(node, key, node)) for key in place.handle]
        return placed(gast.Dict(keys, values), node)

    def _dict_at(self, node: Any) -> Captured | None:
        """Return the dict outside that a node reads, which may stand in another one."""
        if isinstance(node, gast.Subscript) and isinstance(node.slice, gast.Constant):
            around, key = self._dict_at(node.value), node.slice.value
            inner = None if around is None else around.handle.get(key)
            if around is None or type(inner) is not dict:
                return None
            uses = self.frame.definition.resolver.uses
            uses.add(around)
            uses.items.append((around.handle, key, inner))
            return Captured({key: inner}, key, (), inner)
        known = self.static(node) if isinstance(node, (gast.Name, gast.Attribute)) else None
        is_dict = isinstance(known, Captured) and type(known.handle) is dict
        return known if is_dict else None  # type: ignore[return-value]

    def with_dicts_outside(self, node: Any) -> Any:
        """Return a call or a display that runs through dicts outside with what they hold now."""
        match node:
            case gast.Call(func=gast.Attribute(value=base, attr=name) as func) if name in _VIEWS:
                made = self.as_it_is_now(base)
                if made is not base:
                    func = placed(gast.Attribute(made, name, func.ctx), func)
                    return placed(gast.Call(func, node.args, node.keywords), node)
            case gast.Call(func=gast.Name(id=name)) if name in _READERS:
                return node if self.scope.owner_of(name) else self.with_dicts_given(node)
            case gast.Dict(keys=keys) if None in keys:
                parts = list(zip(keys, node.values))
                values = [value if key else self.as_it_is_now(value) for key, value in parts]
                if any(map(is_not, values, node.values)):
                    return placed(gast.Dict(keys, values), node)
            case gast.BinOp(op=gast.BitOr() as op):
                left, right = self.as_it_is_now(node.left), self.as_it_is_now(node.right)
                if left is not node.left or right is not node.right:
                    return placed(gast.BinOp(left, op, right), node)
        return node

    def with_dicts_given(self, node: Any) -> Any:
        """Return a call with what dicts outside that are its arguments hold now."""
        args = [self.as_it_is_now(arg) for arg in node.args]
        values = [self.as_it_is_now(keyword.value) for keyword in node.keywords]
        before = [*node.args, *[keyword.value for keyword in node.keywords]]
        if not any(map(is_not, [*args, *values], before)):
            return node
        keywords = [gast.keyword(k.arg, value) for k, value in zip(node.keywords, values)]
        return placed(gast.Call(node.func, args, keywords), node)


def _is_data(held: Any) -> bool:
    """Return whether a dict has texts for keys, and holds no function."""
    texts = all(type(key) is str for key in held)
    inner = [value for value in held.values() if type(value) is dict]
    return texts and not any(map(callable, held.values())) and all(map(_is_data, inner))
