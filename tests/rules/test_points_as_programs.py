"""Points as programs of one line: value, both modes and the second order.

Every rule has one; test_rules_at_points.py evaluates the formulas at all points.
"""

import numpy as np
import pytest

from .all_points import PROGRAMS, some
from .points import COMPLEX, FOURIER, LINALG, POINTS
from .programs_of_points import check_first_order, check_second_order
from tests.thorough import in_turn

CASES = [pytest.param(t, v, id=f"{i}: {t}") for i, (t, v) in enumerate(some(PROGRAMS))]
ELSEWHERE = {text for text, _ in COMPLEX + FOURIER + LINALG}  # test_complex_as_programs.py
APART = ("np.linalg.det", "scipy.", "copy")
OLDER = [
    pytest.param(t, v, id=f"{i}: {t}") for i, (t, v) in enumerate(some(POINTS))
    if not any(word in t for word in APART) and t not in ELSEWHERE
]  # fmt: skip


# The kind of these is not known: no loss can be made of them.
FIRST_ORDER_ONLY = ("rt.chosen_place",)


@pytest.mark.parametrize("text, values", CASES)
def test_a_point_as_a_program_has_the_derivatives_that_differences_show(text, values):
    with np.errstate(all="ignore"):
        check_first_order(text, values)


@pytest.mark.parametrize("text, values", in_turn(CASES))
def test_the_derivative_of_a_point_is_differentiated(text, values):
    with np.errstate(all="ignore"):
        if not text.startswith(FIRST_ORDER_ONLY):
            check_second_order(text, values)


@pytest.mark.parametrize("text, values", in_turn(OLDER, 2))
def test_an_older_point_is_a_program_too(text, values):
    with np.errstate(all="ignore"):
        check_first_order(text, values)
