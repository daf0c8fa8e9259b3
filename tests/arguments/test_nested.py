"""Structures in structures: lists of dicts and named tuples, dicts of lists, in and out."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pytest

from s2sad import grad, jvp, value_and_grad, vjp
from s2sad.api import source_of
from s2sad.errors import Error, NotDifferentiable, Unsupported
from s2sad.testing import check_grads

A = np.array([0.3, 0.7, 1.1])
W = np.linspace(-1.0, 1.0, 9).reshape(3, 3)


class Layer(NamedTuple):
    w: Any
    b: Any


@dataclass
class Model:
    layers: Any
    rate: Any


def named_in_a_list(layers, x):
    for layer in layers:
        x = np.tanh(layer.w * x + layer.b)
    return np.sum(x)


def kinds_of_layers(layers, x):
    for layer in layers:
        x = np.tanh(x * layer.w) if layer.b == "tanh" else x * layer.w
    return np.sum(x)


def dicts_in_a_list(layers, x):
    for layer in layers:
        x = np.tanh(layer["w"] @ x + layer["b"])
    return np.sum(x)


def dicts_by_position(layers, x):
    for i in range(len(layers)):
        x = np.tanh(layers[i]["w"] @ x + layers[i]["b"])
    return np.sum(x)


def all_but_the_last(layers, x):
    for layer in layers[:-1]:
        x = np.tanh(layer["w"] @ x)
    last = layers[-1]
    return np.sum(last["w"] @ x + last["b"])


def numbered(layers, x):
    s = 0.0
    for i, (layer, k) in enumerate(zip(layers, x)):
        s = s + layer["w"][0, 0] * k * i
    return s


def dicts_in_lists_in_a_list(rows):
    s = 0.0
    for row in rows:
        for d in row:
            s = s + d["w"] ** 2
    return s


def lists_in_dicts_in_a_list(rows):
    s = 0.0
    for d in rows:
        for x in d["xs"]:
            s = s + x * x * d["k"]
    return s


def lists_in_lists_in_a_dict(d):
    s = 0.0
    for row in d["rows"]:
        for x in row:
            s = s + np.sum(x * x)
    return s


def tuples_in_a_list_in_a_dict(d):
    s = 0.0
    for w, b in d["layers"]:
        s = s + np.sin(w) * b
    return s * d["inner"]["rate"]


def dicts_in_a_list_in_an_object(model):
    s = 0.0
    for layer in model.layers:
        s = s + np.sum(layer["w"]) * model.rate
    return s


def named_in_a_list_in_named(p):
    s = 0.0
    for q in p.w:
        s = s + q.w * q.b
    return s * p.b


def optional_parts(layers):
    s = 0.0
    for layer in layers:
        s = s + layer["w"]
        if layer["b"] is not None:
            s = s * layer["b"]
    return s


def counted(layers):
    return sum(layer["w"] * layer["n"] for layer in layers)


DICTS = [{"w": W, "b": A}, {"w": W + 0.1, "b": A * 2.0}, {"w": W[:2], "b": A[:2]}]
CASES = [
    (named_in_a_list, ([Layer(A, 0.5), Layer(A + 1.0, 0.2)], A)),
    (kinds_of_layers, ([Layer(A, "tanh"), Layer(A + 1.0, "none")], A)),
    (dicts_in_a_list, (DICTS, A)),
    (dicts_by_position, (DICTS, A)),
    (all_but_the_last, (DICTS, A)),
    (numbered, (DICTS, [1.0, 2.0, 3.0])),
    (dicts_in_lists_in_a_list, ([[{"w": 1.0}, {"w": 2.0}], [{"w": 3.0}]],)),
    (lists_in_dicts_in_a_list, ([{"xs": [1.0, 2.0], "k": 0.5}, {"xs": [3.0], "k": 2.0}],)),
    (lists_in_lists_in_a_dict, ({"rows": [[A, A + 1.0], [A * 2.0]]},)),
    (
        tuples_in_a_list_in_a_dict,
        ({"layers": [(0.3, 0.5), (1.3, 0.7)], "inner": {"rate": 2.0, "name": "n"}},),
    ),
    (dicts_in_a_list_in_an_object, (Model([{"w": A}, {"w": W}], 3.0),)),
    (named_in_a_list_in_named, (Layer([Layer(1.0, 2.0), Layer(3.0, 4.0)], 3.0),)),
    (optional_parts, ([{"w": 1.0, "b": None}, {"w": 2.0, "b": 3.0}],)),
    (counted, ([{"w": 1.0, "n": 2, "t": "s"}, {"w": 2.0, "n": 3, "t": "u"}],)),
]


@pytest.mark.parametrize(("f", "args"), CASES, ids=lambda value: getattr(value, "__name__", ""))
def test_all_modes_are_right(f, args):
    check_grads(f, *args)


def test_gradients_have_the_structure_of_the_argument():
    found = grad(dicts_in_a_list)(DICTS, A)
    assert type(found) is list and [set(d) for d in found] == [{"w", "b"}] * 3
    assert [d["w"].shape for d in found] == [(3, 3), (3, 3), (2, 3)]
    named = grad(kinds_of_layers)([Layer(A, "tanh"), Layer(A, "none")], A)
    assert type(named[0]) is Layer and named[0].b is None
    assert grad(counted)([{"w": 1.0, "n": 2, "t": "s"}]) == [{"w": 2.0, "n": None, "t": None}]
    model = grad(dicts_in_a_list_in_an_object)(Model([{"w": A}], 3.0))
    assert type(model) is Model and model.layers[0]["w"].tolist() == [3.0, 3.0, 3.0]


def test_lists_of_other_lengths_get_programs_of_their_own():
    def f(layers):
        s = 0.0
        for layer in layers:
            s = s * layer["w"] + layer["w"]
        return s

    derivative = grad(f)
    assert derivative([{"w": 2.0}]) == [{"w": 1.0}]
    assert derivative([{"w": 2.0}, {"w": 3.0}]) == [{"w": 3.0}, {"w": 3.0}]
    assert derivative([{"w": 5.0}]) == [{"w": 1.0}]
    assert derivative([{"w": 2.0, "v": 1.0}]) == [{"w": 1.0, "v": 0.0}]


# -- results ---------------------------------------------------------------------------------------


def new_dicts(layers):
    return [{"w": layer["w"] * 2.0, "b": layer["b"] ** 2} for layer in layers]


def filled(layers):
    out = []
    for layer in layers:
        out.append({"w": layer["w"] * 2.0, "b": layer["b"] - 1.0})
    return {"new": out, "first": out[0]["w"] * out[1]["b"]}


def the_list_itself(layers):
    return layers


def the_tuples_themselves(layers):
    return layers, layers[0][0] * 2.0


PAIR = [{"w": 1.5, "b": 0.5}, {"w": 2.5, "b": 1.5}]


@pytest.mark.parametrize("f", [new_dicts, filled, the_list_itself])
def test_lists_of_dicts_are_results(f):
    check_grads(f, PAIR)
    value, tangent = jvp(f, (PAIR,), (PAIR,))
    assert value == f(PAIR)
    assert type(tangent) is type(value)


def test_a_list_that_is_taken_apart_is_a_list_in_the_result():
    layers = [(A, 0.5), (W, 1.5)]
    (whole, _), _ = jvp(the_tuples_themselves, (layers,), (layers,))
    assert type(whole) is list and type(whole[0]) is tuple


def test_a_pullback_takes_a_seed_of_the_structure_of_a_list_of_dicts():
    value, pullback = vjp(new_dicts, PAIR)
    (found,) = pullback(value)
    assert found == [{"w": 6.0, "b": 0.25}, {"w": 10.0, "b": 6.75}]
    with pytest.raises(Error, match="structure of the result"):
        pullback([{"w": 1.0}, {"w": 1.0}])


# -- what stays refused, and what is never wrong ---------------------------------------------------


def test_a_store_into_a_dict_of_a_list_is_seen_in_the_list():
    def by_name(layers):
        for layer in layers:
            layer["w"] = layer["w"] * 2.0
        return layers[0]["w"] * layers[1]["w"]

    def by_position(layers):
        layers[0]["w"] = layers[1]["w"] * 2.0
        return layers[0]["w"] * layers[1]["w"]

    for f in (by_name, by_position):
        check_grads(f, [{"w": 1.0}, {"w": 2.0}])


def test_what_only_the_run_knows_chooses_no_dict():
    def f(layers, n):
        k = 0
        while k * k < n:
            k = k + 1
        return layers[k]["w"]

    with pytest.raises((Unsupported, NotDifferentiable), match="constant indices"):
        grad(f)(PAIR, 1)


def test_arrays_of_a_list_in_a_dict_that_are_written_stay_the_callers_own():
    def f(d):
        for layer in d["layers"]:
            layer["w"][0] = layer["w"][1] * 2.0
        return np.sum(d["layers"][0]["w"]) + np.sum(d["layers"][1]["w"] ** 2)

    given = {"layers": [{"w": A.copy()}, {"w": A + 1.0}]}
    value, found = value_and_grad(f)(given)
    assert given["layers"][0]["w"].tolist() == A.tolist()
    np.testing.assert_allclose(found["layers"][0]["w"], [0.0, 3.0, 1.0])
    np.testing.assert_allclose(found["layers"][1]["w"], [0.0, 10.0 * 1.7, 4.2])


def test_the_layers_have_names_of_their_own_in_the_program():
    special = source_of(dicts_in_a_list).specialised({"layers": DICTS, "x": A})
    text = special.adjoint(("layers",)).text
    assert "for" not in text and "layers[0]" in text and "'w'" in text


LONG = [
    (lists_in_lists_in_a_dict, {"rows": [[A, A + 1.0]] * 70}, "a long list of lists"),
    (
        tuples_in_a_list_in_a_dict, {"layers": [(1.0, 2.0)] * 70, "inner": {"rate": 2.0}},
        "a list of tuples",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("f", "given", "what"), LONG)
def test_long_lists_inside_say_what_to_write_instead(f, given, what):
    with pytest.raises(NotDifferentiable, match=what) as caught:
        grad(f)(given)
    assert "Pass it as an argument of its own" in str(caught.value)


@pytest.mark.parametrize("f", [counted, dicts_by_position])
def test_a_long_list_of_dicts_is_one_list_for_each_key(f):
    if f is counted:
        rows = [{"w": 0.1 * k, "n": k, "t": "s"} for k in range(70)]
        found = grad(f)(rows)
        assert found[5] == {"w": 5.0, "n": None, "t": None} and len(found) == 70
        return
    rows = [{"w": np.eye(3) * (1.0 + 0.01 * k), "b": 0.1 * A} for k in range(70)]
    check_grads(f, rows, A)
