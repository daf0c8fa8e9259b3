"""Building: from a program to the gast tree of one function.

Every gast statement carries `origin`, the statement that it comes from, or None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import gast

from ..ir.contexts import Item, Region, context_op, regions
from ..ir.nodes import (
    Apply,
    Assert,
    Assign,
    Block,
    Const,
    Evaluate,
    Expr,
    For,
    If,
    Move,
    Name,
    Param,
    Program,
    Raise,
    Stmt,
    Store,
    While,
)
from ..ir.walk import blocks, names_in
from .breaks import TRUE, Breaks, is_breakable, sets, without_reset
from .contexts import region_node
from .expressions import BINARY, LOAD, STORE, Expressions, node, sign, variable
from .unpack import Unpacking, tuple_reads, unpackings

OPPOSITE = {"is": "isnot", "isnot": "is", "in": "notin", "notin": "in"}


def function_tree(program: Program, names: Mapping[str, str]) -> Any:
    """Return the program as a gast FunctionDef, with the identifiers of names."""
    builder = Builder(names, unread_targets(program), Breaks(program), tuple_reads(program))
    body = builder.block(program.body)
    if program.result != Const(None) or not body:
        body.append(_marked(gast.Return(builder.expressions.build(program.result)), None))
    return gast.FunctionDef(
        program.name, builder.parameters(program.params), body, [], None, None, type_params=[]
    )


def negated(test: Expr) -> Expr:
    """Return the test that holds where test does not; `a < b` is not turned: NaN."""
    if isinstance(test, Apply) and test.op == "not":
        return test.args[0]
    if isinstance(test, Apply) and test.op in OPPOSITE:
        return Apply(OPPOSITE[test.op], test.args)
    return Apply("not", (test,))


def unread_targets(program: Program) -> list[bool]:
    """Return, for each `for` in textual order, whether its target is written as `_`.

    Only loops that the user did not write, those of the reverse sweep, are written so.
    A target is unread iff nothing reads its name (1) in the loop, (2) after the loop, or (3) in
    the outermost loop around it, whose next trip comes after; and (4) the program does not read
    a `_` of the user's.
    """
    last_read: dict[str, int] = {}
    loops: list[tuple[str, int, bool]] = []
    position = 0

    def walk(block: Block, outermost: int | None) -> None:
        nonlocal position
        for stmt in block:
            position += 1
            last_read.update(dict.fromkeys(stmt.reads, position))
            start = position if outermost is None else outermost
            if isinstance(stmt, For):
                loops.append((stmt.target, start, is_ours(stmt)))
            for inner in blocks(stmt):
                walk(inner, start if isinstance(stmt, (For, While)) else outermost)

    walk(program.body, None)
    last_read.update(dict.fromkeys(names_in(program.result), position + 1))
    free = "_" not in last_read
    return [free and ours and last_read.get(t, -1) < start for t, start, ours in loops]


def is_ours(stmt: For) -> bool:
    """Return whether a loop is of the reverse sweep, or counts with a temporary."""
    return stmt.tag.role == "adjoint" or not stmt.target.isidentifier()


class Builder:
    """Builds gast statements; `unread` says of each `for` whether its target is read."""

    def __init__(
        self, names: Mapping[str, str], unread: list[bool] | None = None,
        breaks: Breaks | None = None, read: dict[str, int] | None = None,
    ) -> None:  # fmt: skip
        self.names, self.breaks, self.read = names, breaks or Breaks(), read or {}
        self.expressions = Expressions(names)
        self.unread = iter(unread or ())

    def block(self, block: Block) -> list[Any]:
        """Return the gast statements of a block, which may be none."""
        if not any(map(context_op, block)):
            return [self.statement(stmt) for stmt in self._unpacked(block)]
        return self._items(regions(block))

    def _unpacked(self, block: Block) -> Iterable[Stmt | Unpacking]:
        may_skip = "_" not in self.names.values()
        return unpackings(block, self.read, may_skip) if self.read else block

    def _items(self, items: list[Item]) -> list[Any]:
        return [
            _marked(region_node(item, self.expressions.build, self._inside), item.stmt)
            if isinstance(item, Region) else self.statement(item)
            for item in items
        ]  # fmt: skip

    def _inside(self, items: list[Item]) -> list[Any]:
        return self._items(items) or [_marked(gast.Pass(), None)]

    def statement(self, stmt: Stmt | Unpacking) -> Any:
        """Return a statement as one gast statement."""
        if isinstance(stmt, Unpacking):
            targets = [variable("_" if t is None else self.names[t], STORE) for t in stmt.targets]
            value = self.expressions.build(stmt.value)
            return _marked(_bound([gast.Tuple(targets, STORE)], value), stmt.stmt)
        if type(stmt) is Assign or type(stmt) is Store:
            return _marked(self._simple(stmt), stmt)
        match stmt:
            case If():
                return _marked(self._if(stmt), stmt)
            case For(target=target, iter=iterable):
                name = "_" if next(self.unread, False) else self.names[target]
                loop = gast.For(
                    variable(name, STORE), self.expressions.build(iterable),
                    self._loop_body(stmt), [], None,
                )  # fmt: skip
                return _marked(loop, stmt)
            case While(test=test):
                loop = gast.While(self.expressions.build(test), self._loop_body(stmt), [])
                return _marked(loop, stmt)
        return _marked(self._simple(stmt), stmt)

    def parameters(self, params: tuple[Param, ...]) -> Any:
        """Return the parameters of a function; annotations are not written."""
        plain = [p for p in params if not p.star]
        keyword_only = [p for p in params if p.star == "kw"]
        return gast.arguments(
            [self._parameter(p) for p in plain],
            [],
            next((self._parameter(p) for p in params if p.star == "*"), None),
            [self._parameter(p) for p in keyword_only],
            [self._default(p) for p in keyword_only],
            next((self._parameter(p) for p in params if p.star == "**"), None),
            [self._default(p) for p in plain[_first_of_defaults(plain) :]],
        )

    def _parameter(self, param: Param) -> Any:
        return variable(self.names[param.name], gast.Param())

    def _default(self, param: Param) -> Any:
        return None if param.default is None else self.expressions.build(param.default)

    def _simple(self, stmt: Stmt) -> Any:
        build = self.expressions.build
        if type(stmt) is Assign:
            one = None if stmt.tag.sid else _step_of(stmt)  # a counter of ours
            if one is not None:
                return _added(self._target(stmt.target), sign(gast.Add), build(one))
            return _bound([self._target(stmt.target)], build(stmt.value))
        if type(stmt) is Store:
            return self._store(stmt)
        match stmt:
            case Move(targets=targets, sources=sources):
                left = [self._target(t) for t in targets]
                right = list(map(self.expressions.name, sources))
                if len(left) == 1:
                    return _bound(left, right[0])
                value = gast.Tuple(right, LOAD)
                return _bound([gast.Tuple(left, STORE)], value)
            case Evaluate(value=value):
                return gast.Expr(build(value))
            case Assert(test=test, message=message):
                return gast.Assert(build(test), None if message is None else build(message))
            case Raise(exception=exception):
                return gast.Raise(build(exception), None)
        raise TypeError(f"not a statement: {stmt!r}")

    def _store(self, stmt: Store) -> Any:
        value = self.expressions.build(stmt.value)
        if stmt.index is None and stmt.op is not None:
            target = self._target(stmt.base)
        else:
            index = Const(Ellipsis) if stmt.index is None else stmt.index
            base = self.expressions.name(stmt.base)
            target = self.expressions.subscript(base, index, STORE)
        if stmt.op is None:
            return _bound([target], value)
        return _added(target, sign(BINARY[stmt.op]), value)

    def _if(self, stmt: If) -> Any:
        test, body, orelse = stmt.test, stmt.body, stmt.orelse
        if orelse and not body:
            test, body, orelse = negated(test), orelse, ()
        condition = self.expressions.build(test)
        nodes = self.block(body) or [_marked(gast.Pass(), None)]
        return gast.If(condition, nodes, self.block(orelse))

    def _loop_body(self, stmt: For | While) -> list[Any]:
        if stmt.stop and is_breakable(stmt):
            body = stmt.body if self.breaks.has_reset(stmt) else without_reset(stmt)
            nodes = self._tail(body, stmt.stop)
        else:
            leave = [self._break_if(stmt.stop)] if stmt.stop else []
            nodes = self.block(stmt.body) + leave
        return nodes or [_marked(gast.Pass(), None)]

    def _tail(self, block: Block, flag: str) -> list[Any]:
        """Return the statements of a block with which a trip ends, with breaks for a flag."""
        if not sets(block[-1:], flag):
            return self.block(block)
        nodes, last = self.block(block[:-1]), block[-1]
        match last:
            case Assign(value=value) if value == TRUE:
                kept = [self.statement(last)] if self.breaks.is_kept(flag) else []
                return [*nodes, *kept, _marked(gast.Break(), None)]
            case If():
                return [*nodes, *self._leaving(last, flag)]
            case For() | While():
                return [*nodes, self.statement(last), self._break_if(flag)]
        return [*nodes, self.statement(last)]

    def _leaving(self, stmt: If, flag: str) -> list[Any]:
        """Return a branch with breaks; what stands in the arm that stays follows the other."""
        body, orelse = self._tail(stmt.body, flag), self._tail(stmt.orelse, flag)
        test, after = stmt.test, list[Any]()
        if _is_left(body):
            orelse, after = [], orelse
        elif _is_left(orelse):
            test, body, orelse, after = negated(test), orelse, [], body
        elif not body:
            test, body, orelse = negated(test), orelse, []
        return [_marked(gast.If(self.expressions.build(test), body, orelse), stmt), *after]

    def _break_if(self, flag: str) -> Any:
        leave = [_marked(gast.Break(), None)]
        return _marked(gast.If(variable(self.names[flag]), leave, []), None)

    def _target(self, name: str) -> Any:
        return variable(self.names[name], STORE)


def _step_of(stmt: Assign) -> Const | None:
    """Return what `n = n + 1` adds to its own target, a constant."""
    match stmt.value:
        case Apply(op="add", args=(Name(id=old), Const() as one)) if old == stmt.target:
            return one
    return None


def _bound(targets: list[Any], value: Any) -> Any:
    return node(gast.Assign, targets=targets, value=value, type_comment=None)


def _added(target: Any, op: Any, value: Any) -> Any:
    return node(gast.AugAssign, target=target, op=op, value=value)


def _first_of_defaults(params: list[Param]) -> int:
    """Return from where on all parameters have defaults: one before another without has none."""
    bare = [k for k, param in enumerate(params) if param.default is None]
    return bare[-1] + 1 if bare else 0


def _is_left(nodes: list[Any]) -> bool:
    """Return whether statements end in a break."""
    return bool(nodes) and isinstance(nodes[-1], gast.Break)


def _marked(made: Any, origin: Stmt | None) -> Any:
    made.origin = origin
    return made


__all__ = ["Builder", "function_tree", "negated", "unread_targets"]
