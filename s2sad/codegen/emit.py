"""Emission: from a program to the text of a function, and from functions to a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..errors import Where
from ..ir.nodes import NO_TAG, Program, Stmt, Tag
from ..ir.walk import all_statements
from .build import function_tree
from .layout import Printed, lay_out, note_texts, tags_of_lines
from .names import legal_names
from .quote import Quote
from .read_back import EmissionError, check
from ..rules.registry import is_optional, module_of
from .spell import dotted_of, root_of

ORDER = {"math": 0, "np": 1, "rt": 3}  # other modules come between NumPy and our own


def emit(
    program: Program,
    notes: Mapping[int, Stmt] | None = None,
    header: str | None = None,
    names: Mapping[str, str] | None = None,
    quotes: Mapping[int, Quote] | None = None,
) -> str:
    """Return the text of the program as a function.

    `notes` are the primal statements by number, for the comments on adjoint statements; `header`
    becomes comment lines above the function; `names` are the identifiers of the program and of
    what the notes show, made here if they are not given (see `legal_names`); `quotes` are the
    user's own texts of statements.
    """
    notes = notes or {}
    try:
        names = legal_names(program, also=notes.values()) if names is None else names
        tree = function_tree(program, names)
        printed: Printed = {}
        lines = lay_out(tree, note_texts(notes, names, quotes, printed), printed)
        text = "\n".join([*_commented(header), *lines]) + "\n"
        check(text, tree)
    except RecursionError:
        reason = f"an expression of {program.name} is nested too deeply to be written"
        raise EmissionError(reason) from None
    return text


def places_of_lines(program: Program, text: str) -> list[tuple[Tag, Where | None]]:
    """Return for each line of the text of a program its tag, and its place in the source."""
    names = legal_names(program)
    tags = iter(tags_of_lines(function_tree(program, names)))
    comments = [line.lstrip().startswith("#") for line in text.splitlines()]
    found = [NO_TAG if comment else next(tags, NO_TAG) for comment in comments]
    return [(tag, program.places.get(tag.sid)) for tag in found]


def statement_texts(program: Program) -> dict[int, str]:
    """Return the text of each statement of a program by its number; of a block, its header."""
    names = legal_names(program)
    notes = {stmt.tag.sid: stmt for stmt in all_statements(program)}
    note = note_texts(notes, names)
    return {sid: note(sid) for sid in notes}


def imports_of(program: Program, names: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the import lines that the text of the program needs, in a fixed order.

    A module whose name the program binds itself is imported under the name that it was given:
    `import numpy as np1`; so is a builtin: `from builtins import len as len1`.
    """
    names = legal_names(program) if names is None else names
    needed = sorted((ORDER.get(root_of(dotted), 2), dotted) for dotted in dotted_of(program))
    lines = [_import(dotted, names["@" + root_of(dotted)]) for _, dotted in needed]
    return tuple(dict.fromkeys(line for line in lines if line))


def module_text(
    functions: Iterable[str], imports: Iterable[str] = (), header: str | None = None
) -> str:
    """Return a file: its docstring, its imports (each once, in the order given), functions."""
    top = [_docstring(header)] if header else []
    lines = list(dict.fromkeys(imports))
    head = "\n".join(top + lines)
    blocks = [head] if head else []
    blocks += [function.strip("\n") for function in functions]
    return "\n\n\n".join(blocks) + "\n"


def _import(dotted: str, identifier: str) -> str:
    root = root_of(dotted)
    if root.startswith("call:"):
        return ""
    if "." not in dotted:
        is_itself = identifier == root
        return "" if is_itself else f"from builtins import {root} as {identifier}"
    if root == "rt":
        return f"from s2sad import runtime as {identifier}"
    if root == "np":
        return f"import numpy as {identifier}"
    if is_optional(root):
        package, _, module = root.rpartition(".")
        return f"from {package} import {module}" + (
            "" if identifier == module else f" as {identifier}"
        )
    if identifier != root:
        return f"import {root} as {identifier}"
    return f"import {root if root == 'math' else module_of(dotted)}"


def _docstring(header: str) -> str:
    text = header.strip().replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    end = "\n" if "\n" in text or text.endswith('"') else ""
    return f'"""{text}{end}"""'


def _commented(header: str | None) -> list[str]:
    return [f"# {line}".rstrip() for line in (header or "").splitlines()]
