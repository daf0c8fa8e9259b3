"""Contexts: the statements between the ends of a `with` or `try` block, as one region.

    enter(np.errstate(all="ignore"))          with np.errstate(all="ignore"):
    y = np.exp(x)                       =         y = np.exp(x)
    leave(np.errstate(all="ignore"))

A block that ends before its context is left, in a `raise`, leaves it there.
"""

from __future__ import annotations

from typing import Union

from .frozen import dataclass, field
from .nodes import Apply, Block, Evaluate, Expr, Stmt
from .ops import CONTEXTS

OPENING = {"enter": "leave", "guard": "done"}


@dataclass
class Region:
    """What stands between the ends of a context; `after` is the block of a `finally`."""

    stmt: Evaluate
    body: list[Item] = field(default_factory=list)
    after: list[Item] | None = None

    @property
    def context(self) -> Expr | None:
        """The context that is entered; None of a `try`."""
        value = self.stmt.value
        return value.args[0] if isinstance(value, Apply) and value.args else None


Item = Union[Stmt, Region]


def context_op(stmt: Stmt) -> str:
    """Return which end of a context a statement is; '' if it is none."""
    found = stmt.value.op if isinstance(stmt, Evaluate) and isinstance(stmt.value, Apply) else ""
    return found if found in CONTEXTS else ""


def regions(block: Block) -> list[Item]:
    """Return a block with the statements between the ends of a context in a region."""
    whole: list[Item] = []
    here, around = whole, list[tuple[Region, list[Item]]]()
    for stmt in block:
        op = context_op(stmt)
        if op in OPENING:
            assert isinstance(stmt, Evaluate)
            region = Region(stmt)
            here.append(region)
            around.append((region, here))
            here = region.body
        elif op == "finally" and around:
            around[-1][0].after = here = []
        elif op and around:
            here = around.pop()[1]
        elif not op:
            here.append(stmt)
    return whole
