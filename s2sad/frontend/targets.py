"""Targets: assignment to names, to subscripts, and to tuples of targets, starred ones included.

A `shape` tells that a value is known to be a tuple of as many items as the shape has; otherwise
the number of items is asserted before they are taken.
"""

from __future__ import annotations

from typing import Any

import gast

from ..errors import Error, Unsupported, WrongCall
from ..ir.nodes import Apply, Assert, Const, Expr, Move, Name, Store
from ..ir.walk import names_in
from .classes import (
    Made, Pack, Perhaps, Unsure, answers, is_bundle, is_named, is_not_implemented, is_object,
)  # fmt: skip
from .flat import flat_place, is_flat
from .herds import Herd, Item, Listing
from .instances import Instance
from .language import OUTER
from .lowering import Lowering, is_function
from .ready import Ready, call_on
from .retarget import retarget
from .values import NONE, Captured, Literal, Primitive

_MAKES = (gast.Call, gast.BinOp, gast.List, gast.ListComp, gast.IfExp, gast.Tuple, gast.Dict)
Shape = Any  # None, or a tuple of shapes


class Targets(Lowering):
    """Lowers assignment of every form."""

    def bind_name(self, name: str, node: Any) -> str:
        owner = self.frame.scope
        if name in self.scope.internal:  # the variable of a comprehension is its own
            owner = self.scope
        owner.statics.pop(name, None)
        internal = owner.internal.get(name, "")
        self.assumed.discard(internal)
        self.numbers.discard(internal)
        if name in owner.globals:
            raise self.refusal(
                Unsupported, f"s2sad cannot differentiate a write to `{name}`", node, *OUTER
            )
        return owner.internal[name]

    def know(self, name: str, value: Any, node: Any) -> None:
        """Note that a name stands for a function, or something else that is known."""
        internal = self.bind_name(name, node)
        if internal in self.shared:
            what = "object" if isinstance(value, Made) else "function"
            raise self.refusal(
                Unsupported, f"s2sad cannot tell which {what} `{name}` is", node,
                "A function inside writes it (`nonlocal`).", f"Bind the {what} to another name.",
            )  # fmt: skip
        if isinstance(value, (Item, Listing)):
            value = self.own_number(internal, value, node)
        if isinstance(value, Perhaps):
            value = self.own_listed(internal, value, node)
        is_inner = self.scope is not self.frame.scope and name in self.scope.internal
        (self.scope if is_inner else self.frame.scope).statics[name] = value

    def know_instance(self, name: str, value: Instance, node: Any) -> None:
        """Bind a name to a part of an argument, whose class stays known."""
        expr = self.read_static(value, node)
        internal = self.bind_name(name, node)
        self.set_name(internal, expr, node)
        is_inner = self.scope is not self.frame.scope and name in self.scope.internal
        scope = self.scope if is_inner else self.frame.scope
        if internal not in self.shared:
            scope.statics[name] = Instance(internal, (), value.shape)

    def assign_name(self, name: str, node: Any) -> None:
        """Lower `name = node`; the name of a function is only noted."""
        known = self.static(node)
        mark = len(self.block)
        result: Any = known
        if is_named(known):
            result = known
        elif isinstance(known, Instance) and is_object(known):
            result = known if self.is_bound_once(name) else self.as_made(known, name, node)
        elif not is_function(known):
            self.hint = name if isinstance(node, _MAKES) else None
            result = self.result(node)
            self.hint = None
        if isinstance(result, Pack):
            result = self.bundled(result, node)
        if isinstance(result, Instance):
            self.know_instance(name, result, node)
            return
        if isinstance(result, Perhaps):
            result = self.perhaps_named(name, result, node)
        if isinstance(result, (Captured, Unsure, Literal)) and not is_not_implemented(result):
            result = self.read_static(result, node)
        if isinstance(result, (Name, Const, Apply)):
            internal = self.bind_name(name, node)
            if isinstance(result, Apply) and result.op == "range":
                result = self.kept_range(name, internal, result, node)  # type: ignore[attr-defined]
            self.bind(internal, self.flat(result, node), mark, node)
            self.note_length(name, result)
            self.note_none(name, result)
        else:
            self.know(name, result, node)

    def assign_target(self, target: Any, expr: Expr, shape: Shape = None) -> None:
        if isinstance(shape, Herd):
            self.bind_item(target, expr, shape)
            return
        match target:
            case gast.Name():
                internal = self.bind_name(target.id, target)
                if expr != Name(internal):
                    self.set_name(internal, expr, target)
                self.note_none(target.id, expr)
            case gast.Tuple() | gast.List():
                self._unpack(target, expr, shape)
            case gast.Subscript() if is_flat(self, target):
                self.evaluate(Apply("flat.store", (*flat_place(self, target), expr)), target)
            case gast.Subscript() if answers(self.static(target.value), "__setitem__"):
                self.set_item(self.static(target.value), target, expr)  # type: ignore[attr-defined]
            case gast.Subscript() if is_bundle(made := self.static(target.value)):
                self.set_in_bundle(made, target, expr)
            case gast.Subscript() if isinstance(target.value, gast.Subscript) and (
                self.may_be_object(target.value)
            ):
                owner = Ready(self.operand_or_object(target.value), target.value)
                known = gast.Subscript(owner, target.slice, target.ctx)
                self.assign_target(gast.copy_location(known, target), expr)
            case gast.Subscript():
                if self.has_shapes:
                    self._check_place(target)
                base, index = self.place_of(target, [])
                self.emit(Store, target, base, index, expr)
            case Ready():
                self.set_name(target.result.id, expr, target)
            case gast.Attribute():
                self.store_attribute(target, self.named(expr, target))
            case _:
                raise TypeError(f"not a target: {target!r}")

    def _attribute_refusal(self, target: Any) -> Error:
        text = self.text_of(target)
        return self.refusal(
            Unsupported, f"s2sad cannot differentiate a store into `{text}`", target,
            "An attribute would keep its new value after the call.",
            "Use a local variable, and return it.",
        )  # fmt: skip

    def _check_place(self, target: Any) -> None:
        """Refuse to exchange an object in a dict of an argument that has other names."""
        key = self.constant_key(target.slice)
        known = self.static(target.value)
        self.check_exchange(known, () if key is None else (("getitem", key.value),), target)

    def place_of(self, target: Any, later: list[Any]) -> tuple[str, Expr]:
        """Return base name and index of a subscript target; the base is evaluated first."""
        base = self.operand(target.value)
        rebound = self.rebound([target.slice, *later])
        base = self.hold(base, rebound, target)
        if not isinstance(base, Name):
            base = self.temporary(base, target)
        return base.id, self.known_text(target.slice) or self.text(target.slice)

    # Several targets

    def _unpack(self, target: Any, expr: Expr, shape: Shape) -> None:
        parts = target.elts
        if isinstance(expr, Apply) and expr.op in ("tuple", "list"):
            if not any(map(_is_star, expr.args)):
                self._distribute(target, list(expr.args))
                return
            expr = self.named(expr, target)
        expr = self.hold(expr, self.internal_names(_all_names([target])), target)
        starred = [i for i, part in enumerate(parts) if isinstance(part, gast.Starred)]
        if shape is None or len(shape) != len(parts) or starred:
            self.assert_length(expr, len(parts), bool(starred), target)
            shape = (None,) * len(parts)
        values = [_item(expr, i, len(parts), starred) for i in range(len(parts))]
        bare = [part.value if isinstance(part, gast.Starred) else part for part in parts]
        if any(isinstance(part, gast.Subscript) for part in gast.walk(target)):
            values = [self.temporary(value, part) for value, part in zip(values, bare)]
        for part, value, inner in zip(parts, values, shape):
            if isinstance(part, gast.Starred):
                rest = self.named(value, part)
                self.assign_target(part.value, Apply("list", (Apply("star", (rest,)),)))
            else:
                is_nested = not isinstance(part, gast.Name)
                self.assign_target(part, self.named(value, part) if is_nested else value, inner)

    def assert_length(self, expr: Expr, count: int, at_least: bool, node: Any) -> None:
        count -= at_least
        test = Apply("ge" if at_least else "eq", (Apply("len", (expr,)), Const(count)))
        message = f"expected {'at least ' if at_least else ''}{count} values to unpack"
        self.emit(Assert, node, test, Const(message))

    def _distribute(self, target: Any, items: list[Expr]) -> None:
        """Assign items that are at hand, as if all had been read before the first assignment."""
        parts = target.elts
        starred = [i for i, part in enumerate(parts) if isinstance(part, gast.Starred)]
        if starred:
            first, after = starred[0], len(parts) - starred[0] - 1
            end = max(len(items) - after, first)
            rest = Apply("list", tuple([self.named(item, target) for item in items[first:end]]))
            items = [*items[:first], self.temporary(rest, target), *items[end:]]
            parts = [part.value if isinstance(part, gast.Starred) else part for part in parts]
        if len(parts) != len(items):
            raise self.refusal(
                WrongCall, f"{len(items)} values for {len(parts)} targets", target,
                "Python would raise a ValueError here.",
                "Give as many targets as there are values.",
            )  # fmt: skip
        self.assign_all(parts, items, target)

    def assign_all(self, targets: list[Any], exprs: list[Expr], node: Any) -> None:
        """Assign expressions to targets, none of which is to see an earlier assignment."""
        names = [t.id for t in targets if isinstance(t, gast.Name)]
        internal = [self.frame.scope.internal.get(name, name) for name in names]
        is_plain = len(names) == len(targets) == len(set(names)) and self.scope is self.frame.scope
        reads = [set(names_in(expr)) for expr in exprs]
        conflict = any(n in later for i, n in enumerate(internal) for later in reads[i + 1 :])
        if is_plain and conflict and all(not _is_display(expr) for expr in exprs):
            self._move(names, exprs, node)
            return
        if conflict or not is_plain:
            changed = self.internal_names(_all_names(targets)) | self.rebound(targets)
            changed |= {*internal, *self.slot_names.values()}
            exprs = [self.hold(expr, changed, node) for expr in exprs]
        for target, expr in zip(targets, exprs):
            is_nested = isinstance(target, (gast.Tuple, gast.List))
            self.assign_target(target, expr if is_nested else self.named(expr, node))

    def _move(self, names: list[str], exprs: list[Expr], node: Any) -> None:
        targets = [self.bind_name(name, node) for name in names]
        pairs = list(zip(targets, exprs))
        moved = [(t, e.id) for t, e in pairs if isinstance(e, Name) and e.id != t]
        if len(moved) == 1:
            self.set_name(moved[0][0], Name(moved[0][1]), node)
        elif moved:
            self.emit(Move, node, tuple([t for t, _ in moved]), tuple([s for _, s in moved]))
            self.bound.update(targets)
        for target, expr in pairs:
            if not isinstance(expr, Name):
                self.set_name(target, expr, node)

    # Statements

    def assign(self, node: Any) -> None:
        """Lower `targets = value`, or several targets from left to right."""
        first, *more = node.targets
        branch = self.as_branch(node)
        branch = branch or self.function_in_branches(node)
        if branch is not None:
            self.statements([branch])
            return
        if not more and isinstance(first, gast.Name):
            self.assign_name(first.id, node.value)
        elif not more and isinstance(first, (gast.Tuple, gast.List)):
            self._assign_tuple(first, node.value)
        elif not more and isinstance(first, Ready):
            self.assign_to(first.result.id, node.value)
        else:
            self._assign_several(node.targets, node.value)

    def _assign_tuple(self, target: Any, value: Any) -> None:
        if isinstance(value, gast.BinOp) and self.may_be_object(value):
            value = Ready(self.operand_or_object(value), value)
        owner = self.static(value)
        if is_object(owner) and not is_bundle(owner) and answers(owner, "__iter__"):
            value = call_on(Ready(Primitive("list"), value), [value], [], value)
        elif type(value) in (gast.Call, gast.GeneratorExp):
            value = self.given_one_by_one(value)
        mark, rows = len(self.block), self.starred_rows(value)
        if rows is not None:
            columns = Apply("zip.star", (self.operand(rows),))
            self._unpack(target, self.named(columns, value), None)
            return
        if isinstance(known := self.static(value), Listing):
            self.take_list_apart(target, known, value)
            return
        if is_bundle(known):
            self.assign_result(target, known, value)  # type: ignore[attr-defined]
            return
        expr = self._tuple_or_call(value, target)
        if not isinstance(expr, (Name, Const, Apply)):
            self.assign_result(target, expr, value)  # type: ignore[attr-defined]
            return
        is_plain = isinstance(expr, Apply) and expr.op == "tuple"
        names = [part.id for part in target.elts if isinstance(part, gast.Name)]
        if isinstance(expr, Apply) and is_plain and names == list(dict.fromkeys(names)):
            is_one_to_one = len(expr.args) == len(names) == len(target.elts)
            if is_one_to_one and not any(map(_is_star, expr.args)):
                items = self._retargeted(names, list(expr.args), mark)
                expr = Apply(expr.op, tuple(items))
        self._unpack(target, expr, None)

    def _tuple_or_call(self, value: Any, target: Any) -> Any:
        is_tuple = isinstance(value, gast.Tuple)
        is_apart = is_tuple and any(_is_empty(v) or self.makes_named(v) for v in value.elts)
        if is_apart or is_tuple and self.has_objects(value):
            hints = [getattr(part, "id", None) for part in target.elts]
            fit = len(hints) == len(value.elts)
            return self.pack(value, hints if fit else None)  # type: ignore[attr-defined]
        if not isinstance(value, gast.Call):
            return self.tree(value)
        value = self.as_display(value)
        if not isinstance(value, gast.Call):
            return self.tree(value)
        result = self.call(value)
        if isinstance(result, Pack) or is_bundle(result):
            return result
        if is_object(result) and answers(result, "__iter__"):
            made = Ready(result, value)
            return self.call(call_on(Ready(Primitive("list"), value), [made], [], value))
        if isinstance(result, Apply) and result.op in ("tuple", "list", "dict"):
            return result
        return self.named(self.flat(result, value), value)

    def _retargeted(self, names: list[str], items: list[Expr], mark: int) -> list[Expr]:
        """Bind the temporaries among the items as the names they are meant for, where allowed."""
        found = list(items)
        for index, (name, item) in enumerate(zip(names, items)):
            internal = self.frame.scope.internal[name]
            others = [*items[:index], *items[index + 1 :]]
            read = {other for expr in others for other in names_in(expr)}
            if not isinstance(item, Name) or item.id[0] != "%" or {item.id, internal} & read:
                continue
            renamed = retarget(self.block[mark:], item.id, internal)
            if renamed is not None:
                self.block[mark:] = renamed
                self.bound.add(internal)
                self.note_empty(internal, item)
                found[index] = Name(internal)
        return found

    def _assign_several(self, targets: list[Any], value: Any) -> None:
        first = targets[0]
        if all(isinstance(target, gast.Name) for target in targets):
            self.assign_name(first.id, value)
            known = self.frame.scope.statics.get(first.id)
            for target in targets[1:]:
                if known is not None and known != NONE:
                    self.know(target.id, known, target)
                else:
                    source = Name(self.bind_name(first.id, first)) if known is None else NONE.expr
                    self.assign_target(target, source)
            return
        mark = len(self.block)
        self.hint = self._hint_of(targets, value)
        expr = self.operand_or_object(value)  # type: ignore[attr-defined]
        self.hint = None
        if not isinstance(expr, (Name, Const, Apply)):
            for target in targets:
                self.assign_result(target, expr, value, mark)  # type: ignore[attr-defined]
            return
        changed = self.internal_names(_all_names(targets)) | self.rebound(targets)
        if len(targets) > 1:
            changed |= set(self.slot_names.values())
        expr = self.hold(expr, changed, value)
        for target in targets:
            self.assign_target(target, expr)

    def _hint_of(self, targets: list[Any], value: Any) -> str | None:
        target = targets[0]
        is_made = isinstance(value, _MAKES)
        base = self.object_of(target.value) if isinstance(target, gast.Attribute) else None
        return f"{base.base}_{target.attr}" if is_made and isinstance(base, Made) else None


def _all_names(targets: list[Any]) -> set[str]:
    return {
        part.id
        for target in targets
        for part in gast.walk(target)
        if isinstance(part, gast.Name) and isinstance(part.ctx, gast.Store)
    }


def _is_empty(node: Any) -> bool:
    return isinstance(node, gast.List) and not node.elts


def _is_star(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op == "star"


def _is_display(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op != "const"


def _item(expr: Expr, index: int, count: int, starred: list[int]) -> Expr:
    """Return item `index` of count targets, one of which may take all that the others leave."""
    if not starred or index < starred[0]:
        return Apply("getitem", (expr, Const(index)))
    if index > starred[0]:
        return Apply("getitem", (expr, Const(index - count)))
    bounds = (Const(index), Const((index + 1 - count) or None), Const(None))
    return Apply("getitem", (expr, Apply("slice", bounds)))
