"""Unpacking: values that are picked of one tuple, one after the other, are one assignment.

    a = h_forward(x)             z, saved = h_forward(x)
    z = a[0]             ->
    saved = a[1]

The tuple itself keeps a name where something else reads it. A value that nobody takes is `_`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Union

from ..ir.frozen import dataclass
from ..ir.nodes import Apply, Assign, Block, Const, Expr, Name, Program, Stmt
from ..ir.walk import all_statements


@dataclass(frozen=True)
class Unpacking:
    """`targets = value`; None stands for a value that nobody takes."""

    stmt: Stmt
    targets: tuple[str | None, ...]
    value: Expr


def tuple_reads(program: Program) -> dict[str, int]:
    """Return how often each name is read of which values are picked."""
    found = Counter(name for stmt in all_statements(program) for name in stmt.reads)
    found.update(program.result.names)
    picks = map(picked, all_statements(program))
    return {pick[0]: found[pick[0]] for pick in picks if pick is not None}


def picked(stmt: Stmt) -> tuple[str, int, int] | None:
    """Return of what, at which place, and of how many a statement picks a value."""
    match stmt:
        case Assign(value=Apply(op=op, args=(Name(id=whole), Const(value=k), Const(value=n)))):
            return (whole, k, n) if op.startswith("pick:") else None
    return None


def unpackings(
    block: Block, read: dict[str, int], may_skip: bool
) -> Iterator[Union[Stmt, Unpacking]]:
    """Yield the statements of a block with values that are picked in a row as one."""
    index = 0
    while index < len(block):
        run = _run(block, index)
        if not run:
            yield block[index]
            index += 1
            continue
        first = block[index]
        makes = isinstance(first, Assign) and picked(first) is None
        stmts = block[index + makes : index + makes + len(run)]
        whole, _, count = run[0]
        targets: list[str | None] = [None] * count
        for stmt, (_, place, _) in zip(stmts, run):
            targets[place] = stmt.target  # type: ignore[union-attr]
        alone = makes and read.get(whole) == len(run)
        fits = may_skip or None not in targets
        if not fits or not (alone or len(run) > 1):
            yield first
            index += 1
            continue
        if makes and not alone:
            yield first
        value = first.value if alone and isinstance(first, Assign) else Name(whole)
        yield Unpacking(first if alone else stmts[0], tuple(targets), value)
        index += makes + len(run)


def _run(block: Block, index: int) -> list[tuple[str, int, int]]:
    """Return the picks in a row from a statement on, or after the one that makes the tuple."""
    first, found = block[index], list[tuple[str, int, int]]()
    whole = None
    if (pick := picked(first)) is not None:
        whole = pick[0]
    elif isinstance(first, Assign):
        whole, index = first.target, index + 1
    targets: set[str] = set()
    for stmt in block[index:]:
        pick = picked(stmt)
        if pick is None or whole is None or pick[0] != whole or whole in targets:
            break
        if pick[1] in [place for _, place, _ in found] or stmt.target in targets:  # type: ignore
            break
        targets.add(stmt.target)  # type: ignore[union-attr]
        found.append(pick)
    return found
