"""Borrowed functions: the source of the runtime functions that a text calls, to stand beside it.

A text that says `rt.expand(g, x)` becomes one that says `expand(g, x)`, and `borrowed` gives the
source of `expand` and of all that it calls in turn, each once, callees first.
"""

from __future__ import annotations

import ast
import inspect
import io
import re
import sys
import textwrap
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from types import FunctionType, ModuleType
from typing import Any

from .. import runtime
from ..runtime import marker

Place = tuple[int, int]
_DATA = (int, float, str, tuple, list, dict)
MARK = re.compile(r"^@primitive$", re.MULTILINE)


def without_root(text: str, root: str) -> tuple[str, dict[str, str]]:
    """Return a text with `rt.name` made `name`, and what each name was made.

    A name that the text uses otherwise gives way: `rt.t` becomes `t_rt` where there is a `t`.
    """
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    calls = [k for k in range(len(tokens)) if _is_call(tokens, k, root)]
    after = {k + 2 for k in calls}
    taken = {
        token.string for k, token in enumerate(tokens)
        if token.type == tokenize.NAME and k not in after and (not k or tokens[k - 1].string != ".")
    }  # fmt: skip
    names = {tokens[k + 2].string: tokens[k + 2].string for k in calls}
    names = {name: f"{name}_rt" if name in taken else name for name in names}
    lines = text.splitlines(keepends=True)
    for token in tokens:
        if token.type == tokenize.COMMENT:
            row, column = token.start
            comment = re.sub(rf"\b{root}\.(?=\w)", "", lines[row - 1][column:])
            lines[row - 1] = lines[row - 1][:column] + comment
    for k in reversed(calls):
        first, last = tokens[k], tokens[k + 2]
        line = lines[first.start[0] - 1]
        called = names[last.string]
        lines[first.start[0] - 1] = line[: first.start[1]] + called + line[last.end[1] :]
    return "".join(lines), names


def _is_call(tokens: list[tokenize.TokenInfo], k: int, root: str) -> bool:
    """Return whether `rt.name` stands at token k, and is no attribute of something else."""
    if tokens[k].type != tokenize.NAME or tokens[k].string != root:
        return False
    return tokens[k + 1].string == "." and (k == 0 or tokens[k - 1].string != ".")


def giving_way(sources: Iterable[str], text: str) -> dict[str, str]:
    """Return other names for what sources define under names that a text has for something else."""
    words = set(re.findall(r"\w+", text))
    defined = [name for source in sources for stmt in ast.parse(source).body
               for name in _defined_by(stmt)]  # fmt: skip
    return {name: f"{name}_rt" for name in defined if name in words}


def _defined_by(stmt: ast.stmt) -> list[str]:
    return [stmt.name] if isinstance(stmt, ast.FunctionDef) else [
        part.id for part in _names_in(stmt) if isinstance(part.ctx, ast.Store)
    ]


def _names_in(tree: ast.AST) -> list[ast.Name]:
    return [part for part in ast.walk(tree) if isinstance(part, ast.Name)]


def renamed(source: str, names: Mapping[str, str]) -> str:
    """Return the source of functions with other names for themselves, and for what they read."""
    lines = source.splitlines(keepends=True)
    for row, start, name in sorted(_places_of_names(ast.parse(source)), reverse=True):
        line = lines[row - 1].encode()
        rest = line[start + len(name.encode()) :]
        lines[row - 1] = (line[:start] + names.get(name, name).encode() + rest).decode()
    return "".join(lines)


def _places_of_names(tree: ast.Module) -> Iterator[tuple[int, int, str]]:
    """Yield where names stand that are not local; what is called is none of the arguments."""
    for stmt in tree.body:
        names, parts = _names_in(stmt), list(ast.walk(stmt))
        bound = {part.arg for part in parts if isinstance(part, ast.arg)}
        called = {id(part.func) for part in parts if isinstance(part, ast.Call)}
        if isinstance(stmt, ast.FunctionDef):
            yield stmt.lineno, stmt.col_offset + len("def "), stmt.name
            bound |= {part.id for part in names if isinstance(part.ctx, ast.Store)}
        for part in names:
            if part.id not in bound or id(part) in called:
                yield part.lineno, part.col_offset, part.id


def borrowed(names: Iterable[str]) -> list[str]:
    """Return the sources of runtime functions and of all that they need, callees first."""
    found: dict[Any, str] = {}
    for name in sorted(names):
        _collect(getattr(runtime, name), found)
    return list(found.values())


def _collect(function: Any, found: dict[Any, str]) -> None:
    plain = inspect.unwrap(function)
    if plain in found:
        return
    source = inspect.getsource(plain)
    if MARK.search(source):
        _collect(marker.own_memory, found)
        source = MARK.sub("@own_memory", source)
    module: ModuleType = sys.modules[plain.__module__]
    for node in ast.walk(ast.parse(textwrap.dedent(source))):
        other = getattr(module, node.id, None) if isinstance(node, ast.Name) else None
        if type(other) in _DATA and isinstance(node, ast.Name):
            _collect_constant(module, node.id, found)
        if not isinstance(other, FunctionType) or not other.__module__.startswith("s2sad."):
            continue
        if inspect.unwrap(other) is not plain and other is not marker.own_memory:
            _collect(other, found)
    found.setdefault(plain, _without_annotations(source).strip("\n"))


def _collect_constant(module: ModuleType, name: str, found: dict[Any, str]) -> None:
    """Add the statement of a module that binds a constant."""
    whole = inspect.getsource(module)
    for stmt in ast.parse(whole).body:
        targets = stmt.targets if isinstance(stmt, ast.Assign) else [getattr(stmt, "target", stmt)]
        bound = {part.id for target in targets for part in ast.walk(target)
                 if isinstance(part, ast.Name)}  # fmt: skip
        if isinstance(stmt, (ast.Assign, ast.AnnAssign)) and name in bound:
            text = ast.get_source_segment(whole, stmt) or ""
            found.setdefault((module.__name__, stmt.lineno), _without_annotations(text))


def _without_annotations(source: str) -> str:
    """Return the source of a function without annotations: they would need imports."""
    source = re.sub(r"  # type: ignore\[.*?\]", "", source)
    lines = source.splitlines(keepends=True)
    for (row, start), (last, end) in sorted(_annotations(ast.parse(source), lines), reverse=True):
        rest = lines[last - 1][end:]
        lines[row - 1 : last] = [lines[row - 1][:start] + rest]
    return re.sub(r"^(?=def )(.*)$", lambda m: m[0].replace(" = ", "="), "".join(lines), flags=re.M)


def _annotations(tree: ast.AST, lines: list[str]) -> Iterator[tuple[Place, Place]]:
    """Yield where each annotation begins, with its colon or arrow, and where it ends."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.annotation is not None:
            yield (node.lineno, node.col_offset + len(node.arg)), _end(node.annotation)
        if isinstance(node, ast.AnnAssign):
            yield _end(node.target), _end(node.annotation)
        if isinstance(node, ast.FunctionDef) and node.returns is not None:
            row, column = node.returns.lineno, node.returns.col_offset
            arrow = lines[row - 1].rindex("->", 0, column)
            yield (row, len(lines[row - 1][:arrow].rstrip())), _end(node.returns)


def _end(node: Any) -> Place:
    return node.end_lineno, node.end_col_offset
