"""A case: a program, its adjoint written by hand, and the arguments that both are run with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from s2sad.api import Differentiable, emitted_programs, source_of
from s2sad.testing_trees import duplicate

from .memory import saved_numbers


@dataclass(frozen=True)
class Case:
    """A program `f(*args)` with `by_hand(*args, seed)`, which returns (value, gradients).

    `sizes` maps a word to arguments. `peers` are the libraries that take the program too; JAX,
    which writes out an `unrolled` loop trip by trip, is spared its large arguments.
    """

    f: Callable[..., Any]
    by_hand: Callable[..., Any]
    wrt: tuple[str, ...]
    sizes: Mapping[str, tuple[Any, ...]]
    peers: tuple[str, ...] = ()
    title: str = ""
    unrolled: bool = False

    @property
    def name(self) -> str:
        return self.title or self.f.__name__

    @property
    def positions(self) -> tuple[int, ...]:
        """The positions of the arguments that are differentiated."""
        names = source_of(self.f).names
        return tuple(names.index(name) for name in self.wrt)

    def is_for(self, peer: str, size: str) -> bool:
        """Return whether a library takes the program, and compiles it in a few seconds."""
        return peer in self.peers and not (peer == "jax" and self.unrolled and size == "large")

    def seed(self, size: str) -> Any:
        """Return the adjoint of the result: 1 for a number, else fixed numbers of its shape."""
        shape = np.shape(self.f(*duplicate(list(self.sizes[size]))))
        return np.random.default_rng(7).normal(size=shape) if shape else 1.0

    def runs(self, size: str) -> dict[str, Callable[[], Any]]:
        """Return calls of the program itself, of the adjoint by hand and of the emitted one.

        A program that writes into its arguments is handed copies; the adjoints make their own.
        """
        args = self.sizes[size]
        seed = self.seed(size)
        emitted = emitted_programs(self.f, *args, wrt=self.wrt)["adjoint"]
        return {
            "primal": partial(self._on_copies, args) if self.writes(size)
            else partial(self.f, *args),
            "hand": partial(self.by_hand, *args, seed),
            "emitted": partial(emitted, *args, seed),
        }  # fmt: skip

    def saved(self, size: str) -> int:
        """Return how many numbers the emitted adjoint keeps on lists."""
        args = self.sizes[size]
        text = Differentiable(self.f, self.wrt).text("adjoint", *args)
        return saved_numbers(str(text), *args, self.seed(size))

    def writes(self, size: str) -> bool:
        """Return whether the program writes into the memory of its arguments."""
        source = source_of(self.f)
        special = source.specialised(dict(zip(source.names, self.sizes[size])))
        return bool(special.written_arguments())

    def _on_copies(self, args: tuple[Any, ...]) -> Any:
        return self.f(*[a.copy() if isinstance(a, np.ndarray) else a for a in args])
