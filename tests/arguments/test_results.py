"""Results that are dicts, named tuples, dataclasses; records that are made and changed."""

import dataclasses

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error, Overlap
from tests.arguments.things import B, Frozen, Named, Plain, State, W, X


def several(a):
    state = State(a, a**2, 3)
    return {"s": state, "t": (a, [a, 2.0 * a]), "n": Named(w=np.sin(a), b=a), "k": 2}


def frozen(a, b):
    return Frozen(a * b, {"inner": Named(a, 1)})


@pytest.mark.parametrize("args", [(0.3,), (X,)])
def test_a_result_may_be_any_structure(args):
    s2sad.check_grads(several, *args, order=2)
    value, tangent = s2sad.jvp(several, args, args)
    assert type(value["s"]) is State and type(tangent["n"]) is Named and tangent["k"] is None


def test_a_pullback_takes_a_seed_of_the_structure_of_the_result():
    value, pullback = s2sad.vjp(frozen, 2.0, 3.0)
    assert value == Frozen(6.0, {"inner": Named(2.0, 1)})
    assert pullback(Frozen(1.0, {"inner": Named(10.0, None)})) == (13.0, 2.0)


def with_another_position(s, x):
    moved = dataclasses.replace(s, pos=s.pos * x)
    return np.sum(moved.pos * moved.vel)


def test_what_is_replaced_is_the_new_value():
    s2sad.check_grads(with_another_position, State(X, W, 3), 0.7, order=2)
    gradient = s2sad.grad(with_another_position, wrt=1)(State(X, W, 3), 0.7)
    assert gradient == pytest.approx(np.sum(X * W))


def simulated(s, dt):
    for _ in range(4):
        s = State(s.pos + dt * s.vel, s.vel - dt * s.pos)
    return np.sum(s.pos**2) + np.sum(s.vel)


def replaced(s, dt):
    for _ in range(4):
        s = dataclasses.replace(s, pos=s.pos + dt * s.vel)
    return s


def in_place(s, dt):
    for _ in range(3):
        s.pos += dt * s.vel
        s.vel = s.vel - dt * s.pos
        s.steps += 1
    return np.sum(s.pos * s.vel) * s.steps


@pytest.mark.parametrize("f", [simulated, replaced, in_place])
@pytest.mark.parametrize("state", [State(X, X + 1.0), State(2.0, 1.0)], ids=["arrays", "numbers"])
def test_states_are_stepped(f, state):
    s2sad.check_grads(f, state, 0.1)


def plain_steps(p, x):
    p.b = p.b * 2.0
    if x[0] > 0.0:
        p.b += x[0]
    return np.sum(p.w @ x) * np.sum(p.b)


def test_attributes_are_stored():
    s2sad.check_grads(plain_steps, Plain(W, B), X)


def shrunk(p, x):
    for _ in range(3):
        p = {k: v - 0.1 * v**2 * x for k, v in p.items()}
    return np.sum(p["w"]) * p["b"]


def merged(p, a):
    q = {**p, "w": a * p["w"]}
    q = dict(q, c=2.0 * a)
    q["d"] = q["c"] * 2.0
    q["c"] *= 3.0
    q["w"] += 1.0
    return q


def in_arms(p, c):
    if c > 0:
        p["w"] = p["w"] * 2.0
    else:
        p["w"] = p["w"] * c
    return p["w"]


def named(p, a):
    q = p._replace(b=a)
    w, b = q
    return np.sum(w) * b + len(q)


@pytest.mark.parametrize(("f", "args"), [
    (shrunk, ({"w": np.ones(3), "b": 0.4}, 0.3)), (merged, ({"w": np.ones(3), "b": 0.4}, 0.3)),
    (in_arms, ({"w": 1.5}, 2.0)), (in_arms, ({"w": 1.5}, -2.0)), (named, (Named(W, 1.0), 0.3)),
])  # fmt: skip
def test_dicts_are_made_and_changed(f, args):
    s2sad.check_grads(f, *args)


def under_two_names(p, a):
    q = p
    q["w"] = a
    return p["w"]


def through_a_helper(p, a):
    def put(d):
        d["w"] = a

    put(p)
    return p["w"]


def held(p, a):
    q = {"inner": p}
    p["w"] = a
    return q["inner"]["w"]


def inner(p, a):
    q = p["w"]
    q["v"] = a
    return p["w"]["v"]


def frozen_store(p, a):
    p.w = a
    return p.w


class Doubled:
    def __init__(self, v):
        self._v = v

    @property
    def v(self):
        return self._v

    @v.setter
    def v(self, value):
        self._v = 2.0 * value


def through_a_setter(p, a):
    p.v = a
    return p._v * a


def two_states(a, b):
    a.pos = a.pos * 2.0
    return a.pos + b.pos


def test_one_object_in_two_arguments_is_refused_if_it_is_stored_into():
    state = State(1.0, 2.0)
    with pytest.raises(Overlap, match="through `a` and through `b`"):
        s2sad.vjp(two_states, state, state)
    s2sad.check_grads(two_states, State(1.0, 2.0), State(1.5, 2.0))


def whole_object(p, a):
    return p


@pytest.mark.parametrize(("f", "args"), [
    (under_two_names, ({"w": 1.0}, 2.0)), (through_a_helper, ({"w": 1.0}, 2.0)),
    (held, ({"w": 1.0}, 2.0)), (inner, ({"w": {"v": 1.0}}, 2.0)),
    (through_a_setter, (Doubled(1.0), 2.0)), (whole_object, (Doubled(1.0), 2.0)),
])  # fmt: skip
def test_a_store_shows_under_all_names(f, args):
    s2sad.check_grads(f, *args)


def test_a_store_into_a_frozen_object_is_refused():
    with pytest.raises(Error, match="test_results.py"):
        s2sad.vjp(frozen_store, Frozen(1.0, 2.0), 2.0)
