"""`s2sad rules`: the derivatives of the primitives, as they are declared."""

from __future__ import annotations

import argparse
import difflib
import textwrap
from collections.abc import Iterator
from typing import Any

import numpy as np

from .errors import WrongArgument
from .frontend.elements import OF_FUNCTIONS
from .rules import all_rules, lookup, object_of
from .rules.document import at_rest, covered
from .rules.registry import op_of
from .rules.rule import Rule
from .rules.sources import works_cited
from .rules.tables import TABLES

WIDTH = 100
MOST = 34  # a call that is longer has a line of its own
OPERATORS = {
    "+": ("add", "pos"), "-": ("sub", "neg"), "*": ("mul",), "/": ("truediv",), "@": ("matmul",),
    "//": ("floordiv",), "%": ("mod",), "**": ("pow",), "[]": ("getitem",),
}  # fmt: skip


def show_rules(options: argparse.Namespace) -> int:
    """Print the rules, or those that a name selects."""
    op = "" if options.name is None else written_out(options.name)
    if op:
        print(f"{op} has no rule of its own: a call of it is written out as others, which have.")
        return 0
    found = all_rules() if options.name is None else rules_named(options.name)
    for number, block in enumerate(blocks(found)):
        print("\n" * bool(number) + block)
    works = [textwrap.fill(work, WIDTH, subsequent_indent="    ") for work in works_cited(found)]
    print("\n".join(["", *works] if works else []), end="\n" * bool(works))
    return 0


def rules_named(name: str) -> list[Rule]:
    """Return the rules of a primitive (`np.exp`, `exp`, `**`) or of a module (`np.linalg`)."""
    rules, wanted = all_rules(), _canonical(_plain(name))
    ops = (*OPERATORS.get(wanted, ()), wanted)
    found = [rule for rule in rules if rule.op in ops or _stands_in(wanted, rule.op)]
    if found:
        return found
    names = {rule.op: rule.op for rule in rules}
    names.update({rule.op.rpartition(".")[2]: rule.op for rule in reversed(rules)})
    names.update({rule.op.rpartition(".")[0]: rule.op.rpartition(".")[0] for rule in rules})
    near = difflib.get_close_matches(wanted, names, 1, 0.7) if wanted else []
    raise WrongArgument(
        f"there is no rule for `{name}`", None, f"Did you mean `{names[near[0]]}`?" if near else "",
        "A name is that of a function or of a module: `np.exp`, `exp`, `np.linalg`; "
        "`s2sad rules` lists all of them.",
    )  # fmt: skip


def written_out(name: str) -> str:
    """Return a function of NumPy's that has no rule, and is known all the same; else nothing.

    >>> written_out("meshgrid"), written_out("np.sum"), written_out("np.epx")
    ('np.meshgrid', '', '')
    """
    op = _canonical(_plain(name))
    op = op if "." in op else _canonical(f"np.{op}")
    function = object_of(op) if op.startswith("np.") else None
    is_known = op in OF_FUNCTIONS or function is not None and op_of(function) == op
    return op if is_known and lookup(op) is None else ""


def _plain(name: str) -> str:
    return name.strip().removesuffix("()")


def _stands_in(name: str, op: str) -> bool:
    """Return whether an op is in a module of this name, or has it as its last name.

    >>> _stands_in("exp", "np.exp"), _stands_in("linalg", "np.linalg.inv"), _stands_in("e", "np.e2")
    (True, True, False)
    """
    return f".{name}." in f".{op}."


def _canonical(name: str) -> str:
    """Return a name as the rules spell it: `np.exp` for `numpy.exp`, `np.abs` for `np.absolute`."""
    root, dot, rest = name.partition(".")
    if not dot or root not in ("np", "numpy"):
        return name
    found: Any = np
    for part in rest.split("."):
        found = getattr(found, part, None)
    return op_of(found) or f"np.{rest}"


def blocks(rules: list[Rule]) -> Iterator[str]:
    """Yield the text of each table that has some of the rules."""
    for table in TABLES:
        here = [rule for rule in rules if rule.source == table.__name__]
        if here:
            title = (table.__doc__ or "").splitlines()[0].rstrip(".")
            yield "\n".join([*textwrap.wrap(title, WIDTH), *_lines(here)])


def _lines(rules: list[Rule]) -> Iterator[str]:
    moving = [rule for rule in rules if rule.word != "zero"]
    width = max([len(_line(r.call)) for r in moving if len(_line(r.call)) <= MOST], default=0)
    for rule in moving:
        yield from _entry(rule, width)
    for what, still in at_rest(rules):
        yield from textwrap.wrap(
            f"{what}: {', '.join([_line(rule.call) for rule in still])}.", WIDTH,
            initial_indent="    ", subsequent_indent="        ",
        )  # fmt: skip


def _entry(rule: Rule, width: int) -> Iterator[str]:
    """Yield the lines of a rule: the call, and beside it its formulas and what is to be noted."""
    call = _line(rule.call)
    beside = [_line(f"{name} = {text}") for name, text in rule.formulas] or [rule.word]
    source = f"source: {rule.cited}" if rule.cited else ""
    note = "; ".join(filter(None, (covered(rule), rule.note, source)))
    beside += textwrap.wrap(f"({note})", WIDTH - width - 6) if note else []
    if len(call) > width:
        yield f"    {call}"
        call = ""
    for text in beside:
        yield f"    {call.ljust(width)}  {text}"
        call = ""


def _line(text: str) -> str:
    return " ".join(text.split())
