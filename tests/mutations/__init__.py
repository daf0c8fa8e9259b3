"""The faults that `python -m tests.mutate` puts into the compiler, and the tests that see them."""

from tests.mutations import adjoints, saving, static, storage, surroundings, sweeps, undoing
from tests.mutations.fault import Mutation as Mutation

MUTATIONS = [
    *storage.MUTATIONS,
    *saving.MUTATIONS,
    *undoing.MUTATIONS,
    *adjoints.MUTATIONS,
    *sweeps.MUTATIONS,
    *surroundings.MUTATIONS,
    *static.MUTATIONS,
]
