"""What stands in a dict or an object is changed in place; slices of lists in tests."""

import copy

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.small import kept_in
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8, 1.7])
P = {"l": {"w": 1.0, "b": 2.0}, "t": (1.0, 2.0)}
RIGHT = []
right = kept_in(RIGHT, X)


class Holder:
    pass


@right()
def merged_into_an_inner_dict(x):
    q = {"a": x[0]}
    d = {"inner": q}
    d["inner"] |= {"a": x[1], "b": x[2]}
    return q["a"] * q["b"] * d["inner"]["b"]


@right()
def merged_deeper_inside(x):
    d = {"a": {"b": {"c": x[0]}}}
    d["a"]["b"] |= {"c": x[1], "e": x[2]}
    d["a"]["b"]["c"] *= 2.0
    return d["a"]["b"]["c"] * d["a"]["b"]["e"]


@right()
def merged_into_an_attribute(x):
    o = Holder()
    o.d = {"a": x[0]}
    o.d |= {"b": x[1]}
    return o.d["a"] * o.d["b"]


@right(P, 3.0)
def merged_into_an_argument(p, x):
    q = p["l"]
    p["l"] |= {"w": x * q["b"]}
    return q["w"] * p["l"]["b"]


@right()
def tuples_get_longer(x):
    d = {"t": (x[0],), "s": 1.0}
    for v in x:
        d["s"] *= v
    d["t"] += (d["s"], x[1])
    d["t"] *= 2
    return d["t"][0] * d["t"][4] * d["t"][5]


@right(P, 3.0)
def tuples_of_arguments_get_longer(p, x):
    q = p["t"]
    p["t"] += (x,)
    return len(q) * p["t"][2] * p["t"][0]


@right()
def slices_in_tests(x):
    values, s = [x[0], x[1], x[2]], 0.0
    for i in range(3):
        if values[i:] == [x[2]]:
            s += values[i] ** 2
        elif sum(values[: i + 1]) > 0.0:
            s += values[i]
        values[i] = values[i] * 2.0
        assert values[:1] != [7.0]
    same = values[:] == values
    while values[1:] != [x[2] * 2.0]:
        s += values.pop(0) ** 2 * same
    return s * values[0]


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_what_is_changed_in_place_is_right_in_both_modes(f, args):
    s2sad.check_grads(f, *copy.deepcopy(args), order=order_in_turn())


def test_a_tuple_in_a_dict_only_gets_longer():
    def f(x):
        d = {"t": (x[0], x[1])}
        d["t"] -= (x[2],)
        return d["t"][0]

    with pytest.raises(Error, match="A tuple cannot be changed"):
        s2sad.grad(f)(X)
