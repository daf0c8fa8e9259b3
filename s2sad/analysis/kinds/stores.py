"""Stores: what `x op= e` and `x[i] op= e` mean for the kind that x has.

    number, text:  x += e         ->  x = x + e
    array:         x *= e         ->  %1 = x * e; x[...] = %1            (x += e stays)
                   x[i] *= e      ->  %1 = x[i]; %2 = %1 * e; x[i] = %2  (x[i] += e stays)
                   x[i] = e       ->  a test before it, if x may hold ints and e is no int
    list:          l += m         ->  for %i in range(len(m)): l.append(m[%i])
                   l[i] += e      ->  %1 = l[i]; %2 = %1 + e; l[i] = %2
"""

from __future__ import annotations

from collections.abc import Sequence

from ...errors import UnknownKind, WrongKind
from ...ir.kinds import Array, Form, Kind, ListKind, Other, Scalar, TupleKind, Unknown
from ...ir.nodes import Apply, Const, Expr, If, Name, Raise, Store
from .joins import Optional
from .merging import Apart
from .mixed import may_cut
from .result import kind_of
from .optional import Optionals
from .state import Parts, Value
from .words import describe

KEPT = (None, "add", "sub")
WHOLE = Const(Ellipsis)


class Stores(Optionals):
    """Lowers stores."""

    def store(self, stmt: Store) -> None:
        """Specialise a store."""
        if isinstance(self.env.get(stmt.base), Optional):
            self.value(Name(stmt.base))
        kind = self.checked(stmt.base)
        is_put = isinstance(kind, (ListKind, Apart)) and stmt.op is None
        value = self.passed(stmt.value) if is_put else self.value(stmt.value)
        if stmt.index is None:
            self._rebind_or_mutate(stmt.base, kind, value, stmt.op or "add")
            return
        index = self.index(stmt.index)
        match kind:
            case Apart(form=Form(what="dict")):
                self._store_in_dict(stmt, value)
            case Apart():
                self._refuse_parts(stmt.base, kind)
            case ListKind():
                self._store_item(stmt.base, index, value, stmt.op)
            case Array():
                self._store_cells(stmt.base, kind, index, value, stmt.op)
            case Scalar() | TupleKind():
                self.refuse(
                    f"s2sad cannot store into {describe(kind)}", "It cannot be changed.",
                    "Use an array or a list.", WrongKind,
                    of_dicts=isinstance(kind, TupleKind) and kind.form is not None,
                )  # fmt: skip
            case _:
                self.emit(Store(stmt.base, index, self.operand(value), stmt.op, self.tag))

    def expression(self, expr: Expr) -> Expr:
        """Return the value of a generic expression as one core expression."""
        raise NotImplementedError

    def index(self, expr: Expr) -> Expr:
        """Return an index with named slices written out."""
        raise NotImplementedError

    def append_all(self, base: str, value: Value, kind: Kind) -> None:
        """Emit a loop that appends the items of something to a list."""
        raise NotImplementedError

    def lacks_operator(self, op: str, values: Sequence[Value]) -> bool:
        """Refuse an operator that lists and tuples do not have; return whether it was."""
        raise NotImplementedError

    def is_by_run(self, stmt: Store) -> bool:
        """Lower a store in a dict under a key of the run; False of any other."""
        raise NotImplementedError

    def updated_in_place(self, name: str, value: Value) -> None:
        """Lower `d |= p`."""
        raise NotImplementedError

    def repeat_in_place(self, base: Name, kind: ListKind, count: Expr) -> None:
        """Emit `l *= n`."""
        raise NotImplementedError

    def store_slice(self, base: Name, index: Apply, value: Value, op: str | None) -> None:
        """Emit `l[a:b] = value`."""
        raise NotImplementedError

    def _store_in_dict(self, stmt: Store, value: Value) -> None:
        """Lower `p[key] op= value`: what p[key] is is changed, and stored."""
        assert stmt.index is not None
        if self.is_by_run(stmt):
            return
        if stmt.op is not None:
            old = self.new_name()
            self.bind(old, self.value(Apply("getitem", (Name(stmt.base), stmt.index))))
            kind = self.env[old]
            if isinstance(kind, Apart):
                is_tuple = kind.form is None and kind.display == "tuple"
                if not is_tuple or stmt.op not in ("add", "mul"):
                    self._refuse_parts(old, kind)
                    return
                joined = self.new_name()
                self.bind(joined, self.value(Apply(stmt.op, (Name(old), stmt.value))))
                self.value(Apply("dict.set", (Name(stmt.base), stmt.index, Name(joined))))
                return
            self._rebind_or_mutate(old, self.env[old], value, stmt.op)
            value = Name(old)
        held = self.operand(value) if not isinstance(value, Parts) else None
        name = held or stmt.value
        self.value(Apply("dict.set", (Name(stmt.base), stmt.index, name)))

    def _refuse_parts(self, name: str, kind: Apart) -> None:
        why = "A tuple cannot be changed."
        if kind.display == "list":
            why = "Its items are unlike each other, so each is a variable of its own here."
        instead, is_dict = "Use a variable for each item.", kind.form is not None
        if is_dict:
            why = "It stands in another dict or object, and has no name of its own."
            instead = "Write `.update( )`, or store under its keys one by one."
        what = f"s2sad cannot change `{self.shown(name)}` here"
        self.refuse(what, why, instead, of_dicts=is_dict)

    # -- x op= e -----------------------------------------------------------------------------------

    def _rebind_or_mutate(self, base: str, kind: Kind, value: Value, op: str) -> None:
        match kind:
            case Array():
                self._mutate(base, kind, value, op)
            case Apart(form=Form(what="dict")) if op == "or_":
                self.updated_in_place(base, value)
            case ListKind() if self._is_refused(base, value, op):
                pass
            case ListKind() if op == "add":
                self.append_all(base, value, self.kind_of_value(value))
            case ListKind() if op == "mul":
                self.repeat_in_place(Name(base), kind, self.operand(value))
            case Scalar() | TupleKind():
                whole = self.value(Apply(op, (Name(base), self.operand(value))))
                self.bind(base, whole)
            case Other(what="text"):
                self.bind(base, Apply(op, (Name(base), self.operand(value))))
            case _:
                why = kind.why if isinstance(kind, Unknown) else f"it is {describe(kind)}"
                self.refuse(
                    f"s2sad cannot tell whether this changes `{self.shown(base)}` or binds it anew",
                    f"An array is changed, a number is bound anew: {why}.",
                    f"Write `{self.shown(base)} = {self.shown(base)} …`.", UnknownKind,
                )  # fmt: skip

    def _is_refused(self, base: str, value: Value, op: str) -> bool:
        """Return whether a list has no such operator; `l += e` takes whatever has items."""
        is_joined = op == "add" and not isinstance(self.kind_of_value(value), Scalar)
        return not is_joined and self.lacks_operator(op, (Name(base), value))

    def _mutate(self, base: str, kind: Array, value: Value, op: str) -> None:
        expr = self._as_operand(value)
        if not self._fits(kind, expr, op):
            return
        if op in KEPT:
            self.emit(Store(base, None, expr, op, self.tag))
            return
        self.site()
        new = self.temporary(Apply(op, (Name(base), expr)))
        self.emit(Store(base, WHOLE, new, None, self.tag))

    def _fits(self, kind: Array, value: Expr, op: str) -> bool:
        """Check that an array can hold what is computed; NumPy raises where it cannot."""
        self.site()
        cells = {**self.env, "%cells": kind}
        result = kind_of(Apply(op, (Name("%cells"), value)), cells, self.sizes)
        if isinstance(result, Array) and result.ndim > kind.ndim:
            self.refuse(
                f"an array with {_axes(kind.ndim)} cannot hold a result with {_axes(result.ndim)}",
                "NumPy would raise here.", "Assign to a new name.", WrongKind,
            )  # fmt: skip
            return False
        rank = {"b": 0, "u": 1, "i": 1, "f": 2, "c": 3}
        if isinstance(result, (Array, Scalar)) and rank[result.dtype[0]] > rank[kind.dtype[0]]:
            self.refuse(
                f"an array of {kind.dtype} cannot hold a {result.dtype} in place",
                "NumPy would raise here.", "Make it an array of float first.", WrongKind,
            )  # fmt: skip
            return False
        return True

    def _as_operand(self, value: Value) -> Expr:
        """Return a value as an operand of an array operation; a display becomes an array."""
        expr = self.operand(value)
        if isinstance(expr, Apply) and expr.op in ("tuple", "list"):
            return self.temporary(Apply("np.array", (expr,)))
        return expr

    # -- x[i] op= e --------------------------------------------------------------------------------

    def _store_cells(
        self, base: str, kind: Array, index: Expr, value: Value, op: str | None
    ) -> None:
        expr = self._as_operand(value)
        if may_cut(kind, self.kind(expr)):
            self._stop_where_cells_are_ints(base)
        if op in KEPT:
            self.emit(Store(base, index, expr, op, self.tag))
            return
        self.site()
        cell = self.temporary(Apply("getitem", (Name(base), index)))
        cells = self.kind(cell)
        if isinstance(cells, Array) and not self._fits(cells, expr, op):
            return
        new = self.temporary(Apply(op, (cell, expr)))
        self.emit(Store(base, index, new, None, self.tag))

    def _stop_where_cells_are_ints(self, base: str) -> None:
        """End the program where what is stored would be cut to an int."""
        found = Apply("np.result_type", (Name(base),))
        test = Apply("np.issubdtype", (found, Apply("const", (Const("np.inexact"),))))
        text = f"a store into {base} cuts numbers to ints here: make it an array of floats"
        stop = Raise(Apply("call", (Name("TypeError"), Const(text))))
        self.emit(If(Apply("not", (test,)), (stop,)))

    def _store_item(self, base: str, index: Expr, value: Value, op: str | None) -> None:
        if isinstance(index, Apply) and index.op == "slice":
            self.store_slice(Name(base), index, value, op)
            return
        if op is None:
            self.emit(Store(base, index, self.operand(value), None, self.tag))
            self.exchange(base, value)
            return
        self.site()
        item = self.temporary(Apply("getitem", (Name(base), index)))
        kind = self.kind(item)
        if isinstance(kind, (Array, ListKind)):
            self._rebind_or_mutate(item.id, kind, value, op)
            return
        new = self.temporary(self.display(self.value(Apply(op, (item, self.operand(value))))))
        self.emit(Store(base, index, new, None, self.tag))
        self.put(base, self.kind(new), None)


def _axes(count: int) -> str:
    return "1 axis" if count == 1 else f"{count} axes"
