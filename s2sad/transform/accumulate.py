"""Accumulation: contributions to one adjoint that stand together are one statement.

    gx = gx + e                      gx += e           a number, or a buffer that is owned
    gx = p;  gx += q                 gx = q + p        nothing between them reads gx, nor writes
    gx += p; gx += q                 gx += q + p       what p reads; sums commute: between two
                                                       of `gx[i]` others may be added to gx
    gx = np.zeros_like(x); gx += s   gx = np.full_like(x, s)          s a number
    gx += -e                         gx -= e

The primal's own statements stay as the user wrote them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from ..ir.frozen import dataclass, replace
from ..ir.kinds import Array, Kind, Scalar, is_float
from ..ir.nodes import Apply, Assign, Block, Const, Expr, For, If, Name, Program, Stmt, Store, While
from ..ir.walk import names_in, subexpressions
from .aliases import is_fresh_op
from .effects import Effects, Observer, same_or, with_blocks
from .facts import Facts
from .measure import Length, statement_length
from .signs import PYTHON, added, float_dtypes, is_float_valued, negated, subtracted

LIMIT = Length(ops=12, width=88)
Owned = Callable[[str, Stmt], bool]


def owns_nothing(name: str, stmt: Stmt) -> bool:
    """No array buffer is known to be held by one name only."""
    return False


def accumulate(
    program: Program,
    kinds: Mapping[str, Kind],
    facts: Facts,
    owned: Owned = owns_nothing,
    across: bool = False,
) -> Program:
    """Return the program with updates in place and neighbouring contributions merged.

    before:  ga = x * gb; ga = ga + y * gc        after:  ga = x * gb + y * gc

    `owned(name, stmt)` promises that the buffer of `name` was allocated by this program and is
    held by no other live name at `stmt`. `across` also merges what belongs to different primal
    statements.
    """
    pass_ = _Accumulator(Observer(program, kinds, facts), kinds, owned, across)
    return program.with_body(pass_.block(program.body))


@dataclass
class _Pending:
    """A contribution that a later one may join: where it stands, when, what it evaluates.

    `is_first`: the cells were cleared before, so that it can take the place of the zero.
    """

    index: int
    time: int
    effects: Effects
    is_first: bool


class _Accumulator:
    def __init__(
        self, observer: Observer, kinds: Mapping[str, Kind], owned: Owned, across: bool
    ) -> None:
        self.observer, self.kinds = observer, kinds
        self.owned, self.across = owned, across
        self.clock = 0
        self.bound: dict[str, int] = {}
        self.read: dict[str, int] = {}
        self.stored: dict[Hashable, int] = {}
        self.loaded: dict[Hashable, int] = {}
        self.summed: dict[Hashable, int] = {}  # when something was added to cells of a memory
        self.ordered = 0

    def block(self, block: Block) -> Block:
        out: list[Stmt | None] = []
        waiting: dict[tuple[str, Expr | None], _Pending] = {}
        for stmt in block:
            self.clock += 1
            stmt = self.in_place(stmt)
            key = _place(stmt)
            is_first = False
            if key is not None and key in waiting:
                earlier = out[waiting[key].index]
                assert earlier is not None
                is_first = isinstance(earlier, Store) and earlier.op is None
                joined = self.join(earlier, stmt, waiting[key])
                if joined is not None:
                    out[waiting[key].index] = None
                    stmt, is_first = joined, waiting[key].is_first
            effects = self.observer.of_header(stmt)
            self.pass_over(self.but_for_sums(stmt, effects))
            stmt = self.inside(stmt, effects)
            if key is not None:
                waiting[key] = _Pending(len(out), self.clock, effects, is_first)
            out.append(stmt)
        return same_or(block, [stmt for stmt in out if stmt is not None])

    def inside(self, stmt: Stmt, effects: Effects) -> Stmt:
        match stmt:
            case If():
                return with_blocks(stmt, self.block(stmt.body), self.block(stmt.orelse))
            case For() | While():
                body = self.block(stmt.body)
                self.clock += 1
                self.pass_over(effects)
                return with_blocks(stmt, body)
        return stmt

    def pass_over(self, effects: Effects) -> None:
        for name in effects.binds:
            self.bound[name] = self.clock
        for name in effects.reads:
            self.read[name] = self.clock
        for memory in effects.stores:
            self.stored[memory] = self.clock
        for memory in effects.loads:
            self.loaded[memory] = self.clock
        if effects.ordered:
            self.ordered = self.clock

    def but_for_sums(self, stmt: Stmt, effects: Effects) -> Effects:
        """Return what a statement does but for adding to cells, the time of which is noted."""
        if type(stmt) is not Store or stmt.op not in ("add", "sub") or stmt.index is None:
            return effects
        memory = self.observer.base_classes(Name(stmt.base))
        if effects.ordered or effects.stores - memory:
            return effects
        self.summed.update(dict.fromkeys(memory, self.clock))
        return self.read_by(stmt)

    def read_by(self, stmt: Store) -> Effects:
        """Return what evaluating the value and the index of a store does."""
        value = self.observer.of_expr(stmt.value)
        return value if stmt.index is None else value | self.observer.of_expr(stmt.index)

    # -- in place --------------------------------------------------------------------------

    def in_place(self, stmt: Stmt) -> Stmt:
        """Return `x = x + e` as `x += e` where x is a number or an owned buffer."""
        if stmt.tag.role == "primal":
            return stmt
        if isinstance(stmt, Assign):
            stmt = self.updated(stmt)
        if isinstance(stmt, Store) and stmt.op in ("add", "sub"):
            value = negated(stmt.value) if is_float_valued(stmt.value, self.kinds) else None
            if value is not None:
                return replace(stmt, value=value, op="sub" if stmt.op == "add" else "add")
        return stmt

    def updated(self, stmt: Assign) -> Stmt:
        target, value = stmt.target, stmt.value
        if not isinstance(value, Apply) or value.op not in ("add", "sub"):
            return stmt
        left, right = value.args
        if right == Name(target) and left != right and value.op == "add":
            left, right = right, left
        if left != Name(target) or not self.may_update(target, stmt):
            return stmt
        return Store(target, None, right, value.op, stmt.tag)

    def may_update(self, name: str, stmt: Stmt) -> bool:
        if isinstance(self.kinds.get(name), Scalar):
            return True
        return isinstance(self.kinds.get(name), Array) and self.owned(name, stmt)

    # -- joining ---------------------------------------------------------------------------

    def join(self, earlier: Stmt, later: Stmt, since: _Pending) -> Stmt | None:
        """Return the two contributions as one, in the place of the later, or None."""
        if not isinstance(later, Store) or later.op not in ("add", "sub"):
            return None
        if not isinstance(earlier, (Assign, Store)) or not self.may_join(earlier, later):
            return None
        if not self.may_move(since, earlier, later):
            return None
        value = self.sum_of(earlier, later)
        if value is None:
            return None
        if isinstance(earlier, Assign) and not self.is_memory(value, later.base):
            return None
        if isinstance(earlier, Assign):
            joined: Stmt = Assign(earlier.target, value, later.tag)
        else:
            joined = replace(later, value=value, op=earlier.op)
        return joined if statement_length(joined).fits(LIMIT) else None

    def may_join(self, earlier: Assign | Store, later: Store) -> bool:
        if "primal" in (earlier.tag.role, later.tag.role):
            return False
        if not self.across and earlier.tag.sid != later.tag.sid:
            return False
        if not self.keeps_dtype(later.base, earlier.value, later.value):
            return False
        if isinstance(earlier, Store):
            return earlier.op in ("add", "sub")
        if _is_handed_over(earlier):
            return True
        return isinstance(self.kinds.get(later.base), Scalar) or _is_new(earlier.value)

    def may_move(self, since: _Pending, earlier: Stmt, later: Store) -> bool:
        """Return whether the earlier contribution may be evaluated with the later one.

        Nothing between them, nor the later value itself, reads or writes the adjoint.
        """
        effects, time = since.effects, since.time
        base = later.base
        value = self.observer.of_expr(later.value)
        if not value.is_pure or base in value.reads or self.ordered > time:
            return False
        if effects.ordered or effects.stores - self.observer.base_classes(Name(base)):
            return False
        if max(self.read.get(base, 0), self.bound.get(base, 0)) > time:
            return False
        if any(self.bound.get(n, 0) > time for n in effects.reads):
            return False
        if any(self.stored.get(m, 0) > time for m in effects.loads | effects.stores):
            return False
        memory = self.observer.base_classes(Name(base))
        read = effects.loads | memory
        if isinstance(earlier, Store) and not since.is_first:
            read = self.read_by(earlier).loads
        if any(self.summed.get(m, 0) > time for m in read):
            return False
        if isinstance(earlier, Assign) and _is_handed_over(earlier):  # the sum is a new array
            return not any(self.stored.get(m, 0) > time for m in memory)
        return not (memory & value.loads or any(self.loaded.get(m, 0) > time for m in memory))

    def sum_of(self, earlier: Assign | Store, later: Store) -> Expr | None:
        first, second = earlier.value, later.value
        if isinstance(earlier, Assign):
            if first == Const(0.0) or _is_zero_array(first):
                return self.onto_zero(first, later)
            if _is_handed_over(earlier):
                return added(first, second) if later.op == "add" else subtracted(first, second)
            first = _without_copy(first)
        same = not isinstance(earlier, Store) or earlier.op == "add"
        plus = later.op == "add"
        return _in_front(second, first) if plus == same else subtracted(first, second)

    def is_memory(self, value: Expr, name: str) -> bool:
        """Return whether a value can be stored into where a name can: a sum of no axes cannot."""
        kind = self.kinds.get(name)
        has_no_axis = isinstance(kind, Array) and not kind.ndim
        return not has_no_axis or (isinstance(value, Apply) and value.op == "np.full_like")

    def onto_zero(self, zero: Expr, later: Store) -> Expr | None:
        """`gx = 0.0; gx += e` is `gx = e`; onto an array of zeros a number is a full array."""
        value = later.value if later.op == "add" else Apply("neg", (later.value,))
        if zero == Const(0.0) and self.is_float_scalar(later.base):
            return value
        if _is_zero_array(zero) and isinstance(zero, Apply) and self.is_number(later.value):
            return Apply("np.full_like", (zero.args[0], value))
        return None

    def is_float_scalar(self, name: str) -> bool:
        kind = self.kinds.get(name)
        return isinstance(kind, Scalar) and is_float(kind.dtype)

    def is_number(self, expr: Expr) -> bool:
        """Return whether expr is plainly a number: operators on float numbers."""
        plain = {"add", "sub", "mul", "truediv", "neg"}
        parts = [e for e in subexpressions(expr) if isinstance(e, Apply)]
        names = list(names_in(expr))
        return all(p.op in plain for p in parts) and all(map(self.is_float_scalar, names))

    def keeps_dtype(self, name: str, *values: Expr) -> bool:
        """Return whether the sum of values has the dtype of the adjoint that they are added to."""
        kind = self.kinds.get(name)
        if not isinstance(kind, (Scalar, Array)):
            return False
        dtypes = [float_dtypes(value, self.kinds) for value in values]
        if isinstance(kind, Scalar):
            return None not in dtypes
        return all(found is not None and found <= {kind.dtype, PYTHON} for found in dtypes)


def _place(stmt: Stmt) -> tuple[str, Expr | None] | None:
    """Return what a contribution is added to: a name, or cells of it."""
    if stmt.tag.role == "primal":
        return None
    match stmt:
        case Assign(target=target):
            return target, None
        case Store(base=base, index=index):
            return base, index
    return None


def _is_new(expr: Expr) -> bool:
    """Return whether expr makes a new array, so that adding to it writes nobody else's memory."""
    if isinstance(expr, Apply) and expr.op == "getitem":  # nobody else has what it is a view of
        return _is_new(expr.args[0])
    return isinstance(expr, Apply) and is_fresh_op(expr.op)


def _is_handed_over(stmt: Assign) -> bool:
    """Return whether an adjoint takes over another, which is not read any more: `gx = gz`.

    Shadows stay apart: two of them may be the shadow of one array.
    """
    value = stmt.value
    is_shadow = stmt.tag.role == "shadow"
    return not is_shadow and isinstance(value, Name) and value.id[:2] == stmt.target[:2] == "g:"


def _without_copy(expr: Expr) -> Expr:
    """A sum makes a new array anyway: no need to copy its first operand."""
    match expr:
        case Apply(op="np.copy" | "np.ndarray.copy", args=(operand,), kwargs=()):
            return operand
    return expr


def _in_front(term: Expr, rest: Expr) -> Expr:
    """Return `t + (a - b)` as `t + a - b`."""
    match rest:
        case Apply(op="add" | "sub" as op, args=(left, right)):
            return Apply(op, (_in_front(term, left), right))
    return added(term, rest)


def _is_zero_array(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op == "np.zeros_like" and not expr.kwargs

