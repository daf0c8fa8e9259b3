"""Ranks: which of two names of one value a reader would rather see."""

from __future__ import annotations

from functools import lru_cache

TEMPORARY, DERIVED, USER = 0, 1, 2


@lru_cache(maxsize=4096)
def is_temporary(name: str) -> bool:
    """Return whether a name is a temporary, or the adjoint or tangent of one; a list is neither.

    >>> [is_temporary(n) for n in ("%3", "g:%3", "d:g:%3", "x", "g:x", "s:%3", "x'1")]
    [True, True, True, False, False, False, False]
    """
    *prefixes, base = name.split(":")
    return base.startswith("%") and "s" not in prefixes


def keeps_users_names(name: str) -> bool:
    """Return whether a name stays in the folded style: the user's, its adjoint, a list."""
    return not is_temporary(name)


def rank(name: str) -> int:
    """Return how much a name tells: the user's most, a temporary least."""
    if is_temporary(name):
        return TEMPORARY
    return DERIVED if ":" in name else USER
