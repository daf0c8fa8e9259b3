"""Items of objects that are changed in place, and objects that are taken apart."""

import numpy as np
import pytest

from s2sad import check_grads
from tests.small import noted_in

CASES = {}
at = noted_in(CASES)
X = np.array([0.3, -0.7, 1.2, 0.9])


class Grid:
    def __init__(self, n):
        self.data = np.zeros((n, n))
        self.n = n

    def __getitem__(self, place):
        return self.data[place]

    def __setitem__(self, place, value):
        self.data[place] = value

    def __len__(self):
        return self.n

    def __iter__(self):
        yield from self.data


class Counted:
    def __init__(self):
        self.values = [1.0, 2.0, 3.0]
        self.stores = 0

    def __getitem__(self, i):
        return self.values[i]

    def __setitem__(self, i, value):
        self.stores += 1
        self.values[i] = value


class Point:
    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def __iter__(self):
        yield self.x
        yield self.y
        yield self.z

    def __mul__(self, k):
        return Point(k * self.x, k * self.y, k * self.z)


@at(X)
def cells(x):
    grid = Grid(4)
    for i in range(len(grid)):
        grid[i, i] = x[i]
        grid[i, 0] += x[i] ** 2
        grid[i, 0] *= 3.0
    return sum([np.sum(row**3) for row in grid])


@at(X)
def items_of_a_list(x):
    counted = Counted()
    for i in range(3):
        counted[i] *= x[i]
        counted[i] += x[i + 1]
    return counted[0] * counted[1] * counted[2] * counted.stores


@at(X)
def read_before_the_value(x):
    counted = Counted()

    def changing():
        counted[0] = x[0]
        return 2.0

    counted[0] += changing()
    k = 1
    counted[k] -= x[1]
    return counted[0] * x[1] + counted[1] ** 2 * counted.stores


@at(X)
def taken_apart(x):
    p, q, r = Point(x[0], x[1], x[2]) * 2.0
    point = Point(x[1], x[2], x[3])
    first, *rest = point
    return p * q**2 - r + first * rest[1]


class Pair:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def __iter__(self):
        return iter((self.a, self.b))


class Listed:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        return iter(self.items)


@at(X)
def iterators_that_are_returned(x):
    pair = Pair(x[0], x[1])
    p, q = pair
    listed, s = Listed([x[2], p * q]), 0.0
    for k, v in enumerate(listed):
        s += v * v * (k + 1)
    listed.items.append(x[3] * s)
    for v in listed:
        s = s * v + q
    return s


class Held:
    def __init__(self, items):
        self.items = list(items)

    def __iter__(self):
        return iter(self.items)


class Given:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        for v in self.items:
            yield v * v
        yield 0.5 * self.items[0]


class Both:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def __iter__(self):
        yield self.a
        yield self.b


def square(t):
    return t * t


@at(X)
def taken_apart_in_a_header(x):
    s = 0.0
    for f, w in [(square, x[0]), (square, 2.0 * x[1]), (square, x[2] * x[3])]:
        s += f(w) * w
    for f, (w, v) in [(square, (x[0], x[1])), (square, (x[1], x[0]))]:
        s = f(w + s) * v
    return s


@at(X)
def objects_taken_apart_in_a_header(x):
    pairs, s = [Both(x[0], x[1]), Both(x[2], x[0] * x[3])], 0.0
    for p in pairs:
        p.a = p.a * 2.0
    for a, b in pairs:
        if a > 2.0:
            continue
        s += a * b * b
        a = 2.0 * a
        s = s * a
    pairs.append(Both(s, x[3]))
    for a, b in pairs[1:]:
        s = s * a + b
    return s * a


@at(X)
def objects_taken_apart_beside_others(x):
    pairs, s = [Both(x[0], x[1]), Both(x[2], x[0] * x[3])], 0.0
    for i, (a, b) in enumerate(pairs):
        s += a * b * (i + 1)
        i = 2
        s *= i
    for (a, b), v in zip(pairs, x):
        s += a * b * v
    for (a, b), (c, d) in zip(pairs, pairs[1:]):
        s += a * b * c * d
    return s + sum([a * b * i for i, (a, b) in enumerate(pairs)])


@at(X)
def of_all_items(x):
    held, given = Held(x), Given(x)
    first = sum(held) * max(given) + sorted(held)[1] * min(given)
    return first * sum(given, 2.0) + max(held, key=lambda v: -v) + max(given, key=abs)


@at(X)
def in_displays(x):
    held, given = Held(x), Given(x)
    one, other = [*held], [*given, x[0] * x[1]]
    one[0] *= 3.0
    third = [x[2], *given, *held]
    return sum(a * b for a, b in zip(one, other)) * third[1] * sum(held)


@at(X)
def asked_of_all(x):
    given = Given(x)
    return 2.0 * x[0] if any(given) and all(Held([1.0, x[1]])) else x[1] ** 2


@pytest.mark.parametrize("name", CASES)
def test_derivatives_are_right(name):
    f, args = CASES[name]
    check_grads(f, *args, order=2)


def backwards(items):
    yield items[2]
    yield items[1]


class Turned:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        iter = backwards
        return iter(self.items)


def turned(x):
    listed, s = Turned([x[0], x[1] * 2.0, x[2]]), 0.0
    for k, v in enumerate(listed):
        s += v * v * (k + 1)
    return s


def first_of_them(x):
    iter = backwards
    return next(v * x[1] for v in iter(x))


@pytest.mark.parametrize("f", [turned, first_of_them])
def test_an_iter_of_the_users_is_called(f):
    check_grads(f, X, order=2)
