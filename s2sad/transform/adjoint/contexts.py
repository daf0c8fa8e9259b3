"""The mirror of a context: what the reverse sweep enters where the forward sweep left it.

    enter(c)  y = f(x)  leave(c)        ->        enter(c)  gx = …  leave(c)

Only contexts that say so are entered again, and only around adjoint statements.
"""

from __future__ import annotations

from ...ir.nodes import Apply, Const, Evaluate, Stmt, Tag
from .nodes import BlockNode, Branch, Node, Step

OTHER = {"enter": "leave", "leave": "enter"}


def mirrored(stmt: Evaluate, tag: Tag) -> Stmt | None:
    """Return the end of a context that mirrors one; None if the reverse sweep does without."""
    value = stmt.value
    if isinstance(value, Apply) and value.op in OTHER and value.args[1] == Const(True):
        return Evaluate(Apply(OTHER[value.op], value.args), tag)
    return None


def without_idle(nodes: list[Node]) -> list[Node]:
    """Take the mirrors off contexts in which the reverse sweep does nothing."""
    opened: list[int] = []
    for k, node in enumerate(nodes):
        op = _end_of(node)
        if op == "enter":
            opened.append(k)
        elif op == "leave" and opened:
            first = opened.pop()
            if all(map(_is_idle, nodes[first + 1 : k])):
                for end in (nodes[first], node):
                    assert isinstance(end, Step)
                    end.adjoint = ()
        elif op == "leave" and isinstance(node, Step):
            node.adjoint = ()
    for k in opened:  # a block that ends in a raise
        end = nodes[k]
        assert isinstance(end, Step)
        end.adjoint = ()
    return nodes


def _end_of(node: Node) -> str:
    """Return which end of a context a node mirrors; '' if none."""
    if not isinstance(node, Step) or len(node.forward) != 1 or len(node.adjoint) != 1:
        return ""
    stmt = node.forward[0]
    value = stmt.value if isinstance(stmt, Evaluate) else None
    return value.op if isinstance(value, Apply) and value.op in OTHER else ""


def _is_idle(node: Node) -> bool:
    if isinstance(node, Step):
        return not node.adjoint
    blocks = (node.body, node.orelse) if isinstance(node, Branch) else (node.body,)
    return all(_is_idle_block(block) for block in blocks)


def _is_idle_block(block: BlockNode) -> bool:
    return all(map(_is_idle, block.nodes))
