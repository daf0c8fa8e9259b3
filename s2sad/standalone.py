"""Standalone files: a program that runs with NumPy alone, and checks what it was made for.

A file holds, in this order: what it is (the function, its signature, the conventions at kinks),
imports, the captured values, the runtime functions that the program calls as plain source, the
program, and the check of its arguments. Nothing in it depends on when or where it was written.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

import numpy as np

from .codegen.borrowed import borrowed, giving_way, renamed, without_root
from .errors import WrongArgument
from .file_checks import NEED, check_function, names_in_order, sizes_and_memory
from .ir.kinds import is_complex
from .ir.nodes import Apply, Capture, Const, Param
from .ir.walk import statements, subexpressions
from .codegen.emitted import Emitted
from .pipeline import Special
from .rules import match

BORROWED_ROOT = "from s2sad import runtime as "
COMPLEX = "of complex z, gz means df = np.real(np.sum(gz * dz)), as in autograd and JAX"
STANDARD = ("importlib", "inspect", "itertools", "math")  # modules that the runtime reads, too
MOST_FACTS = 6  # that the header tells
LITERAL_SIZE = 64  # a longer array is imported from its module


def standalone(special: Special, program: Emitted, made_for: str) -> str:
    """Return the text of a file with the program; `made_for` are the kinds of its arguments."""
    alias = [m.removeprefix(BORROWED_ROOT) for m in program.modules if m.startswith(BORROWED_ROOT)]
    text, called = without_root(program.text, alias[0]) if alias else (program.text, {})
    name = program.program.name
    check, arguments = check_function(special, program, name)
    beside = [check, NEED, *borrowed(called)]
    others = giving_way(beside, text) | called
    beside = [renamed(source, others) for source in beside]
    beside += [_attempt(name, *found) for name, found in program.helpers().items()]
    values, ahead = _captured(special, program)
    checks = others.get("check_arguments", "check_arguments")
    text = _with_first_lines(text, [f"{checks}({arguments})", *ahead])
    imports = _imports(program, [*beside, text, *values], list(ahead.values()))
    top = f"{_docstring(special, program, made_for, ahead)}\n\n{imports}"
    blocks = [top, "\n".join(values), text, *beside]
    return "\n\n\n".join(block.strip("\n") for block in blocks if block) + "\n"


def _with_first_lines(text: str, lines: list[str]) -> str:
    """Return the text of a function with lines put at the beginning of its body."""
    header, _, body = text.partition("):\n")
    return f"{header}):\n" + "".join(f"    {line}\n" for line in lines) + body


def _imports(program: Emitted, texts: list[str], modules: list[str]) -> str:
    """Return the imports: the standard library, NumPy, then other modules."""
    found = [m for m in program.modules if not m.startswith(BORROWED_ROOT)]
    everything = "\n".join(texts)
    standard = [f"import {m}" for m in STANDARD if re.search(rf"(?<![\w.]){m}\.", everything)]
    standard += ["from functools import wraps"] if "@wraps" in everything else []
    others = [m for m in found if m not in (*standard, "import numpy as np")]
    others += [f"import {module}" for module in sorted(set(modules))]
    groups = ["\n".join(group) for group in (standard, ["import numpy as np"], others) if group]
    return "\n\n".join(groups)


# -- what the program captures ---------------------------------------------------------------------


def _captured(special: Special, program: Emitted) -> tuple[list[str], dict[str, str]]:
    """Return the lines that bind captured values, and those that read them in the function.

    Numbers, texts, small arrays and displays of them are written down as they are now; all else
    is read from its module at each call.
    """
    values: list[str] = []
    ahead: dict[str, str] = {}
    for name, capture in program.captures.items():
        if name in program.helpers():
            continue
        value = capture.read()
        text = literal(value)
        if text is not None:
            values.append(f"{name} = {text}    # as it was when this was saved")
            continue
        module = _module_of(capture)
        if module == "builtins" and capture.key == name:
            continue
        if module is None:
            raise WrongArgument(
                f"`{name}` cannot be written into a file", None,
                f"It is of type {type(value).__name__}, and in no module that a file could "
                "import.", "Put it into a module of its own, or pass it as an argument.",
            )  # fmt: skip
        ahead[f"{name} = {'.'.join((module, capture.key, *capture.path))}"] = module
    return values, ahead


def _attempt(name: str, text: str, reads: tuple[str, ...], scope: Mapping[str, Any]) -> str:
    """Return the function that a `try` statement became, with the modules that it reads."""
    lines = []
    for read in reads:
        if not isinstance(scope.get(read), ModuleType):
            raise WrongArgument(
                f"the `try` that reads `{read}` cannot be written into a file", None,
                f"`{read}` is no module, and stands outside the function.",
                "Compute the value in a function outside, and pass it as an argument.",
            )  # fmt: skip
        lines.append(f"import {scope[read].__name__} as {read}\n")
    return "".join(lines) + ("\n\n" if lines else "") + text


def _module_of(capture: Capture) -> str | None:
    """Return the module in which a captured value is a global, if it can be imported."""
    name = capture.scope.get("__name__") if isinstance(capture.scope, dict) else None
    if getattr(capture.scope, "is_static", False):
        return name  # of a file that is read and not run
    if name is None or name == "__main__" or name not in sys.modules:
        return None
    return name if vars(sys.modules[name]) is capture.scope else None


def literal(value: Any) -> str | None:
    """Return a value as Python text, or None if it is not made of numbers, texts and arrays."""
    if value is None or type(value) in (bool, int, str, bytes):
        return repr(value)
    if type(value) is float:
        return repr(value) if np.isfinite(value) else f'float("{value}")'
    if type(value) is complex:
        return repr(value) if np.isfinite(value) else None
    if isinstance(value, np.generic) and value.dtype.kind in "biufc":
        item = literal(value.item())
        return None if item is None else f"np.{value.dtype.type.__name__}({item})"
    if type(value) is np.ndarray and value.size <= LITERAL_SIZE and value.dtype.kind in "biufc":
        items = literal(value.tolist())
        order = ', order="F"' if value.flags.f_contiguous and value.ndim > 1 else ""
        return None if items is None else f'np.array({items}, dtype="{value.dtype.name}"{order})'
    if type(value) is dict:
        pairs = [(literal(k), literal(v)) for k, v in value.items()]
        whole = all(k is not None and v is not None for k, v in pairs)
        return "{" + ", ".join(f"{k}: {v}" for k, v in pairs) + "}" if whole else None
    if type(value) not in (list, tuple):
        return None
    items_ = [literal(item) for item in value]
    if any(item is None for item in items_):
        return None
    inside = ", ".join(str(item) for item in items_)
    if isinstance(value, list):
        return f"[{inside}]"
    return f"({inside},)" if len(items_) == 1 else f"({inside})"


# -- the header ------------------------------------------------------------------------------------


def _docstring(
    special: Special, program: Emitted, made_for: str, ahead: Mapping[str, str]
) -> str:
    source = special.source
    module = getattr(source.function, "__module__", "") or ""
    where = "" if module in ("", "__main__") else f" of {module}"
    header = f"{source.program.name}({', '.join(_params(source.program.params))})"
    facts = list(_facts(special, program))
    if facts:
        rest = ["and what check_arguments lists"] if len(facts) > MOST_FACTS else []
        made_for += f", where {', '.join([*facts[:MOST_FACTS], *rest])}"
    lines = [
        f"A derivative program of `{header}`{where}, by s2sad.",
        "",
        "    " + program.text.splitlines()[0].removeprefix("def ").rstrip(":"),
        "",
        *textwrap.wrap(f"It is made for {made_for}; other arguments are refused.", 96),
    ]  # fmt: skip
    if ahead:
        read = ", ".join([line.rpartition(" = ")[2] for line in ahead])
        told = f"Each call reads {read}, so the module and all that it imports has to be there."
        lines += ["", *textwrap.wrap(told, 96)]
    if has_complex_numbers(special):
        lines += ["", COMPLEX[0].upper() + COMPLEX[1:] + "."]
    kinks = list(dict.fromkeys(_kinks(special)))
    if kinks:
        lines += ["", "Where a slope jumps or is not one number:", *(f"    {k}" for k in kinks)]
    text = "\n".join(lines).replace("\\", "\\\\").replace('"""', "'''")
    return f'"""{text}\n"""'


def _facts(special: Special, program: Emitted) -> Iterator[str]:
    """Yield what was decided of the arguments, in words; layouts first, each of them once."""
    for order in ("C", "F"):
        *some, last = [*names_in_order(special.arguments, order)] or [""]
        if last:
            listed = f"{', '.join(some)} and {last} are" if some else f"{last} is"
            yield f"{listed} {order}-contiguous"
    yield from [words for _, words in sizes_and_memory(special, program)]


def has_complex_numbers(special: Special) -> bool:
    """Return whether an argument or the result of a function is complex."""
    return any(map(is_complex, [*special.arguments.values(), *special.result_kinds]))


def _params(params: tuple[Param, ...]) -> Iterator[str]:
    for param in params:
        stars = param.star if param.star in ("*", "**") else ""
        is_constant = isinstance(param.default, Const)
        default = f"={param.default.value!r}" if isinstance(param.default, Const) else ""
        yield f"{stars}{param.name}{default if is_constant else ''}"


def _kinks(special: Special) -> Iterator[str]:
    """Yield the conventions of the primitives that the program applies."""
    for stmt in statements(special.core.program.body):
        for expr in stmt.expressions:
            for part in subexpressions(expr):
                fit = match(part, special.core.kinds) if isinstance(part, Apply) else None
                if fit is not None and fit.rule.note:
                    yield f"{fit.rule.call or fit.rule.op}: {fit.rule.note}"
