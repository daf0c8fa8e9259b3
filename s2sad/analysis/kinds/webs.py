"""Webs: names that are split into variables with one meaning each.

Definitions:
  1. A binding reaches a read if some path leads from it to the read without another binding.
  2. A web is a largest set of bindings of a name linked by reads that two of them reach.
  3. One web, one name: the first keeps the user's name x, the others are x'1, x'2, …
"""

from __future__ import annotations

from collections.abc import Callable

from ...ir.frozen import replace
from ...ir.nodes import (
    Apply,
    Assign,
    Block,
    Expr,
    For,
    If,
    Move,
    Name,
    Program,
    Raise,
    Stmt,
    Store,
    While,
)  # fmt: skip
from ...ir.walk import all_names, map_expr, map_stmt, names_in
from .lists import Places

Reaching = dict[str, frozenset[int]]
ROUNDS = 50


class Webs:
    """Reaching bindings: `binding` numbers them, `union` links those that meet at a read."""

    def __init__(self, program: Program) -> None:
        self.numbers: dict[tuple[int, str], int] = {}
        self.name: list[str] = []
        self.links = Places()
        self.heads: dict[int, Reaching] = {}
        self.entry: Reaching = {}
        for name in [p.name for p in program.params] + [c.name for c in program.captures]:
            self.entry[name] = frozenset([self._number((0, name))])
        self.end = dict(self.entry)
        self.block(program.body, self.end)
        self.read(program.result, self.end)

    def _number(self, key: tuple[int, str]) -> int:
        if key not in self.numbers:
            self.numbers[key] = len(self.name)
            self.name.append(key[1])
        return self.numbers[key]

    def bind(self, stmt: Stmt, name: str, env: Reaching) -> None:
        """Note a binding of a name by a statement."""
        env[name] = frozenset([self._number((id(stmt), name))])

    def read(self, expr: Expr | None, env: Reaching) -> None:
        """Link the bindings that reach the names of an expression."""
        for name in names_in(expr):
            self._link(name, env)

    def _link(self, name: str, env: Reaching) -> None:
        found = env.get(name, frozenset())
        if len(found) > 1:
            first, *rest = found
            for other in rest:
                self.links.union(str(first), str(other))

    def block(self, block: Block, env: Reaching) -> bool:
        """Follow a block; return whether its end is reached."""
        return all(self.stmt(stmt, env) for stmt in block)

    def stmt(self, stmt: Stmt, env: Reaching) -> bool:
        """Follow a statement, changing env."""
        if isinstance(stmt, While):
            return self._loop(stmt, env)
        for expr in stmt.expressions:
            self.read(expr, env)
        match stmt:
            case Store(base=base):
                self._link(base, env)
            case For():
                return self._loop(stmt, env)
            case If():
                other = dict(env)
                falls = self.block(stmt.body, env)
                falls_else = self.block(stmt.orelse, other)
                if falls and falls_else:
                    meet(env, other)
                elif falls_else:
                    env.clear()
                    env.update(other)
                return falls or falls_else
            case Raise():
                return False
        for name in stmt.binds:
            self.bind(stmt, name, env)
        return True

    def _loop(self, stmt: For | While, env: Reaching) -> bool:
        for _ in range(ROUNDS):
            back = dict(env)
            if isinstance(stmt, While):
                self.read(stmt.test, back)
            else:
                self.bind(stmt, stmt.target, back)
            falls = self.block(stmt.body, back)
            if falls and stmt.stop:
                self._link(stmt.stop, back)
            before = dict(env)
            if falls:
                meet(env, back)
            if env == before:
                break
        if isinstance(stmt, While):
            self.read(stmt.test, env)
        self.heads[id(stmt)] = dict(env)
        return True

    def web(self, name: str, env: Reaching) -> str:
        """Return the web that reaches a read of a name."""
        found = env.get(name)
        return self.links.find(str(min(found))) if found else f"?{name}"


def meet(env: Reaching, other: Reaching) -> None:
    """Add what reaches along another path."""
    for name, found in other.items():
        mine = env.get(name)
        if mine is not found:
            env[name] = found if mine is None else mine | found


class _Renamer:
    """Writes the program again, each web under its own name."""

    def __init__(self, webs: Webs, taken: set[str]) -> None:
        self.webs, self.taken = webs, taken
        self.names: dict[str, str] = {}
        self.used: set[str] = set()
        self.numbers: dict[str, int] = {}
        for name, found in webs.entry.items():
            self._named(webs.links.find(str(min(found))), name)

    def _named(self, web: str, name: str) -> str:
        if web not in self.names:
            number = self.numbers.get(name, 0)
            new = f"{name}'{number}" if number else name
            while new in self.used or (number and new in self.taken):
                number += 1
                new = f"{name}'{number}"
            self.numbers[name] = number
            self.names[web] = new
            self.used.add(new)
            self.taken.add(new)
        return self.names[web]

    def read(self, expr: Expr, env: Reaching) -> Expr:
        def leaf(part: Expr) -> Expr:
            if not isinstance(part, Name) or part.id not in env:
                return part
            name = self._named(self.webs.web(part.id, env), part.id)
            return part if name == part.id else Name(name)

        return map_expr(expr, leaf) if isinstance(expr, Apply) else leaf(expr)

    def bound(self, stmt: Stmt, name: str, env: Reaching) -> str:
        self.webs.bind(stmt, name, env)
        return self._named(self.webs.web(name, env), name)

    def _name(self, name: str, env: Reaching) -> str:
        found = self.read(Name(name), env)
        assert isinstance(found, Name)
        return found.id

    def block(self, block: Block, env: Reaching) -> tuple[Block, bool]:
        made: list[Stmt] = []
        for stmt in block:
            new, falls = self.stmt(stmt, env)
            made.append(new)
            if not falls:
                return tuple(made), False
        return tuple(made), True

    def stmt(self, stmt: Stmt, env: Reaching) -> tuple[Stmt, bool]:
        match stmt:
            case Assign(target=target, value=value):
                value = self.read(value, env)
                return Assign(self.bound(stmt, target, env), value, stmt.tag), True
            case Move(targets=targets, sources=sources):
                named = tuple([self._name(s, env) for s in sources])
                new = tuple([self.bound(stmt, t, env) for t in targets])
                return replace(stmt, targets=new, sources=named), True
            case Store(base=base, index=index, value=value):
                index = None if index is None else self.read(index, env)
                value = self.read(value, env)
                return replace(stmt, base=self._name(base, env), index=index, value=value), True
            case If():
                return self._if(stmt, env)
            case For() | While():
                return self._loop(stmt, env), True
        return _with_expressions(stmt, lambda e: self.read(e, env)), not isinstance(stmt, Raise)

    def _if(self, stmt: If, env: Reaching) -> tuple[Stmt, bool]:
        test, other = self.read(stmt.test, env), dict(env)
        body, falls = self.block(stmt.body, env)
        orelse, falls_else = self.block(stmt.orelse, other)
        if falls and falls_else:
            meet(env, other)
        elif falls_else:
            env.clear()
            env.update(other)
        return replace(stmt, test=test, body=body, orelse=orelse), falls or falls_else

    def _loop(self, stmt: For | While, env: Reaching) -> Stmt:
        head = self.webs.heads.get(id(stmt), env)
        header = self.read(stmt.iter, env) if isinstance(stmt, For) else None
        env.clear()
        env.update(head)
        inner = dict(head)
        if isinstance(stmt, For):
            target = self.bound(stmt, stmt.target, inner)
        else:
            test = self.read(stmt.test, env)
        body, falls = self.block(stmt.body, inner)
        stop = self._name(stmt.stop, inner) if stmt.stop and falls else stmt.stop
        if isinstance(stmt, For):
            assert header is not None
            return replace(stmt, target=target, iter=header, body=body, stop=stop)
        return replace(stmt, test=test, body=body, stop=stop)


def _with_expressions(stmt: Stmt, change: Callable[[Expr], Expr]) -> Stmt:
    return map_stmt(stmt, change, lambda n: n, lambda b: b)


def renamed(program: Program) -> Program:
    """Return the program with one name for each web."""
    webs = Webs(program)
    work = _Renamer(webs, set(all_names(program)))
    env = dict(webs.entry)
    body, _ = work.block(program.body, env)
    return replace(program, body=body, result=work.read(program.result, env))

