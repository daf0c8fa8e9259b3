"""Lists and dicts of objects of several classes in arguments; objects that are exchanged there."""

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.arguments.bodies import Point
from tests.small import kept_in
from tests.thorough import order_in_turn

X = np.array([0.7, -0.4, 1.3])
W = np.array([[0.3, -0.2, 0.1], [0.5, 0.4, -0.6], [0.2, 0.1, 0.9]])
RIGHT = []
REFUSED = []


class Dense:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def __call__(self, x):
        return self.w @ x + self.b


class Tanh:
    def __call__(self, x):
        return np.tanh(x)


class Scale:
    def __init__(self, k):
        self.k = k

    def __call__(self, x):
        return self.k * x


class Net:
    def __init__(self, layers):
        self.layers = layers

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def backwards(self, x):
        for i in range(len(self.layers) - 1, -1, -1):
            x = self.layers[i](x)
        return x


class Area(Point):
    def size(self):
        return self.x * self.y


class Sum(Point):
    def size(self):
        return self.x + self.y


class Holder:
    def __init__(self, part):
        self.part = part


LAYERS = [Dense(W, X), Tanh(), Scale(2.0)]


right = kept_in(RIGHT)


def refused(text, *args):
    """Keep a function that is to be refused."""
    def keep(f):
        REFUSED.append(pytest.param(f, args, text, id=f.__name__))
        return f
    return keep


@right(Net(LAYERS), X)
def net(net, x):
    return np.sum(net(x) ** 2)


@right(LAYERS, X)
def each_in_other_ways(layers, x):
    for layer, k in zip(layers, [1.0, 2.0, 3.0]):
        x = k * layer(x)
    for i, layer in enumerate(layers):
        x = layer(x) * (i + 1)
    for layer in reversed(layers):
        x = layer(x)
    for layer in layers[:-1]:
        x = layer(x)
    for i in range(len(layers)):
        x = layers[i](x)
    return np.sum(layers[-1](x))


@right(LAYERS, X)
def left_early(layers, x):
    for layer in layers:
        x = layer(x)
        if np.sum(x) > 100.0:
            break
    first, *_ = [layer(x) for layer in layers]
    return sum(np.sum(layer(x)) for layer in layers) + first[0]


@right({"a": Dense(W, X), "b": Tanh()}, X)
def in_a_dict(layers, x):
    for key in layers:
        x = layers[key](x)
    for layer in layers.values():
        x = layer(x)
    return np.sum(layers["a"](x))


@right([np.sin, np.tanh], X)
def functions(functions, x):
    for f, g in zip(functions, functions[::-1]):
        x = f(g(x))
    return np.sum(x)


@right([Area(1.0, 2.0), Sum(3.0, 4.0)], 3.0)
def exchanged_in_a_list(parts, q):
    other = parts
    parts[0], parts[1] = parts[1], parts[0]
    copied = list(parts)
    copied[0] = parts[1]
    size = sum(p.size() for p in parts) * other[0].size()
    return size + q * copied[0].size() * copied[1].size()


@right({"a": Area(1.0, 2.0)}, 3.0)
def exchanged_in_a_dict(parts, q):
    before = parts["a"].size()
    parts["a"] = Sum(q, q * q)
    return parts["a"].size() * before


@right(Area(1.0, 2.0), 3.0)
def kept_in_an_object(part, q):
    holder = Holder(part)
    part = Sum(q, q)
    return holder.part.size() * part.size()


@right(
    Holder([Point(1.0, 2.0), Point(3.0, 4.0)]),
    [Holder([Point(5.0, 6.0), Point(7.0, 8.0)]), Holder([Point(9.0, 6.0)])],
)
def a_parameter_bound_by_a_loop(holder, holders):
    s = 0.0
    for holder in holders:
        for p in holder.part:
            s = s + p.x**2 * p.y
    return s


class Squares:
    def __init__(self, values):
        self.values = values

    def __iter__(self):
        for v in self.values:
            yield v**2


@right(Squares(X), X)
def objects_that_are_iterated_over(given, x):
    s = 0.0
    for v in given:
        s += np.sin(v)
    for i, v in enumerate(Squares(x)):
        s += i * v
    return s * sum(v for v in Squares([x[0], x[1]]))


@right(Holder(Area(1.0, 2.0)), Sum(3.0, 4.0))
def another_class(holder, other):
    holder.part = other
    return holder.part.size()


@right(Holder(Holder([Point(1.0, 2.0)])), Holder([Point(5.0, 6.0)]))
def another_list(holder, other):
    holder.part = other
    return sum(p.x * p.y for p in holder.part.part)


@right({"a": Area(1.0, 2.0), "n": 2.0}, 3.0)
def taken_out_of_a_dict(parts, q):
    del parts["a"]
    parts["a"] = Sum(q, q * q)
    return parts["a"].size()


def after_exchange(part, holder, q):
    holder.part = Area(q, q * q)
    return part.x * part.size()


@right(Holder(Area(1.0, 2.0)), 3.0)
def a_parameter_of_a_helper(holder, q):
    return after_exchange(holder.part, holder, q)


@refused("Use a constant index, or loop over the items", LAYERS, X, 1)
def a_place_that_only_the_run_knows(layers, x, i):
    return np.sum(layers[i](x))


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_objects_of_several_classes_are_right_in_both_modes_and_twice(f, args):
    s2sad.check_grads(f, *args, order=order_in_turn())


@pytest.mark.parametrize(("f", "args", "text"), REFUSED)
def test_what_would_be_another_object_is_refused(f, args, text):
    with pytest.raises(Error) as caught:
        s2sad.value_and_grad(f, argnums=0)(*args)
    assert text in str(caught.value)
