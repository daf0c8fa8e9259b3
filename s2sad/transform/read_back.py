"""Read back: no number of the result is made of a text that tells a number that varies.

Definitions:
  1. A name is told if it is bound to a text, or to an array of text, that is made of what varies.
  2. A name is told if it is made of one that is told, whatever makes it. An integer and a bool are
     not: they jump. Neither is what a text is only the key of, or what it is only compared with.
A name that is told and that a derivative would pass through on its way to the result is refused:
`float(str(x))` is x, and nobody knows its slope.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..analysis.activity import Activity
from ..analysis.kinds.reports import WRITING
from ..errors import Error, NotDifferentiable
from ..ir.kinds import Array, Kind, Other, Scalar, can_vary
from ..ir.nodes import Apply, Assign, Evaluate, Expr, Move, Name, Program, Stmt, Store
from ..ir.ops import BINARY, COMPARE
from ..ir.walk import all_statements

ENDING = {*COMPARE, "not", "len", "int", "bool", "isinstance", "type", "id", "hash", "callable"}
JOINING = {*BINARY} - {"mod"}  # of texts; a number among them is an error of Python's
Flow = tuple[Stmt, str, Expr]  # a statement, a name that it binds, and the value


def texts_read_back(
    program: Program, active: Activity, kinds: Mapping[str, Kind]
) -> Iterator[tuple[Stmt, Error]]:
    """Yield the statements that make a number of the result of such a text, with a refusal."""
    flows = [flow for stmt in all_statements(program) for flow in _flows(stmt)]
    told = _told(flows, active.varied, kinds)
    lost = {n for n in told & active.useful if can_vary(kinds.get(n))}
    made = [flow for flow in flows if flow[1] in lost and _tells(flow[2], told, active.varied)]
    first = [flow for flow in made if lost.isdisjoint(flow[2].names)]
    for stmt, _, _ in first or made:
        yield stmt, NotDifferentiable(
            "s2sad cannot differentiate a number that is read from a text of what varies",
            program.places.get(stmt.tag.sid),
            "A text has no derivative: the number would count as a constant.",
            "Use the number that the text was made of.",
        )  # fmt: skip


def _flows(stmt: Stmt) -> Sequence[Flow]:
    """Return each name that a statement binds, or puts something into, and the value."""
    match stmt:
        case Assign(target=target, value=value) | Store(base=target, value=value):
            return [(stmt, target, value)]
        case Evaluate(value=Apply(op="list.append", args=(Name(id=target), value))):
            return [(stmt, target, value)]
        case Move(targets=targets, sources=sources):
            return [(stmt, target, Name(source)) for target, source in zip(targets, sources)]
    return ()


def _told(
    flows: Sequence[Flow], varied: frozenset[str], kinds: Mapping[str, Kind]
) -> set[str]:
    """Return the names that are told: the least set that the definitions allow."""
    told: set[str] = set()
    before = -1
    while len(told) != before:
        before = len(told)
        for _, target, value in flows:
            if target not in told and _is_told(value, kinds.get(target), told, varied):
                told.add(target)
    return told


def _is_told(value: Expr, kind: Kind | None, told: set[str], varied: frozenset[str]) -> bool:
    """Return whether a name of a kind that gets a value is told."""
    is_made = _is_text(kind) and not (isinstance(value, Apply) and value.op in JOINING)
    if is_made and any(name in varied for name in _passed(value)):
        return True
    jumps = isinstance(kind, (Scalar, Array)) and not can_vary(kind) and not _is_text(kind)
    return not jumps and _tells(value, told, varied)


def _is_text(kind: Kind | None) -> bool:
    if isinstance(kind, (Scalar, Array)):
        return kind.dtype.startswith(("str", "bytes"))
    return isinstance(kind, Other) and kind.what.split(":")[0] in ("text", "bytes")


def _tells(value: Expr, told: set[str], varied: frozenset[str]) -> bool:
    """Return whether a value is made of a name that is told, or of a text that it makes."""
    if isinstance(value, Name):
        return value.id in told
    if not isinstance(value, Apply) or not told and WRITING.isdisjoint(value.ops):
        return False
    if value.op in WRITING:
        return any(name in told or name in varied for name in _passed(value))
    return any(_tells(part, told, varied) for part in _parts(value))


def _passed(value: Expr) -> Iterator[str]:
    """Yield the names of which a value is made."""
    if isinstance(value, Name):
        yield value.id
    for part in _parts(value):
        yield from _passed(part)


def _parts(value: Expr) -> Sequence[Expr]:
    """Return the operands that a value is made of: no key, and no test."""
    match value:
        case Apply(op="getitem"):
            return value.args[:1]
        case Apply(op="ifexp"):
            return value.args[1:]
        case Apply(op=op, args=args, kwargs=kwargs) if op not in ENDING:
            return (*args, *[given for _, given in kwargs])
    return ()
