"""Moved: copies between the variables of objects and of the functions that make them.

    x'2 = u * t            a_x = u * t
    a_x = x'2       ->
"""

from __future__ import annotations

from ..ir.nodes import Assign, Name, Stmt, Store
from ..ir.walk import bound_in, rename_block, statements


def without_copies(block: list[Stmt], local: set[str], slots: set[str]) -> list[Stmt]:
    """Return a block in which what only a local name held on its way to a slot is the slot.

    `local` are names that nothing outside the block reads.
    """
    index = 0
    while index < len(block):
        made = _without_copy(block, index, local, slots)
        index += made is None
        block = block if made is None else made
    return block


def _without_copy(
    block: list[Stmt], index: int, local: set[str], slots: set[str]
) -> list[Stmt] | None:
    copy = block[index]
    if not isinstance(copy, Assign) or copy.target not in slots or not isinstance(copy.value, Name):
        return None
    name, slot = copy.value.id, copy.target
    bound = [i for i, stmt in enumerate(block) if name in changed_names((stmt,))]
    if name not in local or len(bound) != 1 or bound[0] >= index:
        return None
    before, after = block[bound[0] : index], block[index + 1 :]
    if slot in _mentioned(before) or slot in changed_names(after) and name in _mentioned(after):
        return None
    if not isinstance(before[0], Assign):
        return None
    renamed = rename_block((*before, *after), {name: slot})
    return [*block[: bound[0]], *renamed]


def holds_already(block: list[Stmt], source: str, target: str) -> bool:
    """Return whether `target` is what `source` was copied from, and both are as they were."""
    end = len(block)
    while source != target:
        found = [i for i, stmt in enumerate(block[:end]) if source in changed_names((stmt,))]
        copy = block[found[-1]] if found else None
        if not isinstance(copy, Assign) or not isinstance(copy.value, Name):
            return False
        source, end = copy.value.id, found[-1]
    return end < len(block) and target not in changed_names(block[end:])


def changed_names(block: list[Stmt] | tuple[Stmt, ...]) -> set[str]:
    """Return the names that a block binds, or changes in place as a whole."""
    stores = {s.base for s in statements(tuple(block)) if isinstance(s, Store) and s.index is None}
    return bound_in(tuple(block)) | stores


def _mentioned(block: list[Stmt]) -> set[str]:
    found = changed_names(block)
    for stmt in statements(tuple(block)):
        found.update(stmt.reads)
    return found
