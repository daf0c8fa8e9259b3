"""Names that are an object of a list on some paths, and None on the others."""

# ruff: noqa: RET503, RET505, SIM108

import copy
from dataclasses import dataclass

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.small import kept_in
from tests.thorough import order_in_turn

X = np.array([0.3, 0.8, 0.56, 1.2])
OTHERS = (np.array([1.3, 0.75, 0.45, 0.9]), X[::-1].copy(), np.array([1.43, 0.82, 0.52, 0.99]))
RIGHT = []
right = kept_in(RIGHT, X)


@dataclass
class P:
    a: float
    b: float

    def f(self):
        return self.a * self.b

    def cost(self):
        return (self.a - 0.7) ** 2


class T:
    def __init__(self):
        self.best = None
        self.n = 0.0


def best_of(ps):
    best = None
    for p in ps:
        if best is None or p.cost() < best.cost():
            best = p
    return best


@right([P(1.0, 2.0), P(0.5, 3.0), P(0.75, 1.0)], X)
def in_an_argument(ps, x):
    return best_of(ps).f() * x[0]


@right()
def a_swarm(x):
    ps = [P(v, v * v) for v in x]
    lead = None
    for _ in range(3):
        for p in ps:
            if lead is None or p.cost() < lead.cost():
                lead = p
        for p in ps:
            p.a += 0.3 * (lead.a - p.a) + 0.01
    return lead.a + sum([p.a for p in ps])


@right()
def the_two_largest(x):
    ps = [P(v, v * v) for v in x]
    best = second = None
    for p in ps:
        if best is None or p.a > best.a:
            second = best
            best = p
        elif second is None or p.a > second.a:
            second = p
    return best.f() + (second.a * 2 if second is not None else 0.0)


@right()
def none_again(x):
    ps = [P(v, v * v) for v in x]
    last = None
    s = 0.0
    for p in ps:
        if last is not None:
            s += last.a * p.a
        last = p if p.a < 1.0 else None
    return s + (last.a if last is not None else 0)


@right()
def the_one_before_in_a_list_that_grows(x):
    ps = []
    last = None
    s = 0.0
    for v in x:
        p = P(v, v * v)
        ps.append(p)
        if last is not None:
            s += last.a * p.b
        last = p
    return s + last.f()


@right()
def a_list_that_grows_by_the_best(x):
    ps = [P(x[0], 1.0)]
    best = None
    s = 0.0
    for v in x:
        for p in ps:
            if best is None or p.a > best.a:
                best = p
        ps.append(P(v * 1.1, best.b + 1))
    return best.f()


@right()
def stored_into_afterwards(x):
    ps = [P(v, v * v) for v in x]
    best = None
    for p in ps:
        if best is None or p.a > best.a:
            best = p
    ps.append(P(9.0, 9.0))
    best.a = 2.0 * x[0]
    return sum(p.f() for p in ps) + best.a


@right()
def of_a_sorted_list(x):
    ps = [P(v, v * v) for v in x]
    best = None
    for p in sorted(ps, key=lambda p: p.a):
        if p.a > 0.5 and best is None:
            best = p
    return best.f()


@right()
def an_attribute(x):
    t = T()
    ps = [P(v, v * v) for v in x]
    for p in ps:
        if t.best is None or p.a > t.best.a:
            t.best = p
            t.n += p.a
    q = t.best
    t.best = None
    s = t.n + q.f()
    if t.best is None:
        s *= 2
    return s


@right()
def a_copy(x):
    ps = [P(v, v * v) for v in x]
    best = None
    for p in ps:
        if best is None or p.a > best.a:
            best = copy.copy(p)
    ps[3].a = 9.0
    return best.f()


@right()
def a_deep_copy(x):
    ps = [P(v, v * v) for v in x]
    best = None
    for _ in range(2):
        for p in ps:
            p.a *= 1.1
            if best is None or p.cost() < best.cost():
                best = copy.deepcopy(p)
    return best.f() + ps[0].a


@right()
def compared_by_a_helper(x):

    def better(p, q):
        if q is None:
            return True
        return p.a > q.a

    ps = [P(v, v * v) for v in x]
    best = None
    for p in ps:
        if better(p, best):
            best = p
    return best.f()


@right()
def returned_by_a_function(x):

    def pick(ps, t):
        found = None
        for p in ps:
            if p.a > t:
                found = p
        return found

    ps = [P(v, v * v) for v in x]
    a = pick(ps, 0.5)
    b = pick(ps, 5.0)
    s = a.f()
    if b is None:
        s += 1 * x[0]
    else:
        s += b.f()
    return s


@right()
def or_another_one(x):
    ps = [P(v, v * v) for v in x]
    best = None
    for p in ps:
        if p.a > 0.85:
            best = p
    best = best or ps[0]
    return best.f()


@right()
def another_one_by_a_condition(x):
    ps = [P(v, v * v) for v in x]
    best = None
    for p in ps:
        if p.a > 0.85:
            best = p
    q = best if best is not None else ps[0]
    return q.f()


@right()
def the_nearest_of_each(x):
    s = 0.0
    ps = [P(v, v * v) for v in x]
    for p in ps:
        near = None
        for q in ps:
            if q is p:
                continue
            if near is None or (q.a - p.a) ** 2 < (near.a - p.a) ** 2:
                near = q
        s += (near.a - p.a) ** 2 * near.b
    return s


@right()
def read_where_it_is_one(x):
    ps = [P(v, v * v) for v in x]
    best = None
    s = 0.0
    for p in ps:
        s += p.a if best is None or best.a < p.a else best.a
        if p.a > 0.6:
            best = p
    return s


@right()
def by_its_place(x):
    ps = [P(v, v * v) for v in x]
    best = None
    for i in range(len(ps)):
        if best is None or ps[i].a > best.a:
            best = ps[i]
    return best.f()


@right()
def the_last_one(x):
    ps = [P(v, v * v) for v in x]
    best = None
    if x[0] > 1:
        best = ps[-1]
    s = x[1]
    if best is not None:
        s += best.f()
    return s


@right()
def begun_again_in_each_trip(x):
    ps = [P(v, v * v) for v in x]
    s = 0.0
    for k in range(2):
        best = None
        for p in ps:
            if best is None or p.a * (k - 0.5) > best.a * (k - 0.5):
                best = p
        best.b += 1.0
        s += best.f()
    return s


@right()
def changed_by_a_helper(x):

    def g(p, w):
        if p is None:
            return w
        p.b += w
        return p.f()

    ps = [P(v, v * v) for v in x]
    s = 0.0
    prev = None
    for p in ps:
        s += g(prev, p.a)
        prev = p
    return s + sum(p.b for p in ps)


@right()
def found_by_a_loop_that_is_left(x):
    ps = [P(v, v * v) for v in x]
    found = None
    for p in ps:
        if p.a > 0.7:
            found = p
            break
    if found is None:
        return x[0]
    found.a *= 2
    return found.f() + ps[1].a


@right()
def of_objects_inside(x):
    ps = [P(P(v, 1.0), v * v) for v in x]
    best = None
    for p in ps:
        if best is None or p.a.a > best.a.a:
            best = p
    q = best.a
    return q.a * best.b


@right()
def under_another_name_in_the_next_trip(x):
    ps = [P(v, v * v) for v in x]
    best = None
    for p in ps:
        keep = best
        if best is None or p.a > best.a:
            best = p
        if keep is not None:
            keep.b += best.a
    return sum(p.f() for p in ps)


def taken_from_the_list(x):
    ps = [P(v, v * v) for v in x]
    best = None
    for p in ps:
        if best is None or p.a > best.a:
            best = p
    ps.pop(0)
    return best.f()


def of_a_list_that_is_sorted_then(x):
    ps = [P(v, v * v) for v in x]
    best = None
    for p in ps:
        if best is None or p.a > best.a:
            best = p
    ps.sort(key=lambda p: p.a)
    return best.f() + ps[0].a


def asked_whether_it_is_one(x):
    ps = [P(v, v * v) for v in x]
    best = None
    s = 0.0
    for p in ps:
        if best is None or p.a > best.a:
            best = p
    for p in ps:
        if p is not best:
            s += p.a
    return s


def of_two_lists(x):
    ps = [P(v, v * v) for v in x]
    qs = [P(v * 2, v) for v in x]
    best = None
    for p in ps:
        if best is None or p.a > best.a:
            best = p
    for p in qs:
        if p.a > best.a:
            best = p
    return best.f()


def of_a_list_that_is_made_in_each_trip(x):
    best = None
    for k in range(3):
        ps = [P(v * k, v * v) for v in x]
        for p in ps:
            if best is None or p.a > best.a:
                best = p
    return best.f()


def of_a_list_in_which_one_is_exchanged(x):
    ps = [P(v, v * v) for v in x]
    best = None
    for p in ps:
        if best is None or p.a > best.a:
            best = p
    ps[0] = P(7.0, x[0])
    return best.f()


@right()
def a_place_in_a_list_that_is_none_at_first(x):
    squares, last, s = [v * v for v in x], None, 0.0
    has = False
    for i in range(len(x)):
        if has:
            s += squares[last] * x[i]
        last, has = i, True
    return s


def first_above(ps, t):
    for p in ps:
        if p.a > t:
            return p
    return None


@right()
def returned_from_a_loop(x):
    ps = [P(v, v * v) for v in x]
    one = first_above(ps, 0.7)
    other = first_above(ps, 5.0)
    s = x[0]
    if one is not None:
        s += one.f()
    if other is not None:
        s += other.f()
    return s


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_values_and_derivatives_are_those_of_the_run(f, args):
    for x in (args[-1], *OTHERS):
        given = (*args[:-1], x)
        assert s2sad.value_and_grad(f, wrt="x")(*given)[0] == pytest.approx(
            f(*copy.deepcopy(given)), rel=1e-12
        )
        s2sad.check_grads(f, *given, order=order_in_turn())


def never_found(x):
    best = None
    for p in [P(v, v * v) for v in x]:
        if p.a > 9.0:
            best = p
    return best.a


def not_returned(x):
    return best_of([P(v, v) for v in x if v > 9.0]).a * x[0]


@pytest.mark.parametrize("f", [never_found, not_returned])
def test_an_attribute_of_none_raises_an_error_of_the_program(f):
    for call in (lambda: s2sad.grad(f)(X), lambda: s2sad.jvp(f, (X,), (X,))):
        with pytest.raises(AttributeError, match="is None"):
            call()


def test_the_text_has_the_number_of_the_object_and_a_flag():
    text = s2sad.differentiate(by_its_place).text("adjoint", X)
    assert "best = None" in text
    assert "if not has_best:" in text
    assert "gps_a[best] += " in text


@pytest.mark.parametrize("f", [
    taken_from_the_list, of_two_lists, of_a_list_that_is_made_in_each_trip,
    asked_whether_it_is_one, of_a_list_in_which_one_is_exchanged, of_a_list_that_is_sorted_then,
])  # fmt: skip
def test_what_may_be_another_object_is_refused(f):
    with pytest.raises(Error):
        s2sad.grad(f)(X)
