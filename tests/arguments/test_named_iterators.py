"""Ranges and iterators that have a name before they are iterated over."""

import itertools

import numpy as np
import pytest

from s2sad import grad
from s2sad.errors import Unsupported
from s2sad.testing import check_grads
from tests.small import adjoint_text
from tests.thorough import order_in_turn

X = np.array([1.2, 0.7, 2.1, 1.1])
Y = X[::-1] + 0.3
FEW = range(1, 3)


def twice(x):
    trips = range(len(x))
    s = 0.0
    for i in trips:
        s += x[i] ** 2
    for i in trips:
        s *= 1 + x[i] * 0.1
    return s


def in_steps(x):
    steps = range(0, len(x) - 1, 2)
    return sum(x[i] * x[i + 1] for i in steps) * len(steps) * x[steps[-1]]


def by_branch(x):
    trips = range(3) if x[0] > 0 else range(2)
    s = 0.0
    for i, k in zip(trips, reversed(trips)):
        s += x[i] ** 2 * x[k]
    return s


def of_the_module(x):
    s = 0.0
    for i in FEW:
        s += x[i] ** 2
    return s * sum(list(FEW)[1:])


def bound_again(x):
    n = 3
    trips = range(n)
    n = 1
    s = 0.0
    for i in trips:
        n += 1
        s += x[i] ** n
    trips = trips[1:]
    for i in trips:
        s *= x[i]
    return s * n


def of_a_list_that_grows(x):
    l = [x[0], x[1]]
    trips = range(len(l))
    l.append(x[2])
    for k in range(2):
        inner = range(k, len(l) - 1)
        for i in inner:
            l.append(l[i] * l[-1])
    return sum([l[i] for i in trips]) * l[-1]


def pairs(x, y):
    both = zip(x, y)
    s = 0.0
    for a, b in both:
        s += a * b**2
    return s


def numbered(x):
    items = enumerate(x, 1)
    return sum(i * v**2 for i, v in items)


def backwards(x):
    places = reversed(range(len(x)))
    s = 0.0
    for i in places:
        s = s * x[i] + x[i]
    return s


def changed_before(x, y):
    """What is iterated over is that of the beginning, its items are those of the loop."""
    x = x.copy()
    both = zip(x, y * 2.0)
    x[0] = x[1] * 3.0
    y = y * 5.0
    x = x * 7.0
    s = y[0]
    for a, b in both:
        s += a * b
    return s * x[0]


def chosen(x):
    two = itertools.combinations(x, 2)
    s = 0.0
    for a, b in two:
        s += np.sin(a * b)
    return s


def left(x, y):
    both = enumerate(zip(x, y))
    s = 0.0
    for i, (a, b) in both:
        if i == 2:
            break
        s += a * b
    return s


def handed(x, y):
    def total(items):
        s = 0.0
        for a, b in items:
            s += a * b
        return s

    both = zip(x, y)
    return total(both)


ONE = [twice, in_steps, by_branch, of_the_module, bound_again, of_a_list_that_grows]
ONE += [numbered, backwards, chosen]


@pytest.mark.parametrize("f", ONE)
def test_named_ranges_and_iterators(f):
    check_grads(f, X, order=order_in_turn())


@pytest.mark.parametrize("f", [pairs, changed_before, left, handed])
def test_named_iterators_of_two(f):
    check_grads(f, X, Y, order=2)


def test_a_range_may_be_an_argument():
    def f(x, trips):
        s = 0.0
        for i in trips:
            s += x[i] ** 2
        return s * len(trips) * x[trips[0]]

    check_grads(f, X, range(1, 4, 2), wrt=(0,), order=2)


def test_a_named_range_is_a_header():
    assert "for i in range(a):" in adjoint_text(twice, X)


@pytest.mark.parametrize("again", ["twice", "in a loop"])
def test_an_iterator_is_consumed_once(again):
    def in_a_loop(x, y):
        both = zip(x, y)
        s = 0.0
        for _ in range(2):
            for a, b in both:
                s += a * b
        return s

    def twice_over(x, y):
        both = zip(x, y)
        return sum(a * b for a, b in both) + sum(a for a, b in both)

    with pytest.raises(Unsupported, match=again):
        grad(twice_over if again == "twice" else in_a_loop)(X, Y)
