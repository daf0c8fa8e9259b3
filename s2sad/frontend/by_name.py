"""By name: what a library calls its parameters, where a rule calls them otherwise.

    np.sum(a=x, axis=0)             ->  np.sum(x, axis=0)
    np.percentile(q=30, a=x)        ->  np.percentile(x, q=30)
    np.select(condlist=c, choicelist=l)  ->  np.select(c, l)

The signature of the function itself tells at which place such a parameter stands.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from ..rules.registry import is_optional, module_of, names_known, object_of

T = TypeVar("T")
_METHODS = ("reduce", "accumulate", "outer", "reduceat", "at")
_OPERANDS = ("array", "indices")  # of the methods that take them by name
# What some releases of NumPy do not tell.
_UNTOLD = {"np.array": ("object",), "np.asarray": ("a",), "np.asanyarray": ("a",)}


def by_place(
    op: str, args: Sequence[T], kwargs: Sequence[tuple[str, T]]
) -> tuple[tuple[T, ...], tuple[tuple[str, T], ...]]:
    """Return the arguments of a call with those by position that no rule knows by their names.

    >>> by_place("np.sum", (), (("axis", 0), ("a", "x")))
    (('x',), (('axis', 0),))
    """
    given, known = dict(kwargs), names_known(op)
    if known is None or given.keys() <= known:
        return tuple(args), tuple(kwargs)
    is_method = op.rpartition(".")[2] in _METHODS  # what lowers these knows their options
    documented = _OPERANDS if is_method else _documented(op)
    following = documented[len(args) :] if _is_here(op) else ()
    count = 0
    for k, name in enumerate(following):
        if name not in given:
            break
        if name not in known:
            count = k + 1
    moved = following[:count]
    rest = tuple([(key, value) for key, value in kwargs if key not in moved])
    return (*args, *[given[name] for name in moved]), rest


def _is_here(op: str) -> bool:
    return op.startswith("np.") or is_optional(op) and module_of(op) in sys.modules


@cache
def _documented(op: str) -> tuple[str, ...]:
    """Return the parameters of a function that may be given by position."""
    try:
        found = inspect.signature(object_of(op)).parameters.values()
    except (TypeError, ValueError):  # no function, or one that does not tell
        return _UNTOLD.get(op, ())
    places = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return tuple([p.name for p in found if p.kind in places])
