"""Items that `product` and its kin keep, of what the body updates through something that holds it.

`p["w"] *= 2` writes the array that stands in the dict: a loop over `product(p["w"], …)` goes on
with the items that it had at first. The hunt found it read the new ones.
"""

from dataclasses import dataclass
from itertools import combinations_with_replacement, permutations, product

import numpy as np
import pytest

from s2sad import check_grads
from tests.thorough import in_turn, order_in_turn


@dataclass
class Held:
    w: np.ndarray


def powers_of_an_item(p):
    s = 0.0
    for a, b in product(p["w"], repeat=2):
        p["w"] **= 2
        s = s + a * b
    return s


def what_is_bound_to_an_item(p):
    w = p["w"]
    s = 0.0
    for a, b in product(w, p["v"]):
        p["w"] *= 1.5
        p["v"] -= a
        s = s + a * b
    return s


def choices(p):
    s = 0.0
    for a, b in combinations_with_replacement(p["w"], 2):
        p["w"] += a
        s = s + a * b * b
    return s


def dict_in_a_dict(p):
    inner = p["in"]
    s = 0.0
    for a, b in product(p["in"]["w"], p["in"]["v"]):
        inner["w"] *= 1.5
        p["in"]["v"] **= 1.5
        s = s + a * b
    return s


def by_every_key(p):
    s = 0.0
    for a, b in product(p["w"], p["v"]):
        for k in p:
            p[k] *= 1.5
        s = s + a * b
    return s


def item_of_a_list(rows):
    s = 0.0
    for a, b in permutations(rows[0]):
        rows[0] *= 2.0
        s = s + a * b * b
    return s


def by_every_place(rows):
    s = 0.0
    for a, b in product(rows[0], rows[1]):
        for k in range(len(rows)):
            rows[k] += 2.0
        s = s + a * b
    return s


def held_by_a_list_made_here(x):
    rows = [x, 2.0 * x]
    s = 0.0
    for a, b in permutations(x[::-1]):
        rows[0] += 2.0
        s = s + a * b * b
    return s


def held_by_a_dict_made_here(x):
    p = {"x": x}
    s = 0.0
    for a, b in product(x, x):
        p["x"] *= 1.5
        s = s + a * b
    return s


def attribute(m):
    s = 0.0
    for a, b in product(m.w, m.w):
        m.w *= 1.5
        s = s + a * b
    return s


def _update(p):
    p["w"] *= 2.0


def in_a_helper(x):
    p = {"w": x}
    s = 0.0
    for a, b in permutations(x):
        _update(p)
        s = s + a * b * b
    return s


def list_in_a_dict_grows(p):
    s = 0.0
    for a, b in permutations(p["w"], 2):
        p["w"] += [a * b]
        s = s + a * b * b
    return s + len(p["w"])


def list_that_a_dict_holds_too(x):
    rows = [x[0], x[1]]
    p = {"w": rows}
    s = 0.0
    for a, b in permutations(rows, 2):
        p["w"] += [a * b]
        s = s + a * b * b
    return s + rows[-1]


def list_that_grows(x):
    rows = [x[0], x[1]]
    s = 0.0
    for a, b in permutations(rows, 2):
        rows += [a * b]
        s = s + a * b * b
    return s + rows[-1]


def item_that_grows(p):
    s = 0.0
    for a, b in product(p["w"], repeat=2):
        p["w"].append(a * b)
        p["w"][0] = b
        s = s + a * b * b
    return s + p["w"][0] * len(p["w"])


def list_in_a_dict_in_a_dict(p):
    s = 0.0
    for a, b in permutations(p["in"]["w"], 2):
        p["in"]["w"] += [a * b]
        s = s + a * b * b
    return s + len(p["in"]["w"])


def by_the_items_of_a_list(rows):
    s = 0.0
    for a, b in permutations(rows[0][0], 2):
        for row in rows:
            row[0] += [a * b]
        s = s + a * b * b
    return s + len(rows[0][0])


W, V = np.array([1.1, 0.8]), np.array([0.7, 1.2])
PROGRAMS = [
    (powers_of_an_item, {"w": W}),
    (what_is_bound_to_an_item, {"w": W, "v": V}),
    (choices, {"w": W}),
    (dict_in_a_dict, {"in": {"w": W, "v": V}}),
    (by_every_key, {"w": W, "v": V}),
    (item_of_a_list, [W, V]),
    (by_every_place, [W, V]),
    (held_by_a_list_made_here, W),
    (held_by_a_dict_made_here, W),
    (attribute, Held(W)),
    (in_a_helper, W),
    (list_in_a_dict_grows, {"w": [1.1, 0.8]}),
    (list_that_a_dict_holds_too, W),
    (list_that_grows, W),
    (item_that_grows, {"w": [1.1, 0.8]}),
    (list_in_a_dict_in_a_dict, {"in": {"w": [1.1, 0.8]}}),
    (by_the_items_of_a_list, [[[1.1, 0.8]]]),
]


@pytest.mark.parametrize(("f", "arg"), in_turn(PROGRAMS))
def test_the_items_are_those_of_the_first_moment(f, arg):
    check_grads(f, arg, order=order_in_turn())
