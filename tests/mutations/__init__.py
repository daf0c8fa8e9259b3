"""The faults that `python -m tests.mutate` puts into the compiler, and the tests that see them."""

from tests.mutations import (
    adjoints, saving, storage, structures, surroundings, sweeps, undoing,
)  # fmt: skip
from tests.mutations.fault import Mutation as Mutation

MUTATIONS = [
    *storage.MUTATIONS,
    *saving.MUTATIONS,
    *undoing.MUTATIONS,
    *adjoints.MUTATIONS,
    *sweeps.MUTATIONS,
    *structures.MUTATIONS,
    *surroundings.MUTATIONS,
]
