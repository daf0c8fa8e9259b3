"""List values: displays made into lists, methods of lists, sums and repetitions of lists."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from types import NoneType

import numpy as np

from ...errors import WrongKind
from ...ir.frozen import replace
from ...ir.kinds import (
    RANGE,
    Array,
    Kind,
    ListKind,
    Scalar,
    Size,
    TupleKind,
    Unknown,
    as_size,
    has_operator,
    is_memory,
)  # fmt: skip
from ...ir.nodes import Apply, Assign, Const, Evaluate, Expr, For, Name, Stmt, Store
from .calls import Call
from .indexing import constant_int
from .joins import find_conflict
from .methods import LIST_REFUSED
from .optional import Optionals
from .sequences import sequence_in_words, what_fails
from .state import Parts, Value, joinable
from .words import describe

NONE = Const(None)
SPREAD = 16  # of so many items a display has each one by itself
MANY = 64  # how many items may be moved one by one
_INSERTED = (Scalar, Array, NoneType)  # kinds of items that `insert` moves up


def _instead(kind: Kind, name: str) -> str:
    members = dir(np.ndarray) if isinstance(kind, (Array, Scalar)) else dir(list)
    near = [n for n in get_close_matches(name, members, 1) if n != name]
    return f"Did you mean `.{near[0]}`?" if near else "Use a function of NumPy."


class ListValues(Optionals):
    """Lowers what makes, changes or joins lists."""

    def _call(self) -> Call:
        return Call("getitem", (), {}, self.kind, self.sizes)

    def _refuse_member(self, kind: Kind, name: str, why: str = "", instead: str = "") -> None:
        if name == "__delitem__":
            self.refuse(
                f"s2sad cannot delete an item of {describe(kind)}",
                "Only lists get shorter.",
                "Make a new one of what is to be kept.", WrongKind,
            )  # fmt: skip
            return
        self.refuse(
            f"s2sad does not know `.{name}` of {describe(kind)}",
            why or "It is no method or attribute with a meaning here.",
            instead or _instead(kind, name), WrongKind,
        )  # fmt: skip

    def refuse_method_of_parts(self, target: Value, kind: Kind, name: str) -> None:
        """Refuse a method of a tuple, or of a list that is taken apart as one."""
        if not isinstance(target, Parts) or target.display != "list":
            self._refuse_member(kind, name, "A tuple is only indexed or iterated over here.")
            return
        self.refuse(
            f"s2sad cannot use `.{name}` of this list",
            "Its items are unlike each other, so each is a variable of its own here.",
            "Begin with an empty list and append each item, or use a variable for each.", WrongKind,
        )  # fmt: skip

    def _spread(self, value: Value) -> list[Value]:
        """Return the items of what stands after a star."""
        if isinstance(value, Parts):
            return list(self.iterated(value).items)
        if isinstance(value, Apply) and value.op in ("tuple", "list"):
            return list(value.args)
        kind = self.kind(value)
        count: Size | None = None
        match kind:
            case TupleKind(items=items):
                count = as_size(len(items))
            case ListKind(length=length):
                count = length
            case Array(shape=(first, *_)):
                count = first
        known = None if count is None else self.sizes.value(count)
        if known is None:
            self.refuse(
                "s2sad cannot expand `*` here", "How many items it stands for is not known.",
                "Write the items one by one, or fill a list in a loop.",
            )  # fmt: skip
            return []
        base = self.operand(value)
        return [Apply("getitem", (base, Const(k))) for k in range(known)]

    def joined_display(self, expr: Apply) -> Value | None:
        """Return `[*l]`, or `[*l, x]` of an l whose length only the run knows; None of others."""
        rows = [a for a in expr.args if isinstance(a, Apply) and a.op == "star"]
        if len(rows) == len(expr.args) == 1:
            return self._new_list(self.value(rows[0].args[0]))
        if not any(self._is_long(self.kind_of_value(self.value(row.args[0]))) for row in rows):
            return None
        new = self.temporary(Apply("list", ()))
        for arg in expr.args:
            if isinstance(arg, Apply) and arg.op == "star":
                value = self.value(arg.args[0])
                self.append_all(new.id, value, self.kind_of_value(value))
            else:
                self._append(new.id, self.value(arg))
        return new

    def _is_long(self, kind: Kind) -> bool:
        """Return whether the items of something are not known one by one, or many."""
        count = kind.length if isinstance(kind, ListKind) else None
        if isinstance(kind, Array) and kind.ndim:
            count = kind.shape[0]
        if not isinstance(kind, (ListKind, Array)):
            return False
        known = None if count is None else self.sizes.value(count)
        return known is None or known > SPREAD

    def _new_list(self, value: Value) -> Value:
        """Return `list(x)`: a new list of the items of x."""
        if isinstance(value, Parts):
            return self._list_from(list(self.iterated(value).items))
        kind = self.kind(value)
        if isinstance(kind, ListKind):
            return Apply("list.copy", (self.operand(value),))
        if isinstance(kind, TupleKind):
            return self._list_from(self._spread(value))
        new = self.temporary(Apply("list", ()))
        self.append_all(new.id, value, kind)
        return new

    def _list_from(self, items: list[Value]) -> Value:
        kinds = [self.kind_of_value(item) for item in items]
        if joinable(kinds):
            return Apply("list", tuple([self.display(item) for item in items]))
        return Parts("list", tuple(items))

    def append_all(self, base: str, value: Value, kind: Kind) -> None:
        """Append the items of something to a list: of a display one by one, else in a loop."""
        if isinstance(value, Apply) and value.op in ("list", "tuple"):
            value = Parts(value.op, value.args)
        if isinstance(value, Parts):  # all of them are evaluated before the list grows
            for part in [self._evaluated(part) for part in self.iterated(value).items]:
                self._append(base, part)
            return
        if not isinstance(kind, (ListKind, TupleKind, Array)) and kind != RANGE:
            self.refuse(
                f"s2sad cannot make a list of {describe(kind)}", "Its items are not known.",
                "Append the items in a loop.",
            )  # fmt: skip
            return
        source, index, each = self.operand(value), self.new_name(), self.new_name()
        body: tuple[Stmt, ...] = (
            self._tagged_assign(each, Apply("getitem", (source, Name(index)))),
            Evaluate(Apply("list.append", (Name(base), Name(each))), self.tag),
        )
        count = Apply("range", (Apply("len", (source,)),))
        self.lower((For(index, count, body, None, self.tag),))

    def _evaluated(self, item: Value) -> Value:
        """Return a value as it is now, however a list changes later."""
        if isinstance(item, Parts):
            return replace(item, items=tuple([self._evaluated(part) for part in item.items]))
        return item if isinstance(item, (Const, Name)) else self.temporary(item)

    def _tagged_assign(self, target: str, value: Expr) -> Stmt:
        return Assign(target, value, self.tag)

    def lower(self, block: tuple[Stmt, ...]) -> None:
        """Specialise statements that stand for the one at hand."""
        self.step += 1
        point, step = self.point, self.step
        self.block(block, (point, "for", step))
        self.point, self.step = point, step

    def _list_call(self, expr: Apply) -> Value:
        base = self.value(expr.args[0])
        kind = self.kind_of_value(base)
        if not isinstance(base, Name):
            self._refuse_member(kind, expr.op.partition(".")[2], "Its items are unlike each other.")
            return NONE
        if expr.op == "list.append":
            self._append(base.id, self.passed(expr.args[1]))
            return NONE
        if isinstance(kind, ListKind):
            return self._pop(base.id, kind, expr.args[1:])
        return Apply(expr.op, (base,))

    def _append(self, base: str, value: Value) -> None:
        item = self.operand(value)
        kind = self.kind_passed(value)
        self.emit(Evaluate(Apply("list.append", (Name(base), item)), self.tag))
        self.put(base, kind, 1)
        now = self.env.get(base)
        if isinstance(now, ListKind) and find_conflict(now) is not None:
            self.refuse_kind(base, find_conflict(now) or Unknown())

    def _pop(self, base: str, kind: ListKind, rest: Sequence[Expr]) -> Value:
        place = [self.operand(self.value(arg)) for arg in rest if arg != Const(-1)]
        self.site()
        item = self.temporary(Apply("list.pop", (Name(base), *place)))
        self.put(base, None, -1)
        return item

    def _is_natural(self, index: Expr) -> bool:
        """Return whether an index is known not to be negative."""
        kind = self.kind(index)
        value = kind.value if isinstance(kind, Scalar) else None
        return value is not None and self.sizes.at_most(0, value) is True

    def _counted_from_start(self, base: Name, place: Expr) -> Expr:
        """Return a place to insert at, which may count from the end of a list, from its start."""
        known = constant_int(self._call(), place)
        if self._is_natural(place) or known is not None and known >= 0:
            return place
        length = self.temporary(Apply("len", (base,)))
        moved = self.temporary(Apply("add", (length, place)))
        moved = self.temporary(Apply("max", (moved, Const(0))))
        if known is not None:
            return moved
        is_behind = self.temporary(Apply("lt", (place, Const(0))))
        return self.temporary(Apply("ifexp", (is_behind, moved, place)))

    def _insert(self, base: Name, place: Expr, value: Expr) -> Value:
        """Lower `l.insert(i, v)`: the list grows by v, then the items from i on move up."""
        last, index = self.new_name(), self.new_name()
        item, target = self.new_name(), self.new_name()
        before = Apply("sub", (Name(index), Const(1)))
        shift: tuple[Stmt, ...] = (
            self._tagged_assign(item, Apply("getitem", (base, before))),
            Store(base.id, Name(index), Name(item), None, self.tag),
        )
        header = Apply("range", (Name(last), Name(target), Const(-1)))
        self.lower((
            self._tagged_assign(last, Apply("len", (base,))),
            self._tagged_assign(target, Apply("min", (place, Name(last)))),
            Evaluate(Apply("list.append", (base, value)), self.tag),
            For(index, header, shift, None, self.tag),
            Store(base.id, Name(target), value, None, self.tag),
        ))  # fmt: skip
        return NONE

    def _list_method(
        self, target: Value, kind: ListKind, name: str, rest: list[Expr],
        given: tuple[tuple[str, Expr], ...],
    ) -> Value:  # fmt: skip
        if not isinstance(target, Name):
            target = self.operand(target)
        assert isinstance(target, Name)
        if name == "append" and len(rest) == 1:
            self._append(target.id, self.passed(rest[0]))
            return NONE
        if name == "pop" and len(rest) < 2:
            return self._pop(target.id, kind, rest)
        if name == "insert" and len(rest) == 2 and isinstance(kind.item, _INSERTED):
            place, value = [self.operand(self.value(arg)) for arg in rest]
            if isinstance(self.kind(value), (Scalar, Array)):
                return self._insert(target, self._counted_from_start(target, place), value)
        if name == "extend" and len(rest) == 1:
            more = self.value(rest[0])
            self.append_all(target.id, more, self.kind_of_value(more))
            return NONE
        if name == "copy" and not rest:
            return Apply("list.copy", (target,))
        found = self.changed_list(target, kind, name, rest, given)
        if found is not None:
            return found
        why = "It is no method of a list, or not as it is called here, for such items."
        self._refuse_member(kind, name, why, LIST_REFUSED.get(name, "Use append and pop()."))
        return NONE

    def changed_list(
        self, base: Name, kind: ListKind, name: str, args: Sequence[Expr],
        given: tuple[tuple[str, Expr], ...],
    ) -> Value | None:  # fmt: skip
        """Emit what a method does to a list, and return its value; None if it is not known."""
        raise NotImplementedError

    def lacks_operator(self, op: str, values: Sequence[Value]) -> bool:
        """Refuse an operator that lists and tuples do not have; return whether it was."""
        kinds = [self.kind_of_value(value) for value in values]
        words = [
            sequence_in_words(kind, value.display if isinstance(value, Parts) else "tuple")
            for kind, value in zip(kinds, values)
        ]
        what = what_fails(op, list(zip(words, kinds)))
        if what:
            names = [v.id for w, v in zip(words, values) if w and isinstance(v, Name)]
            name = next((self.shown(n) for n in names if not n.startswith("%")), "…")
            is_given = any(param.name == name for param in self.program.params)
            self.refuse(
                f"Python does not {what}",
                "Of lists and tuples `+` joins two and `*` repeats one; arrays are computed with.",
                f"{'Pass' if is_given else 'Write'} `np.array({name})`.", WrongKind,
            )  # fmt: skip
        return bool(what)

    def _check_operators(self, op: str, kinds: list[Kind]) -> None:
        """Refuse a named tuple whose class says what `+` and `*` do, where nobody looked there."""
        for kind in kinds:
            form = kind.form if isinstance(kind, TupleKind) else None
            if form is not None and any(has_operator(form, f"__{r}{op}__") for r in ("", "r")):
                self.refuse(
                    f"s2sad cannot use the operator of a {form.type.__name__} here",
                    "Its class has one of its own, whose code is not seen where only the run knows "
                    "the class.", "Write it with what it holds, or call a function.",
                )  # fmt: skip

    def _sum_or_product(self, expr: Apply) -> Value:
        a, b = [self.value(arg) for arg in expr.args]
        if self.lacks_operator(expr.op, (a, b)):
            return NONE
        kinds = [self.kind_of_value(a), self.kind_of_value(b)]
        self._check_operators(expr.op, kinds)
        lists = [isinstance(kind, ListKind) for kind in kinds]
        if expr.op == "add" and (isinstance(a, Parts) or isinstance(b, Parts)):
            if all(isinstance(kind, TupleKind) for kind in kinds):
                return Parts("tuple", (*self._spread(a), *self._spread(b)))
        if expr.op == "add" and all(lists):
            made = self.operand(a)  # a display is new already
            is_new = isinstance(made, Apply) and made.op == "list"
            new = self.temporary(made if is_new else Apply("list.copy", (made,)))
            self.append_all(new.id, b, kinds[1])
            return new
        if expr.op == "mul" and any(lists) and not any(isinstance(k, Array) for k in kinds):
            first = lists[0]
            return self._repeated(a if first else b, b if first else a, kinds[0 if first else 1])
        if isinstance(a, Parts) or isinstance(b, Parts):
            both = [self.display(a), self.display(b)]
            if expr.op == "mul" and not any(isinstance(k, Array) for k in kinds):
                return self._repeated_parts(a, b)
            return Apply(expr.op, tuple(both))
        return Apply(expr.op, (a, b))

    def _repeated_parts(self, a: Value, b: Value) -> Value:
        parts, count = (a, b) if isinstance(a, Parts) else (b, a)
        assert isinstance(parts, Parts)
        known = None if isinstance(count, Parts) else constant_int(self._call(), count)
        if known is None:
            self.refuse(
                "s2sad cannot repeat a tuple a number of times that is not a constant",
                "How many items a tuple has is known before the run.",
                "Use an array.",
            )  # fmt: skip
            return NONE
        return Parts(parts.display, parts.items * known)

    def _repeated(self, items: Value, count: Value, kind: Kind) -> Value:
        """Return `[0.0] * n`; an array or a list is appended: each place holds the same one."""
        assert isinstance(kind, ListKind)
        times = self.operand(count)
        if isinstance(kind.item, Unknown):
            self.refuse(
                f"s2sad cannot repeat a list of {describe(kind.item)}",
                "The items of the new list would be one object, written through all of them.",
                "Use a comprehension, which makes each item anew: "
                "`[np.zeros(2) for _ in range(n)]`.",
            )  # fmt: skip
            return NONE
        display = self._items_of_display(items)
        if display is not None and len(display) == 1:
            return self._one_repeated(display[0], times, kind)
        new = self.temporary(Apply("list", ()))
        source = self.operand(items)
        trip = self.new_name()
        item, index = self.new_name(), self.new_name()
        inner: tuple[Stmt, ...] = (
            self._tagged_assign(item, Apply("getitem", (source, Name(index)))),
            Evaluate(Apply("list.append", (new, Name(item))), self.tag),
        )
        count_items = Apply("range", (Apply("len", (source,)),))
        loop = For(index, count_items, inner, None, self.tag)
        self.lower((For(trip, Apply("range", (times,)), (loop,), None, self.tag),))
        return new

    def _one_repeated(self, item: Expr, times: Expr, kind: ListKind) -> Value:
        if not is_memory(kind.item):
            return Apply("list.repeat", (times, NONE, item))
        item = item if isinstance(item, Name) else self.temporary(item)
        new = self.temporary(Apply("list", ()))
        put = Evaluate(Apply("list.append", (new, item)), self.tag)
        self.lower((For(self.new_name(), Apply("range", (times,)), (put,), None, self.tag),))
        return new

    def _items_of_display(self, value: Value) -> tuple[Expr, ...] | None:
        if isinstance(value, Apply) and value.op == "list":
            return value.args
        is_temporary = isinstance(value, Name) and value.id.startswith("%")
        return self.displays.get(value.id) if is_temporary else None  # type: ignore[union-attr]
