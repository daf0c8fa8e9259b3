"""From ast to gast: as gast does it, but quicker for the nodes that gast takes over as they are."""

from __future__ import annotations

import ast
from typing import Any

import gast
from gast.ast3 import Ast3ToGAst


def as_gast(node: ast.AST) -> Any:
    """Return a tree of the library's as one of gast's."""
    return _Translator()._visit(node)


def _counterpart(kind: type[Any]) -> type[Any] | None:
    """Return the gast class that has the fields of a class; None if gast changes some of them."""
    found = getattr(gast, kind.__name__, None)
    is_changed = hasattr(Ast3ToGAst, f"visit_{kind.__name__}")
    is_same = not is_changed and getattr(found, "_fields", None) == kind._fields
    return found if is_same else None


_CLASSES = [kind for kind in vars(ast).values() if isinstance(kind, type)]
_SAME = {kind: _counterpart(kind) for kind in _CLASSES if issubclass(kind, ast.AST)}
_WITHOUT_PARTS = {  # signs: one of each is enough
    kind: found() for kind, found in _SAME.items()
    if found and not kind._fields and not kind._attributes
}


class _Translator(Ast3ToGAst):  # type: ignore[misc]
    def _visit(self, node: Any) -> Any:
        """Return a part of a node, or the list of parts, as gast has it."""
        kind = type(node)
        if kind is list:
            return [self._visit(part) for part in node]
        if kind not in _SAME:
            return node
        if kind in _WITHOUT_PARTS:
            return _WITHOUT_PARTS[kind]
        fields = dict(vars(node))
        same: Any = _SAME[kind]
        if kind is ast.Name:
            same = gast.Name
            fields.update(ctx=_WITHOUT_PARTS[type(node.ctx)], annotation=None, type_comment=None)
        elif same is None:
            return self.visit(node)
        else:
            for name in kind._fields:
                part = fields.get(name)
                if type(part) is list or type(part) in _SAME:
                    fields[name] = self._visit(part)
        made = same.__new__(same)
        made.__dict__ = fields
        return made
