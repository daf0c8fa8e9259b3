"""Slices of lists whose length only the run knows: stores, deletions, insertions."""

import numpy as np
import pytest

from s2sad import grad
from s2sad.errors import Unsupported
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

X = np.array([0.7, 1.3, 0.4, 0.9])


def shorter(x):
    l = list(x)
    l[1:3] = [x[0] * x[1]]
    return l[1] * l[2] + len(l)


def longer(x):
    l = list(x)
    l[1:3] = [x[0], x[0] ** 2, x[1]]
    l[0] = 3.0
    return sum([(i + 1) * v for i, v in enumerate(l)])


def emptied(x):
    l = []
    l += [x[0], x[1]]
    l += (x[2],)
    l += list(x)
    l[:2] = []
    return l[0] * l[1] + l[3]


def turned(x):
    l = list(x)
    l[1:3] = l[2:0:-1]
    return l[1] ** 2 + l[2]


def extended(x):
    l = list(x)
    l[1:1] = [x[0] * x[3]]
    del l[0:2]
    l.extend(v * 2 for v in l[:])
    return l[0] * l[3] + l[5]


def counted_from_the_end(x):
    l = list(x)
    l[-3:-1] = [x[0] * x[3]]
    l.insert(-1, x[1] ** 2)
    l[-1:] = [x[2], x[3] * 2.0, x[0]]
    l[:-5] = []
    return sum([(i + 1) * v for i, v in enumerate(l)])


def by_the_run(x):
    l = [v * v for v in x]
    m = [x[3], x[2]]
    for i in range(len(m)):
        l[i : i + 2] = m[i:]
    n = l
    n[len(l) :] = [x[0]]
    n[2:1] = [x[1]]
    del l[3:]
    return sum([(i + 1) * v for i, v in enumerate(l)])


def beyond(x):
    l = list(x)
    l[7:9] = [x[1] * x[2]]
    l[1:70] = l
    return sum([(i + 1) * v for i, v in enumerate(l)])


def turned_bounds(x):
    l = [v for v in x if v > 0.5]
    l[2:1] = [x[1] * x[0]]
    return sum([(i + 1) * v for i, v in enumerate(l)])


def of_rows(x):
    rows = [[v, 2.0 * v] for v in x]
    first = rows[0]
    rows[1:3] = [first]
    first[0] = x[3] * x[2]
    return sum([(i + 1) * a * b for i, (a, b) in enumerate(rows)]) * len(rows)


SLICED = [
    shorter, longer, emptied, turned, extended, counted_from_the_end, by_the_run, beyond,
    turned_bounds, of_rows,
]  # fmt: skip


@pytest.mark.parametrize("f", SLICED)
def test_stores_into_slices(f):
    check_grads(f, X, order=order_in_turn())


def test_a_bound_that_may_count_from_the_end_is_refused():
    def f(x, n):
        l = list(x)
        for i in range(-1, n):
            l[i:] = [x[0]]
        return l[0]

    with pytest.raises(Unsupported, match="which items of the list this changes"):
        grad(f)(X, 2)
