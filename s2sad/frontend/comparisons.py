"""Comparisons: what Python runs for `p == q`, `p < q`, `p is q`, `v in p` where p is an object.

    p == q      ->  what `__eq__` does; (p_x, p_y) == (q_x, q_y) where `dataclass` wrote it
    p >= q      ->  `q <= p` where the class has only that one
    v in p      ->  what `__contains__` does, else `any(e == v for e in p)`
    if p: …     ->  `if bool(p): …`, which is `__bool__`, or that `__len__` is not 0

The left operand is asked first, but an object of a subclass before one of the class itself. What
nobody answers is whether both are the same object, or a TypeError.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from types import FunctionType
from typing import Any

import gast

from ..errors import WrongCall
from ..ir.nodes import Apply, Const, Expr, Name
from .classes import (
    Made, Perhaps, answers, in_class, is_bundle, is_generated, is_not_implemented,
    is_object, is_users, type_of,
)  # fmt: skip
from .expressions import COMPARE
from .herds import Item, Listing
from .instances import Instance
from .known_tests import asked_of
from .lowering import negation
from .operators import Operators
from .orders import Orders
from .queues import QUEUES
from .sums import is_plain_display
from .ready import Ready, call_on, is_none, placed
from .values import NONE, Chosen, Literal, Primitive

_NODES = {op: kind for kind, op in COMPARE.items()}
_REFLECTED = {"eq": "eq", "ne": "ne", "lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}
_DATA = (Name, Const, Apply)
_IDENTITY = (gast.Is, gast.IsNot)
_TOLD = ("bool", "callable")
_NAMED = (gast.Name, gast.Attribute, gast.Subscript)
_SHOWN = (
    gast.Call, gast.keyword, gast.JoinedStr, gast.FormattedValue, gast.BinOp, gast.Tuple, gast.List,
)  # fmt: skip


class Comparisons(Operators, Orders):
    """Lowers comparisons in which objects take part."""

    def compared(self, node: Any, lower: Callable[[Any], Expr]) -> Expr | None:
        """Return a comparison that an object may take part in; None of any other node.

        `lower` gives what is left of it, if none does.
        """
        same = self.identity(node)
        if same is not None or not isinstance(node, gast.Compare):
            return same
        nodes = [node.left, *node.comparators]
        perhaps = self.asks_whether_none(node)
        if perhaps is not None:
            return perhaps.test(isinstance(node.ops[0], gast.IsNot))
        chosen = self.static(node.left)
        if isinstance(chosen, Chosen) and is_none(nodes[-1]) and type(node.ops[0]) in _IDENTITY:
            test = self.asked_of_chosen("some", chosen, node)
            is_some = isinstance(node.ops[0], gast.IsNot)
            return lower(test if is_some else placed(gast.UnaryOp(gast.Not(), test), node))
        part = [self._takes_part(each) for each in nodes]
        if not any(part):
            return None
        with self.holding():
            left = self._side(nodes[0], nodes[1:])
            if not _is_one(left) and not any(part[1:]):
                return lower(placed(gast.Compare(Ready(left, nodes[0]), node.ops, nodes[1:]), node))
            if len(node.ops) == 1 and isinstance(node.ops[0], (gast.In, gast.NotIn)) and (
                is_plain_display(nodes[1])
            ):  # fmt: skip
                found = self._in_items(left, self.results(nodes[1].elts), node)
                return found if isinstance(node.ops[0], gast.In) else negation(found)
            right = self._side(nodes[1], nodes[2:])
            ready = [Ready(v, n) for v, n in zip((left, right), nodes)] + nodes[2:]
            if len(node.ops) > 1:
                return self._chained(ready, node, lower)
            if not _is_one(left) and not _is_one(right):
                return lower(placed(gast.Compare(ready[0], node.ops, ready[1:]), node))
            return self.relation(COMPARE[type(node.ops[0])], left, right, node)

    def _side(self, node: Any, later: list[Any]) -> Any:
        """Return an operand, which keeps its value while the later ones run."""
        value = self.operand_or_object(node)
        if isinstance(value, _DATA):
            value = self.hold(value, self.rebound(later), node)
        self.pinned.append(value)
        return value

    def _takes_part(self, node: Any) -> bool:
        """Return whether a node may be an object, or a bundle of some."""
        if type(node) is gast.Constant or not (self.heap or self.has_shapes):
            return isinstance(node, gast.Call) and self.may_be_object(node)
        known = self.static(node)
        return _is_one(known) or known is None and self.may_be_object(node)

    def _chained(self, parts: list[Any], node: Any, lower: Callable[[Any], Expr]) -> Expr:
        """Lower `a < b < c` as `a < b and b < c`."""
        first = placed(gast.Compare(parts[0], node.ops[:1], parts[1:2]), node)
        rest = placed(gast.Compare(parts[1], node.ops[1:], parts[2:]), node)
        both = placed(gast.BoolOp(gast.And(), [first, rest]), node)
        return lower(both)

    # One comparison

    def relation(self, op: str, left: Any, right: Any, node: Any) -> Expr:
        """Return `left op right`, at least one of which is an object or a bundle."""
        if op in ("in", "notin"):
            found = self._membership(left, right, node)
            return found if op == "in" else negation(found)
        if op in ("is", "isnot"):
            same = self.same_object(left, right, node)
            if same is None:
                raise self.whether_one(node)
            return Const(same == (op == "is"))
        if is_bundle(left) or is_bundle(right) or isinstance(left, Listing) or isinstance(
            right, Listing
        ):  # fmt: skip
            raise self.whole_refusal(node)
        found = self._said(op, left, right, node)
        if found is not None:
            return self.named(self.flat(found, node), node)
        if op in ("eq", "ne"):
            same = self.same_object(left, right, node)
            if same is None:
                raise self.whether_one(node)
            return Const(same == (op == "eq"))
        raise self.refusal(
            WrongCall, f"s2sad cannot read `{self.text_of(node)}`", node,
            f"Neither class has a `__{op}__` for the other one: Python would raise a TypeError "
            "here.", "Compare what the objects hold.",
        )  # fmt: skip

    def _said(self, op: str, left: Any, right: Any, node: Any) -> Any:
        """Return what the methods of two operands say; None if both leave it open."""
        first, second = [c if is_users(c) else None for c in (type_of(left), type_of(right))]
        order = [(left, op, right), (right, _REFLECTED[op], left)]
        if first is not None and second is not None and second is not first:
            order = order[::-1] if issubclass(second, first) else order
        asked = [(one, which, other) for one, which, other in order if is_users(type_of(one))]
        if any(self._has_own(type_of(one), which) for one, which, _ in asked):
            self._check_plain(op, left, right, (first, second), node)
        for one, which, other in asked:
            found = self._answer(which, one, other, node)
            if found is not None:
                return found
        return None

    def _has_own(self, cls: Any, op: str) -> bool:
        own = [f"__{op}__", "__eq__"] if op == "ne" else [f"__{op}__"]
        return any(in_class(cls, name) is not vars(object)[name] for name in own)

    def _answer(self, op: str, one: Any, other: Any, node: Any) -> Any:
        """Return what the method of one object says of another; None if it leaves it open."""
        cls, method = type_of(one), f"__{op}__"
        found = self.member_of_class(cls, method)
        if found is vars(object)[method]:
            if op != "ne" or not self._has_own(cls, "eq"):
                return None
            equal = self._answer("eq", one, other, node)
            return None if equal is None else negation(self.named(self.flat(equal, node), node))
        if is_generated(found):
            return self._by_fields(op, one, other, node)
        if not isinstance(found, FunctionType):
            raise self._no_method(cls, method, node)
        with self.holding():
            self.pinned += [one, other]
            result = self.invoke(one, found, [other], node)
        return None if is_not_implemented(result) else result

    def _by_fields(self, op: str, one: Any, other: Any, node: Any) -> Any:
        """Return what a method that `dataclass` wrote says: fields are compared like tuples."""
        cls = type_of(one)
        if type_of(other) is not cls:
            return None
        owner = next(base for base in cls.__mro__ if f"__{op}__" in vars(base))
        names = [field.name for field in dataclasses.fields(owner) if field.compare]
        pairs = [[self._field(v, name, node) for v in (one, other)] for name in names]
        flat = [v for pair in pairs for v in pair]
        if all(isinstance(v, _DATA) for v in flat):
            sides = [Apply("tuple", tuple([pair[k] for pair in pairs])) for k in (0, 1)]
            return Apply(op, tuple(sides))
        nodes = [[Ready(v, node) for v in pair] for pair in pairs]
        with self.holding():
            self.pinned += flat
            return self.value(_in_order(op, nodes, node))

    def _field(self, owner: Any, name: str, node: Any) -> Any:
        part = gast.Attribute(Ready(owner, node), name, gast.Load())
        return self.operand_or_object(placed(part, node))

    # Identity

    def same_object(self, left: Any, right: Any, node: Any) -> bool | None:
        """Return whether two operands are one object; None if that is not known."""
        left, right = [v.expr if isinstance(v, Literal) else v for v in (left, right)]
        objects = [v for v in (left, right) if isinstance(v, Made)]
        if len(objects) == 1:
            other = right if objects[0] is left else left
            return False if isinstance(other, _DATA) else None
        if len(objects) == 2:
            return self.are_one(left, right, node)
        return None

    # Membership

    def _membership(self, value: Any, owner: Any, node: Any) -> Expr:
        """Return `value in owner`."""
        if answers(owner, "__contains__"):
            found = in_class(type_of(owner), "__contains__")
            if isinstance(found, FunctionType):
                result = self.of_one("__contains__", owner, [value], node)
                return Apply("bool", (self.named(self.flat(result, node), node),))
            if not isinstance(in_class(type_of(owner), "__iter__"), FunctionType):
                raise self._no_method(type_of(owner), "__contains__", node)
        if is_bundle(owner) and owner.type is not dict:
            return self._in_items(value, list(self.items_of(owner, node).values()), node)
        if isinstance(owner, Listing) and isinstance(value, Item) and value.herd is owner.herd:
            if value.is_sure and not self._has_own(value.type, "eq"):
                return Apply("in", (value.index, self.numbers_of(owner, node)))
        if is_bundle(owner) or not is_object(owner) and not isinstance(owner, Listing):
            raise self.whole_refusal(node)
        item = self.names.fresh("item")
        target = placed(gast.Name(item, gast.Store(), None, None), node)
        read = placed(gast.Name(item, gast.Load(), None, None), node)
        clause = gast.comprehension(target, Ready(owner, node), [], 0)
        test = placed(gast.Compare(read, [gast.Eq()], [Ready(value, node)]), node)
        each = placed(gast.GeneratorExp(test, [clause]), node)
        return self.operand(call_on(Ready(Primitive("any"), node), [each], [], node))

    def _in_items(self, value: Any, items: list[Any], node: Any) -> Expr:
        """Return whether a value is one of several, or equal to one."""
        if any(isinstance(v, Made) and v is value for v in items):
            return Const(True)
        tests = [
            placed(gast.Compare(Ready(v, node), [gast.Eq()], [Ready(value, node)]), node)
            for v in items
        ]
        if not tests:
            return Const(False)
        test = tests[0] if len(tests) == 1 else placed(gast.BoolOp(gast.Or(), tests), node)
        with self.holding():
            self.pinned += [value, *items]
            return self.operand(test)

    # Builtins

    def without_objects_in(self, node: Any) -> Any:
        """Return the node of an exception with the class of an object in its place."""
        known = self.static(node) if isinstance(node, _NAMED) else None
        if _is_one(known):
            cls = list if isinstance(known, Listing) else type_of(known)
            return placed(gast.Constant(f"<{cls.__name__} object>", None), node)
        if not isinstance(node, _SHOWN):
            return node
        fields = {name: getattr(node, name) for name in node._fields}
        for name, part in fields.items():
            if isinstance(part, list):
                fields[name] = [self.without_objects_in(each) for each in part]
            elif name in ("value", "left", "right"):
                fields[name] = self.without_objects_in(part)
        return placed(type(node)(**fields), node)

    def asked_of_objects(self, op: str, node: Any) -> Any:
        """Return `bool(p)`, `min(p, q)`, `getattr(p, "x", v)` of objects; None of others."""
        if op in ("getattr", "hasattr") and len(node.args) > 1:
            return self.by_text(op, node)
        if op in ("min", "max") and len(node.args) > 1 and any(map(self.may_be_object, node.args)):
            return self._extreme(op, node)
        known = self.static(node.args[0]) if op in _TOLD and len(node.args) == 1 else None
        if isinstance(known, Chosen):
            what = "true" if op == "bool" else op
            return self.operand(self.asked_of_chosen(what, known, node))
        return self._truth_of(known, node) if is_object(known) and op == "bool" else None

    def _extreme(self, op: str, node: Any) -> Any:
        """Return `min(p, q)`, `max(p, q, key=f)`; None if none of them is an object."""
        args, keywords = self.expanded(node)
        if [key for key, _ in keywords] not in ([], ["key"]) or any(
            isinstance(arg, gast.Starred) for arg in args
        ):  # fmt: skip
            return None
        with self.holding() as held:
            held += self.results(args)
            given = [Ready(value, arg) for value, arg in zip(held, args)]
            if not any(map(_is_one, held)):
                call = call_on(node.func, given, keywords, node)
                return self.plain_call(op, call)  # type: ignore[attr-defined]
            keys = list(given)
            if keywords:
                known = self.given_function(keywords[0][1])  # type: ignore[attr-defined]
                function = Ready(known, node)
                found = self.results([call_on(function, [each], [], node) for each in given])
                keys = [Ready(value, node) for value in found]
            order = gast.Lt() if op == "min" else gast.Gt()
            best, key = given[0], keys[0]
            for one, its in zip(given[1:], keys[1:]):
                test = self.operand(placed(gast.Compare(its, [order], [key]), node))
                best, key = [
                    Ready(self.result(placed(gast.IfExp(Ready(test, node), new, old), node)), node)
                    for new, old in ((one, best), (its, key))
                ]
            return best.result

    # Truth

    def truth_test(self, node: Any) -> Any:
        """Return a test with `bool(p)` in the place of objects that are asked for their truth."""
        if isinstance(node, gast.UnaryOp) and isinstance(node.op, gast.Not):
            inner = self.truth_test(node.operand)
            return node if inner is node.operand else placed(gast.UnaryOp(node.op, inner), node)
        if isinstance(node, gast.BoolOp):
            parts = [self.truth_test(part) for part in node.values]
            same = all(new is old for new, old in zip(parts, node.values))
            return node if same else placed(gast.BoolOp(node.op, parts), node)
        known = self.static(node) if isinstance(node, (gast.Name, gast.Attribute, Ready)) else None
        if isinstance(known, Listing):
            return call_on(Ready(Primitive("len"), node), [node], [], node)
        if isinstance(known, Chosen):
            return self.asked_of_chosen("true", known, node)
        if isinstance(known, Perhaps) and self._is_never_false(known.made):
            return Ready(known.test(True), node)
        if is_object(known) and self.known_test(node) is not None:
            return placed(gast.Constant(self.known_test(node), None), node)
        if is_object(known) and type_of(known) not in QUEUES and asked_of(type_of(known)):
            return call_on(Ready(Primitive("bool"), node), [node], [], node)
        return node

    def _is_never_false(self, made: Made) -> bool:
        return bool(self.heap_keys(made)) if is_bundle(made) else not asked_of(made.type)

    def _truth_of(self, value: Any, node: Any) -> Expr:
        """Return `bool(p)` of an object."""
        asked = asked_of(type_of(value))
        if not asked:
            return Const(True)
        found = self.of_one(asked[0], value, [], node)
        return Apply("bool", (self.named(self.flat(found, node), node),))


def _is_one(value: Any) -> bool:
    """Return whether a value is an object, or a list, tuple or dict of some."""
    if isinstance(value, Instance) and not is_object(value):
        return False
    is_whole = isinstance(value, (Made, Listing)) or is_object(value)
    return is_whole and type_of(value) not in QUEUES and value is not NONE


def _in_order(op: str, pairs: list[list[Any]], node: Any) -> Any:
    """Return what Python does to compare two tuples, as an expression.

    The first items that are not equal decide.
    """
    def compare(which: str, pair: list[Any]) -> Any:
        return placed(gast.Compare(pair[0], [_NODES[which]()], [pair[1]]), node)

    if not pairs:
        return placed(gast.Constant(op in ("eq", "le", "ge"), None), node)
    equal = [compare("eq", pair) for pair in pairs]
    if op == "eq":
        return equal[0] if len(equal) == 1 else placed(gast.BoolOp(gast.And(), equal), node)
    strict = op[0] + "t"
    found = compare(op, pairs[-1])
    for pair, same in reversed(list(zip(pairs[:-1], equal))):
        found = placed(gast.IfExp(same, found, compare(strict, pair)), node)
    return found
