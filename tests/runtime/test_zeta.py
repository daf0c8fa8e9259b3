"""The slopes of the zeta function, where they are known by formulas."""

import numpy as np
import pytest

from s2sad.runtime import zeta_slope


@pytest.mark.parametrize(
    ("x", "y", "n", "expected"),
    [
        (2.0, 1.0, 0, np.pi**2 / 6.0),
        (0.0, 1.0, 1, -0.5 * np.log(2.0 * np.pi)),
        (2.0, 1.0, 1, -0.93754825431584375),
        (2.0, 1.0, 2, 1.98928023429890102),
        (-1.0, 1.0, 1, -0.16542114370045092),
        (4.0, 2.0, 1, -0.06891126589612538),
    ],
)
def test_slopes_of_the_zeta_function(x, y, n, expected):
    np.testing.assert_allclose(zeta_slope(x, y, n), expected, rtol=1e-12)


def test_where_the_sums_cancel_it_is_not_known():
    assert np.isnan(zeta_slope(-3.5, 1.0, 1))
    assert np.shape(zeta_slope(np.ones((2, 1)) + 1.0, np.ones(3), 1)) == (2, 3)
