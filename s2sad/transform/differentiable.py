"""The refusal of active values of kinds whose derivatives are not known here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..analysis.storage import Storage
from ..errors import Error, NotDifferentiable, refuse
from ..ir.kinds import Array, Kind, ListKind, Scalar, TupleKind, Unknown
from ..ir.nodes import Apply, Assign, Const, Name, Program, Stmt
from ..ir.walk import binds, statements


def check_kinds(
    program: Program, kinds: Mapping[str, Kind], active: Iterable[str], store: Storage
) -> None:
    """Raise NotDifferentiable for each place that makes an active value of such a kind."""
    made: dict[str, Stmt] = {}
    for one in statements(program.body):
        for name in binds(one):
            made.setdefault(name, one)
    errors: list[Error] = []
    seen: set[int] = set()
    params = {p.name for p in program.params}
    for name in sorted(set(active) - params - _taken_apart(program, kinds)):
        why = _trouble(kinds[name])
        if isinstance(kinds[name], Unknown) and store.is_written(name):
            why = UNKNOWN_MEMORY
        stmt: Stmt | None = made.get(name)
        if why is None or (stmt is not None and stmt.tag.line in seen):
            continue
        seen.add(stmt.tag.line if stmt is not None else 0)
        where = program.places.get(stmt.tag.sid) if stmt is not None else None
        errors.append(NotDifferentiable(f"s2sad cannot differentiate {why[0]}", where, *why[1:]))
    if errors:
        refuse(errors)


def _taken_apart(program: Program, kinds: Mapping[str, Kind]) -> set[str]:
    """Return the names of tuples that stand in arguments and are only taken apart."""
    found = {p.name for p in program.params if isinstance(kinds.get(p.name), TupleKind)}
    for stmt in program.body:
        match stmt:
            case Assign(target=part, value=Apply(op="getitem", args=(Name(id=base), Const()))):
                if base in found and isinstance(kinds.get(part), TupleKind):
                    found.add(part)
    return found


UNKNOWN_MEMORY = (
    "memory that is written, of which it is not known what it is",
    "A number is bound anew where an array is changed.",
    "Let it come from an operation with a known result, or from an argument.",
)


def _trouble(kind: Kind) -> tuple[str, str, str] | None:
    """Return what, why and instead for a kind that has no derivative here."""
    match kind:
        case Scalar(dtype=dtype) | Array(dtype=dtype) if dtype.startswith("complex"):
            return (
                "complex values", "Their adjoints need conjugates that are not made yet.",
                "Keep the real and the imaginary part in arrays of their own.",
            )  # fmt: skip
        case ListKind(item=TupleKind() | ListKind()):
            return (
                "lists of tuples or of lists", "An adjoint list holds numbers or arrays.",
                "Keep one list for each part, or use an array.",
            )  # fmt: skip
        case TupleKind():
            return (
                "a tuple chosen at run time", "Which of its parts is meant is not known here.",
                "Keep its parts in variables of their own.",
            )  # fmt: skip
        case ListKind(item=Unknown()):
            return (
                "a list of which the items are not known", "They may be anything.",
                "Put numbers or arrays of one rank into it.",
            )  # fmt: skip
    return None
