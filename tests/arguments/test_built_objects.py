"""Objects that a function makes: right in both modes and twice."""

# ruff: noqa: RET505, SIM108

import copy
import dataclasses

import numpy as np
import pytest

import s2sad
from tests.arguments.built import (
    Base, Choosy, Collecting, Counted, Derived, Fixed, Items, Link, Log, Net, Pair, Particle,
    Prepared, Reflecting, RightOnly, Slotted, Thermometer, Vec,
)  # fmt: skip
from tests.thorough import order_in_turn
from tests.small import kept_in

X = np.array([0.5, -1.2, 0.8, 1.7])
SQUARE = np.array([[0.3, -0.7], [1.1, 0.4]])
RIGHT = []
right = kept_in(RIGHT, X)


def doubled(v):
    v.x = v.x * 2.0
    return v.x


# Making


@right()
def dataclass_with_all_sorts_of_fields(x):
    p = Prepared(x[0], x[1], n=2)
    return p.b**p.n


@right()
def inherited(x):
    d = Derived(x[0], x[1])
    return d.f(x[2]) + Base.f(d, x[3])


@right(SQUARE, X[:2])
def functions_as_attributes(w, x):
    n, m = Net(w), Net(w.T, lambda t: t * t)
    n.act = np.sin
    return np.sum(m(n(x)))


@right()
def slots(x):
    s = Slotted(x[0])
    s.b = x[1] * s.a
    s.b *= 2
    return s.b**2


@right()
def keywords_and_stars(x):
    return Vec(y=x[0], x=x[1]).x ** 2 * Vec(*[x[2], x[3]]).y


@right()
def default_that_calls_share(x):
    c = Collecting()
    return x[0] ** 2 * c.items[0]


@right()
def class_of_an_object(x):
    v = Vec.of(x)
    return type(v)(v.y, v.x) * v.__class__(1.0, x[2])


@right()
def copied_and_replaced(x):
    s, p = Vec.of(x), Fixed(x[0])
    t = copy.copy(s)
    t.x = x[2]
    return s.x * t.x + t.y * dataclasses.replace(p, b=x[3]).step(0.5).a


@right()
def factory_makes_a_new_list_each_time(x):
    p = Particle(Vec.of(x), Vec.unit())
    q = Particle(Vec.of(x), Vec.unit(), m=x[2])
    p.tags.append(x[3])
    return p.energy * q.energy * (len(q.tags) + p.tags[0])


# Operators


@right()
def operators(x):
    a, b = Vec.of(x), Vec(x[2], x[3])
    c = 2.0 * (a - b) / 3.0 + Vec.unit() * x[0]
    return abs(c) + a * b + c[0] * c[1] + len(a)


@right()
def a_subclass_is_asked_first(x):
    a, s = Vec.of(x), Reflecting(x[2], x[3])
    return (a + s).x * (s + a).x + s.t + s.n2


@right()
def not_implemented_leaves_it_to_the_other(x):
    one = (Choosy(x[0]) + RightOnly(x[1])).v + (2.0 + Choosy(x[2])).v
    return one * (Choosy(x[0]) + Choosy(x[1])).v


@right()
def numpy_numbers_on_the_left(x):
    return (x[0] * RightOnly(x[1])).v ** 2


@right()
def items_are_set(x):
    s = Items([x[0], x[1]])
    s[0] = x[2]
    return s[0] * s[1]


# Attributes, order of evaluation


@right()
def stepped(x):
    p = Particle(Vec.of(x), Vec(x[2], x[3]), m=2.0)
    for _ in range(3):
        p.kick(-1.0 * p.pos, 0.1)
        p.drift(0.1)
    return p.energy


@right()
def setters(x):
    t = Thermometer(x[0])
    t.f = x[1] * 50
    t.f += x[2]
    return t._c**2


@right()
def what_was_read_stays(x):
    s = Vec.of(x)
    return s.x + doubled(s) * s.x


@right()
def arguments_are_read_in_order(x):
    def f(a, b, c):
        return a * b - c**2

    s = Vec.of(x)
    return f(s.x, doubled(s), s.x) + s.y


@right()
def base_of_a_method_is_read_first(x):
    s = Log([1.0], x[:2])
    t = s.k.dot(s.grow())
    return t * s.k[0]


@right()
def places_are_found_after_values(x):
    def bump(o):
        o.b = o.b * 3.0
        return o

    s = Pair(x[0], x[1])
    bump(s).a = s.b * 2
    s.a += s.bump()
    bump(s).a += s.b
    return s.a * s.b


@right()
def indices_that_change(x):
    def following(o):
        o.a += 1
        return o.a

    s, y = Pair(0, x[1]), x.copy()
    y[following(s)] = s.a * y[s.a]
    y[s.a] += following(s) * x[1]
    return np.sum(y * y)


@right()
def properties_with_effects(x):
    p = Counted(x[0])
    return (p.hits + p.square * p.square + p.hits) * x[1]


@right()
def swapped_attributes(x):
    s = Vec.of(x)
    s.swap()
    s.x, s.y = s.y * 2, s.x
    return s.x**2 * s.y


@right()
def what_is_looped_over_is_exchanged(x):
    s, t = Log([x[0], x[1], x[2]]), 0.0
    for v in s.items:
        s.items = [x[3]]
        t = t + v**2
    return t * s.items[0]


@right()
def in_comprehensions(x):
    s = Pair(x[0], x[1])
    scaled = [s.bump() * v for v in x]
    return sum(scaled) * s.a + sum([Vec(v, 1.0).n2 for v in x])


@right()
def keywords_are_evaluated_as_written(x):
    def f(a, b):
        return a - b * b

    s = Vec.of(x)
    return f(b=s.x, a=doubled(s)) + f(doubled(s), b=s.x)


@right()
def middle_of_a_chain_that_changes(x):
    s = Vec.of(x)
    return x[0] if s.x < doubled(s) < s.x + 0.5 else x[1] ** 2 * s.x


# Names of one object


@right()
def alias(x):
    s = Vec.of(x)
    p = s
    p.x = s.y**2
    p += s
    return s.n2 * p.x


@right()
def arrays_are_shared(x):
    s = Vec(x.copy(), np.zeros(4))
    t = s
    t.x[1:] = s.x[:-1] * 2
    s.y += t.x
    t.y[0] *= x[1]
    return np.sum(s.y**2)


@right()
def lists_are_shared(x):
    items = [x[0]]
    s = Log(items)
    s.add(x[2]).add(x[1])
    items[0] = x[3]
    return sum(s.items) * len(items) * s.grow()


@right()
def closures_and_methods_as_values(x):
    s = Vec.of(x)

    def f():
        return s.x * 2

    double = s.double
    s = Vec(x[2], x[3])
    return f() * double() * double() + s.x


@right()
def circle_of_objects(x):
    a = Link(x[0])
    b = Link(x[1], a)
    a.after = b
    a.after.after.v = x[2]
    return a.v * b.v


@right()
def default_that_is_no_object(x):
    def f(a, b=None):
        if b is None:
            b = Vec(1.0, 2.0)
        return a * b

    return f(Vec.of(x)) + f(Vec.of(x), Vec(x[2], x[3]))


# Loops and branches


@right()
def new_object_each_trip(x):
    s, v = Vec.of(x), Vec(x[2], x[3])
    for _ in range(4):
        a = -0.3 * s
        new = s + 0.1 * v
        v = v + 0.1 * a
        s = new
    return s.n2 + v * s


@right()
def left_early(x):
    s = Vec.of(x)
    for i in range(6):
        s = s * 1.3
        if i == 1:
            continue
        if s.n2 > 3.0:
            break
        s = s + Vec(0.1, x[2])
    return s.x * s.y


@right()
def shifted(x):
    a, b = Vec.of(x), Vec(x[2], x[3])
    for _ in range(3):
        a, b = b, a + b * 0.5
    return a.n2 + b.x


@right()
def the_object_before(x):
    a, p = Vec.of(x), Vec(0.0, 0.0)
    for _ in range(3):
        p = a
        a = a * 1.1
        a.x += p.y
    return a.x * p.x


@right()
def loops_in_loops(x):
    s = Vec.of(x)
    for _ in range(3):
        t = Vec(s.x, 0.0)
        for _ in range(2):
            t = t + s * 0.1
            s = s + t * 0.1
        s = t - s
    return s.n2


@right()
def frozen_with_another_name(x):
    first = Fixed(x[0], b=x[1])
    s = first
    for _ in range(3):
        s = s.step(0.1 * x[2])
    return s.a * first.a


@right()
def while_an_attribute(x):
    s, k = Vec.of(x), 0
    while s.n2 < 20 and k < 10:
        s *= 1.5
        k += 1
    return s.n2


@right()
def branches(x):
    s = Vec.of(x)
    if x[0] > 0:
        s = Vec(x[1] ** 2, x[3])
    if x[1] > 0:
        t = s
    else:
        t = Vec(x[0], x[0])
    u = Vec(x[0], 1.0) if x[0] > 0 else Vec(x[1], 2.0)
    return s.n2 * t.x * u.n2


@right()
def returned_from_branches_and_loops(x):
    def find(x):
        for i in range(4):
            if x[i] < 0:
                return Vec(x[i], 1.0 * i)
        return Vec(x[0], 5.0)

    def step(s):
        if s.x > 0:
            s.y = s.y * 2
            return s
        s.x = s.x + 5.0
        return s

    s = step(find(x))
    return step(step(s)).n2 * s.x


@right()
def part_exchanged_in_a_branch_of_a_loop(x):
    p = Particle(Vec.of(x), Vec(1.0, 2.0))
    for i in range(3):
        if i == 1:
            p.pos = Vec(p.pos.y, p.pos.x * x[1])
        else:
            p.drift(0.1)
    return p.energy


@right()
def parts_that_change_places(x):
    p = Particle(Vec.of(x), Vec(x[2], x[3]))
    p.pos, p.vel = p.vel, p.pos
    p.pos.x *= 2
    return p.energy + p.vel.x


@right()
def one_part_twice(x):
    v = Vec.of(x)
    p = Particle(v, v)
    p.pos.x = x[2] ** 2
    return p.vel.x * p.energy


@right()
def a_second_name_on_one_trip(x):
    s, t = Vec.of(x), Vec(1.0, 2.0)
    for i in range(3):
        if i == 1:
            t = s
        t = t * 1.5
    return t.n2 * s.x


@right()
def left_by_a_helper_on_some_paths(x):
    def update(p, i):
        if i == 1:
            p.pos = Vec(0.1, x[1])
            return 1.0
        p.pos = p.pos * 2.0
        if i == 2:
            return 2.0
        p.vel = Vec(p.pos.x, p.vel.y)
        return 3.0

    p, t = Particle(Vec.of(x), Vec(x[2], x[3])), 0.0
    for i in range(4):
        t = t + update(p, i)
    return p.energy * t


@right()
def pairs_of_objects(x):
    def step(a, b):
        return a + b * 0.1, b - a * 0.1

    a, b = Vec.of(x), Vec(x[2], x[3])
    for _ in range(3):
        a, b = step(a, b)
    return a.n2 * b.x


@right()
def its_argument_or_a_new_object(x):
    def clip(v):
        if v.x > 0:
            return v
        return Vec(0.0, v.y)

    a, b = Vec.of(x), Vec(x[1], x[2])
    return clip(a).n2 * clip(b).n2 + a.x * b.x


@right()
def an_object_and_what_it_was_made_of(x):
    def made(t):
        u = t * t
        v = Vec(u, t)
        v.x = v.x * 3.0
        return v, u

    v, u = made(x[0])
    return v.n2 * u


# As arguments, results, data


@right(Pair(0.5, 0.7), X)
def from_an_argument(p, x):
    s = Pair(p.a * x[0], p.b)
    s.a += p.a
    return s.a * s.b


@right(Vec(0.5, 0.7), X)
def operators_of_an_argument(p, x):
    return (p + 2.0 * Vec.of(x)).n2 * p[0] * abs(p)


@right()
def the_result_is_an_object(x):
    s = Pair(x[0], x[1])
    s.a = s.a**2
    return {"s": s, "t": (Pair(1.0, x[2]), x[3])}


@right()
def kept_as_it_was(x):
    s = Pair(x[0], x[1])
    kept = {"s": s}
    for _ in range(3):
        s = Pair(s.b * 1.1, s.a + x[2])
    return kept["s"].a * s.a * s.b


@right()
def read_by_a_function_that_is_differentiated(x):
    s = Vec.of(x)
    return s2sad.grad(lambda t: t * t * s.x)(x[2]) * s.y


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_objects_that_are_made_are_differentiated(f, args):
    s2sad.check_grads(f, *copy.deepcopy(args), order=order_in_turn())


# Texts, and what changes between calls


def orbit(s, n):
    p = Vec(s[0], s[1])
    for _ in range(n):
        p = p * 0.9 + Vec(p.y, 0.0)
    return p.n2


def test_attributes_are_variables_with_the_names_of_the_object():
    text = s2sad.differentiate(orbit, wrt="s").text("adjoint", X, 3)
    assert "p_x = s[0]" in text and "gp_x" in text and "p_y" in text


def rated(x):
    return Base(x[0]).f(x[1])


def test_a_class_attribute_is_read_when_the_function_is_called(monkeypatch):
    before = s2sad.grad(rated)(X)
    monkeypatch.setattr(Base, "rate", 5.0)
    assert np.allclose(s2sad.grad(rated)(X), before * 10.0)


def test_a_method_that_is_exchanged_is_read_again(monkeypatch):
    before = s2sad.grad(rated)(X)
    monkeypatch.setattr(Base, "f", lambda self, x: 2.0 * self.k * x * self.rate)
    assert np.allclose(s2sad.grad(rated)(X), before * 2.0)


def test_a_method_that_a_subclass_gets_is_read_again(monkeypatch):
    def f(x):
        return Reflecting(x[0], x[1]).double()

    before = s2sad.grad(f)(X)
    monkeypatch.setattr(Reflecting, "double", lambda self: self.x * 6.0, raising=False)
    assert np.allclose(s2sad.grad(f)(X), before * 3.0)
