"""Sharers: adjoints that hold one buffer, of which the last that is left owns it.

    z = x + y          gx = gz;  gy = gz        gz is owned: x and y are its sharers
    x = k * a          ga = k * gx              the adjoint of x ends here: y owns the buffer
    y = b              gb = gy;  gb += ...      and its adjoint may be added to in place

Only assignments in a row are followed: a branch, a loop or any other statement forgets all.
"""

from __future__ import annotations

from collections.abc import Collection

OWNED, SHARED = "owned", "shared"
State = dict[str, str]


class Sharers:
    """Of each adjoint that shares a buffer all that do; each name is in one set."""

    def __init__(self) -> None:
        self.of: dict[str, set[str]] = {}

    def clear(self) -> None:
        """Forget everything: what is shared stays so."""
        self.of.clear()

    def take(self, name: str) -> set[str] | None:
        """The adjoint of a name ends: return the others that share its buffer, without it."""
        found = self.of.pop(name, None)
        if found is not None:
            found.discard(name)
        return found

    def leave(self, name: str, state: State) -> None:
        """The adjoint of a name has got memory of its own."""
        left = self.take(name)
        if left is not None:
            self.settle(left, state)

    def pass_on(
        self, how: str, others: set[str] | None, to: Collection[str], is_known: bool, state: State
    ) -> None:
        """A buffer goes from an adjoint that ends to others.

        `others` shared it already; `is_known` tells whether nobody else may hold it.
        """
        if others is None and how != OWNED:
            return
        group = {*(others or ()), *to}
        if is_known and all(state.get(name) == SHARED for name in group):
            self.settle(group, state)
            return
        for name in group:
            self.of.pop(name, None)

    def settle(self, group: set[str], state: State) -> None:
        """Note who shares a buffer; one alone owns it."""
        if len(group) == 1:
            (last,) = group
            self.of.pop(last, None)
            if state.get(last) == SHARED:
                state[last] = OWNED
            return
        for name in group:
            self.of[name] = group
