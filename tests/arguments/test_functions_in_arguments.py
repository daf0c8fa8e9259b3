"""Functions in arguments: they are read like those that a function finds outside."""

import functools
import math

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, jvp
from s2sad.errors import UnknownCall

RNG = np.random.default_rng(5)
X, W = RNG.normal(size=3), RNG.normal(size=(3, 3))
NOTED = []


def square(v):
    return v * v


def scaled(v, k=2.0):
    return k * v


@differentiate
def cosine(v):
    return np.cos(v)


class Layer:
    def __init__(self):
        self.k = 2.0

    def run(self, v):
        return np.tanh(v) * self.k


FUNCTIONS = [
    square, np.sin, lambda v: v**3, scaled, Layer().run, cosine,
    functools.partial(scaled, k=5.0),
]  # fmt: skip


def layers(x, w, act):
    for _ in range(2):
        x = act(w @ x)
    return np.sum(x**2)


def by_default(x, w, act=None):
    if act is None:
        act = np.tanh
    return np.sum(act(w @ x))


def by_or(x, w, act=None):
    act = act or np.tanh
    return np.sum(act(w @ x) * x)


def if_there_is_one(x, w, act=None):
    y = w @ x
    if act:
        y = act(y)
    return np.sum(y * y) if callable(act) else np.sum(y)


def handed_on(x, w, act):
    def twice(f, v):
        return f(f(v))

    return sum(map(act, x)) + np.sum(twice(act, w @ x))


@pytest.mark.parametrize("f", [layers, by_default, by_or, if_there_is_one, handed_on])
@pytest.mark.parametrize("act", FUNCTIONS, ids=range(len(FUNCTIONS)))
def test_it_is_followed(f, act):
    check_grads(f, X, W, act, order=2)


@pytest.mark.parametrize("f", [by_default, by_or, if_there_is_one])
def test_there_may_be_none(f):
    check_grads(f, X, W)
    check_grads(f, X, W, None)


def total(v, act):
    return np.sum(act(v))


def test_each_function_has_a_program_of_its_own():
    d = differentiate(layers, wrt="x")
    for act in (square, np.sin, square, lambda v: 2.0 * v, lambda v: 3.0 * v):
        inner = W @ act(W @ X)
        slope = 2.0 * act(inner) * grad(total, wrt=0)(inner, act)
        slope = (W.T @ slope) * grad(total, wrt=0)(W @ X, act)
        np.testing.assert_allclose(d.grad(X, W, act), W.T @ slope)


def newton(x, f, slope):
    for _ in range(3):
        x = x - (f(x) - 0.3) / slope(x)
    return x


def with_its_own_slope(x, f):
    return x * grad(f)(x)


def function_or_number(x, f):
    return np.sum(f(x)) if callable(f) else np.sum(x) * f


def test_several_and_their_derivatives():
    check_grads(newton, 1.5, square, lambda v: 2.0 * v, order=2)
    check_grads(newton, 0.5, math.sin, math.cos, order=2)
    check_grads(with_its_own_slope, 1.5, lambda v: v**3, order=2)
    check_grads(function_or_number, X, np.sum)
    check_grads(function_or_number, X, 2.0)


def test_the_text_has_the_function():
    assert "np.cos(" in differentiate(layers).text("adjoint", X, W, np.sin)


def noting(v):
    NOTED.append(v)


class Counter:
    def __init__(self):
        self.n = 0

    def __call__(self, v):
        self.n += 1
        return float(self.n)


def told(x, tell):
    for i in range(3):
        tell(i)
    return np.sum(x**2)


def weighted(x, weight):
    s = 0.0
    for i, v in enumerate(x):
        s = s + weight(i) * v**2
    return s


def test_a_function_that_notes_what_it_was_given_is_called():
    NOTED.clear()
    for _ in range(2):
        np.testing.assert_array_equal(grad(told)(X, noting), 2.0 * X)
    assert NOTED == [0, 1, 2, 0, 1, 2]


def test_a_function_that_cannot_be_read_is_called():
    for _ in range(2):
        counter = Counter()
        found = grad(weighted)(X, counter.__call__)
        np.testing.assert_array_equal(found, 2.0 * X * np.arange(1, 4))
        assert counter.n == 3
    assert jvp(weighted, (X, math.factorial), (X,), wrt=(0,))[0] == weighted(X, math.factorial)


def test_what_varies_is_not_handed_to_one_that_cannot_be_read():
    with pytest.raises(UnknownCall, match="does not know what `weight` does"):
        grad(lambda x, weight: x * weight(x))(1.5, Counter().__call__)
