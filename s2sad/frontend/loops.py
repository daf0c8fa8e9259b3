"""Loops: headers, `break` as a stop flag, `else` as a test of that flag.

    for i in range(n):            for i in range(n):
        if c: break                   stop = False
        y = y + i         ->          if c: stop = True
    else:                             else: y = y + i
        y = 0.0                       if stop: break
                                  if not stop: y = 0.0
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gast

from ..ir.nodes import Apply, Const, Expr, For, Name, While
from .exits import exits, is_endless
from .classes import Made, Pack, Unsure
from .heap import merged
from .instances import Instance
from .lowering import Loop, Lowering, as_block, negation
from .scope import bound_by
from .values import Ambiguous, Literal, Primitive

_NESTED = {"enumerate", "zip", "reversed", "range"}


class Loops(Lowering):
    """Lowers loops and their headers."""

    def loop(self, node: Any, rest: list[Any]) -> bool:
        frame, taken = self.frame, exits(node.body)
        items = self._known_items(node)
        if items and not taken and not node.orelse:
            self._unrolled(node, items)
            return False
        has_return = "return" in taken
        stop = self.names.fresh("stop") if "break" in taken else None
        is_read_after = bool(rest or node.orelse)
        if has_return and is_read_after and not frame.loops and not frame.done_guards:
            self.set_name(self.done_flag(), Const(False), node)
        ended = self._emit_loop(node, stop, self.done_flag() if has_return else None)
        orelse = node.orelse
        if not has_return:
            if not orelse:
                return False
            return self._else(ended, node, rest)
        if orelse or rest and not is_endless(node) or rest and stop:
            def go_on() -> None:
                if not orelse or not self._else(ended, node, rest):
                    self.statements(rest)

            self.under(negation(Name(self.done_flag())), go_on, node)  # type: ignore[attr-defined]
        return True

    def _known_items(self, node: Any) -> list[Instance]:
        """Return what a loop runs through, if it is a list of objects whose classes are known."""
        if not isinstance(node, gast.For) or not isinstance(node.target, gast.Name):
            return []
        source = self.static(node.iter)
        if not isinstance(source, Instance) or source.shape.type not in (list, tuple):
            return []
        items = [source.at("getitem", k) for k in range(source.shape.identity)]
        return [item for item in items if item is not None] if None not in items else []

    def _unrolled(self, node: Any, items: list[Instance]) -> None:
        """Lower the body once for each object, whose methods may differ."""
        for item in items:
            target = self.bind_name(node.target.id, node.target)
            self.set_name(target, self.read_static(item, node), node)
            self.frame.scope.statics[node.target.id] = Instance(target, (), item.shape)
            self.statements(node.body)

    def _else(self, ended: Expr | None, node: Any, rest: list[Any]) -> bool:
        """Lower the else of a loop, and what follows if it exits; `ended` is when to run it."""
        if ended is None:
            self.statements([*node.orelse, *rest])
            return True
        return self.branch(ended, node.orelse, [], rest, node)

    def _emit_loop(self, node: Any, stop: str | None, done: str | None) -> Expr | None:
        """Emit a loop, and return the test that it ran to its end; None if it always does."""
        flag = stop or done
        if isinstance(node, gast.While) and not self.is_pure(node.test):
            return self._impure_while(node, stop, done)
        if stop is not None and node.orelse:
            self.set_name(stop, Const(False), node)
        if isinstance(node, gast.For):
            header = self.iterable(node.iter)
            self._enter(node)
            target, unpack = self.loop_target(node.target, header)
            with self.inner_block() as body:
                self._reset(flag, node)
                self._trip(node, stop, unpack)
            self.emit(For, node.iter, target, header, as_block(body), flag)
        else:
            self._enter(node)
            test = self.text(node.test)
            with self.inner_block() as body:
                self._reset(flag, node)
                self._trip(node, stop, None)
            self.emit(While, node.test, test, as_block(body), flag)
        return None if stop is None else negation(Name(stop))

    def _impure_while(self, node: Any, stop: str | None, done: str | None) -> Expr | None:
        """Lower `while f(x):` as a loop that tests inside, so that f is called once a trip."""
        ended = self.names.fresh("ended") if node.orelse and (stop or done) else None
        stop = stop or self.names.fresh("stop")
        self._enter(node)
        with self.inner_block() as whole:
            self._reset(stop, node)
            self._reset(ended, node)
            with self.settled(node):
                test = self.text(node.test)
            with self.inner_block() as body:
                self._trip(node, stop, None)
            with self.inner_block() as orelse:
                self.set_name(stop, Const(True), node)
                if ended is not None:
                    self.set_name(ended, Const(True), node)
            self.branch_on(test, body, orelse, node)
        self.emit(While, node.test, Const(True), as_block(whole), stop)
        return None if ended is None else Name(ended)

    def _reset(self, flag: str | None, node: Any) -> None:
        if flag is not None:
            self.set_name(flag, Const(False), node)

    def _enter(self, node: Any) -> None:
        """Forget what the body of a loop binds: a second trip may find it changed."""
        scope = self.frame.scope
        self.part_twins(bound_by(node), node)  # type: ignore[attr-defined]
        self.had = self.bound - self.assumed
        for name in bound_by(node):
            if name in scope.internal:
                self.assumed |= {scope.internal[name]} - self.bound
                self.bound.add(scope.internal[name])
            known = scope.statics.get(name)
            if isinstance(known, (Made, Unsure)):
                continue
            if isinstance(known, (Literal, Instance)):
                del scope.statics[name]
            elif known is not None:
                scope.statics[name] = Ambiguous(name)

    def _trip(self, node: Any, stop: str | None, unpack: Callable[[], None] | None) -> None:
        """Lower the body of a loop: the target unpacked, then the statements."""
        scope = self.frame.scope
        before = dict(scope.statics)
        with self.going_round(node):  # type: ignore[attr-defined]
            if unpack is not None:
                unpack()
            self.frame.loops.append(Loop(stop))
            try:
                self.statements(node.body)
            finally:
                self.frame.loops.pop()
        objects = {n: v for n, v in scope.statics.items() if isinstance(v, (Made, Unsure, Pack))}
        scope.statics = {**merged([before, scope.statics]), **objects}

    # Headers

    def iterable(self, node: Any) -> Expr:
        callee = self.static(node.func) if isinstance(node, gast.Call) else None
        if not isinstance(callee, Primitive) or callee.op not in _NESTED:
            return self.operand(node)
        args, keywords = self.expanded(node)
        nodes = [*args, *[value for _, value in keywords]]
        if callee.op == "range":
            exprs = self.texts(nodes)
        else:
            exprs = self.in_order(nodes, self.iterable)
        names = [name for name, _ in keywords]
        return Apply(callee.op, tuple(exprs[: len(args)]), tuple(zip(names, exprs[len(args) :])))

    def loop_target(self, target: Any, header: Expr) -> tuple[str, Callable[[], None]]:
        """Return the name that a loop binds, and what unpacks it into a target."""
        if isinstance(target, gast.Name):
            name = self.bind_name(target.id, target)
            self.bound.add(name)
            return name, lambda: None
        item = self.names.temporary()
        self.bound.add(item)
        return item, lambda: self.assign_target(target, Name(item), item_shape(header))


def item_shape(header: Expr) -> Any:
    """Return the shape of the items of an iterable; None if they may be anything."""
    if not isinstance(header, Apply) or header.op not in ("enumerate", "zip", "reversed"):
        return None
    if header.op == "enumerate":
        return (None, item_shape(header.args[0]))
    if header.op == "zip":
        return tuple([item_shape(arg) for arg in header.args])
    return item_shape(header.args[0])
