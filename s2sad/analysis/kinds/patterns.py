"""Patterns: what the target of a loop is unpacked into, at the start of its body."""

from __future__ import annotations

from typing import Union

from ...ir.nodes import Apply, Assert, Assign, Block, Const, Name, Stmt
from ...ir.walk import statements

Pattern = Union[str, tuple["Pattern", ...]]


def unpacked(target: str, body: Block) -> tuple[Pattern, Block]:
    """Return what a loop's temporary target is unpacked into, and the body without that.

    The temporary is taken apart iff its only readers are the assertions of its length and the
    getitems at the start of the body.
    """
    if not target.startswith("%"):
        return target, body
    first = 1 if body and _is_reset(body[0]) else 0
    names: dict[int, str] = {}
    held: list[Stmt] = []  # those that take apart what is taken
    at = first
    count: int | None = None
    while at < len(body):
        stmt = body[at]
        if isinstance(stmt, Assert) and (length := _length_test(stmt, target)) is not None:
            count = length
        elif (taken := _taken(stmt, target)) is not None and taken[0] not in names:
            names[taken[0]] = taken[1]
        elif any(_taken(stmt, name) or _tests(stmt, name) for name in names.values()):
            held.append(stmt)
        else:
            break
        at += 1
    rest = (*held, *body[at:])
    used = any(target in s.reads for s in statements(rest))
    whole = sorted(names) == list(range(len(names))) and count in (None, len(names))
    if used or not names or not whole:
        return target, body
    parts: list[Pattern] = []
    for k in range(len(names)):
        part, rest = unpacked(names[k], rest)
        parts.append(part)
    return tuple(parts), (*body[:first], *rest)


def _is_reset(stmt: Stmt) -> bool:
    return isinstance(stmt, Assign) and stmt.value == Const(False)


def _length_test(stmt: Assert, target: str) -> int | None:
    match stmt.test:
        case Apply(op="eq", args=(Apply(op="len", args=(Name(id=name),)), Const(value=count))):
            return int(count) if name == target else None
    return None


def _tests(stmt: Stmt, target: str) -> bool:
    return isinstance(stmt, Assert) and _length_test(stmt, target) is not None


def _taken(stmt: Stmt, target: str) -> tuple[int, str] | None:
    match stmt:
        case Assign(target=name, value=Apply(op="getitem", args=(Name(id=base), Const(value=k)))):
            if base == target and type(k) is int and name != target:
                return k, name
    return None
