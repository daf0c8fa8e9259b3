"""Perhaps: a name that is an object on some paths, and None on the others.

    best = None                            has_best = False
    for v in x:                            for v in x:
        p = P(v, v * v)                        if not has_best or p_b > best_b:
        if best is None or p.b > best.b:           best_a = p_a
            best = p                 ->            best_b = p_b
                                                   has_best = True
    return best.a                          return best_a

A flag tells on each path whether the name is an object. The variables of the object are bound where
it is one; where it is None again, they are None too, so that no older value is read.

`told` is what was known of flags before a test told more of them; `or_none` has by functions the
tuples for which a name stands that may be None.

A loop is read again when its end has an object where its beginning has None: what the object is
like is known then, and the name has its variables from the beginning.
"""

from __future__ import annotations

from typing import Any

import gast

from ..ir.frozen import replace
from ..ir.nodes import ABSENT, Assign, Const, Name, Stmt
from ..ir.walk import statements
from .classes import Made, Perhaps
from .either import RETURNED, was_none
from .herds import Again, Item, Known
from .perhaps_asked import AbsenceAsked
from .perhaps_listed import AbsenceListed, Wanted, listed
from .scope import bound_by
from .values import NONE

_IDENTITY = (gast.Is, gast.IsNot)


class Absence(AbsenceAsked, AbsenceListed):
    """Lets paths agree on a name that is an object or None."""

    # Names

    def new_flag(self, name: str) -> str:
        """Return a variable that tells whether a name is an object."""
        self.has_absence = True
        return self.names.fresh(f"has_{name}")

    def perhaps_named(self, name: str, value: Perhaps, node: Any) -> Perhaps:
        """Return what a name is that is bound to what may be None: it has a flag of its own."""
        flag = self.new_flag(name)
        self.set_name(flag, Name(value.flag), node)
        return Perhaps(value.made, flag)

    # Paths that meet

    def agree_on_absence(self, place: Any, before: Any, arms: list[Any], node: Any) -> bool:
        """Let a name be an object or None where paths meet; return whether it is that."""
        values = [place.table(arm).get(place.name) for arm in arms]
        if any(map(listed, values)):
            absent = [self._is_absent(place, v, a.block, a.none) for v, a in zip(values, arms)]
            given = [NONE if is_none else v for v, is_none in zip(values, absent)]
            assumed = set(self.taken_for_none)
            self._note_assumed(place, values, arms)
            if self.agree_on_perhaps_listed(place, given, arms, node):
                return True
            self.taken_for_none = assumed
            return False
        if not any(_made(value) for value in values):
            return False
        absent = [self._is_absent(place, v, a.block, a.none) for v, a in zip(values, arms)]
        some = [_made(v) for v, is_absent in zip(values, absent) if not is_absent]
        told = [v for v in values if isinstance(v, Perhaps)]
        if not some or None in some or not (told or any(absent)):
            return False
        if all(v.known for v in told) and not any(absent):
            for arm, value in zip(arms, values):
                place.table(arm)[place.name] = _made(value)
            return False
        was = place.table(before).get(place.name)
        told = [was, *told] if isinstance(was, Perhaps) else told
        target = self._target([v.made for v in told], some, values, arms)
        target = target or self._like_all(place, values, arms, node)
        if target is None:
            return False
        self._note_assumed(place, values, arms)
        self._fill_absent(place, target, list(zip(arms, values)), node)
        flag = told[0].flag if told else self.new_flag(place.base)
        for arm, value in zip(arms, values):
            self.set_presence(Perhaps(target, flag), place, arm, value, before, node)
        slots: dict[str, Any] = next((arm.heap[target] for arm in arms if target in arm.heap), {})
        for arm in arms:
            if target not in arm.heap:
                self._clear(slots, arm, node)
        return True

    def _clear(self, slots: dict[str, Any], arm: Any, node: Any) -> None:
        """Let the variables of an object be None on a path."""
        outer, self.block = self.block, arm.block
        for slot in slots.values():
            if isinstance(slot, Name):
                tag = replace(self.tag(node), role=ABSENT)
                self.block.append(Assign(slot.id, Const(None), tag))
                self.bound.add(slot.id)
        self.block = outer

    def _fill_absent(
        self, place: Any, target: Made, pairs: list[tuple[Any, Any]], node: Any
    ) -> None:
        """Let an object hold as much where its one name is None as on the other paths."""
        full = [arm.heap[_made(v)] for arm, v in pairs if _made(v) and not _is_none(v)]
        for arm, value in pairs:
            slots = arm.heap.get(target)
            if slots is None or not _is_none(value) or self.holders(target, arm) > 1 or not full:
                continue
            known = {key: v for key, v in full[0].items() if isinstance(v, Known)}
            more = {key: self.slot_name(target, key) for key in full[0]
                    if key not in slots and key not in known}  # fmt: skip
            self._clear(more, arm, node)
            arm.heap[target] = {**slots, **more, **known}

    def _target(
        self, told: list[Made], some: list[Made], values: list[Any], arms: list[Any]
    ) -> Made | None:
        """Return the object into whose variables the others may move; None if there is none."""
        for target in dict.fromkeys([*told, *some]):
            moved = [(arm, _made(v)) for arm, v in zip(arms, values) if _moves(v, target)]
            if all(
                self._has_plain_slots(made, arm) and self._may_move(target, made, arm)
                for arm, made in moved
            ):
                return target
        return None

    def _like_all(
        self, place: Any, values: list[Any], arms: list[Any], node: Any
    ) -> Made | None:
        """Return a new object that is like another one on each path; None if there is none.

        From then on neither it nor the others are changed (see `one_of_several`).
        """
        pairs = [(arm, _made(v)) for arm, v in zip(arms, values) if _made(v) is not None]
        first = pairs[0][1]
        known = _known(pairs[0][0].heap.get(first, {}))
        if not all(
            made.type is first.type and _known(arm.heap.get(made, {})) == known
            and self._has_plain_slots(made, arm) for arm, made in pairs
        ):  # fmt: skip
            return None
        one = Made(first.type, place.base)
        self.several.add(one)
        for arm, made in pairs:
            self._hold(one, made, arm.heap[made], arm, node)
        for arm, value in zip(arms, values):
            told = value if isinstance(value, Perhaps) else None
            if told is not None or _made(value) is not None:
                place.table(arm)[place.name] = replace(told, made=one) if told else one
        values[:] = [place.table(arm).get(place.name) for arm in arms]
        return one

    def set_presence(
        self, one: Perhaps, place: Any, arm: Any, value: Any, before: Any, node: Any
    ) -> None:
        """Let a name that has a value on a path be `one` there."""
        made = _made(value)
        told = value.flag if isinstance(value, Perhaps) else None
        if _moves(value, one.made):
            self._move_into(one.made, made, arm, place, before, node)
        if isinstance(value, Perhaps) and value.known is False and made is not one.made:
            made = told = None
        if made is None:
            if not self.holders(one.made, arm):
                self._clear(arm.heap.get(one.made, {}), arm, node)
        outer, self.block = self.block, arm.block
        if told != one.flag:
            given = Const(made is not None) if told is None else Name(told)
            self.set_name(one.flag, given, node)
        self.block = outer
        place.table(arm)[place.name] = one

    def _is_absent(
        self, place: Any, value: Any, block: list[Any], none: set[str] | None = None
    ) -> bool:
        """Return whether a place is None at the end of a block that follows the one at hand."""
        if value == "data" and place.name == RETURNED and self.frame.results:
            return was_none(self.frame.results[0], block)
        if value == NONE:
            return True
        internal = self._data_of(place, value)
        block = [*self.block, *block]
        none = self.none_before if none is None else none
        return internal is not None and was_none(internal, block, internal in none)

    def _data_of(self, place: Any, value: Any) -> str | None:
        """Return the variable that a place is as data; None if it is none."""
        if place.owner is not None:
            return value.id if isinstance(value, Name) else None
        return self.frame.scope.internal.get(place.name) if value is None else None

    def _note_assumed(self, place: Any, values: list[Any], arms: list[Any]) -> None:
        """Note a place that is None on a path only if the trip is the first."""
        for arm, value in zip(arms, values):
            internal = self._data_of(place, value)
            if internal is not None and not was_none(internal, [*self.block, *arm.block]):
                self.taken_for_none.add(place)

    def _has_plain_slots(self, made: Made, arm: Any) -> bool:
        """Return whether all that an object holds is data, but for what is known of its keys."""
        return all(isinstance(held, (Name, Known)) for held in arm.heap.get(made, {}).values())

    # Loops

    def begin_absence(self, places: list[Any], node: Any) -> None:
        """Give what is None before a loop, and an object after a trip, its variables."""
        here = self.here()
        target = list(gast.walk(node.target)) if isinstance(node, gast.For) else []
        for place in places:
            table = place.table(here)
            value, wanted = table.get(place.name), self.wanted.get(self._absence_key(place, node))
            if isinstance(value, Perhaps):
                value = replace(value, known=None)
                table[place.name] = self.own_listed(self.own_variable(place), value, node)
                continue
            internal, is_absent = self._data_of(place, value), self._is_absent(place, value, [])
            if internal is None and place.owner is None:
                internal = self.frame.scope.internal.get(place.name)
            if wanted is None:
                is_bound = place.owner is None and any(
                    getattr(part, "id", None) == place.name for part in target
                )
                if is_absent and not is_bound and internal is not None:
                    self.none_before.add(internal)
                continue
            if isinstance(wanted, Wanted):
                if is_absent and internal is not None:
                    self._drop_none(internal)
                if is_absent or isinstance(value, Item):
                    at_first = NONE if is_absent else value
                    self.begin_perhaps_listed(place, at_first, wanted, node)
                continue
            if is_absent:
                cls, attributes = wanted
                made = Made(cls, place.base)
                if internal is not None:
                    self._drop_none(internal)
                self.heap[made] = {
                    each: known or self.slot_name(made, each) for each, known in attributes
                }
                self._clear(self.heap[made], here, node)
            elif isinstance(value, Made) and not isinstance(value, Item):
                made = value
            else:
                continue
            flag = self.new_flag(place.base)
            self.set_name(flag, Const(made is value), node)
            if place.owner is None:
                self.bind_name(place.name, node)
            table[place.name] = Perhaps(made, flag)

    def _drop_none(self, internal: str) -> None:
        """Leave out the statement at hand that binds a name to None, if nothing has read it."""
        for index in reversed(range(len(self.block))):
            stmt = self.block[index]
            if internal in names_of(stmt):
                if isinstance(stmt, Assign):
                    del self.block[index]
                return

    def check_absence(self, before: Any, node: Any) -> None:
        """Refuse what was taken for None in a loop, and which a later trip may find bound."""
        bound = bound_by(node) if self.taken_for_none else []
        for place in list(self.taken_for_none):
            if place.owner is not None and place.owner not in before.heap:
                continue
            if place.owner is None and place.name not in bound:
                continue
            if not isinstance(place.table(before).get(place.name), Perhaps):
                raise self.loop_refusal(place.text, node)
            self.taken_for_none.discard(place)

    def look_for_absence(self, place: Any, before: Any, here: Any, node: Any) -> None:
        """Read the function again if a place is None before a loop, and an object after a trip."""
        old, new = (place.table(arm).get(place.name) for arm in (before, here))
        if isinstance(old, Perhaps) or not isinstance(new, (Made, Perhaps)) and new != NONE:
            return
        is_late = isinstance(new, Perhaps) or isinstance(old, Made) and new == NONE
        was_none = self._data_of(place, old) in before.none or self._is_absent(place, old, [])
        is_late |= isinstance(new, Made) and was_none
        key, made = self._absence_key(place, node), _made(new) or _made(old)
        one = listed(new) or listed(old)
        if is_late and one is not None and key not in self.wanted:
            self.want_listed(key, one)
        if is_late and made is not None and key not in self.wanted:
            slots = here.heap.get(made, {})
            if self._has_plain_slots(made, here):
                raise Again(key, (made.type, tuple(_known(slots).items())))

    def close_absence(self, place: Any, before: Any, here: Any, node: Any) -> bool:
        """Let what is None or an object be the same when a loop goes round.

        Return whether it is such a place.
        """
        old, new = (place.table(arm).get(place.name) for arm in (before, here))
        if not isinstance(old, Perhaps):
            return False
        one = replace(old, known=None)
        if listed(old) is not None:
            given = NONE if self._is_none_again(place, new) else new
            self.close_perhaps_listed(place, old, given, here, node)
            return True
        if _made(new) is None and new != NONE and not self._is_none_again(place, new):
            raise self.loop_refusal(place.text, node)
        if self._target([one.made], [], [new], [here]) is None:
            raise self.loop_refusal(place.text, node, self.why_another(one.made, _made(new)))
        self.set_presence(one, place, here, new, before, node)
        return True

    def _is_none_again(self, place: Any, value: Any) -> bool:
        """Return whether a place is None at the end of the block at hand."""
        internal = self._data_of(place, value)
        return internal is not None and was_none(internal, self.block)

    def _absence_key(self, place: Any, node: Any) -> Any:
        return ("absent", self.frame.source.file, node.lineno, node.col_offset, place.text)


def _made(value: Any) -> Any:
    """Return the object that a value is, or may be; None of anything else."""
    if isinstance(value, Perhaps):
        return None if listed(value) is not None else value.made
    return value if isinstance(value, Made) and not isinstance(value, Item) else None


def _moves(value: Any, target: Made) -> bool:
    """Return whether a value is another object than `target`, which has to move into that."""
    return not _is_none(value) and _made(value) not in (None, target)


def _is_none(value: Any) -> bool:
    """Return whether a test around has told that a value is None."""
    return isinstance(value, Perhaps) and value.known is False


def _known(slots: dict[str, Any]) -> dict[str, Known | None]:
    """Return what is known of the slots of an object: of a variable None."""
    return {name: held if isinstance(held, Known) else None for name, held in slots.items()}


def names_of(stmt: Stmt) -> set[str]:
    """Return the names that a statement reads or binds, with what is inside it."""
    return {name for inner in statements((stmt,)) for name in (*inner.reads, *inner.binds)}
