"""Selections: what is selected is not selected again inside.

before:  gx = np.where(c, np.where(c, gz, 0.0) / x, 0.0)     after:  gx = np.where(c, gz / x, 0.0)

The inner selection goes iff (1) its mask is the same name, and the arm that it takes is the same,
and (2) only operators that work element by element stand between the two: where the mask does not
hold, the outer one takes its own number, whatever they make of the rest. What something is divided
by keeps its selection: Python raises where that is zero, and NumPy warns. The primal's statements
stay.
"""

from __future__ import annotations

from ..ir.nodes import Apply, Assign, Block, Const, Expr, Name, Program, Stmt
from ..ir.walk import all_statements
from .effects import map_blocks, map_headers, same_or

ELEMENTWISE = {"add", "sub", "mul", "neg"}


def without_repeated_selections(program: Program, primal: Program) -> Program:
    """Return the program whose derivative statements select what they select once.

    A mask that has a name is one of Program A, of which each value is one operation.
    """
    values = [s.value for s in all_statements(primal) if type(s) is Assign]
    if not [e for e in values if type(e) is Apply and e.op == "np.where"]:
        return program
    return program.with_body(_block(program.body))


def _block(block: Block) -> Block:
    return same_or(block, [map_blocks(_stmt(stmt), _block) for stmt in block])


def _stmt(stmt: Stmt) -> Stmt:
    return stmt if stmt.tag.role == "primal" else map_headers(stmt, _expr)


def _expr(expr: Expr) -> Expr:
    if not isinstance(expr, Apply) or "np.where" not in expr.ops:
        return expr
    args = tuple(map(_expr, expr.args))
    kwargs = tuple([(key, _expr(value)) for key, value in expr.kwargs])
    match args:
        case (Name(id=mask), chosen, Const() as other) if expr.op == "np.where":
            args = (args[0], _chosen(chosen, mask, True), other)
        case (Name(id=mask), Const() as other, chosen) if expr.op == "np.where":
            args = (args[0], other, _chosen(chosen, mask, False))
    return expr if (args, kwargs) == (expr.args, expr.kwargs) else Apply(expr.op, args, kwargs)


def _chosen(expr: Expr, mask: str, first: bool) -> Expr:
    """Return an arm without the selections of it by the same mask."""
    match expr:
        case Apply(op="np.where", args=(Name(id=inner), left, right)) if inner == mask:
            chosen, other = (left, right) if first else (right, left)
            return _chosen(chosen, mask, first) if isinstance(other, Const) else expr
        case Apply(op="truediv", args=(above, below)):
            return Apply("truediv", (_chosen(above, mask, first), below))
        case Apply(op=op, args=args, kwargs=()) if op in ELEMENTWISE:
            return Apply(op, tuple([_chosen(arg, mask, first) for arg in args]))
    return expr
