"""Extremes: `max`, `min`, `sorted`, `sum`, `math.prod` of arrays, displays, lists and tuples."""

import math

import numpy as np
import pytest

from s2sad import value_and_grad
from s2sad.testing import check_grads
from tests.small import noted_in
from tests.thorough import order_in_turn

X3 = np.array([0.3, 1.7, -0.9])
X4 = np.array([1.2, 0.4, 2.1, 0.8])
CASES = {}
at = noted_in(CASES)


@at(X3)
def max_arr(x):
    return max(x) * 2.0


@at(X3)
def min_arr(x):
    return min(x) ** 2


@at(X3)
def sum_arr_sq(x):
    return sum(x**2)


@at(X4)
def max_expr(x):
    return max(np.sin(x))


@at(0.3, 1.7, 0.9)
def min_disp(a, b, c):
    return min([a, b, c]) * a


@at(0.3, 1.7)
def max_tuple(a, b):
    return max((a, b)) ** 2


@at(X3)
def max_list(x):
    l = [v * v for v in x]
    return max(l)


@at(X3)
def max_listcall(x):
    l = []
    for v in x:
        l.append(v * v)
    return max(l) - min(l)


@at(X3)
def min_key(x):
    return min(x, key=lambda v: abs(v - 0.5)) ** 2


@at(X3)
def min_key_list(x):
    l = [v * 2 for v in x]
    return min(l, key=abs) ** 2


@at(X4)
def max_key_range(x):
    i = max(range(len(x)), key=lambda i: x[i])
    return x[i] ** 2


@at(X4)
def max_key_getitem(x):
    i = max(range(len(x)), key=x.__getitem__)
    return x[i] ** 2


@at(X3)
def max_gen(x):
    return max(v * v for v in x)


@at(X3)
def max_gen_default(x):
    return max((v * v for v in x if v > 0), default=0.0)


@at(X3)
def max_default_list(x):
    return max([v * v for v in x if v > 0], default=0.0)


@at(X3)
def sum_arrays(x):
    n = len(x)
    return np.sum(sum([x, x * x, np.sin(x)], np.zeros(n)) ** 2)


@at(X3)
def sum_list_arrays(x):
    l = [x * k for k in range(1, 4)]
    return np.sum(sum(l, np.zeros(3)) ** 2)


@at(X3)
def sum_list_arrays0(x):
    l = [x * k for k in range(1, 4)]
    return np.sum(sum(l) ** 2)


@at(X3)
def sum_gen_arrays(x):
    return np.sum(sum(x * k for k in range(1, 4)) ** 2)


@at(X3)
def list_range(x):
    idx = list(range(len(x)))
    s = 0.0
    for i in idx:
        s += x[i] ** 2 * i
    return s


@at(X3)
def list_range_rev(x):
    idx = list(range(len(x)))[::-1]
    return sum(x[i] * x[i] * k for k, i in enumerate(idx))


@at(X3)
def list_range_fancy(x):
    idx = list(range(2))
    return np.sum(x[idx] ** 2)


@at(X4)
def sorted_tuples(x):
    pairs = sorted([(x[0], x[1]), (x[2], x[3])])
    return pairs[0][1] * 2 + pairs[1][1] ** 2


@at(X4)
def sorted_zip(x):
    w = [1.0, 2.0, 3.0, 4.0]
    s = 0.0
    for v, k in sorted(zip(x, w)):
        s = s * 0.5 + v * v * k
    return s


@at(X4)
def sorted_key(x):
    pairs = [(v, i) for i, v in enumerate(x)]
    pairs.sort(key=lambda p: p[0])
    s = 0.0
    for v, i in pairs:
        s = s * 0.5 + v * v * i
    return s


@at(X4)
def sorted_key_lambda(x):
    order = sorted(range(len(x)), key=lambda i: x[i])
    s = 0.0
    for r, i in enumerate(order):
        s += r * x[i] ** 2
    return s


@at(X4)
def sorted_rev(x):
    l = sorted(x, reverse=True)
    return sum((i + 1) * v**2 for i, v in enumerate(l))


@at(X4)
def sorted_tuples_key1(x):
    pts = [(x[0], x[1]), (x[2], x[3])]
    pts = sorted(pts, key=lambda p: p[1])
    return pts[0][0] * pts[1][0] ** 2


@at(X3)
def any_gen(x):
    if any(v < 0 for v in x):
        return np.sum(x**2)
    return np.sum(x)


@at(X3)
def all_gen(x):
    if all(abs(v) < 2 for v in x):
        return np.sum(x**2)
    return np.sum(x)


@at(X3)
def any_arr(x):
    if any(x < 0):
        return np.sum(x**2)
    return np.sum(x)


@at(X3)
def all_list(x):
    return np.sum(x**2) if all([v > -5 for v in x]) else 0.0  # noqa: C419 - a list


@at(2.37, 1.3)
def round1(a, b):
    return round(a) * b + round(b, 1) * a


@at(X3)
def abs1(x):
    return sum(abs(v) for v in x) + np.sum(abs(x) ** 3)


@at(2.37, 1.3)
def pow1(a, b):
    return pow(a, b) + pow(b, 2)


@at(2.37, 0.7)
def divmod1(a, b):
    q, r = divmod(a, b)
    return r * r + q * b


@at(7.37)
def divmod2(a):
    m, s = divmod(a, 2)
    return s**2 * m


@at(7.37, 1.2)
def max3(a, b):
    return max(a, b, 1.0) * min(a, b, 2.0)


@at(7.37, 1.2)
def max_star(a, b):
    l = [a, b, a * b]
    return max(*l)


@at(X3)
def max_abs_diff(x):
    return max(abs(x - 1.0))


@at(np.array([[1.0, 2.0], [3.0, -1.0]]))
def sum_2d_rows(a):
    return sum(sum(r) ** 2 for r in a)


@at(np.array([[1.0, 2.0], [3.0, -1.0]]))
def max_rows(a):
    return sum(max(r) ** 2 for r in a)


@at(np.array([[1.0, 2.0], [3.0, -1.0]]))
def max_by_sum(a):
    return np.sum(max(a, key=lambda r: np.sum(r)) ** 2)


@at(X3)
def max_map(x):
    return max(map(math.sin, x))


@at(X3)
def sum_map(x):
    return sum(map(lambda v: v**2, x))  # noqa: C417 - a map


@at(X3)
def tuple_minmax(x):
    lo, hi = min(x), max(x)
    return np.sum(((x - lo) / (hi - lo)) ** 2)


@at(X3)
def fsum(x):
    return math.fsum(v * v for v in x)


@at(X3)
def fsum2(x):
    return math.fsum(x) ** 2


@at(X3)
def prod(x):
    return math.prod(x) ** 2


@at(X3)
def prod2(x):
    return math.prod(v * v for v in x)


@at(X3)
def prod3(x):
    return math.prod([x[0], x[1]])


@at(X3)
def hypot_n(x):
    return math.hypot(x[0], x[1], x[2])


@at(X3)
def mdist(x):
    return math.dist(x, [0.0, 1.0, 2.0])


@at(X3)
def mdist2(x):
    return math.dist((x[0], x[1]), (1.0, x[2]))


@at(X3)
def minenum(x):
    i, v = min(enumerate(x), key=lambda t: t[1])
    return v**2 * (i + 1)


@at(X3)
def maxtup(x):
    v, i = max((v, i) for i, v in enumerate(x))
    return v**2 * (i + 1)


@at(X3)
def maxtup2(x):
    best = max([(v * v, v) for v in x])
    return best[0] * best[1]


@at(X3)
def minkey_tuple(x):
    pts = [(x[0], x[1]), (x[1], x[2])]
    p = min(pts, key=lambda p: p[0] ** 2 + p[1] ** 2)
    return p[0] * p[1]


@at(X3)
def zipstar(x):
    pts = [(x[0], x[1]), (x[1], x[2])]
    a, b = zip(*pts)
    return a[0] * a[1] + b[0] * b[1]


@pytest.mark.parametrize("x", [[np.nan, 1.0], [1.0, np.nan, 3.0], [1.0, 3.0, 3.0]])
def test_an_array_has_the_extreme_that_python_finds(x):
    x = np.array(x)
    for function in (lambda x: max(x), lambda x: min(x), lambda x: max(x, default=0.0)):
        assert str(value_and_grad(function)(x)[0]) == str(function(x))
    assert value_and_grad(lambda x: max(x))(np.array([1.0, 3.0, 3.0]))[1].tolist() == [0, 1, 0]


@pytest.mark.parametrize("name", CASES)
def test_extremes_are_differentiated(name):
    function, args = CASES[name]
    check_grads(function, *args, order=order_in_turn())
