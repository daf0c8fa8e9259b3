"""Expressions: from `Expr` to gast, each operation as a person would write it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Any

import gast

from ..ir.nodes import Apply, Const, Expr, Name
from ..ir.ops import STRUCTURAL
from ..ir.walk import names_in
from .fstrings import as_format_call, joined
from .spell import (
    CURVES,
    infinity_root,
    is_imaginary,
    is_plain_complex,
    is_repeated_number,
    is_transpose,
    method_name,
    operand_of,
    root_of,
)

BINARY = {
    "add": gast.Add, "sub": gast.Sub, "mul": gast.Mult, "truediv": gast.Div,
    "floordiv": gast.FloorDiv, "mod": gast.Mod, "pow": gast.Pow, "matmul": gast.MatMult,
    "lshift": gast.LShift, "rshift": gast.RShift, "and_": gast.BitAnd, "or_": gast.BitOr,
    "xor": gast.BitXor,
}  # fmt: skip
UNARY = {"neg": gast.USub, "pos": gast.UAdd, "invert": gast.Invert, "not": gast.Not}
COMPARE = {
    "lt": gast.Lt, "le": gast.LtE, "gt": gast.Gt, "ge": gast.GtE, "eq": gast.Eq, "ne": gast.NotEq,
    "is": gast.Is, "isnot": gast.IsNot, "in": gast.In, "notin": gast.NotIn,
}  # fmt: skip
LOAD, STORE = gast.Load(), gast.Store()  # they have no parts: one of each is enough
SPECIAL = (STRUCTURAL - {"list.append", "list.pop"}) | {"const"}
NOTHING = Const(None)
LITERALS = (int, float, complex, bool, str, bytes, type(None), type(Ellipsis))


@cache
def sign(kind: type[Any]) -> Any:
    """Return an operator, which has no parts: one of each is enough."""
    return kind()


def node(cls: Any, /, **fields: Any) -> Any:
    """Return a gast node with all of its fields; its own `__init__` sets them one by one."""
    made = cls.__new__(cls)
    made.__dict__ = fields
    return made


def variable(identifier: str, ctx: Any = None) -> Any:
    """Return the gast name for an identifier; ctx is Load unless given."""
    return node(gast.Name, id=identifier, ctx=ctx or LOAD, annotation=None, type_comment=None)


def literal(value: object) -> Any:
    """Return the gast constant of a value that has a literal."""
    return node(gast.Constant, value=value, kind=None)


class Expressions:
    """Builds gast expressions, with the identifiers of `names` (see names.legal_names)."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self.read: dict[str, Any] = {}  # the nodes of names that are read: one of each is enough
        roots = tuple(key[1:] for key in names if key[:1] == "@")
        self.infinity = infinity_root(roots)

    def build(self, expr: Expr) -> Any:
        """Return expr as a gast expression."""
        if type(expr) is Name:
            return self.name(expr.id)
        if type(expr) is Const:
            return self.constant(expr.value)
        if type(expr) is not Apply:
            raise TypeError(f"not an expression: {expr!r}")
        op, args = expr.op, expr.args
        if op in BINARY and len(args) == 2:
            left, right = self.build(args[0]), self.build(args[1])
            return node(gast.BinOp, left=left, op=sign(BINARY[op]), right=right)
        if op in COMPARE and len(args) == 2:
            return gast.Compare(self.build(args[0]), [sign(COMPARE[op])], [self.build(args[1])])
        if op in UNARY and len(args) == 1:
            return gast.UnaryOp(sign(UNARY[op]), self.build(args[0]))
        if op not in SPECIAL:
            return self._primitive(expr)
        special = getattr(self, "_" + op.replace(".", "_"), None)
        if special is None:
            raise TypeError(f"wrong operands: {expr!r}")
        return special(expr)

    def name(self, name: str) -> Any:
        """Return a name that is read."""
        node = self.read.get(name)
        if node is None:
            node = self.read[name] = variable(self.names[name])
        return node

    def root(self, dotted: str) -> Any:
        """Return `np.linalg.solve` as a gast expression, the module by the name it has here."""
        key = "@" + dotted
        if key not in self.read:
            first = root_of(dotted)
            node = variable(self.names.get("@" + first, first.removeprefix("call:")))
            for attribute in dotted.split(".")[first.count(".") + 1 :]:
                node = gast.Attribute(node, attribute, LOAD)
            self.read[key] = node
        return self.read[key]

    def index(self, expr: Expr) -> Any:
        """Return an index: slices are written with colons here, and only here."""
        if isinstance(expr, Apply) and expr.op == "slice":
            lower, upper, step = map(self._bound, expr.args)
            return node(gast.Slice, lower=lower, upper=upper, step=step)
        if isinstance(expr, Apply) and expr.op == "tuple":
            parts = [self.index(part) for part in expr.args]
            is_slice = len(parts) == 1 and isinstance(parts[0], gast.Slice)  # `(0:2,)` is no Python
            return parts[0] if is_slice else gast.Tuple(parts, LOAD)
        return self.build(expr)

    def subscript(self, base: Any, index: Expr, ctx: Any = None) -> Any:
        """Return `base[index]`."""
        return node(gast.Subscript, value=base, slice=self.index(index), ctx=ctx or LOAD)

    def constant(self, value: object) -> Any:
        """Return a constant; what has no literal of its own is written as an operation."""
        if type(value) is tuple:  # a key of a dict
            return gast.Tuple([self.constant(part) for part in value], LOAD)
        if type(value) not in LITERALS:
            raise TypeError(f"not a literal: {value!r} of {type(value)}")
        if isinstance(value, complex):
            return self._complex(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return self._real(value)
        return literal(value)

    def _real(self, value: float) -> Any:
        if value != value:
            return self.root(self.infinity + ".nan")
        if value < 0 or (value == 0 and math.copysign(1.0, value) < 0):
            return gast.UnaryOp(gast.USub(), self._real(-value))
        return self.root(self.infinity + ".inf") if value == math.inf else literal(value)

    def _complex(self, value: complex) -> Any:
        if is_imaginary(value):
            return literal(value)
        real = self._real(value.real)
        if not is_plain_complex(value):
            return gast.Call(self.root("complex"), [real, self._real(value.imag)], [])
        sign = gast.Sub() if value.imag < 0 else gast.Add()
        return gast.BinOp(real, sign, literal(complex(0.0, abs(value.imag))))

    def _all(self, exprs: tuple[Expr, ...]) -> list[Any]:
        return [self.build(e) for e in exprs]

    def _bound(self, part: Expr) -> Any:
        return None if type(part) is Const and part.value is None else self.build(part)

    def _call_of(self, function: Any, args: tuple[Expr, ...], expr: Apply) -> Any:
        keywords = [
            gast.keyword(None if key == "**" else key, self.build(operand_of(arg, expr.op)))
            for key, arg in expr.kwargs
        ]
        given = tuple([operand_of(arg, expr.op) for arg in args])
        return node(gast.Call, func=function, args=self._all(given), keywords=keywords)

    def _primitive(self, expr: Apply) -> Any:
        if is_transpose(expr):
            return gast.Attribute(self.build(expr.args[0]), "T", LOAD)
        method = method_name(expr)
        if method:
            function = gast.Attribute(self.build(expr.args[0]), method, LOAD)
            return self._call_of(function, expr.args[1:], expr)
        if expr.op in CURVES:
            return self._call_of(self.build(expr.args[0]), expr.args[1:], expr)
        if expr.op.startswith("pick:"):
            return self.subscript(self.build(expr.args[0]), expr.args[1])
        name = expr.op.removeprefix("call:").partition("#")[0]
        if not all(part.isidentifier() for part in name.split(".")):
            raise TypeError(f"not an operation: {expr.op!r}")
        return self._call_of(self.root(expr.op), expr.args, expr)

    # Logic and displays

    def _and(self, expr: Apply) -> Any:
        return gast.BoolOp(gast.And(), self._all(expr.args))

    def _or(self, expr: Apply) -> Any:
        return gast.BoolOp(gast.Or(), self._all(expr.args))

    def _ifexp(self, expr: Apply) -> Any:
        test, body, orelse = self._all(expr.args)
        return gast.IfExp(test, body, orelse)

    def _tuple(self, expr: Apply) -> Any:
        return gast.Tuple(self._all(expr.args), LOAD)

    def _list(self, expr: Apply) -> Any:
        return gast.List(self._all(expr.args), LOAD)

    def _set(self, expr: Apply) -> Any:
        return gast.Set(self._all(expr.args)) if expr.args else gast.Call(self.root("set"), [], [])

    def _dict(self, expr: Apply) -> Any:
        return gast.Dict(self._all(expr.args[::2]), self._all(expr.args[1::2]))

    def _slice(self, expr: Apply) -> Any:
        args = expr.args[:2] if expr.args[2] == NOTHING else expr.args
        return gast.Call(self.root("slice"), self._all(args), [])

    def _star(self, expr: Apply) -> Any:
        return gast.Starred(self.build(expr.args[0]), LOAD)

    def _fstring(self, expr: Apply) -> Any:
        return as_format_call(expr, self.build) or joined(expr, self.build)

    # Access

    def _const(self, expr: Apply) -> Any:
        return self.root(_text(expr.args[0]))

    def _getitem(self, expr: Apply) -> Any:
        base, index = expr.args
        return self.subscript(self.build(base), index)

    def _attr(self, expr: Apply) -> Any:
        base, name = expr.args
        return gast.Attribute(self.build(base), _text(name), LOAD)

    def _method(self, expr: Apply) -> Any:
        base, name, *args = expr.args
        function = gast.Attribute(self.build(base), _text(name), LOAD)
        return self._call_of(function, tuple(args), expr)

    def _call(self, expr: Apply) -> Any:
        return self._call_of(self.build(expr.args[0]), expr.args[1:], expr)

    # Lists

    def _list_repeat(self, expr: Apply) -> Any:
        count, item_name, item = expr.args
        if is_repeated_number(expr):
            numbers = gast.List([self.build(item)], LOAD)
            return gast.BinOp(numbers, gast.Mult(), self.build(count))
        trips = gast.Call(self.root("range"), [self.build(count)], [])
        return self._comprehension(item, item_name, trips)

    def _list_map(self, expr: Apply) -> Any:
        source, item_name, item = expr.args
        return self._comprehension(item, item_name, self.build(source))

    def _comprehension(self, item: Expr, name: Expr, source: Any) -> Any:
        target = variable(self._target(item, name), STORE)
        return gast.ListComp(self.build(item), [gast.comprehension(target, source, [], 0)])

    def _target(self, item: Expr, name: Expr) -> str:
        """Return the name that the items have in a comprehension, `_` where it is not read."""
        read = set(names_in(item))
        if isinstance(name, Name) and (name.id in read or "_" in read):
            return self.names[name.id]
        if "_" not in read:
            return "_"
        taken = set(self.names.values())
        return next(n for n in ("__", *(f"_{k}" for k in range(len(taken) + 1))) if n not in taken)


def _text(expr: Expr) -> str:
    if isinstance(expr, Const) and isinstance(expr.value, str):
        return expr.value
    raise TypeError(f"a name is given as a text constant, not as {expr!r}")
