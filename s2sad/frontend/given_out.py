"""Given `out`: which functions of NumPy's write their result into an array that they are given."""

from __future__ import annotations

import inspect
from functools import cache

import numpy as np

from ..ir.nodes import Expr
from ..rules.registry import object_of

Operands = tuple[Expr, ...]
Keywords = tuple[tuple[str, Expr], ...]


@cache
def parameters(op: str) -> tuple[str, ...]:
    """Return the positional parameters of a function that has one named `out`, and `out`.

    >>> parameters("np.cumsum")
    ('a', 'axis', 'dtype', 'out')
    """
    function = object_of(op) if op.startswith("np.") else None
    if isinstance(function, np.ufunc):
        return (*[f"x{k}" for k in range(function.nin)], "out") if function.nout == 1 else ()
    try:
        found = inspect.signature(function).parameters  # type: ignore[arg-type]
    except (TypeError, ValueError):  # no function, or one that does not tell
        return ()
    places = [name for name, p in found.items() if p.kind is not p.KEYWORD_ONLY]
    return tuple(dict.fromkeys([*places, "out"])) if "out" in found else ()


@cache
def _by_place(op: str) -> tuple[str, ...]:
    """Return the parameters that stand for positional arguments one by one."""
    function = object_of(op)
    is_plain = isinstance(function, np.ufunc) or all(
        p.kind is not p.VAR_POSITIONAL for p in inspect.signature(function).parameters.values()
    ) if parameters(op) else False
    return parameters(op) if is_plain else ()


def with_out_named(op: str, args: Operands, kwargs: Keywords) -> tuple[Operands, Keywords]:
    """Return the arguments of a call with those from `out` on by name: `np.add(x, y, z)`."""
    names = _by_place(op)
    first = names.index("out") if names else len(args)
    return args[:first], (*zip(names[first:], args[first:]), *kwargs)


def has_out_by_place(op: str, count: int) -> bool:
    """Return whether one of so many positional arguments is `out`."""
    return "out" in _by_place(op)[:count]


def is_ufunc(op: str) -> bool:
    """Return whether a primitive acts on each element, and broadcasts its result to `out`."""
    return isinstance(object_of(op), np.ufunc)
