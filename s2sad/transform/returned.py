"""Returned: memory that the program made, and that ends with it, is returned as it is.

before:  gx = np.zeros_like(x); ...; ga = gx.copy(); return z, (ga,)       after:  return z, (gx,)
before:  gb = y * ga; gW = np.outer(gb, x); gb = gb.copy(); return z, (gW, gb)
after:   gb = y * ga; gW = np.outer(gb, x); return z, (gW, gb)

The copy goes iff (1) the program ends in statements that only bind names, and the copy is one of
them, of which nothing but the result reads the target, (2) what is copied has one definition, or
one beside a copy under its own name, a new array outside of loops and branches, and is copied once
there, and is not returned beside its copy, and (3) nothing else that is returned may be, or hold,
that memory: it reaches no class of it, or is itself such an array.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Set

from ..ir.frozen import replace
from ..ir.nodes import Apply, Assign, Name, Program, Stmt
from ..ir.walk import substitute
from .aliases import COPIES, is_fresh_op
from .effects import count_definitions, count_reads
from .facts import Facts


def returned_as_it_is(program: Program, facts: Facts) -> Program:
    """Return the program without copies, at its end, of what only it has."""
    end = len(program.body)
    while end and type(program.body[end - 1]) is Assign:
        end -= 1
    copies = [s for s in program.body[end:] if _is_copy(s)]
    if not copies:
        return program
    anew = {_source(s) for s in copies if isinstance(s, Assign) and s.target == _source(s)}
    own = _own_arrays(program, anew)
    reads, sources = count_reads(program), Counter(_source(s) for s in copies)
    results = Counter(program.result.names)
    goes = {
        s.target: _source(s) for s in copies
        if isinstance(s, Assign) and s.tag.role != "primal" and _source(s) in own
        and results[s.target] == 1 and sources[_source(s)] == 1
        and results[_source(s)] == (s.target == _source(s))
        and (reads.get(s.target) == 1 or s.target in anew)
    }  # fmt: skip
    left = {*goes.values(), *results} - goes.keys()
    goes = {t: x for t, x in goes.items() if _is_alone(x, left, own, facts)}
    if not goes:
        return program
    gone = {id(s) for s in copies if isinstance(s, Assign) and goes.get(s.target) == _source(s)}
    kept = tuple([s for s in program.body if id(s) not in gone])
    result = substitute(program.result, {t: Name(x) for t, x in goes.items()})
    return replace(program, body=kept, result=result)


def _is_copy(stmt: Stmt) -> bool:
    match stmt:
        case Assign(value=Apply(op=op, args=(Name(),), kwargs=())):
            return op in COPIES
    return False


def _source(stmt: Stmt) -> str:
    assert isinstance(stmt, Assign) and isinstance(stmt.value, Apply)
    return stmt.value.names[0]


def _own_arrays(program: Program, anew: Set[str]) -> set[str]:
    """Return the names with one definition, which makes a new array at the top of the program.

    Those in `anew` are copied under their own name beside it.
    """
    made = count_definitions(program)
    return {
        s.target for s in program.body
        if isinstance(s, Assign) and isinstance(s.value, Apply)
        and made[s.target] == 1 + (s.target in anew)
        and is_fresh_op(s.value.op) and s.tag.role != "primal" and s.target not in s.value.names
    }  # fmt: skip


def _is_alone(name: str, left: set[str], own: set[str], facts: Facts) -> bool:
    """Rule (3)."""
    memory = facts.reaches(name)
    return all(memory.isdisjoint(facts.reaches(n)) for n in left if n != name and n not in own)
