"""Twins: a value that is on a list under one name is on none under another.

    forward sweep                               reverse sweep
        s.append(h)                                 q = s.pop()
        q = h                                       …
        …                                           h = q           where it was `h = t.pop()`
        t.append(h)         is left out
        h = np.tanh(a @ q)

Definition: where a step saves the old value of h, q is its twin iff q is bound once, to h, before
that step in its block or one around it; between them nothing binds h; q comes back where the mirror
of its block begins; and the memory of neither is written.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...ir.nodes import Assign, Name
from .nodes import BlockNode, Branch, Loop, Step
from .record import Recorder, popped_from, pushed_on
from .tree import bound_by


def without_twins(block: BlockNode, recorder: Recorder, around: Mapping[str, str]) -> None:
    """Restore what has a twin from it; `around` are the names that have one, with their twins."""
    back = {s.target for s in block.pops if isinstance(s, Assign) and popped_from(s)}
    same = dict(around)
    for node in block.nodes:
        bound = bound_by(BlockNode([node]))
        match node:
            case Step():
                _restore(node, same)
            case Branch():
                without_twins(node.body, recorder, same)
                without_twins(node.orelse, recorder, same)
            case Loop():
                inside = {h: q for h, q in same.items() if h not in bound}
                without_twins(node.body, recorder, inside)
        same = {h: q for h, q in same.items() if h not in bound}
        for stmt in node.forward if isinstance(node, Step) else ():
            if isinstance(stmt, Assign) and isinstance(stmt.value, Name) and stmt.target in back:
                written = map(recorder.store.is_written, (stmt.target, stmt.value.id))
                if recorder.defined[stmt.target] == 1 and not any(written):
                    same[stmt.value.id] = stmt.target


def _restore(node: Step, same: Mapping[str, str]) -> None:
    saved = {pushed_on(s): s for s in node.saves if pushed_on(s)[1] in same}
    for (stack, name), save in saved.items():
        node.saves.remove(save)
        node.restores = [
            Assign(name, Name(same[name]), s.tag)
            if isinstance(s, Assign) and s.target == name and popped_from(s) == stack else s
            for s in node.restores
        ]  # fmt: skip
