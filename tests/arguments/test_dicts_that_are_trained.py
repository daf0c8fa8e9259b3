"""Dicts of parameters that are changed by key, after functions and derivatives have read them.

A function that is written out leaves its parameter as another name of the dict, which nobody reads.
"""

import numpy as np
import pytest

from s2sad import check_grads, grad, value_and_grad
from s2sad.errors import Error
from tests.thorough import order_in_turn

W = {"w": 0.4, "b": 0.2}


def loss(p):
    return (p["w"] * 2 + p["b"] - 3) ** 2


def itself(p):
    return p


def descended(lr):
    p = dict(W)
    for _ in range(3):
        g = grad(loss)(p)
        for k in p:
            p[k] = p[k] - lr * g[k]
    return loss(p)


def descended_in_place(lr):
    p, history = {**W}, []
    for _ in range(3):
        history.append(loss(p))
        v, g = value_and_grad(loss)(p)
        for k in p:
            p[k] -= lr * g[k]
        history.append(v)
    return loss(p) + sum(history)


def of_an_argument(lr, given):
    p = given.copy()
    for _ in range(3):
        g = grad(loss)(p)
        for k in p:
            p[k] = p[k] - lr * g[k]
    return loss(p)


def read_before(lr):
    p = dict(W)
    q = p
    s = q["w"]
    p["w"] = lr
    return s * p["w"]


def read_after(lr):
    p = dict(W)
    q = p
    p["w"] = lr
    return q["w"] * p["b"]


def returned_by_a_function(lr):
    p = dict(W)
    q = itself(p)
    p["w"] = lr
    return q["w"]


def named_in_each_trip(lr):
    p, s = dict(W), 0.0
    for _ in range(3):
        q = p
        s = s + q["w"]
        p["w"] = p["w"] * lr
    return s


def named_before_the_loop(lr):
    p = dict(W)
    q, s = p, 0.0
    for _ in range(3):
        s = s + q["w"]
        p["w"] = p["w"] * lr
    return s


def arrays(lr):
    p = {"w": np.array([lr, 2.0]), "b": lr}
    q = p
    kept = q["w"]
    s = np.sum(q["w"])
    p["w"] = p["w"] * lr
    return s * np.sum(kept) * np.sum(p["w"])


@pytest.mark.parametrize("f", [
    descended, descended_in_place, read_before, read_after, returned_by_a_function,
    named_in_each_trip, arrays,
])  # fmt: skip
def test_stores_by_key_are_followed(f):
    check_grads(f, 0.1, order=order_in_turn())


def test_a_name_that_is_read_in_each_trip():
    check_grads(named_before_the_loop, 0.1)


def test_a_dict_that_is_given_is_trained_as_a_copy():
    check_grads(of_an_argument, 0.1, W, order=2)


def the_best_so_far(lr):
    p = dict(W)
    best = p
    for _ in range(3):
        if loss(p) < loss(best):
            best = p
        p["w"] = p["w"] * lr
    return best["w"]


def the_one_of_the_trip_before(lr):
    p, s = dict(W), 0.0
    for i in range(3):
        if i > 0:
            s = s + q["w"]  # noqa: F821
        q = p
        p["w"] = p["w"] * lr
    return s


@pytest.mark.parametrize("f", [the_best_so_far, the_one_of_the_trip_before])
def test_a_store_that_another_name_shows_is_refused(f):
    with pytest.raises(Error, match="which has other names"):
        grad(f)(0.1)
