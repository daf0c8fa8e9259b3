"""Fields: what is read of objects and named tuples, spelled as a person writes it.

    before: w = p['w']        after: w = p.w        (p is an object)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..ir.frozen import replace
from ..ir.kinds import Kind, TupleKind
from ..ir.nodes import Apply, Block, Const, Expr, Program, Stmt
from ..ir.walk import map_stmt

KindOf = Callable[[Expr], Kind]


def spelled_fields(program: Program, kinds: Mapping[str, Kind], kind_of: KindOf) -> Program:
    """Return the program with loads from objects and named tuples written as attributes."""
    if not _have_names(kinds):
        return program
    spell = _Speller(kind_of)
    return replace(program, body=spell.block(program.body), result=spell.expr(program.result))


def spelled_notes(
    notes: Mapping[int, Stmt], kinds: Mapping[str, Kind], kind_of: KindOf
) -> dict[int, Stmt]:
    """Return the statements that comments quote, spelled likewise."""
    if not _have_names(kinds):
        return dict(notes)
    spell = _Speller(kind_of)
    return {sid: spell.stmt(stmt) for sid, stmt in notes.items()}


def _have_names(kinds: Mapping[str, Kind]) -> bool:
    return any(isinstance(kind, TupleKind) and _has_names(kind) for kind in kinds.values())


def _has_names(kind: TupleKind) -> bool:
    if kind.form is not None and kind.form.what != "dict":
        return True
    return any(isinstance(item, TupleKind) and _has_names(item) for item in kind.items)


class _Speller:
    def __init__(self, kind_of: KindOf) -> None:
        self.kind_of = kind_of

    def expr(self, expr: Expr) -> Expr:
        if not isinstance(expr, Apply):
            return expr
        args = tuple([self.expr(arg) for arg in expr.args])
        kwargs = tuple([(key, self.expr(arg)) for key, arg in expr.kwargs])
        name = self._field(expr)
        if name is not None:
            return Apply("attr", (args[0], Const(name)))
        return Apply(expr.op, args, kwargs)

    def _field(self, expr: Apply) -> str | None:
        """Return the name of the attribute that a load reads."""
        if expr.op != "getitem" or not isinstance(expr.args[1], Const):
            return None
        kind = self.kind_of(expr.args[0])
        if not isinstance(kind, TupleKind) or kind.form is None or kind.form.what == "dict":
            return None
        place = kind.place(expr.args[1].value)
        return None if place is None else str(kind.form.keys[place])

    def stmt(self, stmt: Stmt) -> Stmt:
        return map_stmt(stmt, self.expr, lambda name: name, self.block)

    def block(self, block: Block) -> Block:
        return tuple([self.stmt(stmt) for stmt in block])
