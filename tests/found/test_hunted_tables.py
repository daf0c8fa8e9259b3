"""Tables of functions that the hunt found to be refused: keys of a parameter, or of a loop."""

import numpy as np
import pytest

from s2sad import grad
from s2sad.testing import check_grads
from tests.small import adjoint_text
from tests.thorough import order_in_turn


def act(u, w=0.5):
    return np.sin(u * w)


TABLE = {"a": np.tanh, "b": act}
LAYERS = [act, np.cos, np.tanh]


def entry(u, key="b", n=2):
    for _ in range(n):
        u = 0.5 * u + TABLE[key](u)
    return u


def chained(functions, u):
    for g in functions:
        u = g(u) + 0.1
    return u


def key_of_a_parameter(x):
    return entry(x, "a") * entry(x, key="b", n=1) + entry(x)


def counted_from_the_end(x):
    return LAYERS[-1](x) * LAYERS[-2](x)


def keys_of_a_loop(x):
    for k in ("b", "a", "b"):
        x = 0.5 * x + TABLE[k](x)
    return x


def places_of_a_loop(x):
    for i in range(3):
        x = 0.5 * x + LAYERS[i](x)
    return x


def all_keys(x):
    for k in TABLE:
        x = 0.5 * x + TABLE[k](x)
    return x * sum(TABLE[k](x) for k in TABLE.keys())  # noqa: SIM118


def beside_values_that_vary(x):
    s = x
    for g, w in [(TABLE["a"], x), (LAYERS[0], x * x), (lambda u: u * x, 0.3)]:
        s = np.tanh(g(s) * w)
    return s


def in_a_list_of_their_own(x):
    return chained([TABLE["a"], LAYERS[-1]], x) + chained((act, LAYERS[1]), x)


CASES = [
    key_of_a_parameter, counted_from_the_end, keys_of_a_loop, places_of_a_loop, all_keys,
    beside_values_that_vary, in_a_list_of_their_own,
]  # fmt: skip


@pytest.mark.parametrize("function", CASES, ids=lambda f: f.__name__)
def test_functions_of_tables_are_known(function):
    check_grads(function, 0.7, order=order_in_turn())
    if function is not counted_from_the_end:
        check_grads(function, np.array([0.7, -0.4]))


def test_a_loop_over_constants_asks_for_no_key():
    text = adjoint_text(keys_of_a_loop, 0.7)
    assert "if" not in text and "KeyError" not in text


def test_a_key_that_the_run_decides_chooses_one():
    def f(x, n):
        return LAYERS[n](x)

    for n in range(len(LAYERS)):
        check_grads(f, 0.7, n, wrt=0)


def test_a_table_that_changes_is_read_again():
    table = {"f": np.sin}

    def f(x):
        for k in table:
            x = table[k](x)
        return x

    assert np.isclose(grad(f)(0.5), np.cos(0.5))
    table["g"] = np.exp
    assert np.isclose(grad(f)(0.5), np.exp(np.sin(0.5)) * np.cos(0.5))
    table["f"] = np.cos
    assert np.isclose(grad(f)(0.5), -np.exp(np.cos(0.5)) * np.sin(0.5))
