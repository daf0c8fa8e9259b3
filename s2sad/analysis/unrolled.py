"""Unrolled: a generic program in which each call of a function that calls itself is its body.

    y = recursive("h#1", c, x)     ->     c'2 = c; x'2 = x; ...; y = %1

The calls in the body stay. Only what the uses of the parameters demand is read of it, before any
call; it has no other meaning.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..ir.frozen import replace
from ..ir.nodes import Apply, Assign, Block, Const, Name, Program, Stmt
from ..ir.walk import all_names, map_stmt, rename_block, substitute


def unrolled(program: Program, definitions: Mapping[str, Program]) -> Program:
    """Return a program with the bodies of its definitions in the place of their calls."""
    if not definitions:
        return program
    count = 0

    def block(stmts: Block) -> Block:
        out: list[Stmt] = []
        for stmt in stmts:
            match stmt:
                case Assign(value=Apply(op="recursive", args=(Const(value=uid), *args))):
                    out += body(stmt, definitions[uid], args)
                case _:
                    out.append(map_stmt(stmt, lambda e: e, lambda n: n, block))
        return tuple(out)

    def body(stmt: Assign, made: Program, args: list) -> list[Stmt]:  # type: ignore[type-arg]
        nonlocal count
        count += 1
        names = {name: f"{name}'own{count}" for name in all_names(made)}
        given = [
            Assign(names[param.name], arg, stmt.tag) for param, arg in zip(made.params, args)
        ]
        result = substitute(made.result, {old: Name(new) for old, new in names.items()})
        return [*given, *rename_block(made.body, names), Assign(stmt.target, result, stmt.tag)]

    return replace(program, body=block(program.body))
