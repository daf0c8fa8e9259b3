"""Items of dicts under keys that only the run knows: texts and numbers in arguments."""

import numpy as np
import pytest

import s2sad
from s2sad import check_grads, differentiate
from s2sad.errors import Error

X = np.array([0.3, 0.5, 0.7])
TABLE = {"low": 1.5, "high": 0.5}
NESTED = {"low": {"k": 1.5, "m": 2}, "high": {"k": 0.5, "m": 3}}


def by_text(x, key):
    table = {"a": 1.0, "b": x[0]}
    return table[key] * np.sum(x**2)


def by_number(x, key):
    table = {1: x, 2: 2 * x, 5: x**2}
    return np.sum(table[key])


def of_a_display(x, kind):
    sign = {"call": 1.0, "put": -1.0}[kind]
    return sign * np.sum(np.exp(sign * x))


def with_a_default(x, key):
    table = {"a": x[0], "b": 2.0}
    return table.get(key, 3.0) * np.sum(x)


def of_constants_with_a_default(x, key):
    return {"a": 1.0, "b": 2.0}.get(key, 3.0) * np.sum(x**2)


def stored_through(x, key):
    table = {"a": x, "b": 2 * x}
    y = table[key]
    y[0] = y[1] * y[2]
    return np.sum(y) + table["b"][0] + table["a"][0]


def a_dict_in_a_dict(x, key):
    table = {"a": {"k": x, "m": 1.0}, "b": {"k": 2 * x, "m": 3.0}}
    return np.sum(table[key]["k"]) * table[key]["m"]


def of_the_module(x, key):
    p = NESTED[key]
    return p["k"] * np.sum(x ** p["m"]) * TABLE[key]


def asked_before(x, key):
    table = {"a": x[0], "b": x[1]}
    return table[key] ** 2 if key in table else x[2] ** 3


def argument(p, key):
    return np.sum(p[f"w{key}"] ** 2)


@pytest.mark.parametrize("f, args", [
    (by_text, (X, "a")), (by_text, (X, "b")), (by_number, (X, 2)), (by_number, (X, 5)),
    (of_a_display, (X, "call")), (of_a_display, (X, "put")),
    (with_a_default, (X, "a")), (with_a_default, (X, "c")),
    (of_constants_with_a_default, (X, "b")), (of_constants_with_a_default, (X, "c")),
    (stored_through, (X, "a")), (stored_through, (X, "b")), (a_dict_in_a_dict, (X, "b")),
    (of_the_module, (X, "low")), (of_the_module, (X, "high")),
    (asked_before, (X, "b")), (asked_before, (X, "c")),
    (argument, ({"w0": X, "w1": 2.0 * X}, 1)),
])  # fmt: skip
def test_an_item_under_a_key_of_the_run_is_one_of_the_items(f, args):
    check_grads(f, *args, order=2)


def by_names(p, names):
    s = 0.0
    for n in names:
        s += p[n] ** 2
    return s


def beside_a_loop_over_keys(p, x, names):
    s = 0.0
    for n in names:
        for k in ("low", "high"):
            s += p[n] * p[k] * x[0]
    for i in range(len(x)):
        for n in names:
            s += p[n] * x[i]
    while s < 3.0:
        for n in names:
            s += p[n] ** 2
    return s


def summed(x, names):
    sums = {"low": 0.0, "high": 0.0}
    for n, v in zip(names, x):
        sums[n] += v**2
    return sums["low"] * sums["high"]


def collected(x, names):
    rows = {"low": [], "high": []}
    for n, v in zip(names, x):
        rows[n].append(v)
    return sum(rows["low"]) * rows["high"][0]


P, NAMES = {"low": 1.5, "high": 0.5}, ["low", "high", "low"]


@pytest.mark.parametrize("f, args", [
    (by_names, (P, NAMES)), (beside_a_loop_over_keys, (P, X, NAMES)), (summed, (X, NAMES)),
    (collected, (X, NAMES)),
])  # fmt: skip
def test_keys_of_the_run_in_loops(f, args):
    check_grads(f, *args, order=2)


def test_the_trips_of_a_loop_stay_a_loop_where_writing_them_out_tells_no_key():
    text = str(differentiate(by_names).text("adjoint", P, NAMES))
    assert "for " in text and text.count("raise KeyError") == 1


def test_constants_of_a_loop_are_still_keys_of_their_own():
    def f(p):
        s = 0.0
        for k in range(2):
            s += p[f"w{k}"] ** 2
        return s

    assert "if " not in str(differentiate(f).text("adjoint", {"w0": 1.0, "w1": 2.0}))


def test_a_key_that_is_not_there_raises_as_in_python():
    with pytest.raises(KeyError, match="'other'"):
        s2sad.grad(by_text)(X, "other")
    with pytest.raises(KeyError, match="'other'"):
        s2sad.grad(summed)(X, ["low", "other"])


def stored(x, key):
    table = {"a": x[0], "b": x[1]}
    table[key] = x[2]
    return table["a"]


def of_unlike_items(x, key):
    return np.sum({"a": x, "b": [x]}[key])


MANY = {f"{k}": 1.0 * k for k in range(20)}


def of_many(p, key):
    return p[key]


@pytest.mark.parametrize("f, args", [
    (stored, (X, "a")), (of_unlike_items, (X, "a")), (of_many, (MANY, "3")),
])  # fmt: skip
def test_what_may_change_the_keys_or_the_kinds_is_refused(f, args):
    with pytest.raises(Error):
        s2sad.grad(f)(*args)
