"""Texts: what a user reads and keeps; a `Text` is its plain text, coloured where it is shown.

    f.adjoint                                 before any call, the kinds that the source tells
    f.text("adjoint", x, w)                   for the kinds of these arguments
    f.text("adjoint", types={"x": "float64[:]"}, style="folded")
    f.adjoint.save("f_adjoint.py")            a file that needs NumPy only
"""

from __future__ import annotations

import os
import re
import sys
import textwrap
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .arguments import parameters_in_words, wrt_names
from .codegen.highlight import highlighted, highlighted_html, wants_colour
from .errors import WrongArgument
from .errors_outside import outermost
from .ir.kinds import Kind
from .nominal import describe, kind_of_annotation, nominal, split_types
from .codegen.emitted import Emitted
from .pipeline import Source, Special
from .standalone import COMPLEX, has_complex_numbers, standalone

WHICH = ("primal", "tangent", "adjoint", "gradient")
STYLES = ("primitive", "folded")
Types = Mapping[str, Any] | Sequence[Any] | str | None


class Text(str):
    """The text of a program. `print` writes it plain; a prompt or a notebook shows it coloured."""

    _file: Callable[[], str] | None = None

    def __new__(cls, text: str, file: Callable[[], str] | None = None) -> Text:
        made = super().__new__(cls, text)
        made._file = file
        return made

    def __repr__(self) -> str:
        return highlighted(str(self)) if wants_colour(sys.stdout) else str(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return Text, (str(self),)

    def _repr_html_(self) -> str:
        return highlighted_html(str(self))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))

    def show(self) -> None:
        """Print the text, coloured in a terminal (NO_COLOR and pipes are respected)."""
        print(repr(self), end="" if self.endswith("\n") else "\n")

    @outermost
    def save(self, path: Any) -> None:
        """Write a Python file with this program, which needs NumPy and nothing of s2sad.

        Numbers and small arrays from outside of the function are written down. What else it reads
        there, a large table or a function, it imports from your module: put that into a module
        which does not import s2sad, if the file is to run without it. The first lines say so.

        The file checks on entry that its arguments are of the kinds that the program was made
        for, and holds the few runtime functions that it calls. It is the same, byte for byte,
        whenever it is written.
        """
        if self._file is None:
            raise WrongArgument(
                "this text cannot be saved as a program", None, "It was copied from another.",
                "Ask the function for it again.",
            )  # fmt: skip
        if not isinstance(path, (str, os.PathLike)):
            raise WrongArgument(
                f"a program cannot be saved to something of the type {type(path).__name__}", None,
                "It is written into a file.", 'Give a path: `f.save("f_adjoint.py", x)`.',
            )  # fmt: skip
        written = self._file().encode()
        try:
            Path(path).write_bytes(written)
        except OSError as error:
            raise WrongArgument(
                f"{os.fspath(path)!r} cannot be written", None, f"{error.strerror}.",
                "Give the path of a file in a folder that exists.",
            ) from None  # fmt: skip


def text_of(source: Source, special: Special, wrt: Any, which: str, style: str) -> Text:
    """Return a program of a specialisation as a text, in one of the two styles."""
    if which not in WHICH or style not in STYLES:
        raise WrongArgument(
            f"there is no text {which!r} in style {style!r}", None,
            f"The texts are {', '.join(WHICH)}; the styles are {' and '.join(STYLES)}.",
            "Give one of them, the style as `style=`.",
        )  # fmt: skip
    names = tuple(n for n in wrt_names(source, wrt, {}) if special.can_vary(n))

    def file() -> str:
        kinds = {**special.arguments, **special.captures}
        again = Special(special.source, kinds, special.sizes.values or {})
        made_for = special.assumed or describe(special.arguments, {}, source)
        return standalone(again, program_of(again, which, names, style), made_for)

    lines = textwrap.wrap(f"for {special.assumed}", 96) if special.assumed else []
    heading = "".join([f"# {line}\n" for line in lines])
    if which != "primal" and has_complex_numbers(special):
        heading += f"# {COMPLEX}\n"
    program = program_of(special, which, names, style)
    helpers = [f"{text}\n\n" for text, _, _ in program.helpers().values()]
    return Text("".join([heading, *helpers, program.text]), file)


def program_of(special: Special, which: str, wrt: tuple[str, ...], style: str) -> Emitted:
    """Return one of the programs of a specialisation."""
    if which == "primal":
        return special.primal()
    if which == "gradient":
        return special.gradient(wrt)
    return special.adjoint(wrt, style) if which == "adjoint" else special.tangent(wrt, style)


def assumed(source: Source, types: Types = None) -> Special:
    """Return the specialisation for types, or for what the source tells of the parameters.

    `types` is a mapping from names, a sequence in the order of the parameters, or a text with
    commas: `"float64[:, :], float"` or `"x=float64[:], n=int"`; an attribute of an object is named
    by its path, `"self.k=float"`. A type is written as an annotation, or is `float`, `int`.
    """
    return nominal(source, stated_kinds(source, types))


def stated_kinds(source: Source, types: Types) -> dict[str, Kind]:
    """Return the kinds of the parameters whose types are given."""
    if types is None:
        return {}
    if isinstance(types, str):
        types = listed_types(types)
    if not isinstance(types, (Mapping, Sequence)):
        raise _wrong_type(source, f"`types` is of the type {type(types).__name__}, not several")
    names = [name for name in source.names if name != "self"]
    named = types if isinstance(types, Mapping) else dict(zip(names, types))
    if not isinstance(types, Mapping) and len(types) > len(names):
        raise _wrong_type(source, f"{len(types)} types for {len(names)} parameters")
    found: dict[str, Kind] = {}
    for name, given in named.items():
        text = given.__name__ if isinstance(given, type) else given
        kind = kind_of_annotation(name, text) if isinstance(text, str) else None
        if name.partition(".")[0] not in source.names:
            raise _wrong_type(source, f"there is no parameter `{name}`")
        if kind is None:
            raise _wrong_type(source, f"{given!r} is no type of `{name}`")
        found[name] = kind
    return found


def _wrong_type(source: Source, what: str) -> WrongArgument:
    return WrongArgument(
        what, None, parameters_in_words(source.names),
        'A type is written like "float64[:, :]", "float", "int", "bool", "str", "list[float]", '
        '"tuple[float, float64[:]]" or "{rate: float, W: float64[:, :]}".',
    )  # fmt: skip


def listed_types(text: str) -> Mapping[str, str] | Sequence[str]:
    """Return the types of a text: a mapping if it names parameters, as in `x=float, n=int`."""
    parts = split_types(text)
    named = [re.fullmatch(r"([\w.]+)\s*[=:]\s*(.+)", part) for part in parts]
    if not parts or not all(named):
        return parts
    found: dict[str, str] = {}
    for match in named:
        assert match is not None
        if match[1] in found:
            raise WrongArgument(
                f"`{match[1]}` has two types", None, f"They are {found[match[1]]} and {match[2]}.",
                "State one.",
            )  # fmt: skip
        found[match[1]] = match[2]
    return found


