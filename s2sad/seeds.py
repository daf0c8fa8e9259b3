"""Seeds: the adjoint of a result, leaf by leaf, as an adjoint program takes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from .errors import NotScalar, WrongArgument
from .ir.nodes import Apply, Const, Expr


def seeds_of(value: Any, seed: Any, varying: Sequence[bool], shape: Expr) -> list[Any]:
    """Return one seed for each varying leaf of a result `value` whose structure is `shape`.

    A seed has the structure of the result; None stands for 1.0 where the result is one number.
    Raises NotScalar where a seed is needed, WrongArgument where its shape is not the result's.
    """
    values = list(_leaves(value, shape))
    if seed is None:
        if sum(varying) != 1:
            raise _needed(value)
        given: list[Any] = [None] * len(values)
    else:
        given = list(_leaves(seed, shape))
    return [_fitting(v, g) for v, g, varies in zip(values, given, varying) if varies]


def _leaves(value: Any, shape: Expr) -> Iterator[Any]:
    if isinstance(shape, Apply) and shape.op in ("tuple", "list"):
        for item, part in zip(value, shape.args, strict=True):
            yield from _leaves(item, part)
    elif isinstance(shape, Apply) and shape.op == "dict":
        for key, part in zip(shape.args[::2], shape.args[1::2]):
            assert isinstance(key, Const)
            is_dict = isinstance(value, Mapping)
            item = value[key.value] if is_dict else getattr(value, key.value)
            yield from _leaves(item, part)
    else:
        yield value


def _fitting(value: Any, seed: Any) -> Any:
    """Return a seed in the dtype and shape of its result."""
    if isinstance(value, list):
        if seed is None:
            raise _needed(value)
        return [_fitting(v, s) for v, s in zip(value, seed, strict=True)]
    if seed is None:
        if np.size(value) != 1 or np.iscomplexobj(value):
            raise _needed(value)
        seed = np.ones(np.shape(value))
    if isinstance(value, np.ndarray):
        if np.shape(seed) != value.shape:
            raise WrongArgument(
                f"the adjoint of the result has shape {np.shape(seed)}, not {value.shape}", None,
                "A pullback takes one number for each number of the result.",
                "Give an array of the result's shape.",
            )  # fmt: skip
        out = np.empty_like(value)
        out[...] = seed
        return out
    if np.shape(seed) != ():
        raise WrongArgument(
            f"the adjoint of the result has shape {np.shape(seed)}, and the result is a number",
            None, "A pullback takes one number for each number of the result.", "Give a number.",
        )  # fmt: skip
    return seed if isinstance(seed, complex) else np.float64(seed)


def _needed(value: Any) -> NotScalar:
    return NotScalar(
        "the pullback needs the adjoint of the result", None,
        f"The result is {type(value).__name__}, not one real number.",
        "Call it with an array or structure like the result.",
    )  # fmt: skip
