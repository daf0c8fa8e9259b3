"""Texts that are made of known texts are keys; keys come in their order."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate
from tests.small import noted_in

CASES = {}
at = noted_in(CASES)
P = {"w1": np.ones(2), "b1": 0.5, "w2": np.array([2.0, -1.0])}
Q = {"b": 1.5, "a": 2.0, "c": -1.0}


@at(P)
def chosen_by_a_method(p):
    weights = {k: v for k, v in p.items() if k.startswith("w")}
    biases = {k.upper(): v for k, v in p.items() if k not in weights}
    return sum(np.sum(v**2) for v in weights.values()) * biases["B1"]


@at(P)
def chosen_by_membership(p):
    kept = {k: v for k, v in p.items() if k not in ("b1", "z")}
    for k in kept:
        kept = {**kept, k: 2.0 * kept[k]}
    return np.sum(kept["w1"] * kept["w2"]) + len(kept)


@at(P)
def chosen_by_a_part(p):
    return sum(np.sum(v**3) for k, v in p.items() if "1" in k and not k.endswith("b"))


@at({"W0": np.ones(2), "W1": np.array([2.0, 3.0])})
def made_of_numbers(p):
    total = 0.0
    for i in range(len(p)):
        total = 0.5 * total + np.sum(p["W" + str(i)] ** 2) * np.sum(p[f"W{1 - i}"])
        total = total + np.sum(p["W%d" % i])  # noqa: UP031
    return total


@at(P)
def made_of_keys(p):
    moments = {}
    for k in p:
        moments["m_" + k] = 0.1 * p[k]
        moments[f"v_{k}"] = 0.1 * p[k] ** 2
    return np.sum(moments["m_w1"] * moments["v_w2"]) + moments["m_b1"]


@at(Q)
def sorted_keys(d):
    total = 0.0
    for i, k in enumerate(sorted(d.keys())):
        total += (i + 1) * d[k] ** 2
    return total


@at(Q)
def sorted_items(d):
    total = 0.0
    for _, v in sorted(d.items()):
        total = 0.5 * total + v**2
    return total + sum((i + 1) * v for i, (k, v) in enumerate(sorted(d.items())) if k != "b")


@at({2: np.ones(2), 0: np.array([3.0, 1.0])})
def sorted_whole_numbers(d):
    return np.concatenate([v for _, v in sorted(d.items())]) @ np.arange(4.0)


@pytest.mark.parametrize("name", CASES)
def test_derivatives_are_right(name):
    f, args = CASES[name]
    check_grads(f, *args, order=2)


def test_nothing_is_asked_at_run_time():
    assert "startswith" not in differentiate(chosen_by_a_method).text("adjoint", P)


def test_a_text_that_grows_in_a_loop_is_not_known():
    def f(x, n):
        name = ""
        for _ in range(n):
            name = name + "a"
        return x**2 if name == "aa" else x

    for n in (0, 2, 3):
        check_grads(f, 1.5, n)
