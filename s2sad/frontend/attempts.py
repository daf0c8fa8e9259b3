"""Attempts: a `try` with an `except` is called as a function of its own, which is not looked into.

    try:                                   def attempt(s):
        n = int(s)                             try: n = int(s)
    except ValueError:               ->        except ValueError: n = 2
        n = 2                                  return n

                                           %1 = attempt(s)
                                           n = int(%1)

Nothing that varies may be handed to it (`transform/known_calls.py` refuses that), so it has no
derivative, and how far its body came is its own affair. A value whose assignments all say of what
type it is keeps that type.
"""

from __future__ import annotations

import ast
import itertools
import linecache
import re
import weakref
from types import CodeType, FunctionType
from typing import Any

import gast

from ..errors import Error, Unsupported
from ..ir.nodes import Apply, Const, Expr
from .exits import exits, falls
from .lowering import Lowering
from .scope import bound_by, walk_scope
from .tested import root_of
from .values import Callee, Captured, Primitive

HELPER = "attempt"
TEXT = "__s2sad_text__"  # of the helper: its text, and the names that it reads of the module
_CHANGES = {
    "append", "extend", "insert", "pop", "remove", "clear", "sort", "reverse", "update",
    "setdefault", "popitem", "add", "discard", "fill", "put", "resize", "partition",
}  # fmt: skip
_COUNT = itertools.count(1)
_TYPES = {"int": int, "float": float, "str": str, "bool": bool}


class Attempts(Lowering):
    """Lowers `try` with `except`."""

    def attempt(self, node: Any) -> None:
        """Lower a `try` statement that has handlers."""
        self._check_attempt(node)
        bound = _bound(node)
        given = [n for n in _read(node) if self.is_given(n) and not _is_made_inside(node, n)]
        self._check_changes(node, given)
        kept = [name for name in bound if name in given or surely_binds([node], name)]
        for name in bound:
            if name not in kept and self._is_read_elsewhere(name, node):
                raise self._no_attempt(
                    node, f"`{name}` may be unbound after it.", f"Bind `{name}` before the `try`."
                )
        kept = [name for name in kept if self._is_read_elsewhere(name, node)]
        operands = [self.operand(_load(name, node)) for name in given]
        helper = Captured({HELPER: self._attempted(node, given, kept)}, HELPER)
        called = Apply("call", (self.capture(helper), *operands))
        if not kept:
            self.evaluate(called, node)
            return
        result = self.temporary(called, node)
        for place, name in enumerate(kept):
            value: Expr = result
            if len(kept) > 1:
                value = self.temporary(Apply("getitem", (result, Const(place))), node)
            known = None if name in given else self._type_of(name, node)
            value = value if known is None else Apply(known, (value,))
            self.set_name(self.bind_name(name, node), value, node)

    def _check_attempt(self, node: Any) -> None:
        blocks = [node.body, node.orelse, node.finalbody, *[h.body for h in node.handlers]]
        if any(map(exits, blocks)):
            self.refuse_exit(node)
        for part in walk_scope(node):
            if isinstance(part, (gast.Yield, gast.YieldFrom, gast.Await, gast.FunctionDef,
                                 gast.Nonlocal, gast.Global, gast.Delete)):  # fmt: skip
                raise self._no_attempt(
                    part, "It is called as a function of its own, where this cannot stand.",
                    "Put it outside the `try`.",
                )  # fmt: skip

    def refuse_exit(self, node: Any) -> None:
        """Refuse a `try` that leaves the loop or the function."""
        raise self._no_attempt(
            node, "It leaves the loop or the function from inside.",
            "Set a flag in the `try`, and test it after.",
        )  # fmt: skip

    def _check_changes(self, node: Any, given: list[str]) -> None:
        """Refuse a change in place of what the `try` is given: the program would not see it."""
        for part in walk_scope(node):
            place = None
            if isinstance(part, (gast.Subscript, gast.Attribute)):
                is_read = isinstance(part.ctx, gast.Load)
                place = None if is_read else part
            if isinstance(part, gast.Call) and isinstance(part.func, gast.Attribute):
                place = part.func if part.func.attr in _CHANGES else None
            if place is not None and root_of(place) in given:
                raise self._no_attempt(
                    part, f"It changes `{root_of(place)}` in place.",
                    "Compute the value in the `try`, and store it after.",
                )  # fmt: skip

    def _no_attempt(self, node: Any, why: str, instead: str) -> Error:
        what = "s2sad cannot differentiate this `try`"
        return self.refusal(Unsupported, what, node, why, instead)

    def is_given(self, name: str) -> bool:
        """Return whether a name has a value of the function's where the `try` begins."""
        owner = self.scope.owner_of(name)
        if owner is None:  # read where the function reads it
            return False
        return name in owner.statics or owner.internal[name] in self.bound

    def _is_read_elsewhere(self, name: str, node: Any) -> bool:
        inside = {id(part) for part in gast.walk(node)}
        return any(
            isinstance(part, gast.Name) and part.id == name and id(part) not in inside
            and not isinstance(part.ctx, gast.Store)
            for part in gast.walk(self.frame.source.node)
        ) or bool(self.frame.loops and name in _read(node))  # fmt: skip

    def _type_of(self, name: str, node: Any) -> str | None:
        """Return the type of a name, if every assignment to it in the `try` says the same."""
        values = [
            part.value for part in walk_scope(node)
            if isinstance(part, gast.Assign) and name in bound_by(part)
            and isinstance(part.targets[0], gast.Name) and len(part.targets) == 1
        ]  # fmt: skip
        stored = [n for n in bound_by(node) if n == name]
        types = {self._type_of_value(value) for value in values}
        return types.pop() if len(types) == 1 and len(values) == len(stored) else None

    def _type_of_value(self, value: Any) -> str | None:
        if isinstance(value, gast.Call):
            known = self.static(value.func)
            return known.op if isinstance(known, Primitive) and known.op in _TYPES else None
        given = value
        if isinstance(value, gast.UnaryOp) and isinstance(value.op, gast.USub):
            given = value.operand
        if not isinstance(given, gast.Constant):
            return None
        found = [name for name, cls in _TYPES.items() if type(given.value) is cls]
        return found[0] if found else None

    def _attempted(self, node: Any, given: list[str], kept: list[str]) -> FunctionType:
        """Return the `try` statement as a function of what it reads that returns what it binds."""
        return self.helper_of(node, f"return {', '.join(kept)}" if kept else "", given)

    def helper_of(self, node: Any, last: str, given: list[str]) -> FunctionType:
        """Return the function that a statement and a last line are of what they are given."""
        tree = gast.gast_to_ast(node)
        parts = [part for part in ast.walk(tree) if isinstance(part, ast.Name)]
        taken = {part.id for part in parts}
        names = {name: _identifier(name, taken) for name in given}
        for part in parts:
            part.id = names.get(part.id, part.id)
        body = [*ast.unparse(tree).splitlines(), *([last] if last else [])]
        lines = [f"def {HELPER}({', '.join(names.values())}):", *[f"    {line}" for line in body]]
        text = "\n".join(lines) + "\n"
        outer = self.frame.definition.resolver.function
        function = compiled(text, outer)
        read = [name for name in function.__code__.co_names if name in outer.__globals__]
        function.__dict__[TEXT] = text, (*read, *function.__code__.co_freevars)
        return function


def _identifier(name: str, taken: set[str]) -> str:
    """Return a name as Python spells it: an option, `options[k]`, is a name of its own here."""
    made = re.sub(r"\W+", "_", name)
    while made != name and made in taken:
        made += "_"
    return made


def tested_by(known: Any) -> Captured | None:
    """Return the place of a function that a `try` was made; None of any other function."""
    resolver = known.definition.resolver if isinstance(known, Callee) else None
    function = getattr(resolver, "function", None)
    return Captured({HELPER: function}, HELPER) if hasattr(function, TEXT) else None


def compiled(text: str, outer: FunctionType) -> FunctionType:
    """Return the function that a text defines, with the globals and cells of another one."""
    file = f"<s2sad {HELPER} {next(_COUNT)}>"
    cells = dict(zip(outer.__code__.co_freevars, outer.__closure__ or ()))
    inside = "".join(f"    {line}" for line in text.splitlines(True))
    around = f"def around({', '.join(cells)}):\n{inside}"
    module = compile(around, file, "exec", dont_inherit=True)
    code = _code_in(_code_in(module))
    linecache.cache[file] = (len(around), None, around.splitlines(True), file)
    closure = tuple([cells[name] for name in code.co_freevars])
    made = FunctionType(code, outer.__globals__, HELPER, None, closure)
    weakref.finalize(made, linecache.cache.pop, file, None).atexit = False
    return made


def _code_in(code: CodeType) -> CodeType:
    return next(c for c in code.co_consts if isinstance(c, CodeType))


def _is_made_inside(node: Any, name: str) -> bool:
    """Return whether every reading of a name in a `try` finds what the `try` bound before."""
    if not surely_binds([node], name):
        return False
    after = [*[s for h in node.handlers for s in h.body], *node.finalbody]
    for stmt in (*node.body, *node.orelse):
        reads = [p for p in gast.walk(stmt) if isinstance(p, gast.Name) and p.id == name]
        if any(isinstance(part.ctx, gast.Load) for part in reads):
            return False
        if isinstance(stmt, gast.AugAssign) and reads:
            return False
        if isinstance(stmt, gast.Assign) and reads:
            break
    loads = [p for s in after for p in gast.walk(s) if isinstance(p, gast.Name) and p.id == name]
    return not any(isinstance(part.ctx, gast.Load) for part in loads)


def _bound(node: Any) -> list[str]:
    """Return the names that a `try` binds for good, in order: not those of its handlers."""
    caught = {getattr(h.name, "id", h.name) for h in node.handlers}
    return [name for name in dict.fromkeys(bound_by(node)) if name not in caught]


def _read(node: Any) -> list[str]:
    caught = {getattr(h.name, "id", h.name) for h in node.handlers}
    names = [part for part in gast.walk(node) if isinstance(part, gast.Name)]
    read = [part.id for part in names if isinstance(part.ctx, gast.Load)]
    return [name for name in dict.fromkeys([*read, *_bound(node)]) if name not in caught]


def read_in(body: list[Any]) -> list[str]:
    """Return the names that statements read, in order, without those that they bind before."""
    found: list[str] = []
    bound: set[str] = set()
    for stmt in body:
        loads = [p for p in gast.walk(stmt) if isinstance(p, gast.Name)]
        read = [p.id for p in loads if isinstance(p.ctx, gast.Load) and p.id not in bound]
        found += [name for name in dict.fromkeys(read) if name not in found]
        bound |= set(bound_by(stmt))
    return found


def surely_binds(block: list[Any], name: str) -> bool:
    """Return whether a block that ends has bound a name."""
    return any(_surely(stmt, name) for stmt in block)


def _surely(stmt: Any, name: str) -> bool:
    match stmt:
        case gast.Try():
            whole = surely_binds([*stmt.body, *stmt.orelse], name)
            others = [h.body for h in stmt.handlers if falls(h.body)]
            every = whole and all(surely_binds(block, name) for block in others)
            return every or surely_binds(stmt.finalbody, name)
        case gast.If():
            arms = [arm for arm in (stmt.body, stmt.orelse) if falls(arm)]
            return all(surely_binds(arm, name) for arm in arms)
        case gast.With():
            return surely_binds(stmt.body, name)
        case gast.For() | gast.While():
            return False
    return name in bound_by(stmt)


def _load(name: str, node: Any) -> Any:
    return gast.copy_location(gast.Name(name, gast.Load(), None, None), node)
