"""Programs drawn at random, with fixed seeds: right or refused, and seldom refused."""

import functools
import importlib.util
from collections import Counter

import pytest

from tests.programs.generate import generate
from tests.programs.judge import judge

SEEDS = 300
SECOND_EVERY = 10
REFUSED_AT_MOST = 0.03

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("s2sad.api") is None, reason="s2sad.api does not exist yet"
)


@functools.cache
def verdict(seed):
    return judge(generate(seed), order=2 if seed % SECOND_EVERY == 0 else 1)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_generated_program_is_right_or_refused(seed):
    found = verdict(seed)
    assert found.kind in ("ok", "refused"), f"{found.detail}\n\n{generate(seed).source_text}"


def test_few_generated_programs_are_refused():
    refused = [verdict(seed) for seed in range(SEEDS) if verdict(seed).kind == "refused"]
    assert len(refused) <= REFUSED_AT_MOST * SEEDS, Counter(v.reason for v in refused)
