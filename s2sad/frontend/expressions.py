"""Expressions as values: one operation a statement, operands named in Python's order."""

from __future__ import annotations

import math
from typing import Any

import gast

from ..errors import UnknownName, Unsupported
from ..ir.nodes import Apply, Const, Expr, If, Name
from .classes import Made, Perhaps, Super, Unsure, answers, is_bundle
from .instances import Instance, Property
from .language import GENERATOR, SENT
from .lowering import FUNCTION_VALUE, Lowering, as_block, negation
from .ready import Ready
from .shown import with_texts
from .values import Callee, Captured, Generated, Literal, Primitive, Value

BINARY = {
    gast.Add: "add", gast.Sub: "sub", gast.Mult: "mul", gast.Div: "truediv",
    gast.FloorDiv: "floordiv", gast.Mod: "mod", gast.Pow: "pow", gast.MatMult: "matmul",
    gast.LShift: "lshift", gast.RShift: "rshift", gast.BitAnd: "and_", gast.BitOr: "or_",
    gast.BitXor: "xor",
}  # fmt: skip
INFINITIES = [Apply("const", (Const(f"{module}.inf"),)) for module in ("np", "math")]
UNARY = {gast.USub: "neg", gast.UAdd: "pos", gast.Invert: "invert", gast.Not: "not"}
COMPARE = {
    gast.Lt: "lt", gast.LtE: "le", gast.Gt: "gt", gast.GtE: "ge", gast.Eq: "eq", gast.NotEq: "ne",
    gast.Is: "is", gast.IsNot: "isnot", gast.In: "in", gast.NotIn: "notin",
}  # fmt: skip
# What an object may stand in to become data; anything else looks into it.
_KEEPING = (gast.Name, gast.Attribute, gast.Tuple, gast.List, gast.Dict)


class Expressions(Lowering):
    """Lowers expressions whose value the program goes on to use."""

    def value(self, node: Any) -> Expr:
        if self.may_escape and not isinstance(node, _KEEPING):
            with self.escape(False):
                return self.value(node)
        kind = type(node)
        if kind is gast.Constant:
            return Const(node.value)
        if kind is gast.Name or kind is gast.Attribute:
            return self._read(node)
        if kind is gast.BinOp or kind is gast.UnaryOp or kind is gast.Subscript:
            return self.flat(self.operated(node), node)
        match node:
            case gast.Compare():
                return self._compare(node)
            case gast.BoolOp():
                return self._logic(node)
            case gast.IfExp():
                return self.chosen_in_steps(node)
            case gast.Call():
                return self.flat(self.call(node), node)
            case gast.List() if not node.elts:
                return self.flat(self.empty_list(node), node)
            case gast.Tuple() | gast.List():
                return self._display(node, self.operand)
            case gast.Dict():
                return self.dict_display(node)
            case gast.DictComp():
                return self.dict_comprehension(node)
            case gast.JoinedStr():
                return self.text(with_texts(node, self.static))
            case gast.NamedExpr():
                name = self.bind_name(node.target.id, node)
                self.assign_to(name, node.value)
                return Name(name)
            case gast.ListComp():
                return self.comprehension(node)
            case Ready():
                return self.flat(node.result, node)
            case gast.Slice():
                return Apply("slice", tuple(self.in_order(_bounds(node), self.operand)))
        return self._refused(node)

    def plain_value(self, node: Any) -> Expr:
        """Return the value of an operation that is not one of an object's own."""
        if isinstance(node, gast.Subscript):
            joined = self.joined_by_index(node)  # type: ignore[attr-defined]
            return joined or self._item_of(self.operand(node.value), node)
        return self._unary(node)

    def _refused(self, node: Any) -> Expr:
        text = self.text_of(node)
        if isinstance(node, gast.Lambda):
            raise self.refusal(
                Unsupported, "s2sad cannot use a lambda as a value", node, FUNCTION_VALUE,
                "Bind it to a name, or use a def.",
            )  # fmt: skip
        what = f"s2sad cannot differentiate `{text}`"
        if isinstance(node, gast.GeneratorExp):
            raise self.refusal(Unsupported, what, node, *GENERATOR)
        if isinstance(node, (gast.Yield, gast.YieldFrom)):
            raise self.refusal(Unsupported, what, node, *SENT)
        if isinstance(node, gast.Starred):
            raise self.refusal(
                Unsupported, f"s2sad cannot expand `{text}` here", node,
                "How many arguments it stands for is not known before the run.",
                "Write the arguments one by one.",
            )  # fmt: skip
        raise self.refusal(
            Unsupported, what, node,
            "It is outside the language that s2sad reads.", "Write it in simpler steps.",
        )  # fmt: skip

    # Names and attributes

    def static(self, node: Any) -> Value | None:
        found = self._known_of(node)
        return self.as_listing(found) if type(found) is Instance else found

    def object_of(self, node: Any) -> Value | None:
        """Return what a node stands for where an attribute of it is asked for: no None."""
        found = self.static(node)
        return found.made if type(found) is Perhaps else found

    def _known_of(self, node: Any) -> Value | None:
        kind = type(node)
        if kind is gast.Name:
            owner = self.scope.owner_of(node.id)
            if owner is not None:
                if self.herds:
                    self.looked.add((owner, node.id))
                found = owner.statics.get(node.id)
                return found.value if type(found) is Perhaps else found
            return self.frame.definition.resolver.free(node.id)
        if kind is Ready:
            return None if isinstance(node.result, (Name, Const, Apply)) else node.result
        if kind is gast.Lambda:
            return Callee(self.local_definition(node, "lambda"))
        if kind is gast.Attribute:
            base = self.super_of(node.value) or self.object_of(node.value)
            resolver = self.frame.definition.resolver
            if is_bundle(base):
                return None
            if isinstance(base, (Made, Super)):
                found = self.static_attribute(base, node)
                return found.value if type(found) is Perhaps else found
            return None if base is None else resolver.attribute(base, node.attr)
        if kind is gast.Call:
            named = self.attribute_by_text(node)
            return self.type_asked(node) if named is None else self.static(named)
        if kind is gast.Subscript:
            base = self.object_of(node.value)
            if is_bundle(base):
                return self.static_member(base, node)
            if isinstance(base, Captured):
                return self.function_outside(base, node)
            if type(node.slice) is not gast.Constant:
                return None
            return base.at("getitem", node.slice.value) if isinstance(base, Instance) else None
        return None

    def flat(self, result: Expr | Value, node: Any) -> Expr:
        """Return the result of a call as a value."""
        if isinstance(result, (Name, Const)):
            return result
        if not isinstance(result, Apply):
            return self.read_static(result, node)
        if result.op in ("tuple", "list", "dict"):
            args = [a if _is_spread(a) else self.named(a, node) for a in result.args]
            return Apply(result.op, tuple(args), result.kwargs)
        return result

    def _read(self, node: Any) -> Expr:
        value = self.static(node)
        if isinstance(value, Property):
            return self.named(self.flat(self.of_property(value, node), node), node)
        if value is not None:
            return self.read_static(value, node)
        if isinstance(node, gast.Attribute):
            return self.flat(self.attribute(node), node)
        owner = self.scope.owner_of(node.id)
        assert owner is not None
        if node.id in owner.keywords:
            raise self.refusal(
                Unsupported, f"s2sad cannot use `{node.id}` as a dictionary", node,
                "It is read by constant keys that are given, and passed on; it is no value here.",
                "Name the keyword parameters.",
            )  # fmt: skip
        name = owner.internal[node.id]
        if name in self.assumed:
            self.read_early.add(name)
        if name in self.numbers:
            self.as_data(Unsure(node.id), node)
        if name not in self.bound:
            raise self.refusal(
                UnknownName, f"`{node.id}` is read before it is assigned", node,
                "It is a local variable, because the function assigns it, and has no value here.",
                "Assign it first.",
            )  # fmt: skip
        return Name(name)

    # Operators

    def _unary(self, node: Any) -> Expr:
        folded = negative_constant(node)
        if folded is not None:
            return folded
        if isinstance(node.op, gast.Not):
            return Apply("not", (self.text(self.truth_test(node.operand)),))
        return self._unary_of(node, self.operand(node.operand))

    def _unary_of(self, node: Any, operand: Any) -> Expr:
        operand = self.flat(operand, node)
        if isinstance(node.op, gast.USub) and isinstance(operand, Const):
            if type(operand.value) in (int, float):
                return Const(-operand.value)
        if isinstance(node.op, gast.USub) and operand in INFINITIES:
            return Const(-math.inf)
        return Apply(UNARY[type(node.op)], (operand,))

    def _compare(self, node: Any) -> Expr:
        compared = self.compared(node, self.value)
        if compared is not None:
            return compared
        ops = [COMPARE[type(op)] for op in node.ops]
        operands = [node.left, *node.comparators]
        if len(ops) == 1:
            return Apply(ops[0], tuple(self.in_order(operands, self.operand)))
        later = self.rebound(node.comparators)
        left = self.hold(self.operand(node.left), later, node)
        return self._chain(node, left, operands[1:], ops)

    def _chain(self, node: Any, left: Expr, operands: list[Any], ops: list[str]) -> Expr:
        """Lower `left op a op b …`: a is evaluated once, b only if `left op a` is true."""
        later = self.rebound(operands[1:])
        middle = self.hold(self.operand(operands[0]), later, node)
        first = Apply(ops[0], (left, middle))
        if len(ops) == 1:
            return first
        if len(ops) == 2 and self.is_pure(operands[1]):
            return Apply("and", (first, Apply(ops[1], (middle, self.text(operands[1])))))
        result = self.temporary(first, node)
        with self.inner_block() as body, self.settled(node):
            mark = len(self.block)
            self.bind(result.id, self._chain(node, middle, operands[1:], ops[1:]), mark, node)
        self.emit(If, node, result, as_block(body), ())
        return result

    def _logic(self, node: Any) -> Expr:
        if self.is_boolean(node):
            return self.text(node)
        result = Name(self.names.temporary())
        self._logic_into(result, node.values, isinstance(node.op, gast.And), node)
        return result

    def in_steps(self, first: Expr, node: Any) -> Expr:
        """Lower `first and b …` so that what b does runs only if it is reached."""
        result = Name(self.names.temporary())
        values = [Ready(first, node.values[0]), *node.values[1:]]
        self._logic_into(result, values, isinstance(node.op, gast.And), node)
        return result

    def _logic_into(self, result: Name, values: list[Any], is_and: bool, node: Any) -> None:
        self.assign_to(result.id, values[0])
        if len(values) == 1:
            return
        with self.inner_block() as body, self.settled(node), self.supposing(values[0], is_and):
            self._logic_into(result, values[1:], is_and, node)
        self.emit(If, node, result if is_and else negation(result), as_block(body), ())

    def chosen_in_steps(self, node: Any) -> Expr:
        """Lower a conditional expression whose arms may do more than compute."""
        known = self.known_test(node.test)
        if known is not None:
            return self.value(node.body if known else node.orelse)
        test = self.text(self.truth_test(node.test))
        result = self.names.temporary()
        arms = []
        for part in (node.body, node.orelse):
            told = self.supposing(node.test, part is node.body)
            with self.inner_block() as arm, self.settled(node), told:
                self.assign_to(result, part)
            arms.append(as_block(arm))
        self.emit(If, node, test, *arms)
        return Name(result)

    # Subscripts and displays

    def _item_of(self, base: Expr, node: Any) -> Expr:
        base = self.hold(base, self.rebound([node.slice]), node)
        return Apply("getitem", (base, self.known_text(node.slice) or self.text(node.slice)))

    def _display(self, node: Any, lower: Any) -> Expr:
        def item(part: Any) -> Expr:
            if isinstance(part, gast.Starred):
                return Apply("star", (listed(part.value),))
            return lower(part)

        def listed(part: Any) -> Expr:
            with self.escape(False):
                made = self._run_through(part)
                if isinstance(made, Generated):
                    return self.comprehension(self.in_place_of(part, made))
                return self.named(self.flat(made, part), part)

        op = "tuple" if isinstance(node, gast.Tuple) else "list"
        if op == "list" and len(node.elts) == 1 and isinstance(node.elts[0], gast.Starred):
            made = self._run_through(node.elts[0].value)
            if isinstance(made, Generated):  # [*generator]
                return self.comprehension(self.in_place_of(node, made))
            node = gast.List([gast.Starred(Ready(made, node), gast.Load())], gast.Load())
        with self.escape():
            return Apply(op, tuple(self.in_order(node.elts, item)))

    def _run_through(self, node: Any) -> Any:
        """Return what a star takes the items of: of an object what its `__iter__` returns."""
        made = self.result(node)
        if is_bundle(made) or not answers(made, "__iter__"):
            return made
        return self.items_of_object(made, node)

    def argument(self, node: Any) -> Expr:
        if isinstance(node, (gast.Tuple, gast.List)):
            return self._display(node, self.argument)
        return self.operand(node)

    def tree(self, node: Any) -> Expr:
        node = self.as_display(node)
        if isinstance(node, (gast.Tuple, gast.List)):
            return self._display(node, self.tree)
        if isinstance(node, gast.Dict) and all(isinstance(k, gast.Constant) for k in node.keys):
            with self.escape():
                values = self.in_order(node.values, self.tree)
            keys = [Const(key.value) for key in node.keys]
            return Apply("dict", tuple([p for pair in zip(keys, values) for p in pair]))
        if not isinstance(node, gast.Call):
            return self.operand(node)
        result = self.call(node)
        if isinstance(result, Apply) and result.op in ("tuple", "list", "dict"):
            return result
        return self.named(self.flat(result, node), node)


def negative_constant(node: Any) -> Const | None:
    """Return `-1` or `-2.5` as the constant that it is; None for anything else."""
    if not isinstance(node, gast.UnaryOp) or not isinstance(node.op, gast.USub):
        return None
    value: Any = node.operand.value if isinstance(node.operand, gast.Constant) else None
    return Const(-value) if type(value) in (int, float) else None


def call_of(node: Any) -> Any:
    """Return the call, without arguments, that the reading of a property is."""
    return gast.copy_location(gast.Call(func=node, args=[], keywords=[]), node)


def is_data(value: Value | None) -> bool:
    """Return whether a value that is known before the run can be read as data."""
    if isinstance(value, Captured):
        return not value.is_module
    return isinstance(value, (Literal, Instance)) or isinstance(value, Primitive) and value.is_type


def _bounds(node: Any) -> list[Any]:
    none = gast.Constant(value=None, kind=None)
    return [part or gast.copy_location(none, node) for part in (node.lower, node.upper, node.step)]


def _is_spread(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op == "star"
