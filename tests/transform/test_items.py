"""`x.item(i, j)`: one element of an array, as a Python number."""

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import Error

A = np.array([[0.3, 0.7], [0.9, 0.2], [0.4, 0.6]])


def by_places(a):
    return a.item(0, 1) * a.item(1, 0) ** 2 + a.T.item(0, -1)


def by_one_place(a):
    s = 0.0
    for k in range(a.size):
        s = s + k * a.item(k) ** 2
    return s


def of_a_turned_one(a):
    return a.T.item(1) * a[::2].item(2)


def of_a_row(a):
    return a[1].item(0) * a.sum().item() * a[0, :1].item()


@pytest.mark.parametrize("f", [by_places, by_one_place, of_a_turned_one, of_a_row])
def test_an_item_is_the_element(f):
    check_grads(f, A, order=2)


def test_it_is_a_number_of_python():
    def f(x):
        return 1.0 / (x.item(0) - x.item(1))

    with pytest.raises(ZeroDivisionError):  # where NumPy's numbers give inf
        grad(f)(np.array([1.0, 1.0, 3.0]))


def test_too_many_places_are_refused():
    with pytest.raises(Error, match="item"):
        grad(lambda a: a.item(0, 1, 0))(A)
