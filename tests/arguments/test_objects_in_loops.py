"""Objects that a loop binds anew while another name, or a list, holds the old one."""

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.thorough import order_in_turn

X = np.array([0.7, -0.4, 1.3])
RIGHT = []
REFUSED = []


class State:
    def __init__(self, x, v):
        self.x, self.v = x, v

    def step(self, dt):
        return State(self.x + dt * self.v, self.v - dt * np.sin(self.x))


class World:
    def __init__(self, state):
        self.state = state


def right(f):
    RIGHT.append(pytest.param(f, id=f.__name__))
    return f


def refused(f):
    REFUSED.append(pytest.param(f, id=f.__name__))
    return f


@right
def the_old_one_is_read(x):
    s, d = State(x[0], x[1]), 0.0
    for _ in range(3):
        old = s
        s = s.step(0.1)
        d += (s.x - old.x) ** 2
    return d + old.x * s.x


@right
def the_old_one_is_changed(x):
    s, d = State(x[0], x[1]), 0.0
    for _ in range(3):
        old = s
        s = s.step(0.1)
        old.x = 3.0 * old.x
        d += (s.x - old.x) ** 2
    old.v = old.v * x[2]
    return d + old.v * old.x + s.x


@right
def both_are_changed(x):
    a = State(x[0], x[1])
    for _ in range(3):
        b = a
        b.x = b.x * 1.5
        a = State(a.v, b.x)
        b.v = 7.0 * x[2]
    return a.x * b.x + a.v * b.v


@right
def loops_in_loops_with_a_break(x):
    s, d = State(x[0], x[1]), 0.0
    for _ in range(4):
        old = s
        for _ in range(2):
            inner = s
            s = s.step(0.1)
            d += (s.x - inner.x) ** 2
        if d > 0.02:
            break
    return d + old.x * s.x


@right
def an_attribute_is_bound_anew(x):
    world, d = World(State(x[0], x[1])), 0.0
    for _ in range(3):
        old = world.state
        world.state = old.step(0.1)
        d += world.state.x * old.x
    return d


@right
def a_list_of_all(x):
    s, found = State(x[0], x[1]), []
    for _ in range(3):
        s = s.step(0.1)
        found.append(s)
    return found, s.x


@right
def two_lists(x):
    s, some, others = State(x[0], x[1]), [], []
    for _ in range(3):
        s = s.step(0.1)
        some.append(s)
        s = s.step(x[2])
        others.append(s)
    return sum(o.x * o.v for o in some) + sum(o.x for o in others) + s.x


@right
def the_first_of_a_list(x):
    s, found = State(x[0], x[1]), [State(x[1], x[2])]
    for _ in range(3):
        found.append(State(s.x * 2.0, s.v + 1.0))
        s = found[0].step(0.1)
    return s.x * found[3].v


@refused
def the_first_of_a_list_takes_its_place(x):
    s, states, total = State(x[0], x[1]), [], 0.0
    for i in range(3):
        total += s.x * s.v
        states.append(State(s.x * x[i], s.v + x[i]))
        s = states[0]
    return total + s.x


@refused
def changed_after_the_loop(x):
    s, found = State(x[0], x[1]), []
    for _ in range(3):
        s = s.step(0.1)
        found.append(s)
    found[2].x = 5.0
    return s.x * s.v


@refused
def changed_by_its_other_name(x):
    s, found = State(x[0], x[1]), []
    for _ in range(3):
        s = s.step(0.1)
        found.append(s)
    s.x = 5.0
    return sum(o.x * o.v for o in found)


@refused
def changed_in_the_next_trip(x):
    s, found = State(x[0], x[1]), []
    for _ in range(3):
        s.x = s.x + 1.0
        s = s.step(0.1)
        found.append(s)
    return sum(o.x * o.v for o in found)


@refused
def all_are_changed_in_each_trip(x):
    s, found = State(x[0], x[1]), []
    for _ in range(3):
        s = s.step(0.1)
        found.append(s)
        for o in found:
            o.x = o.x + 0.1
    return s.x


@refused
def taken_out_and_changed(x):
    s, found = State(x[0], x[1]), []
    for _ in range(3):
        s = s.step(0.1)
        found.append(s)
    last = found.pop()
    last.x = 5.0
    return s.x


@refused
def two_names_of_the_old_one(x):
    s = State(x[0], x[1])
    for _ in range(3):
        old = s
        older = old
        s = s.step(0.1)
    old.x = 7.0 * x[2]
    return older.x * s.x


@pytest.mark.parametrize("f", RIGHT)
def test_objects_that_a_loop_binds_are_right_in_both_modes_and_twice(f):
    s2sad.check_grads(f, X, order=order_in_turn())


@pytest.mark.parametrize("f", REFUSED)
def test_a_change_that_another_name_would_not_see_is_refused(f):
    with pytest.raises(Error, match="when the loop goes round|cannot change"):
        s2sad.grad(f)(X)
