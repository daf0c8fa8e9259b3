"""Numbered: the statements of a program have numbers in the order of its text."""

from __future__ import annotations

from operator import eq

from ..errors import Where
from ..ir.frozen import replace
from ..ir.nodes import Block, For, If, Stmt, Tag, While
from ..ir.walk import statements


def numbered(body: Block, places: list[Where]) -> tuple[Block, dict[int, Where]]:
    """Return a block whose statements are numbered in the order of the text, and their places."""
    order = {stmt.tag.sid: index for index, stmt in enumerate(statements(body), 1)}
    if all(map(eq, order.keys(), order.values())) and len(order) == len(places):
        return body, dict(enumerate(places, 1))

    def renumber(stmt: Stmt) -> Stmt:
        tag = stmt.tag
        tagged = replace(stmt, tag=Tag(order[tag.sid], tag.line, tag.role))
        match tagged:
            case If():
                return replace(tagged, body=block(tagged.body), orelse=block(tagged.orelse))
            case For() | While():
                return replace(tagged, body=block(tagged.body))
        return tagged

    def block(stmts: Block) -> Block:
        return tuple([renumber(stmt) for stmt in stmts])

    return block(body), {new: places[old - 1] for old, new in order.items()}


