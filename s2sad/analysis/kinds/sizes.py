"""Sizes: comparing sizes, and writing down every comparison that a decision used.

Definitions:
  1. A comparison is decided *for good* if the affine difference is constant, or has a known sign.
  2. Otherwise it is decided *by the arguments*, if every symbol in it has a value, and is then
     written down as a guard: the specialised program serves all arguments that decide alike.
  3. Otherwise it is not decided (None). A fresh symbol `?7` has no value; it may have bounds.
  4. A product or quotient of sizes is a symbol whose name spells it: `n*x.0`, `((n + 1)//2)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from math import gcd
from typing import Any, TypeVar

from ...ir.frozen import dataclass, field
from ...ir.kinds import Size, as_size
from .definitions import Definitions

T = TypeVar("T")
_NOT_FOUND: Any = object()
ATOM = re.compile(r"[?A-Za-z_%][\w.\[\]:%?']*")
DEPTH = 6  # how many bounded symbols one comparison may replace


@dataclass(frozen=True, slots=True)
class Guard:
    """That `size relation 0` is `truth`; the relation is '==' or '>='."""

    size: Size
    relation: str
    truth: bool

    def text(self) -> str:
        """Return the guard as a comparison to read: `n - 3 >= 0`."""
        shown = {"==": ("==", "!="), ">=": (">=", "<")}[self.relation][not self.truth]
        return f"{spell(self.size)} {shown} 0"


def spell(size: Size) -> str:
    """Return a size as text: `x.0 + 2*n - 1`."""
    parts = [_term(name, factor) for name, factor in size.terms]
    if size.constant or not parts:
        parts.append(f"{size.constant:+d}" if size.constant < 0 else f"+{size.constant}")
    first, *rest = parts
    return first.lstrip("+") + "".join(f" {p[0]} {p[1:]}" for p in rest)


def _term(name: str, factor: int) -> str:
    sign = "-" if factor < 0 else "+"
    return f"{sign}{name}" if abs(factor) == 1 else f"{sign}{abs(factor)}*{name}"


def _code(size: Size) -> str:
    """Return a size as Python over a mapping `v` of atoms to ints."""
    return ATOM.sub(lambda match: f"v[{match[0]!r}]", spell(size))


def compiled(guards: Iterable[Guard]) -> Callable[[Mapping[str, int]], bool]:
    """Return a quick function that tells whether all the guards hold for the values of atoms."""
    tests = []
    for guard in guards:
        relation = {"==": ("==", "!="), ">=": (">=", "<")}[guard.relation][not guard.truth]
        tests.append(f"{_code(guard.size)} {relation} 0")
    made: Callable[[Mapping[str, int]], bool] = eval("lambda v: " + (" and ".join(tests) or "True"))
    return made


def holds(guards: Iterable[Guard], values: Mapping[str, int]) -> bool:
    """Return whether all the guards hold for these values of the atoms."""
    return compiled(guards)(values)


@dataclass
class Sizes:
    """The decision context of one specialisation; `values` are those of the arguments' symbols.

    `definitions` are the functions that call themselves, as they were specialised.
    """

    values: Mapping[str, int] | None = None
    definitions: Definitions = field(default_factory=Definitions)
    _guards: dict[Guard, None] = field(default_factory=dict)
    _low: dict[str, Size] = field(default_factory=dict)
    _high: dict[str, Size] = field(default_factory=dict)
    _computed: dict[str, int | None] = field(default_factory=dict)
    _last: int = 0
    _site: Hashable = None
    _index: int = 0
    _made: dict[tuple[Hashable, int], Size] = field(default_factory=dict)
    _natural: dict[Size, bool | None] = field(default_factory=dict)  # until a bound changes
    _found: dict[Hashable, Any] = field(default_factory=dict)  # until a bound changes

    @property
    def guards(self) -> tuple[Guard, ...]:
        """The comparisons that decisions used so far, in the order of their first use."""
        return tuple(self._guards)

    @property
    def guards_made(self) -> Collection[Guard]:
        """The same, as they grow."""
        return self._guards.keys()

    # -- symbols ---------------------------------------------------------------------------

    def at(self, site: Hashable) -> None:
        """Name the definition for which fresh symbols are made; the same site gives the same."""
        self._site, self._index = site, 0

    def run(self) -> int:
        """Return a number that no symbol has: it sets the points of one analysis apart."""
        self._last += 1
        return self._last

    def fresh(self) -> Size:
        """Return a size of which nothing is known but that it is not negative."""
        return self.unknown(Size(0), None)

    def unknown(self, low: Size | None = None, high: Size | None = None) -> Size:
        """Return a new symbol, with bounds where they are known."""
        key = (self._site, self._index)
        self._index += 1
        size = self._made.get(key) if self._site is not None else None
        if size is None:
            self._last += 1
            size = Size.symbol(f"?{self._last}")
            self._made[key] = size
        self._bound(size.terms[0][0], low, high)
        return size

    def named(self, key: Hashable, low: Size | None = None) -> Size:
        """Return the unknown size (or int) that belongs to a key, the same at each asking."""
        size = self._made.get((key, 0))
        if size is None:
            self._last += 1
            size = self._made[(key, 0)] = Size.symbol(f"?{self._last}")
        self._bound(size.terms[0][0], low, None)
        return size

    def _bound(self, name: str, low: Size | None, high: Size | None) -> None:
        if self._low.get(name) == low and self._high.get(name) == high:
            return
        self._natural.clear()
        self._found.clear()
        self._low.pop(name, None)
        self._high.pop(name, None)
        if low is not None:
            self._low[name] = low
        if high is not None:
            self._high[name] = high

    def once(self, key: Hashable, find: Callable[[], T]) -> T:
        """Return what `find` finds of sizes alone, found once until a bound changes.

        What makes a symbol is found anew each time: each asking has a symbol of its own.
        """
        known: Any = self._found.get(key, _NOT_FOUND)
        if known is not _NOT_FOUND:
            return known  # type: ignore[no-any-return]
        before = self._last, self._index
        found = find()
        if before == (self._last, self._index):
            self._found[key] = found
        return found

    def product(self, one: Size, other: Size) -> Size:
        """Return the product, affine in monomials such as `n*x.0`."""
        total = Size(0)
        left = (*one.terms, ("", one.constant))
        right = (*other.terms, ("", other.constant))
        for a, p in left:
            for b, q in right:
                total = total + self._monomial(a, b) * (p * q)
        return total

    def _monomial(self, a: str, b: str) -> Size:
        if not a and not b:
            return Size(1)
        if not a or not b:
            return Size.symbol(a or b)
        name = "*".join(sorted(_factors(a) + _factors(b)))
        if all(self._is_natural(part) for part in _factors(name)):
            self._bound(name, Size(0), self._high.get(name))
        return Size.symbol(name)

    def _is_natural(self, name: str) -> bool:
        low = self.low(name)
        return low is not None and low.is_constant and low.constant >= 0

    def quotient(self, size: Size, divisor: int) -> Size:
        """Return the floor of size / divisor, for a positive divisor."""
        exact = all(f % divisor == 0 for _, f in size.terms)
        if exact:
            terms = tuple((n, f // divisor) for n, f in size.terms)
            return Size(size.constant // divisor, terms)
        name = f"(({spell(size)})//{divisor})"
        if name not in self._low and self._sign(size) is True:
            self._bound(name, Size(0), size)
        return Size.symbol(name)

    def divided(self, size: Size, divisor: Size) -> Size:
        """Return size / divisor where it is known to be whole (an extent given as -1)."""
        if divisor.is_constant:
            return self.quotient(size, divisor.constant) if divisor.constant > 0 else self.fresh()
        if divisor.constant or len(divisor.terms) > 1:
            return self.fresh()
        ((name, factor),) = divisor.terms
        total = Size(0)
        for monomial, count in (*size.terms, ("", size.constant)):
            rest = _factors(monomial)
            if count == 0:
                continue
            for part in _factors(name):
                if count % factor or part not in rest:
                    return self.fresh()
                rest.remove(part)
            total = total + (Size.symbol("*".join(rest)) if rest else Size(1)) * (count // factor)
        return total

    def low(self, name: str) -> Size | None:
        """Return a lower bound of a symbol; sizes and lengths of arguments are not negative."""
        if _is_extent(name):
            return Size(0)
        return self._low.get(name)

    # -- comparisons -----------------------------------------------------------------------

    def same(self, a: Size | int, b: Size | int) -> bool | None:
        """Return whether two sizes are equal, or None if that is not known."""
        if a == b:
            return True
        difference = as_size(a) - as_size(b)
        if difference.is_constant:
            return difference.constant == 0
        if self._sign(difference - 1) or self._sign(Size(-1) - difference):
            return False
        value = self._evaluate(difference)
        if value is None:
            return None
        self._write(difference, "==", value == 0)
        return value == 0

    def is_known_same(self, a: Size, b: Size) -> bool:
        """Return whether two sizes are equal by what is known; nothing is decided for it."""
        difference = a - b
        if difference.is_constant:
            return difference.constant == 0
        guard = Guard(difference, "==", True)
        return any(_implies(known, guard) for known in self._guards)

    def meet(self, a: Size | int, b: Size | int) -> None:
        """Hear that an operation runs only if two sizes are equal, or one is 1."""

    def at_most(self, a: Size | int, b: Size | int) -> bool | None:
        """Return whether a <= b, or None if that is not known."""
        difference = as_size(b) - as_size(a)
        if difference.is_constant:
            return difference.constant >= 0
        if difference not in self._natural:
            self._natural[difference] = self._is_natural_size(difference)
        return self._natural[difference]

    def _is_natural_size(self, size: Size) -> bool | None:
        """Return whether a size that is not constant is >= 0, or None if that is not known."""
        if self._sign(size) is True:
            return True
        if self._sign(Size(-1) - size) is True:
            return False
        return self._by_arguments(size)

    def value(self, size: Size | int) -> int | None:
        """Return the value of a size, or None; a value that is used is a guard."""
        size = as_size(size)
        if size.is_constant:
            return size.constant
        value = self._evaluate(size)
        if value is not None:
            self._write(size - value, "==", True)
        return value

    def peek(self, size: Size | int) -> int | None:
        """Return the value of a size without a guard: for texts and choices that do not matter."""
        return self._evaluate(as_size(size))

    def _sign(self, size: Size) -> bool | None:
        """Return True if size >= 0 for good, from the bounds alone."""
        worst = self._worst(size, self.low, self._high.get)
        return True if worst is not None and worst.is_constant and worst.constant >= 0 else None

    def _worst(
        self,
        size: Size,
        low: Callable[[str], Size | None],
        high: Callable[[str], Size | None],
        keep_known: bool = False,
    ) -> Size | None:
        """Replace symbols by their bounds so that the size can only become smaller."""
        for _ in range(DEPTH):
            left = [(n, f) for n, f in size.terms if not keep_known or self._atom(n) is None]
            if not left:
                return size
            name, factor = min(left, key=lambda term: _is_extent(term[0]))
            bound = low(name) if factor > 0 else high(name)
            if bound is None:
                return None
            size = size - Size(0, ((name, factor),)) + bound * factor
        return None

    def _by_arguments(self, difference: Size) -> bool | None:
        for size, truth in ((difference, True), (Size(-1) - difference, False)):
            worst = self._worst(size, self.low, self._high.get, keep_known=True)
            value = None if worst is None else self._evaluate(worst)
            if value is not None and value >= 0 and worst is not None:
                if not worst.is_constant:
                    self._write(worst if truth else Size(-1) - worst, ">=", truth)
                return truth
        return None

    def _evaluate(self, size: Size) -> int | None:
        total = size.constant
        for name, factor in size.terms:
            value = self._atom(name)
            if value is None:
                return None
            total += factor * value
        return total

    def _atom(self, name: str) -> int | None:
        if self.values is None:
            return None
        if name in self.values:
            return self.values[name]
        if "*" not in name and "(" not in name:
            return None
        if name not in self._computed:
            try:
                self._computed[name] = eval(_code(Size.symbol(name)), {"v": self.values})
            except KeyError:
                self._computed[name] = None
        return self._computed[name]

    # -- guards ----------------------------------------------------------------------------

    def _write(self, size: Size, relation: str, truth: bool) -> None:
        if relation == ">=" and not truth:
            size, truth = Size(-1) - size, True
        divisor = gcd(*(f for _, f in size.terms))
        if relation == ">=":
            size = Size(size.constant // divisor, tuple((n, f // divisor) for n, f in size.terms))
        elif size.terms[0][1] < 0:
            size = size * -1
        guard = Guard(size, relation, truth)
        if not any(_implies(known, guard) for known in self._guards):
            self._guards[guard] = None


def _implies(known: Guard, guard: Guard) -> bool:
    """Return whether a guard follows from another by a constant difference."""
    for sign in (1, -1):
        gap = guard.size - known.size * sign
        if not gap.is_constant:
            continue
        if known.relation == "==" and known.truth:
            # known.size == 0, so guard.size == gap
            fact = gap.constant == 0 if guard.relation == "==" else gap.constant >= 0
            return fact == guard.truth
        if known.relation == ">=" and sign == 1 and guard.relation == ">=":
            return gap.constant >= 0
        if known == guard:
            return True
        if known.relation == ">=" and guard.relation == "==" and not guard.truth:
            # guard.size = sign * known.size + gap with known.size >= 0
            if sign * gap.constant > 0:
                return True
    return False


def _factors(name: str) -> list[str]:
    """Split a monomial at the products that are not inside parentheses."""
    found, depth, start = [], 0, 0
    for i, letter in enumerate(name):
        depth += (letter == "(") - (letter == ")")
        if letter == "*" and depth == 0:
            found.append(name[start:i])
            start = i + 1
    return [*found, name[start:]]


def is_fresh(size: Size | None) -> bool:
    """Return whether a size has a fresh symbol in it: something not known before the run."""
    return size is not None and any("?" in name for name, _ in size.terms)


def _is_extent(name: str) -> bool:
    """Return whether a symbol is a size or length of an argument: `x.0`, `l.len`."""
    end = name.rpartition(".")[2]
    return "(" not in name and "*" not in name and "." in name and (end.isdigit() or end == "len")
