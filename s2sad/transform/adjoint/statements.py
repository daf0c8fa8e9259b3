"""The mirror of one statement: what its adjoint statements are.

    z = f(x, y)      gx += z_x * gz;  gy += z_y * gz            by the rule of f; then gz is zero
    z = x[i]         gx[i] += gz
    x[i] = v         g = copy of gx[i];  gx[i] = 0;  gv += g
    x[i] += v        gv += gx[i]
"""

from __future__ import annotations

from ...analysis.kinds import contracted, sharing
from ...ir.kinds import Array, ListKind, Scalar
from ...ir.nodes import (
    Apply, Assign, Const, Evaluate, Expr, Move, Name, Stmt, Store, Tag,
)  # fmt: skip
from ...ir.ops import DEFINED
from ...ir.walk import names_in
from ...rules import match
from ..choose import Chooser
from ..missing import missing_rule
from .contexts import mirrored
from .sharers import OWNED, SHARED, State
from .definitions import mirrored_call, note_unused
from .lists import ListMirror
from .repeats import may_repeat
from .views import is_new, is_writable_view, of_whole, same_shape


class Mirror(ListMirror):
    """Emits the adjoint statements of single statements."""

    chooser: Chooser
    inputs: frozenset[str] = frozenset()  # parts of tuple arguments: where derivatives end
    untouched: frozenset[int] = frozenset()  # the stores whose cells need not be cleared

    def mirror(self, stmt: Stmt, state: State) -> tuple[Stmt, ...]:
        """Return the adjoint statements of one statement and change the state accordingly."""
        self.out = []
        self.tag = Tag(stmt.tag.sid, stmt.tag.line, "adjoint")
        if not isinstance(stmt, Assign):
            self.sharers.clear()
        match stmt:
            case Assign():
                self._assign(stmt, state)
            case Move():
                self._move(stmt, state)
            case Store():
                self._store(stmt, state)
            case Evaluate(value=Apply(op="list.append", args=(Name(id=base), value))):
                self._append(base, value, state)
            case Evaluate() if (end := mirrored(stmt, self.tag)) is not None:
                self.emit(end)
        return tuple(self.out)

    # -- assignments -------------------------------------------------------------------------

    def _assign(self, stmt: Assign, state: State) -> None:
        target, value = stmt.target, stmt.value
        if isinstance(value, Apply) and value.op == "list.pop" and self.is_active(value.args[0]):
            self.sharers.clear()
            self._pop(target, value, state)
            return
        if target not in self.places.active.active:
            note_unused(self, value, target)
            return
        if target in self.places.spelled:
            return
        if target in self.inputs:
            return
        if target in self.places.shadowed:
            self._shadowed_allocation(target, value, state)
            return
        if target not in state:
            return
        how, others = state.pop(target), self.sharers.take(target)
        self.lent.clear()
        if isinstance(value, Name):
            self._copy(value, target, how, state)
        elif isinstance(value, Apply):
            self.kinds.setdefault(f"g:{target}", self.kinds[target])
            self._operation(value, target, state)
        self._pass_on(target, value, how, others, state)

    def _pass_on(
        self, target: str, value: Expr, how: str, others: set[str] | None, state: State
    ) -> None:
        """The adjoints that took over the memory of one that ends here share it with its sharers.

            z = x + b      gb = np.sum(gz, axis=0);  gx = gz    now gx owns what gz owned
        """
        lent = [(name, given) for name, given in self.lent if state.get(name) == SHARED]
        kinds = [self.kinds[name] for name in (target, *[name for name, _ in lent])]
        is_known = all(isinstance(kind, Array) for kind in kinds) and all(
            is_writable_view(given, f"g:{target}") for _, given in lent
        )
        if isinstance(value, Apply) and value.op.startswith(DEFINED):  # which may keep what it gets
            is_known = False
        self.sharers.pass_on(how, others, [name for name, _ in lent], is_known, state)

    def _shadowed_allocation(self, target: str, value: Expr, state: State) -> None:
        """What a shadowed array was computed from receives what its shadow holds."""
        if not isinstance(value, Apply):
            return
        if isinstance(self.kinds[target], ListKind):
            made_here = value.op in ("list", "list.copy", "list.repeat")
            is_plain = made_here and not self.places.store.holds_references(target)
            if is_plain or value.op.startswith(DEFINED):
                self._operation(value, target, state)
            return
        if value.op != "list.pop" and sharing(value, self.kinds, self.sizes)[0] == "copy":
            self._operation(value, target, state)

    def _copy(self, source: Name, target: str, how: str, state: State) -> None:
        """`target = source`: the adjoint goes over, with its ownership."""
        if source.id in self.places.handed:
            self.assign(f"g:{source.id}", Name(f"g:{target}"))
            self.lent.append((source.id, Name(f"g:{target}")))
            state[source.id] = how
            return
        before = source.id in state
        value = self.fit(Name(f"g:{target}"), source.id) if self.is_active(source) else Const(0.0)
        self.add(source, value, state)
        if not before and self.is_active(source) and isinstance(value, Name):
            if source.id in state and state[source.id] == SHARED:
                state[source.id] = how

    def _operation(self, value: Apply, target: str, state: State) -> None:
        g = Name(f"g:{target}")
        if value.op.startswith(DEFINED):
            mirrored_call(self, value, target, state)
        elif value.op == "getitem":
            self._load(value, g, state)
        elif value.op in ("list", "tuple"):
            self._display(value, g, state)
        elif value.op == "list.repeat":
            self.add(value.args[2], Apply("sum", (g,)), state)
        elif value.op == "list.copy":
            self._each(value.args[0], lambda index: Apply("getitem", (g, index)), state)
        elif value.op == "ifexp":
            self._ifexp(value, g, state)
        elif value.op == "sum" and self._is_list(value.args[0]):
            self._each(value.args[0], lambda index: g, state)
        elif self._sequence(value) is not None:
            self._each(value.args[0], lambda index: Apply("getitem", (g, index)), state)
        else:
            self._by_rule(value, target, state)

    def _is_list(self, expr: Expr) -> bool:
        return isinstance(expr, Name) and isinstance(self.kinds.get(expr.id), ListKind)

    def _sequence(self, value: Apply) -> Name | None:
        """Return the list that np.array or np.stack stacks along its first axis."""
        first = value.args[0] if value.args else None
        if not isinstance(first, Name) or not self._is_list(first):
            return None
        if value.op == "np.vstack":
            item = self.kinds[first.id].item  # type: ignore[union-attr]
            return first if isinstance(item, Array) and item.ndim == 1 else None
        is_plain = not value.kwargs and len(value.args) == 1
        stacks = value.op in ("np.array", "np.asarray") or value.op == "np.stack" and is_plain
        return first if stacks else None

    def _ifexp(self, value: Apply, g: Name, state: State) -> None:
        test, yes, no = value.args
        for operand, expr in (
            (yes, Apply("ifexp", (test, g, Const(0.0)))),
            (no, Apply("ifexp", (test, Const(0.0), g))),
        ):
            self.add(operand, expr, state)

    def _by_rule(self, value: Apply, target: str, state: State) -> None:
        chosen = self.chooser.choose(value, target)
        if chosen is None:
            self._check_rule(value, target)
            return
        for name, expr in chosen.lets:
            value_of = self._simple(expr)
            self.kinds[name] = self.kind(value_of)
            self.emit(Assign(name, value_of, self.tag))
        parts = [(op, self._simple(expr)) for op, expr in chosen.terms]
        self.alike = set(contracted(value, self.kinds) or ())
        for operand, expr in self._carried_last(parts):
            if type(operand) is not Name and self._reads_active(operand):
                raise missing_rule(value, target, self.tag, self.where)
            self.add(operand, expr, state)
        self.alike = set()

    def _check_rule(self, value: Apply, target: str) -> None:
        """Refuse an operation on active values for which there is no rule."""
        if self._reads_active(value) and match(value, self.kinds) is None:
            raise missing_rule(value, target, self.tag, self.where)

    def _reads_active(self, expr: Expr) -> bool:
        return not self.places.active.active.isdisjoint(expr.names)

    def _simple(self, expr: Expr) -> Expr:
        return self._whole(self.chooser.simplified(expr))

    def _whole(self, expr: Expr) -> Expr:
        """Give both values of `p if c else 0.0` one kind where p is an array."""
        if not isinstance(expr, Apply) or "ifexp" not in expr.ops:
            return expr
        args = tuple([self._whole(arg) for arg in expr.args])
        if expr.op == "ifexp" and isinstance(args[2], Const):
            shape = self.kind(args[1])
            like = [n for n in names_in(args[1]) if same_shape(self.kinds.get(n), shape)]
            if isinstance(shape, Array) and like:
                args = (args[0], args[1], Apply("np.full_like", (Name(like[0]), args[2])))
        return Apply(expr.op, args, expr.kwargs)

    def _carried_last(self, parts: list[tuple[Expr, Expr]]) -> list[tuple[Expr, Expr]]:
        """Sum what goes to one operand; the last operand first, but a carried name last."""
        merged: dict[Expr, Expr] = {}
        for operand, expr in parts:
            have = merged.get(operand)
            merged[operand] = expr if have is None else Apply("add", (have, expr))

        def is_carried(operand: Expr) -> bool:
            made = self.places.store.definitions
            return isinstance(operand, Name) and len(made.get(operand.id, ())) > 1

        backwards = list(merged.items())[::-1]
        return sorted(backwards, key=lambda item: is_carried(item[0]))

    # -- loads and stores --------------------------------------------------------------------

    def _load(self, value: Apply, g: Name, state: State) -> None:
        base, index = value.args
        if not self.is_active(base):
            return
        assert isinstance(base, Name)
        is_list = isinstance(self.kinds[base.id], ListKind)
        if is_list and not isinstance(self.kind(index), Scalar):
            raise missing_rule(value, g.id, self.tag, self.where)
        root = self.places.root(base.id)
        if is_list:
            if not self._mirrors_references(base.id):
                self.own(root, state)
                self.store(self.places.expression(base.id), index, g, "add")
            return
        self.own(root, state)
        op = "add_at" if self._may_repeat(index) else "add"
        self.store(self.places.expression(base.id), index, g, op)

    def _may_repeat(self, index: Expr) -> bool:
        return may_repeat(index, self.kind, self.places.store)

    def _store(self, stmt: Store, state: State) -> None:
        base, value = stmt.base, stmt.value
        if base not in self.places.active.active or self.is_zero(base, state):
            return
        if isinstance(self.kinds[base], ListKind):
            self._store_item(stmt, state)
            return
        if id(stmt) in self.untouched:
            self.add(value, self.load(self.places.expression(base), stmt.index), state)
            return
        self.own(self.places.root(base), state)
        stmt = of_whole(stmt)
        region = self.load(place := self.places.expression(base), stmt.index)
        if stmt.op == "add_at" and stmt.index is not None and self._may_repeat(stmt.index):
            self.add(value, Apply("getitem", (place, stmt.index)), state)
        elif stmt.op in ("add", "sub", "add_at"):
            self._accumulated(region, value, state, "sub" if stmt.op == "sub" else "add")
        else:
            self._overwritten(stmt, place, region, state)

    def _accumulated(self, region: Expr, value: Expr, state: State, sign: str) -> None:
        """`x[i] += v`: v receives the adjoint of the cells, which stay."""
        if not self.is_active(value):
            return
        assert isinstance(value, Name)
        held = not isinstance(self.kind(region), Scalar) and not is_new(region, self.kind)
        in_place = state.get(self.places.root(value.id)) == OWNED
        if held and self.fit(region, value.id) == region and not in_place:
            region = Apply("np.copy", (region,))
        self.add(value, region, state, sign)

    def _overwritten(self, stmt: Store, place: Expr, region: Expr, state: State) -> None:
        """`x[i] = v`: take the adjoint of the cells, clear them, hand it to v."""
        value, index = stmt.value, stmt.index
        if not self.is_active(value):
            self.store(place, index, Const(0.0), None)
            return
        assert isinstance(value, Name)
        if index is not None and self._may_repeat(index):
            taken: Expr = Apply("rt.last_written", (place, index))
        elif isinstance(self.kind(region), Scalar) or is_new(region, self.kind):
            taken = region
        else:
            taken = Apply("np.copy", (region,))
        if self._is_first(value.id, taken, state):
            self.assign(f"g:{value.id}", taken)
            state[value.id] = OWNED
            self.store(place, index, Const(0.0), None)
            return
        taken = self.temporary(taken)
        self.store(place, index, Const(0.0), None)
        self._hand_over(value, taken, state)

    def _is_first(self, name: str, value: Expr, state: State) -> bool:
        """Return whether `value` may become the adjoint of a name as it is."""
        places = self.places
        plain = name not in places.spelled and name not in places.shadowed
        plain = plain and not places.store.is_written(name)
        return plain and name not in state and self.fit(value, name) == value

    # -- moves -------------------------------------------------------------------------------

    def _move(self, stmt: Move, state: State) -> None:
        """The adjoints of a permutation of names are permuted back."""
        pairs = [
            (t, s) for t, s in zip(stmt.targets, stmt.sources)
            if t in self.places.active.active
            and t not in self.places.shadowed and t not in self.places.spelled
        ]  # fmt: skip
        live = [(t, s, state.pop(t)) for t, s in pairs if t in state]
        taken, sources = list[tuple[str, Expr, str]](), [s for _, s, _ in live]
        for target, source, how in live:
            clash = f"g:{target}" in {f"g:{s}" for s in sources}
            value: Expr = Name(f"g:{target}")
            if clash or sources.count(source) > 1:
                name = self.fresh.name(self.kinds[f"g:{target}"])
                self.emit(Assign(name, value, self.tag))
                value = Name(name)
            taken.append((source, value, how))
        for source, value, how in taken:
            absent = self.places.root(source) not in state
            self.add(Name(source), value, state)
            if absent and state.get(source) == SHARED and sources.count(source) == 1:
                state[source] = how
