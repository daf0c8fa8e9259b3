"""Generators: what is only iterated over is inlined where its items are taken.

    def squares(x):                     for i in range(len(x)):
        for i in range(len(x)):   ->        v = x[i] ** 2
            yield x[i] ** 2                 s += v

    for v in squares(x):
        s += v

Each `yield` of the generator becomes the assignment of its item and the body of the loop, so all
effects come in Python's order. A `break` or `return` of the body ends the generator as a `return`
of its own would. Generator expressions, `map` and `filter` are generators of one loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gast

from ..errors import Unsupported
from ..ir.frozen import dataclass
from ..ir.nodes import Const, Expr, If, Name
from ..ir.walk import names_in
from .classes import Made
from .exits import exits
from .merged import merged
from .language import GENERATOR_VALUE
from .lowering import Frame, Loop, Lowering, Result, as_block, negation
from .ready import Ready, loop_over, placed, tuple_of, with_steps
from .scope import Scope, bound_by, rebound_by
from .source import Source
from .values import Definition, Generated


class Body:
    """Stands among the loops for the body of what takes items, which may be no loop."""


@dataclass
class Taking:
    """What takes the items of a generator: where it stands, and what it does with each."""

    frame: Frame
    scope: Scope
    stack: list[Definition]
    target: Any
    body: Callable[[tuple[str, ...]], None]


class Generators(Lowering):
    """Lowers generators, and what iterates over them."""

    # -- making ------------------------------------------------------------------------------

    def generator(self, definition: Definition, source: Source, scope: Scope) -> Generated:
        """Return what a call of a generator function gives."""
        return Generated(source.node.body, definition, source, scope, list(self.trips))

    def generator_expression(self, node: Any) -> Generated:
        """Return a generator expression as a generator of nested loops."""
        self._check(node)  # type: ignore[attr-defined]
        walrus = rebound_by([node])
        if walrus:
            raise self.refusal(
                Unsupported, f"s2sad cannot differentiate `{self.text_of(node)}`", node,
                "It assigns a variable (`:=`) while it is iterated over.",
                "Write a list comprehension, with square brackets.",
            )  # fmt: skip
        first = self.header_of(node.generators[0].iter)
        statement = placed(gast.Expr(placed(gast.Yield(node.elt), node.elt)), node.elt)
        for clause in reversed(node.generators):
            for test in reversed(clause.ifs):
                statement = placed(gast.If(test, [statement], []), test)
            items = clause.iter if clause is not node.generators[0] else first
            statement = loop_over(items, clause.target, [statement], clause.iter)
        targets = [part for clause in node.generators for part in gast.walk(clause.target)]
        stored_names = [part.id for part in targets if isinstance(part, gast.Name)
                        and isinstance(part.ctx, gast.Store)]  # fmt: skip
        return self.of_loop(statement, stored_names)

    def of_loop(self, loop: Any, names: list[str]) -> Generated:
        """Return the generator that runs a loop of its own; `names` are local to it."""
        internal = {name: self.names.fresh(name) for name in dict.fromkeys(names)}
        frame = self.frame
        scope = Scope(internal, self.scope)
        self.scopes.append(scope)
        return Generated([loop], frame.definition, frame.source, scope, list(self.trips))

    def header_of(self, node: Any) -> Ready:
        """Return the header of a loop that runs later: what it reads is read now."""
        header = self.iterable(node)
        if not isinstance(header, Generated):
            kept = {name for name in names_in(header) if not name.startswith("%")}
            header = self.hold(header, kept, node)
        return Ready(header, node)

    def counted(self, source: Generated, start: Expr, node: Any) -> Generated:
        """Return `enumerate` of a generator."""
        count, item = self.names.fresh("count"), self.names.fresh("item")
        self.set_name(count, start, node)
        number, value = Ready(Name(count), node), Ready(Name(item), node)
        one = placed(gast.Constant(1, None), node)
        pair = placed(gast.Expr(placed(gast.Yield(tuple_of([number, value], node)), node)), node)
        after = placed(gast.BinOp(number, gast.Add(), one), node)
        body = [pair, placed(gast.Assign([number], after, None), node)]
        return self.of_loop(loop_over(Ready(source, node), value, body, node), [])

    # -- taking items ------------------------------------------------------------------------

    def take_in_loop(
        self, source: Generated, node: Any, stop: str | None, first: set[str]
    ) -> None:
        """Lower `for target in generator: body`; `stop` is set where the loop is left by break.

        `first` are the names that the body binds and nothing before: where the generator yields
        outside its loops, the first body does not have them.
        """
        scope, left, depth = self.frame.scope, exits(node.body), len(self.trips)
        before = dict(scope.statics)
        after = [before]
        names = self.internal_names(set(bound_by(node.target)))

        def body(flags: tuple[str, ...]) -> None:
            if len(after) == 1 and all(isinstance(trip, Body) for trip in self.trips[depth:]):
                self.bound -= first - names
            flags = (*flags, stop) if stop is not None else flags
            if "return" in left:
                self.set_name(self.done_flag(), Const(False), node)
            stop_flag = flags[0] if flags else None
            self.frame.loops.append(Loop(stop_flag, also=flags[1:], clears=True))
            try:
                with self.going_round(node):
                    self.statements(node.body)
            finally:
                self.frame.loops.pop()
            after.append(scope.statics)
            scope.statics = dict(before)

        self.take(source, node.target, body, bool(left & {"break", "return"}), node.iter)
        scope.statics = merged(after)
        if len(after) == 2:  # what one body makes is there after it, as after any loop
            made = {name: value for name, value in after[1].items() if isinstance(value, Made)}
            scope.statics.update({n: value for n, value in made.items() if n not in before})

    def take_each(self, source: Generated, node: Any) -> None:
        """Lower a loop whose trips are known, and all run: one body after the other."""

        def body(flags: tuple[str, ...]) -> None:
            self.frame.loops.append(Loop(None))
            try:
                self.statements(node.body)
            finally:
                self.frame.loops.pop()

        self.take(source, node.target, body, False, node.iter)

    def take_flagged(
        self, source: Generated, target: Any, stop: str | None, leaf: Callable[[], None], node: Any
    ) -> None:
        """Lower the loop of a comprehension over a generator; it ends where `stop` is set."""

        def body(flags: tuple[str, ...]) -> None:
            if stop is not None:
                self.set_name(stop, Const(False), node)
            with self.settled(node):
                leaf()
            if stop is None:
                return
            with self.inner_block() as left:
                for flag in flags:
                    self.set_name(flag, Const(True), node)
            self.emit(If, node, Name(stop), as_block(left), ())

        self.take(source, target, body, stop is not None, node)

    def take(
        self, source: Generated, target: Any, body: Callable[[tuple[str, ...]], None],
        leaves: bool, node: Any,
    ) -> None:  # fmt: skip
        """Lower a generator, with `target` bound and `body` lowered where it yields.

        `body` is given the flags to set where it ends the generator, which it may iff `leaves`.
        """
        if source.is_used or source.trips != self.trips:
            again = "is iterated over twice" if source.is_used else "is iterated over in a loop"
            raise self.refusal(
                Unsupported, f"`{self.text_of(node)}` {again}", node, GENERATOR_VALUE[0],
                "Make a list of it, `list( )`, or make it anew where it is used.",
            )  # fmt: skip
        source.is_used = True
        outer, scope, stack = self.frame, self.scope, self.stack
        frame = Frame(source.definition, source.source, source.scope, results=())
        frame.taking = Taking(outer, scope, stack, target, body)
        self.frame, self.scope, self.stack = frame, source.scope, [*stack, source.definition]
        try:
            with self.holding(), self.escape(False):
                self.pinned.append(source)
                self.statements(with_steps(source.body, leaves, self._fresh_item))
        finally:
            self.frame, self.scope, self.stack = outer, scope, stack

    def _fresh_item(self) -> Name:
        return Name(self.names.fresh("item"))

    def step(self, node: Any, rest: list[Any]) -> bool:
        """Lower a `yield`; return whether what follows went under a condition."""
        frame = self.frame
        taking: Taking = frame.taking
        flags: tuple[str, ...] = ()
        if node.leaves:
            flags = (self.done_flag(), *[flag for loop in frame.loops for flag in loop.flags])
            self.clear_done(node)
        mark = len(self.block)
        given = self._object_given(node.value, taking.target)
        item: Expr = Const(None)
        if node.value is not None and given is None:
            item = self._item(node.value, taking.target)
        with self._outside(taking):
            if given is not None:
                self._give_object(taking.target, given, node)
            else:
                self._give(taking.target, item, mark)
            self.note_constants(taking.target, node.value)
            taking.body(flags)
        if not node.leaves or not rest:
            return False
        ended = negation(Name(flags[0]))
        self.under(ended, lambda: self.statements(rest), node)
        return True

    def _object_given(self, node: Any, target: Any) -> Any:
        """Return the object that is given; None if it is something else."""
        if node is None or not (self.may_be_object(node) or self.is_function(node)):
            return None
        self.hint = getattr(target, "id", None)
        is_tuple = isinstance(node, gast.Tuple) and isinstance(target, (gast.Tuple, gast.List))
        value = self.pack(node) if is_tuple else self.operand_or_object(node)  # type: ignore
        self.hint = None
        return value

    def _give_object(self, target: Any, value: Any, node: Any) -> None:
        if isinstance(target, Ready):
            target.result = value
        else:
            self.assign_result(target, value, node)

    def _item(self, node: Any, target: Any) -> Expr:
        is_tuple = isinstance(target, (gast.Tuple, gast.List))
        return self.tree(node) if is_tuple else self.value(node)

    def _give(self, target: Any, item: Expr, mark: int) -> None:
        if isinstance(target, gast.Name):
            self.bind(self.bind_name(target.id, target), item, mark, target)
        elif isinstance(target, Ready):
            self.bind(target.result.id, item, mark, target)
        else:
            self.assign_target(target, item)

    @contextmanager
    def _outside(self, taking: Taking) -> Iterator[None]:
        """Lower what follows where the items are taken, not where they are made."""
        inner = self.frame, self.scope, self.stack
        self.frame, self.scope, self.stack = taking.frame, taking.scope, taking.stack
        self.trips.append(Body())
        try:
            yield
        finally:
            self.trips.pop()
            self.frame, self.scope, self.stack = inner

    # -- consumers ---------------------------------------------------------------------------

    def in_place_of(self, node: Any, generated: Result) -> Any:
        """Return `(item for item in generator)`, which the consumers of generators know."""
        ready = Ready(generated, node)
        if not isinstance(generated, Generated):
            return ready
        item = Ready(Name(self.names.fresh("item")), node)
        clause = gast.comprehension(item, ready, [], 0)
        return placed(gast.GeneratorExp(item, [clause]), node)
