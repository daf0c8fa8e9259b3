"""Optional: names that are None on some paths, and a number or an array on the others.

    best = None                             best = None
    for v in x:                             for v in x:
        if best is None or f(v) < best:         if best is None or f(v) < best:
            best = f(v)                             best = f(v)
    return 2.0 * best             ->        if best is None:
                                                raise TypeError("best is None")
                                            return 2.0 * best

Definitions:
  1. A test of such a name stays a test of the run; in its branches, and to the right of it in
     `and` and `or`, the name is known to be None or not to be.
  2. Elsewhere a reading that is no copy of the name is *guarded*: the program raises a TypeError
     where it is None. From there on the name has its kind.
  3. `np.zeros_like(p)` is not guarded: it is what a derivative has for what is not there.
  4. After the names have got their webs, a name has the kind that it has where it is not None.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import is_
from typing import Any

from ...errors import UnknownKind, WrongKind
from ...ir.frozen import replace
from ...ir.kinds import Kind, ListKind, Other, Scalar, TupleKind
from ...ir.nodes import KNOWN, Apply, Const, Expr, If, Name, Raise, Tag
from ...ir.walk import names_in, subexpressions
from .conditions import folded
from .flow import NONE
from .joins import Optional
from .methods import class_of_dtype
from .questions import dtype_of_kind
from .state import State, Value


# what raises a TypeError of Python's where an operand is None
RAISING = {"lt", "le", "gt", "ge", "add", "sub", "mul", "truediv", "floordiv", "mod", "neg"}


TAKES_NONE = ("np.", "scipy.", "slice", "method")  # what asks whether an argument is given
OF_ARRAYS = {"np.sum", "np.max", "np.min", "np.prod", "np.mean", "np.abs", "abs", "getitem"}


def asks_for_none(expr: Apply) -> bool:
    """Return whether it asks or allows None: `n is None`, `not n`, `np.zeros_like(n)`."""
    if expr.op in ("is", "isnot"):
        return expr.args[1] == Const(None)
    return expr.op in ("not", "bool", "np.zeros_like") and len(expr.args) == 1 and not expr.kwargs


class NoneRead(Exception):
    """What a statement computes with is None: Python raises a TypeError there."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class Optionals(State):
    """Tells where an optional name is None, and guards where that is not known."""

    is_at_end = False  # the result is made, to which no statement belongs
    is_lazy = False  # what is made now may not be reached: no statement can stand for it

    def expression(self, expr: Expr) -> Expr:
        """Return the value of a generic expression as one core expression."""
        raise NotImplementedError

    def with_none(self, call: Apply) -> Apply:
        """Return a call with None, or a class of numbers, for names that are that, or its dtype."""
        if not call.op.startswith(TAKES_NONE):
            return call
        args = tuple([self._none_or(arg) for arg in call.args])
        kwargs = tuple([(key, self._none_or(arg)) for key, arg in call.kwargs])
        is_same = all(map(is_, args, call.args)) and (not kwargs or kwargs == call.kwargs)
        return call if is_same else Apply(call.op, args, kwargs)

    def _none_or(self, arg: Expr) -> Expr:
        kind = self.env.get(arg.id) if isinstance(arg, Name) else None
        if not isinstance(arg, Name) or not isinstance(kind, Other):
            return arg
        if kind.what == "none":
            return Const(None)
        dtype = dtype_of_kind(kind) if arg.id in self.dtypes else None
        return arg if dtype is None else class_of_dtype(dtype.name)

    def is_optional(self, name: str | None) -> bool:
        """Return whether a name may be None here."""
        return name is not None and isinstance(self.env.get(name), Optional)

    def _holds_none(self, name: str) -> bool:
        """Return whether a name, or a part of it, may be None."""
        kind = self.env.get(name)
        if isinstance(kind, TupleKind):
            return any(isinstance(item, Optional) for item in kind.items)
        return isinstance(kind, Optional)

    def facts(self, test: Expr, outcome: bool) -> dict[str, Kind]:
        """Return the kinds of optional names where a test had an outcome."""
        if isinstance(test, Name):
            kind = self.env.get(test.id)
            return {test.id: kind.kind} if outcome and isinstance(kind, Optional) else {}
        if not isinstance(test, Apply):
            return {}
        if test.op in ("not", "bool") and len(test.args) == 1:
            return self.facts(test.args[0], outcome == (test.op == "bool"))
        if test.op == ("and" if outcome else "or"):
            found: dict[str, Kind] = {}
            for arg in test.args:
                found |= self.facts(arg, outcome)
            return found
        asks = test.op in ("is", "isnot") and asks_for_none(test)
        name = test.args[0] if asks else None
        kind = self.env.get(name.id) if isinstance(name, Name) else None
        if not isinstance(name, Name) or not isinstance(kind, Optional):
            return {}
        return {name.id: NONE if (test.op == "is") == outcome else kind.kind}

    def guard(self, name: str) -> None:
        """Raise an error of the program where an optional name is None."""
        kind = self.env[name]
        assert isinstance(kind, Optional)
        if self.is_lazy:
            self.refuse_kind(name, kind)
            return
        what = self.program.name if self.is_at_end and name[0] == "%" else self.shown(name)
        text = f"{what} returns None" if what == self.program.name else f"{what} is None"
        error = type_error(text)
        test = Apply("is", (Name(name), Const(None)))
        tag = Tag() if self.is_at_end else self.tag
        self.emit(If(test, (Raise(error, tag),), (), tag))
        self.env[name] = kind.kind

    def is_known(self, stmt: If) -> bool:
        """Let a name be no None where the reader has found that; return whether it did."""
        test = stmt.test
        if stmt.tag.role != KNOWN or self.stores_none or not isinstance(test, Apply):
            return False
        name = test.names[0]
        kind = self.env.get(name)
        if isinstance(kind, Optional):
            self.env[name] = kind.kind
        return isinstance(kind, Optional)

    def checked(self, name: str) -> Kind:
        """Return the kind of a name that is read, or passed on: it may be None."""
        kind = self.env.get(name)
        return kind if isinstance(kind, Optional) else super().checked(name)

    def kind_passed(self, value: Value) -> Kind:
        """Return the kind of a value: the items of a display may be None, too."""
        found = super().kind_passed(value)
        if not isinstance(value, Apply) or value.op != "list" or not isinstance(found, ListKind):
            return found
        item = found.item
        for kind in map(self.kind_passed, value.args):
            if isinstance(kind, Optional) and item is not None and not isinstance(item, Optional):
                return replace(found, item=Optional(item))
            if isinstance(kind, ListKind) and isinstance(kind.item, Optional):
                return replace(found, item=kind)
        return found

    def exchange(self, base: str, value: Value) -> None:
        """An item of the list `base` is a value now, which may be None."""
        kind = self.kind_passed(value)
        self.stores_none |= isinstance(kind, Optional) or kind == NONE
        self.put(base, kind, None)

    def perhaps_none(self, expr: Expr) -> Name | None:
        """Return the name of a value that may be None: of a name, or a part of one; else None."""
        if isinstance(expr, Apply) and expr.op in ("getitem", "attr"):
            base = expr.args[0]
            kind = self.env.get(base.id) if isinstance(base, Name) else None
            found = self.passed(expr) if isinstance(kind, TupleKind) else None
        else:
            found = expr
        return found if isinstance(found, Name) and self.is_optional(found.id) else None

    def check_operands(self, expr: Apply) -> None:
        """Let the statement at hand raise an error if an operand of an operator is None."""
        if expr.op in RAISING and not self.is_lazy:
            for arg in expr.args:
                kind = self.env.get(arg.id) if isinstance(arg, Name) else None
                if isinstance(arg, Name) and isinstance(kind, Other) and kind == NONE:
                    raise NoneRead(self.shown(arg.id))

    def check_place(self, base: Any, index: Expr) -> None:
        """Let the statement at hand raise an error if a place in a list is None."""
        name = index.id if isinstance(index, Name) and not self.is_lazy else ""
        kind = self.env.get(name) if name else None
        is_none = isinstance(kind, Other) and kind == NONE
        if is_none and isinstance(self.kind_of_value(base), ListKind):
            raise NoneRead(self.shown(name))

    def refuse_none(self, name: str) -> None:
        """Refuse a program that computes with None in each run."""
        self.refuse(
            f"s2sad cannot compute with `{name}`, which is None here",
            "Python would raise a TypeError.", "Give it a value first.", WrongKind,
        )  # fmt: skip

    def of_items(self, expr: Apply) -> Apply:
        """Return a comprehension, which reads no name, and no item, that may be None."""
        for name in filter(self.is_optional, names_in(expr)):
            self.guard(name)
        row, item = self.kind(expr.args[0]), expr.args[-1]
        is_zero = isinstance(item, Apply) and item.op == "np.zeros_like"
        if isinstance(row, ListKind) and isinstance(row.item, Optional) and not is_zero:
            self.refuse(
                "s2sad cannot tell which items of this list are None",
                "A comprehension takes them all as numbers or arrays.",
                "Write a loop, and test each item: `if item is not None:`.", UnknownKind,
            )  # fmt: skip
        return expr

    def condition(self, test: Expr) -> Expr:
        """Return a test as one core expression; a name in it may be None."""
        if isinstance(test, Name) and self.is_optional(test.id):
            return test
        test = self._as_identity(test)
        if not isinstance(test, Apply) or not any(map(self._holds_none, names_in(test))):
            return self.expression(test)
        if test.op == "not":
            return Apply("not", (self.condition(test.args[0]),))
        if test.op in ("and", "or"):
            return self.in_turn(test, self.condition)
        known = self._suppose_some(test) if self.is_lazy else {}
        try:
            return self.expression(test)
        finally:
            self.env.update(known)

    def _as_identity(self, test: Expr) -> Expr:
        """Return `n == None` as `n is None`, which is the same of a number."""
        match test:
            case Apply(op="eq" | "ne", args=(Name(id=name), Const(value=None))):
                kind = self.env.get(name)
                if isinstance(kind, Optional) and isinstance(kind.kind, Scalar):
                    return Apply("is" if test.op == "eq" else "isnot", test.args)
        return test

    def _suppose_some(self, test: Expr) -> dict[str, Kind]:
        """Let names that may be None be none where Python raises an error itself; return them.

        These are the operands of operators, in what no statement can stand for.
        """
        raising = {n for part in subexpressions(test) if isinstance(part, Apply)
                   and part.op in RAISING for n in _operands(part)}  # fmt: skip
        others = {n for part in subexpressions(test) if isinstance(part, Apply)
                  and part.op not in RAISING | OF_ARRAYS for n in part.operands}  # fmt: skip
        names = {n.id for n in raising - others if isinstance(n, Name)}
        known = {name: self.env[name] for name in filter(self.is_optional, names)}
        self.env.update({n: kind.kind for n, kind in known.items() if isinstance(kind, Optional)})
        return known

    def in_turn(self, expr: Apply, made: Callable[[Expr], Expr]) -> Expr:
        """Return `p and q` as far as it is reached, q with what p tells of optional names."""
        found: list[Expr] = []
        was_lazy, known = self.is_lazy, dict[str, Kind]()
        for arg in expr.args:
            found.append(made(arg))
            test = folded(found[-1], self.env, self.sizes)
            if isinstance(test, Const) and bool(test.value) == (expr.op == "or"):
                break
            self.is_lazy = True
            known |= self._suppose(found[-1], expr.op == "and")
        self.is_lazy = was_lazy
        self.env.update(known)
        return Apply(expr.op, tuple(found)) if len(found) > 1 else found[0]

    def lazily(self, made: Callable[[], Any]) -> Any:
        """Return what is made where no statement can stand for it."""
        was_lazy, self.is_lazy = self.is_lazy, True
        try:
            return made()
        finally:
            self.is_lazy = was_lazy

    def chosen(self, expr: Apply) -> Apply:
        """Return `a if p else b`, each with what p tells of optional names."""
        test = self.condition(expr.args[0])
        found = [test]
        for arg, outcome in zip(expr.args[1:], (True, False)):
            known = self._suppose(test, outcome)
            found.append(self.lazily(partial(self.expression, arg)))
            self.env.update(known)
        return Apply("ifexp", tuple(found))

    def _suppose(self, test: Expr, outcome: bool) -> dict[str, Kind]:
        """Let optional names be what an outcome tells; return what they were."""
        facts = self.facts(test, outcome)
        known = {name: self.env[name] for name in facts}
        self.env.update(facts)
        return known


def _operands(expr: Apply) -> list[Expr]:
    """Return the operands of an operator, and those of functions of arrays among them."""
    found = list(expr.args)
    for arg in expr.args:
        if isinstance(arg, Apply) and arg.op in OF_ARRAYS:
            found.append(arg.args[0])
    return found


def type_error(text: str) -> Expr:
    """Return the exception that a program raises."""
    return Apply("call", (Apply("const", (Const("TypeError"),)), Const(text)))
