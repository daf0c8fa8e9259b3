"""Kinds of the points of rules, at their operands and at odd ones: what is said is what is run.

A kind that holds for some values alone decides branches that another value decides otherwise.
"""

import warnings

import numpy as np
import pytest

from s2sad.errors import Error
from s2sad.testing_trees import duplicate
from tests.analysis.kinds_check import CheckedMachine, core_of
from tests.rules.all_points import PROGRAMS
from tests.rules.points import POINTS
from tests.rules.programs_of_points import _map, function_of, is_varying
from tests.thorough import in_turn

ODD = {
    "zero": np.zeros_like, "negative": np.negative, "whole": lambda x: np.round(3 * x),
    "in order": lambda x: np.arange(x.size, dtype=x.dtype).reshape(x.shape),
    "lower": lambda x: x - 0.6, "single": lambda x: x.astype(np.float32) if x.ndim else x,
}  # fmt: skip
APART = (
    "x ** ", "pow(", "np.power(", "np.linalg.eig(",  # Python's and NumPy's complex numbers
    "np.linalg.cond", "np.linalg.pinv", "scipy.linalg.sqrtm", "scipy.linalg.logm",
    "scipy.linalg.fractional_matrix_power", "np.log(np.linalg.eigvals",  # which end the program
)  # fmt: skip
CASES = {}
for _k, _point in enumerate(in_turn(POINTS + PROGRAMS)):
    if not any(word in _point[0] for word in APART):
        CASES.setdefault(_point[0].partition("(")[0], []).append((_k, *_point))


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_of_a_point_is_so_at_odd_values(name):
    names = list(ODD)
    for k, text, values in CASES[name]:
        wide = 1 if text.startswith(("rt.", "np.vectorize")) else 0  # of doubles, where told so
        for how in (None, names[k % (len(names) - wide)]):
            mistakes = judged(text, changed(ODD[how], values) if how else values)
            assert not mistakes, f"{text}, {how or 'as it is'}: {mistakes}"


def changed(change, values):
    """Return operands of which those that vary are others, of the same shapes."""

    def one(x):
        found = change(np.asarray(x))
        return float(found) if isinstance(x, float) else np.asarray(found)

    return {n: _map(one, v) if is_varying(v) else v for n, v in values.items()}


def judged(text, values):
    """Return where kinds are wrong about a program; nothing of one that does not run."""
    f = function_of(text, values)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            f(*duplicate(list(values.values())))
            core = core_of(f, tuple(values.values()))
        except (Error, ArithmeticError, ValueError, TypeError, np.linalg.LinAlgError):
            return []
        machine = CheckedMachine(core, {c.name: c.read() for c in core.program.captures})
        machine.bind(core.program, duplicate(list(values.values())))
        machine.block(core.program.body)
    return machine.mistakes


def test_the_helper_sees_a_wrong_kind():
    assert judged("x ** 0.5", {"x": -2.0})
