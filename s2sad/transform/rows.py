"""Rows: lists of tuples where the caller sees them, around a program that works on their columns.

    def f(pairs):                   def f(pairs):
        s = a sum of pairs'1            pairs'1 = [t[0] for t in pairs]
        return s, pairs'2               ...

An argument is taken apart where the forward sweep begins, a seed where the reverse sweep does; a
result is put together at the end of the forward sweep, a gradient at the end of the reverse one.
A part that cannot vary has the gradient None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from ..analysis.activity import Activity, activity
from ..analysis.kinds import Sizes
from ..analysis.storage import storage
from ..ir.fresh import Fresh
from ..ir.frozen import dataclass, field, replace
from ..ir.kinds import Kind, ListKind, Scalar, TupleKind, can_vary
from ..ir.nodes import Apply, Assign, Const, Evaluate, Expr, For, Name, Param, Program, Stmt, Tag
from ..ir.walk import substitute
from .adjoint import AdjointForm, adjoint
from .adjoint.driver import leaves, spelled_effects
from .adjoint.parts import inputs_of
from .columns import Path, Split, columns, is_rows, taken_apart
from .stabilise import with_named_results
from .tangent import TangentForm, tangent

NONE = Const(None)


def adjoint_of_rows(
    program: Program, kinds: dict[str, Kind], sizes: Sizes, wrt: tuple[str, ...],
    again: bool = False,
) -> AdjointForm:  # fmt: skip
    """Return the adjoint program of a core program in which lists of tuples may vary."""
    rows = _rows(program, kinds, sizes, wrt, lambda found: found.active)
    if rows is None:
        return adjoint(program, kinds, sizes, wrt, again)
    return rows.of_adjoint(adjoint(rows.inside, rows.kinds, sizes, rows.inner_wrt, again))


def tangent_of_rows(
    program: Program, kinds: dict[str, Kind], sizes: Sizes, wrt: tuple[str, ...]
) -> TangentForm:
    """Return the tangent program of a core program in which lists of tuples may vary."""
    rows = _rows(program, kinds, sizes, wrt, lambda found: found.varied)
    if rows is None:
        return tangent(program, kinds, sizes, wrt)
    return rows.of_tangent(tangent(rows.inside, rows.kinds, sizes, rows.inner_wrt))


def _rows(
    program: Program, kinds: dict[str, Kind], sizes: Sizes, wrt: tuple[str, ...],
    moving: Callable[[Activity], Iterable[str]],
) -> Rows | None:  # fmt: skip
    """Return the program with its lists of tuples split, or None; `moving` names what varies."""
    if not any(map(is_rows, kinds.values())):
        return None
    kinds = dict(kinds)
    program = with_named_results(program, kinds, sizes, storage(program, kinds, sizes))
    outputs = [e.id for e in leaves(program.result) if isinstance(e, Name)]
    inputs = inputs_of(program, kinds, wrt)
    found = activity(program, kinds, storage(program, kinds, sizes), inputs, outputs)
    split = columns(program, kinds, sizes, {*moving(found), *wrt})
    return Rows(program, kinds, split, wrt) if split.columns else None


@dataclass
class Rows:
    """A program that was split, as the passes see it, and how it is put together again."""

    outside: Program
    kinds: dict[str, Kind]
    split: Split
    wrt: tuple[str, ...]
    inside: Program = field(init=False)

    def __post_init__(self) -> None:
        params: list[Param] = []
        first: list[Stmt] = []
        fresh = Fresh(self.split.program, self.kinds)
        for param in self.outside.params:
            own = self.split.columns.get(param.name, {})
            if own and param.name in self.wrt:
                params.extend(Param(column) for column in own.values())
                continue
            params.append(param)
            first += taken_apart(param.name, self.kinds, own, fresh, Tag())
        for capture in self.outside.captures:
            own = self.split.columns.get(capture.name, {})
            first += taken_apart(capture.name, self.kinds, own, fresh, Tag())
        result = self._spread(self.outside.result)
        self.inside = replace(
            self.split.program, params=tuple(params), body=(*first, *self.split.program.body),
            result=result,
        )  # fmt: skip

    def own(self, expr: Expr) -> Mapping[Path, str]:
        """Return the columns of a name that was split."""
        return self.split.columns.get(expr.id, {}) if isinstance(expr, Name) else {}

    def _spread(self, expr: Expr) -> Expr:
        """Return a result with the columns of what was split in its place."""
        if own := self.own(expr):
            return Apply("tuple", tuple([Name(column) for column in own.values()]))
        if isinstance(expr, Apply) and expr.op in ("tuple", "list", "dict"):
            return Apply(expr.op, tuple([self._spread(arg) for arg in expr.args]))
        return expr

    @property
    def inner_wrt(self) -> tuple[str, ...]:
        """The parameters that are differentiated inside."""
        return tuple([name for one in self.wrt for name in self._varying(one)])

    def _varying(self, name: str) -> list[str]:
        own = self.split.columns.get(name)
        if own is None:
            return [name]
        return [column for column in own.values() if can_vary(self.kinds[column])]

    # -- putting together ----------------------------------------------------------------------

    def together(
        self, kind: Kind | None, given: Mapping[Path, Expr], work: Fresh, out: list[Stmt]
    ) -> Expr:
        """Emit what makes a value of its columns, and return it."""
        if isinstance(kind, TupleKind):
            parts = [
                self.together(item, _under(given, k), work, out)
                for k, item in enumerate(kind.items)
            ]
            if kind.form is None or kind.form.what == "named":
                return Apply("tuple", tuple(parts))
            pairs = zip(map(Const, kind.form.keys), parts)
            return Apply("dict", tuple([part for pair in pairs for part in pair]))
        if not isinstance(kind, ListKind) or () in given:
            return given[()]
        made, index = work.name(kind), work.name(Scalar("int64"))
        body: list[Stmt] = []
        items: dict[Path, Expr] = {}
        for path, expr in given.items():
            of, value = self._item(expr, Name(index), work)
            items[path] = value
            if not isinstance(value, Const):
                item = work.name(of)
                body.append(Assign(item, value))
                items[path] = Name(item)
        whole = self.together(kind.item, items, work, body)
        body.append(Evaluate(Apply("list.append", (Name(made), whole))))
        trips = Apply("range", (_count_of(given),))
        out += [Assign(made, Apply("list", ())), For(index, trips, tuple(body))]
        return Name(made)

    @staticmethod
    def _item(column: Expr, index: Name, work: Fresh) -> tuple[Kind | None, Expr]:
        """Return an item of a column, with its kind where it is known."""
        match column:
            case Name(name):
                kind = work.kinds.get(name)
                of = kind.item if isinstance(kind, ListKind) else None
                return of, Apply("getitem", (column, index))
            case Apply(op="list.repeat", args=(_, Const(None), value)):
                return None, value
            case Apply(op="list.repeat", args=(_, Name(number), value)):
                return None, substitute(value, {number: index})
            case Apply(op="list.map", args=(base, Name(each), value)):
                return None, substitute(value, {each: Apply("getitem", (base, index))})
            case Const():
                return None, column
        raise AssertionError(f"not a column: {column}")

    def result(
        self, outside: Expr, inside: Expr, work: Fresh, out: list[Stmt]
    ) -> Expr:
        """Return a result (or its tangent) whose columns are `inside`, put together."""
        if own := self.own(outside):
            assert isinstance(inside, Apply) and isinstance(outside, Name)
            given = dict(zip(own, inside.args))
            return self.together(self.kinds[outside.id], given, work, out)
        if isinstance(outside, Apply) and isinstance(inside, Apply) and outside.op == inside.op:
            pairs = zip(outside.args, inside.args)
            return Apply(inside.op, tuple([self.result(a, b, work, out) for a, b in pairs]))
        return inside

    def _whole_params(self, given: tuple[Param, ...], mark: str = "") -> tuple[Param, ...]:
        """Return parameters with those that were split whole again."""
        found: list[Param] = []
        inner = {f"{mark}{column}": f"{mark}{name}" for name, own in self.split.columns.items()
                 for column in own.values()}  # fmt: skip
        originals = {param.name: param for param in self.outside.params}
        for param in given:
            whole = inner.get(param.name)
            if whole is None:
                found.append(param)
            elif all(other.name != whole for other in found):
                found.append(originals.get(whole, Param(whole)))
        return tuple(found)

    def _entry(self, work: Fresh) -> list[Stmt]:
        found: list[Stmt] = []
        for name in self.wrt:
            own = self.split.columns.get(name, {})
            found += taken_apart(name, self.kinds, own, work, Tag())
        return found

    @cached_property
    def primal(self) -> Program:
        """The program as it was: it changes the lists that it is given."""
        return self.outside.with_body(spelled_effects(self.outside.body))

    # -- the adjoint -----------------------------------------------------------------------------

    def of_adjoint(self, form: AdjointForm) -> AdjointForm:
        """Return an adjoint program that takes and returns lists of tuples."""
        kinds = form.kinds
        work, last = Fresh(form.program, kinds), list[Stmt]()
        result = self.result(self.outside.result, form.result, work, last)
        ahead = (*self._entry(work), *form.forward_body, *last)
        seeds, seeding = self._seeds(form, work)
        closing: list[Stmt] = []
        gradients = self._gradients(form.gradients, work, closing)
        back = (*seeding, *form.reverse_body, *closing)
        params = [p for p in form.program.params if p.name not in form.seeds]
        program = replace(
            form.program, params=(*self._whole_params(tuple(params)), *seeds),
            body=(*ahead, *back), result=Apply("tuple", (result, gradients)),
        )  # fmt: skip
        return replace(
            form, program=program, primal=self.primal, result=result,
            seeds=tuple([p.name for p in seeds]), forward_body=ahead, reverse_body=back,
            gradients=gradients,
        )  # fmt: skip

    def _seeds(self, form: AdjointForm, work: Fresh) -> tuple[list[Param], list[Stmt]]:
        """Return the seeds of the whole results, and what takes them apart."""
        given = iter([p for p in form.program.params if p.name in form.seeds])
        seeds: list[Param] = []
        first: list[Stmt] = []
        for leaf in leaves(self.outside.result):
            own = self.own(leaf)
            if not own:
                if isinstance(leaf, Name) and can_vary(self.kinds[leaf.id]):
                    seeds.append(next(given))
                continue
            assert isinstance(leaf, Name)
            seed = f"g:{leaf.id}" if f"g:{leaf.id}" not in work.kinds else work.name()
            work.kinds[seed] = self.kinds[leaf.id]
            seeds.append(Param(seed))
            varying = {p: next(given).name for p, c in own.items() if can_vary(self.kinds[c])}
            first += taken_apart(seed, work.kinds, varying, work, Tag(0, 0, "adjoint"))
        return seeds, first

    def _gradients(self, inside: Expr, work: Fresh, out: list[Stmt]) -> Expr:
        assert isinstance(inside, Apply)
        given = iter(inside.args)
        found: list[Expr] = []
        for name in self.wrt:
            own = self.split.columns.get(name)
            if own is None:
                found.append(next(given))
                continue
            parts = {
                path: next(given) if can_vary(self.kinds[column]) else NONE
                for path, column in own.items()
            }
            found.append(self.together(self.kinds[name], parts, work, out))
        return Apply("tuple", tuple(found))

    # -- the tangent -----------------------------------------------------------------------------

    def of_tangent(self, form: TangentForm) -> TangentForm:
        """Return a tangent program that takes and returns lists of tuples."""
        kinds = form.kinds
        work, last = Fresh(form.program, kinds), list[Stmt]()
        assert isinstance(form.program.result, Apply)
        results = [
            self.result(self.outside.result, part, work, last) for part in form.program.result.args
        ]
        first = self._entry(work)
        for name in self.wrt:
            own = self.split.columns.get(name, {})
            kinds[f"d:{name}"] = self.kinds[name]
            varying = {p: f"d:{c}" for p, c in own.items() if can_vary(self.kinds[c])}
            first += taken_apart(f"d:{name}", kinds, varying, work, Tag(0, 0, "tangent"))
        params = self._whole_params(self._whole_params(form.program.params), "d:")
        program = replace(
            form.program, params=params, body=(*first, *form.program.body, *last),
            result=Apply("tuple", tuple(results)),
        )  # fmt: skip
        return replace(form, program=program, primal=self.primal)


def _count_of(columns: Mapping[Path, Expr]) -> Expr:
    """Return how many items columns have; a parameter's own column rather than one of zeros."""
    for column in sorted(columns.values(), key=lambda expr: not isinstance(expr, Name)):
        match column:
            case Name() | Apply(op="list.map", args=(Name(), *_)):
                return Apply("len", (column if isinstance(column, Name) else column.args[0],))
            case Apply(op="list.repeat", args=(count, *_)):
                return count
    raise AssertionError(f"no column: {columns}")


def _under(given: Mapping[Path, Expr], place: int) -> dict[Path, Expr]:
    return {path[1:]: expr for path, expr in given.items() if path[:1] == (place,)}
