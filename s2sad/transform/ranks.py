"""Ranks: which of two names of one value a reader would rather see."""

from __future__ import annotations

from functools import lru_cache

TEMPORARY, DERIVED, PLACE, USER = 0, 1, 2, 3


@lru_cache(maxsize=4096)
def is_temporary(name: str) -> bool:
    """Return whether a name is a temporary, or the adjoint or tangent of one; a list is neither.

    >>> [is_temporary(n) for n in ("%3", "g:%3", "d:g:%3", "x", "g:x", "s:%3", "x'1")]
    [True, True, True, False, False, False, False]
    """
    *prefixes, base = name.split(":")
    return base.startswith("%") and "s" not in prefixes


def is_parameter(name: str) -> bool:
    """Return whether a name is a parameter of an inlined function, or derives from one.

    >>> [is_parameter(n) for n in ("x'p", "g:x'p2", "x'2", "x'p'2", "x'")]
    [True, True, False, False, False]
    """
    plain, _, suffix = name.rpartition("'")
    return plain != "" and suffix[:1] == "p" and (suffix == "p" or suffix[1:].isdigit())


def keeps_users_names(name: str) -> bool:
    """Return whether a name stays in the folded style: the user's, its adjoint, a list."""
    is_derived = ":" in name and not name.startswith("s")
    return not is_temporary(name) and not (is_derived and is_parameter(name))


def rank(name: str) -> int:
    """Return how much a name tells: the user's most, a temporary least.

    A place is an attribute or key of an argument, `p'_x`, or what it is in the function, `p_x'0`.

    >>> [rank(n) for n in ("%3", "g:x", "p'_x", "p_x'0", "x", "x'2", "t'0")]
    [0, 1, 2, 2, 3, 3, 3]
    """
    if is_temporary(name):
        return TEMPORARY
    if ":" in name:
        return DERIVED
    return PLACE if "'_" in name or "_" in name and name.endswith("'0") else USER
