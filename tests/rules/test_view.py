"""`a.view()`: the array under another name; of another type it is refused."""

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import Error

X = np.array([1.0, 2.0, 3.0])


def stored_through(x):
    a = x.copy()
    w = a.view()
    w[0] = a[1] ** 2
    return np.sum(a**2)


def of_an_argument(x):
    return np.sum(x.view() ** 2 * x)


def of_a_slice(x):
    a = x * 2.0
    w = a[1:].view()
    w *= 3.0
    return np.sum(a**3)


@pytest.mark.parametrize("f", [stored_through, of_an_argument, of_a_slice])
def test_a_view_is_the_array(f):
    check_grads(f, X, order=2)


def test_a_view_of_another_type_is_refused():
    with pytest.raises(Error, match="reads memory as another type"):
        grad(lambda x: np.sum(x.view(np.float32)))(X)
