"""Unsure names: read by the reverse sweep, or pushed, where not every way has bound them.

Definition: the mirror of a block runs only where the block ran, and after it. So a name that an
adjoint statement of a block reads is sure iff it is definite at the end of that block: bound
before it on every way, or in it on every way. A pushed name is sure iff it is definite where it
is pushed. Names that the reverse sweep binds itself (popped, computed again) do not count.
"""

from __future__ import annotations

from ...ir.nodes import For, Raise, Stmt
from ...ir.walk import binds, names_in, reads, statements
from .nodes import BlockNode, Branch, Loop, Step


def unsure_names(tree: BlockNode, forward_names: set[str], known: set[str]) -> set[str]:
    """Return the names that need a placeholder before the forward sweep."""
    found: set[str] = set()
    _block(tree, known, forward_names, found)
    return found


def _block(
    block: BlockNode, before: set[str], forward_names: set[str], found: set[str]
) -> tuple[set[str], bool]:
    """Collect the unsure names of a block; return what is definite after it, and whether it ends.

    A block that raises never reaches its end: what is read there is never read.
    """
    sure = set(before)
    at: list[set[str]] = [set(sure)]
    raises = False
    for node in block.nodes:
        match node:
            case Step():
                found |= _read(tuple(node.saves), forward_names) - sure
                for stmt in (*node.saves, *node.forward):
                    sure |= set(binds(stmt))
                raises = raises or any(isinstance(s, Raise) for s in node.forward)
            case Branch():
                left, left_ends = _block(node.body, sure, forward_names, found)
                right, right_ends = _block(node.orelse, sure, forward_names, found)
                sure = right if left_ends else left if right_ends else left & right
                raises = raises or (left_ends and right_ends)
            case Loop():
                inside = set(sure)
                if isinstance(node.stmt, For):
                    inside.add(node.stmt.target)
                if node.counter is not None:
                    sure.add(node.counter)
                    inside.add(node.counter)
                _block(node.body, inside, forward_names, found)
        at.append(set(sure))
    if not raises:
        for number, stmt in block.pushes:
            found |= {n for n in _read((stmt,), forward_names) if n not in at[number + 1]}
        found |= _mirror_reads(block, forward_names) - sure
    return sure, raises


def _mirror_reads(block: BlockNode, forward_names: set[str]) -> set[str]:
    """Return the forward names that the mirror of a block's own statements reads."""
    popped: set[str] = set()
    wanted: set[str] = set()
    for stmt in block.pops:
        wanted |= _read((stmt,), forward_names) - popped
        popped |= set(binds(stmt))
    for node in block.nodes:
        if isinstance(node, Step):
            wanted |= _read(node.adjoint, forward_names)
        elif isinstance(node, Branch):
            wanted |= {n for n in names_in(node.stmt.test) if n in forward_names}
    return wanted - popped


def _read(block: tuple[Stmt, ...], forward_names: set[str]) -> set[str]:
    return {n for s in statements(block) for n in reads(s) if n in forward_names}
