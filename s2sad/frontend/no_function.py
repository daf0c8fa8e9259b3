"""What can be called and is no Python function: why it is not read, and what to write instead."""

from __future__ import annotations

from types import FunctionType
from typing import Any

from ..errors import SourceUnavailable


def no_function(given: Any) -> SourceUnavailable:
    """Return the refusal of something that can be called and is no Python function."""
    name = getattr(given, "__name__", type(given).__name__)
    what = f"a {type(given).__name__}"
    instead = "Write a function that calls it, from operations that have rules."
    if isinstance(given, type):
        what, instead = "a class", "Write a function that makes an object and returns a number."
    elif isinstance(getattr(given, "__wrapped__", None), FunctionType) and not _is_of_numpy(given):
        instead = f"Differentiate the function under it: `{name}.__wrapped__`."
    elif isinstance(getattr(given, "func", None), FunctionType):
        instead = "Write a function that calls it."
    elif isinstance(vars(type(given)).get("__call__"), FunctionType):
        what, instead = f"an object of the class {name}", "Differentiate its method `__call__`."
    why = f"It is {what}, not a Python function."
    return SourceUnavailable(f"s2sad cannot read `{name}`", None, why, instead)


def _is_of_numpy(given: Any) -> bool:
    """Return whether it is NumPy's: a rule may know a call of it, and reading it is no use."""
    return str(getattr(given, "__module__", "")).partition(".")[0] == "numpy"
