"""Definitions: the functions that call themselves, each specialised for the kinds of a call.

A call is `call:h` of numbers, arrays and lists: tuples are taken apart on the way in and out.
Where it gives several values, it gives a tuple, of which `pick:h` takes one. The sizes of
arguments are symbols of the definition, so that one definition serves arrays of all sizes.
"""

from __future__ import annotations

import builtins
from collections.abc import Hashable, Mapping, Sequence
from keyword import iskeyword
from typing import Any

from ...ir.fresh import first_free
from ...ir.frozen import dataclass, field
from ...ir.kinds import Array, Form, Kind, ListKind, Scalar, Size, TupleKind
from ...ir.nodes import Apply, Expr, Name, Program
from ...ir.walk import all_names
from .joins import map_sizes
from .mixed import shaped, valued

CALL = "call:"
PICK = "pick:"
UNKNOWN = Size.symbol("?any")  # a size of a result that is not one of an argument


@dataclass(frozen=True)
class Tree:
    """How values hang together: a leaf, or what stands in a display."""

    display: str = ""
    items: tuple[Tree, ...] = ()
    form: Form | None = None

    @property
    def leaves(self) -> int:
        """Return how many leaves there are."""
        return sum(item.leaves for item in self.items) if self.display else 1


LEAF = Tree()


@dataclass(eq=False)
class Definition:
    """A function of the emitted text besides the main one: core program, kinds, results.

    `base` is what it is best called in the text; `results` are the kinds of what it returns, None
    until they are found. `shares` tells for each result whether it may be the memory of an
    argument, or of another result. A derivative has no program of its own until it is written
    out: it is that `of` another definition in the parameters at the places `wrt`, in a `mode`.
    One that `is_value` is handed to others, who call it.
    """

    name: str
    base: str
    given: tuple[Kind, ...] = ()
    results: tuple[Kind, ...] | None = None
    tree: Tree = LEAF
    program: Any = None
    kinds: dict[str, Kind] = field(default_factory=dict)
    shares: tuple[bool, ...] | None = None
    of: Definition | None = None
    mode: str = ""  # forward, back, adjoint, tangent
    wrt: tuple[int, ...] = ()
    is_value: bool = False
    made: dict[Hashable, Any] = field(default_factory=dict)

    @property
    def call(self) -> str:
        """The op that calls it."""
        return CALL + self.name

    @property
    def pick(self) -> str:
        """The op that takes one of its values."""
        return PICK + self.name

    @property
    def leaf_names(self) -> list[str]:
        """The names of what it returns."""
        return [leaf.id for leaf in leaves_of(self.program.result) if isinstance(leaf, Name)]

    def kinds_of_results(self, given: Sequence[Kind], fresh: Any) -> tuple[Kind, ...]:
        """Return the kinds of what a call returns, for arguments of these kinds."""
        table: dict[str, Size] = {}
        for own, kind in zip(self.given, given):
            table.update(zip([s.terms[0][0] for s in sizes_of(own)], sizes_of(kind)))

        def of(size: Size) -> Size:
            known = all(name in table for name, _ in size.terms)
            return _replaced(size, table) if known else fresh()

        return tuple([map_sizes(kind, of) for kind in self.results or ()])

    def may_share(self, place: int) -> bool:
        """Return whether a result may be memory that somebody else has."""
        return self.shares is None or self.shares[place]


@dataclass
class Definitions:
    """All definitions of one specialisation; `programs` are their generic programs."""

    programs: dict[str, Program] = field(default_factory=dict)
    inners: dict[int, Any] = field(default_factory=dict)  # what is differentiated inside them
    found: dict[Hashable, Definition] = field(default_factory=dict)
    named: dict[str, Definition] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    count: int = 0

    def of(self, op: str) -> Definition:
        """Return the definition that an op calls, or of whose results it picks one."""
        return self.named[op.partition(":")[2]]

    def include(self, reading: Any) -> None:
        """Take in the definitions that a program calls; the names of variables stay free."""
        self.programs.update(reading.definitions)
        self.inners.update(reading.inners)
        for one in (reading.program, *reading.definitions.values()):
            self.taken |= {n.partition("'")[0] for n in all_names(one)}

    def new(self, base: str) -> Definition:
        """Return a new definition."""
        self.count += 1
        is_name = base.isidentifier() and not iskeyword(base)
        base = base if is_name else "function"
        name = f"{base}#{self.count}"
        made = self.named[name] = Definition(name, base)
        return made

    def derived(self, found: Definition, mode: str, wrt: tuple[int, ...]) -> Definition:
        """Return a derivative of a definition, to be written out later."""
        if (mode, wrt) not in found.made:
            base = f"d_{found.base}" if mode == "tangent" else f"{found.base}_{mode}"
            made = found.made[mode, wrt] = self.new(base)
            made.of, made.mode, made.wrt = found, mode, wrt
        derivative: Definition = found.made[mode, wrt]
        return derivative

    def legal_names(self, others: Sequence[str], found: Sequence[Definition]) -> dict[str, str]:
        """Return what definitions are called in a text: no name is a variable's, or taken."""
        taken = self.taken | set(vars(builtins)) | {"np", "math", "rt", *others}
        names: dict[str, str] = {}
        for one in found:
            name, number = one.base, 1
            while name in taken:
                number += 1
                name = f"{one.base}{number}"
            taken.add(name)
            names[one.name] = name
        return names

    def forget(self, key: Hashable) -> None:
        """Take back what was made after a definition, on an assumption that did not hold."""
        keys = list(self.found)
        for later in keys[keys.index(key) + 1 :]:
            del self.named[self.found.pop(later).name]


def is_call(expr: Any) -> bool:
    """Return whether an expression calls a definition."""
    return isinstance(expr, Apply) and expr.op.startswith(CALL)


def is_pick(expr: Any) -> bool:
    """Return whether an expression picks one of the values that a call gave."""
    return isinstance(expr, Apply) and expr.op.startswith(PICK)


def general(kind: Kind) -> Kind:
    """Return a kind without its sizes: what a definition is made for."""
    match kind:
        case Scalar():
            return valued(kind, None)
        case Array():
            return shaped(kind, (Size(0),) * kind.ndim, "A")
        case ListKind(item=item):
            return ListKind(None if item is None else general(item))
        case TupleKind():
            return TupleKind(tuple(map(general, kind.items)), kind.form)
    return kind


def sizes_of(kind: Kind) -> list[Size]:
    """Return the sizes in the kind of an argument, in order."""
    match kind:
        case Scalar(value=Size() as value):
            return [value]
        case Array(shape=shape):
            return list(shape)
    return []


def with_symbols(kind: Kind, place: str) -> Kind:
    """Return the kind of a parameter, with symbols for its sizes."""
    match kind:
        case Scalar(dtype=dtype) if dtype.startswith(("int", "uint")):
            return valued(kind, Size.symbol(f"{place}.value"))
        case Array():
            shape = [Size.symbol(f"{place}.{axis}") for axis in range(kind.ndim)]
            return shaped(kind, tuple(shape))
    return kind


def result_kind(kind: Kind, symbols: set[str]) -> Kind:
    """Return the kind of a result with the sizes that are constant or sizes of arguments."""

    def of(size: Size) -> Size:
        return size if all(name in symbols for name, _ in size.terms) else UNKNOWN

    found = map_sizes(kind, of)
    if isinstance(found, ListKind):
        return ListKind(found.item)
    return valued(found, None) if isinstance(found, Scalar) else found


def widened(kind: Kind, before: Kind) -> Kind:
    """Return a kind in which what differs from the one before is not known."""
    if isinstance(kind, Array) and isinstance(before, Array) and kind.ndim == before.ndim:
        pairs = zip(kind.shape, before.shape)
        shape = tuple([a if a == b else UNKNOWN for a, b in pairs])
        order = kind.order if kind.order == before.order else "A"
        return shaped(kind, shape, order)
    return kind


def _replaced(size: Size, table: Mapping[str, Size]) -> Size:
    total = Size(size.constant)
    for name, factor in size.terms:
        total = total + table[name] * factor
    return total


def free_name(base: str, taken: set[str]) -> str:
    """Return a name that is not taken, and take it."""
    name = first_free(base, taken)
    taken.add(name)
    return name


def leaves_of(expr: Expr) -> list[Expr]:
    """Return the leaves of the tree that a program returns."""
    if isinstance(expr, Apply) and expr.op in ("tuple", "list", "dict"):
        args = expr.args[1::2] if expr.op == "dict" else expr.args
        return [leaf for arg in args for leaf in leaves_of(arg)]
    return [expr]
