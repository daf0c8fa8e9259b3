"""Emitted: a program as text, and as the function that the text defines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..ir.frozen import dataclass, replace
from ..ir.nodes import Apply, Const, Evaluate, Name, Param, Program, Stmt
from ..ir.walk import own_names
from .emit import emit, imports_of, places_of_lines
from .load import imported, load
from .names import legal_names
from .quote import Quote


TEXT = "__s2sad_text__"


@dataclass
class Emitted:
    """A program as text, and as the function that the text defines."""

    program: Program
    text: str
    function: Callable[..., Any]
    captures: Mapping[str, Any]
    modules: tuple[str, ...]
    names: Mapping[str, str]  # the identifiers in the text

    def __call__(self, *args: Any) -> Any:
        if self.captures:
            self.refresh()
        try:
            return self.function(*args)
        except Exception as error:
            self.explain(error)
            raise

    def explain(self, error: Exception) -> None:
        """Note on an exception of the program which line of the user's source it comes from."""
        frame, code = error.__traceback__, self.function.__code__
        while frame is not None and frame.tb_frame.f_code is not code:
            frame = frame.tb_next
        places = places_of_lines(self.program, self.text)
        if frame is None or not hasattr(error, "add_note") or frame.tb_lineno > len(places):
            return
        tag, where = places[frame.tb_lineno - 1]
        if where is not None:
            part = "this is" if tag.role in ("primal", "record") else "this is in the derivative of"
            error.add_note(f"s2sad: {part} {where.heading()}: {where.text.strip()}")

    def helpers(self) -> dict[str, tuple[str, tuple[str, ...], Mapping[str, Any]]]:
        """Return the functions that `try` statements became: text, what it reads, its module."""
        found = {}
        for name, capture in self.captures.items():
            value = capture.read()
            if TEXT in getattr(value, "__dict__", {}):
                text, reads = vars(value)[TEXT]
                renamed = text.replace("def attempt(", f"def {name}(", 1)
                found[name] = renamed, reads, value.__globals__
        return found

    def refresh(self) -> None:
        """Put the captured values, as they are now, where the emitted function reads them."""
        scope = self.function.__globals__
        for name, capture in self.captures.items():
            scope[name] = capture.read()


def without_defaults(program: Program) -> Program:
    """Return the program with no defaults if one is not a constant: values are always passed."""
    plain = [p for p in program.params if p.default is not None and ":" not in p.name]
    known = all(isinstance(p.default, Const) for p in plain)
    stars = any(p.star for p in program.params)
    if known and not stars and not program.name.endswith("_tangent"):
        return program
    params = tuple([
        p if ":" in p.name else replace(p, default=None, star="") for p in program.params
    ])  # fmt: skip
    return replace(program, params=params)


def without_stars(program: Program) -> Program:
    """Return the program with a plain parameter for each of `*args`, `**options` and `*, k`."""
    if not any(p.star for p in program.params):
        return program
    defaults = [None if p.star in ("*", "**") else p.default for p in program.params]
    params = [Param(p.name, default) for p, default in zip(program.params, defaults)]
    return replace(program, params=tuple(params))


@dataclass(frozen=True)
class Besides:
    """A function that another calls, which stands below it in the text."""

    program: Program
    notes: Mapping[int, Stmt]
    quotes: Mapping[int, Quote] | None


def emitted(
    program: Program,
    notes: Mapping[int, Stmt] | None = None,
    quotes: Mapping[int, Quote] | None = None,
    besides: Sequence[Besides] = (),
    fixed: Mapping[str, str] | None = None,
) -> Emitted:
    """Return a program emitted and loaded; comments show the statements in `notes`, or `quotes`.

    `fixed` are identifiers that are decided already.
    """
    program = _with_read_captures(without_defaults(program), besides)
    text, imports, names = _text_of(program, notes, quotes, fixed)
    captures = {names.get(c.name, c.name): c for c in program.captures}
    texts, lines = [text], list(imports)
    for other in besides:
        text, imports, _ = _text_of(other.program, other.notes, other.quotes)
        texts.append(text)
        lines += imports
    text, imports = "\n\n".join(texts), tuple(dict.fromkeys(lines))
    function = load(text, program.name, imported(imports))
    return Emitted(program, text, function, captures, imports, names)


def _with_read_captures(program: Program, besides: Sequence[Besides]) -> Program:
    """Return the program without the captures that it does not read any more."""
    if not program.captures:
        return program
    read = set().union(*[own_names(each) for each in (program, *[o.program for o in besides])])
    return replace(program, captures=tuple([c for c in program.captures if c.name in read]))


def _text_of(
    program: Program, notes: Mapping[int, Stmt] | None, quotes: Mapping[int, Quote] | None,
    fixed: Mapping[str, str] | None = None,
) -> tuple[str, tuple[str, ...], Mapping[str, str]]:
    """Return the text of one function, what it imports, and its identifiers."""
    notes, quotes = dict(notes or {}), quotes or {}
    names = legal_names(program, fixed, _shown(notes, quotes))
    text = emit(program, notes, names=names, quotes=quotes)
    return text, imports_of(program, names), names


def _shown(notes: Mapping[int, Stmt], quotes: Mapping[int, Quote]) -> list[Stmt]:
    """Return statements with the names that comments show: no other variable is called so."""
    quoted = [Name(name) for quote in quotes.values() for name in quote.names]
    results = [Name(quote.result) for quote in quotes.values() if quote.result]
    shown = [stmt for sid, stmt in notes.items() if sid not in quotes]
    return [*shown, Evaluate(Apply("tuple", (*quoted, *results)))]
