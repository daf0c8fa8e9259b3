"""Cells: which cells of an array an index stands for, in terms of the loops around it.

    for j in range(n):
        for i in range(j + 1, n):
            L[i, j]                   the cell (i, j), where 0 <= j < n and j < i < n

A whole number is affine in symbols: the index of a loop, what the arguments say, and every other
number that is known to stay the same. Each symbol depends on the loops in whose trips it may
change. An index is known only where it cannot be negative: below 0 it counts from the end.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from ..ir.frozen import dataclass, field
from ..ir.kinds import Array, Kind, Scalar, Size
from ..ir.nodes import Apply, Assign, Const, Expr, For, Name
from .kinds.sizes import is_fresh
from .linear import is_impossible
from .positions import Place, Positions

NONE = Const(None)
LENGTH = re.compile(r"[\w.\[\]:']+\.(\d+|len)")  # of an argument, as its kind names it


@dataclass(frozen=True, slots=True)
class Span:
    """The indices that are taken on one axis, both ends included; None: no end is known."""

    low: Size
    high: Size | None


WHOLE = Span(Size(0), None)


class _Regions(NamedTuple):
    of: Expr | None  # the index: kept, so that its id is its own
    found: list[tuple[str, list[Span]]]


@dataclass
class Cells:
    """One program's indices."""

    positions: Positions
    given: Set[str]  # the parameters
    kinds: Mapping[str, Kind]
    depends: dict[str, tuple[int, ...]] = field(default_factory=dict)  # symbol -> loops
    _bounds: dict[str, tuple[Size, ...]] = field(default_factory=dict)
    _regions: dict[tuple[str, int, int], _Regions] = field(default_factory=dict)

    # -- numbers -------------------------------------------------------------------------------

    def number(self, expr: Expr, place: Place) -> Size | None:
        """Return a whole number at a place as a form, or None."""
        if type(expr) is Name:
            return self._named(expr.id, place)
        if type(expr) is Const:
            is_int = isinstance(expr.value, int) and not isinstance(expr.value, bool)
            return Size(expr.value) if is_int else None
        match expr:
            case Apply(op="add" | "sub" as op, args=(left, right)):
                one, other = self.number(left, place), self.number(right, place)
                if one is None or other is None:
                    return None
                return one + other if op == "add" else one - other
            case Apply(op="neg", args=(operand,)):
                form = self.number(operand, place)
                return None if form is None else form * -1
            case Apply(op="mul", args=(left, right)):
                one, other = self.number(left, place), self.number(right, place)
                if one is None or other is None or not (one.is_constant or other.is_constant):
                    return None
                return other * one.constant if one.is_constant else one * other.constant
            case Apply(op="len" | "np.size", args=(Name(id=array),)):
                return self._length(f"len({array})", array)
            case Apply(op="getitem", args=(
                Apply(op="np.shape", args=(Name(id=array),)), Const(value=int() as axis),
            )):  # fmt: skip
                return self._length(f"{array}.shape[{axis}]", array)
        return None

    def _named(self, name: str, place: Place) -> Size | None:
        kind = self.kinds.get(name)
        if not isinstance(kind, Scalar) or not kind.dtype.startswith(("int", "uint")):
            return None
        if kind.value is not None and not is_fresh(kind.value):
            return self._of_arguments(kind.value)
        loop = self._loop_of(name, place)
        if loop is not None:
            return self._symbol(f"loop {loop.number}", (*loop.loops, loop.number))
        made = self._definition(name)
        if made is None:
            return self._symbol(name, ()) if self._is_given(name) else None
        if not self._is_made_before(made, place):
            return None
        assert isinstance(made.stmt, Assign)
        form = self.number(made.stmt.value, made)
        return self._symbol(name, made.loops) if form is None else form

    def _of_arguments(self, value: Size) -> Size:
        for symbol, _ in value.terms:
            self._symbol(symbol, ())
            if LENGTH.fullmatch(symbol):
                self._bounds[symbol] = (Size.symbol(symbol),)
        return value

    def _symbol(self, name: str, loops: tuple[int, ...]) -> Size:
        self.depends[name] = loops
        return Size.symbol(name)

    def _length(self, symbol: str, array: str) -> Size | None:
        """Return the length of an axis of an array that has one definition."""
        if not isinstance(self.kinds.get(array), Array):
            return None
        made = self._definition(array)
        if made is None and not self._is_given(array):
            return None
        form = self._symbol(symbol, () if made is None else made.loops)
        self._bounds[symbol] = (form,)
        return form

    def _loop_of(self, name: str, place: Place) -> Place | None:
        """Return the loop around a place whose index a name is, if nothing else binds it there."""
        for number in reversed(place.loops):
            loop = self.positions.places[number]
            if isinstance(loop.stmt, For) and loop.stmt.target == name:
                changes = self.positions.binding_between(name, loop.number, loop.end)
                return None if changes else loop
        return None

    def _definition(self, name: str) -> Place | None:
        """Return the only statement that binds a name, if it is an assignment."""
        numbers = self.positions.bound.get(name, [])
        if len(numbers) != 1 or name in self.given:
            return None
        place = self.positions.places[numbers[0]]
        return place if isinstance(place.stmt, Assign) else None

    def _is_given(self, name: str) -> bool:
        return not self.positions.bound.get(name)

    def _is_made_before(self, made: Place, place: Place) -> bool:
        """Return whether a definition runs before a place in every trip that comes there."""
        around = self.positions.statement_in_block(place.number, made.block)
        return around is not None and made.number < place.number

    # -- what is known of symbols ----------------------------------------------------------------

    def known(self, forms: Iterable[Size]) -> set[Size]:
        """Return what holds for the symbols of forms, as forms that are at least 0."""
        found: set[Size] = set()
        todo = [symbol for form in forms for symbol, _ in form.terms]
        seen: set[str] = set()
        while todo:
            symbol = todo.pop()
            if symbol in seen:
                continue
            seen.add(symbol)
            for bound in self._bounds_of(symbol):
                found.add(bound)
                todo += [name for name, _ in bound.terms]
        return found

    def _bounds_of(self, symbol: str) -> tuple[Size, ...]:
        if symbol not in self._bounds:
            loop = symbol.partition("loop ")[2]
            self._bounds[symbol] = self._bounds_of_loop(int(loop)) if loop else ()
        return self._bounds[symbol]

    def index_of(self, number: int) -> Size:
        """Return the index of a loop as a symbol."""
        loop = self.positions.places[number]
        return self._symbol(f"loop {number}", (*loop.loops, number))

    def _bounds_of_loop(self, number: int) -> tuple[Size, ...]:
        loop = self.positions.places[number]
        header = range_of(loop)
        if header is None:
            return ()
        start, stop, step = header
        index, sign = self.index_of(number), 1 if step > 0 else -1
        first, end = self.number(start, loop), self.number(stop, loop)
        found = [] if first is None else [(index - first) * sign]
        return tuple(found if end is None else [*found, (end - index) * sign - 1])

    def is_natural(self, form: Size) -> bool:
        """Return whether a form is never negative."""
        return is_impossible([*self.known([form]), form * -1 - 1])

    def is_one(self, name: str, same: Collection[int]) -> bool:
        """Return whether a name has one value in the trips of which those of some loops are one."""
        bound = self.positions.bound.get(name, [])
        if len(bound) > 1 or bound and name in self.given:
            return False
        return not bound or set(self.positions.places[bound[0]].loops) <= set(same)

    # -- regions ---------------------------------------------------------------------------------

    def regions(self, base: str, index: Expr | None, place: Place) -> list[tuple[str, list[Span]]]:
        """Return the cells of `base[index]`, relative to `base` and to what it is a view of."""
        key = (base, id(index), place.number)
        if key not in self._regions:
            self._regions[key] = _Regions(index, list(self._found_regions(base, index, place)))
        return self._regions[key].found

    def _found_regions(
        self, base: str, index: Expr | None, place: Place
    ) -> Iterator[tuple[str, list[Span]]]:
        spans = list(self._spans(index, place))
        while True:
            yield base, spans
            made = self._definition(base)
            if made is None or not self._is_made_before(made, place):
                return
            assert isinstance(made.stmt, Assign)
            match made.stmt.value:
                case Apply(op="getitem", args=(Name(id=below), inner)):
                    if not isinstance(self.kinds.get(below), Array):
                        return
                    base, spans, place = below, list(self._spans(inner, made)), made
                case _:
                    return

    def _spans(self, index: Expr | None, place: Place) -> Iterator[Span]:
        """Yield what is taken on the leading axes, as far as they can be counted."""
        if index is None:
            return
        parts = index.args if isinstance(index, Apply) and index.op == "tuple" else (index,)
        for part in parts:
            if isinstance(part, Apply) and part.op == "slice":
                yield self._slice(part, place)
                continue
            form = self.number(part, place)
            if form is not None:
                yield Span(form, form) if self.is_natural(form) else WHOLE
            elif isinstance(part, Name) and _is_int(self.kinds.get(part.id)):
                yield WHOLE
            else:
                return

    def _slice(self, part: Apply, place: Place) -> Span:
        low, high, step = part.args
        if step != NONE and not (isinstance(step, Const) and _is_positive(step.value)):
            return WHOLE
        first, end = self.number(low, place), self.number(high, place)
        if first is None or not self.is_natural(first):
            first = Size(0)
        if end is not None and self.is_natural(end):
            return Span(first, end - 1)
        return Span(first, None)


def range_of(loop: Place) -> tuple[Expr, Expr, int] | None:
    """Return the start, the end and the step of a loop over a range with a constant step."""
    stmt = loop.stmt
    if not isinstance(stmt, For) or not isinstance(stmt.iter, Apply) or stmt.iter.op != "range":
        return None
    args = stmt.iter.args
    start, stop = (Const(0), args[0]) if len(args) == 1 else args[:2]
    step = args[2] if len(args) == 3 else Const(1)
    if isinstance(step, Apply) and step.op == "neg" and isinstance(step.args[0], Const):
        step = Const(-step.args[0].value)
    if not isinstance(step, Const) or type(step.value) is not int or not step.value:
        return None
    return start, stop, step.value


def _is_int(kind: Kind | None) -> bool:
    return isinstance(kind, Scalar) and kind.dtype.startswith(("int", "uint"))


def _is_positive(value: object) -> bool:
    return type(value) is int and value > 0
