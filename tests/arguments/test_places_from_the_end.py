"""Places in lists that count from the end, or may: pop, insert and del."""

import numpy as np
import pytest

from s2sad.testing import check_grads
from tests.small import adjoint_text
from tests.thorough import order_in_turn

X = np.array([1.2, 0.7, 2.1, 1.4])


def next_to_last(x):
    l = [x[0], x[1] ** 2, x[2] * 3.0, x[3] ** 3]
    a = l.pop(-2)
    return a * l[0] + l[1] * l[2]


def popped(x, k):
    l = [x[0], x[1] ** 2, x[2] * 3.0, x[3] ** 3]
    a = l.pop(k)
    return a * l[0] + l[1] * l[2]


def inserted(x, k):
    l = [x[0], x[1] ** 2, x[2] * 3.0]
    l.insert(k, x[3] ** 3)
    s = 0.0
    for i, e in enumerate(l):
        s += (i + 1) * e**2
    return s


def taken_in_turn(x, places):
    l = [e**2 for e in x]
    s = 0.0
    for k in places:
        s = s * l.pop(k) + 1.0
        l.insert(-k, s)
        s += l[0] * l[-1]
    return s


def arrays(x, k):
    l = [x[i : i + 2] ** 2 for i in range(3)]
    a = l.pop(k)
    a[0] = a[0] * l[0][1]
    l[0] += a
    del l[-2]
    return np.sum(l[0] * a)


def deleted(x, k):
    l = [e**2 for e in x]
    del l[k]
    return l[0] * l[1] * l[-1]


PLACES = [(f, k) for f in (popped, deleted) for k in (-4, -3, -1, 0, 2, 3)]
PLACES += [(inserted, k) for k in (-9, -3, -1, 0, 2, 3, 9)]
PLACES += [(arrays, k) for k in (-3, -2, -1, 0, 1, 2)]


@pytest.mark.parametrize(("f", "k"), PLACES)
def test_a_place_of_either_sign(f, k):
    check_grads(f, X, k, wrt=(0,), order=order_in_turn())


def test_places_in_turn():
    check_grads(taken_in_turn, X, [-2, 1, -4, 0], wrt=(0,), order=2)


def test_what_was_popped_from_the_end_goes_back_before_the_last():
    check_grads(next_to_last, X, order=2)
    assert ".insert(-1, " in adjoint_text(next_to_last, X)


def test_a_place_beyond_the_start_fails_as_in_python():
    def f(x):
        l = [x[0], x[1]]
        return l.pop(-3)

    with pytest.raises(IndexError):
        check_grads(f, X)
