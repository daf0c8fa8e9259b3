"""Effects: whether evaluating statements may change memory that was there before."""

from __future__ import annotations

from ..ir.nodes import Apply, Block, Const, Evaluate, Store
from ..ir.walk import statements, subexpressions
from .texts import is_pure_op

# Methods of arrays that only compute; a method of the same name elsewhere is taken to do so too.
_PURE_METHODS = {
    "all", "any", "argmax", "argmin", "astype", "clip", "conj", "copy", "cumprod", "cumsum",
    "diagonal", "dot", "flatten", "item", "max", "mean", "min", "prod", "ravel", "repeat",
    "reshape", "round", "squeeze", "std", "sum", "swapaxes", "take", "trace", "transpose", "var",
}  # fmt: skip


def has_effect(block: Block) -> bool:
    """Return whether a block stores, prints, or calls something that might."""
    for stmt in statements(block):
        if isinstance(stmt, (Store, Evaluate)):
            return True
        for expr in stmt.expressions:
            if any(isinstance(part, Apply) and writes(part) for part in subexpressions(expr)):
                return True
    return False


def writes(expr: Apply) -> bool:
    """Return whether a call may change memory that was there before, or print."""
    if "out" in dict(expr.kwargs):
        return True
    if expr.op == "method":
        name = expr.args[1]
        return not (isinstance(name, Const) and name.value in _PURE_METHODS)
    if expr.op in ("call", "list.append", "list.pop", "print"):
        return True
    return "." in expr.op and not is_pure_op(expr.op)
