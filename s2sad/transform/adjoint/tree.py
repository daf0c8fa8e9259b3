"""Questions about the mirror tree: what its blocks bind, where, and what its mirrors will do."""

from __future__ import annotations

from collections import Counter

from ...analysis.positions import exposure
from ...ir.nodes import Assign, Block, For, While
from ...ir.walk import names_in
from .nodes import BlockNode, Branch, Loop, Step
from .ranges import is_rewound, parts


def forward_block(block: BlockNode) -> Block:
    """Return the forward statements of a mirror block, without what is recorded."""
    from .assemble import forward

    return forward(block, recording=False)


def bound_by(block: BlockNode) -> set[str]:
    """Return every name that the forward statements of a mirror block bind."""
    return set(_bound(block))


def definitions(block: BlockNode) -> Counter[str]:
    """Return how often the forward statements of a mirror block bind each name."""
    return Counter(_bound(block))


def _bound(block: BlockNode) -> list[str]:
    """Return the names that the forward statements bind, with repeats; a counter begins at 0."""
    found: list[str] = []
    for node in block.nodes:
        if isinstance(node, Step):
            for stmt in node.forward:
                found += stmt.binds
        elif isinstance(node, Branch):
            found += _bound(node.body)
            found += _bound(node.orelse)
        else:
            found += node.stmt.binds
            found += (node.counter, node.counter) if node.counter else ()
            found += _bound(node.body)
    return found


class Bindings:
    """Where the blocks of a tree bind names, found once a block: the forward statements stay."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[BlockNode, dict[str, Assign], dict[str, int]]] = {}

    def definition(self, block: BlockNode, name: str) -> Assign | None:
        """Return the assignment of a name among the block's own statements."""
        return self._of(block)[1].get(name)

    def last(self, block: BlockNode, name: str) -> int:
        """Return the number of the last node that binds a name, -1 if only the header does."""
        return self._of(block)[2].get(name, -1)

    def _of(self, block: BlockNode) -> tuple[BlockNode, dict[str, Assign], dict[str, int]]:
        if id(block) not in self._found:
            made: dict[str, Assign] = {}
            for node in block.nodes:
                for stmt in node.forward if isinstance(node, Step) else ():
                    if isinstance(stmt, Assign):
                        made.setdefault(stmt.target, stmt)
            last = {n: k for k, node in enumerate(block.nodes) for n in _bound(BlockNode([node]))}
            self._found[id(block)] = block, made, last
        return self._found[id(block)]


def carried_names(node: Loop, forward: Block) -> set[str]:
    """Return the names that a trip reads before it binds them."""
    exposed, definite = exposure(forward)
    if isinstance(node.stmt, While):
        exposed = exposed | set(names_in(node.stmt.test))
    if isinstance(node.stmt, For):
        exposed = exposed - {node.stmt.target}
    return exposed


def is_known(node: Loop) -> bool:
    """Return whether the mirrored loop gives its index the same numbers."""
    if not isinstance(node.stmt, For):
        return False
    return node.counter is None or is_rewound(node.stmt.iter)


def header_names(node: Loop) -> set[str]:
    """Return the names that the header of the mirrored loop may read."""
    if node.counter is None:
        assert isinstance(node.stmt, For)
        return set(names_in(node.stmt.iter))
    start = parts(node.stmt.iter)[0] if isinstance(node.stmt, For) and is_known(node) else None
    return {node.counter, *names_in(start)}


def has_mirror(node: Branch | Loop) -> bool:
    """Return whether the mirror of a branch or loop will have any statement."""
    inner = (node.body, node.orelse) if isinstance(node, Branch) else (node.body,)
    return any(
        n.adjoint if isinstance(n, Step) else has_mirror(n) for block in inner for n in block.nodes
    )
