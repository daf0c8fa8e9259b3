"""A function that takes one value for each of its parameters, whatever their kinds are.

    def f(x, *more, rate=1.0, **rest)    ->    by_parameter(f)(x, more, rate, rest)
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter
from typing import Any

ONE = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


class ByParameter:
    """A function whose arguments are all given by position: `*args` as a tuple, `**kwargs` as a
    dict, and what takes keywords alone in its place."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.params = inspect.signature(function).parameters
        self.__name__ = getattr(function, "__name__", repr(function))
        bare = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in self.params]
        self.__signature__ = inspect.Signature(bare)

    def spread(self, values: Sequence[Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Return the arguments of the function itself for one value of each parameter."""
        args: list[Any] = []
        named: dict[str, Any] = {}
        for (name, param), value in zip(self.params.items(), values):
            if param.kind in ONE:
                args.append(value)
            elif param.kind is Parameter.VAR_POSITIONAL:
                args.extend(value)
            else:
                named.update(value if param.kind is Parameter.VAR_KEYWORD else {name: value})
        return tuple(args), named

    def named(self, wrt: Any) -> Any:
        """Return wrt by names: positions are those of the parameters."""
        names = list(self.params)
        if isinstance(wrt, (list, tuple)):
            return tuple([names[one] if isinstance(one, int) else one for one in wrt])
        return names[wrt] if isinstance(wrt, int) else wrt

    def __call__(self, *values: Any) -> Any:
        args, named = self.spread(values)
        return self.function(*args, **named)


def by_parameter(
    function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
) -> tuple[ByParameter, dict[str, Any], tuple[str, ...]]:
    """Return a function by parameter, the value of each of them, and the names of those given.

    Raises TypeError where the function cannot be called so.
    """
    found = ByParameter(function)
    bound = inspect.signature(function).bind(*args, **kwargs)
    given = tuple(bound.arguments)
    bound.apply_defaults()
    return found, dict(bound.arguments), given
