"""Structures: dicts, named tuples and objects as arguments, made, changed and returned."""

from typing import Any, NamedTuple

import numpy as np

from s2sad import grad, jvp
from tests.programs.case import Cases, matrix, vector

CASES = Cases()
case = CASES.add


class Pair(NamedTuple):
    w: Any
    b: Any


class Unit:
    def __init__(self, w, b):
        self.w, self.b, self.name = w, b, "unit"

    def __call__(self, x):
        return np.tanh(self.w @ x + self.b)


def weights_in_a_dict(p, x):
    y = np.tanh(p["w"] @ x + p["b"])
    return np.sum(y**2) * p["k"]


case(weights_in_a_dict, ({"w": matrix(2, 3), "b": vector(2), "k": 0.7}, vector(3)),
     wrt=(0, 1), tags="structure")  # fmt: skip


def norms_of_a_dict(p):
    total = 0.0
    for name, value in p.items():
        total = total + np.sum(value**2) * (2.0 if name == "w" else 1.0)
    return total


case(norms_of_a_dict, ({"w": matrix(2, 3), "b": vector(2)},), tags="structure")


def layers_of_objects(units, x):
    for unit in units:
        x = unit(x)
    return np.sum(x)


case(layers_of_objects, ([Unit(matrix(3, 3), vector(3)), Unit(matrix(2, 3), 0.2)], vector(3)),
     wrt=(0, 1), tags="structure")  # fmt: skip


def stepped_pair(s, dt):
    for _ in range(3):
        s = Pair(s.w + dt * s.b, s.b - dt * np.sin(s.w))
    return s


case(stepped_pair, (Pair(vector(3), vector(3, 0.1, 0.5)), 0.1), wrt=(0, 1), tags="structure")


def shrunk_dict(p, rate):
    for _ in range(2):
        p = {k: v - rate * v**2 for k, v in p.items()}
    p["w"] = p["w"] * p["b"]
    return p


case(shrunk_dict, ({"w": vector(3), "b": 0.6}, 0.2), wrt=(0, 1), tags="structure")


def energy(x, w):
    return np.sum(np.tanh(w @ x) ** 2)


def gradient_penalty(w, x):
    g = grad(energy)(x, w)
    return np.sum(g**2)


case(gradient_penalty, (matrix(2, 3), vector(3)), wrt=(0, 1), tags="derivative")


def newton_inside(c, x):
    def f(t):
        return t**3 - c * t

    for _ in range(2):
        x = x - grad(f)(x) / grad(grad(f))(x)
    return x


case(newton_inside, (2.0, 3.0), wrt=(0, 1), tags="derivative")


def slope_along(w, x, v):
    y, dy = jvp(energy, (x, w), (v, w))
    return y * dy


case(slope_along, (matrix(2, 3), vector(3), vector(3, 0.1, 0.4)), wrt=(0, 1, 2), tags="derivative")
