"""Arrays that are None on some trips, in functions that write their argument."""

import numpy as np
import pytest

from s2sad import differentiate
from s2sad.testing import check_grads

X = np.array([-0.235, -0.933, -0.825])


def scaled_by_what_may_be_none(x):
    x += x
    s = 1
    for _ in range(3):
        w = x * s
        u = w if x[1] > 0.45 else None
        s = s if u is None else s * u[1]
    return x + s


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_second_derivatives_where_it_is_none(sign):
    check_grads(scaled_by_what_may_be_none, sign * X, order=2)


def test_the_zero_asks_the_argument_for_its_size():
    text = differentiate(scaled_by_what_may_be_none).text("adjoint", X)
    assert "gu = np.zeros_like(x)" in text and "np.zeros_like(u)" not in text
