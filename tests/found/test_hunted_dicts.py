"""Programs with dicts that the hunt found to be wrong, or refused without need, made smaller."""

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import Error


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
    in_a_tuple, taken_into_a_tuple, under_two_keys, under_two_keys_in_a_loop,
    in_a_copy_of_the_dict, in_the_dict_that_was_updated,
]  # fmt: skip


@pytest.mark.parametrize("function", SHARED, ids=lambda f: f.__name__)
def test_a_dict_that_stands_in_two_places_is_not_stored_into(function):
    with pytest.raises(Error, match="which has other names"):
        grad(function)(0.7)


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
