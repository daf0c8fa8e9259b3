"""Statements and exits: what follows an early exit moves into the other arm.

    if c: return x        ->      if c: r = x
    y = x * x                     else:
    return y                          y = x * x
                                      r = y

Where only some paths through an `if` exit, a flag tells; what follows is under `if not flag`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import gast

from ..errors import Error, Unsupported
from ..ir.nodes import Apply, Assert, Const, Evaluate, Expr, Name, Raise
from .exits import exits, falls, is_context, returns_of
from .either import as_flag
from .expressions import BINARY
from .classes import Made, Perhaps, is_named, is_not_implemented, is_object
from .herds import Listing
from .instances import Instance
from .lowering import Frame, Lowering, Result, negation
from .ready import Step, is_none
from .scope import bound_by
from .tested import Raises
from .values import FUNCTIONS, Callee, Generated

_WHOLE = (gast.ListComp, gast.Subscript, gast.BinOp, gast.UnaryOp, gast.Attribute)


class Statements(Lowering):
    """Lowers the body of a function."""

    def run_frame(self, frame: Frame) -> Result:
        self.frame = frame
        node = frame.source.node
        if isinstance(node, gast.Lambda):
            return self._result_of(node.body)
        body = list(node.body)
        if falls(body) and any(ret.value is not None for ret in returns_of(body)):
            last = gast.Return(value=None)
            body.append(gast.copy_location(last, body[-1]))
        self._plan_results(body)
        self.statements(body)
        return self.returned(node)  # type: ignore[attr-defined]

    # Results

    def _plan_results(self, body: list[Any]) -> None:
        """Decide which names hold the result: none if there is one return, at the end."""
        frame = self.frame
        values = [ret.value for ret in returns_of(body)]
        if all(value is None or is_none(value) for value in values):
            frame.results = ()
        elif len(values) == 1 and isinstance(body[-1], gast.Return):
            frame.results = None
        elif all(isinstance(v, gast.Name) and v.id == values[0].id for v in values):
            internal = frame.scope.internal.get(values[0].id)
            name = internal or self.names.temporary()
            frame.results, frame.result = () if internal else (name,), Name(name)
        elif len({_width(value) for value in values}) == 1 and _width(values[0]):
            frame.results = tuple([self.names.temporary() for _ in range(_width(values[0]))])
            frame.result = Apply("tuple", tuple(map(Name, frame.results)))
        else:
            frame.results = (self.names.temporary(),)
            frame.result = Name(frame.results[0])

    def _return(self, node: Any) -> None:
        frame = self.frame
        if frame.definition.name == "__iter__":
            node = gast.copy_location(gast.Return(self.run_through(node.value)), node)
        if frame.results is None:
            frame.result = self._result_of(node.value)
            return
        if self.object_returned(node):  # type: ignore[attr-defined]
            return
        if len(frame.results) == 1 and not isinstance(frame.result, Apply):
            none = gast.copy_location(gast.Constant(value=None, kind=None), node)
            self.assign_to(frame.results[0], node.value or none)
        elif frame.results:
            for name, item in zip(frame.results, node.value.elts):
                self.assign_to(name, item)
        elif node.value is not None:
            self.operand(node.value)
        self.leave_function(node)

    def leave_function(self, node: Any) -> None:
        frame = self.frame
        if frame.loops or frame.done_guards:
            self.set_name(self.done_flag(), Const(True), node)
            for loop in frame.loops:
                for flag in loop.flags:
                    self.set_name(flag, Const(True), node)

    def _result_of(self, node: Any) -> Result:
        if node is None:
            return Const(None)
        known = self.static(node)
        known_only = (*FUNCTIONS, Generated, Made, Listing)
        if isinstance(known, known_only) or is_not_implemented(known):
            return known
        is_part = isinstance(known, Instance) and is_object(known) or is_named(known)
        if (is_part or isinstance(known, Perhaps)) and len(self.stack) > 1:
            return known
        self.hint = self.frame.hint
        if isinstance(node, gast.Tuple) and self.has_objects(node):
            return self.pack(node)  # type: ignore[attr-defined]
        is_bundle = isinstance(node, gast.Dict) and self.may_be_bundle(node)
        if isinstance(node, gast.GeneratorExp) or is_bundle:
            return self.result(node)
        is_choice = isinstance(node, gast.IfExp) and (
            self.may_be_object(node) or self.gives_function(node)
        )
        if isinstance(node, _WHOLE) or self.is_list_of_objects(node) or is_choice:
            found = self.result(node)
            is_expr = isinstance(found, (Name, Const, Apply))
            return self.named(self.flat(found, node), node) if is_expr else found
        node = self.as_display(node)
        if isinstance(node, gast.Call):
            result = self.call(node)
            if not isinstance(result, (Name, Const, Apply)):
                return result
            if not (isinstance(result, Apply) and result.op in ("tuple", "list", "dict")):
                return self.named(result, node)
            return result
        return self.tree(node)

    def done_flag(self) -> str:
        """Return the flag that tells that the function has returned."""
        self.frame.done = self.frame.done or self.names.fresh("done")
        return self.frame.done

    # Blocks

    def statements(self, nodes: list[Any]) -> None:
        for index, node in enumerate(nodes):
            rest = nodes[index + 1 :]
            if isinstance(node, (gast.If, gast.For, gast.While, Step)) or is_context(node):
                lower = self.step if isinstance(node, Step) else self._compound
                if self._guarded(lower, node, rest):
                    return
            else:
                self._guarded(self._simple, node, rest)
            if not falls([node]):
                return

    def _guarded(self, lower: Any, node: Any, rest: list[Any]) -> bool:
        """Lower a statement; a refusal is kept, and lowering goes on with the next one."""
        try:
            return bool(lower(node, rest))
        except Error as error:
            if not self._is_reported(node):
                self.errors.append(error)
            self._assume_bound(node)
            return False

    def _is_reported(self, node: Any) -> bool:
        """Return whether the language check refused something in a statement, or in its header."""
        header = getattr(node, "test", None) or getattr(node, "iter", None) or node
        if is_context(node):
            header = gast.copy_location(gast.Pass(), node)
            header.end_lineno = header.lineno
        first, last = header.lineno, header.end_lineno or header.lineno
        file = self.frame.source.file
        return any(file == place[0] and first <= place[1] <= last for place in self.reported)

    def _assume_bound(self, node: Any) -> None:
        """Let the names that a refused statement would bind count as data from here on."""
        internal = self.frame.scope.internal
        for name in bound_by(node):
            self.frame.scope.statics.pop(name, None)
            if name in internal:
                self.bound.add(internal[name])

    def _compound(self, node: Any, rest: list[Any]) -> bool:
        """Lower an if or a loop; return whether the rest of the block went into it."""
        if is_context(node):
            return self.context(node, rest)
        if isinstance(node, (gast.If, gast.For)):
            self.guard_absent(node.test if isinstance(node, gast.If) else node.iter)
        if not isinstance(node, gast.If):
            return self.known_while(node, rest) or self.loop(node, rest)
        if isinstance(node.test, Raises):
            return self.try_as_test(node, rest)
        known = self.known_test(node.test)
        if known is not None:
            self.statements([*(node.body if known else node.orelse), *rest])
            return True
        test = self.text(self.truth_test(node.test))
        return self.branch(test, node.body, node.orelse, rest, node)

    def branch(
        self, test: Expr, body: list[Any], orelse: list[Any], rest: list[Any], node: Any
    ) -> bool:
        """Lower two arms and what follows them; return whether that went into an arm."""
        left, right = exits(body), exits(orelse)
        if not rest or not (left or right):
            self._arms(test, body, orelse, node)
            return False
        if left and not falls(body):
            self._arms(test, body, [*orelse, *rest], node)
        elif right and not falls(orelse):
            self._arms(test, [*body, *rest], orelse, node)
        else:
            arms = partial(self._arms, test, body, orelse, node)
            self.guard(left | right, arms, rest, node)
        return True

    def _arms(self, test: Expr, body: list[Any], orelse: list[Any], node: Any) -> None:
        before = self.here().fork()  # type: ignore[attr-defined]
        arms, after = [], []
        for part in (body, orelse):
            self.go_to(before.fork())  # type: ignore[attr-defined]
            with self.inner_block() as arm:
                if isinstance(node, gast.If):
                    self.narrow(node.test, part is body)
                self.statements(part)
            arms.append(arm)
            if falls(part) or exits(part):
                end = self.here()  # type: ignore[attr-defined]
                end.block, end.falls = arm, falls(part)
                end.is_local = end.falls or bool(self.frame.loops)
                after.append(end)
        self.join(before, after, node)  # type: ignore[attr-defined]
        flag = as_flag(test, arms[0], arms[1])
        if flag is not None:
            self.block.append(flag)
            return
        self.branch_on(test, arms[0], arms[1], node)

    def guard(
        self, taken: set[str], lower: Callable[[], None], rest: list[Any], node: Any
    ) -> None:
        """Lower what takes exits on some paths only: a flag tells, and guards the rest."""
        frame = self.frame
        loop = frame.loops[-1] if frame.loops else None
        flags = []
        if loop is not None and "break" in taken:
            flags.append(loop.stop)
        if loop is not None and "continue" in taken:
            loop.skip = loop.skip or self.names.fresh("skip")
            flags.append(loop.skip)
            if not loop.skip_guards:
                self.set_name(loop.skip, Const(False), node)
            loop.skip_guards += 1
        if "return" in taken:
            flags.append(self.done_flag())
            self.clear_done(node)
            frame.done_guards += 1
        lower()
        if loop is not None and "continue" in taken:
            loop.skip_guards -= 1
        if "return" in taken:
            frame.done_guards -= 1
        exprs = tuple([Name(flag) for flag in flags if flag is not None])
        either = exprs[0] if len(exprs) == 1 else Apply("or", exprs)
        self.under(negation(either), lambda: self.statements(rest), node)

    def clear_done(self, node: Any) -> None:
        """Set the flag of a return to false, unless it is known to be here."""
        frame, done = self.frame, self.done_flag()
        if frame.is_done_clear or frame.done_guards:
            return
        if not any(loop.clears for loop in frame.loops):
            self.set_name(done, Const(False), node)
            frame.is_done_clear = not frame.loops

    def under(self, test: Expr, lower: Callable[[], None], node: Any) -> None:
        """Lower what runs under a condition."""
        before = self.here().fork()  # type: ignore[attr-defined]
        with self.inner_block() as body:
            lower()
        end, skipped = self.here(), before.fork()  # type: ignore[attr-defined]
        end.block = body
        self.meet(before, [skipped, end], node)  # type: ignore[attr-defined]
        self.heap = {**skipped.heap, **end.heap}
        self.escaped |= skipped.escaped
        self.branch_on(test, body, skipped.block, node)

    # Simple statements

    def _simple(self, node: Any, rest: list[Any]) -> None:
        self.guard_absent(node)
        match node:
            case gast.Assign():
                self.assign(node)
            case gast.AugAssign():
                self.assign_in_place(node, BINARY[type(node.op)])
            case gast.AnnAssign():
                self._annotated(node)
            case gast.Expr():
                self._expression(node.value)
            case gast.Return():
                self._return(node)
            case gast.Break() | gast.Continue():
                self._leave(node)
            case gast.FunctionDef():
                self._define(node)
            case gast.Assert():
                self._assert(node)
            case gast.Raise():
                self._raise(node)
            case gast.Try():
                self.attempt(node)
            case gast.Delete():
                self.delete(node)
            case gast.Pass() | gast.Global() | gast.Nonlocal():
                pass
            case _:
                raise self.refusal(
                    Unsupported, f"s2sad cannot differentiate `{self.text_of(node)}`", node,
                    "It is outside the language that s2sad reads.", "Write it in simpler steps.",
                )  # fmt: skip

    def _annotated(self, node: Any) -> None:
        if node.value is None:
            return
        single = gast.Assign(targets=[node.target], value=node.value, type_comment=None)
        self.assign(gast.copy_location(single, node))

    def _expression(self, node: Any) -> None:
        if isinstance(node, gast.Constant):
            return
        if self.is_pure(node):
            expr = self.text(node)
        else:
            result = self.call(node) if isinstance(node, gast.Call) else self.value(node)
            if not isinstance(result, Apply):
                return
            expr = result
        if isinstance(expr, Apply) and not _is_plain_display(expr):
            self.evaluate(expr, node)

    def evaluate(self, expr: Expr, node: Any) -> None:
        """Emit an expression for its effect."""
        self.emit(Evaluate, node, expr)

    def _leave(self, node: Any) -> None:
        loop = self.frame.loops[-1]
        if isinstance(node, gast.Break):
            assert loop.stop is not None
            for flag in loop.flags:
                self.set_name(flag, Const(True), node)
        elif loop.skip_guards:
            assert loop.skip is not None
            self.set_name(loop.skip, Const(True), node)

    def _define(self, node: Any) -> None:
        if node.decorator_list:
            first = node.decorator_list[0]
            raise self.refusal(
                Unsupported, f"s2sad cannot differentiate `@{self.text_of(first)}` here", first,
                "What a decorator makes of a function is known only at run time.",
                "Decorate functions at the top of a module.",
            )  # fmt: skip
        definition = self.local_definition(node, node.name)
        self.know(node.name, Callee(definition), node)

    def _assert(self, node: Any) -> None:
        test = self.text(self.truth_test(node.test))
        if node.msg is None or self.is_pure(node.msg):
            message = None if node.msg is None else self.text(node.msg)
            self.emit(Assert, node, test, message)
            return
        with self.inner_block() as body:
            failure = self.builtin("AssertionError")
            self.emit(Raise, node, Apply("call", (failure, self.operand(node.msg))))
        self.branch_on(negation(test), body, [], node)

    def _raise(self, node: Any) -> None:
        exc = self.without_objects_in(node.exc)
        if not isinstance(exc, gast.Call):
            self.emit(Raise, node, self.operand(exc))
            return
        result = self.call(exc)
        if not isinstance(result, (Name, Const, Apply)):
            result = self.read_static(result, exc)
        self.emit(Raise, node, result)


def _width(value: Any) -> int:
    """Return the number of items of a tuple display without stars; 0 for anything else."""
    if not isinstance(value, gast.Tuple):
        return 0
    starred = any(isinstance(item, gast.Starred) for item in value.elts)
    return 0 if starred else len(value.elts)


def _is_plain_display(expr: Apply) -> bool:
    return expr.op in ("tuple", "list", "dict", "const")
