"""Breaks: a loop's flag is written as the `break` that it stands for.

    for k in range(9):          for k in range(9):
        stop = False                x = x * k
        x = x * k                   if x > 1.0:
        if x > 1.0:                     break
            stop = True             y = y + x
        else:
            y = y + x
        if stop: break

A flag may be so written iff (1) its loop's body sets it to False once, as one of its own
statements, (2) it sets it to True only where nothing but the end of the trip follows, or a loop
inside does that has the same flag, and (3) nothing else binds it there. A flag that is also read
elsewhere (`if not done:` after the loop) is set to True before the break; it is not set to False
in each trip if it is False where the loop begins.
"""

from __future__ import annotations

from collections import Counter

from ..ir.nodes import Assign, Block, Const, For, If, Program, Stmt, While
from ..ir.walk import all_statements, bound_in, names_in, statements

FALSE, TRUE = Const(False), Const(True)


class Breaks:
    """Which flags of a program are written as breaks, and which are read besides."""

    def __init__(self, program: Program | None = None) -> None:
        self.read: Counter[str] = Counter()
        self.unset: dict[int, bool] = {}  # id(loop) -> whether it begins with its flag at False
        if program is not None:
            self.read.update(names_in(program.result))
            for stmt in all_statements(program):
                self.read.update(stmt.reads)
            self._look(program.body, set())

    def is_kept(self, flag: str) -> bool:
        """Return whether a flag is read by more than the end of one loop."""
        return self.read[flag] > 1

    def has_reset(self, loop: For | While) -> bool:
        """Return whether a loop that is written with breaks sets its flag to False in each trip."""
        return self.is_kept(loop.stop or "") and not self.unset.get(id(loop), False)

    def _look(self, block: Block, unset: set[str]) -> None:
        """Note the loops whose flags are False where they begin; `unset` are those that are."""
        for stmt in block:
            if isinstance(stmt, (For, While)):
                known = unset - bound_in((stmt,))
                is_unset = stmt.stop in unset and self.unset.get(id(stmt), True)
                self.unset[id(stmt)] = is_unset
                if is_unset:
                    known.add(stmt.stop or "")
                self._look(stmt.body, known)
            elif isinstance(stmt, If):
                self._look(stmt.body, set(unset))
                self._look(stmt.orelse, set(unset))
            if unset:
                unset -= bound_in((stmt,))
            if isinstance(stmt, Assign) and stmt.value == FALSE:
                unset.add(stmt.target)


def is_breakable(loop: For | While) -> bool:
    """Return whether the flag of a loop can be written as breaks."""
    flag = loop.stop or ""
    body = without_reset(loop)
    return len(body) == len(loop.body) - 1 and _is_tail(body, flag)


def without_reset(loop: For | While) -> Block:
    """Return the body of a loop without the statements that set its flag to False."""
    return tuple([s for s in loop.body if not (isinstance(s, Assign) and s.target == loop.stop
                                               and s.value == FALSE)])  # fmt: skip


def sets(block: Block, flag: str) -> bool:
    """Return whether a block, or a block inside it, binds a flag."""
    return flag in bound_in(block)


def _is_tail(block: Block, flag: str) -> bool:
    """Return whether nothing follows in a block where the flag is set to True."""
    if any(sets((stmt,), flag) or _reads_header(stmt, flag) for stmt in block[:-1]):
        return False
    last = block[-1] if block else None
    match last:
        case None:
            return True
        case If(body=body, orelse=orelse):
            return _is_tail(body, flag) and _is_tail(orelse, flag)
        case For() | While():
            return last.stop == flag or not sets((last,), flag)
        case Assign(target=target, value=value) if target == flag:
            return value == TRUE
    return flag not in last.binds


def _reads_header(stmt: Stmt, flag: str) -> bool:
    return any(flag in names_in(e) for s in statements((stmt,)) for e in s.expressions)
