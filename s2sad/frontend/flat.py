"""Flat: `a.flat[i]`, which is read and stored as one operation: `a.flat` is no value here."""

from __future__ import annotations

from typing import Any

import gast

from ..ir.nodes import Expr
from .classes import Made
from .lowering import Lowering


def is_flat(work: Lowering, node: Any) -> bool:
    """Return whether a node is `a.flat[i]` of a value."""
    value = node.value if isinstance(node, gast.Subscript) else None
    if not isinstance(value, gast.Attribute) or value.attr != "flat" or work.static(value):
        return False
    return not isinstance(work.static(value.value), Made)


def flat_place(work: Lowering, node: Any) -> tuple[Expr, Expr]:
    """Return the array and the index of `a.flat[i]`, the array evaluated first."""
    base = work.operand(node.value.value)
    base = work.hold(base, work.rebound([node.slice]), node)
    return work.named(base, node), work.text(node.slice)
