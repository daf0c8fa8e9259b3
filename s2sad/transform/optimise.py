"""The optimiser: the ordered passes of the two styles.

primitive   copies, constants, accumulate, dce; inactive expressions whole again: each statement of
            Program A stands, and each has its adjoint statements
folded      the same and common subexpressions, contributions merged across statements, folding;
            then cells are read where they are (spread, refill, settle): what runs
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..ir.kinds import Kind
from ..ir.nodes import Expr, Program, Stmt
from ..ir.walk import statements
from .accumulate import accumulate
from .constants import constants
from .contexts import without_empty_contexts
from .copies import coalesce
from .cse import cse
from .dce import dce
from .facts import facts_of
from .fold import Owner, fold, fold_inactive
from .refill import refill
from .settle import settle
from .spelling import spelling
from .spread import spread

Notes = dict[int, Stmt]


def optimise(
    program: Program,
    kinds: dict[str, Kind],
    primal: Program,
    style: str,
    is_active: Callable[[str], bool],
    kind_of: Callable[[Expr], Kind],
) -> tuple[Program, Notes]:
    """Return the program in a style, and for each primal statement the one that comments quote."""
    program = dce(program, kinds, facts_of(program, kinds))
    program = spread(program, kinds, facts_of(program, kinds), kind_of)
    if style == "folded":
        program = cse(program, kinds, facts_of(program, kinds))
    program, _ = coalesce(
        program, kinds, facts_of(program, kinds), derivation=style == "primitive"
    )
    program = constants(program, kinds)
    program = accumulate(program, kinds, facts_of(program, kinds), across=True)
    program = dce(program, kinds, facts_of(program, kinds))
    if style == "folded":
        program, _ = fold(program, kinds, facts_of(program, kinds))
        program = spread(program, kinds, facts_of(program, kinds), kind_of)
        program = refill(program, kinds, facts_of(program, kinds))
        program = settle(program, kinds, facts_of(program, kinds))
        program, _ = fold(program, kinds, facts_of(program, kinds))
        program = constants(program, kinds)
    else:
        program, _ = fold_inactive(program, kinds, facts_of(program, kinds), is_active)
    program = without_empty_contexts(spelling(program, kinds))
    return program, quoted(primal, kinds, style, is_active)


def quoted(
    primal: Program, kinds: Mapping[str, Kind], style: str, is_active: Callable[[str], bool]
) -> Notes:
    """Return for each statement of Program A its form in this style, or that of its reader."""
    shown, owners = styled(primal, kinds, style, is_active)
    found = {s.tag.sid: s for s in statements(shown.body)}
    notes: Notes = {}
    for stmt in statements(primal.body):
        sid, seen = stmt.tag.sid, set()
        while sid not in found and sid in owners and sid not in seen:
            seen.add(sid)
            sid = owners[sid]
        if sid in found:
            notes[stmt.tag.sid] = found[sid]
    return notes


def styled(
    primal: Program, kinds: Mapping[str, Kind], style: str, is_active: Callable[[str], bool]
) -> tuple[Program, Owner]:
    """Return Program A in a style, and the statement that each vanished one went into."""
    shown, owners = coalesce(primal, kinds, facts_of(primal, kinds))
    facts = facts_of(shown, kinds)
    if style == "folded":
        shown, more = fold(shown, kinds, facts)
    else:
        shown, more = fold_inactive(shown, kinds, facts, is_active)
    return shown, {**owners, **more}
