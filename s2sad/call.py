"""A call of a derivative: from what the user gave to the specialisation that serves it.

A specialisation compares sizes as its programs are made: the primal's when it is made itself, an
adjoint's later. So it serves a call of other sizes only if it has given before what that call
wants, to one of its own sizes; all comparisons are among its guards by then.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import Any

from .arguments import (
    bound_arguments, check_scalar, converted, not_a_function, nothing_varies, ones_seed, wrt_names,
)  # fmt: skip
from .arguments_by_parameter import ByParameter
from .derived import derivative_mark, unbound, unbound_wrt
from .overlap import check_overlap
from .pipeline import Source, Special
from .reread import source_for
from .structures import gradient_like, rebuilt

Wrt = int | str | Sequence[int | str] | None
SOURCE = "__s2sad_source__"  # where a function keeps what was read of it: they go together


class Wrapping:
    """A function of ours around one of the user's; `delivering` is it as it is differentiated."""

    __wrapped__: Callable[..., Any]
    delivering: Callable[..., Any]


def is_one(wrt: Wrt) -> bool:
    """Return whether one argument is differentiated, whose gradient comes alone."""
    return isinstance(wrt, (int, str))


def source_of(function: Callable[..., Any]) -> Source:
    """Return the function as it was read; it is read again if its code or cells changed."""
    if isinstance(function, Wrapping):
        return source_of(function.delivering)
    if not callable(function):
        raise not_a_function(function)
    found = getattr(function, SOURCE, None)
    if found is None or found.function is not function or found.stale():
        found = Source(function)
        with contextlib.suppress(AttributeError, TypeError):  # a method is read at each use
            setattr(function, SOURCE, found)
    return found


class Call:
    """One call of a derivative: names bound to values, and the programs that serve them.

    `want` says which programs these are; what one call was given serves calls of other sizes, too.
    """

    def __init__(
        self, function: Callable[..., Any], wrt: Wrt, args: Any, kwargs: Any,
        want: str | None = None,
    ) -> None:  # fmt: skip
        if isinstance(function, ByParameter):
            args, kwargs = function.spread(args)
            wrt, function = function.named(wrt), function.function
        self.function, args, kwargs, wrt = unbound(function, args, kwargs, wrt)
        self.inner: Call | None = None
        plain: Any = self.function
        mark = derivative_mark(self.function)
        if mark is not None:
            self.inner = Call(mark[0], mark[1], args, kwargs, f"derivative of {mark[2]}")
            plain, self.mode = self.inner.derivative(mark[1], mark[2]), mark[2]
            args, kwargs = tuple(self.inner.arguments), {}
            wrt = unbound_wrt(mark[0], wrt)
        self.source = source_of(plain)
        values = bound_arguments(self.source, args, kwargs)
        self.source = source_for(self.source, values)
        self.wrt = wrt_names(self.source, wrt, values)
        if not self.wrt:
            raise nothing_varies(self.source, values)
        self.values = converted(self.source, values, self.wrt)
        self.want = None if want is None else (want, self.wrt)
        self.special: Special = self.source.specialised(self.values, self.want)
        check_overlap(self.special, self.values)

    @property
    def arguments(self) -> list[Any]:
        return list(self.values.values())

    def is_done(self) -> None:
        """Hear that all that was wanted has been made."""
        if self.want is not None:
            self.special.given.add(self.want)
        if self.inner is not None:
            self.inner.is_done()

    def gradients(self, found: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(gradient_like(self.values[n], g) for n, g in zip(self.wrt, found))

    def derivative(self, wrt: Wrt, mode: str) -> Callable[..., Any]:
        """Return the emitted derivative that serves this call, to be differentiated again."""
        ones_seed(self.special)
        self.alone = is_one(wrt)
        made = self.special.derivative(self.wrt, self.alone, mode == "value_and_grad")
        made.refresh()
        return made.function

    def result(self, value: Any) -> Any:
        """Return a result, or its tangent, with the named tuples and objects in it."""
        if self.inner is None:
            return rebuilt(value, self.special.core.forms)
        first, found = value if self.mode == "value_and_grad" else (None, value)
        parts = self.inner.gradients((found,) if self.inner.alone else found)
        whole = parts[0] if self.inner.alone else parts
        return (first, whole) if self.mode == "value_and_grad" else whole

    def value_and_gradients(self) -> tuple[Any, tuple[Any, ...]]:
        seeds = ones_seed(self.special)
        value, found = self.special.adjoint(self.wrt)(*self.arguments, *seeds)
        check_scalar(self.special, value)
        return self.result(value), self.gradients(found)

    def gradients_alone(self) -> tuple[Any, ...]:
        if not self.special.is_surely_scalar or self.special.may_end_unbound:
            return self.value_and_gradients()[1]
        seeds = ones_seed(self.special)
        return self.gradients(self.special.gradient(self.wrt)(*self.arguments, *seeds))
