"""Dicts and objects in arguments that helpers change, that stand in lists, or that form trees."""

from dataclasses import dataclass

import numpy as np
import pytest

from s2sad import differentiate, grad
from s2sad.errors import Error
from s2sad.testing import check_grads
from tests.thorough import order_in_turn


class Node:
    def __init__(self, v, children=()):
        self.v, self.children = v, list(children)


class Link:
    def __init__(self, v, next=None):
        self.v, self.next = v, next


class Pair:
    def __init__(self, v, left=None, right=None):
        self.v, self.left, self.right = v, left, right


@dataclass
class Body:
    x: float
    v: float


def descend(state, grads, rate):
    for k in state:
        state[k] = state[k] - rate * grads[k] ** 2


def descend_in_place(state, grads, rate):
    for k, g in grads.items():
        state[k] -= rate * g * state[k]


def step_in_place(state, grads, rate):
    descend_in_place(state, grads, rate)
    return np.sum(state["w"])


def trained(params, rate):
    speed = {k: 0.0 * p for k, p in params.items()}
    for _ in range(2):
        grads = {"w": 2.0 * params["w"] * params["b"], "b": np.sum(params["w"] ** 2)}
        for k in params:
            speed[k] = 0.9 * speed[k] - rate * grads[k]
            params[k] = params[k] + speed[k]
    descend(params, speed, rate)
    descend_in_place(params, grads, rate)
    return np.sum(params["w"]) * params["b"]


def of_layers(net, layers, rate):
    for name in net:
        for k in net[name]:
            net[name][k] = net[name][k] - rate * net[name][k] ** 2
    for layer in layers:
        for k in layer:
            layer[k] *= 1.0 + rate
    return net["a"]["w"] * net["b"]["w"] * layers[0]["w"] + layers[1]["w"]


def under_two_names(p, q, held, rate):
    first = held["p"]
    for b in (p, q):
        b.x += rate * b.v
    for b in held.values():
        b.v -= rate * b.x * first.x
    other = p
    other.v = other.v * q.x
    return p.x * p.v + first.v * held["q"].v


def down_the_tree(root, w):
    s, depth = 0.0, 1.0
    stack = [root]
    while stack:
        node = stack.pop()
        s += node.v ** 2 * w * depth
        depth += 1.0
        stack.extend(node.children)
    return s


def over_pairs(root, w):
    s, todo, more = 0.0, [(root, 0)], [root]
    while len(todo) > 0:
        node, depth = todo.pop(0)
        if node.v * w > 9.0:
            break
        s += node.v ** 2 * w ** depth
        for child in (node.left, node.right):
            if child is not None:
                todo.append((child, depth + 1))
    while more:
        node = more.pop()
        if node is None:
            continue
        s *= node.v + w
        more.append(node.left)
        more.append(node.right)
    return s


def first_above(head, w):
    n = head
    while n is not None:
        if n.v * w > 1.5:
            return n.v ** 2 * w
        n = n.next
    return w ** 3


def smoothness(head, w):
    s, n, before = 0.0, head, None
    while n:
        if before is not None:
            s += (n.v - before.v) ** 2 * w
        before, n = n, n.next
    return s + before.v


def chain():
    return Link(0.5, Link(2.0, Link(1.2)))


HELD = {"p": Body(0.4, 1.5), "q": Body(0.2, 3.0)}
CASES = [
    (trained, {"w": np.array([1.0, 2.0]), "b": 0.5}, 0.1),
    (of_layers, {"a": {"w": 0.7}, "b": {"w": 1.1}}, [{"w": 0.4}, {"w": 2.0}], 0.1),
    (under_two_names, Body(1.0, 0.5), Body(0.6, 2.0), HELD, 0.1),
    (down_the_tree, Node(1.0, [Node(2.0, [Node(0.3)]), Node(3.0)]), 0.7),
    (over_pairs, Pair(1.0, Pair(2.0, None, Pair(0.7)), Pair(3.0)), 3.5),
    (first_above, chain(), 1.1),
    (first_above, chain(), 0.2),
    (smoothness, chain(), 0.7),
]


@pytest.mark.parametrize("f, args", [(f, args) for f, *args in CASES])
def test_both_modes_agree_with_differences(f, args):
    check_grads(f, *args, order=order_in_turn())


def test_the_callers_dicts_and_objects_stay_as_they_are():
    params, (p, q) = {"w": np.array([1.0, 2.0]), "b": 0.5}, (Body(1.0, 0.5), Body(0.6, 2.0))
    grad(trained)(params, 0.1)
    grad(under_two_names)(p, q, HELD, 0.1)
    assert params["w"].tolist() == [1.0, 2.0] and params["b"] == 0.5
    assert (p, q) == (Body(1.0, 0.5), Body(0.6, 2.0))


def test_a_loop_over_a_dict_is_a_line_for_each_key():
    def step(state, grads, rate):
        descend(state, grads, rate)
        return np.sum(state["w"])

    text = differentiate(step).text("adjoint", {"w": np.ones(2)}, {"w": np.ones(2)}, 0.1)
    assert "state_w = state['w']" in text and "for" not in text
    text = differentiate(step_in_place).text("primal", {"w": np.ones(2)}, {"w": np.ones(2)}, 0.1)
    assert "    state_w0 -= " in text


def test_other_keys_and_other_trees_are_other_programs():
    @differentiate(wrt="state")
    def total(state, rate):
        descend(state, state, rate)
        return sum(state.values())

    assert total.grad({"a": 2.0}, 0.5) == {"a": -1.0}
    assert total.grad({"a": 2.0, "b": 3.0}, 0.5) == {"a": -1.0, "b": -2.0}
    for root, expected in [(Node(1.0), 1.0), (Node(1.0, [Node(2.0)]), 9.0), (Node(1.0), 1.0)]:
        assert differentiate(down_the_tree, wrt="w").grad(root, 1.0) == expected


def test_one_object_in_two_places_is_refused():
    b = Body(1.0, 2.0)
    with pytest.raises(Error, match="one Body is reached through"):
        grad(under_two_names)(b, b, HELD, 0.1)


def test_more_trips_than_can_be_written_out_are_refused():
    root = Node(1.0, [Node(float(k)) for k in range(64)])
    with pytest.raises(Error, match="as a whole|written out"):
        grad(down_the_tree)(root, 0.5)
