"""Objects that a function makes, where generators, partials, contexts and nonlocal names are."""

import functools

import numpy as np
import pytest

from s2sad import value_and_grad
from s2sad.errors import Error
from s2sad.testing import check_grads

X = np.array([0.5, -1.2, 0.8, 1.7])


class Pair:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Pair(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Pair(self.x * k, self.y * k)

    def __call__(self, t):
        return self.x * t + self.y

    def bump(self, a):
        self.x = self.x + a
        return self.x

    def scale(self, a):
        return self.x * a

    def growing(self):
        for i in range(2):
            yield self.x * (i + 1)
            self.x = self.x * 1.5

    @property
    def norm(self):
        return self.x * self.x + self.y


class Box:
    def __init__(self, flat):
        self.flat = flat


def squares(x):
    for i in range(4):
        yield x[i] * x[i]


def some(x):
    yield x[0] * 2
    if x[1] < 0:
        yield x[1]
    yield x[2] ** 2


def exchanged_in_a_loop(x):
    p = Pair(x[0], 1.0)
    for v in squares(x):
        p = p + Pair(v, p.x)
    return p.x * p.y


def exchanged_at_several_yields(x):
    p, q = Pair(x[0], 1.0), Pair(x[1], 2.0)
    for v in some(x):
        p, q = q, p * v
    return p.x * p.y + q.x * q.y * 3


def left_by_break(x):
    p = Pair(x[0], 1.0)
    for v in squares(x):
        p = p + Pair(v, p.x)
        if v > 1.0:
            break
    return p.x * p.y


def left_by_return(x):
    p = Pair(x[0], 1.0)
    for v in some(x):
        p = p + Pair(v, p.x)
        if v > 1.1:
            return p.x
    return p.x * p.y


def made_in_the_body(x):
    for v in squares(x):
        q = Pair(v, v * v)
    return q.x * q.y


def changed_by_the_generator(x):
    p, s = Pair(x[0], x[1]), 0.0
    for v in p.growing():
        s = s + v * p.x
        p.x = p.x + x[2]
    return s + p.x


def an_operand_before_a_generator(x):
    p = Pair(x[0], x[1])
    taken = p.growing()
    return p.x * sum(taken)


def an_operand_before_a_key(x):
    p = Pair(x[0], x[1])
    return p.x * max([x[1], x[2]], key=lambda v: p.bump(v)) * p.x


def a_method_in_map(x):
    p = Pair(x[0], x[1])
    scaled = map(p.scale, x)
    p.x = x[3]
    return sum(scaled) + sum(map(p, x))


def a_generator_of_the_old_object(x):
    def items(q):
        for i in range(3):
            yield q.x * x[i]

    p, s = Pair(x[0], x[1]), 0.0
    it = items(p)
    p = p + Pair(x[2], 1.0)
    for v in it:
        p = p + Pair(v, 1.0)
        s = s + v * p.x
    return s


def a_name_that_is_bound_again(x):
    p = Pair(x[0], x[1])
    g = (p.x * v for v in x)
    p = Pair(x[2], x[3])
    return sum(g)


def a_partial_keeps_its_object(x):
    p = Pair(x[0], x[1])
    f = functools.partial(lambda q, t: q.x * t, p)
    for i in range(3):
        p = p + Pair(x[i], 1.0)
    return f(2.0) * p.x


def a_default_keeps_its_object(x):
    p = Pair(x[0], x[1])

    def f(t, q=p):
        return q.x * t

    for i in range(3):
        p = p + Pair(x[i], 1.0)
    return f(2.0) * p.x


def a_method_keeps_its_object(x):
    p = Pair(x[0], x[1])
    f = p.scale
    if x[0] > 0:
        p = Pair(x[2], x[3])
    return f(2.0) * p.x


def a_property_is_read_where_it_is_given(x):
    def use(n, p):
        p.x = p.x * 2.0
        return n * p.x

    p = Pair(x[0], x[1])
    f = functools.partial(lambda n, t: n * t, p.norm)
    g = lambda t, n=p.norm: n * t  # noqa: E731
    p.y = x[3]
    return use(p.norm, p) + f(2.0) * g(x[1])


def a_nonlocal_name(x):
    p, n = Pair(x[0], x[1]), x[2]

    def w(a):
        nonlocal n
        n = n * a
        p.x = p.x + n
        return n

    return n * w(2.0) + p.x * w(3.0) + p.x


def contexts(x):
    p = Pair(x[0], x[1])
    with np.errstate(all="ignore"):
        if x[0] < 0:
            return p.x
        p = p + Pair(np.exp(x[2]), 1.0)
    try:
        p = p * 2.0
    finally:
        print("", end="")
    y = p.x * p.y
    del p
    p = Pair(y, x[2])
    return p.x * p.y


def an_attribute_named_flat(x):
    box, p = Box(x * 2), Pair(x * 1.0, x[0])
    p.x.flat[1] = x[0]
    return box.flat[1] ** 2 + p.x.flat[1] * p.x.flat[2]


def in_a_comprehension(x):
    p = Pair(x[0], x[1])
    return sum([p.bump(v) for v in squares(x)]) * p.x


def in_place_twice(x):
    def add(q, a):
        q.x += a
        return q.x

    p, q = Pair(x[0], 1.0), Pair(x[1], 2.0)
    return add(p, x[2]) * add(q, x[3]) * p.x * q.x


def yielded(x):
    def pairs():
        for i in range(3):
            yield Pair(x[i], 1.0)

    return sum([p.x for p in pairs()]) * sum(p.x**2 for p in pairs())


PROGRAMS = [
    exchanged_in_a_loop, exchanged_at_several_yields, left_by_break, left_by_return,
    made_in_the_body, changed_by_the_generator, an_operand_before_a_generator,
    an_operand_before_a_key, a_method_in_map, a_generator_of_the_old_object,
    a_name_that_is_bound_again, a_partial_keeps_its_object, a_default_keeps_its_object,
    a_method_keeps_its_object, a_property_is_read_where_it_is_given, a_nonlocal_name, contexts,
    an_attribute_named_flat, in_a_comprehension, in_place_twice,
    yielded,
]  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda f: f.__name__)
def test_program(program):
    check_grads(program, X)


def the_old_object_in_map(x):
    p, s = Pair(x[0], x[1]), 0.0
    for v in map(p.scale, x):
        p = p + Pair(v, v)
        s = s + v * p.x
    return s


def changed_under_a_partial(x):
    p = Pair(x[0], x[1])
    f = functools.partial(lambda q, t: q.x * t, p)
    if x[0] > 3:
        p = Pair(x[2], x[3])
    p.x = x[3]
    return f(2.0) * p.x


def changed_under_a_method(x):
    p = Pair(x[0], x[1])
    f = p.scale
    if x[0] > 3:
        p = Pair(x[2], x[3])
    p.x = x[3]
    return f(2.0) * p.x


def bound_by_another_function(x):
    p = Pair(x[0], x[1])

    def exchange():
        nonlocal p
        p = Pair(x[2], x[3])

    exchange()
    return p.x


def changed_at_the_end_of_a_try(x):
    p = Pair(x[0], x[1])
    try:
        y = p.x
    finally:
        p.x = 3.0
    return p.x * y


REFUSED = [
    (the_old_object_in_map, "what `p` is when the loop goes round"),
    (changed_under_a_partial, "cannot change this Pair here"),
    (changed_under_a_method, "cannot change this Pair here"),
    (bound_by_another_function, "which object `p` is"),
    (changed_at_the_end_of_a_try, "`p.x = 3.0` here"),
]


@pytest.mark.parametrize(("program", "words"), REFUSED, ids=lambda f: getattr(f, "__name__", ""))
def test_refused(program, words):
    with pytest.raises(Error) as refused:
        value_and_grad(program)(X)
    assert words in str(refused.value)
