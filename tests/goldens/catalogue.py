"""All golden programs, in the order of their modules."""

from . import (
    programs, programs_arrays, programs_calls, programs_methods, programs_stores,
)  # fmt: skip

GOLDENS = (
    *programs.GOLDENS, *programs_arrays.GOLDENS, *programs_stores.GOLDENS, *programs_calls.GOLDENS,
    *programs_methods.GOLDENS,
)  # fmt: skip
