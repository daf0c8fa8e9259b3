"""The faults that `python -m tests.mutate` puts into the compiler, and the tests that see them."""

from tests.mutations import (
    adjoints, contexts, functions, halves, loads, lowering, masks, nested, recording, saving,
    stars, static, storage, structures, surroundings, sweeps, undoing, writing,
)  # fmt: skip
from tests.mutations.fault import Mutation as Mutation

MUTATIONS = [
    *storage.MUTATIONS,
    *saving.MUTATIONS,
    *recording.MUTATIONS,
    *halves.MUTATIONS,
    *nested.MUTATIONS,
    *stars.MUTATIONS,
    *loads.MUTATIONS,
    *masks.MUTATIONS,
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
]
