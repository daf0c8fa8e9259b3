"""Wrapping: a statement that is too long for a line, broken between its outermost operands.

before    x = a * b + c * d - e * f
after     x = (
              a * b + c * d
              - e * f
          )
"""

from __future__ import annotations

from typing import Any

import gast

from .printer import binary_parts, expression_text, keyword_text, statement_text

WIDTH = 100
INDENT = "    "


def wrapped(node: Any, indent: int, text: str | None = None) -> list[str]:
    """Return the lines of a simple statement that stands indent columns from the margin.

    `text` is the statement on one line, if it was printed already.
    """
    text = statement_text(node) if text is None else text
    value = getattr(node, "value", None)
    if indent + len(text) <= WIDTH or value is None:
        return [text]
    whole = expression_text(value)
    if isinstance(value, gast.Tuple) and not text.endswith(whole):
        whole = whole[1:-1]
    start, pieces, end = _split(value)
    if len(pieces) < 2 or not text.endswith(whole):
        return [text]
    filled = _filled(pieces, WIDTH - indent - len(INDENT))
    return [text[: -len(whole)] + start, *[INDENT + line for line in filled], end]


def _split(value: Any) -> tuple[str, list[str], str]:
    """Return an expression as an opening, pieces between which a line may end, and a closing."""
    if isinstance(value, gast.Call):
        function = expression_text(value.func)
        if len(value.args) == 1 and not value.keywords:
            start, pieces, end = _split(value.args[0])
            if isinstance(value.args[0], (gast.BinOp, gast.BoolOp)):
                return f"{function}(", pieces, ")"
            return f"{function}({start}", pieces, f"{end})"
        items = [expression_text(a) for a in value.args] + [keyword_text(k) for k in value.keywords]
        return f"{function}(", _listed(items), ")"
    if isinstance(value, (gast.List, gast.Tuple)) and len(value.elts) > 1:
        start, end = "[]" if isinstance(value, gast.List) else "()"
        return start, _listed([expression_text(e) for e in value.elts]), end
    if isinstance(value, (gast.BinOp, gast.BoolOp)):
        return "(", binary_parts(value), ")"
    return "(", [expression_text(value)], ")"


def _listed(items: list[str]) -> list[str]:
    return [item + "," for item in items[:-1]] + items[-1:]


def _filled(pieces: list[str], width: int) -> list[str]:
    lines = pieces[:1]
    for piece in pieces[1:]:
        if len(lines[-1]) + 1 + len(piece) <= width:
            lines[-1] += " " + piece
        else:
            lines.append(piece)
    return lines
