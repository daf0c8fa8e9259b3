"""Keys: texts outside the function that are known when it is read, because nobody can change them.

    KEY = "w"; NAMES = ("a", "b")        p[KEY] is p["w"]; for k in NAMES is for k in ("a", "b")

If the name is bound to another text later, the function is read again.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import gast

from ..ir.nodes import Const
from .expressions import negative_constant
from .lowering import Lowering
from .ready import Ready
from .values import Captured, Literal

_COUNTING: dict[Any, Callable[[int, int], int]] = {
    gast.Add: operator.add, gast.Sub: operator.sub, gast.Mult: operator.mul,
}  # fmt: skip


class Keys(Lowering):
    """Finds the keys of dicts."""

    def constant_key(self, node: Any) -> Const | None:
        """Return a key of a dict as a constant; None if it is none before the run."""
        if isinstance(node, gast.Constant) and type(node.value) in (str, int, bool, tuple):
            return Const(node.value)
        known = self.static(node) if isinstance(node, (gast.Name, Ready)) else None
        if isinstance(node, Ready) and isinstance(node.result, Const):
            return node.result
        if isinstance(known, Literal) and isinstance(known.expr, Const):
            return known.expr
        if isinstance(node, gast.JoinedStr):
            return self._formatted(node)
        if isinstance(node, gast.BinOp):
            return self._counted_key(node)
        if isinstance(node, gast.Tuple):
            parts = [self.constant_key(part) for part in node.elts]
            found = [part.value for part in parts if part is not None]
            return Const(tuple(found)) if len(found) == len(parts) else None
        return negative_constant(node) or self.known_text(node)

    def _counted_key(self, node: Any) -> Const | None:
        """Return `k + 1` and `k - 1` of a whole number that is known."""
        operation = _COUNTING.get(type(node.op))
        parts = [self.constant_key(part) for part in (node.left, node.right)]
        known = [part.value for part in parts if part is not None and type(part.value) is int]
        if operation is None or len(known) < 2:
            return None
        return Const(operation(*known))

    def _formatted(self, node: Any) -> Const | None:
        """Return an f-string of constants, each as it is, as the text that it makes."""
        texts = []
        for part in node.values:
            is_plain = isinstance(part, gast.FormattedValue) and not part.format_spec
            inner = part.value if is_plain and part.conversion == -1 else part
            found = self.constant_key(inner)
            if found is None or isinstance(inner, gast.FormattedValue):
                return None
            texts.append(str(found.value))
        return Const("".join(texts))

    def known_text(self, node: Any) -> Const | None:
        """Return a text outside the function as a constant."""
        found = self._text_outside(node)
        return Const(found) if type(found) is str else None

    def known_texts(self, node: Any) -> tuple[str, ...]:
        """Return the texts of a tuple outside the function, or the letters of a text."""
        is_text = isinstance(node, gast.Constant) and type(node.value) is str
        found = node.value if is_text else self._text_outside(node)
        if type(found) is str:
            return tuple(found)
        plain = type(found) is tuple and all(type(text) is str for text in found)
        return found if plain else ()

    def _text_outside(self, node: Any) -> Any:
        known = self.static(node) if isinstance(node, (gast.Name, gast.Attribute)) else None
        if not isinstance(known, Captured) or type(known.handle) not in (str, tuple):
            return None
        self.frame.definition.resolver.uses.add(known)
        return known.handle
