"""Integrals: they move with their bounds, and with what the function is given."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from s2sad.errors import Refused, Unsupported

integrate = pytest.importorskip("scipy.integrate", reason="SciPy is an optional extra")

CENTRE = np.array([0.3, 0.7])


def bell(x, w):
    return np.exp(-w * x * x)


def scaled(x, w, m):
    return np.exp(-w * (x - m[0]) ** 2) * m[1]


def of_a_matrix(x, a):
    return np.sum(np.sin(a * x))


def power(x, n, c):
    total = 0.0
    for k in range(n):
        total = total + c[k] * x**k
    return total


def mass(a, b):
    value, _ = integrate.quad(bell, a, b * b, args=(1.5,))
    return value * a


def tail(a):
    return integrate.quad(bell, a, np.inf, args=(1.5,))[0]


def of_width(w):
    return integrate.quad(bell, 0.0, 1.0, args=(w,))[0] * w


def of_all(b, w, m):
    value, error = integrate.quad(scaled, -np.inf, b, args=(w, m), epsabs=1e-12, epsrel=1e-12)
    return value * w


def of_entries(a, b):
    return integrate.quad(of_a_matrix, 0.0, b, (a,))[0]


def with_a_count(b, n, c):
    return integrate.quad(power, 0.0, b, args=(n, c))[0]


def test_an_integral_moves_with_its_bounds():
    check_grads(mass, 0.2, 0.9, order=2)
    check_grads(tail, 0.3)
    assert differentiate(mass)(0.2, 0.9) == mass(0.2, 0.9)
    assert grad(tail)(0.3) == -bell(0.3, 1.5)


def test_an_integral_moves_with_what_its_function_is_given():
    check_grads(of_width, 1.5)
    check_grads(of_all, 0.5, 1.2, CENTRE)
    check_grads(of_entries, np.array([[0.3, -0.8], [1.2, 0.5]]), 1.4)
    program = differentiate(of_all)
    assert program(0.5, 1.2, CENTRE) == of_all(0.5, 1.2, CENTRE)


def test_an_integral_in_closed_form():
    def f(w):
        return integrate.quad(bell, -np.inf, np.inf, args=(w,))[0]

    np.testing.assert_allclose(grad(f)(1.5), -0.5 * np.sqrt(np.pi) * 1.5**-1.5, rtol=1e-9)


def test_a_slope_that_is_not_known_is_refused_where_it_is_needed_only():
    c = np.array([1.0, 2.0, 3.0])
    np.testing.assert_allclose(grad(with_a_count)(0.5, 3, c), power(0.5, 3, c))
    assert grad(with_a_count)(0.5, 3, [1.0, 2.0, 3.0]) == power(0.5, 3, c)
    with pytest.raises(Unsupported, match="a range cannot end at a float"):
        grad(with_a_count, "c")(0.5, 3, c)
    with pytest.raises((Refused, Unsupported), match="let a list .* vary in `args=`"):
        grad(with_a_count, "c")(0.5, 3, [1.0, 2.0, 3.0])


def test_a_tangent_is_differentiated_again():
    check_grads(of_width, 1.5, modes=("fwd",), order=2)
    check_grads(of_entries, np.array([0.3, -0.8]), 1.4, modes=("fwd",), order=2)


def step(x, p):
    return 1.0 if x < p else 0.0


def bent(x, p):
    return x * p if x < 0.5 else p * p


def of_a_step(b, p):
    return integrate.quad(step, 0.0, b, args=(p,))[0]


def test_a_function_that_jumps_where_a_parameter_is_is_refused():
    with pytest.raises(Unsupported, match="jumps here"):
        grad(of_a_step, "p")(1.0, 0.7)
    assert grad(of_a_step, "b")(0.5, 0.7) == 1.0
    check_grads(lambda p: integrate.quad(bent, 0.0, 1.0, (p,), points=[0.5])[0], 0.7)


def test_a_second_reverse_derivative_in_what_the_function_is_given_is_refused():
    with pytest.raises(Unsupported, match="twice in reverse mode"):
        grad(grad(of_width))(1.5)
