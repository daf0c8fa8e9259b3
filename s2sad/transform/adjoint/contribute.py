"""Contributions: adding an expression to the adjoint of a name.

The state of an adjoint variable is absent (zero), OWNED (its buffer was allocated by this program
and no other live name holds it; numbers too), or SHARED (it may be held elsewhere; `sharers.py`).
    absent:  gx = e        OWNED if e is fresh, SHARED if it is a bare name or a view
    OWNED:   gx += e       in place;    SHARED:  gx = gx + e, then OWNED
Broadcasting is undone, the real part taken and the dtype kept here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...analysis.kinds import Sizes, kind_of
from ...ir.fresh import Fresh
from ...ir.frozen import dataclass, field
from ...ir.kinds import Array, Kind, ListKind, Scalar, Size, TupleKind, Unknown, is_complex
from ...ir.nodes import Apply, Assign, Const, Expr, For, Name, Stmt, Store, Tag
from ...rules.known import real_part
from ..absent import zero_if_there
from ..turned import added_whole
from .composed import joined_index
from .fitted import cast, sum_to
from .nested import copied_list, zero_tuple
from .places import Places, without_sign
from .sharers import OWNED, SHARED, Sharers, State
from .views import is_alone, is_fresh, without_new_axes

NARROW = ("float32", "float16", "complex64")


@dataclass
class Contributor:
    """Emits adjoint statements for one program; `state` is threaded by the callers."""

    places: Places
    fresh: Fresh
    sizes: Sizes
    out: list[Stmt] = field(default_factory=list)
    tag: Tag = field(default_factory=Tag)
    where: Mapping[int, Any] = field(default_factory=dict)
    alike: set[Size] = field(default_factory=set)  # two sizes that the mirrored statement needs so
    absent: frozenset[str] = frozenset()  # lists that may be None
    picked: dict[str, dict[int, Expr]] = field(default_factory=dict)  # values of calls
    lent: list[tuple[str, Expr]] = field(default_factory=list)  # adjoints that hold other memory
    sharers: Sharers = field(default_factory=Sharers)
    unshaped: set[str] = field(default_factory=set)  # adjoints of numbers: arrays without axes

    def __post_init__(self) -> None:
        self.kinds: dict[str, Kind] = self.fresh.kinds

    def places_of(self, tag: Tag) -> Any:
        """Return the place in the source of a statement, for an error's text."""
        return self.where.get(tag.sid)

    def kind(self, expr: Expr) -> Kind:
        return kind_of(expr, self.kinds, self.sizes)

    def emit(self, stmt: Stmt) -> None:
        self.out.append(stmt)

    def assign(self, target: str, value: Expr) -> None:
        if target not in self.kinds:
            self.kinds[target] = self.kind(value)
        self.emit(Assign(target, value, self.tag))

    def temporary(self, value: Expr) -> Name:
        """Give an expression a name in the reverse sweep."""
        name = self.fresh.name(self.kind(value))
        self.emit(Assign(name, value, self.tag))
        return Name(name)

    # -- zeros and ownership ---------------------------------------------------------------

    def zero_of(self, name: str, is_there: bool = False) -> Expr:
        """Return the zero of the kind of a name, which is surely not None if it `is_there`."""
        kind = self.kinds[name]
        if isinstance(kind, Scalar):
            return Const(0.0)
        if isinstance(kind, ListKind):
            zero = self.zero_list(Name(name), kind)
            return zero if is_there or name not in self.absent else zero_if_there(name, zero)
        return Apply("np.zeros_like", (Name(name),))

    def zero_list(self, value: Expr, kind: ListKind) -> Expr:
        """Return a list of zeros in step with the list `value`."""
        if isinstance(kind.item, Scalar) or kind.item is None:
            return Apply("list.repeat", (Apply("len", (value,)), Const(None), Const(0.0)))
        item = self.fresh.name(kind.item)
        if isinstance(kind.item, ListKind):
            return Apply("list.map", (value, Name(item), self.zero_list(Name(item), kind.item)))
        zero: Expr = Apply("np.zeros_like", (Name(item),))
        if isinstance(kind.item, TupleKind):
            zero = zero_tuple(Name(item), kind.item, lambda e, _: Apply("np.zeros_like", (e,)))
        return Apply("list.map", (value, Name(item), zero))

    def make_zero(self, root: str, state: State) -> None:
        """Make the adjoint of a root a zero that this program owns."""
        self.kinds.setdefault(f"g:{root}", adjoint_kind(self.kinds[root]))
        self.emit(Assign(f"g:{root}", self.zero_of(root), self.tag))
        state[root] = OWNED

    def own(self, root: str, state: State) -> None:
        """See to it that the adjoint of a root may be updated in place."""
        if root in self.places.shadowed or state.get(root) == OWNED:
            return
        if root not in state:
            self.make_zero(root, state)
            return
        adjoint = Name(f"g:{root}")
        kind = self.kinds[root]
        if isinstance(kind, ListKind):
            self.emit(Assign(adjoint.id, copied_list(adjoint, kind, self.fresh), self.tag))
        elif not isinstance(kind, Scalar):
            self.emit(Assign(adjoint.id, Apply("np.copy", (adjoint,)), self.tag))
        state[root] = OWNED
        self.sharers.leave(root, state)

    def is_zero(self, name: str, state: State) -> bool:
        """Return whether the adjoint of a name is zero by structure here."""
        root = self.places.root(name)
        return root not in self.places.shadowed and root not in state

    def is_active(self, expr: Expr) -> bool:
        """Return whether an operand has an adjoint: what has one is a name, never an expression."""
        assert type(expr) is not Apply or self.places.active.active.isdisjoint(expr.names), expr
        return isinstance(expr, Name) and expr.id in self.places.active.active

    # -- adding ----------------------------------------------------------------------------

    def add(self, operand: Expr, value: Expr, state: State, sign: str = "add") -> None:
        """Add `value` to the adjoint of an operand; `sign` is add or sub."""
        if not self.is_active(operand):
            return
        assert isinstance(operand, Name)
        name = self.places.unaliased(operand.id)
        root = self.places.root(name)
        if isinstance(self.kinds[name], ListKind):
            self._add_list(name, value, state)
            return
        value = self.fit(value, name)
        if name in self.places.spelled:
            fresh = is_fresh(value)
            name, value = self._of_root(name, root, value)
            if name == root and root not in state:
                self._first(name, value, state, sign)
                state[name] = OWNED if fresh else state[name]
                return
        if name in self.places.spelled or root in self.places.shadowed:
            self.own(root, state)
            self.add_in_place(self.places.expression(name), value, sign)
        elif root not in state:
            self._first(name, value, state, sign)
        elif isinstance(self.kinds[name], Scalar):
            self.assign(f"g:{name}", Apply(sign, (Name(f"g:{name}"), value)))
        elif state[root] == OWNED:
            self.add_in_place(Name(f"g:{name}"), value, sign)
        else:
            self.assign(f"g:{name}", Apply(sign, (Name(f"g:{name}"), value)))
            state[root] = OWNED
            self.sharers.leave(root, state)

    def _of_root(self, name: str, root: str, value: Expr) -> tuple[str, Expr]:
        """Return a contribution to `x[:, None]` as one to x: `value[:, 0]`."""
        place, found, kind = self.places.expression(name), self.kind(value), self.kinds[name]
        if not isinstance(place, Apply) or place.op != "getitem" or root in self.places.shadowed:
            return name, value
        back = without_new_axes(place.args[1], self.kinds[root])
        if back is None or not self._is_whole(found, kind) or place.args[0] != Name(f"g:{root}"):
            return name, value
        return root, Apply("getitem", (value, back))

    def _is_whole(self, found: Kind, kind: Kind) -> bool:
        """Return whether a contribution surely has the shape of the kind that receives it."""
        if not isinstance(found, Array) or not isinstance(kind, Array) or found.ndim != kind.ndim:
            return False
        return all(self.sizes.same(a, b) for a, b in zip(found.shape, kind.shape))

    def _add_list(self, name: str, value: Expr, state: State) -> None:
        """Add a list of adjoints, item by item where the list has an adjoint already."""
        kind = self.kinds[name]
        assert isinstance(kind, ListKind)
        if self.is_zero(name, state) and name not in self.places.spelled:
            self.kinds.setdefault(f"g:{name}", kind)
            self.emit(Assign(f"g:{name}", value, self.tag))
            numbers = isinstance(kind.item, Scalar) and is_fresh(value)
            state[name] = OWNED if numbers else SHARED
            return
        given = value if isinstance(value, Name) else self.temporary(value)
        self.each_item(name, lambda index: Apply("getitem", (given, index)), state)

    def each_item(self, name: str, given: Callable[[Expr], Expr], state: State) -> None:
        """Emit `for i in range(len(l)): gl[i] += given(i)`."""
        self.own(self.places.root(name), state)
        shadow = self.places.expression(name)
        index = self.fresh.name(Scalar("int64"))
        outer, self.out = self.out, []
        self.store(shadow, Name(index), given(Name(index)), "add")
        body, self.out = tuple(self.out), outer
        count = Apply("range", (Apply("len", (shadow,)),))
        self.emit(For(index, count, body, None, self.tag))

    def _first(self, name: str, value: Expr, state: State, sign: str) -> None:
        kind = self.kinds[name]
        self.kinds.setdefault(f"g:{name}", adjoint_kind(kind))
        if isinstance(kind, Array) and self._must_be_like(name, value, kind):
            self.make_zero(name, state)
            self.add_in_place(Name(f"g:{name}"), value, sign)
            return
        if sign == "sub":
            value = Apply("neg", (value,))
        value = self._as_complex(value, kind)
        self.emit(Assign(f"g:{name}", value, self.tag))
        state[name] = OWNED if isinstance(kind, Scalar) or is_alone(value) else SHARED
        self.lent.append((name, value))

    def _as_complex(self, value: Expr, kind: Kind) -> Expr:
        """Return a real adjoint as complex numbers where it is that of complex numbers."""
        if not is_complex(kind):
            return value
        found = self.kind(value)
        if is_complex(found) or not isinstance(found, Array):
            return value
        return cast(value, kind)

    def _must_be_like(self, name: str, value: Expr, kind: Array) -> bool:
        """Return whether an adjoint must have its primal's own layout or full shape from birth."""
        if (store := self.places.store).is_written(name):
            taken = isinstance(value, Name) and value.id.removeprefix("g:") in self.places.handed
            whole = taken or is_fresh(value) or self._is_whole(self.kind(value), kind)
            if store.of(name) in store.reordered or not whole:
                return True
        found = self.kind(value)
        if isinstance(found, Unknown) or isinstance(kind, Unknown):
            return False
        if isinstance(found, Array):
            sizes = zip(found.shape, kind.shape)
            fewer = len(found.shape) < len(kind.shape)
            return fewer or any(self.sizes.same(a, b) is False for a, b in sizes)
        return True  # an array of no dimension, too, stays an array

    def add_in_place(self, target: Expr, value: Expr, sign: str = "add") -> None:
        """Emit `target += value` for an adjoint spelled as an expression."""
        if sign == "add" and isinstance(value, Apply) and value.op == "neg":
            sign, value = "sub", value.args[0]
        if isinstance(value, Apply) and value.op in ("np.full_like", "np.broadcast_to"):
            value = value.args[1] if value.op == "np.full_like" else value.args[0]
        target, value = added_whole(target, value, self.kind)
        self.store(target, None, value, sign)

    def store(self, target: Expr, index: Expr | None, value: Expr, op: str | None) -> None:
        """Emit a store into an adjoint spelled as an expression."""
        target, is_negative = without_sign(target)
        if is_negative:
            value, op = opposite(value, op)
        target, index = self.composed(target, index)
        kind = self.kinds.get(target.id.removeprefix("g:"))
        if isinstance(kind, ListKind) and target.id not in self.kinds:
            self.kinds[target.id] = kind
        if isinstance(kind, ListKind) and not isinstance(kind.item, Scalar) and op is not None:
            assert index is not None  # an array in a list is changed, not the list
            target, index = self.temporary(Apply("getitem", (target, index))), None
            if isinstance(kind.item, ListKind):
                self.add_to_each(target, kind.item, value, op)
                return
        if index is None and op is None:
            index = Const(Ellipsis)
        self.emit(Store(target.id, index, value, op, self.tag))

    def add_to_each(self, target: Expr, kind: ListKind, value: Expr, op: str) -> None:
        """Emit `for i in range(len(gl)): gl[i] op= value[i]` for a list that stands in a list."""
        assert isinstance(target, Name)
        self.kinds[target.id] = kind
        given = value if isinstance(value, Name) else self.temporary(value)
        index = self.fresh.name(Scalar("int64"))
        outer, self.out = self.out, []
        self.store(target, Name(index), Apply("getitem", (given, Name(index))), op)
        body, self.out = tuple(self.out), outer
        self.emit(For(index, Apply("range", (Apply("len", (target,)),)), body, None, self.tag))

    def composed(self, target: Expr, index: Expr | None) -> tuple[Name, Expr | None]:
        """Return a name and an index that mean `target[index]`."""
        while not isinstance(target, Name):
            assert isinstance(target, Apply)
            if index == Const(Ellipsis) and target.op == "getitem":
                index = None
            inner = target.args[1] if target.op == "getitem" else None
            if inner is not None and index is None:
                target, index = target.args[0], inner
            elif (whole := joined_index(target, index, self.kind)) is not None:
                target, index = target.args[0], whole
            else:
                target = self.temporary(target)
        return target, index

    def load(self, target: Expr, index: Expr | None) -> Expr:
        """Return the expression `target[index]` of an adjoint, indices composed where possible."""
        if index is None or index == Const(Ellipsis):
            return target
        inner, is_negative = without_sign(target)
        if is_negative:
            return Apply("neg", (self.load(inner, index),))
        whole = joined_index(target, index, self.kind)
        if isinstance(target, Apply) and whole is not None:
            return self.load(target.args[0], whole)
        return Apply("getitem", (target, index))

    # -- shapes and dtypes -----------------------------------------------------------------

    def fit(self, value: Expr, name: str) -> Expr:
        """Return a contribution with the shape and the dtype of the name that receives it."""
        target, found = self.kinds[name], self.kind(value)
        if isinstance(target, ListKind):
            return value
        if is_complex(found) and isinstance(target, (Array, Scalar)) and not is_complex(target):
            value = real_part(value)
            found = self.kind(value)
        if isinstance(found, Unknown) or isinstance(target, Unknown):
            return self._fit_unknown(value, name, target, found)
        value = self._fit_shape(value, name, target, found)
        return self._fit_dtype(value, target, found)

    def _fit_dtype(self, value: Expr, target: Kind, found: Kind) -> Expr:
        """A wider contribution is cast to the primal's dtype."""
        if not (isinstance(target, Array) and isinstance(found, Array)):
            return value
        if found.dtype == target.dtype or target.dtype not in NARROW:
            return value
        return cast(value, target)

    def _fit_unknown(self, value: Expr, name: str, target: Kind, found: Kind) -> Expr:
        if isinstance(target, Scalar) and isinstance(found, Scalar):
            return value
        if isinstance(value, Apply) and value.op == "np.full_like":
            return value
        return Apply("rt.unbroadcast", (value, Name(name)))

    def _fit_shape(self, value: Expr, name: str, target: Kind, found: Kind) -> Expr:
        if isinstance(target, Scalar):
            wide = isinstance(found, Array) and found.ndim > 0
            return Apply("np.sum", (value,)) if wide else self._as_number(value, name, found)
        if not isinstance(found, Array):
            return value
        assert isinstance(target, Array)
        extra = found.ndim - target.ndim  # below 0 where a store drops leading axes of size 1
        ones: list[int] = []
        for k, (have, want) in enumerate(
            zip(found.shape[max(extra, 0) :], target.shape[max(-extra, 0) :])
        ):
            match self._shrinks(have, want):
                case True:
                    ones.append(extra + k)
                case None:
                    return Apply("rt.unbroadcast", (value, Name(name)))
        return sum_to(value, name, extra, ones, target)

    def _as_number(self, value: Expr, name: str, found: Kind) -> Expr:
        """Return the adjoint of a number, which may be an array without axes that is its own.

        `+=` changes such an array in place, as no number is: what else holds it gets `+x`.
        """
        if isinstance(found, Array) and is_fresh(value):
            self.unshaped.add(f"g:{name}")
            return value
        is_held = isinstance(found, Array) or isinstance(value, Name) and value.id in self.unshaped
        return Apply("pos", (value,)) if is_held else value

    def _shrinks(self, have: Size, want: Size) -> bool | None:
        """Return whether an axis of size `have` is summed down to `want` == 1."""
        same = {have, want} == self.alike or self.sizes.same(have, want)
        if same is not False or want == Size(1):
            return None if same is None else not same
        self.sizes.meet(have, want)  # else they are sizes of one name, before and after it grew
        return True if self.sizes.same(want, 1) else None


def opposite(value: Expr, op: str | None) -> tuple[Expr, str | None]:
    """Return the store into the negative of an adjoint."""
    if op in ("add", "sub"):
        return value, "sub" if op == "add" else "add"
    is_zero = isinstance(value, Const) and value.value == 0
    return value if is_zero else Apply("neg", (value,)), op


def adjoint_kind(kind: Kind) -> Kind:
    """Return the kind of the adjoint of a value of this kind."""
    if isinstance(kind, Scalar):
        return Scalar(kind.dtype, True)
    return kind
