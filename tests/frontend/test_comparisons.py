"""Comparisons, truth and membership of objects: made inside, and given."""

# ruff: noqa: RET505, SIM103

import builtins
import copy
import functools
from dataclasses import dataclass, field

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.small import kept_in
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8, 1.7])
RIGHT = []
REFUSED = []
right = kept_in(RIGHT, X)


def refused(text, *args):
    def keep(f):
        REFUSED.append(pytest.param(f, args or (X,), text, id=f.__name__))
        return f
    return keep


class Vec:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __lt__(self, other):
        return abs(self) < abs(other)

    def __le__(self, other):
        return abs(self) <= abs(other)

    def __abs__(self):
        return np.hypot(self.x, self.y)

    def __bool__(self):
        return bool(self.x != 0.0 or self.y != 0.0)

    def __float__(self):
        return float(abs(self))

    def __int__(self):
        return 3

    def __iter__(self):
        yield self.x
        yield self.y

    def __contains__(self, value):
        return value in (self.x, self.y)


class Two:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def __iter__(self):
        yield self.a
        yield self.b


class Stack:
    def __init__(self):
        self.items = []

    def push(self, value):
        self.items.append(value)

    def pop(self):
        return self.items.pop()

    def __len__(self):
        return len(self.items)

    def __delitem__(self, i):
        del self.items[i]

    def __contains__(self, value):
        return value in self.items


class Plain:
    def __init__(self, v, w=1.0):
        self.v, self.w = v, w


class Noting:
    def __init__(self, v):
        self.v, self.n = v, 1.0

    def __eq__(self, other):
        self.n = self.n + other.v
        return bool(self.v == other.v)

    def __lt__(self, other):
        self.n *= 2.0
        return self.v < other.v

    def __bool__(self):
        self.n *= 3.0
        return bool(self.v > 0.0)


class OfNumbers:
    def __init__(self, v):
        self.v = v

    def __eq__(self, other):
        if not isinstance(other, OfNumbers):
            return NotImplemented
        return self.v == other.v

    def __gt__(self, other):
        return self.v > other


@functools.total_ordering
class Total:
    def __init__(self, v):
        self.v = v

    def __eq__(self, other):
        return self.v == other.v

    def __lt__(self, other):
        return self.v < other.v


class Greater:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return True

    def __gt__(self, other):
        return True


class Lesser(Greater):
    def __gt__(self, other):
        return False


class Unlike:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return True


@dataclass(order=True)
class P:
    x: float
    y: float


@dataclass(frozen=True, order=True)
class Cost:
    cost: float
    data: float = field(compare=False)


@dataclass(order=True)
class Segment:
    p: P
    q: P


@dataclass
class Named:
    x: float
    y: float


@dataclass
class Further(Named):
    z: float


@right()
def methods_of_the_user(x):
    p, q = Vec(x[0], x[1]), Vec(x[2], x[3])
    s = x[0] if p == q else p.x * q.y
    if p < q:
        s += p.x * p.y
    return s + q.y**2 if p >= q else s - (2.0 if p != q else 1.0) * q.x


@right()
def as_a_value(x):
    c = Vec(x[0], x[1]) < Vec(x[2], x[3])
    return np.where(c, x[0], x[1]) * 2.0


@right()
def in_a_chain(x):
    a, b = Vec(x[0], x[1]), Vec(x[2], x[3])
    return a.x * b.y if a < b < a * 3.0 else x[0] ** 2


@right()
def chains_ask_in_order(x):
    a, b, c = Noting(x[0]), Noting(x[1]), Noting(x[2])
    d = a < b < c
    e = b < a < c
    return a.n * x[0] + b.n * x[1] + c.n * x[2] + d + 2.0 * e


@right()
def methods_that_change_the_object(x):
    p, q = Noting(x[0]), Noting(x[1])
    c = p == q
    s = p.n if p and q else q.n
    r = not q
    return p.n * x[0] + q.n * x[1] + c + s + r


@right()
def written_by_dataclass(x):
    p, q, r = P(1.0, x[1]), P(1.0, x[3]), P(1.0, x[1])
    s = x[0] ** 2 if p < q else x[1]
    s *= 2.0 if p == r else 3.0
    return s * (5.0 if q <= p else 7.0)


@right()
def fields_that_are_not_compared(x):
    p, q = Cost(x[0], x[1]), Cost(x[0], x[3])
    return p.data * q.data if p == q else x[0]


@right()
def fields_that_are_objects(x):
    a = Segment(P(x[0], x[1]), P(x[2], x[3]))
    b = Segment(P(x[0], x[1]), P(x[2], x[3] + 1.0))
    s = x[0] ** 2 if a == b else x[1]
    return s * (2.0 if a < b else 3.0) * (5.0 if a >= b else 7.0)


@right()
def inherited_by_dataclasses(x):
    a, b, c = Further(x[0], x[1], x[2]), Further(x[0], x[1], x[3]), Named(x[0], x[1])
    return (x[0] ** 2 if a == b else x[1]) * (2.0 if a == c else 3.0)


@right()
def compared_again_after_a_change(x):
    p, q = P(x[0], x[1]), P(x[0], x[1])
    c = p == q
    p.x = 5.0 * x[2]
    return x[0] ** 2 * c + x[1] ** 2 * (p == q) + p.x


@right()
def left_open_by_the_method(x):
    p = OfNumbers(x[0])
    s = x[0] ** 2 if p == 3.0 else x[1]
    return s + x[2] if p == OfNumbers(x[0]) and p != None else s  # noqa: E711


@right()
def numbers_on_the_left(x):
    p = OfNumbers(x[0])
    return (x[0] ** 2 if x[1] < p else x[1]) * (x[2] if 1.0 < p else x[3])  # noqa: SIM300


@right()
def by_total_ordering(x):
    a, b = Total(x[0]), Total(x[1])
    return (a.v**2 if a >= b else b.v) * (x[2] if a <= b else x[3])


@right()
def subclass_is_asked_first(x):
    a, b = Greater(x[0]), Lesser(x[1])
    return x[0] if a < b else x[1] ** 2


@right()
def unequal_and_equal(x):
    return x[0] ** 2 if Unlike() == Unlike() != Unlike() else x[1]


@right()
def same_or_another(x):
    p, q = Plain(x[0]), Plain(x[0])
    r = p
    s = x[0] ** 2 if p is q else x[1]
    s *= x[2] if p == q else x[3]
    return s * 3.0 if r is p and r == p and r is not q else s


@right()
def same_in_loops_over_a_list(x):
    parts = [Plain(x[0]), Vec(x[1], x[2]), Plain(x[3])]
    s = 0.0
    for i, a in enumerate(parts):
        for b in parts:
            if a is not b:
                s += x[0] * x[i]
    return s * s


@right()
def truth(x):
    p, q, r = Vec(x[0], x[1]), Vec(0.0, 0.0), Named(x[2], x[3])
    s = p.x if p else x[1]
    if not q and r:
        s *= r.x
    return s * bool(p) + (x[2] if q or p else x[3]) ** 2


@right()
def truth_by_length(x):
    s = Stack()
    for v in x:
        s.push(v)
    del s[0]
    t = 0.0
    while s:
        t = t * 0.5 + s.pop() ** 2
    return t


@right()
def lists_of_objects_until_they_are_empty(x):
    todo = [Plain(v, v * v) for v in x]
    t = 0.0
    while todo:
        p = todo.pop()
        t = 0.5 * t + p.v * p.w
    return t if not todo else x[0]


@right()
def asked_in_generators(x):
    vs = [Vec(v, v * v) for v in x]
    some = builtins.any(v.x > 5.0 for v in vs)
    return x[0] ** 2 if any(v for v in vs) and not some else x[1]


@right()
def numbers_of_objects(x):
    p = Vec(x[0], x[1])
    return (abs(p) ** 2 + np.sum(x**2)) * int(p)


@right()
def taken_apart(x):
    a, b = Two(x[0], x[1])
    return a * b**2


@right()
def contained(x):
    p, s = Vec(x[0], x[1]), Stack()
    s.push(x[2])
    return (x[0] ** 2 if x[1] in p else x[1]) * (x[2] if 3.0 not in s else x[3])


@right()
def contained_in_what_is_run_through(x):
    p = Two(x[0], x[1])
    return (x[0] ** 2 if x[1] in p else x[1]) * (x[2] if x[3] in p else x[3])


@right()
def contained_in_displays(x):
    a, b, c = Plain(x[0]), Vec(x[1], x[2]), Plain(x[3])
    parts = (a, b)
    s = x[0] ** 2 if a in parts else x[1]
    return s * (x[1] if c in [a] else x[2]) * (x[2] if P(1.0, 2.0) in [P(1.0, 2.0)] else x[3])


@right()
def contained_in_lists_of_objects(x):
    ps, qs = [P(v, v) for v in x], [Plain(v) for v in x]
    s = x[0] ** 2 if P(x[0], x[0]) in ps else x[1]
    for q in qs[1:]:
        s += q.v if q in qs else 3.0
    return s * (2.0 if P(x[0], x[1]) in ps else 3.0)


@right()
def smallest_and_largest(x):
    a, b, c = Cost(x[0], x[1]), Cost(x[2], x[3]), Cost(x[1], x[0])
    low, high = min(a, b, c), max(a, b, c)
    return low.cost * low.data**2 + high.cost * high.data


@right()
def smallest_by_a_key(x):
    a, b = Plain(x[0], x[1]), Plain(x[2], x[3])
    return min(a, b, key=lambda p: p.w).v * max(a, b, key=lambda p: p.w).v ** 2


@right()
def first_of_equal_ones(x):
    a, b = Cost(1.0, x[1]), Cost(1.0, x[3])
    return min(a, b).data * max(a, b).data ** 2


@right(X, Vec(1.0, 2.0), Vec(1.5, 2.5))
def of_arguments(x, p, q):
    s = x[0] if p == q else x[1] * p.x
    return s * (2.0 if p < q else 3.0) * (x[2] if p else x[3]) * float(q)


@right(X, Vec(1.0, 2.0))
def contained_in_an_argument(x, p):
    return (x[0] ** 2 if 1.0 in p else x[1]) * (x[2] if 3.0 in p else x[3])


@right(X, P(1.0, 2.0), P(1.5, 2.5))
def dataclasses_in_arguments(x, p, q):
    return x[0] * q.y if p < q else x[1] * p.x


@right(X, Plain(1.0), Plain(1.0))
def same_in_arguments(x, p, q):
    return x[0] if p is q or p == q else p.v * q.v * x[1]


@right(X, Vec(1.0, 2.0))
def given_and_made(x, p):
    return x[0] if Vec(x[0], 2.0) == p else x[1] * p.x


@right(X, [Vec(1.0, 2.0), Vec(1.0, 2.5)])
def in_lists_of_arguments(x, ps):
    return sum([p.x * q.y for p in ps for q in ps if p != q]) * x[0]


@refused("cannot tell whether the objects in `p is q` are one")
def same_only_in_later_trips(x):
    p, q, s = Plain(x[0]), Plain(x[1]), 0.0
    for v in x:
        s += v * v if p is q else v
        q = p
    return s * p.v


@refused("cannot tell whether the objects in `p == q` are one")
def equal_only_in_later_trips(x):
    p, q, s = Plain(x[0]), Plain(x[1]), 0.0
    for v in x:
        if p == q:
            s += v
        q = p
    return s * p.v


@refused("cannot tell whether the objects in `r is p` are one")
def same_on_one_path(x):
    p, q = Plain(x[0]), Plain(x[1])
    r = p if x[0] > 0.0 else q
    return p.v**2 if r is p else q.v


@refused("cannot tell whether the objects in `q is p` are one")
def same_before_the_loop(x):
    p = q = Plain(x[0])
    for v in x[:2]:
        q = Plain(q.v * v)
    return x[0] if q is p else q.v * p.v


@refused("Neither class has a `__lt__` for the other one")
def without_an_order(x):
    return x[0] if Plain(x[0]) < Plain(x[1]) else x[1]


@refused("the operator of an array of float64")
def array_on_the_left(x):
    return np.sum((x < OfNumbers(x[0])) * x)


SAME = Plain(1.5)


@refused("one Plain is reached through `p` and through `q`", X, SAME, SAME)
def one_object_in_two_arguments(x, p, q):
    return x[0] if p is q else p.v * q.v * x[1]


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_what_is_asked_of_objects_is_right_in_both_modes(f, args):
    s2sad.check_grads(f, *copy.deepcopy(args), order=order_in_turn())


@pytest.mark.parametrize(("f", "args", "text"), REFUSED)
def test_what_is_not_certain_is_refused(f, args, text):
    with pytest.raises(Error) as caught:
        s2sad.grad(f)(*args)
    assert text in str(caught.value)


def test_fields_are_compared_as_tuples():
    text = s2sad.differentiate(written_by_dataclass).text("adjoint", X)
    assert "(p_x, p_y) < (q_x, q_y)" in text
