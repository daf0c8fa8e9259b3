"""Operands of unlike ranks and sizes, and of None: in the second order, too."""

import pytest

from .points_unlike import POINTS
from .programs_of_points import check_second_order


@pytest.mark.parametrize("text, values", [pytest.param(t, v, id=t) for t, v in POINTS[:18]])
def test_derivatives_of_unlike_operands_are_differentiated(text, values):
    check_second_order(text, values)
