"""Flatten: conditional values, list slices and extremes of lists become statements.

Before                                  After
    %1 = a * b if c else a + b              if c: %2 = a * b; %1 = %2
                                            else: %3 = a + b; %1 = %3
    %1 = a or b * 2.0                       %1 = a
                                            if not %1: %2 = b * 2.0; %1 = %2
    l.append([x + 1.0, x])                  %1 = x + 1.0; %2 = [%1, x]; l.append(%2)
    %1 = l[1:]                              %1 = []; for i in range(1, n): %1.append(l[i])
    m = max(l)                              m = l[0]; for i in range(1, n): if l[i] > m: m = l[i]

Only what can vary is taken apart; conditions, indices and counts stay whole.
"""

from __future__ import annotations

from operator import is_

import numpy as np

from ..analysis.kinds import Sizes, kind_of
from ..ir.fresh import Fresh
from ..ir.frozen import replace
from ..ir.kinds import Kind, ListKind, Other, Scalar, can_vary
from ..ir.nodes import (
    Apply, Assign, Block, Const, Evaluate, Expr, For, If, Name, Program, Stmt, Store,
    Tag,
)  # fmt: skip
from ..ir.ops import BINARY
from ..rules import lookup
from ..rules.registry import takes_tuples
from ..ir.walk import blocks, is_operand, map_stmt

INT = Scalar("int64")
ZERO = Const(0)
JOINING = {"np.concatenate", "np.stack", "np.hstack", "np.vstack", "np.column_stack"}
CONDITIONAL = {"ifexp", "and", "or"}
OPERATORS = {*BINARY, "neg", "pos"}
OF_LISTS = {*JOINING, "np.array", "np.asarray"}  # they read no contents
OF_FUNCTIONS = ("scipy.integrate.", "scipy.optimize.")  # their lists are spans, bounds and the like
OF_NUMBERS = {  # whose derivatives are right of lists of numbers, too
    "np.sum", "np.mean", "np.max", "np.min", "np.amax", "np.amin", "np.prod", "np.std", "np.var",
    "np.median", "np.cumsum", "np.linalg.norm",
}  # fmt: skip


def flatten(program: Program, kinds: dict[str, Kind], sizes: Sizes) -> Program:
    """Return the program whose varying values are single operations; `kinds` gains new names."""
    return program.with_body(_Flattener(program, kinds, sizes).block(program.body))


def _is_append(value: Expr) -> bool:
    return isinstance(value, Apply) and value.op == "list.append"


def _is_of_scipys(op: str) -> bool:
    """Return whether this is a function of SciPy's, or of the user's, of each element."""
    rule = lookup(op) if "." in op and not op.startswith(("np.", "math.", "rt.")) else None
    return rule is not None and rule.word == "elementwise"


class _Flattener:
    def __init__(self, program: Program, kinds: dict[str, Kind], sizes: Sizes) -> None:
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
            elif isinstance(stmt, Store):
                item = self.item(stmt.base, stmt.value, out)
                out.append(stmt if item is stmt.value else replace(stmt, value=item))
            elif isinstance(stmt, Evaluate) and _is_append(stmt.value):
                assert isinstance(stmt.value, Apply)
                items, value = stmt.value.args
                assert isinstance(items, Name)
                appended = Apply("list.append", (items, self.item(items.id, value, out)))
                out.append(replace(stmt, value=appended))
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

    def item(self, base: str, expr: Expr, out: list[Stmt]) -> Expr:
        """Return an operand for an item of `base`; a list in a list that can vary has a name."""
        kind = self.kinds.get(base)
        like = kind.item if isinstance(kind, ListKind) else None
        if is_operand(expr) or not isinstance(like, ListKind) or not can_vary(like):
            return self.operand(expr, out)
        name = self.fresh.name(like)
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
        elif value.op == "getitem":
            base = self.operand(value.args[0], out)
            load = value if base is value.args[0] else replace(value, args=(base, *value.args[1:]))
            out.append(Assign(target, load, self.tag))
        elif value.op in ("tuple", "list"):
            items = tuple([self.item(target, item, out) for item in value.args])
            out.append(Assign(target, replace(value, args=items), self.tag))
        elif value.op in CONDITIONAL or value.op == "list.map":
            out.append(Assign(target, value, self.tag))
        else:
            args = tuple([self._argument(arg, value, target, out) for arg in value.args])
            kwargs = tuple([
                (key, self._argument(arg, value, target, out) if _is_display(arg) else arg)
                for key, arg in value.kwargs
            ])  # fmt: skip
            same = all(map(is_, args, value.args)) and kwargs == value.kwargs
            self.bind(target, value if same else replace(value, args=args, kwargs=kwargs), out)

    def _argument(self, arg: Expr, call: Apply, target: str, out: list[Stmt]) -> Expr:
        """Return an operand; a display that varies is an array, unless the rule takes its items."""
        op = call.op
        if isinstance(arg, Apply) and _is_display(arg):
            rule = lookup(op)
            if not _is_of_scipys(op) and not can_vary(kind_of(arg, self.kinds, self.sizes)):
                return arg
            if any(self._is_text(part) for part in arg.args):
                return arg  # ("kaiser", 5.0)
            if op in JOINING:
                return replace(arg, args=tuple([self._item(item, out) for item in arg.args]))
            is_taken_apart = takes_tuples(op) or op.startswith(("rt.", *OF_FUNCTIONS))
            if rule is None or rule.word == "sequence" or is_taken_apart:
                return arg
            return self.operand(Apply("np.array", (arg,)), out)
        if isinstance(arg, Apply) and arg.op in ("slice", "const"):
            return arg
        is_list = isinstance(self.kinds.get(target), ListKind)  # of lists that are joined
        if isinstance(arg, Name) and not is_list and self._is_taken_for_an_array(arg, op):
            return self.operand(Apply("np.array", (arg,)), out)
        return self.operand(arg, out)

    def _is_text(self, part: Expr) -> bool:
        kind = kind_of(part, self.kinds, self.sizes)
        return isinstance(kind, Other) and kind.what == "text"

    def _is_taken_for_an_array(self, arg: Name, op: str) -> bool:
        """Return whether NumPy computes with all of a list: the derivatives are of an array."""
        kind = self.kinds.get(arg.id)
        if not isinstance(kind, ListKind) or op in OF_LISTS:
            return False
        if isinstance(kind.item, Scalar) and op in OF_NUMBERS:
            return False
        if op in OPERATORS or isinstance(getattr(np, op.removeprefix("np."), None), np.ufunc):
            return True
        if _is_of_scipys(op):
            return True
        rule = lookup(op)
        is_plain = rule is not None and rule.word not in ("sequence", "effect", "zero")
        is_of_arrays = op.startswith(("np.", "scipy.")) and not op.startswith(OF_FUNCTIONS)
        return is_plain and can_vary(kind) and is_of_arrays and not takes_tuples(op)

    def _item(self, item: Expr, out: list[Stmt]) -> Expr:
        """Return an item of what is joined: a display among arrays is an array."""
        if isinstance(item, Apply) and item.op in ("tuple", "list"):
            return self.operand(Apply("np.array", (item,)), out)
        return item

    # -- conditional values --------------------------------------------------------------------

    def _conditional(self, target: str, value: Apply, out: list[Stmt]) -> None:
        if value.op == "ifexp":
            test, yes, no = value.args
            arms = self._arm(target, yes), self._arm(target, no)
            out.append(If(test, *arms, self.tag))
            return
        first, *rest = value.args
        self.value(target, first, out)
        later = rest[0] if len(rest) == 1 else Apply(value.op, tuple(rest))
        named = self.fresh.name(Scalar("bool"))
        out.append(Assign(named, Apply("bool", (Name(target),)), self.tag))
        check: Expr = Name(named) if value.op == "and" else Apply("not", (Name(named),))
        out.append(If(check, self._arm(target, later), (), self.tag))

    def _arm(self, target: str, value: Expr) -> Block:
        arm: list[Stmt] = []
        operand = self.operand(value, arm)
        if isinstance(operand, Apply) and operand.op in CONDITIONAL:  # a test that does not vary
            name = self.fresh.name(kind_of(operand, self.kinds, self.sizes))
            arm.append(Assign(name, operand, self.tag))
            operand = Name(name)
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
        """Return whether this is `l[a:b:c]` of a list, with a constant step."""
        base, index = value.args
        if not isinstance(index, Apply) or index.op != "slice":
            return False
        step = index.args[2]
        if not isinstance(step, Const) or type(step.value) not in (int, type(None)):
            return False
        return step.value != 0 and isinstance(kind_of(base, self.kinds, self.sizes), ListKind)

    def _slice(self, target: str, value: Apply, out: list[Stmt]) -> None:
        """`m = l[a:b:c]`: the items one by one, from the first to the last that Python takes."""
        base, index = value.args
        assert isinstance(index, Apply)
        count, item = self.fresh.name(INT), self.fresh.name(self._item_kind(target))
        out.append(Assign(count, Apply("len", (base,)), self.tag))
        header = self._range_of(index, Name(count), out)
        made = self.fresh.name(self.kinds[target])
        out.append(Assign(made, Apply("list", ()), self.tag))
        number = self.fresh.name(INT)
        body = (
            Assign(item, Apply("getitem", (base, Name(number))), self.tag),
            Evaluate(Apply("list.append", (Name(made), Name(item))), self.tag),
        )
        out.append(For(number, header, body, None, self.tag))
        out.append(Assign(target, Name(made), self.tag))

    def _range_of(self, index: Apply, count: Name, out: list[Stmt]) -> Apply:
        """Return the range of the places that a slice of a list takes."""
        step = Const(1) if index.args[2] == Const(None) else index.args[2]
        assert isinstance(step, Const)
        if step.value > 0:
            first = self._bound(index.args[0], Const(0), count, out)
            last = self._bound(index.args[1], count, count, out)
            return Apply("range", (first, last) if step.value == 1 else (first, last, step))
        end = Name(self.fresh.name(INT))
        out.append(Assign(end.id, Apply("sub", (count, Const(1))), self.tag))
        first = self._bound(index.args[0], end, end, out, Const(-1))
        last = self._bound(index.args[1], Const(-1), end, out, Const(-1))
        return Apply("range", (first, last, step))

    def _bound(
        self, bound: Expr, absent: Expr, most: Name, out: list[Stmt], least: Const = ZERO
    ) -> Expr:  # fmt: skip
        """Return a bound of a slice as a place from `least` to `most`.

        Negative bounds count from the end: `l[-2:]` begins at `len(l) - 2`.
        """
        if bound == Const(None):
            return absent
        if bound == Const(0) == least:
            return bound
        name, beyond = self.fresh.name(INT), least.value  # -1 where `most` is the last place
        if isinstance(bound, Const) and isinstance(bound.value, int):
            value: Expr = Apply("min", (bound, most))
            if bound.value < 0:
                from_end = Apply("sub", (most, Const(-bound.value + beyond)))
                value = Apply("max", (from_end, least))
        else:
            length = most if not beyond else Apply("add", (most, Const(1)))
            below = Apply("max", (Apply("add", (bound, length)), least))
            above = Apply("min", (bound, most))
            value = Apply("ifexp", (Apply("lt", (bound, Const(0))), below, above))
        out.append(Assign(name, value, self.tag))
        return Name(name)

    def _item_kind(self, target: str) -> Kind:
        kind = self.kinds[target]
        assert isinstance(kind, ListKind) and kind.item is not None
        return kind.item


def _is_display(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op in ("tuple", "list")
