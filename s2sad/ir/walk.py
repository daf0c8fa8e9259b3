"""Walking programs: their statements and names, and rebuilding with a function."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .frozen import replace
from .nodes import (
    Apply, Assert, Assign, Block, Const, Evaluate, Expr, For, If, Move, Name, Program, Raise,
    Stmt, Store, While,
)  # fmt: skip

COMPOUND = (If, For, While)


def subexpressions(expr: Expr) -> tuple[Expr, ...]:
    """Return expr and everything inside it, operands after the operation that reads them."""
    return (expr, *expr.inside)


def names_in(expr: Expr | None) -> tuple[str, ...]:
    """Return every name that expr reads, in order, with repeats."""
    return () if expr is None else expr.names


def blocks(stmt: Stmt) -> tuple[Block, ...]:
    """Return the blocks inside a statement."""
    kind = type(stmt)
    if kind not in COMPOUND:
        return ()
    return (stmt.body, stmt.orelse) if kind is If else (stmt.body,)  # type: ignore[union-attr]


def statements(block: Block) -> Block:
    """Return every statement of a block and of the blocks inside, in textual order."""
    for stmt in block:
        if type(stmt) in COMPOUND:
            break
    else:
        return block
    found: list[Stmt] = []
    _collect(block, found)
    return tuple(found)


def _collect(block: Block, found: list[Stmt]) -> None:
    for stmt in block:
        found.append(stmt)
        kind = type(stmt)
        if kind in COMPOUND:
            _collect(stmt.body, found)  # type: ignore[union-attr]
            if kind is If:
                _collect(stmt.orelse, found)  # type: ignore[union-attr]


def bound_in(block: Block) -> set[str]:
    """Return every name that a block, or a block inside it, binds."""
    if len(block) == 1 and type(block[0]) not in COMPOUND:
        return set(block[0].binds)
    return {name for stmt in statements(block) for name in stmt.binds}


def map_expr(expr: Expr, leaf: Callable[[Expr], Expr]) -> Expr:
    """Rebuild expr with `leaf` applied to its names and constants."""
    if type(expr) is not Apply:
        return leaf(expr)
    args = tuple([map_expr(arg, leaf) for arg in expr.args])
    if not expr.kwargs:
        return expr if args == expr.args else Apply(expr.op, args)
    kwargs = tuple([(key, map_expr(arg, leaf)) for key, arg in expr.kwargs])
    return expr if args == expr.args and kwargs == expr.kwargs else Apply(expr.op, args, kwargs)


def substitute(expr: Expr, values: Mapping[str, Expr]) -> Expr:
    """Return expr with names replaced by expressions."""
    if values.keys().isdisjoint(expr.names):
        return expr
    return map_expr(expr, lambda e: values.get(e.id, e) if type(e) is Name else e)


def map_stmt(
    stmt: Stmt,
    expr: Callable[[Expr], Expr],
    name: Callable[[str], str],
    block: Callable[[Block], Block],
) -> Stmt:
    """Rebuild a statement: `expr` on its expressions, `name` on bound names, `block` inside.

    The statement is a new object, also where nothing changes.
    """
    match stmt:
        case Assign():
            return Assign(name(stmt.target), expr(stmt.value), stmt.tag)
        case Move():
            sources = [expr(Name(s)) for s in stmt.sources]
            assert all(isinstance(s, Name) for s in sources)
            ids = tuple(s.id for s in sources if isinstance(s, Name))
            return Move(tuple(map(name, stmt.targets)), ids, stmt.tag)
        case Store():
            base = expr(Name(stmt.base))
            assert isinstance(base, Name)
            index = None if stmt.index is None else expr(stmt.index)
            return Store(base.id, index, expr(stmt.value), stmt.op, stmt.tag)
        case Evaluate():
            return Evaluate(expr(stmt.value), stmt.tag)
        case If():
            return If(expr(stmt.test), block(stmt.body), block(stmt.orelse), stmt.tag)
        case For():
            stop = None if stmt.stop is None else name(stmt.stop)
            target, header = name(stmt.target), expr(stmt.iter)
            return For(target, header, block(stmt.body), stop, stmt.tag)
        case While():
            stop = None if stmt.stop is None else name(stmt.stop)
            return While(expr(stmt.test), block(stmt.body), stop, stmt.tag)
        case Assert():
            message = None if stmt.message is None else expr(stmt.message)
            return replace(stmt, test=expr(stmt.test), message=message)
        case Raise():
            return replace(stmt, exception=expr(stmt.exception))
    raise TypeError(f"not a statement: {stmt!r}")


def rename_block(block: Block, names: Mapping[str, str]) -> Block:
    """Return the block with names renamed everywhere, where they are read and where bound."""
    values = {old: Name(new) for old, new in names.items()}

    def expr(e: Expr) -> Expr:
        return substitute(e, values)

    def name(n: str) -> str:
        return names.get(n, n)

    def inside(b: Block) -> Block:
        return tuple([map_stmt(s, expr, name, inside) for s in b])

    return inside(block)


def all_names(program: Program) -> frozenset[str]:
    """Return every name in the program: parameters, captures, bound and read names."""
    return program.kept(_all_names)


def _all_names(program: Program) -> frozenset[str]:
    return own_names(program) | {c.name for c in program.captures}


def own_names(program: Program) -> frozenset[str]:
    """Return the names that a program binds or reads itself: of captures those that it reads."""
    found = {p.name for p in program.params}.union(*[names_in(p.default) for p in program.params])
    body = all_statements(program)
    return frozenset(found).union(
        program.result.names, *[s.binds for s in body], *[s.reads for s in body]
    )


def all_statements(program: Program) -> Block:
    """Return every statement of a program, in textual order."""
    return program.kept(_all_statements)


def _all_statements(program: Program) -> Block:
    return statements(program.body)


def is_operand(expr: Expr) -> bool:
    """Return whether an expression is a name or a constant."""
    return isinstance(expr, (Name, Const))


def exchanged(expr: Expr, old: Expr, new: Expr) -> Expr:
    """Return an expression with one part exchanged wherever it stands."""
    if expr == old or not isinstance(expr, Apply):
        return new if expr == old else expr
    args = tuple([exchanged(arg, old, new) for arg in expr.args])
    return Apply(expr.op, args, tuple([(k, exchanged(e, old, new)) for k, e in expr.kwargs]))
