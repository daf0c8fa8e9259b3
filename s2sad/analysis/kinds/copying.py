"""Copying: `copy.copy` and `copy.deepcopy` of data.

    copy.copy(l)         ->  l.copy()            copy.copy(d)         a dict of the same values
    copy.deepcopy(a)     ->  np.copy(a)          copy.deepcopy(rows)  each row copied

A deep copy has one copy for all ways to an object; so it is refused where there may be two of them.
"""

from __future__ import annotations


from ...ir.frozen import replace
from ...ir.kinds import Array, Kind, ListKind, Other, Scalar, TupleKind, is_memory
from ...ir.nodes import Apply, Assign, Const, Evaluate, Expr, For, Name
from ...ir.ops import BINARY
from .dicts import Dicts
from .state import Parts, Value

COPIES = {"copy.copy", "copy.deepcopy"}
_NEW = {"tuple", "dict", "list", "list.copy", "list.repeat", *BINARY}


class Copying(Dicts):
    """Copies data."""

    def copied(self, expr: Apply) -> Value:
        """Return a copy; `expr` has the function, what is copied, and what is copied with it."""
        function, given, *others = expr.args
        is_deep = expr.op == "copy.deepcopy"
        value = self.value(given)
        found = self._deep(value, given) if is_deep else self._shallow(value)
        if is_deep and found is not None and self._is_one_of(given, others):
            found = None
        if found is not None:
            return found
        if not is_deep:
            return Apply("call", (function, self.expression(given)))
        self.refuse(
            "s2sad cannot tell what is one object in this deep copy",
            "What is reached in two ways has one copy; which objects are the same is not known.",
            "Copy each part by itself: `[list(row) for row in rows]`.",
        )  # fmt: skip
        return given

    def _shallow(self, value: Value) -> Value | None:
        if isinstance(value, Parts):
            is_object = value.form is not None and value.form.what == "object"
            return None if is_object else replace(value, whole="")
        match self.kind(value):
            case Scalar() | Other(what="text" | "none"):
                return value
            case ListKind():
                return Apply("list.copy", (self.operand(value),))
            case Array():
                return Apply("np.copy", (self.operand(value),))
        return None

    def _deep(self, value: Value, given: Expr) -> Value | None:
        if isinstance(value, Parts):
            memory = [item for item in value.items if is_memory(self.kind_of_value(item))]
            apart = len(memory) < 2 or isinstance(given, Name) and self._has_items_apart(given.id)
            items = [self._deep(item, Const(None)) for item in value.items]
            known = [item for item in items if item is not None]
            plain = self._shallow(value) is not None and len(known) == len(items) and apart
            held = [item if isinstance(item, Parts) else self.temporary(item) for item in known]
            return replace(value, items=tuple(held), whole="") if plain else None
        kind = self.kind(value)
        if not isinstance(kind, ListKind) or not is_memory(kind.item):
            return self._shallow(value)
        is_deeper = isinstance(kind.item, ListKind) and is_memory(kind.item.item)
        if is_deeper or not isinstance(value, Name) or not self._has_items_apart(value.id):
            return None
        copy = "np.copy" if isinstance(kind.item, Array) else "list.copy"
        if not isinstance(kind.item, (Array, ListKind)):
            return None
        return self._each(value, copy)

    def _each(self, rows: Name, copy: str) -> Name:
        """Return a list of copies of rows."""
        new = self.temporary(Apply("list", ()))
        index, row, made = self.new_name(), self.new_name(), self.new_name()
        body = (
            Assign(row, Apply("getitem", (rows, Name(index))), self.tag),
            Assign(made, Apply(copy, (Name(row),)), self.tag),
            Evaluate(Apply("list.append", (new, Name(made))), self.tag),
        )
        self.lower((
            For(index, Apply("range", (Apply("len", (rows,)),)), body, None, self.tag),
        ))  # fmt: skip
        return new

    def _is_one_of(self, given: Expr, others: list[Expr]) -> bool:
        """Return whether memory may also be reached in another way that is copied."""
        mine = self._reached_from(given)
        return any(mine & self._reached_from(other) for other in others)

    def _reached_from(self, given: Expr) -> set[str]:
        """Return the classes of the memory that is reached from a value."""
        kind = self.env.get(given.id) if isinstance(given, Name) else None
        if not isinstance(given, Name) or not is_memory(kind):
            return set()
        find, held = self.aliases.places.find, self.aliases.places.held
        holding = self._holding(given.id, kind)
        inside = {find(place) for one in holding for place in held[one].values()}
        return {find(given.id)} | inside

    def _has_items_apart(self, name: str) -> bool:
        """Return whether no two things in a list or record are one: each was made for it."""
        places = self.aliases.places
        find = places.find
        holding = self._holding(name, self.env[name])
        aliases = self.aliases
        if holding & {find(n) for n in (*aliases.spread, *aliases.retaken, *aliases.given)}:
            return False
        held = {find(place) for one in holding for place in places.held[one].values()}
        put = [n for n in self.aliases.put if find(n) in held]
        memory = [n for n in put if n not in self.env or is_memory(self.env[n])]
        return bool(memory) and all(map(self._is_made_new, memory))

    def _holding(self, name: str, kind: Kind | None) -> set[str]:
        """Return the classes of names that hold memory: a list of lists, and all around it."""
        places = self.aliases.places
        inside: list[Kind | None] = []
        match kind:
            case ListKind(item=item):
                inside = [item]
            case TupleKind(items=items):
                inside = list(items)
        inside = [item for item in inside if is_memory(item)]
        found = {places.find(name)} if inside else set()
        for place in list(places.held[places.find(name)].values()):
            for item in inside:
                found |= self._holding(place, item)
        return found

    def _is_made_new(self, name: str) -> bool:
        """Return whether a name is a temporary for something that is made where it stands."""
        match self.aliases.made[name] if name.startswith("%") else []:
            case [Assign(value=Apply(op=op))]:
                return op in _NEW
        return False
