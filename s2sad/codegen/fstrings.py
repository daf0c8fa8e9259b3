"""f-strings: the replacement fields of Python 3.10, which cannot hold every text constant.

Before Python 3.12 an expression in an f-string has no backslash and not the string's own quotes.
What cannot be written so becomes `'…'.format(…)`, which formats in the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gast

from ..ir.nodes import Apply, Const, Expr
from ..ir.walk import subexpressions

Build = Callable[[Expr], Any]


def joined(expr: Apply, build: Build) -> Any:
    """Return an f-string as gast, with its text parts merged as the parser merges them."""
    values: list[Any] = []
    for part in expr.args:
        node = _field(part, build) if _is_field(part) else gast.Constant(_text(part), None)
        if isinstance(node, gast.Constant) and values and isinstance(values[-1], gast.Constant):
            node = gast.Constant(values.pop().value + node.value, None)
        if not isinstance(node, gast.Constant) or node.value:
            values.append(node)
    return gast.JoinedStr(values)


def as_format_call(expr: Apply, build: Build) -> Any:
    """Return `'{} …'.format(…)` for an f-string that cannot be written as one, else None."""
    if all(_is_writable(part) for part in expr.args):
        return None
    template, args = [], []
    for part in expr.args:
        if not _is_field(part):
            template.append(_text(part).replace("{", "{{").replace("}", "}}"))
            continue
        value, conversion, spec = _parts(part)
        args.append(build(value))
        text = "" if conversion < 0 else "!" + chr(conversion)
        if spec is not None:
            text += ":{}"
            args.append(build(spec))
        template.append("{" + text + "}")
    function = gast.Attribute(gast.Constant("".join(template), None), "format", gast.Load())
    return gast.Call(function, args, [])


def _field(part: Expr, build: Build) -> Any:
    value, conversion, spec = _parts(part)
    format_spec = None
    if isinstance(spec, Const):
        format_spec = gast.JoinedStr([gast.Constant(spec.value, None)])
    elif isinstance(spec, Apply):
        format_spec = joined(spec, build)
    return gast.FormattedValue(build(value), conversion, format_spec)


def _parts(part: Expr) -> tuple[Expr, int, Expr | None]:
    """Return a field's value, its conversion as in the syntax tree, and its format if any."""
    assert isinstance(part, Apply)
    value, *rest = part.args
    conversion = rest[0].value if rest and isinstance(rest[0], Const) else None
    if isinstance(conversion, str) and conversion:
        conversion = ord(conversion[-1])
    spec = rest[1] if len(rest) > 1 else None
    empty = spec is None or (isinstance(spec, Const) and not spec.value)
    return value, conversion or -1, None if empty else spec


def _is_field(part: Expr) -> bool:
    return isinstance(part, Apply) and part.op == "format"


def _is_writable(part: Expr) -> bool:
    if not _is_field(part):
        return True
    value, _, spec = _parts(part)
    if not all(map(_is_quotable, subexpressions(value))):
        return False
    if isinstance(spec, Const):
        return not set(repr(spec.value)[1:-1]) & set("{}\\'\"")
    if isinstance(spec, Apply):
        return spec.op == "fstring" and all(map(_is_writable, spec.args))
    return spec is None


def _is_quotable(expr: Expr) -> bool:
    """Return whether an expression has no text that could end the f-string around it."""
    if isinstance(expr, Const) and isinstance(expr.value, (str, bytes)):
        text = repr(expr.value)
        return "\\" not in text and "'''" not in text and '"' not in text
    return not (isinstance(expr, Apply) and expr.op == "fstring")


def _text(part: Expr) -> str:
    if isinstance(part, Const) and isinstance(part.value, str):
        return part.value
    raise TypeError(f"a part of an f-string is a text or a format, not {part!r}")
