"""Texts: conditions, indices, shapes, headers and prints, which stay whole if they are pure."""

from __future__ import annotations

from typing import Any

import gast

from ..ir.nodes import Apply, Const, Expr, Name
from ..rules.registry import is_declared
from .expressions import BINARY, COMPARE, UNARY, negative_constant
from .classes import Made, is_bundle
from .flat import is_flat
from .given_out import has_out_by_place
from .herds import Listing
from .instances import Property
from .late_attributes import LateAttributes
from .ready import Ready
from .values import Captured, Generated, Primitive

ATTRIBUTES = {"shape", "size", "ndim"}
PURE_BUILTINS = {
    "abs", "all", "any", "bool", "complex", "divmod", "float", "int", "isinstance", "len", "max",
    "min", "range", "repr", "round", "str", "sum",
}  # fmt: skip
_WRITES = {
    "np.copyto", "np.put", "np.place", "np.putmask", "np.put_along_axis", "np.fill_diagonal",
}  # fmt: skip
_BOOLEAN_CALLS = {"isinstance", "bool", "any", "all"}


def is_pure_op(op: str) -> bool:
    """Return whether a primitive only computes: it may be evaluated later, or twice."""
    if "." not in op:
        return op in PURE_BUILTINS
    known = op.startswith(("np.", "math.")) or is_declared(op)
    return known and not op.endswith(".at") and op not in _WRITES


class Texts(LateAttributes):
    """Lowers what is evaluated and has no derivative."""

    def text(self, node: Any) -> Expr:
        node = self.undecided(node)
        if self._is_atom(node) or is_flat(self, node):
            return self.operand(node)
        if self.listing_in_len(node) is not None:
            return self.length_of(self.listing_in_len(node), node)
        compared = self.compared(node, self.text)
        if compared is not None:
            return compared
        if self.is_operation(node) or not self.is_pure(node) and not self._is_open(node):
            return self.operand(node)
        if self.may_escape and self.heap and isinstance(node, (gast.Subscript, gast.Call)):
            with self.escape(False):
                return self.text(node)
        match node:
            case gast.UnaryOp():
                folded = negative_constant(node)
                is_not = isinstance(node.op, gast.Not)
                inner = self.truth_test(node.operand) if is_not else node.operand
                return folded or Apply(UNARY[type(node.op)], (self.text(inner),))
            case gast.BinOp():
                return Apply(BINARY[type(node.op)], tuple(self.texts([node.left, node.right])))
            case gast.Compare():
                return self._compare_text(node)
            case gast.BoolOp():
                op = "and" if isinstance(node.op, gast.And) else "or"
                first, mark = self.text(node.values[0]), len(self.block)
                later = self._in_turn(node.values, op == "and")
                if len(self.block) > mark:  # a part of it runs only after what stands before it
                    del self.block[mark:]
                    return self.in_steps(first, node)
                return Apply(op, (first, *later))
            case gast.IfExp():
                start, test = len(self.block), self.text(node.test)
                mark = len(self.block)
                with self.supposing(node.test, True):
                    body = self.text(node.body)
                with self.supposing(node.test, False):
                    found = Apply("ifexp", (test, body, self.text(node.orelse)))
                if len(self.block) > mark:
                    del self.block[start:]
                    return self.chosen_in_steps(node)
                return found
            case gast.Attribute():
                return Apply("attr", (self.text(node.value), Const(node.attr)))
            case gast.Subscript():
                key = self.known_text(node.slice)
                if key is not None:
                    return Apply("getitem", (self.text(node.value), key))
                return Apply("getitem", tuple(self.texts([node.value, node.slice])))
            case gast.Call():
                return self._call_text(node)
        return self._display_text(node)

    def _in_turn(self, parts: list[Any], is_and: bool) -> list[Expr]:
        """Return the texts of what follows the first of `p and q …`, q with what p tells."""
        if len(parts) == 1:
            return []
        with self.supposing(parts[0], is_and):
            return [self.text(parts[1]), *self._in_turn(parts[1:], is_and)]

    def _display_text(self, node: Any) -> Expr:
        match node:
            case gast.Slice():
                parts = [part for part in (node.lower, node.upper, node.step) if part is not None]
                found = iter(self.texts(parts))
                bounds = [
                    Const(None) if part is None else next(found)
                    for part in (node.lower, node.upper, node.step)
                ]
                return Apply("slice", tuple(bounds))
            case gast.Tuple() | gast.List():
                op = "tuple" if isinstance(node, gast.Tuple) else "list"
                return Apply(op, tuple(self.texts(node.elts)))
            case gast.JoinedStr():
                return self._fstring(node)
        raise TypeError(f"not a text: {node!r}")

    def texts(self, nodes: list[Any]) -> list[Expr]:
        impure = [index for index, node in enumerate(nodes) if not self.is_pure(node)]
        last = impure[-1] if impure else -1
        named = self.in_order_until(nodes, last)
        return [*named, *map(self.text, nodes[max(last, 0) :])]

    def in_order_until(self, nodes: list[Any], last: int) -> list[Expr]:
        """Return operands for the nodes before `last`, which keep their values from then on."""
        pairs = zip(nodes[: max(last, 0)], self.rebound_later(nodes))
        return [self.hold(self.operand(node), later, node) for node, later in pairs]

    def _compare_text(self, node: Any) -> Expr:
        operands = self.texts([node.left, *node.comparators])
        ops = [COMPARE[type(op)] for op in node.ops]
        links = [Apply(op, pair) for op, pair in zip(ops, zip(operands, operands[1:]))]
        return links[0] if len(links) == 1 else Apply("and", tuple(links))

    def _call_text(self, node: Any) -> Expr:
        callee = self.static(node.func)
        assert isinstance(callee, Primitive)
        values = self.texts([*node.args, *[keyword.value for keyword in node.keywords]])
        count = len(node.args)
        names = [keyword.arg for keyword in node.keywords]
        if callee.op == "pow":
            return Apply("pow", tuple(values))
        return Apply(callee.op, tuple(values[:count]), tuple(zip(names, values[count:])))

    def _fstring(self, node: Any) -> Expr:
        fields = [part for part in node.values if isinstance(part, gast.FormattedValue)]
        parts: list[Any] = []
        for field in fields:
            parts += [field.value, *([field.format_spec] if field.format_spec else [])]
        found = iter(self.texts(parts))
        texts: list[Expr] = []
        for part in node.values:
            if not isinstance(part, gast.FormattedValue):
                texts.append(Const(part.value))
                continue
            value = next(found)
            spec = next(found) if part.format_spec else Const("")
            texts.append(Apply("format", (value, Const(part.conversion), _plain(spec))))
        return Apply("fstring", tuple(texts))

    def listing_in_len(self, node: Any) -> Any:
        """Return the list of objects in `len(bodies)`; None for anything else."""
        if not isinstance(node, gast.Call) or len(node.args) != 1 or node.keywords:
            return None
        callee = self.static(node.func) if isinstance(node.func, gast.Name) else None
        found = self.static(node.args[0]) if callee == Primitive("len") else None
        return found if isinstance(found, Listing) else None

    # What is pure

    def _is_atom(self, node: Any) -> bool:
        """Return whether a node is a name, a constant or known before the run."""
        if isinstance(node, Ready):
            return node.is_operand or isinstance(node.result, Captured)
        known = self.static(node)
        if isinstance(known, Listing) or is_bundle(known):
            return False
        if isinstance(node, (gast.Name, gast.Constant)):
            return not isinstance(known, Generated)
        if isinstance(node, gast.Subscript):
            return self._is_part(node)
        if not isinstance(node, gast.Attribute):
            return False
        return known is not None or isinstance(self.object_of(node.value), Made)

    def _is_part(self, node: Any) -> bool:
        """Return whether a node is the variable that stands under a key of a tuple or dict."""
        made = self.object_of(node.value) if isinstance(node.value, gast.Name) else None
        key = self.constant_key(node.slice) if is_bundle(made) else None
        found = {} if key is None or not is_bundle(made) else self.heap.get(made, {})
        return key is not None and isinstance(found.get(key.value), Name)

    def is_pure(self, node: Any) -> bool:
        if node is None or self._is_atom(node):
            if not isinstance(node, gast.Attribute):
                return True
            may_raise = self.is_absent_at_first(self.object_of(node.value), node.attr)
            may_raise |= self.may_have_no_number(node.value)
            return not may_raise and not isinstance(self.static(node), Property)
        if self.is_operation(node):
            return False
        kind = type(node)
        if kind is gast.BinOp:
            return self.is_pure(node.left) and self.is_pure(node.right)
        if kind is gast.Subscript:
            return self.is_pure(node.value) and self.is_pure(node.slice)
        if kind is gast.Call:
            return self._is_pure_call(node)
        match node:
            case gast.UnaryOp():
                return self.is_pure(node.operand)
            case gast.Compare():
                # The middle of a chain is spelled twice: it must be cheap.
                middle = node.comparators[:-1]
                return all(map(self.is_pure, [node.left, *node.comparators])) and not any(
                    isinstance(part, gast.Call) for m in middle for part in gast.walk(m)
                )
            case gast.BoolOp() | gast.JoinedStr():
                return all(map(self.is_pure, node.values))
            case gast.IfExp():
                return all(map(self.is_pure, (node.test, node.body, node.orelse)))
            case gast.Attribute():
                return node.attr in ATTRIBUTES and self.is_pure(node.value)
            case gast.Slice():
                return all(map(self.is_pure, (node.lower, node.upper, node.step)))
            case gast.Tuple() | gast.List():
                return all(map(self.is_pure, node.elts))
            case gast.FormattedValue():
                return self.is_pure(node.value) and self.is_pure(node.format_spec)
        return False

    def _is_pure_call(self, node: Any) -> bool:
        callee = self.static(node.func)
        if not isinstance(callee, Primitive) or not is_pure_op(callee.op):
            return False
        names = [keyword.arg for keyword in node.keywords]
        if None in names or "out" in names or callee.op == "pow" and len(node.args) != 2:
            return False
        if has_out_by_place(callee.op, len(node.args)):
            return False
        return all(map(self.is_pure, [*node.args, *[keyword.value for keyword in node.keywords]]))

    def _is_open(self, node: Any) -> bool:
        """Return whether an impure node is rebuilt from parts that are all evaluated, in order."""
        if isinstance(node, gast.Compare):
            return len(node.ops) == 1
        if isinstance(node, gast.Tuple | gast.List):
            return not any(isinstance(item, gast.Starred) for item in node.elts)
        if isinstance(node, gast.Attribute):
            return node.attr in ATTRIBUTES
        return isinstance(
            node, (gast.UnaryOp, gast.BinOp, gast.Subscript, gast.Slice, gast.JoinedStr)
        )

    def is_boolean(self, node: Any) -> bool:
        if not self.is_pure(node):
            return False
        match node:
            case gast.Compare():
                return True
            case gast.UnaryOp():
                return isinstance(node.op, gast.Not)
            case gast.BoolOp():
                return all(map(self.is_boolean, node.values))
            case gast.Constant():
                return isinstance(node.value, bool)
            case gast.Call():
                callee = self.static(node.func)
                return isinstance(callee, Primitive) and callee.op in _BOOLEAN_CALLS
        return False


def _plain(spec: Expr) -> Expr:
    """Return a format text without parts as the constant that it is."""
    if isinstance(spec, Apply) and all(isinstance(part, Const) for part in spec.args):
        return Const("".join(str(part.value) for part in spec.args if isinstance(part, Const)))
    return spec
