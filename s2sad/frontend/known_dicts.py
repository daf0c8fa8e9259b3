"""Known dicts: dicts that are known by their keys, as objects are by their attributes.

    d = {"a": x}; e = d; e["a"] *= 2.0     ->      d_a = x; d_a *= 2.0
    c = defaultdict(float); c[k] += v      ->      c_a = 0.0; c_a += v      for the key "a"
"""

from __future__ import annotations

import collections
from typing import Any

import gast

from ..errors import Error, Unsupported
from ..ir.nodes import Apply, Const, Name, key_expr
from .classes import CLASS, DEFAULT, KEYS, Made, Pack, is_bundle
from .herds import Known, owner
from .known_loops import KnownLoops
from .ready import Ready
from .source import Source
from .values import Callee, Primitive


_READERS = {"list", "tuple", "set", "dict", "sum", "max", "min", "sorted", "len", "any", "all"}


class KnownDicts(KnownLoops):
    """Lowers what makes and changes dicts that are known by their keys."""

    # Making

    def mapping(self, cls: Any, node: Any) -> Made:
        """Return a new `defaultdict`, `OrderedDict` or `Counter`."""
        hint = self.take_hint() or "items"
        args = node.args
        if node.keywords or len(args) > (1 if cls is collections.defaultdict else 0):
            raise self._no_mapping(node)
        made = self.bundle(dict, {}, node, hint)
        self.heap[made][CLASS] = Known(cls)
        if cls is collections.Counter:
            self.heap[made][DEFAULT] = Known(Const(0))
        elif cls is collections.defaultdict and args:
            self.heap[made][DEFAULT] = Known(self._factory(args[0], node))
        return made

    def _factory(self, node: Any, around: Any) -> Any:
        """Return what `float`, `list` or a function of no arguments makes, when it is called."""
        called = self.static(node)
        op = called.op if isinstance(called, Primitive) else ""
        if op in ("float", "int"):
            return Const(0.0 if op == "float" else 0)
        if op in ("list", "dict") or isinstance(called, Callee):
            return called
        raise self._no_mapping(around)

    def _no_mapping(self, node: Any) -> Error:
        return self.refusal(
            Unsupported, f"s2sad cannot differentiate `{self.text_of(node)}`", node,
            "Which keys it has is known only at run time.",
            "Use a dict that has all its keys: `{key: 0.0 for key in names}`.",
        )  # fmt: skip

    def default_of(self, made: Made, key: Any, node: Any) -> Any:
        """Return the value that a `defaultdict` makes for a key that it does not have."""
        factory = self.slots_of(made, node)[DEFAULT].value
        value: Any = factory
        if isinstance(factory, Primitive):
            base = f"{made.base}_{key}"
            value = self.bundle(dict, {}, node, base) if factory.op == "dict" else (
                self.temporary(Apply("list", ()), node)
            )  # fmt: skip
        elif isinstance(factory, Callee):
            value = self.invoke_callee(factory, [], node)
        if made.type is dict and CLASS in self.slots_of(made, node):
            if self.slots_of(made, node)[CLASS].value is collections.Counter:
                return value  # it is not kept
        self._keep(made, key, value, node)
        return self.slots_of(made, node)[key]

    def _keep(self, made: Made, key: Any, value: Any, node: Any) -> None:
        keys = self.items_of(made, node)
        if key not in keys:
            self.set_slot(made, KEYS, Known((*keys, key)), node)
        self.put_in(made, key, value, node)

    def dict_apart(self, node: Any) -> Any:
        """Return what a call of `dict` makes as a bundle; None if its keys are not known."""
        hint = self.take_hint() or "items"
        given = {str(key.arg): key.value for key in node.keywords if key.arg}
        starred = any(isinstance(arg, gast.Starred) for arg in node.args)
        if len(given) < len(node.keywords) or starred or len(node.args) > 1:
            return None
        with self.holding() as held:
            table: dict[Any, Any] = {}
            if node.args:
                found = self._pairs_of(node.args[0])
                if found is None:
                    return None
                table = found
                held += table.values()
            values = self.results(list(given.values()))
            return self.bundle(dict, {**table, **dict(zip(given, values))}, node, hint)

    def _pairs_of(self, node: Any) -> dict[Any, Any] | None:
        known = self.static(node)
        if is_bundle(known) and known.type is dict:
            return self.items_of(known, node)
        if isinstance(node, gast.Call):
            trips = self.forced_trips(node)
            rows = [trip[0] for trip in trips or ()]
            pairs = all(isinstance(row, gast.Tuple) and len(row.elts) == 2 for row in rows)
            if trips is not None and pairs:
                keys = [self.constant_key(row.elts[0]) for row in rows]
                if None not in keys:
                    values = self.results([row.elts[1] for row in rows])
                    return {k.value: v for k, v in zip(keys, values) if k is not None}
        if isinstance(node, gast.Dict) and self.may_be_bundle(node):
            return self.items_of(self.bundle_display(node), node)
        return None

    def comprehended(self, node: Any) -> Any:
        """Return the dict that a comprehension makes as a bundle; None if its keys are unknown."""
        hint, clause = self.take_hint() or "items", node.generators[0]
        if len(node.generators) > 1 or clause.ifs or clause.is_async:
            return None
        trips = self.forced_trips(clause.iter)
        if trips is None:
            return None
        header = self.generated_by(trips, node, [])
        found: dict[Any, Any] = {}
        with self.holding() as held:

            def put() -> None:
                key = self.key_of(node.key, node)
                self.hint = f"{hint}_{key}"
                value = self.operand_or_object(node.value)
                self.hint = None
                is_own = isinstance(value, Name) and value.id.startswith("%")
                is_data = isinstance(value, (Name, Apply))
                found[key] = self.temporary(value, node) if is_data and not is_own else value
                held.append(found[key])

            first = gast.comprehension(clause.target, Ready(header, clause.iter), [], 0)
            self._loops([first], None, put)  # type: ignore[attr-defined]
            return self.bundle(dict, found, node, hint)

    # Questions and changes

    def key_in_bundle(self, node: Any) -> bool | None:
        """Return what `k in d` is; None if only the run knows."""
        if not isinstance(node.ops[0], (gast.In, gast.NotIn)):
            return None
        made, key = self.object_of(node.comparators[0]), self.constant_key(node.left)
        if not is_bundle(made) or made.type is not dict or key is None:
            return None
        return (key.value in self.items_of(made, node)) == isinstance(node.ops[0], gast.In)

    def method_of_dict(
        self, made: Made, name: str, args: list[Any], given: dict[str, Any], node: Any
    ) -> Any:
        """Return the value of a method of a dict of objects; None if it is not known."""
        items = self.items_of(made, node)
        if name in ("keys", "values", "items") and not args and not given:
            listed = {"keys": list(map(key_expr, items)), "values": list(items.values())}
            pairs = [Pack((key_expr(key), value)) for key, value in items.items()]
            view = self.bundle(tuple, dict(enumerate(listed.get(name, pairs))), node)
            if not self._is_read_at_once(node):
                self.escaped.add(owner(made))
            return view
        if name == "update" and len(args) < 2:
            return self._updated(made, args, given, node)
        if name in ("clear", "popitem") and not args and not given:
            return self._emptied(made, name, items, node)
        if name not in ("get", "setdefault", "pop") or given or len(args) not in (1, 2):
            return None
        key = self.key_of(args[0], node)
        default = self.operand_or_object(args[1]) if len(args) == 2 else Const(None)
        if name == "setdefault":
            if key not in items:
                self._keep(made, key, default, node)
            return self.slots_of(made, node)[key]
        if name == "get" or key not in items and len(args) == 2:
            return items.get(key, default)
        if key not in items:
            raise self.no_such_key(items, node)
        return self._taken_from(made, key, node)

    def _is_read_at_once(self, view: Any) -> bool:
        """Return whether a view of a dict is read where it stands, and then nobody has it."""
        source = self.frame.definition.source
        return isinstance(source, Source) and any(
            view is part for node in gast.walk(source.node) for part in _read_at_once_by(node)
        )

    def _updated(self, made: Made, args: list[Any], given: dict[str, Any], node: Any) -> Any:
        with self.holding() as held:
            table = self._pairs_of(args[0]) if args else {}
            if table is None:
                return None
            held += table.values()
            table = {**table, **dict(zip(given, self.results(list(given.values()))))}
            moved = {k: self.temporary(v, node) if isinstance(v, Name) else v
                     for k, v in table.items()}  # fmt: skip
            for key, value in moved.items():
                self._keep(made, key, value, node)
        return Const(None)

    def _emptied(self, made: Made, name: str, items: dict[Any, Any], node: Any) -> Any:
        if name == "popitem" and items:
            last = list(items)[-1]
            return Pack((Const(last), self._taken_from(made, last, node)))
        if name == "popitem":
            return None
        for key in items:
            self._taken_from(made, key, node)
        return Const(None)

    def _taken_from(self, made: Made, key: Any, node: Any) -> Any:
        value = self.slots_of(made, node)[key]
        if isinstance(value, (Name, Apply)):
            value = self.temporary(value, node)
        rest = tuple([k for k in self.items_of(made, node) if k != key])
        self.set_slot(made, KEYS, Known(rest), node)
        del self.heap[made][key]
        return value

    def deleted_from(self, made: Made, target: Any) -> None:
        """Lower `del d[k]` and `del parts[0]`."""
        key = self.key_of(target.slice, target)
        items = self.items_of(made, target)
        if made.type is dict and key in items:
            self._taken_from(made, key, target)
        elif made.type is list and -len(items) <= key < len(items):
            values = list(items.values())
            del values[key]
            self.replace_items(made, values, target)
        else:
            raise self.no_such_key(items, target)


def _read_at_once_by(node: Any) -> list[Any]:
    """Return the parts of a node that it runs through itself, all of each."""
    match node:
        case gast.Call(func=gast.Name(id=name), args=args) if name in _READERS:
            return list(args)
        case gast.Starred(value=part) | gast.comprehension(iter=part):
            return [part]
        case gast.Assign(targets=[gast.Tuple() | gast.List()], value=part):
            return [part]
        case gast.Compare(comparators=parts):
            return list(parts)
    return []
