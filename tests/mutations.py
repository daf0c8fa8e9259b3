"""The faults that `python -m tests.mutate` puts into the compiler, and the tests that see them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutation:
    """In `file`, `old` (which stands there exactly once) becomes `new`; `tests` must then fail.

    `tests` are arguments of pytest: files, folders, or `-k` with an expression.
    """

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


MUTATIONS = [
    Mutation(
        name="the check of pages takes every output for right",
        file="tests/pages.py",
        old="as_shown = printed == (shown.lines if shown else ())",
        new="as_shown = True",
        tests=("tests/test_docs.py", "-k", "output"),
    ),
]
