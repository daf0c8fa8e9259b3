"""Likeness: zeros of the size of an array that is always there.

before:  a = c < bestc                           after:  …
         if a: best_stack.append(best)
         …
         if a: best = best_stack.pop()
               gbest = np.zeros_like(best)               gbest = np.zeros_like(x)

The zero of a name that is bound several times is asked for its size only. An argument of that size
and dtype, which is bound once, has it too, and nothing is kept for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set

from ..ir.kinds import Array, Kind
from ..ir.nodes import Name


def lasting_arrays(
    params: Iterable[str], defined: Counter[str], kinds: Mapping[str, Kind],
    copied: Set[str] = frozenset(),
) -> dict[tuple[str, object], str]:
    """Return an argument that is bound once for each dtype and shape that one has.

    One that is `copied` where the program begins, to be written in place, is of the size it was.
    """
    found: dict[tuple[str, object], str] = {}
    for name in params:
        kind = kinds.get(name)
        if isinstance(kind, Array) and kind.ndim and defined[name] == (name in copied):
            found.setdefault((kind.dtype, kind.shape), name)
    return found


def lasting_like(name: str, lasting: Mapping[tuple[str, object], str], kind: Kind) -> Name:
    """Return the argument that has the size and dtype of a name, or the name itself."""
    found = lasting.get((kind.dtype, kind.shape)) if isinstance(kind, Array) else None
    return Name(found or name)
