"""Spelled: named tuples in lists are tuples in the text, once their kinds are known.

    rows.append(record(Point, v, w))     ->     rows.append((v, w))

Until then the form stands before the items: `rows[0].x` is item 0 of a kind that has the form.
Only what asks for its class would see the difference, and is refused (`structure`).
"""

from __future__ import annotations


from ...ir.frozen import replace
from ...ir.kinds import Kind, ListKind, TupleKind
from ...ir.nodes import Apply, Block, Expr, Program
from ...ir.walk import map_stmt


def spelled(program: Program, kinds: dict[str, Kind]) -> tuple[Program, dict[str, Kind]]:
    """Return the program with tuples in the place of named tuples, and the kinds of its names.

    What is given to the program keeps its class; what is taken out of it is read by position.
    """
    found = replace(program, body=_block(program.body), result=as_tuples(program.result))
    given = {param.name for param in program.params} | {c.name for c in program.captures}
    return found, {name: kind if name in given else _plain(kind) for name, kind in kinds.items()}


def _block(block: Block) -> Block:
    return tuple([map_stmt(stmt, as_tuples, lambda name: name, _block) for stmt in block])


def _plain(kind: Kind) -> Kind:
    match kind:
        case ListKind(item=item, length=length) if item is not None:
            return ListKind(_plain(item), length)
        case TupleKind(items=items, form=form):
            is_named = form is not None and form.what == "named"
            return replace(kind, items=tuple(map(_plain, items)), form=None if is_named else form)
    return kind


def as_tuples(expr: Expr) -> Expr:
    """Return an expression with tuples in the place of named tuples.

    >>> from s2sad.ir.kinds import Form
    >>> from s2sad.ir.nodes import Const, Name
    >>> as_tuples(Apply("record", (Const(Form("named", ("x",))), Name("v"))))
    Apply(op='tuple', args=(Name(id='v'),), kwargs=())
    """
    if not isinstance(expr, Apply):
        return expr
    if expr.op == "record":
        return Apply("tuple", tuple(map(as_tuples, expr.args[1:])))
    args = tuple(map(as_tuples, expr.args))
    kwargs = tuple([(key, as_tuples(value)) for key, value in expr.kwargs])
    return expr if (args, kwargs) == (expr.args, expr.kwargs) else Apply(expr.op, args, kwargs)


def has_named(kind: Kind | None) -> bool:
    """Return whether a value is a named tuple, or holds some: which is spelled as a tuple."""
    match kind:
        case ListKind(item=item):
            return has_named(item)
        case TupleKind(items=items, form=form):
            return form is not None and form.what == "named" or any(map(has_named, items))
    return False
