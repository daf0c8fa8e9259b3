"""Iterators: `itertools`, `np.ndindex`, `np.ndenumerate` and `.flat` where they are looped over."""

import operator
import re
from itertools import (
    accumulate, chain, combinations, count, cycle, islice, pairwise, permutations, product, repeat,
    starmap, takewhile, zip_longest,
)  # fmt: skip

import numpy as np
import pytest

from s2sad import grad
from s2sad.errors import Error
from s2sad.testing import check_grads
from tests.small import noted_in
from tests.thorough import order_in_turn

X3 = np.array([0.3, 1.7, -0.9])
X4 = np.array([1.2, 0.4, 2.1, 0.8])
POINTS = np.array([[0.0, 1.0], [2.0, 0.5], [1.0, -1.0]])
GRID = np.array([[1.0, 2.0, 0.5], [3.0, -1.0, 0.2]])
CASES = {}
at = noted_in(CASES)


@at(X4)
def comb_arr(x):
    return sum((a - b) ** 2 for a, b in combinations(x, 2))


@at(X4)
def comb_range(x):
    s = 0.0
    for i, j in combinations(range(len(x)), 2):
        s += x[i] * x[j] ** 2
    return s


@at(POINTS)
def comb_rows(p):
    e = 0.0
    for a, b in combinations(p, 2):
        e += 1.0 / np.linalg.norm(a - b)
    return e


@at(X4)
def comb3(x):
    return sum(a * b * c for a, b, c in combinations(x, 3))


@at(X4)
def comb_list(x):
    l = [v * v for v in x]
    s = 0.0
    for a, b in combinations(l, 2):
        s += a * b
    return s


@at(X4)
def comb_enum(x):
    s = 0.0
    for (i, a), (j, b) in combinations(enumerate(x), 2):
        s += a * b * (i - j)
    return s


@at(X4)
def comb_tuple(x):
    s = 0.0
    for pair in combinations(x, 2):
        s += pair[0] * pair[1] ** 2
    return s


@at(GRID)
def prod_range(a):
    s = 0.0
    for i, j in product(range(a.shape[0]), range(a.shape[1])):
        s += a[i, j] ** 2 * (i + j)
    return s


@at(X3)
def prod_arr(x):
    return sum(a * b for a, b in product(x, x))


@at(X3, X4)
def prod_arr2(x, y):
    s = 0.0
    for a, b in product(x, y):
        if a > b:
            s += a * b * b
    return s


@at(X3)
def prod_repeat(x):
    s = 0.0
    for i, j, k in product(range(3), repeat=3):
        s += x[i] * x[j] * x[k] * (i + j - k)
    return s


@at(X4)
def prod_const(x):
    s = 0.0
    for dx, dy in product((-1, 0, 1), (-1, 0, 1)):
        s += x[dx] * x[dy]
    return s


@at(X4)
def acc_list(x):
    return sum(v**2 for v in accumulate(x))


@at(X4)
def acc_list2(x):
    l = list(accumulate(x))
    return l[-1] * l[1]


@at(X4)
def acc_arr(x):
    return np.sum(np.array(list(accumulate(x))) ** 2)


@at(X4)
def acc_mul(x):
    return sum(accumulate(x, operator.mul))


@at(X4)
def acc_lam(x):
    return sum(accumulate(x, lambda s, v: 0.5 * s + v**2))


@at(X4)
def acc_init(x):
    return sum(accumulate(x, lambda s, v: 0.5 * s + v**2, initial=1.0))


@at(X4)
def acc_max(x):
    return sum(accumulate(x, max))


@at(X3, X4)
def chain1(x, y):
    return sum(v * v for v in chain(x, y))


@at(X3, X4)
def chain2(x, y):
    s = 1.0
    for v in chain(x, [2.0], y):
        s = s * 0.5 + v * v
    return s


@at(GRID)
def chain_from(a):
    return sum(v * v for v in chain.from_iterable(a))


@at(X3, X4)
def chain_list(x, y):
    l = list(chain(x, y))
    return l[0] * l[-1]


@at(X4)
def pair1(x):
    return sum((b - a) ** 2 for a, b in pairwise(x))


@at(POINTS)
def pair2(p):
    L = 0.0
    for a, b in pairwise(p):
        L += np.linalg.norm(b - a)
    return L


@at(POINTS)
def pair3(p):
    s = 0.0
    for (x0, y0), (x1, y1) in pairwise(p):
        s += x0 * y1 - x1 * y0
    return s


@at(X4)
def islice1(x):
    return sum(v * v for v in islice(x, 2))


@at(X4)
def islice2(x):
    return sum(v * v for v in islice(x, 1, None))


@at(X4)
def islice3(x):
    s = 0.0
    for v in islice(x, 0, 4, 2):
        s += v**3
    return s


@at(0.7)
def islice_gen(x):
    def powers():
        p = 1.0
        while True:
            yield p
            p *= x

    return sum(islice(powers(), 5))


@at(X4)
def islice_count(x):
    s = 0.0
    for i in islice(count(1), 4):
        s += x[i - 1] ** i
    return s


@at(X4)
def repeat1(x):
    s = 1.0
    for v in repeat(x[0], 3):
        s = s * v + x[1]
    return s


@at(X4)
def repeat_zip(x):
    return sum(a * b for a, b in zip(x, repeat(x[0])))


@at(X4)
def repeat_none(x):
    s = x[0]
    for _ in repeat(None, 3):
        s = np.sin(s) + x[1]
    return s


@at(X4)
def count_zip(x):
    return sum(v / k for v, k in zip(x, count(1)))


@at(X4)
def count_zip2(x):
    return sum(v / k for k, v in zip(count(1), x))


@at(X4)
def count_step(x):
    s = 0.0
    for k, v in zip(count(1, 2), x):
        s += v**2 / k
    return s


@at(2.0)
def count_loop(x):
    s = 0.0
    t = 1.0
    for k in count(1):
        t = t * x / k
        s += t
        if abs(t) < 1e-6:
            break
    return s


@at(X3, X4)
def zlong(x, y):
    return sum(a * b for a, b in zip_longest(x, y, fillvalue=1.0))


@at(X3)
def perms(x):
    return sum(a * b**2 for a, b in permutations(x, 2))


@at(X3)
def perms_full(x):
    s = 0.0
    for p in permutations(range(3)):
        s += x[p[0]] * x[p[1]] ** 2 * x[p[2]] ** 3
    return s


@at(GRID)
def ndindex1(a):
    s = 0.0
    for i, j in np.ndindex(a.shape):
        s += a[i, j] ** 2 * (i + j)
    return s


@at(GRID)
def ndindex2(a):
    s = 0.0
    for idx in np.ndindex(a.shape):
        s += a[idx] ** 2
    return s


@at(GRID)
def ndindex3(a):
    b = np.zeros_like(a)
    for i, j in np.ndindex(*a.shape):
        b[i, j] = a[i, j] ** 2 * (i - j)
    return np.sum(b * a)


@at(GRID)
def ndindex5(a):
    b = np.empty(a.shape)
    for idx in np.ndindex(a.shape):
        b[idx] = a[idx] ** 3
    return np.sum(b)


@at(GRID)
def ndenum1(a):
    s = 0.0
    for (i, j), v in np.ndenumerate(a):
        s += v**2 * (i + j)
    return s


@at(GRID)
def ndenum2(a):
    b = np.zeros_like(a)
    for idx, v in np.ndenumerate(a):
        b[idx] = v**3
    return np.sum(b)


@at(X3)
def ndenum3(x):
    s = 0.0
    for (i,), v in np.ndenumerate(x):
        s += v**2 * i
    return s


@at(X4)
def cyc(x):
    return sum(a * b for a, b in zip(x, cycle([1.0, -1.0])))


@at(X4)
def takew(x):
    return sum(takewhile(lambda v: v > 0.5, x))


@at(X4)
def starm(x):
    return sum(starmap(lambda a, b: a * b * b, zip(x, x[1:])))


@at(GRID)
def flat1(a):
    s = 0.0
    for v in a.flat:
        s += v**2
    return s


@pytest.mark.parametrize("name", CASES)
def test_iterators_are_differentiated(name):
    function, args = CASES[name]
    check_grads(function, *args, order=order_in_turn())


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda x: sum(a * b for a, b in zip(accumulate(x), accumulate(x))), "list( )"),
        (lambda x: sum(a * b for a, b in zip(chain(x, x), chain(x, x))), "list( )"),
        (lambda x: sum(reversed(count())) * x[0], "no end"),
    ],
)
def test_what_runs_in_turns_is_refused(function, words):
    with pytest.raises(Error, match=re.escape(words)):
        grad(function)(X3)
