"""A name that is one object on one path and another one on the other."""

# ruff: noqa: RET505, SIM108

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.frontend.test_comparisons import P, Plain, Segment, Stack, Vec
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8, 1.7])
RIGHT = []
REFUSED = []


def right(f):
    RIGHT.append(f)
    return f


def refused(f):
    REFUSED.append(f)
    return f


def larger(a, b):
    if a.v > b.v:
        return a
    return b


def grow(p):
    p.v = p.v * 2.0


@right
def by_an_expression(x):
    a, b = Plain(x[0], x[2]), Plain(x[1], x[3])
    best = a if a.v > b.v else b
    return best.v * best.w + a.w * b.v


@right
def by_branches(x):
    a, b = Vec(x[0], x[1]), Vec(x[2], x[3])
    if x[0] > 0.0:
        c = a
    elif x[1] > 0.0:
        c = b
    else:
        c = Vec(1.0, x[3])
    return c.x * c.y + a.x


@right
def from_a_function(x):
    a, b = Plain(x[0], x[2]), Plain(x[1], x[3])
    c = larger(a, b)
    return c.v * c.w + larger(b, a).w


@right
def in_a_loop(x):
    best = last = Plain(x[0])
    for v in x:
        c = Plain(v, v * v)
        best = c if c.v > best.v else best
        last = c
    return best.v * best.w * last.w


@right
def that_holds_objects(x):
    a = Segment(P(x[0], x[1]), P(x[2], x[3]))
    b = Segment(P(x[3], x[1]), P(x[2], x[0]))
    c = a if x[0] > 0.0 else b
    return c.p.x * c.q.y


@right
def that_hold_the_same_object(x):
    p = P(x[0], x[1])
    a, b = Segment(p, P(x[2], x[3])), Segment(p, P(x[2], x[0]))
    c = a if x[0] > 0.0 else b
    p.x = 7.0 * x[1]
    return c.p.x * c.q.y


@right
def whose_list_is_changed(x):
    a, b = Stack(), Stack()
    for v in x:
        a.push(v)
        b.push(2.0 * v)
    c = a if x[0] > 0.0 else b
    a.push(5.0 * x[0])
    return sum(c.items)


@right
def whose_array_is_changed(x):
    a, b = Plain(x * 1.0), Plain(x * 2.0)
    c = a if x[0] > 0.0 else b
    a.v[0] = 9.0 * x[1]
    return np.sum(c.v**2)


@right
def or_one_that_was_changed_before(x):
    p = q = Plain(x[0], x[1])
    if x[0] > 0:
        p = Plain(x[1], x[2])
        q.v = 1.0
    else:
        p = q
    r = p
    if x[1] > 0:
        r = q
    for i in range(int(x[3] > 5)):
        r = Plain(x[i], 1.0)
    return r.v


@refused
def stored_into(x):
    a, b = Plain(x[0]), Plain(x[1])
    best = a if a.v > b.v else b
    best.v = 3.0 * x[2]
    return a.v * b.v


@refused
def where_the_other_one_is_stored_into(x):
    a, b = Plain(x[0]), Plain(x[1])
    best = a if a.v > b.v else b
    a.v = 3.0 * x[2]
    return best.v


@refused
def stored_into_before_in_the_loop(x):
    a, b = Plain(x[0]), Plain(x[1])
    best = a
    for v in x:
        a.v = a.v * v + 1.0
        best = a if a.v > b.v else b
    return best.v * a.v


@refused
def changed_by_a_function(x):
    a, b = Plain(x[0], x[2]), Plain(x[1], x[3])
    for _ in range(3):
        grow(larger(a, b))
    return a.v * b.v


@refused
def whose_object_is_stored_into(x):
    a = Segment(P(x[0], x[1]), P(x[2], x[3]))
    b = Segment(P(x[3], x[1]), P(x[2], x[0]))
    c = a if x[0] > 0.0 else b
    a.p.x = 7.0 * x[1]
    return c.p.x


@pytest.mark.parametrize("f", RIGHT, ids=lambda f: f.__name__)
def test_what_is_one_of_several_objects_is_right_in_both_modes(f):
    s2sad.check_grads(f, X, order=order_in_turn())
    s2sad.check_grads(f, -X)


@pytest.mark.parametrize("f", REFUSED, ids=lambda f: f.__name__)
def test_what_is_one_of_several_objects_is_not_changed(f):
    with pytest.raises(Error, match="for one of several objects"):
        s2sad.grad(f)(X)
