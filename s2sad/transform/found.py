"""Found: once its derivative is written out, what a search found is read as what it is.

before:  z = rt.root_of(x, r, s)        after:  z = x

The residual and the slope that nothing else reads are then dead, and a program that is read and
differentiated again is one of the search itself: what it finds moves there, too. An array is
copied iff (1) it is written, or (2) it is part of the result, whose memory is the caller's.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..ir.frozen import replace
from ..ir.kinds import Kind, is_memory
from ..ir.nodes import Apply, Assign, Block, Expr, Program, Stmt, Store
from ..ir.walk import all_statements, names_in
from .dce import dce
from .effects import map_blocks, same_or
from .facts import AliasFacts, facts_of

JOINS = {
    "rt.root_of", "rt.roots_of", "rt.integral_of", "rt.integral_with", "rt.odeint_of", "rt.ivp_of",
    "rt.moves_as", "rt.integrals_of", "rt.integrals_with", "rt.odeint_at", "rt.ivp_at",
    "rt.odeint_from", "rt.ivp_from", "rt.between",
}  # fmt: skip


def found(program: Program, kinds: Mapping[str, Kind]) -> Program:
    """Return the program in which the result of a search is the value that was found."""
    made = [s.value for s in all_statements(program) if type(s) is Assign]
    if JOINS.isdisjoint([value.op for value in made if type(value) is Apply]):
        return program
    facts = facts_of(program, kinds)
    shared = {facts.memory(s.base) for s in all_statements(program) if isinstance(s, Store)}
    shared |= {cell for name in names_in(program.result) for cell in facts.reaches(name)}
    return program.with_body(_block(program.body, kinds, facts, shared))


def without_equations(program: Program, kinds: Mapping[str, Kind]) -> Program:
    """Return a program of values without what only derivatives read of the equations."""
    made = found(program, kinds)
    return program if made is program else dce(made, kinds, facts_of(made, kinds))


def _is_join(stmt: Stmt) -> bool:
    return isinstance(stmt, Assign) and isinstance(stmt.value, Apply) and stmt.value.op in JOINS


def _block(
    block: Block, kinds: Mapping[str, Kind], facts: AliasFacts, shared: set[object]
) -> Block:
    def of(stmt: Stmt) -> Stmt:
        if not isinstance(stmt, Assign) or not _is_join(stmt):
            return map_blocks(stmt, lambda inner: _block(inner, kinds, facts, shared))
        value: Expr = stmt.value.args[0]  # type: ignore[union-attr]
        names = (stmt.target, *names_in(value))
        if is_memory(kinds.get(stmt.target)) and shared.intersection(map(facts.memory, names)):
            value = Apply("np.ndarray.copy", (value,))
        return replace(stmt, value=value)

    return same_or(block, [of(stmt) for stmt in block])
