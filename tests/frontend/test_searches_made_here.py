"""Searches and integrals of functions that are made in the function: they read what is around."""

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import Unsupported
from tests.small import adjoint_text

optimize = pytest.importorskip("scipy.optimize", reason="SciPy is an optional extra")
integrate = pytest.importorskip("scipy.integrate", reason="SciPy is an optional extra")


def outside(x, p):
    return x * x * p


def root_of_a_lambda(p, q):
    return optimize.brentq(lambda x: x**3 - p * x - outside(1.0, q), 1.0, 5.0) * q


def root_in_a_loop(p, q):
    found = []
    for i in range(2):
        found.append(optimize.newton(lambda x: x * x - p * (i + 1), 1.0))  # noqa: B023
        p = p * q
    return found[0] * found[1]


def bound_anew_before_it_is_called(p, q):
    w = p * 2.0
    f = lambda x: x**2 - w  # noqa: E731
    w = p * q
    return optimize.brentq(f, 0.0, 5.0)


def integral_to_what_varies(p, q):
    c = p * q

    def wave(t):
        return np.sin(c * t) + q

    return integrate.quad(wave, 0.0, p)[0] * c


def several_equations(p, q):
    s = optimize.root(lambda x: [x[0] ** 2 + x[1] - p, x[1] * x[0] - q + x[1] ** 3], [1.0, 1.0])
    return s.x[0] * s.x[1]


def given_more(p, q):
    z = optimize.fsolve(lambda x, k: x**3 - k**2 * p - q, 1.0, args=(q,))
    return z[0]


def least(p, q):
    s = optimize.minimize_scalar(lambda x: (x - p) ** 2 + q * x**4, tol=1e-12)
    r = optimize.root_scalar(lambda x: x**3 - p * q, bracket=(0.0, 5.0))
    return s.fun * r.root


def falling(p, q):
    s = integrate.solve_ivp(lambda t, y: -p * y, (0, 1), [q], rtol=1e-10, atol=1e-12)
    return s.y[0, -1]


def swinging(p, q):
    def f(y, t):
        return [y[1], -p * y[0]]

    return np.sum(integrate.odeint(f, [q, 0.0], [0.0, 0.5, 1.0], rtol=1e-11, atol=1e-12)[:, 0])


K, WEIGHTS = 0.7, np.array([0.3, 0.2])


class Spring:
    def __init__(self, k):
        self.k = k

    def rest(self, p):
        return optimize.brentq(lambda x: x**3 + self.k * x - p, -5.0, 5.0)


SPRING = Spring(0.4)


def scaled(x, p):
    return x**3 + SPRING.k * x * K - p


def reading_the_module(p, q):
    return optimize.brentq(lambda x: x**3 + K * x - p, -5.0, 5.0) * q


def reading_an_object(p, q):
    return SPRING.rest(p) * q + optimize.newton(lambda x: scaled(x, q) * WEIGHTS[1], 1.0)


def reading_by_place(p, q):
    return optimize.brentq(lambda x, r: x**3 + WEIGHTS[0] * x - p * r, -5.0, 5.0, (q,))


def reading_nothing_else(p, q):
    return optimize.brentq(lambda x: x**3 + K * x - 1.0, -5.0, 5.0) * p * q


def summing(p, q):
    return integrate.quad(lambda t: np.exp(-p * t) * K * SPRING.k, 0.0, q)[0]


def flowing(p, q):
    start = np.array([1.0, 2.0]) * q
    span, options = (0.0, 1.0), {"rtol": 1e-10, "atol": 1e-12}
    found = integrate.solve_ivp(lambda t, y: -p * y * K * WEIGHTS, span, start, **options)
    return np.sum(found.y[:, -1])


def solved(g, hi):
    return optimize.brentq(g, 0.0, hi)


def given_to_a_helper(p, q):
    return solved(lambda x: x**3 + p * x - q, 5.0) * q


def helper_with_the_same_names(g, p):
    x = 2.0
    return optimize.brentq(g, 0.0, 5.0) * p * x


def given_to_a_helper_with_the_same_names(p, q):
    return helper_with_the_same_names(lambda y: y**3 + p * y - q, q * 2.0)


def bound_anew_before_the_helper_is_called(p, q):
    k = p * q

    def equation(x):
        return x**3 + k * x - q

    k = k * 2.0
    return solved(equation, 5.0) * k


def maker(a):
    b = a * a
    return lambda x: x**3 + b * x - 1.0


def made_by_a_function(p, q):
    return solved(maker(p), 5.0) * q + optimize.brentq(maker(q), 0.0, 3.0)


def end_of(f, start):
    found = integrate.solve_ivp(f, (0.0, 1.0), start, rtol=1e-10, atol=1e-12)
    return found.y[:, -1]


def a_flow_by_a_helper(p, q):
    return np.sum(end_of(lambda t, y: -p * y, np.array([q, 2.0 * q])))


CASES = [
    given_to_a_helper, given_to_a_helper_with_the_same_names, a_flow_by_a_helper,
    bound_anew_before_the_helper_is_called, made_by_a_function,
    reading_the_module, reading_an_object, reading_by_place, reading_nothing_else, summing, flowing,
    root_of_a_lambda, root_in_a_loop, bound_anew_before_it_is_called, integral_to_what_varies,
    several_equations, given_more, least, falling, swinging,
]  # fmt: skip
TWICE = {root_of_a_lambda, several_equations, reading_the_module, reading_an_object}


@pytest.mark.parametrize("f", CASES, ids=lambda f: f.__name__)
def test_derivatives_are_those_of_what_is_found(f):
    check_grads(f, 2.0, 0.9, order=1 + (f in TWICE), rtol=1e-5)


def test_the_function_stands_in_the_text_and_is_given_what_it_reads():
    text = adjoint_text(root_of_a_lambda, 2.0, 0.9)
    assert "optimize.brentq(f, 1.0, 5.0, args=(p, q))" in text
    assert "def f(x, p, q):" in text


class Model:
    def __init__(self, k):
        self.k = k


def of_an_object(p):
    m = Model(p)
    return optimize.brentq(lambda x: x * x - m.k, 0.0, 5.0)


def of_another_function(p):
    f = lambda x: x * x - p  # noqa: E731
    return optimize.brentq(lambda x: f(x) - 1.0, 0.0, 5.0)


def counting(p):
    n = 0

    def f(x):
        nonlocal n
        n += 1
        return x * x - p

    return optimize.brentq(f, 0.0, 5.0) * n


def noting(p):
    seen = []

    def f(x):
        seen.append(x)
        return x * x - p

    return optimize.brentq(f, 0.0, 5.0) * len(seen)


@pytest.mark.parametrize("f, words", [
    (of_an_object, "pass what it needs"), (of_another_function, "pass what it needs"),
    (counting, "pass what it needs"), (noting, "return what it makes"),
])  # fmt: skip
def test_what_cannot_be_given_by_value_is_refused(f, words):
    with pytest.raises(Unsupported, match=words):
        grad(f)(2.0)
