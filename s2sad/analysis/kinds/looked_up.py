"""Looked up: an item of a dict under a key that only the run knows is one of its items.

    y = table[name]      ->      if name not in ("a", "b"): raise KeyError(name)
                                 if name == "a": y = table_a
                                 else: y = table_b
    table[name] += y     ->      the same: a plain store may make the dict larger, and is refused

In a loop whose items are keys it is not: its trips are written out (`known_trips`), if they can be.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...ir.frozen import replace
from ...ir.kinds import Other, Scalar, Unknown
from ...ir.nodes import Apply, Assign, Const, Expr, If, Name, Raise, Stmt, Store
from ...ir.walk import is_operand
from .extremes import Extremes
from .list_values import NONE
from .state import Parts, Value

MOST = 16  # items among which the text chooses
_KEYS = (str, int, bool)


class LookedUp(Extremes):
    """Reads and stores items of dicts under keys that are not constants."""

    choosing = True  # false where a loop may still be written out

    def looked_up(self, base: Parts, index: Expr, *other: Value) -> Value:
        """Return the item of a dict under a key of the run, or `other` where it is none."""
        assert base.form is not None
        if all(isinstance(item, Const) for item in base.items) and not other:
            return Apply("getitem", (self.temporary(self.display(base)), index))
        keys = self._choice(index, base.form.keys)
        if keys is None:
            self.refuse(
                "s2sad cannot look up a key that only the run knows",
                "Which value it is decides what the program does.",
                "Use a constant key, loop over the items, or use an array.",
            )  # fmt: skip
            return NONE
        found = self.new_name()
        assigned = [Assign(found, self.display(item), self.tag) for item in (*base.items, *other)]
        self._chosen(index, keys, assigned)
        return self.parts_of(found) or Name(found)

    def stored_by_run(self, base: Parts, stmt: Store) -> bool:
        """Lower `table[key] += v` as a store under each of the keys; False if refused."""
        assert base.form is not None and stmt.index is not None
        keys = None if stmt.op is None else self._choice(stmt.index, base.form.keys)
        if keys is None:
            return False
        value = stmt.value if is_operand(stmt.value) else self.temporary(stmt.value)
        stores = [replace(stmt, index=Const(key), value=value) for key in base.form.keys]
        self._chosen(stmt.index, keys, stores)
        return True

    def _chosen(self, key: Expr, keys: Apply, each: Sequence[Stmt]) -> None:
        """Lower one of some statements, of which the last may be for all other keys."""
        *others, last = each
        if len(each) == len(keys.args):
            error = Raise(Apply("call", (Name("KeyError"), key)), self.tag)
            self.lower((If(Apply("notin", (key, keys)), (error,), (), self.tag),))
        for constant, stmt in reversed(list(zip(keys.args, others))):
            last = If(Apply("eq", (key, constant)), (stmt,), (last,), self.tag)
        self.lower((last,))

    def _choice(self, index: Expr, keys: tuple[Any, ...]) -> Apply | None:
        """Return the keys among which the text chooses; None where it does not."""
        few = self.choosing and 0 < len(keys) <= MOST
        return self.keys_for(index, keys) if few else None

    def keys_for(self, index: Expr, keys: tuple[Any, ...]) -> Apply | None:
        """Return keys as a tuple that a key of the run may be compared with; None of others."""
        kind = self.kind(index)
        is_text = isinstance(kind, Other) and kind.what == "text"
        if not (is_text or isinstance(kind, (Scalar, Unknown))):
            return None
        if not all(type(key) in _KEYS for key in keys):
            return None
        return Apply("tuple", tuple(map(Const, keys)))
