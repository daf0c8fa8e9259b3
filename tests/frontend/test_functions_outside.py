"""Functions that a tuple, list or dict outside holds; generators that are taken apart."""

import math

import numpy as np
import pytest

from s2sad import grad
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

X = np.array([1.2, 0.4, 2.1])


def relu(v):
    return np.maximum(v, 0.0)


BY_NAME = {"relu": relu, "tanh": np.tanh}
LAYERS = (relu, np.tanh)
STEPS = [np.sin, lambda v: 2.0 * v]


def under_a_key(x):
    return np.sum(BY_NAME["tanh"](x) * BY_NAME["relu"](x))


def one_after_the_other(x):
    for f in LAYERS:
        x = f(x)
    return np.sum(x) * np.sum(STEPS[1](x))


def beside_weights(x):
    for f, w in zip(LAYERS, (0.5, 2.0)):
        x = f(w * x)
    return np.sum(x)


def all_of_a_dict(x):
    s = 0.0
    for name, f in BY_NAME.items():
        if name != "relu":
            s += np.sum(f(x) ** 2)
    return s + sum(np.sum(f(x)) for f in BY_NAME.values())


def arrays_by_map(x):
    a, b = map(np.asarray, (x, 2.0 * x))
    return np.sum(a * b**2)


def numbers_by_map(x):
    a, b, c = map(math.sin, x)
    return a * b + c


def numbers_by_a_generator(x):
    a, b, c = (v * v for v in x)
    return a * b + c


@pytest.mark.parametrize(
    "function",
    [
        under_a_key, one_after_the_other, beside_weights, all_of_a_dict, arrays_by_map,
        numbers_by_map, numbers_by_a_generator,
    ],
)  # fmt: skip
def test_functions_outside_and_generators_taken_apart(function):
    check_grads(function, X, order=order_in_turn())


def test_another_function_under_the_key_is_seen():
    table = {"f": np.sin}
    chain = [np.sin]

    def of_table(x):
        return table["f"](x)

    def of_chain(x):
        for f in chain:
            x = f(x)
        return x

    assert grad(of_table)(0.5) == np.cos(0.5)
    assert grad(of_chain)(0.5) == np.cos(0.5)
    table["f"] = np.exp
    chain.append(np.exp)
    assert grad(of_table)(0.5) == np.exp(0.5)
    assert np.isclose(grad(of_chain)(0.5), np.exp(np.sin(0.5)) * np.cos(0.5))
