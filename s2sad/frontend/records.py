"""Records: dicts, named tuples and dataclasses that a function makes, and stores into them.

    {"w": w, **p}             ->  dict.merge({'w': w}, p)
    {k: f(v) for k, v in d}   ->  %1 = {}; for … in d: dict.put(%1, k, %2)
    Point(x, y=1.0)           ->  record(Form('object', ('x', 'y'), Point), x, 1.0)
    p.x = v; p.x += v         ->  record.set(p, 'x', v)
"""

from __future__ import annotations

import collections
from typing import Any

import gast

from ..errors import Unsupported, WrongCall
from ..ir.kinds import Form
from ..ir.nodes import Apply, Const, Expr, Name, Store
from .classes import MAPPINGS, Made, Unsure, fields_of
from .instances import Instance
from .lowering import Lowering
from .scope import rebound_by
from .values import Captured, Missing


class Records(Lowering):
    """Lowers what makes and changes records."""

    def dict_display(self, node: Any) -> Expr:
        """Return a dict display whose keys are constants; `**p` merges another one."""
        if any(key is not None and self.constant_key(key) is None for key in node.keys):
            return self._filled(node)
        with self.escape():
            values = self.in_order(node.values, self.operand)
        if None not in node.keys:
            keys = [self.constant_key(key) or Const(None) for key in node.keys]
            return Apply("dict", tuple([p for pair in zip(keys, values) for p in pair]))
        parts: list[Expr] = []
        for key, value in zip(node.keys, values):
            pair = (self.constant_key(key) or Const(None), value)
            parts.append(value if key is None else Apply("dict", pair))
        return Apply("dict.merge", tuple(parts))

    def _filled(self, node: Any) -> Expr:
        """Return a dict that is filled under keys which only trips of a loop may tell."""
        made = self.temporary(Apply("dict", ()), node)
        for key, value in zip(node.keys, node.values):
            if key is None:
                with self.escape():
                    merged = Apply("dict.merge", (made, self.operand(value)))
                made = self.temporary(merged, node)
                continue
            name = self.hold(self.text(key), self.rebound([value]), node)
            with self.escape():
                self.evaluate(Apply("dict.put", (made, name, self.operand(value))), node)
        return made

    def dict_call(self, node: Any) -> Expr:
        """Return `dict(p, a=1.0)`."""
        pairs_node = _of_pairs(node)
        if pairs_node is not None:
            return self.value(pairs_node)
        args, keywords = self.expanded(node)
        if len(args) > 1:
            raise self.refusal(WrongCall, "`dict` takes one argument", node, "Python would raise.")
        with self.escape():
            exprs = self.in_order([*args, *[value for _, value in keywords]], self.operand)
        pairs = zip([Const(name) for name, _ in keywords], exprs[len(args) :])
        given = Apply("dict", tuple([part for pair in pairs for part in pair]))
        return Apply("dict.merge", (*exprs[: len(args)], given))

    def dict_comprehension(self, node: Any) -> Name:
        """Return a new dict that is filled in a loop, whose trips are known."""
        made = self.temporary(Apply("dict", ()), node)

        def put() -> None:
            key = self.text(node.key)
            self.evaluate(Apply("dict.put", (made, key, self.operand(node.value))), node)

        self._check(node)  # type: ignore[attr-defined]
        self._loops(node.generators, None, put)  # type: ignore[attr-defined]
        return made

    # -- constructors ------------------------------------------------------------------------------

    def constructed(self, callee: Captured, node: Any) -> Any:
        """Return a named tuple or dataclass that a call makes; None if it is another class."""
        if callee.handle in MAPPINGS and not (node.args and callee.handle is collections.Counter):
            if self.dicts_apart:
                return self.mapping(callee.handle, node)
            error = self.refusal(
                Unsupported, f"s2sad cannot differentiate `{self.text_of(node)}`", node,
                "Which keys it has is known only at run time.",
                "Use a dict that has all its keys: `{key: 0.0 for key in names}`.",
            )  # fmt: skip
            error.is_of_dicts = True
            raise error
        if callee.handle == dict.fromkeys:
            return self._from_keys(node)
        fields = fields_of(callee.handle)
        if fields is None:
            return None
        what = "named" if issubclass(callee.handle, tuple) else "object"
        form = Form(what, tuple(fields), callee.handle)
        is_open = any(isinstance(value, Const) for value in fields.values())
        args, keywords = self.expanded(node, None if is_open else len(fields) - len(node.keywords))
        nodes = [*args, *[value for _, value in keywords]]
        with self.escape():
            exprs = self.in_order(nodes, self.operand)
        given = dict(zip(fields, exprs[: len(args)]))
        given.update(zip([name for name, _ in keywords], exprs[len(args) :]))
        defaults = {name: value for name, value in fields.items() if isinstance(value, Const)}
        fits = len(args) <= len(fields) and set(given) <= set(fields) <= {*given, *defaults}
        if not fits or len(given) != len(nodes):
            raise self.refusal(
                WrongCall, f"s2sad cannot read `{self.text_of(node)}`", node,
                f"`{callee.handle.__name__}` has the fields {', '.join(fields)}.",
                "Give each field that has no constant default.",
            )  # fmt: skip
        items = [given.get(name, defaults.get(name, Const(None))) for name in fields]
        return Apply("record", (Const(form), *items))

    def _from_keys(self, node: Any) -> Expr | None:
        """Return `dict.fromkeys(names, value)` as a comprehension; None if it is called oddly."""
        plain = [arg for arg in node.args if isinstance(arg, (gast.Name, gast.Constant))]
        if node.keywords or len(node.args) != 2 or plain[-1:] != node.args[1:]:
            return None
        store, load = (gast.Name("key", c, None, None) for c in (gast.Store(), gast.Load()))
        each = gast.comprehension(store, node.args[0], [], False)
        made = gast.DictComp(load, node.args[1], [each])
        return self.value(gast.fix_missing_locations(gast.copy_location(made, node)))

    # -- stores ------------------------------------------------------------------------------------

    def store_attribute(self, target: Any, value: Expr) -> None:
        """Lower `p.x = value`."""
        self.check_exchange(self.object_of(target.value), (("attr", target.attr),), target)
        base = self._record(target)
        if isinstance(base, Made):
            self.store(base, target, value)  # type: ignore[attr-defined]
            return
        self.evaluate(Apply("record.set", (base, Const(target.attr), value)), target)

    def attribute_in_place(self, target: Any, value: Expr, before: list[Any], op: str) -> None:
        """Lower `p.x op= value`: what p.x is is changed, and stored."""
        base = self._record(target)
        assert isinstance(base, Name)
        old = self.temporary(Apply("attr", (base, Const(target.attr))), target)
        self.block += before
        self.emit(Store, target, old.id, None, value, op)
        self.evaluate(Apply("record.set", (base, Const(target.attr), old)), target)

    def _record(self, target: Any) -> Name | Made:
        known = self.object_of(target.value)
        if isinstance(known, Made):
            return known
        if isinstance(known, (Missing, Unsure)):
            self.read_static(known, target)
        if known is not None and not isinstance(known, Instance):
            raise self._attribute_refusal(target)  # type: ignore[attr-defined]
        if rebound_by([target.value]):
            raise self._attribute_refusal(target)  # type: ignore[attr-defined]
        base = self.operand_or_object(target.value)  # type: ignore[attr-defined]
        if isinstance(base, Made):
            return base
        base = self.flat(base, target.value)
        if not isinstance(base, Name):
            raise self._attribute_refusal(target)  # type: ignore[attr-defined]
        return base


def _of_pairs(node: Any) -> Any:
    """Return `dict(zip(names, values))` and the like as a comprehension; None of anything else."""
    only = node.args[0] if len(node.args) == 1 and not node.keywords else None
    if isinstance(only, (gast.GeneratorExp, gast.ListComp)) and _is_pair(only.elt):
        made = gast.DictComp(*only.elt.elts, only.generators)
    elif isinstance(only, (gast.List, gast.Tuple)) and all(map(_is_pair, only.elts)):
        made = gast.Dict([p.elts[0] for p in only.elts], [p.elts[1] for p in only.elts])
    elif isinstance(only, gast.Call) and getattr(only.func, "id", "") in ("zip", "enumerate"):
        key, value = (gast.Name(n, gast.Store(), None, None) for n in ("key", "value"))
        target = gast.Tuple([key, value], gast.Store())
        loads = [gast.Name(n, gast.Load(), None, None) for n in ("key", "value")]
        made = gast.DictComp(*loads, [gast.comprehension(target, only, [], False)])
    else:
        return None
    return gast.fix_missing_locations(gast.copy_location(made, node))


def _is_pair(node: Any) -> bool:
    return isinstance(node, (gast.Tuple, gast.List)) and len(node.elts) == 2
