"""Programs drawn at random, with fixed seeds: right or refused, and seldom refused."""

import contextlib
import io

import pytest

from s2sad.api import emitted_programs
from s2sad.errors import Error
from tests.programs.generate import generate
from tests.programs.judge import judge
from tests.programs.running import loaded

SEEDS = 140
SECOND_EVERY = 10
REFUSED_AT_MOST = 0.03


def refusal(seed):
    """Return why a program is refused, or None; it is compiled and not judged."""
    program = generate(seed)
    silent = contextlib.redirect_stdout(io.StringIO())
    with loaded(program.source_text, program.function_name) as f, silent:
        try:
            emitted_programs(f, *program.args, wrt=tuple(program.wrt))
        except Error as error:
            return str(error)
    return None


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_generated_program_is_right_or_refused(seed):
    found = judge(generate(seed), order=2 if seed % SECOND_EVERY == 0 else 1)
    assert found.kind in ("ok", "refused"), f"{found.detail}\n\n{generate(seed).source_text}"


def test_few_generated_programs_are_refused():
    refused = [why for why in map(refusal, range(SEEDS)) if why is not None]
    assert len(refused) <= REFUSED_AT_MOST * SEEDS, refused
