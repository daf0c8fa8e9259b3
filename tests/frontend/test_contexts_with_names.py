"""`with … as`: contexts that are objects of the function's own, whose methods are read."""

# ruff: noqa: RET503, RET505, RET508

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.small import kept_in
from tests.thorough import order_in_turn

X = np.array([0.3, 0.8, 0.56])
OTHERS = (np.array([-0.3, 0.8, -0.5]), np.array([-0.31, -0.28, -0.33]))
RIGHT = []
right = kept_in(RIGHT, X)


class State:
    def __init__(self, v):
        self.v = v

    def f(self, x):
        return self.v * x**2


class Pushed:
    def __init__(self, state, v):
        self.state = state
        self.v = v

    def __enter__(self):
        self.old = self.state.v
        self.state.v = self.v
        return self.state

    def __exit__(self, kind, value, trace):
        self.state.v = self.old


class Sum:
    def __init__(self):
        self.parts = []
        self.total = 0.0

    def __enter__(self):
        return self

    def add(self, v):
        self.parts.append(v)

    def __exit__(self, *exc):
        self.total = sum(self.parts)
        return False


class Twice:
    def __init__(self, x):
        self.x = x

    def __enter__(self):
        return self.x * 2

    def __exit__(self, *exc):
        pass


class Sixfold(Twice):
    def __enter__(self):
        return super().__enter__() * 3


class Asking:
    def __init__(self, v):
        self.v = v

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is None:
            self.v = self.v * 3
        else:
            self.v = 0.0


@right()
def put_back(x):
    state = State(x[0])
    with Pushed(state, x[1] * 2) as s:
        y = s.f(x[2])
    return y * state.f(x[1])


@right()
def left_early_in_a_loop(x):
    state = State(x[0])
    s = 0.0
    for v in x:
        with Pushed(state, v) as q:
            if v > 0.5:
                s += q.f(v)
                continue
            if v < -0.4:
                break
            s += q.f(v) * 2
        s += state.f(v)
    return s * state.v


@right()
def left_by_return(x):
    state = State(x[0])

    def g(state):
        with Pushed(state, x[1]) as q:
            if x[2] > 0:
                return q.f(x[0])
            q.v = q.v * 2
            return q.v + q.f(2.0)

    return g(state) * state.v


@right()
def computed_at_the_end(x):
    with Sum() as a:
        for v in x:
            a.add(v * v)
    return a.total**2


@right()
def several(x):
    state = State(x[0])
    with Sum() as a, Pushed(state, x[1]) as s:
        a.add(s.f(x[2]))
        with Twice(x[1]) as c:
            a.add(c * x[0])
    return a.total * state.v


@right()
def without_a_name(x):
    state = State(x[0])
    p = Pushed(state, x[1])
    with p:
        y = state.f(x[2])
    with p as q:
        y += q.v
    return y * state.f(1.0)


@right()
def the_name_is_bound_anew_inside(x):
    state = State(x[0])
    p = Pushed(state, x[1])
    with p as s:
        p = Pushed(State(x[2]), x[2])
        y = s.f(x[0])
    return y * state.v * p.v


@right()
def numbers_and_parts_that_are_entered(x):
    with Sixfold(x[0]) as v:
        y = v * x[1]
    with Twice(x) as (a, b, c):
        y += a * b * c
    return y * v


@right()
def the_same_one_twice(x):
    both = Sum()
    for v in x:
        with both as a:
            a.add(v)
            with both as b:
                b.add(v * a.total)
    return both.total


@right()
def objects_of_a_list(x):
    s = 0.0
    for p in [Twice(v) for v in x]:
        with p as w:
            s += w * p.x
    return s


@right()
def asked_whether_there_was_an_error(x):
    with Asking(x[0]) as k:
        k.v = k.v * x[1]
    return k.v


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_what_a_context_does_is_differentiated(f, args):
    for at in (args, *[(other,) for other in OTHERS]):
        s2sad.testing.check_grads(f, *at, order=order_in_turn())


class Loud(Twice):
    def __enter__(self):
        print("in")
        return super().__enter__()

    def __exit__(self, *exc):
        print("out")


def test_a_context_that_prints_does_so_around_its_block(capsys):
    def f(x):
        with Loud(x[0]) as v:
            print("between")
        return v * x[1]

    assert s2sad.grad(f)(X) == pytest.approx([2 * X[1], 2 * X[0], 0.0])
    assert capsys.readouterr().out.split() == ["in", "between", "out"]


class Swallowing:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return True


def test_one_that_swallows_exceptions_is_refused():
    def f(x):
        with Swallowing() as s:
            y = x[0]
        return y if s else 0.0

    with pytest.raises(Error, match="may swallow an exception"):
        s2sad.grad(f)(X)
