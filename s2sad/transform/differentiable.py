"""The refusal of active values of kinds whose derivatives are not known here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..analysis.storage import Storage
from ..errors import Error, NotDifferentiable, Where, refuse
from ..ir.kinds import Kind, ListKind, TupleKind, Unknown
from ..ir.nodes import Apply, Assign, Const, Name, Program, Stmt, Store
from ..ir.ops import DEFINED
from ..ir.walk import all_statements


def check_kinds(
    program: Program, kinds: Mapping[str, Kind], active: Iterable[str], store: Storage
) -> None:
    """Raise NotDifferentiable for each place that makes an active value of such a kind."""
    made: dict[str, Stmt] = {}
    for one in all_statements(program):
        for name in one.binds:
            made.setdefault(name, one)
    errors: list[Error] = [*_copied_parts(program, kinds, set(active))]
    seen: set[int] = set()
    params, whole = {p.name for p in program.params}, _taken_apart(program, kinds)
    for name in sorted(set(active) - params - whole):
        kind = kinds[name]
        why = _trouble(kind) or _trouble_of_part(kind, made.get(name), whole)
        if isinstance(kind, Unknown) and store.is_written(name):
            why = _unknown(name, kind)
        stmt: Stmt | None = made.get(name)
        if why is None or (stmt is not None and stmt.tag.line in seen):
            continue
        seen.add(stmt.tag.line if stmt is not None else 0)
        where = program.places.get(stmt.tag.sid) if stmt is not None else None
        errors.append(NotDifferentiable(f"s2sad cannot differentiate {why[0]}", where, *why[1:]))
    if errors:
        refuse(sorted(errors, key=lambda e: e.where.line if e.where else 0))


def _trouble_of_part(
    kind: Kind, made: Stmt | None, whole: set[str]
) -> tuple[str, str, str] | None:
    """Return why a list of lists that stands in an argument is not differentiated there."""
    match kind, made:
        case ListKind(item=ListKind()), Assign(value=Apply(op="getitem", args=(Name(id=base), _))):
            if base in whole:
                return (
                    "a long list of lists that stands in a tuple, dict or object",
                    "Its adjoint holds the adjoints of its rows only where it is an argument "
                    "itself.", "Pass it as an argument of its own.",
                )  # fmt: skip
    return None


def _copied_parts(
    program: Program, kinds: Mapping[str, Kind], active: set[str]
) -> Iterator[Error]:
    """Yield a refusal for each list in an argument of which what it holds is written."""
    for stmt in program.body:
        match stmt:
            case Assign(target=target, value=Apply(op="list.map", args=(Name(id=whole), *_))):
                if {whole, target} <= active and _trouble(kinds[whole]) is None:
                    yield NotDifferentiable(
                        "s2sad cannot differentiate a store into what a list holds, where the "
                        "list stands in a tuple, dict or object", _first_store(program, target),
                        "The adjoints of its items are in step with the items only where the list "
                        "is an argument itself.", "Pass the list as an argument of its own.",
                    )  # fmt: skip


def _first_store(program: Program, name: str) -> Where | None:
    """Return the place of the first store into a list, or into what it holds."""
    names = {name}
    for stmt in all_statements(program):
        match stmt:
            case Assign(target=target, value=Name(id=base)) if base in names:
                names.add(target)
            case Assign(target=target, value=Apply(op="getitem", args=(Name(id=base), *_))):
                names |= {target} if base in names else set()
            case Store(base=base) if base in names and stmt.tag.sid in program.places:
                found: Where = program.places[stmt.tag.sid]
                return found
    return None


def _taken_apart(program: Program, kinds: Mapping[str, Kind]) -> set[str]:
    """Return the names of tuples that stand in arguments, or come from calls of definitions.

    They are only taken apart.
    """
    found = {p.name for p in program.params if isinstance(kinds.get(p.name), TupleKind)}
    for stmt in all_statements(program):
        if isinstance(stmt, Assign) and isinstance(stmt.value, Apply):
            if stmt.value.op.startswith(DEFINED):
                found.add(stmt.target)
    for stmt in program.body:
        match stmt:
            case Assign(target=part, value=Apply(op="getitem", args=(Name(id=base), Const()))):
                if base in found and isinstance(kinds.get(part), TupleKind):
                    found.add(part)
    return found


def _unknown(name: str, kind: Unknown) -> tuple[str, str, str]:
    """Return what, why and instead for something that is changed in place and has no kind."""
    shown = f"`{name.partition(chr(39))[0]}`" if not name.startswith("%") else "this value"
    if kind.why == "a dict":
        return (
            f"{shown}, a dictionary that is changed",
            "Dictionaries carry no derivatives, except as the result of a function.",
            "Use a list, a tuple or single variables.",
        )  # fmt: skip
    because = f" ({kind.why})" if kind.why else ""
    return (
        f"{shown}, which is changed in place: it is not known to be an array",
        f"What it holds is not known before the run{because}.",
        "Make it an array or a list of numbers, or assign to a new name.",
    )


def _trouble(kind: Kind) -> tuple[str, str, str] | None:
    """Return what, why and instead for a kind that has no derivative here."""
    match kind:
        case ListKind(item=TupleKind()):
            return (
                "a list of tuples that stands in a tuple, dict or object",
                "It is split into its parts only where it is an argument itself.",
                "Pass it as an argument of its own, or keep one list for each part.",
            )  # fmt: skip
        case TupleKind():
            return (
                "a tuple chosen at run time", "Which of its parts is meant is not known here.",
                "Keep its parts in variables of their own.",
            )  # fmt: skip
        case ListKind(item=Unknown(why=why)):
            of_call = why.endswith(" returns")
            return (
                "a list of which the items are not known",
                f"They may be anything: it holds {why}." if of_call else "They may be anything.",
                "If that is a number, say so: `float(…)` around the call." if of_call else
                "Put numbers or arrays of one rank into it.",
            )  # fmt: skip
    return None
