"""Access: what is read of dicts, named tuples and objects, resolved by their keys.

    p["w"], p.w     ->  the part under the key       p.items()  ->  a tuple of pairs
    "w" in p        ->  True                         sorted(p)  ->  a tuple of keys
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from ...ir.frozen import replace
from ...ir.kinds import Form, Scalar, TupleKind, can_vary
from ...ir.nodes import Apply, Const, Expr, Name, key_expr
from ...ir.walk import is_operand
from ..dict_views import views_read_late
from .calls import Undecided
from .indexing import constant_int
from .known_trips import constant_item
from .list_values import NONE
from .looked_up import LookedUp
from .records import is_complete
from .questions import answer, called, classes_named, form_has
from .state import Parts, Value

BY_IDENTITY = {
    "is", "isnot", "print", "fstring", "format", "isinstance", "repr", "str", "type", "hasattr",
    "id",
}  # fmt: skip
OF_ONE = BY_IDENTITY - {"type"} | {"getattr"}  # what asks a named tuple which object it is


class Access(LookedUp):
    """Reads records."""

    def form_of_name(self, expr: Expr) -> TupleKind | None:
        """Return the kind of a record that stands whole in a name: an item of a list."""
        kind = self.kind(expr) if is_operand(expr) else None
        return kind if isinstance(kind, TupleKind) and kind.form is not None else None

    def record_parts(self, value: Value) -> Parts | None:
        """Return a record as its parts, also one that stands whole in a name; else None."""
        if isinstance(value, Parts):
            return value if value.form is not None else None
        kind = self.kind(value)
        if not isinstance(kind, TupleKind) or kind.form is None:
            return None
        whole = self.operand(value)
        places = range(len(kind.items))
        items = [Apply("getitem", (whole, Const(kind.subscript(place)))) for place in places]
        return Parts("dict" if kind.form.what == "dict" else "tuple", tuple(items), kind.form)

    def constant_key(self, index: Expr) -> tuple[bool, Any]:
        """Return whether a subscript is known before the run, and what it is."""
        try:
            return True, self._call().literal(index)
        except Undecided:
            return False, None

    def known_item(self, base: Expr, index: Expr) -> Const | None:
        """Return an item of a tuple that is a whole number, known before the run."""
        kind = self.kind(base) if isinstance(base, Name) and base.id.startswith("%") else None
        if not isinstance(kind, TupleKind) or kind.form is not None:
            return None
        place = constant_int(self._call(), index)
        if place is None or not 0 <= place < len(kind.items):
            return None
        return constant_item(kind.items[place])

    def with_memory(self, base: Expr) -> Expr:
        """Return what is subscripted: a number of NumPy's as the array that NumPy makes of it."""
        kind = self.kind(base) if isinstance(base, Name) else None
        if isinstance(kind, Scalar) and kind.numpy and can_vary(kind):
            return self.temporary(Apply("np.asarray", (base,)))
        return base

    def item_of_record(self, base: Parts, index: Expr) -> Value:
        """Return `p[key]`."""
        assert base.form is not None
        if base.form.what == "object":
            self._refuse_member(TupleKind((), base.form), "__getitem__", *NO_OPERATORS)
            return NONE
        known, key = self.constant_key(index)
        if not known:
            return self.looked_up(base, index)
        place = base.form.place(key)
        if place is None:
            self.refuse(
                f"there is no key {key!r} in this dict", "Python would raise a KeyError here.",
                f"Its keys are {', '.join(map(repr, base.form.keys))}.",
            )  # fmt: skip
            return NONE
        return base.items[place]

    def attribute_of_record(self, base: Value, form: Form, name: str) -> Value:
        """Return `p.name`."""
        place = form.place(name) if form.what != "dict" else None
        if place is None:
            self._refuse_member(TupleKind((), form), name, *missing(form, name))
            return NONE
        if isinstance(base, Parts):
            return base.items[place]
        key = place if form.what == "named" else name
        return Apply("getitem", (base, Const(key)))

    def method_of_record(
        self, base: Parts, name: str, args: tuple[Expr, ...], expr: Apply
    ) -> Value:
        """Return `p.name(…)`: the methods that only read."""
        assert base.form is not None
        keys = tuple([key_expr(key) for key in base.form.keys])
        if base.form.what == "dict" and not args and not expr.kwargs:
            pairs = tuple([Parts("tuple", (k, v)) for k, v in zip(keys, base.items)])
            found = {"keys": keys, "values": base.items, "items": pairs}.get(name)
            if found is not None:
                self._see_view(expr, name)
                return Parts("tuple", found)
            if name == "copy":
                return replace(base, whole="")
        if base.form.what == "dict" and name == "get" and 1 <= len(args) <= 2:
            known, key = self.constant_key(args[0])
            place = base.form.place(key)
            other = self.value(expr.args[3]) if len(args) == 2 and place is None else NONE
            if not known:
                return self.looked_up(base, args[0], other)
            return other if place is None else self.item_of_record(base, args[0])
        if base.form.what == "named" and name == "_replace" and not args:
            given = dict(expr.kwargs)
            if set(given) <= set(base.form.keys):
                items = zip(base.form.keys, base.items)
                parts = [self.value(given[k]) if k in given else v for k, v in items]
                return replace(base, items=tuple(parts), whole="")
        if base.form.what == "named" and name == "_asdict" and not args:
            return Parts("dict", base.items, Form("dict", base.form.keys, dict))
        self._refuse_member(TupleKind((), base.form), name, *missing(base.form, name))
        return NONE

    @cached_property
    def _late_views(self) -> frozenset[tuple[str, str]]:
        return views_read_late(self.program)

    def _see_view(self, expr: Apply, name: str) -> None:
        """Refuse a view of a dict that is read after the dict has changed."""
        base = expr.args[0]
        if isinstance(base, Name) and (base.id, name) in self._late_views:
            shown = f"{self.shown(base.id)}.{name}()"
            self.refuse(
                f"s2sad cannot tell what `{shown}` shows", "The dict is changed before the view "
                "of it is read for the last time.", f"Write `{shown}` where it is read; in a loop, "
                f"run through the keys and read `{self.shown(base.id)}[k]`.",
                of_dicts=True,
            )  # fmt: skip

    def question_of_record(self, expr: Apply) -> Value | None:
        """Return `key in p`, `sorted(p)`, `p and q`, and what asks only which object p is."""
        if expr.op in ("and", "or"):
            return self.in_turn(expr, self.condition)
        if expr.op in ("hasattr", "getattr"):
            found = self._attribute_by_text(expr)
            if found is not None or expr.op == "getattr":
                return found
        values = [self.value(arg) for arg in expr.args]
        last = values[-1] if values else None
        if expr.op in ("in", "notin") and isinstance(last, Parts):
            key = self.display(values[0])
            is_in = self._contains(last, key)
            if is_in is None and last.form is not None and last.form.what == "dict":
                keys = self.keys_for(key, last.form.keys)
                return None if keys is None else Apply(expr.op, (key, keys))
            return None if is_in is None else Const(is_in == (expr.op == "in"))
        if expr.op == "sorted" and len(values) == 1 and not expr.kwargs:
            row = last if isinstance(last, Parts) else self._constants(last)
            return None if row is None else self._sorted(row)
        if expr.op == "isinstance" and isinstance(values[0], Parts) and not values[0].whole:
            form = values[0].form
            classes = classes_named(self.expression(expr.args[1]), self.kind)
            if form is not None and classes is not None and isinstance(form.type, type):
                return Const(issubclass(form.type, classes))
        if expr.op in BY_IDENTITY and any(isinstance(v, Parts) and v.whole for v in values):
            args = [Name(v.whole) if isinstance(v, Parts) and v.whole else v for v in values]
            kwargs = tuple([(key, self.expression(arg)) for key, arg in expr.kwargs])
            return Apply(expr.op, tuple([self.display(arg) for arg in args]), kwargs)
        if expr.op in ("is", "isnot") and all(isinstance(v, Parts) for v in values):
            return self._is_one(expr)
        return None

    def _attribute_by_text(self, expr: Apply) -> Value | None:
        """Return `hasattr(p, "a")` and `getattr(p, "a", 0.0)` where the class tells; else None."""
        known, name = self.constant_key(expr.args[1]) if len(expr.args) > 1 else (False, None)
        if not known or not isinstance(name, str) or expr.kwargs:
            return None
        kind = self.kind_of_value(self.value(expr.args[0]))
        if isinstance(kind, TupleKind) and kind.form is not None:
            is_named = isinstance(expr.args[1], Const) or is_complete(kind.form)
            has = form_has(kind.form, name, is_named)
        else:
            question = Apply("hasattr", (self.expression(expr.args[0]), Const(name)))
            has = answer(question, self.kind)
        if has is None:
            return None
        if expr.op == "hasattr":
            return Const(has)
        is_missing = not has and len(expr.args) == 3
        return self.value(
            expr.args[2] if is_missing else Apply("attr", (expr.args[0], Const(name)))
        )

    def asked_type(self, expr: Apply, made: Apply) -> Apply:
        """Return a call, `type(p)` as the question that it is, of p as a whole."""
        made = called(made, self.kind)
        whole = None
        if made.op == "type":
            whole = self.question_of_record(Apply("type", expr.operands[1:]))
        return whole if isinstance(whole, Apply) else made

    def _is_one(self, expr: Apply) -> Const:
        """Return whether two tuples or records are one, if that is known."""
        if expr.args[0] != expr.args[1]:
            self.refuse(
                "s2sad cannot tell whether these two are one object",
                "They are seen as their parts, each of which is a variable of its own.",
                "Compare what they hold with `==`, or keep a flag.",
            )
        return Const(expr.op == "is")

    def _contains(self, base: Parts, key: Expr) -> bool | None:
        known, value = self.constant_key(key)
        if not known or base.form is not None and base.form.what == "object":
            return None  # what an object contains is for its class to say
        if base.form is not None and base.form.what == "dict":
            return base.form.place(value) is not None
        items = [self.constant_key(item) for item in base.items if not isinstance(item, Parts)]
        every = len(items) == len(base.items) and all(known for known, _ in items)
        return value in [item for _, item in items] if every else None

    def _sorted(self, base: Parts) -> Value | None:
        items: tuple[Value, ...] = base.items
        if base.form is not None and base.form.what == "dict":
            items = tuple([key_expr(key) for key in base.form.keys])
        firsts = [v.items[0] if isinstance(v, Parts) and v.items else v for v in items]
        kinds = [self.kind_of_value(first) for first in firsts]
        keys = [key.value for key in map(constant_item, kinds) if key is not None]
        is_alike = len({type(key) for key in keys}) == 1
        if len(set(keys)) != len(items) or not is_alike:
            return None
        order = sorted(range(len(items)), key=keys.__getitem__)
        return Parts("list", tuple([items[k] for k in order]))

    def _constants(self, value: Value | None) -> Parts | None:
        """Return a tuple of constants, which the keys of a dict are, by its items."""
        kind = None if value is None else self.kind_of_value(value)
        if not isinstance(kind, TupleKind) or kind.form is not None:
            return None
        found = [constant_item(item) for item in kind.items]
        return Parts("tuple", tuple([c for c in found if c is not None])) if all(found) else None

    def expression(self, expr: Expr) -> Expr:
        """Return the value of a generic expression as one core expression, displays included."""
        raise NotImplementedError


NO_OPERATORS = (
    "The operators of an object are code that s2sad does not see.",
    "Read its attributes by name.",
)


def missing(form: Form, name: str) -> tuple[str, str]:
    """Return why an attribute or method of a record is not known, and what to do."""
    if form.what == "dict":
        return "Only what reads a dict is known here: keys, values, items, get, copy.", ""
    has = getattr(form.type, name, None)
    if isinstance(has, property):
        return "It is a property, whose code is not seen here.", "Call a function instead."
    if callable(has):
        return "It is a method, whose code is not seen here.", "Call a function instead."
    others = f"It has {', '.join(map(str, form.keys))}." if form.keys else "Check its spelling."
    return "It has no such attribute.", others
