"""The language: the constructs that are outside it, why, and what to write instead.

`refusals` looks at the text of one function only; what a name refers to is checked while it is
lowered. Both are reported together.
"""

from __future__ import annotations

import itertools
from typing import Any

import gast

from ..errors import Error, Unsupported
from .scope import bound_names, declared_by, same_scope
from .source import Source

Advice = tuple[str, str]
YIELDS = (gast.Yield, gast.YieldFrom)

RESULTS: Advice = ("A generator has no single result.", "Collect the values in a list.")
SENT: Advice = (
    "What a `yield` gives back is sent in by code that s2sad does not see.",
    "Write the `yield` as a statement of its own.",
)

BOUND_TWICE: Advice = (
    "What it binds is bound in another place too, and only the run tells what it is.",
    "Import at the top of the file, under a name of its own.",
)

# What is outside the language wherever it stands: why, and what to write instead.
REFUSED: dict[type, Advice] = {
    gast.Await: ("An `await` has no order that can be reversed.", "Compute it before the call."),
    gast.AsyncFor: ("An `async for` has no order that can be reversed.", "Use a plain `for`."),
    gast.AsyncWith: ("An `async with` runs code that s2sad does not see.", "Leave it outside."),
    gast.AsyncFunctionDef: ("A coroutine is not run by its call.", "Use a plain `def`."),
    gast.ClassDef: (
        "A class statement makes code at run time.", "Move the class out of the function.",
    ),
    gast.Import: BOUND_TWICE,
    gast.ImportFrom: BOUND_TWICE,
    gast.Set: ("The order of a set is not that of the program.", "Use a list or a tuple."),
    gast.SetComp: (
        "The order of a set is not that of the program.", "Use a list, with square brackets.",
    ),
    gast.Match: (
        "A pattern has the rest of a mapping, `**rest`, or parts of a builtin class.",
        "Match values, or use `if` and `elif`.",
    ),
}
if hasattr(gast, "TryStar"):
    REFUSED[gast.TryStar] = (
        "Groups of exceptions are not read.", "Test for the exceptional case with `if` instead.",
    )  # fmt: skip

# How each of them is written.
WRITTEN = {
    gast.Await: "await", gast.AsyncFor: "async for",
    gast.AsyncWith: "async with", gast.AsyncFunctionDef: "async def", gast.ClassDef: "class",
    gast.Import: "import", gast.ImportFrom: "from … import", gast.Set: "{a, b}",
    gast.SetComp: "{e for …}", gast.Match: "match",
}  # fmt: skip
_BLOCKS = (
    gast.ClassDef, gast.AsyncFunctionDef, gast.AsyncFor, gast.AsyncWith,
    gast.Match,
)  # fmt: skip
GENERATOR: Advice = (
    "A generator is consumed step by step by code that s2sad does not see.",
    "Write a list comprehension, with square brackets.",
)
GENERATOR_VALUE: Advice = (
    "It gives its items one by one, and only once.",
    "Iterate over it in a loop, or make a list of it: `list( )`.",
)
OUTER: Advice = (
    "A write to a name outside the function would last from call to call.",
    "Return the new value instead.",
)
PRIVATE: Advice = (
    "A name with two leading underscores is renamed by its class.",
    "Use one underscore.",
)
NO_RAISE: Advice = (
    "A bare `raise`, or one with `from`, needs a `try` around it.",
    "Raise an exception of your own.",
)
_BLIND: Advice = (
    "It runs code, or reads names, that s2sad does not see.", "Write the code itself.",
)
UNREAD: tuple[tuple[Any, Advice], ...] = (
    (itertools.groupby, (
        "It gives its groups one by one, each of them an iterator of its own.",
        "Append to a list for each key, `groups[key].append(v)`, or compare each key with the one "
        "before in a loop.",
    )),
    (itertools.tee, (
        "Its iterators run through the same items in turns.", "Make a list of them: `list( )`.",
    )),
)  # fmt: skip
FORBIDDEN: dict[str, Advice] = {
    **dict.fromkeys(
        ("eval", "exec", "compile", "locals", "globals", "vars", "__import__", "super"), _BLIND
    ),
    **dict.fromkeys(
        ("setattr", "delattr"), ("An attribute is changed by a name.", "Return the new value.")
    ),
    **dict.fromkeys(
        ("iter", "next"), ("It can be consumed only once.", "Write a `for` loop.")
    ),
    **dict.fromkeys(
        ("dict", "set", "frozenset"), ("It carries no derivatives.", "Use a list or a tuple.")
    ),
}


def refusals(source: Source, is_called: bool = False) -> list[Error]:
    """Return the refusals that the text of a function calls for, in its order.

    A function that is called, and not the one that is differentiated, may be a generator function.
    """
    node = source.node
    found = [
        Unsupported(
            f"s2sad cannot differentiate {_written(source, part)}", source.where(part), *advice
        )
        for part, advice in _refused(node, declared_by(node), (), is_called)
    ]
    if isinstance(node, gast.AsyncFunctionDef):
        advice = REFUSED[gast.AsyncFunctionDef]
        found.insert(0, Unsupported("s2sad cannot read a coroutine", source.where(node), *advice))
    return list(found)


def _written(source: Source, part: Any) -> str:
    """Return the text of a construct: the keyword alone of one that has a block."""
    if isinstance(part, gast.Name):
        return f"a write to `{part.id}`, which is not a local variable"
    return f"`{WRITTEN[type(part)] if isinstance(part, _BLOCKS) else source.text(part)}`"


def _refused(
    node: Any, outer: set[str], around: tuple[Any, ...], may_yield: bool = True
) -> list[tuple[Any, Advice]]:
    """Return what is refused in a function; `around` are the functions around it."""
    body = node.body if isinstance(node.body, list) else [node.body]
    inside = (*around, node)
    return [found for part in body for found in _refused_in(part, outer, inside, may_yield)]


def _refused_in(
    node: Any, outer: set[str], around: tuple[Any, ...], may_yield: bool
) -> list[tuple[Any, Advice]]:
    if type(node) is gast.Constant or type(node) is gast.Name and not outer:
        return []
    if isinstance(node, gast.Try) and node.handlers:
        return []  # called as it is, see `attempts`
    if may_yield and isinstance(node, gast.Expr) and isinstance(node.value, YIELDS):
        node = gast.Expr(node.value.value)
    advice = REFUSED.get(type(node)) or _conditionally(node, outer)
    if isinstance(node, YIELDS):
        advice = SENT if may_yield else RESULTS
    if advice is not None:
        return [(node, advice)]
    found: list[tuple[Any, Advice]] = []
    if isinstance(node, (gast.FunctionDef, gast.Lambda)):
        inner = declared_by(node) - _local_nonlocals(node, around)
        found += _refused(node, inner, around)
    for child in same_scope(node):
        found += _refused_in(child, outer, around, may_yield)
    return found


def _local_nonlocals(node: Any, around: tuple[Any, ...]) -> set[str]:
    """Return the nonlocal names of a function that belong to a function that is read with it."""
    found = declared_by(node, gast.Nonlocal)
    return found & {name for other in around for name in bound_names(other)} if found else found


def _conditionally(node: Any, outer: set[str]) -> Advice | None:
    match node:
        case gast.Name() if node.id in outer and not isinstance(node.ctx, gast.Load):
            return OUTER
        case gast.Attribute() if node.attr.startswith("__") and not node.attr.endswith("__"):
            return PRIVATE
        case gast.Raise() if node.exc is None or node.cause is not None:
            return NO_RAISE
    return None

