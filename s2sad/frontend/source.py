"""Source: the syntax tree of a function, and the proof that it is the code that runs.

The whole file is parsed and compiled again, so that closures come out as they are. A function node
is the function's source iff the code compiled from it equals the code that runs: instructions,
constants (functions inside included), names, variables and closure cells.
"""

from __future__ import annotations
import __future__

import ast
import linecache
from collections.abc import Iterator
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any, Union

import gast

from ..errors import SourceChanged, SourceUnavailable, Where
from ..ir.frozen import dataclass
from .as_gast import as_gast
from .matching import without_matches
from .sets import without_sets
from .tries import with_returns_after

FunctionNode = Union[gast.FunctionDef, gast.Lambda]
PlainFunction = Union[ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda]

_FUTURE = 0
for _name in __future__.all_feature_names:
    _FUTURE |= getattr(__future__, _name).compiler_flag

_PARTS = (
    "co_code", "co_names", "co_varnames", "co_freevars", "co_cellvars",
    "co_argcount", "co_kwonlyargcount", "co_posonlyargcount",
)  # fmt: skip
_PYTEST = ("@pytest_ar", "@py_builtins")
_BLOCKS = frozenset(("body", "orelse", "handlers", "finalbody", "cases"))


@dataclass(frozen=True)
class Source:
    """A function's node, the file that it stands in, and the lines of that file."""

    node: FunctionNode
    file: str
    lines: tuple[str, ...]

    def where(self, node: Any) -> Where:
        """Return the place of a node of this function."""
        line = getattr(node, "lineno", None) or self.node.lineno
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        column = _characters(text, getattr(node, "col_offset", 0))
        ends_here = getattr(node, "end_lineno", None) == line
        end = _characters(text, node.end_col_offset) if ends_here else None
        return Where(self.file, line, column, end, text)

    def text(self, node: Any) -> str:
        """Return the text of a node, on one line and not longer than it is good to read."""
        if getattr(node, "end_lineno", None) is None or node.lineno > len(self.lines):
            return ""
        more = node.end_lineno > node.lineno
        line = self.lines[node.lineno - 1].encode()
        first = line[node.col_offset : None if more else node.end_col_offset].decode()
        return first[:60] + (" …" if more or len(first) > 60 else "")


@dataclass(frozen=True)
class StandIn(Source):
    """The source of one of our own functions, whose body stands for a call of the user's.

    All of it is `at` that call, whose text is `call`.
    """

    at: Where
    call: str

    def where(self, node: Any) -> Where:
        """Return the place of the call."""
        return self.at

    def text(self, node: Any) -> str:
        """Return the text of the call."""
        return self.call


def _characters(line: str, offset: int) -> int:
    """Return a column in characters for an offset in bytes."""
    return len(line.encode()[:offset].decode(errors="ignore"))


def source_of(function: FunctionType) -> Source:
    """Return the source of a Python function, or refuse if it is not the code that runs."""
    code = function.__code__
    linecache.checkcache(code.co_filename)
    lines = tuple(
        line.rstrip("\r\n")
        for line in linecache.getlines(code.co_filename, function.__globals__)
    )
    if code.co_filename == "<s2sad>":
        raise SourceUnavailable(
            f"s2sad cannot read `{code.co_name}` of its own", None,
            "It makes a derivative while the program runs.",
            "Call it outside the function that is differentiated.",
        )  # fmt: skip
    if not lines:
        raise SourceUnavailable(
            f"s2sad cannot find the source of `{function.__qualname__}`", None,
            f"{code.co_filename} is not a file that can be read.",
            "Put the function into a file or a notebook cell, or its text into `linecache`.",
        )  # fmt: skip
    try:
        nodes, compiled = _compiled(lines, code.co_filename, code.co_flags & _FUTURE)
    except SyntaxError as error:
        raise _changed(function, lines) from error
    node = _find(function, nodes, compiled, lines)
    plain = _plain(as_gast(node))
    own = lines[plain.lineno - 1 : plain.end_lineno]
    if "set" not in function.__globals__ and _may_have_sets(own):
        plain = without_sets(plain)
    return Source(plain, code.co_filename, lines)


def _may_have_sets(lines: tuple[str, ...]) -> bool:
    """Return whether lines have the letters of a set; most have not, and the tree rests."""
    return any("set" in line or "{" in line for line in lines)


def _plain(node: Any) -> Any:
    """Return a function's node without `match`, and without returns out of a `try`."""
    return with_returns_after(without_matches(node))


def _changed(function: FunctionType, lines: tuple[str, ...]) -> SourceChanged:
    code = function.__code__
    line = code.co_firstlineno
    text = lines[line - 1] if line <= len(lines) else ""
    return SourceChanged(
        f"the source of `{function.__qualname__}` is not the code that runs",
        Where(code.co_filename, line, len(text) - len(text.lstrip()), None, text),
        "What stands in the file compiles to something else; it was edited since it was imported.",
        "Import the module again, or restart Python.",
    )


@lru_cache(maxsize=32)
def _compiled(
    lines: tuple[str, ...], file: str, flags: int
) -> tuple[list[PlainFunction], CodeType]:
    """Return the functions in a file, and its code."""
    text = "\n".join(lines) + "\n"
    tree = ast.parse(text, file)
    nodes = list(_functions(tree, "lambda" in text))
    return nodes, compile(text, file, "exec", flags, dont_inherit=True)


def _find(
    function: FunctionType, nodes: list[PlainFunction], compiled: CodeType, lines: tuple[str, ...]
) -> ast.AST:
    code = function.__code__
    named = [node for node in nodes if _name_of(node) == code.co_name]
    here = [node for node in named if first_line(node) == code.co_firstlineno]
    if len(here) == 1 and _was_rewritten(function, here[0]):
        return here[0]
    for group in (here, [node for node in named if node not in here]):
        codes = _codes_of(group, compiled, lines, code)
        for node, candidate in zip(group, codes):
            if candidate is not None and same_code(candidate, code):
                return node
    raise _changed(function, lines)


def _functions(tree: ast.AST, with_lambdas: bool = True) -> Iterator[PlainFunction]:
    """Yield the functions in a tree, those that are nearer to it first."""
    for node in ast.walk(tree) if with_lambdas else _blocks(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield node


def _blocks(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements in a tree and what they are parts of, in the order of `ast.walk`."""
    found = [tree]
    for node in found:
        yield node
        for name in node._fields:
            if name in _BLOCKS:
                found += getattr(node, name)


def _name_of(node: ast.AST) -> str:
    return getattr(node, "name", "<lambda>")


def first_line(node: Any) -> int:
    """Return the line on which the code of a function begins: that of its first decorator."""
    decorators = getattr(node, "decorator_list", [])
    return decorators[0].lineno if decorators else node.lineno


def _was_rewritten(function: FunctionType, node: ast.AST) -> bool:
    """Return whether pytest rewrote the asserts of a function, so that its code is another."""
    by_pytest = any(name in function.__globals__ for name in _PYTEST)
    return by_pytest and any(isinstance(part, ast.Assert) for part in ast.walk(node))


def _codes_of(
    nodes: list[Any], compiled: CodeType, lines: tuple[str, ...], like: CodeType
) -> list[CodeType | None]:
    """Return the code compiled from each node; several on one line are first moved apart.

    A node moves with all that is in it: those inside of others have a tree of their own.
    """
    places = [first_line(node) for node in nodes]
    if len(set(places)) == len(places):
        return _codes_at(places, compiled, like)
    found: list[CodeType | None] = [None] * len(nodes)
    for level in _levels(nodes):
        tree = ast.parse("\n".join(lines) + "\n")
        key = {(nodes[k].lineno, nodes[k].col_offset): k for k in level}
        moved = list(places)
        for node in list(_functions(tree)):
            index = key.get((node.lineno, node.col_offset))
            if index is not None and _name_of(node) == like.co_name:
                shift = 1_000_000 * (index + 1)
                moved[index] = first_line(node) + shift
                ast.increment_lineno(node, shift)
        flags = like.co_flags & _FUTURE
        compiled = compile(tree, like.co_filename, "exec", flags, dont_inherit=True)
        for index, code in zip(level, _codes_at([moved[k] for k in level], compiled, like)):
            found[index] = code
    return found


def _levels(nodes: list[Any]) -> list[list[int]]:
    """Return the places of the nodes that are inside of no other, of one other, and so on."""
    places = {id(node): k for k, node in enumerate(nodes)}
    depth = [0] * len(nodes)
    for node in nodes:
        for part in ast.walk(node):
            if part is not node and id(part) in places:
                depth[places[id(part)]] += 1
    return [[k for k, d in enumerate(depth) if d == level] for level in range(max(depth) + 1)]


def _codes_at(places: list[int], compiled: CodeType, like: CodeType) -> list[CodeType | None]:
    """Return the outermost code that begins on each line, of those with the name of another."""
    found: dict[int, CodeType] = {}
    for code in code_objects(compiled):
        if code.co_name == like.co_name:
            found.setdefault(code.co_firstlineno, code)
    return [found.get(place) for place in places]


def code_objects(code: CodeType) -> Iterator[CodeType]:
    """Yield the code objects inside one, at any depth."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from code_objects(constant)


def same_code(a: CodeType, b: CodeType) -> bool:
    """Return whether two code objects run the same, wherever they stand."""
    if any(getattr(a, part) != getattr(b, part) for part in _PARTS):
        return False
    return len(a.co_consts) == len(b.co_consts) and all(
        map(_same_constant, a.co_consts, b.co_consts)
    )


def _same_constant(a: Any, b: Any) -> bool:
    if isinstance(a, CodeType) and isinstance(b, CodeType):
        return same_code(a, b)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(map(_same_constant, a, b))
    if isinstance(a, frozenset) and isinstance(b, frozenset):
        return a == b
    return type(a) is type(b) and repr(a) == repr(b)
