"""Enumerated programs: which names statements use, what stands around them, their text."""

import ast
import textwrap
from dataclasses import dataclass
from functools import cache

from tests.enumerated.pool import ALIASES, ARGUMENTS, BEGINNINGS, ENDINGS

HEAD = """import numpy as np
from tests.enumerated.helpers import *

"""


@dataclass(frozen=True)
class Frame:
    """What stands around statements, and above their function.

    In the texts `{first}` is the first statement, `{rest}` are the others, `{all}` all of them;
    `{names}` are the names that they use, `{bound}` those that they bind, and `{end}` is what
    makes the names count.
    """

    name: str
    body: str
    helper: str = ""
    total: str = "{end}"


INSIDE = {
    "straight": "{all}",
    "twice": "for j0 in range(2):\n    {all}",
    "never": "{first}\nfor j0 in range(0):\n    {rest}",
    "before": "{first}\nfor j0 in range(2):\n    {rest}",
    "after": "for j0 in range(2):\n    {first}\n{rest}",
    "around": "{first}\nfor j0 in range(2):\n    {rest}\n{first}",
    "taken": "if a > 0.0:\n    {first}\n{rest}",
    "else": "if a > 90.0:\n    {first}\nelse:\n    {rest}",
    "turns": "for j0 in range(3):\n    if j0 % 2:\n        {first}\n    else:\n        {rest}",
    "broken": "j0 = 0\nwhile True:\n    {first}\n    j0 += 1\n    if j0 > 1: break\n    {rest}",
    "skipped": "for j0 in range(3):\n    {first}\n    if j0 == 1: continue\n    {rest}",
    "nested": "for j0 in range(2):\n    {first}\n    for j1 in range(2):\n        {rest}",
    "inner": "for j0 in range(2):\n    for j1 in range(2):\n        {first}\n    {rest}",
    "left": "for j0 in range(3):\n    {first}\n    if j0 == 1: return {end}\n    {rest}",
    "early": "{first}\nif b > 0.0: return {end}\n{rest}",
    "counted": "j0 = 2\nwhile j0:\n    j0 -= 1\n    {all}",
    "until": "for j0 in range(3):\n    {first}\n    if s > 0.8 + j0: break\n    {rest}\n"
    "else:\n    {first}",
    "closed": "def part():\n    nonlocal {bound}\n    {all}\npart()\npart()",
}

FRAMES = (
    *(Frame(name, body) for name, body in INSIDE.items()),
    Frame(
        "called", "r = part({names})\nr += 0.3 * part({names}) * r",
        "def part({names}):\n    {all}\n    return {end}", "r + {end}",
    ),
    Frame(
        "given back", "({names},) = part({names})\n({names},) = part({names})",
        "def part({names}):\n    {all}\n    return ({names},)",
    ),
    Frame(
        "yielded", "r = 0.0\nfor j0 in part({names}):\n    r += j0 * j0",
        "def part({names}):\n    {first}\n    yield {end}\n    {rest}\n    yield {end}",
        "r + {end}",
    ),
)  # fmt: skip


def nested(outer: str, inner: str) -> Frame:
    """Return one frame of INSIDE in another; {0} stands in the outer one, {1} and {2} inside."""
    text = INSIDE[inner].replace("j1", "j3").replace("j0", "j2")
    core = replaced(text, {"{first}": "{1}", "{rest}": "{2}", "{all}": "{1}\n{2}"})
    body = replaced(INSIDE[outer], {"{first}": "{0}", "{rest}": core, "{all}": "{0}\n" + core})
    return Frame(f"{inner} in {outer}", body)


def replaced(text: str, parts: dict[str, str]) -> str:
    """Return a text with parts in place of the lines that are marks, indented as these are."""
    lines = []
    for line in text.splitlines():
        mark = line.strip()
        indent = line[: len(line) - len(line.lstrip())]
        lines.append(textwrap.indent(parts[mark], indent) if mark in parts else line)
    return "\n".join(lines)


@cache
def names_of(statement: str) -> frozenset[str]:
    """Return the names of the pool that a statement uses."""
    used = {n.id for n in ast.walk(ast.parse(statement)) if isinstance(n, ast.Name)}
    return frozenset(used & {*ENDINGS})


def group(names: frozenset[str]) -> frozenset[str]:
    """Return the names with those that begin as other names of their memory."""
    twins = {a: b for pair in ALIASES.items() for a, b in (pair, pair[::-1])}
    return names | {twins[n] for n in names if n in twins}


def meet(one: str, other: str) -> bool:
    """Return whether two statements touch what is the same."""
    return bool(group(names_of(one)) & names_of(other))


def program(statements: tuple[str, ...], frame: Frame, aliased: bool) -> str:
    """Return the text of a program."""
    used = frozenset().union(*map(names_of, statements), names_of_frame(frame.body))
    names = needed(group(used) if aliased else used)
    opening = "\n".join(text for name, text in BEGINNINGS.items() if name in names)
    parts = {
        "{names}": ", ".join(n for n in ENDINGS if n in names),
        "{bound}": ", ".join(sorted(bound_in(statements) & names)),
        "{end}": " + ".join(text for name, text in ENDINGS.items() if name in names),
    }
    helper, body, total = (filled(t, statements, parts) for t in (
        frame.helper, frame.body, frame.total
    ))  # fmt: skip
    above = f"{helper}\n\n\n" if helper else ""
    given = ", ".join(n for n in ARGUMENTS if n in names)
    text = textwrap.indent(f"{opening}\n{body}\nreturn {total}".strip("\n"), "    ")
    return f"{HEAD}{above}def f({given}):\n{text}\n"


def names_of_frame(body: str) -> frozenset[str]:
    """Return the names that the tests of a frame read."""
    return frozenset(n for n in ("a", "b", "s") if f"if {n} " in body)


def bound_in(statements: tuple[str, ...]) -> frozenset[str]:
    """Return the names that statements bind, those aside that functions in them bind."""
    tree = ast.parse("\n".join(statements))
    found: set[str] = set()
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        if not isinstance(node, (ast.FunctionDef, ast.Lambda)):
            todo += ast.iter_child_nodes(node)
    return frozenset(found)


def needed(names: frozenset[str]) -> frozenset[str]:
    """Return the names with those that their beginnings and their endings read."""
    texts = [table[n] for table in (BEGINNINGS, ENDINGS) for n in names if n in table]
    more = frozenset().union(*map(names_of, texts))
    return names if more <= names else needed(names | more)


def filled(text: str, statements: tuple[str, ...], parts: dict[str, str]) -> str:
    """Return a text of a frame with statements and names in their places."""
    first, rest = statements[0], "\n".join(statements[1:])
    places = {"{all}": "\n".join(statements), "{first}": first, "{rest}": rest}
    places |= {f"{{{k}}}": statement for k, statement in enumerate(statements)}
    if not parts["{bound}"]:
        places["nonlocal {bound}"] = "pass"
    written = replaced(text, places)
    for mark, part in parts.items():
        written = written.replace(mark, part)
    return written
