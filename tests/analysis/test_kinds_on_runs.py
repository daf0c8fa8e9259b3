"""Kinds on whole programs: every value that is bound must be of the kind inferred for its name."""

import contextlib
import io

import numpy as np
import pytest

from s2sad.errors import Error
from s2sad.frontend import reading
from tests.analysis.kinds_check import check
from tests.programs.corpus import CASES
from tests.programs.generate import generate
from tests.programs.running import loaded

GENERATED = 120


# Results that the boundary makes, methods of arguments, derivatives inside and functions that call
# themselves need the whole of it.
ELSEWHERE = {"stepped_pair", "layers_of_objects"}
WHOLE = {"derivative", "recursion"}
HERE = [c for c in CASES if c.name not in ELSEWHERE and WHOLE.isdisjoint(c.tags)]


@pytest.mark.parametrize("case", HERE, ids=lambda case: case.name)
def test_a_program_of_the_corpus_has_the_kinds_inferred(case):
    for k, args in enumerate(case.args_list):
        if case.before is not None:
            case.before(k)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                check(case.f, *args, known=False)
        except Error as error:
            pytest.skip(error.what)


@pytest.mark.parametrize("seed", range(GENERATED))
def test_a_generated_program_has_the_kinds_inferred(seed):
    program = generate(seed)
    with loaded(program.source_text, program.function_name) as f, np.errstate(all="ignore"):
        try:
            if reading(f).definitions:
                pytest.skip("a function that calls itself")
            check(f, *program.args, known=False)
        except Error as error:
            pytest.skip(error.what)
