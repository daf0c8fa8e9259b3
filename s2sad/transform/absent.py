"""Absent lists: the adjoint and the tangent of a list that may be None.

    l = None                            dl = []
    gl = [0.0] * len(l)         ->      gl = [] if l is None else [0.0] * len(l)

They are lists without items where the list is None: whatever runs through them does nothing there.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..ir.kinds import Kind, ListKind
from ..ir.nodes import Apply, Assign, Const, Expr, Move, Name, Program
from ..ir.walk import all_statements

NONE = Const(None)
EMPTY = Apply("list", ())


def absent_lists(program: Program, kinds: Mapping[str, Kind]) -> frozenset[str]:
    """Return the names of lists that may be None."""
    flows: list[tuple[str, str]] = []
    found: set[str] = set()
    for stmt in all_statements(program):
        match stmt:
            case Assign(target=target, value=value) if value == NONE:
                found.add(target)
            case Assign(target=target, value=Name(id=source)):
                flows.append((source, target))
            case Move(targets=targets, sources=sources):
                flows += zip(sources, targets)
    found = {name for name in found if isinstance(kinds.get(name), ListKind)}
    while more := {target for source, target in flows if source in found} - found:
        found |= more
    return frozenset(found)


def none_of(kind: Kind) -> Expr:
    """Return the adjoint or tangent of None where a name has this kind elsewhere."""
    return EMPTY if isinstance(kind, ListKind) else NONE


def zero_if_there(name: str, zero: Expr) -> Expr:
    """Return the zero of a list that may be None."""
    return Apply("ifexp", (Apply("is", (Name(name), NONE)), EMPTY, zero))
