"""Named tuples whose class has methods, properties and operators, given and made inside."""

import math
from typing import NamedTuple

import pytest

from s2sad import check_grads, grad
from s2sad.errors import Error
from tests.small import noted_in

CASES, REFUSED = {}, {}
at, refused_at = noted_in(CASES), noted_in(REFUSED)


class Vec(NamedTuple):
    x: float
    y: float = 2.0

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __neg__(self):
        return Vec(-self.x, -self.y)

    def dot(self, other):
        return self.x * other.x + self.y * other.y

    @property
    def norm2(self):
        return self.dot(self)

    @staticmethod
    def unit():
        return Vec(1.0, 0.0)

    @classmethod
    def polar(cls, r, t):
        return cls(r * math.cos(t), r * math.sin(t))

    def moved(self, dx):
        return self._replace(x=self.x + dx)


class Odd(NamedTuple):
    x: float
    y: float

    def __getitem__(self, place):
        return 3.0


A, B = Vec(1.0, 2.0), Vec(0.3, 0.4)


@at(A, B)
def operators(p, q):
    return (p + q)[0] * 2.0 + (p * 3.0).y + (p + 2.0 * q).norm2


@at(A, B)
def taken_apart(p, q):
    r = p + q
    x, y = -r
    return x * y * r.norm2 * len(r) + r._asdict()["x"]


@at(A, B)
def in_place(p, q):
    p += q
    p *= 2.0
    return p.norm2


@at(A, B, 3)
def in_a_loop(p, q, n):
    r = Vec(0.0)
    for i in range(n):
        p = p + q * 0.5
        r = r.moved(p.x * i) + q
    return p.norm2 + r.norm2


@at(0.5, 0.6)
def made_inside(r, t):
    return Vec.polar(r, t).dot(Vec.unit() + Vec(r, t))


@at([A, B])
def of_a_list(vectors):
    total = Vec(0.0, 0.0)
    for v in vectors:
        total = total + v
    return total.norm2 + sum(v.norm2 for v in vectors)


@at({"a": A, "b": B})
def of_a_dict(d):
    return (d["a"] + d["b"]).norm2


@at(A, B)
def returned(p, q):
    return p + q


@at(A, 0.3)
def on_one_of_two_ways(p, k):
    if k > 0.1:
        r = p * k
    else:
        r = p
    return r.norm2


@at(A, 0.3)
def other_data_in_a_loop(p, k):
    for _ in range(2):
        p = (p[0] * k, p[1])
    return p[0] * p[1]


@refused_at([A, B])
def an_operator_where_the_class_is_lost(vectors):
    return sum(vectors, Vec(0.0, 0.0))[0]


@refused_at(Odd(1.0, 2.0))
def items_that_are_no_fields(odd):
    return odd[0] * odd.x


@refused_at(1.0)
def items_of_what_is_made_that_are_no_fields(x):
    return Odd(x, x)[0] * x


@pytest.mark.parametrize("name", CASES)
def test_named_tuples_are_right_in_both_modes(name):
    function, args = CASES[name]
    check_grads(function, *args)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_seen_of_a_named_tuple_is_refused(name):
    function, args = REFUSED[name]
    with pytest.raises(Error):
        grad(function)(*args)
