"""Deletions: `del x` ends a name; a later reading of it is an error, as in Python.

The name gets a new internal name, so that whatever is bound to it later is another variable. In a
branch or a loop, `del x` must stand in the block that binds x, so that it surely ends that.
"""

from __future__ import annotations

from typing import Any

import gast

from ..errors import Error, Unsupported
from ..ir.nodes import Apply, Name
from .classes import Made, answers, is_bundle, is_object
from .herds import Listing
from .lowering import Lowering
from .scope import bound_by, walk_scope


class Deletions(Lowering):
    """Lowers `del`."""

    def delete(self, node: Any) -> None:
        """Lower `del x, d["k"]`."""
        for target in node.targets:
            self._delete(target, node)

    def _delete(self, target: Any, node: Any) -> None:
        match target:
            case gast.Name():
                self._delete_name(target, node)
            case gast.Subscript():
                listing = self.static(target.value)
                if isinstance(listing, Listing):
                    self.popped(listing, [target.slice], target)
                    return
                if is_bundle(listing):
                    self.deleted_from(listing, target)
                    return
                if is_object(listing) and answers(listing, "__delitem__"):
                    self.set_item(listing, target)  # type: ignore[attr-defined]
                    return
                base = self.operand(target.value)
                self.evaluate(Apply("dict.del", (base, self.text(target.slice))), target)
            case gast.Tuple() | gast.List():
                for part in target.elts:
                    self._delete(part, node)
            case _:
                raise self._no_deletion(
                    target, "An attribute would stay deleted after the call.",
                    "Use a local variable.",
                )  # fmt: skip

    def _delete_name(self, target: Any, node: Any) -> None:
        scope, name = self.frame.scope, target.id
        if name in scope.globals or name not in scope.internal:
            raise self._no_deletion(
                target, "A name outside the function would stay deleted after the call.",
                "Remove the line.",
            )  # fmt: skip
        if not isinstance(scope.statics.get(name), Made):
            self.operand(gast.copy_location(gast.Name(name, gast.Load(), None, None), target))
        if not _is_sure(self.frame.source.node, name, node):
            raise self._no_deletion(
                target, "Whether it is bound after the branch or loop would depend on the run.",
                "Remove the line, or put it where the name is bound.",
            )  # fmt: skip
        if self.frame.result == Name(scope.internal[name]):
            raise self._no_deletion(
                target, "It is the name of the result.", "Remove the line, or use another name.",
            )  # fmt: skip
        scope.statics.pop(name, None)
        scope.internal[name] = self.names.fresh(name)

    def _no_deletion(self, target: Any, why: str, instead: str) -> Error:
        what = f"s2sad cannot differentiate `del {self.text_of(target)}`"
        return self.refusal(Unsupported, what, target, why, instead)


def _is_sure(function: Any, name: str, node: Any) -> bool:
    """Return whether a deletion ends what a name is bound to on every path.

    It does in the body of the function, and in a block in which the name is bound before, where
    no statement of the outermost loop around it speaks of the name before that.
    """
    body = function.body if isinstance(function.body, list) else []
    path = _path_to(body, node)
    if path is None or len(path) == 1:
        return path is not None
    block, index = path[-1]
    births = [stmt for stmt in block[:index] if _binds(stmt, name)]
    loops = [b[i] for b, i in path[:-1] if isinstance(b[i], (gast.For, gast.While))]
    if not births:
        return False
    around = loops[0] if loops else births[0]
    first = [p for p in _in_order(around) if isinstance(p, gast.Name) and p.id == name]
    inside = {id(part) for part in gast.walk(births[0])}
    return bool(first) and id(first[0]) in inside


def _in_order(node: Any) -> list[Any]:
    """Return the parts of a node with a place, in the order of the text."""
    placed = [part for part in walk_scope(node) if hasattr(part, "lineno")]
    return sorted(placed, key=lambda part: (part.lineno, part.col_offset))


def _binds(stmt: Any, name: str) -> bool:
    """Return whether a simple statement surely binds a name, and does not read it."""
    simple = (gast.Assign, gast.AnnAssign)
    reads = [p for p in gast.walk(stmt) if isinstance(p, gast.Name) and p.id == name]
    return isinstance(stmt, simple) and name in bound_by(stmt) and len(reads) == 1


def _path_to(block: list[Any], node: Any) -> list[tuple[list[Any], int]] | None:
    """Return the blocks that lead to a statement, each with the place in it; None if not here."""
    for index, stmt in enumerate(block):
        if stmt is node:
            return [(block, index)]
        for field in ("body", "orelse", "finalbody"):
            inner = getattr(stmt, field, None)
            if isinstance(stmt, gast.FunctionDef) or not isinstance(inner, list):
                continue
            found = _path_to(inner, node)
            if found is not None:
                return [(block, index), *found]
    return None
