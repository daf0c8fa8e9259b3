"""Places in dicts and objects of arguments beside names for what they hold: which is bound when."""

import numpy as np
import pytest

from s2sad import check_grads
from tests.thorough import order_in_turn

X = np.array([0.3, 0.7, 0.9])


def use(a, b=1.0, **more):
    return a * b + sum(more.values())


def place_bound_anew(p):
    a = p["a"]
    p["a"] = a * 2.0
    a = a + 1.0
    return a * p["a"] * use(**p)


def name_bound_anew_in_a_loop(p, x):
    s = 0.0
    for _ in range(3):
        w = p["w"]
        p["w"] = w * x
        w = w * 2.0
        s += np.sum(w * p["w"])
    return s * np.sum(use(**{"a": p["w"]}))


def changed_by_its_name(p):
    w = p["w"]
    w *= 2.0
    return np.sum(w * p["w"] ** 2) + np.sum(use(a=1.0, **{"c": w[0]}))


def two_names_of_one_place(p):
    w = p["w"]
    v = p["w"]
    p["w"] = w * v
    w = w + p["w"]
    v *= 3.0
    return np.sum(w * v * p["w"])


def another_name_of_the_dict(p):
    q = p
    a = q["a"]
    p["a"] = a * a
    return a * q["a"] * use(**q)


def under_conditions(p, n):
    i = 0
    while i < n:
        a = p["a"]
        b = p["b"]
        if i % 2:
            p["a"] = b * a
        else:
            b = a
            p["b"] = b + a
        a = a * b
        i += 1
    return a * p["a"] * p["b"] * use(**p)


def items_of_a_list(many):
    s = 0.0
    for p in many:
        a = p["a"]
        p["a"] = s
        s = s + a * p["b"]
        b = p["b"]
        b = b * s
        s = s + b + p["a"]
    return s + sum(use(**p) for p in many)


class Pair:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def step(self, x):
        w = self.w
        self.w = w * x
        b = self.b
        self.b, self.w = self.w, self.b
        return w + b + self.w * self.b


def by_a_method(o, x):
    s = o.step(x)
    s = s * o.step(x * 2.0)
    w = o.w
    o.b = w * s
    return np.sum(s * w * o.b)


def moved_around(o, x):
    w, b = o.w, o.b
    for _ in range(2):
        w, b = b * x, w
        o.w = w
        w = w + o.b
        o.b = b * w
    return np.sum(w * b + o.w * o.b)


CASES = [
    (place_bound_anew, ({"a": 1.1, "b": 0.7},)), (name_bound_anew_in_a_loop, ({"w": X}, 0.8)),
    (changed_by_its_name, ({"w": X},)), (two_names_of_one_place, ({"w": X},)),
    (another_name_of_the_dict, ({"a": 1.1, "b": 0.7},)),
    (under_conditions, ({"a": 1.1, "b": 0.7}, 4)),
    (items_of_a_list, ([{"a": 1.1, "b": 0.7}, {"a": 0.4, "b": 1.3}],)),
    (by_a_method, (Pair(X, X + 0.2), 0.8)), (moved_around, (Pair(X, X + 0.2), 0.8)),
]  # fmt: skip


@pytest.mark.parametrize("f, args", CASES, ids=[f.__name__ for f, _ in CASES])
def test_a_name_and_a_place_are_bound_each_on_its_own(f, args):
    check_grads(f, *args, order=order_in_turn())
