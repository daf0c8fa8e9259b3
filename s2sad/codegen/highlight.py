"""Highlighting: a text of Python coloured for a terminal, or as HTML, token by token."""

from __future__ import annotations

import builtins
import io
import keyword
import os
import re
import tokenize
from collections.abc import Iterator
from typing import Any

RESET = "\x1b[0m"
ANSI = {
    "comment": "\x1b[90m", "keyword": "\x1b[35m", "name": "\x1b[1;34m", "number": "\x1b[36m",
    "string": "\x1b[32m", "derivative": "\x1b[33m", "builtin": "\x1b[34m",
}  # fmt: skip
COLOURS = {
    "comment": "#6e7781", "keyword": "#8250df", "name": "#0550ae", "number": "#0a7ea4",
    "string": "#116329", "derivative": "#b35900", "builtin": "#0550ae",
}  # fmt: skip
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
STYLE = "font-family: monospace; white-space: pre; overflow-x: auto"


def highlighted(text: str) -> str:
    """Return a text of Python with the colours of a terminal.

    >>> highlighted("return 1")
    '\\x1b[35mreturn\\x1b[0m \\x1b[36m1\\x1b[0m'
    """
    pieces = [
        f"{ANSI[kind]}{piece}{RESET}" if kind else piece for kind, piece in tokens_of(text)
    ]
    return "".join(pieces)


def highlighted_html(text: str) -> str:
    """Return a text of Python as HTML with colours of its own.

    >>> highlighted_html("1 < x").partition(">")[2]
    '<span style="color: #0a7ea4">1</span> &lt; x</pre>'
    """
    pieces = []
    for kind, piece in tokens_of(text):
        shown = piece.translate(_ESCAPED)
        pieces.append(f'<span style="color: {COLOURS[kind]}">{shown}</span>' if kind else shown)
    return f'<pre style="{STYLE}">{"".join(pieces)}</pre>'


def wants_colour(stream: Any) -> bool:
    """Return whether a stream is a terminal that takes colours: NO_COLOR and TERM=dumb say no."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(getattr(stream, "isatty", lambda: False)())


def tokens_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a text in order with their kinds; '' is what has no colour."""
    lines = text.splitlines(keepends=True)
    row, column, after = 1, 0, ""
    names = set(re.findall(r"\w+", text))
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER) or (
            token.start == token.end
        ):
            continue
        gap = _between(lines, (row, column), token.start)
        if gap:
            yield "", gap
        piece = _between(lines, token.start, token.end)
        yield _kind(token, after, names), piece
        if token.string.strip():
            after = token.string
        row, column = token.end
    rest = _between(lines, (row, column), (len(lines) + 1, 0))
    if rest:
        yield "", rest


def _between(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return the text from one place to another; rows count from 1."""
    (row, column), (last, stop) = start, end
    if row == last:
        return lines[row - 1][column:stop] if row <= len(lines) else ""
    middle = lines[row : last - 1]
    tail = lines[last - 1][:stop] if last <= len(lines) else ""
    return "".join([lines[row - 1][column:] if row <= len(lines) else "", *middle, tail])


def _kind(token: tokenize.TokenInfo, after: str, names: set[str]) -> str:
    """Return what a token is; `gx` and `dx` are derivatives where there is an x."""
    if token.type == tokenize.COMMENT:
        return "comment"
    if token.type == tokenize.NUMBER:
        return "number"
    if token.type == tokenize.STRING or "STRING" in tokenize.tok_name[token.type]:
        return "string"
    if token.type != tokenize.NAME:
        return ""
    if keyword.iskeyword(token.string):
        return "keyword"
    if after == "def":
        return "name"
    if after == ".":
        return ""
    if hasattr(builtins, token.string):
        return "builtin"
    is_derivative = token.string[0] in "gd" and token.string[1:] in names
    return "derivative" if is_derivative else ""
