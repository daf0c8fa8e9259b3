"""Inlining: a call of the user's own function becomes its body, with its names renamed apart."""

from __future__ import annotations

import collections
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import gast

from . import iterator_functions, numpy_functions, queues
from ..errors import Error, UnknownCall, Unsupported, WrongCall
from ..ir.nodes import Apply, Const, Expr, Name
from .classes import Pack, Perhaps, type_of
from .expressions import is_data
from .herds import numbered_by
from .instances import Instance, Property
from .language import OUTER, refusals
from .libraries import FILES, OBJECTS
from .lowering import Frame, Result
from .matching import finish_patterns
from .polynomials import is_stand_in
from .moved import without_copies
from .ready import Ready, placed, yields
from .recursion import CallsItself, Recursion, mark_of
from .scope import Scope, bound_by, bound_names, declared_by, parameters, shared_by
from .source import Source, StandIn
from .stars import is_display
from .values import Callee, Captured, Definition, Literal, Value


_DEQUE = Captured(vars(collections), "deque", (), collections.deque)
OURS = {part.__file__ for part in (iterator_functions, numpy_functions, queues)} | {
    str(Path(__file__).parent / "of_scipy" / f"{file}.py")
    for files in (*FILES.values(), OBJECTS) for file in files
}


class Inlining(Recursion):
    """Lowers calls of Python functions whose source is known."""

    def inline(self, callee: Callee, node: Any) -> Result:
        """Return the result of a user's function, lowered in place of its call."""
        definition = callee.definition
        may_hold = self.heap or self.has_shapes or self.structural
        objects = self.objects_given(callee, node) if may_hold else ()
        if self.is_recursive(definition) and not self.goes_deeper(definition, objects):
            return self.recursion(callee, node)
        source = self._source_of(definition, objects, node)
        if definition.scope is None:
            self.check_language(source, True)
            self.check_patterns(source, definition.resolver)
        params = {param.id for param in parameters(source.node)}
        internal = {
            name: self.names.parameter(name) if name in params else self.names.fresh(name)
            for name in bound_names(source.node)
        }
        scope = Scope(
            internal, definition.scope,
            globals=frozenset(declared_by(source.node, gast.Global)),
        )  # fmt: skip
        hint, mark = self.take_hint(), len(self.block)
        self.scopes.append(scope)
        self._share(definition, source, scope, node)
        source = self._bind_arguments(callee, source, scope, node)
        if yields(source.node):
            return self.generator(definition, source, scope)
        entered = self._entered(definition, scope)
        with entered, self.given_objects(definition, objects), self.escape(False):
            result = self.run_frame(Frame(definition, source, scope, hint=hint, depth=self.depth))
        if self.forget(scope, source.node) and self.slot_names:
            local = set(scope.internal.values()) - set(names_in_result(result)) - self.shared
            slots = set(self.slot_names.values())
            self.block[mark:] = without_copies(self.block[mark:], local, slots)
        return result

    def _share(self, definition: Definition, source: Source, scope: Scope, node: Any) -> None:
        """Let the nonlocal names of a function stand for those of the functions around it."""
        names = declared_by(source.node, gast.Nonlocal)
        for name in sorted(names):
            owner = definition.scope.owner_of(name) if definition.scope else None
            if owner is None:  # the language check says so
                scope.internal[name] = self.names.fresh(name)
                continue
            if owner in self.foreign:
                what = f"s2sad cannot differentiate a write to `{name}` here"
                raise self.refusal(Unsupported, what, node, *OUTER)
            if name in owner.statics:
                raise self.refusal(
                    Unsupported, f"s2sad cannot follow the writes to `{name}`", node,
                    f"`{definition.name}` writes it (`nonlocal`), and it is a function or an "
                    "object here.", "Write to a name that holds a number or an array.",
                )  # fmt: skip
            scope.internal[name] = owner.internal[name]
        scope.nonlocals = frozenset(names)
        shared = shared_by(source.node)
        self.shared |= {scope.internal[name] for name in shared if name in scope.internal}

    def _source_of(self, definition: Definition, objects: tuple[Any, ...], node: Any) -> Source:
        if isinstance(definition.source, Error):
            raise self.refusal(
                UnknownCall, f"s2sad cannot see into `{self.text_of(node.func)}`", node,
                f"{definition.source.what}: {definition.source.why}", definition.source.instead,
            )  # fmt: skip
        keys = [(outer.key, outer.scope) for outer in self.stack]
        key = definition.key, definition.scope  # a function that is made twice is two functions
        if key in keys and not self.goes_deeper(definition, objects):
            raise CallsItself(mark_of(definition.source))
        own, user = definition.source, self.frame.source
        if own.file in OURS:
            return StandIn(own.node, own.file, own.lines, user.where(node), user.text(node))
        return own

    def check_language(self, source: Source, is_called: bool = False) -> None:
        """Collect the refusals of a function's text, once."""
        if id(source.node) not in self.checked:
            self.checked.add(id(source.node))
            found = refusals(source, is_called)
            self.errors += found
            self.reported |= {(e.where.file, e.where.line) for e in found if e.where}

    def check_patterns(self, source: Source, resolver: Any) -> None:
        """Name the attributes in patterns such as `Disc(r)`, and collect what cannot be."""
        def class_of(node: Any) -> Any:
            if isinstance(node, gast.Attribute):
                return getattr(class_of(node.value), node.attr, None)
            found = resolver.free(node.id)
            resolver.uses.add(found)
            return getattr(getattr(found, "place", found), "handle", None)

        def deque_at(node: Any) -> Any:
            return Ready(_DEQUE, node)

        for cls in finish_patterns(source.node, class_of, deque_at):
            what = f"`{source.text(cls)}` has no such place"
            why = "Its `__match_args__` are fewer: Python would raise a TypeError here."
            instead = "Name the attributes: `Disc(radius=r)`."
            self.errors.append(Unsupported(what, source.where(cls), why, instead))

    @contextmanager
    def _entered(self, definition: Definition, scope: Scope) -> Iterator[None]:
        frame, outer = self.frame, self.scope
        self.stack.append(definition)
        self.callers.append((frame.scope, self.depth))
        self.scope = scope
        try:
            yield
        finally:
            self.stack.pop()
            self.callers.pop()
            self.frame, self.scope = frame, outer

    def local_definition(self, node: Any, name: str) -> Definition:
        """Return the definition that a def or lambda inside the function makes here and now."""
        outer = self.frame.source
        args = node.args
        positional = [*args.posonlyargs, *args.args]
        given = list(zip(positional[len(positional) - len(args.defaults) :], args.defaults))
        given += [(p, d) for p, d in zip(args.kwonlyargs, args.kw_defaults) if d is not None]
        defaults = {param.id: self._default(expr) for param, expr in given}
        source = Source(node, outer.file, outer.lines)
        resolver = self.frame.definition.resolver
        return Definition(name, source, resolver, defaults, self.scope, key=node)

    def _default(self, node: Any) -> Value | Expr:
        value = self.static(node)
        if isinstance(value, Instance) and not value.is_steady:
            return self.other_name(value, node)
        if value is not None and not isinstance(value, Property):
            return value
        expr = self.operand(node)
        return self.temporary(expr, node) if isinstance(expr, Name) else expr

    # Arguments

    def _bind_arguments(self, callee: Callee, source: Source, scope: Scope, node: Any) -> Source:
        """Bind the parameters of a call: what is given in its order, then the defaults.

        Return the source with what it reads of `**kwargs` as names.
        """
        params = parameters(source.node)
        is_open = source.node.args.vararg is not None
        args, keywords = self.expanded(node, _wanted(callee, source.node, node), is_open)
        left = _left_by(callee, source.node, args, keywords)
        args = self.with_items_of_star(args, left, node)  # type: ignore[attr-defined]
        rebound = rebound_parameters(source.node)
        matched, extra = self._match(callee, source.node, args, keywords, node)
        count = len(args) - len(extra[0])
        for param, arg in matched[:count]:
            self._bind_argument(param, arg, scope, param in rebound)
        self._bind_star(source.node, extra[0], scope, node)
        entries = self._entries(source.node, [key for key, _ in extra[1]], scope)
        for key, arg in keywords:
            self._bind_argument(entries.get(key, key), arg, scope, key in rebound - set(entries))
        if callee.bound is not None:
            scope.statics[params[0].id] = callee.bound
        given = {name for name, _ in matched}
        for name, default in callee.definition.defaults.items():
            if name not in given:
                self._bind_default(name, default, scope, name in rebound, node)
        if source.node.args.kwarg is None:
            return source
        made = self.without_options(source.node, entries)
        if made is None:
            self.options_as_dict(source.node, scope, node)
        return source if made is None else Source(made, source.file, source.lines)

    def _match(
        self, callee: Callee, function: Any, args: list[Any], keywords: list[Any], node: Any
    ) -> tuple[list[tuple[str, Any]], tuple[list[Any], list[tuple[str, Any]]]]:
        """Return (parameter, argument) pairs in the order given, and what is left for the stars."""
        spec, name = function.args, callee.definition.name
        positional = _by_place(callee, function)
        matched = list(zip(positional, args))
        rest = args[len(positional) :]
        by_name = {*positional, *[p.id for p in spec.kwonlyargs]} - {
            p.id for p in spec.posonlyargs
        }
        extra = []
        for key, value in keywords:
            if key in by_name and key not in dict(matched):
                matched.append((key, value))
            elif spec.kwarg and key not in by_name:
                extra.append((key, value))
            else:
                near = get_close_matches(key, by_name - {key}, 1)
                hint = f"Did you mean `{near[0]}`?" if near else ""
                what = f"`{name}` does not take the argument `{key}` here"
                raise self._wrong(what, spec, callee, node, hint)
        if rest and not spec.vararg:
            what = f"`{name}` takes {len(positional)} arguments, not {len(args)}"
            raise self._wrong(what, spec, callee, node)
        required = {*positional, *[p.id for p in spec.kwonlyargs]}
        missing = sorted(required - {key for key, _ in matched} - set(callee.definition.defaults))
        if missing:
            what = f"`{name}` is called without its argument `{missing[0]}`"
            raise self._wrong(what, spec, callee, node)
        return matched, (rest, extra)

    def _wrong(self, what: str, spec: Any, callee: Callee, node: Any, hint: str = "") -> Error:
        names = [p.id for p in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)]
        takes = f"Its parameters are {', '.join(names)}." if names else "It has no parameters."
        why = "Python would raise a TypeError here."
        if is_stand_in(type_of(callee.bound)):
            why = "That is all that is followed of the library's class."
        return self.refusal(WrongCall, what, node, why, hint or takes)

    def _bind_argument(self, param: str, arg: Any, scope: Scope, is_rebound: bool) -> None:
        known = self.static(arg)
        known = None if isinstance(known, Property) else known  # what it is now
        mark = len(self.block)
        result: Result
        if known is not None:
            result = known
        else:
            result = self.result(arg)
        if known is None and isinstance(result, (Name, Apply)):
            self.bind(scope.internal[param], self.flat(result, arg), mark, arg)
            if not is_rebound:
                self._note_tuple(param, result, arg, scope)
        else:
            self._bind_known(param, result, scope, is_rebound, arg)

    def _note_tuple(self, param: str, result: Result, arg: Any, scope: Scope) -> None:
        """Note the length of a tuple that a parameter is bound to, if it is known."""
        if isinstance(result, Apply) and result.op == "tuple" and is_display(result):
            scope.packs[param] = len(result.args)
        owner = self.scope.owner_of(arg.id) if isinstance(arg, gast.Name) else None
        if owner is not None and arg.id in owner.packs:
            scope.packs[param] = owner.packs[arg.id]
        elif owner is not None and arg.id in owner.lengths:
            scope.lengths[param] = owner.lengths[arg.id]

    def _bind_known(
        self, param: str, result: Result, scope: Scope, is_rebound: bool, node: Any
    ) -> None:
        """Bind a parameter to what is known before the run."""
        value = Literal(result) if isinstance(result, (Name, Const, Apply)) else result
        if is_rebound and isinstance(value, Perhaps):
            value = self.perhaps_named(param, value, node)
            value = self.own_listed(scope.internal[param], value, node)
        elif is_rebound and is_data(value):
            self.set_name(scope.internal[param], self.read_static(value, node), node)
            if isinstance(value, (Captured, Instance)) or scope.internal[param] in self.shared:
                return
        if not is_rebound:
            self.names.release(scope.internal[param])
        scope.statics[param] = value

    def _bind_default(
        self, name: str, default: Value | Expr, scope: Scope, is_rebound: bool, node: Any
    ) -> None:
        if isinstance(default, Const):
            self._bind_known(name, default, scope, is_rebound, node)
        elif isinstance(default, (Name, Apply)):
            self.set_name(scope.internal[name], default, node)
        else:
            self._bind_known(name, default, scope, is_rebound, node)

    def _bind_star(self, function: Any, rest: list[Any], scope: Scope, node: Any) -> None:
        param = function.args.vararg
        if param is None:
            return
        is_rebound = param.id in rebound_parameters(function)
        if any(isinstance(arg, gast.Starred) for arg in rest):
            items = self.operand(placed(gast.Tuple(rest, gast.Load()), node))
            self.set_name(scope.internal[param.id], items, node)
            return
        if not is_rebound and any(self.is_function(a) or self.is_or_makes_object(a) for a in rest):
            with self.holding() as held:
                held += self.results(rest)
                table = dict(enumerate(held))
                scope.statics[param.id] = self.bundle(tuple, table, node, param.id)
            scope.packs[param.id] = len(rest)
            return
        values = tuple(self.in_order(rest, self.operand))
        self.set_name(scope.internal[param.id], Apply("tuple", values), node)
        if not is_rebound:
            scope.packs[param.id] = len(values)

    def _entries(self, function: Any, keys: list[str], scope: Scope) -> dict[str, str]:
        """Return the names that stand for what a `**kwargs` is given."""
        param = function.args.kwarg
        table: dict[str, str] = {}
        if param is not None:
            scope.keywords[param.id] = table
        for key in keys:
            entry = table[key] = f"{param.id}[{key}]"
            scope.internal[entry] = self.names.fresh(key)
        return table


def names_in_result(result: Result) -> tuple[str, ...]:
    """Return the names in what a function returns."""
    parts = result.items if isinstance(result, Pack) else (result,)
    parts = tuple([Name(p.name) if isinstance(p, Instance) else numbered_by(p) for p in parts])
    return tuple([n for part in parts if isinstance(part, (Name, Apply)) for n in part.names])


def rebound_parameters(function: Any) -> set[str]:
    """Return the parameters that the function's body binds anew."""
    body = function.body if isinstance(function.body, list) else [function.body]
    found = {name for statement in body for name in bound_by(statement)}
    return (found | shared_by(function)) & {p.id for p in parameters(function)}


def _wanted(callee: Callee, function: Any, node: Any) -> int | None:
    """Return how many positional arguments a call gives, if the function takes one number only."""
    spec, by_name = function.args, {keyword.arg for keyword in node.keywords}
    wanted = [name for name in _by_place(callee, function) if name not in by_name]
    is_open = spec.vararg or None in by_name or set(wanted) & set(callee.definition.defaults)
    return None if is_open else len(wanted)


def _left_by(callee: Callee, function: Any, args: list[Any], keywords: list[Any]) -> list[bool]:
    """Return for each parameter that a star of a call has to fill whether it may stay empty."""
    before = next((k for k, arg in enumerate(args) if isinstance(arg, gast.Starred)), len(args))
    named = {*callee.definition.defaults, *[key for key, _ in keywords]}
    return [param in named for param in _by_place(callee, function)[before:]]


def _by_place(callee: Callee, function: Any) -> list[str]:
    """Return the parameters that a call may give by place."""
    spec = function.args
    return [p.id for p in (*spec.posonlyargs, *spec.args)][callee.bound is not None :]
