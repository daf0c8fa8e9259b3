"""Names that are an object on some paths, and None on the others."""

# ruff: noqa: RET503, RET505, SIM108

from dataclasses import dataclass

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.small import kept_in
from tests.thorough import order_in_turn

X = np.array([0.3, 0.8, 0.56, 1.2])
OTHERS = (np.array([1.3, 0.75, 0.45, 0.9]), np.array([0.62, 0.2, 1.45, 0.1]))
RIGHT = []
right = kept_in(RIGHT, X)


@dataclass
class P:
    a: float
    b: float

    def f(self):
        return self.a * self.b


class V:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, o):
        return V(self.x + o.x, self.y * o.y)

    def norm(self):
        return self.x**2 + self.y**2


@dataclass
class Arr:
    w: object
    k: int


def find(x):
    for v in x:
        if v > 0.7:
            return P(v, v)
    return None


def find2(x, t):
    if x[0] > t:
        return P(x[0], x[1])


def cost(p):
    return p.a**2 - p.b


def better(p, q):
    if q is None:
        return True
    return cost(p) < cost(q)


@right()
def found_or_not(x):
    p = find(x)
    if p is None:
        return 0.0 * x[0]
    return p.a**2


@right()
def two_calls(x):
    p = find2(x, 0.5)
    q = find2(x, 10.0)
    s = 0.0
    if p is not None:
        s += p.f()
    if q is not None:
        s += q.f()
    return s + x[3]


@right()
def sum_by_an_expression(x):
    total = None
    for v in x:
        w = V(v, v * v)
        total = w if total is None else total + w
    return total.norm()


@right()
def sum_with_continue(x):
    total = None
    for v in x:
        if v < 0.5:
            continue
        w = V(v, v * v)
        if total is None:
            total = w
        else:
            total = total + w
    if total is None:
        return 0.0
    return total.norm()


@right()
def the_two_largest(x):
    best = None
    second = None
    for v in x:
        p = P(v, 1.0 / v)
        if best is None or p.a > best.a:
            second = best
            best = p
        elif second is None or p.a > second.a:
            second = p
    return best.a * second.b + second.a


@right()
def in_two_loops(x):
    best = None
    for i in range(3):
        for j in range(i):
            p = P(x[i] * x[j], x[i])
            if best is None or p.f() < best.f():
                best = p
    return best.f() + best.a


@right()
def given_to_a_helper(x):
    best = None
    for v in x:
        p = P(v, v + 1.0)
        if better(p, best):
            best = p
    return cost(best)


@right()
def an_object_then_none(x):
    p = P(x[0], x[1])
    for k in range(3):
        if p is not None and p.a > 1.0:
            p = None
        if p is not None:
            p.a = p.a * 1.5
            p = P(p.a, p.b * x[k])
    return p.b if p is not None else x[3]


@right()
def asked_by_a_while(x):
    p = None
    while p is None or p.a < 3.0:
        if p is None:
            p = P(x[0], x[1])
        else:
            p = P(p.a * (1.5 + p.b), p.b * x[2])
    return p.a * p.b


@right()
def chosen_by_an_expression(x):
    prev = None
    s = 0.0
    for v in x:
        p = P(v, v * 2.0)
        q = prev if prev is not None else p
        s += q.a * p.b
        prev = p
    return s


@right()
def another_name(x):
    p = P(x[0], x[1]) if x[0] > 0.5 else None
    q = p
    if q is None:
        q = P(x[2], x[3])
    if p is None:
        return q.a * q.b
    return p.a + q.b


@right()
def none_in_every_other_trip(x):
    p = None
    r = 0.0
    for v in x:
        if p is not None:
            r += p.a
            p = None
        elif v > 0.5:
            p = P(v * v, v)
    return r + x[0] ** 2


@right()
def bound_twice_in_a_trip(x):
    best = None
    for v in x:
        if v > 0.5 and (best is None or best.a < v):
            best = P(v, v)
            best.b = best.b * x[0]
            best = P(best.b, best.a)
    if not best:
        return x[1]
    return best.a * best.b


@right()
def holding_an_array(x):
    best = None
    for k in range(1, 4):
        c = Arr(np.sin(x * k), k)
        if best is None or np.sum(c.w) > np.sum(best.w):
            best = c
    best.w[0] = 2.0 * best.w[1]
    return np.sum(best.w * best.w) * best.k


@right()
def arrays_changed_through_it(x):
    last = None
    s = 0.0
    for k in range(3):
        u = Arr(x * (k + 1.0), k)
        if last is not None:
            u.w += last.w
            last.w *= 0.0
        s += np.sum(u.w**2)
        last = u
    return s + np.sum(last.w)


@right()
def with_a_break(x):
    best = None
    for v in x:
        if v > 0.7:
            best = P(v, v * v)
            break
    return best.a * best.b if best is not None else x[1] ** 2


@right()
def with_continue(x):
    best = None
    for v in x:
        if v < 0.5:
            continue
        if best is not None and best.a > v:
            continue
        best = P(v, v * v)
    if best is None:
        raise ValueError("none")
    return best.a * best.b


@right()
def largest_of_all(x):
    best = None
    for v in x:
        p = P(v, v * v)
        if best is None or p.f() > best.f():
            best = p
    return best.a * 3.0 + best.b


@right()
def beside_the_last(x):
    last = None
    s = 0.0
    for v in x:
        p = P(v, 2.0 * v)
        if last is not None:
            s += last.a * p.b
        last = p
    return s


@right()
def made_in_some_trips(x):
    cache = {}
    s = 0.0
    prev = None
    for i in range(len(x)):
        p = None if i == 0 else P(x[i - 1], x[i])
        if p is not None:
            s += p.f()
    return s


@right()
def least_cost(x):
    best = None
    bestc = np.inf
    for k in range(5):
        p = P(x[0] * k, x[1] - k)
        c = (p.f() - 1.0) ** 2
        if c < bestc:
            bestc = c
            best = p
    return best.f()


@right()
def two_names_bound_at_once(x):
    for v in x:
        p = P(v, 0.5)
    best = last = None
    s = 0.6 * p.a
    for v in x:
        if last:
            s += v * last
        last = v
        best = p if best is None else best
    return s * best.b


@right()
def the_one_before(x):
    p = P(x[0], x[1]) if x[0] > 0.5 else None
    q = p
    p = P(x[2], x[3]) if x[1] > 0.72 else None
    s = x[0]
    if q is not None:
        s += q.f()
    if p is not None:
        s += p.b * 2.0 * p.a
    return s


class Tracker:
    def __init__(self):
        self.best = None
        self.n = 0

    def push(self, p):
        if self.best is None or p.a < self.best.a:
            self.best = p
        self.n += 1


@right()
def attribute_in_a_loop(x):
    t = Tracker()
    for v in x:
        t.push(P(v, v * v))
    return t.best.b * t.n


@right()
def attribute_of_two_calls(x):
    t = Tracker()
    t.push(P(x[0], x[1]))
    t.push(P(x[2], x[3]))
    return t.best.b + t.best.a


@right()
def attribute_that_is_none_again(x):
    t = Tracker()
    s = 0.0
    for v in x:
        if t.best is not None:
            s += t.best.a * v
            t.best.b += v
        t.best = None if v > 1.0 else P(v, 2.0 * v)
    if t.best:
        s += t.best.b
    return s


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_values_and_derivatives_are_those_of_the_run(f, args):
    for x in (*args, *OTHERS):
        assert s2sad.jvp(f, (x,), (x,))[0] == pytest.approx(f(x), rel=1e-12)
        s2sad.check_grads(f, x, order=order_in_turn())


def never_found(x):
    best = None
    for v in x:
        if v > 5.0:
            best = P(v, v)
    return best.a


def lost_again(x):
    best = None
    for v in x:
        best = P(v, v) if v < 0.7 else None
    return best.f() * best.a


def never_pushed(x):
    t = Tracker()
    for v in x:
        if v > 5.0:
            t.push(P(v, v))
    return t.best.a * x[0]


def found_by_a_function_inside(x):
    best = None
    for v in x:
        if v > 5.0:
            best = P(v, v)

    def twice():
        return best.a * 2.0

    return twice() + x[0]


@pytest.mark.parametrize("f", [never_found, lost_again, never_pushed, found_by_a_function_inside])
def test_an_attribute_of_none_raises_an_error_of_the_program(f):
    for call in (lambda: s2sad.grad(f)(X), lambda: s2sad.jvp(f, (X,), (X,))):
        with pytest.raises(AttributeError, match="best is None"):
            call()


def changed_under_two_names(x):
    best = keep = None
    for v in x:
        p = P(v, v * v)
        if best is None or p.a > best.a:
            best = p
        keep = best
    best.a = 5.0
    return keep.a * best.b


def a_number_at_first(x):
    best = x[0]
    for v in x:
        if v > 0.7:
            best = P(v, v)
    return best.a


def a_number_in_the_next_trip(x):
    best = None
    s = 0.0
    for v in x:
        if v > 0.7:
            best = P(v, v)
        if best is None:
            s += v
        best = x[0]
    return s


def a_number_an_object_or_none(x):
    best = None
    if x[0] > 0.5:
        best = P(x[0], x[1])
    elif x[1] > 0.5:
        best = x[1]
    if best is None:
        return x[2]
    return 2.0 * x[0]


def asked_where_it_may_not_be_reached(x):
    best = None
    s = 0.0
    for v in x:
        if v > 0.7:
            best = P(v, v)
        if v > 0.6 and best.a > 0.0:
            s += v
    return s


@pytest.mark.parametrize("f", [
    changed_under_two_names, a_number_at_first, a_number_in_the_next_trip,
    asked_where_it_may_not_be_reached, a_number_an_object_or_none,
])  # fmt: skip
def test_what_is_not_known_to_be_one_object_or_none_is_refused(f):
    with pytest.raises(Error):
        s2sad.grad(f)(X)


def test_the_text_has_one_flag_and_the_variables_of_the_object():
    text = s2sad.differentiate(beside_the_last).text("primal", X)
    assert "last_a = None" in text
    assert "has_last = False" in text
    assert "if has_last:" in text


class Link:
    def __init__(self, v, after=None):
        self.v = v
        self.after = after


def test_a_link_of_an_argument_that_is_none_stays_so_in_a_loop():
    def f(chain, x):
        s = x[0]
        for v in x:
            s = s * v + chain.after.v
            chain.after.v = 0.5 * v
        return s if chain.after.after is None else 0.0

    chain, x = Link(0.4, Link(0.5)), X
    g = s2sad.grad(f, wrt="x")(chain, x)
    step = 1e-6
    for k in range(len(x)):
        up, down = x.copy(), x.copy()
        up[k] += step
        down[k] -= step
        slope = (f(Link(0.4, Link(0.5)), up) - f(Link(0.4, Link(0.5)), down)) / (2.0 * step)
        assert g[k] == pytest.approx(slope, rel=1e-7, abs=1e-8)
