"""`x.tolist()`: the numbers of an array as a list, of its rows as lists of lists."""

import numpy as np
import pytest

from s2sad import grad
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

X = np.array([1.2, 0.7, 2.1])
ROWS = np.array([[1.2, 0.7, 2.1], [0.3, 0.4, 0.5]])
BLOCKS = np.arange(8.0).reshape(2, 2, 2) + 0.5


def grown(x):
    l = x.tolist()
    s = 0.0
    for e in l:
        s += e * e
    l.append(s)
    return l[0] * l[-1]


def rows(x):
    found = x.tolist()
    found[0][1] *= found[1][0]
    s = 0.0
    for row in found:
        for j, e in enumerate(row):
            s += (j + 1) * e**3
    return s * found[0][1]


def blocks(x):
    for block in x.tolist():
        for row in block:
            row[0] = row[0] * row[1]
    return x.sum() ** 2


def turned(x):
    return sum((x**2).tolist()) + np.array(x[::-1].tolist()) @ x


def numbers(x):
    return x.sum().tolist() ** 2 + np.asarray(x[0]).tolist()


def ordered(x):
    return max(x.tolist()) * min(x.ravel().tolist()) + sum(sorted(x.tolist())[:2])


CASES = [(grown, X), (rows, ROWS), (blocks, BLOCKS), (turned, X), (numbers, X), (ordered, X)]


@pytest.mark.parametrize(("f", "x"), CASES)
def test_numbers_of_an_array(f, x):
    check_grads(f, x, order=order_in_turn())


def test_whole_numbers_are_places():
    def f(x, k):
        s = 0.0
        for i in k.tolist():
            s += x[i] * i
        return s * x[k.tolist()[0]]

    check_grads(f, X, np.array([0, 2, 2]), wrt=(0,), order=2)


def test_the_numbers_are_pythons():
    def f(x):
        return 1.0 / x.tolist()[0]

    with pytest.raises(ZeroDivisionError):
        f(np.zeros(1))
    with pytest.raises(ZeroDivisionError):
        grad(f)(np.zeros(1))
