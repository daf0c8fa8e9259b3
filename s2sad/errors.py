"""Errors: every mistake that a user can make, with its place, its reason and the way out.

A text has four parts: *what* cannot be done, *where* (file, line, the source line with a caret),
*why*, and what to write *instead*:

    model.py:12: s2sad cannot differentiate `del x`
        del x
        ^~~~~
    Deleting a name leaves nothing to run backwards. Remove the line, or reuse the name.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a source file: columns count characters from 0, `text` is the whole line.

    `end_column` is None where the construct goes on after the line.
    """

    file: str
    line: int
    column: int = 0
    end_column: int | None = None
    text: str = ""

    def heading(self) -> str:
        """Return `file:line`, the file as short as it can be named from here."""
        return f"{short_path(self.file)}:{self.line}"

    def expression(self) -> str:
        """Return the text of the construct, if it ends on its line; else an empty text."""
        return "" if self.end_column is None else self.text[self.column : self.end_column].strip()

    def excerpt(self) -> str:
        """Return the source line, and under it a caret and as many tildes as needed.

        >>> print(Where("m.py", 1, 4, 9, "    del x").excerpt())
            del x
            ^~~~~
        """
        line = self.text.rstrip()
        stripped = line.lstrip()
        if not stripped:
            return ""
        indent = len(line) - len(stripped)
        start = max(self.column - indent, 0)
        end = len(stripped) if self.end_column is None else self.end_column - indent
        length = max(min(end, len(stripped)) - start, 1)
        return f"    {stripped}\n    {' ' * start}^{'~' * (length - 1)}"


def short_path(file: str) -> str:
    """Return the path of a file, relative to the working directory if it lies in it."""
    if file.startswith("<"):
        return file
    try:
        relative = os.path.relpath(file)
    except ValueError:  # another drive
        return file
    return file if relative.startswith(os.pardir) else relative


class Error(Exception):
    """A refusal: what cannot be done, where, why, and what to write instead."""

    def __init__(
        self, what: str, where: Where | None = None, why: str = "", instead: str = ""
    ) -> None:
        super().__init__(what, where, why, instead)
        self.what = what
        self.where = where
        self.why = why
        self.instead = instead
        self.is_of_dicts = False  # whether it might go if dicts were known by their keys
        self.is_of_arguments = False  # or if it were known what the arguments hold

    def __str__(self) -> str:
        heading = f"{self.where.heading()}: {self.what}" if self.where else self.what
        excerpt = self.where.excerpt() if self.where else ""
        advice = " ".join(part for part in (self.why, self.instead) if part)
        return "\n".join(part for part in (heading, excerpt, advice) if part)


# Reading a function


class SourceUnavailable(Error):
    """The function has no Python source that can be found."""


class SourceChanged(Error):
    """The source that was found is not the code that runs."""


class Unsupported(Error):
    """A construct that is outside the language."""


class UnknownName(Error):
    """A name that refers to nothing, that is read before it is bound, or that only a run tells."""


class UnknownCall(Error):
    """A call of something whose derivative and whose source are both unknown."""


class WrongCall(Error):
    """A call whose arguments do not fit the parameters."""


class RecursiveCall(Error):
    """A function that calls itself, directly or through others, and does more than give a value."""


# Differentiating it


class MissingRule(Error):
    """A primitive that is known but has no derivative rule."""


class UnknownKind(Error):
    """A value of which too little is known to choose the right derivative."""


class WrongKind(Error):
    """A value of a kind that an operation, or the whole program, does not take."""


class NotDifferentiable(Error):
    """A value on the way from an argument to the result, of a kind that has no adjoint here."""


class NoResult(Error):
    """A function that returns nothing that varies, and writes what it computes into arguments."""


class UnsafeWrite(Error):
    """A store into memory of which it is not known whether another array shares it."""


# Calling the derivative


class WrongArgument(Error):
    """A parameter, `wrt`, seed or option that the call cannot use."""


class NotScalar(Error):
    """A gradient asked of a result that is not one real number."""


class Overlap(Error):
    """Two arguments share memory and one of them is written."""


class Refused(Error):
    """Several refusals of one function, reported together."""

    def __init__(self, refusals: Iterable[Error]) -> None:
        self.refusals = list(refusals)
        super().__init__(f"s2sad refuses this function for {len(self.refusals)} reasons")
        self.args = (self.refusals,)

    def __str__(self) -> str:
        return "\n\n".join([f"{self.what}:", *map(str, self.refusals)])


def is_of_dicts(error: Error) -> bool:
    """Return whether a refusal might go if dicts were known by their keys."""
    parts = error.refusals if isinstance(error, Refused) else [error]
    return any(part.is_of_dicts for part in parts)


def refuse(refusals: Iterable[Error]) -> NoReturn:
    """Raise the one refusal there is, or all of them as one `Refused`; repeats are dropped."""
    distinct = {str(error): error for error in refusals}
    errors = list(distinct.values())
    if not errors:
        raise ValueError("nothing to refuse")
    if len(errors) == 1:
        raise errors[0]
    raise Refused(errors)
