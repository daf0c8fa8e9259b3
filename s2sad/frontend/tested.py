"""Tested: a `try` around a computation whose `except` is for errors of numbers, as an `if`.

    try: c = np.linalg.cholesky(a)               if <it raises>: return -np.inf
    except np.linalg.LinAlgError:        ->      else: c = np.linalg.cholesky(a)
        return -np.inf

What the test is, `raising.py` says, where it is known what the body calls.
"""

from __future__ import annotations

from typing import Any

import gast

_OF_NUMBERS = {
    "ArithmeticError", "FloatingPointError", "LinAlgError", "OverflowError", "ZeroDivisionError",
}  # fmt: skip
_STRANGE = (gast.NamedExpr, gast.Yield, gast.YieldFrom, gast.Await, gast.Lambda, gast.JoinedStr)


class Raises(gast.AST):
    """A test: whether the body of a `try` raises what its handler catches."""

    _fields = ()
    _attributes = ("lineno", "col_offset", "end_lineno", "end_col_offset")

    def __init__(self, attempt: Any = None) -> None:  # a copy is told afterwards
        super().__init__()
        if attempt is not None:
            self.attempt = attempt
            gast.copy_location(self, attempt)


def as_test(node: Any) -> Any:
    """Return a `try` as an `if` with its handler first, if it may be one; else None."""
    handler = node.handlers[0] if len(node.handlers) == 1 else None
    if handler is None or handler.type is None or node.finalbody:
        return None
    caught = handler.type.elts if isinstance(handler.type, gast.Tuple) else [handler.type]
    names = {getattr(cls, "id", getattr(cls, "attr", "")) for cls in caught}
    calls = [part for stmt in node.body for part in gast.walk(stmt) if isinstance(part, gast.Call)]
    of_math = bool(calls) and all(root_of(call.func) == "math" for call in calls)
    if not names <= _OF_NUMBERS | ({"ValueError"} if of_math else set()):
        return None
    if not all(map(_is_simple, node.body)) or _reads(handler):
        return None
    made = gast.If(Raises(node), handler.body, [*node.body, *node.orelse])
    return gast.copy_location(made, node)


def _is_simple(stmt: Any) -> bool:
    """Return whether a statement computes a value, and binds it or returns it."""
    if any(isinstance(part, _STRANGE) for part in gast.walk(stmt)):
        return False
    if isinstance(stmt, (gast.Break, gast.Continue)):
        return True
    if isinstance(stmt, gast.Return):
        return stmt.value is not None
    targets = stmt.targets if isinstance(stmt, gast.Assign) else [None]
    parts = [p for t in targets for p in (t.elts if isinstance(t, gast.Tuple) else [t])]
    return all(isinstance(part, gast.Name) for part in parts)


def _reads(handler: Any) -> bool:
    """Return whether a handler reads the exception that it catches."""
    name = getattr(handler.name, "id", handler.name)
    parts = [part for stmt in handler.body for part in gast.walk(stmt)]
    return any(isinstance(p, gast.Name) and p.id == name for p in parts) or any(
        isinstance(p, gast.Raise) and p.exc is None for p in parts
    )


def root_of(node: Any) -> str:
    """Return the name that attributes and subscripts are read of; '' if there is none."""
    while isinstance(node, (gast.Attribute, gast.Subscript)):
        node = node.value
    return node.id if isinstance(node, gast.Name) else ""
