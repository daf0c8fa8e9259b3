"""Dicts whose keys are tuples of constants: inside, and as arguments."""

import numpy as np
import pytest

from s2sad import check_grads, grad
from tests.small import adjoint_text

X = np.array([1.2, 0.7])


def comprehended(x):
    w = {(i, j): x[i] * x[j] for i in range(2) for j in range(2)}
    s = 0.0
    for (i, j), v in w.items():
        s += v * (i + 1) * (j + 2)
    return s


def stored(x):
    w = {}
    w[0, 1] = x[0]
    w[1, 0] = x[1] ** 2
    s = 0.0
    for k, v in w.items():
        s += v * (k[0] + 1)
    for k in w:
        s += w[k] * k[1]
    return s * w[0, 1]


def displayed(x):
    d = {(0, 1): x[0], (1, 2): x[1], ("a", 3): x[0] * x[1]}
    return d[(0, 1)] * d[1, 2] * d["a", 3] + d.get((5, 5), 1.0)


def in_loops(x):
    d = {}
    for i in range(2):
        for j in range(2):
            d[i, j] = x[i] * x[j] ** 2
    keys = list(d.keys())
    s = 0.0
    for i, j in d:
        s += d[i, j] * (i + 2 * j)
    for key in keys:
        s *= 1 + d[key] * 0.1
    return s * len(d) * ((0, 1) in d)


@pytest.mark.parametrize("f", [comprehended, stored, displayed, in_loops])
def test_tuples_of_constants_are_keys(f):
    check_grads(f, X, order=2)


def test_a_dict_of_constants_in_an_argument():
    def f(x, weights):
        return sum(v * x[i] * x[j] for (i, j), v in weights.items())

    check_grads(f, X, {(0, 0): 1.0, (0, 1): 2.0}, order=2)


def test_the_gradient_of_a_dict_has_its_keys():
    def f(p):
        return sum(v**2 * (k[0] + 1) for k, v in p.items())

    assert grad(f)({(0, 1): 1.0, (1, 2): 2.0}) == {(0, 1): 2.0, (1, 2): 8.0}
    assert "v = p[0, 1]" in adjoint_text(f, {(0, 1): 1.0, (1, 2): 2.0})


class Spring:
    def __init__(self, stiffness):
        self.stiffness = stiffness

    def energy(self, x):
        return 0.5 * self.stiffness * x**2


def test_objects_stand_under_tuples():
    def f(x):
        springs = {(0, 1): Spring(x[0]), (1, 1): Spring(x[1] ** 2)}
        total = 0.0
        for (i, j), spring in springs.items():
            total += spring.energy(x[1] + i) * (j + 2 * i)
        for spring in springs.values():
            total += spring.stiffness**3
        return total * springs[1, 1].stiffness

    check_grads(f, X, order=2)
