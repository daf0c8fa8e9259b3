"""Lists that operations read whole, and what tuples hold, changed before the reverse sweep."""

# Counters are counted by hand here, which is what is tested.
# ruff: noqa: SIM113

import numpy as np
import pytest

from s2sad import check_grads
from tests.thorough import order_in_turn

X = np.array([0.3, 0.4, 0.7, 0.9, 1.1])


def places(x):
    idx = [0, 1]
    t = np.sum(x[idx] ** 2)
    idx[0] = 3
    return t


def places_of_a_store(x):
    idx, y = [0, 1], x.copy()
    y[idx] *= x[2:4]
    idx[0] = 3
    return np.sum(y)


def flags(x):
    chosen, z = [True, False, True, False, True], x.copy()
    z[chosen] *= 3.0 * x[chosen]
    chosen[1] = True
    return np.sum(z)


def weights_that_grow(x):
    w = [1.0, 2.0, 3.0, 4.0, 5.0]
    t = np.sum(x**2 * w)
    w[0] = 10.0
    w.append(1.0)
    return t


def rows_of_numbers(x):
    w = [[1.0, 2.0], [3.0, 4.0]]
    y = w @ x[:2]
    w[0][0] = 7.0
    return np.sum(y**2)


def rows_of_a_product(x):
    w = [[1.0, 2.0], [3.0, 4.0]]
    y = np.einsum("ij,j", w, x[:2]) + np.linalg.solve(w, x[1:3])
    w[0][0] = 7.0
    return np.sum(y**2)


def rows_of_places(x):
    idx = [[0, 1], [2, 3]]
    y = x[idx] * x[0]
    idx[0][0] = 4
    return np.sum(y**2)


def axes(x):
    order, m = [1, 0], np.outer(x[:2], x[2:4])
    n = np.transpose(m, order)
    order[0], order[1] = 0, 1
    return np.sum(n * np.array([[1.0, 2.0], [3.0, 4.0]]))


def in_a_dict(x):
    w = {"k": 2, "m": [0, 1]}
    t = np.sum(x[w["m"]] ** w["k"])
    w["m"][0] = 4
    return t


def in_trips(x):
    idx, t = [0, 1], 0.0
    for _ in range(3):
        t = t * 0.5 + np.sum(x[idx] ** 2)
        idx[1] += 1
    return t


def varying(x):
    a = [x[0], 2.0]
    y = a * x[:2]
    a[0] = 9.0
    return np.sum(y)


def varying_in_trips(x):
    a, t = [x[0], 2.0], 0.0
    for k in range(3):
        t = t + np.sum(a * x[:2]) * np.max(a)
        a[k % 2] = x[k] * t
    return t


def length_of_a_mean(x):
    a = [x[0], 2.0]
    t = np.mean(a) ** 2
    a.append(3.0)
    a[0] = 4.0
    return t


def knots(x):
    xp = [0.0, 1.0, 2.0]
    r = np.interp(x, xp, x[:3])
    xp[1] = 0.5
    return np.sum(r)


def arrays_in_place(x):
    rows = [x[:2] * 1.0, x[1:3] * 2.0]
    y = np.dot(rows, x[:2])
    rows[0][0] = 5.0
    return np.sum(y**2) + np.max(rows)


def arrays_by_another_name(x):
    u, v = x[:2].copy(), x[2:4] * 2.0
    z = np.sum([u, v] * x[:2])
    m = [u, v]
    z = z + np.sum(m * x[:2]) * np.linalg.norm(m)
    u[0] = 7.0
    return z * u[1]


def arrays_that_come_and_go(x):
    rows = [x[:2] * 1.0, x[1:3] * 2.0]
    a, b, c = np.stack(rows), np.concatenate(rows), np.array(rows)
    s, t, m = sum(rows), np.sum(rows, axis=0), np.mean(rows)
    rows.append(x[2:4] * s)
    rows[0] = t * m
    d = np.array(rows)
    rows.pop()
    return np.sum(a**2) + np.sum(b * b) * np.sum(c**3) + np.sum(d) * np.sum(np.stack(rows))


def steps_of_rolls(x):
    for _ in range(2):
        shifted = []
        for i in range(2):
            shifted.append(np.roll(x, i))
        x = np.tanh(sum(shifted)) * x
    return x


def a_list_repeated(x):
    rows = [[x[0], x[1]], [x[2], x[3]]]
    rows.append([rows[1][0] * x[4]] * 2)
    last = rows.pop()
    return last[0] * last[1] + np.sum((last + rows[0])[:3])


LISTS = [
    a_list_repeated, rows_of_a_product, rows_of_places,
    arrays_in_place, arrays_by_another_name, arrays_that_come_and_go, steps_of_rolls,
    places, places_of_a_store, flags, weights_that_grow, rows_of_numbers, axes, in_a_dict, in_trips,
    varying, varying_in_trips, length_of_a_mean, knots,
]  # fmt: skip


@pytest.mark.parametrize("f", LISTS, ids=lambda f: f.__name__)
def test_a_list_that_is_changed_later_is_read_as_it_was(f):
    check_grads(f, X, order=order_in_turn())


def a_slice(x):
    a, t = 0, 0.0
    for k in range(3):
        s = slice(a, a + 2)
        a += 1
        t = t + np.sum(x[s]) * k
    return t


def a_tuple(x):
    a, t = 0, 1.0
    for k in range(3):
        s, u = (a, 1), (a,)
        a += 1
        t = t + x[s[0]] * x[u] * k
    return t


def an_index_of_two(x):
    a, t, m = 0, 0.0, np.outer(x, x)
    for k in range(3):
        s = (slice(a, a + 2), a)
        a += 1
        t = t + np.sum(m[s]) * k
    return t


def straight(x):
    j = 1
    s = (j, 2)
    j += 1
    return x[s[0]] * x[j]


def of_an_earlier_trip(x):
    t = 0.0
    for k in range(3):
        j = k + 1
        if k == 0:
            s, v = (j, 1), slice(j, 4)
        t = t + x[s[0]] * k + np.sum(x[v] ** 2) * k
    return t


def before_a_while(x):
    j, m = 1, np.outer(x, x)
    s = (j, slice(j, None))
    while j < 4:
        j += 1
    return np.sum(m[s]) * x[j]


TUPLES = [a_slice, a_tuple, an_index_of_two, straight, of_an_earlier_trip, before_a_while]


@pytest.mark.parametrize("f", TUPLES, ids=lambda f: f.__name__)
def test_a_tuple_or_a_slice_holds_what_its_names_were(f):
    check_grads(f, X, order=order_in_turn())
