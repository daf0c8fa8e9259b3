"""The corpus: every case that is written by hand."""

from tests.programs import (
    cases_arrays,
    cases_bigger,
    cases_buffers,
    cases_calls,
    cases_lists,
    cases_loops,
    cases_scalars,
    cases_storage,
    cases_stores,
    cases_structures,
)

CASES = [
    *cases_scalars.CASES,
    *cases_loops.CASES,
    *cases_storage.CASES,
    *cases_buffers.CASES,
    *cases_stores.CASES,
    *cases_lists.CASES,
    *cases_arrays.CASES,
    *cases_calls.CASES,
    *cases_structures.CASES,
    *cases_bigger.CASES,
]
