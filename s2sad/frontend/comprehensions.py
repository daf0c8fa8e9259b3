"""Comprehensions: a new list that is filled in a loop.

    [e for t in X if c]       ->      l = []
                                      for t' in X:
                                          if c':
                                              l.append(e')

The variables belong to the comprehension; what is bound by `:=` in it belongs to the function.
"""

from __future__ import annotations

from typing import Any

import gast

from ..errors import Unsupported
from ..ir.nodes import Apply, Assign, Const, Expr, For, If, Name
from .classes import Made, is_object
from .herd_loops import plain
from .herds import Listing
from .listed import TRANSIENT, Gathering
from .lowering import Lowering, as_block, negation
from .ready import Ready
from .scope import Scope, bound_by, walk_scope
from .values import Generated


class Comprehensions(Lowering):
    """Lowers list comprehensions, and generator expressions that are consumed at once."""

    def comprehension(self, node: Any, first: tuple[Expr, ...] = ()) -> Name:
        items = self.gathered(node, first)
        if not isinstance(items, Name):
            self.read_static(items, node)
        assert isinstance(items, Name)
        return items

    def gathered(self, node: Any, first: tuple[Expr, ...] = ()) -> Any:
        """Return the list that a comprehension makes, which may be one of objects."""
        is_single = len(node.generators) == 1
        if is_single and (self.heap or self.may_be_list(node.elt)):
            header = self._rows_apart(node) or self.iterable(node.generators[0].iter)
            is_known = isinstance(header, Generated) and header.is_whole
            if is_known and not first and not node.generators[0].ifs:
                return self._each_known(node, header)
            node = with_header(node, header)
        mark, items = len(self.block), Name(self.names.temporary())
        into = Gathering(self.take_hint() or "items", items)

        def append() -> None:
            value = self._item_of_list(node.elt)
            into.has_data |= not isinstance(value, Made)
            if isinstance(value, Made) or into.listing is not None:
                self.gather(value, into, node.elt)
            else:
                self.evaluate(Apply("list.append", (items, value)), node.elt)

        self._check(node)
        self._loops(node.generators, None, append)
        with self.inner_block() as made:
            listing = into.listing
            if listing is None or listing.order is not None:
                self.set_name(items.id, Apply("list", first), node)
            elif listing.herd is not None:
                for _, column in listing.herd.lists():
                    self.set_name(column.id, Apply("list", ()), node)
        self.block[mark:mark] = made
        return into.listing or items

    def _rows_apart(self, node: Any) -> Any:
        """Return the header of a list of lists of objects as one whose trips are known."""
        clause = node.generators[0]
        if clause.ifs or not self.may_be_list(node.elt):
            return None
        return self.forced_loop(clause.iter)

    def _each_known(self, node: Any, header: Generated) -> Any:
        """Return the list that a comprehension makes of a bundle."""
        hint = self.take_hint() or "items"
        with self.holding() as held:

            def collect() -> None:
                self.hint = f"{hint}_{len(held)}"
                value = self.operand_or_object(node.elt)
                self.hint = None
                is_own = isinstance(value, Name) and value.id.startswith("%")
                is_data = isinstance(value, (Name, Const, Apply))
                held.append(self.temporary(value, node) if is_data and not is_own else value)

            self._check(node)
            self._loops(with_header(node, header).generators, None, collect)
            if any(isinstance(value, (Made, Listing)) or is_object(value) for value in held):
                return self.bundle(list, dict(enumerate(held)), node, hint)
            return self.temporary(Apply("list", tuple(held)), node)

    def _item_of_list(self, node: Any) -> Any:
        self.hint = TRANSIENT
        value = self.operand_or_object(node) if self.may_be_object(node) else None
        self.hint = None
        if isinstance(value, Made):
            return value
        with self.escape():
            return self.operand(node if value is None else Ready(value, node))

    def short_circuit(self, is_any: bool, generator: Any, node: Any) -> Name:
        """Return `any` or `all` of a generator, whose items are computed until one decides."""
        self._check(generator)
        result = self.temporary(Const(not is_any), node)
        stop = self.names.fresh("stop")

        def decide() -> None:
            test = self.text(self.truth_test(generator.elt))
            with self.inner_block() as body:
                self.set_name(result.id, Const(is_any), node)
                self.set_name(stop, Const(True), node)
            self.emit(If, node, test if is_any else negation(test), as_block(body), ())

        self._loops(generator.generators, stop, decide)
        return result

    def _check(self, node: Any) -> None:
        if any(generator.is_async for generator in node.generators):
            raise self.refusal(
                Unsupported, "s2sad cannot differentiate an asynchronous comprehension", node,
                "It has no order that can be reversed.", "Use a plain loop.",
            )  # fmt: skip

    def _loops(self, generators: list[Any], stop: str | None, leaf: Any) -> None:
        """Emit the loops of a comprehension, the first one's header in the scope around it."""
        header = self.iterable(generators[0].iter)
        targets = [n for g in generators for n in _stored(g.target)]
        names = {name: self.names.fresh(name.strip()) for name in dict.fromkeys(targets)}
        outer = self.scope
        self.scope = Scope(names, outer)
        self.scopes.append(self.scope)
        try:
            self._loop(generators, header, stop, leaf)
        finally:
            self.scopes.remove(self.scope)
            self.scope = outer

    def _loop(self, generators: list[Any], header: Any, stop: str | None, leaf: Any) -> None:
        generator, *inner = generators
        node = generator.target
        if isinstance(header, Generated):
            def filtered() -> None:
                self._filtered(generator.ifs, inner, stop, leaf)

            self.take_flagged(header, node, stop, filtered, generator.iter)
            return
        self.note_constant_loop(node, getattr(generator.iter, "of", generator.iter))
        target, unpack, header = self.loop_target(node, header)
        names = [n for part in (generator.ifs, inner) for p in part for n in bound_by(p)]
        kept = None if getattr(node, "id", None) in [None, *names] else target
        walrus = {p.target.id for g in generators for i in g.ifs for p in _walruses(i)}
        self.bound |= self.internal_names(walrus)
        running = self.running_over(header, kept)
        with self.loop_block() as body, self.settled(node), running:
            if stop is not None:
                self.emit(Assign, node, stop, Const(False))
                self.bound.add(stop)
            unpack()
            self._filtered(generator.ifs, inner, stop, leaf)
        self.emit(For, generator.iter, target, plain(header), as_block(body), stop)

    def _filtered(self, tests: list[Any], inner: list[Any], stop: str | None, leaf: Any) -> None:
        known = self.known_test(tests[0]) if tests else None
        if known is not None:
            if known:
                self._filtered(tests[1:], inner, stop, leaf)
        elif tests:
            test = self.text(self.truth_test(tests[0]))
            with self.inner_block() as body:
                self._filtered(tests[1:], inner, stop, leaf)
            self.emit(If, tests[0], test, as_block(body), ())
        elif inner:
            self._loop(inner, self.iterable(inner[0].iter), stop, leaf)
        else:
            leaf()


def with_header(node: Any, header: Any) -> Any:
    """Return a comprehension whose first header is lowered."""
    clause = node.generators[0]
    items = Ready(header, clause.iter)
    items.of = clause.iter
    first = gast.comprehension(clause.target, items, clause.ifs, clause.is_async)
    made = type(node)(node.elt, [first, *node.generators[1:]])
    return gast.copy_location(made, node)


def _stored(target: Any) -> list[str]:
    return [part.id for part in gast.walk(target) if isinstance(part, gast.Name)
            and isinstance(part.ctx, gast.Store)]  # fmt: skip


def _walruses(node: Any) -> list[Any]:
    return [part for part in walk_scope(node) if isinstance(part, gast.NamedExpr)]
