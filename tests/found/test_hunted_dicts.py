"""Programs with dicts that the hunt found to be wrong, or refused without need, made smaller."""

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import Error
from tests.small import read_once


def in_a_tuple(x):
    inner = {"c": x * 1.0}
    pair = (inner, x)
    inner["c"] = np.sin(x)
    return pair[0]["c"] * pair[1]


def taken_into_a_tuple(x):
    d = {"in": {"c": x * 1.0}, "k": x * 2.0}
    pair = (d["in"], 3.0)
    d["in"]["c"] = np.sin(x)
    return pair[0]["c"] * d["k"]


def under_two_keys(x):
    d = {"in": {"c": x}, "k": x}
    d["other"] = d["in"]
    d["in"]["c"] = np.sin(x)
    return d["other"]["c"] * d["k"]


def under_two_keys_in_a_loop(x):
    d = {"in": {"c": x}, "other": {"c": x}}
    for _ in range(3):
        d["in"]["c"] = np.sin(d["other"]["c"]) + d["in"]["c"]
        d["other"] = d["in"]
    return d["other"]["c"]


def in_a_copy_of_the_dict(x):
    d = {"in": {"c": x}, "k": x}
    e = {**d}
    d["in"]["c"] = np.sin(x)
    return e["in"]["c"] * d["k"]


def in_the_dict_that_was_updated(x):
    d = {"in": {"c": x}, "k": x}
    e = {"k": x}
    e.update(d)
    e["in"]["c"] = np.sin(x)
    return e["k"] * d["in"]["c"]


SHARED = [
    in_a_tuple, taken_into_a_tuple, under_two_keys, in_a_copy_of_the_dict,
    in_the_dict_that_was_updated,
]  # fmt: skip


@pytest.mark.parametrize("function", SHARED, ids=lambda f: f.__name__)
def test_a_dict_that_stands_in_two_places_is_one_dict(function):
    check_grads(function, 0.7, order=2)


def test_a_dict_that_a_loop_puts_under_two_keys_is_refused():
    with pytest.raises(Error, match="which has other names"):
        grad(under_two_keys_in_a_loop)(0.7)


def beside_the_same_number(x):
    d = {"in": {"c": x, "b": x * 2.0}, "k": x}
    e = {"in": {"c": x, "b": x * 2.0}, "k": x}
    d["in"]["c"] = np.sin(x)
    e["in"].update(b=d["in"]["c"])
    return d["in"]["c"] * d["k"] + e["in"]["b"]


def exchanged_parts(x):
    d = {"in": {"c": x, "b": x * 2.0}, "k": x}
    for k in ("c", "b"):
        d["in"][k] *= d["k"]
    d["in"]["b"], d["k"] = d["k"], d["in"]["b"]
    return d["in"]["c"] * d["k"]


def merged_after(x):
    d = {"in": {"c": x, "b": x * 2.0}, "k": x}
    e = d["in"] | {"w": x}
    d["in"]["c"] = np.sin(x)
    d["in"]["b"] += sum(d["in"].values())
    return d["in"]["c"] * d["in"]["b"] + e["c"]


@pytest.mark.parametrize("function", [beside_the_same_number, exchanged_parts, merged_after])
def test_a_dict_in_a_dict_may_hold_what_the_outer_one_holds(function):
    check_grads(function, 0.7, order=2)


def copied_by_a_comprehension(x):
    d = {"a": {"w": x}, "b": {"w": x * 2.0}}
    e = {k: v for k, v in d.items()}  # noqa: C416
    d["a"]["w"] = x * x
    return e["a"]["w"] * d["a"]["w"]


def among_other_values(x):
    d = {"a": {"w": x}, "k": x}
    e = {k: v for k, v in d.items()}  # noqa: C416
    d["a"]["w"] = x * x
    return e["a"]["w"] * d["k"]


def united(x):
    d = {"a": {"w": x}, "k": x}
    e = d | {"k": 2.0}
    d["a"]["w"] = x * x
    return e["a"]["w"] * e["k"]


def spread_in_a_tuple(x):
    d = {"a": {"w": x}, "b": {"w": x * 2.0}}
    values = tuple(d.values())
    d["a"]["w"] = x * x
    return values[0]["w"] * d["a"]["w"]


COPIED = [copied_by_a_comprehension, among_other_values, united, spread_in_a_tuple]


@pytest.mark.parametrize("function", COPIED, ids=lambda f: f.__name__)
def test_a_dict_that_a_copy_holds_too_is_one_dict(function):
    check_grads(function, 0.7, order=2)


def loops_over_dicts(x):
    d = {"a": {"w": x, "b": 0.5}, "b": {"w": x * 2.0, "b": x}}
    s = 0.0
    for v in (d["a"], d["b"]):
        s += v["w"] * v["b"]
    for k, v in d.items():
        s *= v["w"] if k == "a" else v["b"]
    return s


def loops_over_a_given_dict(p, x):
    s = x
    for v in (p["a"], p["b"]):
        s += v["w"] * v["b"] * x
    for k, v in p.items():
        s *= v["w"] if k == "a" else v["b"]
    return s


def test_loops_run_over_dicts_with_their_keys():
    check_grads(loops_over_dicts, 0.7, order=2)
    given = {"a": {"w": 1.3, "b": 0.5}, "b": {"w": 2.0, "b": 0.7}}
    check_grads(loops_over_a_given_dict, given, 0.7, order=2)


def put_into_a_given_dict(p, x):
    p["in"] = {"c": x, "b": p["w"]}
    p["in"]["c"] *= p["in"]["b"]
    p["in"].update(b=p["in"]["c"] ** 2)
    return p["in"]["c"] * p["in"]["b"] * p["w"]


def for_each_given_key(p, x):
    d = {k: {"v": v, "m": 0.0 * v} for k, v in p.items()}
    for _ in range(2):
        for k in p:
            d[k]["m"] = 0.9 * d[k]["m"] + x * d[k]["v"]
            d[k]["v"] = d[k]["v"] - d[k]["m"]
    return d["w"]["v"] * d["u"]["v"]


@pytest.mark.parametrize("function", [put_into_a_given_dict, for_each_given_key])
def test_a_dict_that_is_made_where_it_is_put_has_no_other_name(function):
    check_grads(function, {"w": 1.3, "u": 0.4}, 0.7, order=2)


FIRST = [
    (put_into_a_given_dict, ({"w": 1.3, "u": 0.4}, 0.7)),
    (for_each_given_key, ({"w": 1.3, "u": 0.4}, 0.7)),
    (loops_over_dicts, (0.7,)), (beside_the_same_number, (0.7,)), (exchanged_parts, (0.7,)),
    (merged_after, (0.7,)),
    (loops_over_a_given_dict,
     ({"a": {"w": 1.3, "b": 0.5}, "b": {"w": 2.0, "b": 0.7}}, 0.7)),
]  # fmt: skip


@pytest.mark.parametrize("function, args", FIRST, ids=[f.__name__ for f, _ in FIRST])
def test_it_needs_no_second_reading(function, args, monkeypatch):
    check_grads(read_once(monkeypatch, function), *args)
