"""Blocks: the statements inside a node, without a look into their expressions."""

from __future__ import annotations

from typing import Any

_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


def statements_in(node: Any) -> list[Any]:
    """Return a function's node and every statement inside, with handlers and cases."""
    found = [node]
    for part in found:
        for name in _BLOCKS:
            block = getattr(part, name, None)
            found += block if type(block) is list else ()
    return found
