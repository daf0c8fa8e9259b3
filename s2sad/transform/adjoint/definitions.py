"""The adjoint of a call of a function that calls itself.

    z = h(x, n)            t = h_forward(x, n); z = t[0]; s = t[1]       in the forward sweep
                           gx += h_back(s, gz)                           in the reverse sweep
                           h_back(s, gz, gx)                             the same, of an array x

Such a function writes nothing that it is given: the adjoint of an array, or of a list of numbers,
is a sum there, whose terms it adds to what it is given for that, or a view of it. An array of its
own would be as long as x for each call.

Where the derivative is to be read and differentiated again, nothing is saved: the forward sweep
keeps `z = h(x, n)`, and the reverse sweep has `gx += h_adjoint(x, n, gz)`, which runs h again.
"""

from __future__ import annotations

from typing import Any

from ...analysis.activity import Activity
from ...analysis.kinds import Sizes, sharing
from ...analysis.kinds.definitions import PICK, Definition, Definitions, is_call, is_pick
from ...analysis.storage import Storage
from ...errors import UnsafeWrite
from ...ir.fresh import Fresh, first_free
from ...ir.frozen import replace
from ...ir.kinds import (
    SAVED, Array, Kind, ListKind, Scalar, TupleKind, can_vary, is_memory,
)  # fmt: skip
from ...ir.nodes import (
    Apply, Assign, Block, Const, Evaluate, Expr, For, If, Name, Program, Stmt, While,
)  # fmt: skip
from ...ir.walk import all_statements, map_stmt, statements
from ...ir.ops import INTO
from ..own_memory import Alone, given_alone
from .places import without_sign
from .sharers import OWNED, State

OUTCOME = "outcome:"


class Opening:
    """Puts forward functions in the place of the calls that are active."""

    def __init__(
        self, kinds: dict[str, Kind], store: Storage, active: Activity, fresh: Fresh, sizes: Sizes,
        again: bool,
    ):  # fmt: skip
        self.kinds, self.store, self.active = kinds, store, active.active
        self.fresh, self.definitions, self.again = fresh, sizes.definitions, again
        self.sizes = sizes

    def program(self, program: Program) -> Program:
        """Return the program with its active calls opened."""
        if not any(_is_defined(s) for s in all_statements(program)):
            return program
        self.places, self.alone = program.places, given_alone(program, self.kinds, self.store)
        return program.with_body(self.block(program.body))

    def block(self, block: Block) -> Block:
        out: list[Stmt] = []
        for stmt in block:
            if isinstance(stmt, Assign) and stmt.target in self.active:
                if is_call(stmt.value):
                    out += self.call(stmt)
                    continue
                if is_pick(stmt.value):
                    self.check(stmt)
                    out += self.kept(stmt)
                    continue
            if isinstance(stmt, If):
                stmt = replace(stmt, body=self.block(stmt.body), orelse=self.block(stmt.orelse))
            elif isinstance(stmt, (For, While)):
                stmt = replace(stmt, body=self.block(stmt.body))
            out.append(stmt)
        return tuple(out)

    def call(self, stmt: Assign) -> list[Stmt]:
        """Open one call: what is written elsewhere is handed over, and taken, as a copy."""
        assert isinstance(stmt.value, Apply)
        self.check(stmt)
        out: list[Stmt] = []
        args = tuple([self.held(arg, stmt, out) for arg in stmt.value.args])
        found = self.definitions.of(stmt.value.op)
        if self.again:
            return [*out, *self.kept(replace(stmt, value=Apply(stmt.value.op, args)))]
        wrt = active_places(args, self.active | {n.target for n in out if isinstance(n, Assign)})
        ahead = self.definitions.derived(found, "forward", wrt)
        whole, saved = self.fresh.name(SAVED), self.saved()
        count = len(found.results or ())
        pick = Apply(ahead.pick, (Name(whole), Const(count), Const(count + 1)))
        outcome = Apply(
            OUTCOME + ahead.name, (Name(whole), Name(saved), Const(count + 1), *args)
        )
        return [
            *out, Assign(whole, Apply(ahead.call, args), stmt.tag), Assign(saved, pick, stmt.tag),
            *self.kept(replace(stmt, value=outcome)),
        ]  # fmt: skip

    def check(self, stmt: Assign) -> None:
        """Refuse memory that is written, and may be an argument's or the call's own."""
        if is_unclear(stmt, self.kinds, self.store, self.sizes, self.alone):
            raise unclear_result(stmt, self.places.get(stmt.tag.sid))

    def saved(self) -> str:
        """Return a new name for what a forward function saves."""
        name = first_free("saved'1", self.kinds)
        self.kinds[name] = SAVED
        return name

    def held(self, arg: Expr, stmt: Assign, out: list[Stmt]) -> Expr:
        """Return an argument that is not written while it is saved."""
        if not isinstance(arg, Name) or not self.is_written(arg.id, stmt):
            return arg
        copy = self.fresh.name(self.kinds[arg.id])
        out.append(Assign(copy, self.copied(arg.id), stmt.tag))
        return Name(copy)

    def kept(self, stmt: Assign) -> list[Stmt]:
        """Return an assignment of a value that may also be saved: what is written is a copy."""
        if not self.is_written(stmt.target, stmt):
            return [stmt]
        value = self.fresh.name(self.kinds[stmt.target])
        return [replace(stmt, target=value), replace(stmt, value=self.copied(value))]

    def is_written(self, name: str, stmt: Assign) -> bool:
        """Return whether an array or a list is written; what is written in a list is refused."""
        kind = self.kinds[name]
        if not isinstance(kind, (Array, ListKind)):
            return False
        spine, *inside = self.store.written_levels(name)
        if any(inside) and isinstance(kind, ListKind) and is_memory(kind.item):
            raise written_items(name, self.places.get(stmt.tag.sid))
        return spine

    def copied(self, name: str) -> Expr:
        """Return a copy of an array or a list."""
        op = "np.copy" if isinstance(self.kinds[name], Array) else "list.copy"
        return Apply(op, (Name(name),))


def is_unclear(
    stmt: Assign, kinds: dict[str, Kind], store: Storage, sizes: Sizes, alone: Alone
) -> bool:  # fmt: skip
    """Return whether what a call gives is written, and may be memory that others read later."""
    if isinstance(kinds[stmt.target], TupleKind) or not store.is_written(stmt.target):
        return False
    how, given = sharing(stmt.value, kinds, sizes)
    return how == "maybe" and not alone.get(id(stmt), frozenset()).issuperset(given)


def unclear_result(stmt: Assign, where: Any) -> UnsafeWrite:
    """Return the refusal of an array that a function may have been given, and that is written."""
    plain = stmt.target.partition("'")[0]
    shown = f"`{plain}`" if not plain.startswith("%") else "this value"
    return UnsafeWrite(
        f"s2sad cannot tell whether {shown} is an array of its own", where,
        "The function calls itself and may return an array or a list that it is given; one of them "
        "is changed here, and with it perhaps the other.",
        "Give the function a copy: `x.copy()`.",
    )  # fmt: skip


def written_items(name: str, where: Any) -> UnsafeWrite:
    """Return the refusal of a list of which what it holds is written."""
    plain = name.partition("'")[0]
    shown = f"`{plain}`" if not plain.startswith("%") else "this list"
    return UnsafeWrite(
        f"s2sad cannot hand {shown} to a function that calls itself, or take it from one", where,
        "What the list holds is changed in place, or filled item by item, as lists in lists are, "
        "and what it was is not kept.",
        "Use one array (`np.array(rows)`), or make new arrays instead of changing those in it.",
    )  # fmt: skip


def _is_defined(stmt: Stmt) -> bool:
    return isinstance(stmt, Assign) and is_call(stmt.value)


def active_places(args: tuple[Expr, ...], active: Any) -> tuple[int, ...]:
    """Return the places of the arguments that are active."""
    return tuple([k for k, a in enumerate(args) if isinstance(a, Name) and a.id in active])


# -- the reverse sweep ---------------------------------------------------------------------------


def mirrored_call(work: Any, value: Apply, target: str, state: State) -> None:
    """Emit the adjoint statements of `target = value`, a call or a value picked of one."""
    if is_pick(value):
        whole, number = value.args[:2]
        assert isinstance(whole, Name) and isinstance(number, Const)
        seed = Name(f"g:{target}")
        if target in work.places.shadowed:  # the shadow is that of before where the call is met
            seed = work.temporary(seed)
        work.picked.setdefault(whole.id, {})[number.value] = seed
        state[whole.id] = OWNED
        return
    definitions = work.sizes.definitions
    found: Definition = definitions.of(value.op)
    if value.op.startswith(OUTCOME):
        assert found.of is not None
        base, wrt, args = found.of, found.wrt, value.args[3:]
        mode, given = "back", value.args[1:2]
    else:
        base, wrt, args = found, active_places(value.args, work.places.active.active), value.args
        mode, given = "adjoint", value.args
    back = definitions.derived(base, mode, wrt)
    call = Apply(back.call, (*given, *_seeds(work, base, target)))
    arrays = added_to(base, wrt) if mode == "back" else ()
    apart: list[tuple[Expr, Name]] = []
    if arrays:
        into = [_adjoint_of(work, args[k], apart, state) for k in arrays]
        call = replace(call, kwargs=((INTO, Apply("tuple", tuple(into))),))
    varied = [args[k] for k in wrt if k not in arrays]
    if varied:
        apart += zip(varied, _gradients(work, back, call, varied))
    else:
        work.emit(Evaluate(call, work.tag))
    for arg, gradient in apart:
        work._hand_over(arg, gradient, state)


def added_to(found: Definition, wrt: tuple[int, ...]) -> tuple[int, ...]:
    """Return the places of the arrays and lists to whose adjoints a reverse function adds."""
    return tuple([k for k in wrt if _holds_numbers(found.given[k])])


def _holds_numbers(kind: Kind) -> bool:
    if isinstance(kind, Array):
        return kind.ndim > 0
    return isinstance(kind, ListKind) and isinstance(kind.item, Scalar)


def _adjoint_of(
    work: Any, arg: Expr, apart: list[tuple[Expr, Name]], state: State
) -> Name:
    """Return the adjoint of an array or a list, or a view of one, that may be added to.

    Where that holds the negative, it is an adjoint of the call's own, and is handed over.
    """
    assert isinstance(arg, Name)
    name = work.places.unaliased(arg.id)
    place, is_negative = without_sign(work.places.expression(name))
    if is_negative:
        own: Name = work.temporary(Apply("np.zeros_like", (place,)))
        apart.append((arg, own))
        return own
    work.own(work.places.root(name), state)
    return place if isinstance(place, Name) else work.temporary(place)


def note_unused(work: Any, value: Expr, target: str) -> None:
    """Note the zero that is the adjoint of a value of a call which nothing reads.

    It is made here: where the call is met, the name has the value of before.
    """
    if not isinstance(value, Apply) or not is_pick(value):
        return
    whole, number = value.args[:2]
    assert isinstance(whole, Name) and isinstance(number, Const)
    kind = work.kinds[target]
    if work.is_active(whole) and can_vary(kind) and not isinstance(kind, Scalar):
        zero = work.temporary(work.zero_of(target))
        work.picked.setdefault(whole.id, {})[number.value] = zero


def _seeds(work: Any, base: Definition, target: str) -> list[Expr]:
    kinds = base.results or ()
    if len(kinds) == 1:
        return [Name(f"g:{target}")]
    picked = work.picked.pop(target, {})
    return [
        picked.get(k, Const(0.0)) for k, kind in enumerate(kinds) if can_vary(kind)
    ]  # fmt: skip


def _gradients(work: Any, back: Definition, call: Apply, args: list[Expr]) -> list[Name]:
    kinds = [work.kinds[arg.id] for arg in args if isinstance(arg, Name)]
    if len(kinds) == 1:
        return [_named(work, call, kinds[0])]
    whole = _named(work, call, TupleKind(tuple(kinds)))
    count = Const(len(kinds))
    return [
        _named(work, Apply(back.pick, (whole, Const(k), count)), kind)
        for k, kind in enumerate(kinds)
    ]  # fmt: skip


def _named(work: Any, value: Expr, kind: Kind) -> Name:
    name = work.fresh.name(kind)
    work.emit(Assign(name, value, work.tag))
    return Name(name)


# -- when both sweeps are made -----------------------------------------------------------------


def spelled_outcomes(block: Block, outcomes: dict[str, Apply]) -> Block:
    """Return a block with `outcome` as what it is: a value picked of what was given."""

    def of(expr: Expr) -> Expr:
        if not isinstance(expr, Apply):
            return expr
        if expr.op.startswith(OUTCOME):
            return _picked(expr, Const(0))
        base = expr.args[0] if is_pick(expr) else None
        outcome = outcomes.get(base.id) if isinstance(base, Name) else None
        return expr if outcome is None else _picked(outcome, expr.args[1])

    if not outcomes:
        return block
    kept = [s for s in block if not (_is_outcome(s) and _has_several(s.value))]  # type: ignore
    return tuple(
        [map_stmt(s, of, lambda n: n, lambda b: spelled_outcomes(b, outcomes)) for s in kept]
    )


def quoted_calls(block: Block, definitions: Definitions) -> Block:
    """Return a block with the calls as the user wrote them, for the comments."""
    outcomes = outcomes_in(block).values()
    opened = {arg.id for o in outcomes for arg in o.args[:2] if isinstance(arg, Name)}

    def of(expr: Expr) -> Expr:
        if not isinstance(expr, Apply) or not expr.op.startswith(OUTCOME):
            return expr
        base = definitions.of(expr.op).of
        assert base is not None
        return Apply(base.call, expr.args[3:])

    def inner(block: Block) -> Block:
        kept = [s for s in block if not _is_part(s, opened)]
        return tuple([map_stmt(s, of, lambda n: n, inner) for s in kept])

    return inner(block) if any(map(_is_defined, statements(block))) else block


def _is_part(stmt: Stmt, opened: set[str]) -> bool:
    """Return whether a statement is only a part of a call that stands as one for the user."""
    return isinstance(stmt, Assign) and (stmt.target in opened or is_pick(stmt.value))


def outcomes_in(block: Block) -> dict[str, Apply]:
    """Return the outcomes of forward functions by the names that they have."""
    return {s.target: s.value for s in statements(block) if _is_outcome(s)}  # type: ignore


def _is_outcome(stmt: Stmt) -> bool:
    value = stmt.value if isinstance(stmt, Assign) else None
    return isinstance(value, Apply) and value.op.startswith(OUTCOME)


def _has_several(outcome: Apply) -> bool:
    count = outcome.args[2]
    return isinstance(count, Const) and count.value > 2


def _picked(outcome: Apply, place: Expr) -> Apply:
    op = PICK + outcome.op[len(OUTCOME) :]
    return Apply(op, (outcome.args[0], place, outcome.args[2]))
