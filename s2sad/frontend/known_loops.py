"""Known loops: a loop over a bundle is the body once for each of its items.

    for p in (a, b): p.x += 1       ->      a_x += 1; b_x += 1

It is read as a generator that yields the items one after the other: what takes them, a loop, a
comprehension, `sum`, takes them as from any generator.
"""

from __future__ import annotations

from typing import Any

import gast

from ..errors import Unsupported
from ..ir.nodes import Apply, Const, Name, key_expr
from .bundles import Bundles
from .classes import Made, is_bundle, is_object
from .herds import ONE_BY_ONE
from .instances import Instance
from .ready import Ready, item_of, placed, tuple_of
from .scope import Scope
from .values import NONE, Captured, Generated, Literal, Primitive

MOST = 64  # trips of a loop that is written out
_VIEWS: dict[Any, tuple[str, ...]] = {
    dict: ("", "keys", "values", "items"), tuple: ("",), list: ("",),
}  # fmt: skip
Trip = tuple[Any, Any]  # what the loop is given, and the test whether there is such a trip


class KnownLoops(Bundles):
    """Lowers headers of loops over bundles."""

    def known_loop(self, node: Any) -> Generated | None:
        """Return the items of a header that runs through a bundle, as a generator."""
        trips = self._trips(node)
        if trips is None:
            return None
        return self.generated_by(trips, node, self._bundles_in(node))

    def loop_over_bundle(self, made: Made, node: Any) -> Generated:
        """Return the items of a bundle as a generator."""
        return self.generated_by(self._of_bundle(made, node), node, [made])

    def generated_by(self, trips: list[Trip], node: Any, over: list[Made]) -> Generated:
        body = []
        for value, test in trips:
            statement = placed(gast.Expr(placed(gast.Yield(value), node)), node)
            is_sure = test is None
            body.append(statement if is_sure else placed(gast.If(test, [statement], []), node))
        frame, scope = self.frame, Scope({}, self.scope)
        self.scopes.append(scope)
        found = Generated(body, frame.definition, frame.source, scope, list(self.trips))
        is_whole = all(test is None for _, test in trips)
        found.over, found.is_whole = over, is_whole
        return found

    def _trips(self, node: Any) -> list[Trip] | None:
        known = self.static(node)
        if is_bundle(known):
            return self._of_bundle(known, node)
        if type(known) is Captured or type(node) is gast.Call and not node.args:
            functions = self._functions_outside(node)
            if functions is not None:
                return functions
        if self.forcing:
            constants = self._constants(node)
            if constants is not None:
                return [(_constant(key, node), None) for key in constants]
        elif self.wanted.get(self.place_in_text(node)) == ONE_BY_ONE:
            return self.forced_trips(node)
        if isinstance(node, (gast.List, gast.Tuple)) and any(map(self._is_known, node.elts)):
            values = self.results(node.elts)
            return [(Ready(value, part), None) for value, part in zip(values, node.elts)]
        if isinstance(node, gast.Subscript) and isinstance(node.slice, gast.Slice):
            whole = self.static(node.value)
            return self._of_bundle(self.member_of_bundle(whole, node), node) if (
                is_bundle(whole)
            ) else None  # fmt: skip
        if not isinstance(node, gast.Call) or not self._is_over_known(node):
            return None
        if isinstance(node.func, gast.Attribute):
            made = self.static(node.func.value)
            is_view = node.func.attr in ("keys", "values", "items") and not node.args
            return self._of_view(made, node) if is_bundle(made) and is_view else None
        callee = self.static(node.func)
        op = callee.op if isinstance(callee, Primitive) else ""
        if op in ("list", "tuple") and len(node.args) == 1 and not node.keywords:
            return self._trips(node.args[0])
        if op == "reversed" and len(node.args) == 1:
            inner = self._trips(node.args[0])
            return None if inner is None else inner[::-1]
        if op == "enumerate" and not node.keywords and len(node.args) in (1, 2):
            return self._counted_trips(node)
        if op == "range" and len(node.args) == 1:
            return self._numbers(node)
        if op == "sorted" and len(node.args) == 1 and not node.keywords:
            return self._sorted_trips(node)
        return self._zipped_trips(node) if op == "zip" and not node.keywords else None

    def forced_trips(self, node: Any) -> list[Trip] | None:
        """Return the trips of a header, those over constants and beside them too."""
        outer, self.forcing = self.forcing, True
        try:
            return self._trips(node)
        finally:
            self.forcing = outer

    def forced_loop(self, node: Any) -> Generated | None:
        """Return the items of a header over constants as a generator; None of any other."""
        trips = self.forced_trips(node)
        return None if trips is None else self.generated_by(trips, node, [])

    def _is_over_known(self, node: Any) -> bool:
        """Return whether a call of `zip` and the like has a bundle, or functions, in it."""
        displays = [arg for arg in node.args if isinstance(arg, (gast.List, gast.Tuple))]
        functions = any(self._is_known(part) for display in displays for part in display.elts)
        functions = functions or any(self._functions_outside(arg) for arg in node.args)
        return self.forcing or functions or bool(self._bundles_in(node))

    def _is_known(self, node: Any) -> bool:
        """Return whether a node is a function, an object in an argument, or None for one."""
        known = self.static(node)
        is_given = isinstance(known, Instance) and is_object(known) or known == NONE
        return is_given or self.is_function(node)

    def _functions_outside(self, node: Any) -> list[Trip] | None:
        """Return the trips over functions that a tuple, list or dict outside holds."""
        view = ""
        if isinstance(node, gast.Call) and isinstance(node.func, gast.Attribute) and not node.args:
            node, view = node.func.value, node.func.attr
        known = self.static(node) if isinstance(node, (gast.Name, gast.Attribute)) else None
        held = known.handle if isinstance(known, Captured) else None
        views = _VIEWS.get(type(held), ())
        if held is None or view not in views or not 0 < len(held) <= MOST:
            return None
        keys = list(held) if type(held) is dict else list(range(len(held)))
        resolver = self.frame.definition.resolver
        values = [resolver.item(known, key) for key in keys]
        if any(value is None for value in values):
            return None
        resolver.rely_on(known)  # type: ignore[attr-defined]
        items = [Ready(value, node) for value in values]
        if type(held) is not dict or view == "values":
            return [(item, None) for item in items]
        names = [_constant(key, node) for key in keys]
        pairs = [tuple_of([name, item], node) for name, item in zip(names, items)]
        return [(item, None) for item in (pairs if view == "items" else names)]

    def _bundles_in(self, node: Any) -> list[Made]:
        named = (gast.Name, gast.Attribute, gast.Subscript, Ready)
        known = [self.static(part) for part in gast.walk(node) if isinstance(part, named)]
        return [found for found in known if is_bundle(found)]

    def _of_bundle(self, made: Made, node: Any) -> list[Trip]:
        keys = self.items_of(made, node)
        if made.type is dict:
            return [(_constant(key, node), None) for key in keys]
        return [(item_of(Ready(made, node), key, node), None) for key in keys]

    def _of_view(self, made: Made, node: Any) -> list[Trip]:
        own = self.items_of(made, node)
        keys = [_constant(key, node) for key in own]
        items = [item_of(Ready(made, node), key, node) for key in own]
        pairs = [tuple_of([key, item], node) for key, item in zip(keys, items)]
        found = {"keys": keys, "values": items, "items": pairs}[node.func.attr]
        return [(item, None) for item in found]

    def _counted_trips(self, node: Any) -> list[Trip] | None:
        inner = self._trips(node.args[0])
        start = self.constant_key(node.args[1]) if len(node.args) == 2 else Const(0)
        if inner is None or start is None:
            return None
        return [
            (tuple_of([_constant(start.value + k, node), item], node), test)
            for k, (item, test) in enumerate(inner)
        ]

    def _numbers(self, node: Any) -> list[Trip] | None:
        only = node.args[0]
        is_length = isinstance(only, gast.Call) and len(only.args) == 1
        if not is_length or self.static(only.func) != Primitive("len"):
            return None
        made = self.static(only.args[0])
        if not is_bundle(made):
            return None
        return [(_constant(k, node), None) for k in range(len(self.items_of(made, node)))]

    def _sorted_trips(self, node: Any) -> list[Trip] | None:
        made = self.static(node.args[0])
        keys = list(self.items_of(made, node)) if is_bundle(made) and made.type is dict else []
        if not keys or not all(type(key) is str for key in keys):
            return None
        return [(_constant(key, node), None) for key in sorted(keys)]

    def _zipped_trips(self, node: Any) -> list[Trip] | None:
        columns = [self._trips(arg) for arg in node.args]
        counts = [len(column) for column in columns if column is not None]
        if not counts:
            return None
        tests: list[list[Any]] = [[] for _ in range(min(counts))]
        for place, (arg, column) in enumerate(zip(node.args, columns)):
            if column is None:
                columns[place] = self._of_data(arg, tests, node)
        rows = []
        for k, more in enumerate(tests):
            parts = [column[k] for column in columns if column is not None]
            more += [test for _, test in parts if test is not None]
            test = more[0] if len(more) == 1 else placed(gast.BoolOp(gast.And(), more), node)
            rows.append((tuple_of([item for item, _ in parts], node), test if more else None))
        return rows

    def _of_data(self, arg: Any, tests: list[list[Any]], node: Any) -> list[Trip]:
        """Return the items of data beside a bundle, as far as there are."""
        if isinstance(arg, (gast.List, gast.Tuple)) and not any(
            isinstance(part, gast.Starred) for part in arg.elts
        ):
            del tests[len(arg.elts) :]
            values = self.results(arg.elts)
            return [(Ready(value, part), None) for value, part in zip(values, arg.elts)]
        header = self.iterable(arg)
        if not isinstance(header, Name):
            raise self.refusal(
                Unsupported, "s2sad cannot zip a list of objects with this", node,
                "The objects are known one by one.", "Zip it with a list or an array.",
            )  # fmt: skip
        data = Ready(self.hold(header, {header.id}, arg), arg)
        trips = []
        if self.forcing:
            self.evaluate(Apply("operand", (data.result, Const(len(tests)))), node)
            return [(item_of(data, k, node), None) for k in range(len(tests))]
        for k, test in enumerate(tests):
            is_there = Apply("gt", (Apply("len", (data.result,)), Const(k)))
            test.append(Ready(is_there, node))
            trips.append((item_of(data, k, node), None))
        return trips

    # Constants that a trip binds

    def note_constant_loop(self, target: Any, header: Any) -> None:
        """Note that a name is bound by a loop over constants."""
        if not self._has_constants(header):
            return
        for part in gast.walk(target):
            owner = self.scope.owner_of(part.id) if isinstance(part, gast.Name) else None
            if owner is not None and part.id in owner.internal:
                self.constant_loops[owner.internal[part.id]] = self.place_in_text(header)

    def surely_runs(self, node: Any) -> bool:
        """Return whether a loop has a first trip."""
        return isinstance(node, gast.For) and bool(self._constants(node.iter))

    def _has_constants(self, header: Any) -> bool:
        if self._constants(header):
            return True
        parts = header.args if isinstance(header, gast.Call) else []
        return any(map(self._has_constants, parts))

    def _constants(self, node: Any) -> tuple[Any, ...] | None:
        """Return what a header runs through, if these are constants of a number that is small."""
        texts = self.known_texts(node)
        if texts:
            return texts
        if isinstance(node, (gast.Tuple, gast.List)):
            keys = [self.constant_key(part) for part in node.elts]
            found = [key.value for key in keys if key is not None]
            return tuple(found) if len(found) == len(keys) <= MOST else None
        called = self.static(node.func) if isinstance(node, gast.Call) else None
        if not isinstance(called, Primitive) or called.op != "range" or node.keywords:
            return None
        bounds = [self.constant_key(arg) for arg in node.args]
        ends = [end.value for end in bounds if end is not None and type(end.value) is int]
        whole = len(ends) == len(bounds) in (1, 2, 3) and 0 not in ends[2:]
        return tuple(range(*ends)) if whole and len(range(*ends)) <= MOST else None

    def note_constants(self, target: Any, value: Any) -> None:
        """Note that targets have the constants of this trip, as long as nothing binds them anew."""
        if isinstance(target, (gast.Tuple, gast.List)) and isinstance(value, gast.Tuple):
            for part, item in zip(target.elts, value.elts):
                self.note_constants(part, item)
        is_constant = isinstance(value, Ready) and isinstance(value.result, Const)
        if not isinstance(target, gast.Name) or not is_constant:
            return
        is_inner = self.scope is not self.frame.scope and target.id in self.scope.internal
        scope = self.scope if is_inner else self.frame.scope
        if scope.internal.get(target.id) not in self.shared:
            scope.statics[target.id] = Literal(value.result)


def _constant(key: Any, node: Any) -> Ready:
    return Ready(key_expr(key), node)
