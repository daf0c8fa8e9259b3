"""The builtins and the functions of `operator` that are primitives, by their names."""

from __future__ import annotations

import builtins
import dataclasses
import functools
import itertools
import operator
from typing import Any

import numpy as np

BUILTIN_NAMES: dict[Any, str] = {
    getattr(builtins, name): name
    for name in (
        "abs", "all", "any", "bool", "complex", "divmod", "enumerate", "float", "format", "int",
        "isinstance", "len", "list", "max", "min", "pow", "print", "range", "repr", "reversed",
        "round", "slice", "sorted", "str", "sum", "tuple", "zip",
    )
}  # fmt: skip
# The functions of `operator` that are operators: how many operands they have.
OPERATORS = {
    **dict.fromkeys(
        ("add", "sub", "mul", "truediv", "floordiv", "mod", "matmul", "and_", "or_", "xor",
         "lshift", "rshift", "lt", "le", "gt", "ge", "eq", "ne", "getitem"), 2
    ),
    "neg": 1, "pos": 1, "invert": 1,
}  # fmt: skip
_NAMES = (
    "accumulate", "chain", "combinations", "combinations_with_replacement", "count", "cycle",
    "dropwhile", "filterfalse", "islice", "pairwise", "permutations", "product", "repeat",
    "starmap", "takewhile", "zip_longest",
)  # fmt: skip
# What is iterated over only, by `iterators`.
ITERATORS: dict[Any, str] = {
    **{getattr(itertools, name): f"itertools.{name}" for name in _NAMES},
    itertools.chain.from_iterable: "itertools.chain.from_iterable",
    np.ndindex: "np.ndindex", np.ndenumerate: "np.ndenumerate",
}  # fmt: skip
FUNCTIONS: dict[Any, str] = {
    **{getattr(operator, name): name for name in OPERATORS},
    operator.pow: "pow", operator.abs: "abs", functools.reduce: "functools.reduce",
    functools.partial: "functools.partial", map: "map", filter: "filter",
    dataclasses.replace: "record.replace", np.vectorize: "np.vectorize",
    np.apply_along_axis: "np.apply_along_axis", np.piecewise: "np.piecewise", **ITERATORS,
}  # fmt: skip
