"""Objects of lists from which a loop goes on to new ones, which the hunt found refused."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from s2sad import grad
from s2sad.errors import Error
from s2sad.testing import check_grads


@dataclass
class State:
    x: float
    v: float

    def step(self, t):
        return State(self.x + 0.2 * self.v * t, self.v - 0.3 * np.sin(self.x))

    @property
    def energy(self):
        return self.x * self.x + 0.5 * self.v * self.v


@dataclass
class Swarm:
    x: np.ndarray
    k: float

    def step(self, t):
        return Swarm(np.sin(self.x) * t, self.k * 0.9)

    @property
    def energy(self):
        return np.sum(self.x * self.x) * self.k


def evolve(s, t, n=2):
    for _ in range(n):
        s = s.step(t)
    return s


def path_of_helpers(x, y):
    path = [State(x, y)]
    for _ in range(3):
        path.append(evolve(path[-1], x))
    return path[-1].energy * path[1].x


def begun_at_the_last(x, y):
    path = [State(x, y), State(y, x)]
    s = path[-1]
    for k in range(3):
        if k == 1:
            continue
        s = s.step(x)
    return s.energy * path[-1].x


def each_of_a_list(x, y):
    path = [State(x, y), State(y, x)]
    path = [s.step(0.2) for s in path]
    return sum(evolve(s, x).energy for s in path)


def no_trip_at_all(x, y):
    path = [State(x, y)]
    s = path[0]
    for _ in range(0):
        s = s.step(x)
    return s.energy


def arrays_in_them(x, y):
    path = [Swarm(np.array([x, y]), y)]
    for _ in range(3):
        path.append(evolve(path[-1], x, 3))
    return sum(s.energy for s in path)


CASES = [path_of_helpers, begun_at_the_last, each_of_a_list, no_trip_at_all, arrays_in_them]


@pytest.mark.parametrize("function", CASES, ids=lambda f: f.__name__)
def test_a_loop_goes_on_from_an_object_of_a_list(function):
    check_grads(function, 0.7, 0.3, order=2)


def changes_what_it_took(x, y):
    path = [State(x, y)]
    s = path[0]
    for _ in range(2):
        s = s.step(x)
    s.x = 2.0 * y
    return path[0].energy + s.energy


def changes_another_name(x, y):
    first = State(x, y)
    s = first
    for _ in range(2):
        s = s.step(x)
    s.x = 2.0 * y
    return first.energy + s.energy


@pytest.mark.parametrize("function", [changes_what_it_took, changes_another_name])
def test_after_a_first_trip_it_is_another_object(function):
    check_grads(function, 0.7, 0.3, order=2)


def changes_the_list_after(x, y, n):
    path = [State(x, y)]
    s = path[0]
    for _ in range(n):
        s = s.step(x)
    path[0].x = 2.0
    return s.energy


def changes_the_list_in_the_loop(x, y, n):
    path = [State(x, y)]
    s = path[0]
    for _ in range(n):
        path[0].x *= 2.0
        y = y + s.energy
        s = s.step(x)
    return y


def changes_what_it_may_have_taken(x, y, n):
    path = [State(x, y)]
    s = path[0]
    for _ in range(n):
        s = s.step(x)
    s.x = 2.0
    return path[0].energy + s.energy


def changes_what_may_have_another_name(x, y, n):
    first = State(x, y)
    s = first
    for _ in range(n):
        s = s.step(x)
    s.x = 2.0 * y
    return first.energy + s.energy


REFUSED = [
    changes_the_list_after, changes_the_list_in_the_loop, changes_what_it_may_have_taken,
    changes_what_may_have_another_name,
]  # fmt: skip


@pytest.mark.parametrize("function", REFUSED, ids=lambda f: f.__name__)
def test_what_would_have_to_show_in_both_is_refused(function):
    with pytest.raises(Error, match="goes round|cannot change this State"):
        grad(function)(0.7, 0.3, 0)
