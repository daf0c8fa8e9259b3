"""Objects of `np.poly1d` and `np.polynomial.Polynomial` that a function makes."""

import numpy as np
import pytest
from numpy.polynomial import Polynomial

from s2sad import check_grads, differentiate, grad
from s2sad.errors import Unsupported, WrongCall
from tests.thorough import order_in_turn

X = np.array([0.3, -0.7, 1.1])
C = np.array([1.0, 2.0, -0.5])


def value(c, x):
    return np.poly1d(c)(x)


def value_from_below(c, x):
    return Polynomial(c)(x)


def of_numbers(a, b, x):
    p = np.poly1d([a, b, 1.0])
    return p(x) * p.deriv()(x)


def algebra(c, x):
    p, q = np.poly1d(c), np.poly1d([1.0, 0.5])
    r = 2.0 * p * q + p.deriv() + 1.0 - q / 3.0
    s = (1.0 - r) + (-p) - 0.5 + (+q)
    return r(x) * s(x) + s.integ(2, 0.3)(x) + p.deriv(2)(x)


def algebra_from_below(c, x):
    p, q = Polynomial(c), Polynomial([1.0, 0.5])
    r = 2.0 * p * q + p.deriv() + 1.0 - q / 3.0
    s = (1.0 - r) + (-p) - 0.5 + (+q)
    return r(x) * s(x) + s.integ(2)(x) + p.deriv(2)(x)


def by_its_roots(r, x):
    return np.poly1d(r, True)(x) + np.poly1d(r, r=True).deriv()(x)


def its_roots(c, x):
    return np.sum(np.real(np.poly1d(c).r) ** 2) + np.poly1d(c).roots[0].real * x


def of_a_fit(x, y):
    p = np.poly1d(np.polyfit(X, y, 1))
    return p(x)


def in_a_loop(c, x):
    p, total = np.poly1d(c), 0.0
    for _ in range(3):
        x = x - p(x) / p.deriv()(x)
        total = total + x
    return total


@pytest.mark.parametrize(
    "f, args",
    [(value, (C, X)), (value, (C, 0.4)), (value_from_below, (C, X)), (of_numbers, (0.3, 0.4, X)),
     (algebra, (C, X)), (algebra_from_below, (C, X)), (by_its_roots, (C, X)),
     (its_roots, (C, X)), (of_a_fit, (X, C)), (in_a_loop, (C, 1.4))],
)  # fmt: skip
def test_a_polynomial_moves_with_its_coefficients_and_its_operand(f, args):
    check_grads(f, *args, order=order_in_turn(), rtol=1e-5)


def test_its_program_is_one_of_plain_functions():
    text = differentiate(lambda c, x: np.sum(np.poly1d(c)(x))).text("adjoint", C, X)
    assert "poly1d(" not in text and "np.polyval(np.polyder(" in text


def returned(c, x):
    return np.poly1d(c)


def coefficient(c, x):
    return np.poly1d(c).c[0]


def in_a_domain(c, x):
    return np.sum(Polynomial(c, domain=[0.0, 1.0])(x))


def to_a_power(c, x):
    return np.sum((np.poly1d(c) ** 2)(x))


def of_both(c, x):
    return np.sum((np.poly1d(c) + Polynomial(c))(x))


@pytest.mark.parametrize(
    "f, error, words",
    [(returned, Unsupported, "cannot return a polynomial"),
     (coefficient, Unsupported, "cannot tell what `np.poly1d"),
     (in_a_domain, WrongCall, "all that is followed of the library's class"),
     (to_a_power, Unsupported, "no `__pow__`"), (of_both, Unsupported, "as a whole")],
)  # fmt: skip
def test_what_is_not_followed_of_polynomials_is_refused(f, error, words):
    with pytest.raises(error, match=words):
        grad(f)(C, X)
