"""A value is put on one list, also where two names have it."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate
from tests.thorough import order_in_turn

X = np.array([0.4, -0.3, 0.7])
W = np.array([[0.2, -0.5, 0.3], [0.1, 0.4, -0.2], [-0.3, 0.2, 0.6]])


def layer(W, x):
    return np.tanh(W @ x) * np.sum(np.sin(x))


def layers(W, h, n):
    for _ in range(n):
        h = layer(W, h)
    return np.sum(h * h)


class Dense:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def __call__(self, x):
        return np.tanh(self.W @ x + self.b)


def network(W, h, n):
    layers = [Dense(W, h), Dense(W[1:] * 0.5, h[:2]), Dense(W[:, :2], h * h)]
    for _ in range(n):
        for dense in layers:
            h = dense(h)
    return np.sum(h * h)


def network_with_more(W, h, n):
    layers = [Dense(W, h), Dense(W[1:] * 0.5, h[:2]), Dense(W[:, :2], h * h)]
    for _ in range(n):
        for dense in layers:
            before = h
            if np.sum(h) > 0.1:
                h = np.sin(h) * 1.5
            h = dense(h) + np.sum(np.sin(before))
    return np.sum(h * h)


def a_name_of_the_users(W, h, n):
    for _ in range(n):
        before = h
        h = np.tanh(W @ h)
        h = h + np.sin(before) * h
    return np.sum(h * h)


def in_a_branch(W, h, n):
    for i in range(n):
        before = h
        if i % 2 == 0:
            h = np.tanh(W @ h)
        else:
            h = h * h
            h = h * np.exp(h)
        h = h + np.cos(before) * h
    return np.sum(h * h)


def in_a_loop_inside(W, h, n):
    for i in range(n):
        before = h
        for _ in range(i):
            h = np.tanh(W @ h)
        h = h * np.sin(before)
    return np.sum(h * h)


def bound_between(W, h, n):
    for _ in range(n):
        before = h
        h = h * 0.5 + np.exp(h)
        h = np.tanh(W @ h)
        h = h * np.sin(before)
    return np.sum(h * h)


def written_between(W, h, n):
    for i in range(n):
        h = h * 1.1
        before = h
        h[i] = np.sin(h[i]) * 2.0
        h = np.tanh(W @ h) * before
    return np.sum(h * h)


def exchanged(W, h, n):
    g = h * 2.0
    for _ in range(n):
        old = g
        g = h
        h = np.tanh(W @ old) * h
    return np.sum(h * g)


PROGRAMS = [
    layers, network, network_with_more, a_name_of_the_users, in_a_branch, in_a_loop_inside,
    bound_between, written_between, exchanged,
]


@pytest.mark.parametrize("n", [3, 2, 0])
@pytest.mark.parametrize("f", PROGRAMS, ids=lambda f: f.__name__)
def test_derivatives_are_right(f, n):
    check_grads(f, W, X, n, wrt=(0, 1), order=order_in_turn())


def test_a_value_that_has_two_names_is_on_one_list():
    text = str(differentiate(network).text("adjoint", W, X, 3))
    assert "x_stack.append(h)" in text and "h = x\n" in text and "h_stack" not in text
