"""Recording: every value that is read again is kept, and none of them twice."""

import numpy as np
import pytest

from tests.small import adjoint_text, check

X = np.array([0.3, 0.7, 1.1, 1.6])


def index_bound_in_two_places(x):
    s = 1.0
    for k in range(3):
        j = k + 1
        if x[k] > 0.5:
            j = k
        s = s * np.sin(x[j] * s)
    return s


def factor_bound_in_two_places(x):
    s = 1.0
    for k in range(3):
        t = x[k] * 2.0
        if k == 1:
            t = t + s
        s = s * t + x[k]
    return s


@pytest.mark.parametrize("f", [index_bound_in_two_places, factor_bound_in_two_places])
def test_what_is_bound_in_two_places_is_recorded(f):
    check(f, X)


def read_in_the_second_arm(x, n):
    s = 1.0
    for k in range(n):
        t = np.sin(x * k + s)
        if k % 2 == 0:
            s = s + x
        else:
            s = s * t
    return s


def read_in_the_first_arm(x, n):
    s = 1.0
    for k in range(n):
        t = np.sin(x * k + s)
        if k % 2 == 0:
            s = s * t
        else:
            s = s + x
    return s


@pytest.mark.parametrize("f", [read_in_the_first_arm, read_in_the_second_arm])
def test_what_one_arm_reads_is_recorded_before_the_branch(f):
    check(f, 0.7, 4, wrt=0)


def carried(x, n):
    s = x
    z = 1.0
    for _ in range(n):
        s = np.sin(s)
        z = z * s
    return z


def read_before_and_bound_again(x, n):
    t = np.sin(x)
    z = t * t
    for k in range(n):
        t = np.cos(x * k)
        z = z * t
    return z * t


@pytest.mark.parametrize("f", [carried, read_before_and_bound_again])
def test_each_value_is_recorded_once(f):
    check(f, 0.7, 3, wrt=0)
    assert adjoint_text(f, 0.7, 3, wrt=(0,)).count(".append(") == 2
