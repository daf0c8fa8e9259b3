"""Activity: which variables carry a derivative from the inputs to the outputs.

Definitions (flow-insensitive, per name; all names of a written class, and a list and what it
holds, count together):
  1. A name is varied if it is an input, or a statement computes it from a varied name by an
     operation that has a derivative in that operand.
  2. A name is useful if it is an output, or a statement computes a useful name from it so.
  3. A name is active if it is varied, useful, and of a kind that can carry a derivative.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..ir.frozen import dataclass
from ..ir.kinds import Kind, ListKind, can_vary
from ..ir.nodes import Apply, Assign, Evaluate, Expr, Move, Name, Program, Stmt, Store
from ..ir.ops import DEFINED
from ..ir.walk import all_statements, names_in
from ..rules import UnknownKeywords, match
from .storage import Storage

# What passes a derivative on although no rule says so: structure, not calculus.
ARITHMETIC = {"add", "sub", "mul", "truediv"}  # through both operands, whatever they are
CARRIERS = {
    "getitem", "list", "tuple", "list.pop", "list.repeat", "list.append", "list.map", "ifexp",
    "and", "or", "sum", "min", "max", "list.copy", "dict",
}  # fmt: skip


@dataclass(frozen=True)
class Activity:
    """The result: `active` names; `varied` alone serves the tangent mode."""

    varied: frozenset[str]
    active: frozenset[str]
    useful: frozenset[str]


def carried_operands(
    value: Expr, kinds: Mapping[str, Kind] | None = None
) -> Sequence[str]:
    """Return the names through which a derivative may enter a value."""
    if not isinstance(value, Apply) or value.op in ARITHMETIC:
        return value.names
    if value.op == "getitem":
        return carried_operands(value.args[0], kinds)
    if value.op.startswith(DEFINED):
        return _defined(value)
    if value.op == "ifexp":
        return value.args[1].names + value.args[2].names
    if value.op in ("call", "method"):
        return value.names
    try:
        fit = match(value, kinds)
    except UnknownKeywords:  # refused where it is looked at; until then everything passes
        return value.names
    if value.op in CARRIERS:
        return [name for arg in value.args for name in arg.names]
    if fit is None:
        return ()
    passed = [fit.bound[param] for param in fit.rule.active if param in fit.bound]
    return [name for expr in passed for name in names_in(expr)]


def _defined(value: Apply) -> Sequence[str]:
    """A call varies with its arguments, and so does the outcome of a forward function."""
    if value.op.startswith("outcome:"):
        return [name for arg in value.args[3:] for name in arg.names]
    return value.names


def edges(stmt: Stmt, kinds: Mapping[str, Kind]) -> Sequence[tuple[str, str]]:
    """Return (from, to) for every flow of a derivative through one statement."""
    if type(stmt) is Assign:
        return [(name, stmt.target) for name in carried_operands(stmt.value, kinds)]
    if type(stmt) is Store:
        return [(name, stmt.base) for name in stmt.value.names]
    match stmt:
        case Move(targets=targets, sources=sources):
            return list(zip(sources, targets))
        case Evaluate(value=Apply(op="list.append", args=(Name(id=base), value))):
            return [(name, base) for name in value.names]
    return ()


def activity(
    program: Program,
    kinds: Mapping[str, Kind],
    store: Storage,
    inputs: Iterable[str],
    outputs: Iterable[str],
) -> Activity:
    """Return what is varied from `inputs` and what is active between `inputs` and `outputs`."""
    forward: dict[str, set[str]] = defaultdict(set)
    backward: dict[str, set[str]] = defaultdict(set)

    vary = [name for name, kind in kinds.items() if can_vary(kind)]
    keys = {name: store.of(name) if store.is_written(name) else name for name in vary}

    def key(name: str) -> str:
        found = keys.get(name)
        if found is not None:
            return found
        return store.of(name) if store.is_written(name) else name

    def connect(source: str, target: str) -> None:
        forward[source].add(target)
        backward[target].add(source)

    for stmt in all_statements(program):
        for source, target in edges(stmt, kinds):
            if source in keys and target in keys:
                connect(keys[source], keys[target])
    for name, kind in kinds.items():  # a list and what is written inside it vary together
        for held in store.below(name) if isinstance(kind, ListKind) else ():
            if held in store.written:
                connect(key(name), key(held))
                connect(key(held), key(name))
    varied = _reach(map(key, inputs), forward)
    useful = _reach(map(key, outputs), backward)
    both = varied & useful
    return Activity(
        frozenset([n for n in vary if keys[n] in varied]),
        frozenset([n for n in vary if keys[n] in both]),
        frozenset([n for n in vary if keys[n] in useful]),
    )


def _reach(start: Iterable[str], edges: Mapping[str, set[str]]) -> set[str]:
    found = set(start)
    todo = sorted(found)
    while todo:
        for target in edges.get(todo.pop(), ()):
            if target not in found:
                found.add(target)
                todo.append(target)
    return found
