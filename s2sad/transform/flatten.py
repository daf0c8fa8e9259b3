"""Flatten: conditional values, list slices and extremes of lists become statements.

Before                                  After
    %1 = a * b if c else a + b              if c: %2 = a * b; %1 = %2
                                            else: %3 = a + b; %1 = %3
    %1 = a or b * 2.0                       %1 = a
                                            if not %1: %2 = b * 2.0; %1 = %2
    %1 = l[1:]                              %1 = []; for i in range(1, n): %1.append(l[i])
    m = max(l)                              m = l[0]; for i in range(1, n): if l[i] > m: m = l[i]

Only what can vary is taken apart; conditions, indices and counts stay whole.
"""

from __future__ import annotations

from dataclasses import replace

from ..analysis.kinds import kind_of
from ..ir.fresh import Fresh
from ..ir.kinds import Kind, ListKind, Scalar, can_vary
from ..ir.nodes import Apply, Assign, Block, Const, Evaluate, Expr, For, If, Name, Program, Stmt, Tag
from ..ir.walk import blocks, is_operand, map_stmt

INT = Scalar("int64")
CONDITIONAL = {"ifexp", "and", "or"}


def flatten(program: Program, kinds: dict[str, Kind], sizes: object) -> Program:
    """Return the program whose varying values are single operations; `kinds` gains new names."""
    return program.with_body(_Flattener(program, kinds, sizes).block(program.body))


class _Flattener:
    def __init__(self, program: Program, kinds: dict[str, Kind], sizes: object) -> None:
        self.kinds, self.sizes = kinds, sizes
        self.fresh = Fresh(program, kinds)
        self.tag = Tag()

    def block(self, block: Block) -> Block:
        out: list[Stmt] = []
        for stmt in block:
            self.tag = stmt.tag
            if blocks(stmt):
                out.append(map_stmt(stmt, lambda e: e, lambda n: n, self.block))
            elif isinstance(stmt, Assign) and can_vary(self.kinds.get(stmt.target)):
                self.value(stmt.target, stmt.value, out)
            else:
                out.append(stmt)
        return tuple(out)

    def bind(self, target: str, value: Expr, out: list[Stmt]) -> None:
        if target not in self.kinds:
            self.kinds[target] = kind_of(value, self.kinds, self.sizes)
        out.append(Assign(target, value, self.tag))

    def operand(self, expr: Expr, out: list[Stmt]) -> Expr:
        """Return an operand that holds the value of an expression."""
        if is_operand(expr) or not can_vary(kind_of(expr, self.kinds, self.sizes)):
            return expr
        name = self.fresh.name(kind_of(expr, self.kinds, self.sizes))
        self.value(name, expr, out)
        return Name(name)

    def value(self, target: str, value: Expr, out: list[Stmt]) -> None:
        """Emit `target = value` as single operations."""
        if not isinstance(value, Apply):
            self.bind(target, value, out)
        elif value.op in CONDITIONAL and not all(map(is_operand, value.args[1:])):
            self._conditional(target, value, out)
        elif value.op in ("and", "or"):
            self._conditional(target, value, out)
        elif value.op in ("max", "min") and self._list_of(value) is not None:
            self._extreme(target, value, out)
        elif value.op == "getitem" and self._is_list_slice(value):
            self._slice(target, value, out)
        elif value.op in ("tuple", "list", "getitem") or value.op in CONDITIONAL:
            out.append(Assign(target, value, self.tag))
        else:
            args = tuple([self._argument(arg, out) for arg in value.args])
            self.bind(target, replace(value, args=args), out)

    def _argument(self, arg: Expr, out: list[Stmt]) -> Expr:
        if isinstance(arg, Apply) and arg.op in ("tuple", "list", "slice", "const"):
            return arg
        return self.operand(arg, out)

    # -- conditional values --------------------------------------------------------------------

    def _conditional(self, target: str, value: Apply, out: list[Stmt]) -> None:
        if value.op == "ifexp":
            test, yes, no = value.args
            arms = self._arm(target, yes), self._arm(target, no)
            out.append(If(test, *arms, self.tag))
            return
        first, *rest = value.args
        self.value(target, first, out)
        test: Expr = Name(target)
        if value.op == "or":
            test = Apply("not", (test,))
        later = rest[0] if len(rest) == 1 else Apply(value.op, tuple(rest))
        named = self.fresh.name(Scalar("bool"))
        out.append(Assign(named, Apply("bool", (Name(target),)), self.tag))
        test = Name(named) if value.op == "and" else Apply("not", (Name(named),))
        out.append(If(test, self._arm(target, later), (), self.tag))

    def _arm(self, target: str, value: Expr) -> Block:
        arm: list[Stmt] = []
        operand = self.operand(value, arm)
        arm.append(Assign(target, operand, self.tag))
        return tuple(arm)

    # -- lists ---------------------------------------------------------------------------------

    def _list_of(self, value: Apply) -> Name | None:
        only = value.args[0] if len(value.args) == 1 and not value.kwargs else None
        if isinstance(only, Name) and isinstance(self.kinds.get(only.id), ListKind):
            return only
        return None

    def _extreme(self, target: str, value: Apply, out: list[Stmt]) -> None:
        """`m = max(l)`: the first of the largest, found as Python finds it."""
        items = self._list_of(value)
        assert items is not None
        kind = self.kinds[target]
        best, item = self.fresh.name(kind), self.fresh.name(kind)
        index, count, better = (self.fresh.name(k) for k in (INT, INT, Scalar("bool")))
        test = Apply("gt" if value.op == "max" else "lt", (Name(item), Name(best)))
        body = (
            Assign(item, Apply("getitem", (items, Name(index))), self.tag),
            Assign(better, test, self.tag),
            If(Name(better), (Assign(best, Name(item), self.tag),), (), self.tag),
        )
        out.append(Assign(best, Apply("getitem", (items, Const(0))), self.tag))
        out.append(Assign(count, Apply("len", (items,)), self.tag))
        header = Apply("range", (Const(1), Name(count)))
        out.append(For(index, header, body, None, self.tag))
        out.append(Assign(target, Name(best), self.tag))

    def _is_list_slice(self, value: Apply) -> bool:
        base, index = value.args
        is_list = isinstance(kind_of(base, self.kinds, self.sizes), ListKind)
        return is_list and isinstance(index, Apply) and index.op == "slice"

    def _slice(self, target: str, value: Apply, out: list[Stmt]) -> None:
        """`m = l[a:b:c]`: the items one by one, at the indices that Python takes."""
        base, index = value.args
        assert isinstance(index, Apply)
        where = self.fresh.name(INT)
        count, at, item = (self.fresh.name(k) for k in (INT, INT, self._item_kind(target)))
        every = Apply("range", (Apply("len", (base,)),))
        self.kinds[where] = ListKind(INT)
        out.append(Assign(where, Apply("list", (Apply("star", (Apply("getitem", (every, index)),)),)), self.tag))
        out.append(Assign(count, Apply("len", (Name(where),)), self.tag))
        made = self.fresh.name(self.kinds[target])
        out.append(Assign(made, Apply("list", ()), self.tag))
        number = self.fresh.name(INT)
        body = (
            Assign(at, Apply("getitem", (Name(where), Name(number))), self.tag),
            Assign(item, Apply("getitem", (base, Name(at))), self.tag),
            Evaluate(Apply("list.append", (Name(made), Name(item))), self.tag),
        )
        out.append(For(number, Apply("range", (Name(count),)), body, None, self.tag))
        out.append(Assign(target, Name(made), self.tag))

    def _item_kind(self, target: str) -> Kind:
        kind = self.kinds[target]
        assert isinstance(kind, ListKind) and kind.item is not None
        return kind.item
