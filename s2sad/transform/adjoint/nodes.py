"""The mirror tree: each forward statement with its adjoint statements, block by block.

A `Step` holds forward statements (the primal one and its shadows) and the adjoint statements that
mirror them. A Step without forward statements is a place where the reverse sweep does something of
its own (makes a zero). `analysis` of what is recorded fills `saves`, `restores` and the block's
`records`; `assemble` turns the tree into the two sweeps.
"""

from __future__ import annotations

from typing import Union

from ...ir.frozen import dataclass, field
from ...ir.nodes import For, If, Stmt, While


@dataclass
class Step:
    """Straight-line forward statements and their mirror."""

    forward: tuple[Stmt, ...]
    adjoint: tuple[Stmt, ...] = ()
    saves: list[Stmt] = field(default_factory=list)  # before the forward statements
    restores: list[Stmt] = field(default_factory=list)  # after the adjoint statements


@dataclass
class BlockNode:
    """A block; `records` are pushed in the forward sweep, and popped where its mirror begins."""

    nodes: list[Node]
    pushes: list[tuple[int, Stmt]] = field(default_factory=list)  # after node k
    pops: list[Stmt] = field(default_factory=list)


@dataclass
class Branch:
    stmt: If
    body: BlockNode
    orelse: BlockNode


@dataclass
class Loop:
    """A loop; `counter` counts its trips where they cannot be known from the range."""

    stmt: For | While
    body: BlockNode
    counter: str | None = None


Node = Union[Step, Branch, Loop]
