"""Assembling the two sweeps from the mirror tree."""

from __future__ import annotations

from dataclasses import replace

from ...ir.nodes import Apply, Assign, Block, Const, Expr, For, If, Name, Stmt, While
from ...ir.walk import reads, statements
from .nodes import BlockNode, Branch, Loop, Node


def forward(block: BlockNode, recording: bool = True) -> Block:
    """Return the forward sweep of a block; without `recording`, only what computes."""
    out: list[Stmt] = []
    pushes: dict[int, list[Stmt]] = {}
    for at, stmt in block.pushes if recording else ():
        pushes.setdefault(at, []).append(stmt)
    out.extend(pushes.get(-1, ()))
    for k, node in enumerate(block.nodes):
        out.extend(_forward_node(node, recording))
        out.extend(pushes.get(k, ()))
    return tuple(out)


def _forward_node(node: Node, recording: bool) -> list[Stmt]:
    if isinstance(node, Branch):
        body, orelse = forward(node.body, recording), forward(node.orelse, recording)
        return [replace(node.stmt, body=body, orelse=orelse)]
    if isinstance(node, Loop):
        body = forward(node.body, recording)
        if node.counter is None:
            return [replace(node.stmt, body=body)]
        start = Assign(node.counter, Const(0))
        count = Assign(node.counter, Apply("add", (Name(node.counter), Const(1))))
        return [start, replace(node.stmt, body=(*body, count))]
    return [*(node.saves if recording else ()), *node.forward]


def reverse(block: BlockNode) -> Block:
    """Return the reverse sweep of a block."""
    out: list[Stmt] = list(block.pops)
    for node in reversed(block.nodes):
        if isinstance(node, Branch):
            out.extend(_reverse_branch(node))
        elif isinstance(node, Loop):
            out.extend(_reverse_loop(node))
        else:
            out.extend(node.adjoint)
            out.extend(node.restores)
    return tuple(out)


def _reverse_branch(node: Branch) -> list[Stmt]:
    body, orelse = reverse(node.body), reverse(node.orelse)
    if not body and not orelse:
        return []
    return [If(node.stmt.test, body, orelse, replace(node.stmt.tag, role="adjoint"))]


def _reverse_loop(node: Loop) -> list[Stmt]:
    body = reverse(node.body)
    if not body:
        return []
    tag = replace(node.stmt.tag, role="adjoint")
    if node.counter is not None:
        trips = Apply("range", (Name(node.counter),))
        return [For(f"_:{node.counter}", trips, body, None, tag)]
    stmt = node.stmt
    assert isinstance(stmt, For) and not isinstance(stmt, While)
    read = any(stmt.target in reads(s) for s in statements(body))
    header = reversed_range(stmt.iter) if read else stmt.iter
    return [For(stmt.target, header, body, None, tag)]


def reversed_range(expr: Expr) -> Expr:
    """Return the range that gives the same numbers from the last to the first."""
    assert isinstance(expr, Apply) and expr.op == "range"
    args = expr.args
    start, stop = (Const(0), args[0]) if len(args) == 1 else args[:2]
    step = args[2] if len(args) == 3 else Const(1)
    if step == Const(1):
        return Apply("range", (_shifted(stop, -1), _shifted(start, -1), Const(-1)))
    if step == Const(-1):
        return Apply("range", (_shifted(stop, 1), _shifted(start, 1)))
    return Apply("reversed", (expr,))


def _shifted(expr: Expr, by: int) -> Expr:
    if isinstance(expr, Const):
        return Const(expr.value + by)
    return Apply("sub" if by < 0 else "add", (expr, Const(abs(by))))
