"""What is added to a transpose is added, transposed, to the array itself."""

import numpy as np
import pytest

from s2sad import differentiate
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

A = np.array([[1.0, 0.3, -0.4], [0.2, -0.5, 0.7]])
B = np.array([[0.6, -0.1], [0.4, 0.9], [-0.3, 0.8]])
V = np.array([0.4, -1.2, 0.3])


def gram(a):
    return np.sum(np.tanh(a @ a.T))


def twice(a, b):
    return np.sum(np.sin(b @ a) * (a.T @ b.T)) + np.sum(a * b.T)


def with_a_row(a, v):
    """v has fewer axes than a.T: it is broadcast over the first one."""
    t = a.T
    t = t * v[:2]
    return np.sum(a * a) * np.sum(t * t * a.T)


def rows_in_a_loop(a, v):
    """The adjoint of a.T is a view of ga; what is added to it has one axis."""
    s = np.sum(a * a)
    for i in range(2):
        t = a.T
        s = s + np.sum(np.sum(t, axis=0) * v[:2] * s) + np.sum(t @ a * (i + 1.0))
    return s


def outer_of_a_transpose(a, v):
    return np.sum(a * a) * np.sum(np.outer(v, v[:2]) * a.T)


def one_number(a, v):
    return np.sum(a * a) + v[0] * np.sum(a.T)


CASES = [(gram, (A,)), (twice, (A, B)), (with_a_row, (A, V)),
         (rows_in_a_loop, (A, V)), (outer_of_a_transpose, (A, V)),
         (one_number, (A, V))]  # fmt: skip


@pytest.mark.parametrize(("f", "args"), CASES, ids=lambda case: getattr(case, "__name__", ""))
def test_derivatives_are_right(f, args):
    check_grads(f, *args, order=order_in_turn())


@pytest.mark.parametrize(("f", "args"), CASES[:2], ids=lambda case: getattr(case, "__name__", ""))
def test_no_transpose_is_named_to_be_added_to(f, args):
    text = str(differentiate(f).text("adjoint", *args))
    assert "= ga.T" not in text and "ga" in text


def test_a_product_is_turned_by_turning_its_factors():
    text = str(differentiate(gram).text("adjoint", A))
    assert "ga = ge.T @ a + ge @ b.T" in text
