"""Functions that call themselves with lists of lists, or return some."""

import numpy as np
import pytest

from s2sad import check_grads, vjp

X = np.array([1.2, 0.7, 2.0])


def chain(l):
    return [[]] if len(l) == 0 else [[l[0]] + p for p in chain(l[1:])]


def of_a_chain(x):
    return sum(p[0] * p[1] ** 2 for p in chain(list(x)))


def grown(l):
    if len(l) == 1:
        return [[l[0]]]
    out = []
    for p in grown(l[1:]):
        out.append([l[0] * 2.0] + p)
    return out


def of_grown(x):
    found = grown(list(x))
    return found[0][0] * found[0][1] ** 2


def permutations(l):
    if len(l) == 0:
        return [[]]
    return [[l[i]] + p for i in range(len(l)) for p in permutations(l[:i] + l[i + 1 :])]


def of_permutations(x):
    return sum(p[0] * p[1] ** 2 for p in permutations(list(x)))


def combinations(l, k):
    if k == 0:
        return [[]]
    out = []
    for i in range(len(l)):
        for c in combinations(l[i + 1 :], k - 1):
            out.append([l[i]] + c)
    return out


def of_combinations(x):
    return sum(c[0] * c[1] ** 2 for c in combinations(list(x), 2))


def nested(x, n):
    if n == 0:
        return [[x, 1.0]]
    r = nested(x * 2.0, n - 1)
    return [[a[0] * x, a[1]] for a in r]


def of_nested(x):
    return nested(x[0] * x[1], 2)[0][0] * x[2]


def even(x, n):
    return [[x]] if n == 0 else odd(x * 2.0, n - 1) + [[x, x]]


def odd(x, n):
    return [[x * x]] if n == 0 else even(x * 3.0, n - 1)


def of_two_functions(x):
    found = even(x[0], 2)
    return found[0][0] * found[1][1] * x[1]


def with_a_list(x, n):
    if n == 0:
        return [x], [[x]]
    l, m = with_a_list(x * 2.0, n - 1)
    return l + [x], m + [l]


def of_two_values(x):
    l, m = with_a_list(x[0], 2)
    return sum(l) * m[1][0] * x[1]


def of_the_second_value(x):
    return with_a_list(x[0] * x[1], 2)[1][2][0] * x[2]


def summed(rows, i):
    return 0.0 if i == len(rows) else rows[i][0] ** 2 * rows[i][1] + summed(rows, i + 1)


def of_rows(x):
    return summed([[x[0], x[1]], [x[1], x[2]]], 0)


ALL = [
    of_a_chain, of_grown, of_permutations, of_combinations, of_nested, of_two_functions,
    of_two_values, of_the_second_value, of_rows,
]  # fmt: skip


@pytest.mark.parametrize("f", ALL)
def test_lists_of_lists_are_followed_through_recursion(f):
    check_grads(f, X)


@pytest.mark.parametrize("f", [of_rows])
def test_and_where_they_are_only_given_again(f):
    check_grads(f, X, order=2)


def test_a_pullback_may_be_called_again():
    _, pullback = vjp(of_a_chain, X)
    once, again = pullback(1.0), pullback(2.0)
    np.testing.assert_allclose(2.0 * once[0], again[0])


def joined(x):
    out = []
    for p in [[x[1]], [x[2]]]:
        out.append([x[0] * 2.0] + p)
    return out[0][0] * out[1][1] ** 2


def joined_in_places(x):
    rows = [[x[0]] + [x[1], x[2]], [x[2] * x[1]] + list(x)]
    rows[0] = [x[0] * x[0]] + rows[1]
    rows[1] += [x[1] * 3.0] + rows[0]
    return sum([(i + 1) * v for row in rows for i, v in enumerate(row)]) * rows[0][1]


@pytest.mark.parametrize("f", [joined, joined_in_places])
def test_a_display_before_a_list_in_a_list_of_lists(f):
    check_grads(f, X, order=2)
