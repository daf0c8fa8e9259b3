"""The tangent program (Program B): after each statement of Program A its differential.

    a = x * y             a = x * y
                          da = y * dx + x * dy
    u[1:] += a            u[1:] += a
                          du[1:] += da

What is not varied has no tangent; a name that is varied elsewhere gets a zero where it is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from ..analysis.activity import activity
from ..analysis.kinds import Sizes, kind_of, sharing
from ..analysis.kinds.definitions import is_pick
from ..analysis.detach import storage_with_detached as storage
from ..analysis.storage import Storage
from ..ir.fresh import Fresh
from ..ir.frozen import dataclass, replace
from ..ir.kinds import Array, Kind, ListKind, Scalar, TupleKind, can_vary, is_complex
from ..ir.nodes import (
    Apply, Assign, Block, Const, Evaluate, Expr, For, If, Move, Name, Param, Program, Stmt, Store,
    Tag, While,
)  # fmt: skip
from ..ir.ops import DEFINED
from ..ir.walk import all_statements, exchanged, names_in, subexpressions, substitute
from ..rules import Rule, match
from ..rules.known import real_part
from ..rules.simplify import simplify
from .absent import NONE, none_of
from .own_memory import Alone, given_alone
from .adjoint.definitions import active_places, is_unclear, unclear_result
from .adjoint.nested import zero_like, zero_tuple
from .adjoint.views import is_fresh
from .adjoint.shadows import unclear
from .adjoint.assemble import spelled_effects
from .adjoint.driver import leaves
from .adjoint.own import entry_copy, is_to_be_copied, local_captures, own_parts
from .differentiable import check_kinds
from .flatten import flatten
from .known_calls import check_calls
from .likeness import lasting_arrays, lasting_like
from .strides import check_strides
from .missing import missing_rule
from .of_dtype import of_dtype
from .safe_where import safe_where
from .stabilise import stabilise

TESTS = {"is", "isnot", "not", "in", "notin", "print", "fstring", "format", "str", "repr"}
STRUCTURE = {"getitem", "list.copy", "list.pop"}


@dataclass(frozen=True)
class TangentForm:
    """A tangent program with its kinds and the primal program."""

    program: Program
    kinds: dict[str, Kind]
    primal: Program
    varied: frozenset[str]


class _Tangent:
    """One tangent program in the making."""

    def __init__(self, kinds: dict[str, Kind], sizes: Sizes, varied: frozenset[str], fresh: Fresh):
        self.kinds, self.sizes, self.varied, self.fresh = kinds, sizes, varied, fresh
        self.picks: dict[Expr, Apply] = {}  # what picks of a call's values become
        self.dpicks: dict[Apply, Apply] = {}  # and where their tangents are

    store: Storage
    results = frozenset[str]()
    before: list[Stmt]
    tag = Tag()
    places: Mapping[int, Any] = {}
    alone: Alone = {}
    program: Program

    @cached_property
    def lasting(self) -> dict[tuple[str, object], str]:
        """The arguments that are bound once, by the dtype and shape that they have."""
        bound = Counter(n for stmt in all_statements(self.program) for n in stmt.binds)
        return lasting_arrays([p.name for p in self.program.params], bound, self.kinds)

    def block(self, block: Block) -> Block:
        out: list[Stmt] = []
        for stmt in block:
            match stmt:
                case If():
                    out.append(
                        replace(stmt, body=self.block(stmt.body), orelse=self.block(stmt.orelse))
                    )
                case For() | While():
                    out.append(replace(stmt, body=self.block(stmt.body)))
                case Move():
                    out.extend(self._move(stmt))
                case Assign(target=target, value=Apply(op=op) as value) if (
                    op.startswith(DEFINED) and target in self.varied
                ):
                    out.extend(self._call(stmt, value))
                case Assign(value=value) if self.picks and value in self.picks:
                    out.append(replace(stmt, value=self.picks[value]))  # one that cannot vary
                case _:
                    out.append(stmt)
                    self.tag = tag = Tag(stmt.tag.sid, stmt.tag.line, "tangent")
                    out.extend(self._differential(stmt, tag))
        return tuple(out)

    def _move(self, stmt: Move) -> list[Stmt]:
        """The tangents move as their primals do; one that is zero is made before."""
        before: list[Stmt] = []
        targets, sources = list(stmt.targets), list(stmt.sources)
        for target, source in zip(stmt.targets, stmt.sources):
            if target not in self.varied:
                continue
            self._note(target)
            given = self.tangent_of(Name(source))
            if not isinstance(given, Name):
                zero = self.fresh.name(self.kinds[source])
                before.append(Assign(zero, given, Tag(stmt.tag.sid, stmt.tag.line, "tangent")))
                given = Name(zero)
            targets.append(f"d:{target}")
            sources.append(given.id)
        return [*before, replace(stmt, targets=tuple(targets), sources=tuple(sources))]

    def _call(self, stmt: Assign, value: Apply) -> list[Stmt]:
        """A function that calls itself gives its values and their tangents in one call."""
        tag = Tag(stmt.tag.sid, stmt.tag.line, "tangent")
        if is_unclear(stmt, self.kinds, self.store, self.sizes, self.alone):
            raise unclear_result(stmt, self.places.get(stmt.tag.sid))
        if is_pick(value):
            self._note(stmt.target)
            return [
                replace(stmt, value=self.picks[value]),
                Assign(f"d:{stmt.target}", self.dpicks[value], tag),
            ] if can_vary(self.kinds[stmt.target]) else [replace(stmt, value=self.picks[value])]
        found = self.sizes.definitions.of(value.op)
        wrt = active_places(value.args, self.varied)
        made = self.sizes.definitions.derived(found, "tangent", wrt)
        call = Apply(made.call, (*value.args, *[self.tangent_of(value.args[k]) for k in wrt]))
        kinds = found.results or ()
        varying = [k for k, kind in enumerate(kinds) if can_vary(kind)]
        count = len(kinds) + len(varying)
        whole = stmt.target if len(kinds) > 1 else self.fresh.name()
        own = self.kinds[stmt.target]
        items = own.items if isinstance(own, TupleKind) else (own,)
        self.kinds[whole] = TupleKind((*items, *[items[k] for k in varying]))

        def pick(place: int) -> Apply:
            return Apply(made.pick, (Name(whole), Const(place), Const(count)))

        if len(kinds) == 1:
            self._note(stmt.target)
            return [
                Assign(whole, call, stmt.tag), replace(stmt, value=pick(0)),
                Assign(f"d:{stmt.target}", pick(1), tag),
            ]  # fmt: skip
        for k in range(len(kinds)):
            old = Apply(found.pick, (Name(stmt.target), Const(k), Const(len(kinds))))
            self.picks[old] = pick(k)
            if k in varying:
                self.dpicks[old] = pick(len(kinds) + varying.index(k))
        return [replace(stmt, value=call)]

    def _note(self, name: str) -> None:
        self.kinds.setdefault(f"d:{name}", self.kinds[name])

    def _differential(self, stmt: Stmt, tag: Tag) -> Iterable[Stmt]:
        match stmt:
            case Assign(target=target, value=value) if target in self.varied:
                self._note(target)
                self.before = []
                found = self._of_value(value, target)
                yield from self.before
                yield Assign(f"d:{target}", found, tag)
            case Assign(value=Apply(op="list.pop", args=(Name(id=base), *rest))):
                if base in self.varied:
                    pop = Apply("list.pop", (Name(f"d:{base}"), *rest))
                    yield Evaluate(pop, tag)
            case Store() if stmt.base in self.varied:
                yield from self._store(stmt, tag)
            case Evaluate(value=Apply(op="list.append", args=(Name(id=base), value))):
                if base in self.varied:
                    item = self.tangent_of(value)
                    yield Evaluate(Apply("list.append", (Name(f"d:{base}"), item)), tag)

    def _store(self, stmt: Store, tag: Tag) -> Iterable[Stmt]:
        is_list = isinstance(self.kinds[stmt.base], ListKind)
        active = isinstance(stmt.value, Name) and stmt.value.id in self.varied
        if active or is_list:
            value = self.tangent_of(stmt.value)
        elif stmt.op is None:
            value = Const(0.0)
        else:
            return
        yield Store(f"d:{stmt.base}", stmt.index, value, stmt.op, tag)

    def tangent_of(self, operand: Expr) -> Expr:
        """Return the tangent of an operand: its tangent name, or a zero of its kind."""
        if isinstance(operand, Name):
            if operand.id in self.varied:
                self._note(operand.id)
                return Name(f"d:{operand.id}")
            return self.zero(operand, self.kinds[operand.id])
        if isinstance(operand, Apply) and operand.op in ("tuple", "list"):
            return Apply(operand.op, tuple(self.tangent_of(arg) for arg in operand.args))
        if isinstance(operand, Apply):  # an array written out, in a display
            return self.zero(operand, self._kind(operand))
        return operand if operand == NONE else Const(0.0)

    def zero(self, value: Expr, kind: Kind) -> Expr:
        if isinstance(kind, Scalar):
            return Const(0.0)
        if isinstance(kind, ListKind):
            if isinstance(kind.item, Scalar) or kind.item is None:
                return Apply("list.repeat", (Apply("len", (value,)), Const(None), Const(0.0)))
            item = Name(self.fresh.name(kind.item))
            return Apply("list.map", (value, item, self.zero(item, kind.item)))
        if isinstance(kind, TupleKind):
            return zero_tuple(value, kind, self.zero)
        return zero_like(value, kind)

    # -- values --------------------------------------------------------------------------------
    def _of_value(self, value: Expr, target: str) -> Expr:
        if isinstance(value, Name):
            return self.tangent_of(value)
        if isinstance(value, Const):
            kind = self.kinds[target]
            if value != NONE or not isinstance(kind, (Array, ListKind)):
                return self.zero(Name(target), kind)
            like = lasting_like(target, self.lasting, kind)
            return none_of(kind) if like.id == target else self.zero(like, kind)
        if self.store.is_written(target) and sharing(value, self.kinds, self.sizes)[0] == "maybe":
            raise unclear(target, self.places.get(self.tag.sid))
        if value.op in STRUCTURE and self._varies(value.args[0]):
            return Apply(value.op, (self.tangent_of(value.args[0]), *value.args[1:]), value.kwargs)
        if value.op == "list":
            return self.tangent_of(value)
        if value.op == "list.repeat" and self._varies(value.args[2]):
            return Apply(value.op, (*value.args[:2], self.tangent_of(value.args[2])))
        if value.op == "ifexp":
            test, yes, no = value.args
            return Apply("ifexp", (test, self.tangent_of(yes), self.tangent_of(no)))
        made = self._by_rule(value, target)
        if made is None:
            return self.zero(Name(target), self.kinds[target])
        if sharing(value, self.kinds, self.sizes)[0] == "view":
            return made  # the same view of the tangent, whose shape need not be known
        found = self._full(made, target)
        memory = [target, *(n.removeprefix("d:") for n in names_in(found))]
        if is_fresh(found) or not any(map(self.store.is_written, memory)):
            return found
        return Apply("np.copy", (found,))

    def _varies(self, expr: Expr) -> bool:
        return any(n in self.varied for n in names_in(expr))

    def _by_rule(self, value: Apply, target: str) -> Expr | None:
        fit = match(value, self.kinds)
        if fit is None and self._varies(value) and value.op not in TESTS:
            raise missing_rule(value, target, self.tag, self.places)
        if fit is None or fit.rule.word == "zero":
            return None
        bound = fit.bound
        active = [p for p in fit.rule.active if p in bound and self._varies(bound[p])]
        template = fit.rule.tangent_of(active) if active else None
        if template is None:
            return None
        values: dict[str, Expr] = {**bound, "z": Name(target)}
        values.update({f"d{p}": self.tangent_of(bound[p]) for p in active})
        found = self._shared(substitute(template, values), fit.rule, values)
        if isinstance(found, Apply):
            found = simplify(found, self._kind)
        return found

    def _shared(self, found: Expr, rule: Rule, values: Mapping[str, Expr]) -> Expr:
        """Name what a rule names, where a tangent reads it more than once."""
        lets: dict[str, Expr] = {}
        for name, expr in rule.lets:
            lets[name] = whole = substitute(expr, {**values, **lets})
            if isinstance(whole, Apply) and list(subexpressions(found)).count(whole) > 1:
                plain = simplify(whole, self._kind)
                lets[name] = shared = Name(self.fresh.name(self._kind(plain)))
                self.before.append(Assign(shared.id, plain, self.tag))
                found = exchanged(found, whole, shared)
        return found

    def _kind(self, expr: Expr) -> Kind:
        return kind_of(expr, self.kinds, self.sizes)

    def _full(self, value: Expr, target: str) -> Expr:
        """Return a tangent in the full shape of its primal."""
        kind, found = self.kinds[target], self._kind(value)
        if is_complex(found) and isinstance(kind, (Array, Scalar)) and not is_complex(kind):
            value = real_part(value)
            found = self._kind(value)
        is_kept = target in self.results or self.store.is_written(target)
        if not isinstance(kind, Array):
            return of_dtype(value, found, kind, is_kept)
        if isinstance(found, Scalar) and (kind.ndim > 0 or self.store.is_written(target)):
            return Apply("np.full_like", (Name(target), value))
        value = of_dtype(value, found, kind, is_kept)
        if isinstance(found, Array):
            same = [self.sizes.same(a, b) for a, b in zip(found.shape, kind.shape)]
            if found.ndim < kind.ndim or not all(same):
                return Apply("add", (Apply("np.zeros_like", (Name(target),)), value))
        return value


def tangent(
    program: Program, kinds: dict[str, Kind], sizes: Sizes, wrt: tuple[str, ...]
) -> TangentForm:
    """Return the tangent program of a core program with respect to the parameters `wrt`."""
    kinds = dict(kinds)
    program = flatten(program, kinds, sizes)
    store = storage(program, kinds, sizes)
    program, kinds = stabilise(program, kinds, sizes, store)
    program = local_captures(program, kinds, storage(program, kinds, sizes))
    program = own_parts(program, kinds, storage(program, kinds, sizes))
    store = storage(program, kinds, sizes)
    outputs = [e.id for e in leaves(program.result) if isinstance(e, Name)]
    active = activity(program, kinds, store, wrt, outputs)
    safe = safe_where(program, kinds, sizes, store, active.varied)
    if safe is not program:
        program, store = safe, storage(safe, kinds, sizes)
        active = activity(program, kinds, store, wrt, outputs)
    varied = active.varied
    check_calls(program, active, kinds)
    check_strides(program, kinds, sizes, store, varied)
    check_kinds(program, kinds, varied, store)
    fresh = Fresh(program, kinds)
    work = _Tangent(kinds, sizes, varied, fresh)
    work.program = program
    work.places, work.store, work.results = program.places, store, frozenset(outputs)
    if sizes.definitions.named:
        work.alone = given_alone(program, kinds, store)
    first = _entry(program, kinds, store, varied, wrt, work)
    body = spelled_effects((*first, *work.block(program.body)))
    dresult = _result_tangent(program.result, work)
    params = [Param(f"d:{name}") for name in wrt]
    for name in wrt:
        work._note(name)
    new = replace(
        program,
        name=f"{program.name}_tangent",
        params=(*program.params, *params),
        body=body,
        result=Apply("tuple", (program.result, dresult)),
    )
    return TangentForm(new, kinds, program.with_body(spelled_effects(program.body)), varied)


def _result_tangent(expr: Expr, work: _Tangent) -> Expr:
    if isinstance(expr, Apply) and expr.op in ("tuple", "list", "dict"):
        parts = [
            arg if expr.op == "dict" and k % 2 == 0 else _result_tangent(arg, work)
            for k, arg in enumerate(expr.args)
        ]
        return Apply(expr.op, tuple(parts))
    if isinstance(expr, Name) and can_vary(work.kinds.get(expr.id)):
        return work.tangent_of(expr)
    return Const(None)


def _entry(
    program: Program, kinds: dict[str, Kind], store: Storage, varied: frozenset[str],
    wrt: tuple[str, ...], work: _Tangent,
) -> list[Stmt]:  # fmt: skip
    """Copy what the program writes, and give a zero tangent to what is varied but not in wrt."""
    out: list[Stmt] = []
    for param in program.params:
        name = param.name
        if isinstance(kinds.get(name), TupleKind):
            continue
        written = is_to_be_copied(name, kinds, store)
        if written:
            out.append(Assign(name, entry_copy(name, kinds, store, work.fresh)))
        if name in wrt and written:
            work._note(name)
            copy = substitute(
                entry_copy(name, kinds, store, work.fresh), {name: Name(f"d:{name}")}
            )
            out.append(Assign(f"d:{name}", copy, Tag(0, 0, "tangent")))
        elif name in varied and name not in wrt:
            work._note(name)
            zero = work.zero(Name(name), kinds[name])
            out.append(Assign(f"d:{name}", zero, Tag(0, 0, "tangent")))
    for name in [c.name for c in program.captures if c.name in varied]:
        work._note(name)
        zero = work.zero(Name(name), kinds[name])
        out.append(Assign(f"d:{name}", zero, Tag(0, 0, "tangent")))
    return out


__all__ = ["Storage", "TangentForm", "tangent"]
