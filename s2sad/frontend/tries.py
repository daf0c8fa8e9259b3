"""Tries: a `try` that ends in returns on every way is one that binds what is returned after it.

    try:                              try:
        return float(s)                   result = float(s)
    except ValueError:       ->       except ValueError:
        return 0.0                        result = 0.0
                                      return result
"""

from __future__ import annotations

from typing import Any

import gast

from .blocks import statements_in
from .exits import exits
from .rewriting import Rewriter
from .tested import as_test


def with_returns_after(node: Any) -> Any:
    """Return a function's node with the returns of each `try` with handlers after it."""
    if any(isinstance(part, gast.Try) and part.handlers for part in statements_in(node)):
        _Tries(node).visit(node)
    return node


class _Tries(Rewriter):
    """Rewrites every such `try`."""

    def visit_Try(self, node: Any) -> Any:
        self.generic_visit(node)
        tested = as_test(node)
        if tested is not None:
            return tested
        blocks = [node.orelse or node.body, *[handler.body for handler in node.handlers]]
        before = [stmt for block in blocks for stmt in block[:-1]]
        before += [*(node.body if node.orelse else []), *node.finalbody]
        last = [block[-1] for block in blocks]
        returns = [stmt for stmt in last if isinstance(stmt, gast.Return)]
        ends = all(isinstance(stmt, (gast.Return, gast.Raise)) for stmt in last)
        if not node.handlers or not returns or not ends or exits(before):
            return node
        if any(stmt.value is None for stmt in returns):
            return node
        name = self.free_name("result")
        for block in blocks:
            if isinstance(block[-1], gast.Return):
                target = gast.Name(name, gast.Store(), None, None)
                made = gast.Assign([target], block[-1].value, None)
                block[-1] = gast.fix_missing_locations(gast.copy_location(made, block[-1]))
        after = gast.Return(gast.Name(name, gast.Load(), None, None))
        return [node, gast.fix_missing_locations(gast.copy_location(after, node))]
