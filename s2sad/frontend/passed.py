"""Passed: the parameters that a wrapper made with `functools.wraps` passes on."""

from __future__ import annotations

import inspect
from types import FunctionType

from ..errors import Error
from .scope import bound_names
from .source import Source


def passed_on(function: FunctionType, source: Source | Error) -> tuple[inspect.Parameter, ...]:
    """Return the parameters of the function that a `functools.wraps` wrapper passes them on to."""
    if not hasattr(function, "__wrapped__") or not isinstance(source, Source):
        return ()
    spec = source.node.args
    if spec.vararg is None and spec.kwarg is None:
        return ()
    params = tuple(inspect.signature(function).parameters.values())
    names = [param.name for param in params]
    own = [p.id for p in (*spec.posonlyargs, *spec.args)]
    taken = set(bound_names(source.node)) - set(own) - {p.id for p in spec.kwonlyargs}
    plain = all(param.kind not in (param.VAR_POSITIONAL, param.VAR_KEYWORD) for param in params)
    fits = names[: len(own)] == own and not taken & set(names)
    only = [p.name for p in params if p.kind is p.KEYWORD_ONLY]
    has_place = (spec.vararg or len(names) - len(only) <= len(own)) and (spec.kwarg or not only)
    return params if plain and fits and has_place else ()
