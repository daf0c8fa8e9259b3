"""Calls: primitives, methods, unknown callables; the user's functions are handed to `inline`."""

from __future__ import annotations

from typing import Any

import gast
import numpy as np

from ..errors import UnknownCall, Unsupported
from ..ir.nodes import Apply, Const, Expr, Name, Store
from .chosen import Choices
from .classes import Made, is_bundle, is_named, is_users
from .consumers import ONCE, key_of
from .attempts import tested_by
from .curves import curve_of
from .elements import OF_FUNCTIONS
from .flows import FLOWS
from .fits import FITS
from .followed import COUNT, FOLLOWED
from .by_name import by_place
from .given_out import is_ufunc, parameters, with_out_named
from .herds import Listing
from .instances import Instance, Shape, has_code
from .integrals import INTEGRALS
from .iterators import GENERATORS
from .language import FORBIDDEN, UNREAD
from .lowering import Result
from .ready import Ready, loop_over, placed
from .builtin_names import OPERATORS
from .roots import ROOTS
from .scope import Scope
from .shown import text_of_object, with_texts
from .systems import SEARCHES
from .values import (
    Ambiguous, Callee, Captured, Chosen, Derived, Frozen, Literal, Missing, Partial, Primitive,
    Transform, Value,
)  # fmt: skip

# Calls that other mixins read, by method: they are given functions, which are read in their turn.
_READ_HERE = (
    (OF_FUNCTIONS, "of_functions"), (ROOTS, "root"), (SEARCHES, "found_by"),
    (FOLLOWED, "followed"), (FLOWS, "flow"), (INTEGRALS, "integral"), (FITS, "fit"),
    (GENERATORS, "iterator"),
)  # fmt: skip


class Calls(Choices):
    """Lowers calls by what is called."""

    def call(self, node: Any) -> Result:
        node = self.with_dicts_outside(node)
        callee = self._callee(node.func)
        if isinstance(callee, Made):
            callee = self.callee_of_object(callee, node.func)  # type: ignore[attr-defined]
        if isinstance(callee, Callee):
            return self.inline(callee, node)
        if isinstance(callee, Primitive):
            return self._known_call(callee.op, node)
        if isinstance(callee, Transform):
            return self.transformed(callee, node)
        if isinstance(callee, Derived):
            return self.derived(callee, node)
        if isinstance(callee, Partial):
            return self.call_partial(callee, node)
        if isinstance(callee, Chosen):
            return self.call_chosen(callee, node)
        if callee is not None and not isinstance(callee, Instance):
            return self._opaque(callee, node)
        if isinstance(node.func, gast.Attribute):
            return self._method_call(node)
        owner = self.operand_or_object(node.func)
        if isinstance(owner, Chosen):
            return self.call_chosen(owner, node)
        if isinstance(owner, Made):
            called = self.callee_of_object(owner, node.func)  # type: ignore[attr-defined]
            return self.inline(called, node)
        later = [*node.args, *[keyword.value for keyword in node.keywords]]
        function = self.hold(self.flat(owner, node.func), self.rebound(later), node)
        args, kwargs = self.arguments(node)
        return Apply("call", (function, *args), kwargs)

    def _method_call(self, node: Any) -> Result:
        """Lower a call of a method of data, or of an object that an expression makes."""
        chosen = self.chosen_or_other(node)
        if chosen is not None:
            return chosen
        node = self.with_list(node) if node.func.attr == "join" else node
        base = self.operand_or_object(node.func.value)  # type: ignore[attr-defined]
        base = self.no_none(base, node.func.value)
        if isinstance(base, Frozen):
            method = self.frame.definition.resolver.attribute(base, node.func.attr)
            return self.call(placed(gast.Call(Ready(method, node), node.args, node.keywords), node))
        self.check_method(base, node)
        if is_named(base) and node.func.attr == "_replace":
            args, kwargs = self.arguments(node)
            owner = self.read_static(base, node)
            replaced = Apply("method", (owner, Const("_replace"), *args), kwargs)
            return self.with_class(replaced, base.shape.type, node)
        if isinstance(base, Instance) and not isinstance(node.func.value, (gast.Name, Ready)):
            given = placed(gast.Attribute(Ready(base, node), node.func.attr, gast.Load()), node)
            return self.call(placed(gast.Call(given, node.args, node.keywords), node))
        if is_bundle(base):
            return self.method_of_bundle(base, node)
        if isinstance(base, Made):
            value = self.read_callee(base, node.func)  # type: ignore[attr-defined]
            if isinstance(value, Callee):
                return self.inline(value, node)
            base = self.operand(node.func)
            args, kwargs = self.arguments(node)
            return Apply("call", (base, *args), kwargs)
        later = [*node.args, *[keyword.value for keyword in node.keywords]]
        if not isinstance(base, Listing):
            base = self.hold(self.flat(base, node.func.value), self.rebound(later), node)
            if node.func.attr == "extend" and isinstance(later[0], gast.GeneratorExp):
                return self._extended_by(base, later[0], node)
            if node.func.attr == "append" and len(later) == 1 and self.may_be_object(later[0]):
                return self.appended(base, node)
        if isinstance(base, Listing):
            return self.method_of_list(base, node)
        if node.func.attr == "sort" and key_of(node) is not None:
            name = base if isinstance(base, Name) else self.temporary(base, node)
            keys = self.keyed(Scope({" items": name.id}), node)
            return Apply("method", (name, Const("sort")), keys)
        with self.escape(node.func.attr in ("append", "insert")):
            args, kwargs = self.arguments(node, carried=True)
        return Apply("method", (base, Const(node.func.attr), *args), kwargs)

    def _extended_by(self, base: Expr, generator: Any, node: Any) -> Result:
        """Lower `l.extend(e for ...)`: each item is appended before the next one is made."""
        item = Ready(Name(self.names.fresh("item")), node)
        method = placed(gast.Attribute(Ready(base, node), "append", gast.Load()), node)
        append = placed(gast.Expr(placed(gast.Call(method, [item], []), node)), node)
        self.statements([loop_over(generator, item, [append], node)])
        return Const(None)

    def _callee(self, func: Any) -> Value | None:
        """Return what is called; a call may return a function of the user's."""
        if not isinstance(func, gast.Call):
            value = self.static(func)
            return None if value is None else self.frame.definition.resolver.called(value)
        result = self.call(func)
        if isinstance(result, Captured):
            return self.frame.definition.resolver.called(result)
        if isinstance(result, (Name, Const, Apply)):
            raise self.refusal(
                UnknownCall, f"s2sad cannot tell what `{self.text_of(func)}` returns", func,
                "What is called must be known before the run.", "Call the function by its name.",
            )  # fmt: skip
        return result

    def _opaque(self, callee: Value, node: Any) -> Any:
        text = self.text_of(node.func)
        if isinstance(callee, Missing):
            raise self.undefined(callee, node.func)
        if isinstance(callee, Ambiguous):
            return self.read_static(callee, node.func)
        if isinstance(callee, Literal) or isinstance(callee, Captured) and callee.is_module:
            what = f"`{text}` is not a function"
            why = "Only functions, methods and objects with `__call__` can be called."
            raise self.refusal(UnknownCall, what, node, why, "Check what the name stands for.")
        assert isinstance(callee, Captured)
        special = self.special(callee, node)  # type: ignore[attr-defined]
        if special is not None:
            return special
        curve = curve_of(callee.handle)
        if curve is not None:
            return self.curve(curve, callee, node)  # type: ignore[attr-defined]
        written = self.of_library(callee, node)  # type: ignore[attr-defined]
        if written is not None:
            return written
        if is_users(callee.handle):
            return self.made_by(callee, node)  # type: ignore[attr-defined]
        record = self.constructed(callee, node)
        if record is not None:
            return self.with_class(record, callee.handle, node)
        advice = next((words for found, words in UNREAD if found is callee.handle), None)
        if not callee.path and callee.key in FORBIDDEN:
            advice = FORBIDDEN[callee.key]
        if advice is not None:
            what = f"s2sad cannot differentiate `{self.text_of(node)}`"
            raise self.refusal(Unsupported, what, node, *advice)
        if not callable(callee.handle):  # it may be a function the next time
            self.frame.definition.resolver.uses.add(callee)
        function = _of_random(callee) or self.capture(callee)
        with self.escape(False):
            args, kwargs = self.arguments(node, carried=True)
        return Apply("call", (function, *args), kwargs)

    def with_class(self, record: Expr, cls: Any, node: Any) -> Result:
        """Return a named tuple with what is known of its class, if that has code of its own."""
        if not has_code(cls):
            return record
        made = self.temporary(record, node)
        return Instance(made.id, (), Shape(cls, identity=len(cls._fields)))

    # Arguments

    def arguments(
        self, node: Any, lower: Any = None, wanted: int | None = None, carried: bool = False
    ) -> tuple[tuple[Expr, ...], tuple[tuple[str, Expr], ...]]:
        """Return the arguments of a call, evaluated from left to right."""
        args, keywords = self.expanded(node, wanted, carried)
        nodes = [*args, *[value for _, value in keywords]]
        inner = [node.value if isinstance(node, gast.Starred) else node for node in nodes]
        exprs = self.texts(inner) if lower is None else self.in_order(inner, lower)
        exprs = [
            Apply("star", (self.named(expr, node),)) if isinstance(node, gast.Starred) else expr
            for node, expr in zip(nodes, exprs)
        ]
        names = [name for name, _ in keywords]
        return tuple(exprs[: len(args)]), tuple(zip(names, exprs[len(args) :]))

    # Primitives

    def _known_call(self, op: str, node: Any) -> Result:
        if op in ("map", "filter"):
            return self.mapped(op, node)
        if op == "functools.partial":
            return self.partial(node)
        if op == "functools.reduce":
            return self.reduced(node)
        for ops, method in _READ_HERE:
            if op in ops:
                return getattr(self, method)(op, node)  # type: ignore[no-any-return]
        first = self.first_of(node) if op == "next" else None
        if first is not None:
            return first
        if op == "equations":
            return Apply(op, (self.tree(node.args[0]),))
        if op == COUNT:
            return self.count_of(node)  # type: ignore[attr-defined,no-any-return]
        if op == "dict" and self.is_table(node):
            return self.result(self.as_display(node))
        if op == "dict" and self.dicts_apart and (made := self.dict_apart(node)) is not None:
            return made  # type: ignore[no-any-return]
        if op in OPERATORS:
            return self.operation(op, OPERATORS[op], node)
        more = self.with_more(op, node)
        if more is not None:
            return more
        found = self.sum_of_objects(op, node)
        found = self.asked_of_objects(op, node) if found is None else found
        found = self.of_object(op, node) if found is None else found  # type: ignore[attr-defined]
        return self._primitive(op, self.with_generator(op, node)) if found is None else found

    def plain_call(self, op: str, node: Any) -> Expr:
        """Return a call of a primitive that nothing else reads."""
        return self._primitive(op, node)

    def plain_sum(self, node: Any) -> Expr:
        """Return `sum` of what holds no objects."""
        return self._primitive("sum", node)

    def _primitive(self, op: str, node: Any) -> Expr:
        only = node.args[0] if len(node.args) == 1 and not node.keywords else None
        if op == "dict":
            return self.dict_call(node)
        if isinstance(only, gast.GeneratorExp):
            return self.of_generator(op, only, node)
        if op == "sum" and node.args and isinstance(node.args[0], gast.GeneratorExp):
            return self.sum_from(node)
        if op in ("list", "tuple"):
            return self.conversion(op, only, node)
        display = self.as_display(node)
        if display is not node:
            return self.value(display)
        if op in FORBIDDEN:
            raise self.refusal(
                Unsupported, f"s2sad cannot differentiate `{self.text_of(node)}`", node,
                *FORBIDDEN[op],
            )  # fmt: skip
        if op in ONCE:
            return self.named_iterator(node)  # type: ignore[attr-defined,no-any-return]
        if op in ("str", "repr") and only is not None:
            text = text_of_object(only, f"__{op}__", self.static)
            if text is not None:
                return self.value(text)
        if op == "print":
            node = with_texts(node, self.static)
        if op in ("print", "range"):
            return Apply(op, *self.arguments(node, carried=op == "print"))
        if op in ("max", "min"):
            node = self.of_one_row(node)  # type: ignore[attr-defined]
        node = self.with_order(op, node)
        if op in ("sorted", "max", "min") and key_of(node) is not None:
            return self.by_key(op, node)
        lower = self._function_or_argument if op.startswith("rt.") else self.argument
        wanted = len(parameters(op)) - 1 if is_ufunc(op) else None
        args, kwargs = with_out_named(op, *self.arguments(node, lower, wanted))
        if op in ("slice", "format", "pow"):
            return self._spelled(op, args, node)
        rest = tuple([
            (key, value) for key, value in kwargs
            if key != "out" and not (key == "where" and value == Const(True) and is_ufunc(op))
        ])  # fmt: skip
        out = dict(kwargs).get("out", Const(None))
        args, rest = by_place(op, args, rest)
        if out == Const(None):
            return Apply(op, args, rest)
        return self._into(op, args, rest, out, node)

    def _function_or_argument(self, node: Any) -> Expr:
        """Return an argument; functions that only we hand over, as values."""
        known = self.static(node)
        if isinstance(known, Primitive) and known.op.startswith("scipy."):
            return Apply("const", (Const(known.op),))
        tested = tested_by(known)
        if tested is not None:
            return self.capture(tested)
        return self.argument(node)

    def as_display(self, node: Any) -> Any:
        """Return `dict(a=x)` as `{"a": x}`, and any other node as it is."""
        if not isinstance(node, gast.Call) or node.args or not all(k.arg for k in node.keywords):
            return node
        callee = self.static(node.func)
        if not isinstance(callee, Primitive) or callee.op != "dict":
            return node
        keys = [gast.Constant(value=k.arg, kind=None) for k in node.keywords]
        display = gast.Dict(keys=keys, values=[k.value for k in node.keywords])
        return gast.fix_missing_locations(gast.copy_location(display, node))

    def _spelled(self, op: str, args: tuple[Expr, ...], node: Any) -> Expr:
        none = Const(None)
        if op == "slice" and 1 <= len(args) <= 3:
            bounds = (none, args[0], none) if len(args) == 1 else (*args, none, none)[:3]
            return Apply("slice", bounds)
        if op == "format" and 1 <= len(args) <= 2:
            return Apply("fstring", (Apply("format", (args[0], Const(-1), (*args, Const(""))[1])),))
        if op == "pow" and len(args) == 2:
            return Apply("pow", args)
        raise self.refusal(
            Unsupported, f"s2sad cannot differentiate `{self.text_of(node)}`", node,
            f"Of `{op}` only the common form is in the language.", "Write it with operators.",
        )  # fmt: skip

    def _into(self, op: str, args: Any, kwargs: Any, out: Expr, node: Any) -> Expr:
        """Lower `f(…, out=a)`: the result is stored into a, which is the value."""
        if isinstance(out, Apply) and out.op == "tuple" and len(out.args) == 1:
            out = out.args[0]
        if not isinstance(out, Name) or not parameters(op):
            raise self.refusal(
                Unsupported, f"s2sad cannot differentiate `{self.text_of(node)}`", node,
                "Only a function of NumPy's with one result may write it into an array.",
                "Assign the result: `a[...] = `.",
            )  # fmt: skip
        if kwargs or not is_ufunc(op):
            self.evaluate(Apply(op, args, (("out", out), *kwargs)), node)
            return out
        result = self.temporary(Apply(op, args), node)
        self.emit(Store, node, out.id, Const(Ellipsis), result)
        return out


def _of_random(callee: Captured) -> Expr | None:
    """Return what `np.random` holds as a constant, which is written `np.random.…`; else None."""
    name = str(callee.path[-1] if callee.path else callee.key)
    held = name in vars(np.random) and getattr(np.random, name) is callee.handle
    return Apply("const", (Const(f"np.random.{name}"),)) if held else None
