"""What a call costs beyond the emitted function: `grad(f)(x)` against that function itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from s2sad import differentiate, grad, jvp, value_and_grad, vjp
from s2sad.api import source_of
from s2sad.pipeline import Special

from .programs.short import ARRAYS, NUMBERS, sum_of_product
from .table import Cell, table
from .timing import Effort, fastest

HEADS = ("arguments", "call", "emitted us", "call us", "overhead us", "ratio")


@dataclass(frozen=True)
class Pair:
    """A call of s2sad, and the call of the emitted function that it makes in the end."""

    arguments: str
    words: str
    alone: Callable[[], Any]
    call: Callable[[], Any]

    def row(self, effort: Effort) -> list[Cell]:
        """Time both in turns; times in microseconds."""
        least = fastest({"alone": self.alone, "call": self.call}, effort)
        alone, call = 1e6 * least["alone"], 1e6 * least["call"]
        return [self.arguments, self.words, alone, call, call - alone, call / alone]


def report(effort: Effort, only: str = "", quick: bool = False) -> str:
    """Return the table: gradients for one to four arguments, then the other ways to call."""
    pairs = [*gradients("number", NUMBERS), *gradients("array", ARRAYS), *other_calls()]
    chosen = [pair for pair in pairs if only in f"{pair.arguments} {pair.words}"]
    return table(HEADS, [pair.row(effort) for pair in chosen])


def gradients(kind: str, functions: tuple[Callable[..., Any], ...]) -> Iterator[Pair]:
    """Yield `grad` by the first argument alone, then by all, of functions of 1, 2, … arguments."""
    for count, function in enumerate(functions, 1):
        args = arguments(kind, count)
        special = special_of(function, args)
        words = f"{count} {kind}" + "s" * (count > 1)
        for wrt, name in ((0, "grad(f)"), (tuple(range(count)), "grad(f, all)")):
            chosen = special.source.names[: 1 if wrt == 0 else count]
            emitted = special.gradient(chosen).function
            yield Pair(
                words, name, partial(emitted, *args, 1.0), partial(grad(function, wrt), *args)
            )


def other_calls() -> Iterator[Pair]:
    """Yield the other entry points, with two arrays; the pullback with one to four."""
    f, args = sum_of_product, arguments("array", 2)
    special, both = special_of(f, args), ("a", "b")
    adjoint = partial(special.adjoint(both).function, *args, 1.0)
    tangent = partial(special.tangent(both).function, *args, *args)
    marked = differentiate(f)
    yield Pair("2 arrays", "value_and_grad", adjoint, partial(value_and_grad(f, (0, 1)), *args))
    yield Pair("2 arrays", "f.value_and_grad", adjoint, partial(marked.value_and_grad, *args))
    yield Pair("2 arrays", "jvp", tangent, partial(jvp, f, args, args))
    for count, function in enumerate(ARRAYS, 1):
        yield pulling(function, arguments("array", count))


def pulling(function: Any, args: tuple[Any, ...]) -> Pair:
    """Return `vjp` and its pullback against the two halves of the adjoint program.

    The forward half copies the arrays that the other half reads: a pullback does not see later
    writes. So these copies are part of the programs, on both sides.
    """
    special = special_of(function, args)
    ahead, back = [half.function for half in special.pair(special.source.names)]

    def alone() -> Any:
        value, saved = ahead(*args)
        return value, back(*saved, 1.0)

    def call() -> Any:
        value, pullback = vjp(function, *args)
        return value, pullback(1.0)

    return Pair(f"{len(args)} array" + "s" * (len(args) > 1), "vjp, pullback", alone, call)


def special_of(function: Callable[..., Any], args: tuple[Any, ...]) -> Special:
    """Return what is made for a function at these arguments."""
    source = source_of(function)
    return source.specialised(dict(zip(source.names, args)))


def arguments(kind: str, count: int) -> tuple[Any, ...]:
    """Return numbers, or arrays of three."""
    if kind == "number":
        return tuple(1.0 + k for k in range(count))
    return tuple(np.linspace(1.0, 2.0, 3) + k for k in range(count))
