"""The faults that `python -m tests.mutate` puts into the compiler, and the tests that see them."""

from tests.mutations import (
    adjoints, complex_numbers, contexts, factors, fourier, functions, lowering, recording, saving,
    static, storage, structures, surroundings, sweeps, undoing, writing,
)  # fmt: skip
from tests.mutations.fault import Mutation as Mutation

MUTATIONS = [
    *storage.MUTATIONS,
    *saving.MUTATIONS,
    *recording.MUTATIONS,
    *undoing.MUTATIONS,
    *adjoints.MUTATIONS,
    *sweeps.MUTATIONS,
    *structures.MUTATIONS,
    *surroundings.MUTATIONS,
    *writing.MUTATIONS,
    *static.MUTATIONS,
    *contexts.MUTATIONS,
    *functions.MUTATIONS,
    *lowering.MUTATIONS,
    *complex_numbers.MUTATIONS,
    *fourier.MUTATIONS,
    *factors.MUTATIONS,
]
