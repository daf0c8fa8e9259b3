"""`SimpleNamespace`, made inside and given; attributes by their names."""

import types
from types import SimpleNamespace

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.small import kept_in
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8, 1.7])
RIGHT = []
right = kept_in(RIGHT, X)


class Own:
    k = 3.0

    def __init__(self, a):
        self.a = a

    @property
    def square(self):
        return self.a**2

    def times(self, x):
        return self.a * x


def stepped(s, dt):
    return SimpleNamespace(x=s.x + dt * s.v, v=s.v - dt * s.x)


@right()
def changed(x):
    p = SimpleNamespace(a=x[0], b=SimpleNamespace(w=x[1]), act=np.tanh)
    q = p
    q.a *= 2.0
    p.b.w = x[2] * p.b.w
    p.c = x[3]
    return p.act(p.a) * p.b.w * q.c


@right()
def bound_anew(x):
    s, t = SimpleNamespace(x=x[0], v=x[1]), types.SimpleNamespace()
    t.n = 0.0
    for _ in range(4):
        s = stepped(s, 0.1)
        t.n += s.x
    return s.x * s.v * t.n


@right()
def in_lists(x):
    ps = [SimpleNamespace(m=v, x=v * v) for v in x]
    for p in ps:
        p.x += p.m
    return sum(p.x * p.m for p in ps)


@right()
def by_keywords(x):
    p = SimpleNamespace(**{"a": x[0], "b": x[1]})
    return p.a * p.b**2


@right()
def returned(x):
    return SimpleNamespace(a=x[0] * x[1], b=[x[2], x[3]], n=3)


@right(X, SimpleNamespace(a=1.0, b=2.0))
def given(x, p):
    p.a = p.a * x[0]
    q = p
    q.b = 3.0 * x[1] * q.b
    return p.a * p.b


@right()
def attributes_by_name(x):
    p = Own(x[0])
    s = getattr(p, "square") * getattr(p, "k") + getattr(p, "times")(x[1])  # noqa: B009
    s += getattr(p, "b", x[2])
    if hasattr(p, "times") and not hasattr(p, "b"):
        s *= 2.0
    p.b = x[3]
    return s * getattr(p, "b", 1.0)


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_namespaces_are_right_in_both_modes(f, args):
    s2sad.check_grads(f, *args, order=order_in_turn())


def test_a_result_is_a_namespace():
    value, pullback = s2sad.vjp(returned, X)
    assert type(value) is SimpleNamespace
    seed = SimpleNamespace(a=1.0, b=[0.0, 2.0], n=None)
    assert pullback(seed)[0].tolist() == [-1.2, 0.5, 0.0, 2.0]


def set_on_one_path(x):
    p = Own(x[0])
    if x[0] < 0.0:
        p.late = x[1]
    return x[0] * (2.0 if hasattr(p, "late") else 1.0)


def set_in_the_loop(x):
    p, s = Own(x[0]), 0.0
    for v in x:
        s += getattr(p, "late", 1.0) * v
        p.late = v
    return s


@pytest.mark.parametrize("f", [set_on_one_path, set_in_the_loop])
def test_an_attribute_that_may_be_missing_is_not_asked_for(f):
    with pytest.raises(Error, match="s2sad cannot tell wh.*late"):
        s2sad.grad(f)(X)
