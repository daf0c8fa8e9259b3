"""Objects in arguments that get another name or are bound anew, which the hunt found refused."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from s2sad import differentiate, grad, vjp
from s2sad.errors import Error
from s2sad.testing import check_grads
from tests.thorough import order_in_turn


@dataclass
class State:
    x: float
    v: float

    def step(self, t):
        return State(self.x + 0.2 * self.v * t, self.v - 0.3 * np.sin(self.x))

    def mix(self, other, t):
        return State(self.x * t + other.x, 0.5 * self.v * other.v)

    def push(self, t):
        self.x = self.x * np.cos(t)

    @property
    def energy(self):
        return self.x * self.x + 0.5 * self.v * self.v


@dataclass
class Swarm:
    x: np.ndarray
    lead: State
    name: str = "first"

    def step(self, t):
        return Swarm(np.sin(self.x) * t, self.lead.step(t))

    @property
    def energy(self):
        return np.sum(self.x * self.x) * self.lead.energy


def evolve(s, t, n=2):
    for _ in range(n):
        s = s.step(t)
    return s


def another_name(s, t):
    o = s
    return o.energy * s.step(t).energy


def bound_anew(s, t):
    s = s.step(t)
    return s.energy


def bound_anew_in_a_loop(s, t):
    for _ in range(3):
        s = s.step(t)
    return s.energy


def bound_anew_in_a_branch(s, t):
    if t > 0.1:
        s = s.step(t)
    return s.energy


def by_a_helper(s, t):
    return evolve(evolve(s, t), t * t, 3).energy * s.x


def old_and_new(s, t):
    old, now, total = s, s, 0.0
    for _ in range(3):
        old = now
        now = now.step(t)
        total += now.energy * old.energy
    return total


def mixed_with_where_it_began(s, t):
    o = s
    for k in range(3):
        o = o.mix(s, t)
        if k == 1:
            continue
        o = o.step(t)
    return o.energy * s.energy


def returned(s, t):
    o = s
    for _ in range(2):
        o = o.step(t)
    return o.energy, o, s


CASES = [
    another_name, bound_anew, bound_anew_in_a_loop, bound_anew_in_a_branch, by_a_helper,
    old_and_new, returned,
]  # fmt: skip


@pytest.mark.parametrize("function", [*CASES, mixed_with_where_it_began], ids=lambda f: f.__name__)
def test_an_object_in_an_argument_is_bound_anew(function):
    check_grads(function, State(0.3, 0.7), 0.4, order=order_in_turn())


@pytest.mark.parametrize("function", CASES, ids=lambda f: f.__name__)
def test_an_object_that_holds_arrays_and_objects_is_bound_anew(function):
    if function not in (returned, by_a_helper, old_and_new):
        check_grads(function, Swarm(np.array([0.3, 0.8]), State(0.3, 0.7)), 0.4)


def test_a_gradient_has_the_structure_of_the_argument():
    found = grad(bound_anew_in_a_loop, 0)(Swarm(np.ones(2), State(0.3, 0.7)), 0.4)
    assert type(found) is Swarm and type(found.lead) is State and found.name is None


def changed_by_either_name(s, t):
    o = s
    o.push(t)
    s.v *= o.x
    return o.energy * s.x


def changed_and_kept(s, t):
    first = s
    s = s.step(t)
    s.push(t)
    first.push(t * t)
    return s.energy * first.energy


@pytest.mark.parametrize("function", [changed_by_either_name, changed_and_kept])
def test_what_is_stored_by_one_name_is_seen_by_the_other(function):
    given = State(0.3, 0.7)
    check_grads(function, given, 0.4, order=2)
    vjp(function, given, 0.4)
    assert given == State(0.3, 0.7)


def changes_its_first(p, q):
    o = p
    o.push(0.3)
    return o.energy * q.x


def reads_both(p, q):
    o = p
    for _ in range(2):
        o = o.step(0.3)
    return o.energy * q.x


def test_one_object_in_two_arguments():
    check_grads(changes_its_first, State(0.3, 0.7), State(0.5, 0.2))
    s = State(0.3, 0.7)
    with pytest.raises(Error, match="through the other"):
        vjp(changes_its_first, s, s)
    value, pullback = vjp(reads_both, s, s, wrt=(0, 1))
    expected, other = vjp(reads_both, State(0.3, 0.7), State(0.3, 0.7), wrt=(0, 1))
    assert value == expected and pullback(1.0) == other(1.0)


def first_of_a_list(team, t):
    team.states[0].x *= t
    team.states[-1].v += t * team.states[0].x
    return sum(s.energy for s in team.states)


@dataclass
class Team:
    states: list[State]


def test_the_first_statement_may_store_into_an_item_of_a_list():
    check_grads(first_of_a_list, Team([State(0.3, 0.7), State(0.2, 0.1)]), 0.4, order=2)


def test_the_loop_is_over_the_attributes():
    text = differentiate(bound_anew_in_a_loop, wrt="s").text("primal", State(0.3, 0.7), 0.4)
    assert "s_x = s_x2" in text and "for _ in range(3):" in text and "step" not in text
