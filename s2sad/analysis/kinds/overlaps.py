"""Overlaps: whether two names of a generic program may lie in one memory.

Definition: names are in one class if one is bound to something made of the other that is not
known to be fresh (an operator, a copy, a function that computes), or is put into a list with it.
What a derivative gives may lie in one memory with each of its arguments, which stay apart.
"""

from __future__ import annotations

from collections.abc import Callable

from ...ir.nodes import Apply, Assign, Const, Evaluate, Expr, For, Move, Name, Program, Store
from ...ir.ops import BINARY, COMPARE, UNARY
from ...ir.walk import names_in, statements
from ...rules.registry import is_declared
from .lists import Places
from .sharing import MAY_SHARE

COMPUTING = {
    "copy", "flatten", "astype", "sum", "mean", "max", "min", "prod", "std", "var", "cumsum",
    "cumprod", "dot", "clip", "repeat", "take", "round", "argsort", "argmax", "argmin",
}  # fmt: skip
PUTS = {"append", "insert", "extend"}


def may_overlap(program: Program, one: Expr, other: Expr, is_array: Callable[[str], bool]) -> bool:
    """Return whether two operands may lie in one memory, wherever the program binds them."""
    if not isinstance(one, Name) or not isinstance(other, Name):
        return False
    classes = Places()
    given: list[tuple[str, Expr]] = []
    for stmt in statements(program.body):
        match stmt:
            case Assign(target=target, value=Apply(op="derivative") as value):
                given.append((target, value))
            case Assign(target=target, value=value) if not is_fresh(value):
                _unite(classes, target, value)
            case Store(base=base, value=value) if not is_array(base):
                _unite(classes, base, value)
            case For(target=target, iter=iterable):
                _unite(classes, target, iterable)
            case Move(targets=targets, sources=sources):
                for target, source in zip(targets, sources):
                    classes.union(target, source)
            case Evaluate(value=Apply(args=(Name(id=base), *_)) as call) if _puts(call):
                _unite(classes, base, call)
    from_one, from_other = [_reached(name.id, classes, given) for name in (one, other)]
    return not from_one.isdisjoint(from_other)


def _reached(name: str, classes: Places, given: list[tuple[str, Expr]]) -> set[str]:
    """Return the classes in whose memory a name may lie, through derivatives too."""
    found = {classes.find(name)}
    todo = list(found)
    while todo:
        here = todo.pop()
        args = [n for target, value in given if classes.find(target) == here
                for n in names_in(value)]  # fmt: skip
        more = {classes.find(n) for n in args} - found
        found |= more
        todo += more
    return found


def is_fresh(value: Expr) -> bool:
    """Return whether a value is known to be memory of its own, or none."""
    if not isinstance(value, Apply):
        return isinstance(value, Const)
    if value.op in ("flat.item", "len"):
        return True
    if "out" in dict(value.kwargs):
        return False
    if value.op == "method":
        return isinstance(value.args[1], Const) and value.args[1].value in COMPUTING
    is_operator = value.op in BINARY or value.op in UNARY or value.op in COMPARE
    if is_operator or is_declared(value.op):
        return True
    return value.op.startswith(("np.", "math.")) and value.op not in MAY_SHARE


def _puts(call: Apply) -> bool:
    if call.op == "method":
        return isinstance(call.args[1], Const) and call.args[1].value in PUTS
    return call.op == "list.append"


def _unite(classes: Places, target: str, value: Expr) -> None:
    for name in names_in(value):
        classes.union(target, name)
