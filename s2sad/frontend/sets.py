"""Sets: one that only tells whether something was put into it is a list without repetitions.

    seen = set()                          seen = []
    if k in seen: …                ->     if k in seen: …
    seen.add(k)                           if k not in seen: seen.append(k)

Definitions:
  1. A name is such a set iff nothing but `name = set()` and `name = {1, 2}`, of constants, binds
     it, beside others too: `name, i = set(), 0`.
  2. All that is done with it is `k in name`, `k not in name`, `len(name)`, to ask whether it is
     empty, and, as statements, `add`, `remove`, `discard` and `clear`: nothing tells the order.
  3. `k in {a, b}` asks a tuple.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import gast

from .rewriting import Rewriter

_CHANGES = {"add": 1, "remove": 1, "discard": 1, "clear": 0}


def without_sets(node: Any) -> Any:
    """Return a function's node with lists and tuples in the place of sets."""
    parts = list(gast.walk(node))
    names = {part.id for part in parts if isinstance(part, gast.Name)}
    if "set" in names or any(isinstance(part, gast.Set) for part in parts):
        _Sets(node, frozenset(_sets_of(parts))).visit(node)
    return node


def _sets_of(parts: list[Any]) -> Iterator[str]:
    """Yield the names that are such sets (definition 1)."""
    made = Counter([name for stmt in parts for name, value in _given(stmt)
                    if _items_of(value) is not None])  # fmt: skip
    bound = Counter([name for part in parts for name in _bound_by(part)])
    for name, count in made.items():
        if bound[name] == count and not bound["set"] and _only_tells(name, parts):
            yield name


def _bound_by(part: Any) -> Sequence[str]:
    match part:
        case gast.Name(id=name, ctx=context) if not isinstance(context, gast.Load):
            return (name,)
        case gast.FunctionDef(name=name) | gast.ExceptHandler(name=gast.Name(id=name)):
            return (name,)
        case gast.Global(names=names) | gast.Nonlocal(names=names):
            return tuple(names)
    return ()


def _given(stmt: Any) -> list[tuple[str, Any]]:
    """Return the names that an assignment binds one by one, each with what it is bound to."""
    match stmt:
        case gast.Assign(targets=[target], value=value) | gast.AnnAssign(
            target=target, value=value
        ):
            targets, values = [target], [value]
            if isinstance(target, gast.Tuple) and isinstance(value, gast.Tuple):
                targets, values = target.elts, value.elts
            if len(targets) == len(values):
                pairs = zip(targets, values)
                return [(t.id, v) for t, v in pairs if isinstance(t, gast.Name)]
    return []


def _items_of(value: Any) -> list[Any] | None:
    """Return the items of a new set; None of anything else."""
    match value:
        case gast.Call(func=gast.Name(id="set"), args=[], keywords=[]):
            return []
        case gast.Set(elts=items) if all(isinstance(item, gast.Constant) for item in items):
            return list({item.value: item for item in items}.values())
    return None


def _only_tells(name: str, parts: list[Any]) -> bool:
    """Return whether nothing else is done with a set (definition 2)."""
    uses = [p for p in parts if isinstance(p, gast.Name) and p.id == name]
    known = {id(place) for part in parts for place in _asked_or_changed(part)}
    return all(id(use) in known for use in uses if isinstance(use.ctx, gast.Load))


def _asked_or_changed(part: Any) -> tuple[Any, ...]:
    """Return the operands of a node of which it only asks, or changes, what a set holds."""
    match part:
        case gast.Compare(ops=[gast.In() | gast.NotIn()], comparators=[asked]):
            return (asked,)
        case gast.Call(func=gast.Name(id="len"), args=[asked], keywords=[]):
            return (asked,)
        case gast.If(test=asked) | gast.While(test=asked):
            return (asked,)
        case gast.UnaryOp(op=gast.Not(), operand=asked):
            return (asked,)
        case gast.Expr(value=call) if _change(call):
            return (call.func.value,)
    return ()


def _change(call: Any) -> str:
    """Return how a call changes what may be a set; '' of any other call."""
    match call:
        case gast.Call(func=gast.Attribute(value=gast.Name(), attr=how), args=args, keywords=[]):
            return how if _CHANGES.get(how) == len(args) else ""
    return ""


class _Sets(Rewriter):
    """Rewrites what is done with sets."""

    def __init__(self, function: Any, names: frozenset[str]) -> None:
        super().__init__(function)
        self.names = names

    def visit_Compare(self, node: Any) -> Any:  # noqa: N802 - the name that gast asks for
        self.generic_visit(node)
        for k, (op, asked) in enumerate(zip(node.ops, node.comparators)):
            if isinstance(op, (gast.In, gast.NotIn)) and isinstance(asked, gast.Set):
                node.comparators[k] = _at(gast.Tuple(asked.elts, gast.Load()), asked)
        return node

    def visit_Assign(self, node: Any) -> Any:  # noqa: N802
        made = {id(value) for name, value in _given(node) if name in self.names}
        if id(node.value) in made:
            node.value = _list_of(node.value)
        elif made:
            node.value.elts = [_list_of(v) if id(v) in made else v for v in node.value.elts]
        return self.generic_visit(node)

    visit_AnnAssign = visit_Assign  # noqa: N815

    def visit_Expr(self, node: Any) -> Any:  # noqa: N802
        self.generic_visit(node)
        how = _change(node.value)
        if how not in ("add", "discard") or node.value.func.value.id not in self.names:
            return node
        place = node.value.func.value
        before, item = self._named(node.value.args[0], node)
        asked = gast.NotIn() if how == "add" else gast.In()
        node.value.func.attr = "append" if how == "add" else "remove"
        node.value.args = [item]
        test = gast.Compare(item, [asked], [gast.Name(place.id, gast.Load(), None, None)])
        return [*before, _at(gast.If(test, [node], []), node)]

    def _named(self, item: Any, node: Any) -> tuple[list[Any], Any]:
        """Return an item that may be read twice, and what is to run before."""
        plain = item.elts if isinstance(item, gast.Tuple) else [item]
        if all(isinstance(part, (gast.Name, gast.Constant)) for part in plain):
            return [], item
        name = self.free_name("item")
        assign = gast.Assign([gast.Name(name, gast.Store(), None, None)], item, None)
        return [_at(assign, node)], gast.Name(name, gast.Load(), None, None)


def _list_of(value: Any) -> Any:
    return _at(gast.List(_items_of(value), gast.Load()), value)


def _at(made: Any, node: Any) -> Any:
    return gast.fix_missing_locations(gast.copy_location(made, node))
