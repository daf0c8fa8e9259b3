"""Defaults, methods and partials that are exchanged after the first call count in the next one."""

from functools import partial

import pytest

from s2sad import grad


def test_default_exchanged_after_a_call_is_read_again():
    def f(x, k=2.0, *, s=1.0):
        return x * k * s

    derivative = grad(f)
    assert derivative(1.0) == 2.0
    f.__defaults__ = (5.0,)
    assert derivative(1.0) == grad(f)(1.0) == 5.0
    f.__kwdefaults__["s"] = 3.0
    assert derivative(1.0) == 15.0


def test_defaults_of_what_is_called_are_read_again():
    def inner(x, k=2.0):
        return x * k

    def named(x, *, k=2.0):
        return x * k

    def repeated(n, x, c=2.0):
        return x if n == 0 else c * repeated(n - 1, x)

    short = lambda x, k=2.0: x * k  # noqa: E731

    def f(x):
        return inner(x) + 10.0 * named(x) + 100.0 * short(x) + 1000.0 * repeated(2, x)

    derivative = grad(f)
    assert derivative(1.0) == derivative(1.0) == 4222.0
    inner.__defaults__ = (3.0,)
    assert derivative(1.0) == 4223.0
    inner.__defaults__ = (5.0,)
    assert derivative(1.0) == 4225.0
    named.__kwdefaults__["k"] = 7.0
    assert derivative(1.0) == 4275.0
    named.__kwdefaults__ = {"k": 1.0}
    assert derivative(1.0) == 4215.0
    short.__defaults__ = (9.0,)
    assert derivative(1.0) == 4915.0
    repeated.__defaults__ = (3.0,)
    assert derivative(1.0) == 9915.0


def test_what_a_partial_holds_is_read_again():
    def inner(x, k):
        return x * k

    held = partial(inner, k=2.0)

    def f(x):
        return held(x)

    derivative = grad(f)
    assert derivative(1.0) == derivative(1.0) == 2.0
    held.keywords["k"] = 8.0
    assert derivative(1.0) == 8.0


class Model:
    k = 2.0

    def scaled(self, x, w=1.0):
        return self.k * x * w

    @property
    def factor(self):
        return 3.0

    def __call__(self, x):
        return x * 5.0


@pytest.fixture
def model():
    kept = dict(vars(Model))
    yield Model()
    for name in ("scaled", "factor", "__call__"):
        setattr(Model, name, kept[name])
    Model.scaled.__defaults__ = (1.0,)


def test_methods_of_the_class_of_an_argument_are_read_again(model):
    def f(m, x):
        return m.scaled(x) + 10.0 * m.factor * x + 100.0 * m(x)

    derivative = grad(f, wrt="x")
    assert derivative(model, 1.0) == derivative(model, 1.0) == 532.0
    Model.scaled.__defaults__ = (2.0,)
    assert derivative(model, 1.0) == 534.0
    Model.scaled = lambda self, x: 7.0 * x
    assert derivative(model, 1.0) == 537.0
    Model.factor = property(lambda self: 4.0)
    assert derivative(model, 1.0) == 547.0
    Model.__call__ = lambda self, x: 6.0 * x
    assert derivative(model, 1.0) == 647.0


def test_a_method_that_a_heir_gets_later_is_read_again(model):
    class Heir(Model):
        pass

    def f(m, x):
        return m.scaled(x)

    derivative = grad(f, wrt="x")
    assert derivative(Heir(), 1.0) == 2.0
    Heir.scaled = lambda self, x: 11.0 * x
    assert derivative(Heir(), 1.0) == 11.0
    assert derivative(model, 1.0) == 2.0


def test_a_method_that_super_finds_is_read_again(model):
    class Heir(Model):
        def scaled(self, x):
            return super().scaled(x) * 10.0

    def f(m, x):
        return m.scaled(x)

    def made(x):
        return Heir().scaled(x)

    derivative, inside = grad(f, wrt="x"), grad(made)
    assert derivative(Heir(), 1.0) == inside(1.0) == inside(1.0) == 20.0
    Model.scaled = lambda self, x: 3.0 * x
    assert derivative(Heir(), 1.0) == inside(1.0) == 30.0


def test_the_short_way_of_a_call_asks_for_defaults():
    def inner(x, k=2.0):
        return x * k

    def f(x):
        return inner(x)

    derivative = grad(f)
    assert derivative(1.0) == derivative(1.0) == 2.0
    inner.__defaults__ = (3.0,)
    assert derivative(1.0) == 3.0
