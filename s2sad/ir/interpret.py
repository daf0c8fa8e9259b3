"""An interpreter of programs: what a program means, in terms of live Python objects.

It serves tests: a generic or core program is run beside the function that it was read from.
"""

from __future__ import annotations

import builtins
import importlib
import math
import operator
from collections.abc import Callable, Mapping, Sequence
from functools import cache, reduce
from typing import Any

import numpy as np

from .contexts import Item, Region, context_op, regions
from .nodes import (
    Apply,
    Assert,
    Assign,
    Block,
    Const,
    Evaluate,
    Expr,
    For,
    If,
    Move,
    Name,
    Program,
    Raise,
    Stmt,
    Store,
    While,
)  # fmt: skip
from .ops import BINARY, COMPARE, UNARY

Env = dict[str, Any]

_IN_PLACE = {op: getattr(operator, "i" + op.rstrip("_")) for op in BINARY}
_OPERATOR: dict[str, Callable[..., Any]] = {
    **{op: getattr(operator, op) for op in BINARY},
    **{op: getattr(operator, {"not": "not_"}.get(op, op)) for op in UNARY},
    **{op: getattr(operator, op) for op in ("lt", "le", "gt", "ge", "eq", "ne")},
    "is": operator.is_, "isnot": operator.is_not,
    "in": lambda a, b: a in b, "notin": lambda a, b: a not in b,
    "slice": slice, "getitem": operator.getitem, "attr": getattr,
    "list.append": lambda items, value: items.append(value), "list.pop": lambda items: items.pop(),
}  # fmt: skip
_CONVERT: dict[int, Callable[[Any], str]] = {115: str, 114: repr, 97: ascii}
assert set(COMPARE) <= set(_OPERATOR)


@cache
def impl(op: str) -> Callable[..., Any]:
    """Return the function that a primitive's name stands for: `np.sin`, `math.exp`, `len`."""
    root, *path = op.split(".")
    if not path:
        return getattr(builtins, root)
    if root == "rt":
        module: Any = importlib.import_module("s2sad.runtime")
    else:
        module = {"np": np, "math": math}.get(root) or importlib.import_module(root)
    for index, name in enumerate(path):
        if not hasattr(module, name):
            importlib.import_module(".".join([root, *path[: index + 1]]))
        module = getattr(module, name)
    return module


def run(
    program: Program,
    args: Sequence[Any] = (),
    captures: Mapping[str, Any] | None = None,
    impl: Callable[[str], Callable[..., Any]] = impl,
) -> Any:
    """Run a program on positional arguments and return its result.

    Captured values are read as they are now, unless `captures` gives them by their names.
    """
    given = captures or {}
    env = {c.name: given[c.name] if c.name in given else c.read() for c in program.captures}
    machine = Machine(env, impl)
    machine.bind(program, args)
    machine.block(program.body)
    return machine.value(program.result)


class Machine:
    """The names bound so far, and how statements and expressions act on them."""

    def __init__(self, env: Env, impl: Callable[[str], Callable[..., Any]]) -> None:
        self.env = env
        self.impl = impl

    def bind(self, program: Program, args: Sequence[Any]) -> None:
        """Bind the parameters to positional arguments, then to their defaults."""
        rest = list(args)
        for param in program.params:
            if param.star == "*":
                self.env[param.name], rest = tuple(rest), []
            elif param.star == "**":
                self.env[param.name] = {}
            elif rest and param.star == "":
                self.env[param.name] = rest.pop(0)
            elif param.default is not None:
                self.env[param.name] = self.value(param.default)
            else:
                raise TypeError(f"no argument for {param.name!r}")
        if rest:
            raise TypeError(f"{len(rest)} arguments too many")

    def block(self, block: Block) -> None:
        for item in regions(block) if any(map(context_op, block)) else block:
            self._item(item)

    def _item(self, item: Item) -> None:
        if not isinstance(item, Region):
            self.statement(item)
        elif item.context is not None:
            with self.value(item.context):
                for inner in item.body:
                    self._item(inner)
        else:
            try:
                for inner in item.body:
                    self._item(inner)
            finally:
                for inner in item.after or []:
                    self._item(inner)

    def statement(self, stmt: Stmt) -> None:
        match stmt:
            case Assign():
                self.env[stmt.target] = self.value(stmt.value)
            case Move():
                self.env.update(zip(stmt.targets, [self.env[s] for s in stmt.sources]))
            case Store():
                self.store(stmt)
            case Evaluate():
                self.value(stmt.value)
            case If():
                self.block(stmt.body if self.value(stmt.test) else stmt.orelse)
            case For():
                self.loop(stmt)
            case While():
                while self.value(stmt.test):
                    self.block(stmt.body)
                    if stmt.stop and self.env[stmt.stop]:
                        break
            case Assert():
                if not self.value(stmt.test):
                    raise AssertionError(*map(self.value, [stmt.message] if stmt.message else []))
            case Raise():
                raise self.value(stmt.exception)

    def store(self, stmt: Store) -> None:
        value = self.value(stmt.value)
        if stmt.index is None:
            base = self.env[stmt.base]
            self.env[stmt.base] = _IN_PLACE[stmt.op](base, value) if stmt.op else value
            return
        base, index = self.env[stmt.base], self.value(stmt.index)
        base[index] = _IN_PLACE[stmt.op](base[index], value) if stmt.op else value

    def loop(self, stmt: For) -> None:
        for item in self.value(stmt.iter):
            self.env[stmt.target] = item
            self.block(stmt.body)
            if stmt.stop and self.env[stmt.stop]:
                break

    def value(self, expr: Expr) -> Any:
        if isinstance(expr, Const):
            return expr.value
        if isinstance(expr, Name):
            if expr.id not in self.env:
                raise UnboundLocalError(expr.id)
            return self.env[expr.id]
        lazy = getattr(self, "_" + expr.op.replace(".", "_"), None)
        if lazy is not None and "." not in expr.op.removeprefix("list."):
            return lazy(expr)
        function = _OPERATOR.get(expr.op) or self.impl(expr.op)
        return function(*self.items(expr.args), **self.keywords(expr))

    def items(self, exprs: Sequence[Expr]) -> list[Any]:
        values: list[Any] = []
        for expr in exprs:
            if isinstance(expr, Apply) and expr.op == "star":
                values.extend(self.value(expr.args[0]))
            else:
                values.append(self.value(expr))
        return values

    def keywords(self, expr: Apply) -> dict[str, Any]:
        return {key: self.value(value) for key, value in expr.kwargs}

    # The operations that choose what they evaluate, or whose operands are not all values.

    def _and(self, expr: Apply) -> Any:
        return reduce(lambda a, e: a and self.value(e), expr.args[1:], self.value(expr.args[0]))

    def _or(self, expr: Apply) -> Any:
        return reduce(lambda a, e: a or self.value(e), expr.args[1:], self.value(expr.args[0]))

    def _ifexp(self, expr: Apply) -> Any:
        test, yes, no = expr.args
        return self.value(yes) if self.value(test) else self.value(no)

    def _tuple(self, expr: Apply) -> Any:
        return tuple(self.items(expr.args))

    def _list(self, expr: Apply) -> Any:
        return self.items(expr.args)

    def _set(self, expr: Apply) -> Any:
        return set(self.items(expr.args))

    def _dict(self, expr: Apply) -> Any:
        values = self.items(expr.args)
        return dict(zip(values[::2], values[1::2]))

    def _const(self, expr: Apply) -> Any:
        (text,) = expr.args
        assert isinstance(text, Const)
        return self.impl(text.value)

    def _call(self, expr: Apply) -> Any:
        function, *args = self.items(expr.args)
        return function(*args, **self.keywords(expr))

    def _method(self, expr: Apply) -> Any:
        base, name, *args = self.items(expr.args)
        return getattr(base, name)(*args, **self.keywords(expr))

    def _fstring(self, expr: Apply) -> str:
        return "".join(map(str, self.items(expr.args)))

    def _format(self, expr: Apply) -> str:
        value, conversion, spec = self.items(expr.args)
        convert = _CONVERT.get(conversion)
        return format(value if convert is None else convert(value), spec)

    def _list_repeat(self, expr: Apply) -> Any:
        count, variable, item = expr.args
        return self._items_of(range(self.value(count)), variable, item)

    def _list_map(self, expr: Apply) -> Any:
        items, variable, item = expr.args
        return self._items_of(self.value(items), variable, item)

    def _items_of(self, source: Any, variable: Expr, item: Expr) -> list[Any]:
        out = []
        for value in source:
            if isinstance(variable, Name):
                self.env[variable.id] = value
            out.append(self.value(item))
        return out
