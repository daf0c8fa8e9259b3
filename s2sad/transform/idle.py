"""Idle copies: what is copied only to be added, multiplied, negated or summed is read as it is.

before:  gz = -gy.copy()                                   after:  gz = -gy

Folding puts such copies into expressions. One goes iff (1) it is of an array in C order, or of
cells of one with one axis, or of an array with one axis in a list, so that the result has the same
layout, (2) it is an operand of an operation on numbers, element by element, or what `np.sum` adds
up, which makes new memory and adds in the order of the layout, and (3) nothing in the expression
runs a function that could write the array meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..ir.kinds import Array, Kind, ListKind
from ..ir.nodes import Apply, Block, Expr, Name, Program
from .effects import map_blocks, map_headers, same_or
from .facts import is_pure_op

READING = {"add", "sub", "mul", "truediv", "neg", "np.sum"}
COPIES = {"np.copy", "np.ndarray.copy"}


def without_idle_copies(program: Program, kinds: Mapping[str, Kind]) -> Program:
    """Return the program without copies that are only operands of an operation."""
    return program.with_body(_block(program.body, kinds))


def _block(block: Block, kinds: Mapping[str, Kind]) -> Block:
    made = [map_headers(stmt, lambda e: _read_as_it_is(e, kinds)) for stmt in block]
    return same_or(block, [map_blocks(stmt, lambda b: _block(b, kinds)) for stmt in made])


def _read_as_it_is(expr: Expr, kinds: Mapping[str, Kind]) -> Expr:
    if expr.ops.isdisjoint(COPIES) or not all(map(_is_quiet, expr.ops)):
        return expr
    return _rebuilt(expr, kinds)


def _rebuilt(expr: Expr, kinds: Mapping[str, Kind]) -> Expr:
    if not isinstance(expr, Apply):
        return expr
    args = [_rebuilt(arg, kinds) for arg in expr.args]
    if expr.op in READING:
        args = [_uncopied(arg, kinds) for arg in args]
    kwargs = tuple([(key, _rebuilt(arg, kinds)) for key, arg in expr.kwargs])
    return Apply(expr.op, tuple(args), kwargs)


def _uncopied(expr: Expr, kinds: Mapping[str, Kind]) -> Expr:
    """Return what a copy is of, by (1)."""
    match expr:
        case Apply(op=op, args=(Name(id=name),), kwargs=()) if op in COPIES:
            kind = kinds.get(name)
            return Name(name) if isinstance(kind, Array) and kind.order == "C" else expr
        case Apply(op=op, args=(Apply(op="getitem", args=(Name(id=name), _)) as cells,)) if (
            op in COPIES and not expr.kwargs
        ):
            kind = kinds.get(name)
            if isinstance(kind, ListKind):
                return cells if isinstance(kind.item, Array) and kind.item.ndim == 1 else expr
            return cells if isinstance(kind, Array) and kind.ndim == 1 else expr
    return expr


def _is_quiet(op: str) -> bool:
    """Return whether an operation writes nothing; a `pop` changes a list only."""
    return op.endswith("=") or op == "list.pop" or is_pure_op(op)
