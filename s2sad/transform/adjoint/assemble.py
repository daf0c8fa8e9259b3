"""Assembling the two sweeps from the mirror tree."""

from __future__ import annotations


from ...ir.frozen import replace
from ...ir.nodes import Apply, Assign, Block, Const, Evaluate, For, If, Name, Stmt, Store
from ...ir.walk import statements
from ..effects import map_blocks, same_or
from .nodes import BlockNode, Branch, Loop, Node
from .ranges import is_rewound, reversed_range, rewound_range


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
        if node.stmt.stop is None:
            return [start, replace(node.stmt, body=(*body, count))]
        return [start, replace(node.stmt, body=(count, *body))]  # a trip that began also ends
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
    stmt, tag = node.stmt, replace(node.stmt.tag, role="adjoint")
    read = isinstance(stmt, For) and any(stmt.target in s.reads for s in statements(body))
    if node.counter is not None:
        count = Name(node.counter)
        if isinstance(stmt, For) and read and is_rewound(stmt.iter):
            return [For(stmt.target, rewound_range(stmt.iter, count), body, None, tag)]
        return [For(f"_:{count.id}", Apply("range", (count,)), body, None, tag)]
    assert isinstance(stmt, For)
    header = reversed_range(stmt.iter) if read else stmt.iter
    return [For(stmt.target, header, body, None, tag)]


def spelled_effects(block: Block) -> Block:
    """Return the block with `x[i] add_at= v` written as `np.add.at(x, i, v)`."""
    return same_or(block, [_spelled_effect(stmt) for stmt in block])


def _spelled_effect(stmt: Stmt) -> Stmt:
    if isinstance(stmt, Store) and stmt.op == "add_at":
        index = Const(Ellipsis) if stmt.index is None else stmt.index
        call = Apply("np.add.at", (Name(stmt.base), index, stmt.value))
        return Evaluate(call, stmt.tag)
    return map_blocks(stmt, spelled_effects)
