"""Invariants of loops: what every trip computes again, to the same value.

    for _ in range(steps):
        a = math.sqrt(T)                a is never recorded: in the reverse sweep, too, it is
        d = math.log(s) / a             what the last trip has left

Definition: a name is invariant iff one statement binds it, in a loop, to a pure function of names
that are invariant, or are bound once and outside of loops, and no memory of any of them is written.
What a mirror reads of it was bound in that trip or before; all trips bind the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...analysis.storage import Storage
from ...ir.kinds import Array, Kind, Scalar
from ...ir.nodes import Assign, Expr, Stmt
from ...ir.ops import DEFINED, INTO
from ..facts import is_pure_op
from .nodes import BlockNode, Branch, Loop, Step
from .tree import bound_by


def invariant_names(
    tree: BlockNode, defined: Mapping[str, int], given: Sequence[str],
    kinds: Mapping[str, Kind], store: Storage,
) -> frozenset[str]:  # fmt: skip
    """Return the names that every trip of every loop around them binds to one value.

    `defined` tells how often each name is bound; what is `given`, once more.
    """
    moving: set[str] = set()
    inside = list(_in_loops(tree, moving))

    def stays(name: str) -> bool:
        if defined.get(name, 0) + (name in given) != 1:
            return False
        return isinstance(kinds.get(name), (Scalar, Array)) and not store.is_written(name)

    found: set[str] = set()
    for stmt in inside:
        if isinstance(stmt, Assign) and stays(stmt.target) and _is_pure(stmt.value):
            if all(n in found or n not in moving and stays(n) for n in stmt.value.names):
                found.add(stmt.target)
    return frozenset(found)


def _is_pure(value: Expr) -> bool:
    """Return whether a value is an operation without effects: a name alone is another's value."""
    ops = [op for op in value.ops if not op.endswith("=")]
    is_plain = value.ops.isdisjoint(("out=", f"{INTO}="))
    return bool(ops) and is_plain and not any(op.startswith(DEFINED) for op in ops) \
        and all(map(is_pure_op, ops))


def _in_loops(block: BlockNode, moving: set[str], around: bool = False) -> Iterator[Stmt]:
    """Yield the statements in loops, in their order; put into `moving` what loops bind."""
    for node in block.nodes:
        match node:
            case Step():
                if around:
                    yield from node.forward
            case Branch():
                yield from _in_loops(node.body, moving, around)
                yield from _in_loops(node.orelse, moving, around)
            case Loop():
                moving |= bound_by(BlockNode([node]))
                yield from _in_loops(node.body, moving, True)
