"""Shrinking: a smaller text that still fails, by removing and simplifying one thing at a time."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

Edit = Callable[[], None]


def shrink(source: str, fails: Callable[[str], bool], tries: int = 400) -> str:
    """The smallest text found for which `fails` holds, asking it at most `tries` times.

    >>> print(shrink("def f(x):\\n    y = x\\n    z = sin(x) + y\\n    return z",
    ...              lambda text: "sin(" in text))
    def f(x):
        z = sin(x)
    """
    best = ast.unparse(ast.parse(source))
    while True:
        before = best
        k = 0
        while (smaller := edited(best, k)) is not None:
            k += 1
            if len(smaller) >= len(best):
                continue
            if tries <= 0:
                return best
            tries -= 1
            if fails(smaller):
                best, k = smaller, k - 1
        if best == before:
            return best


def edited(source: str, k: int) -> str | None:
    """The text after the k-th possible edit, None where there are fewer."""
    tree = ast.parse(source)
    for at, edit in enumerate(edits(tree)):
        if at == k:
            edit()
            return ast.unparse(tree)
    return None


def edits(tree: ast.Module) -> Iterator[Edit]:
    """All single edits, the large ones first."""
    nodes = list(ast.walk(tree))
    for node in nodes:
        yield from statement_edits(node)
    for node in nodes:
        yield from expression_edits(node)


def statement_edits(node: ast.AST) -> Iterator[Edit]:
    for field in ("body", "orelse", "finalbody", "cases"):
        block = getattr(node, field, None)
        if not isinstance(block, list):
            continue
        for k, statement in enumerate(block):
            if len(block) > 1 or field in ("orelse", "finalbody"):
                yield lambda block=block, k=k: block.__delitem__(k)
            for inner in inner_blocks(statement):
                if isinstance(inner, list) and inner:
                    yield lambda block=block, k=k, inner=inner: block.__setitem__(
                        slice(k, k + 1), inner
                    )


def inner_blocks(statement: ast.AST) -> list[list[ast.stmt] | None]:
    """The blocks of a statement that may stand in its place."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef, ast.match_case)):
        return []
    cases = [case.body for case in getattr(statement, "cases", [])]
    return [getattr(statement, "body", None), getattr(statement, "orelse", None), *cases]


def expression_edits(node: ast.AST) -> Iterator[Edit]:
    """Put a part of an expression, or a number, in its place."""
    if isinstance(node, (ast.JoinedStr, ast.FormattedValue)):
        return
    for field, value in ast.iter_fields(node):
        if field == "func":  # neither a number nor a module is called
            continue
        if isinstance(value, ast.expr) and isinstance(getattr(value, "ctx", ast.Load()), ast.Load):
            for part in parts(value):
                yield lambda node=node, field=field, part=part: setattr(node, field, part)
        if isinstance(value, list) and value and all(isinstance(v, ast.expr) for v in value):
            yield from item_edits(value)


def item_edits(items: list[ast.expr]) -> Iterator[Edit]:
    for k, item in enumerate(items):
        if isinstance(getattr(item, "ctx", ast.Load()), ast.Load):
            for part in parts(item):
                yield lambda k=k, part=part: items.__setitem__(k, part)


def parts(value: ast.expr) -> list[ast.expr]:
    """What may stand instead of an expression."""
    inner = [v for v in ast.iter_child_nodes(value) if isinstance(v, ast.expr)]
    if isinstance(value, ast.Call):
        inner = list(value.args)
    small = isinstance(value, (ast.Constant, ast.Name))
    return inner if small else [*inner, ast.Constant(0.5)]
