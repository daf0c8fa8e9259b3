"""Attributes: `np.shape(x)` of an array is written `x.shape`, as its user would.

The last step: no pass after it knows that an attribute is pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..ir.kinds import Array, Kind
from ..ir.nodes import Apply, Block, Const, Expr, Name, Program, Stmt
from ..ir.walk import map_stmt

ATTRIBUTES = {"np.shape": "shape", "np.size": "size", "np.ndim": "ndim"}


def attributes(program: Program, kinds: Mapping[str, Kind]) -> Program:
    """Return the program with the shapes and sizes of arrays read as attributes.

    before:  n = np.shape(X)[0]        after:  n = X.shape[0]
    """
    def expr(e: Expr) -> Expr:
        if not isinstance(e, Apply):
            return e
        match e:
            case Apply(op=op, args=(Name(id=name),), kwargs=()) if op in ATTRIBUTES:
                kind = kinds.get(name)
                if isinstance(kind, Array) and kind.ndim:  # a seed of no dimension may be a number
                    return Apply("attr", (Name(name), Const(ATTRIBUTES[op])))
        kwargs = tuple([(key, expr(value)) for key, value in e.kwargs])
        return replace(e, args=tuple(map(expr, e.args)), kwargs=kwargs)

    def stmt(s: Stmt) -> Stmt:
        return map_stmt(s, expr, lambda n: n, block)

    def block(body: Block) -> Block:
        return tuple(map(stmt, body))

    return replace(program, body=block(program.body), result=expr(program.result))
