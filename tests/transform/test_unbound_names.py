"""A name that the function reads unbound: every derivative ends as the function does."""

import numpy as np
import pytest

from s2sad import differentiate, grad, jvp, value_and_grad, vjp
from s2sad.testing import check_grads
from tests.small import check

X = np.array([0.6, 0.3, 1.2])


def scalar_factor(x, flag):
    if flag:
        y = np.sin(x[0])
    return y * x[1]


def integer_factor(x, flag):
    for k in range(3):
        if flag:
            power = k
    return x[0] ** power


def only_added(x, flag):
    if flag:
        y = x[0] * x[1]
    return x[2] + y


def result_itself(x, flag):
    for v in x[: 3 * flag]:
        y = v * v
    return y


def in_a_trip(x, flag):
    z = 0.0
    for k in range(3):
        if k > 0 or not flag:
            z = z + y * x[k]
        y = np.sin(x[k] * k)
    return z


def array_in_a_trip(x, flag):
    z = 0.0
    for k in range(3):
        if k > 0 or not flag:
            z = z + np.sum(y * x)
        y = np.sin(x * k)
        y[0] *= x[1]
    return z


def in_a_while(x, flag):
    k = 0
    s = x[0]
    while k < 3:
        if k > 0 or not flag:
            s = s * t + x[1]
        t = np.cos(s)
        k += 1
    return s


def in_a_store(x, flag):
    out = np.zeros(3)
    if flag:
        y = x * x
    out[1:] = y[1:]
    return np.sum(out * out)


PROGRAMS = [
    scalar_factor, integer_factor, only_added, result_itself, in_a_trip, array_in_a_trip,
    in_a_while, in_a_store,
]  # fmt: skip
WAYS = {
    "grad": lambda f: grad(f)(X, False),
    "value_and_grad": lambda f: value_and_grad(f)(X, False),
    "jvp": lambda f: jvp(f, (X, False), (X,), 0),
    "vjp": lambda f: vjp(f, X, False, wrt=0)[1](1.0),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("f", PROGRAMS, ids=lambda f: f.__name__)
def test_a_name_that_is_not_bound_is_no_number(f, way):
    with pytest.raises(UnboundLocalError):
        f(X, False)
    with pytest.raises(UnboundLocalError):
        WAYS[way](f)


@pytest.mark.parametrize("f", PROGRAMS, ids=lambda f: f.__name__)
def test_the_derivative_is_right_where_the_name_is_bound(f):
    check_grads(f, X, True, wrt=0)


def test_a_stand_in_is_recorded_where_the_program_reads_the_name_itself():
    text = differentiate(in_a_trip, wrt=0).text("adjoint", X, True)
    assert "y_stack.append(y1)" in text and "z = z + y * " in text
    plain = differentiate(scalar_factor, wrt=0).text("adjoint", X, True)
    assert "np.nan" not in plain


# -- names that are recorded where not every trip binds them ---------------------------------------


def bound_in_one_arm(x, n):
    z = x
    k = 0
    for i in range(n):
        if i > 0:
            t = np.exp(x * i)
            z = z * t
            k = k + 1
    if k > 0:
        z = z * t
    return z


def bound_where_the_loop_goes_on(x, n):
    z = x
    k = 0
    for i in range(n):
        if x * n + i > 3.0:
            break
        t = np.exp(x * i)
        z = z * t
        k = k + 1
    if k > 0:
        z = z * t
    return z


def carried_from_the_trip_before(x, n):
    s = 1.0
    for i in range(n):
        if i > 0:
            s = s + np.sum(a * x)  # noqa: F821
        a = np.sin(x * i)
    return s * np.sum(x)


def bound_in_a_loop_and_read_after_it(x, n):
    s = x * 1.0
    k = 0
    for i in range(n):
        a = x * i
        k = k + 1
    if k > 0:
        s = s + a
    return s


@pytest.mark.parametrize("f", [bound_in_one_arm, bound_where_the_loop_goes_on])
@pytest.mark.parametrize("n", [0, 1, 2, 3, 5])
def test_a_number_that_some_trips_do_not_bind(f, n):
    check(f, 0.7, n, wrt=0)


@pytest.mark.parametrize("f", [carried_from_the_trip_before, bound_in_a_loop_and_read_after_it])
@pytest.mark.parametrize("n", [0, 1, 3])
def test_an_array_that_no_trip_binds(f, n):
    check(f, X, n, wrt=0)
