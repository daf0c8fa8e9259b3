"""Known trips: a loop whose items are keys of a dict is written out, trip by trip.

    for k in ("a", "b"): d[k] = f(x)      ->      k = 'a'; d['a'] = f(x); k = 'b'; d['b'] = f(x)

A loop stays a loop as long as no key in it is refused; only then its trips are written out, if
what it runs through is known before the run.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from ...errors import Error
from ...ir.frozen import dataclass, replace
from ...ir.kinds import Kind, ListKind, Scalar, TupleKind
from ...ir.nodes import Apply, Assign, Block, Const, Evaluate, Expr, For, Name, Stmt, Store
from ...ir.walk import bound_in, map_stmt, statements, substitute
from .iteration import UNROLLED, Iteration
from .joins import Text
from .state import Parts, Value

UNKNOWN_KEYS = (
    "s2sad cannot store under a key that only the run knows",
    "s2sad cannot look up a key that only the run knows",
    "s2sad cannot index unlike items by a value of the run",
)


@dataclass(frozen=True)
class State:
    """How far a program is specialised: what is known, and the statements from `count` on."""

    env: dict[str, Kind]
    errors: dict[Any, Error]
    step: int
    backs: dict[Any, Any]
    count: int
    made: tuple[Stmt, ...]


class KnownTrips(Iteration):
    """Writes loops out."""

    trips_apart = False
    changed_names: set[str] | None = None

    def keys_refused(self, before: dict[Any, Any]) -> set[Any]:
        """Return where a key was refused that was not refused before."""
        return {key for key in self.errors if key not in before and key[0] in UNKNOWN_KEYS}

    def _state(self) -> State:
        return State(
            dict(self.env), dict(self.errors), self.step, dict(self.backs), len(self.out), ()
        )

    def _taken_back(self, start: State) -> State:
        """Return to where a loop began, as if it had not been seen; return what was made of it."""
        made = replace(self._state(), count=start.count, made=tuple(self.out[start.count :]))
        self._restore(start)
        return made

    def _restore(self, state: State) -> None:
        self.env, self.errors, self.step = dict(state.env), dict(state.errors), state.step
        self.backs = dict(state.backs)
        self.out[state.count :] = state.made

    def written_out(self, stmt: For) -> Block | None:
        """Return the trips of a loop, one after the other; None if they are not known."""
        if isinstance(stmt.iter, Apply) and stmt.iter.op == "range":
            items = self._numbers(stmt.iter)
            if items is None or len(items) > UNROLLED:
                return None
            numbers: list[Value] = [Const(k) for k in items]
            trips = partial(self.unrolled, stmt, stmt.target, stmt.body, numbers)
            return self._with_trips_apart(trips)
        found = self._with_trips_apart(lambda: self.lowered(stmt))
        is_loop = found is not None and any(isinstance(s, For) and s.body is not stmt.body
                                            and s.tag == stmt.tag for s in found)  # fmt: skip
        return None if is_loop else found

    def _with_trips_apart(self, make: Callable[[], Block | None]) -> Block | None:
        self.trips_apart = True
        try:
            return make()
        finally:
            self.trips_apart = False

    def trip(self, loads: list[Stmt], body: Block) -> Block:
        """Return one trip, with the constants that its targets are in their place."""
        return super().trip(loads, substituted(body, _constants(loads, body)))

    def _numbers(self, header: Apply) -> range | None:
        bounds = [self._number(arg) for arg in header.args]
        known = [bound for bound in bounds if bound is not None]
        return range(*known) if len(known) == len(bounds) and 0 not in known[2:] else None

    def _number(self, arg: Expr) -> int | None:
        kind = self.kind_of_value(self.value(arg))
        value = kind.value if isinstance(kind, Scalar) else None
        return None if value is None else self.sizes.value(value)

    def known_items(self, value: Value) -> list[Value] | None:
        """Return the items of something whose items are known before the run."""
        if not self.trips_apart:
            return None
        if isinstance(value, Parts):
            return list(value.items)
        if isinstance(value, Name) and isinstance(self.env.get(value.id), ListKind):
            items = self.displays.get(value.id)
            plain = items is not None and self._is_fixed(value.id)
            return list(items) if items is not None and plain else None
        kind = self.kind(value)
        if not isinstance(kind, TupleKind):
            return None
        found = [constant_item(item) for item in kind.items]
        known: list[Value] = [item for item in found if item is not None]
        return known if len(known) == len(found) else None

    def _is_fixed(self, name: str) -> bool:
        """Return whether a list stays what its display says: no name of it is changed."""
        if self.changed_names is None:
            stmts = statements(self.program.body)
            self.changed_names = {n for stmt in stmts for n in _may_change(stmt)}
        return self.bound[name] == 1 and not self.changed_names & set(self.aliases.of(name))


def _constants(loads: list[Stmt], body: Block) -> dict[str, Expr]:
    """Return the targets that are constants and that a trip does not bind anew."""
    stored = {stmt.base for stmt in statements(body) if isinstance(stmt, Store)}
    changed = stored | bound_in(body)
    return {
        stmt.target: stmt.value for stmt in loads
        if isinstance(stmt, Assign) and isinstance(stmt.value, Const) and stmt.target not in changed
    }  # fmt: skip


def substituted(block: Block, values: dict[str, Expr]) -> Block:
    """Return a block with names, which it does not bind, replaced by expressions."""
    return tuple([
        map_stmt(s, lambda e: substitute(e, values), lambda n: n, lambda b: substituted(b, values))
        for s in block
    ])  # fmt: skip


def constant_item(item: Any) -> Const | None:
    """Return an item whose kind tells its value as a constant."""
    if isinstance(item, Text) and item.value is not None:
        return Const(item.value)
    if isinstance(item, Scalar) and item.dtype == "int64" and item.value is not None:
        return Const(item.value.constant) if item.value.is_constant else None
    return None


def _may_change(stmt: Stmt) -> tuple[str, ...]:
    """Return the names of which a statement may change what they hold."""
    match stmt:
        case Store(base=base):
            return (base,)
        case Evaluate(value=Apply() as value) | Assign(value=Apply() as value):
            if value.op in ("list.append", "list.pop", "method"):
                return value.names[:1]
            if value.op == "call":
                return value.names
    return ()
