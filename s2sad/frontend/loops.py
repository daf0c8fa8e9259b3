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
from .classes import Pack, Unsure, answers, is_bundle, is_named, is_object
from .merged import merged
from .herd_loops import ITEMS, has_herd, item_herd, plain
from .herds import OBJECTS, Again, Listing
from .iterators import HEADERS
from .instances import Instance, without_parts
from .lowering import Loop, Lowering, as_block, negation
from .ready import Ready
from .scope import bound_by
from .values import Ambiguous, Generated, Literal, Primitive

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
            self.clear_done(node)
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

            self.under(negation(Name(self.done_flag())), go_on, node)
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
            self.know_instance(node.target.id, item, node)
            self.statements(node.body)

    def _else(self, ended: Expr | None, node: Any, rest: list[Any]) -> bool:
        """Lower the else of a loop, and what follows if it exits; `ended` is when to run it."""
        if ended is None:
            self.statements([*node.orelse, *rest])
            return True
        return self.branch(ended, node.orelse, [], rest, node)

    def _emit_loop(self, node: Any, stop: str | None, done: str | None) -> Expr | None:
        """Emit a loop, and return the test that it ran to its end; None if it always does."""
        flag, node = stop or done, self._asking(node)
        if isinstance(node, gast.While) and not self.is_pure(node.test):
            return self._impure_while(node, stop, done)
        if stop is not None and node.orelse:
            self.set_name(stop, Const(False), node)
        if isinstance(node, gast.For):
            header = self.iterable(node.iter)
            if isinstance(header, Generated):
                return self._taken(header, node, stop)
            self._enter(node)
            self.note_constant_loop(node.target, node.iter)
            target, unpack, header = self.loop_target(node.target, header)
            kept = None if self._rebinds(node) else target
            with self.loop_block() as body, self.running_over(header, kept):
                self._reset(flag, node)
                self._trip(node, stop, unpack)
            self.emit(For, node.iter, target, plain(header), as_block(body), flag)
        else:
            self._enter(node)
            self.guard_absent(node.test, False)
            mark = len(self.block)
            test = self.text(node.test)
            if len(self.block) > mark:  # a part of it has to run in each trip
                del self.block[mark:]
                return self._impure_while(node, stop, done)
            with self.loop_block() as body:
                self._reset(flag, node)
                self._trip(node, stop, None)
            self.emit(While, node.test, test, as_block(body), flag)
        return None if stop is None else negation(Name(stop))

    def _asking(self, node: Any) -> Any:
        """Return a `while` whose test asks objects for their truth; a `for` as it is."""
        test = self.truth_test(node.test) if isinstance(node, gast.While) else None
        if test is None or test is node.test:
            return node
        return gast.copy_location(gast.While(test, node.body, node.orelse), node)

    def _taken(self, source: Generated, node: Any, stop: str | None) -> Expr | None:
        """Lower a loop over a generator, and return the test that it ran to its end."""
        if stop is not None and not node.orelse:
            self.names.release(stop)
        flag = stop if node.orelse else None
        known = set(self.bound)
        if source.is_whole and not exits(node.body) & {"break", "return"}:
            self.take_each(source, node)
            return None if flag is None else negation(Name(flag))
        self._enter(node)
        self.take_in_loop(source, node, flag, self.bound - known)
        return None if flag is None else negation(Name(flag))

    def _impure_while(self, node: Any, stop: str | None, done: str | None) -> Expr | None:
        """Lower `while f(x):` as a loop that tests inside, so that f is called once a trip."""
        ended = self.names.fresh("ended") if node.orelse and (stop or done) else None
        stop = stop or self.names.fresh("stop")
        self._enter(node)
        with self.loop_block() as whole:
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
        scope, bound = self.frame.scope, bound_by(node)
        self.part_twins(bound, node)  # type: ignore[attr-defined]
        self.had = self.bound - self.assumed
        for name in bound:
            if name in scope.internal:
                self.assumed |= {scope.internal[name]} - self.bound
                self.bound.add(scope.internal[name])
            known = scope.statics.get(name)
            if isinstance(known, Instance) and is_object(known):
                known = scope.statics[name] = self.as_made(known, name, node)
            if isinstance(known, OBJECTS):
                continue
            if is_named(known) and self.wanted.get(self._kept_in(node, name)) is None:
                scope.statics[name] = Instance(scope.internal[name], (), without_parts(known.shape))
                continue
            if isinstance(known, (Literal, Instance)):
                del scope.statics[name]
            elif known is not None:
                scope.statics[name] = Ambiguous(name)

    def _trip(self, node: Any, stop: str | None, unpack: Callable[[], None] | None) -> None:
        """Lower the body of a loop: the target unpacked, then the statements."""
        scope = self.frame.scope
        before = dict(scope.statics)
        with self.going_round(node):
            if unpack is not None:
                unpack()
            if isinstance(node, gast.While):
                self.narrow(node.test, True)
            self.frame.loops.append(Loop(stop, clears=stop is None))
            try:
                self.statements(node.body)
            finally:
                self.frame.loops.pop()
        for name, value in before.items():
            if is_named(value) and scope.statics.get(name) != value and name in bound_by(node):
                raise Again(self._kept_in(node, name), "data")
        sure = {n: v for n, v in scope.statics.items() if not isinstance(before.get(n), Unsure)}
        objects = {n: v for n, v in sure.items() if isinstance(v, (*OBJECTS, Pack))}
        scope.statics = {**merged([before, scope.statics]), **objects}

    def _kept_in(self, node: Any, name: str) -> Any:
        """Return by what it is noted that a name has another class when the loop goes round."""
        return ("named", self.frame.source.file, node.lineno, node.col_offset, name)

    # Headers

    def iterable(self, node: Any) -> Any:
        node = self.as_it_is_now(node)
        arm = self.known_test(node.test) if isinstance(node, gast.IfExp) else None
        if arm is not None:
            return self.iterable(node.body if arm else node.orelse)
        if isinstance(node, gast.List) and node.elts and all(map(_is_key, node.elts)):
            node = gast.copy_location(gast.Tuple(node.elts, gast.Load()), node)
        known = self.known_loop(node)
        if known is not None:
            return known
        texts = self.known_texts(node)
        if texts:
            return self.temporary(Apply("tuple", tuple(map(Const, texts))), node)
        callee = self.static(node.func) if isinstance(node, gast.Call) else None
        op = callee.op if isinstance(callee, Primitive) else ""
        if op in HEADERS:
            return self.header_of_iterator(op, node)
        if type(node) is gast.Attribute and node.attr == "flat" and self._is_data(node):
            return Apply("flat.items", (self.operand(node.value),))
        if op not in _NESTED:
            sliced = self.sliced_header(node)
            if sliced is not None:
                return sliced
            given = self.static(node) if self.has_shapes else None
            is_given = isinstance(given, Instance) and answers(given, "__iter__")
            made = node.result if isinstance(node, Ready) else given if is_given else None
            made = self.result(node) if made is None else made
            if isinstance(made, Listing):
                return self.items_header(made, node)
            if is_bundle(made):
                return self.loop_over_bundle(made, node)
            if answers(made, "__iter__"):
                return self.iterable(Ready(self.items_of_object(made, node), node))
            if isinstance(made, Name) and made.id in self.ranges:
                return self.ranges[made.id]
            if isinstance(made, Generated) or isinstance(node, Ready):
                return made
            return self.named(self.flat(made, node), node)
        rows = self.starred_rows(node)
        if rows is not None and not isinstance(rows, (gast.Tuple, gast.List)):
            return Apply("zip.star", (self.operand(rows),))
        args, keywords = self.expanded(node)
        nodes = [*args, *[value for _, value in keywords]]
        if op == "range":
            exprs = self.texts(nodes)
        else:
            exprs = self.in_order(nodes, self.iterable)
            if op == "enumerate" and isinstance(exprs[0], Generated):
                return self.counted(exprs[0], (*exprs[1:], Const(0))[0], node)
            if op == "zip" and not keywords:
                return self.zipped(exprs, nodes, node)
            for part, header in zip(nodes, exprs):
                self.refuse_in_turns(header, part)
        names = [name for name, _ in keywords]
        return Apply(op, tuple(exprs[: len(args)]), tuple(zip(names, exprs[len(args) :])))

    def kept_range(self, name: str, internal: str, header: Apply, node: Any) -> Apply:
        """Return a range that a name is bound to, as one that loops over the name may have."""
        args = [a if isinstance(a, Const) else self.temporary(a, node) for a in header.args]
        kept = Apply("range", tuple(args))
        if self.is_bound_once(name):
            self.ranges[internal] = kept
        return kept

    def _is_data(self, node: Any) -> bool:
        """Return whether an attribute is one of data: of no module and of no object."""
        return self.static(node) is None and not self.may_be_object(node.value)

    def starred_rows(self, node: Any) -> Any:
        """Return what `rows` is in `zip(*rows)`, unless its items are known to be arguments."""
        only = node.args[0] if isinstance(node, gast.Call) and len(node.args) == 1 else None
        if not isinstance(only, gast.Starred) or node.keywords:
            return None
        callee = self.static(node.func)
        if not isinstance(callee, Primitive) or callee.op != "zip":
            return None
        value = only.value
        owner = self.scope.owner_of(value.id) if isinstance(value, gast.Name) else None
        is_known = owner is not None and value.id in owner.packs
        return None if is_known else value

    def loop_target(self, target: Any, header: Expr) -> tuple[str, Callable[[], None], Expr]:
        """Return the name that a loop binds, what unpacks it into a target, and the header."""
        numbered = self.numbered_target(target, header)
        if numbered is not None:
            found: tuple[str, Callable[[], None], Expr] = numbered
            return found
        if isinstance(target, gast.Name):
            name = self.bind_name(target.id, target)
            self.bound.add(name)
            return name, lambda: None, header
        if isinstance(target, Ready):
            self.bound.add(target.result.id)
            return target.result.id, lambda: None, header
        item = self.names.temporary()
        self.bound.add(item)
        shape = item_shape(header)
        return item, lambda: self.assign_target(target, Name(item), shape), header

    def _rebinds(self, node: Any) -> bool:
        """Return whether the body of a loop binds its target anew."""
        name = getattr(node.target, "id", None)
        return name is None or any(name in bound_by(part) for part in node.body)


def _is_key(node: Any) -> bool:
    """Return whether a node is a constant that may be a key: nobody changes a list of them here."""
    return isinstance(node, gast.Constant) and type(node.value) in (str, int, bool)


def item_shape(header: Expr) -> Any:
    """Return the shape of the items of an iterable; None if they may be anything."""
    is_combined = isinstance(header, Apply) and header.op.startswith("itertools.")
    if is_combined or isinstance(header, Apply) and header.op == ITEMS:
        found = item_herd(header)
        return found if not isinstance(found, tuple) or has_herd(found) else None
    if not isinstance(header, Apply) or header.op not in ("enumerate", "zip", "reversed"):
        return None
    if header.op == "enumerate":
        return (None, item_shape(header.args[0]))
    if header.op == "zip":
        return tuple([item_shape(arg) for arg in header.args])
    return item_shape(header.args[0])
