"""Lists of objects that are sorted, by a key or by their own order."""

from dataclasses import dataclass, field

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8, 1.7])
RIGHT = []


def right(f):
    RIGHT.append(f)
    return f


class Body:
    def __init__(self, m, x, v):
        self.m, self.x, self.v = m, x, v

    def energy(self):
        return self.m * self.v**2


@dataclass(order=True)
class Cost:
    cost: float
    data: float = field(compare=False)


@dataclass(order=True)
class Pair:
    a: float
    b: float


class Light:
    def __init__(self, v, w):
        self.v, self.w = v, w

    def __lt__(self, other):
        """The one with the smaller v."""
        return self.v < other.v


class TwoWays(Light):
    def __gt__(self, other):
        return self.w > other.w


class Backwards(Light):
    def __lt__(self, other):
        return self.v > other.v


class Holder:
    def __init__(self):
        self.bodies = []


@right
def in_place(x):
    bodies = [Body(v, v, v * v) for v in x]
    same = bodies
    bodies.sort(key=Body.energy, reverse=True)
    same[0].x *= 3.0
    return bodies[0].x * same[-1].v + sum(b.x * i for i, b in enumerate(bodies))


@right
def in_place_in_a_loop(x):
    bodies, s = [Body(1.0, v, v * v) for v in x], 0.0
    for k in range(3):
        bodies.sort(key=lambda b: b.x * (k - 1.0))  # noqa: B023
        s += bodies[0].x * bodies[1].v
        bodies[0].x = bodies[0].x * 0.5 + bodies[2].v
    bodies.append(Body(2.0, x[0], x[1]))
    bodies.sort(key=lambda b: b.v)
    return s * bodies[4].x + bodies[2].m


@right
def some_of_them(x):
    bodies = [Body(1.0, v, v * v) for v in x]
    ahead = [b for b in bodies if b.x > 0.0]
    ahead.sort(key=lambda b: -b.x)
    ahead[0].x *= 2.0
    return bodies[3].x * ahead[1].v * bodies[0].x


@right
def of_an_object(x):
    h = Holder()
    for v in x:
        h.bodies.append(Body(Pair(v, v * v), v, 3))
    if x[0] > 0.0:
        h.bodies.sort(key=lambda b: b.m.b)
    return h.bodies[0].x * h.bodies[-1].m.a * h.bodies[0].v


@right
def equal_keys_stay_in_order(x):
    one = [Body(i // 2, v, v * v) for i, v in enumerate(x)]
    other = [Body(i // 2, v, v * v) for i, v in enumerate(x)]
    one.sort(key=lambda b: -b.m)
    other.sort(key=lambda b: b.m, reverse=True)
    return one[0].v * one[1].x ** 2 + other[0].v * other[1].x ** 2 + other[2].x


@right
def by_the_order_of_a_dataclass(x):
    costs = [Cost(v, v * v) for v in x]
    costs.sort()
    low = min(costs)
    first = sorted([Cost(v, 3.0 * v) for v in x], reverse=True)[0]
    s = low.data * max(costs).data ** 2 * first.data
    return s * costs[0].data * costs[-1].cost


@right
def by_two_fields(x):
    pairs = [Pair(1.0 if i < 2 else 0.0, v) for i, v in enumerate(x)]
    s = sorted(pairs)
    return s[0].b * s[1].b ** 2 + min(pairs).b * max(pairs).b


@right
def by_the_order_of_the_user(x):
    one, two = [Light(v, v * v) for v in x], [TwoWays(v, -v * v) for v in x]
    s = sorted(one)[0].w * min(one).w * max(one).w ** 2
    return s + sorted(two)[0].w * max(two).v ** 2 * min(two).v


@pytest.mark.parametrize("f", RIGHT, ids=lambda f: f.__name__)
def test_sorted_objects_are_right_in_both_modes(f):
    s2sad.check_grads(f, X, order=order_in_turn())


def read_under_its_old_name(x):
    bodies = [Body(1.0, v, v * v) for v in x]
    first = bodies[0]
    bodies.sort(key=lambda b: b.x)
    return first.v * bodies[-1].x


def sorted_while_it_is_looped_over(x):
    bodies, s = [Body(1.0, v, v * v) for v in x], 0.0
    for b in bodies:
        s = s * 0.5 + b.x
        bodies.sort(key=lambda b: b.x)
    return s


class Uneven(Light):
    def __lt__(self, other):
        return 2.0 * self.v < other.v


def by_no_key(x):
    return sorted([Uneven(v, v) for v in x])[0].v


def by_another_order(x):
    return sorted([Backwards(v, v) for v in x])[0].v


CASES = [
    (read_under_its_old_name, "which object `first` is"),
    (sorted_while_it_is_looped_over, "looped over"), (by_another_order, "as a whole"),
    (by_no_key, "as a whole"),
]


@pytest.mark.parametrize(("f", "text"), CASES)
def test_what_is_not_certain_is_refused(f, text):
    with pytest.raises(Error) as caught:
        s2sad.grad(f)(X)
    assert text in str(caught.value)
