"""Dicts of the module under a second name, in helpers, and in a `try`: they are not copied."""

from functools import lru_cache

import numpy as np
import pytest

from s2sad import check_grads, grad, vjp
from tests.small import adjoint_text

RATES = {"usd": 3.0, 0: 4.0}
SETTINGS = {"n": 3}


def second_name(x):
    table = RATES
    try:
        w = float(table["usd"])
    except Exception:
        w = 1.0
    return w * x**2


def rate(table, key, x):
    try:
        w = float(table[key])
    except (KeyError, IndexError):
        w = 1.0
    return np.sum(w * x**3)


def in_a_helper(x):
    return rate(RATES, "eur", x) + rate(RATES, "usd", x) * rate(RATES, 0, x)


def in_a_derivative(x):
    return grad(rate, wrt=2)(RATES, "usd", x)


def by_default(x, settings=None):
    settings = settings or SETTINGS
    try:
        n = int(settings["n"])
    except (KeyError, TypeError, IndexError):
        n = 1
    return x**n


def of_an_argument(x, table):
    return rate(table, "usd", x) * rate(table, "none", x)


@pytest.mark.parametrize("f", [second_name, in_a_helper, in_a_derivative, by_default])
def test_a_table_keeps_what_it_is(f):
    check_grads(f, np.float64(1.3), wrt=(0,))
    if f is not by_default:
        assert "copy(" not in adjoint_text(f, np.float64(1.3))


def looked_up(x, table, keys):
    s = 0.0
    for k, v in zip(keys, x):
        try:
            w = table[k]
        except KeyError:
            w = 2.0
        s = s + w * v**2
    return s


def test_what_is_looked_up_may_be_a_number():
    x = np.array([0.4, 0.9, 1.6])
    check_grads(looked_up, x, {"a": 0.5}, ["a", "z", "b"], wrt=(0,))


def test_a_table_in_an_argument():
    check_grads(of_an_argument, np.float64(1.3), RATES, wrt=(0,))


def stored(x, table, keys):
    y = x.copy()
    for i, k in enumerate(keys):
        try:
            w = table[k]
        except KeyError:
            w = 2.0
        y[i] = y[i] * w + y[i - 1]
    return np.sum(y**2)


@lru_cache
def binomial(n, k):
    return 1.0 if k in (0, n) else binomial(n - 1, k - 1) + binomial(n - 1, k)


def of_cached(x):
    s = 0.0
    for k in range(len(x)):
        s = s + binomial(len(x), k) * x[k] ** 2
    return s


def test_what_is_not_known_is_copied_as_numbers_are():
    x = np.array([0.4, 0.9, 1.6])
    check_grads(stored, x, {"a": 0.5}, ["a", "z", "b"], wrt=(0,))
    check_grads(of_cached, x)


def bound_to_what_is_not_known(x):
    pattern = None
    match pattern:
        case ["power", n]:
            x = n
    return x


@pytest.mark.parametrize("x", [-0.2, np.float64(0.4), np.array([0.3, 0.5])])
def test_a_number_of_which_nothing_is_known_stays_one(x):
    check_grads(bound_to_what_is_not_known, x)
    assert type(vjp(bound_to_what_is_not_known, x)[0]) is type(x)
