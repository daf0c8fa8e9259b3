"""The mirror of what is done to lists.

    l.append(v)      gv += gl.pop()
    v = l.pop()      gl.append(gv), even of a zero
    v = l.pop(i)     gl.insert(i, gv)
    l[i] = v         g = gl[i];  gl[i] = 0;  gv += g
    l = [a, b]       ga += gl[0];  gb += gl[1]
"""

from __future__ import annotations

from collections.abc import Callable

from ...ir.kinds import Scalar
from ...ir.nodes import Apply, Const, Evaluate, Expr, Name, Store
from .contribute import Contributor
from .sharers import OWNED, SHARED, State


class ListMirror(Contributor):
    """Emits the adjoint statements of what is done to lists."""

    def _hand_over(self, value: Expr, taken: Expr, state: State) -> None:
        """Add a temporary that this program owns and reads nowhere else."""
        assert isinstance(value, Name)
        absent = self.places.root(value.id) not in state
        self.add(value, taken, state)
        if absent and state.get(value.id) == SHARED and self.fit(taken, value.id) == taken:
            state[value.id] = OWNED

    def _own_list(self, base: str, state: State) -> Expr:
        self.own(self.places.root(base), state)
        return self.places.expression(base)

    def _append(self, base: str, value: Expr, state: State) -> None:
        if base not in self.places.active.active or self._mirrors_references(base):
            return
        shadow = self._own_list(base, state)
        last = Apply("list.pop", (shadow,))
        if not self.is_active(value):
            self.emit(Evaluate(last, self.tag))
            return
        assert isinstance(value, Name)
        self.kinds.setdefault(f"g:{value.id}", self.kinds[value.id])
        taken = self.temporary(last)
        self._hand_over(value, taken, state)

    def _pop(self, target: str, value: Apply, state: State) -> None:
        base = value.args[0]
        assert isinstance(base, Name)
        if self._mirrors_references(base.id):
            return
        how = state.pop(target, None) if target in self.places.active.active else None
        shadow = self._own_list(base.id, state)
        given: Expr = Name(f"g:{target}")
        if how is None:
            given = self.zero_of(target)
        elif how == SHARED and not isinstance(self.kinds[target], Scalar):
            given = Apply("np.copy", (given,))
        if len(value.args) > 1:
            place = self._put_back(value.args[1], shadow)
            insert = Apply("method", (shadow, Const("insert"), place, given))
            self.emit(Evaluate(insert, self.tag))
            return
        self.emit(Evaluate(Apply("list.append", (shadow, given)), self.tag))

    def _put_back(self, place: Expr, shadow: Expr) -> Expr:
        """Return where an item goes that was popped from `place`, in the list without it.

        `l.pop(-2)` is undone by `l.insert(-1, e)`: before what is the last item now.
        """
        match place:
            case Const(value=int(index)):
                return Const(index + 1) if index < 0 else place
        kind = self.kind(place)
        known = kind.value if isinstance(kind, Scalar) else None
        if known is not None and self.sizes.at_most(0, known) is True:
            return place
        length = Apply("add", (Apply("len", (shadow,)), Const(1)))
        is_behind = Apply("lt", (place, Const(0)))
        return Apply("ifexp", (is_behind, Apply("add", (length, place)), place))

    def _mirrors_references(self, base: str) -> bool:
        """Return whether the list's shadow holds shadows, kept in step by the forward sweep."""
        return self.places.store.holds_references(base)

    def _store_item(self, stmt: Store, state: State) -> None:
        """`l[i] = v`: v takes the item of the shadow list, a new zero stands in its place."""
        if self._mirrors_references(stmt.base) or stmt.index is None:
            return
        shadow = self._own_list(stmt.base, state)
        item = Apply("getitem", (shadow, stmt.index))
        kind = self.kind(item)
        active = self.is_active(stmt.value)
        taken = self.temporary(item) if active or not isinstance(kind, Scalar) else item
        zero = Const(0.0) if isinstance(kind, Scalar) else Apply("np.zeros_like", (taken,))
        self.store(shadow, stmt.index, zero, None)
        if active:
            self._hand_over(stmt.value, taken, state)

    def _display(self, value: Apply, g: Name, state: State) -> None:
        for k, item in enumerate(value.args):
            if self.is_active(item):
                cell = Apply("getitem", (g, Const(k)))
                kind = self.kind(cell)
                taken = cell if isinstance(kind, Scalar) else self.temporary(cell)
                if isinstance(kind, Scalar):
                    self.add(item, taken, state)
                else:
                    self._hand_over(item, taken, state)

    def _each(self, items: Expr, given: Callable[[Expr], Expr], state: State) -> None:
        if self.is_active(items):
            assert isinstance(items, Name)
            self.each_item(items.id, given, state)
