"""A golden program: a function, where it is checked, and the texts that it must become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from s2sad.api import Differentiable, source_of

TEXTS = Path(__file__).with_name("texts")


@dataclass(frozen=True)
class Golden:
    """A function with its points; `whole` adds Program A, `pair` the two halves of the pullback."""

    f: Callable[..., Any]
    points: tuple[tuple[Any, ...], ...]
    wrt: tuple[str, ...]
    style: str = "folded"
    whole: bool = False
    pair: bool = False

    @property
    def name(self) -> str:
        return self.f.__name__

    @property
    def path(self) -> Path:
        return TEXTS / f"{self.name}.txt"


def text_of(golden: Golden, point: int = 0) -> str:
    """Return the emitted programs at a point, one after the other."""
    args = golden.points[point]
    shown = Differentiable(golden.f, golden.wrt)
    parts = ["primal"] if golden.whole else []
    parts += ["tangent", "adjoint"]
    texts = [str(shown.text(part, *args, style=golden.style)) for part in parts]
    if golden.pair:
        source = source_of(golden.f)
        special = source.specialised(dict(zip(source.names, args)))
        texts += [half.text for half in special.pair(golden.wrt)]
    return "\n\n".join(text.strip("\n") + "\n" for text in texts)
