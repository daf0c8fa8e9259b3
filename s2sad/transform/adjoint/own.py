"""Own: copies of what the caller owns and the program writes."""

from __future__ import annotations

from collections.abc import Mapping

from ...analysis.storage import Storage
from ...ir.fresh import Fresh
from ...ir.frozen import replace
from ...ir.kinds import Array, Kind, ListKind
from ...ir.nodes import Apply, Assign, Expr, Name, Program, Stmt
from ...ir.walk import rename_block, substitute
from .nested import copied_list
from .parts import parts_of_tuples


def local_captures(program: Program, kinds: dict[str, Kind], store: Storage) -> Program:
    """Rename written captures, so that the copy that is written has a name of its own."""
    names: dict[str, str] = {}
    first: list[Stmt] = []
    for capture in program.captures:
        if store.is_written(capture.name) and may_be_copied(kinds[capture.name]):
            local = f"{capture.name}'1"
            while local in kinds:
                local += "1"
            names[capture.name] = local
            kinds[local] = kinds[capture.name]
            copy = entry_copy(capture.name, kinds, store, Fresh(program, kinds))
            first.append(Assign(local, copy))
    if not names:
        return program
    body = rename_block(program.body, names)
    result = substitute(program.result, {k: Name(v) for k, v in names.items()})
    return replace(program, body=(*first, *body), result=result)


def own_parts(program: Program, kinds: dict[str, Kind], store: Storage) -> Program:
    """Copy the parts of tuples that the program writes."""
    names = parts_of_tuples(program, kinds).values()
    written = {n for n in names if any(store.written_levels(n))}
    if not written:
        return program
    fresh = Fresh(program, kinds)
    body: list[Stmt] = []
    for stmt in program.body:
        if isinstance(stmt, Assign) and stmt.target in written:
            if may_be_copied(kinds[stmt.target]):
                whole = fresh.name(kinds[stmt.target])
                body.append(replace(stmt, target=whole))
                copy = entry_copy(stmt.target, kinds, store, fresh)
                stmt = replace(stmt, value=substitute(copy, {stmt.target: Name(whole)}))
        body.append(stmt)
    return program.with_body(tuple(body))


def entry_copy(name: str, kinds: dict[str, Kind], store: Storage, fresh: Fresh) -> Expr:
    """Return a copy of what the caller owns, of the same layout."""
    kind = kinds[name]
    if isinstance(kind, ListKind):
        if store.contents_written(name):
            return copied_list(Name(name), kind, fresh)
        return Apply("list.copy", (Name(name),))
    assert isinstance(kind, Array)
    return Apply("np.ndarray.copy" if kind.order == "C" else "np.copy", (Name(name),))


def is_to_be_copied(name: str, kinds: Mapping[str, Kind], store: Storage) -> bool:
    """Return whether the program writes an argument, or what a list in an argument holds."""
    kind = kinds.get(name)
    holds = isinstance(kind, ListKind) and store.contents_written(name)
    return may_be_copied(kind) and (store.is_written(name) or holds)


def may_be_copied(kind: Kind | None) -> bool:
    """Return whether it is known how to copy something: what a dict is, say, stays unknown."""
    return isinstance(kind, (Array, ListKind))
