"""What is a list, a tuple, a dict, a text, None or an object may be asked whether it is true."""

from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

import pytest

from s2sad import check_grads, differentiate
from tests.small import noted_in

CASES = {}
at = noted_in(CASES)
L = [0.7, -0.4, 1.2]


@dataclass
class Pair:
    x: float
    y: float


class Spot(NamedTuple):
    x: float
    y: float


@at(L)
def a_list_before_its_item(values):
    if values and values[0] > 0.5:
        return values[0] * values[1]
    return values[1]


@at(L)
def a_list_that_was_filled(values):
    out = [v * v for v in values if v > 0]
    if out and max(out) > 0.1:
        return out[0] + out[-1]
    return 0.0


@at(L)
def what_is_popped_under_its_own_test(values):
    left, total = list(values), 0.0
    if left:
        v = left.pop()
        total = total + v * v
    return total * values[0]


@at(L, 0.1)
def what_changes_under_a_test_of_both(values, x):
    kept, total = [], 0.0
    for v in values:
        if kept or x > 3.0:
            total = total + kept[-1] * v
            kept.pop()
        else:
            kept.append(v * x)
    return total


@at(L)
def a_loop_while_there_are_some(values):
    stack = []
    for v in values:
        while stack and stack[-1] < v:
            stack.pop()
        stack.append(v * v)
    return sum(stack)


@at(L)
def a_window(values):
    window, total = deque(maxlen=2), 0.0
    for v in values:
        if window and window[-1] > 0:
            total += v * window[0]
        window.append(v)
    return total


@at(L)
def an_empty_queue(values):
    queue, total = deque(), 0.0
    for v in values:
        if not queue:
            total += 5.0 * v
        queue.append(v)
    return total * 2.0 if queue else total


@at((0.5, 0.2))
def a_tuple(pair):
    return pair[0] * pair[1] if pair and pair[0] > 0.1 else pair[0]


@at({"a": 0.5, "b": 2.0})
def a_dict(d):
    return d["a"] * d["b"] if d and d["a"] > 0.1 else d["a"]


@at(Spot(0.5, 2.0))
def a_named_tuple(spot):
    return spot.x * spot.y if spot else spot.x


@at(0.7, "on", "")
def texts(x, on, off):
    return x * x if on and not off and x > 0.1 else x


@at(0.7, None)
def nothing(x, scale=None):
    return x * scale if scale and x > 0.1 else x**3


@at(Pair(1.0, 2.0))
def an_object(pair):
    if pair and pair.x > 0.3:
        return pair.x * pair.y
    return pair.x


@at(0.7, None)
def an_object_or_another(x, pair=None):
    pair = pair or Pair(x, 2.0)
    return pair.x * pair.y * x


@at(0.7, None)
def an_object_if_there_is_none(x, pair=None):
    pair = Pair(x, 2.0) if pair is None else pair
    return pair.x * pair.y * x


@pytest.mark.parametrize("name", CASES)
def test_a_truth_is_right_in_both_modes(name):
    function, args = CASES[name]
    check_grads(function, *args)


def test_an_object_that_is_given_takes_the_place_of_the_default():
    check_grads(an_object_or_another, 0.7, Pair(1.0, 2.0))
    check_grads(an_object_if_there_is_none, 0.7, Pair(1.0, 2.0))


def test_a_list_that_is_popped_is_asked_once():
    text = differentiate(what_is_popped_under_its_own_test).text("adjoint", L)
    assert text.count("bool(left)") == 1
