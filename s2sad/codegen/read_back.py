"""Reading back: what an emitted text says, compared with the tree that was sent to be printed."""

from __future__ import annotations

import ast
from functools import cache
from typing import Any

import gast

UNCOMPARED = frozenset(("ctx", "kind", "type_comment", "type_params", "returns", "type_ignores"))


class EmissionError(AssertionError):
    """An emitted text does not say what was meant: a fault of this library, never of a user's."""


def check(text: str, tree: Any) -> None:
    """Raise EmissionError unless text is one function that reads as the gast tree says."""
    try:
        parsed = ast.parse(text)
    except SyntaxError as error:
        raise EmissionError(f"the emitted text is not Python: {error}\n{text}") from error
    difference = _first_difference(parsed.body, [tree])
    if difference:
        raise EmissionError(f"the emitted text reads otherwise: {difference}\n{text}")


def same_tree(text: str, tree: Any) -> bool:
    """Return whether text, parsed, is the gast statement (or the list of statements) tree."""
    try:
        parsed = ast.parse(text)
    except SyntaxError:
        return False
    return not _first_difference(parsed.body, tree if isinstance(tree, list) else [tree])


def _first_difference(parsed: Any, sent: Any) -> str:
    """Return a few words on a place where the trees differ, or ''. Recursion has no part in it."""
    work = [(parsed, sent)]
    while work:
        read, meant = work.pop()
        kind: Any = type(read)
        if kind is ast.Name:
            if type(meant) is not gast.Name or read.id != meant.id:
                return f"{_shown(read)}, not {_shown(meant)}"
        elif kind is list:
            if type(meant) is not list or len(read) != len(meant):
                return f"{_shown(read)}, not {_shown(meant)}"
            work += zip(read, meant)
        elif kind is ast.arg:
            work += [(read.arg, meant.id), (read.annotation, meant.annotation)]
        elif kind is ast.JoinedStr and type(meant) is gast.JoinedStr:
            work.append((_parts(read), _parts(meant)))
        elif issubclass(kind, ast.AST):
            if kind.__name__ != type(meant).__name__:
                return f"{_shown(read)}, not {_shown(meant)}"
            one, other = vars(read), vars(meant)
            for field in _compared(kind):
                mine, its = one[field], other[field]
                if mine is not its:
                    work.append((mine, its))
        elif read is not meant and (kind is not type(meant) or repr(read) != repr(meant)):
            return f"{read!r}, not {meant!r}"
    return ""


@cache
def _compared(kind: type[Any]) -> tuple[str, ...]:
    """Return those of a node's fields that say what it means."""
    return tuple([field for field in kind._fields if field not in UNCOMPARED])


def _parts(joined: Any) -> list[Any]:
    """Return the parts of an f-string but for empty texts, which Python 3.12 adds to formats."""
    return [part for part in joined.values if getattr(part, "value", None) != ""]


def _shown(tree: Any) -> str:
    if isinstance(tree, list):
        return "[" + ", ".join(type(item).__name__ for item in tree) + "]"
    text = gast.dump(tree) if isinstance(tree, gast.AST) else repr(tree)
    return f"line {tree.lineno}, {text}" if hasattr(tree, "lineno") else text
