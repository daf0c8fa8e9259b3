"""Objects in arguments under other names, in displays, in swaps, and where loops bind anew."""

from dataclasses import dataclass

import pytest

from s2sad import check_grads, grad
from s2sad.errors import Unsupported
from tests.small import noted_in

CASES, REFUSED = {}, {}
at, refused_at = noted_in(CASES), noted_in(REFUSED)


@dataclass
class Vec:
    x: float
    y: float

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k)

    def norm2(self):
        return self.x**2 + self.y * self.x


A, B = Vec(1.0, 2.0), Vec(0.3, 0.4)


@at(A, B)
def another_name(a, b):
    q = a
    q2, r = a, b
    return q.norm2() + (q2 + r).norm2()


@at({"v": A})
def a_name_for_a_part(d):
    v = d["v"]
    return v.norm2()


@at(A, B)
def bound_anew_in_a_loop(a, b):
    total = a
    for _ in range(3):
        total = total + b
    return total.norm2() + a.x


@at(A, B)
def a_parameter_that_is_bound_anew(a, b):
    for _ in range(3):
        a = a + b
    return a.norm2()


@at(A, B)
def the_one_before(a, b):
    before, s = a, 0.0
    for _ in range(3):
        now = before + b
        s += now.norm2() * before.x
        before = now
    return s


@at(A, B, 0.3)
def one_or_the_other(a, b, x):
    t = a if x > 0.1 else b
    best = a
    if b.norm2() > a.norm2():
        best = b
    return t.norm2() + best.norm2()


@at(A, B)
def swapped(a, b):
    t, u = a, b
    t, u = u, t
    for _ in range(2):
        t, u = u, t + u
    return t.norm2() + 3.0 * u.x


@at(A, B)
def in_displays(a, b):
    s = 0.0
    for v in (a, b):
        s += v.norm2()
    for v, w in zip([a, b], [1.0, 2.0]):
        s += v.norm2() * w
    vectors = [a, b, a + b]
    vectors.append(a * 2.0)
    return s + sum(v.norm2() for v in vectors)


@at(A, B, 2)
def in_a_list(a, b, n):
    vectors, s = [a, b], 0.0
    for i in range(n):
        s += vectors[i].norm2() * i
    return s + sorted(vectors, key=lambda v: v.x)[0].norm2()


@at(A, B)
def in_a_dict(a, b):
    d = {"p": a, "q": b}
    return sum(v.norm2() for v in d.values()) + d["p"].x


@at(A, B)
def stored_into_under_its_first_name(a, b):
    q = a
    a.x += b.y * 3
    q = q + b
    return q.norm2() + a.x


@refused_at(A, B)
def stored_into_where_it_may_be_another(a, b):
    q = a
    if b.x > 0.1:
        q = b
    b.x = 3.0 * a.x
    return q.norm2()


@refused_at(A, B)
def stored_into_after_a_choice(a, b):
    t = a if b.x > 0.1 else b
    a.x = b.y * 2
    return t.norm2() + a.x


@refused_at(A, B)
def stored_into_under_a_second_name(a, b):
    q = a
    if b.x > 0.1:
        q = b
    q.x = 3.0 * a.x
    return a.norm2()


@pytest.mark.parametrize("name", CASES)
def test_other_names_are_right_in_both_modes(name):
    function, args = CASES[name]
    check_grads(function, *args)


@pytest.mark.parametrize("name", REFUSED)
def test_a_store_that_another_name_would_see_is_refused(name):
    function, args = REFUSED[name]
    with pytest.raises(Unsupported):
        grad(function)(*args)
