"""Herd moves: lists of objects where paths meet and where a loop goes round.

    for …:                                        for …:
        bodies = [b.moved() for b in bodies]  ->      bodies2_x = …
                                                      bodies_x = bodies2_x

Objects of one herd agree by their numbers, lists of such objects by the lists of their numbers.
Of two herds one takes the lists of the other, where nothing else holds either.
"""

from __future__ import annotations

from typing import Any

from ..ir.frozen import replace
from ..ir.nodes import Name
from .classes import Made, Perhaps
from .heap import Arm, Heap, Place
from .herds import Herd, Item, Listing, at, item, layouts_alike


class HerdMoves(Heap):
    """Lets paths agree on lists of objects and their items, and lowers methods of lists."""

    def agree_on_listed(self, place: Place, before: Arm, arms: list[Arm], node: Any) -> bool:
        """Let paths agree on what a place holds; return whether they do."""
        values = [place.table(arm).get(place.name) for arm in arms]
        own = self.own_variable(place)
        if own is None or not all(isinstance(v, (Item, Listing)) for v in values):
            return False
        if len({id(v.herd) for v in values if v is not None}) == 1:
            return self._agree_on_number(place, own, list(zip(arms, values)), node)
        if not all(isinstance(v, Listing) and v.order is None for v in values):
            return False
        first = place.table(before).get(place.name)
        for target in [v for v in (first, *values) if isinstance(v, Listing)]:
            moved = [(a, v) for a, v in zip(arms, values) if v is not None and v != target]
            if all(self._may_take(target, value, arm) for arm, value in moved):
                for arm, value in moved:
                    self._take(target, value, arm, node)
                return True
        return False

    def own_variable(self, place: Place) -> str | None:
        if place.owner is not None:
            return self.slot_name(place.owner, place.name).id
        internal = self.frame.scope.internal
        if place.name.startswith("<") and place.name not in internal:  # what is returned, or chosen
            internal[place.name] = self.names.fresh(self.frame.hint or "found")
        return internal.get(place.name)

    def _agree_on_number(
        self, place: Place, own: str, pairs: list[tuple[Arm, Any]], node: Any
    ) -> bool:
        kinds = {type(value) for _, value in pairs}
        if kinds == {Listing} and any(value.order is None for _, value in pairs):
            return False
        if len(kinds) != 1:
            return False
        sure = all(value.is_sure for _, value in pairs) if kinds == {Item} else True
        for arm, value in pairs:
            made = self._in(arm, lambda v=value: self.own_number(own, v, node, True))
            place.table(arm)[place.name] = _surely(made, sure)
        return True

    def _in(self, arm: Arm, act: Any) -> Any:
        """Do something that adds statements at the end of a path."""
        outer, self.block = self.block, arm.block
        try:
            return act()
        finally:
            self.block = outer

    def _may_take(self, target: Listing, source: Listing, arm: Arm) -> bool:
        """Return whether the lists of one herd may become those of another."""
        one, other = target.herd, source.herd
        if not isinstance(one, Herd) or not isinstance(other, Herd) or source.order is not None:
            return False
        self.complete(one, other.layout, None)
        free = all(not self.holders(part, arm) for part in one.parts())
        return free and layouts_alike(one.layout, other.layout)

    def _take(self, target: Listing, source: Listing, arm: Arm, node: Any) -> None:
        """Let the lists of one herd become those of another, for all that holds it."""
        assert isinstance(target.herd, Herd) and isinstance(source.herd, Herd)
        one, other = target.herd, source.herd
        for path, column in one.lists():
            found = at(other, path)
            self._in(arm, lambda c=column, f=found: self.set_name(c.id, f, node))
        pairs = list(zip(one.parts(), [at(other, path) for path in _paths(one)]))
        tables = [arm.statics, *[arm.heap[m] for m in self.reached(arm) if m in arm.heap]]
        for mine, its in pairs:
            self._rename(mine, its, tables)
            if its in arm.escaped:
                arm.escaped.add(mine)
        if self.holders(other, arm):
            arm.escaped |= {one, other}

    def _rename(self, mine: Herd, its: Herd, tables: list[dict[str, Any]]) -> None:
        for table in tables:
            for name, value in table.items():
                one = value.made if isinstance(value, Perhaps) else value
                if isinstance(one, Item) and one.herd is its:
                    moved = item(mine, one.index, one.is_sure)
                    table[name] = replace(value, made=moved) if one is not value else moved
                elif isinstance(value, Listing) and value.of is its:
                    table[name] = Listing(mine, value.order)

    def close_listed(self, place: Place, before: Arm, here: Arm, node: Any) -> bool:
        """Let what a place holds be known as it was before the loop; return whether it is."""
        old, new = (place.table(arm).get(place.name) for arm in (before, here))
        if isinstance(old, Made) and not isinstance(old, Item) and isinstance(new, Item):
            return self._close_joined(place, old, new, here, node)
        if not isinstance(old, (Item, Listing)) or not isinstance(new, type(old)):
            return False
        if old.herd is new.herd:
            return self._close_number(place, old, new, here, node)
        if not isinstance(old, Listing) or not isinstance(new, Listing) or old.order is not None:
            return False
        if not self._may_take(old, new, here):
            return False
        self._take(old, new, here, node)
        place.table(here)[place.name] = old
        return True

    def _close_joined(self, place: Place, old: Made, new: Item, here: Arm, node: Any) -> bool:
        """Let an object that was put into a list in this trip be known by variables of its own.

        From then on neither it nor the objects of the list are changed: who holds the other one
        would not see it.
        """
        source = self.came_from.get((new.herd, new.index))
        if source is None or source.type is not old.type or self.holders(old, here):
            return False
        slots = self.heap.get(source, {})
        if new.herd in self.changed or not all(isinstance(v, Name) for v in slots.values()):
            return False
        found: dict[str, Any] = {}
        for name, value in slots.items():
            found[name] = slot = self.slot_name(old, name)
            self._in(here, lambda s=slot, v=value: self.set_name(s.id, v, node))
        here.heap[old] = found
        place.table(here)[place.name] = old
        here.escaped.add(old)
        self.fixed.add(new.herd)
        return True

    def part_late_twins(self, before: Arm, here: Arm, node: Any) -> None:
        """Give names that only the loop binds objects of their own, where theirs gets another's.

        `old = s; s = s.step(dt)`: where the loop goes round, the variables of s hold the new one.
        """
        tables = [(before.statics, here.statics)]
        tables += [(slots, here.heap.get(made, {})) for made, slots in before.heap.items()]
        gone = [v for was, now in tables for n, v in was.items()
                if isinstance(v, Made) and now.get(n) is not v]  # fmt: skip
        late = [n for n, v in here.statics.items() if n not in before.statics and v in gone]
        for name in late:
            made = here.statics[name]
            slots = here.heap.get(made, {})
            if isinstance(made, Item) or not all(isinstance(v, Name) for v in slots.values()):
                continue
            twin = Made(made.type, name)
            self.unite(made, twin)
            self.heap[twin] = {}
            for attribute, value in slots.items():
                self.heap[twin][attribute] = self.slot_name(twin, attribute)
                self.set_name(self.slot_name(twin, attribute).id, value, node)
            here.statics[name] = twin
            if self.holders(made, here):
                self.escaped |= {made, twin}

    def _close_number(self, place: Place, old: Any, new: Any, here: Arm, node: Any) -> bool:
        was = old.index if isinstance(old, Item) else old.order
        own = self.own_variable(place)
        if own is None or was != Name(own) or isinstance(new, Listing) and new.order is None:
            return False
        if isinstance(old, Item) and old.is_sure and not new.is_sure:
            return False
        self._in(here, lambda: self.own_number(own, new, node, True))
        place.table(here)[place.name] = old
        return True

    def listed_around(self) -> list[tuple[Any, str, Any]]:
        """Return what other functions know of lists of objects, and of their items."""
        others = [s for s in self.scopes if s is not self.frame.scope]
        return [(scope, name, value) for scope in others for name, value in scope.statics.items()
                if isinstance(getattr(value, "made", value), (Item, Listing))]  # fmt: skip

    def check_around(self, around: list[tuple[Any, str, Any]], node: Any) -> None:
        """Refuse a loop that reads a name of another function whose object it exchanges."""
        for scope, name, value in around:
            if (scope, name) in self.looked and scope.statics.get(name) != value:
                raise self.loop_refusal(name, node)

    def held_number(self, value: Any, names: set[str], node: Any) -> Any:
        """Return an object whose number stays as it is while names are bound anew."""
        held = value.made if isinstance(value, Perhaps) else value
        kept = held.index if isinstance(held, Item) else getattr(held, "order", None)
        if not isinstance(kept, Name) or kept.id not in names:
            return value
        copy = self.temporary(kept, node)
        if isinstance(held, Item):
            moved = item(held.herd, copy, held.is_sure)
            return replace(value, made=moved) if isinstance(value, Perhaps) else moved
        return Listing(value.of, copy)


def _surely(value: Any, is_sure: bool) -> Any:
    return item(value.herd, value.index, is_sure) if isinstance(value, Item) else value


def _paths(herd: Herd) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for name, column in herd.columns.items():
        if isinstance(column, Herd):
            found += [(name, *path) for path in _paths(column)]
    return found
