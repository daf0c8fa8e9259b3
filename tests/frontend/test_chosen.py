"""Functions in a dict or list, of which only the run knows which one is called."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from tests.small import noted_in

CASES = {}
at = noted_in(CASES)
X = np.array([0.3, -0.7, 1.1])
ACTIVATIONS = {"tanh": np.tanh, "sin": lambda v: 2.0 * np.sin(v), "none": lambda v: v}
STEPS = [np.sin, np.cos, np.exp]


@at(X, "sin")
def called_at_once(x, name):
    return np.sum(ACTIVATIONS[name](x))


@at(X, "tanh")
def bound_first(x, name="sin"):
    f = ACTIVATIONS[name]
    name = "none"
    return np.sum(f(x) * f(2.0 * x))


@at(X, ["sin", "tanh", "none"])
def one_after_the_other(x, names):
    for name in names:
        x = ACTIVATIONS[name](x)
    return np.sum(x)


@at(X, 1)
def by_number(x, i):
    return np.sum(STEPS[i](x) * STEPS[i - 2](x))


@at(X, "cube")
def with_another_for_the_rest(x, name):
    return np.sum(ACTIVATIONS.get(name, lambda v: v**3)(x))


@at(X, "b", 2.0)
def in_a_dict_made_inside(x, name, k):
    table = {"a": lambda v: v * k, "b": lambda v: v**2 * k}
    return np.sum(table[name](x))


@at([(X, "tanh"), (2.0 * X, "sin")], 0.5)
def by_what_a_layer_says(layers, t):
    for w, name in layers:
        t = np.sum(ACTIVATIONS[name](w * t))
    return t


@pytest.mark.parametrize("name", CASES)
def test_a_chosen_function_is_differentiated(name):
    function, args = CASES[name]
    check_grads(function, *args)


def test_a_key_that_there_is_not_raises_as_in_python():
    with pytest.raises(KeyError):
        grad(called_at_once)(X, "cube")
    with pytest.raises(IndexError):
        grad(by_number)(X, 3)


def test_the_choice_is_in_the_text_and_follows_the_table(monkeypatch):
    f = differentiate(called_at_once, wrt="x")
    assert f.text("adjoint", X, "sin").count("name == ") == 3
    monkeypatch.setitem(ACTIVATIONS, "sin", lambda v: v * 5.0)
    assert np.allclose(f.grad(X, "sin"), 5.0)
