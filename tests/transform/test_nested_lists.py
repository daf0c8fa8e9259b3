"""Lists of lists: derivatives of both orders, rows that are one list in two places and all."""

import copy

import numpy as np
import pytest

from s2sad import grad
from s2sad.errors import Overlap, Unsupported
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8])
M = [[1.0, 2.0], [3.0, 4.0]]


def read_only(m):
    s = 0.0
    for row in m:
        for v in row:
            s += v * v
    return s


def rows_of_displays(x, n):
    rows = []
    for i in range(n):
        rows.append([x * i, x + i])
    s = 0.0
    for r in rows:
        s += r[0] * r[1]
    return s


def matrix(x, n):
    m = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            m[i][j] += x[i] * x[j] * (i + 1)
    s = 0.0
    for row in m:
        for v in row:
            s += np.sin(v)
    return s


def matmul(a, b):
    n = len(a)
    c = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            for k in range(n):
                c[i][j] += a[i][k] * b[k][j]
    return c


def shared_rows(x, y):
    m = [[0.0] * 3] * 3
    m[0][1] = x[0] * y
    m[1][1] *= y
    m[2][2] += x[1]
    return m[0][1] * m[1][2] + m[2][1] ** 2


def alias_row(m, x):
    row = m[0]
    row[1] = x * x
    m[1] = row
    m[0][0] *= x
    return m[1][0] * m[0][1] + m[1][1]


def twice(x, y):
    r = [x, y]
    m = [r, r, [y, y]]
    m[0][0] *= y
    m[2] = m[1]
    m[2][1] = m[0][0] * x
    r[0] += 1.0
    return m[0][0] * m[1][1] + r[0] * m[2][0]


def returned(m, x):
    m[1].append(x)
    m.append([x, x * x])
    return m


def popped(m, x):
    s = 0.0
    while len(m) > 0:
        r = m.pop()
        while len(r) > 0:
            s = s * x + r.pop()
    return s


def swap_rows(m, x):
    m[0], m[1] = (m[1], m[0])
    m[0][0] = x * m[1][1]
    a = m[0]
    b = m[1]
    a, b = (b, a)
    a[1] *= x
    return b[0] * m[1][1] + a[0]


def deep(m, x):
    s = 0.0
    m[0][1][0] *= x
    m[1][0] = m[0][1]
    m[1][0].append(x * x)
    m[0].append([x])
    for p in m:
        for r in p:
            for v in r:
                s += v * v * x
    return s


def rows_by_condition(m, x):
    r = m[0] if x > 0 else m[1]
    r[0] = x * r[1]
    return m[0][0] * m[1][0] + r[1]


def rows_chosen_in_loop(m, x):
    best = m[0]
    for r in m:
        if r[0] > best[0]:
            best = r
        best[1] += x * r[0]
    return best[1] * m[0][1]


def lists_of_arrays(x, y):
    m = [[x * 1.0, x * 2.0], [x * y]]
    a = m[0][1]
    a[0] = y
    m[1].append(a)
    m[1][1] *= y
    return m[0][1].sum() * m[1][0][1] + m[1][1][0]


def nested_comprehension(m, x):
    t = [[x * v for v in row] for row in m]
    u = [row[:] for row in t]
    u[0][0] = x
    w = [list(r) for r in m]
    w[1][0] *= x
    return t[0][0] * u[0][0] + u[1][1] * w[1][0] + sum(sum(r) for r in t) + sum([sum(r) for r in u])


def spines(m, x):
    n = m[:]
    k = list(m)
    q = m.copy() + m
    n[0] = [x, x]
    k[1][0] = x * x
    q[3][1] *= x
    return n[0][0] * m[1][0] + k[0][0] * q[1][1]


def minmax(m, x):
    return max(max(r) for r in m) * x + np.sum(np.array(m)) * min(m[0])


def zipped(m, x):
    s = 0.0
    for a, b in zip(m[0], m[1]):
        s += a * b * x
    for i, (r, t) in enumerate(zip(m, m)):
        s += r[0] * t[1] * i
    for r in reversed(m):
        s = s * x + r[0]
    return s


def integer_rows(m, x):
    c = [[0] * 2 for _ in range(2)]
    c[0][1] = x
    c[1][0] += m[0][0]
    z = [[0, 0], [0, 0]]
    z[0][0] = x * x
    return c[0][1] * c[1][0] + z[0][0]


def rebinding(m, x):
    for t in range(3):
        new = []
        for i in range(2):
            new.append([m[i][0] * x, m[1 - i][1] + m[i][0] * t])
        m = new
    return m[0][0] * m[1][1]


def rows_inactive(m, x):
    a = [[1.0, 2.0], [3.0, 4.0]]
    b = [a[0], m[0]]
    b[0][0] = x
    b[1][0] *= a[0][0]
    return a[0][0] * b[1][0]


def helper(rows, x):
    rows[0][0] *= x
    rows.append([x, x])
    return rows[-1]


def through_helper(m, x):
    r = helper(m, x)
    r[1] *= m[0][0]
    q = helper(m, r[1])
    return m[2][1] * q[0] + m[0][0]


def starsum(m, x):
    return sum((v * x for r in m for v in r), x)


def empty_rows(m, x):
    g = [[] for _ in range(3)]
    for i in range(5):
        g[i % 3].append(x * i)
    return sum(sum(r) * sum(r) for r in g)


def negative(m, x):
    m[-1][-1] = x
    m[-2][0] += x
    return m[1][1] * m[0][0]


def early(m, x):
    for row in m:
        for v in row:
            if v > 2.5:
                return v * x * row[0]
    return 0.0


CASES = [
    (read_only, ([[1.0, 2.0], [3.0, 4.0, 5.0]],)),
    (rows_of_displays, (1.5, 3,)),
    (matrix, (X, 3,)),
    (matmul, (M, [[0.5, -1.0], [0.2, 0.7]],)),
    (shared_rows, (X, 1.3,)),
    (alias_row, (M, 1.3,)),
    (twice, (1.3, 0.7,)),
    (returned, (M, 1.3,)),
    (popped, (M, 1.3,)),
    (swap_rows, (M, 1.3,)),
    (deep, ([[[1.0, 2.0], [3.0]], [[4.0], [5.0, 6.0, 7.0]]], 1.3,)),
    (rows_by_condition, (M, 1.3,)),
    (rows_chosen_in_loop, (M, 1.3,)),
    (lists_of_arrays, (X, 2.0,)),
    (nested_comprehension, (M, 1.3,)),
    (spines, (M, 1.3,)),
    (minmax, (M, 1.3,)),
    (zipped, (M, 1.3,)),
    (integer_rows, (M, 1.3,)),
    (rebinding, (M, 1.3,)),
    (rows_inactive, (M, 1.3,)),
    (through_helper, (M, 1.3,)),
    (starsum, (M, 1.3,)),
    (empty_rows, (M, 1.3,)),
    (negative, (M, 1.3,)),
    (early, (M, 1.3,)),
]


def floats(args):
    return tuple(k for k, arg in enumerate(args) if not isinstance(arg, int))


@pytest.mark.parametrize(("f", "args"), CASES, ids=lambda v: getattr(v, "__name__", ""))
def test_a_program_of_lists_of_lists(f, args):
    check_grads(f, *copy.deepcopy(args), wrt=floats(args), order=order_in_turn())


def stored(m):
    m[0][1] = m[1][0] * 2.0
    return m[0][1] * m[1][1]


def lengthened(m):
    m[0].append(m[1][0])
    return sum(m[1]) * m[0][0]


def stored_in_one(a, b):
    a[0][0] = b[0][0] * 2.0
    return a[0][0] * b[0][1]


def arrays_stored(rows):
    rows[0][0] = rows[1][1] * 3.0
    return rows[1][0] * rows[0][1]


@pytest.mark.parametrize("f", [stored, lengthened])
def test_one_row_in_two_places_of_an_argument_is_refused_if_rows_are_written(f):
    row = [1.0, 2.0]
    with pytest.raises(Overlap, match="two places of `m` share a list"):
        grad(f)([row, row])
    assert grad(f)([row, list(row)])[0] != [0.0, 0.0] or f is stored


def test_one_row_in_two_arguments_is_refused_if_rows_are_written():
    row = [1.0, 2.0]
    with pytest.raises(Overlap, match="`a` and `b` share a list"):
        grad(stored_in_one)([row], [row])


def test_one_array_in_two_places_of_a_list_is_refused_if_arrays_are_written():
    v = np.ones(4)
    for rows in ([v, v], [v[:3], v[1:]], [v[::-1], v]):
        with pytest.raises(Overlap, match="two places of `rows` share memory"):
            grad(arrays_stored)(rows)
    np.testing.assert_allclose(grad(arrays_stored)([v[:2], v[2:]])[1], [1.0 * 1.0, 0.0])


def test_one_row_in_two_places_has_a_gradient_in_each_if_nothing_is_written():
    row = [1.0, 2.0]
    assert grad(lambda m: m[0][1] * m[1][1] * m[1][0])([row, row]) == [[0.0, 2.0], [4.0, 2.0]]


def test_rows_of_an_argument_are_as_they_were():
    m, x = [[1.0, 2.0], [3.0, 4.0]], 1.3
    before = copy.deepcopy(m)
    for f in (returned, alias_row, popped, through_helper):
        if f is not returned:
            grad(f)(m, x)
        assert m == before


def part_written(p):
    m = p["m"]
    m[0][0] = m[1][1] * 3.0
    return m[1][1] * m[0][0] * p["k"]


def test_a_store_into_rows_inside_a_dict_stays_in_the_derivative():
    given = {"m": [[1.0, 2.0], [3.0, 4.0]], "k": 2.0}
    found = grad(part_written)(copy.deepcopy(given))
    assert found == {"m": [[0.0, 0.0], [0.0, 48.0]], "k": 48.0}
    grad(part_written)(given)
    assert given["m"] == [[1.0, 2.0], [3.0, 4.0]]


def test_rows_are_turned_but_not_joined():
    def turned(m):
        return sum([a * b for a, b in zip(*m)])

    check_grads(turned, M)
    with pytest.raises(Unsupported, match="cannot sum a list"):
        grad(lambda m: sum(m, [])[0])(M)


def doubled(x):
    rows, more = [], []
    for i in range(2):
        rows.append([x[i], x[i + 1]])
        more.append([x[i + 1], x[i] ** 2])
    rows += more
    rows[3][0] *= x[0]
    return np.sum(np.array(rows) ** 3) + more[1][0]


def mirrored(x):
    rows = []
    for i in range(2):
        rows.append([x[i], x[i + 1]])
    rows += [[b, a] for a, b in rows]
    return np.sum(np.array(rows) ** 3 * np.arange(8.0).reshape(4, 2))


def with_a_row_of_another_name(x):
    rows, row = [], [x[0]]
    for i in range(2):
        rows.append([x[i]])
    rows += [row]
    rows += rows[:1]
    rows[2].append(x[2] ** 2)
    rows[3].append(x[1])
    return sum(row) * len(row) + row[-1] + rows[0][1] * len(rows[0])


@pytest.mark.parametrize("f", [doubled, mirrored, with_a_row_of_another_name])
def test_lists_of_lists_are_lengthened_by_others(f):
    check_grads(f, X, order=2)
