"""`super()` in methods that are differentiated themselves, of objects and of classes."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from s2sad.errors import Unsupported

X = np.array([0.3, 1.2])


class Base:
    scale = 2.0

    def __init__(self, w):
        self.w = w

    def g(self, x):
        return self.w * np.sum(x**2)

    @property
    def cube(self):
        return self.w**3

    @classmethod
    def scaled(cls, x):
        return cls.scale * x**2

    @staticmethod
    def third(x):
        return x**3


class Left(Base):
    scale = 3.0

    def g(self, x):
        return super().g(x) * 2.0 + self.scale

    @property
    def cube(self):
        return super().cube * 2.0

    @classmethod
    def scaled(cls, x):
        return super().scaled(x) + x


class Right(Base):
    def g(self, x):
        return super().g(x) ** 2


class Both(Left, Right):
    scale = 5.0

    def g(self, x):
        return super().g(x) * self.w + super().cube


class Other(Base):
    def g(self, x):
        return super().g(x) + Base.g(self, x) * self.w

    def by_a_name(self, x):
        held = super().g
        return held(x) * 2.0

    def in_a_list(self, x):
        return sum([super(Other, self).g(k * x) for k in range(3)])

    def of_the_class(self, x):
        return super().scaled(x) * super().third(x) * super().scale

    @differentiate
    def decorated(self, x):
        return super().g(x) * self.w

    def elsewhere(self, x):
        return super(Left, x).g(x)


@pytest.mark.parametrize("method, model", [
    (Left.g, Left(2.0)), (Right.g, Right(1.5)), (Both.g, Both(0.7)), (Other.g, Other(2.0)),
    (Other.by_a_name, Other(2.0)), (Other.in_a_list, Other(1.1)), (Left.g, Both(0.7)),
    (Base.g, Both(0.7)),
])  # fmt: skip
def test_methods_of_the_classes_behind_are_followed(method, model):
    check_grads(method, model, X, wrt=("self", "x"), order=2)
    bound = method.__get__(model)
    np.testing.assert_array_equal(grad(bound)(X), grad(method, wrt="x")(model, X))


def test_properties_and_methods_of_classes_are_followed():
    check_grads(Left.cube.fget, Left(1.3), wrt="self")
    check_grads(Other.of_the_class, Other(1.3), 0.7, wrt="x", order=2)
    assert grad(Left.scaled)(3.0) == 2 * 3.0 * 3.0 + 1.0
    assert grad(Both.scaled)(3.0) == 2 * 5.0 * 3.0 + 1.0


class Decorated(Base):
    @differentiate
    def g(self, x):
        return super().g(x) * self.w

    @differentiate
    def named(self, x):
        return super().g(x) * self.w

    @classmethod
    @differentiate
    def scaled(cls, x):
        return super().scaled(x) * 2.0


def test_methods_that_are_decorated_in_their_class_are_followed():
    expected = 2.0 * grad(Base.g, wrt="x")(Base(2.0), X)
    np.testing.assert_array_equal(Decorated(2.0).g.grad(X)[0], expected)
    np.testing.assert_array_equal(Decorated(2.0).named.grad(X)[0], expected)
    assert Decorated.scaled.grad(3.0) == (24.0,)


def test_a_bound_method_is_differentiated_as_it_is():
    for method in (Left(2.0).g, Both(0.7).g, Other(1.1).in_a_list):
        slope = differentiate(method).grad(X)[0]
        np.testing.assert_allclose(slope, grad(method)(X), rtol=1e-14)
        check_grads(differentiate(method), X)


def test_super_of_something_else_is_refused():
    with pytest.raises(Unsupported, match="cannot differentiate `super"):
        grad(Other.elsewhere, wrt="x")(Other(2.0), X)
