"""Parts: the names that hold what stands inside arguments that are tuples or records."""

from __future__ import annotations

from ...analysis.storage import Storage
from ...ir.kinds import Kind, TupleKind
from ...ir.nodes import Apply, Assign, Const, Name, Program


def parts_of_tuples(program: Program, kinds: dict[str, Kind]) -> dict[tuple[str, int], str]:
    """Return the names that hold the parts of arguments that are tuples: (tuple, place) -> name."""
    tuples = {p.name for p in program.params if isinstance(kinds.get(p.name), TupleKind)}
    parts: dict[tuple[str, int], str] = {}
    for stmt in program.body if tuples else ():
        match stmt:
            case Assign(
                target=part,
                value=Apply(op="getitem", args=(Name(id=base), Const(value=key))),
            ) if base in tuples:
                kind = kinds[base]
                place = kind.place(key) if isinstance(kind, TupleKind) else None
                if place is not None and parts.setdefault((base, place), part) == part:
                    if isinstance(kinds.get(part), TupleKind):
                        tuples.add(part)
    return parts


def inputs_of(program: Program, kinds: dict[str, Kind], wrt: tuple[str, ...]) -> list[str]:
    """Return the names at which derivatives begin: arguments, or the parts of tuples."""
    parts = parts_of_tuples(program, kinds)
    found: list[str] = []
    todo = list(wrt)
    while todo:
        name = todo.pop()
        if isinstance(kinds.get(name), TupleKind):
            todo.extend(part for (base, _), part in parts.items() if base == name)
        else:
            found.append(name)
    return found


def levels(name: str, parts: dict[tuple[str, int], str], store: Storage) -> list[bool]:
    """Return whether an argument is written, then what it holds, and so on; of a tuple, at all."""
    inside = [any(levels(part, parts, store)) for (whole, _), part in parts.items()
              if whole == name]  # fmt: skip
    return [any(inside)] if inside else store.written_levels(name)
