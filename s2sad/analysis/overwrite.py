"""Overwriting: cells that are read and never written again.

    for t in range(1, n):
        h[t] = np.tanh(w * h[t - 1])         h[t - 1] keeps its value to the end

Definition: the cells read at R keep their value from a place P on, in the same trip of every loop
around R, iff for each store S to their memory and each way in which S may run after P,
  1. S stands at or after P, and runs in the same trip of every loop around both, or
  2. S runs in a later trip of a loop L around both, in the same trip of the loops around L, and
     the memory is not made anew in every trip of L,
the linear inequalities that say so of the indices of the loops, together with those that say that
R and S take a cell of the same array in common, have no solution (`cells.py`, `linear.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter

from ..ir.frozen import dataclass, field
from ..ir.kinds import Kind, Size
from ..ir.nodes import Expr, Store
from .cells import Cells, Span, range_of
from .linear import is_impossible
from .positions import Place, Positions
from .storage import Storage

MOST = 40  # stores that one read is compared with
_SIZE = attrgetter("terms", "constant")


@dataclass(frozen=True, slots=True)
class Read:
    """The cells `base[index]`, taken at one place and wanted at another one, in the same trip.

    `is_after`: what the statement that wants them stores itself is what is wanted.
    """

    base: str
    index: Expr | None
    taken: Place
    wanted: Place
    is_after: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """How S runs after P: in the same trip of some loops, in a later one of the next (-1: none)."""

    same: tuple[int, ...]
    later: int = -1


_ONCE = Way(())  # outside of loops


@dataclass
class Overwriting:
    """Compares the cells of reads with those of stores."""

    cells: Cells
    _found: dict[tuple[str, int, int, int, int, int], bool] = field(default_factory=dict)
    _decided: dict[frozenset[Size], bool] = field(default_factory=dict)
    _sides: dict[tuple[int, tuple[int, ...], str], _Ends] = field(default_factory=dict)
    _trips: dict[Way, list[Size]] = field(default_factory=dict)

    def keeps_its_value(
        self, read: Read, stores: Iterable[int], is_local: Callable[[Place], bool]
    ) -> bool:
        """Return whether what is read is never written after it is wanted.

        `stores` are the numbers of the statements that write its memory; `is_local` tells whether
        that is made anew in every trip of a loop.
        """
        if not self._is_same_trip(read):
            return False
        places = self.cells.positions.places
        if not read.wanted.loops:  # what stands above runs before
            first = read.wanted.number + read.is_after
            stores = [number for number in stores if number >= first]
        met = [places[number] for number in stores]
        later = [(s, ways) for s in met if (ways := self._ways(read, s, is_local))]
        if len(later) > MOST or any(not isinstance(s.stmt, Store) for s, _ in later):
            return False
        return not any(self._may_overwrite(read, s, way) for s, ways in later for way in ways)

    def are_apart(self, one: Place, other: Place) -> bool:
        """Return whether two stores of one trip write other cells, as far as that is known."""
        assert isinstance(one.stmt, Store)
        return self.is_apart(Read(one.stmt.base, one.stmt.index, one, one), other)

    def is_apart(self, read: Read, store: Place) -> bool:
        """Return whether a store takes other cells than a read of the same trip."""
        same = tuple([a for a, b in zip(read.taken.loops, store.loops) if a == b])
        return is_impossible(self._in_common(read, store, same))

    def _is_same_trip(self, read: Read) -> bool:
        around = self.cells.positions.statement_in_block(read.wanted.number, read.taken.block)
        return around is not None and read.taken.number <= read.wanted.number

    def _ways(self, read: Read, store: Place, is_local: Callable[[Place], bool]) -> list[Way]:
        """Return the ways in which a store may run after a read is wanted."""
        is_later = store.number >= read.wanted.number + read.is_after
        if not store.loops or not read.wanted.loops:
            return [_ONCE] if is_later else []
        common = [a for a, b in zip(read.wanted.loops, store.loops) if a == b]
        fixed = 0
        while fixed < len(common) and is_local(self.cells.positions.places[common[fixed]]):
            fixed += 1
        ways = [Way(tuple(common[:k]), common[k]) for k in range(fixed, len(common))]
        return [*ways, Way(tuple(common))] if is_later else ways

    def _may_overwrite(self, read: Read, store: Place, way: Way) -> bool:
        cells = (read.base, id(read.index), read.taken.number)
        key = (*cells, read.wanted.number, store.number, way.later)
        if key not in self._found:
            if way not in self._trips:
                self._trips[way] = list(self._later(way))
            system = frozenset((*self._trips[way], *self._in_common(read, store, way.same)))
            if system not in self._decided:
                self._decided[system] = is_impossible(sorted(system, key=_SIZE))
            self._found[key] = not self._decided[system]
        return self._found[key]

    def _later(self, way: Way) -> Iterator[Size]:
        """Yield that S runs in a later trip of a loop."""
        header = None if way.later < 0 else range_of(self.cells.positions.places[way.later])
        if header is None:
            return
        index = self.cells.index_of(way.later)
        first, second = self._on(index, way.same, "read"), self._on(index, way.same, "store")
        yield second - first - 1 if header[2] > 0 else first - second - 1
        for side in ("read", "store"):
            for form in self.cells.known([index]):
                yield self._on(form, way.same, side)

    def _in_common(self, read: Read, store: Place, same: tuple[int, ...]) -> Iterator[Size]:
        """Yield that R and S take a cell of the same array in common."""
        assert isinstance(store.stmt, Store)
        mine = dict(self.cells.regions(read.base, read.index, read.taken))
        others = dict(self.cells.regions(store.stmt.base, store.stmt.index, store))
        for base in mine.keys() & others.keys():
            if not self.cells.is_one(base, same):
                continue
            for one, other in zip(mine[base], others[base]):
                yield from self._overlap(one, other, same)

    def _overlap(self, one: Span, other: Span, same: tuple[int, ...]) -> Iterator[Size]:
        """Yield that two spans on one axis have an index in common."""
        low, high = self._ends(one, same, "read"), self._ends(other, same, "store")
        for span in (low, high):
            yield from span.known
        for first, second in ((low, high), (high, low)):
            if second.high is not None:
                yield second.high - first.low
        for span in (low, high):
            if span.high is not None:
                yield span.high - span.low

    def _ends(self, span: Span, same: tuple[int, ...], side: str) -> _Ends:
        key = (id(span), same, side)  # the spans of a statement are found once, and kept
        if key not in self._sides:
            forms = [span.low] if span.high is None else [span.low, span.high]
            known = [self._on(form, same, side) for form in self.cells.known(forms)]
            high = None if span.high is None else self._on(span.high, same, side)
            self._sides[key] = _Ends(self._on(span.low, same, side), high, known)
        return self._sides[key]

    def _on(self, form: Size, same: tuple[int, ...], side: str) -> Size:
        """Return a form of R or of S: what may differ between the two has two names."""
        terms = [
            (name if set(self.cells.depends[name]) <= set(same) else f"{name} of {side}", factor)
            for name, factor in form.terms
        ]  # fmt: skip
        return Size(form.constant, tuple(sorted(terms)))


def overwriting(
    positions: Positions, store: Storage, kinds: Mapping[str, Kind]
) -> Overwriting:
    """Return what compares the cells of one program's reads and stores."""
    given = {name for name, made in store.definitions.items() if None in made}
    return Overwriting(Cells(positions, given, kinds))


@dataclass(frozen=True, slots=True)
class _Ends:
    low: Size
    high: Size | None
    known: list[Size]
