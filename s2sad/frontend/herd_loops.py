"""Herd loops: a loop over objects is a loop over their numbers.

    for b in bodies:               ->   for b in range(len(bodies_x)):
    for i, a in enumerate(bodies): ->   for i in range(len(bodies_x)):
    for b in bodies[i + 1:]:       ->   for b in range(i + 1, len(bodies_x)):

In a header that is being lowered, `items(listing, numbers)` stands for the objects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gast

from ..errors import Error, Unsupported
from ..ir.nodes import Apply, Const, Expr, Name
from .herds import OBJECTS, Herd, Item, Listing, Unsure, is_natural, item
from .lowering import Lowering
from .ready import Ready, placed
from .scope import bound_by

ITEMS = "items"


class HerdLoops(Lowering):
    """Lowers the headers of loops over objects."""

    def items_header(self, listing: Listing, node: Any) -> Expr:
        """Return the header that runs through a list of objects."""
        if listing.order is not None:
            return Apply(ITEMS, (Const(listing), listing.order))
        trips = Apply("range", (self.length_of(listing, node),))
        return Apply(ITEMS, (Const(listing), trips))

    def sliced_header(self, node: Any) -> Expr | None:
        """Return the header of a loop over `bodies[i:]`; None if the slice is a list of its own."""
        if not isinstance(node, gast.Subscript) or not isinstance(node.slice, gast.Slice):
            return None
        listing, bounds = self.static(node.value), node.slice
        if not isinstance(listing, Listing) or listing.order is not None or bounds.step:
            return None
        parts = [None if p is None else self.text(p) for p in (bounds.lower, bounds.upper)]
        if not all(part is None or self._is_natural(part) for part in parts):
            return None
        length = self.length_of(listing, node)
        start, end = parts[0] or Const(0), length
        if parts[1] is not None:
            end = Apply("min", (parts[1], length))
        return Apply(ITEMS, (Const(listing), Apply("range", (start, end))))

    def _is_natural(self, number: Expr) -> bool:
        match number:
            case Name(id=name):
                return name in self.counters
            case Apply(op="add" | "mul", args=args):
                return all(map(self._is_natural, args))
            case Apply(op="len"):
                return True
        return is_natural(number)

    # What a loop binds

    def numbered_target(self, target: Any, header: Expr) -> Any:
        """Return what `loop_target` does for a loop over objects; None for any other loop."""
        herd = item_herd(header)
        if isinstance(herd, Herd):
            return self._objects(target, herd, header)
        if not has_herd(herd):
            return None
        pair = target.elts if isinstance(target, (gast.Tuple, gast.List)) else []
        if isinstance(header, Apply) and header.op == "enumerate" and isinstance(herd[1], Herd):
            if len(pair) == 2 and isinstance(pair[0], gast.Name):
                return self._enumerated(pair, herd[1], header)
        if not pair:
            raise self.refusal(
                Unsupported, f"s2sad cannot bind `{self.text_of(target)}` to objects here", target,
                "It would be a tuple that holds an object.", "Take it apart: `for a, b in ...`.",
            )  # fmt: skip
        return None

    def _objects(self, target: Any, herd: Herd, header: Expr) -> Any:
        assert isinstance(header, Apply)
        if isinstance(target, Ready):
            name = target.result.id
            self.bound.add(name)
            target.result = item(herd, Name(name), True)
            return name, lambda: None, header
        name, known = self._own_number(target, herd)
        return name, known, header

    def _own_number(self, target: Any, herd: Herd) -> tuple[str, Callable[[], None]]:
        """Return the variable of the number of an object, and what notes it."""
        if isinstance(target, (gast.Tuple, gast.List)):
            name = self.names.temporary()
            self.bound.add(name)
            self.numbers.add(name)
            taken = Ready(item(herd, Name(name), True), target)
            parts = placed(gast.Assign([target], taken, None), target)
            return name, lambda: self.statements([parts])
        if not isinstance(target, gast.Name):
            raise self._no_target(target)
        scope = self.scope.owner_of(target.id) or self.frame.scope
        old = scope.statics.get(target.id)
        name = self.bind_name(target.id, target)
        if name in self.shared:
            raise self._no_target(target)
        self.bound.add(name)
        self.numbers.add(name)
        made = item(herd, Name(name), True)
        is_same = isinstance(old, Item) and old.herd is herd
        if isinstance(old, OBJECTS) or name in self.had:
            scope.statics[target.id] = made if is_same else Unsure(target.id)

        def known() -> None:
            scope.statics[target.id] = made

        return name, known

    def _no_target(self, target: Any) -> Error:
        return self.refusal(
            Unsupported, f"s2sad cannot bind `{self.text_of(target)}` to an object here", target,
            "Only a plain name stands for an object of a list.", "Use a name of its own.",
        )  # fmt: skip

    def _enumerated(self, pair: list[Any], herd: Herd, header: Apply) -> Any:
        """Return the target of `for i, b in enumerate(bodies, start)`."""
        count, inner = pair[0], header.args[0]
        numbers = inner.args[1] if isinstance(inner, Apply) and inner.op == ITEMS else None
        start = (*header.args[1:], *[value for _, value in header.kwargs], Const(0))[0]
        is_whole = isinstance(numbers, Apply) and len(numbers.args) == 1 and start == Const(0)
        if not is_whole:
            return None
        is_named = isinstance(pair[1], gast.Name)
        if not (is_named and all(self.is_bound_once(part.id) for part in pair)):
            name, known = self._own_number(pair[1], herd)

            def counted() -> None:
                known()
                self.set_name(self.bind_name(count.id, count), Name(name), count)
                self.counters.add(self.internal_name(count.id))

            return name, counted, header.args[0]
        _, known = self._own_number(pair[1], herd)
        name = self.bind_name(count.id, count)
        self.bound.add(name)
        scope = self.scope.owner_of(pair[1].id) or self.frame.scope

        def both() -> None:
            scope.statics[pair[1].id] = item(herd, Name(name), True)
            self.counters.add(name)

        return name, both, header.args[0]

    def internal_name(self, name: str) -> str:
        """Return the internal name of a name that is in scope."""
        owner = self.scope.owner_of(name)
        assert owner is not None
        return owner.internal[name]

    def is_bound_once(self, name: str) -> bool:
        if self.scope is not self.frame.scope and name in self.scope.internal:
            return True
        body = self.frame.source.node.body
        found = [n for part in (body if isinstance(body, list) else [body]) for n in bound_by(part)]
        is_shared = self.frame.scope.internal.get(name) in self.shared
        return found.count(name) == 1 and not is_shared

    def bind_item(self, target: Any, index: Expr, herd: Herd) -> None:
        """Bind a target to an object whose number is at hand."""
        name, known = self._own_number(target, herd)
        self.set_name(name, index, target)
        known()

    def own_number(self, name: str, value: Any, node: Any, always: bool = False) -> Any:
        """Return an object, or a list of some, whose number or order is a variable's own.

        A constant stays what it is, unless `always`.
        """
        kept = value.index if isinstance(value, Item) else value.order
        if kept == Name(name) or not isinstance(kept, Name) and not (always and kept):
            return value
        self.set_name(name, kept, node)
        self.numbers.add(name)
        if isinstance(value, Item):
            return item(value.herd, Name(name), value.is_sure)
        return Listing(value.of, Name(name))

    @contextmanager
    def running_over(self, header: Expr, counter: str | None) -> Iterator[None]:
        """Lower the body of a loop; `counter` is a number that it leaves as it is."""
        marks = len(self.running)
        self.running += [found.herd for found in _listings(header)]
        is_new = counter is not None and counter not in self.counters and _counts_up(header)
        if is_new and counter is not None:
            self.counters.add(counter)
        try:
            yield
        finally:
            del self.running[marks:]
            if is_new and counter is not None:
                self.counters.discard(counter)


def item_herd(header: Any) -> Any:
    """Return where objects stand in the items of a header: a herd, or a tuple of such and None."""
    if not isinstance(header, Apply):
        return None
    if header.op == ITEMS:
        mark = header.args[0]
        assert isinstance(mark, Const)
        return mark.value.herd
    if header.op == "enumerate":
        return (None, item_herd(header.args[0]))
    if header.op == "zip":
        return tuple(map(item_herd, header.args))
    if header.op.startswith("itertools."):
        return _combined(header)
    return item_herd(header.args[0]) if header.op == "reversed" else None


def _combined(header: Apply) -> Any:
    """Return where objects stand in what a function of `itertools` gives."""
    found = [item_herd(arg) for arg in header.args]
    name, given = header.op.removeprefix("itertools."), dict(header.kwargs)
    if name in ("islice", "cycle"):
        return found[0]
    if name == "chain":
        return found[0] if all(one is found[0] for one in found) else None
    if name == "pairwise":
        return (found[0], found[0])
    if name == "product":
        count = given.get("repeat", Const(1))
        return tuple(found) * count.value if isinstance(count, Const) else None
    count = (*header.args[1:], *given.values(), Const(None))[0]
    is_known = isinstance(count, Const) and type(count.value) is int and has_herd(found[0])
    return (found[0],) * count.value if is_known else None  # type: ignore[union-attr]


def has_herd(found: Any) -> bool:
    """Return whether there is an object among the items."""
    return any(map(has_herd, found)) if isinstance(found, tuple) else found is not None


def plain(header: Any) -> Any:
    """Return a header with numbers in the place of objects."""
    if not isinstance(header, Apply) or not _listings(header):
        return header
    if header.op == ITEMS:
        return header.args[1]
    return Apply(header.op, tuple(map(plain, header.args)), header.kwargs)


def _listings(header: Any) -> list[Listing]:
    if not isinstance(header, Apply):
        return []
    if header.op == ITEMS and isinstance(header.args[0], Const):
        return [header.args[0].value]
    return [found for arg in header.args for found in _listings(arg)]


def listings_in(header: Any) -> list[Listing]:
    """Return the lists of objects in a header."""
    return _listings(header)


def _counts_up(header: Any) -> bool:
    """Return whether what a header gives is never negative: `range(n)`, `range(1, n)`."""
    if not isinstance(header, Apply) or header.op != "range" or len(header.args) > 2:
        return False
    return len(header.args) == 1 or is_natural(header.args[0])
