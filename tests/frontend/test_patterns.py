"""Patterns of `match`: places of classes, stars, names of several patterns, guards."""

# ruff: noqa: RET505

import copy
from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.small import kept_in
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8, 1.7])
RIGHT = []
right = kept_in(RIGHT, X)


@dataclass
class Circle:
    r: float


@dataclass
class Rect:
    w: float
    h: float


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Line:
    __match_args__ = ("q", "p")

    def __init__(self, p, q):
        self.p, self.q = p, q


class Pair(NamedTuple):
    a: float
    b: float


@dataclass
class Number:
    value: float


@dataclass
class Variable:
    name: str


@dataclass
class Binary:
    op: str
    left: object
    right: object


def area(shape):
    match shape:
        case Circle(r):
            return 3.0 * r * r
        case Rect(w, h):
            return w * h


def value_of(e, env):
    match e:
        case Number(v):
            return v
        case Variable("x"):
            return env["x"]
        case Variable(name):
            return env[name]
        case Binary("+", left, right):
            return value_of(left, env) + value_of(right, env)
        case Binary("*", left, right):
            return value_of(left, env) * value_of(right, env)
        case _:
            raise TypeError(e)


@right()
def places_of_dataclasses(x):
    parts = [Circle(x[0]), Rect(x[1], x[2]), Circle(x[3])]
    return area(parts[1]) + sum([area(p) for p in parts])


@right(X, [Circle(1.0), Rect(2.0, 3.0)])
def places_of_arguments(x, parts):
    return sum([area(p) for p in parts]) * x[0]


@right()
def places_in_places(x):
    match Line(Point(x[0], x[1]), Point(x[2], x[3])):
        case Line(Point(a, b), Point(c, y=d)):
            return a * a * b - c * d * d


@right()
def places_in_tuples(x):
    match (Circle(x[0]), Rect(x[1], x[2])):
        case (Rect(), _):
            return x[0]
        case (Circle(a), Rect(w=b, h=c)):
            return a * b * c


@right()
def values_before_a_change(x):
    p = Point(x[0], x[1])
    match p:
        case Point(a, b):
            p.x = 9.0
            return a * b * p.x


@right(X, Pair(1.0, 2.0))
def named_tuples(x, p):
    match Pair(x[0], x[1]):
        case Pair(a, b) if b > 100.0:
            s = a
        case Pair(a=a, b=b):
            s = a * b
    match p:
        case Point():
            return s
        case Pair(a, _):
            return s * a


@right()
def objects_in_exceptions(x):
    p = Point(x[0], x[1])
    if x[0] > 10.0:
        raise ValueError(f"no {p} with {p.x}", p, x[1])
    return p.x * p.y


@right()
def terms(x):
    term = Binary("+", Number(x[2]), Binary("*", Variable("x"), Variable("y")))
    return value_of(term, {"x": x[0], "y": x[1]})


@right()
def stars(x):
    values = list(x)
    match values:
        case [a, *middle, b]:
            values = [b, *middle, a]
    match (x[0], x[1], x[2]):
        case (first, *_):
            pass
    match values:
        case [_, *rest]:
            rest[0] = 5.0
    return first * values[0] * values[3] ** 2 * values[1] * rest[1]


@right()
def stars_to_the_end(x):
    values, s = list(x), 0.0
    while True:
        match values:
            case []:
                break
            case [a]:
                s += a**3
                break
            case [a, b, *values]:
                s += a * b
    return s


@right()
def stars_in_recursion(x):
    def total(values):
        match values:
            case []:
                return 0.0
            case [a, *rest]:
                return a * a + 0.5 * total(rest)

    return total(list(x))


@right()
def stars_of_objects(x):
    match [Circle(x[0]), Rect(x[1], x[2]), Circle(x[3])]:
        case [Circle(r), *rest]:
            return r * rest[0].w * rest[1].r
    return x[2]


@right()
def stars_that_are_too_long(x):
    match [x[0], x[1]]:
        case [_, _, _, *_]:
            return x[0]
        case [a, _, *rest]:
            return a * len(rest) + x[1]
    return x[2]


@right()
def names_of_several_patterns(x):
    s = 0.0
    for item in [("x", x[0]), ("y", 3, x[1]), ("z", x[2])]:
        match item:
            case ("x", v) | ("y", _, v):
                s += v * v
            case (_, v):
                s += 2.0 * v
    for shape in [Circle(x[0]), Rect(x[1], x[2])]:
        match shape:
            case Circle(r=v) | Rect(w=v):
                s += v**3
    return s


@right()
def names_of_several_patterns_with_a_guard(x):
    match (("a", x[0]), x[1]):
        case (("a" | "b" as k, v), w) | ((k, w), v) if k == "b":
            return v * w
        case ((_, v), w):
            return v * w * w


@right()
def names_that_a_guard_leaves(x):
    match (x[0], x[1]):
        case (a, b) if a > b + 10.0:
            r = 1.0
        case (_, c):
            r = 2.0 * c
    values = list(x)
    match values:
        case [d, *rest] if sum(rest) > 100.0:
            r += 1.0
        case [_, e, *_]:
            r *= e
    return r * a * b * d * sum(rest)


@right()
def guards_that_do_something(x):
    noted = [0.0]

    def note(v):
        noted[0] = noted[0] + v
        return v > 0.0

    match (x[0], x[1]):
        case (a, b) if note(b):
            r = a
        case (a, b) if note(a):
            r = b
    return r * noted[0]


@right(X, range(3))
def sequences_that_are_no_lists(x, places):
    match deque([x[0], x[1]]):
        case [a, b]:
            s = a * b
        case _:
            s = x[3]
    match places:
        case [_, i, j]:
            return s * x[i] * x[j]
    return s


@right(X, "ab")
def what_is_no_sequence(x, text):
    match x:
        case [a, _, _, _]:
            return a
    match text:
        case [a, b]:
            return x[1]
    match {"a": x[0]}:
        case [a]:
            return x[2]
    return x[0] * x[3]


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_patterns_are_right_in_both_modes(f, args):
    s2sad.check_grads(f, *copy.deepcopy(args), wrt=0, order=order_in_turn())


def of_too_many_places(x):
    match Point(x[0], x[1]):
        case Point(a, b, c):
            return a
    return x[1]


def of_no_places(x):
    match Plain(x[0]):
        case Plain(a):
            return a
    return x[1]


class Plain:
    def __init__(self, a):
        self.a = a


@pytest.mark.parametrize("f", [of_too_many_places, of_no_places])
def test_a_place_that_a_class_does_not_have_is_refused(f):
    with pytest.raises(Error, match="has no such place") as caught:
        s2sad.grad(f)(X)
    assert "`__match_args__`" in str(caught.value)
