"""Lists of tuples, and tuples out of them, that functions make arrays of."""

from collections import namedtuple

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import NotDifferentiable

X = np.array([0.7, 1.3, -0.4, 0.9, 0.25])
Pair = namedtuple("Pair", "x y")


def states(p):
    found = []
    for i in range(4):
        found.append((p[i], p[i + 1] ** 2, i * 1.0))
    return found


def an_array(p):
    d = np.array(states(p))
    return np.sum(d**2) + d[1, 2] * d[2, 0]


def transposed(p):
    d = np.array(states(p)).T
    return d[0] @ d[1] + d[2].sum() * p[1]


def a_slice_as_floats(p):
    d = np.asarray(states(p)[1:], dtype=float)
    return np.sum(d[:, 0] * d[:, 1])


def tuples_in_tuples(p):
    d = np.array([((p[i], p[i + 1]), (p[i] ** 2, 1.0)) for i in range(3)])
    return d.shape[1] * np.sum(d[:, 0, 1] * d[:, 1, 0]) + d[2, 1, 1] * p[0]


def tuples_of_arrays(p):
    d = np.array([(p[:2] * i, np.sin(p[1:3])) for i in range(3)])
    return np.sum(d[:, 0] * d[:, 1]) + d[2, 1, 0]


def named_tuples(p):
    d = np.array([Pair(p[i], p[i + 1]) for i in range(4)])
    return d[:, 0] @ d[:, 1]


def lists_of_lists_of_tuples(p):
    d = np.array([[(p[i], p[j]) for j in range(2)] for i in range(3)])
    return np.sum(d[:, :, 0] * d[:, :, 1] ** 2) + d[1, 1, 0]


def ints_beside_floats(p):
    d = np.array([(1, p[0]), (2, p[1])])
    return d[0, 0] * d[0, 1] + (d.dtype == float) * d[1, 1] ** 2


def stored_into(p):
    found, k = [], 0
    while k < 3:
        found.append((p[k], p[k + 1]))
        k += 1
    a = np.array(found)
    b = a.copy()
    b[0] += a[1]
    return np.sum(b**3)


def joined(p):
    d = np.vstack(states(p)) + np.stack(states(p))
    return np.sum(d[1] * d[2]) + np.sum(np.concatenate(states(p)) * np.hstack(states(p)) ** 2)


def reduced(p):
    m = np.mean(states(p), axis=0)
    return m @ m + np.linalg.norm(states(p)) + np.sum(states(p)) + np.max(states(p))


def in_a_branch_and_a_test(p):
    found, total = states(p), 0.0
    for k in range(3):
        if np.max(found) > 0.5 + k:
            total = total + np.sum(np.array(found)[k] ** 2)
        found.append((p[k] * total, p[k], 1.0))
    return total


def one_of_them(p):
    best = states(p)[0]
    for state in states(p)[1:]:
        if state[1] < best[1]:
            best = state
    return np.array(best) @ np.array([1.0, 2.0, 3.0]) + sum(best) * max(best) + np.prod(best)


def centre_of_a_polygon(p):
    points = [(p[i], p[(i + 1) % 5]) for i in range(5)]
    x, y = np.array(points).T
    c = np.mean(points, axis=0)
    return np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)) + c[0] * c[1]


def lengths(p):
    points = [(p[i], p[(i + 1) % 5]) for i in range(5)]
    return sum([np.hypot(*np.subtract(a, b)) for a, b in zip(points, points[1:])])


@pytest.mark.parametrize("f", [
    an_array, transposed, a_slice_as_floats, tuples_in_tuples, tuples_of_arrays, named_tuples,
    lists_of_lists_of_tuples, ints_beside_floats, stored_into, joined, reduced,
    in_a_branch_and_a_test, one_of_them, centre_of_a_polygon, lengths,
])  # fmt: skip
def test_derivatives_are_those_of_differences(f):
    check_grads(f, X, order=2)


def test_in_the_test_of_a_while_a_list_of_tuples_is_refused():
    def f(p):
        found = states(p)
        while np.max(found) > 0.5:
            found.pop()
        return sum([state[0] for state in found])

    with pytest.raises(NotDifferentiable, match="list of tuples"):
        grad(f)(X)


def test_of_a_tuple_with_a_dict_no_array_is_made():
    def f(p):
        found = []
        for i in range(3):
            found.append((p[i], {"a": p[i]}))
        return np.sum(np.array(found)[:, 0])

    with pytest.raises(NotDifferentiable):
        grad(f)(X)


def test_of_no_tuples_the_program_ends():
    def f(p):
        found = []
        for x in p:
            if x > 1.0:
                found.append((x, x**2))
        a = np.array(found)
        return p[0] ** 2 if a.ndim == 1 else a[:, 0].sum()

    assert grad(f)(X).tolist() == [0.0, 1.0, 0.0, 0.0, 0.0]
    with pytest.raises(AssertionError, match="an array of no tuples"):
        grad(f)(X / 2.0)
