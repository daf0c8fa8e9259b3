"""Gradients: what the adjoints of the parameters are where the reverse sweep ends.

They are returned, and share no memory with anything that the caller has. The adjoint of a
parameter that is `given` is an argument: the program adds to it, all along where nothing rebinds
the parameter and its adjoint is no shadow, else at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...ir.kinds import Kind, ListKind, Scalar, TupleKind, can_vary
from ...ir.nodes import Apply, Assign, Const, Expr, Name, Stmt, Tag
from .blocks import Blocks
from .contribute import adjoint_kind
from .nested import copied_list
from .sharers import OWNED, SHARED, State


class Gradients:
    """Emits what makes the gradients of one program; `kept_at_entry` is for its first lines."""

    def __init__(
        self, mirror: Blocks, wrt: Iterable[str], parts: Mapping[tuple[str, int], str],
        given: Iterable[str],
    ):  # fmt: skip
        self.mirror, self.kinds, self.fresh = mirror, mirror.kinds, mirror.fresh
        self.places, self.wrt, self.parts = mirror.places, tuple(wrt), parts
        self.given: dict[str, str] = dict.fromkeys(given, "")  # and what their adjoints are called
        self.kept_at_entry: list[Stmt] = []

    def receive(self, name: str, state: State) -> None:
        """Name the adjoint that is given for a parameter; where it can be, it is the adjoint."""
        adjoint = f"g:{name}"
        is_plain = self.places.root(name) == name and name not in self.places.shadowed
        if is_plain and len(self.places.store.definitions[name]) <= 1:
            state[name] = OWNED
        else:
            adjoint = f"sum:{name}"
        self.kinds[adjoint] = adjoint_kind(self.kinds[name])
        self.given[name] = adjoint

    def _add(self, given: str, value: Expr) -> None:
        kind = self.kinds[given]
        if isinstance(kind, ListKind):
            self.mirror.add_to_each(Name(given), kind, value, "add")
        else:
            self.mirror.add_in_place(Name(given), value)

    def all_of(self, state: State) -> tuple[Expr, tuple[Stmt, ...]]:
        """Return the gradients, none sharing memory with anything that the caller has."""
        self.mirror.out, self.mirror.tag = [], Tag(0, 0, "adjoint")
        values: list[Expr] = []
        for name in self.wrt:
            given = self.given.get(name)
            if given is None:
                values.append(self._gradient(name, state))
            elif given != f"g:{name}":
                self._add(given, self._gradient(name, state))
        return Apply("tuple", tuple(values)), tuple(self.mirror.out)

    def _gradient(self, name: str, state: State) -> Expr:
        """Return the gradient of an argument, or of a part of one."""
        kind = self.kinds[name]
        if isinstance(kind, TupleKind):
            return self._of_parts(name, kind, state, Name(name))
        root = self.places.root(name)
        if root in self.places.shadowed:  # read here, so that it is kept as it was on entry
            shadow = self.places.expression(name)
            levels = self._reference_levels(name)
            if isinstance(kind, ListKind) and levels:
                items = self.fresh.name(kind)  # stores into the list put other shadows into it
                copy = copied_list(shadow, kind, self.fresh, levels - 1)
                self.kept_at_entry.append(Assign(items, copy))
                shadow = Name(items)
            return self.mirror.temporary(shadow)
        if name not in self.places.active.active or root not in state:
            self.mirror.assign(f"g:{name}", self.mirror.zero_of(self._as_given(name, kind)))
            return Name(f"g:{name}")
        if state.get(root) == SHARED and not isinstance(kind, Scalar):
            self.mirror.own(root, state)
        if root in self.mirror.stale:
            like = self._as_given(name, kind)
            self.mirror.out += self.mirror.resized(name, like, self.mirror.tag)
        return Name(f"g:{name}")

    def _as_given(self, name: str, kind: Kind) -> str:
        """Return a name that has what an argument, or a part of one, was on entry."""
        changes = isinstance(kind, ListKind) and self.places.store.is_written(name)
        if len(self.places.store.definitions[name]) <= 1 and not changes:
            return name
        like = self.fresh.name(kind)
        copy = Apply("list.copy", (Name(name),)) if changes else Name(name)
        self.kept_at_entry.append(Assign(like, copy))
        return like

    def _reference_levels(self, name: str) -> int:
        """Return how many levels of a list hold other adjoints at the end than on entry.

        Those are lists into which the program puts items, and that hold the adjoints of items.
        """
        found, below = 0, self.places.store.below(name)
        for level, (spine, _) in enumerate(zip([self.places.store.of(name), *below], below)):
            holds = level < len(below) - 1 or below[-1] in self.places.store.written
            if holds and spine in self.places.store.written:
                found = level + 1
        return found

    def _of_parts(self, name: str, kind: TupleKind, state: State, place: Expr) -> Expr:
        """Return the gradient of a tuple or record: the gradients of its parts in its structure.

        `place` spells it as a load from an argument: the name of a part has its value only after
        the statement that binds it.
        """
        parts: list[Expr] = []
        for k, item in enumerate(kind.items):
            part = self.parts.get((name, k), "")
            load = Apply("getitem", (place, Const(kind.subscript(k))))
            if not can_vary(item):
                parts.append(Const(None))
            elif isinstance(item, TupleKind):
                parts.append(self._of_parts(part, item, state, load))
            elif not part or self._is_zero(part, state):
                whole = self.mirror.temporary(load)
                self.kinds[whole.id] = item
                parts.append(self.mirror.temporary(self.mirror.zero_of(whole.id)))
            else:
                parts.append(self._gradient(part, state))
        if kind.form is None or kind.form.what == "named":
            return Apply("tuple", tuple(parts))
        pairs = zip(map(Const, kind.form.keys), parts)
        return Apply("dict", tuple([part for pair in pairs for part in pair]))

    def _is_zero(self, part: str, state: State) -> bool:
        """Return whether nothing was added to the adjoint of a part."""
        root = self.places.root(part)
        is_active = part in self.places.active.active and root in state
        return not is_active and root not in self.places.shadowed
