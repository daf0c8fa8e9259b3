"""Iterators at the edges: exits from nested loops, what the body writes, nothing to run through."""

from itertools import (
    accumulate, chain, combinations, combinations_with_replacement, count, dropwhile,
    filterfalse, islice, pairwise, permutations, product,
)  # fmt: skip

import numpy as np
import pytest

from s2sad.testing import check_grads
from tests.small import noted_in
from tests.thorough import order_in_turn

X3 = np.array([0.3, 1.7, -0.9])
X4 = np.array([1.2, 0.4, 2.1, 0.8])
POINTS = np.array([[0.0, 1.0], [2.0, 0.5], [1.0, -1.0]])
GRID = np.array([[1.0, 2.0, 0.5], [3.0, -1.0, 0.2]])
CASES = {}
at = noted_in(CASES)


class Body:
    def __init__(self, x, m):
        self.x = x
        self.m = m


@at(X4)
def brk(x):
    s = 0.0
    for a, b in combinations(x, 2):
        if a * b > 1.0:
            break
        s += a * b
    return s


@at(X4)
def cont(x):
    s = 0.0
    for i, j in product(range(4), range(4)):
        if i == j:
            continue
        s += x[i] * x[j] ** 2
        if s > 8:
            break
    else:
        s = s * 2
    return s


@at(X4)
def els(x):
    s = 0.0
    for i, j in product(range(4), range(2)):
        s += x[i] * x[j] ** 2
        if s > 800:
            break
    else:
        s = s * 2
    return s


@at(X4)
def ret(x):
    for a, b in permutations(x, 2):
        if a > b * 2:
            return a * b * b
    return 0.0


@at(X4)
def rebind(x):
    s = 0.0
    for i, j in product(range(2), range(2)):
        i = i + 1
        s += x[i] * x[j] ** 2
    return s


@at(X4)
def mutate(x):
    y = x.copy()
    s = 0.0
    for i, (a, b) in enumerate(combinations(y, 2)):
        y[i % 4] *= 2.0
        s += a * b * b
    return s + np.sum(y)


@at(X4)
def mutate2(x):
    y = x * 1.0
    s = 0.0
    for a, b in product(y, y):
        y[0] = a * b
        s += a * b * b
    return s + np.sum(y)


@at(X4)
def fillmat(x):
    K = np.zeros((4, 4))
    for (i, a), (j, b) in product(enumerate(x), enumerate(x)):
        K[i, j] = np.exp(-((a - b) ** 2))
    return np.sum(K * K)


@at(X4)
def fillmat2(x):
    K = np.eye(4)
    for (i, a), (j, b) in combinations(enumerate(x), 2):
        K[i, j] = K[j, i] = np.exp(-((a - b) ** 2))
    return np.linalg.det(K)


@at(X4)
def fillix(x):
    K = np.eye(4)
    for i, j in product(range(4), repeat=2):
        K[i, j] = x[i] * x[j] + i
    return np.sum(K**2)


@at(np.zeros(0), X3)
def empty(x, y):
    s = np.sum(y)
    for a, b in product(x, y):
        s += a * b
    for a, b in product(y, x):
        s += a * b
    for a, b in pairwise(x):
        s += a * b
    return s


@at(X3)
def after(x):
    a = 5.0
    for a, b in product(x, x):  # noqa: B007 - read after the loop
        pass
    return a * b


@at(X3)
def after2(x):
    i = 7
    for i, _ in product(range(2), range(0)):  # noqa: B007 - read after the loop
        pass
    return x[0] * i


@at(X3)
def while_outer(x):
    s = 1.0
    while s < 20:
        for a, b in combinations(x, 2):
            s += abs(a * b)
    return s


@at(X3)
def list_comb(x):
    pairs = list(combinations(x, 2))
    return sum(a * b * b for a, b in pairs) + len(pairs)


@at(X3)
def list_pw(x):
    d = [b - a for a, b in pairwise(x)]
    return sum(v * v for v in d)


@at(X3)
def list_prod(x):
    g = np.array([a * b for a, b in product(x, x)]).reshape(3, 3)
    return np.sum(g @ x)


@at(X3)
def arr_list_tuple(x):
    m = np.array([[i, j] for i, j in product(range(3), range(2))])
    return np.sum(x[m[:, 0]] * x[m[:, 1]])


@at(X3)
def enum_prod(x):
    s = 0.0
    for k, (i, j) in enumerate(product(range(3), range(2))):
        s += k * x[i] * x[j] ** 2
    return s


@at(X3)
def comb3e(x):
    s = 0.0
    for n, (a, b, c) in enumerate(combinations_with_replacement(x, 3), start=1):
        s += a * b * b * c / n
    return s


@at(X4)
def acc_nested(x):
    return sum(v**2 for v in accumulate(accumulate(x)))


@at(POINTS)
def acc_rows(p):
    s = 0.0
    for c in accumulate(p):
        s += np.sum(c**2)
    return s


@at(X4)
def acc_brk(x):
    for c in accumulate(x):
        if c > 2:
            return c**2
    return 0.0


@at(X4)
def dropw(x):
    return sum(dropwhile(lambda v: v > 1, x))


@at(X4)
def filtf(x):
    return sum(v * v for v in filterfalse(lambda v: v > 1, x))


@at(X4)
def chain_mut(x):
    y = x * 1.0
    s = 0.0
    for v in chain(y, y):
        y[2] = y[2] * v
        s += v * v
    return s


@at(X4)
def chain_brk(x):
    s = 0.0
    for v in chain(x, x * x):
        if v > 2:
            break
        s += v * v
    else:
        s = 0.0
    return s


@at([[1.0, 2.0], [3.0]])
def chain_rows(l):
    return sum(v * v for v in chain.from_iterable(l))


@at([[1.0, 2.0], [3.0]])
def chain_star(l):
    return sum(v * v for v in chain(*l))


@at(X4)
def pairs_of_gen(x):
    return sum(a * b for a, b in combinations((v * v for v in x), 2))


@at(X4)
def isl_zip(x):
    return sum(a * b for a, b in zip(islice(x, 1, None), x))


@at(X4, 2)
def isl_n(x, n):
    return sum(v * v for v in islice(x, n))


@at(X4)
def isl_over(x):
    return sum(v * v for v in islice(x, 99))


@at(X4)
def cnt_float(x):
    return sum(v * t for v, t in zip(x, count(0.5, 0.25)))


@at(X4)
def cnt_next(x):
    s = 0.0
    for i in count():
        if i >= len(x):
            break
        s += x[i] ** 2 * i
    return s


@at(X3)
def perm_const(x):
    s = 0.0
    for i, j, k in permutations((0, 1, 2)):
        s += x[i] * x[j] ** 2 * x[k] ** 3
    return s


@at(X3)
def perm_levi(x):
    s = 0.0
    for p in permutations(range(3)):
        sign = 1.0
        for a, b in combinations(p, 2):
            if a > b:
                sign = -sign
        s += sign * x[p[0]] * x[p[1]] ** 2 * x[p[2]] ** 3
    return s


@at(GRID)
def ndi_nb(a):
    b = np.zeros_like(a)
    for i, j in np.ndindex(a.shape):
        for di, dj in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            b[i, j] += a[(i + di) % 2, (j + dj) % 3] ** 2
    return np.sum(b)


@at(GRID)
def ndi_3(a):
    s = 0.0
    for idx in np.ndindex(2, 3):
        s += a[idx] ** 2 * sum(idx)
    return s


@at(GRID)
def ndi_part(a):
    s = 0.0
    for (i,) in np.ndindex(a.shape[:1]):
        s += np.sum(a[i]) ** 2
    return s


@at(GRID)
def ndi_part2(a):
    s = 0.0
    for idx in np.ndindex(a.shape[:-1]):
        s += np.sum(a[idx]) ** 2
    return s


@at(GRID)
def nde_mut(a):
    b = a * 1.0
    s = 0.0
    for (i, _), v in np.ndenumerate(b):
        b[1, 2] += v
        s += v * v * (i + 1)
    return s


@at(GRID)
def flat_mut(a):
    b = a * 1.0
    s = 0.0
    for v in b.flat:
        b[1, 2] += v
        s += v * v
    return s


@at(GRID)
def flat_list(a):
    l = list(a.flat)
    return l[0] * l[-1]


@at(GRID)
def flat_enum(a):
    s = 0.0
    for i, v in enumerate(a.flat):
        s += i * v * v
    return s


@at(GRID)
def flat_sum(a):
    return sum(v * v for v in a.flat)


@at(GRID)
def T_flat(a):
    return sum((i + 1) * v for i, v in enumerate(a.T.flat))


@at(X4)
def objs(x):
    bodies = [Body(v, v * v) for v in x]
    e = 0.0
    for a, b in combinations(bodies, 2):
        e += a.m * b.m / abs(a.x - b.x)
    return e


@at(X4)
def objs_pw(x):
    bodies = [Body(v, v * v) for v in x]
    e = 0.0
    for a, b in pairwise(bodies):
        e += a.m * b.m * b.x
    return e


@at(X4)
def objs_prod(x):
    bodies = [Body(v, v * v) for v in x]
    e = 0.0
    for a, b in product(bodies, bodies):
        if a is not b:
            e += a.m * b.m * b.x
    return e


@at(X3)
def grid(x):
    best = -1e9
    for a, b in product([0.5, 1.0], [0.1, 0.2, 0.3]):
        v = np.sum(a * x**2 - b * x)
        best = max(best, v)
    return best


@at(X3)
def rng_step(x):
    return sum(x[i % 3] * x[j % 3] for i, j in product(range(1, 7, 2), range(2)))


@at(X3)
def comb_rng(x):
    return sum(x[i % 3] * x[j % 3] ** 2 for i, j in combinations(range(1, 4), 2))


@at(X4)
def another_name_is_written(x):
    y = np.zeros(4)
    y[:] = x
    z = y
    w = np.asarray(y)
    s = 0.0
    for a, b in product(z, w):
        y[0] = a * b
        s += a * b * b
    return s + np.sum(y)


@at(X4)
def written_by_a_function_of_numpys(x):
    y = x * 1.0
    s = 0.0
    for a, b in product(y, x):
        np.add.at(y, [0, 2], a * b)
        s += a * b * b
    return s + np.sum(y)


@at(X4)
def a_view_is_written(x):
    y = x * 1.0
    v = y[1:]
    s = 0.0
    for a, b in combinations(y, 2):
        v[0] = a * b
        s += a * b * b
    return s + np.sum(y)


@at(100.0, 0.2)
def a_new_list_each_time(s, v):
    u = np.exp(0.3 * v)
    values = [max(s * u**k - 95.0, 0.0) for k in range(4)]
    while len(values) > 1:
        values = [0.3 * a + 0.6 * b for a, b in pairwise(values)]
    return values[0]


@pytest.mark.parametrize("name", CASES)
def test_edges_of_iterators(name):
    function, args = CASES[name]
    check_grads(function, *args, order=order_in_turn())
