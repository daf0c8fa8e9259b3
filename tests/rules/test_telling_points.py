"""Points that single faults need, as programs always: what the choice of points might leave out."""

import numpy as np
import pytest

from .all_points import PROGRAMS
from .points import POINTS
from .programs_of_points import check_first_order

# A text, and which of the points with this text it is.
TELLING = [
    ("np.add.reduceat(x, i)", 2),  # a part that ends before it begins
    ("np.take_along_axis(x, i, axis=-1)", 1),  # places that are broadcast
    ("np.linalg.multi_dot([a, b, v])", 0),  # a vector at the end
]


@pytest.mark.parametrize("text, place", TELLING)
def test_a_telling_point_has_the_derivatives_that_differences_show(text, place):
    found = [values for t, values in [*POINTS, *PROGRAMS] if t == text]
    with np.errstate(all="ignore"):
        check_first_order(text, found[place])
