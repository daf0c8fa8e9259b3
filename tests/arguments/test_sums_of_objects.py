"""Objects are added up by `sum` and `reduce`, stand in lists of lists, and return themselves."""

import functools
import operator
from dataclasses import dataclass

import pytest

from s2sad import check_grads
from tests.small import noted_in

CASES = {}
at = noted_in(CASES)


@dataclass
class Vec:
    x: float
    y: float

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __radd__(self, other):
        if other == 0:
            return self
        return NotImplemented

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k)

    def norm2(self):
        return self.x**2 + self.y * self.x

    def itself(self):
        return self

    def at_least(self, other):
        if self.x > 2.0:
            return other
        return self


A, B = Vec(1.0, 2.0), Vec(0.3, 0.4)


@at([A, B, A])
def of_a_list_that_is_given(vectors):
    return sum(vectors).norm2()


@at([A, B])
def with_a_start(vectors):
    return sum(vectors, Vec(0.5, 0.0)).norm2() + sum(vectors, start=Vec(0.0, 0.0)).x


@at([A, B], [0.5, 0.6])
def of_a_generator(vectors, weights):
    return sum((v * k for v, k in zip(vectors, weights)), Vec(0.0, 0.0)).norm2()


@at([A, B])
def of_a_generator_without_a_start(vectors):
    return sum(v * 3.0 for v in vectors).norm2()


@at([A, B])
def of_numbers_of_objects(vectors):
    return sum(v.norm2() for v in vectors) + sum([v.x for v in vectors], 1.0)


@at([0.5, 1.5])
def of_what_is_made(weights):
    return sum([Vec(w, w * w) for w in weights], Vec(1.0, 0.0)).norm2()


@at(A, B)
def of_a_display(a, b):
    return sum([a * 2.0, b], Vec(0.0, 0.0)).norm2()


@at([A, B])
def reduced(vectors):
    return functools.reduce(operator.add, vectors).norm2()


@at([A, B], 0.3)
def reduced_from_an_object(vectors, k):
    return functools.reduce(lambda s, v: s + v * k, vectors, Vec(k, 0.0)).norm2()


@at([[A, B], [Vec(0.5, 0.6)]])
def rows_of_objects(rows):
    total = 0.0
    for row in rows:
        for v in row:
            total += v.norm2() * len(row)
    return total + rows[1][0].x * rows[0][1].y


@at(1.5, 2.5)
def a_grid_of_objects(a, b):
    grid = [[Vec(a * i, b * j) for i in range(2)] for j in range(3)]
    for j in range(1, 3):
        for i in range(2):
            grid[j][i].x += grid[j - 1][i].x * grid[j][i].y
    return sum(v.norm2() for row in grid for v in row)


@at(A)
def an_object_that_returns_itself(a):
    return a.itself().norm2() * a.itself().x


@at(A, B)
def one_of_two_that_are_given(a, b):
    return a.at_least(b).x * b.y


@pytest.mark.parametrize("name", CASES)
def test_sums_of_objects_are_right_in_both_modes(name):
    function, args = CASES[name]
    check_grads(function, *args)
