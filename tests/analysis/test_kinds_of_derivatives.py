"""Kinds on derivative programs: what derivatives of derivatives are made by is what is computed."""

import contextlib
import io
import warnings

import numpy as np
import pytest

from s2sad.errors import Error
from s2sad.pipeline import Source
from s2sad.testing_trees import duplicate, map_floats
from tests.analysis.kinds_check import CheckedMachine, check, core_of
from tests.analysis.test_kinds_of_points import APART
from tests.analysis.test_kinds_on_runs import HERE
from tests.rules.all_points import PROGRAMS
from tests.rules.points import POINTS
from tests.rules.programs_of_points import function_of, is_varying
from tests.thorough import in_turn

CASES = {}
for _text, _values in in_turn(POINTS + PROGRAMS, 9):
    if not any(word in _text for word in APART) and any(map(is_varying, _values.values())):
        CASES.setdefault(_text.partition("(")[0], []).append((_text, _values))


def emitted(f, values, wrt, mode):
    """Return the derivative program of a function as a function of its own."""
    special = Source(f).specialised(values)
    made = special.tangent(wrt) if mode == "tangent" else special.adjoint(wrt)
    made.refresh()
    return made.function


def is_number_or_array(value):
    return isinstance(value, (float, np.floating, np.ndarray))


def ones_like(result):
    """Return seeds for a result, a number or an array or several; None if it is something else."""
    parts = result if isinstance(result, tuple) else (result,)
    return map_floats(np.ones_like, list(parts)) if all(map(is_number_or_array, parts)) else None


@pytest.mark.parametrize("name", CASES)
def test_derivatives_of_a_point_have_the_kinds_inferred(name):
    for text, values in CASES[name]:
        for mode in ("tangent", "adjoint"):
            mistakes = judged(text, values, mode)
            assert not mistakes, f"{text}, {mode}: {mistakes}"


def judged(text, values, mode):
    """Return where kinds are wrong about a derivative program; nothing where there is none."""
    f, wrt = function_of(text, values), tuple(n for n in values if is_varying(values[n]))
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            seeds = ones_like(f(*duplicate(list(values.values()))))
            seeds = duplicate([values[n] for n in wrt]) if mode == "tangent" else seeds
            if seeds is None:
                return []
            made = emitted(f, values, wrt, mode)
            given = [*duplicate(list(values.values())), *seeds]
            core = core_of(made, tuple(given))
        except Error:
            return []
        machine = CheckedMachine(core, {c.name: c.read() for c in core.program.captures})
        machine.bind(core.program, given)
        machine.block(core.program.body)
    return machine.mistakes


@pytest.mark.parametrize("mode", ["tangent", "adjoint"])
@pytest.mark.parametrize("case", HERE, ids=lambda case: case.name)
def test_derivatives_of_the_corpus_have_the_kinds_inferred(case, mode):
    args = case.args_list[0]
    if case.before is not None:
        case.before(0)
    try:
        source = Source(case.f)
        if len(args) < len(source.names):
            pytest.skip("an argument is left out")
        values = dict(zip(source.names, duplicate(list(args))))
        wrt = tuple(source.names[k] for k in case.wrt)
        made = emitted(case.f, values, wrt, mode)
        with contextlib.redirect_stdout(io.StringIO()):
            seeds = ones_like(case.f(*duplicate(list(args))))
            seeds = duplicate([args[k] for k in case.wrt]) if mode == "tangent" else seeds
            if seeds is not None:
                check(made, *duplicate(list(args)), *seeds, known=False)
    except Error as error:
        pytest.skip(error.what)


def test_the_helper_sees_a_wrong_kind():
    text, values = "scipy.linalg.fractional_matrix_power(a, -1.4)", {"a": np.eye(2) * 2.0}
    assert judged(text, values, "tangent")
