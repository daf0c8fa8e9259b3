"""`NotImplemented` on some paths: an operator of a class that takes some numbers and no others."""

import numbers

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import Error, Unsupported
from tests.small import adjoint_text

X = np.array([0.5, -1.0, 2.0])


class Dual:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def __mul__(self, o):
        if isinstance(o, Dual):
            return Dual(self.a * o.a, self.a * o.b + self.b * o.a)
        elif isinstance(o, (int, float)):
            return Dual(self.a * o, self.b * o)
        return NotImplemented

    __rmul__ = __mul__

    def __sub__(self, o):
        if not isinstance(o, (Dual, numbers.Number)):
            return NotImplemented
        return Dual(self.a - o.a, self.b - o.b) if isinstance(o, Dual) else Dual(self.a - o, self.b)

    def __truediv__(self, o):
        if isinstance(o, (int, float)):
            return self.a / o
        return NotImplemented

    def __lt__(self, o):
        if isinstance(o, float):
            return self.a < o
        return NotImplemented

    def __add__(self, o):
        if self.a > 0.0:
            return NotImplemented
        return Dual(self.a + 1.0, self.b)

    def __eq__(self, o):
        if isinstance(o, int):
            return self.a == o
        return NotImplemented


class Other:
    def __radd__(self, o):
        return o


def products(x):
    d = Dual(x[0], x[1])
    for v in x[1:]:
        d = 0.5 * d * v * d - 1.0 - d * 2
    return d.b * (d - Dual(x[2], x[0])).a + d / 2.0 + (d.a if d < 4.0 else d.b)


def test_numbers_of_other_types_are_a_type_error_and_no_path_of_the_derivative():
    check_grads(products, X)
    check_grads(lambda x: np.sum(grad(products)(x) ** 2), X)
    assert "TypeError" not in adjoint_text(products, X)


def test_what_is_no_such_number_raises():
    def of_a_text(x, o):
        return (Dual(x[0], x[1]) * o).a

    for o in ("2", None, [1.0]):
        with pytest.raises(TypeError):
            of_a_text(X, o)
        with pytest.raises((TypeError, Error)):
            grad(of_a_text)(X, o)


def test_another_object_is_asked_next():
    def left_to_an_object(x):
        return (Dual(x[0], x[1]) + Other()).a

    with pytest.raises(Unsupported, match="what `__add__` returns"):
        grad(left_to_an_object)(X)


def test_two_things_are_not_equal_where_nobody_knows():
    def equal(x):
        return x[0] if Dual(x[0], x[1]) == x[2] else x[1]

    with pytest.raises(Unsupported, match="cannot tell when `NotImplemented` is returned"):
        grad(equal)(X)
