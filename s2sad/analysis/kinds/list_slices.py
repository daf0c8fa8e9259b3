"""List slices: what takes the place of a slice of a list, as stores, pops and appends.

    l[1:3] = m          ->  l[1] = m[0]; l[2] = m[1]
    l[a:b] = m          ->  %t = l[b:]; l.pop() as often as it takes; append what is in m and %t
    del l[1:]           ->  l.pop() until it is short enough
"""

from __future__ import annotations

from ...errors import WrongKind
from ...ir.kinds import Array, Kind, ListKind, TupleKind
from ...ir.nodes import Apply, Assert, Const, Evaluate, Expr, For, Name, Stmt, Store
from .indexing import constant_int
from .list_values import MANY, NONE, ListValues
from .state import Parts, Value


class ListSlices(ListValues):
    """Lowers stores into slices of lists."""

    def popped_item(self, base: Name, place: tuple[Expr, ...] = ()) -> None:
        self.site()
        self.temporary(Apply("list.pop", (base, *place)))
        self.put(base.id, None, -1)

    def pop_all(self, base: Name, count: Expr) -> Value:
        """Emit as many `l.pop()`."""
        held, trip = self.new_name(), self.new_name()
        pop: Stmt = Evaluate(Apply("list.pop", (base,)), self.tag)
        self.lower((
            self._tagged_assign(held, count),
            For(trip, Apply("range", (Name(held),)), (pop,), None, self.tag),
        ))  # fmt: skip
        return NONE

    def has_length(self, kind: Kind) -> bool:
        """Return whether the number of items is known, and not great."""
        match kind:
            case TupleKind():
                return True
            case ListKind(length=length) | Array(shape=(length, *_)):
                known = None if length is None else self.sizes.value(length)
                return known is not None and known <= MANY
        return False

    def store_slice(self, base: Name, index: Apply, value: Value, op: str | None) -> None:
        """Emit `l[a:b] = value`."""
        kind, given = self.kind(base), self.kind_of_value(value)
        assert isinstance(kind, ListKind)
        is_sequence = isinstance(value, Parts) or isinstance(given, (ListKind, Array, TupleKind))
        if op is not None or not is_sequence:
            self.refuse(
                "s2sad cannot store this in a slice of a list",
                "Items of a list or array take the place of those in the slice.",
                "Store the items one by one.",
            )  # fmt: skip
            return
        is_whole = index.args[:2] == (NONE, NONE) and index.args[2] in (NONE, Const(1))
        if is_whole and isinstance(value, Name) and isinstance(given, ListKind):
            self._store_all(base, value, self._is_as_long(kind, given))
            return
        is_known = isinstance(value, Parts) or self.has_length(given) or isinstance(value, Apply)
        items = self.held_items(value) if is_known else None
        if items is None and isinstance(value, Name):
            value = self.temporary(Apply("list.copy", (value,)) if (
                isinstance(given, ListKind)
            ) else value)  # fmt: skip
            self._replace_at_run(base, index, value)
            return
        self.replace_slice(base, kind, index, items)

    def _is_as_long(self, kind: ListKind, given: Kind) -> bool:
        length = given.length if isinstance(given, ListKind) else None
        if kind.length is None or length is None:
            return False
        return self.sizes.same(kind.length, length) is True

    def _store_all(self, base: Name, value: Name, as_long: bool) -> None:
        """Emit `l[:] = m`: store by store, or pops and appends if m may be of another length."""
        items, index, item = self.new_name(), self.new_name(), self.new_name()
        put: Stmt = Store(base.id, Name(index), Name(item), None, self.tag)
        if not as_long:
            put = Evaluate(Apply("list.append", (base, Name(item))), self.tag)
        body = (self._tagged_assign(item, Apply("getitem", (Name(items), Name(index)))), put)
        self.lower((self._tagged_assign(items, Apply("list.copy", (value,))),))
        if not as_long:
            self.pop_all(base, Apply("len", (base,)))
        count = Apply("range", (Apply("len", (Name(items),)),))
        self.lower((For(index, count, body, None, self.tag),))

    def held_items(self, value: Value) -> list[Value] | None:
        """Return the items of a value, each held before the list is changed."""
        before = len(self.errors)
        items = self._spread(value)
        if len(self.errors) > before or len(items) > MANY:
            return None
        return [i if isinstance(i, (Const, Parts)) else self.temporary(i) for i in items]

    def replace_slice(
        self, base: Name, kind: ListKind, index: Apply, items: list[Value] | None
    ) -> None:
        """Emit the stores, pops and appends that put items in the place of a slice."""
        places = self._places_of(kind, index)
        if places is None and items:
            places = self._places_at_run(base, kind, index, len(items))
        if items is None:
            return
        if places is None:
            self._replace_at_run(base, index, Parts("list", tuple(items)))
            return
        length = self.sizes.value(kind.length) if kind.length is not None else 0
        if len(items) == len(places):
            for place, item in zip(places, items):
                self._store_in(base.id, place, item)
            return
        if places.step != 1 and items:
            self.refuse(
                f"{len(items)} values for a slice of {len(places)}",
                "Python would raise a ValueError here.", "Store as many as there are.", WrongKind,
            )  # fmt: skip
            return
        first = min(places, default=places.start)
        kept = [k for k in range(first, length or 0) if k not in places]
        tail: list[Value] = [
            self.temporary(Apply("getitem", (base, Const(k)))) for k in kept
        ]
        for _ in range(first, length or 0):
            self.popped_item(base)
        for item in (*items, *tail):
            self._append(base.id, item)

    def _replace_at_run(self, base: Name, index: Apply, value: Value) -> None:
        """Emit `l[a:b] = m` for lengths that only the run knows.

        tail = l[b:]; pop until len(l) is a; append what is in m; append the tail
        """
        if index.args[2] not in (NONE, Const(1)):
            self.refuse(
                "s2sad cannot tell which items of the list this changes",
                f"With a step, the lengths and the bounds, of at most {MANY} items, have to be "
                "known before the run.", "Build a new list.",
            )  # fmt: skip
            return
        first = Const(0) if index.args[0] == NONE else self._place_at_run(base, index.args[0])
        tail: Expr | None = None
        if index.args[1] != NONE:
            last = self._place_at_run(base, index.args[1])
            is_ordered = isinstance(first, Const) and isinstance(last, Const)
            if not is_ordered or first.value > last.value:  # type: ignore[union-attr]
                last = self.temporary(Apply("max", (first, last)))
            tail = self.temporary(Apply("getitem", (base, Apply("slice", (last, NONE, NONE)))))
        length = self.temporary(Apply("len", (base,)))
        self.pop_all(base, self.temporary(Apply("sub", (length, first))))
        self.append_all(base.id, value, self.kind_of_value(value))
        if tail is not None:
            self.append_all(base.id, tail, self.kind(tail))

    def _place_at_run(self, base: Name, bound: Expr) -> Expr:
        """Return a bound of a slice as a place: from the end it is counted by the length."""
        known = constant_int(self._call(), bound)
        if known is not None and known >= 0 or known is None and self._is_natural(bound):
            return bound if known is None else Const(known)
        length = self.temporary(Apply("len", (base,)))
        if known is not None:
            moved = self.temporary(Apply("add", (length, Const(known))))
            return self.temporary(Apply("max", (moved, Const(0))))
        self.refuse(
            "s2sad cannot tell which items of the list this changes",
            "Whether a bound of the slice counts from the end decides what the program does.",
            "Use a bound that is no negative number, such as the counter of a loop.",
        )  # fmt: skip
        return Const(0)

    def _places_at_run(
        self, base: Name, kind: ListKind, index: Apply, count: int
    ) -> range | None:
        """Return as many places as there are items, if the run finds that the list has them."""
        bounds = [None if part == NONE else constant_int(self._call(), part) for part in index.args]
        first, last, length = 0 if index.args[0] == NONE else bounds[0], bounds[1], kind.length
        if first is None or last is None or index.args[2] not in (NONE, Const(1)):
            return None
        if first < 0 or last - first != count:
            return None
        if length is None or self.sizes.at_most(last, length) is not True:
            text = f"the list has fewer than {last} items: a store into its slice would move some"
            has_all = Apply("le", (Const(last), Apply("len", (base,))))
            self.emit(Assert(has_all, Const(text), self.tag))
        return range(first, last)

    def _store_in(self, base: str, place: int, item: Value) -> None:
        self.emit(Store(base, Const(place), self.operand(item), None, self.tag))
        self.exchange(base, item)

    def _places_of(self, kind: ListKind, index: Apply) -> range | None:
        """Return the places that a slice of a list means."""
        length = None if kind.length is None else self.sizes.value(kind.length)
        bounds = [None if part == NONE else constant_int(self._call(), part) for part in index.args]
        known = all(b is not None or part == NONE for b, part in zip(bounds, index.args))
        if length is None or length > MANY or not known or bounds[2] == 0:
            return None
        return range(*slice(*bounds).indices(length))
