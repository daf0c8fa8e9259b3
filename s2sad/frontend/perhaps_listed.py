"""Perhaps listed: a name that is an object of a list on some paths, and None on the others.

    best = None                                has_best = False
    for p in ps:                               for p in range(len(ps_x)):
        if best is None or p.x > best.x:  ->       if not has_best or ps_x[p] > ps_x[best]:
            best = p                                   best = p; has_best = True
    return best.x                              return ps_x[best]

The name has the number of the object, and a flag that tells whether there is one. The number is
read where the flag is true only.
"""

from __future__ import annotations

from typing import Any

from ..ir.frozen import replace
from ..ir.nodes import ABSENT, Assign, Const, Name
from .classes import Perhaps
from .herd_moves import HerdMoves
from .herds import Again, Item, item
from .one_of_several import OneOfSeveral
from .values import NONE


class AbsenceListed(OneOfSeveral, HerdMoves):
    """Lets paths agree on a name that is an object of a list or None."""

    def agree_on_perhaps_listed(
        self, place: Any, values: list[Any], arms: list[Any], node: Any
    ) -> bool:
        """Let a name be an object of one list, or None, where paths meet, if it can."""
        found = [listed(value) for value in values if not _is_none(value)]
        some = [one for one in found if one is not None]
        own, told = self.own_variable(place), [v for v in values if isinstance(v, Perhaps)]
        if own is None or len(some) < len(found) or len({id(one.herd) for one in some}) != 1:
            return False
        if not told and len(found) == len(values):
            return False
        flag = told[0].flag if told else self.new_flag(place.base)
        made = item(some[0].herd, Name(own), all(one.is_sure for one in some))
        for arm, value in zip(arms, values):
            self.set_listed(Perhaps(made, flag), place, arm, value, node)
        return True

    def set_listed(self, one: Perhaps, place: Any, arm: Any, value: Any, node: Any) -> None:
        """Let a name that has a value on a path be `one` there."""
        made, own = None if _is_none(value) else listed(value), self.own_variable(place)
        told: Any = value.flag if made is not None and isinstance(value, Perhaps) else None
        assert own is not None
        outer, self.block = self.block, arm.block
        if made is None:
            self._without_number(own, node)
        else:
            self.own_number(own, made, node, True)
        if told != one.flag:
            is_known = told is None or value.known is True
            self.set_name(one.flag, Const(made is not None) if is_known else Name(told), node)
        self.block = outer
        place.table(arm)[place.name] = one

    def _without_number(self, own: str, node: Any) -> None:
        self.block.append(Assign(own, Const(None), replace(self.tag(node), role=ABSENT)))
        self.bound.add(own)
        self.numbers.add(own)

    # Loops

    def begin_perhaps_listed(self, place: Any, value: Any, wanted: Any, node: Any) -> bool:
        """Give what is None before a loop, and an object of a list after a trip, its number."""
        herds = [h for h in self.herds if (h.type, h.base) == wanted.layout]
        own = self.own_variable(place)
        if not herds or own is None:
            return False
        if place.owner is None:
            self.bind_name(place.name, node)
        here, made = self.here(), item(herds[-1], Name(own), True)
        self.set_listed(Perhaps(made, self.new_flag(place.base)), place, here, value, node)
        return True

    def want_listed(self, key: Any, made: Item) -> None:
        """Read the function again with an object of a list, or None, before a loop."""
        raise Again(key, Wanted((made.herd.type, made.herd.base)))

    def close_perhaps_listed(
        self, place: Any, old: Perhaps, new: Any, here: Any, node: Any
    ) -> None:
        """Let an object of a list or None be the same when a loop goes round."""
        made = None if _is_none(new) else listed(new)
        is_lost = made is None and not _is_none(new)
        if is_lost or made is not None and (
            made.herd is not old.made.herd or old.made.is_sure and not made.is_sure  # type: ignore
        ):
            raise self.loop_refusal(place.text, node)
        self.set_listed(replace(old, known=None), place, here, new, node)

    def own_listed(self, own: Any, value: Any, node: Any) -> Any:
        """Return an object of a list, or None, whose number is a variable's own."""
        made = listed(value) if isinstance(value, Perhaps) else None
        if made is None:
            return value
        return replace(value, made=self.own_number(own, made, node, True))


class Wanted:
    """What a place is after a trip: an object of a list, of which class and name is known."""

    def __init__(self, layout: Any) -> None:
        self.layout = layout


def listed(value: Any) -> Item | None:
    """Return the object of a list that a value is, or may be; None of anything else."""
    made = value.made if isinstance(value, Perhaps) else value
    return made if isinstance(made, Item) else None


def _is_none(value: Any) -> bool:
    """Return whether a value is known to be None."""
    return value == NONE or isinstance(value, Perhaps) and value.known is False
