"""Samples: the dtype of a result, found by evaluating the real function on ones."""

from __future__ import annotations

import math
import operator
import warnings
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from ...ir.kinds import Array, Kind, Scalar
from ...rules.registry import is_declared, object_of
from .calls import Undecided

OPERATORS: dict[str, Callable[..., Any]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "truediv": operator.truediv,
    "floordiv": operator.floordiv, "mod": operator.mod, "pow": operator.pow,
    "matmul": operator.matmul, "lshift": operator.lshift, "rshift": operator.rshift,
    "and_": operator.and_, "or_": operator.or_, "xor": operator.xor,
    "neg": operator.neg, "pos": operator.pos, "invert": operator.invert,
    "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge,
    "eq": operator.eq, "ne": operator.ne, "abs": abs, "round": round, "divmod": divmod,
    "clip low": lambda x, low: np.clip(x, low, None),
    "clip high": lambda x, high: np.clip(x, None, high),
}  # fmt: skip
_REFUSALS = (
    TypeError, ValueError, ArithmeticError, LookupError, RuntimeError, AssertionError,
)  # of a function that does not take a sample
KEY = tuple[str, str, bool]  # ('array' | 'scalar', dtype, numpy)


def function_of(op: str) -> Callable[..., Any]:
    """Return the function that an op names: of the operators, of NumPy or of math."""
    if op in OPERATORS:
        return OPERATORS[op]
    module, *path = op.split(".")
    found: Any = object_of(op) if is_declared(op) else {"np": np, "math": math}.get(module)
    for part in path if module in ("np", "math") else ():
        found = getattr(found, part, None)
    if not callable(found):
        raise Undecided(f"{op} is not known")
    return found  # type: ignore[no-any-return]


def key_of(kind: Kind) -> KEY:
    """Return what of a kind decides the dtype of a result."""
    if not isinstance(kind, (Scalar, Array)):
        raise Undecided("an operand is no number or array")
    if kind.dtype == "object":
        raise Undecided("what an array of objects holds is not known")
    if isinstance(kind, Scalar):
        return "scalar", kind.dtype, kind.numpy
    return ("array" if kind.shape else "cell"), kind.dtype, True


def _sample(key: KEY, value: float) -> Any:
    what, dtype, numpy = key
    number = np.dtype(dtype).type(value)
    if what == "scalar":
        return number if numpy else number.item()
    return np.full(() if what == "cell" else (1,), number)


@cache
def result_of(op: str, keys: tuple[KEY, ...], *more: Any) -> Kind | tuple[Kind, ...] | None:
    """Return the kind (sizes 1) that the function gives for operands of these keys, or None."""
    function = function_of(op)
    for value in (1, 0.5, 0, 2):
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                result = function(*[_sample(key, value) for key in keys], *more)
        except _REFUSALS:
            continue
        return kind_of_result(result)
    return None


def kind_of_result(value: Any) -> Kind | None:
    """Return the kind of a sample's result; the sizes mean nothing."""
    if isinstance(value, np.ndarray):
        return Array(value.dtype.name, tuple([_one() for _ in value.shape]))
    if isinstance(value, np.generic):
        return Scalar(value.dtype.name, True)
    if isinstance(value, bool):
        return Scalar("bool")
    if isinstance(value, (int, float, complex)):
        return Scalar(np.asarray(value).dtype.name)
    return None


def _one() -> Any:
    from ...ir.kinds import Size

    return Size(1)


def sampled(op: str, kinds: tuple[Kind, ...], *more: Any) -> Scalar | Array:
    """Return the kind of a sample's result, which must be a number or an array."""
    found = result_of(op, tuple([key_of(kind) for kind in kinds]), *more)
    if not isinstance(found, (Scalar, Array)):
        raise Undecided(f"{op} does not take these operands")
    return found


def sampled_dtype(op: str, dtype: str, *more: Any) -> str:
    """Return the dtype of the result for an array of a dtype."""
    return sampled(op, (Array(dtype, (_one(),)),), *more).dtype
