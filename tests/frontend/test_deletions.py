"""`del`: a name that is gone, where that is known before the run."""

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error, UnknownName
from s2sad.testing import check_grads

X = np.array([0.5, 0.8, 1.7])


def deleted(x):
    y = x * x
    del x
    z = np.sum(y)
    del y
    return z * z


def deleted_in_a_loop(x):
    s = 0.0
    for i in range(3):
        t = x[i] ** 2
        s = s + t * t
        del t
    for i in range(3):
        t = x[i] ** 3
        s += t
        del t
    return s


def bound_again(x):
    y = x * 2.0
    del y
    y = x * 3.0
    return np.sum(y * y)


@pytest.mark.parametrize("function", [deleted, deleted_in_a_loop, bound_again])
def test_a_deleted_name_has_no_part_in_the_derivative(function):
    check_grads(function, X, order=2)


def test_a_deleted_name_is_not_read_again():
    def f(x):
        y = x * x
        del y
        return np.sum(y)

    with pytest.raises(UnknownName, match="read before it is assigned"):
        s2sad.grad(f)(X)


def test_a_name_that_one_way_binds_again_ends_in_pythons_error():
    def f(x):
        y = np.sum(x)
        del y
        if x[0] > 0.6:
            y = x[0]
        return y

    check_grads(f, X + 1.0)
    with pytest.raises(UnboundLocalError):
        s2sad.grad(f)(X)


def deleted_in_a_branch(x):
    y = x
    if x[0] > 0:
        del y
    return np.sum(x)


def read_before_in_the_next_trip(x):
    t = x[0]
    for i in range(2):
        x = x * t
        t = x[i]
        del t
    return np.sum(x)


@pytest.mark.parametrize("function", [deleted_in_a_branch, read_before_in_the_next_trip])
def test_a_deletion_that_depends_on_the_run_is_refused(function):
    with pytest.raises(Error, match="would depend on the run"):
        s2sad.grad(function)(X)
