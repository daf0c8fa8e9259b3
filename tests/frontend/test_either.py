"""Names that are one function or another, by a condition."""

import math
from functools import partial

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from s2sad.errors import Error
from tests.small import noted_in

CASES = {}
at = noted_in(CASES)
X = np.array([0.3, -0.7, 1.2])


def relu(v):
    return np.maximum(v, 0.0)


@at(X, True)
def by_an_expression(x, smooth):
    act = np.tanh if smooth else relu
    return np.sum(act(x) ** 2)


@at(X, "swish")
def by_branches(x, name):
    if name == "tanh":
        act = np.tanh
    elif name == "swish":
        act = lambda v: v / (1.0 + np.exp(-v))  # noqa: E731
    else:
        raise ValueError(name)
    return np.sum(act(2.0 * act(x)))


@at(X, None)
def by_default(x, act=None):
    if act is None:
        act = np.tanh
    return np.sum(act(x))


def activated(x, act=None, scale=2.0):
    if act is None:
        act = np.sin
    return scale * act(x)


@at(X, False)
def handed_to_one_that_has_a_default(x, smooth):
    act = np.tanh if smooth else relu
    first = activated(x, np.cos if smooth else np.exp) * activated(x, act, 3.0)
    return np.sum(first * activated(x)) if act is not None else 0.0


@at(X, "relu")
def by_a_display(x, name):
    first = {"tanh": np.tanh, "relu": relu}[name](x)
    second = dict(tanh=np.cos, relu=lambda v: v**3)[name](x)  # noqa: C408
    return np.sum(first * second) + [np.sin, np.cos][len(name) - 4](x[0])


@at(X)
def by_numbers_in_a_loop(x):
    total = 0.0
    for i in range(len(x)):
        if x[i] > 1.0:
            f = math.sin
        elif x[i] > 0.0:
            f = math.exp
        else:
            f = lambda v: v * v  # noqa: E731
        total += f(x[i]) * f(2.0 * x[i])
    return total


@at(X, "heavy")
def steppers(x, name):
    def plain(p, g, s):
        return p - 0.1 * g, s

    def heavy(p, g, s):
        s = 0.9 * s + g
        return p - 0.1 * s, s

    step = plain if name == "plain" else heavy
    p, s = x, np.zeros_like(x)
    for _ in range(3):
        p, s = step(p, 2.0 * p, s)
    return np.sum(p**2)


@at(X, True)
def made_with_parameters(x, first):
    weight = 2.0 * x[0]
    if first:
        f = partial(np.multiply, weight)
    else:
        power = weight * x[1]
        f = partial(lambda a, v: a * v * v, power)
    weight = 0.0
    return np.sum(f(x)) + weight


@at(X, False)
def reading_what_comes_later(x, first):
    k = 2.0
    f = (lambda v: k * v) if first else (lambda v: v**k)
    k = 3.0 + x[0] ** 2
    first = True
    return np.sum(np.abs(x) * f(np.abs(x))) * k * first


@at(X, "cube")
def returned_by_a_function(x, name):
    def pick(kind):
        if kind == "square":
            return lambda v: v * v
        for power in range(3, 5):
            if kind == "cube":
                return lambda v: v**power
        return np.cos

    return np.sum(pick(name)(x)) + pick("square")(x[0]) * pick("else")(x[1])


class Scale:
    def times(self, x):
        return self.a * x

    def over(self, x):
        return x / self.a

    def __init__(self, a):
        self.a = a

    def up(self, x):
        self.a = 2.0 * self.a
        return self.a * x

    def down(self, x):
        self.a = self.a / 2.0
        return self.a * x


@at(X, True)
def methods_of_objects(x, first):
    one, other = Scale(x[0]), Scale(x[1])
    f = one.up if first else other.down
    y = f(f(x))
    return np.sum(y) * one.a + other.a**2


@at(X, True)
def an_object_that_only_the_function_holds(x, first):
    one = Scale(x[0])
    f = one.times if x[1] < 0.0 else one.over
    if first:
        one = Scale(x[1])
    return np.sum(f(x)) * one.a


@at(X, False)
def pairs_of_functions(x, first):
    f, g = (np.sin, np.cos) if first else (np.exp, np.tanh)
    return np.sum(f(x) * g(x))


@at(X, True)
def handed_on(x, first):
    f = math.sin if first else math.cos
    return sum(map(f, x)) + sum([f(v) for v in x]) + (math.exp if first else math.cos)(x[0])


@at(X, "none")
def none_before(x, name):
    norm = None
    if name == "l2":
        norm = np.linalg.norm
    elif name == "none":
        norm = np.sum
    else:
        raise ValueError(name)
    return norm(x)


@at(X, True)
def one_or_none(x, smooth):
    act = np.tanh if smooth else None
    y = 2.0 * x
    if act is not None:
        y = act(y)
    return np.sum(y * x) if act is None or x[0] > 9.0 else np.sum(y)


@at(X, False)
def true_if_it_is_one(x, smooth):
    act = None
    if smooth:
        act = np.tanh
    y = act(x) if act and len(x) > 2 else x**3
    return np.sum(y) * (2.0 if not act else 3.0) * (x[0] if callable(act) else x[2])


@at(X, False)
def true_if_its_number_is(x, smooth):
    act, other = 0.0, x[1]
    if smooth:
        act = np.tanh
        other = np.cos
    s = x[0] ** 2 if not act else x[1]
    return s * (2.0 if other else 3.0) * (x[2] if other is None else x[0])


@at(X, True, False)
def one_of_two_or_none(x, first, second):
    act = None
    if first:
        act = np.sin
    if second:
        act = np.cos
    return x[0] if act is None else np.sum(act(x))


@at(X, False)
def none_is_handed_on(x, smooth):
    def layer(w, act=None):
        y = w * x
        return y if act is None else act(y)

    act = np.tanh if smooth else None
    last = act
    act = act or np.sin
    return np.sum(layer(2.0, act) * layer(3.0, last))


@at(X, 3)
def chosen_in_each_trip(x, n):
    s, act = x, None
    for i in range(n):
        act = None
        if i < n - 1:
            act = np.tanh
        s = 2.0 * s
        if act is not None:
            s = act(s)
    return np.sum(s)


@at(X, "sin")
def one_of_a_table(x, name):
    act = TABLE[name]
    return np.sum(act(x)) if act is not None and callable(act) and act else x[0]


TABLE = {"sin": np.sin, "exp": np.exp}


@pytest.mark.parametrize("name", CASES)
def test_derivatives_are_those_of_the_function_that_is_chosen(name):
    f, args = CASES[name]
    check_grads(f, *args, order=2)
    if type(args[-1]) is bool:
        check_grads(f, *args[:-1], not args[-1])


def test_a_flag_tells_which_it_is():
    text = differentiate(by_an_expression).text("adjoint", X, True)
    assert "a = bool(smooth)\n    if a:\n        b = np.tanh(x)\n    else:\n" in text


def test_what_kinds_decide_is_no_branch():
    assert "if" not in differentiate(by_default).text("adjoint", X, None)


def test_what_is_called_raises_as_in_python():
    with pytest.raises(ValueError, match="other"):
        grad(by_branches)(X, "other")


def test_none_is_not_called():
    def f(x, smooth):
        act = np.tanh if smooth else None
        return act(x)

    check_grads(f, 0.5, True)
    with pytest.raises(TypeError, match="'NoneType' object is not callable"):
        grad(f)(0.5, False)


def none_at_first(x, n):
    act, s = None, 0.0
    for i in range(n):
        s += x[0] if act is None else x[1] ** 2
        if i == 1:
            act = np.tanh
    return s


def none_in_the_test(x, n):
    act, s = None, x[0]
    while act is None:
        s = s * 2.0
        act = np.tanh if n else np.sin
    return s


@pytest.mark.parametrize("f", [none_at_first, none_in_the_test])
def test_data_for_which_a_loop_puts_a_function_is_refused(f):
    with pytest.raises(Error, match="which function `act` is"):
        grad(f)(X, 3)


def test_a_function_that_a_loop_exchanges_is_refused():
    def f(x, n):
        g = np.sin
        for _ in range(n):
            x = g(x)
            g = np.cos
        return x

    with pytest.raises(Error, match="which function `g` is"):
        grad(f)(0.5, 3)
