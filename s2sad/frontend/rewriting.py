"""Rewriting: statements that stand for simpler ones are those before anything is lowered."""

from __future__ import annotations

from typing import Any

import gast


class Rewriter(gast.NodeTransformer):
    """Rewrites statements of a function; it knows the names that the function has."""

    def __init__(self, function: Any) -> None:
        self.taken = {part.id for part in gast.walk(function) if isinstance(part, gast.Name)}

    def free_name(self, base: str) -> str:
        """Return a name that the function does not have yet: `base`, `base_`, …"""
        while base in self.taken:
            base += "_"
        self.taken.add(base)
        return base
