"""Walking programs: the names that are read and bound, and rebuilding with a function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

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


def expressions(stmt: Stmt) -> tuple[Expr, ...]:
    """Return the expressions that a statement itself evaluates (not those of its blocks)."""
    match stmt:
        case Assign(value=value) | Evaluate(value=value):
            return (value,)
        case Move(sources=sources):
            return tuple(Name(s) for s in sources)
        case Store(index=index, value=value):
            return (value,) if index is None else (index, value)
        case If(test=test) | While(test=test):
            return (test,)
        case For(iter=iterable):
            return (iterable,)
        case Assert(test=test, message=message):
            return (test,) if message is None else (test, message)
        case Raise(exception=exception):
            return (exception,)
    raise TypeError(f"not a statement: {stmt!r}")


def reads(stmt: Stmt) -> tuple[str, ...]:
    """Return the names that a statement itself reads; a Store reads its base, a loop its stop."""
    match stmt:
        case Assign(value=value) | Evaluate(value=value):
            return value.names
        case Move(sources=sources):
            return sources
        case Store(base=base, index=index, value=value):
            return (base, *names_in(index), *value.names)
        case If(test=test):
            return test.names
        case For(iter=header, stop=stop) | While(test=header, stop=stop):
            return (*header.names, stop) if stop else header.names
    return tuple([name for expr in expressions(stmt) for name in expr.names])


def binds(stmt: Stmt) -> tuple[str, ...]:
    """Return the names that a statement itself binds."""
    match stmt:
        case Assign(target=target) | For(target=target):
            return (target,)
        case Move(targets=targets):
            return targets
    return ()


def blocks(stmt: Stmt) -> tuple[Block, ...]:
    """Return the blocks inside a statement."""
    match stmt:
        case If(body=body, orelse=orelse):
            return (body, orelse)
        case For(body=body) | While(body=body):
            return (body,)
    return ()


def statements(block: Block) -> Block:
    """Return every statement of a block and of the blocks inside, in textual order."""
    if not [stmt for stmt in block if type(stmt) in COMPOUND]:
        return block
    found: list[Stmt] = []
    for stmt in block:
        found.append(stmt)
        if type(stmt) in COMPOUND:
            for inner in blocks(stmt):
                found += statements(inner)
    return tuple(found)


def bound_in(block: Block) -> set[str]:
    """Return every name that a block, or a block inside it, binds."""
    return {name for stmt in statements(block) for name in binds(stmt)}


def map_expr(expr: Expr, leaf: Callable[[Expr], Expr]) -> Expr:
    """Rebuild expr with `leaf` applied to its names and constants."""
    if isinstance(expr, Apply):
        args = tuple([map_expr(arg, leaf) for arg in expr.args])
        kwargs = tuple([(key, map_expr(arg, leaf)) for key, arg in expr.kwargs])
        return expr if args == expr.args and kwargs == expr.kwargs else Apply(expr.op, args, kwargs)
    return leaf(expr)


def substitute(expr: Expr, values: Mapping[str, Expr]) -> Expr:
    """Return expr with names replaced by expressions."""
    return map_expr(expr, lambda e: values.get(e.id, e) if isinstance(e, Name) else e)


def map_stmt(
    stmt: Stmt,
    expr: Callable[[Expr], Expr],
    name: Callable[[str], str],
    block: Callable[[Block], Block],
) -> Stmt:
    """Rebuild a statement: `expr` on its expressions, `name` on bound names, `block` inside."""
    match stmt:
        case Assign():
            return Assign(name(stmt.target), expr(stmt.value), stmt.tag)
        case Move():
            sources = [expr(Name(s)) for s in stmt.sources]
            assert all(isinstance(s, Name) for s in sources)
            ids = tuple(s.id for s in sources if isinstance(s, Name))
            return replace(stmt, targets=tuple(map(name, stmt.targets)), sources=ids)
        case Store():
            base = expr(Name(stmt.base))
            assert isinstance(base, Name)
            index = None if stmt.index is None else expr(stmt.index)
            return replace(stmt, base=base.id, index=index, value=expr(stmt.value))
        case Evaluate():
            return replace(stmt, value=expr(stmt.value))
        case If():
            return replace(
                stmt, test=expr(stmt.test), body=block(stmt.body), orelse=block(stmt.orelse)
            )
        case For():
            stop = None if stmt.stop is None else name(stmt.stop)
            return replace(
                stmt, target=name(stmt.target), iter=expr(stmt.iter), body=block(stmt.body),
                stop=stop,
            )  # fmt: skip
        case While():
            stop = None if stmt.stop is None else name(stmt.stop)
            return replace(stmt, test=expr(stmt.test), body=block(stmt.body), stop=stop)
        case Assert():
            message = None if stmt.message is None else expr(stmt.message)
            return replace(stmt, test=expr(stmt.test), message=message)
        case Raise():
            return replace(stmt, exception=expr(stmt.exception))
    raise TypeError(f"not a statement: {stmt!r}")


def rename_block(block: Block, names: Mapping[str, str]) -> Block:
    """Return the block with names renamed everywhere, where they are read and where bound."""
    def leaf(e: Expr) -> Expr:
        return Name(names[e.id]) if isinstance(e, Name) and e.id in names else e

    def stmt_of(s: Stmt) -> Stmt:
        return map_stmt(
            s, lambda e: map_expr(e, leaf), lambda n: names.get(n, n),
            lambda b: rename_block(b, names),
        )  # fmt: skip

    return tuple([stmt_of(s) for s in block])


def all_names(program: Program) -> set[str]:
    """Return every name in the program: parameters, captures, bound and read names."""
    found = {p.name for p in program.params} | {c.name for c in program.captures}
    found.update(program.result.names)
    return found.union(*[(*binds(stmt), *reads(stmt)) for stmt in statements(program.body)])


def is_operand(expr: Expr) -> bool:
    """Return whether an expression is a name or a constant."""
    return isinstance(expr, (Name, Const))
