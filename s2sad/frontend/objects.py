"""Objects: making an object of a class, its attributes, its methods.

    s = State(x, v)               s_x = x; s_v = v          (`__init__`, inlined)
    s.v += dt * a         ->      s_v += dt * a
    s.kick(dt)                    what `kick` does, with `self` known to be s
"""

from __future__ import annotations

import copy
import dataclasses
from collections import deque
from types import FunctionType, SimpleNamespace
from typing import Any

import gast

from ..errors import Error, Unsupported, WrongCall
from ..ir.nodes import Apply, Const, Name, Raise
from .classes import (
    MAPPINGS, Field, Made, Pack, Perhaps, Unsure, fields_in_order, is_bundle, is_generated,
    is_named, is_not_implemented, is_object, is_users, obstacle,
)  # fmt: skip
from .either import RETURNED
from .herds import OBJECTS, Listing
from .instances import Instance, Property, has_code
from .ready import Ready
from .scope import free_names, returns_function
from .supers import Supers
from .values import FUNCTIONS, Callee, Captured, Generated, Literal, Primitive, is_lowered

# What is a TypeError then. Of `==` it is False, and of `+=` another method is asked.
_OPERATORS = {f"__{side}{name}__" for side in ("", "r") for name in (
    "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow",
)} | {"__lt__", "__le__", "__gt__", "__ge__"}  # fmt: skip


class Objects(Supers):
    """Lowers what makes objects, chooses one, and returns one."""

    # Making

    def made_by(self, place: Captured, node: Any) -> Made:
        """Return the object that a call of a class makes."""
        cls, hint = place.handle, self.take_hint()
        why = obstacle(cls)
        if why is not None:
            what = f"s2sad cannot make a {cls.__name__} here"
            raise self.refusal(Unsupported, what, node, *why)
        self.frame.definition.resolver.uses.add(place)
        made = Made(cls, hint or cls.__name__.lower().lstrip("_") or "object")
        self.heap[made] = {}
        init = self.member_of_class(cls, "__init__")
        if is_generated(init):
            self._generated(made, node)
        elif isinstance(init, FunctionType):
            self.inline(self.callee(init, made), node)
        elif cls is SimpleNamespace and not node.args:
            self._with_attributes(made, node)
        elif init is not vars(object)["__init__"]:
            raise self.refusal(
                Unsupported, f"s2sad cannot make a {cls.__name__} here", node,
                "Its `__init__` is not a function whose source can be read.",
                "Write a plain `__init__`.",
            )  # fmt: skip
        elif node.args or node.keywords:
            what = f"`{cls.__name__}` takes no arguments"
            raise self.refusal(WrongCall, what, node, "Python would raise a TypeError here.")
        return made

    def _with_attributes(self, made: Made, node: Any) -> None:
        """Lower `SimpleNamespace(x=v)`: what is given by name are its attributes."""
        _, keywords = self.expanded(node)
        with self.holding() as held:
            hints = [f"{made.base}_{name}" for name, _ in keywords]
            held += self.results([value for _, value in keywords], hints)
            for (name, _), value in zip(keywords, held):
                self.set_slot(made, name, value, node)

    def _generated(self, made: Made, node: Any) -> None:
        """Lower the `__init__` that `dataclass` writes: the arguments, then field by field."""
        fields = fields_in_order(made.type)
        names = [f.name for f in fields if f.init and not f.by_name]
        plain = {f.default for f in fields} | {f.factory for f in fields} == {dataclasses.MISSING}
        args, keywords = self.expanded(node, len(names) - len(node.keywords) if plain else None)
        pairs = [*zip(names, args), *keywords]
        self._check_fields(made, fields, pairs, len(args) > len(names), node)
        with self.holding() as held:
            hints = [f"{made.base}_{name}" for name, _ in pairs]
            values = self.results([arg for _, arg in pairs], hints)
            held += values
            given = dict(zip([name for name, _ in pairs], values))
            for field in fields:
                self._set_field(made, field, given, node)
            post = self.member_of_class(made.type, "__post_init__")
            if isinstance(post, FunctionType):
                extra = [given[f.name] for f in fields if not f.is_kept and f.name in given]
                self.invoke(made, post, extra, node)

    def _check_fields(
        self, made: Made, fields: list[Field], pairs: Any, too_many: bool, node: Any
    ) -> None:
        takes = [f.name for f in fields if f.init]
        missing = dataclasses.MISSING
        needed = [f.name for f in fields
                  if f.init and f.default is missing and f.factory is missing]  # fmt: skip
        given = [name for name, _ in pairs]
        fits = set(needed) <= set(given) <= set(takes) and len(given) == len(set(given))
        if too_many or not fits:
            raise self.refusal(
                WrongCall, f"s2sad cannot read `{self.text_of(node)}`", node,
                f"`{made.type.__name__}` has the fields {', '.join(takes)}.",
                "Give each field that has no default, once.",
            )  # fmt: skip

    def _set_field(self, made: Made, field: Field, given: dict[str, Any], node: Any) -> None:
        if field.name not in given:
            missing = dataclasses.MISSING
            if field.factory is not missing:
                given[field.name] = self._by_factory(made, field, node)
            elif field.default is not missing and (field.init or has_slots(made.type)):
                given[field.name] = self._default_of_field(made, field)
        if field.is_kept and field.name in given:
            self.set_slot(made, field.name, given[field.name], node)

    def _by_factory(self, made: Made, field: Field, node: Any) -> Any:
        table = self.tables.setdefault((made.type, field.name), {field.name: field.factory})
        place = Captured(table, field.name, (), field.factory)
        factory = self.frame.definition.resolver.classify(field.factory, place)
        call = gast.copy_location(gast.Call(func=node.func, args=[], keywords=[]), node)
        self.hint = f"{made.base}_{field.name}"
        found = self.invoked(factory, call)
        is_expr = isinstance(found, (Name, Const, Apply))
        return self.named(self.flat(found, node), node) if is_expr else found

    def _default_of_field(self, made: Made, field: Field) -> Any:
        if type(field.default) in (int, float, complex, bool, str, type(None)):
            return Const(field.default)
        table = self.tables.setdefault((made.type, field.name), {field.name: field.default})
        place = Captured(table, field.name, (), field.default)
        return self.frame.definition.resolver.classify(field.default, place)

    def result(self, node: Any) -> Any:
        """Return the value of a node: also an object, or a generator, which are no values."""
        node = self.undecided(node)
        kind = type(node)
        if kind in (gast.Dict, gast.BinOp):
            node = self.with_dicts_outside(node)
        if kind is gast.Call:
            return self.call(node)
        if kind in (gast.BinOp, gast.UnaryOp):
            return self.operated(node)
        if kind is Ready:
            return node.result
        if kind is gast.GeneratorExp:
            return self.generator_expression(node)
        known = self.static(node)
        if isinstance(known, Property):
            return self.of_property(known, node)
        if known is not None and isinstance(known, (Made, Perhaps, Listing, Generated, *FUNCTIONS)):
            return known
        if kind is gast.ListComp:
            return self.gathered(node)
        if kind is gast.List and not node.elts:
            return self.empty_list(node)
        if self.is_list_of_objects(node):
            return self.list_of_objects(node)
        if kind in (gast.Tuple, gast.Dict) and self.may_be_bundle(node):
            return self.bundle_display(node)
        if kind is gast.DictComp and self.dicts_apart:
            made = self.comprehended(node)
            return self.value(node) if made is None else made
        if kind is gast.Attribute and known is None:
            return self.attribute(node)
        if kind is gast.Subscript:
            return self.operated(node)
        if kind is gast.IfExp:
            test = self.known_test(node.test)
            if test is not None:
                return self.result(node.body if test else node.orelse)
            if self._gives_objects(node):
                return self._choice_of_objects(node)
            if self.gives_function(node):
                return self.choice_of_functions(node)
        return self.value(node)

    def _gives_objects(self, node: Any) -> bool:
        """Return whether `a if test else b` is an object either way."""
        with self.supposing(node.test, True):
            is_object = self.may_be_object(node.body)
        with self.supposing(node.test, False):
            return is_object and self.may_be_object(node.orelse)

    def _choice_of_objects(self, node: Any) -> Any:
        """Return what `a if test else b` is, if that can be one object."""
        test, key, arms = self.text(self.truth_test(node.test)), "<choice>", []
        before = self.here().fork()
        for part in (node.body, node.orelse):
            self.go_to(before.fork())
            self.narrow(node.test, part is node.body)
            with self.inner_block() as arm:
                value = self.as_made(self.operand_or_object(part), "one", part)
            end = self.here()
            end.block, end.statics[key] = arm, value
            arms.append(end)
        self.join(before, arms, node)
        self.branch_on(test, arms[0].block, arms[1].block, node)
        found = self.frame.scope.statics.pop(key, None)
        if not isinstance(found, Made):
            raise self.refusal(
                Unsupported, f"s2sad cannot tell which object `{self.text_of(node)}` is", node,
                "It may be one or the other.", "Put the `if` around what follows.",
            )  # fmt: skip
        return found

    def pack(self, node: Any, hints: list[str] | None = None) -> Any:
        """Return a tuple display: a `Pack` if an object is among its items."""
        with self.holding() as held:
            held += self.results(node.elts, hints)
        kept = (Made, Listing, *FUNCTIONS)
        if any(is_object(v) or is_named(v) or isinstance(v, kept) for v in held):
            return Pack(tuple(held))
        items = [v if isinstance(v, (Name, Const)) else self.flat(v, n)
                 for v, n in zip(held, node.elts)]  # fmt: skip
        return Apply("tuple", tuple(items))

    def has_objects(self, node: Any) -> bool:
        """Return whether a display may hold objects."""
        if not isinstance(node, (gast.Tuple, gast.List)):
            return False
        if any(isinstance(part, gast.Starred) for part in node.elts):
            return False
        if isinstance(node, gast.Tuple) and any(map(self.may_be_list, node.elts)):
            return True
        return any(self.may_be_object(part) or self.is_function(part) for part in node.elts)

    def makes_named(self, node: Any) -> bool:
        """Return whether a node makes a named tuple whose class has code of its own."""
        known = self.static(node.func) if isinstance(node, gast.Call) else None
        return isinstance(known, Captured) and has_code(known.handle)

    def is_function(self, node: Any) -> bool:
        """Return whether a node is a function, of the user's or a known one, and no type."""
        named = isinstance(node, (gast.Name, gast.Attribute, gast.Subscript, Ready))
        known = self.static(node) if named else None
        return isinstance(node, gast.Lambda) or is_lowered(known)

    def may_be_list(self, node: Any) -> bool:
        """Return whether a node makes a list of objects."""
        if isinstance(node, gast.ListComp):
            return self.may_be_object(node.elt) or self._takes_objects(node)
        return self.is_list_of_objects(node)

    def _takes_objects(self, node: Any) -> bool:
        """Return whether a comprehension gives items of a list of objects as they are."""
        name = node.elt.id if isinstance(node.elt, gast.Name) else None
        found = [c.iter for c in node.generators
                 if isinstance(c.target, gast.Name) and c.target.id == name]  # fmt: skip
        known = [self.static(part) for part in found]
        return any(isinstance(value, Listing) or is_bundle(value) for value in known)

    def may_be_object(self, node: Any) -> bool:
        known = self.static(node)
        if isinstance(known, (Made, Listing)) or is_object(known):
            return True
        if isinstance(node, gast.Subscript):
            base = self.object_of(node.value)
            is_deeper = base is None and isinstance(node.value, gast.Subscript)
            known = isinstance(base, Listing) or is_bundle(base)
            return known or is_deeper and self.may_be_object(node.value)
        if isinstance(node, gast.DictComp):
            return self.dicts_apart
        if isinstance(node, (gast.Tuple, gast.Dict)) or self.is_list_of_objects(node):
            return self.may_be_bundle(node)
        if isinstance(node, gast.IfExp):
            return self._gives_objects(node)
        if self.is_wanted(node):
            return True
        if isinstance(node, gast.Call) and isinstance(node.func, gast.Attribute):
            if isinstance(self.static(node.func.value), Listing):
                return node.func.attr in ("pop", "copy")
        if isinstance(node, gast.BinOp):
            return self.may_be_object(node.left) or self.may_be_object(node.right)
        if not isinstance(node, gast.Call) or isinstance(node.func, gast.Call):
            return False
        called = self.static(node.func)
        handle = called.handle if isinstance(called, Captured) else None
        if handle in (copy.copy, copy.deepcopy) and len(node.args) == 1:
            return self.may_be_object(node.args[0])
        is_dict = handle in MAPPINGS or called == Primitive("dict")
        if self.dicts_apart and is_dict:
            return True
        is_class = isinstance(called, Captured) and (is_users(handle) or handle is deque)
        return is_class or isinstance(called, Callee) and self._may_make(called)

    def _may_make(self, callee: Callee) -> bool:
        """Return whether a function may return an object: there are some, or it calls a class."""
        source, resolver = callee.definition.source, callee.definition.resolver
        if self.heap or isinstance(callee.bound, Captured) or isinstance(source, Error):
            return True
        if returns_function(source.node):
            return True
        found = [resolver.free(name) for name in free_names(source.node)]
        return any(isinstance(v, Captured) and is_users(v.handle) for v in found)

    def returned(self, node: Any) -> Any:
        """Return what the function whose body was lowered returns."""
        frame = self.frame
        found = frame.scope.statics.get(RETURNED)
        if isinstance(found, Unsure):
            raise self.refusal(
                Unsupported, f"s2sad cannot tell what `{frame.definition.name}` returns", node,
                "On some paths it is another object, or something else.",
                "Return a new object of the same class on all paths.",
            )  # fmt: skip
        return frame.result if found is None or found == "data" else found

    def object_returned(self, node: Any) -> bool:
        """Lower a return of an object that is one of several; return whether it is one."""
        frame = self.frame
        if self.is_left_to_data(node.value):
            if frame.definition.name not in _OPERATORS:
                self.as_data(self.static(node.value), node)  # which is refused
            text = Const(f"unsupported operand type for {frame.definition.name}")
            self.emit(Raise, node, Apply("call", (self.builtin("TypeError"), text)))
            return True
        has_place = bool(frame.results) or node.value is not None and self.is_made(node.value)
        is_one = has_place and not isinstance(frame.result, Apply)
        value: Any = None
        if is_one and node.value is not None:
            self.hint = frame.hint
            known = self.static(node.value)
            may_be = isinstance(node.value, (gast.Call, gast.BinOp)) or self.is_made(node.value)
            may_be = may_be or self.may_be_object(node.value) or self.gives_function(node.value)
            if is_not_implemented(known):
                value = known
            elif isinstance(known, Instance) and is_object(known):
                value = known
                self.assign_to(frame.results[0], node.value)  # type: ignore[index]
            elif may_be:
                mark = len(self.block)
                value = self.result(node.value)
            self.hint = None
        if isinstance(value, (Name, Const, Apply)):
            self.bind(frame.results[0], self.flat(value, node), mark, node)  # type: ignore[index]
            node = gast.copy_location(gast.Return(value=None), node)
        elif value is None:
            frame.scope.statics[RETURNED] = "data"
            return False
        frame.scope.statics[RETURNED] = "data" if node.value is None else value
        self.leave_function(node)  # type: ignore[attr-defined]
        return True

    def is_left_to_data(self, node: Any) -> bool:
        """Return whether `NotImplemented` on some paths leaves an operator to data.

        Which numbers the method takes is asked of their kinds. They have no operator for objects.
        """
        frame = self.frame
        parameters = frame.source.node.args.args
        if node is None or self.depth == frame.depth or len(parameters) != 2:
            return False
        other = self.static(parameters[1])
        return is_not_implemented(self.static(node)) and isinstance(other, (Literal, type(None)))

    def is_made(self, node: Any) -> bool:
        """Return whether a node is an object that the function made."""
        return isinstance(self.static(node), OBJECTS)


def has_slots(cls: Any) -> bool:
    """Return whether a class has `__slots__`: `dataclass` then sets every default."""
    return "__slots__" in vars(cls)
