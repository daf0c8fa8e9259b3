"""List changes: methods and stores that reorder, shorten or lengthen a list, as appends and stores.

    l.sort()        ->  %k = np.argsort(l, kind="stable"); %m = l.copy(); l[i] = %m[%k[i]]
    l.reverse()     ->  %m = l[::-1]; l[i] = %m[i]
    l[1:3] = m      ->  l[1] = m[0]; l[2] = m[1]
    del l[1:]       ->  l.pop() until it is short enough

The list stays the one object that it is, whoever else holds it. Equal items keep their order.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...errors import WrongKind
from ...ir.kinds import Array, Kind, ListKind, Scalar, TupleKind, can_vary, is_memory
from ...ir.nodes import Apply, Assert, Const, Evaluate, Expr, For, If, Name, Stmt, Store
from .indexing import constant_int
from .list_slices import ListSlices
from .list_values import NONE
from .state import Parts, Value
from .words import describe

Given = tuple[tuple[str, Expr], ...]


class ListChanges(ListSlices):
    """Lowers what reorders a list or changes its length."""

    def changed_list(
        self, base: Name, kind: ListKind, name: str, args: Sequence[Expr], given: Given
    ) -> Value | None:
        """Emit what a method does to a list, and return its value; None if it is not known."""
        match name, len(args):
            case "reverse", 0 if not given:
                return self._reverse(base)
            case "sort", 0:
                return self._sort(base, kind, given)
            case "clear", 0 if not given:
                return self.pop_all(base, Apply("len", (base,)))
            case "index" | "count" | "remove", 1 if not given and _has_numbers(kind):
                return self._equal_item(base, name, self.operand(self.value(args[0])))
            case "__delitem__", 1:
                return self._delete(base, kind, args[0])
        return None

    # -- order -------------------------------------------------------------------------------------

    def _reverse(self, base: Name) -> Value:
        backwards = Apply("slice", (NONE, NONE, Const(-1)))
        items, index, item = self.new_name(), self.new_name(), self.new_name()
        body = (
            self._tagged_assign(item, Apply("getitem", (Name(items), Name(index)))),
            Store(base.id, Name(index), Name(item), None, self.tag),
        )
        self.lower((
            self._tagged_assign(items, Apply("getitem", (base, backwards))),
            For(index, Apply("range", (Apply("len", (base,)),)), body, None, self.tag),
        ))  # fmt: skip
        return NONE

    def _sort(self, base: Name, kind: ListKind, given: Given) -> Value | None:
        order = self._order(base, kind, given)
        if order is None:
            return NONE
        items, index, place, item = [self.new_name() for _ in range(4)]
        body = (
            self._tagged_assign(place, Apply("getitem", (order, Name(index)))),
            self._tagged_assign(item, Apply("getitem", (Name(items), Name(place)))),
            Store(base.id, Name(index), Name(item), None, self.tag),
        )
        self.lower((
            self._tagged_assign(items, Apply("list.copy", (base,))),
            For(index, Apply("range", (Apply("len", (base,)),)), body, None, self.tag),
        ))  # fmt: skip
        return NONE

    def sorted_list(self, expr: Apply) -> Value | None:
        """Return `sorted(x)` as a new list, if x varies or a key orders it."""
        given = dict(expr.kwargs)
        if len(expr.args) != 1 or not set(given) <= {"key", "reverse"}:
            return None
        source = self.value(expr.args[0])
        kind = self.kind_of_value(source)
        if "key" not in given and not can_vary(kind):
            return None
        base = self.operand(source)
        if not isinstance(base, Name):
            base = self.temporary(self._whole_list(base))
        order = self._order(base, self.kind(base), expr.kwargs)
        if order is None:
            return NONE
        new = self.temporary(Apply("list", ()))
        place, item = self.new_name(), self.new_name()
        body = (
            self._tagged_assign(item, Apply("getitem", (base, Name(place)))),
            Evaluate(Apply("list.append", (new, Name(item))), self.tag),
        )
        self.lower((For(place, order, body, None, self.tag),))
        return new

    def _whole_list(self, display: Expr) -> Expr:
        is_display = isinstance(display, Apply) and display.op in ("tuple", "list")
        return Apply("list", display.args) if is_display else display  # type: ignore[union-attr]

    def _order(self, base: Name, kind: Kind, given: Given) -> Name | None:
        """Return the places of the items in their order, as Python's stable sort finds it."""
        table = dict(given)
        keys = self.operand(self.value(table["key"])) if "key" in table else base
        is_reversed = self._constant_flag(table.get("reverse", Const(False)))
        held = self.kind(keys)
        item = held.item if isinstance(held, ListKind) else None
        if isinstance(held, Array) and held.ndim == 1:
            item = Scalar(held.dtype, True)
        can_order = isinstance(item, Scalar) and not item.dtype.startswith(("complex", "bool"))
        if isinstance(item, TupleKind) and is_reversed is not None:
            rows = keys if isinstance(keys, Name) else self.temporary(keys)
            order = self.tuple_order(rows, is_reversed)
            if order is not None:
                return order
        if is_reversed is None or not can_order or not set(table) <= {"key", "reverse"}:
            self.refuse(
                f"s2sad cannot sort {describe(kind)} here",
                "Items, or what `key` makes of them, have to be ints, floats or tuples of "
                "these, and `reverse` a constant.",
                "Sort by a number: `sorted(l, key=lambda v: v[0])`.", WrongKind,
            )  # fmt: skip
            return None
        if is_reversed:
            numbers = self.temporary(Apply("np.array", (keys,)))
            keys = self.temporary(Apply("neg", (numbers,)))
        return self.temporary(Apply("np.argsort", (keys,), (("kind", Const("stable")),)))

    def tuple_order(self, rows: Name, is_reversed: bool) -> Name | None:
        """Return the places of tuples in their order; None if their parts are no numbers."""
        raise NotImplementedError

    def appending(self, items: Name, item: Expr) -> Stmt:
        """Return the statement that appends an item to a list."""
        return Evaluate(Apply("list.append", (items, item)), self.tag)

    def _constant_flag(self, expr: Expr) -> bool | None:
        return bool(expr.value) if isinstance(expr, Const) else None

    def columns_of(self, rows: Value) -> Value:
        """Return `zip(*rows)`: tuples of the first items, of the second, and so on."""
        known = self.held_items(rows) if self.has_length(self.kind_of_value(rows)) else None
        kinds = [self.kind_of_value(row) for row in known or ()]
        items = [k.item if isinstance(k, ListKind) else None for k in kinds]
        deep = any(isinstance(item, (ListKind, TupleKind)) for item in items)
        if known is None or deep or not all(map(self.has_length, kinds)):
            made = None if isinstance(rows, Parts) else self._columns_by_loops(rows)
            if made is not None:
                return made
            self.refuse(
                "s2sad cannot tell how many items `zip(*rows)` is called with",
                "The number of rows, and of items in them, has to be known before the run.",
                "Take the columns one by one: `[row[0] for row in rows]`.",
            )  # fmt: skip
            return Parts("tuple", ())
        spread = [self.held_items(row) or [] for row in known]
        count = min([len(row) for row in spread], default=0)
        columns = [Parts("tuple", tuple([row[k] for row in spread])) for k in range(count)]
        return Parts("tuple", tuple(columns))

    def _columns_by_loops(self, rows: Expr) -> Value | None:
        """Return the columns of so many rows as the run has, as lists; None of what has no rows.

        Rows that are tuples have so many columns as they have items; of others it is the least
        number of items that counts, as for `zip`.
        """
        kind = self.kind(rows)
        row = kind.item if isinstance(kind, ListKind) else None
        base = self.operand(rows)
        count = Apply("len", (base,))
        if isinstance(row, TupleKind) and row.form is None:
            text = Const("zip(*rows) of no rows")
            self.emit(Assert(Apply("gt", (count, Const(0))), text, self.tag))
            columns = [
                self._filled_column(base, count, Const(k)) for k in range(len(row.items))
            ]
            return Parts("tuple", tuple(columns))
        is_grid = isinstance(kind, Array) and kind.ndim == 2
        if not is_grid and not isinstance(row, (ListKind, Array)):
            return None
        made, least, length = self.temporary(Apply("list", ())), self.new_name(), self.new_name()
        i, j, column = self.new_name(), self.new_name(), self.new_name()
        shorter = Apply("or", (
            Apply("eq", (Name(i), Const(0))), Apply("lt", (Name(length), Name(least))),
        ))  # fmt: skip
        of_row = Apply("len", (Apply("getitem", (base, Name(i))),))
        smallest = (
            self._tagged_assign(length, of_row),
            If(shorter, (self._tagged_assign(least, Name(length)),), (), self.tag),
        )
        each = (
            self._tagged_assign(column, Apply("list", ())),
            self._filling(column, base, count, Name(j)),
            Evaluate(Apply("list.append", (made, Name(column))), self.tag),
        )
        self.lower((
            self._tagged_assign(least, Const(0)),
            For(i, Apply("range", (count,)), smallest, None, self.tag),
            For(j, Apply("range", (Name(least),)), each, None, self.tag),
        ))  # fmt: skip
        return made

    def _filled_column(self, base: Expr, count: Expr, place: Expr) -> Name:
        column = self.temporary(Apply("list", ()))
        self.lower((self._filling(column.id, base, count, place),))
        return column

    def _filling(self, column: str, base: Expr, count: Expr, place: Expr) -> For:
        """Return the loop that appends an item of each row to a column."""
        index, row, item = self.new_name(), self.new_name(), self.new_name()
        body = (
            self._tagged_assign(row, Apply("getitem", (base, Name(index)))),
            self._tagged_assign(item, Apply("getitem", (Name(row), place))),
            Evaluate(Apply("list.append", (Name(column), Name(item))), self.tag),
        )
        return For(index, Apply("range", (count,)), body, None, self.tag)

    # -- items that are equal ----------------------------------------------------------------------

    def _equal_item(self, base: Name, name: str, value: Expr) -> Value:
        if not isinstance(self.kind(value), Scalar):
            self._refuse_member(self.kind(base), name, "Only numbers are compared here.")
            return NONE
        numbers = self.temporary(Apply("np.array", (base,)))
        same = self.temporary(Apply("eq", (numbers, value)))
        if name == "count":
            return Apply("int", (self.temporary(Apply("np.count_nonzero", (same,))),))
        text = Const(f"list.{name}(x): x not in list")
        self.emit(Assert(Apply("np.any", (same,)), text, self.tag))
        place = Apply("int", (self.temporary(Apply("np.argmax", (same,))),))
        if name == "index":
            return place
        self.popped_item(base, (self.temporary(place),))
        return NONE

    # -- length ------------------------------------------------------------------------------------

    def _delete(self, base: Name, kind: ListKind, index: Expr) -> Value:
        index = self.expression(index)
        if isinstance(index, Apply) and index.op == "slice":
            self.replace_slice(base, kind, index, [])
            return NONE
        self._pop(base.id, kind, (index,))
        return NONE

    def repeat_in_place(self, base: Name, kind: ListKind, count: Expr) -> None:
        """Emit `l *= n` for a known n."""
        times = constant_int(self._call(), count)
        if times is None or is_memory(kind.item):
            self.refuse(
                "s2sad cannot repeat a list in place", "Its items would be shared, or how often "
                "it is repeated is not known.", "Build a new list with a comprehension.",
            )  # fmt: skip
            return
        if times < 1:
            self.pop_all(base, Apply("len", (base,)))
            return
        held, trip, index, item = [self.new_name() for _ in range(4)]
        body = (
            self._tagged_assign(item, Apply("getitem", (base, Name(index)))),
            Evaluate(Apply("list.append", (base, Name(item))), self.tag),
        )
        inner = For(index, Apply("range", (Name(held),)), body, None, self.tag)
        loop = For(trip, Apply("range", (Const(times - 1),)), (inner,), None, self.tag)
        again = inner if times == 2 else loop
        self.lower((self._tagged_assign(held, Apply("len", (base,))), again)[: 1 + (times > 1)])

    def expression(self, expr: Expr) -> Expr:
        """Return the value of a generic expression as one core expression, displays included."""
        raise NotImplementedError


def _has_numbers(kind: ListKind) -> bool:
    return isinstance(kind.item, Scalar)
