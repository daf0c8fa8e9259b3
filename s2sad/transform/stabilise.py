"""Stabilise: what the reverse sweep evaluates again is safe to evaluate again.

Before                                  After
    t = np.sqrt(t + a)                      %1 = np.sqrt(t + a); t = %1
    for i in range(n): n = 1                %1 = n; for i in range(%1): n = 1
    for i in range(len(l)): l.append(x)     %1 = len(l); for i in range(%1): l.append(x)
    for i in range(len(x) - 1): x[i] = y    the same: a store changes no shape
    w[w < 1.0] = 3.0                        %1 = w < 1.0; w[%1] = 3.0
    if u[i] > 0.0: u[i] = 1.0               %1 = u[i] > 0.0; if %1: u[i] = 1.0
    x[idx] += v  (an integer array)         %1 = x[idx]; %2 = %1 + v; x[idx] = %2
    w[w < 1.0] *= 3.0, which is lowered     %1 = w < 1.0; %2 = w[%1]; %3 = %2 * 3.0; w[%1] = %3
    return x * y's temporary                z'1 = ...; return z'1
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import is_

from ..analysis.kinds import Sizes, kind_of
from ..analysis.kinds.masks import COUNT
from ..analysis.positions import Place, Positions, positions_of
from ..analysis.storage import Storage
from ..ir.fresh import Fresh
from ..ir.frozen import replace
from ..ir.kinds import Array, Kind, ListKind, Scalar
from ..ir.nodes import (
    Apply, Assign, Block, Const, Evaluate, Expr, For, If, Name, Program, Stmt, Store, While,
)  # fmt: skip
from ..ir.walk import (
    all_statements, bound_in, is_operand, names_in, rename_block, subexpressions,
)  # fmt: skip
from .facts import is_pure_op

SHAPES = {"len", "np.shape", "np.size", "np.ndim"}
COUNTS = {"add", "sub", "mul", "neg", "floordiv", "mod", "const"}
CHEAP = {
    "add", "sub", "mul", "neg", "pos", "slice", "tuple", "floordiv", "mod", "const", "not",
    "lt", "le", "gt", "ge", "eq", "ne", "invert", "and", "or", "is", "isnot",
    "np.shape", "len", "np.size", "np.ndim",
}  # fmt: skip


class Stabiliser:
    """One program's rewriting; `sizes` decides result kinds of the temporaries."""

    def __init__(self, program: Program, kinds: dict[str, Kind], sizes: Sizes, store: Storage):
        self.kinds, self.sizes, self.store = kinds, sizes, store
        self.fresh = Fresh(program, kinds)
        self.positions: Positions = positions_of(program)
        self.masks: dict[Expr, Name] = {}  # named, and nothing was bound or written since

    def name(self, value: Expr, out: list[Stmt], like: Stmt) -> Name:
        """Give an expression a name of its own, just before `like`."""
        name = self.fresh.name(kind_of(value, self.kinds, self.sizes))
        out.append(Assign(name, value, like.tag))
        return Name(name)

    def block(self, block: Block) -> Block:
        out: list[Stmt] = []
        self.masks = {}
        for stmt in block:
            self.stmt(stmt, out)
            if self.masks:
                self._pass_over(stmt)
        self.masks = {}
        return tuple(out)

    def _pass_over(self, stmt: Stmt) -> None:
        """Forget the masks that may be others after a statement."""
        if not isinstance(stmt, Assign) or not all(map(is_pure_op, stmt.value.ops)):
            self.masks = {}
        self.masks = {e: n for e, n in self.masks.items() if not set(stmt.binds) & set(e.names)}

    def stmt(self, stmt: Stmt, out: list[Stmt]) -> None:
        match stmt:
            case Assign():
                self._assign(stmt, out)
            case Store():
                self._store(stmt, out)
            case Evaluate(value=Apply(op="np.add.at", args=(Name(id=base), index, value))):
                self._store(Store(base, index, value, "add_at", stmt.tag), out)
            case If():
                test = self._test(stmt, out)
                out.append(
                    replace(
                        stmt, test=test, body=self.block(stmt.body), orelse=self.block(stmt.orelse)
                    )
                )
            case For():
                self._for(stmt, out)
            case While():
                out.append(replace(stmt, body=self.block(stmt.body)))
            case _:
                out.append(stmt)

    def _assign(self, stmt: Assign, out: list[Stmt]) -> None:
        value = stmt.value
        if isinstance(value, Apply) and value.op == "getitem":
            index = self._index(value.args[1], stmt, out)
            if index is not value.args[1]:
                value = Apply("getitem", (value.args[0], index))
                self._count(index, self.kinds.get(stmt.target))
        reads_itself = stmt.target in names_in(value) and value != Name(stmt.target)
        if reads_itself and not isinstance(value, Name) and not self._is_int(stmt.target):
            value = self.name(value, out, stmt)
        out.append(stmt if value is stmt.value else Assign(stmt.target, value, stmt.tag))

    def _is_int(self, name: str) -> bool:
        kind = self.kinds.get(name)
        return isinstance(kind, Scalar) and not kind.dtype.startswith(("float", "complex"))

    def _store(self, stmt: Store, out: list[Stmt]) -> None:
        if stmt.index is None:
            out.append(stmt)
            return
        index = self._index(stmt.index, stmt, out)
        if stmt.op in ("add", "sub") and self._is_fancy(index):
            cell = Apply("getitem", (Name(stmt.base), index))
            old = self.name(cell, out, stmt)
            new = self.name(Apply(stmt.op, (old, stmt.value)), out, stmt)
            out.append(replace(stmt, index=index, value=new, op=None))
            return
        out.append(stmt if index is stmt.index else replace(stmt, index=index))

    def _is_fancy(self, index: Expr) -> bool:
        parts = index.args if isinstance(index, Apply) and index.op == "tuple" else (index,)
        kinds = [kind_of(part, self.kinds, self.sizes) for part in parts]
        is_mask = [isinstance(kind, Array) and kind.dtype == "bool" for kind in kinds]
        return any(
            isinstance(kind, (Array, ListKind)) and not mask for kind, mask in zip(kinds, is_mask)
        )

    def _index(self, index: Expr, stmt: Stmt, out: list[Stmt]) -> Expr:
        """Name the parts of an index that are not cheap, or that read written memory."""
        if is_operand(index):
            return index
        assert isinstance(index, Apply)
        if index.op in ("tuple", "slice"):
            parts = tuple([self._index(part, stmt, out) for part in index.args])
            return index if all(map(is_, parts, index.args)) else Apply(index.op, parts)
        if index in self.masks:
            return self.masks[index]
        if self._is_cheap(index):
            return index
        named = self.name(index, out, stmt)
        kind = self.kinds[named.id]
        if isinstance(kind, Array) and kind.dtype == "bool":
            self.masks[index] = named
        return named

    def _count(self, index: Expr, cells: Kind | None) -> None:
        """What a mask was told to choose is what its name chooses: as many cells as were loaded."""
        is_counted = isinstance(index, Name) and index in self.masks.values()
        if is_counted and isinstance(cells, Array):
            assert isinstance(index, Name)
            mask = self.kinds[index.id]
            assert isinstance(mask, Array)
            count = cells.shape[0]
            self.kinds.setdefault(COUNT + index.id, Scalar("int64", False, count))

    def _is_cheap(self, expr: Expr) -> bool:
        for part in subexpressions(expr):
            if isinstance(part, Apply) and part.op not in CHEAP:
                return False
            if isinstance(part, Name) and isinstance(self.kinds.get(part.id), (Array, ListKind)):
                return not self.store.may_change(part.id) and len(list(names_in(expr))) == 1
        return True

    def _test(self, stmt: If, out: list[Stmt]) -> Expr:
        """Keep a test whole iff evaluating it again later gives the same."""
        place = self.positions.of[id(stmt)]
        if isinstance(stmt.test, (Const, Name)):
            changed = set(names_in(stmt.test)) & (bound_in(stmt.body) | bound_in(stmt.orelse))
            changed |= {n for n in names_in(stmt.test) if self.store.may_change(n)}
            return self._named_test(stmt, out) if changed else stmt.test
        if all(self._is_stable(n, place.loops) for n in names_in(stmt.test)):
            return stmt.test
        if not place.loops and not any(self._changes(n, place) for n in names_in(stmt.test)):
            return stmt.test
        return self._named_test(stmt, out)

    def _named_test(self, stmt: If, out: list[Stmt]) -> Name:
        """Name a test; of a list, and of `l and x > 0`, only whether it is true."""
        test, kind = stmt.test, kind_of(stmt.test, self.kinds, self.sizes)
        is_truth = isinstance(kind, Scalar) and (is_operand(test) or kind.dtype == "bool")
        return self.name(test if is_truth else Apply("bool", (test,)), out, stmt)

    def _is_stable(self, name: str, loops: tuple[int, ...]) -> bool:
        """Return whether a name has one definition, not in a loop unless as that loop's index."""
        return not self.store.may_change(name) and self._is_bound_once(name, loops)

    def _is_bound_once(self, name: str, loops: tuple[int, ...]) -> bool:
        bound = self.positions.bound.get(name, [])
        if not bound:
            return True
        place = self.positions.places[bound[0]]
        is_param = None in self.store.definitions.get(name, [])
        if len(bound) > 1 or is_param:
            return False
        is_index = isinstance(place.stmt, For) and place.stmt.target == name
        return not place.loops if not is_index else place.number in loops

    def _changes(self, name: str, place: Place) -> bool:
        """Return whether a name may be bound, or its memory written, after a place."""
        end = len(self.positions.places)
        return self.store.may_change(name) or self.positions.binding_between(
            name, place.number, end
        )

    def _for(self, stmt: For, out: list[Stmt]) -> None:
        assert isinstance(stmt.iter, Apply) and stmt.iter.op == "range"
        changed = bound_in(stmt.body) | {stmt.target}
        args: list[Expr] = []
        for arg in stmt.iter.args:
            stays = not set(names_in(arg)) & changed and self._is_same_later(arg, stmt)
            args.append(arg if stays else self.name(arg, out, stmt))
        body = stmt.body
        target = stmt.target
        outer = self.positions.of[id(stmt)].loops
        carried = any(target in self.positions.exposed_in_loop[n] for n in outer)
        if len(self.store.definitions[target]) > 1 or carried:
            target = self.fresh.name(self.kinds.get(target) or Scalar("int64"))
            body = (Assign(stmt.target, Name(target), stmt.tag), *body)
            self.positions = _with_places(self.positions, body[0], stmt)
        out.append(
            replace(stmt, target=target, iter=Apply("range", tuple(args)), body=self.block(body))
        )

    def _is_same_later(self, header: Expr, stmt: For) -> bool:
        """Return whether a part of a header is a count that the reverse sweep may compute again.

        It reads counts, of which at most one is not at hand there, and shapes of arrays that are
        bound once: stores change no shape.
        """
        if is_operand(header):
            return True
        loops = self.positions.of[id(stmt)].loops
        read = list(_counts_and_shapes(header))
        if None in read:
            return False
        unsure = {n for n in read if n is not None and not self._is_bound_once(n, loops)}
        arrays = {n for n in read if n is not None and not self._is_int(n)}
        known = all(isinstance(self.kinds.get(n), Array) for n in arrays)
        return known and len(unsure) <= 1 and not unsure & arrays


def _counts_and_shapes(expr: Expr) -> Iterator[str | None]:
    """Yield the counts that an expression computes with, and the arrays of which it reads shapes.

    None stands for anything else in it.
    """
    match expr:
        case Const():
            return
        case Name(id=name):
            yield name
        case Apply(op="getitem", args=(Apply(op="np.shape") as shape, Const())):
            yield from _counts_and_shapes(shape)
        case Apply(op=op, args=(Name(id=name),)) if op in SHAPES:
            yield name
        case Apply(op=op, args=args, kwargs=()) if op in COUNTS:
            for arg in args:
                yield from _counts_and_shapes(arg)
        case _:
            yield None


def _with_places(found: Positions, new: Stmt, near: Stmt) -> Positions:
    return replace(found, of={**found.of, id(new): found.of[id(near)]})


def stabilise(
    program: Program, kinds: dict[str, Kind], sizes: Sizes, store: Storage
) -> tuple[Program, dict[str, Kind]]:
    """Return the program in which whatever is read twice has a name of one meaning."""
    kinds = dict(kinds)
    work = Stabiliser(program, kinds, sizes, store)
    body = work.block(program.body)
    program = replace(program, body=body)
    return _name_results(program, work), kinds


def with_named_results(
    program: Program, kinds: dict[str, Kind], sizes: Sizes, store: Storage
) -> Program:
    """Return the program whose results have names; nothing else is changed."""
    return _name_results(program, Stabiliser(program, kinds, sizes, store))


def _name_results(program: Program, work: Stabiliser) -> Program:
    """Give each result that is an expression, a constant or a temporary a name of its own."""
    out: list[Stmt] = []
    names: dict[str, str] = {}
    taken = {n for s in all_statements(program) for n in (*s.reads, *s.binds)}
    taken |= {p.name for p in program.params}

    def fresh_result() -> str:
        n = 1
        while f"z'{n}" in taken:
            n += 1
        taken.add(f"z'{n}")
        return f"z'{n}"

    def leaf(expr: Expr) -> Expr:
        if isinstance(expr, Apply) and expr.op in ("tuple", "list", "dict"):
            keys = expr.op == "dict"
            parts = [a if keys and k % 2 == 0 else leaf(a) for k, a in enumerate(expr.args)]
            return Apply(expr.op, tuple(parts))
        if isinstance(expr, Name) and not expr.id.startswith("%"):
            return expr
        if isinstance(expr, Const) and not isinstance(expr.value, (float, complex)):
            return expr
        if isinstance(expr, Name) and expr.id in names:
            return Name(names[expr.id])
        new = fresh_result()
        work.kinds[new] = kind_of(expr, work.kinds, work.sizes)
        if isinstance(expr, Name):
            names[expr.id] = new
        out.append(Assign(new, expr))
        return Name(new)

    result = leaf(program.result)
    body = _renamed(program.body, out, names, work)
    return replace(program, body=body, result=result)


def _renamed(
    body: Block, out: list[Stmt], names: dict[str, str], work: Stabiliser
) -> Block:
    """A temporary that only the result reads is the result's name; others are copied at the end."""
    for old, new in names.items():
        body = rename_block(body, {old: new})
        out = [s for s in out if not (isinstance(s, Assign) and s.target == new)]
        work.kinds[new] = work.kinds.pop(old)
    return (*body, *out)

