"""Views of dicts: `d.values()` shows what the dict holds when it is read."""

import numpy as np
import pytest

from s2sad import check_grads, jvp
from s2sad.analysis.dict_views import views_read_late
from s2sad.errors import Error
from s2sad.frontend.read import reading
from tests.thorough import order_in_turn

X = np.array([0.3, 0.4, 0.7])


def values_of_a_loop(x):
    d = {"a": x[0], "b": x[1]}
    t = 0.0
    for v in d.values():
        t = t + v
        d["b"] = t * 3.0
    return t


def items_of_a_loop(x):
    d = {"a": x[0], "b": x[1]}
    t = 1.0
    for k, v in d.items():
        t = t * v
        d["b"] = t * 3.0
        d[k] = 0.0
    return t + d["b"]


def counted(x):
    d = {"a": x[0], "b": x[1], "c": x[1]}
    t = 0.0
    for i, (_, v) in enumerate(d.items()):
        t = t + v * (i + 1)
        d["b"], d["c"] = t * 3.0, x[2] * t
    return t


def beside_an_array(x):
    d = {"a": x[0], "b": x[1], "c": x[1]}
    t = 1.0
    for v, w in zip(d.values(), x):
        t = t + v * w
        d["b"] = t * 3.0
        d["c"] = x[2] * t
    return t


def own_key(x):
    d = {"a": x[0], "b": x[1]}
    for k, v in d.items():
        d[k] = v * x[2]
    return d["a"] * d["b"]


def a_list_of_them(x):
    d = {"a": x[0], "b": x[1], "c": x[1]}
    vs = list(d.values())
    d["c"] = 3 * x[2]
    a, b, c = vs
    return a * b * c * sum(d.values())


def asked_again(x):
    d = {"a": x[0], "b": x[1]}
    s = sum(d.values())
    d["b"] = s * x[2]
    d["c"] = x[2]
    return s * sum(d.values()) + len(d.keys())


def total(values):
    return sum(values)


def of_a_helper(x):
    d = {"a": x[0], "b": x[1]}
    s = total(d.values())
    d["b"] = s * x[2]
    return s * total(d.values())


RIGHT = [
    values_of_a_loop, items_of_a_loop, counted, beside_an_array, own_key, a_list_of_them,
    asked_again, of_a_helper,
]  # fmt: skip


@pytest.mark.parametrize("f", RIGHT, ids=lambda f: f.__name__)
def test_a_view_shows_what_the_dict_holds(f):
    check_grads(f, X, order=order_in_turn())


def unpacked_later(x):
    d = {"a": x[0], "b": x[1]}
    vs = d.values()
    d["b"] = 3 * x[2]
    a, b = vs
    return a * b


def summed_later(x):
    d = {"a": x[0], "b": x[1]}
    pairs = d.items()
    d["c"] = 3 * x[2]
    return sum(v for _, v in pairs)


def two_names(x):
    d = {"a": x[0], "b": x[1]}
    vs = ws = d.values()
    s = sum(vs)
    d["b"] = 3 * x[2]
    return s * sum(ws)


def in_a_tuple(x):
    d = {"a": x[0], "b": x[1]}
    kept = (d.values(), 2.0)
    d["b"] = 3 * x[2]
    return sum(kept[0]) * kept[1]


def of_the_trip_before(x):
    d = {"a": x[0], "b": x[1]}
    vs, t = d.values(), 0.0
    for i in range(3):
        t = t + sum(vs) * x[i]
        vs = d.values()
        d["b"] = t
    return t


def of_the_next_trip(x):
    d, t = {"a": x[0], "b": x[1]}, 1.0
    for i in range(3):
        if i > 0:
            t = t * sum(vs)
        vs = d.values()
        d["b"] = t * x[2]
    return t


def keys_later(x):
    d = {"a": x[0], "b": x[1]}
    keys = d.keys()
    d["c"] = 3 * x[2]
    return sum(d[k] for k in keys)


def inner_dict(x):
    d = {"a": {"p": x[0]}, "b": {"p": x[1]}}
    t = 0.0
    for v in d.values():
        t = t + v["p"] * x[2]
        d["b"]["p"] = t
    return t


def taken_from(x):
    d = {"a": x[0], "b": x[1]}
    keys = d.keys()
    v = d.pop("b")
    return v * len(keys)


LATE = [
    unpacked_later, summed_later, two_names, in_a_tuple, of_the_trip_before, of_the_next_trip,
    keys_later, inner_dict, taken_from,
]  # fmt: skip


@pytest.mark.parametrize("f", LATE, ids=lambda f: f.__name__)
def test_a_view_that_is_read_late_is_right_or_refused(f):
    assert views_read_late(reading(f).program)
    try:
        value, _ = jvp(f, (X,), (X,))
    except Error:
        return
    assert value == pytest.approx(f(X))
    check_grads(f, X)


def test_what_is_refused_says_what_to_write():
    with pytest.raises(Error, match=r"Write `d\.values\(\)` where it is read"):
        jvp(unpacked_later, (X,), (X,))


@pytest.mark.parametrize("f", [own_key, a_list_of_them, asked_again, of_a_helper])
def test_a_view_that_is_read_in_time_is_none_of_these(f):
    assert not views_read_late(reading(f).program)
