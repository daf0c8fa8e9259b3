"""All golden programs, in the order of their modules."""

from . import (
    programs, programs_arrays, programs_calls, programs_methods, programs_stores,
)  # fmt: skip

GOLDENS = (
    *programs.GOLDENS, *programs_arrays.GOLDENS, *programs_stores.GOLDENS, *programs_calls.GOLDENS,
    *programs_methods.GOLDENS,
)  # fmt: skip

# Those whose arguments are numbers, arrays, and lists of them: their kinds can be written down, and
# no file that is saved imports the module that they stand in.
PLAIN = tuple([golden for golden in GOLDENS if golden.name != "n_body_step"])
