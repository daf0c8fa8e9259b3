"""Consumers: what takes all items of a generator or an iterator.

    sum(v * v for v in x)      ->   the sum of a list that is filled in a loop
    sorted(zip(x, y))          ->   the same of `list(zip(x, y))`
    min(l, key=f)              ->   the keys are a list that is made first
"""

from __future__ import annotations

from typing import Any

import gast

from ..errors import Unsupported, WrongCall
from ..ir.nodes import Apply, Expr, For, Name
from .classes import answers, is_bundle, is_users
from .herd_loops import listings_in
from .herds import Listing
from .iterators import GENERATORS, HEADERS
from .language import GENERATOR
from .ready import Ready, call_on, is_none, loop_over, placed, tuple_of
from .scope import Scope
from .sums import Sums, is_plain_display
from .values import Callee, Captured, Generated, Partial, Primitive

CONSUMERS = {"sum", "min", "max", "sorted", "list", "tuple", "math.fsum", "math.prod"}
ONCE = {"enumerate", "zip", "reversed", "flat.items", *HEADERS}  # iterated over only once


class Consumers(Sums):
    """Lowers calls that run through what they are given."""

    def with_generator(self, op: str, node: Any) -> Any:
        """Return a call of `sum` and the like with a generator in the place of what gives one."""
        first = node.args[0] if node.args else None
        if op not in CONSUMERS | {"any", "all"} or len(node.args) > 1 and op != "sum":
            return node
        ordered = op == "sorted" or key_of(node) is not None
        made_list = None if op in ("list", "tuple") else self.listed_iterator(first, ordered)
        if made_list is not None:
            return placed(gast.Call(node.func, [made_list, *node.args[1:]], node.keywords), node)
        if not isinstance(first, gast.Call):
            known = self.static(first) if first is not None else None
            is_iterated = isinstance(known, Generated) or _has_items(known)
            made: Any = known if is_iterated else None
        else:
            made = self.call(first) if self._may_generate(first) else None
        if _has_items(made):
            made = self.items_of_object(made, first)
        taken = first if made is None else self.in_place_of(first, made)
        if node.keywords and op not in ("sum", "list", "tuple"):
            taken = _as_list(taken)
        if taken is first:
            return node
        args = [taken, *node.args[1:]]
        return placed(gast.Call(node.func, args, node.keywords), node)

    def with_list(self, node: Any) -> Any:
        """Return `text.join(e for …)` as that of a list: join makes one itself, before all else."""
        given = node.args[0] if len(node.args) == 1 else None
        is_made = isinstance(given, gast.Call) and self._may_generate(given)
        if not is_made and not isinstance(given, gast.GeneratorExp):
            return node
        made = call_on(Ready(Primitive("list"), given), [given], [], given)
        return placed(gast.Call(node.func, [made], node.keywords), node)

    def _may_generate(self, node: Any) -> bool:
        """Return whether a call makes a generator, or is of a function of the user's."""
        known = self.static(node.func) if not isinstance(node.func, gast.Call) else None
        is_made = isinstance(known, Primitive) and known.op in {"map", "filter", *GENERATORS}
        is_class = isinstance(known, Captured) and is_users(known.handle)
        return is_made or is_class or isinstance(known, (Callee, Partial))

    def of_generator(self, op: str, generator: Any, node: Any) -> Expr:
        """Return what a call makes of a generator expression."""
        if op in ("any", "all"):
            return self.short_circuit(op == "any", generator, node)
        if op not in CONSUMERS:
            what = f"s2sad cannot differentiate `{self.text_of(generator)}`"
            raise self.refusal(Unsupported, what, generator, *GENERATOR)
        if op not in ("list", "tuple"):
            return Apply(op, (self.comprehension(generator),))
        items: Any = self.gathered(generator)
        if is_bundle(items) and op == "tuple":
            return self.bundle(tuple, self.items_of(items, node), node)  # type: ignore
        if op == "list":
            return items  # type: ignore[no-any-return]
        if not isinstance(items, Name):
            self.read_static(items, node)
        return Apply("tuple", (Apply("star", (items,)),))

    def given_one_by_one(self, value: Any) -> Any:
        """Return what is taken apart; of a generator, a display or a list of its items."""
        known = self.static(value.func) if isinstance(value, gast.Call) else None
        op = known.op if isinstance(known, Primitive) else ""
        if not isinstance(value, gast.GeneratorExp) and op not in {"map", "filter", *GENERATORS}:
            return value
        given = [] if op != "map" or value.keywords else value.args
        columns = [part.elts for part in given[1:] if is_plain_display(part)]
        if columns and len(columns) == len(given) - 1:
            function = Ready(self.given_function(given[0]), given[0])  # type: ignore[attr-defined]
            calls = [call_on(function, list(row), [], value) for row in zip(*columns)]
            return tuple_of(calls, value)
        return call_on(Ready(Primitive("list"), value), [value], [], value)

    def sum_from(self, node: Any) -> Expr:
        """Return `sum(e for ..., start)`: the start is the first item of what is summed."""
        generator, *rest = node.args
        rest += [k.value for k in node.keywords if k.arg == "start"]
        if len(rest) != 1 or len(node.args) + len(node.keywords) != 2:
            raise self.refusal(
                WrongCall, "`sum` takes what is summed and a start", node,
                "Python would raise a TypeError here.", "Write `sum(values, start)`.",
            )  # fmt: skip
        if not self.is_pure(rest[0]):
            what = f"s2sad cannot differentiate `{self.text_of(generator)}`"
            raise self.refusal(Unsupported, what, generator, *GENERATOR)
        return Apply("sum", (self.comprehension(generator, (self.operand(rest[0]),)),))

    def conversion(self, op: str, only: Any, node: Any) -> Expr:
        """Return `list(x)` or `tuple(x)`."""
        if not node.args and not node.keywords:
            return self.empty_list(node) if op == "list" else Apply(op, ())
        if only is None or isinstance(only, gast.Starred):
            what = f"`{op}` takes one argument"
            why = "Python would raise a TypeError here, or make something else of it."
            raise self.refusal(WrongCall, what, node, why, f"Write `{op}(values)`.")
        header = self.iterable(only)
        if listings_in(header):
            return self.copied_list(header, node)
        if isinstance(header, Generated):
            return self.of_generator(op, self.in_place_of(only, header), node)
        is_iterator = isinstance(header, Apply) and header.op in ONCE | {"range"}
        if is_iterator:
            items, item = self.temporary(Apply("list", ()), node), self.names.temporary()
            append = Apply("list.append", (items, Name(item)))
            with self.loop_block() as body:
                self.evaluate(append, node)
            self.emit(For, node, item, header, tuple(body))
            self.bound.add(item)
            return items if op == "list" else Apply(op, (Apply("star", (items,)),))
        return Apply(op, (Apply("star", (self.named(header, only),)),))

    def first_of(self, node: Any) -> Expr | None:
        """Return `next(e for …)`, `next(iter(l), default)`: the first item of what is made here.

        None of anything else: what has a name may have been consumed before.
        """
        given = node.args[0] if node.args else None
        source = self.run_through(given)
        is_made = source is not given or isinstance(source, (gast.GeneratorExp, gast.Call))
        if not is_made or node.keywords or len(node.args) > 2:
            return None
        item, found = (Ready(Name(self.names.fresh(n)), node) for n in ("item", "found"))
        rest = [placed(gast.Raise(placed(gast.Name(
            "StopIteration", gast.Load(), None, None), node), None), node)]  # fmt: skip
        if len(node.args) == 2:
            default = Ready(self.temporary(self.operand(node.args[1]), node), node)
            rest = [placed(gast.Assign([found], default, None), node)]
        taken = placed(gast.Assign([found], item, None), node)
        loop = loop_over(source, item, [taken, placed(gast.Break(), node)], node)
        loop.orelse = rest
        self.statements([loop])
        first: Expr = found.result
        return first

    def run_through(self, node: Any) -> Any:
        """Return what a loop over `iter(items)` runs through; of anything else itself."""
        is_call = isinstance(node, gast.Call) and len(node.args) == 1 and not node.keywords
        return node.args[0] if is_call and self.static(node.func) == Primitive("iter") else node

    def by_key(self, op: str, node: Any) -> Any:
        """Lower `sorted(l, key=f)`: the keys are a list that is made first."""
        if len(node.args) == 1 and not isinstance(node.args[0], gast.Starred):
            items: Any = self.operand_or_object(node.args[0])
            if isinstance(items, Listing):
                return self.key_of_objects(op, items, node)
            items = self.flat(items, node.args[0])
        else:
            display = gast.List(elts=node.args, ctx=gast.Load())
            items = self.operand(gast.copy_location(display, node))
        if not isinstance(items, Name):
            items = self.temporary(items, node)
        return Apply(op, (items,), self.keyed(Scope({" items": items.id}), node))

    def keyed(self, items: Scope, node: Any) -> tuple[tuple[str, Expr], ...]:
        """Return the keywords of a call with the list `[f(v) for v in items]` for `key=f`.

        `items` is the scope of the name ` items`.
        """
        outer, key = self.scope, key_of(node)
        items.parent, self.scope = outer, items
        item = gast.Name(" item", gast.Load(), None, None)
        called = gast.Call(func=key, args=[item], keywords=[])
        loop = gast.comprehension(
            target=gast.Name(" item", gast.Store(), None, None),
            iter=gast.Name(" items", gast.Load(), None, None), ifs=[], is_async=0,
        )  # fmt: skip
        keys = gast.copy_location(gast.ListComp(elt=called, generators=[loop]), node)
        for part in gast.walk(keys):
            if not hasattr(part, "lineno"):
                gast.copy_location(part, node)
        found: Expr = self.comprehension(gast.fix_missing_locations(keys))
        self.scope = outer
        others = [k for k in node.keywords if k.arg != "key"]
        return (("key", found), *[(str(k.arg), self.operand(k.value)) for k in others])


def _as_list(node: Any) -> Any:
    """Return a generator expression as the list of its items."""
    if not isinstance(node, gast.GeneratorExp):
        return node
    return placed(gast.ListComp(node.elt, node.generators), node)


def key_of(node: Any) -> Any:
    """Return the function that `key=` is; None if there is none."""
    found = [k.value for k in node.keywords if k.arg == "key"]
    return found[0] if found and not is_none(found[0]) else None


def _has_items(value: Any) -> bool:
    """Return whether a value is an object with an `__iter__` of its own."""
    return not is_bundle(value) and answers(value, "__iter__")
