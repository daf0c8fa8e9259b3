"""Heap: the objects that a function has made, at one point of its text.

A name that stands for an object is known before the run, and so is what is under each attribute:
a variable (`s.x` is `s_x`), another object, or a function. Two names of one object are two ways to
the same variables. Where paths meet, and where a loop goes round, they must agree: an object that
took the place of another one is moved into its variables, if nobody else holds the other one. What
does not agree is `Unsure`.

    for …:                    for …:
        s = step(s)     ->        s_x2 = …
                                  s_x = s_x2
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..errors import Unsupported
from ..ir.frozen import dataclass, field
from ..ir.kinds import Form
from ..ir.nodes import Apply, Const, Name
from ..ir.walk import statements
from .classes import Made, Perhaps, Unsure, fields_of, is_frozen, kept_by, where_to_set
from .either import RETURNED
from .herds import OBJECTS, Herd, Item, Listing
from .merged import keys_of, merged
from .moved import holds_already
from .twins import Twins

Slots = dict[Made, dict[str, Any]]


@dataclass
class Arm:
    """One of the paths that meet: its statements, and what is known at its end."""

    block: list[Any]
    statics: dict[str, Any]
    heap: Slots
    escaped: set[Any]
    is_local: bool = True  # what follows sees its local names
    falls: bool = True
    none: set[str] = field(default_factory=set)  # variables that are None since a loop began

    def fork(self) -> Arm:
        """Return the same state, to go on from."""
        heap = {made: dict(slots) for made, slots in self.heap.items()}
        return Arm([], dict(self.statics), heap, set(self.escaped), none=set(self.none))


@dataclass(frozen=True)
class Place:
    """A local name, or an attribute of an object."""

    name: str
    owner: Made | None = None

    def table(self, arm: Arm) -> dict[str, Any]:
        return arm.statics if self.owner is None else arm.heap.setdefault(self.owner, {})

    @property
    def text(self) -> str:
        return self.name if self.owner is None else f"{self.owner.base}.{self.name}"

    @property
    def base(self) -> str:
        """What variables are named after that stand for it."""
        return re.sub(r"\W", "_", self.text.strip("<>"))


class Heap(Twins):
    """Keeps what is known of objects, and lets paths agree."""

    def here(self) -> Arm:
        """Return the state at this point; it is not a copy."""
        statics = self.frame.scope.statics
        return Arm(self.block, statics, self.heap, self.escaped, none=self.none_before)

    def go_to(self, arm: Arm) -> None:
        """Make a state the present one, but for its block."""
        self.frame.scope.statics, self.heap, self.escaped = arm.statics, arm.heap, arm.escaped
        self.none_before = arm.none

    def slot_name(self, made: Made, attribute: str) -> Name:
        """Return the variable of an attribute."""
        key = (made, attribute)
        if key not in self.slot_names:
            is_passing = made.base.startswith("%")  # on its way into a list
            name = self.names.temporary() if is_passing else None
            name = name or self.names.fresh(re.sub(r"\W", "_", f"{made.base}_{attribute}"))
            self.slot_names[key] = name
        return Name(self.slot_names[key])

    # Who holds what

    def holders(self, made: Any, arm: Arm) -> int:
        """Return in how many ways an object is reached at a point."""
        return [found is made for found in self._held(arm)].count(True)

    def reached(self, arm: Arm) -> list[Any]:
        """Return the objects that are reached at a point."""
        return list(dict.fromkeys(self._held(arm))) if arm.heap else []

    def _held(self, arm: Arm) -> Iterator[Any]:
        """Yield an object for each name, attribute or function that holds it."""
        own = self.frame.scope
        tables = [arm.statics, *[s.statics for s in self.scopes if s is not own]]
        todo = [v for table in tables for v in table.values()] + list(self.pinned)
        seen = set()
        while todo:
            value = todo.pop()
            if isinstance(value, (Item, Listing)):
                value = value.herd
            if not isinstance(value, (Made, Herd)):
                todo += kept_by(value)
                continue
            yield value
            if value not in seen:
                seen.add(value)
                inside = arm.heap.get(value, {}) if isinstance(value, Made) else value.columns
                todo += inside.values()

    # Paths that meet

    def meet(self, before: Arm, arms: list[Arm], node: Any) -> None:
        """Let paths agree on every object; what they cannot agree on is unsure."""
        local = [arm for arm in arms if arm.is_local]
        for name in keys_of([arm.statics for arm in local]):
            self._agree(Place(name), before, local, node)
        self._agree_on_result(before, arms, node)
        done: set[Made] = set()
        while True:
            todo = [m for arm in arms for m in self.reached(arm) if m not in done]
            if not todo:
                break
            done.add(todo[0])
            where = [arm for arm in arms if todo[0] in arm.heap]  # elsewhere it is not made yet
            for name in keys_of([arm.heap[todo[0]] for arm in where]):
                self._agree(Place(name, todo[0]), before, where, node)

    def _agree_on_result(self, before: Arm, arms: list[Arm], node: Any) -> None:
        given = [arm for arm in arms if RETURNED in arm.statics]
        self._agree(Place(RETURNED), before, given, node)
        if given:
            for arm in arms:
                arm.statics.setdefault(RETURNED, given[0].statics[RETURNED])

    def _agree(self, place: Place, before: Arm, arms: list[Arm], node: Any) -> None:
        values = [place.table(arm).get(place.name) for arm in arms]
        if all(v is values[0] or v == values[0] for v in values):
            return
        if place.owner is None and not any(isinstance(v, OBJECTS) for v in values):
            if place.name == RETURNED:
                self.agree_on_parts(values, arms)
            self.agree_on_functions(place, arms, node)
            return
        if self.agree_on_listed(place, before, arms, node):
            return
        if self.agree_on_absence(place, before, arms, node):
            return
        values = [place.table(arm).get(place.name) for arm in arms]
        if all(isinstance(v, Made) and not isinstance(v, Item) for v in values):
            first = place.table(before).get(place.name)
            for target in dict.fromkeys([v for v in (first, *values) if isinstance(v, Made)]):
                pairs = [(a, v) for a, v in zip(arms, values) if isinstance(v, Made)]
                moved = [(a, v) for a, v in pairs if v is not target]
                if all(self._may_move(target, value, arm) for arm, value in moved):
                    for arm, value in moved:
                        self._move_into(target, value, arm, place, before, node)
                    return
            if self.one_of_several(place, list(zip(arms, values)), node):
                return
        if place.owner is None and place.name != RETURNED and any(v is None for v in values):
            if self._all_data(place, list(zip(arms, values)), node):
                return
        self.want_variable(place, values)
        for arm in arms:
            place.table(arm)[place.name] = Unsure(place.text)

    def _all_data(self, place: Place, pairs: list[tuple[Arm, Any]], node: Any) -> bool:
        """Let a name that is data on one path be data on all, if it can; return whether it is."""
        internal = self.frame.scope.internal.get(place.name)
        if internal not in self.bound or any(isinstance(v, Unsure) for _, v in pairs):
            return False
        if not all(v is None or isinstance(v, Made) and self.can_be_data(v, a) for a, v in pairs):
            return False
        for arm, value in pairs:
            if value is not None:
                self._become_data(place, value, arm, node)
        return True

    def can_be_data(self, made: Made, arm: Arm) -> bool:
        """Return whether an object, which one name has, is as good as a record of its fields."""
        fields, slots = fields_of(made.type), arm.heap.get(made, {})
        plain = fields is not None and set(fields) == set(slots) and not isinstance(made, Item)
        return plain and self.holders(made, arm) == 1 and all(
            isinstance(v, Name) for v in slots.values()
        )

    def _become_data(self, place: Place, made: Made, arm: Arm, node: Any) -> None:
        internal = self.frame.scope.internal[place.name]
        slots = arm.heap[made]
        form = Form("object", tuple(fields_of(made.type) or ()), made.type)
        outer, self.block = self.block, arm.block
        record = Apply("record", (Const(form), *[slots[name] for name in form.keys]))
        self.set_name(internal, record, node)
        self.block = outer
        del arm.statics[place.name]

    def _may_move(self, target: Made, source: Made, arm: Arm) -> bool:
        """Return whether the variables of `target` are free to take what `source` holds."""
        same = target.type is source.type and source not in self.pinned
        held = arm.heap.get(source, {}).values()
        return same and not self.holders(target, arm) and not any(
            isinstance(value, Perhaps) for value in held
        )

    def _move_into(
        self, target: Made, source: Made, arm: Arm, place: Place, before: Arm, node: Any
    ) -> None:
        """Let an object be known as `target`: its attributes move into the variables of that."""
        self.unite(target, source)
        outer, self.block = self.block, arm.block
        slots: dict[str, Any] = {}
        for name, value in arm.heap.get(source, {}).items():
            slots[name] = value
            if isinstance(value, (Item, Listing)):
                slots[name] = self.own_number(self.slot_name(target, name).id, value, node)
            elif isinstance(value, Name):
                slots[name] = slot = self.slot_name(target, name)
                if not holds_already(arm.block, value.id, slot.id):
                    self.set_name(slot.id, value, node)
        self.block = outer
        arm.heap[target] = slots
        arm.escaped.discard(target)
        if source in arm.escaped:
            arm.escaped.add(target)
        place.table(arm)[place.name] = target
        for other in self._places_of(source, arm):
            old = other.table(before).get(other.name)
            if not isinstance(old, Made) or old is target:
                other.table(arm)[other.name] = target
        if self.holders(source, arm):  # who holds it would not see a change
            arm.escaped |= {source, target}

    def _places_of(self, made: Made, arm: Arm) -> list[Place]:
        found = [Place(n) for n, v in arm.statics.items() if v is made]
        reached = self.reached(arm)
        return found + [Place(n, o) for o in reached for n, v in arm.heap.get(o, {}).items()
                        if v is made]  # fmt: skip

    def join(self, before: Any, after: list[Any], node: Any) -> None:
        """Go on from where arms meet."""
        self.meet(before, after, node)
        if not after:
            self.go_to(before.fork())
            return
        scope = self.frame.scope
        self.heap = {made: slots for arm in after for made, slots in arm.heap.items()}
        self.escaped = set().union(*[arm.escaped for arm in after])
        self.none_before = set.intersection(*[arm.none for arm in after])
        falling = [arm.statics for arm in after if arm.falls]
        returned = [arm.statics[RETURNED] for arm in after if RETURNED in arm.statics]
        scope.statics = merged(falling) if falling else dict(before.statics)
        if returned:
            scope.statics[RETURNED] = returned[0]

    # Loops

    @contextmanager
    def going_round(self, node: Any) -> Iterator[None]:
        """Lower the body of a loop; at its end all is known as it was at its beginning."""
        scope, had = self.frame.scope, self.had
        before, mark = self.here().fork(), len(self.block)
        written, self.written = self.written, set()
        changed, self.changed = self.changed, set()
        missed, self.missed = self.missed, set()
        looked, self.looked = self.looked, set()
        around = self.listed_around()
        yield
        self._close(before, self.block[mark:], had, node)
        self.check_absence(before, node)
        self.check_around(around, node)
        self.looked |= looked
        late = [m for m in self.escaped - before.escaped if m in before.heap or m in self.herds]
        if any(made in self.written for made in late) or self.fixed & self.changed:
            raise self.loop_refusal(late[0].base if late else "it", node)
        if not self.surely_runs(node):  # who has another name for an object may have it still
            self.escaped |= before.escaped
        self.written |= written
        self.changed |= changed
        self.missed |= missed
        if RETURNED in scope.statics:
            before.statics.setdefault(RETURNED, scope.statics[RETURNED])

    def part_twins(self, bound: list[str], node: Any) -> None:
        """Give a name that the loop binds an object of its own, if it has one with others."""
        here = self.here()
        inside = [Place(n, m) for m in self.reached(here) for n in here.heap.get(m, ())]
        self.begin_absence([*map(Place, bound), *inside], node)
        for name in bound:
            made = here.statics.get(name)
            if isinstance(made, Item) and self.is_taken_along(name, node):
                here.statics[name] = self.taken_along(name, made, node)
                continue
            if isinstance(made, (Item, Listing)):
                internal = self.frame.scope.internal[name]
                here.statics[name] = self.own_number(internal, made, node, True)
            if not isinstance(made, Made) or isinstance(made, Item) or (
                self.holders(made, here) < 2
            ):  # fmt: skip
                continue
            twin = Made(made.type, name)
            self.unite(made, twin)
            self.heap[twin] = {}
            for attribute, value in self.heap[made].items():
                self.heap[twin][attribute] = value
                if isinstance(value, Name):
                    self.heap[twin][attribute] = self.slot_name(twin, attribute)
                    self.set_name(self.slot_name(twin, attribute).id, value, node)
            here.statics[name] = twin
            if not is_frozen(made.type):
                self.escaped |= {made, twin}

    def _close(self, before: Arm, body: list[Any], had: set[str], node: Any) -> None:
        here = self.here()
        here.block = self.block
        self.check_functions(before, here, (body, had), node)
        self.part_late_twins(before, here, node)
        names = [n for n, v in (*before.statics.items(), *here.statics.items())
                 if isinstance(v, OBJECTS)]  # fmt: skip
        todo = [n for n in dict.fromkeys(names) if n != RETURNED]
        inside = [Place(n, m) for m in self.reached(before) for n in before.heap.get(m, ())]
        for place in [*map(Place, todo), *inside]:
            self.look_for_absence(place, before, here, node)
        todo.sort(key=lambda name: not self._is_free(name, before, here))
        while todo:
            self._close_name(Place(todo.pop(0)), before, here, (body, had), node)
            todo.sort(key=lambda name: not self._is_free(name, before, here))
        for made in self.reached(before):
            slots = before.heap.get(made, {})
            for name, value in list(here.heap.get(made, {}).items()):
                if name not in slots and (made, name) in self.missed:
                    raise self.refusal(
                        Unsupported, f"s2sad cannot tell what `{made.base}.{name}` is when the "
                        "loop goes round", node, "It is read from the class first, then from the "
                        "object.", where_to_set(made, name),
                    )  # fmt: skip
                if name in slots and value != slots[name] and not (
                    self.close_absence(Place(name, made), before, here, node)
                ):  # fmt: skip
                    self._close_place(Place(name, made), before, here, node)

    def _close_name(
        self, place: Place, before: Arm, here: Arm, seen: tuple[list[Any], set[str]], node: Any
    ) -> None:
        old, new = before.statics.get(place.name), here.statics.get(place.name)
        if old is new or isinstance(old, Unsure) or self.close_absence(place, before, here, node):
            return
        is_lost = isinstance(old, (Item, Listing)) and isinstance(new, Unsure)
        if is_lost and (self.frame.scope, place.name) not in self.looked:
            return
        if isinstance(old, (Made, Listing)):
            self._close_place(place, before, here, node)
            return
        internal = self.frame.scope.internal.get(place.name, place.name)
        is_read = any(internal in stmt.reads for stmt in statements(tuple(seen[0])))
        is_number = isinstance(new, (Unsure, Perhaps)) and internal in self.numbers
        if is_number or isinstance(new, (Item, Listing)):  # a number of its own has the name, too
            is_read = internal in self.read_early
        if not is_read and internal not in seen[1]:
            return
        if not isinstance(new, Made) or old is not None or not self.can_be_data(new, here):
            raise self.loop_refusal(place.name, node, self.why_late(old))
        self._become_data(place, new, here, node)

    def _is_free(self, name: str, before: Arm, here: Arm) -> bool:
        """Return whether the variables of a name's object may be filled anew by now."""
        old = before.statics.get(name)
        if isinstance(old, Listing):
            old = old.herd
        return not isinstance(old, (Made, Herd)) or not self.holders(old, here)

    def _close_place(self, place: Place, before: Arm, here: Arm, node: Any) -> None:
        old, new = (place.table(arm).get(place.name) for arm in (before, here))
        if old == new or self.close_listed(place, before, here, node):
            return
        self.want_variable(place, [old, new])
        self.take_along(place, old, new, node)
        if isinstance(old, Item) or isinstance(new, Item):
            raise self.loop_refusal(place.text, node)
        if not isinstance(old, Made) or not isinstance(new, Made):
            raise self.loop_refusal(place.text, node)
        if not self._may_move(old, new, here):
            raise self.loop_refusal(place.text, node, self.why_another(old, new))
        self._move_into(old, new, here, place, before, node)
