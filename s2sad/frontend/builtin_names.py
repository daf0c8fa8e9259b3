"""The builtins and the functions of `operator` that are primitives, by their names."""

from __future__ import annotations

import builtins
from typing import Any

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
