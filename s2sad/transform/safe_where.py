"""Safe where: what a selection does not take is computed from operands that are safe.

Before                              After
    a = np.sqrt(x)                      b = np.where(c, x, 1.0)
    z = np.where(c, a, 0.0)             a = np.sqrt(b)
                                        z = np.where(c, a, 0.0)

Where c does not hold, the derivative of a is multiplied by zero, and zero times infinity is no
number. The values that are selected stay what they were, bit for bit.

Definition: an arm of `np.where` is computed anew from safe operands iff it has one definition, by
an elementwise operation, in the same block; nothing else reads it; and what the operation reads is
the same at the selection. So are, under the same conditions, the operands of that operation.
"""

from __future__ import annotations

import math
from collections.abc import Set
from dataclasses import replace

from ..analysis.kinds import Sizes, kind_of
from ..analysis.positions import Place, positions_of
from ..analysis.storage import Storage
from ..ir.fresh import Fresh
from ..ir.kinds import Array, Kind
from ..ir.nodes import Apply, Assign, Block, Const, Expr, Name, Program, Stmt
from ..ir.walk import all_statements, names_in
from ..rules import UnknownKeywords, match
from .effects import map_blocks, same_or
from .facts import is_pure_op
from .snapshot import written_by

# Operations with points at which their slope is not finite: a safe value for each operand.
SAFE: dict[str, tuple[float | None, ...]] = {
    **dict.fromkeys(("truediv", "np.divide", "np.true_divide"), (None, 1.0)),
    **dict.fromkeys(("pow", "np.power", "np.float_power"), (1.0, 1.0)),
    **dict.fromkeys(
        ("np.sqrt", "np.cbrt", "np.reciprocal", "np.log", "np.log2", "np.log10"), (1.0,)
    ),
    **dict.fromkeys(
        ("np.log1p", "np.arcsin", "np.arccos", "np.arctanh", "np.exp", "np.exp2", "np.expm1",
         "np.sinh", "np.cosh"), (0.0,)
    ),
    "np.arccosh": (2.0,),
}  # fmt: skip


def safe_where(
    program: Program, kinds: dict[str, Kind], sizes: Sizes, store: Storage, varied: Set[str]
) -> Program:
    """Return the program whose selections of what varies take from values with safe operands."""
    if not any(type(s) is Assign and _is_selection(s.value) for s in all_statements(program)):
        return program
    return program.with_body(_Safe(program, kinds, sizes, store, varied).block(program.body))


class _Safe:
    def __init__(
        self, program: Program, kinds: dict[str, Kind], sizes: Sizes, store: Storage,
        varied: Set[str],
    ) -> None:  # fmt: skip
        self.kinds, self.sizes, self.store, self.varied = kinds, sizes, store, varied
        self.positions, self.fresh = positions_of(program), Fresh(program, kinds)

    def block(self, block: Block) -> Block:
        out: list[Stmt] = []
        for stmt in block:
            if isinstance(stmt, Assign) and _is_selection(stmt.value):
                stmt = self.selection(stmt, out)
            out.append(map_blocks(stmt, self.block))
        return same_or(block, out)

    def selection(self, stmt: Assign, out: list[Stmt]) -> Assign:
        """Compute the arms of a selection from safe operands."""
        assert isinstance(stmt.value, Apply)
        mask, *arms = stmt.value.args
        place = self.positions.of[id(stmt)]
        if not isinstance(self.kinds.get(stmt.target), Array):
            return stmt
        work = _Selection(self, mask, place, out)
        made = [work.rebuilt(arm, k == 0) for k, arm in enumerate(arms)]
        return stmt if made == arms else replace(stmt, value=Apply("np.where", (mask, *made)))


class _Selection:
    """One selection: its mask, its place, and the statements before it."""

    def __init__(self, safe: _Safe, mask: Expr, place: Place, out: list[Stmt]) -> None:
        self.safe, self.mask, self.place, self.out = safe, mask, place, out

    def rebuilt(self, operand: Expr, is_first: bool) -> Expr:
        """Return an operand that is computed from safe operands, or the same."""
        made = self.definition(operand)
        if made is None:
            return operand
        assert isinstance(made.stmt, Assign) and isinstance(made.stmt.value, Apply)
        call = made.stmt.value
        values = SAFE.get(call.op, ())
        args = tuple([
            self.safely(self.rebuilt(arg, is_first), values[k] if k < len(values) else None,
                        is_first, call)
            for k, arg in enumerate(call.args)
        ])  # fmt: skip
        if args == call.args:
            return operand
        return self.named(Apply(call.op, args, call.kwargs), made.stmt)

    def definition(self, operand: Expr) -> Place | None:
        """Return the definition of an operand that may be computed anew."""
        positions = self.safe.positions
        if not isinstance(operand, Name) or operand.id not in self.safe.varied:
            return None
        if len(positions.read.get(operand.id, ())) != 1:
            return None
        place = self.only_definition(operand)
        if place is None:
            return None
        if not isinstance(place.stmt, Assign) or not _is_elementwise(place.stmt.value):
            return None
        names = names_in(place.stmt.value)
        changes = any(
            positions.binding_between(n, place.number, self.place.number) for n in names
        )  # fmt: skip
        return None if changes or self.is_written_between(names, place) else place

    def is_written_between(self, names: tuple[str, ...], place: Place) -> bool:
        """Return whether memory of names is written between a place and the selection."""
        store = self.safe.store
        passed = self.safe.positions.places[place.number + 1 : self.place.number]
        written = {store.of(n) for p in passed for n in written_by(p.stmt)}
        return bool(written) and any(store.of(n) in written for n in names)

    def safely(self, operand: Expr, value: float | None, is_first: bool, call: Apply) -> Expr:
        """Return an operand that has a safe value where it is not selected."""
        if value is None or not isinstance(operand, Name) or not self.is_alike(operand):
            return operand
        if self.is_safe(operand, value, is_first):
            return operand
        if call.op in ("pow", "np.power") and _is_whole_power(call.args[1]):
            return operand
        other = Const(value)
        arms = (operand, other) if is_first else (other, operand)
        return self.named(Apply("np.where", (self.mask, *arms)), self.place.stmt)

    def is_safe(self, operand: Name, value: float, is_first: bool) -> bool:
        """Return whether the user has put a safe number where an operand is not selected."""
        made = self.only_definition(operand)
        if made is None or not isinstance(made.stmt, Assign) or not _is_selection(made.stmt.value):
            return False
        assert isinstance(made.stmt.value, Apply)
        mask, *arms = made.stmt.value.args
        other = arms[1] if is_first else arms[0]
        number = other.value if isinstance(other, Const) else None
        if not isinstance(number, (int, float)) or not _is_as_safe(number, value):
            return False
        return self.stays(mask, made) if mask == self.mask else self.are_one(mask, self.mask)

    def stays(self, mask: Expr, place: Place) -> bool:
        """Return whether a mask is at the selection what it was at a place."""
        names, positions = names_in(mask), self.safe.positions
        changes = [positions.binding_between(n, place.number, self.place.number) for n in names]
        return not any(changes) and not self.is_written_between(names, place)

    def are_one(self, one: Expr, other: Expr) -> bool:
        """Return whether two masks are one expression, and nothing changes it or them."""
        places = [self.only_definition(mask) for mask in (one, other)]
        found = sorted([p for p in places if p is not None], key=lambda p: p.number)
        if len(found) != 2:
            return False
        first, second = found
        values = [s.value for s in (first.stmt, second.stmt) if isinstance(s, Assign)]
        if len(values) != 2 or values[0] != values[1] or not _is_pure(values[0]):
            return False
        positions, names = self.safe.positions, names_in(values[0])
        changes = [positions.binding_between(n, first.number, second.number) for n in names]
        if any(changes) or self.is_written_between(names, first):
            return False
        return all(self.stays(Name(p.stmt.target), p) for p in found)  # type: ignore[union-attr]

    def only_definition(self, operand: Expr) -> Place | None:
        """Return the place of the only definition of a name, above the selection in its block."""
        positions = self.safe.positions
        bound = positions.bound.get(operand.id, []) if isinstance(operand, Name) else []
        place = positions.places[bound[0]] if len(bound) == 1 else None
        is_here = place is not None and place.block == self.place.block
        return place if is_here and place.number < self.place.number else None  # type: ignore

    def is_alike(self, operand: Name) -> bool:
        """Return whether an operand is an array of floats of the shape of what is selected."""
        assert isinstance(self.place.stmt, Assign)
        kind = self.safe.kinds.get(operand.id)
        target = self.safe.kinds[self.place.stmt.target]
        if not isinstance(kind, Array) or not isinstance(target, Array):
            return False
        return kind.dtype == target.dtype and kind.shape == target.shape

    def named(self, value: Expr, stmt: Stmt) -> Name:
        name = self.safe.fresh.name(kind_of(value, self.safe.kinds, self.safe.sizes))
        self.out.append(Assign(name, value, stmt.tag))
        return Name(name)


def _is_selection(value: Expr) -> bool:
    return isinstance(value, Apply) and value.op == "np.where" and len(value.args) == 3


def _is_elementwise(value: Expr) -> bool:
    if not isinstance(value, Apply):
        return False
    try:
        fit = match(value)
    except UnknownKeywords:
        return False
    return fit is not None and fit.rule.word == "elementwise" and value.op != "np.where"


def _is_as_safe(number: float, value: float) -> bool:
    """Return whether a number is as far from where a slope is not finite as our own is."""
    if number == value:
        return True
    return number > 0.0 and math.isfinite(number) if value == 1.0 else abs(number) <= 0.5


def _is_pure(value: Expr) -> bool:
    return isinstance(value, Apply) and all(map(is_pure_op, value.ops))


def _is_whole_power(exponent: Expr) -> bool:
    """Return whether a power has a finite slope everywhere: 1, 2, 3, ..."""
    value = exponent.value if isinstance(exponent, Const) else None
    return isinstance(value, (int, float)) and value >= 1 and value == int(value)
