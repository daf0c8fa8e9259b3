"""Calls of the user's functions: inlined with their scopes, defaults, stars and early returns."""

# ruff: noqa: RET503, RET504, RET505, B006, B008, B023, B009, E731, SIM108

import functools
import statistics
from fractions import Fraction

import numpy as np

from s2sad.frontend import read
from s2sad.ir.interpret import run
from tests.frontend.same import assert_same, text

SCALE = 2.0
EPS = 1e-3


def clip(t, low=0.0, high=1.0):
    if t < low:
        return low
    if t > high:
        return high
    return t


def search(items, limit, *, start=0):
    for i in range(start, len(items)):
        for v in (items[i], -items[i]):
            if v > limit:
                return i, v
    return -1, None


def scaled(x, by=SCALE, eps=EPS):
    return x * by + eps


def mutate(x, items=None):
    x[0] = 7.0
    if items is None:
        items = [1.0]
    items.append(x[0])
    return items


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("calling", len(args))
        return function(*args, **kwargs)

    return wrapper


@logged
def loud(x, y=1.0, *, z=2.0):
    return x * y + z


class Marked:
    """A stand-in for what `differentiate` returns."""

    __s2sad__ = True

    def __init__(self, function):
        self.__wrapped__ = function

    def __call__(self, *args):
        return self.__wrapped__(*args)


marked = Marked(clip)


class Model:
    rate = 0.5

    def __init__(self, weights):
        self.weights = weights
        self.act = np.tanh

    def predict(self, x, bias=0.0):
        return self.act(self.weights @ x + bias) * self.rate

    def loss(self, x):
        return np.sum(self.predict(x, bias=1.0) ** 2)

    def __call__(self, x):
        return self.loss(x) * 2

    @staticmethod
    def double(x):
        return 2 * x


model = Model(np.arange(6.0).reshape(2, 3))


def test_early_returns_of_helpers():
    def f(x, n):
        s = 0.0
        for i in range(n):
            s += clip(x[i]) + clip(t=x[i], high=0.5, low=-1.0)
        return s, clip(s, 2.0), search(x, 1.0), search(start=1, items=x, limit=0.5)

    assert_same(f, ([0.5, -3.0, 2.0], 3), ([0.1], 1), ([], 0))


def test_names_of_helpers_are_renamed_apart():
    def f(t, low):
        x = clip(low, t)
        return x, clip(x), t, low

    assert_same(f, (0.2, 0.5), (0.7, 5.0))
    assert "t'p = low" in text(f) and "if t'p2 > 1.0" in text(f)


def test_a_helper_of_one_line_is_short():
    def f(x):
        y = scaled(x)
        return y

    assert_same(f, (1.5,))
    assert text(f) == (
        "def f(x):\n    x'p = x\n    %1 = x'p * by\n    y = %1 + eps\n    return y\n"
    )


def test_defaults_are_values_of_the_definition():
    captures = read(scaled).captures
    assert [(c.name, c.read()) for c in captures] == [("by_default", 2.0), ("eps_default", EPS)]
    assert_same(scaled, (1.0,), (1.0, 3.0))

    def f(x, items=[]):
        items.append(x)
        return items

    program = read(f)
    assert run(program, (1,)) == [1] and run(program, (2,)) == [1, 2] and f(3) == [1, 2, 3]


def test_constant_and_function_defaults():
    def f(x, n=3, flag=None, axes=(0, 1), low=-1.0, act=np.sin, kind=np.float32):
        return x * n if flag is None else act(x), axes, low, kind(x)

    assert_same(f, (1.0,), (1.0, 2, True))

    def g(x):
        return f(x), f(x, flag=1), f(x, act=np.cos, flag=2)

    assert_same(g, (1.0,))
    assert "np.cos(x" in text(g) and "np.sin(x" in text(g)


def test_helpers_that_mutate_their_arguments():
    def f(x, items):
        a = mutate(x, items)
        b = mutate(x)
        return a, b, x

    assert_same(f, ([1.0], [2.0]))


def test_closures_read_the_current_value():
    def f(x):
        k = 2.0

        def g(y, z=k):
            return y * k + z

        a = g(x)
        k = 3.0
        h = lambda y: g(y) + k
        k = 4.0
        return a, g(x), h(x), (lambda y, k=k: y + k)(x)

    assert_same(f, (1.5,))


def test_closures_in_loops():
    def f(n):
        out = []
        for i in range(n):

            def g(y, j=i):
                return y * 10 + i + j

            i = i + 100
            out.append(g(i))
            sq = lambda v: v * v + i
            out.append(sq(i))
        return out

    assert_same(f, (0,), (3,))


def test_nested_functions_that_return_functions():
    def make(k, m=1):
        j = k + m

        def inner(x):
            return x * j + k

        return inner

    def f(x):
        a = make(2.0)
        b = make(3.0, m=x)
        return a(x) + b(x) + make(4.0)(x)

    assert_same(f, (1.5,))


def test_functions_as_arguments():
    def newton(g, dg, x, steps=3):
        for _ in range(steps):
            x = x - g(x) / dg(x)
        return x

    def compose(a, b, *args):
        return a(b(*args))

    def f(c):
        root = newton(lambda x: x * x - c, lambda x: 2 * x, 1.0, steps=4)
        act = np.tanh
        return root, compose(act, np.exp, root), compose(clip, max, c, root)

    assert_same(f, (2.0,), (3.0,))
    assert "np.tanh" in text(f)


def test_stars_in_definitions_and_their_forwarding():
    def total(first, *rest, scale=1.0, **options):
        s = first
        for r in rest:
            s += r
        return s * scale + len(rest) + shift(**options)

    def shift(by=0.0, more=1.0):
        return by + 10 * more

    def f(x, y):
        return total(x), total(x, y, 3.0), total(x, y, scale=y, by=x), total(*(x, y), more=y)

    assert_same(f, (1.5, 2.0))


def test_wrappers_are_inlined_like_any_function():
    def f(x):
        return loud(x) + loud(x, 3.0, z=4.0)

    assert_same(f, (2.0,))


def test_marked_functions_are_unwrapped():
    def f(x):
        return marked(x)

    assert_same(f, (2.0,), (0.5,))
    assert_same(marked, (3.0,))


def test_methods_of_captured_objects():
    def f(x):
        return model.loss(x) + Model.double(model.rate) + model.double(1.0) + model(x)

    assert_same(f, (np.ones(3),))
    names = {c.name: (c.key, c.path) for c in read(f).captures}
    assert names == {"weights": ("model", ("weights",)), "rate": ("model", ("rate",))}


def test_a_bound_method_is_read_with_its_object():
    program = read(model.loss)
    assert [p.name for p in program.params] == ["x"]
    assert run(program, (np.ones(3),)) == model.loss(np.ones(3))


def test_unknown_callables_are_called():
    rng = np.random.default_rng(0)

    def f(x, act):
        box = Fraction(x)
        print(box)
        return box.real + act(x), rng.bit_generator is None, getattr(box, "imag"), type(x)

    assert_same(f, (2.0, np.sin))
    assert "Fraction(x)" in text(f) and "act(x)" in text(f)

    def g():
        return rng.normal(size=3), np.random.default_rng(1).normal(0.0, 2.0)

    program = read(g)
    expected = np.random.default_rng(0).normal(size=3)
    assert np.array_equal(run(program)[0], expected)
    assert "rng.normal(size=3)" in text(g)


def test_tests_of_constant_arguments_are_decided_before_the_run():
    def layer(x, mode="tanh", train=False, depth=2):
        if mode == "tanh":
            x = np.tanh(x)
        elif mode != "none":
            raise ValueError(mode)
        if train:
            x = x * 0.5
        return x * depth if not train else x

    def f(x):
        return layer(x) + layer(x, "none", True)

    assert_same(f, (0.5,))
    assert "if" not in text(f)


def test_functions_of_the_library_are_called_as_they_are():
    def f(x):
        return statistics.mean(x), statistics.median(x)

    assert_same(f, ([1.0, 2.0],))
    assert "mean(x)" in text(f)
