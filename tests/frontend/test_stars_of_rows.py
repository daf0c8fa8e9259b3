"""Stars of what has as many items as the function takes: rows of arrays, items of lists."""

import numpy as np
import pytest

from s2sad import grad
from s2sad.api import source_of
from s2sad.errors import Error
from s2sad.testing import check_grads

X = np.linspace(0.3, 1.7, 6).reshape(2, 3)


def blend(a, b, c):
    return a * np.sin(b) + b * c


def rows_of_an_array(x):
    s = 0.0
    for i in range(len(x)):
        s = s + blend(*x[i])
    return s


def a_whole_array(x):
    return np.sum(blend(*x.T))


def behind_others(x):
    return blend(x[0, 0], *x[1, 1:]) + blend(*x[0, :2], c=x[1, 2])


def items_of_a_list(x):
    turns = [(0.0 * x[0, 0], x[0, 1], x[0, 2])] * 3
    turns[1] = (x[1, 0], x[1, 1] * 2.0, x[1, 2])
    s = 0.0
    for i in range(3):
        s = s + blend(*turns[i])
    return s


def of_a_lambda(x):
    return (lambda a, b, c: a * b * c)(*x[1])


@pytest.mark.parametrize(
    "f", [rows_of_an_array, a_whole_array, behind_others, items_of_a_list, of_a_lambda]
)
def test_a_star_gives_as_many_arguments_as_the_function_takes(f):
    check_grads(f, X)


def test_a_star_of_another_length_is_an_error():
    with pytest.raises((AssertionError, Error), match="expected 3 values"):
        grad(rows_of_an_array)(np.ones((2, 4)))


def test_what_stands_after_the_star_is_evaluated_once():
    text = source_of(rows_of_an_array).specialised({"x": X}).primal().text
    assert text.count("x[i]") == 1


def with_default(a, b, c=1.0):
    return a * b * c


@pytest.mark.parametrize("f", [lambda x: with_default(*x[0]), lambda x: np.hypot(*x[0], *x[1])])
def test_where_the_function_takes_several_numbers_of_arguments_it_is_refused(f):
    with pytest.raises(Error, match="How many arguments it stands for is not known"):
        grad(f)(X)


def changed(t):
    t[0] = 5.0
    return t[0]


def test_no_star_is_evaluated_before_what_changes_it():
    def f(x):
        y = x.copy()
        return blend(changed(y), *y[1:])

    with pytest.raises(Error, match="How many arguments it stands for is not known"):
        grad(f)(X[0])
