"""Arrays in the order of C or Fortran: whether they are made anew is told only where it is sure."""

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import UnsafeWrite

X = np.linspace(0.2, 0.9, 4)
M = np.arange(1.0, 7.0).reshape(2, 3)


def read(a):
    b = np.asfortranarray(a)
    c = b * 2.0
    c[0] += c[1]
    return np.sum(b * b * c)


def a_vector_is_itself(x):
    a = np.asfortranarray(x)
    a[0] = 2.0
    return np.sum(a * x)


def one_or_the_other(a):
    b = np.asfortranarray(a)
    b[0, 0] = 5.0
    return np.sum(b * a)


@pytest.mark.parametrize(
    "f, given", [(read, M), (read, np.asfortranarray(M)), (read, 3.0 * X), (a_vector_is_itself, X)]
)
def test_derivatives_are_right(f, given):
    check_grads(f, given.copy(order="K"), order=2)


@pytest.mark.parametrize("order", ["C", "F"])
def test_a_store_into_what_may_be_the_array_itself_is_refused(order):
    """A program copies what it writes, and its copy of an array in order F is in order C."""
    with pytest.raises(UnsafeWrite, match="a view or a copy"):
        grad(one_or_the_other)(M.copy(order=order))
