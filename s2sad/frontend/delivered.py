"""Delivered: what a function leaves in its arguments, where that is a result of it, too.

    def solve(u, o):                def solve(u, o):
        o[:] = u ** 2       ->          o[:] = u ** 2
                                        return o

The caller sees the object that it passed: where the function binds the name anew, the object that
it was at first has a second name from the beginning on.
"""

from __future__ import annotations

from typing import Any

import gast

from ..errors import Error
from ..ir.nodes import Apply, Assign, Const, Expr, Name
from ..ir.walk import statements
from .lowering import Lowering
from .scope import bound_by, shared_by, walk_scope


class Delivered(Lowering):
    """Adds to what a function returns the final contents of the arguments in `of`."""

    of: tuple[str, ...] = ()

    def hold_delivered(self, node: Any) -> None:
        """Give the objects that are delivered a second name, if the function binds the first."""
        self.delivered: dict[str, str] = {name: name for name in self.of}
        internal = self.scope.internal
        for name in self.of:
            held = f"{name} as given"
            if name not in internal:  # of what a wrapper passes on, which may bind it anew
                self.names.reserve({name})
                self.delivered[name], internal[held] = held, name
            elif _is_bound_anew(name, node, name in self.scope.statics):
                self.delivered[name], internal[held] = held, self.names.fresh(name)
                names = [gast.Name(held, gast.Store(), None, None)]
                assign = gast.Assign(names, gast.Name(name, gast.Load(), None, None))
                for part in (*names, assign.value, assign):
                    gast.copy_location(part, node)
                self.assign(assign)

    def with_delivered(self, result: Expr, node: Any) -> Expr:
        """Return the result of the function with what it delivers; alone where it returns None."""
        if not self.of or self.errors:
            return result
        try:
            with self.leaving():  # type: ignore[attr-defined]
                parts = [self._delivered(name, node) for name in self.delivered.values()]
        except Error as refused:
            self.errors.append(refused)
            return result
        if not self._is_none(result):
            parts.insert(0, self.named(result, node) if _is_call(result) else result)
        return parts[0] if len(parts) == 1 else Apply("tuple", tuple(parts))

    def _delivered(self, name: str, node: Any) -> Expr:
        return self.argument(gast.copy_location(gast.Name(name, gast.Load(), None, None), node))

    def _is_none(self, result: Expr) -> bool:
        """Return whether a result is None on all paths."""
        if not isinstance(result, Name):
            return result == Const(None)
        made = [s for s in statements(tuple(self.block)) if result.id in s.binds]
        return bool(made) and all(isinstance(s, Assign) and s.value == Const(None) for s in made)


def _is_bound_anew(name: str, function: Any, is_object: bool) -> bool:
    """Return whether a function binds a parameter otherwise than by `o += v`.

    That changes an array, a list or a dict in place; what it does to an object its class tells.
    """
    body = function.body if isinstance(function.body, list) else [function.body]
    bound = [one for statement in body for one in bound_by(statement)].count(name)
    parts = [part for statement in body for part in walk_scope(statement)]
    changed = [p.target for p in parts if isinstance(p, gast.AugAssign)]
    in_place = len([t for t in changed if isinstance(t, gast.Name) and t.id == name])
    return bound > in_place * (not is_object) or name in shared_by(function)


def _is_call(result: Expr) -> bool:
    return isinstance(result, Apply) and result.op not in ("tuple", "list", "dict", "record")
