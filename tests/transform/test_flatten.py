"""Flattening: conditional values become statements, and each of their values its derivative."""

import pytest

from tests.small import check


def chosen(x, n):
    values = [x, 1.0]
    for k in range(n):
        a = values.pop()
        b = values.pop()
        values.append(a * b if k % 2 else a + 2.0 * b)
        values.append(a if k % 2 else b)
    return values[0] * values[1]


def both_or_one(x, n):
    values = [x]
    for k in range(n):
        s = values[-1]
        values.append(s and s * x + k)
        values.append(s or s * x + k)
        values.append(k and s * x)
        values.append(k * x or s + x)
    return values[-1] * values[-2] + values[-3] * values[-4] + values[3]


def one_of_two_names(x, n):
    s = x * x
    values = [x]
    for k in range(n):
        values.append(s if k % 2 else x)
        s = values[-1] * s
    return values[1] * values[2] * s


@pytest.mark.parametrize("f", [chosen, both_or_one, one_of_two_names])
@pytest.mark.parametrize("n", [3, 4])
def test_conditional_values(f, n):
    check(f, 0.7, n, wrt=0)
