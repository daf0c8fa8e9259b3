"""Stars of what has as many items as the function takes: rows of arrays, items of lists."""

from collections import namedtuple
from dataclasses import dataclass

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


def doubled(t):
    t[1] *= 2.0
    return t[1:]


def before_the_star(x):
    y = x[0].copy()
    return blend(doubled(y)[0], *y[1:])


def by_the_star(x):
    y = x[0].copy()
    return blend(y[1], *doubled(y))


def after_the_star(x):
    y = x[0].copy()
    return blend(*y[1:], doubled(y)[0])


def by_a_name_that_is_bound_anew(x):
    n = x[0, 0]

    def changed():
        nonlocal n
        n = n * 3.0
        return [n, n + 1.0]

    return blend(n, *changed()) + blend(*changed(), n) + blend((m := n), *(m * x[0, 1:])) * m


@pytest.mark.parametrize(
    "f", [before_the_star, by_the_star, after_the_star, by_a_name_that_is_bound_anew]
)
def test_what_stands_before_a_star_and_after_it_is_evaluated_in_its_order(f):
    check_grads(f, X)


def test_a_star_that_stands_alone_beside_a_name_that_changes_it_is_refused():
    def f(x):
        y = x.copy()
        return blend(*y[:2], c=doubled(y)[0])

    with pytest.raises(Error, match="How many arguments it stands for is not known"):
        grad(f)(X[0])


Triple = namedtuple("Triple", "a b c")


@dataclass
class Pair:
    a: float
    b: float


class Quaternion:
    def __init__(self, w, x, y, z):
        self.w, self.x, self.y, self.z = w, x, y, z


def an_expression(x):
    return blend(*(2.0 * x[0])) + blend(*np.sin(x[1])) + blend(*-x[1])


def what_is_made_item_by_item(x):
    s = blend(*[v * v for v in x[0]]) + blend(*(v + 1.0 for v in x[0])) + blend(*reversed(x[1]))
    return s + blend(*map(np.sin, x[1])) + blend(*sorted(x[1]))


def a_named_tuple(x):
    p = Triple(*x[0])
    q = Triple(*(a * b for a, b in zip(p, x[1])))
    return q.a * p.b + q.b * q.c


def a_dataclass(x):
    p = Pair(*(2.0 * x[0, :2]))
    return p.a * p.b


def an_object(x):
    q = Quaternion(np.cos(x[0, 0]), *(np.sin(x[0, 0]) * x[1]))
    return q.w * q.x + q.y * q.z


@pytest.mark.parametrize(
    "f", [an_expression, what_is_made_item_by_item, a_named_tuple, a_dataclass, an_object]
)
def test_anything_may_stand_after_a_star_where_one_number_of_arguments_is_taken(f):
    check_grads(f, X, order=2)
