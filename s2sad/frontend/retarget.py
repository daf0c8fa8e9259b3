"""Retargeting: a temporary that was made only to be assigned becomes the name assigned.

    %1 = np.sin(x)                       y = np.sin(x)
    y = %1
"""

from __future__ import annotations


from ..ir.frozen import replace
from ..ir.nodes import Assign, If, Stmt
from ..ir.walk import bound_in, rename_block, statements


def retarget(block: list[Stmt], temporary: str, name: str) -> list[Stmt] | None:
    """Return the block with the temporary, which nothing else will read, bound as `name`.

    Allowed iff (1) the temporary is bound by the last statement only, at the end of every path
    through it, and not read there; or (2) `name` does not occur from its first binding on.
    """
    first = next((i for i, stmt in enumerate(block) if temporary in bound_in((stmt,))), None)
    if first is None:
        return None
    if first == len(block) - 1:
        last = _retarget_end(block[-1], temporary, name)
        if last is not None:
            return [*block[:-1], last]
    tail = tuple(block[first:])
    if name in _mentioned(tail):
        return None
    return [*block[:first], *rename_block(tail, {temporary: name})]


def _retarget_end(stmt: Stmt, temporary: str, name: str) -> Stmt | None:
    """Return the statement with the binding at its end retargeted, if (1) holds."""
    if isinstance(stmt, Assign) and stmt.target == temporary:
        return replace(stmt, target=name)
    if not isinstance(stmt, If) or not stmt.body or not stmt.orelse:
        return None
    arms = []
    for arm in (stmt.body, stmt.orelse):
        last = _retarget_end(arm[-1], temporary, name)
        if last is None or temporary in _mentioned(arm[:-1]):
            return None
        arms.append((*arm[:-1], last))
    return replace(stmt, body=arms[0], orelse=arms[1])


def _mentioned(block: tuple[Stmt, ...]) -> set[str]:
    found = bound_in(block)
    for stmt in statements(block):
        found.update(stmt.reads)
    return found
