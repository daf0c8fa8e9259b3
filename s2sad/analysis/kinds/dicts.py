"""Dicts: the methods that change one, and what is stored into a dict in a dict.

    d.update(p, b=v)      d = dict.merge(d, p, {'b': v})      d |= p      the same
    v = d.pop("a")        v = d["a"]; d without "a"           del d["a"]
    d["a"]["b"] = v       %1 = d["a"]; %1["b"] = v; d["a"] = %1

All of them bind the dict anew, as a store does (`building`), under the same conditions.
"""

from __future__ import annotations

from typing import Any

from ...ir.frozen import replace
from ...ir.kinds import Array, Form, Scalar, TupleKind
from ...ir.nodes import Apply, Assign, Const, Expr, Name, Store
from ..usage import DICT_CHANGES
from .access import missing
from .building import Building
from .list_values import NONE
from .merging import Apart
from .state import Parts, Value

CHANGES = DICT_CHANGES
_ABSENT = object()


class Dicts(Building):
    """Changes dicts."""

    def is_dict(self, value: Value) -> bool:
        """Return whether a value is a dict whose keys are known."""
        return isinstance(value, Parts) and value.form is not None and value.form.what == "dict"

    def changed_dict(self, whole: Parts, name: str, expr: Apply) -> Value:
        """Return the value of a method that changes a dict, and bind the dict anew."""
        base, _, *rest = expr.args
        args = [self.value(arg) for arg in rest]
        given = {key: self.value(arg) for key, arg in expr.kwargs}
        match name, len(args):
            case "update", (0 | 1):
                return self._updated(base, whole, args, given)
            case "setdefault", (1 | 2) if not given:
                return self._set_default(base, whole, [*args, NONE])
            case "pop", (1 | 2) if not given:
                return self._taken_out(base, whole, *args)
            case "popitem", 0 if whole.items and whole.form is not None and not given:
                last = whole.form.keys[-1]
                return Parts("tuple", (Const(last), self._without(base, whole, last)))
            case "clear", 0 if not given:
                return self._rebound(base, whole, {})
        assert whole.form is not None
        self._refuse_member(TupleKind((), whole.form), name, *missing(whole.form, name))
        return NONE

    def is_by_run(self, stmt: Store) -> bool:
        """Lower `d[key] = v` and `d[key] += v` where only the run knows the key."""
        assert stmt.index is not None
        index = self.expression(stmt.index)
        whole = self.parts_of(stmt.base)
        if whole is None or self.constant_key(index)[0]:
            return False
        return self.stored_by_run(whole, replace(stmt, index=index))

    def updated_in_place(self, name: str, value: Value) -> None:
        """Lower `d |= p`."""
        whole = self.parts_of(name)
        assert whole is not None
        self._updated(Name(name), whole, [value], {})

    def deleted(self, base: Expr, key: Expr) -> Value:
        """Lower `del d[key]` and `del l[i]`."""
        whole = self.value(base)
        if isinstance(whole, Parts) and self.is_dict(whole):
            self._taken_out(base, whole, key)
            return NONE
        return self.value(Apply("method", (base, Const("__delitem__"), key)))

    def _updated(
        self, base: Expr, whole: Parts, args: list[Value], given: dict[Any, Value]
    ) -> Value:
        table: dict[Any, Value] = _table(whole)
        for value in [*args, _dict_of(given)]:
            merged = self._merged([value])
            if isinstance(merged, Parts):
                table.update(_table(merged))
        return self._rebound(base, whole, table)

    def _set_default(self, base: Expr, whole: Parts, args: list[Value]) -> Value:
        key = self._key(args[0])
        table = _table(whole)
        if key is _ABSENT or key in table:
            return table.get(key, NONE)
        value = args[1]
        held: Value = value if isinstance(value, (Parts, Const, Name)) else self.temporary(value)
        self._rebound(base, whole, {**table, key: held})
        return held

    def _taken_out(self, base: Expr, whole: Parts, key: Value, *default: Value) -> Value:
        found = self._key(key)
        if found is _ABSENT:
            return NONE
        if found in _table(whole):
            return self._without(base, whole, found)
        if default:
            return default[0]
        return self.item_of_record(whole, Const(found))  # the refusal of a KeyError

    def _without(self, base: Expr, whole: Parts, key: Any) -> Value:
        table = _table(whole)
        value = table.pop(key)
        if not isinstance(value, (Parts, Const)):
            value = self.temporary(value)
        self._rebound(base, whole, table)
        return value

    def _key(self, key: Value) -> Any:
        known, value = self.constant_key(self.display(key))
        if not known:
            self._refuse_key()
        return value if known else _ABSENT

    def _rebound(self, base: Expr, whole: Parts, table: dict[Any, Value]) -> Value:
        key = next(iter(table), "")
        if isinstance(base, Name) and self.changed_form(base, key, True) is not None:
            self.bind_record(base.id, whole, table)
        return NONE

    # -- a dict in a dict --------------------------------------------------------------------------

    def bind_record(self, name: str, whole: Parts, table: dict[Any, Value]) -> None:
        """Bind a record; a dict that stands in another one is stored there again."""
        super().bind_record(name, whole, table)
        holder = self._holder(name)
        inner = self.parts_of(name)
        if holder is not None and inner is not None and self.is_dict(inner):
            self._set(Name(holder[0]), holder[1], inner, True)

    def is_shared(self, name: str) -> bool:
        """Return whether a record has other names; a dict may stand in one other dict.

        It stands in one only if each dict that may be it was put there where it was made, and
        the dict around it neither gave its items to another one nor got them from there.
        """
        holder = self._holder(name)
        if holder is None:
            return super().is_shared(name)
        names = [n for n in self.aliases.of(name) if n != name]
        others = [n for n in names if not n.startswith("%") and self._may_be_dict(n)]
        put = [n for n in names if n in self.aliases.put and not self._is_new(n)]
        again = [n for n in put if self._may_be_dict(n) or self.aliases.is_taken_in_a_loop(n)]
        spread = [n for n in self.aliases.spread_over(name) if self._may_hold(n)]
        return bool(others or again or spread)

    def _may_hold(self, name: str) -> bool:
        """Return whether a name may hold a dict here: numbers, arrays and dicts of them do not."""
        kind = self.env.get(name)
        held = [self.env.get(part) for part in kind.parts] if isinstance(kind, Apart) else [kind]
        return kind is not None and not all(isinstance(part, (Array, Scalar)) for part in held)

    def _is_new(self, name: str) -> bool:
        """Return whether a name is a temporary for a dict that is made where it stands."""
        made = [stmt.value for stmt in self.aliases.made[name] if isinstance(stmt, Assign)]
        ops = [value.op for value in made if isinstance(value, Apply)]
        return name.startswith("%") and len(made) == 1 and ops in (["dict"], ["dict.merge"])

    def _may_be_dict(self, name: str) -> bool:
        kind = self.env.get(name)
        return isinstance(kind, Apart) and kind.form is not None and kind.form.what == "dict"

    def _holder(self, name: str) -> tuple[str, Any] | None:
        """Return the dict that a temporary was just read from, and under which key."""
        made = self.aliases.made.get(name, [])
        if not name.startswith("%") or len(made) != 1:
            return None
        match made[0]:
            case Assign(value=Apply(op="getitem", args=(Name(id=around), key))):
                known, value = self.constant_key(self.expression(key))
                if known and self._may_be_dict(around):
                    return around, value
        return None

    def expression(self, expr: Expr) -> Expr:
        """Return the value of a generic expression as one core expression, displays included."""
        raise NotImplementedError


def _table(whole: Parts) -> dict[Any, Value]:
    assert whole.form is not None
    return dict(zip(whole.form.keys, whole.items))


def _dict_of(table: dict[Any, Value]) -> Parts:
    return Parts("dict", tuple(table.values()), Form("dict", tuple(table), dict))
