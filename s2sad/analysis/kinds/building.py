"""Building: records that the program makes, and stores into them.

A store binds the part anew: `p.x = v` is `p'_x = v`. That is right as long as nobody else holds
the record under another name, which is checked; otherwise it is refused.
"""

from __future__ import annotations

import inspect
from functools import cached_property
from types import MemberDescriptorType, SimpleNamespace
from typing import Any

from ...errors import WrongKind
from ...ir.frozen import replace
from ...ir.kinds import Array, Form, Kind, ListKind, TupleKind
from ...ir.nodes import Apply, Assign, Block, Const, Evaluate, Expr, Name, Program, Stmt, Store
from ...ir.walk import blocks, names_in, statements
from .access import Access
from .list_values import NONE
from .merging import Apart
from .state import Parts, Value
from .words import describe


class Building(Access):
    """Makes records and stores into them."""

    inside = 0  # the derivatives that are being written out

    def made_record(self, expr: Apply) -> Value:
        """Return what an operation on records makes."""
        match expr.op:
            case "record":
                form, *items = expr.args
                assert isinstance(form, Const)
                parts = tuple([self.passed(item) for item in items])
                return Parts("tuple", parts, form.value)
            case "dict.merge":
                return self._merged([self.value(arg) for arg in expr.args])
            case "record.replace":
                return self._replaced(expr)
            case "dict.set" | "dict.put":
                base, key, value = expr.args
                known, constant = self.constant_key(self.expression(key))
                if not known:
                    return self._refuse_key()
                is_new = expr.op == "dict.put"
                return self._set(base, constant, self.passed(value), True, is_new)
        base, name, value = expr.args
        assert isinstance(name, Const)
        if name.value in ("real", "imag") and self._is_complex_array(base):
            return self._store_part(base, name.value, self.value(value))
        return self._set(base, name.value, self.value(value), False)

    def _is_complex_array(self, base: Expr) -> bool:
        kind = self.env.get(base.id) if isinstance(base, Name) else None
        return isinstance(kind, Array) and kind.dtype.startswith("complex")

    def _store_part(self, base: Expr, name: str, value: Value) -> Value:
        """Lower `z.real = v` of an array; after `z.real += v` nothing is left to be stored."""
        last = self.out[-1] if self.out else None
        is_done = isinstance(last, Store) and value == Name(last.base)
        if not is_done:
            part = self.temporary(Apply(f"np.{name}", (self.operand(self.value(base)),)))
            self.lower((Store(part.id, Const(Ellipsis), self.operand(value), None, self.tag),))
        return NONE

    def dict_of(self, expr: Apply) -> Value:
        """Return a dict display as parts."""
        keys, values = expr.args[::2], expr.args[1::2]
        table: dict[Any, Value] = {}
        for key, value in zip(keys, values):
            known, constant = self.constant_key(self.expression(key))
            if not known:
                return self._refuse_key()
            table[constant] = self.passed(value)
        return Parts("dict", tuple(table.values()), Form("dict", tuple(table), dict))

    def _merged(self, parts: list[Value]) -> Value:
        table: dict[Any, Value] = {}
        for part in parts:
            form = part.form if isinstance(part, Parts) else None
            if form is None or form.what != "dict" or not isinstance(part, Parts):
                self.refuse(
                    f"s2sad cannot make a dict of {describe(self.kind_of_value(part))}",
                    "Its keys are not known before the run.", "Write a dict display.", WrongKind,
                )  # fmt: skip
                return NONE
            table.update(zip(form.keys, part.items))
        return Parts("dict", tuple(table.values()), Form("dict", tuple(table), dict))

    def _replaced(self, expr: Apply) -> Value:
        base = self.value(expr.args[0])
        form = base.form if isinstance(base, Parts) else None
        given = {key: self.value(value) for key, value in expr.kwargs}
        if form is None or not isinstance(base, Parts) or not set(given) <= set(form.keys):
            self.refuse(
                f"s2sad cannot replace in {describe(self.kind_of_value(base))}",
                "Its fields are not known before the run.", "Use a dataclass.", WrongKind,
            )  # fmt: skip
            return NONE
        items = [given.get(key, item) for key, item in zip(form.keys, base.items)]
        return replace(base, items=tuple(items), whole="")

    # -- stores ------------------------------------------------------------------------------------

    def _refuse_key(self) -> Value:
        self.refuse(
            "s2sad cannot store under a key that only the run knows",
            "Which value it replaces decides what the program does.",
            "Use constant keys, a tuple of names to loop over, or a list or an array.",
            of_dicts=True,
        )  # fmt: skip
        return NONE

    def _set(
        self, base: Expr, key: Any, value: Value, is_dict: bool, is_new: bool = False
    ) -> Value:
        """Bind the part of a record anew; one that is new has no other names yet."""
        form = self.changed_form(base, key, is_dict, is_new)
        if form is not None and isinstance(base, Name):
            whole = self.parts_of(base.id)
            assert whole is not None
            table = {**dict(zip(form.keys, whole.items)), key: value}
            self.bind_record(base.id, whole, table)
        return NONE

    def bind_record(self, name: str, whole: Parts, table: dict[Any, Value]) -> None:
        """Bind a record, and what holds it, to what it is after a store."""
        assert whole.form is not None
        for key, old in zip(whole.form.keys, whole.items):
            if key not in table and _has_object(self.kind_of_value(old)):
                self.removed.add(key)
            elif key in table and table[key] is not old:
                self._check_exchange(key, old, table[key])
        for key in self.removed & (set(table) - set(whole.form.keys)):
            self._refuse_exchange(key, "another one was taken from there")
        form = Form(whole.form.what, tuple(table), whole.form.type)
        self.bind(name, Parts(whole.display, tuple(table.values()), form))

    def _check_exchange(self, key: Any, old: Value, new: Value) -> None:
        """Refuse to put another object in the place of one whose methods were looked up."""
        was, now = self.kind_of_value(old), self.kind_of_value(new)
        if not _fits_for(was, now):
            self._refuse_exchange(key, f"it was {describe(was)}, and is {describe(now)}")

    def _refuse_exchange(self, key: Any, why: str) -> None:
        self.refuse(
            f"s2sad cannot exchange what is under {key!r} here",
            f"Which code the methods of its objects are was known before: {why}.",
            "Keep the new one in a variable of its own.",
        )  # fmt: skip

    def changed_form(
        self, base: Expr, key: Any, is_dict: bool, is_new: bool = False
    ) -> Form | None:
        """Return the form of a record that may be changed under a key; refuse any other."""
        kind = self.env.get(base.id) if isinstance(base, Name) else None
        form = kind.form if isinstance(kind, Apart) else None
        if form is None or not isinstance(base, Name) or (form.what == "dict") is not is_dict:
            found = self.value(base)
            what = describe(self.kind_of_value(found))
            self.refuse(
                f"s2sad cannot store {key!r} in {what}", "Only a dict or an object that is an "
                "argument, or that the function made, can be changed.",
                "Use a local variable, and return it.",
            )  # fmt: skip
            return None
        if not _is_plain_store(form, key):
            self.refuse(
                f"s2sad cannot store {key!r} in a {form.type.__name__}",
                "It cannot be changed, or its class does more than to keep the value.",
                "Make a new one.", WrongKind,
            )  # fmt: skip
            return None
        if not is_new and self.is_shared(base.id):
            self.refuse(
                f"s2sad cannot store into `{self.shown(base.id)}`, which has other names",
                "The store would have to show through all of them.",
                "Make a new dict or object instead of changing this one.",
                of_dicts=True,
            )  # fmt: skip
        return form

    def is_shared(self, name: str) -> bool:
        """Return whether a record has other names, or stands in something else."""
        names = [n for n in self.aliases.of(name) if n != name and n in self.env]
        others = [n for n in names if not (self._is_spent(n) or self._is_over(n))]
        return bool(others or self.aliases.holders(name))

    def _is_over(self, name: str) -> bool:
        """Return whether nobody reads a name from here on, but where it has got another value.

        So it is with the parameters of a function or a derivative that was written out before. A
        temporary may be what an object is copied from that stands for this one or another.
        """
        if any(name in table.values() for table in self.inner_names.values()):
            return not self.inside
        if name.startswith("%"):
            return False
        if name not in self._regions:
            self._regions[name] = _region(name, self.program)
        sids = self._regions[name]
        return sids is not None and self.tag.sid not in sids

    @cached_property
    def _regions(self) -> dict[str, frozenset[int] | None]:
        return {}

    def _is_spent(self, name: str) -> bool:
        """Return whether a hidden name is read only where its record gets another one.

        A comprehension fills its dict under it; `a, b = {}, {}` binds both before it names them.
        """
        if not name.startswith("%"):
            return False
        count = list(names_in(self.program.result)).count(name)
        is_filled = _is_named_where_it_is_made(name, self.program.body)
        for stmt in statements(self.program.body):
            match stmt:
                case Evaluate(value=Apply(op="dict.put", args=(Name(id=base), *_))) if base == name:
                    is_filled = True
                case _:
                    count += list(stmt.reads).count(name)
        return is_filled and count == 1


def _region(name: str, program: Program) -> frozenset[int] | None:
    """Return the numbers of the statements from the one that binds a name to its last reading.

    None if it is bound more than once, or read outside of the block that binds it.
    """
    every = list(statements(program.body))
    binding = [stmt for stmt in every if name in stmt.binds]
    count = sum(stmt.reads.count(name) for stmt in every)
    if len(binding) != 1 or not isinstance(binding[0], Assign) or name in names_in(program.result):
        return None
    block = _block_of(binding[0], program.body)
    place = next(k for k, stmt in enumerate(block) if stmt is binding[0])
    reading = [
        k for k, stmt in enumerate(block)
        if any(name in inner.reads for inner in statements((stmt,)))
    ]  # fmt: skip
    region = block[place : max(reading, default=place) + 1]
    inside = [stmt for stmt in statements(region) if stmt is not binding[0]]
    if sum(stmt.reads.count(name) for stmt in inside) != count:
        return None
    return frozenset([stmt.tag.sid for stmt in (binding[0], *inside)])


def _block_of(found: Stmt, body: Block) -> Block:
    """Return the block in which a statement stands."""
    if any(stmt is found for stmt in body):
        return body
    inner = [_block_of(found, block) for stmt in body for block in blocks(stmt)]
    return next((block for block in inner if block), ())


def _is_named_where_it_is_made(name: str, body: Block) -> bool:
    """Return whether one block makes a record under a name, and then gives it another one."""
    is_made = False
    for stmt in body:
        if any(_is_named_where_it_is_made(name, block) for block in blocks(stmt)):
            return True
        if isinstance(stmt, Assign):
            if is_made and stmt.value == Name(name):
                return True
            is_made = is_made or stmt.target == name
    return False


def _fits_for(was: Kind | None, now: Kind | None) -> bool:
    """Return whether the objects of one value are of the classes of those of another.

    A list of objects is no other one's: each object of it was known by itself.
    """
    if not _has_object(was):
        return True
    if not isinstance(was, TupleKind) or not isinstance(now, TupleKind):
        return False
    mine, its = was.form, now.form
    if mine is None or its is None or (mine.what, mine.type) != (its.what, its.type):
        return False
    held = dict(zip(its.keys, now.items))
    return all(_fits_for(item, held.get(key)) for key, item in zip(mine.keys, was.items))


def _has_object(kind: Kind | None) -> bool:
    match kind:
        case ListKind(item=item):
            return _has_object(item)
        case TupleKind(items=items, form=form):
            is_object = form is not None and form.what == "object"
            return is_object or any(map(_has_object, items))
    return False


def _is_plain_store(form: Form, key: Any) -> bool:
    """Return whether a store only keeps the value: no named tuple, frozen class or property."""
    if form.what != "object":
        return form.what == "dict"
    found = inspect.getattr_static(form.type, key, None)
    is_slot = isinstance(found, MemberDescriptorType)
    plain = form.type.__setattr__ in (object.__setattr__, SimpleNamespace.__setattr__)
    return plain and (is_slot or not hasattr(type(found), "__set__"))
