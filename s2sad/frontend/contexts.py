"""Contexts: a `with` block, and a `try` with a `finally`, are carried around what they hold.

    with np.errstate(all="ignore"):       enter(np.errstate(all='ignore'), True)
        y = np.exp(x)                 ->  y = np.exp(x)
                                          leave(np.errstate(all='ignore'), True)

    try:                                  guard()
        y = np.exp(x)                 ->  y = np.exp(x)
    finally:                              finally()
        print("done")                     print('done')
                                          done()

    with Pushed(s, v) as t:               old = s_v; s_v = v
        y = t.f(x)                    ->  y = …
                                          s_v = old

The reverse sweep enters `np.errstate` too, where it computes the adjoints of what was inside. The
methods of an object that the function makes are read, as those of other objects are. A context that
may swallow an exception is refused: what had run of its block would not be known.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import threading
import warnings
from types import FunctionType
from typing import Any

import gast
import numpy as np

from ..errors import Error, Unsupported
from ..ir.nodes import Apply, Const, Evaluate, Expr
from ..ir.walk import statements
from .classes import Made, in_class, is_object, is_users, obstacle, type_of
from .exits import exits, falls
from .lowering import Lowering
from .moved import changed_names
from .ready import Ready, call_on, placed
from .scope import bound_by, walk_scope
from .source import source_of
from .values import Captured

# Contexts that are written by their own name; whether the reverse sweep enters them too.
KNOWN: dict[Any, tuple[str, bool]] = {
    np.errstate: ("np.errstate", True),
    np.printoptions: ("np.printoptions", False),
    warnings.catch_warnings: ("warnings.catch_warnings", False),
    contextlib.nullcontext: ("contextlib.nullcontext", False),
}
_LOCKS = (
    type(threading.Lock()), type(threading.RLock()), threading.Condition, threading.Semaphore,
)  # fmt: skip
_SAFE = (*_LOCKS, io.IOBase, contextlib.nullcontext, np.errstate, warnings.catch_warnings)
_SWALLOWS = (
    "It may swallow an exception, and then part of its block has not run.",
    "Test for the exceptional case with `if` instead.",
)  # fmt: skip


class Contexts(Lowering):
    """Lowers `with`, and `try` with `finally`."""

    def context(self, node: Any, rest: list[Any]) -> bool:
        """Lower a context and what follows it; return whether that went under a condition."""
        body = self._reached(node.body, {n for stmt in node.body for n in bound_by(stmt)})
        taken = exits(body)
        if not taken or not rest or not falls(body):
            self._carried(node)
            return not falls(body)
        self.guard(taken, lambda: self._carried(node), rest, node)
        return True

    def _reached(self, body: list[Any], changed: set[str]) -> list[Any]:
        """Return a block without the arms that a test known before the run leaves out."""
        found: list[Any] = []
        for stmt in body:
            if isinstance(stmt, gast.If) and not _names(stmt.test) & changed:
                known = self.known_test(stmt.test)
                arms = [stmt.body, stmt.orelse] if known is None else [
                    stmt.body if known else stmt.orelse]  # fmt: skip
                inner = [self._reached(arm, changed) for arm in arms]
                if known is None:
                    stmt = gast.copy_location(gast.If(stmt.test, *inner), stmt)
                else:
                    found += inner[0]
                    continue
            found.append(stmt)
            if not falls([stmt]):
                break
        return found

    def _carried(self, node: Any) -> None:
        if isinstance(node, gast.Try):
            self._finally(node)
        else:
            self._with(node, list(node.items))

    # -- with --------------------------------------------------------------------------------------

    def _with(self, node: Any, items: list[Any]) -> None:
        if not items:
            self.statements(node.body)
            return
        if self._is_followed(items[0]):
            self._follow(node, items)
            return
        found, is_repeated = self._context_of(items[0])
        end = found if is_repeated else Const(None)
        self.emit(Evaluate, items[0].context_expr, Apply("enter", (found, Const(is_repeated))))
        self._with(node, items[1:])
        self.emit(Evaluate, items[0].context_expr, Apply("leave", (end, Const(is_repeated))))

    def _is_followed(self, item: Any) -> bool:
        """Return whether a context is an object whose methods are read: one of the function's own.

        A call of a class is one that is made here, if `as` gives it a name.
        """
        node = item.context_expr
        if isinstance(self.static(node), Made):
            return is_object(self.static(node))
        value = self.static(node.func) if isinstance(node, gast.Call) else None
        cls = value.handle if isinstance(value, Captured) else None
        return item.optional_vars is not None and is_users(cls) and obstacle(cls) is None and all(
            isinstance(in_class(cls, name), FunctionType) for name in ("__enter__", "__exit__")
        )  # fmt: skip

    def _follow(self, node: Any, items: list[Any]) -> None:
        """Lower the methods of a context around a block."""
        place, target = items[0].context_expr, items[0].optional_vars
        made = self.result(place)
        if may_swallow(type_of(made), True):
            raise self._no_context(place, *_SWALLOWS)
        context, none = Ready(made, place), gast.Constant(None, None)

        def called(name: str, *args: Any) -> Any:
            return call_on(gast.Attribute(context, name, gast.Load()), list(args), [], place)

        with self.holding() as held:
            held.append(made)
            entered = called("__enter__")
            bound = gast.Expr(entered) if target is None else gast.Assign([target], entered, None)
            self.statements([placed(bound, place)])
            self._with(node, items[1:])
            left = called("__exit__", none, none, none)
            self.statements([placed(gast.Expr(left), place)])

    def _context_of(self, item: Any) -> tuple[Expr, bool]:
        """Return the context that is entered, and whether the reverse sweep enters it too."""
        node = item.context_expr
        is_call = isinstance(node, gast.Call)
        value = self.static(node.func if is_call else node)
        handle = value.handle if isinstance(value, Captured) else None
        if not isinstance(value, Captured) or handle is None:
            raise self._no_context(
                node, "Which context it is is not known before the run.",
                "Make it outside the function, or enter it around the call of the function.",
            )  # fmt: skip
        if may_swallow(handle, is_call):
            raise self._no_context(node, *_SWALLOWS)
        if item.optional_vars is not None:
            raise self._no_context(
                node, "What `as` binds is made by code that s2sad does not see.",
                "Leave out the `as`, or enter the context around the call of the function.",
            )  # fmt: skip
        if not is_call:
            return self.capture(value), False
        args, kwargs = self.arguments(node)  # type: ignore[attr-defined]
        if handle in KNOWN:
            op, is_repeated = KNOWN[handle]
            return Apply(op, args, kwargs), is_repeated
        return Apply("call", (self.capture(value), *args), kwargs), False

    def _no_context(self, node: Any, why: str, instead: str) -> Error:
        what = f"s2sad cannot differentiate `with {self.text_of(node)}`"
        return self.refusal(Unsupported, what, node, why, instead)

    # -- try ---------------------------------------------------------------------------------------

    def _finally(self, node: Any) -> None:
        self._check_finally(node)
        self.emit(Evaluate, node, Apply("guard", ()))
        mark = len(self.block)
        self.statements(node.body)
        tried = changed_names(tuple(self.block[mark:]))
        self.emit(Evaluate, node, Apply("finally", ()))
        with self.inner_block() as after:
            self.statements(node.finalbody)
        made = changed_names(tuple(after))
        made |= tried & {name for stmt in statements(tuple(after)) for name in stmt.reads}
        if made & set(self.slot_names.values()):
            raise self._no_finally(node.finalbody[0], "It reads or changes an object.")
        self.block += after
        self.emit(Evaluate, node, Apply("done", ()))

    def _check_finally(self, node: Any) -> None:
        """Refuse a `finally` that binds names, or reads what the `try` binds, or leaves."""
        made = {name for stmt in node.body for name in bound_by(stmt)}
        for stmt in node.finalbody:
            bound = bound_by(stmt)
            read = [p for p in walk_scope(stmt) if isinstance(p, gast.Name) and p.id in made]
            if bound or read or exits([stmt]):
                why = "What it finds depends on how far the `try` came."
                if bound or exits([stmt]):
                    why = "It would decide what the function returns after an exception."
                raise self._no_finally(stmt, why, read[0] if read else None)

    def _no_finally(self, stmt: Any, why: str, place: Any = None) -> Error:
        what = f"s2sad cannot differentiate `{self.text_of(stmt)}` here"
        instead = "Put it after the `try` statement."
        return self.refusal(Unsupported, what, place or stmt, why, instead)


def _names(node: Any) -> set[str]:
    return {part.id for part in gast.walk(node) if isinstance(part, gast.Name)}


def may_swallow(handle: Any, is_call: bool) -> bool:
    """Return whether a context, or what a call of `handle` makes, may end an exception."""
    if is_call and (handle in KNOWN or handle is open):
        return False
    if is_call and isinstance(handle, FunctionType):
        made_by = getattr(handle, "__wrapped__", None)
        is_manager = handle.__code__.co_filename == contextlib.__file__
        return not (is_manager and isinstance(made_by, FunctionType) and not _catches(made_by))
    cls = handle if is_call else type(handle)
    if not isinstance(cls, type) or not hasattr(cls, "__exit__"):
        return True
    leave = inspect.getattr_static(cls, "__exit__", None)
    if isinstance(leave, FunctionType) and not issubclass(cls, _SAFE):
        return _may_return_true(leave)
    return not issubclass(cls, _SAFE)


def _catches(function: FunctionType) -> bool:
    """Return whether a generator function may go on after an exception at its `yield`."""
    parts = _parts(function)
    return parts is None or any(isinstance(p, (gast.Try, gast.With)) and _has_yield(p)
                                and not _is_finally(p) for p in parts)  # fmt: skip


def _is_finally(node: Any) -> bool:
    return isinstance(node, gast.Try) and not node.handlers


def _has_yield(node: Any) -> bool:
    return any(isinstance(part, (gast.Yield, gast.YieldFrom)) for part in gast.walk(node))


def _may_return_true(function: FunctionType) -> bool:
    parts = _parts(function)
    returned = [p.value for p in parts or () if isinstance(p, gast.Return)]
    plain = all(v is None or isinstance(v, gast.Constant) and not v.value for v in returned)
    return parts is None or not plain


def _parts(function: FunctionType) -> list[Any] | None:
    """Return the nodes of a function's source; None if it cannot be read."""
    try:
        return list(gast.walk(source_of(function).node))
    except Error:
        return None  # taken for one that may do anything
