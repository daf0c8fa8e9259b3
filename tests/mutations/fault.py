"""What a fault is that `python -m tests.mutate` puts into the compiler."""

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


def fault(name: str, file: str, tests: str, old: str, new: str) -> Mutation:
    """Return a mutation; `tests` are separated by blanks."""
    return Mutation(name, file, old, new, tuple(tests.split()))
