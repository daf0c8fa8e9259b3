"""Stars: `f(*values)` and `f(**options)` where lengths and keys are known before the run.

A tuple has the length of its display for good. A dict has the keys of its display if the function
binds it once and stores under no other key. `**kwargs` of a helper is no dict as long as it is only
read by constant keys and passed on: `kw["a"]` is a variable, `"a" in kw` is true or false.
"""

from __future__ import annotations

import copy
from typing import Any

import gast

from ..errors import Error, Unsupported, WrongCall
from ..ir.nodes import Apply, Const, Expr, Name
from .classes import is_bundle
from .expressions import is_data
from .lowering import Lowering
from .ready import Ready, call_on, item_of, placed
from .scope import Scope, bound_by, declared_by, parameters, rebound_by, runs_code
from .values import Captured, Primitive

_ONE_BY_ONE = "Write the arguments one by one."
_DATA = (
    gast.Name, gast.Subscript, gast.Attribute, gast.BinOp, gast.UnaryOp, gast.Call, gast.ListComp,
    gast.GeneratorExp,
)
_ONE_BY_ONE_OPS = {"map", "filter", "zip", "reversed", "enumerate"}


class Stars(Lowering):
    """Lowers stars in calls."""

    def expanded(
        self, node: Any, wanted: int | None = None, carried: bool = False
    ) -> tuple[list[Any], list[tuple[str, Any]]]:
        """Return the argument nodes of a call, `*args` and `**kwargs` spelt out.

        Anything else after a star is refused, unless the function takes as many arguments as are
        `wanted` and no other number: how many it is, only the run can tell. A call that is
        `carried` as it is, like `rng.rand(*x.shape)`, keeps its stars.
        """
        args: list[Any] = []
        for arg in node.args:
            if not isinstance(arg, gast.Starred):
                args.append(arg)
            elif wanted is None or not self._is_taken_apart(arg, node):
                args += self._star(arg, not args, carried)
            else:
                args = self._evaluated_before(args, arg.value)
                args += self._taken_apart(arg.value, wanted - len(node.args) + 1)
        keywords: list[tuple[str, Any]] = []
        for keyword in node.keywords:
            if keyword.arg is None:
                keywords += self._double_star(keyword.value)
            else:
                keywords.append((keyword.arg, keyword.value))
        names = [name for name, _ in keywords]
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            raise self.refusal(
                WrongCall, f"the argument `{twice[0]}` is given twice", node,
                "Python would raise a TypeError here.", "Give it once.",
            )  # fmt: skip
        return args, keywords

    # -- *values -----------------------------------------------------------------------------

    def _star(self, node: Any, is_first: bool, carried: bool) -> list[Any]:
        value = node.value
        if isinstance(value, (gast.Tuple, gast.List)):
            inner = [self._star(e, is_first, carried) if isinstance(e, gast.Starred) else [e]
                     for e in value.elts]  # fmt: skip
            return [item for items in inner for item in items]
        if is_first and isinstance(value, gast.Call):
            result = self.call(value)
            if isinstance(result, Apply) and is_display(result):
                return [Ready(self.named(item, value), value) for item in result.args]
            value = Ready(result, value)
        count = self._length_of(value)
        if count is None and carried and self.static(value) is None:
            return [placed(gast.Starred(value, gast.Load()), node)]
        if count is None:
            raise self._endless(node)
        return [item_of(value, i, node) for i in range(count)]

    def _endless(self, node: Any) -> Error:
        return self._unknown(
            node, "", "How many arguments it stands for is not known before the run.", _ONE_BY_ONE
        )

    def _unknown(self, node: Any, stars: str, why: str, instead: str) -> Error:
        what = f"s2sad cannot expand `{stars}{self.text_of(node)}` here"
        error = self.refusal(Unsupported, what, node, why, instead)
        error.is_of_dicts = error.is_of_arguments = True
        return error

    def of_one_row(self, node: Any) -> Any:
        """Return `max(*x)` as `max(x)` and `max(a, *x)` as `max((a, *x))`, whatever x holds."""
        if not any(isinstance(arg, gast.Starred) for arg in node.args):
            return node
        args, keywords = self.expanded(node, carried=True)
        if any(isinstance(arg, gast.Starred) for arg in args):
            row = gast.Tuple(args, gast.Load())
            args = [placed(row, node) if len(args) > 1 else args[0].value]
        given = [gast.keyword(name, value) for name, value in keywords]
        return placed(gast.Call(node.func, args, given), node)

    def with_items_of_star(self, args: list[Any], left: list[bool], node: Any) -> list[Any]:
        """Return the arguments of a call, with what its parameters get from a star taken from it.

        `f(t, *p)` for `def f(t, a, *rest)` is `f(t, p[0], *p[1:])`. `left` are the parameters that
        a star has to fill: whether each may stay empty, which only the run can tell.
        """
        stars = [arg for arg in args if isinstance(arg, gast.Starred)]
        if not stars or not left:
            return args
        value, others = stars[0].value, [arg for arg in args if arg is not stars[0]]
        is_last = len(stars) == 1 and args[-1] is stars[0]
        if any(left) or not is_last or any(map(runs_code, others)) or rebound_by(args):
            raise self._endless(stars[0])
        base = Ready(self.named(self.value(value), value), value)
        self.assert_length(base.result, len(left) + 1, True, value)  # type: ignore[attr-defined]
        bounds = [placed(gast.Constant(bound, None), node) for bound in (len(left), None)]
        rest = gast.Subscript(base, gast.Slice(*bounds, None), gast.Load())
        taken = [item_of(base, i, value) for i in range(len(left))]
        return [*others, *taken, placed(gast.Starred(placed(rest, node), gast.Load()), node)]

    def _is_taken_apart(self, star: Any, node: Any) -> bool:
        """Return whether a star's length is only known by how many arguments are wanted.

        Of a star that stands alone Python takes the items after what is given by name is evaluated.
        """
        if len(node.args) == 1 and any(runs_code(word.value) for word in node.keywords):
            return False
        value, others = star.value, [arg for arg in node.args if arg is not star]
        if not isinstance(value, _DATA) or any(isinstance(arg, gast.Starred) for arg in others):
            return False
        return self.static(value) is None and self._length_of(value) is None

    def _evaluated_before(self, args: list[Any], value: Any) -> list[Any]:
        """Return arguments that are evaluated before a value, which may change what they read."""
        if not any(runs_code(part) or rebound_by([part]) for part in (*args, value)):
            return args
        found: list[Any] = []
        for arg, later in zip(args, self.rebound_later([*args, value])):
            result = self.operand_or_object(arg)
            if isinstance(result, Apply):
                result = self.temporary(result, arg)
            elif isinstance(result, (Name, Const)):
                result = self.hold(result, later, arg)
            found.append(Ready(result, arg))
        return found

    def _taken_apart(self, value: Any, count: int) -> list[Any]:
        """Return the items of a value of which so many are wanted."""
        if self._gives_one_by_one(value):
            value = call_on(Ready(Primitive("list"), value), [value], [], value)
        result = self.value(value)
        if isinstance(result, Apply) and is_display(result):
            return [Ready(self.named(item, value), value) for item in result.args]
        base = self.named(result, value)
        self.assert_length(base, max(count, 0), False, value)  # type: ignore[attr-defined]
        return [item_of(Ready(base, value), i, value) for i in range(count)]

    def _gives_one_by_one(self, value: Any) -> bool:
        if isinstance(value, gast.Call):
            called = self.static(value.func)
            return isinstance(called, Primitive) and called.op in _ONE_BY_ONE_OPS
        return isinstance(value, gast.GeneratorExp)

    def _length_of(self, node: Any) -> int | None:
        """Return the length of a tuple that is known before the run."""
        if not isinstance(node, gast.Name):
            return None
        owner = self.scope.owner_of(node.id)
        if owner is not None and node.id in owner.packs:
            return owner.packs[node.id]
        if owner is not None and node.id in owner.lengths:
            return owner.lengths[node.id]
        known = self.static(node)
        if is_bundle(known) and known.type is not dict:
            return len(self.heap_keys(known))
        held: Any = known.handle if isinstance(known, Captured) else None
        is_of_functions = type(held) is list and all(map(callable, held))
        if isinstance(known, Captured) and (type(held) is tuple or is_of_functions):
            self.frame.definition.resolver.rely_on(known)
            return len(held)
        return None

    def note_length(self, name: str, result: Any) -> None:
        """Note the length or the keys of a display that a name is bound to, if they last."""
        if isinstance(result, Apply) and result.op == "dict.merge" and len(result.args) == 1:
            result = result.args[0]  # dict(a=x)
        if not isinstance(result, Apply) or result.op not in ("tuple", "list", "dict"):
            return
        scope, function = self.frame.scope, self.frame.source.node
        is_own = self.scope is scope or name not in self.scope.internal
        if not is_own or scope.internal.get(name) in self.shared or not is_once(function, name):
            return
        keys = [key.value for key in result.args[::2] if isinstance(key, Const)]
        if result.op == "dict" and all(isinstance(key, str) for key in keys):
            if _stores_only(function, name, set(keys)):
                scope.tables[name] = tuple(dict.fromkeys(keys))
        elif is_display(result) and (result.op == "tuple" or _is_only_read(function, name)):
            scope.lengths[name] = len(result.args)

    # -- **options ---------------------------------------------------------------------------

    def _double_star(self, value: Any) -> list[tuple[str, Any]]:
        value = self.as_display(value)
        if isinstance(value, gast.Dict):
            return self._display_pairs(value)
        if self.dicts_apart and isinstance(value, (gast.DictComp, gast.Call)):
            value = Ready(self.operand_or_object(value), value)
        keys = self._keys_of(value)
        if keys is not None:
            return [(key, item_of(value, key, value)) for key in keys]
        owner = self.scope.owner_of(value.id) if isinstance(value, gast.Name) else None
        if owner is None or value.id not in owner.keywords:
            raise self._unknown(
                value, "**", "Which arguments it stands for is not known before the run.",
                "Write the arguments one by one: `f(a=d['a'])`.",
            )  # fmt: skip
        return [
            (key, placed(gast.Name(name, gast.Load(), None, None), value))
            for key, name in owner.keywords[value.id].items()
        ]

    def _display_pairs(self, node: Any) -> list[tuple[str, Any]]:
        """Return the pairs of a dict display; of a key that comes twice, the last value."""
        found: dict[str, Any] = {}
        for key, value in zip(node.keys, node.values):
            pairs = self._double_star(value) if key is None else [(_text(key), value)]
            for name, item in pairs:
                if name is None or name in found and runs_code(found[name]):
                    raise self.refusal(
                        Unsupported, f"s2sad cannot expand `**{self.text_of(node)}` here", node,
                        "Its keys must be texts, each of which is written once.", _ONE_BY_ONE,
                    )  # fmt: skip
                found[name] = item
        return list(found.items())

    def _keys_of(self, node: Any) -> tuple[str, ...] | None:
        """Return the keys of a dict that are known before the run."""
        owner = self.scope.owner_of(node.id) if isinstance(node, gast.Name) else None
        if owner is not None and node.id in owner.tables:
            return owner.tables[node.id]
        is_data = isinstance(node, (gast.Name, gast.Attribute, gast.Subscript, Ready))
        known = self.static(node) if is_data else None
        keys: Any = None
        if is_bundle(known) and known.type is dict:
            keys = self.heap_keys(known)
        elif isinstance(known, Captured) and type(known.handle) is dict:
            self.frame.definition.resolver.rely_on(known)
            keys = known.handle
        return tuple(keys) if keys is not None and all(isinstance(k, str) for k in keys) else None

    # -- **kwargs of a helper ----------------------------------------------------------------

    def without_options(self, function: Any, table: dict[str, str]) -> Any:
        """Return a function with what it reads of its `**kwargs` as names; None if it does more.

        `table` holds the name of each key that is given.
        """
        name = function.args.kwarg.id
        made = copy.deepcopy(function)
        reader = _Options(name, table)
        made.body = [reader.visit(part) for part in made.body] if isinstance(
            made.body, list) else reader.visit(made.body)  # fmt: skip
        parts = made.body if isinstance(made.body, list) else [made.body]
        left = [p for part in parts for p in gast.walk(part)
                if isinstance(p, gast.Name) and p.id == name]  # fmt: skip
        return made if all(id(part) in reader.passed for part in left) else None

    def options_as_dict(self, function: Any, scope: Scope, node: Any) -> None:
        """Bind the `**kwargs` of a function to a dict."""
        name = function.args.kwarg.id
        table = scope.keywords.pop(name)
        for key, entry in table.items():
            if entry in scope.statics and not is_data(scope.statics[entry]):
                raise self._options_refusal(function, name, key, node)
        outer, self.scope = self.scope, Scope(scope.internal, None, scope.statics)
        try:
            entries = [placed(gast.Name(entry, gast.Load(), None, None), node)
                       for entry in table.values()]  # fmt: skip
            values = [self.operand(entry) for entry in entries]
        finally:
            self.scope = outer
        pairs: list[Expr] = []
        for key, value in zip(table, values):
            pairs += [Const(key), value]
        self.set_name(scope.internal[name], Apply("dict", tuple(pairs)), node)
        is_read = is_once(function, name, 0) and name not in shared_names(function)
        if is_read and _stores_only(function, name, set(table)):
            scope.tables[name] = tuple(table)

    def _options_refusal(self, function: Any, name: str, key: str, node: Any) -> Error:
        return self.refusal(
            Unsupported, f"s2sad cannot put the function `{key}` into `{name}`", node,
            f"`{function.name}` uses `{name}` as a dict; a function is not data.",
            "Read it by constant keys and pass it on only, or name the parameter.",
        )  # fmt: skip


class _Options(gast.NodeTransformer):
    """Replaces what is read of `**kw` by names and constants; `passed` are the `**kw` of calls."""

    def __init__(self, name: str, table: dict[str, str]) -> None:
        self.name, self.table = name, table
        self.passed: set[int] = set()

    def visit_Subscript(self, node: Any) -> Any:  # noqa: N802 - the name that gast asks for
        key = _text(node.slice)
        if self._is_own(node.value) and key in self.table and isinstance(node.ctx, gast.Load):
            return self._entry(key, node)
        return self.generic_visit(node)

    def visit_Call(self, node: Any) -> Any:  # noqa: N802
        func = node.func
        is_get = isinstance(func, gast.Attribute) and func.attr == "get"
        if is_get and self._is_own(func.value) and 1 <= len(node.args) <= 2 and not node.keywords:
            key, *rest = node.args
            if _text(key) in self.table and not any(map(runs_code, rest)):
                return self._entry(_text(key), node)
            if _text(key) is not None and _text(key) not in self.table:
                none = placed(gast.Constant(None, None), node)
                return self.visit(rest[0]) if rest else none
        for keyword in node.keywords:
            if keyword.arg is None and self._is_own(keyword.value):
                self.passed.add(id(keyword.value))
        return self.generic_visit(node)

    def visit_Compare(self, node: Any) -> Any:  # noqa: N802
        key = _text(node.left)
        if len(node.ops) == 1 and key is not None and self._is_own(node.comparators[0]):
            if isinstance(node.ops[0], (gast.In, gast.NotIn)):
                is_in = isinstance(node.ops[0], gast.In)
                return placed(gast.Constant((key in self.table) == is_in, None), node)
        return self.generic_visit(node)

    def _entry(self, key: str | None, node: Any) -> Any:
        return placed(gast.Name(self.table[key or ""], gast.Load(), None, None), node)

    def _is_own(self, node: Any) -> bool:
        return isinstance(node, gast.Name) and node.id == self.name


def is_display(result: Apply) -> bool:
    """Return whether a value is a tuple or list display without stars."""
    stars = [arg for arg in result.args if isinstance(arg, Apply) and arg.op == "star"]
    return result.op in ("tuple", "list") and not stars


def is_once(function: Any, name: str, times: int = 1) -> bool:
    """Return whether a function binds a name so many times, and it is no parameter if once."""
    body = function.body if isinstance(function.body, list) else [function.body]
    count = [found for part in body for found in bound_by(part)].count(name)
    is_parameter = name in [p.id for p in parameters(function)]
    return count == times and (times == 0 or not is_parameter)


def shared_names(function: Any) -> set[str]:
    """Return the names that functions inside a function declare nonlocal."""
    inside = [p for p in gast.walk(function) if isinstance(p, gast.FunctionDef)]
    return {name for part in inside for name in declared_by(part, gast.Nonlocal)}


def _stores_only(function: Any, name: str, keys: set[str]) -> bool:
    """Return whether a function stores only under these keys of a dict."""
    stores = [p for p in gast.walk(function) if isinstance(p, gast.Subscript)
              and not isinstance(p.ctx, gast.Load)]  # fmt: skip
    own = [p for p in stores if isinstance(p.value, gast.Name) and p.value.id == name]
    return all(_text(part.slice) in keys for part in own)


def _is_only_read(function: Any, name: str) -> bool:
    """Return whether a function only takes items of a list, and expands it."""
    read: set[int] = set()
    for part in gast.walk(function):
        is_item = isinstance(part, gast.Subscript) and isinstance(part.ctx, gast.Load)
        if is_item or isinstance(part, gast.Starred):
            read.add(id(part.value))
    names = [p for p in gast.walk(function) if isinstance(p, gast.Name) and p.id == name]
    return all(id(p) in read or isinstance(p.ctx, gast.Store) for p in names)


def _text(node: Any) -> str | None:
    value = node.value if isinstance(node, gast.Constant) else None
    return value if isinstance(value, str) else None
