"""Tidy: copies of names that taking things apart has made, and displays that nobody reads, go.

A copy `c = a` of a made name c is replaced by a iff (1) c is bound once, (2) a is bound once,
before it in the text (or is a parameter), and (3) every read of c is after the copy, in its block
or inside it: then a is not bound anew in between.
"""

from __future__ import annotations

from collections import Counter

from ...ir.frozen import replace
from ...ir.nodes import Apply, Assign, Block, Const, Expr, For, If, Name, Program, Stmt, While
from ...ir.walk import all_statements, names_in, rename_block, statements, substitute


def tidied(program: Program, made: set[str]) -> Program:
    """Return the program without needless copies of the names in `made`."""
    copies = _copies(program, made)
    if copies:
        body = rename_block(_without(program.body, set(copies)), copies)
        result = substitute(program.result, {n: Name(c) for n, c in copies.items()})
        program = replace(program, body=body, result=result)
    return _without_dead(program, made)


def _copies(program: Program, made: set[str]) -> dict[str, str]:
    bound = Counter(n for s in all_statements(program) for n in s.binds)
    bound.update(p.name for p in program.params)
    bound.update(c.name for c in program.captures)
    seen = {p.name for p in program.params} | {c.name for c in program.captures}
    outside = Counter(n for s in all_statements(program) for n in s.reads)
    outside.update(names_in(program.result))
    found: dict[str, str] = {}
    _look(program.body, program.result, made, bound, seen, outside, found)
    return {name: _end(name, found) for name in found}


def _end(name: str, found: dict[str, str]) -> str:
    while name in found:
        name = found[name]
    return name


def _look(
    block: Block, result: Expr | None, made: set[str], bound: Counter[str], seen: set[str],
    total: Counter[str], found: dict[str, str],
) -> None:  # fmt: skip
    for index, stmt in enumerate(block):
        match stmt:
            case Assign(target=target, value=Name(id=source)) if target in made:
                once = bound[target] == 1 and bound[source] == 1 and source in seen
                if once and _reads_after(block, index, result, target) == total[target]:
                    found[target] = source
            case If():
                _look(stmt.body, None, made, bound, seen, total, found)
                _look(stmt.orelse, None, made, bound, seen, total, found)
            case For() | While():
                seen.update(stmt.binds)
                _look(stmt.body, None, made, bound, seen, total, found)
        seen.update(stmt.binds)


def _reads_after(block: Block, index: int, result: Expr | None, name: str) -> int:
    count = sum(list(s.reads).count(name) for s in statements(block[index + 1 :]))
    return count + list(names_in(result)).count(name)


def _without(block: Block, names: set[str]) -> Block:
    made: list[Stmt] = []
    for stmt in block:
        if isinstance(stmt, Assign) and stmt.target in names:
            continue
        made.append(_inside(stmt, names))
    return tuple(made)


def _inside(stmt: Stmt, names: set[str]) -> Stmt:
    match stmt:
        case If():
            return replace(
                stmt, body=_without(stmt.body, names), orelse=_without(stmt.orelse, names)
            )
        case For() | While():
            return replace(stmt, body=_without(stmt.body, names))
    return stmt


def _without_dead(program: Program, made: set[str]) -> Program:
    """Drop what only took an argument apart, and displays that became something else."""
    for _ in range(8):
        read = {n for s in all_statements(program) for n in s.reads}
        read |= set(names_in(program.result))
        dead = {
            s.target for s in all_statements(program)
            if isinstance(s, Assign) and s.target not in read and _is_idle(s, made)
        }  # fmt: skip
        if not dead:
            return program
        program = replace(program, body=_without(program.body, dead))
    return program


def _is_idle(stmt: Assign, made: set[str]) -> bool:
    value = stmt.value
    if stmt.target in made:
        return isinstance(value, (Name, Const)) or value.op == "getitem"
    is_display = isinstance(value, Apply) and value.op in ("list", "tuple", "attr", "slice")
    return stmt.target.startswith("%") and is_display
