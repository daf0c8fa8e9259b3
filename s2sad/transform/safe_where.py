"""Safe where: what a selection does not take is computed from operands that are safe.

Before                              After
    a = np.sqrt(x)                      b = np.where(c, x, 1.0)
    z = np.where(c, a, 0.0)             a = np.sqrt(b)
                                        z = np.where(c, a, 0.0)

Where c does not hold, the derivative of a is multiplied by zero, and zero times infinity is no
number. The values that are selected stay what they were, bit for bit.

Selections are `np.where`, `np.choose`, what sums and their kin take with `where=`, and items by a
mask, `a[c]`. What takes from another selection takes by both masks. Where the mask has more
elements than an operand, one of the operand is safe iff all that it is used for is not selected:
`np.where(np.any(c), s, 1.0)`.

Definition: what is selected is computed anew from safe operands iff it has one definition, by an
elementwise operation or another name, in the same block; what else varies and reads it is an
elementwise operation, or a selection; and what the operation reads is the same at the selection. So
are, under the same conditions, the operands of that operation.
"""

from __future__ import annotations

from collections.abc import Set

from ..analysis.kinds import Sizes, kind_of
from ..analysis.positions import Place, positions_of
from ..analysis.storage import Storage
from ..ir.fresh import Fresh
from ..ir.frozen import replace
from ..ir.kinds import Array, Kind, Scalar, Size
from ..ir.nodes import Apply, Assign, Block, Const, Expr, If, Name, Program, Stmt
from ..ir.ops import DISPLAYS
from ..ir.walk import all_statements, names_in
from ..rules import UnknownKeywords, match
from .effects import map_blocks, same_or
from .facts import is_pure_op
from .safe_values import is_as_safe, is_whole_power, safe_values
from .snapshot import written_by

# What reads `where=`, and leaves out the elements of its first operand where that does not hold.
MASKED = frozenset(
    f"np.{name}" for name in ("sum", "mean", "prod", "max", "min", "amax", "amin", "var", "std",
                              "nansum", "nanmean", "nanprod", "nanmax", "nanmin")
)  # fmt: skip
# The places of the array and of the mask, of what reads its elements by a mask.
ITEMS = {"getitem": (0, 1), "np.extract": (1, 0), "np.compress": (1, 0)}


def safe_where(
    program: Program, kinds: dict[str, Kind], sizes: Sizes, store: Storage, varied: Set[str]
) -> Program:
    """Return the program whose selections of what varies take from values with safe operands."""
    safe = _Safe(program, kinds, sizes, store, varied)
    if not any(type(s) is Assign and safe.is_selection(s.value) for s in all_statements(program)):
        return program
    return program.with_body(safe.block(program.body))


class _Safe:
    def __init__(
        self, program: Program, kinds: dict[str, Kind], sizes: Sizes, store: Storage,
        varied: Set[str],
    ) -> None:  # fmt: skip
        self.kinds, self.sizes, self.store, self.varied = kinds, sizes, store, varied
        self.positions, self.fresh = positions_of(program), Fresh(program, kinds)
        self.selected: dict[str, bool] = {}

    def block(self, block: Block) -> Block:
        out: list[Stmt] = []
        for stmt in block:
            if isinstance(stmt, Assign) and self.is_selection(stmt.value):
                stmt = self.selection(stmt, out)
            out.append(map_blocks(stmt, self.block))
        return same_or(block, out)

    def selection(self, stmt: Assign, out: list[Stmt]) -> Assign:
        """Compute what a selection takes from safe operands."""
        call, place = stmt.value, self.positions.of[id(stmt)]
        assert isinstance(call, Apply)
        if call.op == "np.where":
            mask, *arms = call.args
            works = [_Selection(self, mask, k == 0, place, out) for k in range(2)]
            args = (mask, *[work.of(arm, stmt.target) for work, arm in zip(works, arms)])
        elif call.op == "np.choose":
            args = (call.args[0], self.chosen(call, stmt, place, out))
        elif call.op in ITEMS:
            array, mask = [call.args[k] for k in ITEMS[call.op]]
            made = self.under(mask, array, place, out)
            args = tuple([made if arg is array else arg for arg in call.args])
        else:
            work = _Selection(self, dict(call.kwargs)["where"], True, place, out)
            args = (work.of(call.args[0], None), *call.args[1:])
        return stmt if args == call.args else replace(stmt, value=replace(call, args=args))

    def chosen(self, call: Apply, stmt: Assign, place: Place, out: list[Stmt]) -> Apply:
        """Compute what `np.choose` takes from safe operands."""
        index, arms = call.args
        assert isinstance(arms, Apply)
        made = []
        for k, arm in enumerate(arms.args):
            is_here = Apply("eq", (index, Const(k)))
            begun = [Assign(self.fresh.name(kind_of(is_here, self.kinds, self.sizes)), is_here,
                            stmt.tag)]  # fmt: skip
            work = _Selection(self, Name(begun[0].target), True, place, begun)  # type: ignore
            made.append(work.of(arm, stmt.target))
            out += begun if made[-1] != arm else []
        return replace(arms, args=tuple(made))

    def under(self, mask: Expr, operand: Expr, place: Place, out: list[Stmt]) -> Expr:
        """Compute what is selected by a mask, which may be an expression, from safe operands."""
        begun: list[Stmt] = []
        if not isinstance(mask, Name):
            mask = self.named(mask, place.stmt, begun)
        made = _Selection(self, mask, True, place, begun).of(operand, None)
        out += begun if made != operand else []
        return made

    def is_selection(self, value: Expr) -> bool:
        """Return whether a value takes some elements of others, and leaves the rest out."""
        if not isinstance(value, Apply) or value.op not in ITEMS:
            return _is_selection(value)
        if len(value.args) != 2:
            return False
        array, mask = [kind_of(value.args[k], self.kinds, self.sizes) for k in ITEMS[value.op]]
        is_flat = value.op != "np.compress" or isinstance(mask, Array) and mask.ndim == 1
        is_mask = isinstance(mask, Array) and mask.dtype == "bool"
        return is_mask and is_flat and shape_of(array) == shape_of(mask)

    def named(self, value: Expr, stmt: Stmt, out: list[Stmt]) -> Name:
        """Name a value before a selection."""
        name = self.fresh.name(kind_of(value, self.kinds, self.sizes))
        out.append(Assign(name, value, stmt.tag))
        return Name(name)

    def is_only_selected(self, name: str) -> bool:
        """Return whether what varies with a value does so where the value is selected."""
        if name not in self.selected:
            self.selected[name] = False  # where it is asked in a circle
            readers = self.positions.read.get(name, ())
            self.selected[name] = all(self.selects(number, name) for number in readers)
        return self.selected[name]

    def selects(self, number: int, name: str) -> bool:
        """Return whether what a statement makes of a name does not vary, or is only selected."""
        places = self.positions.places
        stmt = places[number].stmt if number < len(places) else None
        if not isinstance(stmt, Assign):
            return isinstance(stmt, If)
        if stmt.target not in self.varied or self.is_selection(stmt.value):
            return True
        is_once = len(self.positions.bound[stmt.target]) == 1 and stmt.target != name
        return is_once and _is_elementwise(stmt.value) and self.is_only_selected(stmt.target)


class _Selection:
    """What one selection takes by a mask: its place, and the statements before it."""

    def __init__(
        self, safe: _Safe, mask: Expr, is_first: bool, place: Place, out: list[Stmt]
    ) -> None:
        self.safe, self.mask, self.place, self.out = safe, mask, place, out
        self.is_first, self.shape = is_first, tuple[Size, ...]()
        self.made: dict[tuple[Expr, float | None], Expr] = {}

    def of(self, operand: Expr, target: str | None) -> Expr:
        """Return what is selected, computed from safe operands; its shape is that of `target`."""
        whole = Name(target) if target is not None else operand
        shape = shape_of(self.safe.kinds.get(whole.id)) if isinstance(whole, Name) else None
        if shape is None:
            return operand
        self.shape = shape
        return self.rebuilt(operand)

    def rebuilt(self, operand: Expr) -> Expr:
        """Return an operand that is computed from safe operands, or the same."""
        if (operand, None) not in self.made:
            self.made[operand, None] = self._rebuilt(operand)
        return self.made[operand, None]

    def _rebuilt(self, operand: Expr) -> Expr:
        made = self.definition(operand)
        if made is None:
            return operand
        assert isinstance(made.stmt, Assign)
        call = made.stmt.value
        if not isinstance(call, Apply):
            found = self.rebuilt(call)
            return operand if found == call else found
        if call.op == "np.where":
            return self._through(operand, call, made.stmt)
        values = safe_values(call)
        args = tuple([
            self.safely(self.rebuilt(arg), values[k] if k < len(values) else None, call)
            for k, arg in enumerate(call.args)
        ])  # fmt: skip
        if args == call.args:
            return operand
        return self.named(Apply(call.op, args, call.kwargs), made.stmt)

    def _through(self, operand: Expr, call: Apply, stmt: Stmt) -> Expr:
        """Return a selection from which this one takes, of what both of them take."""
        mask, *arms = call.args
        kinds, sizes = self.safe.kinds, self.safe.sizes
        shapes = [shape_of(kind_of(each, kinds, sizes)) for each in (mask, self.mask)]
        if shapes != [self.shape, self.shape] or mask == self.mask or self.are_one(mask, self.mask):
            return operand
        args: list[Expr] = [mask]
        for k, arm in enumerate(arms):
            begun: list[Stmt] = []
            work = _Selection(self.safe, self._both(mask, k == 0, begun), True, self.place, begun)
            work.shape = self.shape
            args.append(work.rebuilt(arm))
            self.out += begun if args[-1] != arm else []
        return operand if args == [*call.args] else self.named(Apply("np.where", tuple(args)), stmt)

    def _both(self, mask: Expr, is_first: bool, out: list[Stmt]) -> Expr:
        """Return the mask of what this selection takes, and another one of its mask or the rest."""
        parts: list[Expr] = []
        for each, holds in ((self.mask, self.is_first), (mask, is_first)):
            if not holds:
                each = self.safe.named(Apply("np.logical_not", (each,)), self.place.stmt, out)
            parts.append(each)
        return self.safe.named(Apply("np.logical_and", tuple(parts)), self.place.stmt, out)

    def definition(self, operand: Expr) -> Place | None:
        """Return the definition of an operand that may be computed anew."""
        positions = self.safe.positions
        if not isinstance(operand, Name) or operand.id not in self.safe.varied:
            return None
        if not self.safe.is_only_selected(operand.id):
            return None
        place = self.only_definition(operand)
        if place is None:
            return None
        value = place.stmt.value if isinstance(place.stmt, Assign) else None
        is_where = isinstance(value, Apply) and value.op == "np.where" and _is_selection(value)
        if value is None or not (is_where or _is_elementwise(value)):
            return None
        names = names_in(value)
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

    def safely(self, operand: Expr, value: float | None, call: Apply) -> Expr:
        """Return an operand that has a safe value where it is not selected."""
        if value is None or not isinstance(operand, Name):
            return operand
        if call.op in ("pow", "np.power") and is_whole_power(call.args[1]):
            return operand
        if (operand, value) not in self.made:
            self.made[operand, value] = self._safely(operand, value)
        return self.made[operand, value]

    def _safely(self, operand: Name, value: float) -> Expr:
        kind = self.safe.kinds.get(operand.id)
        shape, number = shape_of(kind), _number_like(kind, value)
        if shape is None or number is None or self.is_safe(operand, value):
            return operand
        mask = self.mask if shape == self.shape else self.mask_of(operand, shape)
        if mask is None:
            return operand
        arms = (operand, number) if self.is_first else (number, operand)
        return self.named(Apply("np.where", (mask, *arms)), self.place.stmt, is_number=not shape)

    def mask_of(self, operand: Name, shape: tuple[Size, ...]) -> Expr | None:
        """Return which elements of an operand with fewer elements are selected at all."""
        whole = shape_of(kind_of(self.mask, self.safe.kinds, self.safe.sizes))
        if whole is None:
            return None
        more, same = max(len(whole) - len(shape), 0), self.safe.sizes.same
        pairs = [*zip(reversed(whole), reversed(shape))][::-1]
        differ = [k for k, (m, s) in enumerate(pairs) if m != s and not same(m, s)]
        spread = [more + k for k in differ if same(pairs[k][1], 1)]
        if any(not same(pairs[k][0], 1) and more + k not in spread for k in differ):
            return None
        if more and spread:
            return None
        axes = [*range(more), *spread]
        if not axes:
            return self.mask
        if operand.id not in self.safe.varied:
            return None
        which = Const(axes[0]) if len(axes) == 1 else Apply("tuple", tuple(map(Const, axes)))
        options = (("axis", which),) if shape else ()
        if spread:
            options = (*options, ("keepdims", Const(True)))
        joined = Apply("np.any" if self.is_first else "np.all", (self.mask,), options)
        return self.named(joined, self.place.stmt)

    def is_safe(self, operand: Name, value: float) -> bool:
        """Return whether the user has put a safe number where an operand is not selected."""
        made = self.only_definition(operand)
        call = made.stmt.value if made is not None and isinstance(made.stmt, Assign) else None
        if made is None or not isinstance(call, Apply) or call.op != "np.where":
            return False
        mask, *arms = call.args
        if not arms:
            return False
        other = arms[1] if self.is_first else arms[0]
        number = other.value if isinstance(other, Const) else None
        if not isinstance(number, (int, float)) or not is_as_safe(number, value):
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

    def named(self, value: Expr, stmt: Stmt, is_number: bool = False) -> Name:
        """Name a value; one that is read only, and has one element, counts as a number."""
        kind = kind_of(value, self.safe.kinds, self.safe.sizes)
        if is_number and isinstance(kind, Array) and not kind.shape:
            kind = Scalar(kind.dtype, True)
        name = self.safe.fresh.name(kind)
        self.out.append(Assign(name, value, stmt.tag))
        return Name(name)


def shape_of(kind: Kind | None) -> tuple[Size, ...] | None:
    """Return the shape of an array, or of a number; None of all else."""
    match kind:
        case Array(shape=shape):
            return shape
        case Scalar():
            return ()
    return None


def _number_like(kind: Kind | None, value: float) -> Const | None:
    """Return a number that changes no dtype beside what has a kind."""
    dtype = kind.dtype if isinstance(kind, (Array, Scalar)) else ""
    if dtype.startswith(("float", "complex")):
        return Const(value)
    is_integer = isinstance(kind, Array) and dtype.startswith(("int", "uint"))
    return Const(int(value)) if is_integer and value == int(value) else None


def _is_selection(value: Expr) -> bool:
    if not isinstance(value, Apply):
        return False
    if value.op == "np.choose":
        is_plain = len(value.args) == 2 and not value.kwargs
        return is_plain and isinstance(value.args[1], Apply) and value.args[1].op in DISPLAYS
    if value.op in MASKED and value.args:
        return isinstance(dict(value.kwargs).get("where"), Name)
    return value.op == "np.where" and len(value.args) == 3


def _is_elementwise(value: Expr) -> bool:
    if not isinstance(value, Apply):
        return isinstance(value, Name)
    try:
        fit = match(value)
    except UnknownKeywords:
        return False
    return fit is not None and fit.rule.word == "elementwise" and value.op != "np.where"


def _is_pure(value: Expr) -> bool:
    return isinstance(value, Apply) and all(map(is_pure_op, value.ops))
