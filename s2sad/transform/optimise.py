"""The optimiser: the ordered passes of the two styles.

primitive   copies, constants, accumulate, dce; inactive expressions whole again: each statement of
            Program A stands, and each has its adjoint statements
folded      the same and common subexpressions, contributions merged across statements, folding;
            then cells are read where they are (spread, refill, settle): what runs
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..ir.kinds import Kind, Size
from ..ir.nodes import Expr, If, Program, Raise, Stmt
from ..ir.walk import statements
from .accumulate import accumulate
from .constants import constants
from .contexts import without_empty_contexts
from .copies import coalesce
from .cse import cse
from .dce import dce
from .even_lists import without_even_lists
from .facts import AliasFacts, facts_of
from .fold import Owner, fold, fold_inactive
from .found import found
from .idle import without_idle_copies
from .last_stores import without_last_stores
from .refill import refill
from .returned import returned_as_it_is
from .selections import without_repeated_selections
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
    is_same: Callable[[Size, Size], bool],
) -> tuple[Program, Notes]:
    """Return the program in a style, and for each primal statement the one that comments quote."""
    known, settled = _Facts(kinds), dict[int, Stmt]()
    program = found(program, kinds)
    program = dce(program, kinds, known.of(program))
    program = spread(program, kinds, known.still(), kind_of, is_same)
    if style == "folded":
        program = without_even_lists(program, kinds)
        program = cse(program, kinds, known.still())
    program, _ = coalesce(program, style == "primitive", kinds)
    program = constants(program, kinds, settled)
    program = accumulate(program, kinds, known.of(program), across=True)
    program = dce(program, kinds, known.still())
    if style == "folded":
        program, _ = fold(program, kinds, known.still())
        program = without_repeated_selections(program, primal)
        program, before = spread(program, kinds, known.still(), kind_of, is_same), program
        if program is not before:
            program = dce(program, kinds, known.still())
        program = refill(program, kinds, known.still())
        program = settle(program, kinds, known.still())
        program = without_last_stores(program, known.still())
        program = returned_as_it_is(program, known.still())
        program, _ = fold(program, kinds, known.of(program))
        program = without_repeated_selections(program, primal)
        program = without_idle_copies(constants(program, kinds, settled), kinds)
    else:
        program, _ = fold_inactive(program, kinds, known.of(program), is_active)
    program = without_empty_contexts(spelling(program, kinds, kind_of))
    if style != "folded":
        return program, quoted(primal, kinds, style, is_active)
    return program, primal.kept_as("quoted", lambda: quoted(primal, kinds, style, is_active))


class _Facts:
    """The facts of the program that was last asked for: a pass may return what it was given.

    Passes give kinds to new names only, which that program does not have.
    """

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds
        self.last: tuple[Program, AliasFacts] | None = None
        self.quiet: dict[int, Stmt] = {}

    def of(self, program: Program) -> AliasFacts:
        if self.last is None or self.last[0] is not program:
            found = facts_of(program, self.kinds, quiet=self.quiet)
            if self.last is not None:
                found.take_over(self.last[1])
            self.last = program, found
        return self.last[1]

    def still(self) -> AliasFacts:
        """Return the facts that were found last.

        They hold after a pass that takes statements out, moves or merges them, or puts expressions
        in the place of names: no two names share memory that did not before.
        """
        assert self.last is not None
        return self.last[1]


def quoted(
    primal: Program, kinds: Mapping[str, Kind], style: str, is_active: Callable[[str], bool]
) -> Notes:
    """Return for each statement of Program A its form in this style, or that of its reader."""
    shown, owners = styled(primal, kinds, style, is_active)
    kept: Notes = {}
    for stmt in statements(shown.body):
        if not isinstance(stmt, (If, Raise)) or stmt.tag.sid not in kept:  # a guard is for another
            kept[stmt.tag.sid] = stmt
    notes: Notes = {}
    for stmt in statements(primal.body):
        sid, seen = stmt.tag.sid, set()
        while sid not in kept and sid in owners and sid not in seen:
            seen.add(sid)
            sid = owners[sid]
        if sid in kept:
            notes[stmt.tag.sid] = kept[sid]
    return notes


def styled(
    primal: Program, kinds: Mapping[str, Kind], style: str, is_active: Callable[[str], bool]
) -> tuple[Program, Owner]:
    """Return Program A in a style, and the statement that each vanished one went into."""
    shown, owners = coalesce(found(primal, kinds))
    facts = facts_of(shown, kinds)
    if style == "folded":
        shown, more = fold(shown, kinds, facts)
    else:
        shown, more = fold_inactive(shown, kinds, facts, is_active)
    return shown, {**owners, **more}
