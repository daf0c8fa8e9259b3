"""Layout: from the tree of a function to lines, with a comment on each group of adjoints.

The block structure is laid out here; astor prints simple statements and the expressions in headers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import gast

from ..ir.contexts import OPENING, context_op
from ..ir.frozen import replace
from ..ir.nodes import NO_TAG, For, If, Stmt, Tag, While
from .build import Builder
from .printer import expression_text, parameters_text, statement_text
from .quote import Quote
from .wrap import WIDTH, wrapped

INDENT = "    "
NOTE_WIDTH = 60
Note = Callable[[int], str]
Printed = dict[tuple[Stmt, Tag], str]  # simple statements, and the line that each is


def lay_out(function: Any, note: Note, printed: Printed | None = None) -> list[str]:
    """Return the lines of a function; `note(sid)` is the text of a primal statement, or ''.

    What is `printed` on the way is noted there.
    """
    return _laid_out(function, note, printed).lines


def tags_of_lines(function: Any) -> list[Tag]:
    """Return the tag of the statement on each line of a function, from its first line on."""
    return _laid_out(function, lambda sid: "").tags


def _laid_out(function: Any, note: Note, printed: Printed | None = None) -> _Layout:
    layout = _Layout(note, {} if printed is None else printed)
    layout._write([f"def {function.name}({parameters_text(function.args)}):"], "", "")
    layout.block(function.body, INDENT, None)
    return layout


def note_texts(
    notes: Mapping[int, Stmt], names: Mapping[str, str],
    quotes: Mapping[int, Quote] | None = None, printed: Printed | None = None,
) -> Note:  # fmt: skip
    """Return the function from a statement's number to its text: one line, at most 60 wide.

    The text is the user's where there is one. Of a compound statement the text is its header.
    `printed` are lines that were printed already, in the same names.
    """
    builder = Builder(names)
    known: dict[int, str] = {}
    quotes = quotes or {}

    def note(sid: int) -> str:
        if sid not in known:
            known[sid] = _cut(text(sid))
        return known[sid]

    def text(sid: int) -> str:
        if sid not in quotes:
            return line(notes[sid]) if sid in notes else ""
        quote = quotes[sid]
        return f"{names[quote.result]} = {quote.text}" if quote.result else quote.text

    def line(stmt: Stmt) -> str:
        found = printed.get((stmt, stmt.tag)) if printed else None
        return _one_line(builder, stmt) if found is None else found

    return note


def _one_line(builder: Builder, stmt: Stmt) -> str:
    if context_op(stmt):
        return _header(builder.block((stmt,))[0]) if context_op(stmt) in OPENING else ""
    if isinstance(stmt, If):
        stmt = replace(stmt, body=(), orelse=())
    elif isinstance(stmt, (For, While)):
        stmt = replace(stmt, body=(), stop=None)
    node = builder.statement(stmt)
    return _header(node) or statement_text(node)


def _cut(text: str) -> str:
    return text if len(text) <= NOTE_WIDTH else text[: NOTE_WIDTH - 1].rstrip() + "…"


def _header(node: Any) -> str:
    """Return the first line of a compound statement, '' for a simple one."""
    if not hasattr(node, "body"):
        return ""
    if isinstance(node, gast.If):
        return f"if {expression_text(node.test)}:"
    if isinstance(node, gast.While):
        return f"while {expression_text(node.test)}:"
    if isinstance(node, gast.With):
        return f"with {expression_text(node.items[0].context_expr)}:"
    if isinstance(node, gast.Try):
        return "try:"
    if isinstance(node, gast.For):
        return f"for {expression_text(node.target)} in {expression_text(node.iter)}:"
    return ""


class _Layout:
    """The lines so far. A group is a run of statements of one block with one comment."""

    def __init__(self, note: Note, printed: Printed) -> None:
        self.note, self.printed = note, printed
        self.lines: list[str] = []
        self.tags: list[Tag] = []

    tag = NO_TAG

    def block(self, nodes: list[Any], indent: str, group: str | None) -> None:
        """Lay out a block that stands in the given group."""
        for node in nodes:
            comment, group = self._comment(node, group)
            self.tag = NO_TAG if node.origin is None else node.origin.tag
            header = _header(node)
            if not header:
                self._write(self._simple(node, len(indent)), indent, comment)
                continue
            self._write([header], indent, comment)
            self.block(node.body, indent + INDENT, group)
            if isinstance(node, gast.If):
                self._else(node.orelse, indent, group)
            elif isinstance(node, gast.Try):
                self._write(["finally:"], indent, "")
                self.block(node.finalbody, indent + INDENT, group)

    def _simple(self, node: Any, indent: int) -> list[str]:
        """Return the lines of a simple statement."""
        text = statement_text(node)
        if node.origin is not None:
            self.printed[node.origin, node.origin.tag] = text
        return wrapped(node, indent, text)

    def _else(self, orelse: list[Any], indent: str, group: str | None) -> None:
        while len(orelse) == 1 and isinstance(orelse[0], gast.If):
            node = orelse[0]
            comment, group = self._comment(node, group)
            self._write(["el" + _header(node)], indent, comment)
            self.block(node.body, indent + INDENT, group)
            orelse = node.orelse
        if orelse:
            self._write(["else:"], indent, "")
            self.block(orelse, indent + INDENT, group)

    def _comment(self, node: Any, group: str | None) -> tuple[str, str | None]:
        """Return the comment that a statement gets, and the group that it stands in."""
        if node.origin is None:
            return "", None
        tag = node.origin.tag
        if tag.role != "adjoint":
            return "", None
        text = self.note(tag.sid)
        if text.startswith(("for ", "while ", "if ", "with ", "try:")):
            return "", None
        return ("", group) if text == group else (text, text)

    def _write(self, lines: list[str], indent: str, comment: str) -> None:
        *first, last = [indent + line for line in lines]
        if comment and comment != last.strip():
            if len(last) + len(INDENT) + len(comment) + 2 > WIDTH:
                first.insert(0, f"{indent}# {comment}")
            else:
                last += f"{INDENT}# {comment}"
        self.lines += [*first, last]
        self.tags += [self.tag] * (len(first) + 1)
