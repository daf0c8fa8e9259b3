"""The faults that `python -m tests.mutate` puts into the compiler, and the tests that see them."""

from tests.mutations import adjoints, saving, storage, sweeps, undoing
from tests.mutations.fault import Mutation as Mutation
from tests.mutations.fault import fault

MUTATIONS = [
    *storage.MUTATIONS,
    *saving.MUTATIONS,
    *undoing.MUTATIONS,
    *adjoints.MUTATIONS,
    *sweeps.MUTATIONS,
    fault(
        "the check of pages takes every output for right",
        "tests/pages.py", "tests/test_docs.py -k output",
        "as_shown = printed == (shown.lines if shown else ())",
        "as_shown = True",
    ),
]
