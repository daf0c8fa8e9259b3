"""Ready: nodes of our own, which stand in a tree of the user's for what was lowered before.

A `Ready` is an expression that has its value already, or a loop's target whose internal name is
chosen; a `Step` is a `yield` whose consumer is known. Both have the place of a node of the user's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gast

from ..ir.nodes import Const, Name


class Ready(gast.AST):
    """An expression whose value, an operand or what is known before the run, is `result`."""

    _fields = ()
    _attributes = ("lineno", "col_offset", "end_lineno", "end_col_offset")

    def __init__(self, result: Any, like: Any) -> None:
        super().__init__()
        self.result = result
        gast.copy_location(self, like)

    def __deepcopy__(self, memo: Any) -> Ready:
        return self  # what was lowered is the same in a copy of the tree around it

    @property
    def is_operand(self) -> bool:
        """Return whether the value is a name or a constant of the program."""
        return isinstance(self.result, (Name, Const))


class Step(gast.Expr):
    """A `yield` as a statement; `leaves` tells if what takes the item may end the generator."""

    def __init__(self, value: Any, leaves: bool, like: Any) -> None:
        super().__init__(value=value)
        self.leaves = leaves
        gast.copy_location(self, like)


def with_steps(body: list[Any], leaves: bool, fresh: Callable[[], Name]) -> list[Any]:
    """Return the statements of a generator with its yields as steps."""
    return [_with_steps(statement, leaves, fresh) for statement in body]


def _with_steps(statement: Any, leaves: bool, fresh: Callable[[], Name]) -> Any:
    if isinstance(statement, gast.Expr) and isinstance(statement.value, gast.Yield):
        return Step(statement.value.value, leaves, statement)
    if isinstance(statement, gast.Expr) and isinstance(statement.value, gast.YieldFrom):
        return _delegated(statement, leaves, fresh())
    if not isinstance(statement, (gast.If, gast.For, gast.While)):
        return statement
    fields = {name: getattr(statement, name) for name in statement._fields}
    for block in ("body", "orelse"):
        fields[block] = with_steps(fields[block], leaves, fresh)
    return gast.copy_location(type(statement)(**fields), statement)


def _delegated(statement: Any, leaves: bool, name: Name) -> Any:
    """Return `yield from X` as `for item in X: yield item`."""
    item = Ready(name, statement)
    step = Step(item, leaves, statement)
    return loop_over(statement.value.value, item, [step], statement)


def yields(function: Any) -> bool:
    """Return whether a function is a generator function."""
    todo = list(function.body) if isinstance(function.body, list) else []
    while todo:
        part = todo.pop()
        if isinstance(part, (gast.Yield, gast.YieldFrom)):
            return True
        if not isinstance(part, (gast.FunctionDef, gast.Lambda, gast.ClassDef)):
            todo += gast.iter_child_nodes(part)
    return False


# -- nodes at the place of another one ----------------------------------------------------------


def loop_over(items: Any, target: Any, body: list[Any], like: Any) -> Any:
    """Return a `for` statement."""
    return placed(gast.For(target, items, body, [], None), like)


def call_on(function: Any, args: list[Any], keywords: list[tuple[str, Any]], like: Any) -> Any:
    """Return a call."""
    named = [placed(gast.keyword(key, value), like) for key, value in keywords]
    return placed(gast.Call(function, args, named), like)


def tuple_of(items: list[Any], like: Any, context: Any = None) -> Any:
    """Return a tuple display, or a tuple of targets."""
    return placed(gast.Tuple(items, context or gast.Load()), like)


def item_of(base: Any, key: Any, like: Any) -> Any:
    """Return `base[key]` for a constant key."""
    index = placed(gast.Constant(key, None), like)
    return placed(gast.Subscript(base, index, gast.Load()), like)


def placed(node: Any, like: Any) -> Any:
    """Return a new node at the place of another one."""
    return gast.copy_location(node, like)


def is_none(node: Any) -> bool:
    """Return whether a node is written `None`."""
    return isinstance(node, gast.Constant) and node.value is None
