"""Quoting: the user's own line as the comment on its adjoint, where it can stand for it.

A line is quoted iff (1) it is one assignment or return and nothing else, (2) it makes one value, in
one way, and (3) its names are those that the program has: where `x = x * x` became `x2 = x1 * x1`
the comment shows the latter, and a line of a function that was put in the place of its call is
shown in the names of the caller. `return e` is quoted as `z = e`.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Set
from functools import lru_cache

from ..errors import Where
from ..ir.frozen import dataclass
from ..ir.nodes import Assign, Program, Stmt, Store
from ..ir.walk import all_names, names_in

BRANCHING = (ast.IfExp, ast.BoolOp, ast.NamedExpr, ast.Lambda)


@dataclass(frozen=True, slots=True)
class Quote:
    """The user's text; of a `return` the text of what is returned, and its name here.

    `names` are the program's names that the text shows.
    """

    text: str
    result: str | None = None
    names: tuple[str, ...] = ()


def quotes_of(primal: Program, notes: Mapping[int, Stmt]) -> dict[int, Quote]:
    """Return the quotes of the statements of `primal` that have one, by number."""
    known = all_names(primal)
    changed = {name.partition("'")[0] for name in known if "'" in name}
    results = set(names_in(primal.result))
    quotes = {}
    unchanged = known - changed
    for sid, stmt in notes.items():
        quote = _quoted(stmt, primal.places.get(stmt.tag.sid), unchanged, results)
        if quote is not None and not changed.intersection(quote.names):
            quotes[sid] = quote
    return quotes


def _quoted(
    stmt: Stmt, where: Where | None, known: Set[str], results: Set[str]
) -> Quote | None:
    if not isinstance(stmt, (Assign, Store)) or where is None:
        return None
    line = _line(where.text.strip())
    if line is None or not line.variables <= known:
        return None
    if not line.is_return:
        return Quote(line.text, None, line.names)
    if not isinstance(stmt, Assign) or stmt.target not in results:
        return None
    return Quote(line.text, stmt.target, line.names)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the user's that can be quoted: its text, and of a return what is returned.

    `variables` are its names, without what is called and what an attribute is read of.
    """

    text: str
    is_return: bool
    names: tuple[str, ...]
    variables: frozenset[str]


@lru_cache(maxsize=4096)
def _line(text: str) -> _Line | None:
    """Return what a line says, None if it cannot be quoted."""
    node = _statement(text)
    if not isinstance(node, (ast.Assign, ast.AugAssign, ast.Return)):
        return None
    parts = list(ast.walk(node))
    if any(map(_is_several, parts)):
        return None
    value: ast.AST = node
    if isinstance(node, ast.Return):
        if node.value is None or isinstance(node.value, (ast.Tuple, ast.List, ast.Dict)):
            return None
        value = node.value
    names = tuple([n.id for n in parts if isinstance(n, ast.Name)])
    segment = ast.get_source_segment(text, value) or ""
    return _Line(segment, isinstance(node, ast.Return), names, _plain(parts))


def _is_several(node: ast.AST) -> bool:
    """Return whether a part of a line makes it several values, or one in several ways."""
    several_targets = isinstance(node, (ast.Tuple, ast.List)) and isinstance(node.ctx, ast.Store)
    return several_targets or isinstance(node, BRANCHING)


def _plain(parts: list[ast.AST]) -> frozenset[str]:
    """Return the names of variables: neither what is called nor what has an attribute read."""
    others = {id(part.func) for part in parts if isinstance(part, ast.Call)}
    others |= {id(part.value) for part in parts if isinstance(part, ast.Attribute)}
    return frozenset(p.id for p in parts if isinstance(p, ast.Name) and id(p) not in others)


def _statement(line: str) -> ast.stmt | None:
    """Return the statement that a line is, None if it is a part of one, or several."""
    try:
        body = ast.parse(line).body
    except SyntaxError:
        return None
    return body[0] if len(body) == 1 else None

