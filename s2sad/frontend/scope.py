"""Scopes: which names a function binds, and the internal name that each of them has."""

from __future__ import annotations

from functools import cache
from typing import Any

import gast

from ..ir.fresh import first_free
from ..ir.frozen import dataclass, field
from .blocks import statements_in
from .values import Value

_CLASSES = [kind for kind in vars(gast).values() if isinstance(kind, type)]
_NODES = frozenset([kind for kind in _CLASSES if issubclass(kind, gast.AST)])
_OWN_SCOPE = (gast.FunctionDef, gast.AsyncFunctionDef, gast.Lambda, gast.ClassDef)
_OF_SIGNS = frozenset(("ctx", "op", "ops"))  # the fields that hold operators and contexts
_WITH_BLOCKS = (
    gast.If, gast.For, gast.AsyncFor, gast.While, gast.With, gast.AsyncWith, gast.Try,
    gast.ExceptHandler, gast.Match, gast.match_case, getattr(gast, "TryStar", gast.Try),
)  # fmt: skip

_RUNS = (gast.Call, gast.ListComp, gast.DictComp, gast.GeneratorExp)


class Names:
    """Internal names: every name is given out once."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.temporaries = 0

    def reserve(self, names: set[str]) -> None:
        self.taken |= names

    def fresh(self, base: str) -> str:
        """Return `base` if it is free, else the first free one of `base'2`, `base'3`, …"""
        name = first_free(base, self.taken)
        self.taken.add(name)
        return name

    def parameter(self, base: str) -> str:
        """Return a name for a parameter of an inlined function: `x'p`, `x'p2`, …"""
        name, number = f"{base}'p", 1
        while name in self.taken:
            number += 1
            name = f"{base}'p{number}"
        self.taken.add(name)
        return name

    def release(self, name: str) -> None:
        """Take back a name that was given out and is not used."""
        self.taken.discard(name)

    def temporary(self) -> str:
        self.temporaries += 1
        return f"%{self.temporaries}"


@dataclass(eq=False)
class Scope:
    """The names of one run of a function: their internal names, and what is known of them.

    `statics` holds the names that stand for functions or captured objects at this point of the
    program, `packs` the lengths of tuples that are arguments, `lengths` those of other tuples and
    lists, `keywords` the names in a `**kwargs`, `tables` the keys of dicts. A nonlocal name has the
    internal name that it has in its own function.
    """

    internal: dict[str, str]
    parent: Scope | None = None
    statics: dict[str, Value] = field(default_factory=dict)
    packs: dict[str, int] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    keywords: dict[str, dict[str, str]] = field(default_factory=dict)
    tables: dict[str, tuple[str, ...]] = field(default_factory=dict)
    globals: frozenset[str] = frozenset()
    nonlocals: frozenset[str] = frozenset()

    def owner_of(self, name: str) -> Scope | None:
        """Return the scope that binds a name, this one or one around it."""
        scope: Scope | None = self
        while scope is not None and name not in scope.internal:
            if name in scope.globals:
                return None
            scope = scope.parent
        return scope


def parameters(node: Any) -> list[Any]:
    """Return the parameter nodes of a function, in order, stars included."""
    args = node.args
    starred = [args.vararg] if args.vararg else []
    double = [args.kwarg] if args.kwarg else []
    return [*args.posonlyargs, *args.args, *starred, *args.kwonlyargs, *double]


def bound_names(node: Any) -> list[str]:
    """Return the names that a function binds: parameters first, then in order of appearance."""
    found = dict.fromkeys(p.id for p in parameters(node))
    body = node.body if isinstance(node.body, list) else [node.body]
    declared = declared_by(node)
    for statement in body:
        found.update(dict.fromkeys(bound_by(statement)))
    return [name for name in found if name not in declared]


def bound_by(node: Any) -> list[str]:
    """Return the names that a node binds in the function that it stands in."""
    found: list[str] = []
    for part in walk_scope(node):
        kind = type(part)
        if kind is gast.Name:
            if isinstance(part.ctx, (gast.Store, gast.Del)):
                found.append(part.id)
        elif kind in (gast.FunctionDef, gast.AsyncFunctionDef, gast.ClassDef):
            found.append(part.name)
        elif kind in (gast.Import, gast.ImportFrom):
            found += [(alias.asname or alias.name).split(".")[0] for alias in part.names]
        elif kind is gast.ExceptHandler and part.name:
            found.append(getattr(part.name, "id", part.name))
    return found


def same_scope(node: Any) -> list[Any]:
    """Return the children of a node that are evaluated in the scope that the node stands in.

    Of a function these are its decorators and defaults; of a comprehension, all but its targets.
    """
    kind = type(node)
    if kind is gast.Constant or kind is gast.Name and node.annotation is None:
        return []
    if kind in _OWN_SCOPE:
        found = list(getattr(node, "decorator_list", []))
        if not isinstance(node, gast.ClassDef):
            found += [d for d in (*node.args.defaults, *node.args.kw_defaults) if d is not None]
        return found
    if kind is gast.comprehension:
        return [child for child in _children(node) if child is not node.target]
    return _children(node)


def _children(node: Any) -> list[Any]:
    """Return the nodes that a node has as its parts, in order, without operators and contexts."""
    found: list[Any] = []
    kind: Any = type(node)
    fields: dict[str, Any] = vars(node)
    for name in _fields_of_parts(kind):
        part = fields.get(name)
        if type(part) is list:
            found += [item for item in part if type(item) in _NODES]
        elif type(part) in _NODES:
            found.append(part)
    return found


@cache
def _fields_of_parts(kind: Any) -> tuple[str, ...]:
    return tuple([name for name in kind._fields if name not in _OF_SIGNS])


def walk_scope(node: Any) -> list[Any]:
    """Return a node and all inside that belongs to the same function, comprehensions included."""
    found: list[Any] = []
    todo = [node]
    while todo:
        part = todo.pop()
        found.append(part)
        inside = same_scope(part)
        if inside:
            todo += reversed(inside)
    return found


def rebound_by(nodes: list[Any]) -> set[str]:
    """Return the names that expressions rebind when they are evaluated (`:=`)."""
    found: set[str] = set()
    todo = list(nodes)
    while todo:
        part = todo.pop()
        if type(part) is gast.NamedExpr:
            found.add(part.target.id)
        todo += same_scope(part)
    return found


def declared_by(node: Any, how: Any = (gast.Global, gast.Nonlocal)) -> set[str]:
    """Return the names that a function declares global or nonlocal."""
    body = node.body if isinstance(node.body, list) else []
    found: set[str] = set()
    todo = list(body)
    while todo:
        part = todo.pop()
        if isinstance(part, how):
            found.update(part.names)
        elif isinstance(part, _WITH_BLOCKS):
            todo += same_scope(part)
    return found


def _everything(node: Any) -> list[Any]:
    """Return a node and all inside, those that are nearer to it first."""
    found = [node]
    for part in found:
        found += _children(part)
    return found


def shared_by(node: Any) -> set[str]:
    """Return the names that a function, or one inside it, declares nonlocal."""
    parts = [part for part in statements_in(node) if isinstance(part, gast.Nonlocal)]
    return {name for part in parts for name in part.names}


def returns_function(node: Any) -> bool:
    """Return whether a function returns one that is defined in it."""
    body = node.body if isinstance(node.body, list) else [gast.Return(node.body)]
    own = {part.name for part in body if isinstance(part, gast.FunctionDef)}
    given = [part.value for part in body if isinstance(part, gast.Return)]
    return any(isinstance(v, gast.Lambda) or getattr(v, "id", None) in own for v in given)


def runs_code(node: Any) -> bool:
    """Return whether a node may run a function of the user's when it is evaluated."""
    return any(isinstance(part, _RUNS) for part in walk_scope(node))


def free_names(node: Any) -> list[str]:
    """Return the names that a function, or one inside it, reads and none of them binds."""
    names = [part for part in _everything(node) if type(part) is gast.Name]
    bound = {part.id for part in names if not isinstance(part.ctx, gast.Load)}
    found = dict.fromkeys(part.id for part in names if isinstance(part.ctx, gast.Load))
    return [name for name in found if name not in bound]
