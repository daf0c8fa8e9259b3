"""Attributes that objects of a list get after they were made."""

# ruff: noqa: RET503, RET505

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.small import kept_in, noted_in
from tests.thorough import order_in_turn

X = np.array([0.3, 0.8, 0.56, 1.2])
POINTS = (X, np.array([1.3, 0.75, 0.45, 0.9]), X[::-1].copy(), np.array([1.43, 0.8, 0.5, 0.99]))
W1 = np.arange(12.0).reshape(4, 3) / 10.0 - 0.5
W2 = np.arange(8.0).reshape(2, 4) / 7.0 - 0.4
B1, B2 = np.full(4, 0.1), np.array([0.2, -0.1])
INPUT = np.array([0.3, 0.8, -0.5])
RIGHT = []
right = kept_in(RIGHT)
SOMETIMES = {}
sometimes = noted_in(SOMETIMES)


class P:
    def __init__(self, a):
        self.a = a


class Q:
    gain = 2.0

    def __init__(self, a):
        self.a = a

    def go(self, h):
        r = self.gain * h * self.a
        self.gain = h
        return r


class Slotted:
    __slots__ = ("a", "w")

    def __init__(self, a):
        self.a = a


class Dense:
    def __init__(self, w, b):
        self.w = w
        self.b = b

    def forward(self, x):
        self.x = x
        return self.w @ x + self.b

    def backward(self, g, rate):
        gx = self.w.T @ g
        self.dw = np.outer(g, self.x)
        self.w = self.w - rate * self.dw
        self.b = self.b - rate * g
        return gx


class Tanh:
    def forward(self, x):
        self.x = x
        return np.tanh(x)

    def backward(self, g, rate):
        return g * (1.0 - np.tanh(self.x) ** 2)


class Layer:
    def __init__(self, n_in, n_out, rng):
        self.w = 0.3 * rng.standard_normal((n_out, n_in))
        self.b = np.zeros(n_out)
        self.x = None
        self.z = None

    def forward(self, x):
        self.x = x
        self.z = self.w @ x + self.b
        return np.tanh(self.z)

    def backward(self, g):
        dz = g * (1.0 - np.tanh(self.z) ** 2)
        self.dw, self.db = np.outer(dz, self.x), dz
        return self.w.T @ dz


class Net:
    def __init__(self, layers):
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, g):
        for layer in reversed(self.layers):
            g = layer.backward(g)

    def step(self, rate):
        for layer in self.layers:
            layer.w -= rate * layer.dw
            layer.b -= rate * layer.db


def perceptron():
    rng = np.random.default_rng(0)
    return Net([Layer(3, 4, rng), Layer(4, 2, rng)])


@right([W1, 0.5 * np.eye(4), W2], [B1, B1, B2], INPUT)
def built_in_a_loop(ws, bs, x):
    layers = []
    for w, b in zip(ws, bs):
        layers.append(Dense(w, b))
    h = x
    for layer in layers:
        h = layer.forward(h)
    penalty = 0.0
    for layer in layers:
        penalty += np.sum(layer.x**2)
    return np.sum(h**2) + penalty


@right([W1, 0.5 * np.eye(4), W2], [B1, B1, B2], INPUT)
def trained_by_hand(ws, bs, x):
    layers = [Dense(w, b) for w, b in zip(ws, bs)]
    for _ in range(3):
        g = x
        for layer in layers:
            g = layer.forward(g)
        for layer in reversed(layers):
            g = layer.backward(g, 0.1)
    return sum([np.sum(layer.w) + np.sum(layer.x * layer.b[0]) for layer in layers])


@right([Dense(W1, B1), Dense(W2, B2)], INPUT)
def in_an_argument(layers, x):
    h = x
    for layer in layers:
        h = layer.forward(h)
    return np.sum(h**2) + sum([np.sum(layer.x**3) for layer in layers])


@right([Dense(W1, B1), Tanh(), Dense(W2, B2)], INPUT)
def of_several_classes_in_an_argument(layers, x):
    net, total = Net(layers), 0.0
    for _ in range(2):
        out = net.forward(x)
        total = total + np.sum(out**2)
        g = 2.0 * out
        for layer in reversed(net.layers):
            g = layer.backward(g, 0.1)
    return total


@right(perceptron(), INPUT)
def steps_of_an_argument(net, x):
    for _ in range(2):
        out = net.forward(x)
        net.backward(out)
        net.step(0.1)
    return np.sum(net.forward(x) ** 2) + sum([np.sum(layer.dw) for layer in net.layers])


@right(perceptron(), INPUT)
def what_an_argument_has_as_none(net, x):
    return np.sum(net.forward(x) ** 2) + sum([np.sum(layer.z) for layer in net.layers])


@right(X)
def moments_of_an_optimiser(x):
    ps = [P(v) for v in x]
    for p in ps:
        p.m = 0.0
        p.v = 0.0
    for _ in range(3):
        for p in ps:
            g = 2.0 * p.a
            p.m = 0.9 * p.m + 0.1 * g
            p.v = 0.9 * p.v + 0.1 * g * g
            p.a -= 0.1 * p.m / (np.sqrt(p.v) + 1e-3)
    return sum([p.a**2 + p.m for p in ps])


@right(X)
def from_the_class_at_first(x):
    qs = [Q(v) for v in x]
    h, s = 1.0, 0.0
    for _ in range(3):
        for q in qs:
            h = q.go(h)
            s += q.gain * q.a
    return h + s


@right(X)
def asked_for(x):
    ps = [P(v) for v in x]
    for p in ps:
        if p.a > 0.7:
            p.w = p.a**2
    s = 0.0
    for p in ps:
        if hasattr(p, "w"):
            s += p.w
        found = getattr(p, "w", None)
        if found is not None:
            s += found**2
        s += p.a * getattr(p, "w", 3.0)
        s += p.w if p.a > 0.7 else p.a
        if p.a > 0.7 and p.w > 0.9:
            s *= 1.1
    return s


@right(X)
def sorted_by_it(x):
    ps = [P(v) for v in x]
    for p in ps:
        if p.a > 0.5:
            p.key = (p.a - 0.7) ** 2
    ps.sort(key=lambda p: -p.a)
    return ps[0].key + 3.0 * ps[1].key * ps[1].a


@right(X)
def of_objects_inside(x):
    ps = [P(P(v)) for v in x]
    for p in ps:
        p.a.z = p.a.a**2
        p.w = 2.0 * p.a.z
    return sum([p.a.z * p.w for p in ps])


@right(X)
def arrays_that_are_changed(x):
    ps = [P(v) for v in x]
    for p in ps:
        p.h = np.zeros(2)
    for k in range(2):
        for p in ps:
            p.h[k] = p.a ** (k + 1)
            p.h += p.a
    return sum([np.sum(p.h**2) for p in ps])


@right(X)
def with_slots(x):
    ps = [Slotted(v) for v in x]
    for p in ps:
        p.w = p.a**2
    return sum([p.w for p in ps])


@right(X)
def from_the_trip_before(x):
    ps = [P(v) for v in x]
    s = 0.0
    for k in range(3):
        if k > 0:
            for p in ps:
                s += p.old * p.a
        for p in ps:
            p.old = p.a
            p.a = p.a**2
    return s


@right(X)
def as_a_result(x):
    ps = [P(v) for v in x]
    for p in ps:
        p.w = p.a**2
    return ps


@right(X)
def appended_with_it(x):
    ps = [P(v) for v in x]
    for p in ps:
        p.w = p.a**2
    q = P(2.0 * x[0])
    q.w = 3.0 * x[1]
    ps.append(q)
    return sum([p.w * p.a for p in ps])


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_values_and_derivatives_are_those_of_the_run(f, args):
    s2sad.check_grads(f, *args, order=order_in_turn())
    if len(args) == 1:
        for x in POINTS:
            s2sad.check_grads(f, x)


@sometimes(*POINTS)
def a_loop_that_is_left(x):
    ps = [P(v) for v in x]
    for p in ps:
        if p.a > 1.0:
            break
        p.w = p.a
    s = 0.0
    for p in ps:
        s += p.w
    return s


@sometimes(*POINTS)
def a_loop_that_is_left_after_it(x):
    ps = [P(v) for v in x]
    for p in ps:
        p.w = p.a**2
        if p.a > 1.0:
            break
    s = 0.0
    for p in ps:
        s += p.w
    return s


@sometimes(*POINTS)
def a_loop_over_another_list(x):
    ps = [P(v) for v in x]
    qs = [P(v) for v in x if v > 0.4]
    for i in range(len(qs)):
        ps[i].w = qs[i].a
    s = 0.0
    for p in ps:
        s += p.w
    return s


@sometimes(*POINTS)
def a_trip_that_goes_on(x):
    ps = [P(v) for v in x]
    for p in ps:
        if p.a > 1.0:
            continue
        p.w = p.a
    s = 0.0
    for p in ps:
        s += p.w
    return s


@sometimes(*POINTS)
def another_one_after(x):
    ps = [P(v) for v in x]
    for p in ps:
        p.w = p.a
    ps.append(P(x[0]))
    return sum(p.w for p in ps)


@sometimes(*POINTS)
def another_one_in_each_trip(x):
    ps = [P(v) for v in x]
    s = 0.0
    for k in range(2):
        if k > 0:
            for p in ps:
                s += p.w
        for p in ps:
            p.w = p.a
        ps.append(P(x[k]))
    return s


@sometimes(*POINTS)
def a_loop_without_trips(x):
    ps = [P(v) for v in x]
    for _ in range(int(x[0] > 1)):
        for p in ps:
            p.w = p.a
    return sum(p.w for p in ps)


@sometimes(*POINTS)
def in_a_branch(x):
    ps = [P(v) for v in x]
    if x[0] > 1:
        for p in ps:
            p.w = p.a
    return sum(p.w for p in ps)


@sometimes(*POINTS)
def in_both_branches(x):
    ps = [P(v) for v in x]
    if x[0] > 1:
        for p in ps:
            p.w = p.a
    else:
        for p in ps:
            p.w = p.a * 2
    return sum(p.w for p in ps)


@sometimes(*POINTS)
def all_but_the_first(x):
    ps = [P(v) for v in x]
    for p in ps[1:]:
        p.w = p.a
    return sum(p.w for p in ps)


@sometimes(*POINTS)
def a_return_in_the_loop(x):
    ps = [P(v) for v in x]
    for p in ps:
        if p.a > 1.25:
            return p.a
        p.w = p.a**2
    return sum(p.w for p in ps)


@sometimes(*POINTS)
def made_anew_in_a_loop(x):
    ps = [P(v) for v in x]
    s = 0.0
    for k in range(2):
        for p in ps:
            p.w = p.a * k
        ps = [P(p.a * p.w) for p in ps]
        if k == 1:
            for p in ps:
                s += p.w
    return s


@sometimes(*POINTS)
def beside_a_shorter_list(x):
    ps = [P(v) for v in x]
    for p, v in zip(ps, x[1:]):
        p.w = v * 2
    return sum(p.w for p in ps)


@sometimes(*POINTS)
def an_object_exchanged(x):
    ps = [P(v) for v in x]
    for p in ps:
        p.w = p.a
    ps[1] = P(x[2])
    return sum(p.w for p in ps)


@sometimes(*POINTS)
def read_while_it_gets_shorter(x):
    ps = [P(v) for v in x]
    for p in ps:
        p.w = p.a
    s = 0.0
    while len(ps) > 1:
        ps.pop()
        s += ps[-1].w
    return s


@sometimes(*POINTS)
def an_index_that_moves(x):
    ps = [P(v) for v in x]
    i = 0
    ps[i].w = x[0]
    i = i + 1
    return ps[i].w


@sometimes(*POINTS)
def set_by_a_function(x):

    def setw(p, v):
        p.w = v

    def getw(p):
        return p.w

    ps = [P(v) for v in x]
    for i, p in enumerate(ps):
        setw(p, x[i] ** 2)
    return sum(getw(p) for p in ps)


@sometimes(*POINTS)
def asked_before_and_after(x):
    ps = [P(v) for v in x]
    out = []
    for p in ps:
        if hasattr(p, "w"):
            out.append(p.w)
        p.w = p.a
    for p in ps:
        if hasattr(p, "w"):
            out.append(p.w)
    return sum(out)


def run(f, x):
    try:
        return f(x.copy())
    except AttributeError:
        return None


@pytest.mark.parametrize(("f", "points"), SOMETIMES.values(), ids=SOMETIMES)
def test_what_is_not_set_raises_as_in_python_and_what_is_set_is_read(f, points):
    for x in points:
        if run(f, x) is None:
            with pytest.raises(AttributeError, match="set it in `__init__`"):
                s2sad.value_and_grad(f)(x)
            with pytest.raises(AttributeError, match="set it in `__init__`"):
                s2sad.jvp(f, (x,), (x,))
        else:
            assert s2sad.value_and_grad(f)(x)[0] == pytest.approx(run(f, x), rel=1e-12)
            s2sad.check_grads(f, x, order=order_in_turn())


def test_a_guard_is_left_out_where_a_loop_has_set_all():
    text = s2sad.differentiate(trained_by_hand).text("adjoint", [W1, W2], [B1, B2], INPUT)
    assert "layers_x.append(None)" in text
    assert "raise" not in text
    assert "raise" in s2sad.differentiate(in_a_branch).text("adjoint", X)


def none_is_stored(x):
    ps = [P(v) for v in x]
    largest = None
    for v in x:
        if v > 5.0:
            largest = v
    for p in ps:
        p.w = largest
    return sum([p.a if p.w is None else 2.0 * p.a for p in ps])


def test_none_that_is_stored_counts_as_not_set():
    with pytest.raises(AttributeError, match="or it is None"):
        s2sad.grad(none_is_stored)(X)


def a_copy(x):
    import copy

    ps = [P(v) for v in x]
    for p in ps:
        p.w = p.a**2
    return copy.copy(ps[1]).w


def taken_out(x):
    ps = [P(v) for v in x]
    for p in ps:
        p.w = p.a**2
    return ps.pop().w * x[0]


def one_of_the_list(x):
    ps = [P(v) for v in x]
    for i in range(1, len(ps)):
        ps[i].before = ps[i - 1]
    return sum([p.before.a * p.a for p in ps[1:]])


def read_from_the_trip_before(x):
    ps = [P(v) for v in x]
    s = 0.0
    for k in range(3):
        if k > 0:
            s += p.a  # noqa: F821
        if k < 1:
            for p in ps:
                p.w = p.a
    return s


@pytest.mark.parametrize("f", [a_copy, taken_out, one_of_the_list, read_from_the_trip_before])
def test_what_is_not_followed_is_refused(f):
    with pytest.raises(Error):
        s2sad.grad(f)(X)
