"""Imports inside a function: what they bind, of modules that are imported already.

    def price(s):
        from scipy.stats import norm        is read as if the import stood at the top of the file:
        return s * norm.cdf(s)              an import of what is there already does nothing else

Definitions:
  1. Such a name must be bound by one import and nothing else, anywhere in the function or in one
     inside it; where the import stands in one inside it, nothing outside of that reads the name,
     which may be another there. Other imports stay where they are, and are refused; so are those
     in a `try` that has handlers, which is called as it is.
  2. A module counts as imported if it is, or if it is a part of NumPy or SciPy.
"""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import gast

from ..errors import Error, Unsupported, Where
from ..ir.frozen import replace
from .source import Source
from .static_files import library
from .static_imports import imported
from .values import Captured, Missing

Import = tuple[Any, Where]  # a statement, and where it stands
Imports = Mapping[str, Import]  # that which binds each name
_IMPORTS = (gast.Import, gast.ImportFrom)


def without_imports(source: Source) -> tuple[Source, Imports]:
    """Return a function's source without its imports, and the import of each name (rule 1)."""
    node = source.node
    lines = source.lines[node.lineno - 1 : node.end_lineno]
    inside = dict(_imports_in(node, node)) if any("import" in line for line in lines) else {}
    if not inside:
        return source, {}
    statements, bound = list(inside), Counter(_bound(node))
    found = {
        name: statement for statement in statements for name in _names(statement)
        if bound[name] == 1 and _reads(node, name) == _reads(inside[statement], name)
    }  # fmt: skip
    whole = [one for one in statements if set(_names(one)) <= found.keys()]
    places = {name: (one, source.where(one)) for name, one in found.items() if one in whole}
    return replace(source, node=_Without(whole).visit(node)), places


def _imports_in(node: Any, function: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the imports in a node, each with the function in which it binds its names."""
    for child in gast.iter_child_nodes(node):
        if isinstance(child, _IMPORTS):
            yield child, function
        elif not (isinstance(child, gast.Try) and child.handlers):
            inner = child if isinstance(child, (gast.FunctionDef, gast.Lambda)) else function
            yield from _imports_in(child, inner)


def _reads(node: Any, name: str) -> int:
    """Return how often a name stands in a node."""
    return sum(isinstance(part, gast.Name) and part.id == name for part in gast.walk(node))


def _names(statement: Any) -> list[str]:
    """Return the names that an import binds."""
    return [(alias.asname or alias.name).split(".")[0] for alias in statement.names]


def _bound(node: Any) -> Iterator[str]:
    """Yield a name for each place in a function, and in those inside it, that binds it."""
    for part in gast.walk(node):
        match part:
            case gast.Name() if not isinstance(part.ctx, gast.Load):
                yield part.id
            case gast.FunctionDef() | gast.AsyncFunctionDef() | gast.ClassDef():
                yield part.name
            case gast.Import() | gast.ImportFrom():
                yield from _names(part)
            case gast.Global() | gast.Nonlocal():
                yield from part.names


class _Without(gast.NodeTransformer):
    """Puts `pass` in the place of statements."""

    def __init__(self, statements: list[Any]) -> None:
        self.statements = statements

    def visit(self, node: Any) -> Any:
        if node in self.statements:
            return gast.copy_location(gast.Pass(), node)
        return self.generic_visit(node)


def import_of(name: str, statement: Import, table: Any) -> Captured | Missing:
    """Return what an import binds a name to, with the namespace that has it, or what is missing.

    `table` are the globals of the function.
    """
    node, where = statement
    try:
        return _of_file(name, node, table) or _of_module(name, node, table, where)
    except Error as refusal:
        return Missing(name, (), refusal)


def _of_file(name: str, node: Any, table: Any) -> Captured | None:
    """Return what a name is in a file that is read and not run."""
    if not getattr(table, "is_static", False):
        return None
    found = imported(table.module, name, gast.gast_to_ast(node))
    return Captured({name: found}, name, (), found)


def _of_module(name: str, node: Any, table: Any, where: Where) -> Captured:
    alias = next(a for a in node.names if (a.asname or a.name).split(".")[0] == name)
    if isinstance(node, gast.Import):
        found = _module(alias.name, where)
        found = found if alias.asname else _module(name, where)
        return Captured({name: found}, name, (), found)
    dotted = "." * (node.level or 0) + (node.module or "")
    owner = _module(importlib.util.resolve_name(dotted, table.get("__package__")), where)
    if hasattr(owner, alias.name):
        return Captured(vars(owner), alias.name, (), getattr(owner, alias.name))
    found = _module(f"{owner.__name__}.{alias.name}", where)
    return Captured({name: found}, name, (), found)


def _module(dotted: str, where: Where) -> Any:
    """Return a module (rule 2)."""
    found = sys.modules.get(dotted) or library(dotted)
    if found is None:
        raise Unsupported(
            f"s2sad cannot differentiate an import of `{dotted}`", where,
            "It has not been imported yet, and an import runs code that s2sad does not see.",
            "Import it at the top of the file.",
        )  # fmt: skip
    return found
