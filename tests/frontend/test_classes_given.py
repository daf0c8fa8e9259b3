"""Classes as arguments: they are called, and so are their methods; each one has its program."""

from collections import namedtuple
from dataclasses import dataclass

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from s2sad.errors import Error

Pair = namedtuple("Pair", "a b", defaults=[3.0])


class Base:
    rate = 3.0

    def __init__(self, w):
        self.w = w

    def g(self, x):
        return self.w * x**2

    @classmethod
    def twice(cls, x):
        return cls(x).g(2.0 * x) * cls.rate

    @classmethod
    @differentiate
    def decorated(cls, x):
        return cls.twice(x) * cls.rate


class Sub(Base):
    rate = 0.5

    def g(self, x):
        return super().g(x) + np.sin(x)


@dataclass
class Data:
    a: float
    b: float = 2.0


class Wrong(ValueError):
    pass


def made(x, cls):
    return cls(x).g(x)


def made_of_a_table(x, table):
    return table["k"](x).g(x) + table["l"].twice(x)


def of_data(x, cls):
    p = cls(x)
    return p.a * p.b + (x if isinstance(p, cls) else 0.0)


def root(x, error):
    if x < 0.0:
        raise error("negative")
    return np.sqrt(x)


@pytest.mark.parametrize("f, given", [
    (made, Base), (made, Sub), (made_of_a_table, {"k": Base, "l": Sub}), (of_data, Data),
    (of_data, Pair), (root, Wrong),
])  # fmt: skip
def test_what_a_class_that_is_given_does_is_followed(f, given):
    check_grads(f, 0.7, given, wrt=0, order=2)


def test_each_class_has_its_program():
    slope = grad(made, wrt="x")
    for cls in (Base, Sub, Base):
        assert slope(0.7, cls) == pytest.approx(3 * 0.49 + (np.cos(0.7) if cls is Sub else 0.0))
    with pytest.raises(Wrong, match="negative"):
        grad(root, wrt=0)(-1.0, Wrong)


def test_decorated_methods_of_classes_call_others_of_the_class():
    assert Base.decorated.grad(0.7)[0] == pytest.approx(9.0 * 12.0 * 0.49)
    expected = 0.25 * (12.0 * 0.49 + 2.0 * np.cos(1.4))
    assert Sub.decorated.grad(0.7)[0] == pytest.approx(expected)


def test_a_class_that_is_no_type_of_numbers_stays_one():
    def as_type(x, dtype):
        return np.sum(np.asarray(x, dtype=dtype) ** 2)

    for dtype in (float, np.float64, np.float32):
        np.testing.assert_allclose(grad(as_type, wrt=0)(np.ones(2), dtype), 2.0)
    with pytest.raises(Error):
        grad(made, wrt=0)(1.0, int)
