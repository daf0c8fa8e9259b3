"""Extremes: Python's `max`, `min`, `sorted`, `sum` and `math.prod` of sequences, written out.

    max(x)              of an array     ->  %m = max(x); x[np.argmax(x == %m)]
    max((a, b))                         ->  max(a, b)
    max(l, default=d)                   ->  if len(l) > 0: max(l), else: d
    max(l, key=f)                       ->  l[np.argmax([f(v) for v in l])]
    sorted(l)           of tuples       ->  by np.lexsort of their parts
    sum(l, a)                           ->  sum([a, *l])
    math.prod(l)                        ->  a loop

The value is that of Python bit for bit: `max` passes NaN over unless it comes first.
"""

from __future__ import annotations

from ...errors import WrongKind
from ...ir.kinds import Array, Kind, ListKind, Scalar, TupleKind, can_vary
from ...ir.nodes import Apply, Assign, Block, Const, Expr, For, If, Name
from .array_methods import ArrayMethods
from .list_values import NONE
from .state import Parts, Value, joinable

ONE = Const(1)


class Extremes(ArrayMethods):
    """Writes out what takes one, or all, of the items of a sequence."""

    def of_sequence(self, expr: Apply) -> Value | None:
        """Return what one of these functions makes; None if it stays the call that it is."""
        if expr.op == "sum":
            return self.sum_from(expr) if expr.operands[1:] else None
        return self.product(expr) if expr.op == "math.prod" else self.extreme(expr)

    def extreme(self, expr: Apply) -> Value | None:
        """Return `max` or `min` of a sequence; None of numbers, and of what stays the call."""
        given = dict(expr.kwargs)
        if len(expr.args) != 1:
            return self.by_key(expr) if given else None
        source = self.value(expr.args[0])
        if "default" in given:
            return self._or_default(expr.op, source, given)
        if given:
            return self.by_key(expr)
        items = _items_of(source)
        if items is not None:
            return self._of_items(expr.op, items)
        kind = self.kind_of_value(source)
        base = self.operand(source)
        if isinstance(kind, Array) and kind.ndim == 1 and can_vary(kind):
            best = self.temporary(Apply(expr.op, (base,)))
            same = self.temporary(Apply("eq", (base, best)))
            return Apply("getitem", (base, self.temporary(Apply("np.argmax", (same,)))))
        if isinstance(kind, ListKind) and isinstance(kind.item, TupleKind):
            return self._first_in_order(expr.op, base, base)
        return None

    def _of_items(self, op: str, items: tuple[Value, ...]) -> Value | None:
        kinds = [self.kind_of_value(item) for item in items]
        if all(isinstance(kind, Scalar) for kind in kinds) and items:
            operands = tuple([self.operand(item) for item in items])
            return Apply(op, operands) if len(operands) > 1 else operands[0]
        if len(items) < 2 or not all(map(_is_row, kinds)) or not joinable(kinds):
            return None
        rows = self.temporary(Apply("list", tuple([self.operand(item) for item in items])))
        return self._first_in_order(op, rows, rows)

    def _first_in_order(self, op: str, base: Expr, keys: Expr) -> Value | None:
        """Return the item whose key, a tuple, is the first of the least or the greatest."""
        rows = keys if isinstance(keys, Name) else self.temporary(keys)
        order = self.tuple_order(rows, op == "max")
        if order is None:
            self._refuse_keys(op)
            return NONE
        base = base if isinstance(base, Name) else self.temporary(base)
        return Apply("getitem", (base, self.temporary(Apply("getitem", (order, Const(0))))))

    def _or_default(self, op: str, source: Value, given: dict[str, Expr]) -> Value:
        """Return an extreme, or `default` where there is nothing."""
        default = self.operand(self.value(given.pop("default")))
        base = self.operand(source)
        if not isinstance(base, Name):
            base = self.temporary(self._whole_list(base))
        found = self.new_name()
        inner = Apply(op, (base,), tuple(given.items()))
        test = Apply("gt", (Apply("len", (base,)), Const(0)))
        yes: Block = (Assign(found, inner, self.tag),)
        self.lower((If(test, yes, (Assign(found, default, self.tag),), self.tag),))
        return Name(found)

    def by_key(self, expr: Apply) -> Value | None:
        """Return `max(l, key=f)`: the first item of which f is greatest."""
        given = dict(expr.kwargs)
        keys = self.operand(self.value(given["key"])) if "key" in given else NONE
        held = self.kind(keys)
        item = held.item if isinstance(held, ListKind) else None
        if len(expr.args) != 1 or set(given) != {"key"}:
            self._refuse_keys(expr.op)
            return NONE
        base = self._whole_list(self.operand(self.value(expr.args[0])))
        if _is_row(item):
            return self._first_in_order(expr.op, base, keys)
        if not isinstance(item, Scalar):
            self._refuse_keys(expr.op)
            return NONE
        base = base if isinstance(base, Name) else self.temporary(base)
        place = self.temporary(Apply(f"np.arg{expr.op}", (keys,)))
        return Apply("getitem", (base, place))

    def _refuse_keys(self, op: str) -> None:
        self.refuse(
            f"s2sad cannot differentiate this call of `{op}`",
            "What is compared has to be numbers, or tuples of numbers.", "Write it as a loop.",
            WrongKind,
        )  # fmt: skip

    # -- tuples in order ---------------------------------------------------------------------------

    def tuple_order(self, rows: Name, is_reversed: bool) -> Name | None:
        """Return the places of tuples in their order; None if their parts are no numbers."""
        held = self.kind(rows)
        item = held.item if isinstance(held, ListKind) else None
        if not isinstance(item, TupleKind) or not all(map(_has_order, item.items)):
            return None
        columns = [self._column(rows, k) for k in range(len(item.items))]
        if is_reversed:
            columns = [self._turned(column) for column in columns]
        whole = Apply("tuple", tuple(columns[::-1]))
        return self.temporary(Apply("np.lexsort", (whole,)))

    def _column(self, rows: Name, place: int) -> Name:
        """Return part `place` of each tuple, in a list."""
        found = self.temporary(Apply("list", ()))
        index, row, part = self.new_name(), self.new_name(), self.new_name()
        body: Block = (
            self._tagged_assign(row, Apply("getitem", (rows, Name(index)))),
            self._tagged_assign(part, Apply("getitem", (Name(row), Const(place)))),
            self.appending(found, Name(part)),
        )
        header = Apply("range", (Apply("len", (rows,)),))
        self.lower((For(index, header, body, None, self.tag),))
        return found

    def _turned(self, column: Name) -> Name:
        return self.temporary(Apply("neg", (self.temporary(Apply("np.array", (column,))),)))

    # -- sums and products -------------------------------------------------------------------------

    def sum_from(self, expr: Apply) -> Value | None:
        """Return `sum(l, start)` as the sum of a list that begins with the start."""
        given = dict(expr.kwargs)
        start = (*expr.args[1:2], given.get("start", Const(0)))[0]
        source, first = self.value(expr.args[0]), self.value(start)
        kind, like = self.kind_of_value(source), self.kind_of_value(first)
        row = _item_kind(kind)
        is_plain = isinstance(like, (Scalar, Array)) and isinstance(row, (Scalar, Array))
        if first in (Const(0), Const(0.0)) or not is_plain:
            return None
        if isinstance(first, Const) and type(first.value) is int and _is_float(row):
            first = Const(float(first.value))
        begin = self.operand(first)
        items = _items_of(source)
        if items is not None:
            return Apply("sum", (Apply("list", (begin, *map(self.operand, items))),))
        made = self.temporary(Apply("list", (begin,)))
        self.append_all(made.id, source, kind)
        return Apply("sum", (made,))

    def product(self, expr: Apply) -> Value | None:
        """Return `math.prod(l, start=a)` as a loop; None of ints, which do not vary."""
        source = self.value(expr.args[0])
        kind = self.kind_of_value(source)
        start = self.operand(self.value(dict(expr.kwargs).get("start", ONE)))
        if not _is_float(_item_kind(kind)):
            return None
        items = _items_of(source)
        if not items:
            return self._product_of(self.operand(source), start)
        first = self.operand(items[0])
        total: Value = first if start == ONE else Apply("mul", (start, first))
        for more in items[1:]:
            total = Apply("mul", (self.operand(total), self.operand(more)))
        return total

    def _product_of(self, base: Expr, start: Expr) -> Name:
        found, index, item = self.new_name(), self.new_name(), self.new_name()
        body: Block = (
            self._tagged_assign(item, Apply("getitem", (base, Name(index)))),
            self._tagged_assign(found, Apply("mul", (Name(found), Name(item)))),
        )
        header = Apply("range", (Apply("len", (base,)),))
        begin = Const(1.0) if start == ONE else start
        self.lower((
            self._tagged_assign(found, begin), For(index, header, body, None, self.tag)
        ))  # fmt: skip
        return Name(found)


def _items_of(source: Value) -> tuple[Value, ...] | None:
    """Return the items of a display or of what is taken apart."""
    if isinstance(source, Parts):
        return source.items if source.is_sequence else None
    is_display = isinstance(source, Apply) and source.op in ("tuple", "list")
    return source.args if is_display else None  # type: ignore[union-attr]


def _item_kind(kind: Kind) -> Kind | None:
    match kind:
        case ListKind(item=item):
            return item
        case TupleKind(items=(first, *_)):
            return first
        case Array(dtype=dtype, shape=(_,)):
            return Scalar(dtype, True)
        case Array(dtype=dtype, shape=(_, *rest), order=order):
            return Array(dtype, tuple(rest), order)
    return None


def _is_float(kind: Kind | None) -> bool:
    return isinstance(kind, (Scalar, Array)) and kind.dtype.startswith(("float", "complex"))


def _is_row(kind: Kind | None) -> bool:
    return isinstance(kind, TupleKind)


def _has_order(kind: Kind) -> bool:
    return isinstance(kind, Scalar) and not kind.dtype.startswith("complex")

