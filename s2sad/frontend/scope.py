"""Scopes: which names a function binds, and the internal name that each of them has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import gast

from .values import Value

_OWN_SCOPE = (gast.FunctionDef, gast.AsyncFunctionDef, gast.Lambda, gast.ClassDef)


class Names:
    """Internal names: every name is given out once."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.temporaries = 0

    def reserve(self, names: set[str]) -> None:
        self.taken |= names

    def fresh(self, base: str) -> str:
        """Return `base` if it is free, else the first free one of `base'2`, `base'3`, …"""
        name, number = base, 1
        while name in self.taken:
            number += 1
            name = f"{base}'{number}"
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
    program, `packs` the length of a `*args`, `keywords` the names in a `**kwargs`.
    """

    internal: dict[str, str]
    parent: Scope | None = None
    statics: dict[str, Value] = field(default_factory=dict)
    packs: dict[str, int] = field(default_factory=dict)
    keywords: dict[str, dict[str, str]] = field(default_factory=dict)
    globals: frozenset[str] = frozenset()

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


def bound_by(node: Any) -> Iterator[str]:
    """Yield the names that a node binds in the function that it stands in."""
    if isinstance(node, gast.Name) and isinstance(node.ctx, (gast.Store, gast.Del)):
        yield node.id
    if isinstance(node, (gast.FunctionDef, gast.AsyncFunctionDef, gast.ClassDef)):
        yield node.name
    if isinstance(node, (gast.Import, gast.ImportFrom)):
        yield from ((alias.asname or alias.name).split(".")[0] for alias in node.names)
    if isinstance(node, gast.ExceptHandler) and node.name:
        yield getattr(node.name, "id", node.name)
    for child in same_scope(node):
        yield from bound_by(child)


def same_scope(node: Any) -> Iterator[Any]:
    """Yield the children of a node that are evaluated in the scope that the node stands in.

    Of a function these are its decorators and defaults; of a comprehension, all but its targets.
    """
    if isinstance(node, _OWN_SCOPE):
        yield from getattr(node, "decorator_list", [])
        if not isinstance(node, gast.ClassDef):
            yield from [d for d in (*node.args.defaults, *node.args.kw_defaults) if d is not None]
        return
    for child in gast.iter_child_nodes(node):
        if isinstance(node, gast.comprehension) and child is node.target:
            continue
        yield child


def walk_scope(node: Any) -> Iterator[Any]:
    """Yield a node and all inside that belongs to the same function, comprehensions included."""
    yield node
    for child in same_scope(node):
        yield from walk_scope(child)


def rebound_by(nodes: list[Any]) -> set[str]:
    """Return the names that expressions rebind when they are evaluated (`:=`)."""
    return {
        part.target.id
        for node in nodes
        for part in walk_scope(node)
        if isinstance(part, gast.NamedExpr)
    }


def declared_by(node: Any) -> set[str]:
    """Return the names that a function declares global or nonlocal."""
    body = node.body if isinstance(node.body, list) else []
    return {
        name
        for statement in body
        for part in walk_scope(statement)
        if isinstance(part, (gast.Global, gast.Nonlocal))
        for name in part.names
    }


def free_names(node: Any) -> list[str]:
    """Return the names that a function, or one inside it, reads and none of them binds."""
    names = [part for part in gast.walk(node) if isinstance(part, gast.Name)]
    bound = {part.id for part in names if not isinstance(part.ctx, gast.Load)}
    found = dict.fromkeys(part.id for part in names if isinstance(part.ctx, gast.Load))
    return [name for name in found if name not in bound]
