"""Own calls: what a function that calls itself may do, and whose memory its results are.

Definitions:
  1. It is refused if it stores into what may be the memory of an argument (what is its own at that
     point, `own_memory.py`, is not), or has an effect besides its value: prints, draws, or calls
     what is not known. A call of it is then like a primitive's.
  2. A result may share memory with an argument, or with another result, if the storage classes of
     its body say so; what a call inside gives is taken to share nothing at first, and the classes
     are found anew until that holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..analysis.kinds import Sizes, sharing
from ..analysis.kinds.definitions import CALL, Definition, is_call, is_pick
from ..analysis.storage import Storage, storage
from ..errors import Error, RecursiveCall, Unsupported, refuse
from ..ir.kinds import Kind, ListKind, is_memory
from ..ir.nodes import Apply, Assign, Const, Program, Raise, Stmt
from ..ir.walk import all_statements, names_in, subexpressions
from .adjoint.definitions import unclear_result
from .facts import WRITERS, is_pure_op
from .own_memory import MIXED, Later, given_alone, own_names, written_by


def called_by(program: Program, sizes: Sizes) -> list[Definition]:
    """Return the definitions that a program calls, in the order of its text."""
    if not sizes.definitions.named:
        return []
    whole = [e for stmt in all_statements(program) for e in stmt.expressions]
    parts = [p for e in (*whole, program.result) for p in subexpressions(e)]
    ops = [op for p in parts if isinstance(p, Apply) for op in _named_by(p) if op[:5] == CALL]
    return [sizes.definitions.of(op) for op in dict.fromkeys(ops)]


def _named_by(expr: Apply) -> tuple[str, ...]:
    """Return the operation of an expression, or what a constant stands for."""
    first = expr.args[0] if expr.op == "const" else None
    return (str(first.value),) if isinstance(first, Const) else (expr.op,)


def check_own_calls(program: Program, kinds: Mapping[str, Kind], sizes: Sizes) -> None:
    """Refuse definitions that do what they may not; note whose memory their results are."""
    found: list[Definition] = []
    work = called_by(program, sizes)
    while work:
        one = work.pop(0)
        if one not in found:
            found.append(one)
            work += called_by(one.program, sizes)
    new = [one for one in found if one.shares is None]
    _note_sharing(new, sizes)
    errors = [error for one in new for error in _faults(one, sizes)]
    for part, known in [(program, kinds), *[(one.program, one.kinds) for one in new]]:
        errors += _written_later(part, known, sizes) if found else []
    if errors:
        refuse(errors)


def _note_sharing(found: list[Definition], sizes: Sizes) -> None:
    for one in found:
        one.shares = (False,) * len(one.results or ())
    changed = True
    while changed:
        changed = False
        for one in found:
            shares = _shares(one, sizes)
            changed = changed or shares != one.shares
            one.shares = shares


def _shares(found: Definition, sizes: Sizes) -> tuple[bool, ...]:
    store = storage(found.program, found.kinds, sizes)
    others = [p.name for p in found.program.params if is_memory(found.kinds.get(p.name))]
    classes = [_reached(name, found.kinds, store) for name in found.leaf_names]
    outside = set().union(*[_reached(name, found.kinds, store) for name in others])
    return tuple([
        bool(one & outside) or any(one & other for j, other in enumerate(classes) if j != k)
        for k, one in enumerate(classes)
    ])  # fmt: skip


def _written_later(
    program: Program, kinds: Mapping[str, Kind], sizes: Sizes
) -> list[Error]:
    """Return refusals of results that may be an argument, where one of both is written later."""
    store = storage(program, kinds, sizes)
    classes = {n: _reached(n, kinds, store) for n, kind in kinds.items() if is_memory(kind)}
    own, alone = own_names(program, kinds), given_alone(program, kinds, store)

    def is_sharing(stmt: Assign) -> bool:  # of arrays: `is_unclear`
        is_own = is_call(stmt.value) or is_pick(stmt.value)
        is_own = is_own and any(
            isinstance(kinds.get(n), ListKind) for n in (stmt.target, *names_in(stmt.value))
        )
        how, given = sharing(stmt.value, kinds, sizes) if is_own else ("copy", ())
        return how == "maybe" and not alone.get(id(stmt), frozenset()).issuperset(given)

    def related(stmt: Assign) -> tuple[set[str], set[str]]:
        names = [n for n in (stmt.target, *names_in(stmt.value)) if n in classes]
        meant = set().union(*[classes[n] for n in names])
        made = own.get(id(stmt), {})  # what this run has made is what the call is given, or is not
        given = {MIXED, *[made[n] for n in names if n in made]}
        others = {n for n in made if made[n] not in given}
        found = {n for n in classes if store.of(n) in meant} - others | set(names)
        return found, {n for n, own in classes.items() if own & meant} - found

    walk = Later(kinds, is_sharing, related)
    walk.program(program)
    return [unclear_result(stmt, program.places.get(stmt.tag.sid)) for stmt in walk.found]


def _reached(name: str, kinds: Mapping[str, Kind], store: Storage) -> set[str]:
    """Return the classes of what a name is, and of what it holds."""
    kind, classes = kinds.get(name), [store.of(name), *store.below(name)]
    reached: set[str] = set()
    for one in classes:
        if not is_memory(kind):
            break
        reached.add(one)
        kind = kind.item if isinstance(kind, ListKind) else None
    return reached


def _faults(found: Definition, sizes: Sizes) -> Iterator[Error]:
    """Yield what a definition does that it may not."""
    program = found.program
    store = storage(program, found.kinds, sizes)
    given: set[str] = set()
    for param in program.params:
        given |= _reached(param.name, found.kinds, store)
    own = own_names(program, found.kinds)
    for stmt in all_statements(program):
        written = _written(stmt, found, store, set(own.get(id(stmt), {}))) & given
        if written:
            yield _refusal(
                found, stmt, "It changes an array or a list that may be one that it is given, "
                "and what it was before is not kept for the calls that come back to it.",
                "Let it return what it makes: change a copy, or build a new array or list.",
            )  # fmt: skip
        op = _effect(stmt)
        if op:
            yield _refusal(
                found, stmt, f"It does more than compute its value here (`{op}`), and its "
                "derivatives run it more than once.", "Do that outside, with what it returns.",
            )  # fmt: skip


def _written(stmt: Stmt, found: Definition, store: Storage, own: set[str]) -> set[str]:
    others = [base for base in written_by(stmt) if base not in own]
    return {store.of(base) for base in others if is_memory(found.kinds.get(base))}


def _effect(stmt: Stmt) -> str:
    """Return the operation of a statement that does more than compute a value, or ''."""
    if isinstance(stmt, Raise):
        return ""
    for expr in stmt.expressions:
        for part in subexpressions(expr):
            if isinstance(part, Apply) and part.op not in WRITERS and not is_pure_op(part.op):
                if part.op not in ("attr", "fstring", "format"):
                    return part.op
    return ""


def _refusal(found: Definition, stmt: Stmt, why: str, instead: str) -> Error:
    where = found.program.places.get(stmt.tag.sid)
    what = f"s2sad cannot follow `{found.base}`"
    if found.is_value:
        return Unsupported(f"{what}, which a search calls", where, why, instead)
    return RecursiveCall(f"{what}, which calls itself", where, why, instead)
