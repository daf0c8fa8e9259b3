"""Contexts: a `with` in which nothing is left to compute is left out.

Only the contexts of NumPy and the standard library go, which do nothing but change a setting and
put it back. A context of the user's is entered and left as the function does it.
"""

from __future__ import annotations


from ..ir.frozen import replace
from ..ir.nodes import Apply, Block, Evaluate, For, If, Program, Stmt, While

SETTINGS = {"np.errstate", "np.printoptions", "warnings.catch_warnings", "contextlib.nullcontext"}


def without_empty_contexts(program: Program) -> Program:
    """Return the program without contexts that hold nothing.

    before:  enter(np.errstate()); leave(np.errstate()); return x      after:  return x
    """
    return program.with_body(_block(program.body))


def _block(block: Block) -> Block:
    out: list[Stmt] = []
    for stmt in block:
        if _is(stmt, "leave") and out and _is(out[-1], "enter") and _is_setting(out[-1]):
            out.pop()
            continue
        match stmt:
            case If():
                stmt = replace(stmt, body=_block(stmt.body), orelse=_block(stmt.orelse))
            case For() | While():
                stmt = replace(stmt, body=_block(stmt.body))
        out.append(stmt)
    return tuple(out)


def _is(stmt: Stmt, op: str) -> bool:
    return isinstance(stmt, Evaluate) and isinstance(stmt.value, Apply) and stmt.value.op == op


def _is_setting(stmt: Stmt) -> bool:
    value = stmt.value if isinstance(stmt, Evaluate) else None
    context = value.args[0] if isinstance(value, Apply) else None
    return isinstance(context, Apply) and context.op in SETTINGS
