"""Wrapping: a statement that is too long for a line, broken between its outermost operands.

before    x = a * b + c * d - e * f
after     x = (
              a * b + c * d
              - e * f
          )

What stands in a display and is a display that is too long for a line of its own is broken, too.
"""

from __future__ import annotations

from typing import Any

import gast

from .printer import binary_parts, expression_text, keyword_text, statement_text

WIDTH = 100
INDENT = "    "
DISPLAYS = (gast.Tuple, gast.List, gast.Dict)


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
    if isinstance(value, DISPLAYS) and len(_items(value)) > 1 and text.endswith(whole):
        start, end = _ends(value)
        lines = _lines(_items(value), WIDTH - indent - len(INDENT))
        return [text[: -len(whole)] + start, *[INDENT + line for line in lines], end]
    start, pieces, end = _split(value)
    if len(pieces) < 2 or not text.endswith(whole):
        return [text]
    filled = _filled(pieces, WIDTH - indent - len(INDENT))
    return [text[: -len(whole)] + start, *[INDENT + line for line in filled], end]


def _ends(display: Any) -> tuple[str, str]:
    ends = {gast.List: "[]", gast.Dict: "{}"}.get(type(display), "()")
    return ends[0], ends[1]


def _items(display: Any) -> list[tuple[str, Any]]:
    """Return the texts of a display's items, each with its comma and its node."""
    if isinstance(display, gast.Dict):
        pairs = zip(display.keys, display.values)
        items = [(f"{expression_text(k)}: {expression_text(v)}", None) for k, v in pairs]
    else:
        items = [(expression_text(e), e) for e in display.elts]
    last = len(items) - 1 if len(items) > 1 or not isinstance(display, gast.Tuple) else len(items)
    return [(text + "," if k < last else text, e) for k, (text, e) in enumerate(items)]


def _lines(items: list[tuple[str, Any]], width: int) -> list[str]:
    """Return items as lines: as many on a line as there is room for, long displays broken."""
    lines: list[str] = []
    goes_on = False
    for text, node in items:
        if len(text) > width and isinstance(node, DISPLAYS):
            start, end = _ends(node)
            inner = _lines(_items(node), width - len(INDENT))
            comma = "," if text.endswith(",") else ""
            lines += [start, *[INDENT + line for line in inner], end + comma]
            goes_on = False
        elif goes_on and len(lines[-1]) + 1 + len(text) <= width:
            lines[-1] += " " + text
        else:
            lines.append(text)
            goes_on = True
    return lines


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
