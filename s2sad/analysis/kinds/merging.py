"""Merging: the kinds after two paths meet, and at the head of a loop.

Definitions:
  1. A name that both paths bind has the join of its kinds; one that a single path binds keeps its
     kind (reading it on the other path is Python's error, not ours).
  2. A size that differs between the paths is a symbol of the meeting point. Sizes that differ in
     the same way share the symbol: both are the value that came along the path taken.
  3. At the head of a loop every symbol that the body made is old, it belongs to the trip before:
     only sizes that are equal to those at entry stay, all others are symbols of the head.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from ...ir.frozen import dataclass, field, replace
from ...ir.kinds import Array, Kind, ListKind, Other, Scalar, Size, TupleKind, Unknown
from .joins import EACH, Optional, join, map_sizes
from .mixed import shaped, valued
from .sizes import Sizes, is_fresh

Env = dict[str, Kind]


@dataclass
class _Meeting:
    """The symbols of one meeting point; `name` is the name whose kinds are joined now."""

    sizes: Sizes
    point: Hashable
    is_head: bool
    name: str = ""
    count: int = 0
    shared: dict[tuple[Size | None, Size | None, bool], Size] = field(default_factory=dict)

    def unify(self, a: Size | None, b: Size | None, what: str) -> Size | None:
        """Return the size that is a on one path and b on the other."""
        self.count += 1
        if what.startswith("item"):
            return self._of_items(a, b, what)
        if a == b or a is None or b is None:
            return a if a == b else None
        if what == "size" and not (is_fresh(a) or is_fresh(b)) and self.sizes.same(a, b):
            return a
        if what == "size" and self.is_head:
            self.sizes.meet(a, b)
        return self._symbol(a, b, what)

    def _symbol(self, a: Size | None, b: Size | None, what: str) -> Size:
        is_value = what == "value"
        key = (a, b, is_value)
        if key not in self.shared:
            low = None if is_value else Size(0)
            self.shared[key] = self.sizes.named((self.point, self.name, self.count), low)
        return self.shared[key]

    def _of_items(self, a: Size | None, b: Size | None, what: str) -> Size | None:
        if a == b or what != "item size" or a is None or b is None:
            return a if a == b else None
        known = not (is_fresh(a) or is_fresh(b)) and self.sizes.same(a, b)
        return a if known else EACH

    def renewed(self, kind: Kind) -> Kind:
        """Return the kind of a name that only the body binds, at the head of the next trip."""
        match kind:
            case Scalar(value=Size() as value) if is_fresh(value):
                return valued(kind, self._renew(value, "value"))
            case Array(shape=shape) if any(map(is_fresh, shape)):
                sizes = [self._renew(n, "size") if is_fresh(n) else n for n in shape]
                return shaped(kind, tuple(sizes))
            case ListKind(item=item, length=length):
                item = None if item is None else map_sizes(item, _old_is_own)
                length = self._renew(length, "length") if length and is_fresh(length) else length
                return ListKind(item, length)
            case TupleKind(items=items):
                return replace(kind, items=tuple([self.renewed(item) for item in items]))
            case Optional(kind=some):
                return Optional(self.renewed(some))
        return kind

    def _renew(self, size: Size, what: str) -> Size:
        self.count += 1
        return self._symbol(None, size, what)


def _old_is_own(size: Size) -> Size:
    return EACH if is_fresh(size) else size


@dataclass(frozen=True, slots=True)
class Apart(TupleKind):
    """A tuple (or list, or record) that is taken apart: part i is the name `parts[i]`.

    `whole` is the argument that it was taken from, as long as it is still that.
    """

    parts: tuple[str, ...] = ()
    display: str = "tuple"
    whole: str = ""


def merge(a: Env, b: Env, sizes: Sizes, point: Hashable) -> Env:
    """Return the kinds after two paths meet."""
    return _merge(a, b, _Meeting(sizes, (point, "meet"), False))


def at_head(entry: Env, back: Env, sizes: Sizes, point: Hashable) -> Env:
    """Return the kinds at the head of a loop, from those before it and those after a trip."""
    return _merge(entry, back, _Meeting(sizes, (point, "head"), True))


def late_nones(entry: Env, new: Env, head: Env) -> Env | None:
    """Return the kinds to begin again with, if the trip followed as None what may be more.

    What it told of other names may be true of None only: they are again as they were at entry.
    """
    late = {n: k for n, k in new.items() if type(k) is Optional and type(entry.get(n)) is Other}
    return {**entry, **late} if any(type(head.get(n)) is Other for n in late) else None


def _merge(a: Env, b: Env, meeting: _Meeting) -> Env:
    found = dict(a)
    for name, kind in b.items():
        mine = a.get(name)
        if mine is kind:
            continue
        meeting.name, meeting.count = name, 0
        if mine is not None:
            found[name] = _meet(mine, kind, meeting)
        else:
            found[name] = meeting.renewed(kind) if meeting.is_head else kind
    return found


def _meet(a: Kind, b: Kind, meeting: _Meeting) -> Kind:
    if a == b:
        return a
    found = join(a, b, meeting.unify)
    if meeting.is_head and isinstance(found, ListKind) and isinstance(a, ListKind):
        if a.item is None and found.item is not None:
            return ListKind(map_sizes(found.item, _old_is_own), found.length)
    if isinstance(found, TupleKind):
        for kind in (a, b):
            if isinstance(kind, Apart):
                return replace(kind, items=found.items, form=found.form, whole=_whole(a, b))
    return found


def _whole(a: Kind, b: Kind) -> str:
    """Return the argument that both kinds were taken from, if they were."""
    found = {kind.whole if isinstance(kind, Apart) else "" for kind in (a, b)}
    return found.pop() if len(found) == 1 else ""


def common(kinds: Mapping[str, list[Kind]], sizes: Sizes, point: Hashable) -> Env:
    """Return one kind for each name that is right wherever the name is bound."""
    found: Env = {}
    meeting = _Meeting(sizes, (point, "flat"), False)
    for name, seen in kinds.items():
        meeting.name, meeting.count = name, 0
        meeting.shared = {}
        kind = seen[0]
        for other in seen[1:]:
            meeting.count = 0
            kind = _meet(kind, other, meeting)
        found[name] = of_some(plain(kind))
    return found


def plain(kind: Kind) -> Kind:
    """Return a kind without how it is taken apart."""
    if isinstance(kind, Apart):
        return TupleKind(tuple([plain(item) for item in kind.items]), kind.form)
    return kind


def of_some(kind: Kind) -> Kind:
    """Return the kind of what may be None, or holds what may be, where it is not."""
    if isinstance(kind, ListKind) and kind.item is not None:
        return ListKind(of_some(kind.item), kind.length)
    if isinstance(kind, TupleKind):
        return TupleKind(tuple(map(of_some, kind.items)), kind.form)
    return kind.kind if isinstance(kind, Optional) else kind


def widened(new: Env, head: Env) -> Env:
    """Return the kinds at the head with nothing told of what still changes."""
    return {
        name: kind if kind == head.get(name) else _unsized(kind) for name, kind in new.items()
    }


def _unsized(kind: Kind) -> Kind:
    match kind:
        case Scalar():
            return valued(kind, None)
        case ListKind(item=item):
            return ListKind(item)
        case Array():
            return Unknown("its sizes change in the loop in a way that is not followed")
        case Optional(kind=some) if not isinstance(some, Array):
            return Optional(_unsized(some))
    return plain(kind)

