"""Objects that a function makes where the program cannot know what they are: refused."""

# ruff: noqa: SIM108

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.arguments.built import (
    ByGetattr, ByMeta, ByNew, BySetattr, Choosy, Described, Fixed, Link, Pair, RightOnly,
    Slotted, Thermometer, Total, Vec,
)  # fmt: skip

X = np.array([0.5, -1.2, 0.8, 1.7])
REFUSED = []


def refused(text):
    """Keep a function that is to be refused with a text."""
    def keep(f):
        REFUSED.append(pytest.param(f, text, id=f.__name__))
        return f
    return keep


@refused("`__new__` is code")
def by_new(x):
    return ByNew(x[0])


@refused("`__setattr__` decides")
def by_setattr(x):
    return BySetattr(x[0]).v


@refused("`__getattr__` runs code")
def by_getattr(x):
    return ByGetattr().v * x[0]


@refused("metaclass Meta")
def by_metaclass(x):
    return ByMeta()


@refused("is a descriptor")
def by_descriptor(x):
    return Described().d * x[0]


@refused("has the fields a, b")
def too_few_fields(x):
    return Pair(x[0]).a


@refused("class is frozen")
def store_into_a_frozen_object(x):
    f = Fixed(x[0])
    f.a = x[1]
    return f.a


@refused("cannot be set")
def store_into_a_property(x):
    t = Thermometer(x[0])
    t.kelvin = x[1]
    return t.f


@refused("has `__slots__` without it")
def store_beside_the_slots(x):
    s = Slotted(x[0])
    s.c = x[1]
    return s.a


@refused("has no value here")
def attribute_that_is_not_there(x):
    return Slotted(x[0]).b


@refused("for one of several objects")
def one_or_the_other(x):
    a, b = Vec.of(x), Vec(x[2], x[3])
    if x[0] > 0:
        c = a
    else:
        c = b
    c.x = 9.0
    return a.x * b.x


@refused("for one of several objects")
def one_or_the_other_in_an_expression(x):
    a, b = Vec.of(x), Vec(x[2], x[3])
    c = a if x[0] > 0 else b
    c.x = 9.0
    return a.x * b.x


@refused("cannot change this Vec")
def written_before_the_loop_parts_two_names(x):
    a = Vec.of(x)
    b = a
    for _ in range(3):
        b.x = b.x * 1.5
        a = a + b
    return a.x * b.x


@refused("cannot change this Vec")
def second_name_on_one_trip_is_changed(x):
    s, t = Vec.of(x), Vec(1.0, 2.0)
    for i in range(3):
        if i == 1:
            t = s
        t.x = t.x * 1.5
    return t.n2 * s.x


@refused("when the loop goes round")
def exchanged_in_each_trip(x):
    a, b = Vec.of(x), Vec(x[2], x[3])
    for _ in range(3):
        a, b = b, a
    b.x *= 3.0
    return a.x - b.x * b.y


@refused("cannot change this Vec")
def its_argument_or_a_new_object(x):
    def clip(v):
        if v.x > 0:
            return v
        return Vec(0.0, v.y)

    a = Vec.of(x)
    b = clip(a)
    a.x = 3.0
    return b.n2 + a.x


@refused("when the loop goes round")
def longer_in_each_trip(x):
    h = Link(x[0])
    for i in range(3):
        h = Link(x[i], h)
    return h.v


@refused("Set `total` in `__init__`")
def from_the_class_then_from_the_object(x):
    a = Total()
    for i in range(4):
        a.add(x[i])
    return a.total


@refused("Set it on all paths")
def set_on_one_path(x):
    s = Total()
    if x[0] > 0:
        s.k = x[0]
    return s.k * 2


@refused("what the operator of an array")
def array_on_the_left(x):
    return (x * RightOnly(1.0)).v


@refused("what the operator of a NumPy float64")
def numpy_number_beside_what_has_items(x):
    return (x[0] * Vec(1.0, 2.0)).x


@refused("has no `__sub__`")
def operator_that_is_not_there(x):
    return (Choosy(x[0]) - 1.0).v


@refused("")
def stored_by_a_function_that_is_differentiated(x):
    def g(t):
        s.x = s.x * t
        return s.x

    s = Vec.of(x)
    return s2sad.grad(g)(x[2]) * s.x


@pytest.mark.parametrize(("f", "text"), REFUSED)
def test_what_is_not_certain_is_refused_with_its_place(f, text):
    with pytest.raises(Error) as caught:
        s2sad.grad(f)(X)
    assert text in str(caught.value)
    assert "arguments/" in str(caught.value)
