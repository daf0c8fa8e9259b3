"""Steady items: what is taken of a list that is not changed afterwards can be taken again.

A name is steady iff (1) it has one definition, `t = l[i]` of a list l, and (2) whatever changes
the spine of a list in the class of l stands above that, and not in a loop that holds both. In the
reverse sweep the list is then as it was at `t = l[i]`, and so is the list of its items' adjoints:
the mirrors of what stands above come later.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..ir.kinds import Array, ListKind
from ..ir.nodes import Apply, Assign, Evaluate, Name, Program, Stmt, Store
from ..ir.walk import all_statements
from .positions import Positions, positions_of
from .storage import Storage

CHANGES = {"list.append", "list.pop", "call", "method"}


def steady_items(program: Program, store: Storage) -> frozenset[str]:
    """Return the steady names of a program that are arrays or lists."""
    values = [s for s in all_statements(program) if type(s) is Assign and type(s.value) is Apply]
    taken = [s for s in values if s.value.op == "getitem" and _is_item(s, store)]  # type: ignore
    if not taken:
        return frozenset()
    positions = positions_of(program)
    changes = [s for s in all_statements(program) if any(_changed(s, store))]
    return frozenset(s.target for s in taken if _is_steady(s, changes, positions, store))


def _is_item(stmt: Assign, store: Storage) -> bool:
    """Rule (1)."""
    match stmt.value:
        case Apply(op="getitem", args=(Name(id=base), _)):
            is_memory = isinstance(store.kinds.get(stmt.target), (Array, ListKind))
            is_list = isinstance(store.kinds.get(base), ListKind)
            return is_memory and is_list and len(store.definitions[stmt.target]) == 1
    return False


def _changed(stmt: Stmt, store: Storage) -> Iterator[str]:
    """Yield the lists of which a statement may change the spine."""
    match stmt:
        case Store(base=base):
            names: tuple[str, ...] = (base,)
        case Assign(value=value) | Evaluate(value=value) if not CHANGES.isdisjoint(value.ops):
            names = stmt.reads
        case _:
            return
    yield from (name for name in names if isinstance(store.kinds.get(name), ListKind))


def _is_steady(
    stmt: Assign, changes: list[Stmt], positions: Positions, store: Storage
) -> bool:
    """Rule (2)."""
    assert isinstance(stmt.value, Apply) and isinstance(stmt.value.args[0], Name)
    spine, here = store.of(stmt.value.args[0].id), positions.of[id(stmt)]
    for change in changes:
        if spine not in {store.of(name) for name in _changed(change, store)}:
            continue
        there = positions.of[id(change)]
        if there.number > here.number or set(there.loops) & set(here.loops):
            return False
    return True
