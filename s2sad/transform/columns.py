"""Columns: a list of tuples becomes one list for each part of the tuples.

Before                                  After
    pairs.append((t, x))                    pairs'1.append(t); pairs'2.append(x)
    %1 = pairs[i]                           %1'1 = pairs'1[i]; %1'2 = pairs'2[i]
    a = %1[0]                               a = %1'1
    n = len(pairs)                          n = len(pairs'1)

Definitions:
  1. A kind has columns if it is a tuple, or a list of something that has columns: one for each
     leaf of the tuple, at any depth. A column of a list of lists of tuples is a list of lists.
  2. A name is split iff it is a list with columns that varies, or its value goes into or comes
     from a split name; the names of one statement are split together.
Lists are copied, shared and changed alike in each column, so that two names are one list before
iff they are after. A list of tuples with a name of its own is made only where the caller sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..analysis.kinds import Sizes, kind_of
from ..errors import NotDifferentiable
from ..ir.fresh import Fresh
from ..ir.frozen import dataclass, field, replace
from ..ir.kinds import Kind, ListKind, TupleKind, can_vary
from ..ir.nodes import (
    Apply, Assert, Assign, Block, Const, Evaluate, Expr, If, Move, Name, Program, Stmt, Store,
    Tag, While,
)  # fmt: skip
from ..ir.walk import all_statements, map_stmt, names_in
from .adjoint.parts import parts_of_tuples

Path = tuple[int, ...]
ARRAYS = ("np.array", "np.asarray")
OF_ITEMS = {"eq", "ne", "lt", "le", "gt", "ge", "sum", "max", "min"}


@dataclass(frozen=True)
class Split:
    """A program without lists of tuples, and the columns of each name that was split."""

    program: Program
    columns: Mapping[str, Mapping[Path, str]] = field(default_factory=dict)


def paths(kind: Kind | None) -> dict[Path, Kind]:
    """Return the columns of a kind: where each leaf of its tuples is found, and the column's kind.

    >>> from s2sad.ir.kinds import Scalar
    >>> list(paths(ListKind(TupleKind((Scalar(), TupleKind((Scalar(), Scalar())))))))
    [(0,), (1, 0), (1, 1)]
    """
    match kind:
        case TupleKind(items=items):
            return {(k, *p): c for k, item in enumerate(items) for p, c in paths(item).items()}
        case ListKind(item=item, length=length) if has_columns(item):
            return {p: ListKind(c, length) for p, c in paths(item).items()}
    return {} if kind is None else {(): kind}


def has_columns(kind: Kind | None) -> bool:
    """Return whether a kind is a tuple or a list of something that has columns."""
    while isinstance(kind, ListKind):
        kind = kind.item
    return isinstance(kind, TupleKind)


def is_rows(kind: Kind | None) -> bool:
    """Return whether a kind is a list, at some depth of tuples, that can vary."""
    return isinstance(kind, ListKind) and has_columns(kind) and can_vary(kind)


def split_names(program: Program, kinds: Mapping[str, Kind], varied: Iterable[str]) -> set[str]:
    """Return the names that are split (definition 2)."""
    found = {n for n in varied if is_rows(kinds.get(n))}
    if not found:
        return found
    whole = {p.name for p in program.params if isinstance(kinds.get(p.name), TupleKind)}
    whole |= {n for n in parts_of_tuples(program, dict(kinds)).values()
              if isinstance(kinds.get(n), TupleKind)}  # fmt: skip
    together: list[set[str]] = []
    for stmt in all_statements(program):
        names = {n for n in (*stmt.reads, *stmt.binds) if has_columns(kinds.get(n))}
        together.append(names - whole)
    count = -1
    while len(found) != count:
        count = len(found)
        found.update(*[names for names in together if names & found])
    return found


def columns(
    program: Program, kinds: dict[str, Kind], sizes: Sizes, varied: Iterable[str]
) -> Split:
    """Return the program with its varying lists of tuples split; `kinds` gains the columns."""
    names = split_names(program, kinds, varied)
    if not names:
        return Split(program)
    work = _Columns(program, kinds, sizes, names)
    body = work.block(program.body)
    return Split(program.with_body(body), work.columns)


class _Columns:
    def __init__(
        self, program: Program, kinds: dict[str, Kind], sizes: Sizes, names: set[str]
    ) -> None:
        self.program, self.kinds, self.sizes = program, kinds, sizes
        self.fresh = Fresh(program, kinds)
        self.columns: dict[str, dict[Path, str]] = {}
        self.tag = Tag()
        self.before: list[Stmt] = []  # what is to be evaluated before the statement at hand
        for name in sorted(names):
            self.columns[name] = {}
            for k, (path, kind) in enumerate(paths(kinds[name]).items(), 1):
                column = f"{name}'{k}" if not name.startswith("%") else self.fresh.name(kind)
                while column in kinds and not name.startswith("%"):
                    column += "'"
                kinds[column] = kind
                self.columns[name][path] = column

    def block(self, block: Block) -> Block:
        out: list[Stmt] = []
        around, self.before = self.before, []
        for stmt in block:
            self.tag = stmt.tag
            made = list(self.stmt(stmt))
            out += [*self.before, *made]
            self.before = []
        self.before = around
        return tuple(out)

    def stmt(self, stmt: Stmt) -> Iterable[Stmt]:
        """Yield what a statement becomes."""
        match stmt:
            case Assign(target=target, value=value) if target in self.columns:
                yield from self._bound(target, value)
            case Move():
                pairs = [p for t, s in zip(stmt.targets, stmt.sources) for p in self._pairs(t, s)]
                yield replace(
                    stmt, targets=tuple([t for t, _ in pairs]), sources=tuple([s for _, s in pairs])
                )
            case Store(base=base, index=index, value=value) if base in self.columns:
                if stmt.op is not None or index is None:
                    raise self.refusal()
                made, given = self._put(base, value)
                yield from made
                index = self.expr(index)
                for path, column in self.columns[base].items():
                    yield Store(column, index, given[path], None, stmt.tag)
            case Evaluate(value=Apply(op="list.append", args=(Name(id=base), value))) if (
                base in self.columns
            ):
                made, given = self._put(base, value)
                yield from made
                for path, column in self.columns[base].items():
                    yield Evaluate(Apply("list.append", (Name(column), given[path])), stmt.tag)
            case Evaluate(value=Apply(op="list.pop", args=(Name(id=base), *rest))) if (
                base in self.columns
            ):
                for column in self.columns[base].values():
                    yield Evaluate(Apply("list.pop", (Name(column), *rest)), stmt.tag)
            case If() | While():
                test = self.truth(stmt.test)
                if self.before and isinstance(stmt, While):
                    raise self.refusal()
                whole = map_stmt(replace(stmt, test=test), self.expr, lambda n: n, self.block)
                yield whole
            case _:
                yield map_stmt(stmt, self.expr, lambda n: n, self.block)

    def _pairs(self, target: str, source: str) -> list[tuple[str, str]]:
        if target not in self.columns:
            return [(target, source)]
        own, other = self.columns[target], self.columns[source]
        return [(column, other[path]) for path, column in own.items() if path in other]

    def _bound(self, target: str, value: Expr) -> Iterable[Stmt]:
        if self._is_of_argument(value):
            yield Assign(target, value, self.tag)
            yield from taken_apart(target, self.kinds, self.columns[target], self.fresh, self.tag)
            return
        kinds = paths(self.kinds[target])
        found = {path: self.column(value, path) for path in kinds}
        own = self.columns[target]
        if any(set(names_in(found[p])) & (set(own.values()) - {own[p]}) for p in found):
            made, found = self._named(value, kinds)
            yield from made
        for path, column in own.items():
            yield Assign(column, found[path], self.tag)

    def _is_of_argument(self, value: Expr) -> bool:
        """Return whether a value is a part of an argument that is a tuple."""
        match value:
            case Apply(op="getitem", args=(Name(id=base), Const())):
                return isinstance(self.kinds.get(base), TupleKind) and base not in self.columns
        return False

    def _put(self, base: str, value: Expr) -> tuple[list[Stmt], dict[Path, Expr]]:
        """Return the columns of an item that is put into a list, as operands."""
        kind = self.kinds[base]
        assert isinstance(kind, ListKind)
        return self._named(value, paths(kind.item))

    def _named(
        self, value: Expr, kinds: Mapping[Path, Kind]
    ) -> tuple[list[Stmt], dict[Path, Expr]]:
        """Return a value's columns as operands, all evaluated before any of them is used."""
        made: list[Stmt] = []
        given: dict[Path, Expr] = {}
        for path, kind in kinds.items():
            expr = self.column(value, path)
            if isinstance(expr, Apply):
                name = self.fresh.name(kind)
                made.append(Assign(name, expr, self.tag))
                expr = Name(name)
            given[path] = expr
        return made, given

    # -- expressions ---------------------------------------------------------------------------

    def column(self, value: Expr, path: Path) -> Expr:
        """Return one column of a value."""
        if isinstance(value, Name):
            own = self.columns.get(value.id, {(): value.id})
            if path not in own:
                raise self.refusal()
            return Name(own[path])
        if isinstance(value, Apply) and self._is_split(value):
            found = self._of_structure(value, path)
            if found is not None:
                return found
        if isinstance(value, Apply) and value.op == "list" and not value.args:
            return value
        if isinstance(value, Apply) and value.op == "tuple" and path:
            return self.column(value.args[path[0]], path[1:])
        if isinstance(value, Apply) and value.op == "dict" and path:
            return self.column(value.args[2 * path[0] + 1], path[1:])
        if isinstance(value, Apply) and value.op == "list" and path:
            return Apply("list", tuple([self.column(item, path) for item in value.args]))
        if isinstance(value, Apply) and value.op == "list.repeat" and path:
            return Apply(value.op, (*value.args[:2], self.column(value.args[2], path)))
        if path:
            raise self.refusal()
        return self.expr(value)

    def _is_split(self, expr: Expr) -> bool:
        return any(name in self.columns for name in names_in(expr))

    def _of_structure(self, value: Apply, path: Path) -> Expr | None:
        """Return a column of what is taken out of, or made of, something that is split."""
        if value.op == "getitem":
            base, index = value.args
            kind = kind_of(base, self.kinds, self.sizes)
            if not isinstance(kind, TupleKind):
                inner = self.column(base, path)
                return Apply("getitem", (inner, self.expr(index)))
            place = kind.place(index.value) if isinstance(index, Const) else None
            if place is None:
                raise self.refusal()
            return self.column(base, (place, *path))
        if value.op in ("list.pop", "list.copy"):
            rest = tuple([self.expr(arg) for arg in value.args[1:]])
            return Apply(value.op, (self.column(value.args[0], path), *rest))
        if value.op == "ifexp":
            test, yes, no = value.args
            return Apply(
                "ifexp", (self.expr(test), self.column(yes, path), self.column(no, path))
            )
        return None

    def expr(self, expr: Expr) -> Expr:
        """Return an expression that is no list of tuples, with what it reads of some."""
        if not self._is_split(expr):
            return expr
        if not isinstance(expr, Apply):
            raise self.refusal()
        if expr.op == "getitem" and self._is_split(expr.args[0]):
            return self.column(expr, ())
        if expr.op == "len":
            return self._length(expr.args[0])
        first = expr.args[0] if expr.op in ARRAYS and expr.args else Const(None)
        if is_rows(kind_of(first, self.kinds, self.sizes)):
            return self._array(expr)
        read = self.truth if expr.op in ("not", "bool") else self.expr
        read = self.given if expr.op in OF_ITEMS or expr.op.startswith("np.") else read
        args = tuple([read(arg) for arg in expr.args])
        return Apply(expr.op, args, tuple([(key, self.expr(arg)) for key, arg in expr.kwargs]))

    def _array(self, call: Apply) -> Expr:
        """Return an array of a list of tuples as the stack of its columns.

        `np.array([(a, b), (c, d)])` is `np.stack([np.array([a, c]), np.array([b, d])], axis=1)`.
        Of no tuples NumPy makes an array with one axis: there the program ends.
        """
        rows, *rest = call.args
        kind, axis = kind_of(rows, self.kinds, self.sizes), 0
        if isinstance(kind, ListKind) and not _has_items(kind):
            test = Apply("gt", (self._length(rows), Const(0)))
            self.before.append(Assert(test, Const("an array of no tuples"), self.tag))
        while isinstance(kind, ListKind):
            kind, axis = kind.item, axis + 1  # type: ignore[assignment]

        def stacked(kind: Kind, path: Path) -> Expr:
            if isinstance(kind, TupleKind) and (kind.form is None or kind.form.what == "named"):
                parts = [stacked(item, (*path, k)) for k, item in enumerate(kind.items)]
                row = Apply("list", tuple(map(self._named_before, parts)))
                return Apply("np.stack", (row,), (("axis", Const(axis)),))
            if isinstance(kind, (TupleKind, ListKind)):
                raise self.refusal()
            column = self.column(rows, path)
            column = column if isinstance(column, Name) else self._named_before(column)
            return Apply(call.op, (column, *rest), call.kwargs)

        return stacked(kind, ())

    def given(self, expr: Expr) -> Expr:
        """Return what a comparison, or a function that takes arrays, is given.

        A tuple is displayed, and a list of tuples is the array that the function makes of it.
        """
        kind = kind_of(expr, self.kinds, self.sizes) if self._is_split(expr) else None
        if is_rows(kind):
            return self._named_before(self._array(Apply("np.array", (expr,))))
        if not isinstance(kind, TupleKind) or kind.form is not None and kind.form.what != "named":
            return self.expr(expr)
        return self._rebuilt(expr, kind, ())

    def _named_before(self, expr: Expr) -> Name:
        name = self.fresh.name(kind_of(expr, self.kinds, self.sizes))
        self.before.append(Assign(name, expr, self.tag))
        return Name(name)

    def _rebuilt(self, value: Expr, kind: Kind, path: Path) -> Expr:
        if not isinstance(kind, TupleKind):
            return self.column(value, path)
        return Apply("tuple", tuple([
            self._rebuilt(value, item, (*path, k)) for k, item in enumerate(kind.items)
        ]))  # fmt: skip

    def truth(self, expr: Expr) -> Expr:
        """Return an expression that is only asked whether it is true: a list, if not empty."""
        if isinstance(expr, Apply) and expr.op in ("and", "or"):
            return Apply(expr.op, tuple([self.truth(arg) for arg in expr.args]))
        if isinstance(expr, Name) and isinstance(self.kinds.get(expr.id), ListKind):
            return Name(next(iter(self.columns.get(expr.id, {(): expr.id}).values())))
        return self.expr(expr)

    def _length(self, expr: Expr) -> Expr:
        kind = kind_of(expr, self.kinds, self.sizes)
        if isinstance(kind, TupleKind):
            return Const(len(kind.items))
        first = next(iter(paths(kind)), ())
        return Apply("len", (self.column(expr, first),))

    def refusal(self) -> NotDifferentiable:
        return NotDifferentiable(
            "s2sad cannot differentiate this use of a list of tuples",
            self.program.places.get(self.tag.sid),
            "Each part of the tuples is a list of its own here, and what uses them whole is lost.",
            "Index the list, loop over it, append to it, or keep one list for each part.",
        )


def _has_items(kind: ListKind) -> bool:
    length = kind.length
    return length is not None and length.is_constant and length.constant > 0


def taken_apart(
    name: str, kinds: Mapping[str, Kind], own: Mapping[Path, str], fresh: Fresh, tag: Tag
) -> list[Stmt]:
    """Return `l'1 = [t[0] for t in l]; ...`: the columns of a list of tuples that is given."""
    kind = kinds[name]
    return [
        Assign(column, _picked(Name(name), kind, path, fresh), tag) for path, column in own.items()
    ]


def _picked(value: Expr, kind: Kind | None, path: Path, fresh: Fresh) -> Expr:
    if isinstance(kind, ListKind) and has_columns(kind):
        item = Name(fresh.name(kind.item))
        return Apply("list.map", (value, item, _picked(item, kind.item, path, fresh)))
    if isinstance(kind, TupleKind):
        place = path[0]
        load = Apply("getitem", (value, Const(kind.subscript(place))))
        return _picked(load, kind.items[place], path[1:], fresh)
    return value
