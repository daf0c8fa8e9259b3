"""Programs as they stand in textbooks and repositories that were refused, or wrong."""

import numpy as np
import pytest

from tests.small import check, noted_in

X, A = np.array([0.3, 0.7, 1.1]), np.array([[0.3, -0.7, 1.1], [0.8, 0.2, -0.4], [0.5, 0.9, 0.6]])
CASES: dict = {}
at = noted_in(CASES)


@at(X, [0, 2, 1])
def dicts_bound_together(x, inputs):
    hs, ys = {}, {}
    hs[-1] = np.copy(x)
    loss = 0
    for t in range(len(inputs)):
        hs[t] = np.tanh(x * hs[t - 1] + inputs[t])
        ys[t] = np.exp(hs[t])
        loss += -np.log(ys[t][inputs[t]] / np.sum(ys[t]))
    for t in reversed(range(len(inputs))):
        loss += np.sum(hs[t])
    return loss


@at(X)
def a_dict_named_anew_in_a_loop(x):
    total = 0.0
    for v in x:
        seen, rest = {}, {}
        seen["v"] = v * v
        rest["w"] = seen["v"] * v
        seen["v"] = rest["w"] * total
        total = total + seen["v"] + rest["w"]
    return total


@at(A)
def diagonal_by_ranges(a):
    n = len(a)
    d = a[range(n), range(n)]
    a[range(n), range(n)] = d**2
    a[range(1, n), 0] *= d[1:]
    return np.sum(a**3)


@at(X)
def a_copy_by_a_range(x):
    y = x[range(2, -1, -1)]
    y[0] = x[1]
    x[range(2)] -= y[:2]
    return np.sum(x**2) + np.prod(y)


def embedded(inputs, table, places):
    return table[inputs] + places[range(len(inputs))]


@at({"table": A, "places": A.T}, [2, 0])
def rows_by_a_range(p, inputs):
    a, b = np.split(embedded(inputs, **p)[:, 1:], 2, axis=-1)
    return np.sum(a * b)


@at(A, 2.0)
def convolution_sizes(a, field):
    out = (len(a) - field) / 1 + 1
    if not out.is_integer() or (field / 4.0).is_integer():
        return np.prod(a)
    return np.sum(a[: int(out)] ** 2)


@pytest.mark.parametrize("name", CASES)
def test_a_program_has_the_derivatives_that_differences_show(name):
    function, args = CASES[name]
    check(function, *args)
